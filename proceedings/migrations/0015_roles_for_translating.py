from django.contrib.auth.management import create_permissions
from django.db import migrations

# Who may stand for a translation that another person has checked.
ROLES = ("Editor", "Publisher", "Administrator")


def give(apps, schema_editor):
    # Django makes permissions after all migrations have run; the roles need them now.
    config = apps.get_app_config("proceedings")
    config.models_module = True
    create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    config.models_module = None
    approve = apps.get_model("auth", "Permission").objects.get(
        content_type__app_label="proceedings", codename="approve_translation"
    )
    for group in apps.get_model("auth", "Group").objects.filter(name__in=ROLES):
        group.permissions.add(approve)


def take(apps, schema_editor):
    apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="proceedings", codename="approve_translation"
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("proceedings", "0014_translating")]

    operations = [migrations.RunPython(give, take)]
