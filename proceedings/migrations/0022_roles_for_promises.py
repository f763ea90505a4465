from django.contrib.auth.management import create_permissions
from django.db import migrations

# The secretariat asks the parties and decides on what they answer; who publishes reads the answers, because a dispute
# is theirs to decide. Whom we write to is private: nobody else sees an address.
ROLES = {
    "Editor": {
        *(f"{verb}_partycontact" for verb in ("view", "add", "change", "delete")),
        "view_partyanswer",
    },
    "Publisher": {"view_partyanswer"},
    "Administrator": {
        *(f"{verb}_partycontact" for verb in ("view", "add", "change", "delete")),
        "view_partyanswer",
    },
}


def give(apps, schema_editor):
    # Django makes permissions after all migrations have run; the roles need them now.
    config = apps.get_app_config("proceedings")
    config.models_module = True
    create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    config.models_module = None
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, codenames in ROLES.items():
        wanted = permission.objects.filter(content_type__app_label="proceedings", codename__in=codenames)
        if missing := codenames - set(wanted.values_list("codename", flat=True)):
            raise LookupError(f"{name}: no such permission: {', '.join(sorted(missing))}")
        group.objects.get_or_create(name=name)[0].permissions.add(*wanted)


def take(apps, schema_editor):
    apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="proceedings", codename__in=set().union(*ROLES.values())
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("proceedings", "0021_promises")]

    operations = [migrations.RunPython(give, take)]
