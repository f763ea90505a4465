from django.contrib.auth.management import create_permissions
from django.db import migrations

ALL = "view add change delete"
LOOK = "view"


def perms(verbs, *models):
    return {f"{verb}_{model}" for verb in verbs.split() for model in models}


RULES = ("registration", "seatquota", "question", "mailtemplate", "lettertemplate", "tag")
# Who registers people sets the rules, asks the questions, writes the mails, lets them go and stands at the door. What
# the vault holds is for administrators, and for whom they give that permission; so is the list of who looked.
ROLES = {
    "Registration staff": perms(ALL, *RULES)
    | perms("view change", "answer")
    | perms("view add change", "link", "mailing", "message", "passage")
    | {"release_mailing", "use_desk", "merge_person"},
    "Editor": perms(LOOK, "registration", "seatquota", "question", "tag", "mailtemplate", "lettertemplate"),
    "Publisher": perms(LOOK, "registration", "seatquota", "question", "tag"),
    "Administrator": perms(ALL, *RULES, "answer", "link", "passage")
    | perms("view add change", "mailing", "message", "vaultanswer")
    | perms(LOOK, "vaultlook", "personmerge")
    | {"delete_vaultanswer", "release_mailing", "use_desk", "merge_person"},
    "Door staff": {"use_desk"},
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
    apps.get_model("auth", "Group").objects.filter(name="Door staff").delete()
    apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="proceedings", codename__in=set().union(*ROLES.values())
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("proceedings", "0005_registering_people")]

    operations = [migrations.RunPython(give, take)]
