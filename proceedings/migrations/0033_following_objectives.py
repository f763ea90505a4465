import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("proceedings", "0032_search_rows"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="following",
            name="following_one_thing",
        ),
        migrations.AddField(
            model_name="following",
            name="goal",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="followings",
                to="proceedings.frameworkgoal",
            ),
        ),
        migrations.AddConstraint(
            model_name="following",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("commitment__isnull", True),
                        ("goal__isnull", True),
                        ("organisation__isnull", True),
                        ("series__isnull", True),
                        ("topic__isnull", False),
                    ),
                    models.Q(
                        ("commitment__isnull", True),
                        ("goal__isnull", True),
                        ("organisation__isnull", True),
                        ("series__isnull", False),
                        ("topic__isnull", True),
                    ),
                    models.Q(
                        ("commitment__isnull", True),
                        ("goal__isnull", True),
                        ("organisation__isnull", False),
                        ("series__isnull", True),
                        ("topic__isnull", True),
                    ),
                    models.Q(
                        ("commitment__isnull", False),
                        ("goal__isnull", True),
                        ("organisation__isnull", True),
                        ("series__isnull", True),
                        ("topic__isnull", True),
                    ),
                    models.Q(
                        ("commitment__isnull", True),
                        ("goal__isnull", False),
                        ("organisation__isnull", True),
                        ("series__isnull", True),
                        ("topic__isnull", True),
                    ),
                    _connector="OR",
                ),
                name="following_one_thing",
                violation_error_message="Choose one: a topic, a series, an organisation, a commitment or an objective.",
            ),
        ),
        migrations.AddConstraint(
            model_name="following",
            constraint=models.UniqueConstraint(
                fields=("follower", "goal"),
                name="following_goal_once",
                violation_error_message="This is followed already.",
            ),
        ),
    ]
