"""Open lists: kinds of things, and languages. Fixtures fill them; a network adds its own in the admin."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from .base import Record, in_page_language
from .fields import NameField


class Kind(Record):
    """One entry of an open list."""

    code = models.SlugField(max_length=50, unique=True, help_text="Short and lasting; used in addresses and files.")
    name = NameField(max_length=100)
    plural = NameField(max_length=100, blank=True)
    position = models.PositiveSmallIntegerField(default=0, help_text="Lower numbers come first in lists.")

    natural_fields = ("code",)

    class Meta:
        abstract = True
        ordering = ["position", "name"]

    def __str__(self):
        return in_page_language(self, self.name)


class Constituency(Kind):
    """For whom people sit at the table: governments, civil society, recruitment agencies."""

    representative = NameField(
        max_length=150,
        help_text="How one of them is spoken of when not named, with the article: “a government representative”.",
    )

    class Meta(Kind.Meta):
        verbose_name_plural = "constituencies"


class OrganisationKind(Kind):
    """What an organisation is: a ministry, an embassy, a network of civil-society organisations."""

    constituency = models.ForeignKey(Constituency, models.PROTECT, related_name="organisation_kinds")


class EventKind(Kind):
    """What an event is: a policy dialogue, a workshop, a hand-over of demands."""


class SessionKind(Kind):
    """What a session is: a panel, a plenary, group work."""


class SeatRole(Kind):
    """What a participant comes to do: delegate, speaker, observer, interpreter."""


class Tag(Kind):
    """A word by which colleagues find seats again: VIP, needs a visa letter. No visitor sees it."""


class PublicationKind(Kind):
    """What a publication is: a research report, a press release, a resolution."""


class Direction(models.TextChoices):
    LTR = "ltr", _("left to right")
    RTL = "rtl", _("right to left")


class Language(Kind):
    """A language people write in. Open, because Shan has no two-letter code."""

    code = models.CharField(
        max_length=35,
        unique=True,
        validators=[
            RegexValidator(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", "Write a language tag such as en, my, shn or zh-Hans.")
        ],
        help_text="BCP 47 tag, such as en, my, shn or zh-Hans.",
    )
    own_name = NameField(max_length=100, blank=True, help_text="The name of the language in that language.")
    direction = models.CharField(max_length=3, choices=Direction, default=Direction.LTR)
