from django.contrib.auth.management import create_permissions
from django.db import migrations

HEADINGS = ["view_columnheading", "add_columnheading", "change_columnheading", "delete_columnheading"]
# Who may teach the import what headings mean, who may take what out of the site, and who reads what was taken.
ROLES = {
    "Registration staff": [*HEADINGS, "export_people"],
    "Editor": ["export_content"],
    "Administrator": [*HEADINGS, "export_people", "export_content", "view_export"],
}


def give(apps, schema_editor):
    # Django makes permissions after all migrations have run; the roles need them now.
    config = apps.get_app_config("proceedings")
    config.models_module = True
    create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    config.models_module = None
    permission = apps.get_model("auth", "Permission")
    for name, codenames in ROLES.items():
        wanted = permission.objects.filter(content_type__app_label="proceedings", codename__in=codenames)
        apps.get_model("auth", "Group").objects.get(name=name).permissions.add(*wanted)


def take(apps, schema_editor):
    apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="proceedings", content_type__model__in=["export", "columnheading"]
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("proceedings", "0003_lists_in_and_out")]

    operations = [migrations.RunPython(give, take)]
