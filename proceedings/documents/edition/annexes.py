"""What the files of an edition print besides its text, frozen with it: agenda, who took part, outcomes.

`freeze` writes it down as JSON. People stand in it as the keys of mentions, organisations with their numbers, sessions
and outcomes with theirs, so that `shown` prints no more than may be shown on the day a file is made. Nothing that is
allowed later comes in; whatever may no longer be told goes.
"""

from types import SimpleNamespace

from django.utils import timezone
from django.utils.translation import gettext as _

from ... import exposure
from ...exposure import Level
from ...models import (
    Attribution,
    Commitment,
    CommitmentParty,
    Constituency,
    Deadline,
    EditionMention,
    EventParty,
    Network,
    Organisation,
    Participant,
    Recommendation,
    RecommendationParty,
    Session,
    SessionRole,
    Standing,
    Surface,
)
from .. import attendance, printed
from ..words import day_in, days_in

WITH_SEAT = ("participant__event", "participant__person", "participant__organisation__kind__constituency")
WITH_SEAT += ("participant__organisation__parent__parent", "participant__constituency")
# From open to closed: of two rules the later one holds.
RULES = list(Attribution)


class _Mentions:
    """The people of the annexes, as rows of EditionMention still to be stored; those of the text have lower keys."""

    def __init__(self, text, first):
        self.text, self.next, self.rows, self.bodies, self.crowds = text, first, {}, {}, {}

    def key(self, seat, session=None, surface=Surface.NAMED):
        """The key by which a seat stands here, or None where nothing may ever be printed of it."""
        known = (seat.pk, session.pk if session else None, surface)
        if known not in self.rows:
            self.rows[known] = self._row(seat, session, surface)
        row = self.rows[known]
        return row.key if row else None

    def _row(self, seat, session, surface):
        rule = session.attribution if session else None
        level = exposure.level(seat, surface, attribution=rule)
        if level == Level.HIDDEN:
            return None
        if level == Level.KIND and rule not in self.crowds:
            self.crowds[rule] = exposure.crowd(seat.event, rule)
        shown = exposure.shown_at(seat, level, self.crowds.get(rule, {}))
        kind = exposure.kind_of(seat, self.crowds[rule]) if level == Level.KIND else _("a participant")
        row = EditionMention(text=self.text, key=self.next, participant=seat, session=session, surface=surface)
        row.attribution, row.level, row.name, row.kind, row.post = rule or "", level, shown.name, kind, shown.post
        self.bodies[row.key] = [_body(body.row, str(body)) for body in printed.bodies_of(shown)]
        self.next += 1
        return row


def _body(organisation, words=None, *, always=False):
    """An organisation; one that has no public page is told only where it stands for what is published (`always`)."""
    return {"words": words or str(organisation), "id": organisation.pk, "always": always}


def freeze(text, first):
    """Write down what the files of a text print besides it.

    text    an EditionText, whose language is that of the words in force
    first   the first key for a mention that is free

    Returns (the JSON to be kept, rows of EditionMention to be stored).
    """
    proceedings = text.edition.proceedings
    event, language = proceedings.event, text.language.code
    mentions = _Mentions(text, first)
    sessions = list(Session.objects.shown().filter(event=event).select_related("kind", "venue"))
    venue = event.venues.order_by("event_venues__position", "event_venues__id").first()
    calling = event.parties.filter(role__in=EventParty.CALLING).select_related("organisation", "organisation_class")
    network = Network.objects.first()
    anchors = [anchor for _level, anchor, _heading in text.contents]
    of_parts = proceedings.sections.values_list("session", flat=True)
    frozen = {
        "day": day_in(language, timezone.localdate()),
        "network": network.name if network else "",
        "event": {"title": event.title, "dates": days_in(language, event), "place": str(venue) if venue else ""},
        "calling": [_party(row, mentions, None, always=True) for row in calling],
        "parts": [[anchor, session] for anchor, session in zip(anchors, of_parts, strict=False) if session],
        "sessions": _sessions(sessions, mentions, language),
        "seats": _seats(event, mentions),
        **_figures(event),
        "recommendations": _recommendations(event, mentions),
        "commitments": _commitments(event, mentions, language),
    }
    rows = [row for row in mentions.rows.values() if row]
    return frozen | {"bodies": {str(key): bodies for key, bodies in mentions.bodies.items()}}, rows


def _sessions(sessions, mentions, language):
    if not sessions:
        return []
    roles = {}
    found = SessionRole.objects.filter(session__in=sessions).select_related(*WITH_SEAT, "on_behalf_of")
    for role in found.prefetch_related("participant__consents"):
        roles.setdefault(role.session_id, []).append(role)
    return [
        {
            "id": session.pk,
            "day": day_in(language, session.day) if session.day else "",
            "hours": attendance.hours(session.starts_at, session.ends_at),
            "title": session.title,
            "about": [str(word) for word in (session.kind, session.room or session.venue) if word],
            "rule": session.attribution,
            "people": _people(session, roles.get(session.pk, []), mentions),
        }
        for session in sessions
    ]


def _people(session, roles, mentions):
    """Who did what in a session, those alike but once: how many of a kind there were is not told."""
    result, others = [], []
    for role in roles:
        part, key = role.get_role_display(), mentions.key(role.participant, session)
        row = mentions.rows[role.participant_id, session.pk, Surface.NAMED]
        if key is None:
            continue
        if row.level == Level.KIND:
            others += [part] if row.kind == _("a participant") else []
            alike = [part, row.kind]
            if alike[1] != _("a participant") and alike not in [line["alike"] for line in result]:
                result.append({"part": part, "mention": key, "alike": alike})
            continue
        behalf = [_body(role.on_behalf_of)] if role.on_behalf_of_id else []
        result.append({"part": part, "mention": key, "alike": [part, key], "behalf": behalf})
    for line in result:
        del line["alike"]
    told = {line["part"] for line in result}
    return result + [{"part": part, "words": attendance.unnamed_beside(part, told)} for part in dict.fromkeys(others)]


def _seats(event, mentions):
    seats = (
        Participant.objects.filter(event=event)
        .annotate(level=exposure.level_in_sql(Surface.LISTED))
        .filter(level=Level.NAMED)
        .select_related("event", "person", "organisation__kind__constituency", "organisation__parent__parent")
        .prefetch_related("consents")
        .order_by("pk")
    )
    found = []
    for seat in seats:
        place = seat.stands_for.name if seat.stands_for else seat.represented.name if seat.represented else ""
        found.append({"place": str(place), "mention": mentions.key(seat, None, Surface.LISTED)})
    return sorted(found, key=lambda line: line["place"])


def _figures(event):
    figures = list(event.attendance_figures.select_related("constituency", "organisation__kind"))
    rows = SimpleNamespace(attendance=figures, constituencies=list(Constituency.objects.all()))
    grid = attendance.grid(event, rows, exposure.crowd(event), timezone.localdate())
    totals, groups = attendance.dress(figures)
    told = [{"words": figure.in_words} for figure in totals if figure.in_words]
    for figure in groups:
        group = ", ".join(filter(None, [figure.group, figure.places]))
        words = f"{group}: {figure.in_words}" if figure.in_words else group
        is_body = figure.organisation_id and not figure.label
        told.append({"words": words, "body": [_body(figure.organisation)] if is_body else []})
    return {
        "figures": told,
        "grid": {"countries": [str(name) for name in grid.countries], "elsewhere": grid.elsewhere, "rows": grid.rows},
    }


def _party(row, mentions, session, *, always=True):
    """A party of an event or an outcome, as JSON, or None where it may not be told."""
    if getattr(row, "participant_id", None):
        key = mentions.key(row.participant, session)
        return {"mention": key} if key else None
    shown = printed.party(row, stands_for_it=always)
    if shown is None:
        return None
    return (
        {"body": [_body(row.organisation, str(shown), always=always)]} if row.organisation_id else {"words": str(shown)}
    )


def _parties(rows, roles, mentions, session):
    """The parties of an outcome by what they are to it: [[role, [party, …]], …], in the order of `roles`."""
    found = []
    for role in roles:
        parties = [_party(row, mentions, session) for row in rows if row.role == role]
        if parties := [party for party in parties if party]:
            found.append([str(role), parties])
    return found


def _outcome(row):
    provenance = getattr(row, "provenance", None)
    return {
        "id": row.pk,
        "session": row.session_id,
        "hidden": printed.makers_hidden(row, row.session),
        # In the room alone: then the rule of the session holds for whoever said it.
        "heard": provenance in {None, Commitment.Provenance.HEARD},
        "text": row.text,
    }


def _of_outcomes(model, name, outcomes):
    parties = {}
    # Django would write the whole question before it sees that it asks for nothing.
    if not outcomes:
        return parties
    rows = model.objects.filter(**{f"{name}__in": outcomes}).select_related(
        *WITH_SEAT, "organisation__kind", "organisation_class"
    )
    for row in rows.prefetch_related("participant__consents"):
        parties.setdefault(getattr(row, f"{name}_id"), []).append(row)
    return parties


def _recommendations(event, mentions):
    rows = list(Recommendation.objects.published().filter(event=event).select_related("session"))
    parties = _of_outcomes(RecommendationParty, "recommendation", rows)
    return [
        _outcome(row)
        | {
            "block": row.block,
            "number": row.number,
            "adoption": str(row.get_adoption_display()) if row.adoption else "",
            "parties": _parties(parties.get(row.pk, []), RecommendationParty.Role, mentions, row.session),
        }
        for row in rows
    ]


def _commitments(event, mentions, language):
    rows = list(
        Commitment.objects.with_standing()
        .published()
        .filter(event=event)
        .select_related("session")
        .prefetch_related("deadlines")
        .order_by("pk")
    )
    parties = _of_outcomes(CommitmentParty, "commitment", rows)
    return [
        _outcome(row)
        | {
            "ref": row.ref,
            "quoted": row.wording == Commitment.Wording.QUOTED,
            "parties": _parties(parties.get(row.pk, []), CommitmentParty.Role, mentions, row.session),
            "deadlines": [_deadline(deadline, language) for deadline in row.deadlines.all()],
            "standing": str(Standing(row.standing).label),
            "news": day_in(language, row.last_news) if row.last_news else "",
        }
        for row in rows
    ]


def _deadline(deadline, language):
    """The words of the source, and the days we read in them: [words, first day, last day]."""
    first = deadline.earliest if deadline.kind == Deadline.Kind.WINDOW else None
    days = [day_in(language, day) if day else "" for day in (first, deadline.latest)]
    return [deadline.as_written, *days]


# On the day a file is made


class Today:
    """What may be told on the day a file is made of what an edition has frozen. It asks four questions of the database.

    labels   {key: Label} of everybody mentioned, of rendering.shown_today
    """

    def __init__(self, text, labels):
        frozen = text.annexes
        event = text.edition.proceedings.event_id
        self.frozen, self.labels = frozen, labels
        self.rules = dict(Session.objects.filter(event=event).values_list("pk", "attribution"))
        self.bodies = set(Organisation.objects.published().filter(pk__in=_numbers(frozen)).values_list("pk", flat=True))
        self.commitments = set(Commitment.objects.published().filter(event=event).values_list("pk", flat=True))
        self.recommendations = set(Recommendation.objects.published().filter(event=event).values_list("pk", flat=True))

    def rule(self, session, frozen):
        """The rule of a session: the stricter of today's and that of the day of publishing."""
        return max(self.rules.get(session, frozen), frozen, key=RULES.index)

    def told(self):
        """Everything frozen, as it may be told: plain words in lists and dicts."""
        frozen = self.frozen
        if not frozen:
            return {}
        sessions = [self._session(session) for session in frozen["sessions"]]
        sessions = {session["id"]: session for session in sessions if session["rule"] != Attribution.CLOSED}
        return {
            "calling": self._words(frozen["calling"]),
            "parts": {anchor: sessions[session] for anchor, session in frozen["parts"] if session in sessions},
            "sessions": list(sessions.values()),
            "seats": [[line["place"], name] for line in frozen["seats"] if (name := self._name(line["mention"]))],
            "figures": [line["words"] for line in frozen["figures"] if self._all_open(line.get("body", []))],
            "grid": frozen["grid"],
            "recommendations": [
                self._outcome(row, RecommendationParty.Role.MADE_BY)
                for row in frozen["recommendations"]
                if row["id"] in self.recommendations
            ],
            "commitments": [
                self._outcome(row, CommitmentParty.Role.LEAD)
                for row in frozen["commitments"]
                if row["id"] in self.commitments
            ],
        }

    def _is_open(self, body):
        return body["always"] or body["id"] in self.bodies

    def _all_open(self, bodies):
        return all(self._is_open(body) for body in bodies)

    def _name(self, key, *, or_kind=False):
        """“Name, post, organisation” of a mention, or its kind; empty for who may not be shown."""
        label = self.labels.get(key)
        if label is None or label.level == Level.HIDDEN:
            return ""
        if label.level != Level.NAMED:
            return label.kind if or_kind else ""
        bodies = [body["words"] for body in self.frozen["bodies"].get(str(key), []) if self._is_open(body)]
        return ", ".join(filter(None, [label.name, label.post, *bodies]))

    def _words(self, parties):
        """Parties in words, each once."""
        found = []
        for party in filter(None, parties):
            if "mention" in party:
                found.append(self._name(party["mention"], or_kind=True))
            else:
                found += [body["words"] for body in party.get("body", []) if self._is_open(body)]
                found.append(party.get("words", ""))
        return list(dict.fromkeys(filter(None, found)))

    def _session(self, frozen):
        people = []
        for line in frozen["people"]:
            words = line.get("words") or self._name(line["mention"], or_kind=True)
            behalf = [body["words"] for body in line.get("behalf", []) if self._is_open(body)]
            is_named = "mention" in line and self.labels[line["mention"]].level == Level.NAMED
            if words:
                people.append([line["part"], words, behalf[0] if behalf and is_named else ""])
        kept = {name: frozen[name] for name in ("id", "day", "hours", "title", "about")}
        rule = self.rule(frozen["id"], frozen["rule"])
        # One line for all who are alike.
        people = [line for n, line in enumerate(people) if line not in people[:n]]
        return kept | {"rule": rule, "people": people if rule not in exposure.UNSPEAKABLE else []}

    def _outcome(self, frozen, maker):
        """An outcome without those who made it, where the rule of its session does not let them be told."""
        now = self.rules.get(frozen["session"])
        hidden = frozen["hidden"] or frozen["heard"] and now in exposure.UNSPEAKABLE
        addressees = {"addressee", "to_press"}
        parties = []
        for role, rows in frozen["parties"]:
            if hidden and role not in addressees:
                continue
            # Through whom it was said adds nothing where that person is not named.
            if role not in {*addressees, maker, RecommendationParty.Role.MADE_BY}:
                rows = [row for row in rows if self._is_told(row)]
            if words := self._words(rows):
                parties.append([role, words])
        kept = {name: value for name, value in frozen.items() if name not in {"parties", "hidden", "heard", "session"}}
        return kept | {"parties": parties, "hidden": hidden}

    def _is_told(self, party):
        return "mention" not in party or self.labels[party["mention"]].level == Level.NAMED


def _numbers(frozen):
    """The numbers of all organisations in what was frozen, as a set."""
    found, waiting = set(), [frozen]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            if each.keys() == {"words", "id", "always"}:
                found.add(each["id"])
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
    return found


def typed(frozen):
    """The words in what was frozen that people typed, without organisations and people: [(place, text), …]."""
    event, outcomes = frozen["event"], frozen["recommendations"] + frozen["commitments"]
    found = [("the title and place of the event", f"{event['title']}\n{event['place']}")]
    found += [(f"the session “{row['title']}”", "\n".join([row["title"], *row["about"]])) for row in frozen["sessions"]]
    found += [(f"recommendation {row['number']}", row["text"]) for row in frozen["recommendations"]]
    found += [
        (f"commitment {row['ref']}", "\n".join([row["text"], *(words for words, *_days in row["deadlines"])]))
        for row in frozen["commitments"]
    ]
    found += [
        ("the parties of the outcomes", party["words"])
        for row in outcomes
        for _role, parties in row["parties"]
        for party in parties
        if "words" in party
    ]
    return found + [("the figures on who took part", line["words"]) for line in frozen["figures"]]
