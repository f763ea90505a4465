import django.db.models.deletion
from django.db import migrations, models

from proceedings.models.fields import NameField

# Tokens are ASCII letters and digits (see proceedings/search/words.py), so no locale has a say in them.
STATEMENTS = {
    "postgresql": [
        "ALTER TABLE proceedings_searchpassage ADD COLUMN words tsvector "
        "GENERATED ALWAYS AS (to_tsvector('simple'::regconfig, tokens)) STORED",
        "CREATE INDEX searchpassage_words ON proceedings_searchpassage USING gin (words) WITH (fastupdate = off)",
    ],
    # The words lie beside the table and hold no copy of it; three triggers keep them in step, whoever writes.
    "sqlite": [
        "CREATE VIRTUAL TABLE proceedings_searchwords USING fts5("
        "tokens, content='proceedings_searchpassage', content_rowid='id', tokenize='ascii')",
        "CREATE TRIGGER searchpassage_made AFTER INSERT ON proceedings_searchpassage BEGIN "
        "INSERT INTO proceedings_searchwords(rowid, tokens) VALUES (new.id, new.tokens); END",
        "CREATE TRIGGER searchpassage_gone AFTER DELETE ON proceedings_searchpassage BEGIN "
        "INSERT INTO proceedings_searchwords(proceedings_searchwords, rowid, tokens) "
        "VALUES ('delete', old.id, old.tokens); END",
        "CREATE TRIGGER searchpassage_changed AFTER UPDATE ON proceedings_searchpassage BEGIN "
        "INSERT INTO proceedings_searchwords(proceedings_searchwords, rowid, tokens) "
        "VALUES ('delete', old.id, old.tokens); "
        "INSERT INTO proceedings_searchwords(rowid, tokens) VALUES (new.id, new.tokens); END",
    ],
}
BACK = {
    # What belongs to a table goes with it.
    "postgresql": [],
    "sqlite": ["DROP TABLE proceedings_searchwords"],
}


def run(statements):
    def on_this_database(apps, schema_editor):
        for statement in statements[schema_editor.connection.vendor]:
            schema_editor.execute(statement)

    return on_this_database


class Migration(migrations.Migration):
    dependencies = [("proceedings", "0026_roles_for_un_naming")]

    operations = [
        migrations.CreateModel(
            name="SearchItem",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("commitment", "Commitment"),
                            ("recommendation", "Recommendation"),
                            ("proceedings", "Proceedings"),
                            ("event", "Event"),
                            ("publication", "Publication"),
                            ("organisation", "Organisation"),
                        ],
                        max_length=15,
                    ),
                ),
                ("object_id", models.PositiveBigIntegerField()),
                ("language", models.CharField(max_length=35)),
                ("title", NameField(max_length=1000)),
                ("under", NameField(blank=True, help_text="The event it belongs to.", max_length=500)),
                ("place", models.JSONField(default=list, help_text='Its page: ["public:event", ["slug"], "#anchor"].')),
                ("day", models.DateField(blank=True, null=True)),
                ("year", models.PositiveSmallIntegerField(blank=True, null=True)),
                ("countries", models.CharField(blank=True, help_text="Codes with blanks around each.", max_length=500)),
                ("topics", models.TextField(blank=True, help_text="Numbers with blanks around each.")),
                ("digest", models.CharField(help_text="Of what it was made from.", max_length=64)),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("kind", "object_id", "language"), name="search_item_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SearchPassage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "part",
                    models.PositiveIntegerField(
                        default=0, help_text="Sections are counted; passages of one are one hit."
                    ),
                ),
                ("position", models.PositiveIntegerField(default=0)),
                ("heading", NameField(blank=True, max_length=500)),
                ("text", models.TextField()),
                ("anchors", models.JSONField(default=list, help_text="[[where in the text, anchor], …]")),
                ("tokens", models.TextField()),
                ("shown_from", models.DateField(blank=True, null=True)),
                ("shown_until", models.DateField(blank=True, null=True, verbose_name="shown before")),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="passages",
                        to="proceedings.searchitem",
                    ),
                ),
            ],
            options={"default_permissions": ()},
        ),
        migrations.RunPython(run(STATEMENTS), run(BACK)),
    ]
