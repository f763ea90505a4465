"""Who said what: what one organisation, or organisations of one kind, said, recommended and promised, over all events.

It gathers only what other public pages tell already with the organisation beside it: promises and recommendations
whose makers may be told, and parts in sessions of people who may be named today. What may not be told of is absent:
from the list, from its figures, and from what can be chosen.
"""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import F, IntegerField, Q, Value
from django.db.models.functions import Coalesce
from django.utils.functional import SimpleLazyObject

from ..documents.attendance import hours
from ..exposure import Level
from ..models import (
    Attribution,
    Commitment,
    EditionText,
    Event,
    Organisation,
    Recommendation,
    RecommendationParty,
    Section,
    Session,
    SessionRole,
    Topic,
)
from . import outcomes, who
from .gather import by, connect, prepared
from .narrowing import named
from .paging import chosen
from .views.organisations import promise_parts
from .views.proceedings import in_force

PROMISE, RECOMMENDATION, SPEECH = range(3)
NO_DAY = date(1, 1, 1)


@dataclass
class Asked:
    """Whose words on what an address asks for.

    parts      what may be told, as three querysets: of parties to promises, of parties to recommendations, of parts
               in sessions; each annotated with the number `by` of the organisation
    chosen     {"organisation": slug or "", "kind": code or "", "topic": slug or ""}
    choices    {name: [(value, words), …]}
    is_unknown True where the address names an organisation, kind or topic of which nothing is on record
    """

    parts: list
    chosen: dict
    choices: dict
    is_unknown: bool = False

    @property
    def is_enough(self):
        return bool(self.chosen["organisation"] or self.chosen["kind"])

    @property
    def is_found(self):
        """Whether something may be on record of it: somebody is chosen whose words are, and nothing that is not."""
        return self.is_enough and not self.is_unknown

    def words(self, name):
        return str(dict(self.choices[name]).get(self.chosen[name], ""))


@dataclass
class AtEvent:
    """What was said at one event."""

    event: Event
    entries: list = field(default_factory=list)
    recommendations: list = field(default_factory=list)
    speeches: list = field(default_factory=list)


def attributed():
    """Everything that is told with an organisation beside it: the three querysets of an Asked."""
    recommended = (
        RecommendationParty.objects.filter(
            role=RecommendationParty.Role.MADE_BY, recommendation__in=Recommendation.objects.published().values("pk")
        )
        # Who recommended something under the Chatham House Rule is told nowhere.
        .exclude(recommendation__session__attribution=Attribution.NON_ATTRIBUTABLE)
        .exclude(organisation=None)
        .annotate(by=F("organisation"))
    )
    spoken = (
        SessionRole.objects.filter(
            session__in=Session.objects.shown().filter(event__in=Event.objects.with_page().values("pk")).values("pk")
        )
        .exclude(role=SessionRole.Role.INTERPRETER)
        .annotate(level=who.people_level("participant", "session"))
        .filter(level=Level.NAMED)
        .annotate(by=Coalesce("on_behalf_of", "participant__organisation"))
        .exclude(by=None)
    )
    return [
        promise_parts().exclude(organisation=None).annotate(by=F("organisation")),
        recommended,
        spoken,
    ]


def asked(request):
    """What the address of a request asks for, as an Asked."""
    parts = [rows.order_by() for rows in attributed()]
    heard = Organisation.objects.published().filter(
        Q(pk__in=parts[0].values("by")) | Q(pk__in=parts[1].values("by")) | Q(pk__in=parts[2].values("by"))
    )
    bodies = SimpleLazyObject(lambda: list(heard.select_related("kind").order_by("name", "pk")))
    choices = {
        "organisation": SimpleLazyObject(lambda: named(bodies, "slug")),
        "kind": SimpleLazyObject(
            lambda: sorted(set(named([body.kind for body in bodies if body.kind], "code")), key=lambda kind: kind[1])
        ),
        "topic": SimpleLazyObject(lambda: named(Topic.objects.all(), "slug")),
    }
    picked = {name: chosen(request, name, dict(offered)) for name, offered in choices.items()}
    found = Asked(parts, picked, choices, any(request.GET.get(name) and not picked[name] for name in picked))
    if picked["organisation"]:
        heard = heard.filter(slug=picked["organisation"])
    if picked["kind"]:
        heard = heard.filter(kind__code=picked["kind"])
    found.parts = [rows.filter(by__in=heard.order_by().values("pk")) for rows in parts]
    if picked["topic"]:
        paths = ("commitment", "recommendation", "session")
        found.parts = [
            rows.filter(**{f"{path}__in": of_topic(path, picked["topic"])})
            for path, rows in zip(paths, found.parts, strict=True)
        ]
    return found


def of_topic(path, slug):
    """The numbers of what is on a topic: of commitments, recommendations or sessions, as `path` says."""
    model = {"commitment": Commitment, "recommendation": Recommendation, "session": Session}[path]
    return model.topics.through.objects.filter(topic__slug=slug).values(path)


def places(found):
    """All that an Asked finds, the newest event first: [(event, PROMISE or so, number of the row), …], in one query."""
    branches = []
    for what, path, rows in zip(
        (PROMISE, RECOMMENDATION, SPEECH), ("commitment", "recommendation", "session"), found.parts, strict=True
    ):
        # Of a part in a session the part itself: several may have spoken in one.
        number = "pk" if what == SPEECH else path
        branches.append(
            rows.order_by().values_list(
                Coalesce(F(f"{path}__event__start_date"), Value(NO_DAY)),
                F(f"{path}__event"),
                Value(what, output_field=IntegerField()),
                F(number),
            )
        )
    rows = set(branches[0].union(*branches[1:]))
    rows = sorted(rows, key=lambda row: (-_ordinal(row[0]), *row[1:]))
    return [row[1:] for row in rows]


def _ordinal(day):
    return (date.fromisoformat(day) if isinstance(day, str) else day).toordinal()


@prepared
def _rows_of(events, recommendations, roles):
    """The querysets of what a page of it prints besides promises, by lists of numbers."""
    spoken = SessionRole.objects.filter(pk__among=roles).annotate(level=who.people_level("participant", "session"))
    of_events = Event.objects.published().filter(pk__among=events)
    return {
        "events": of_events,
        **outcomes.recommendation_branches(Recommendation.objects.published().filter(pk__among=recommendations)),
        "roles": spoken,
        "sessions": Session.objects.shown().filter(
            Q(pk__in=spoken.order_by().values("session"))
            | Q(pk__in=Recommendation.objects.filter(pk__among=recommendations).order_by().values("session"))
        ),
    }


def told(wanted, today):
    """Some of what `places` gives, as it is printed: [AtEvent, …] in that order."""
    numbers = {what: [pk for _event, kind, pk in wanted if kind == what] for what in (PROMISE, RECOMMENDATION, SPEECH)}
    promises = Commitment.objects.with_standing(today).published().filter(pk__in=numbers[PROMISE])
    promises = list(promises.select_related("event").order_by("pk")) if numbers[PROMISE] else []
    rows = _rows_of(
        events=[event for event, *_what in wanted], recommendations=numbers[RECOMMENDATION], roles=numbers[SPEECH]
    )
    who.look_up(rows.recommendation_parties, rows.roles)
    connect(rows.roles, rows.sessions)
    outcomes.dress_recommendations(rows.recommendations, rows.recommendation_parties, rows.sessions)
    sections = sections_of({role.session_id for role in rows.roles})
    # A colleague may have changed the rule between the two queries: then it is absent.
    speeches = [role for role in rows.roles if role.level == Level.NAMED and role.session]
    for role in speeches:
        role.part = str(SessionRole.Role(role.role).label)
        role.person = who.person(role)
        role.for_whom = who.organisation(role.on_behalf_of) if role.on_behalf_of_id else None
        role.hours = hours(role.session.starts_at, role.session.ends_at)
        role.section = sections.get(role.session_id, "")
    promised = {}
    for entry in outcomes.entries(promises, today=today):
        promised.setdefault(entry.commitment.event_id, []).append(entry)
    recommendations = by("event_id", rows.recommendations)
    spoken = {}
    for role in speeches:
        spoken.setdefault(role.session.event_id, []).append(role)
    events = {event.pk: event for event in rows.events}
    return [
        AtEvent(
            events[pk],
            promised.get(pk, []),
            recommendations.get(pk, []),
            spoken.get(pk, []),
        )
        for pk in dict.fromkeys(event for event, *_what in wanted)
        if pk in events
    ]


def sections_of(sessions):
    """Where the editions in force tell of some sessions: {number of a session: address}, in one query."""
    if not sessions:
        return {}
    headings = Section.objects.filter(session__in=sessions, proceedings__in=in_force().values("proceedings"))
    texts = EditionText.objects.filter(is_source=True, edition__in=in_force().values("pk"))
    found = {}
    rows = headings.filter(proceedings__editions__texts__in=texts.values("pk")).values_list(
        "session",
        "heading",
        "proceedings__event__slug",
        "proceedings__editions__number",
        "proceedings__editions__texts__contents",
    )
    for session, heading, slug, number, contents in rows.order_by("pk"):
        for _level, anchor, title in contents:
            if title == heading:
                found.setdefault(session, (slug, number, anchor))
    return found
