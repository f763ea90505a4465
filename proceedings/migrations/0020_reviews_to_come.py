from django.db import migrations, models

import proceedings.models.fields

HELP = "On: a second person has checked what was found."


def is_accepted(default):
    return models.BooleanField("finding is public", default=default, help_text=HELP)


def found():
    return proceedings.models.fields.ProseField(
        "what was found", blank=True, help_text="Empty while it only stands on the agenda."
    )


class Migration(migrations.Migration):
    """A review may be on the agenda before anything was found. What was public before stays public."""

    dependencies = [("proceedings", "0019_roles_for_notes")]

    operations = [
        operation
        for model in ("historicalreview", "review")
        for operation in (
            migrations.AddField(model, "is_accepted", is_accepted(default=True)),
            migrations.AlterField(model, "is_accepted", is_accepted(default=False)),
            migrations.AlterField(model, "found", found()),
        )
    ]
