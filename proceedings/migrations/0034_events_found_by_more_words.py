from django.db import migrations


class Migration(migrations.Migration):
    """Changes no table. After any migration the index is made anew, and events are found by more of their words."""

    dependencies = [("proceedings", "0033_following_objectives")]
    operations = []
