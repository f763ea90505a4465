from datetime import timedelta

from django.conf import settings
from django.db.models import Case, Count, F, OuterRef, Prefetch, Q, Subquery, When
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from proceedings import dates, telling
from proceedings.documents import attendance
from proceedings.documents.words import joined
from proceedings.exposure import crowd
from proceedings.models import (
    Attribution,
    Commitment,
    Event,
    EventLink,
    EventParty,
    EventPublication,
    EventVenue,
)
from proceedings.numerals import numeral

from .. import narrowing, outcomes, programme, sources, timeline, who
from ..applying import why_closed
from ..caching import open_page
from ..event_rows import OPEN_TIE, read
from ..gather import by
from ..machines import describing
from ..paging import page_of

PLACES = Prefetch("event_venues", EventVenue.objects.select_related("venue"))


def coming(today):
    """Events that are not over: their last day is still to come, or they are planned and have no day yet."""
    last = Coalesce("end_date", "start_date")
    return Q(
        pk__in=Event.objects.alias(last=last)
        .filter(
            Q(last__gte=today)
            | Q(date_precision=Event.DatePrecision.MONTH, last__gte=today.replace(day=1))
            | Q(date_precision=Event.DatePrecision.YEAR, last__gte=today.replace(month=1, day=1))
            | Q(last=None, status__in=[Event.Status.PLANNED, Event.Status.POSTPONED])
        )
        .values("pk")
    )


def is_to_come(event, today):
    """Return whether an event is planned and its last day, month or year, if any is known, has not passed."""
    known = {Event.DatePrecision.YEAR: 1, Event.DatePrecision.MONTH: 2}.get(event.date_precision, 3)
    last = event.end_date or event.start_date
    return event.status == Event.Status.PLANNED and (
        last is None or last.timetuple()[:known] >= today.timetuple()[:known]
    )


def with_lists(events):
    """Events with what a list prints of them: kind, places, and how much came of each."""
    papers = EventPublication.objects.filter(OPEN_TIE, publication__is_published=True)
    return (
        events.select_related("kind")
        .prefetch_related(PLACES)
        .annotate(promises_number=how_many(Commitment.objects.published()), papers_number=how_many(papers))
    )


def how_many(rows):
    """How many of some rows belong to each event, as a subquery."""
    counted = rows.filter(event=OuterRef("pk")).order_by().values("event").annotate(number=Count("pk"))
    return Coalesce(Subquery(counted.values("number")), 0)


@open_page
def event_list(request):
    today = timezone.localdate()
    narrowed = narrowing.events(request)
    # What comes is read forwards, what was is read backwards.
    is_coming = Case(When(coming(today), then=True), default=False)
    events = narrowed.rows.annotate(is_coming=is_coming).order_by(
        F("is_coming").desc(),
        Case(When(is_coming=True, then=F("start_date"))).asc(nulls_last=True),
        F("start_date").desc(nulls_last=True),
        "title",
        "pk",
    )
    page = page_of(request, with_lists(events))
    groups = []
    for row in page:
        heading = "coming" if row.is_coming else row.start_date.year if row.start_date else narrowing.UNKNOWN
        if not groups or groups[-1][0] != heading:
            groups.append((heading, []))
        groups[-1][1].append(row)
    context = {"page": page, "groups": groups, "narrowed": narrowed}
    context["downloads"] = narrowing.to_take_away(request, "events")
    context["feed"] = narrowing.the_same(request, "public:events_feed")
    context["calendar"] = narrowing.the_same(request, "public:events_calendar")
    context["calendar_words"] = _("These events in your calendar")
    return render(request, "public/event_list.html", context)


@open_page
def event(request, slug):
    row = (
        Event.objects.with_page()
        .select_related("kind", "series", "project", "parent", "cover", "registration")
        .filter(slug=slug)
        .first()
    )
    if row is None:
        raise Http404
    today = timezone.localdate()
    rows = read(row)
    counts = crowd(row)
    # Where nobody may be named, the kinds are counted with everybody in them.
    crowds = {Attribution.ON_RECORD: counts, Attribution.KIND_ONLY: crowd(row, Attribution.KIND_ONLY)}
    promises = list(Commitment.objects.with_standing(today).published().filter(event=row).order_by("pk"))
    for promise in promises:
        promise.event = row
    entries = outcomes.entries(promises, counts=counts, today=today, numbers=rows.numbers)
    outcomes.dress_recommendations(rows.recommendations, rows.recommendation_parties, rows.sessions)
    totals, groups = attendance.dress(rows.attendance)
    for change in rows.changes:
        change.planned = dates.span(change.old_start_date, change.old_end_date)
    called = parties(rows.parties)
    context = {
        "event": row,
        "rows": rows,
        "today": today,
        "opening": dates.opening(row.start_date, row.end_date, row.date_precision),
        "weekdays": weekdays(row, rows.days),
        "town_time": town_time(row),
        "venues": rows.venues,
        "takes_applications": not why_closed(row),
        "parties": called,
        "series_place": place_in_series(row, rows.events),
        "parent": rows.events_by_id.get(row.parent_id),
        "parts": [other for other in rows.events if other.parent_id == row.pk],
        "related": related(row, rows),
        "entries": entries,
        "standings": [(status, number) for status, number in tally(entries)],
        "recommendations": list(by("block", rows.recommendations).items()),
        "line": timeline.of_event(row, rows, entries, today),
        "totals": totals,
        "groups": groups,
        "grid": attendance.grid(row, rows, counts, today),
        "office_holders": attendance.office_holders(rows),
        "programme": programme.programme(rows, crowds),
        "publications": publications(rows),
        "edition": rows.editions[0] if rows.editions else None,
        "research": research(row, rows),
        "event_figures": [figure for figure in rows.figures if figure.event_id],
        "reviews": reviews(rows),
        "sources": sources.listed(rows.numbers),
        "is_to_come": is_to_come(row, today),
        "description": describing.of_event(row, rows.venues, [each.printed for each in called[0]], row.cover),
        "address": settings.SITE_URL + row.get_absolute_url(),
        "calendar": reverse("public:event_calendar", args=[row.slug]) if row.has_days else "",
        "calendar_words": _("This event in your calendar"),
    }
    return render(request, "public/event.html", context)


def weekdays(event, days):
    if event.date_precision != Event.DatePrecision.DAY or not event.start_date:
        return ""
    if days and len(days) < ((event.end_date or event.start_date) - event.start_date + timedelta(days=1)).days:
        # Where each has hours of its own, all of them are told with these.
        if len(days) > 1 and all(day.starts_at for day in days):
            return ""
        return joined(dates.in_words(day.date) for day in days)
    return dates.weekdays(event.start_date, event.end_date)


def town_time(event):
    """The town whose time an event keeps, such as "Yangon"; empty where it has no day or the time zone no town."""
    is_dated = event.start_date and event.date_precision == Event.DatePrecision.DAY
    return event.time_zone.rsplit("/", 1)[-1].replace("_", " ") if is_dated and "/" in event.time_zone else ""


def parties(rows):
    """Who had a part: rows of those who called the event, and [(role, [Printed, …]), …] of payers and of others.

    Who signed there called it as well, where nobody else did; beside others they stand by themselves, above the payers.
    """
    calling, signing, paying, others = [], {}, {}, {}
    is_called = any(row.role in EventParty.CALLING and row.role != EventParty.Role.PARTY for row in rows)
    for row in rows:
        calls = row.role in EventParty.CALLING
        shown = who.party(row, stands_for_it=calls)
        if shown is None:
            continue
        row.printed = shown
        row.role_words = row.role_as_written or row.get_role_display()
        if is_called and row.role == EventParty.Role.PARTY:
            signing.setdefault(row.role_words, []).append(shown)
        elif calls:
            calling.append(row)
        else:
            pays = row.role in {EventParty.Role.FUNDER, EventParty.Role.IMPLEMENTER}
            (paying if pays else others).setdefault(row.get_role_display(), []).append(shown)
    return calling, [*signing.items(), *paying.items()], list(others.items())


def place_in_series(event, events):
    """Which of how many an event is in its series, in words and as far as a visitor may know them; or None.

    Its own number, or what it is called there, goes before our count: we may not know all that came before.
    """
    if not event.series_id:
        return None
    if event.is_off:
        return said_place(event)
    of_series = [other for other in events if other.series_id == event.series_id]
    mates = [other for other in of_series if other.start_date and not other.is_off]
    mates = sorted([*mates, event], key=lambda other: other.start_date) if event.start_date else []
    place, number = mates.index(event) + 1 if mates else None, len(mates)
    if event.series_number != place and (said := said_place(event)):
        return said
    if not mates:
        return None
    ordinals = [_("First"), _("Second"), _("Third"), _("Fourth"), _("Fifth"), _("Sixth"), _("Seventh"), _("Eighth")]
    if place > len(ordinals):
        return said_place(event)
    if number == 1:
        return None
    words = {"place": ordinals[place - 1], "number": numeral(number), "series": telling.words(event.series)}
    return _("%(place)s of %(number)s events so far in the series “%(series)s”") % words


def said_place(event):
    """What an event is called in its series, “IMM1”, or its number there, in words; None where neither is known."""
    label, number, series = event.series_label, event.series_number, telling.words(event.series)
    # Nobody translates what it is called.
    if label and (not number or get_language() == settings.LANGUAGE_CODE):
        return _("%(label)s in the series “%(series)s”") % {"label": label[:1].upper() + label[1:], "series": series}
    if number:
        return _("Number %(number)s in the series “%(series)s”") % {"number": numeral(number), "series": series}
    return None


def related(event, rows):
    """Events that go with this one: [(how, event, link), …]."""
    result = []
    for link in rows.links:
        number = link.other_id if link.event_id == event.pk else link.event_id
        if number in rows.events_by_id:
            how = link.get_kind_display()
            if link.kind == EventLink.Kind.FOLLOWS and link.event_id != event.pk:
                how = _("followed up by")
            result.append((how, rows.events_by_id[number], link))
    return result


def tally(entries):
    """How many of some entries stand where, in the order of the figures on other pages."""
    found = {}
    for entry in sorted(entries, key=lambda entry: outcomes.IN_ORDER.index(entry.standing.code)):
        found.setdefault((entry.standing.code, entry.standing.inferred), [entry.standing, 0])[1] += 1
    return found.values()


def publications(rows):
    """What was published, each once, with its files and every way it goes with the event; reports with files first."""
    ties = by("publication_id", rows.event_publications)
    files = by("publication_id", rows.files)
    titles = by("publication_id", rows.publication_titles)
    for publication in rows.publications:
        publication.ties = ties.get(publication.pk, [])
        publication.shown_files = files.get(publication.pk, [])
        publication.shown_titles = titles.get(publication.pk, [])
        publication.printed_publisher = who.organisation(publication.publisher) if publication.publisher_id else None
        publication.is_book = len(publication.shown_files) > 1 or any(
            tie.relation in {EventPublication.Relation.LAUNCHED, EventPublication.Relation.PRESENTED}
            for tie in publication.ties
        )
        publication.is_proceedings = any(tie.relation == EventPublication.Relation.REPORT for tie in publication.ties)
    order = {tie.publication_id: place for place, tie in reversed(list(enumerate(rows.event_publications)))}
    return sorted(rows.publications, key=lambda publication: order.get(publication.pk, 0))


def research(event, rows):
    """What the project behind an event found, or None where there is nothing to tell."""
    if not event.project_id:
        return None
    partners = [
        (shown, partner) for partner in rows.partners if (shown := who.organisation(partner.organisation)) is not None
    ]
    figures = [figure for figure in rows.figures if figure.project_id]
    if not (rows.findings or figures or partners or event.project.description):
        return None
    return {"project": event.project, "findings": rows.findings, "figures": figures, "partners": partners}


def reviews(rows):
    """What of earlier outcomes this event looked at again: [(Review, commitment or recommendation), …]."""
    promises = {row.pk: row for row in rows.reviewed}
    asked = {row.pk: row for row in rows.reviewed_recommendations}
    return [(row, promises.get(row.commitment_id) or asked.get(row.recommendation_id)) for row in rows.reviews]
