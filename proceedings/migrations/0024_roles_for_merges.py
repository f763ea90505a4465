from django.contrib.auth.management import create_permissions
from django.db import migrations

# Who may make two people one looks up who did, and finds the way back.
ROLES = {"Registration staff": {"view_personmerge"}}


def give(apps, schema_editor):
    # Django makes permissions after all migrations have run; the roles need them now.
    config = apps.get_app_config("proceedings")
    config.models_module = True
    create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    config.models_module = None
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, codenames in ROLES.items():
        wanted = permission.objects.filter(content_type__app_label="proceedings", codename__in=codenames)
        group.objects.get_or_create(name=name)[0].permissions.add(*wanted)


def take(apps, schema_editor):
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, codenames in ROLES.items():
        rows = permission.objects.filter(content_type__app_label="proceedings", codename__in=codenames)
        for row in group.objects.filter(name=name):
            row.permissions.remove(*rows)


class Migration(migrations.Migration):
    dependencies = [("proceedings", "0023_two_people")]

    operations = [migrations.RunPython(give, take)]
