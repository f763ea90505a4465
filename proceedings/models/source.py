from django.db import models

from .base import Record
from .fields import NameField


class Source(Record):
    """A page or document in which facts were read."""

    url = models.URLField("address", max_length=1000, unique=True)
    title = NameField(max_length=500, blank=True)
    publisher = NameField(max_length=300, blank=True)
    published_on = models.DateField(null=True, blank=True)
    read_on = models.DateField(null=True, blank=True)

    natural_fields = ("url",)

    class Meta:
        ordering = ["url"]

    def __str__(self):
        return self.title or self.url
