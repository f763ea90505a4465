"""The line through time: what led to an event or a promise, what followed, and how long nothing was heard."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .. import dates, telling
from ..documents.words import joined
from ..models import Deadline

# Shorter silences are only the time things take.
SILENCE = timedelta(days=183)


@dataclass
class Moment:
    """A point on the line.

    kind    here: the event itself; limit: a deadline; dim: a link that is our reading; empty: any other; hush: silence
    gap     True where nothing is known between this and the next, or the next is to come: the line is dotted from here
    is_open True at the end of a line that has not ended
    about   what the page is about that `link` leads to, where the words of the link do not say
    """

    day: object = None
    last: object = None
    precision: str = dates.DAY
    text: str = ""
    url: str = ""
    link: str = ""
    about: str = ""
    kind: str = ""
    inferred: bool = False
    note: str = ""
    cited: list = field(default_factory=list)
    gap: bool = False
    is_open: bool = False

    @property
    def when(self):
        return dates.span(self.day, self.last, self.precision)

    @property
    def ends(self):
        return dates.last_of(self.last or self.day, self.precision)

    @property
    def classes(self):
        return " ".join(filter(None, [self.kind, self.gap and "gap", self.is_open and "end"]))


def line(moments, *, since=None, until=None, today=None):
    """Put moments in order, and between them the long silences after a promise.

    since   the day a promise was made; None where none was: nobody owes news then
    until   a day up to which silence is counted after the last moment; None where the line simply ends
    today   up to which it is counted where the next moment is still to come
    """
    dated = sorted((moment for moment in moments if moment.day), key=lambda moment: (moment.day, moment.ends))
    result = []
    for index, moment in enumerate(dated):
        result.append(moment)
        following = dated[index + 1] if index + 1 < len(dated) else None
        is_to_come = bool(today and following and following.day > today)
        next_day = today if is_to_come else following.day if following else until
        moment.gap = is_to_come
        # A deadline that passes is no news: silence is counted over it.
        if since and next_day and moment.ends >= since and next_day - moment.ends > SILENCE:
            moment.gap = True
            quiet, is_past = dates.length(moment.ends, next_day), following and not is_to_come
            words = _("%(length)s without news") if is_past else _("%(length)s without news, to %(today)s")
            values = {"length": quiet} if is_past else {"length": quiet, "today": dates.in_words(next_day)}
            result.append(Moment(text=words % values, kind="hush", gap=bool(following), is_open=not following))
    return result + [moment for moment in moments if not moment.day]


def of_event(event, rows, entries, today):
    """The line of an event page.

    rows      what the page gathered: milestones, events that go with it, links, publications
    entries   the Entry of each of its commitments
    """
    moments = []
    if event.start_date:
        moments.append(here(event, entries))
    if event.project_id and event.project.starts_on:
        project = event.project
        moments.append(
            Moment(
                project.starts_on,
                precision=project.date_precision,
                text=_("“%(project)s” begins") % {"project": telling.words(project)},
            )
        )
    told = {milestone.other_event_id for milestone in rows.milestones} - {None}
    for milestone in rows.milestones:
        page = rows.events_by_id.get(milestone.other_event_id)
        moments.append(
            Moment(
                milestone.date,
                milestone.end_date,
                milestone.date_precision,
                text=milestone.text,
                link=_("Read about it") if page and not page.is_reference else "",
                url=page.get_absolute_url() if page and not page.is_reference else "",
                about=telling.words(page, "title") if page else "",
                kind="dim" if milestone.is_inferred("event") or milestone.is_inferred("text") else "",
                inferred=bool(milestone.inferred),
                note=milestone.inferred_note,
                cited=milestone.cited,
            )
        )
    for publication in rows.publications:
        if publication.published_on:
            moments.append(
                Moment(
                    publication.published_on,
                    precision=publication.date_precision,
                    text=_("Published: %(title)s") % {"title": publication.title},
                    inferred=publication.is_inferred("published_on"),
                )
            )
    for other, inferred in linked(event, rows):
        if other.pk not in told and other.start_date:
            moments.append(of_other(other, inferred))
    for entry in entries:
        moments += limits(entry)
    return line(moments, since=event.start_date if entries else None, today=today) if len(moments) > 1 else []


def here(event, entries):
    refs = joined(entry.commitment.ref for entry in entries)
    words = _("This event.")
    if event.is_off:
        words = _("This event was to be held.")
    elif refs:
        words = ngettext(
            "This event. Commitment %(refs)s is made.", "This event. Commitments %(refs)s are made.", len(entries)
        ) % {"refs": refs}
    return Moment(
        event.start_date,
        event.end_date,
        event.date_precision,
        text=words,
        kind="here",
        inferred=event.is_inferred("start_date"),
    )


def linked(event, rows):
    """The events that go with this one, each once: [(event, whether the tie is our reading), …]."""
    found = {}
    for link in rows.links:
        number = link.other_id if link.event_id == event.pk else link.event_id
        if number in rows.events_by_id:
            found[number] = (rows.events_by_id[number], link.is_inferred())
    for other in rows.events:
        if event.series_id and other.series_id == event.series_id and other.pk != event.pk:
            found.setdefault(other.pk, (other, False))
    return list(found.values())


def of_other(other, inferred=False):
    has_page = not other.is_reference
    return Moment(
        other.start_date,
        other.end_date,
        other.date_precision,
        text="" if has_page else telling.words(other, "title"),
        link=telling.words(other, "title") if has_page else "",
        url=other.get_absolute_url() if has_page else "",
        kind="dim" if inferred else "",
        inferred=inferred or other.is_inferred("start_date"),
        note=f"({other.get_status_display()})" if other.is_off else "",
    )


def limits(entry):
    """The deadlines of a commitment as moments: of two wordings the earlier, which tells of the other."""
    days = sorted(
        (deadline for deadline in entry.deadlines if deadline.latest and deadline.kind != Deadline.Kind.RECURRING),
        key=lambda deadline: deadline.latest,
    )
    if not days:
        return []
    if len(days) > 1 and all(deadline.note for deadline in days) or len({deadline.latest for deadline in days}) > 2:
        # Not two wordings of one day: each says whose it is, or what is due then.
        return [
            Moment(each.latest, text=_reads(entry, each), kind="limit", note=each.note, cited=each.cited)
            for each in days
        ]
    first, last = days[0], days[-1]
    text = _reads(entry, first)
    if last.latest != first.latest:
        text += " " + _("By the other wording, %(day)s.") % {"day": dates.in_words(last.latest)}
    return [Moment(first.latest, text=text, kind="limit", cited=first.cited)]


def _reads(entry, deadline):
    return _("Last day for %(ref)s, as “%(words)s” reads.") % {"ref": entry.commitment.ref, "words": deadline}


def of_commitment(entry, reviews, successors):
    """The line of a commitment page.

    reviews      the Review rows of it, with their event
    successors   [(event, whether the tie is our reading), …] that may have followed it up
    """
    event = entry.commitment.event
    moments = limits(entry)
    if event.start_date:
        moments.append(
            Moment(
                event.start_date,
                event.end_date,
                event.date_precision,
                text=_("Was to be held:") if event.is_off else _("Made at"),
                link=telling.words(event, "title"),
                url=event.get_absolute_url(),
                kind="here",
            )
        )
    for update in entry.updates:
        moments.append(
            Moment(
                update.happened_on,
                precision=update.date_precision,
                text=f"{update.get_voice_display()[:1].upper()}{update.get_voice_display()[1:]}: "
                f"{update.get_status_display()}",
                inferred=update.is_inferred() or update.is_inferred("status"),
                kind="dim" if update.is_inferred("status") else "",
                cited=update.cited,
            )
        )
    for review in reviews:
        if review.event.start_date:
            moment = of_other(review.event, review.is_inferred())
            is_to_come = entry.today and review.event.start_date > entry.today
            moment.text = _("On the agenda of") if is_to_come else _("Looked at again at")
            moments.append(moment)
    for other, inferred in successors:
        if other.start_date:
            moments.append(of_other(other, inferred))
    settled = entry.standing.code in {"kept", "withdrawn", "replaced"}
    return line(moments, since=event.start_date, until=None if settled else entry.today, today=entry.today)
