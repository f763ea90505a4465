from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("proceedings", "0013_roles_for_submissions")]

    operations = [
        migrations.AlterModelOptions(
            name="translation",
            options={
                "ordering": ["content_type", "object_id", "field", "language"],
                "permissions": [("approve_translation", "Can approve a translation that somebody else has checked")],
            },
        ),
        migrations.AlterField(
            model_name="export",
            name="format",
            field=models.CharField(
                choices=[
                    ("xlsx", "XLSX"),
                    ("ods", "ODS"),
                    ("csv", "CSV"),
                    ("pdf", "PDF"),
                    ("po", "PO, for translators"),
                ],
                editable=False,
                max_length=4,
            ),
        ),
    ]
