from django.db import models


class Revision(models.Model):
    """How many times something changed that visitors may see. One row; pages kept for later carry its number."""

    only = models.BooleanField(primary_key=True, default=True, editable=False)
    number = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return str(self.number)
