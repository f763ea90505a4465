from django.db import models


class Attempts(models.Model):
    """How often one visitor did one thing in one span of time. Who it was cannot be read from it.

    In the database and not in the cache: several processes, on several machines, must count together.
    """

    # A keyed hash of the address, of what was done, and of when the span began.
    key = models.CharField(max_length=64, unique=True)
    number = models.PositiveIntegerField(default=0)
    until = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "attempts"

    def __str__(self):
        return f"Attempts {self.pk}"
