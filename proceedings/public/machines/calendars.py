"""iCalendar files (RFC 5545): of one event, of all that a list is narrowed to, and of the last days of promises."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from ...documents.calendar import calendar_for_all, calendar_of_deadlines
from ...models import Event
from .. import narrowing, outcomes
from ..caching import open_page
from ..context import network_of
from ..views.series import events_in, with_page


def _calendar(text, name):
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'inline; filename="{name}.ics"'
    return response


@open_page
def of_event(request, slug):
    rows = Event.objects.with_page().filter(slug=slug)
    row = rows.first()
    if row is None or not row.has_days:
        raise Http404
    return _calendar(calendar_for_all(rows, ""), slug)


@open_page
def of_events(request):
    narrowed = narrowing.events(request)
    name = ", ".join([network_of(request).name, *narrowed.words])
    return _calendar(calendar_for_all(narrowed.rows.order_by("start_date", "pk"), name), "events")


@open_page
def of_series(request, slug):
    row = with_page().filter(slug=slug).first()
    if row is None:
        raise Http404
    name = ", ".join([network_of(request).name, row.name])
    return _calendar(calendar_for_all(events_in(row).order_by("start_date", "pk"), name), slug)


@open_page
def of_deadlines(request):
    today = timezone.localdate()
    narrowed = narrowing.commitments(request, today)
    rows = narrowed.rows.exclude(due=None).select_related("event").order_by("due", "pk")
    promises = [
        (entry.commitment, entry.commitment.due, _summary(entry), "; ".join(d.as_written for d in entry.dated))
        for entry in outcomes.entries(list(rows), today=today)
    ]
    name = ", ".join([_("Commitments"), network_of(request).name, *narrowed.words])
    return _calendar(calendar_of_deadlines(promises, name), "deadlines")


def _summary(entry):
    who = ", ".join(str(maker) for maker in entry.makers)
    words = f"{entry.commitment.ref}: {entry.told.words}"
    return f"{words} ({who})" if who else words
