import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import django_countries.fields
import proceedings.migrations._at_once
import proceedings.models.event
import proceedings.models.fields
import proceedings.models.picture
import proceedings.models.publication
import simple_history.models
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("auth", "__first__"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        proceedings.migrations._at_once.CreateModels(
            operations=[
                migrations.CreateModel(
                    name="Commitment",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "ref",
                            models.CharField(
                                help_text="Short, public and lasting: C1. Never used a second time.",
                                max_length=20,
                                unique=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Za-z0-9][A-Za-z0-9-]*\\Z",
                                        "Write letters, digits and hyphens only, such as C1.",
                                    )
                                ],
                                verbose_name="reference",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commitments",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="commitments",
                                to="proceedings.session",
                            ),
                        ),
                        ("text", proceedings.models.fields.ProseField(help_text="The promise in one sentence.")),
                        (
                            "wording",
                            models.CharField(
                                choices=[
                                    ("quoted", "in the words used"),
                                    ("reworded", "in our words, after the source"),
                                ],
                                default="quoted",
                                max_length=10,
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                blank=True,
                                help_text="The part of the proceedings that tells of it.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="commitments",
                                to="proceedings.section",
                            ),
                        ),
                        (
                            "sentence",
                            proceedings.models.fields.ProseField(
                                blank=True, help_text="As it stands in that part.", verbose_name="the sentence there"
                            ),
                        ),
                        (
                            "nature",
                            models.CharField(
                                choices=[
                                    ("pledge", "pledge"),
                                    ("offer", "offer"),
                                    ("agreement", "agreement"),
                                    ("assurance", "assurance"),
                                ],
                                default="pledge",
                                max_length=10,
                            ),
                        ),
                        (
                            "instrument",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="Such as “memorandum of understanding”.", max_length=200
                            ),
                        ),
                        ("is_joint", models.BooleanField(default=False, verbose_name="made together")),
                        (
                            "provenance",
                            models.CharField(
                                choices=[
                                    ("heard", "heard in the room"),
                                    ("confirmed", "confirmed in writing"),
                                    ("adopted", "adopted"),
                                ],
                                default="heard",
                                max_length=10,
                            ),
                        ),
                        ("note", proceedings.models.fields.ProseField(blank=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "draft"), ("published", "public"), ("withdrawn", "taken back")],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "topics",
                            models.ManyToManyField(blank=True, related_name="commitments", to="proceedings.topic"),
                        ),
                        (
                            "goals",
                            models.ManyToManyField(
                                blank=True, related_name="commitments", to="proceedings.frameworkgoal"
                            ),
                        ),
                        (
                            "recommendations",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Recommendations it answers.",
                                related_name="commitments",
                                to="proceedings.recommendation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["event", "id"],
                        "permissions": [("publish_commitment", "Can publish commitments and recommendations")],
                    },
                ),
                migrations.CreateModel(
                    name="Constituency",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            models.SlugField(help_text="Short and lasting; used in addresses and files.", unique=True),
                        ),
                        ("name", proceedings.models.fields.NameField(max_length=100)),
                        ("plural", proceedings.models.fields.NameField(blank=True, max_length=100)),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first in lists."),
                        ),
                        (
                            "representative",
                            proceedings.models.fields.NameField(
                                help_text="How one of them is spoken of when not named, with the article: “a government representative”.",
                                max_length=150,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "constituencies",
                        "ordering": ["position", "name"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="EventKind",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            models.SlugField(help_text="Short and lasting; used in addresses and files.", unique=True),
                        ),
                        ("name", proceedings.models.fields.NameField(max_length=100)),
                        ("plural", proceedings.models.fields.NameField(blank=True, max_length=100)),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first in lists."),
                        ),
                    ],
                    options={
                        "ordering": ["position", "name"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Framework",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("code", models.SlugField(max_length=20, unique=True)),
                        ("name", proceedings.models.fields.NameField(max_length=200)),
                        ("url", models.URLField(blank=True, verbose_name="address")),
                    ],
                    options={
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="Language",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", proceedings.models.fields.NameField(max_length=100)),
                        ("plural", proceedings.models.fields.NameField(blank=True, max_length=100)),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first in lists."),
                        ),
                        (
                            "code",
                            models.CharField(
                                help_text="BCP 47 tag, such as en, my, shn or zh-Hans.",
                                max_length=35,
                                unique=True,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
                                        "Write a language tag such as en, my, shn or zh-Hans.",
                                    )
                                ],
                            ),
                        ),
                        (
                            "own_name",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="The name of the language in that language.", max_length=100
                            ),
                        ),
                        (
                            "direction",
                            models.CharField(
                                choices=[("ltr", "left to right"), ("rtl", "right to left")],
                                default="ltr",
                                max_length=3,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "name"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Picture",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "key",
                            models.CharField(
                                default=proceedings.models.picture.new_key, editable=False, max_length=32, unique=True
                            ),
                        ),
                        (
                            "file",
                            models.FileField(
                                help_text="JPEG, PNG or WebP, up to 25 megapixels and 20 MB.",
                                max_length=200,
                                upload_to=proceedings.models.picture.picture_path,
                            ),
                        ),
                        (
                            "alt",
                            proceedings.models.fields.NameField(
                                help_text="What it shows, for people who cannot see it. Name nobody here.",
                                max_length=300,
                                verbose_name="description",
                            ),
                        ),
                        ("credit", proceedings.models.fields.NameField(blank=True, max_length=200)),
                        ("width", models.PositiveIntegerField(default=0, editable=False)),
                        ("height", models.PositiveIntegerField(default=0, editable=False)),
                        ("sizes", models.JSONField(blank=True, default=dict, editable=False)),
                    ],
                    options={
                        "ordering": ["-id"],
                    },
                ),
                migrations.CreateModel(
                    name="Project",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        ("name", proceedings.models.fields.NameField(max_length=300)),
                        ("slug", models.SlugField(max_length=120, unique=True)),
                        ("description", proceedings.models.fields.ProseField(blank=True)),
                        ("starts_on", models.DateField(blank=True, null=True)),
                        ("ends_on", models.DateField(blank=True, null=True)),
                        (
                            "date_precision",
                            models.CharField(
                                choices=[
                                    ("day", "day"),
                                    ("month", "month"),
                                    ("quarter", "quarter"),
                                    ("half_year", "half year"),
                                    ("year", "year"),
                                    ("decade", "decade"),
                                ],
                                default="day",
                                max_length=10,
                            ),
                        ),
                        (
                            "studied_countries",
                            django_countries.fields.CountryField(blank=True, max_length=500, multiple=True),
                        ),
                        (
                            "comparison_countries",
                            django_countries.fields.CountryField(blank=True, max_length=500, multiple=True),
                        ),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["-starts_on", "name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("starts_on__isnull", True),
                                    ("ends_on__isnull", True),
                                    ("ends_on__gte", models.F("starts_on")),
                                    _connector="OR",
                                ),
                                name="project_dates_in_order",
                                violation_error_message="A project cannot end before it starts.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PublicationKind",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            models.SlugField(help_text="Short and lasting; used in addresses and files.", unique=True),
                        ),
                        ("name", proceedings.models.fields.NameField(max_length=100)),
                        ("plural", proceedings.models.fields.NameField(blank=True, max_length=100)),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first in lists."),
                        ),
                    ],
                    options={
                        "ordering": ["position", "name"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Revision",
                    fields=[
                        ("only", models.BooleanField(default=True, editable=False, primary_key=True, serialize=False)),
                        ("number", models.PositiveBigIntegerField(default=0)),
                    ],
                ),
                migrations.CreateModel(
                    name="SeatRole",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            models.SlugField(help_text="Short and lasting; used in addresses and files.", unique=True),
                        ),
                        ("name", proceedings.models.fields.NameField(max_length=100)),
                        ("plural", proceedings.models.fields.NameField(blank=True, max_length=100)),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first in lists."),
                        ),
                    ],
                    options={
                        "ordering": ["position", "name"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Series",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", proceedings.models.fields.NameField(max_length=300)),
                        ("slug", models.SlugField(max_length=120, unique=True)),
                        ("description", proceedings.models.fields.ProseField(blank=True)),
                    ],
                    options={
                        "verbose_name_plural": "series",
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="SessionKind",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            models.SlugField(help_text="Short and lasting; used in addresses and files.", unique=True),
                        ),
                        ("name", proceedings.models.fields.NameField(max_length=100)),
                        ("plural", proceedings.models.fields.NameField(blank=True, max_length=100)),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first in lists."),
                        ),
                    ],
                    options={
                        "ordering": ["position", "name"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="Source",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("url", models.URLField(max_length=1000, unique=True, verbose_name="address")),
                        ("title", proceedings.models.fields.NameField(blank=True, max_length=500)),
                        ("publisher", proceedings.models.fields.NameField(blank=True, max_length=300)),
                        ("published_on", models.DateField(blank=True, null=True)),
                        ("read_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["url"],
                    },
                ),
                migrations.CreateModel(
                    name="Thread",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", proceedings.models.fields.NameField(max_length=300)),
                        ("slug", models.SlugField(max_length=120, unique=True)),
                    ],
                    options={
                        "verbose_name": "recommendation thread",
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="Topic",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(max_length=100, unique=True)),
                        ("name", proceedings.models.fields.NameField(max_length=200)),
                        ("description", proceedings.models.fields.ProseField(blank=True)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["position", "name"],
                    },
                ),
                migrations.CreateModel(
                    name="CommitmentLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "commitment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="links",
                                to="proceedings.commitment",
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="links_from",
                                to="proceedings.commitment",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("related", "goes with"),
                                    ("matches", "matches"),
                                    ("replaces", "replaces"),
                                    ("part_of", "is part of"),
                                    ("depends_on", "depends on"),
                                ],
                                default="related",
                                max_length=10,
                            ),
                        ),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["commitment", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("commitment", "other", "kind"),
                                name="commitment_link_once",
                                violation_error_message="These two commitments are already linked so.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("commitment", models.F("other")), _negated=True),
                                name="commitment_link_to_another",
                                violation_error_message="A commitment cannot be linked to itself.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Edition",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "proceedings",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="editions",
                                to="proceedings.proceedings",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("change_note", proceedings.models.fields.NameField(max_length=500)),
                        ("published_at", models.DateTimeField(default=django.utils.timezone.now)),
                        (
                            "published_by",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("withdrawn_at", models.DateTimeField(blank=True, null=True)),
                        (
                            "withdrawn_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("withdrawn_reason", proceedings.models.fields.NameField(blank=True, max_length=500)),
                    ],
                    options={
                        "ordering": ["proceedings", "-number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("proceedings", "number"),
                                name="edition_number_once",
                                violation_error_message="There is already an edition of that number.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("change_note", ""), _negated=True),
                                name="edition_has_change_note",
                                violation_error_message="Say what changed.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("withdrawn_at__isnull", True),
                                        ("withdrawn_by__isnull", True),
                                        ("withdrawn_reason", ""),
                                    ),
                                    models.Q(
                                        ("withdrawn_at__isnull", False),
                                        ("withdrawn_by__isnull", False),
                                        models.Q(("withdrawn_reason", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="edition_withdrawal_is_whole",
                                violation_error_message="A withdrawal needs a person, a time and a reason.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EditionText",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "edition",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="texts",
                                to="proceedings.edition",
                            ),
                        ),
                        (
                            "language",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="proceedings.language"
                            ),
                        ),
                        ("is_source", models.BooleanField(default=False)),
                        ("title", proceedings.models.fields.NameField(max_length=500)),
                        ("note", proceedings.models.fields.ProseField(blank=True)),
                        ("html", models.TextField()),
                        ("text", models.TextField()),
                        ("contents", models.JSONField(default=list, help_text="Headings: [[level, anchor, text], …].")),
                        (
                            "pdf",
                            models.FileField(
                                blank=True, max_length=200, upload_to="editions"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["edition", "-is_source", "language__position"],
                        "constraints": [
                            models.UniqueConstraint(fields=("edition", "language"), name="edition_language_once"),
                            models.UniqueConstraint(
                                condition=models.Q(("is_source", True)),
                                fields=("edition",),
                                name="edition_has_one_source_text",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Event",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        ("title", proceedings.models.fields.NameField(max_length=500)),
                        (
                            "slug",
                            models.SlugField(
                                help_text="The public address. Do not change it later.", max_length=120, unique=True
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="proceedings.eventkind",
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("held", "held"),
                                    ("postponed", "postponed"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="planned",
                                max_length=10,
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("in_person", "in person"),
                                    ("online", "online"),
                                    ("hybrid", "in person and online"),
                                ],
                                help_text="Empty when nobody says.",
                                max_length=10,
                            ),
                        ),
                        (
                            "is_published",
                            models.BooleanField(
                                default=False, help_text="Off: no visitor sees any of this.", verbose_name="public"
                            ),
                        ),
                        (
                            "is_reference",
                            models.BooleanField(
                                default=False,
                                help_text="An event of others that ours was part of or beside. Named there, but without a page of its own.",
                                verbose_name="only referred to",
                            ),
                        ),
                        (
                            "start_date",
                            models.DateField(
                                blank=True, help_text="Empty when it is not known.", null=True, verbose_name="first day"
                            ),
                        ),
                        ("end_date", models.DateField(blank=True, null=True, verbose_name="last day")),
                        (
                            "date_precision",
                            models.CharField(
                                choices=[("day", "day"), ("month", "month"), ("year", "year")],
                                default="day",
                                help_text="When only the month or year is known, give its first day above, and say so here.",
                                max_length=10,
                            ),
                        ),
                        (
                            "date_as_written",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="The words of the source.", max_length=200
                            ),
                        ),
                        ("date_note", proceedings.models.fields.NameField(blank=True, max_length=500)),
                        (
                            "time_zone",
                            models.CharField(
                                blank=True,
                                help_text="Such as Asia/Yangon. Empty when unknown.",
                                max_length=64,
                                validators=[proceedings.models.event.check_time_zone],
                            ),
                        ),
                        (
                            "series",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="proceedings.series",
                            ),
                        ),
                        (
                            "series_number",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="number in the series"
                            ),
                        ),
                        (
                            "series_label",
                            proceedings.models.fields.NameField(
                                blank=True,
                                help_text="Such as “second”.",
                                max_length=50,
                                verbose_name="called in the series",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="parts",
                                to="proceedings.event",
                                verbose_name="part of the event",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="events",
                                to="proceedings.project",
                            ),
                        ),
                        (
                            "summary",
                            proceedings.models.fields.ProseField(
                                blank=True, help_text="What it was about, in two or three sentences."
                            ),
                        ),
                        (
                            "programme_note",
                            proceedings.models.fields.ProseField(
                                blank=True, help_text="How the sessions worked; what of the programme is not known."
                            ),
                        ),
                        (
                            "attendance_note",
                            proceedings.models.fields.ProseField(
                                blank=True, help_text="What to know about the figures on who took part."
                            ),
                        ),
                        ("recommendations_note", proceedings.models.fields.ProseField(blank=True)),
                        (
                            "registration_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="how to register"
                            ),
                        ),
                        (
                            "open_points",
                            proceedings.models.fields.ProseField(
                                blank=True, help_text="One point on a line.", verbose_name="what is not known"
                            ),
                        ),
                        ("online_url", models.URLField(blank=True, verbose_name="address online")),
                        (
                            "cover",
                            models.ForeignKey(
                                blank=True,
                                limit_choices_to={"photo__isnull": True},
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="proceedings.picture",
                            ),
                        ),
                        ("internal_note", proceedings.models.fields.ProseField(blank=True)),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "venues",
                            models.ManyToManyField(
                                related_name="events", through="proceedings.EventVenue", to="proceedings.venue"
                            ),
                        ),
                        (
                            "topics",
                            models.ManyToManyField(
                                related_name="events", through="proceedings.EventTopic", to="proceedings.topic"
                            ),
                        ),
                    ],
                    options={
                        "ordering": [models.OrderBy(models.F("start_date"), descending=True, nulls_last=True), "title"],
                        "indexes": [models.Index(fields=["start_date"], name="proceedings_start_d_bb906c_idx")],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("start_date__isnull", True),
                                    ("end_date__isnull", True),
                                    ("end_date__gte", models.F("start_date")),
                                    _connector="OR",
                                ),
                                name="event_dates_in_order",
                                violation_error_message="The last day cannot be before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("end_date__isnull", True), ("start_date__isnull", False), _connector="OR"
                                ),
                                name="event_end_needs_start",
                                violation_error_message="Give the first day as well.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("parent", models.F("id")), _negated=True),
                                name="event_not_its_own_parent",
                                violation_error_message="An event cannot be part of itself.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Deadline",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "commitment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="deadlines",
                                to="proceedings.commitment",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(default=1)),
                        (
                            "as_written",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="The words of the source, without changes.", max_length=300
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("by", "by"),
                                    ("before", "before"),
                                    ("in", "in or within"),
                                    ("window", "between two days"),
                                    ("recurring", "again and again"),
                                    ("relative", "after or by another happening"),
                                    ("none", "no date given"),
                                ],
                                default="by",
                                max_length=10,
                            ),
                        ),
                        ("earliest", models.DateField(blank=True, null=True, verbose_name="first day")),
                        (
                            "latest",
                            models.DateField(
                                blank=True,
                                help_text="“before 17 December” ends on the 16th.",
                                null=True,
                                verbose_name="last day",
                            ),
                        ),
                        (
                            "precision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("day", "day"),
                                    ("month", "month"),
                                    ("quarter", "quarter"),
                                    ("half_year", "half year"),
                                    ("year", "year"),
                                    ("decade", "decade"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "times",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="how many times"),
                        ),
                        (
                            "per",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("day", "day"),
                                    ("month", "month"),
                                    ("quarter", "quarter"),
                                    ("half_year", "half year"),
                                    ("year", "year"),
                                    ("decade", "decade"),
                                ],
                                help_text="“twice a year”: 2 times per year.",
                                max_length=10,
                            ),
                        ),
                        (
                            "other_event",
                            models.ForeignKey(
                                blank=True,
                                help_text="“by the next meeting”: which one.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        ("note", proceedings.models.fields.NameField(blank=True, max_length=300)),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["commitment", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("commitment", "number"),
                                name="deadline_number_once",
                                violation_error_message="This commitment already has a deadline of that number.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("earliest__isnull", True),
                                    ("latest__isnull", True),
                                    ("latest__gte", models.F("earliest")),
                                    _connector="OR",
                                ),
                                name="deadline_in_order",
                                violation_error_message="The last day cannot be before the first.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("kind", "none"), ("latest__isnull", True)),
                                    models.Q(
                                        ("kind__in", ["recurring", "relative"]),
                                        models.Q(("as_written", ""), _negated=True),
                                    ),
                                    models.Q(
                                        ("kind__in", ["by", "before", "in", "window"]),
                                        ("latest__isnull", False),
                                        models.Q(("precision", ""), _negated=True),
                                    ),
                                    _connector="OR",
                                ),
                                name="deadline_says_when",
                                violation_error_message="Give the last day and how exactly it is known; or choose “no date given”, which has no last day. What recurs or depends on something needs its wording.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EventChange",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="changes",
                                to="proceedings.event",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(default=1)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("postponed", "postponed"),
                                    ("cancelled", "cancelled"),
                                    ("rescheduled", "held on other days"),
                                    ("moved", "moved to another place"),
                                    ("went_online", "moved online"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("announced_on", models.DateField(blank=True, null=True)),
                        ("old_start_date", models.DateField(blank=True, null=True, verbose_name="first day before")),
                        ("old_end_date", models.DateField(blank=True, null=True, verbose_name="last day before")),
                        (
                            "decided_by",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="An office or body. Name no person here.", max_length=300
                            ),
                        ),
                        (
                            "reason",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="reason given"
                            ),
                        ),
                        (
                            "disputed_reason",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="what others say"
                            ),
                        ),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["event", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "number"),
                                name="event_change_number_once",
                                violation_error_message="This event already has a change of that number.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("old_start_date__isnull", True),
                                    ("old_end_date__isnull", True),
                                    ("old_end_date__gte", models.F("old_start_date")),
                                    _connector="OR",
                                ),
                                name="event_change_in_order",
                                violation_error_message="The last day cannot be before the first.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EventLink",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="links",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="links_from",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("related", "related to"),
                                    ("parallel", "held beside"),
                                    ("follows", "follows up"),
                                ],
                                default="related",
                                max_length=10,
                            ),
                        ),
                        ("note", proceedings.models.fields.NameField(blank=True, max_length=500)),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["event", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "other", "kind"),
                                name="event_link_once",
                                violation_error_message="These two events are already linked so.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("event", models.F("other")), _negated=True),
                                name="event_link_to_another",
                                violation_error_message="An event cannot be linked to itself.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EventTopic",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="event_topics",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="event_topics",
                                to="proceedings.topic",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("day", models.DateField(blank=True, null=True)),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["event", models.OrderBy(models.F("number"), nulls_last=True), "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "topic"),
                                name="event_topic_once",
                                violation_error_message="This topic is already on the list.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EventVenue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="event_venues",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "venue",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="event_venues",
                                to="proceedings.venue",
                            ),
                        ),
                        (
                            "used_for",
                            proceedings.models.fields.NameField(
                                blank=True,
                                help_text="When only for a part: “opening, 8 October 15:00”.",
                                max_length=200,
                            ),
                        ),
                        (
                            "as_written",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="The words of the source, where they differ.", max_length=300
                            ),
                        ),
                        ("note", proceedings.models.fields.NameField(blank=True, max_length=300)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["event", "position", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "venue", "used_for"),
                                name="event_venue_once",
                                violation_error_message="This venue is already listed for that use.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Figure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="figures",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="figures",
                                to="proceedings.project",
                            ),
                        ),
                        ("label", proceedings.models.fields.NameField(max_length=300)),
                        ("country", django_countries.fields.CountryField(blank=True, max_length=2)),
                        ("number", models.DecimalField(decimal_places=4, max_digits=18)),
                        ("unit", proceedings.models.fields.NameField(blank=True, max_length=50)),
                        ("as_written", proceedings.models.fields.NameField(blank=True, max_length=300)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("event__isnull", False), ("project__isnull", True)),
                                    models.Q(("event__isnull", True), ("project__isnull", False)),
                                    _connector="OR",
                                ),
                                name="figure_of_event_or_project",
                                violation_error_message="A figure belongs to an event or to a project.",
                            ),
                            models.UniqueConstraint(
                                fields=("event", "label", "country"),
                                name="figure_of_event_once",
                                violation_error_message="This event already has that figure.",
                            ),
                            models.UniqueConstraint(
                                fields=("project", "label", "country"),
                                name="figure_of_project_once",
                                violation_error_message="This project already has that figure.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="FrameworkGoal",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "framework",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="goals",
                                to="proceedings.framework",
                            ),
                        ),
                        ("number", models.CharField(max_length=10)),
                        ("title", proceedings.models.fields.NameField(max_length=300)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["framework", "position"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("framework", "number"),
                                name="framework_goal_number_once",
                                violation_error_message="This framework already has a goal of that number.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EventTitle",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", proceedings.models.fields.NameField(max_length=500)),
                        (
                            "language",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="proceedings.language",
                            ),
                        ),
                        ("from_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("until_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "note",
                            proceedings.models.fields.NameField(
                                blank=True,
                                help_text="For example where it was seen, or who should check it.",
                                max_length=500,
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="other_titles",
                                to="proceedings.event",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "other title",
                        "ordering": ["event", "name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "name"),
                                name="event_title_once",
                                violation_error_message="This event already has that other title.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EventLanguage",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="event_languages",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "language",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="proceedings.language"
                            ),
                        ),
                        (
                            "use",
                            models.CharField(
                                choices=[("working", "working language"), ("interpretation", "interpretation")],
                                default="working",
                                max_length=15,
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["event", "use", "language__position", "language__name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "language", "use"),
                                name="event_language_once",
                                violation_error_message="This language is already listed.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Milestone",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="milestones",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="milestones",
                                to="proceedings.project",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("date", models.DateField(blank=True, null=True)),
                        ("end_date", models.DateField(blank=True, null=True, verbose_name="last day")),
                        (
                            "date_precision",
                            models.CharField(
                                choices=[("day", "day"), ("month", "month"), ("year", "year")],
                                default="day",
                                max_length=10,
                            ),
                        ),
                        (
                            "text",
                            proceedings.models.fields.NameField(
                                help_text="Name nobody here but holders of a public office.", max_length=1000
                            ),
                        ),
                        (
                            "other_event",
                            models.ForeignKey(
                                blank=True,
                                help_text="If it is an event of its own.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["event", models.OrderBy(models.F("date"), nulls_last=True), "position", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("event__isnull", False), ("project__isnull", True)),
                                    models.Q(("event__isnull", True), ("project__isnull", False)),
                                    _connector="OR",
                                ),
                                name="milestone_of_event_or_project",
                                violation_error_message="A milestone belongs to an event or to a project.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("date__isnull", True),
                                    ("end_date__isnull", True),
                                    ("end_date__gte", models.F("date")),
                                    _connector="OR",
                                ),
                                name="milestone_dates_in_order",
                                violation_error_message="The last day cannot be before the first.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Network",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("only", models.BooleanField(default=True, editable=False, unique=True)),
                        ("name", proceedings.models.fields.NameField(max_length=200)),
                        ("acronym", proceedings.models.fields.NameField(blank=True, max_length=30)),
                        (
                            "tagline",
                            proceedings.models.fields.NameField(
                                blank=True,
                                help_text="One line beside the name at the top of every page.",
                                max_length=200,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="proceedings.organisation",
                            ),
                        ),
                        (
                            "logo",
                            models.ForeignKey(
                                blank=True,
                                limit_choices_to={"photo__isnull": True},
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="proceedings.picture",
                            ),
                        ),
                        (
                            "welcome_title",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="The heading of the first page.", max_length=200
                            ),
                        ),
                        (
                            "welcome",
                            proceedings.models.fields.ProseField(
                                blank=True, help_text="Two or three sentences under that heading."
                            ),
                        ),
                        (
                            "about",
                            proceedings.models.fields.ProseField(
                                blank=True,
                                help_text="What the network says about itself. A blank line starts a paragraph.",
                            ),
                        ),
                        (
                            "protection",
                            proceedings.models.fields.ProseField(
                                blank=True,
                                help_text="Told on the page “About”. A blank line starts a paragraph.",
                                verbose_name="how people are protected",
                            ),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                        ("phone", proceedings.models.fields.NameField(blank=True, max_length=50)),
                        ("address", proceedings.models.fields.ProseField(blank=True)),
                        ("website", models.URLField(blank=True)),
                        (
                            "languages",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Languages the network publishes in.",
                                related_name="+",
                                to="proceedings.language",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "network",
                        "verbose_name_plural": "network",
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("only", True)),
                                name="one_network",
                                violation_error_message="A site belongs to one network.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Organisation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", proceedings.models.fields.NameField(max_length=300)),
                        ("acronym", proceedings.models.fields.NameField(blank=True, max_length=50)),
                        ("slug", models.SlugField(max_length=120, unique=True)),
                        (
                            "kind",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="organisations",
                                to="proceedings.organisationkind",
                            ),
                        ),
                        (
                            "country",
                            django_countries.fields.CountryField(
                                blank=True,
                                help_text="The country it speaks for. An embassy: the country that sends it.",
                                max_length=2,
                                verbose_name="stands for",
                            ),
                        ),
                        (
                            "seat_country",
                            django_countries.fields.CountryField(
                                blank=True,
                                help_text="The country its office is in.",
                                max_length=2,
                                verbose_name="sits in",
                            ),
                        ),
                        (
                            "seat_city",
                            proceedings.models.fields.NameField(blank=True, max_length=100, verbose_name="city"),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="units",
                                to="proceedings.organisation",
                            ),
                        ),
                        ("website", models.URLField(blank=True)),
                        (
                            "logo",
                            models.ForeignKey(
                                blank=True,
                                limit_choices_to={"photo__isnull": True},
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="proceedings.picture",
                            ),
                        ),
                        ("description", proceedings.models.fields.ProseField(blank=True)),
                        (
                            "is_published",
                            models.BooleanField(
                                default=False,
                                help_text="Off: nothing on the public site says that this organisation exists, unless a published text does.",
                                verbose_name="has a public page",
                            ),
                        ),
                        ("internal_note", proceedings.models.fields.ProseField(blank=True)),
                    ],
                    options={
                        "ordering": ["name"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("parent", models.F("id")), _negated=True),
                                name="organisation_not_its_own_parent",
                                violation_error_message="An organisation cannot be part of itself.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Delegation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="delegations",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="delegations",
                                to="proceedings.organisation",
                            ),
                        ),
                        (
                            "quota",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="Empty: no limit.", null=True, verbose_name="seats"
                            ),
                        ),
                        (
                            "nominated_by",
                            models.ForeignKey(
                                blank=True,
                                help_text="Who named these people. Often the organisation itself, or the ministry above it.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="proceedings.organisation",
                            ),
                        ),
                        (
                            "nomination",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="The letter or message: number and date.", max_length=300
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["event", "organisation__name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "organisation"),
                                name="delegation_once",
                                violation_error_message="This organisation already has a delegation at the event.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="AttendanceFigure",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="attendance_figures",
                                to="proceedings.event",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "is_total",
                            models.BooleanField(
                                default=False,
                                help_text="On: the figure counts the whole event.",
                                verbose_name="everybody",
                            ),
                        ),
                        (
                            "label",
                            proceedings.models.fields.NameField(
                                blank=True,
                                help_text="The group in the words of the source.",
                                max_length=300,
                                verbose_name="group",
                            ),
                        ),
                        (
                            "constituency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="proceedings.constituency",
                            ),
                        ),
                        ("countries", django_countries.fields.CountryField(blank=True, max_length=500, multiple=True)),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="attendance_figures",
                                to="proceedings.organisation",
                            ),
                        ),
                        (
                            "of",
                            models.CharField(
                                choices=[
                                    ("people", "people"),
                                    ("organisations", "organisations"),
                                    ("countries", "countries"),
                                ],
                                default="people",
                                max_length=15,
                                verbose_name="counts",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "qualifier",
                            models.CharField(
                                choices=[
                                    ("exact", "exactly"),
                                    ("more_than", "more than"),
                                    ("at_least", "at least"),
                                    ("about", "about"),
                                    ("fewer_than", "fewer than"),
                                    ("up_to", "up to"),
                                    ("unknown", "number not published"),
                                ],
                                default="unknown",
                                max_length=10,
                            ),
                        ),
                        (
                            "unit",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="The word of the source: participants, trainees.", max_length=50
                            ),
                        ),
                        ("as_written", proceedings.models.fields.NameField(blank=True, max_length=300)),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["event", "position", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("number__isnull", True), ("qualifier", "unknown")),
                                    models.Q(
                                        ("number__isnull", False), models.Q(("qualifier", "unknown"), _negated=True)
                                    ),
                                    _connector="OR",
                                ),
                                name="attendance_number_has_qualifier",
                                violation_error_message="A number needs a qualifier such as “exactly”; without a number choose “number not published”.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("is_total", True),
                                    models.Q(("label", ""), _negated=True),
                                    ("constituency__isnull", False),
                                    ("organisation__isnull", False),
                                    _connector="OR",
                                ),
                                name="attendance_says_who",
                                violation_error_message="Say which group this is, or mark it as the figure for everybody.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OrganisationClass",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("slug", models.SlugField(max_length=120, unique=True)),
                        ("name", proceedings.models.fields.NameField(max_length=300)),
                        (
                            "kind",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="proceedings.organisationkind",
                            ),
                        ),
                        (
                            "constituency",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="proceedings.constituency",
                            ),
                        ),
                        ("countries", django_countries.fields.CountryField(blank=True, max_length=500, multiple=True)),
                    ],
                    options={
                        "verbose_name": "class of organisations",
                        "verbose_name_plural": "classes of organisations",
                        "ordering": ["name"],
                    },
                ),
                migrations.CreateModel(
                    name="EventParty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="proceedings.organisation",
                            ),
                        ),
                        (
                            "organisation_class",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="proceedings.organisationclass",
                            ),
                        ),
                        (
                            "as_written",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="The words of the source, where they differ.", max_length=500
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parties",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("organiser", "organiser"),
                                    ("co_organiser", "co-organiser"),
                                    ("host", "host"),
                                    ("co_host", "co-host"),
                                    ("party", "party to the signing"),
                                    ("funder", "funder"),
                                    ("implementer", "implementing for the funder"),
                                    ("speaker", "sent a speaker"),
                                    ("participant", "took part"),
                                ],
                                max_length=15,
                            ),
                        ),
                        (
                            "role_as_written",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="The words of the source, where they differ.", max_length=300
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "event parties",
                        "ordering": ["event", "position", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("organisation__isnull", False), ("organisation_class__isnull", True)),
                                    models.Q(("organisation__isnull", True), ("organisation_class__isnull", False)),
                                    _connector="OR",
                                ),
                                name="event_party_is_one",
                                violation_error_message="Choose one: an organisation, or a class of organisations.",
                            ),
                            models.UniqueConstraint(
                                fields=("event", "role", "organisation"),
                                name="event_party_organisation_once",
                                violation_error_message="Already listed in that role.",
                            ),
                            models.UniqueConstraint(
                                fields=("event", "role", "organisation_class"),
                                name="event_party_organisation_class_once",
                                violation_error_message="Already listed in that role.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="OrganisationKind",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "code",
                            models.SlugField(help_text="Short and lasting; used in addresses and files.", unique=True),
                        ),
                        ("name", proceedings.models.fields.NameField(max_length=100)),
                        ("plural", proceedings.models.fields.NameField(blank=True, max_length=100)),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first in lists."),
                        ),
                        (
                            "constituency",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="organisation_kinds",
                                to="proceedings.constituency",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["position", "name"],
                        "abstract": False,
                    },
                ),
                migrations.CreateModel(
                    name="OrganisationName",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", proceedings.models.fields.NameField(max_length=500)),
                        (
                            "language",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="proceedings.language",
                            ),
                        ),
                        ("from_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("until_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "note",
                            proceedings.models.fields.NameField(
                                blank=True,
                                help_text="For example where it was seen, or who should check it.",
                                max_length=500,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="other_names",
                                to="proceedings.organisation",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["organisation", "name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("organisation", "name"),
                                name="organisation_name_once",
                                violation_error_message="This organisation already has that other name.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Participant",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="participants",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="seats",
                                to="proceedings.person",
                            ),
                        ),
                        (
                            "alias",
                            proceedings.models.fields.NameField(
                                blank=True,
                                help_text="The name to use instead of the person's own, everywhere.",
                                max_length=200,
                            ),
                        ),
                        (
                            "office",
                            proceedings.models.fields.NameField(
                                blank=True,
                                help_text="If an office took part, and no person is recorded.",
                                max_length=200,
                            ),
                        ),
                        (
                            "post",
                            proceedings.models.fields.NameField(
                                blank=True,
                                help_text="The post held there and then: “Director General, Department of Labour”.",
                                max_length=300,
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="participants",
                                to="proceedings.organisation",
                            ),
                        ),
                        (
                            "constituency",
                            models.ForeignKey(
                                blank=True,
                                help_text="For whom they sit there. Empty: that of the organisation.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="proceedings.constituency",
                            ),
                        ),
                        (
                            "country",
                            django_countries.fields.CountryField(
                                blank=True,
                                help_text="Empty: the country of the organisation.",
                                max_length=2,
                                verbose_name="stands for",
                            ),
                        ),
                        (
                            "seat_role",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="proceedings.seatrole",
                                verbose_name="role",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("invited", "invited"),
                                    ("applied", "applied"),
                                    ("waiting", "on the waiting list"),
                                    ("confirmed", "confirmed"),
                                    ("declined", "declined"),
                                    ("withdrawn", "withdrawn"),
                                    ("rejected", "turned down"),
                                ],
                                default="invited",
                                max_length=10,
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                blank=True, choices=[("in_person", "in person"), ("online", "online")], max_length=10
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="participants",
                                to="proceedings.delegation",
                            ),
                        ),
                        ("heads_delegation", models.BooleanField(default=False, verbose_name="head of the delegation")),
                        (
                            "needs",
                            proceedings.models.fields.ProseField(
                                blank=True, help_text="Food, access, interpretation. Seen by the event's team only."
                            ),
                        ),
                        ("internal_note", proceedings.models.fields.ProseField(blank=True)),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["event", "id"],
                        "indexes": [models.Index(fields=["event", "state"], name="proceedings_event_i_bb9a47_idx")],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "person"),
                                name="one_seat_per_person",
                                violation_error_message="This person already has a seat at the event.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("person__isnull", False),
                                    models.Q(("alias", ""), _negated=True),
                                    models.Q(("office", ""), _negated=True),
                                    _connector="OR",
                                ),
                                name="seat_is_somebodys",
                                violation_error_message="Choose a person, or write an alias or an office.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("heads_delegation", False), ("delegation__isnull", False), _connector="OR"
                                ),
                                name="head_is_in_the_delegation",
                                violation_error_message="Choose the delegation that this participant heads.",
                            ),
                            models.UniqueConstraint(
                                condition=models.Q(("heads_delegation", True)),
                                fields=("delegation",),
                                name="delegation_has_one_head",
                                violation_error_message="This delegation already has a head.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="DayAttended",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "participant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="days_attended",
                                to="proceedings.participant",
                            ),
                        ),
                        ("date", models.DateField()),
                    ],
                    options={
                        "verbose_name_plural": "days attended",
                        "ordering": ["participant", "date"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("participant", "date"),
                                name="day_attended_once",
                                violation_error_message="That day is already noted.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Consent",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "participant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="consents",
                                to="proceedings.participant",
                            ),
                        ),
                        (
                            "surface",
                            models.CharField(
                                choices=[
                                    ("listed", "in the list of participants"),
                                    ("named", "by name in programme and proceedings"),
                                    ("photographed", "in photographs"),
                                    ("shared", "in lists given to the host state or a donor"),
                                ],
                                max_length=15,
                            ),
                        ),
                        (
                            "basis",
                            models.CharField(
                                choices=[("own_consent", "own consent"), ("public_office", "spoke in public office")],
                                default="own_consent",
                                max_length=15,
                            ),
                        ),
                        (
                            "record",
                            proceedings.models.fields.NameField(
                                help_text="The form, the e-mail, the public page: what you would show to somebody who doubts it.",
                                max_length=500,
                                verbose_name="how we know",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("given_on", models.DateField(default=django.utils.timezone.localdate)),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True, help_text="Last day. Empty: until it is withdrawn.", null=True
                            ),
                        ),
                        ("withdrawn_on", models.DateField(blank=True, null=True)),
                    ],
                    options={
                        "ordering": ["participant", "surface"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("participant", "surface"),
                                name="consent_once_per_surface",
                                violation_error_message="There is already a consent for that: change that one.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("record", ""), _negated=True),
                                name="consent_has_record",
                                violation_error_message="Say how we know of the consent.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("recorded_by__isnull", False), ("basis", "public_office"), _connector="OR"
                                ),
                                name="consent_recorded_by_somebody",
                                violation_error_message="A person's own consent needs somebody who recorded it.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("given_on__isnull", True),
                                    ("valid_until__isnull", True),
                                    ("valid_until__gte", models.F("given_on")),
                                    _connector="OR",
                                ),
                                name="consent_dates_in_order",
                                violation_error_message="It cannot end before it was given.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="CommitmentParty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="proceedings.organisation",
                            ),
                        ),
                        (
                            "organisation_class",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="proceedings.organisationclass",
                            ),
                        ),
                        (
                            "as_written",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="The words of the source, where they differ.", max_length=500
                            ),
                        ),
                        (
                            "commitment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parties",
                                to="proceedings.commitment",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("lead", "made by"),
                                    ("partner", "with"),
                                    ("through", "through"),
                                    ("also_for", "also speaking for"),
                                    ("addressee", "to"),
                                ],
                                default="lead",
                                max_length=10,
                            ),
                        ),
                        (
                            "participant",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="commitment_parties",
                                to="proceedings.participant",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "commitment parties",
                        "ordering": ["commitment", "position", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("organisation__isnull", False),
                                        ("organisation_class__isnull", True),
                                        ("participant__isnull", True),
                                    ),
                                    models.Q(
                                        ("organisation__isnull", True),
                                        ("organisation_class__isnull", False),
                                        ("participant__isnull", True),
                                    ),
                                    models.Q(
                                        ("organisation__isnull", True),
                                        ("organisation_class__isnull", True),
                                        ("participant__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="commitment_party_is_one",
                                violation_error_message="Choose one: an organisation, or a class of organisations, or a participant.",
                            ),
                            models.UniqueConstraint(
                                fields=("commitment", "role", "organisation"),
                                name="commitment_party_organisation_once",
                                violation_error_message="Already listed in that role.",
                            ),
                            models.UniqueConstraint(
                                fields=("commitment", "role", "organisation_class"),
                                name="commitment_party_organisation_class_once",
                                violation_error_message="Already listed in that role.",
                            ),
                            models.UniqueConstraint(
                                fields=("commitment", "role", "participant"),
                                name="commitment_party_participant_once",
                                violation_error_message="Already listed in that role.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Person",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "name",
                            proceedings.models.fields.NameField(
                                help_text="Exactly as the person writes it, in one piece. Single names are normal.",
                                max_length=300,
                            ),
                        ),
                        (
                            "own_script_name",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=300, verbose_name="name in own script"
                            ),
                        ),
                        (
                            "honorific",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="U, Daw, H.E., Dr …: kept apart from the name.", max_length=50
                            ),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                        ("phone", proceedings.models.fields.NameField(blank=True, max_length=50)),
                        (
                            "is_protected",
                            models.BooleanField(
                                default=False,
                                help_text="Shown on no public page or list, whatever was agreed to. For people whom a mention could endanger.",
                                verbose_name="never show",
                            ),
                        ),
                        ("internal_note", proceedings.models.fields.ProseField(blank=True)),
                    ],
                    options={
                        "verbose_name_plural": "people",
                        "ordering": ["name"],
                        "indexes": [
                            models.Index(fields=["email"], name="proceedings_email_c03422_idx"),
                            models.Index(fields=["name"], name="proceedings_name_96ab59_idx"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PersonName",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", proceedings.models.fields.NameField(max_length=500)),
                        (
                            "language",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="proceedings.language",
                            ),
                        ),
                        ("from_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("until_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "note",
                            proceedings.models.fields.NameField(
                                blank=True,
                                help_text="For example where it was seen, or who should check it.",
                                max_length=500,
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="other_names",
                                to="proceedings.person",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["person", "name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("person", "name"),
                                name="person_name_once",
                                violation_error_message="This person already has that other spelling.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Photo",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="photos",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "picture",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="photo",
                                to="proceedings.picture",
                            ),
                        ),
                        (
                            "caption",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="Name nobody here.", max_length=300
                            ),
                        ),
                        ("taken_on", models.DateField(blank=True, null=True)),
                        (
                            "all_noted",
                            models.BooleanField(
                                default=False,
                                help_text="Until this is on, the photograph stays unseen. On with an empty list: nobody can be recognised.",
                                verbose_name="everybody recognisable is listed",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "shows",
                            models.ManyToManyField(blank=True, related_name="photos", to="proceedings.participant"),
                        ),
                    ],
                    options={
                        "ordering": ["event", "position", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="Proceedings",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "event",
                            models.OneToOneField(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="proceedings",
                                to="proceedings.event",
                            ),
                        ),
                        ("title", proceedings.models.fields.NameField(max_length=500)),
                        (
                            "language",
                            models.ForeignKey(
                                help_text="The language it is written in.",
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="proceedings.language",
                            ),
                        ),
                        (
                            "note",
                            proceedings.models.fields.ProseField(
                                blank=True, help_text="Printed above the text: how it was made, what to keep in mind."
                            ),
                        ),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "proceedings",
                        "ordering": ["-id"],
                        "permissions": [
                            ("submit_proceedings", "Can submit proceedings for publication"),
                            ("publish_proceedings", "Can publish an edition of proceedings"),
                            ("withdraw_edition", "Can withdraw an edition"),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Finding",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="findings",
                                to="proceedings.project",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("text", proceedings.models.fields.ProseField()),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["project", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("project", "number"),
                                name="finding_number_once",
                                violation_error_message="This project already has a finding of that number.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="ProjectPartner",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="partners",
                                to="proceedings.project",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="projects",
                                to="proceedings.organisation",
                            ),
                        ),
                        (
                            "part",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="What it does there: research partner, publisher.", max_length=200
                            ),
                        ),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["project", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("project", "organisation"),
                                name="project_partner_once",
                                violation_error_message="This organisation is already a partner of the project.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Publication",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        ("title", proceedings.models.fields.NameField(max_length=500)),
                        ("slug", models.SlugField(max_length=120, unique=True)),
                        (
                            "kind",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="publications",
                                to="proceedings.publicationkind",
                            ),
                        ),
                        (
                            "publisher",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="publications",
                                to="proceedings.organisation",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="publications",
                                to="proceedings.project",
                            ),
                        ),
                        ("published_on", models.DateField(blank=True, null=True)),
                        (
                            "date_precision",
                            models.CharField(
                                choices=[("day", "day"), ("month", "month"), ("year", "year")],
                                default="day",
                                max_length=10,
                            ),
                        ),
                        ("note", proceedings.models.fields.NameField(blank=True, max_length=500)),
                        (
                            "terms",
                            models.PositiveIntegerField(
                                blank=True, help_text="For a glossary.", null=True, verbose_name="terms explained"
                            ),
                        ),
                        (
                            "cover",
                            models.ForeignKey(
                                blank=True,
                                limit_choices_to={"photo__isnull": True},
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="proceedings.picture",
                            ),
                        ),
                        ("is_published", models.BooleanField(default=False, verbose_name="public")),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                    ],
                    options={
                        "ordering": [
                            models.OrderBy(models.F("published_on"), descending=True, nulls_last=True),
                            "title",
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PublicationFile",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "publication",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="files",
                                to="proceedings.publication",
                            ),
                        ),
                        (
                            "language",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="proceedings.language"
                            ),
                        ),
                        (
                            "label",
                            proceedings.models.fields.NameField(
                                blank=True,
                                help_text="When there are two in one language: “easy to read”.",
                                max_length=100,
                            ),
                        ),
                        (
                            "token",
                            models.CharField(
                                default=proceedings.models.picture.new_key, editable=False, max_length=32, unique=True
                            ),
                        ),
                        (
                            "file",
                            models.FileField(
                                blank=True,
                                help_text="PDF, Office or OpenDocument.",
                                max_length=200,
                                upload_to=proceedings.models.publication.publication_file_path,
                            ),
                        ),
                        ("media_type", models.CharField(blank=True, editable=False, max_length=100)),
                        (
                            "size",
                            models.PositiveBigIntegerField(
                                blank=True, editable=False, null=True, verbose_name="size in bytes"
                            ),
                        ),
                        ("url", models.URLField(blank=True, max_length=1000, verbose_name="or its address elsewhere")),
                        (
                            "size_as_written",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="As its page prints it: “12.9 MB”.", max_length=50
                            ),
                        ),
                        ("language_as_written", proceedings.models.fields.NameField(blank=True, max_length=50)),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["publication", "language__position", "language__name", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("publication", "language", "label"),
                                name="publication_language_once",
                                violation_error_message="There is already a file in that language; give one of them a label.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="PublicationTitle",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("name", proceedings.models.fields.NameField(max_length=500)),
                        (
                            "language",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="proceedings.language",
                            ),
                        ),
                        ("from_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("until_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "note",
                            proceedings.models.fields.NameField(
                                blank=True,
                                help_text="For example where it was seen, or who should check it.",
                                max_length=500,
                            ),
                        ),
                        (
                            "publication",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="other_titles",
                                to="proceedings.publication",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "other title",
                        "ordering": ["publication", "name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("publication", "name"),
                                name="publication_title_once",
                                violation_error_message="This publication already has that other title.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Recommendation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recommendations",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "block",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="The list it stands in: “governments”.", max_length=200
                            ),
                        ),
                        (
                            "number",
                            proceedings.models.fields.NameField(
                                help_text="Its number in that list: 3, or 1-15 for a list whose text is not here.",
                                max_length=20,
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("text", proceedings.models.fields.ProseField()),
                        (
                            "stands_for",
                            models.PositiveSmallIntegerField(
                                default=1,
                                help_text="More than 1 when a whole list is named without its text.",
                                verbose_name="how many it stands for",
                            ),
                        ),
                        ("note", proceedings.models.fields.ProseField(blank=True)),
                        (
                            "adoption",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "nobody says"),
                                    ("consensus", "agreed by all"),
                                    ("contested", "contested"),
                                    ("noted", "taken note of"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="recommendations",
                                to="proceedings.session",
                            ),
                        ),
                        (
                            "publication",
                            models.ForeignKey(
                                blank=True,
                                help_text="Where it stands.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recommendations",
                                to="proceedings.publication",
                            ),
                        ),
                        (
                            "thread",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="recommendations",
                                to="proceedings.thread",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "draft"), ("published", "public"), ("withdrawn", "taken back")],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "topics",
                            models.ManyToManyField(blank=True, related_name="recommendations", to="proceedings.topic"),
                        ),
                        (
                            "goals",
                            models.ManyToManyField(
                                blank=True, related_name="recommendations", to="proceedings.frameworkgoal"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["event", "position", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "block", "number"),
                                name="recommendation_number_once",
                                violation_error_message="This list already has a recommendation of that number.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="RecommendationParty",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="proceedings.organisation",
                            ),
                        ),
                        (
                            "organisation_class",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="%(class)s_set",
                                to="proceedings.organisationclass",
                            ),
                        ),
                        (
                            "as_written",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="The words of the source, where they differ.", max_length=500
                            ),
                        ),
                        (
                            "recommendation",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="parties",
                                to="proceedings.recommendation",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("made_by", "made by"),
                                    ("addressee", "addressed to"),
                                    ("to_press", "to be pressed by the addressee"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "participant",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="recommendation_parties",
                                to="proceedings.participant",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "recommendation parties",
                        "ordering": ["recommendation", "position", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        ("organisation__isnull", False),
                                        ("organisation_class__isnull", True),
                                        ("participant__isnull", True),
                                    ),
                                    models.Q(
                                        ("organisation__isnull", True),
                                        ("organisation_class__isnull", False),
                                        ("participant__isnull", True),
                                    ),
                                    models.Q(
                                        ("organisation__isnull", True),
                                        ("organisation_class__isnull", True),
                                        ("participant__isnull", False),
                                    ),
                                    _connector="OR",
                                ),
                                name="recommendation_party_is_one",
                                violation_error_message="Choose one: an organisation, or a class of organisations, or a participant.",
                            ),
                            models.UniqueConstraint(
                                fields=("recommendation", "role", "organisation"),
                                name="recommendation_party_organisation_once",
                                violation_error_message="Already listed in that role.",
                            ),
                            models.UniqueConstraint(
                                fields=("recommendation", "role", "organisation_class"),
                                name="recommendation_party_organisation_class_once",
                                violation_error_message="Already listed in that role.",
                            ),
                            models.UniqueConstraint(
                                fields=("recommendation", "role", "participant"),
                                name="recommendation_party_participant_once",
                                violation_error_message="Already listed in that role.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Section",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "proceedings",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sections",
                                to="proceedings.proceedings",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "level",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "part"), (2, "chapter within the part above")], default=1
                            ),
                        ),
                        ("heading", proceedings.models.fields.NameField(max_length=300)),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="sections",
                                to="proceedings.session",
                            ),
                        ),
                        (
                            "body",
                            proceedings.models.fields.ProseField(
                                blank=True,
                                help_text="A blank line starts a paragraph. Mention people as @[number of the seat].",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["proceedings", "position", "id"],
                    },
                ),
                migrations.CreateModel(
                    name="Session",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="sessions",
                                to="proceedings.event",
                            ),
                        ),
                        ("title", proceedings.models.fields.NameField(max_length=500)),
                        (
                            "kind",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="sessions",
                                to="proceedings.sessionkind",
                            ),
                        ),
                        ("day", models.DateField(blank=True, null=True)),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Order within the day. Empty when it is not known.",
                                null=True,
                                verbose_name="order",
                            ),
                        ),
                        ("starts_at", models.TimeField(blank=True, null=True)),
                        ("ends_at", models.TimeField(blank=True, null=True)),
                        (
                            "venue",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="proceedings.venue",
                            ),
                        ),
                        ("room", proceedings.models.fields.NameField(blank=True, max_length=150)),
                        (
                            "parallel_to",
                            models.ForeignKey(
                                blank=True,
                                help_text="The session held at the same time in another room.",
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="parallel_sessions",
                                to="proceedings.session",
                            ),
                        ),
                        (
                            "groups",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="How many, if it split.", null=True, verbose_name="small groups"
                            ),
                        ),
                        (
                            "summary",
                            proceedings.models.fields.ProseField(
                                blank=True, help_text="What was done, without saying who said what."
                            ),
                        ),
                        ("recording_url", models.URLField(blank=True, verbose_name="recording")),
                        (
                            "attribution",
                            models.CharField(
                                choices=[
                                    ("on_record", "on record: those who agreed may be named"),
                                    ("kind_only", "by kind only: nobody is named"),
                                    (
                                        "non_attributable",
                                        "not for attribution (Chatham House Rule): neither name nor affiliation",
                                    ),
                                    ("closed", "closed: nothing of it is shown"),
                                ],
                                default="kind_only",
                                max_length=20,
                            ),
                        ),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        ("topics", models.ManyToManyField(blank=True, related_name="sessions", to="proceedings.topic")),
                    ],
                    options={
                        "ordering": [
                            "event",
                            models.OrderBy(models.F("day"), nulls_last=True),
                            models.OrderBy(models.F("starts_at"), nulls_last=True),
                            models.OrderBy(models.F("position"), nulls_last=True),
                            "id",
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(("parallel_to", models.F("id")), _negated=True),
                                name="session_parallel_to_another",
                                violation_error_message="A session cannot be parallel to itself.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EventPublication",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="event_publications",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "publication",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="event_publications",
                                to="proceedings.publication",
                            ),
                        ),
                        (
                            "relation",
                            models.CharField(
                                choices=[
                                    ("launched", "launched there"),
                                    ("presented", "presented there"),
                                    ("background", "background"),
                                    ("outcome", "came out of it"),
                                    ("report", "proceedings of it"),
                                    ("press", "press release on it"),
                                    ("speech", "speech or slides given there"),
                                    ("related", "goes with it"),
                                ],
                                default="outcome",
                                max_length=12,
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="publications",
                                to="proceedings.session",
                            ),
                        ),
                        (
                            "day",
                            models.DateField(blank=True, help_text="The day it was launched or presented.", null=True),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["event", "position", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "publication", "relation"),
                                name="event_publication_once",
                                violation_error_message="This publication is already listed so.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("relation", "speech"), _negated=True),
                                    ("session__isnull", False),
                                    _connector="OR",
                                ),
                                name="speech_belongs_to_a_session",
                                violation_error_message="Say in which session the speech was given.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EditionMention",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "text",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="mentions",
                                to="proceedings.editiontext",
                            ),
                        ),
                        ("key", models.PositiveIntegerField()),
                        (
                            "participant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="edition_mentions",
                                to="proceedings.participant",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="proceedings.session",
                            ),
                        ),
                        (
                            "attribution",
                            models.CharField(
                                blank=True, help_text="The rule of the session when published.", max_length=20
                            ),
                        ),
                        (
                            "level",
                            models.CharField(help_text="How they appeared: by name, by kind, or not.", max_length=10),
                        ),
                        ("name", proceedings.models.fields.NameField(blank=True, max_length=300)),
                        ("kind", proceedings.models.fields.NameField(max_length=300)),
                    ],
                    options={
                        "ordering": ["text", "key"],
                        "constraints": [
                            models.UniqueConstraint(fields=("text", "key"), name="edition_mention_key_once"),
                            models.CheckConstraint(
                                condition=models.Q(("level", "named"), ("name", ""), _connector="OR"),
                                name="edition_mention_keeps_no_hidden_name",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="SessionRole",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="roles",
                                to="proceedings.session",
                            ),
                        ),
                        (
                            "participant",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="session_roles",
                                to="proceedings.participant",
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("chair", "chair"),
                                    ("moderator", "moderator"),
                                    ("speaker", "speaker"),
                                    ("panellist", "panellist"),
                                    ("presenter", "presenter"),
                                    ("rapporteur", "rapporteur"),
                                    ("interpreter", "interpreter"),
                                    ("trainer", "trainer"),
                                ],
                                default="speaker",
                                max_length=15,
                            ),
                        ),
                        (
                            "on_behalf_of",
                            models.ForeignKey(
                                blank=True,
                                help_text="If not for their own organisation.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="proceedings.organisation",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                    ],
                    options={
                        "ordering": ["session", "position", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("session", "participant", "role"),
                                name="session_role_once",
                                violation_error_message="This participant already has that part in the session.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Review",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to="proceedings.session",
                            ),
                        ),
                        (
                            "commitment",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to="proceedings.commitment",
                            ),
                        ),
                        (
                            "recommendation",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="reviews",
                                to="proceedings.recommendation",
                            ),
                        ),
                        ("found", proceedings.models.fields.ProseField(verbose_name="what was found")),
                        (
                            "update",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="reviews",
                                to="proceedings.update",
                            ),
                        ),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["event", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("commitment__isnull", False), ("recommendation__isnull", True)),
                                    models.Q(("commitment__isnull", True), ("recommendation__isnull", False)),
                                    _connector="OR",
                                ),
                                name="review_of_one_outcome",
                                violation_error_message="A review looks at one commitment or one recommendation.",
                            ),
                            models.UniqueConstraint(
                                fields=("event", "commitment"),
                                name="review_of_commitment_once",
                                violation_error_message="This event already has a review of that commitment.",
                            ),
                            models.UniqueConstraint(
                                fields=("event", "recommendation"),
                                name="review_of_recommendation_once",
                                violation_error_message="This event already has a review of that recommendation.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Objective",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="objectives",
                                to="proceedings.event",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("text", proceedings.models.fields.ProseField()),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                help_text="Whose task it is.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="proceedings.organisation",
                            ),
                        ),
                        (
                            "owner_class",
                            models.ForeignKey(
                                blank=True,
                                help_text="Or whose task together, such as “all stakeholders”.",
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="proceedings.organisationclass",
                            ),
                        ),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "nobody says"),
                                    ("met", "met"),
                                    ("partly", "partly met"),
                                    ("not_met", "not met"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="was it met",
                            ),
                        ),
                        (
                            "outcome_words",
                            proceedings.models.fields.ProseField(blank=True, verbose_name="in these words"),
                        ),
                        (
                            "outcome_by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="proceedings.organisation",
                                verbose_name="said by",
                            ),
                        ),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["event", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "number"),
                                name="objective_number_once",
                                violation_error_message="This event already has an objective of that number.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("outcome", ""), ("outcome_by__isnull", False), _connector="OR"),
                                name="objective_outcome_said_by",
                                violation_error_message="Say in whose words the objective was met or not.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Step",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "commitment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="steps",
                                to="proceedings.commitment",
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("text", proceedings.models.fields.NameField(max_length=500)),
                        ("done_on", models.DateField(blank=True, null=True)),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["commitment", "number"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("commitment", "number"),
                                name="step_number_once",
                                violation_error_message="This commitment already has a step of that number.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="TeamMember",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="team", to="proceedings.event"
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="event_roles",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "role",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="auth.group"
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["event", "user"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "user", "role"),
                                name="team_role_once",
                                violation_error_message="This person already has that role in the team.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Translation",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "content_type",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="+",
                                to="contenttypes.contenttype",
                            ),
                        ),
                        ("object_id", models.PositiveBigIntegerField()),
                        ("field", models.CharField(max_length=50)),
                        (
                            "language",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="proceedings.language"
                            ),
                        ),
                        ("text", proceedings.models.fields.ProseField(blank=True)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("none", "not translated"),
                                    ("machine", "by machine, not checked"),
                                    ("checked", "checked"),
                                    ("approved", "approved"),
                                ],
                                default="none",
                                max_length=10,
                            ),
                        ),
                        ("source_digest", models.CharField(blank=True, editable=False, max_length=32)),
                        (
                            "checked_by",
                            models.ForeignKey(
                                blank=True,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("checked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                    ],
                    options={
                        "ordering": ["content_type", "object_id", "field", "language"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("content_type", "object_id", "field", "language"),
                                name="translation_once",
                                violation_error_message="This text already has a translation into that language.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    ("status", "none"), models.Q(("text", ""), _negated=True), _connector="OR"
                                ),
                                name="translation_has_text",
                                violation_error_message="Write the translation, or choose “not translated”.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("checked_at__isnull", True), ("checked_by__isnull", True)),
                                    models.Q(("checked_at__isnull", False), ("checked_by__isnull", False)),
                                    _connector="OR",
                                ),
                                name="translation_checked_by_and_at",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Update",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("uid", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "commitment",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="updates",
                                to="proceedings.commitment",
                            ),
                        ),
                        (
                            "voice",
                            models.CharField(
                                choices=[("reported", "the maker reports"), ("assessed", "others found")], max_length=10
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("not_started", "not started"),
                                    ("in_progress", "in progress"),
                                    ("done", "done"),
                                    ("done_late", "done late"),
                                    ("withdrawn", "withdrawn"),
                                    ("replaced", "replaced"),
                                    ("no_evidence", "no evidence"),
                                    ("limited", "limited"),
                                    ("substantial", "substantial"),
                                    ("complete", "complete"),
                                ],
                                max_length=15,
                            ),
                        ),
                        (
                            "happened_on",
                            models.DateField(
                                help_text="The day of the news, not the day it was entered here.", verbose_name="date"
                            ),
                        ),
                        (
                            "date_precision",
                            models.CharField(
                                choices=[("day", "day"), ("month", "month"), ("year", "year")],
                                default="day",
                                max_length=10,
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="proceedings.organisation",
                                verbose_name="said by",
                            ),
                        ),
                        ("text", proceedings.models.fields.ProseField(blank=True)),
                        (
                            "barriers",
                            proceedings.models.fields.ProseField(blank=True, verbose_name="what stands in the way"),
                        ),
                        (
                            "is_accepted",
                            models.BooleanField(
                                default=False, help_text="On: a second person has checked it.", verbose_name="public"
                            ),
                        ),
                        (
                            "sources",
                            models.ManyToManyField(
                                blank=True,
                                help_text="Pages or documents that say so.",
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                    ],
                    options={
                        "ordering": ["commitment", "-happened_on", "-id"],
                        "indexes": [
                            models.Index(
                                fields=["commitment", "voice", "-happened_on"], name="proceedings_commitm_9127e2_idx"
                            )
                        ],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(
                                        (
                                            "status__in",
                                            [
                                                "not_started",
                                                "in_progress",
                                                "done",
                                                "done_late",
                                                "withdrawn",
                                                "replaced",
                                            ],
                                        ),
                                        ("voice", "reported"),
                                    ),
                                    models.Q(
                                        (
                                            "status__in",
                                            ["no_evidence", "not_started", "limited", "substantial", "complete"],
                                        ),
                                        ("voice", "assessed"),
                                    ),
                                    _connector="OR",
                                ),
                                name="update_status_fits_voice",
                                violation_error_message="The maker reports: not started, in progress, done, done late, withdrawn, replaced. Others find: no evidence, not started, limited, substantial, complete.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Evidence",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "update",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="evidence",
                                to="proceedings.update",
                            ),
                        ),
                        ("title", proceedings.models.fields.NameField(max_length=300)),
                        ("url", models.URLField(blank=True, max_length=1000, verbose_name="address")),
                        (
                            "publication",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="+",
                                to="proceedings.publication",
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "evidence",
                        "ordering": ["update", "id"],
                        "constraints": [
                            models.CheckConstraint(
                                condition=models.Q(
                                    models.Q(("url", ""), _negated=True),
                                    ("publication__isnull", False),
                                    _connector="OR",
                                ),
                                name="evidence_is_somewhere",
                                violation_error_message="Give an address, or choose a publication.",
                            ),
                            models.UniqueConstraint(
                                fields=("update", "title"),
                                name="evidence_title_once",
                                violation_error_message="This update already has evidence of that title.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Venue",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "name",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="Empty when only the town is known.", max_length=300
                            ),
                        ),
                        ("address", proceedings.models.fields.ProseField(blank=True)),
                        ("city", proceedings.models.fields.NameField(blank=True, max_length=150, verbose_name="town")),
                        ("country", django_countries.fields.CountryField(blank=True, max_length=2)),
                    ],
                    options={
                        "ordering": ["country", "city", "name"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("name", "city", "country"),
                                name="venue_once",
                                violation_error_message="This venue is already there.",
                            ),
                            models.CheckConstraint(
                                condition=models.Q(("city", ""), ("country", ""), ("name", ""), _negated=True),
                                name="venue_says_where",
                                violation_error_message="Give at least a name, a town or a country.",
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EventCountry",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE,
                                related_name="countries",
                                to="proceedings.event",
                            ),
                        ),
                        ("country", django_countries.fields.CountryField(max_length=2)),
                        (
                            "region",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="Such as Yunnan province.", max_length=150
                            ),
                        ),
                    ],
                    options={
                        "verbose_name_plural": "event countries",
                        "ordering": ["event", "id"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "country", "region"),
                                name="event_country_once",
                                violation_error_message="This country or region is already listed.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="EventDay",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                on_delete=django.db.models.deletion.CASCADE, related_name="days", to="proceedings.event"
                            ),
                        ),
                        ("date", models.DateField()),
                        ("doors_at", models.TimeField(blank=True, null=True, verbose_name="registration from")),
                        ("starts_at", models.TimeField(blank=True, null=True)),
                        ("ends_at", models.TimeField(blank=True, help_text="May be after midnight.", null=True)),
                    ],
                    options={
                        "ordering": ["event", "date"],
                        "constraints": [
                            models.UniqueConstraint(
                                fields=("event", "date"),
                                name="event_day_once",
                                violation_error_message="That day is already listed.",
                            )
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="HistoricalCommitment",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "ref",
                            models.CharField(
                                db_index=True,
                                help_text="Short, public and lasting: C1. Never used a second time.",
                                max_length=20,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[A-Za-z0-9][A-Za-z0-9-]*\\Z",
                                        "Write letters, digits and hyphens only, such as C1.",
                                    )
                                ],
                                verbose_name="reference",
                            ),
                        ),
                        ("text", proceedings.models.fields.ProseField(help_text="The promise in one sentence.")),
                        (
                            "wording",
                            models.CharField(
                                choices=[
                                    ("quoted", "in the words used"),
                                    ("reworded", "in our words, after the source"),
                                ],
                                default="quoted",
                                max_length=10,
                            ),
                        ),
                        (
                            "sentence",
                            proceedings.models.fields.ProseField(
                                blank=True, help_text="As it stands in that part.", verbose_name="the sentence there"
                            ),
                        ),
                        (
                            "nature",
                            models.CharField(
                                choices=[
                                    ("pledge", "pledge"),
                                    ("offer", "offer"),
                                    ("agreement", "agreement"),
                                    ("assurance", "assurance"),
                                ],
                                default="pledge",
                                max_length=10,
                            ),
                        ),
                        (
                            "instrument",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="Such as “memorandum of understanding”.", max_length=200
                            ),
                        ),
                        ("is_joint", models.BooleanField(default=False, verbose_name="made together")),
                        (
                            "provenance",
                            models.CharField(
                                choices=[
                                    ("heard", "heard in the room"),
                                    ("confirmed", "confirmed in writing"),
                                    ("adopted", "adopted"),
                                ],
                                default="heard",
                                max_length=10,
                            ),
                        ),
                        ("note", proceedings.models.fields.ProseField(blank=True)),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "draft"), ("published", "public"), ("withdrawn", "taken back")],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.session",
                            ),
                        ),
                        (
                            "section",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="The part of the proceedings that tells of it.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.section",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical commitment",
                        "verbose_name_plural": "historical commitments",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCommitment_goals",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "commitment",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.commitment",
                            ),
                        ),
                        (
                            "frameworkgoal",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.frameworkgoal",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalcommitment",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalCommitment_goals",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCommitmentLink",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("related", "goes with"),
                                    ("matches", "matches"),
                                    ("replaces", "replaces"),
                                    ("part_of", "is part of"),
                                    ("depends_on", "depends on"),
                                ],
                                default="related",
                                max_length=10,
                            ),
                        ),
                        (
                            "commitment",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.commitment",
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.commitment",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical commitment link",
                        "verbose_name_plural": "historical commitment links",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalConstituency",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("code", models.SlugField(help_text="Short and lasting; used in addresses and files.")),
                        ("name", proceedings.models.fields.NameField(max_length=100)),
                        ("plural", proceedings.models.fields.NameField(blank=True, max_length=100)),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first in lists."),
                        ),
                        (
                            "representative",
                            proceedings.models.fields.NameField(
                                help_text="How one of them is spoken of when not named, with the article: “a government representative”.",
                                max_length=150,
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical constituency",
                        "verbose_name_plural": "historical constituencies",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDeadline",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(default=1)),
                        (
                            "as_written",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="The words of the source, without changes.", max_length=300
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("by", "by"),
                                    ("before", "before"),
                                    ("in", "in or within"),
                                    ("window", "between two days"),
                                    ("recurring", "again and again"),
                                    ("relative", "after or by another happening"),
                                    ("none", "no date given"),
                                ],
                                default="by",
                                max_length=10,
                            ),
                        ),
                        ("earliest", models.DateField(blank=True, null=True, verbose_name="first day")),
                        (
                            "latest",
                            models.DateField(
                                blank=True,
                                help_text="“before 17 December” ends on the 16th.",
                                null=True,
                                verbose_name="last day",
                            ),
                        ),
                        (
                            "precision",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("day", "day"),
                                    ("month", "month"),
                                    ("quarter", "quarter"),
                                    ("half_year", "half year"),
                                    ("year", "year"),
                                    ("decade", "decade"),
                                ],
                                max_length=10,
                            ),
                        ),
                        (
                            "times",
                            models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="how many times"),
                        ),
                        (
                            "per",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("day", "day"),
                                    ("month", "month"),
                                    ("quarter", "quarter"),
                                    ("half_year", "half year"),
                                    ("year", "year"),
                                    ("decade", "decade"),
                                ],
                                help_text="“twice a year”: 2 times per year.",
                                max_length=10,
                            ),
                        ),
                        ("note", proceedings.models.fields.NameField(blank=True, max_length=300)),
                        (
                            "commitment",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.commitment",
                            ),
                        ),
                        (
                            "other_event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="“by the next meeting”: which one.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical deadline",
                        "verbose_name_plural": "historical deadlines",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEvent",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        ("title", proceedings.models.fields.NameField(max_length=500)),
                        (
                            "slug",
                            models.SlugField(help_text="The public address. Do not change it later.", max_length=120),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("planned", "planned"),
                                    ("held", "held"),
                                    ("postponed", "postponed"),
                                    ("cancelled", "cancelled"),
                                ],
                                default="planned",
                                max_length=10,
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("in_person", "in person"),
                                    ("online", "online"),
                                    ("hybrid", "in person and online"),
                                ],
                                help_text="Empty when nobody says.",
                                max_length=10,
                            ),
                        ),
                        (
                            "is_published",
                            models.BooleanField(
                                default=False, help_text="Off: no visitor sees any of this.", verbose_name="public"
                            ),
                        ),
                        (
                            "is_reference",
                            models.BooleanField(
                                default=False,
                                help_text="An event of others that ours was part of or beside. Named there, but without a page of its own.",
                                verbose_name="only referred to",
                            ),
                        ),
                        (
                            "start_date",
                            models.DateField(
                                blank=True, help_text="Empty when it is not known.", null=True, verbose_name="first day"
                            ),
                        ),
                        ("end_date", models.DateField(blank=True, null=True, verbose_name="last day")),
                        (
                            "date_precision",
                            models.CharField(
                                choices=[("day", "day"), ("month", "month"), ("year", "year")],
                                default="day",
                                help_text="When only the month or year is known, give its first day above, and say so here.",
                                max_length=10,
                            ),
                        ),
                        (
                            "date_as_written",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="The words of the source.", max_length=200
                            ),
                        ),
                        ("date_note", proceedings.models.fields.NameField(blank=True, max_length=500)),
                        (
                            "time_zone",
                            models.CharField(
                                blank=True,
                                help_text="Such as Asia/Yangon. Empty when unknown.",
                                max_length=64,
                                validators=[proceedings.models.event.check_time_zone],
                            ),
                        ),
                        (
                            "series_number",
                            models.PositiveSmallIntegerField(
                                blank=True, null=True, verbose_name="number in the series"
                            ),
                        ),
                        (
                            "series_label",
                            proceedings.models.fields.NameField(
                                blank=True,
                                help_text="Such as “second”.",
                                max_length=50,
                                verbose_name="called in the series",
                            ),
                        ),
                        (
                            "summary",
                            proceedings.models.fields.ProseField(
                                blank=True, help_text="What it was about, in two or three sentences."
                            ),
                        ),
                        (
                            "programme_note",
                            proceedings.models.fields.ProseField(
                                blank=True, help_text="How the sessions worked; what of the programme is not known."
                            ),
                        ),
                        (
                            "attendance_note",
                            proceedings.models.fields.ProseField(
                                blank=True, help_text="What to know about the figures on who took part."
                            ),
                        ),
                        ("recommendations_note", proceedings.models.fields.ProseField(blank=True)),
                        (
                            "registration_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="how to register"
                            ),
                        ),
                        (
                            "open_points",
                            proceedings.models.fields.ProseField(
                                blank=True, help_text="One point on a line.", verbose_name="what is not known"
                            ),
                        ),
                        ("online_url", models.URLField(blank=True, verbose_name="address online")),
                        ("internal_note", proceedings.models.fields.ProseField(blank=True)),
                        (
                            "kind",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.eventkind",
                            ),
                        ),
                        (
                            "series",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.series",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                                verbose_name="part of the event",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.project",
                            ),
                        ),
                        (
                            "cover",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                limit_choices_to={"photo__isnull": True},
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.picture",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical event",
                        "verbose_name_plural": "historical events",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEventChange",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(default=1)),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("postponed", "postponed"),
                                    ("cancelled", "cancelled"),
                                    ("rescheduled", "held on other days"),
                                    ("moved", "moved to another place"),
                                    ("went_online", "moved online"),
                                ],
                                max_length=12,
                            ),
                        ),
                        ("announced_on", models.DateField(blank=True, null=True)),
                        ("old_start_date", models.DateField(blank=True, null=True, verbose_name="first day before")),
                        ("old_end_date", models.DateField(blank=True, null=True, verbose_name="last day before")),
                        (
                            "decided_by",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="An office or body. Name no person here.", max_length=300
                            ),
                        ),
                        (
                            "reason",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="reason given"
                            ),
                        ),
                        (
                            "disputed_reason",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="what others say"
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical event change",
                        "verbose_name_plural": "historical event changes",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEventCountry",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("country", django_countries.fields.CountryField(max_length=2)),
                        (
                            "region",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="Such as Yunnan province.", max_length=150
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical event country",
                        "verbose_name_plural": "historical event countries",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEventDay",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("date", models.DateField()),
                        ("doors_at", models.TimeField(blank=True, null=True, verbose_name="registration from")),
                        ("starts_at", models.TimeField(blank=True, null=True)),
                        ("ends_at", models.TimeField(blank=True, help_text="May be after midnight.", null=True)),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical event day",
                        "verbose_name_plural": "historical event days",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEventKind",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("code", models.SlugField(help_text="Short and lasting; used in addresses and files.")),
                        ("name", proceedings.models.fields.NameField(max_length=100)),
                        ("plural", proceedings.models.fields.NameField(blank=True, max_length=100)),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first in lists."),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical event kind",
                        "verbose_name_plural": "historical event kinds",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEventLink",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "kind",
                            models.CharField(
                                choices=[
                                    ("related", "related to"),
                                    ("parallel", "held beside"),
                                    ("follows", "follows up"),
                                ],
                                default="related",
                                max_length=10,
                            ),
                        ),
                        ("note", proceedings.models.fields.NameField(blank=True, max_length=500)),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "other",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical event link",
                        "verbose_name_plural": "historical event links",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEventTopic",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("day", models.DateField(blank=True, null=True)),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.topic",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical event topic",
                        "verbose_name_plural": "historical event topics",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEventVenue",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "used_for",
                            proceedings.models.fields.NameField(
                                blank=True,
                                help_text="When only for a part: “opening, 8 October 15:00”.",
                                max_length=200,
                            ),
                        ),
                        (
                            "as_written",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="The words of the source, where they differ.", max_length=300
                            ),
                        ),
                        ("note", proceedings.models.fields.NameField(blank=True, max_length=300)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "venue",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.venue",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical event venue",
                        "verbose_name_plural": "historical event venues",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalFigure",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        ("label", proceedings.models.fields.NameField(max_length=300)),
                        ("country", django_countries.fields.CountryField(blank=True, max_length=2)),
                        ("number", models.DecimalField(decimal_places=4, max_digits=18)),
                        ("unit", proceedings.models.fields.NameField(blank=True, max_length=50)),
                        ("as_written", proceedings.models.fields.NameField(blank=True, max_length=300)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.project",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical figure",
                        "verbose_name_plural": "historical figures",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalFinding",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("text", proceedings.models.fields.ProseField()),
                        (
                            "project",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.project",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical finding",
                        "verbose_name_plural": "historical findings",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalFramework",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("code", models.SlugField(max_length=20)),
                        ("name", proceedings.models.fields.NameField(max_length=200)),
                        ("url", models.URLField(blank=True, verbose_name="address")),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical framework",
                        "verbose_name_plural": "historical frameworks",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalFrameworkGoal",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("number", models.CharField(max_length=10)),
                        ("title", proceedings.models.fields.NameField(max_length=300)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "framework",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.framework",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical framework goal",
                        "verbose_name_plural": "historical framework goals",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalLanguage",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("name", proceedings.models.fields.NameField(max_length=100)),
                        ("plural", proceedings.models.fields.NameField(blank=True, max_length=100)),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first in lists."),
                        ),
                        (
                            "code",
                            models.CharField(
                                db_index=True,
                                help_text="BCP 47 tag, such as en, my, shn or zh-Hans.",
                                max_length=35,
                                validators=[
                                    django.core.validators.RegexValidator(
                                        "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
                                        "Write a language tag such as en, my, shn or zh-Hans.",
                                    )
                                ],
                            ),
                        ),
                        (
                            "own_name",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="The name of the language in that language.", max_length=100
                            ),
                        ),
                        (
                            "direction",
                            models.CharField(
                                choices=[("ltr", "left to right"), ("rtl", "right to left")],
                                default="ltr",
                                max_length=3,
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical language",
                        "verbose_name_plural": "historical languages",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalMilestone",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("date", models.DateField(blank=True, null=True)),
                        ("end_date", models.DateField(blank=True, null=True, verbose_name="last day")),
                        (
                            "date_precision",
                            models.CharField(
                                choices=[("day", "day"), ("month", "month"), ("year", "year")],
                                default="day",
                                max_length=10,
                            ),
                        ),
                        (
                            "text",
                            proceedings.models.fields.NameField(
                                help_text="Name nobody here but holders of a public office.", max_length=1000
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.project",
                            ),
                        ),
                        (
                            "other_event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="If it is an event of its own.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical milestone",
                        "verbose_name_plural": "historical milestones",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalNetwork",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("only", models.BooleanField(db_index=True, default=True, editable=False)),
                        ("name", proceedings.models.fields.NameField(max_length=200)),
                        ("acronym", proceedings.models.fields.NameField(blank=True, max_length=30)),
                        (
                            "tagline",
                            proceedings.models.fields.NameField(
                                blank=True,
                                help_text="One line beside the name at the top of every page.",
                                max_length=200,
                            ),
                        ),
                        (
                            "welcome_title",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="The heading of the first page.", max_length=200
                            ),
                        ),
                        (
                            "welcome",
                            proceedings.models.fields.ProseField(
                                blank=True, help_text="Two or three sentences under that heading."
                            ),
                        ),
                        (
                            "about",
                            proceedings.models.fields.ProseField(
                                blank=True,
                                help_text="What the network says about itself. A blank line starts a paragraph.",
                            ),
                        ),
                        (
                            "protection",
                            proceedings.models.fields.ProseField(
                                blank=True,
                                help_text="Told on the page “About”. A blank line starts a paragraph.",
                                verbose_name="how people are protected",
                            ),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                        ("phone", proceedings.models.fields.NameField(blank=True, max_length=50)),
                        ("address", proceedings.models.fields.ProseField(blank=True)),
                        ("website", models.URLField(blank=True)),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.organisation",
                            ),
                        ),
                        (
                            "logo",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                limit_choices_to={"photo__isnull": True},
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.picture",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical network",
                        "verbose_name_plural": "historical network",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalOrganisationKind",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("code", models.SlugField(help_text="Short and lasting; used in addresses and files.")),
                        ("name", proceedings.models.fields.NameField(max_length=100)),
                        ("plural", proceedings.models.fields.NameField(blank=True, max_length=100)),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first in lists."),
                        ),
                        (
                            "constituency",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.constituency",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical organisation kind",
                        "verbose_name_plural": "historical organisation kinds",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPerson",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        (
                            "name",
                            proceedings.models.fields.NameField(
                                help_text="Exactly as the person writes it, in one piece. Single names are normal.",
                                max_length=300,
                            ),
                        ),
                        (
                            "own_script_name",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=300, verbose_name="name in own script"
                            ),
                        ),
                        (
                            "honorific",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="U, Daw, H.E., Dr …: kept apart from the name.", max_length=50
                            ),
                        ),
                        ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                        ("phone", proceedings.models.fields.NameField(blank=True, max_length=50)),
                        (
                            "is_protected",
                            models.BooleanField(
                                default=False,
                                help_text="Shown on no public page or list, whatever was agreed to. For people whom a mention could endanger.",
                                verbose_name="never show",
                            ),
                        ),
                        ("internal_note", proceedings.models.fields.ProseField(blank=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical person",
                        "verbose_name_plural": "historical people",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPhoto",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "caption",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="Name nobody here.", max_length=300
                            ),
                        ),
                        ("taken_on", models.DateField(blank=True, null=True)),
                        (
                            "all_noted",
                            models.BooleanField(
                                default=False,
                                help_text="Until this is on, the photograph stays unseen. On with an empty list: nobody can be recognised.",
                                verbose_name="everybody recognisable is listed",
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "picture",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.picture",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical photo",
                        "verbose_name_plural": "historical photos",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPicture",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "key",
                            models.CharField(
                                db_index=True, default=proceedings.models.picture.new_key, editable=False, max_length=32
                            ),
                        ),
                        (
                            "file",
                            models.TextField(
                                help_text="JPEG, PNG or WebP, up to 25 megapixels and 20 MB.", max_length=200
                            ),
                        ),
                        (
                            "alt",
                            proceedings.models.fields.NameField(
                                help_text="What it shows, for people who cannot see it. Name nobody here.",
                                max_length=300,
                                verbose_name="description",
                            ),
                        ),
                        ("credit", proceedings.models.fields.NameField(blank=True, max_length=200)),
                        ("width", models.PositiveIntegerField(default=0, editable=False)),
                        ("height", models.PositiveIntegerField(default=0, editable=False)),
                        ("sizes", models.JSONField(blank=True, default=dict, editable=False)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical picture",
                        "verbose_name_plural": "historical pictures",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProceedings",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        ("title", proceedings.models.fields.NameField(max_length=500)),
                        (
                            "note",
                            proceedings.models.fields.ProseField(
                                blank=True, help_text="Printed above the text: how it was made, what to keep in mind."
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "language",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="The language it is written in.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.language",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical proceedings",
                        "verbose_name_plural": "historical proceedings",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProject",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        ("name", proceedings.models.fields.NameField(max_length=300)),
                        ("slug", models.SlugField(max_length=120)),
                        ("description", proceedings.models.fields.ProseField(blank=True)),
                        ("starts_on", models.DateField(blank=True, null=True)),
                        ("ends_on", models.DateField(blank=True, null=True)),
                        (
                            "date_precision",
                            models.CharField(
                                choices=[
                                    ("day", "day"),
                                    ("month", "month"),
                                    ("quarter", "quarter"),
                                    ("half_year", "half year"),
                                    ("year", "year"),
                                    ("decade", "decade"),
                                ],
                                default="day",
                                max_length=10,
                            ),
                        ),
                        (
                            "studied_countries",
                            django_countries.fields.CountryField(blank=True, max_length=500, multiple=True),
                        ),
                        (
                            "comparison_countries",
                            django_countries.fields.CountryField(blank=True, max_length=500, multiple=True),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical project",
                        "verbose_name_plural": "historical projects",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPublicationKind",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("code", models.SlugField(help_text="Short and lasting; used in addresses and files.")),
                        ("name", proceedings.models.fields.NameField(max_length=100)),
                        ("plural", proceedings.models.fields.NameField(blank=True, max_length=100)),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first in lists."),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical publication kind",
                        "verbose_name_plural": "historical publication kinds",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSeatRole",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("code", models.SlugField(help_text="Short and lasting; used in addresses and files.")),
                        ("name", proceedings.models.fields.NameField(max_length=100)),
                        ("plural", proceedings.models.fields.NameField(blank=True, max_length=100)),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first in lists."),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical seat role",
                        "verbose_name_plural": "historical seat roles",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSeries",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("name", proceedings.models.fields.NameField(max_length=300)),
                        ("slug", models.SlugField(max_length=120)),
                        ("description", proceedings.models.fields.ProseField(blank=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical series",
                        "verbose_name_plural": "historical series",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSessionKind",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("code", models.SlugField(help_text="Short and lasting; used in addresses and files.")),
                        ("name", proceedings.models.fields.NameField(max_length=100)),
                        ("plural", proceedings.models.fields.NameField(blank=True, max_length=100)),
                        (
                            "position",
                            models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first in lists."),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical session kind",
                        "verbose_name_plural": "historical session kinds",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSource",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("url", models.URLField(db_index=True, max_length=1000, verbose_name="address")),
                        ("title", proceedings.models.fields.NameField(blank=True, max_length=500)),
                        ("publisher", proceedings.models.fields.NameField(blank=True, max_length=300)),
                        ("published_on", models.DateField(blank=True, null=True)),
                        ("read_on", models.DateField(blank=True, null=True)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical source",
                        "verbose_name_plural": "historical sources",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalStep",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("text", proceedings.models.fields.NameField(max_length=500)),
                        ("done_on", models.DateField(blank=True, null=True)),
                        (
                            "commitment",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.commitment",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical step",
                        "verbose_name_plural": "historical steps",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalTeamMember",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "user",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        (
                            "role",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="auth.group",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical team member",
                        "verbose_name_plural": "historical team members",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalThread",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("name", proceedings.models.fields.NameField(max_length=300)),
                        ("slug", models.SlugField(max_length=120)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical recommendation thread",
                        "verbose_name_plural": "historical recommendation threads",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalTopic",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("slug", models.SlugField(max_length=100)),
                        ("name", proceedings.models.fields.NameField(max_length=200)),
                        ("description", proceedings.models.fields.ProseField(blank=True)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical topic",
                        "verbose_name_plural": "historical topics",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalVenue",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "name",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="Empty when only the town is known.", max_length=300
                            ),
                        ),
                        ("address", proceedings.models.fields.ProseField(blank=True)),
                        ("city", proceedings.models.fields.NameField(blank=True, max_length=150, verbose_name="town")),
                        ("country", django_countries.fields.CountryField(blank=True, max_length=2)),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical venue",
                        "verbose_name_plural": "historical venues",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalTranslation",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("object_id", models.PositiveBigIntegerField()),
                        ("field", models.CharField(max_length=50)),
                        ("text", proceedings.models.fields.ProseField(blank=True)),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("none", "not translated"),
                                    ("machine", "by machine, not checked"),
                                    ("checked", "checked"),
                                    ("approved", "approved"),
                                ],
                                default="none",
                                max_length=10,
                            ),
                        ),
                        ("source_digest", models.CharField(blank=True, editable=False, max_length=32)),
                        ("checked_at", models.DateTimeField(blank=True, editable=False, null=True)),
                        (
                            "content_type",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="contenttypes.contenttype",
                            ),
                        ),
                        (
                            "language",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.language",
                            ),
                        ),
                        (
                            "checked_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical translation",
                        "verbose_name_plural": "historical translations",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEventTitle",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("name", proceedings.models.fields.NameField(max_length=500)),
                        ("from_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("until_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "note",
                            proceedings.models.fields.NameField(
                                blank=True,
                                help_text="For example where it was seen, or who should check it.",
                                max_length=500,
                            ),
                        ),
                        (
                            "language",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.language",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical other title",
                        "verbose_name_plural": "historical other titles",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEventLanguage",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "use",
                            models.CharField(
                                choices=[("working", "working language"), ("interpretation", "interpretation")],
                                default="working",
                                max_length=15,
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "language",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.language",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical event language",
                        "verbose_name_plural": "historical event languages",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalNetwork_languages",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "network",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.network",
                            ),
                        ),
                        (
                            "language",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.language",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalnetwork",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalNetwork_languages",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalUpdate",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "voice",
                            models.CharField(
                                choices=[("reported", "the maker reports"), ("assessed", "others found")], max_length=10
                            ),
                        ),
                        (
                            "status",
                            models.CharField(
                                choices=[
                                    ("not_started", "not started"),
                                    ("in_progress", "in progress"),
                                    ("done", "done"),
                                    ("done_late", "done late"),
                                    ("withdrawn", "withdrawn"),
                                    ("replaced", "replaced"),
                                    ("no_evidence", "no evidence"),
                                    ("limited", "limited"),
                                    ("substantial", "substantial"),
                                    ("complete", "complete"),
                                ],
                                max_length=15,
                            ),
                        ),
                        (
                            "happened_on",
                            models.DateField(
                                help_text="The day of the news, not the day it was entered here.", verbose_name="date"
                            ),
                        ),
                        (
                            "date_precision",
                            models.CharField(
                                choices=[("day", "day"), ("month", "month"), ("year", "year")],
                                default="day",
                                max_length=10,
                            ),
                        ),
                        ("text", proceedings.models.fields.ProseField(blank=True)),
                        (
                            "barriers",
                            proceedings.models.fields.ProseField(blank=True, verbose_name="what stands in the way"),
                        ),
                        (
                            "is_accepted",
                            models.BooleanField(
                                default=False, help_text="On: a second person has checked it.", verbose_name="public"
                            ),
                        ),
                        (
                            "commitment",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.commitment",
                            ),
                        ),
                        (
                            "by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.organisation",
                                verbose_name="said by",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical update",
                        "verbose_name_plural": "historical updates",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalOrganisationName",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("name", proceedings.models.fields.NameField(max_length=500)),
                        ("from_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("until_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "note",
                            proceedings.models.fields.NameField(
                                blank=True,
                                help_text="For example where it was seen, or who should check it.",
                                max_length=500,
                            ),
                        ),
                        (
                            "language",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.language",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.organisation",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical organisation name",
                        "verbose_name_plural": "historical organisation names",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDelegation",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "quota",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="Empty: no limit.", null=True, verbose_name="seats"
                            ),
                        ),
                        (
                            "nomination",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="The letter or message: number and date.", max_length=300
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.organisation",
                            ),
                        ),
                        (
                            "nominated_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Who named these people. Often the organisation itself, or the ministry above it.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.organisation",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical delegation",
                        "verbose_name_plural": "historical delegations",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAttendanceFigure",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "is_total",
                            models.BooleanField(
                                default=False,
                                help_text="On: the figure counts the whole event.",
                                verbose_name="everybody",
                            ),
                        ),
                        (
                            "label",
                            proceedings.models.fields.NameField(
                                blank=True,
                                help_text="The group in the words of the source.",
                                max_length=300,
                                verbose_name="group",
                            ),
                        ),
                        ("countries", django_countries.fields.CountryField(blank=True, max_length=500, multiple=True)),
                        (
                            "of",
                            models.CharField(
                                choices=[
                                    ("people", "people"),
                                    ("organisations", "organisations"),
                                    ("countries", "countries"),
                                ],
                                default="people",
                                max_length=15,
                                verbose_name="counts",
                            ),
                        ),
                        ("number", models.PositiveIntegerField(blank=True, null=True)),
                        (
                            "qualifier",
                            models.CharField(
                                choices=[
                                    ("exact", "exactly"),
                                    ("more_than", "more than"),
                                    ("at_least", "at least"),
                                    ("about", "about"),
                                    ("fewer_than", "fewer than"),
                                    ("up_to", "up to"),
                                    ("unknown", "number not published"),
                                ],
                                default="unknown",
                                max_length=10,
                            ),
                        ),
                        (
                            "unit",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="The word of the source: participants, trainees.", max_length=50
                            ),
                        ),
                        ("as_written", proceedings.models.fields.NameField(blank=True, max_length=300)),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "constituency",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.constituency",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.organisation",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical attendance figure",
                        "verbose_name_plural": "historical attendance figures",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalObjective",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        ("number", models.PositiveSmallIntegerField()),
                        ("text", proceedings.models.fields.ProseField()),
                        (
                            "outcome",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "nobody says"),
                                    ("met", "met"),
                                    ("partly", "partly met"),
                                    ("not_met", "not met"),
                                ],
                                default="",
                                max_length=10,
                                verbose_name="was it met",
                            ),
                        ),
                        (
                            "outcome_words",
                            proceedings.models.fields.ProseField(blank=True, verbose_name="in these words"),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "owner",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Whose task it is.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.organisation",
                            ),
                        ),
                        (
                            "owner_class",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Or whose task together, such as “all stakeholders”.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.organisationclass",
                            ),
                        ),
                        (
                            "outcome_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.organisation",
                                verbose_name="said by",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical objective",
                        "verbose_name_plural": "historical objectives",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEventParty",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "as_written",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="The words of the source, where they differ.", max_length=500
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("organiser", "organiser"),
                                    ("co_organiser", "co-organiser"),
                                    ("host", "host"),
                                    ("co_host", "co-host"),
                                    ("party", "party to the signing"),
                                    ("funder", "funder"),
                                    ("implementer", "implementing for the funder"),
                                    ("speaker", "sent a speaker"),
                                    ("participant", "took part"),
                                ],
                                max_length=15,
                            ),
                        ),
                        (
                            "role_as_written",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="The words of the source, where they differ.", max_length=300
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.organisation",
                            ),
                        ),
                        (
                            "organisation_class",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.organisationclass",
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical event party",
                        "verbose_name_plural": "historical event parties",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalOrganisationClass",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("slug", models.SlugField(max_length=120)),
                        ("name", proceedings.models.fields.NameField(max_length=300)),
                        ("countries", django_countries.fields.CountryField(blank=True, max_length=500, multiple=True)),
                        (
                            "kind",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.organisationkind",
                            ),
                        ),
                        (
                            "constituency",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.constituency",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical class of organisations",
                        "verbose_name_plural": "historical classes of organisations",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDayAttended",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("date", models.DateField()),
                        (
                            "participant",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.participant",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical day attended",
                        "verbose_name_plural": "historical days attended",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalConsent",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "surface",
                            models.CharField(
                                choices=[
                                    ("listed", "in the list of participants"),
                                    ("named", "by name in programme and proceedings"),
                                    ("photographed", "in photographs"),
                                    ("shared", "in lists given to the host state or a donor"),
                                ],
                                max_length=15,
                            ),
                        ),
                        (
                            "basis",
                            models.CharField(
                                choices=[("own_consent", "own consent"), ("public_office", "spoke in public office")],
                                default="own_consent",
                                max_length=15,
                            ),
                        ),
                        (
                            "record",
                            proceedings.models.fields.NameField(
                                help_text="The form, the e-mail, the public page: what you would show to somebody who doubts it.",
                                max_length=500,
                                verbose_name="how we know",
                            ),
                        ),
                        ("given_on", models.DateField(default=django.utils.timezone.localdate)),
                        (
                            "valid_until",
                            models.DateField(
                                blank=True, help_text="Last day. Empty: until it is withdrawn.", null=True
                            ),
                        ),
                        ("withdrawn_on", models.DateField(blank=True, null=True)),
                        (
                            "participant",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.participant",
                            ),
                        ),
                        (
                            "recorded_by",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                editable=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical consent",
                        "verbose_name_plural": "historical consents",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCommitmentParty",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "as_written",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="The words of the source, where they differ.", max_length=500
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("lead", "made by"),
                                    ("partner", "with"),
                                    ("through", "through"),
                                    ("also_for", "also speaking for"),
                                    ("addressee", "to"),
                                ],
                                default="lead",
                                max_length=10,
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.organisation",
                            ),
                        ),
                        (
                            "organisation_class",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.organisationclass",
                            ),
                        ),
                        (
                            "commitment",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.commitment",
                            ),
                        ),
                        (
                            "participant",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.participant",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical commitment party",
                        "verbose_name_plural": "historical commitment parties",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPersonName",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("name", proceedings.models.fields.NameField(max_length=500)),
                        ("from_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("until_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "note",
                            proceedings.models.fields.NameField(
                                blank=True,
                                help_text="For example where it was seen, or who should check it.",
                                max_length=500,
                            ),
                        ),
                        (
                            "language",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.language",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.person",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical person name",
                        "verbose_name_plural": "historical person names",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPhoto_shows",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "photo",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.photo",
                            ),
                        ),
                        (
                            "participant",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.participant",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalphoto",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalPhoto_shows",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalOrganisation",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("name", proceedings.models.fields.NameField(max_length=300)),
                        ("acronym", proceedings.models.fields.NameField(blank=True, max_length=50)),
                        ("slug", models.SlugField(max_length=120)),
                        (
                            "country",
                            django_countries.fields.CountryField(
                                blank=True,
                                help_text="The country it speaks for. An embassy: the country that sends it.",
                                max_length=2,
                                verbose_name="stands for",
                            ),
                        ),
                        (
                            "seat_country",
                            django_countries.fields.CountryField(
                                blank=True,
                                help_text="The country its office is in.",
                                max_length=2,
                                verbose_name="sits in",
                            ),
                        ),
                        (
                            "seat_city",
                            proceedings.models.fields.NameField(blank=True, max_length=100, verbose_name="city"),
                        ),
                        ("website", models.URLField(blank=True)),
                        ("description", proceedings.models.fields.ProseField(blank=True)),
                        (
                            "is_published",
                            models.BooleanField(
                                default=False,
                                help_text="Off: nothing on the public site says that this organisation exists, unless a published text does.",
                                verbose_name="has a public page",
                            ),
                        ),
                        ("internal_note", proceedings.models.fields.ProseField(blank=True)),
                        (
                            "kind",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.organisationkind",
                            ),
                        ),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.organisation",
                            ),
                        ),
                        (
                            "logo",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                limit_choices_to={"photo__isnull": True},
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.picture",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical organisation",
                        "verbose_name_plural": "historical organisations",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPublication",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        ("title", proceedings.models.fields.NameField(max_length=500)),
                        ("slug", models.SlugField(max_length=120)),
                        ("published_on", models.DateField(blank=True, null=True)),
                        (
                            "date_precision",
                            models.CharField(
                                choices=[("day", "day"), ("month", "month"), ("year", "year")],
                                default="day",
                                max_length=10,
                            ),
                        ),
                        ("note", proceedings.models.fields.NameField(blank=True, max_length=500)),
                        (
                            "terms",
                            models.PositiveIntegerField(
                                blank=True, help_text="For a glossary.", null=True, verbose_name="terms explained"
                            ),
                        ),
                        ("is_published", models.BooleanField(default=False, verbose_name="public")),
                        (
                            "kind",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.publicationkind",
                            ),
                        ),
                        (
                            "publisher",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.organisation",
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.project",
                            ),
                        ),
                        (
                            "cover",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                limit_choices_to={"photo__isnull": True},
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.picture",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical publication",
                        "verbose_name_plural": "historical publications",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProjectPartner",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "part",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="What it does there: research partner, publisher.", max_length=200
                            ),
                        ),
                        (
                            "project",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.project",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.organisation",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical project partner",
                        "verbose_name_plural": "historical project partners",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRecommendation",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "block",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="The list it stands in: “governments”.", max_length=200
                            ),
                        ),
                        (
                            "number",
                            proceedings.models.fields.NameField(
                                help_text="Its number in that list: 3, or 1-15 for a list whose text is not here.",
                                max_length=20,
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        ("text", proceedings.models.fields.ProseField()),
                        (
                            "stands_for",
                            models.PositiveSmallIntegerField(
                                default=1,
                                help_text="More than 1 when a whole list is named without its text.",
                                verbose_name="how many it stands for",
                            ),
                        ),
                        ("note", proceedings.models.fields.ProseField(blank=True)),
                        (
                            "adoption",
                            models.CharField(
                                blank=True,
                                choices=[
                                    ("", "nobody says"),
                                    ("consensus", "agreed by all"),
                                    ("contested", "contested"),
                                    ("noted", "taken note of"),
                                ],
                                default="",
                                max_length=10,
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[("draft", "draft"), ("published", "public"), ("withdrawn", "taken back")],
                                default="draft",
                                max_length=10,
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.session",
                            ),
                        ),
                        (
                            "publication",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="Where it stands.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.publication",
                            ),
                        ),
                        (
                            "thread",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.thread",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical recommendation",
                        "verbose_name_plural": "historical recommendations",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPublicationTitle",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("name", proceedings.models.fields.NameField(max_length=500)),
                        ("from_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        ("until_year", models.PositiveSmallIntegerField(blank=True, null=True)),
                        (
                            "note",
                            proceedings.models.fields.NameField(
                                blank=True,
                                help_text="For example where it was seen, or who should check it.",
                                max_length=500,
                            ),
                        ),
                        (
                            "language",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.language",
                            ),
                        ),
                        (
                            "publication",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.publication",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical other title",
                        "verbose_name_plural": "historical other titles",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPublicationFile",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "label",
                            proceedings.models.fields.NameField(
                                blank=True,
                                help_text="When there are two in one language: “easy to read”.",
                                max_length=100,
                            ),
                        ),
                        (
                            "token",
                            models.CharField(
                                db_index=True, default=proceedings.models.picture.new_key, editable=False, max_length=32
                            ),
                        ),
                        (
                            "file",
                            models.TextField(blank=True, help_text="PDF, Office or OpenDocument.", max_length=200),
                        ),
                        ("media_type", models.CharField(blank=True, editable=False, max_length=100)),
                        (
                            "size",
                            models.PositiveBigIntegerField(
                                blank=True, editable=False, null=True, verbose_name="size in bytes"
                            ),
                        ),
                        ("url", models.URLField(blank=True, max_length=1000, verbose_name="or its address elsewhere")),
                        (
                            "size_as_written",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="As its page prints it: “12.9 MB”.", max_length=50
                            ),
                        ),
                        ("language_as_written", proceedings.models.fields.NameField(blank=True, max_length=50)),
                        (
                            "publication",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.publication",
                            ),
                        ),
                        (
                            "language",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.language",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical publication file",
                        "verbose_name_plural": "historical publication files",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRecommendationParty",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "as_written",
                            proceedings.models.fields.NameField(
                                blank=True, help_text="The words of the source, where they differ.", max_length=500
                            ),
                        ),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("made_by", "made by"),
                                    ("addressee", "addressed to"),
                                    ("to_press", "to be pressed by the addressee"),
                                ],
                                max_length=10,
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.organisation",
                            ),
                        ),
                        (
                            "organisation_class",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.organisationclass",
                            ),
                        ),
                        (
                            "recommendation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.recommendation",
                            ),
                        ),
                        (
                            "participant",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.participant",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical recommendation party",
                        "verbose_name_plural": "historical recommendation parties",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRecommendation_goals",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "recommendation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.recommendation",
                            ),
                        ),
                        (
                            "frameworkgoal",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.frameworkgoal",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalrecommendation",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalRecommendation_goals",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCommitment_recommendations",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "commitment",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.commitment",
                            ),
                        ),
                        (
                            "recommendation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.recommendation",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalcommitment",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalCommitment_recommendations",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalParticipant",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "alias",
                            proceedings.models.fields.NameField(
                                blank=True,
                                help_text="The name to use instead of the person's own, everywhere.",
                                max_length=200,
                            ),
                        ),
                        (
                            "office",
                            proceedings.models.fields.NameField(
                                blank=True,
                                help_text="If an office took part, and no person is recorded.",
                                max_length=200,
                            ),
                        ),
                        (
                            "post",
                            proceedings.models.fields.NameField(
                                blank=True,
                                help_text="The post held there and then: “Director General, Department of Labour”.",
                                max_length=300,
                            ),
                        ),
                        (
                            "country",
                            django_countries.fields.CountryField(
                                blank=True,
                                help_text="Empty: the country of the organisation.",
                                max_length=2,
                                verbose_name="stands for",
                            ),
                        ),
                        (
                            "state",
                            models.CharField(
                                choices=[
                                    ("invited", "invited"),
                                    ("applied", "applied"),
                                    ("waiting", "on the waiting list"),
                                    ("confirmed", "confirmed"),
                                    ("declined", "declined"),
                                    ("withdrawn", "withdrawn"),
                                    ("rejected", "turned down"),
                                ],
                                default="invited",
                                max_length=10,
                            ),
                        ),
                        (
                            "mode",
                            models.CharField(
                                blank=True, choices=[("in_person", "in person"), ("online", "online")], max_length=10
                            ),
                        ),
                        ("heads_delegation", models.BooleanField(default=False, verbose_name="head of the delegation")),
                        (
                            "needs",
                            proceedings.models.fields.ProseField(
                                blank=True, help_text="Food, access, interpretation. Seen by the event's team only."
                            ),
                        ),
                        ("internal_note", proceedings.models.fields.ProseField(blank=True)),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "person",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.person",
                            ),
                        ),
                        (
                            "organisation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.organisation",
                            ),
                        ),
                        (
                            "constituency",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="For whom they sit there. Empty: that of the organisation.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.constituency",
                            ),
                        ),
                        (
                            "seat_role",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.seatrole",
                                verbose_name="role",
                            ),
                        ),
                        (
                            "delegation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.delegation",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical participant",
                        "verbose_name_plural": "historical participants",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSessionRole",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "role",
                            models.CharField(
                                choices=[
                                    ("chair", "chair"),
                                    ("moderator", "moderator"),
                                    ("speaker", "speaker"),
                                    ("panellist", "panellist"),
                                    ("presenter", "presenter"),
                                    ("rapporteur", "rapporteur"),
                                    ("interpreter", "interpreter"),
                                    ("trainer", "trainer"),
                                ],
                                default="speaker",
                                max_length=15,
                            ),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.session",
                            ),
                        ),
                        (
                            "participant",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.participant",
                            ),
                        ),
                        (
                            "on_behalf_of",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="If not for their own organisation.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.organisation",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical session role",
                        "verbose_name_plural": "historical session roles",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSection",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "level",
                            models.PositiveSmallIntegerField(
                                choices=[(1, "part"), (2, "chapter within the part above")], default=1
                            ),
                        ),
                        ("heading", proceedings.models.fields.NameField(max_length=300)),
                        (
                            "body",
                            proceedings.models.fields.ProseField(
                                blank=True,
                                help_text="A blank line starts a paragraph. Mention people as @[number of the seat].",
                            ),
                        ),
                        (
                            "proceedings",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.proceedings",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.session",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical section",
                        "verbose_name_plural": "historical sections",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalReview",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        ("found", proceedings.models.fields.ProseField(verbose_name="what was found")),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.session",
                            ),
                        ),
                        (
                            "commitment",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.commitment",
                            ),
                        ),
                        (
                            "recommendation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.recommendation",
                            ),
                        ),
                        (
                            "update",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.update",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical review",
                        "verbose_name_plural": "historical reviews",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEventPublication",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        (
                            "relation",
                            models.CharField(
                                choices=[
                                    ("launched", "launched there"),
                                    ("presented", "presented there"),
                                    ("background", "background"),
                                    ("outcome", "came out of it"),
                                    ("report", "proceedings of it"),
                                    ("press", "press release on it"),
                                    ("speech", "speech or slides given there"),
                                    ("related", "goes with it"),
                                ],
                                default="outcome",
                                max_length=12,
                            ),
                        ),
                        (
                            "day",
                            models.DateField(blank=True, help_text="The day it was launched or presented.", null=True),
                        ),
                        ("position", models.PositiveSmallIntegerField(default=0)),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "publication",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.publication",
                            ),
                        ),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.session",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical event publication",
                        "verbose_name_plural": "historical event publications",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSession",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("uid", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
                        (
                            "inferred",
                            models.JSONField(
                                blank=True,
                                default=list,
                                help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
                                verbose_name="our reading",
                            ),
                        ),
                        (
                            "inferred_note",
                            proceedings.models.fields.NameField(
                                blank=True, max_length=500, verbose_name="why we read it so"
                            ),
                        ),
                        ("title", proceedings.models.fields.NameField(max_length=500)),
                        ("day", models.DateField(blank=True, null=True)),
                        (
                            "position",
                            models.PositiveSmallIntegerField(
                                blank=True,
                                help_text="Order within the day. Empty when it is not known.",
                                null=True,
                                verbose_name="order",
                            ),
                        ),
                        ("starts_at", models.TimeField(blank=True, null=True)),
                        ("ends_at", models.TimeField(blank=True, null=True)),
                        ("room", proceedings.models.fields.NameField(blank=True, max_length=150)),
                        (
                            "groups",
                            models.PositiveSmallIntegerField(
                                blank=True, help_text="How many, if it split.", null=True, verbose_name="small groups"
                            ),
                        ),
                        (
                            "summary",
                            proceedings.models.fields.ProseField(
                                blank=True, help_text="What was done, without saying who said what."
                            ),
                        ),
                        ("recording_url", models.URLField(blank=True, verbose_name="recording")),
                        (
                            "attribution",
                            models.CharField(
                                choices=[
                                    ("on_record", "on record: those who agreed may be named"),
                                    ("kind_only", "by kind only: nobody is named"),
                                    (
                                        "non_attributable",
                                        "not for attribution (Chatham House Rule): neither name nor affiliation",
                                    ),
                                    ("closed", "closed: nothing of it is shown"),
                                ],
                                default="kind_only",
                                max_length=20,
                            ),
                        ),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "kind",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.sessionkind",
                            ),
                        ),
                        (
                            "venue",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.venue",
                            ),
                        ),
                        (
                            "parallel_to",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                help_text="The session held at the same time in another room.",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.session",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical session",
                        "verbose_name_plural": "historical sessions",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSession_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.session",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalsession",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalSession_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalReview_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "review",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.review",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalreview",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalReview_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRecommendationParty_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "recommendationparty",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.recommendationparty",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalrecommendationparty",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalRecommendationParty_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRecommendation_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "recommendation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.recommendation",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalrecommendation",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalRecommendation_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPublicationFile_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "publicationfile",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.publicationfile",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalpublicationfile",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalPublicationFile_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalPublication_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "publication",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.publication",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalpublication",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalPublication_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProjectPartner_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "projectpartner",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.projectpartner",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalprojectpartner",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalProjectPartner_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProject_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "project",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.project",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalproject",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalProject_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalProceedings_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "proceedings",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.proceedings",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalproceedings",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalProceedings_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalParticipant_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "participant",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.participant",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalparticipant",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalParticipant_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalObjective_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "objective",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.objective",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalobjective",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalObjective_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalMilestone_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "milestone",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.milestone",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalmilestone",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalMilestone_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalFinding_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "finding",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.finding",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalfinding",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalFinding_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalFigure_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "figure",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.figure",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalfigure",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalFigure_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEventVenue_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "eventvenue",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.eventvenue",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicaleventvenue",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalEventVenue_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEventTopic_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "eventtopic",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.eventtopic",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicaleventtopic",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalEventTopic_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEventPublication_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "eventpublication",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.eventpublication",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicaleventpublication",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalEventPublication_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEventParty_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "eventparty",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.eventparty",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicaleventparty",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalEventParty_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEventLink_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "eventlink",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.eventlink",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicaleventlink",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalEventLink_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEventChange_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "eventchange",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.eventchange",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicaleventchange",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalEventChange_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEvent_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "event",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.event",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalevent",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalEvent_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalDeadline_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "deadline",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.deadline",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicaldeadline",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalDeadline_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCommitmentParty_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "commitmentparty",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.commitmentparty",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalcommitmentparty",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalCommitmentParty_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCommitmentLink_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "commitmentlink",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.commitmentlink",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalcommitmentlink",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalCommitmentLink_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCommitment_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "commitment",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.commitment",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalcommitment",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalCommitment_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalAttendanceFigure_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "attendancefigure",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.attendancefigure",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalattendancefigure",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalAttendanceFigure_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalStep_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "step",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.step",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalstep",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalStep_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalSession_topics",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "session",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.session",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.topic",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalsession",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalSession_topics",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalRecommendation_topics",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "recommendation",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.recommendation",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.topic",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalrecommendation",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalRecommendation_topics",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalCommitment_topics",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "commitment",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.commitment",
                            ),
                        ),
                        (
                            "topic",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.topic",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalcommitment",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalCommitment_topics",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalUpdate_sources",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        (
                            "update",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.update",
                            ),
                        ),
                        (
                            "source",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                db_tablespace="",
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.source",
                            ),
                        ),
                        (
                            "history",
                            models.ForeignKey(
                                db_constraint=False,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                to="proceedings.historicalupdate",
                            ),
                        ),
                        ("m2m_history_id", models.AutoField(primary_key=True, serialize=False)),
                    ],
                    options={
                        "verbose_name": "HistoricalUpdate_sources",
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
                migrations.CreateModel(
                    name="HistoricalEvidence",
                    fields=[
                        ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                        ("title", proceedings.models.fields.NameField(max_length=300)),
                        ("url", models.URLField(blank=True, max_length=1000, verbose_name="address")),
                        (
                            "update",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.update",
                            ),
                        ),
                        (
                            "publication",
                            models.ForeignKey(
                                blank=True,
                                db_constraint=False,
                                null=True,
                                on_delete=django.db.models.deletion.DO_NOTHING,
                                related_name="+",
                                to="proceedings.publication",
                            ),
                        ),
                        ("history_id", models.AutoField(primary_key=True, serialize=False)),
                        ("history_date", models.DateTimeField(db_index=True)),
                        ("history_change_reason", models.CharField(max_length=100, null=True)),
                        (
                            "history_type",
                            models.CharField(
                                choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1
                            ),
                        ),
                        (
                            "history_user",
                            models.ForeignKey(
                                null=True,
                                on_delete=django.db.models.deletion.SET_NULL,
                                related_name="+",
                                to=settings.AUTH_USER_MODEL,
                            ),
                        ),
                    ],
                    options={
                        "verbose_name": "historical evidence",
                        "verbose_name_plural": "historical evidence",
                        "ordering": ("-history_date", "-history_id"),
                        "get_latest_by": ("history_date", "history_id"),
                    },
                    bases=(simple_history.models.HistoricalChanges, models.Model),
                ),
            ],
        ),
    ]
