import secrets

from django.db import models

from .base import Record
from .fields import NameField


def new_key():
    """A name nobody can guess: 128 random bits, as 32 hexadecimal digits."""
    return secrets.token_hex(16)


def picture_path(picture, filename):
    return f"pictures/{picture.key}/original.{filename.rsplit('.', 1)[-1]}"


# What a cover or a logo may be: a photograph of an event is shown as a Photo only, when everybody in it has agreed.
SHOWS_NOBODY = {"photo__isnull": True}


class Picture(Record):
    """A logo, cover or photograph, re-encoded without the data a camera adds, in the sizes the pages use.

    `sizes` maps widths in pixels to the stored files: {"480": "pictures/…/480.webp"}.
    """

    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    file = models.FileField(
        upload_to=picture_path, max_length=200, help_text="JPEG, PNG or WebP, up to 25 megapixels and 20 MB."
    )
    alt = NameField(
        "description", max_length=300, help_text="What it shows, for people who cannot see it. Name nobody here."
    )
    credit = NameField(max_length=200, blank=True)
    width = models.PositiveIntegerField(editable=False, default=0)
    height = models.PositiveIntegerField(editable=False, default=0)
    sizes = models.JSONField(default=dict, editable=False, blank=True)

    natural_fields = ("key",)

    class Meta:
        ordering = ["-id"]

    def __str__(self):
        return self.alt
