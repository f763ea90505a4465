from django.db import models

from .base import Record
from .fields import NameField, ProseField
from .picture import SHOWS_NOBODY


class Network(Record):
    """Whose site this is: the one row that makes the same code another network's site."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    name = NameField(max_length=200)
    acronym = NameField(max_length=30, blank=True)
    tagline = NameField(max_length=200, blank=True, help_text="One line beside the name at the top of every page.")
    organisation = models.ForeignKey(
        "proceedings.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    logo = models.ForeignKey(
        "proceedings.Picture", models.PROTECT, null=True, blank=True, related_name="+", limit_choices_to=SHOWS_NOBODY
    )
    welcome_title = NameField(max_length=200, blank=True, help_text="The heading of the first page.")
    welcome = ProseField(blank=True, help_text="Two or three sentences under that heading.")
    about = ProseField(blank=True, help_text="What the network says about itself. A blank line starts a paragraph.")
    protection = ProseField(
        "how people are protected", blank=True, help_text="Told on the page “About”. A blank line starts a paragraph."
    )
    email = models.EmailField("e-mail", blank=True)
    phone = NameField(max_length=50, blank=True)
    address = ProseField(blank=True)
    website = models.URLField(blank=True)
    languages = models.ManyToManyField(
        "proceedings.Language", blank=True, related_name="+", help_text="Languages the network publishes in."
    )

    _history_m2m_fields = ("languages",)
    natural_fields = ("only",)

    class Meta:
        verbose_name = "network"
        verbose_name_plural = "network"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(only=True),
                name="one_network",
                violation_error_message="A site belongs to one network.",
            )
        ]

    def __str__(self):
        return self.name
