"""Commitments and recommendations as pages print them: who, what, by when, where it stands and how old that news is."""

from dataclasses import dataclass, field

from django.db.models import Case, Count, F, Value, When
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import dates, telling
from ..models import (
    Commitment,
    CommitmentParty,
    Deadline,
    Event,
    PartyAnswer,
    RecommendationParty,
    Session,
    Standing,
    Update,
)
from ..numerals import numeral
from . import who
from .gather import by, connect, prepared
from .sources import branches as source_branches
from .sources import number as number_sources

# Of each standing: the colour class and the mark that goes with its word.
MARKS = {
    Standing.KEPT: ("kept", "kept"),
    Standing.SAID_DONE: ("kept", "said"),
    Standing.IN_PROGRESS: ("progress", "progress"),
    Standing.NOT_STARTED: ("silent", "open"),
    Standing.OVERDUE: ("overdue", "overdue"),
    Standing.NO_REPORT: ("silent", "silent"),
    Standing.AWAITED: ("silent", "open"),
    Standing.REPLACED: ("silent", "replaced"),
    Standing.WITHDRAWN: ("silent", "withdrawn"),
}
# These are counted even where there is none of them.
ALWAYS = (Standing.KEPT, Standing.IN_PROGRESS, Standing.OVERDUE, Standing.NO_REPORT)
IN_ORDER = (*ALWAYS, *(code for code in Standing if code not in ALWAYS))
REPORTED_MARKS = {
    Update.Status.NOT_STARTED: ("silent", "open"),
    Update.Status.IN_PROGRESS: ("progress", "progress"),
    Update.Status.DONE: ("kept", "kept"),
    Update.Status.DONE_LATE: ("kept", "kept"),
    Update.Status.WITHDRAWN: ("silent", "withdrawn"),
    Update.Status.REPLACED: ("silent", "replaced"),
}
ASSESSED_MARKS = {
    Update.Status.NO_EVIDENCE: "a-none",
    Update.Status.NOT_STARTED: "a-0",
    Update.Status.LIMITED: "a-1",
    Update.Status.SUBSTANTIAL: "a-2",
    Update.Status.COMPLETE: "a-3",
}


@dataclass(frozen=True)
class Status:
    """One word on where a promise stands, with its colour and mark."""

    word: str
    colour: str
    mark: str
    code: str = ""
    inferred: bool = False


def standing(code, found=None):
    """The Status of a standing; our reading, where it rests on what others `found` and that is our reading."""
    rests_on_it = found is not None and code in {Standing.KEPT, Standing.IN_PROGRESS, Standing.NOT_STARTED}
    return Status(
        str(Standing(code).label), *MARKS[code], code=code, inferred=rests_on_it and found.is_inferred("status")
    )


def reported(update, awaited=False):
    """What the maker reports: the Status of an Update in that voice, or of None.

    awaited   True within a year after the promise was made: then silence is not yet “no report”
    """
    if update is None:
        return standing(Standing.AWAITED) if awaited else Status(_("No report"), "silent", "silent")
    return Status(word(update), *REPORTED_MARKS[update.status], inferred=is_reading(update))


def assessed(update):
    """What others found: the Status of an Update in that voice, or of None."""
    if update is None:
        return Status(_("Nobody has looked"), "silent", "")
    return Status(word(update), "", ASSESSED_MARKS[update.status], inferred=is_reading(update))


def is_reading(update):
    return update.is_inferred("status")


def word(update):
    """The status of an Update, with a capital. (`get_status_display` looks at every choice each time it is asked.)"""
    words = str(Update.Status(update.status).label)
    return words[:1].upper() + words[1:]


def dress_updates(entry):
    """Give the updates of an Entry `said_by`, `in_words` and `status_shown`, as its page prints them."""
    for update in entry.updates:
        # Where it may not be told who promised, neither may it be told who reports on the promise.
        is_told = update.voice != Update.Voice.REPORTED or not entry.makers_hidden
        update.said_by = who.organisation(update.by) if update.by_id and is_told else None
        update.in_words = dates.in_words(update.happened_on, update.date_precision)
        update.status_shown = (reported if update.voice == Update.Voice.REPORTED else assessed)(update)


def histories(entry):
    """The two histories of a promise, side by side and never mixed: [(voice, its updates, newest first), …]."""
    return [(voice, [update for update in entry.updates if update.voice == voice]) for voice in Update.Voice]


def party_answers(entry, answers):
    """What parties said in writing of how their promise is noted, as far as a colleague has decided on it.

    answers   decided PartyAnswer rows of the commitment

    Returns [(who or None where nobody may be told, row), …], of each party the newest that a visitor may know. What
    they typed is not in it.
    """
    newest = {}
    for row in sorted(answers, key=lambda row: (row.at, row.pk)):
        newest[row.party_id] = row
    taken, left = PartyAnswer.Decision.TAKEN, PartyAnswer.Decision.LEFT
    shown = [
        row
        for row in newest.values()
        if row.decision == (left if row.kind == PartyAnswer.Kind.DISPUTED else taken)
        and (row.kind == PartyAnswer.Kind.DISPUTED or not entry.makers_hidden)
    ]
    for row in shown:
        row.day = timezone.localdate(row.at)
    return [(None if entry.makers_hidden else entry.party_names.get(row.party_id), row) for row in shown]


@dataclass
class Entry:
    """A commitment as an entry in the register."""

    commitment: Commitment
    standing: Status
    reported: Status
    assessed: Status
    makers: list = field(default_factory=list)
    through: list = field(default_factory=list)
    also_for: list = field(default_factory=list)
    addressees: list = field(default_factory=list)
    deadlines: list = field(default_factory=list)
    updates: list = field(default_factory=list)
    news: Update = None
    today: object = None
    makers_hidden: bool = False
    # {number of a party: how it is printed}
    party_names: dict = field(default_factory=dict)

    @property
    def told(self):
        """The commitment in the language of the page: a Told."""
        return telling.told(self.commitment, "text")

    @property
    def is_late(self):
        return self.standing.code == Standing.OVERDUE

    @property
    def makers_count(self):
        return len(self.makers)

    @property
    def news_ago(self):
        return dates.ago(self.news.happened_on, self.today) if self.news else ""

    @property
    def news_on(self):
        return dates.in_words(self.news.happened_on, self.news.date_precision) if self.news else ""

    @property
    def late_for(self):
        return dates.length(self.commitment.due, self.today) if self.is_late else ""

    @property
    def kept_late(self):
        """By how much it was done after the last day, as words; empty where it was in time or nobody knows.

        Counted from the maker's own word, for others may look long after it was done.
        """
        if self.standing.code not in {Standing.KEPT, Standing.SAID_DONE}:
            return ""
        done = [update for update in self.updates if update.status in {Update.Status.DONE, Update.Status.DONE_LATE}]
        if not done:
            return ""
        # The first word of it: later ones say it again.
        first, due = done[-1], self.commitment.due
        days = (first.happened_on - due).days if due else 0
        if days <= 0:
            return _("done late") if first.status == Update.Status.DONE_LATE else ""
        if first.date_precision != dates.DAY:
            return _("done late, by at least %(days)s") % {"days": _days(days)}
        if first.status == Update.Status.DONE_LATE:
            return _("done late, by %(days)s") % {"days": _days(days)}
        return _("reported %(days)s after the last day") % {"days": _days(days)}

    @property
    def silence(self):
        """How long there has been no news, counted from the event; empty where nobody knows when that was."""
        event = self.commitment.event
        if self.news or not event.start_date:
            return ""
        since = dates.last_of(event.end_date or event.start_date, event.date_precision)
        return dates.length(since, self.today, parts=1) if since < self.today else ""

    @property
    def dated(self):
        """The deadlines that say something: one that only says “no date given” is not among them."""
        return [deadline for deadline in self.deadlines if deadline.kind != Deadline.Kind.NONE or deadline.as_written]


def _days(number):
    return ngettext("%(number)s day", "%(number)s days", number) % {"number": numeral(number)}


@prepared
def _belonging_to(commitments, sessions):
    """The querysets of what belongs to commitments, by the lists of their numbers and of their sessions."""
    of_them = {"commitment__among": commitments}
    deadlines = Deadline.objects.filter(**of_them)
    updates = Update.objects.filter(is_accepted=True, **of_them)
    return {
        "parties": CommitmentParty.objects.filter(**of_them).annotate(
            level=who.people_level("participant", "commitment__session")
        ),
        "deadlines": deadlines,
        "updates": updates,
        "events": Event.objects.with_page().filter(pk__in=deadlines.order_by().values("other_event")),
        "sessions": Session.objects.filter(pk__among=sessions),
        **source_branches(deadlines=deadlines, updates=updates),
    }


def entries(commitments, counts=None, today=None, numbers=None, language=None):
    """Read what belongs to some commitments, in two queries, and make an Entry of each.

    commitments   a list of commitments `with_standing`, whose events are loaded
    counts        the crowd of their event, where all are of one event
    numbers       the numbered sources of the page, where it lists them
    language      the language tag their words are wanted in; unless given, that of the page
    """
    today = today or timezone.localdate()
    keys = [commitment.pk for commitment in commitments]
    if not keys:
        return []
    sessions = {row.session_id for row in commitments if row.session_id}
    rows = _belonging_to(commitments=keys, sessions=sessions)
    who.look_up(*vars(rows).values())
    connect(commitments, rows.sessions, rows.deadlines, rows.events)
    if numbers is not None:
        number_sources({"deadlines": rows.deadlines, "updates": rows.updates}, vars(rows), numbers)
    parties, deadlines, updates = (
        by("commitment_id", getattr(rows, name)) for name in ("parties", "deadlines", "updates")
    )
    events = [row.event for row in commitments]
    telling.translate(commitments, events, rows.deadlines, rows.updates, rows.events, language=language)
    return [
        _entry(
            commitment,
            parties.get(commitment.pk, []),
            deadlines.get(commitment.pk, []),
            updates.get(commitment.pk, []),
            counts,
            today,
        )
        for commitment in commitments
    ]


def _entry(commitment, parties, deadlines, updates, counts, today):
    newest = {update.voice: update for update in reversed(updates)}
    entry = Entry(
        commitment,
        standing(commitment.standing, newest.get(Update.Voice.ASSESSED)),
        reported(
            newest.get(Update.Voice.REPORTED) if commitment.reported else None,
            awaited=commitment.is_new and Update.Voice.REPORTED not in newest,
        ),
        assessed(newest.get(Update.Voice.ASSESSED)),
        deadlines=deadlines,
        updates=updates,
        news=updates[0] if updates else None,
        today=today,
    )
    session = commitment.session if commitment.session_id else None
    hidden = who.makers_hidden(commitment, session)
    places = {
        CommitmentParty.Role.LEAD: entry.makers,
        CommitmentParty.Role.PARTNER: entry.makers,
        CommitmentParty.Role.THROUGH: entry.through,
        CommitmentParty.Role.ALSO_FOR: entry.also_for,
        CommitmentParty.Role.ADDRESSEE: entry.addressees,
    }
    for row in parties:
        if hidden and row.role != CommitmentParty.Role.ADDRESSEE:
            continue
        if row.participant_id:
            # Through whom it was said adds nothing where that person is not named.
            if row.role != CommitmentParty.Role.LEAD and row.level != who.Level.NAMED:
                continue
            shown = who.person(row, counts)
        else:
            shown = who.party(row, stands_for_it=True)
        if shown:
            places[row.role].append(shown)
            entry.party_names[row.pk] = shown
    if hidden:
        entry.makers_hidden = True
        entry.makers.append(who.nobody_told())
    return entry


@dataclass(frozen=True)
class Figure:
    """How many commitments stand at one place, and the address of the list of them, where there is one."""

    status: Status
    number: int
    address: str = ""
    is_chosen: bool = False


@dataclass
class Figures:
    """How many commitments stand where, out of how many: `stands` are Figures, the four of the register always there.

    reported   on how many of them a report of the maker stands
    """

    stands: list
    total: int
    reported: int


def figures(commitments, listed=None):
    """The Figures of a queryset of commitments `with_standing`, in one query. `listed` as for `figures_of`."""
    rows = (
        commitments.annotate(is_reported=Case(When(reported=None, then=Value(False)), default=Value(True)))
        .order_by()
        .values_list("standing", "is_reported")
        .annotate(Count("pk"))
    )
    counted, reported = {}, 0
    for code, is_reported, number in rows:
        counted[code] = counted.get(code, 0) + number
        reported += number if is_reported else 0
    return figures_of(counted, reported, listed)


def figures_of(counted, reported, listed=None, chosen=""):
    """The Figures of what has been counted.

    counted   {code of a standing: number}
    listed    gives the address of the list of those that stand somewhere, for its code; None where there is no list
    chosen    the code of the standing that the page is narrowed to
    """
    stands = [
        Figure(standing(code), counted.get(code, 0), listed(code) if listed else "", code == chosen)
        for code in IN_ORDER
        if code in ALWAYS or counted.get(code) or code == chosen
    ]
    return Figures(stands, sum(counted.values()), reported)


def recommendation_branches(recommendations):
    """The querysets that read who made recommendations and to whom, for `gather`."""
    return {
        "recommendations": recommendations.annotate(thread_slug=F("thread__slug")),
        "recommendation_parties": RecommendationParty.objects.filter(
            recommendation__in=recommendations.order_by().values("pk")
        ).annotate(level=who.people_level("participant", "recommendation__session")),
    }


def with_their_events(recommendations):
    """The querysets that read recommendations and the events with a page where they were made, for `gather`."""
    events = Event.objects.with_page().filter(pk__in=recommendations.order_by().values("event"))
    return {"recommendations": recommendations.annotate(thread_slug=F("thread__slug")), "events": events}


def dress_recommendations(recommendations, parties, sessions):
    """Give recommendations `makers`, `addressees` and `to_press`, as they may be printed.

    parties    their RecommendationParty rows, looked up
    sessions   the sessions they may have been made in
    """
    of = by("recommendation_id", parties)
    telling.translate(recommendations)
    rule = {session.pk: session for session in sessions}
    for row in recommendations:
        row.makers, row.addressees, row.to_press = [], [], []
        hidden = who.makers_hidden(row, rule.get(row.session_id))
        places = {
            RecommendationParty.Role.MADE_BY: row.makers,
            RecommendationParty.Role.ADDRESSEE: row.addressees,
            RecommendationParty.Role.TO_PRESS: row.to_press,
        }
        for each in of.get(row.pk, []):
            if hidden and each.role == RecommendationParty.Role.MADE_BY:
                continue
            shown = who.party(each, stands_for_it=True)
            if shown:
                places[each.role].append(shown)
        if hidden:
            row.makers.append(who.nobody_told())


def page_of_recommendation(recommendation):
    """The path of the page that tells a recommendation; "" where none is about it: events of others have no page."""
    if recommendation.thread_id:
        return recommendation.thread.get_absolute_url()
    return "" if recommendation.event.is_reference else recommendation.event.get_absolute_url()
