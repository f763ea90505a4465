from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .event import Event
from .participant import Delegation, Participant

OPENS = ("participant", "delegation", "fact_check", "contact")


def one_thing(purpose, opened):
    """A condition: a link of that purpose opens that, and nothing else."""
    return models.Q(purpose=purpose, **{f"{field}__isnull": field != opened for field in OPENS})


class LinkQuerySet(models.QuerySet):
    def good(self, now=None):
        """Links that still open something."""
        now = now or timezone.now()
        return self.filter(revoked_at__isnull=True, expires_at__gt=now, token_hash__isnull=False)


class Link(models.Model):
    """A personal address, /r/<token>, that opens one thing for one person without a sign-in.

    Only a hash of the token is kept (OWASP ASVS 5.0, 11.5.1 asks for 128 bits of it; ours has 256), and it is made when
    the mail that carries it goes out: so neither the database nor the outbox lets anybody in.
    """

    class Purpose(models.TextChoices):
        SEAT = "seat", _("to apply, answer or withdraw")
        DELEGATION = "delegation", _("to name a delegation")
        FACT_CHECK = "fact_check", _("to check what a draft says")
        COMMITMENT = "commitment", _("to confirm a commitment and report on it")

    purpose = models.CharField(max_length=12, choices=Purpose)
    event = models.ForeignKey(Event, models.CASCADE, related_name="personal_links")
    participant = models.ForeignKey(Participant, models.CASCADE, null=True, blank=True, related_name="links")
    delegation = models.ForeignKey(Delegation, models.CASCADE, null=True, blank=True, related_name="links")
    fact_check = models.ForeignKey(
        "proceedings.FactCheck", models.CASCADE, null=True, blank=True, editable=False, related_name="links"
    )
    contact = models.ForeignKey("proceedings.PartyContact", models.CASCADE, null=True, blank=True, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001 (none yet)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    expires_at = models.DateTimeField("good until")
    revoked_at = models.DateTimeField(null=True, blank=True)
    # When something was last sent through it. A look changes nothing: mail scanners look at every link.
    used_at = models.DateTimeField(null=True, blank=True)

    objects = LinkQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=one_thing("seat", "participant")
                | one_thing("delegation", "delegation")
                | one_thing("fact_check", "fact_check")
                | one_thing("commitment", "contact"),
                name="link_opens_one_thing",
                violation_error_message="A link is for one seat, delegation, fact check or party of a commitment.",
            )
        ]

    def __str__(self):
        return f"Link {self.pk}"
