from django.db import models


class Revision(models.Model):
    """How many times something changed that visitors may see. One row; pages kept for later carry its number.

    number     of changes to anything
    promises   of those among them that the register of promises is counted from
    """

    only = models.BooleanField(primary_key=True, default=True, editable=False)
    number = models.PositiveBigIntegerField(default=0)
    promises = models.PositiveBigIntegerField(default=0)

    def __str__(self):
        return str(self.number)
