import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.db import migrations, models

from ._roles import give

# Who follows what is nobody's business; administrators delete an address when its owner asks.
ROLES = {"Administrator": {"view_follower", "delete_follower"}}


def give_roles(apps, schema_editor):
    give(ROLES, apps, schema_editor)


class Migration(migrations.Migration):
    dependencies = [
        ("proceedings", "0030_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="Follower",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.EmailField(max_length=254)),
                ("language", models.CharField(max_length=15)),
                ("asked_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="asked at")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed at")),
                ("told_until", models.DateTimeField(blank=True, null=True)),
                ("not_before", models.DateTimeField(blank=True, null=True)),
                ("refusals", models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                "ordering": ["-asked_at", "-id"],
                "default_permissions": ("view", "delete"),
                "constraints": [
                    models.UniqueConstraint(
                        django.db.models.functions.text.Lower("address"),
                        condition=models.Q(("confirmed_at__isnull", False)),
                        name="follower_once",
                        violation_error_message="This address follows already.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("confirmed_at__isnull", True), ("told_until__isnull", False), _connector="OR"
                        ),
                        name="follower_told_until_some_time",
                        violation_error_message="Whoever has confirmed is told what is new from some moment on.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FollowerMail",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("tells_news", models.BooleanField(default=False)),
                ("message_id", models.CharField(max_length=200, unique=True)),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("at", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "follower",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="mails", to="proceedings.follower"
                    ),
                ),
            ],
            options={
                "verbose_name": "mail to a follower",
                "verbose_name_plural": "mails to followers",
                "ordering": ["-id"],
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Following",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField(default=django.utils.timezone.now)),
                (
                    "commitment",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followings",
                        to="proceedings.commitment",
                    ),
                ),
                (
                    "follower",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followings",
                        to="proceedings.follower",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followings",
                        to="proceedings.organisation",
                    ),
                ),
                (
                    "series",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followings",
                        to="proceedings.series",
                    ),
                ),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followings",
                        to="proceedings.topic",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
                "default_permissions": (),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("commitment__isnull", True),
                                ("organisation__isnull", True),
                                ("series__isnull", True),
                                ("topic__isnull", False),
                            ),
                            models.Q(
                                ("commitment__isnull", True),
                                ("organisation__isnull", True),
                                ("series__isnull", False),
                                ("topic__isnull", True),
                            ),
                            models.Q(
                                ("commitment__isnull", True),
                                ("organisation__isnull", False),
                                ("series__isnull", True),
                                ("topic__isnull", True),
                            ),
                            models.Q(
                                ("commitment__isnull", False),
                                ("organisation__isnull", True),
                                ("series__isnull", True),
                                ("topic__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="following_one_thing",
                        violation_error_message="Choose one: a topic, a series, an organisation or a commitment.",
                    ),
                    models.UniqueConstraint(
                        fields=("follower", "topic"),
                        name="following_topic_once",
                        violation_error_message="This is followed already.",
                    ),
                    models.UniqueConstraint(
                        fields=("follower", "series"),
                        name="following_series_once",
                        violation_error_message="This is followed already.",
                    ),
                    models.UniqueConstraint(
                        fields=("follower", "organisation"),
                        name="following_organisation_once",
                        violation_error_message="This is followed already.",
                    ),
                    models.UniqueConstraint(
                        fields=("follower", "commitment"),
                        name="following_commitment_once",
                        violation_error_message="This is followed already.",
                    ),
                ],
            },
        ),
        # What is undone goes with the table.
        migrations.RunPython(give_roles, migrations.RunPython.noop),
    ]
