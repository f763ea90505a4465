"""May this person be shown here, and how: the one place that decides.

Naming a delegate can put that person in prison, so not shown is the default. Everything that prints a person asks
`appearance` (for one) or `level_in_sql` (its twin, for many); the two agree in every case, and a test holds that.

The answer is a Level:

named   by name and post
kind    by kind only: "a civil-society representative from Myanmar"
hidden  not at all

The rules, in this order:

1. Whoever may know the participants of the event (`access.may_see_people`) sees the name.
2. An event that is not public, a person marked "never show", a seat that is not confirmed: hidden.
3. A session that is closed or not for attribution (Chatham House Rule: neither identity nor affiliation): hidden.
4. By name where there is a consent for that surface which holds today, except in sessions of the rule "kind only".
5. Without it: by kind in programme and proceedings (the surface "named"), hidden everywhere else.
"""

from dataclasses import dataclass

from django.db.models import Case, CharField, Count, Exists, OuterRef, Q, TextChoices, Value, When
from django.db.models.functions import Coalesce, NullIf
from django.db.models.lookups import Exact, In
from django.utils import timezone
from django.utils.translation import gettext as _

from .access import events_with_people, may_see_people
from .models import Attribution, Consent, Participant, Surface
from .models.base import in_page_language

# Fewer people than this would point at one of them: neither their number nor what they share is told.
# See docs/decisions/0005-small-counts.md.
SMALLEST_GROUP = 5

UNSPEAKABLE = (Attribution.NON_ATTRIBUTABLE, Attribution.CLOSED)


class Level(TextChoices):
    NAMED = "named"
    KIND = "kind"
    HIDDEN = "hidden"

    @classmethod
    def lower(cls, one, other):
        """The one of two levels that shows less."""
        return max(cls(one), cls(other), key=[cls.NAMED, cls.KIND, cls.HIDDEN].index)


def level(participant, surface, *, viewer=None, attribution=None, on=None):
    """How a participant may appear.

    participant   with `event`, `person` and `consents` loaded, or they are fetched
    surface       a Surface: where it would be printed
    viewer        the user who looks, or None for anybody
    attribution   the Attribution of the session it is about, or None where there is none
    on            the day, default today

    Returns a Level.
    """
    on = on or timezone.localdate()
    if may_see_people(viewer, participant.event):
        return Level.NAMED
    if not participant.event.is_published or participant.state != Participant.State.CONFIRMED:
        return Level.HIDDEN
    if participant.person_id and participant.person.is_protected:
        return Level.HIDDEN
    if attribution in UNSPEAKABLE:
        return Level.HIDDEN
    agreed = any(consent.surface == surface and consent.holds_on(on) for consent in participant.consents.all())
    if agreed and attribution != Attribution.KIND_ONLY:
        return Level.NAMED
    return Level.KIND if surface == Surface.NAMED else Level.HIDDEN


def level_in_sql(surface, *, viewer=None, attribution=None, on=None, participant=""):
    """The same answer as `level`, as an expression for `annotate`.

    attribution   an Attribution, an expression such as F("session__attribution"), or None
    participant   the look-up from the queried model to Participant, such as "participant"; empty for Participant
    """
    on = on or timezone.localdate()
    path = f"{participant}__" if participant else ""
    agreed = Exists(
        Consent.objects.filter(participant=OuterRef(f"{path}pk"), surface=surface, given_on__lte=on)
        .exclude(valid_until__lt=on)
        .exclude(withdrawn_on__lte=on)
    )
    rule = attribution if hasattr(attribution, "resolve_expression") else Value(attribution or "")
    rule = Coalesce(rule, Value(""), output_field=CharField())
    known = events_with_people(viewer)
    if known is None:
        return Value(Level.NAMED, output_field=CharField())
    return Case(
        When(**{f"{path}event__in": known}, then=Value(Level.NAMED)),
        When(**{f"{path}event__is_published": False}, then=Value(Level.HIDDEN)),
        When(~Q(**{f"{path}state": Participant.State.CONFIRMED}), then=Value(Level.HIDDEN)),
        When(**{f"{path}person__is_protected": True}, then=Value(Level.HIDDEN)),
        When(In(rule, UNSPEAKABLE), then=Value(Level.HIDDEN)),
        When(Q(agreed) & ~Q(Exact(rule, Value(Attribution.KIND_ONLY))), then=Value(Level.NAMED)),
        default=Value(Level.KIND if surface == Surface.NAMED else Level.HIDDEN),
        output_field=CharField(),
    )


@dataclass(frozen=True)
class Appearance:
    """A participant as they may be shown: what is not allowed is not in here, so that no page can print it."""

    level: str
    text: str
    name: str = ""
    post: str = ""
    organisation: object = None
    country: object = None

    @property
    def is_named(self):
        return self.level == Level.NAMED


def told_apart(sizes, unknown):
    """Which groups may be told apart, so that no words point at fewer than SMALLEST_GROUP people.

    That holds for those who are left over too: where all but one are "from Myanmar", to say no country is to say who.
    So the smallest group stays untold with them, unless they are enough among themselves.

    sizes     a dict of how many people each group has
    unknown   the key of those of whom it is not known

    Returns the part of `sizes` that may be told.
    """
    told = [key for key in sizes if key != unknown and sizes[key] >= SMALLEST_GROUP]
    told.sort(key=lambda key: (-sizes[key], str(key)))
    left_over = sum(sizes.values()) - sum(sizes[key] for key in told)
    if told and 0 < left_over < SMALLEST_GROUP:
        told.pop()
    return {key: sizes[key] for key in told}


def crowd(event, attribution=None, on=None):
    """Whom the words for a kind could mean: how many people of an event appear so, where they may be told apart.

    Those who are named do not count, because the words are not about them. Under the rule "kind only" all do.

    Returns a dict with keys (constituency id, country code), and (constituency id, None) for all countries together.
    """
    rows = (
        event.participants.annotate(level=level_in_sql(Surface.NAMED, attribution=attribution, on=on))
        .filter(level=Level.KIND)
        .order_by()
        .values_list(
            Coalesce("constituency", "organisation__kind__constituency"),
            Coalesce(NullIf("country", Value("")), "organisation__country", Value(""), output_field=CharField()),
        )
        .annotate(Count("pk"))
    )
    seats = {}
    for constituency, country, number in rows:
        seats.setdefault(constituency, {})[country] = number
    totals = told_apart({key: sum(countries.values()) for key, countries in seats.items()}, unknown=None)
    counts = {(constituency, None): total for constituency, total in totals.items()}
    for constituency in totals:
        for country, number in told_apart(seats[constituency], unknown="").items():
            counts[constituency, country] = number
    return counts


def kind_of(participant, counts):
    """A participant spoken of without a name: as exactly as at least SMALLEST_GROUP people share the words.

    counts   the `crowd` of the event

    Returns a phrase such as "a civil-society representative from Myanmar", or at the least "a participant".
    """
    constituency, country = participant.represented, participant.stands_for
    if not constituency or (constituency.pk, None) not in counts:
        return _("a participant")
    who = in_page_language(constituency, constituency.representative)
    if not country or (constituency.pk, country.code) not in counts:
        return who
    return _("%(who)s from %(country)s") % {"who": who, "country": country.name}


def shown_at(participant, allowed, counts):
    """A participant at a level already decided, by `level` or in SQL.

    counts   the `crowd` of the event; used for the kind only, so {} will do where that cannot come up

    Returns an Appearance. Of somebody hidden it says "a participant", for texts in which somebody must be the subject.
    """
    if allowed == Level.NAMED:
        organisation = participant.organisation
        parts = [participant.name, participant.post, str(organisation) if organisation else ""]
        text = ", ".join(part for part in parts if part)
        return Appearance(allowed, text, participant.name, participant.post, organisation, participant.stands_for)
    if allowed == Level.KIND:
        return Appearance(allowed, kind_of(participant, counts))
    return Appearance(Level.HIDDEN, _("a participant"))


def appearance(participant, surface, *, viewer=None, attribution=None, on=None, counts=None):
    """How a participant is printed on a surface; arguments as for `level`. Returns an Appearance."""
    allowed = level(participant, surface, viewer=viewer, attribution=attribution, on=on)
    if counts is None:
        counts = crowd(participant.event, attribution, on) if allowed == Level.KIND else {}
    return shown_at(participant, allowed, counts)


def public_count(number):
    """A count of people as it may be shown: the number, or None where it would point at somebody.

    Nought is None as well: "nobody came from there" is also about somebody.
    """
    return number if number is not None and number >= SMALLEST_GROUP else None


def photo_is_public(photo, on=None):
    """True when everybody who can be recognised in a photograph is noted, and all of them agreed to be shown."""
    return (
        photo.all_noted
        and photo.event.is_published
        and all(level(person, Surface.PHOTOGRAPHED, on=on) == Level.NAMED for person in photo.shows.all())
    )


def public_photos(photos, on=None):
    """Of a queryset of photographs those of which `photo_is_public` is true: its twin in SQL."""
    people = photos.model.shows.through.objects.annotate(
        level=level_in_sql(Surface.PHOTOGRAPHED, on=on, participant="participant")
    )
    hidden = people.exclude(level=Level.NAMED)
    return photos.filter(all_noted=True, event__is_published=True).exclude(pk__in=hidden.values("photo"))


def may_be_photographed(participant, days):
    """True when a participant agreed to photographs, and that holds on all of some days: what a badge tells cameras.

    It is told to those in the room, not to visitors, so it asks nothing of the event.

    participant   with `person` and `consents` loaded, or they are fetched
    days          dates
    """
    if participant.person_id and participant.person.is_protected:
        return False
    agreed = [consent for consent in participant.consents.all() if consent.surface == Surface.PHOTOGRAPHED]
    return any(all(consent.holds_on(day) for day in days) for consent in agreed)
