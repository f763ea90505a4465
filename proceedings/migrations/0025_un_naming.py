import uuid

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("proceedings", "0024_roles_for_merges"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="edition",
            name="taken_out_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="something was taken out"),
        ),
        migrations.CreateModel(
            name="UnNaming",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="when")),
                ("who", models.JSONField(default=dict, editable=False)),
                ("done", models.JSONField(default=dict, editable=False)),
                ("beyond", models.JSONField(default=list, editable=False, verbose_name="out of our reach")),
                (
                    "by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who",
                    ),
                ),
            ],
            options={
                "verbose_name": "un-naming",
                "ordering": ["-at", "-id"],
                "permissions": [("un_name_person", "Can take a person out of everything others can read")],
            },
        ),
    ]
