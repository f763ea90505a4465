from django.db import migrations


def of_postgresql(statement):
    def run(apps, schema_editor):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"ALTER TABLE proceedings_searchpassage {statement}")

    return run


class Migration(migrations.Migration):
    """Texts and tokens lie beside the rows, so that a question which fits thousands reads few pages to count them."""

    dependencies = [("proceedings", "0031_following")]

    operations = [
        migrations.RunPython(
            of_postgresql("SET (toast_tuple_target = 128)"), of_postgresql("RESET (toast_tuple_target)")
        )
    ]
