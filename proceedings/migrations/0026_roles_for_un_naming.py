from django.contrib.auth.management import create_permissions
from django.db import migrations

# Administrators only: it cannot be taken back, and it shows wherever the name stands.
PERMISSIONS = {"un_name_person", "view_unnaming"}


def give(apps, schema_editor):
    # Django makes permissions after all migrations have run; the role needs them now.
    config = apps.get_app_config("proceedings")
    config.models_module = True
    create_permissions(config, apps=apps, using=schema_editor.connection.alias, verbosity=0)
    config.models_module = None
    wanted = apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="proceedings", codename__in=PERMISSIONS
    )
    if missing := PERMISSIONS - set(wanted.values_list("codename", flat=True)):
        raise LookupError(f"No such permission: {', '.join(sorted(missing))}")
    apps.get_model("auth", "Group").objects.get_or_create(name="Administrator")[0].permissions.add(*wanted)


def take(apps, schema_editor):
    apps.get_model("auth", "Permission").objects.filter(
        content_type__app_label="proceedings", codename__in=PERMISSIONS
    ).delete()


class Migration(migrations.Migration):
    dependencies = [("proceedings", "0025_un_naming")]

    operations = [migrations.RunPython(give, take)]
