from django.db import migrations


class Migration(migrations.Migration):
    """Changes no table. After any migration the index is made anew, and it holds words in more than one spelling."""

    dependencies = [("proceedings", "0035_promises_counted_apart")]
    operations = []
