"""The pages at the door. Every verb is a form that works without JavaScript; a script sends the same form and asks for
JSON, later if there is no network."""

import uuid
from datetime import timedelta
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponseRedirect, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_POST, require_safe

from ..access import may, scoped
from ..actions import NotPossible, door
from ..actions.door import USE_DESK, day_of, zone_of
from ..models import Event, EventDay, Participant, Passage, SeatRole
from .expected import IN, OUT, came_by_day, counts, expected, found

# Of a search without JavaScript. Who sees so many types another letter.
MOST_FOUND = 20
EVENTS_SHOWN = 50


def for_the_door(view):
    """A page of somebody who works at a door, kept by no cache."""

    @never_cache
    @wraps(view)
    def inner(request, *args, **kwargs):
        if not may(request.user, USE_DESK):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return inner


def of_an_event(view):
    """A page for the event of its address; 403 for who does not work at that door, also where there is no event."""

    @for_the_door
    @wraps(view)
    def inner(request, slug):
        events = scoped(Event.objects.all(), request.user, USE_DESK)
        if not request.user.has_perm(USE_DESK) and not events.filter(slug=slug).exists():
            raise PermissionDenied
        return view(request, get_object_or_404(events, slug=slug))

    return inner


@for_the_door
@require_safe
def events(request):
    """The events at whose door one may work: those of today first, then those to come, then the newest."""
    theirs = scoped(Event.objects.filter(is_reference=False), request.user, USE_DESK)
    today, day = timezone.localdate(), timedelta(days=1)
    # Where a day begins and ends, the time zone of each event says.
    near = theirs.filter(start_date__lte=today + day).filter(
        Q(end_date__gte=today - day) | Q(end_date=None, start_date__gte=today - day)
    )
    now = [event for event in near.order_by("start_date", "title") if _is_on(event)]
    rest = theirs.exclude(pk__in=[event.pk for event in now])
    coming = rest.filter(start_date__gt=today).order_by("start_date", "title")[:EVENTS_SHOWN]
    past = rest.exclude(start_date__gt=today)[:EVENTS_SHOWN]
    return render(request, "desk/event_list.html", {"today": now, "others": [*coming, *past]})


def _is_on(event):
    first = event.start_date
    return bool(first) and first <= day_of(event) <= (event.end_date or first)


@of_an_event
def desk(request, event):
    """The desk of one event. A search is sent by POST, because an address is written down in many places."""
    asked = request.POST.get("q", "")[:200] if request.method == "POST" else ""
    return _desk(request, event, asked=asked, shown=request.GET.get("passage", ""))


@of_an_event
@gzip_page
@require_safe
def names(request, event):
    """Who is expected, for a phone that will have no network."""
    # Packed: a phone asks for it every other minute. Nothing in it was sent by who asks, so its length tells nothing.
    return JsonResponse(
        {
            "slug": event.slug,
            "user": request.user.pk,
            "username": request.user.get_username(),
            "zone": str(zone_of(event)),
            "day": day_of(event),
            "now": timezone.now(),
            "token": get_token(request),
            "seats": [vars(row) for row in expected(event)],
        }
    )


@of_an_event
@require_POST
def check_in(request, event):
    return _answer(request, event, lambda: door.check_in(_seat(request, event), by=request.user, **_when(request)))


@of_an_event
@require_POST
def check_out(request, event):
    return _answer(request, event, lambda: door.check_out(_seat(request, event), by=request.user, **_when(request)))


@of_an_event
@require_POST
def undo(request, event):
    def take_back():
        passage = Passage.objects.filter(uid=_uuid(request, "uid"), participant__event=event).first()
        if passage is None:
            raise NotPossible(_("There is nothing to take back."))
        return door.undo(passage, by=request.user)

    return _answer(request, event, take_back)


@of_an_event
@require_POST
def walk_in(request, event):
    def add():
        role = request.POST.get("role", "")
        return door.add_walk_in(
            event,
            by=request.user,
            name=request.POST.get("name", ""),
            organisation=request.POST.get("organisation", ""),
            role=SeatRole.objects.filter(code=role).first() if role and "\0" not in role else None,
            seat_uid=_uuid(request, "seat"),
            **_when(request),
        )

    return _answer(request, event, add)


@for_the_door
@require_safe
def worker(request):
    """The script that keeps the pages for when there is no network. It stands here, so it sees no other pages."""
    return render(request, "desk/worker.js", content_type="text/javascript")


def _uuid(request, name):
    try:
        return uuid.UUID(request.POST.get(name, ""))
    except ValueError:
        raise NotPossible(_("Something is missing. Load the page again.")) from None


def _when(request):
    """The passage's own number, and when it was: now, if the form does not say."""
    text, at = request.POST.get("at", ""), None
    if text:
        try:
            at = parse_datetime(text)
        except ValueError:
            at = None
        if at is None or timezone.is_naive(at):
            raise NotPossible(_("The phone did not say when this was. Note it again."))
    return {"uid": _uuid(request, "uid"), "at": at}


def _seat(request, event):
    seat = Participant.objects.filter(event=event, uid=_uuid(request, "seat")).first()
    if seat is None:
        raise NotPossible(_("Nobody of this event has that seat. Load the page again."))
    return seat


def _answer(request, event, act):
    """Do it, and say so: to a script as JSON, else with the page. What cannot be done is 409 and a sentence."""
    as_json = request.headers.get("Accept", "") == "application/json"
    try:
        passage = act()
    except NotPossible as error:
        if as_json:
            return JsonResponse({"why": str(error)}, status=409)
        return _desk(request, event, problem=str(error), status=409)
    if as_json:
        return JsonResponse({"seat": [vars(row) for row in expected(event, pk=passage.participant_id)]})
    return HttpResponseRedirect(f"{reverse('desk:desk', args=[event.slug])}?passage={passage.uid}")


def _desk(request, event, *, asked="", shown="", problem="", status=200):
    rows = expected(event)
    hits = found(rows, asked)
    today = day_of(event)
    so_far = dict(came_by_day(event))
    planned = {day.date for day in EventDay.objects.filter(event=event)}
    if event.start_date and not planned and event.date_precision == Event.DatePrecision.DAY:
        length = min(((event.end_date or event.start_date) - event.start_date).days, 31)
        planned = {event.start_date + timedelta(days=number) for number in range(length + 1)}
    context = {
        "event": event,
        "today": today,
        "is_today": not planned or today in planned,
        "counts": counts(rows),
        "days": [(day, so_far.get(day, 0)) for day in sorted(planned | so_far.keys())],
        "asked": asked,
        "hits": [(row, uuid.uuid4()) for row in hits[:MOST_FOUND]],
        "more": max(0, len(hits) - MOST_FOUND),
        "shown": _shown(rows, shown, event),
        "problem": problem,
        "roles": SeatRole.objects.all(),
        "organisations": sorted({row.organisation for row in rows} - {""}),
        "seat_uid": uuid.uuid4(),
        "uid": uuid.uuid4(),
        "typed": request.POST if problem else {},
        "IN": IN,
        "OUT": OUT,
    }
    with timezone.override(zone_of(event)):
        return render(request, "desk/desk.html", context, status=status)


def _shown(rows, uid, event):
    """What was just done: the passage and whose it is, or None."""
    try:
        passage = Passage.objects.select_related("participant").get(participant__event=event, uid=uuid.UUID(uid))
    except (ValueError, Passage.DoesNotExist):
        return None
    row = next((row for row in rows if row.seat == str(passage.participant.uid)), None)
    return row and {"row": row, "passage": passage}
