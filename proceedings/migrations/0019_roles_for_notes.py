from django.contrib.auth.management import create_permissions
from django.db import migrations

# Who writes proceedings takes the notes for them. Nobody else reads them: not who registers, nor who reviews.
ROLES = ("Rapporteur", "Editor", "Administrator")
CODENAMES = {f"{verb}_note" for verb in ("view", "add", "change", "delete")}


def give(apps, schema_editor):
    # Django makes permissions after all migrations have run; the roles need them now.
    config = apps.get_app_config("proceedings")
    config.models_module = True
    create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    config.models_module = None
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    wanted = permission.objects.filter(content_type__app_label="proceedings", codename__in=CODENAMES)
    for name in ROLES:
        group.objects.get(name=name).permissions.add(*wanted)


def take(apps, schema_editor):
    apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="proceedings", codename__in=CODENAMES
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("proceedings", "0018_rapporteurs_notes")]

    operations = [migrations.RunPython(give, take)]
