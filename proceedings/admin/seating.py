"""The verbs of a seat in the back office: for one participant on a page of its own, for many from their list."""

from dataclasses import dataclass

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..access import may, scoped
from ..actions import NotPossible, seating
from ..models import Participant

State = Participant.State
# As many as are through before anybody wonders whether it works.
MOST_AT_ONCE = 500
# So many names are shown of each group before it is let be.
MOST_NAMES = 200


@dataclass(frozen=True)
class Verb:
    """How a verb of actions/seating.py is offered.

    do       the function
    button   on the form of one participant, and on the page that asks once more
    ticked   in the list of what to do with ticked rows; empty where it is done one by one
    says     what it means, for who reads it the first time
    """

    do: object
    button: str
    ticked: str
    says: str
    asks_reason: bool = False


VERBS = {
    "invite": Verb(
        seating.invite,
        gettext_lazy("Invite"),
        gettext_lazy("Invite the ticked participants"),
        gettext_lazy("They get a mail with a personal link, by which they say whether they come."),
    ),
    "apply": Verb(
        seating.apply,
        gettext_lazy("Take up the application again"),
        "",
        gettext_lazy("It is to be decided on once more. They are told that their application is here."),
    ),
    "confirm": Verb(
        seating.confirm,
        gettext_lazy("Confirm the seat"),
        gettext_lazy("Confirm the ticked participants"),
        gettext_lazy("They have a seat. Where none is free, they are put on the waiting list instead."),
    ),
    "take_offer": Verb(
        seating.take_offer,
        gettext_lazy("Note that they take the seat"),
        "",
        gettext_lazy("A seat is held for them, and they told you that they come."),
    ),
    "offer": Verb(
        seating.offer,
        gettext_lazy("Offer a seat"),
        gettext_lazy("Offer the ticked participants a seat"),
        gettext_lazy("A free seat is held for them until they answer, whatever their place in line."),
    ),
    "move_to_waiting": Verb(
        seating.move_to_waiting,
        gettext_lazy("Move to the waiting list"),
        gettext_lazy("Move the ticked participants to the waiting list"),
        gettext_lazy("They are told that they wait. A seat that they had goes to the next in line."),
    ),
    "decline": Verb(
        seating.decline,
        gettext_lazy("Note that they decline"),
        "",
        gettext_lazy("They told you that they do not come. A seat that was held goes to the next in line."),
    ),
    "withdraw": Verb(
        seating.withdraw,
        gettext_lazy("Note that they withdraw"),
        "",
        gettext_lazy("They told you that they do not come after all. A seat that they had goes to the next in line."),
    ),
    "reject": Verb(
        seating.reject,
        gettext_lazy("Turn down"),
        gettext_lazy("Turn the ticked participants down"),
        gettext_lazy("They are told why. A seat that they had goes to the next in line."),
        asks_reason=True,
    ),
}
BECAME = {
    State.INVITED: lambda n: ngettext("%(number)s is invited", "%(number)s are invited", n),
    State.APPLIED: lambda n: ngettext("%(number)s has applied", "%(number)s have applied", n),
    State.WAITING: lambda n: ngettext("%(number)s is on the waiting list", "%(number)s are on the waiting list", n),
    State.CONFIRMED: lambda n: ngettext("%(number)s has a seat", "%(number)s have a seat", n),
    State.DECLINED: lambda n: ngettext("%(number)s declined", "%(number)s declined", n),
    State.WITHDRAWN: lambda n: ngettext("%(number)s withdrew", "%(number)s withdrew", n),
    State.REJECTED: lambda n: ngettext("%(number)s is turned down", "%(number)s are turned down", n),
}


class VerbForm(forms.Form):
    """What a verb asks for: the reason, or nothing."""

    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=Participant._meta.get_field("state_reason").max_length,
        help_text=gettext_lazy("They read it, word for word. Name nobody else."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def __init__(self, data, verb):
        super().__init__(data)
        if not verb.asks_reason:
            del self.fields["reason"]


def counted(state, number):
    return BECAME[state](number) % {"number": number}


def told(became):
    """What became of several people, in one sentence for each kind."""
    sentences = [counted(state, len(seats)) for state, seats in became.now.items()]
    lines = ["; ".join(sentences)[:1].upper() + "; ".join(sentences)[1:] + "."] if sentences else []
    if number := len(became.offered):
        lines.append(
            ngettext(
                "The seat is held for the next in line.", "%(number)s seats are held for the next in line.", number
            )
            % {"number": number}
        )
    return " ".join(lines)


def without_address(became):
    """Those who have to be told in another way than by mail."""
    changed = [seat for seats in became.now.values() for seat in seats] + became.offered
    return [seat for seat in changed if not (seat.person_id and seat.person.email)]


class SeatVerbs:
    """For the admin class of participants."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.seat_view)
        return [
            path("<path:object_id>/seat/<slug:verb>/", view, name="proceedings_participant_seat"),
            *super().get_urls(),
        ]

    # One participant

    def seat_buttons(self, request, seat):
        """[(text, address), …] of the verbs that make sense. Courtesy: each verb checks for itself."""
        if not may(request.user, "proceedings.change_participant", seat):
            return []
        return [
            (VERBS[name].button, reverse("admin:proceedings_participant_seat", args=[seat.pk, name]))
            for name in seating.possible(seat)
        ]

    def seat_view(self, request, object_id, verb):
        seat = self.get_object(request, unquote(object_id))
        if seat is None:
            raise Http404
        if not may(request.user, "proceedings.change_participant", seat):
            raise PermissionDenied
        if verb not in VERBS:
            raise Http404
        back = reverse("admin:proceedings_participant_change", args=[seat.pk])
        return self._verb_page(request, VERBS[verb], [seat], back, title=VERBS[verb].button, original=seat)

    # Many

    def get_actions(self, request):
        actions = super().get_actions(request)
        if actions and may(request.user, "proceedings.change_participant"):
            for name, verb in VERBS.items():
                if verb.ticked:
                    actions[f"seat_{name}"] = (_ticked, f"seat_{name}", verb.ticked)
        return actions

    def ticked_page(self, request, queryset, name):
        seats = scoped(queryset, request.user, "proceedings.change_participant")
        seats = list(seats.select_related("person", "event").order_by("event", "pk")[: MOST_AT_ONCE + 1])
        if not seats:
            messages.error(request, _("You may change none of them."))
            return None
        if len(seats) > MOST_AT_ONCE:
            messages.error(request, _("Choose at most %(number)s participants at once.") % {"number": MOST_AT_ONCE})
            return None
        return self._verb_page(
            request,
            VERBS[name],
            seats,
            request.get_full_path(),
            title=VERBS[name].ticked,
            carried=[
                ("action", f"seat_{name}"),
                ("select_across", request.POST.get("select_across", "0")),
                *((helpers.ACTION_CHECKBOX_NAME, pk) for pk in request.POST.getlist(helpers.ACTION_CHECKBOX_NAME)),
            ],
        )

    # What both do

    def _verb_page(self, request, verb, seats, back, *, title, original=None, carried=()):
        """Say what would become of these people, ask for the reason, and do it when that was sent."""
        sent = request.method == "POST" and request.POST.get("do") == "1"
        form = VerbForm(request.POST if sent else None, verb)
        if sent and form.is_valid():
            became = seating.together(verb.do, seats, by=request.user, **form.cleaned_data)
            self._tell(request, became)
            return HttpResponseRedirect(back)
        look = {"reason": "-"} if verb.asks_reason else {}
        would = seating.together(verb.do, seats, by=request.user, only_look=True, **look)
        context = self.admin_site.each_context(request) | {
            "opts": self.model._meta,
            "title": title,
            "subtitle": original.name if original else None,
            "original": original,
            "verb": verb,
            "form": form,
            "groups": [
                (counted(state, len(found)), found[:MOST_NAMES], len(found) > MOST_NAMES)
                for state, found in would.now.items()
            ],
            "refused": would.refused[:MOST_NAMES],
            "number_refused": len(would.refused),
            "offered": would.offered[:MOST_NAMES],
            "without_address": without_address(would)[:MOST_NAMES],
            "possible": bool(would.now),
            "full": State.WAITING in would.now and verb.do is seating.confirm,
            "carried": carried,
            "back": back,
        }
        return TemplateResponse(request, "admin/participant_seat.html", context)

    def _tell(self, request, became):
        """Messages of what was done. By number: what is told here outlives an un-naming."""
        for state, seats in became.now.items():
            by_event = {}
            for seat in seats:
                by_event.setdefault(seat.event, []).append(seat)
            for event, theirs in by_event.items():
                self._log_many(request, event, state, theirs)
        if became.now:
            messages.success(request, f"{told(became)} {_('What they are told waits in the outbox.')}")
        for sentence in dict.fromkeys(sentence for _seat, sentence in became.refused):
            numbers = [seat.pk for seat, why in became.refused if why == sentence]
            messages.warning(
                request,
                _("%(sentence)s (Seat %(numbers)s)")
                % {
                    "sentence": sentence,
                    "numbers": ", ".join(map(str, numbers[:20])) + (" …" if len(numbers) > 20 else ""),
                },
            )

    def _log_many(self, request, event, state, seats):
        """Note what somebody did for their own first page: many seats of an event in one line."""
        if len(seats) == 1:
            self.log_change(request, seats[0], _("State: %(state)s.") % {"state": seats[0].get_state_display()})
            return
        numbers = ", ".join(str(seat.pk) for seat in seats)
        LogEntry.objects.create(
            user=request.user,
            content_type=ContentType.objects.get_for_model(event),
            object_id=event.pk,
            object_repr=f"{counted(state, len(seats))}: {event}"[:200],
            action_flag=CHANGE,
            change_message=_("Seats %(numbers)s") % {"numbers": numbers},
        )


def _ticked(model_admin, request, queryset):
    return model_admin.ticked_page(request, queryset, request.POST["action"].removeprefix("seat_"))


class SeatForm:
    """For the form of a participant: the state is chosen when somebody is added, and never beyond what is free."""

    def clean(self):
        cleaned = super().clean()
        seat = self.instance
        if seat._state.adding and not self.errors and cleaned.get("state") == State.CONFIRMED:
            for name in ("event", "organisation", "constituency", "delegation", "is_alternate", "state"):
                if name in cleaned:
                    setattr(seat, name, cleaned[name])
            if full := seating.no_room_for(seat):
                self.add_error(
                    "state",
                    _("%(full)s Choose “on the waiting list”, or give the event more seats first.") % {"full": full},
                )
        return cleaned


class SaysIfFull:
    """For the admin class of participants: forms that add, change and delete seats, with the event in view."""

    def save_model(self, request, obj, form, change):
        if not change and obj.state == State.WAITING:
            seating.put_in_line(obj)
        super().save_model(request, obj, form, change)
        if change and (sentence := seating.beyond(obj)):
            messages.warning(request, _("%(full)s This one is beyond them.") % {"full": sentence})

    def delete_model(self, request, obj):
        try:
            seating.strike(obj, by=request.user)
        except NotPossible as gone:
            messages.warning(request, str(gone))

    @transaction.atomic
    def delete_queryset(self, request, queryset):
        for seat in queryset.order_by("event", "pk"):
            self.delete_model(request, seat)


class OffersInLine(admin.SimpleListFilter):
    title = gettext_lazy("offer")
    parameter_name = "offer"

    def lookups(self, request, model_admin):
        return [("held", _("a seat is held")), ("lapsed", _("did not answer"))]

    def queryset(self, request, queryset):
        if self.value() == "held":
            return queryset.filter(offered_until__isnull=False)
        if self.value() == "lapsed":
            return queryset.filter(offer_lapsed_at__isnull=False)
        return queryset
