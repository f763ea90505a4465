from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_countries.fields import CountryField

from .base import Entry, Record, RecordQuerySet, Sourced, in_order
from .event import Event
from .fields import NameField, ProseField
from .kinds import Constituency, Language, SeatRole, Tag
from .organisation import Organisation
from .person import Person


class Delegation(Record):
    """The people one organisation sends to an event."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="delegations")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="delegations")
    quota = models.PositiveSmallIntegerField("seats", null=True, blank=True, help_text="Empty: no limit.")
    nominated_by = models.ForeignKey(
        Organisation,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Who named these people. Often the organisation itself, or the ministry above it.",
    )
    nomination = NameField(max_length=300, blank=True, help_text="The letter or message: number and date.")
    focal_name = NameField(
        "focal point", max_length=300, blank=True, help_text="Who names these people: gets a personal link for it."
    )
    focal_email = models.EmailField("e-mail of the focal point", blank=True)
    focal_language = models.ForeignKey(
        Language, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="language to write in"
    )

    natural_fields = ("event", "organisation")

    class Meta:
        ordering = ["event", "organisation__name"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "organisation"],
                name="delegation_once",
                violation_error_message="This organisation already has a delegation at the event.",
            )
        ]

    def __str__(self):
        return f"Delegation of {self.organisation}"


class ParticipantQuerySet(RecordQuerySet):
    def seated(self):
        """Those who hold a seat: nobody who only applied, waits, declined or was turned down."""
        return self.filter(state=Participant.State.CONFIRMED)

    def holding(self, now=None):
        """Those for whom a seat counts as taken: confirmed, or offered one that is still held. No alternates."""
        state = Participant.State
        held = models.Q(state=state.WAITING, offered_until__gt=now or timezone.now())
        return self.filter(models.Q(state=state.CONFIRMED) | held, is_alternate=False)

    def sitting_for(self):
        """With `sits_for`, the id of the constituency: their own, or that of their organisation."""
        return self.annotate(sits_for=Coalesce("constituency", "organisation__kind__constituency"))

    def counted(self):
        """How many there are by constituency and delegation: dicts with `sits_for`, `delegation` and `seats`."""
        return self.sitting_for().order_by().values("sits_for", "delegation").annotate(seats=models.Count("pk"))

    def in_line(self):
        """Those who wait, in the order in which they are asked; last, who did not answer an offer before."""
        waiting = self.filter(state=Participant.State.WAITING)
        return waiting.order_by(models.F("offer_lapsed_at").asc(nulls_first=True), "waiting_since", "pk")


class Participant(Sourced, Entry):
    """One seat at one event: who sat there, and for whom they spoke.

    People change posts; what they represented at this event does not, so it is kept here and not on Person.
    A seat may be held by an office ("village headman") or under an alias, with no person behind it.
    """

    class State(models.TextChoices):
        INVITED = "invited", _("invited")
        APPLIED = "applied", _("applied")
        WAITING = "waiting", _("on the waiting list")
        CONFIRMED = "confirmed", _("confirmed")
        DECLINED = "declined", _("declined")
        WITHDRAWN = "withdrawn", _("withdrawn")
        REJECTED = "rejected", _("turned down")

    class Mode(models.TextChoices):
        IN_PERSON = "in_person", _("in person")
        ONLINE = "online", _("online")

    event = models.ForeignKey(Event, models.PROTECT, related_name="participants")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="seats")
    alias = NameField(max_length=200, blank=True, help_text="The name to use instead of the person's own, everywhere.")
    office = NameField(max_length=200, blank=True, help_text="If an office took part, and no person is recorded.")
    post = NameField(
        max_length=300, blank=True, help_text="The post held there and then: “Director General, Department of Labour”."
    )
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="participants")
    organisation_as_written = NameField(
        "organisation as they wrote it", max_length=300, blank=True, help_text="Until somebody chooses it above."
    )
    constituency = models.ForeignKey(
        Constituency,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="For whom they sit there. Empty: that of the organisation.",
    )
    country = CountryField("stands for", blank=True, help_text="Empty: the country of the organisation.")
    seat_role = models.ForeignKey(
        SeatRole, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="role"
    )
    state = models.CharField(max_length=10, choices=State, default=State.INVITED)
    mode = models.CharField(max_length=10, choices=Mode, blank=True)
    delegation = models.ForeignKey(Delegation, models.PROTECT, null=True, blank=True, related_name="participants")
    heads_delegation = models.BooleanField("head of the delegation", default=False)
    is_alternate = models.BooleanField(
        "alternate", default=False, help_text="Comes when somebody of the delegation cannot; takes none of its seats."
    )
    arrives_on = models.DateField("arrives", null=True, blank=True)
    leaves_on = models.DateField("leaves", null=True, blank=True)
    needs = ProseField(blank=True, help_text="Food, access, interpretation. Seen by the event's team only.")
    tags = models.ManyToManyField(Tag, blank=True, related_name="+")
    internal_note = ProseField(blank=True)
    language = models.ForeignKey(
        Language, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="language to write in"
    )
    # In line since then: who waits longest is offered the next seat.
    waiting_since = models.DateTimeField(null=True, blank=True, editable=False)
    offered_until = models.DateTimeField("seat is held until", null=True, blank=True, editable=False)
    # The offer before ran out then. They keep waiting, and are not asked again by itself.
    offer_lapsed_at = models.DateTimeField("did not answer an offer", null=True, blank=True, editable=False)
    state_reason = NameField(
        "why", max_length=500, blank=True, help_text="As they were told, if they were turned down."
    )
    # Whom the focal point of the delegation named, and whom they take the place of once that is approved.
    named_through = models.ForeignKey(
        "proceedings.Link", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    replaces = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="replacements"
    )
    # What the QR on the badge holds: it names nobody, and opens nothing without a sign-in.
    badge_code = models.CharField(  # noqa: DJ001 (none yet)
        max_length=32, unique=True, null=True, blank=True, editable=False
    )

    _history_m2m_fields = ("sources", "tags")

    objects = ParticipantQuerySet.as_manager()

    class Meta:
        ordering = ["event", "id"]
        indexes = [models.Index(fields=["event", "state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "person"],
                name="one_seat_per_person",
                violation_error_message="This person already has a seat at the event.",
            ),
            models.CheckConstraint(
                condition=models.Q(person__isnull=False) | ~models.Q(alias="") | ~models.Q(office=""),
                name="seat_is_somebodys",
                violation_error_message="Choose a person, or write an alias or an office.",
            ),
            in_order("arrives_on", "leaves_on", "stay_in_order", "Nobody can leave before they arrive."),
            models.CheckConstraint(
                condition=models.Q(heads_delegation=False) | models.Q(delegation__isnull=False),
                name="head_is_in_the_delegation",
                violation_error_message="Choose the delegation that this participant heads.",
            ),
            models.UniqueConstraint(
                fields=["delegation"],
                condition=models.Q(heads_delegation=True),
                name="delegation_has_one_head",
                violation_error_message="This delegation already has a head.",
            ),
            models.CheckConstraint(
                condition=models.Q(is_alternate=False) | models.Q(delegation__isnull=False, heads_delegation=False),
                name="alternate_is_in_the_delegation",
                violation_error_message="An alternate belongs to a delegation, and cannot be its head.",
            ),
            models.CheckConstraint(
                condition=~models.Q(replaces=models.F("id")),
                name="seat_replaces_another",
                violation_error_message="Nobody can replace themself.",
            ),
            models.CheckConstraint(
                condition=models.Q(offered_until__isnull=True) | models.Q(state="waiting"),
                name="seat_is_offered_to_who_waits",
                violation_error_message="A seat is offered to somebody who waits for one.",
            ),
        ]

    def __str__(self):
        # Not the name: this text ends up in logs, messages and confirmations that outlive an un-naming.
        return f"Seat {self.pk}"

    @property
    def name(self):
        """What the badge says. For staff: anything a visitor sees goes through exposure."""
        return self.alias or (self.person.full_name if self.person_id else self.office)

    @property
    def represented(self):
        """The constituency they sit for: their own, or that of their organisation. May be None."""
        return self.constituency or (self.organisation.constituency if self.organisation_id else None)

    @property
    def stands_for(self):
        """The country they stand for, or an empty Country."""
        return self.country or (self.organisation.country if self.organisation_id else self.country)

    def clean(self):
        super().clean()
        if self.delegation_id and self.event_id and self.delegation.event_id != self.event_id:
            raise ValidationError({"delegation": "Choose a delegation of the same event."})


class DayAttended(Record):
    """A participant was there on this day."""

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="days_attended")
    date = models.DateField()

    natural_fields = ("participant", "date")

    class Meta:
        ordering = ["participant", "date"]
        verbose_name_plural = "days attended"
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "date"],
                name="day_attended_once",
                violation_error_message="That day is already noted.",
            )
        ]

    def __str__(self):
        return f"{self.date:%Y-%m-%d}"


class Surface(models.TextChoices):
    """Where a person may be shown. No consent for a surface means: not there."""

    LISTED = "listed", _("in the list of participants")
    NAMED = "named", _("by name in programme and proceedings")
    PHOTOGRAPHED = "photographed", _("in photographs")
    SHARED = "shared", _("in lists given to the host state or a donor")


class Consent(Record):
    """A participant may be shown on one surface, on this ground, until this day. No row means no."""

    class Basis(models.TextChoices):
        OWN_CONSENT = "own_consent", _("own consent")
        PUBLIC_OFFICE = "public_office", _("spoke in public office")

    participant = models.ForeignKey(Participant, models.CASCADE, related_name="consents")
    surface = models.CharField(max_length=15, choices=Surface)
    basis = models.CharField(max_length=15, choices=Basis, default=Basis.OWN_CONSENT)
    record = NameField(
        "how we know",
        max_length=500,
        help_text="The form, the e-mail, the public page: what you would show to somebody who doubts it.",
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    # The personal link by which they said it themselves: then nobody else had to record it.
    given_through = models.ForeignKey(
        "proceedings.Link", models.RESTRICT, null=True, blank=True, editable=False, related_name="consents"
    )
    given_on = models.DateField(default=timezone.localdate)
    valid_until = models.DateField(null=True, blank=True, help_text="Last day. Empty: until it is withdrawn.")
    withdrawn_on = models.DateField(null=True, blank=True)

    natural_fields = ("participant", "surface")

    class Meta:
        ordering = ["participant", "surface"]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "surface"],
                name="consent_once_per_surface",
                violation_error_message="There is already a consent for that: change that one.",
            ),
            models.CheckConstraint(
                condition=~models.Q(record=""),
                name="consent_has_record",
                violation_error_message="Say how we know of the consent.",
            ),
            models.CheckConstraint(
                condition=models.Q(recorded_by__isnull=False)
                | models.Q(given_through__isnull=False)
                | models.Q(basis="public_office"),
                name="consent_recorded_by_somebody",
                violation_error_message="A person's own consent needs somebody who recorded it.",
            ),
            in_order("given_on", "valid_until", "consent_dates_in_order", "It cannot end before it was given."),
        ]

    def __str__(self):
        return self.get_surface_display()

    def holds_on(self, day):
        """True while the consent counts: from the day it was given to its last day, unless withdrawn before."""
        return (
            self.given_on <= day
            and (self.valid_until is None or day <= self.valid_until)
            and (self.withdrawn_on is None or day < self.withdrawn_on)
        )


class Photo(Record):
    """A photograph of an event, and who can be recognised in it."""

    event = models.ForeignKey(Event, models.CASCADE, related_name="photos")
    picture = models.OneToOneField("proceedings.Picture", models.PROTECT, related_name="photo")
    caption = NameField(max_length=300, blank=True, help_text="Name nobody here.")
    taken_on = models.DateField(null=True, blank=True)
    shows = models.ManyToManyField(Participant, blank=True, related_name="photos")
    all_noted = models.BooleanField(
        "everybody recognisable is listed",
        default=False,
        help_text="Until this is on, the photograph stays unseen. On with an empty list: nobody can be recognised.",
    )
    position = models.PositiveSmallIntegerField(default=0)

    _history_m2m_fields = ("shows",)
    natural_fields = ("picture",)

    class Meta:
        ordering = ["event", "position", "id"]

    def __str__(self):
        return self.caption or f"Photograph {self.pk}"
