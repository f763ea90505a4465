import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import proceedings.models.fields


class Migration(migrations.Migration):
    dependencies = [
        ("proceedings", "0008_offers_that_ran_out"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Application",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sent", models.JSONField()),
                ("sent_at", models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Attempts",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(max_length=64, unique=True)),
                ("number", models.PositiveIntegerField(default=0)),
                ("until", models.DateTimeField(db_index=True)),
            ],
            options={
                "verbose_name_plural": "attempts",
                "ordering": ["id"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="consent",
            name="consent_recorded_by_somebody",
        ),
        migrations.AddField(
            model_name="consent",
            name="given_through",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="consents",
                to="proceedings.link",
            ),
        ),
        migrations.AddField(
            model_name="historicalconsent",
            name="given_through",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="proceedings.link",
            ),
        ),
        migrations.AddField(
            model_name="historicalparticipant",
            name="organisation_as_written",
            field=proceedings.models.fields.NameField(
                blank=True,
                help_text="Until somebody chooses it above.",
                max_length=300,
                verbose_name="organisation as they wrote it",
            ),
        ),
        migrations.AddField(
            model_name="participant",
            name="organisation_as_written",
            field=proceedings.models.fields.NameField(
                blank=True,
                help_text="Until somebody chooses it above.",
                max_length=300,
                verbose_name="organisation as they wrote it",
            ),
        ),
        migrations.AddConstraint(
            model_name="consent",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("recorded_by__isnull", False),
                    ("given_through__isnull", False),
                    ("basis", "public_office"),
                    _connector="OR",
                ),
                name="consent_recorded_by_somebody",
                violation_error_message="A person's own consent needs somebody who recorded it.",
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="event",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="applications", to="proceedings.event"
            ),
        ),
        migrations.AddField(
            model_name="application",
            name="language",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="proceedings.language",
            ),
        ),
    ]
