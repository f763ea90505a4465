"""The rules by which people get a seat, how full it is, and who waits in which order."""

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..access import may, may_see_people
from ..actions import seating
from ..models import Event, Participant, Registration, SeatQuota
from .mixins import RecentEvents, RecordAdmin, RowInline

State = Participant.State


class QuotaInline(RowInline):
    model = SeatQuota
    verbose_name_plural = "seats of one constituency: at most so many"
    fields = (("constituency", "seats"),)


def count_of(condition):
    """How many seats of the event of a Registration meet a condition, for its list."""
    rows = Participant.objects.filter(condition, event=OuterRef("event"), is_alternate=False)
    return Coalesce(Subquery(rows.order_by().values("event").annotate(n=Count("pk")).values("n")), 0)


@admin.register(Registration)
class RegistrationAdmin(RecordAdmin):
    list_display = ("event", "is_open", "opens_on", "closes_on", "capacity", "taken", "offered", "waiting")
    list_filter = (RecentEvents, "is_open")
    list_select_related = ("event",)
    search_fields = ("event__title",)
    change_form_template = "admin/registration_form.html"
    inlines = (QuotaInline,)
    fieldsets = (
        (None, {"fields": ["event", "is_open", ("opens_on", "closes_on"), "welcome"]}),
        ("Seats", {"fields": [("capacity", "offer_hours")]}),
        ("Travel and passport data", {"fields": ["keep_days"]}),
    )

    def get_urls(self):
        view = self.admin_site.admin_view(self.line_view)
        return [path("<path:object_id>/line/", view, name="proceedings_registration_line"), *super().get_urls()]

    def get_queryset(self, request):
        rules = super().get_queryset(request)
        match = request.resolver_match
        # Counted for the list alone.
        if match and match.url_name in ("proceedings_registration_changelist", "proceedings_registration_export"):
            held = Q(state=State.WAITING, offered_until__gt=timezone.now())
            rules = rules.annotate(
                seats_taken=count_of(Q(state=State.CONFIRMED)),
                seats_held=count_of(held),
                people_waiting=count_of(Q(state=State.WAITING) & ~held),
            )
        return rules

    @admin.display(description="taken")
    def taken(self, rules):
        return rules.seats_taken

    @admin.display(description="offered")
    def offered(self, rules):
        return rules.seats_held

    @admin.display(description="waiting")
    def waiting(self, rules):
        return rules.people_waiting

    def get_readonly_fields(self, request, obj=None):
        # Quotas and answers are of that event.
        return (*super().get_readonly_fields(request, obj), *(["event"] if obj else []))

    def render_change_form(self, request, context, *args, **kwargs):
        if rules := kwargs.get("obj"):
            context["fullness"] = rules.how_full()
            if rules.is_open:
                context["apply_at"] = settings.SITE_URL + reverse("public:register", args=[rules.event.slug])
                context["is_found"] = Event.objects.with_page().filter(pk=rules.event_id).exists()
            context["may_see_line"] = may_see_people(request.user, rules.event)
        return super().render_change_form(request, context, *args, **kwargs)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        for row in form.instance.how_full():
            if row.over:
                messages.warning(
                    request,
                    _("%(who)s: more people have a seat, or are offered one, than there are seats. Too many: %(over)s.")
                    % {"who": row.who or _("The event"), "over": row.over},
                )
        whole = form.instance.how_full()[0]
        if whole.waiting and whole.free:
            messages.info(
                request,
                _("Free seats: %(free)s. People who wait: %(waiting)s. Offer the seats from the waiting list.")
                % {"free": whole.free, "waiting": whole.waiting},
            )

    # Who waits, and who is next

    def line_view(self, request, object_id):
        rules = self.get_object(request, unquote(object_id))
        if rules is None:
            raise Http404
        if not may_see_people(request.user, rules.event):
            raise PermissionDenied
        may_offer = may(request.user, "proceedings.change_participant", rules.event)
        if request.method == "POST":
            if not may_offer:
                raise PermissionDenied
            offered = seating.offer_in_order(rules.event, by=request.user)
            self._tell(request, offered)
            return HttpResponseRedirect(request.path)
        rows = rules.event.participants.in_line().select_related(*seating.NEEDED)
        page = Paginator(rows, self.list_per_page).get_page(request.GET.get("p"))
        context = self.admin_site.each_context(request) | {
            "opts": self.model._meta,
            "original": rules,
            "title": _("Waiting list"),
            "subtitle": str(rules.event),
            "fullness": rules.how_full(),
            "page": page,
            "line": self._line(page, rules),
            "may_offer": may_offer,
        }
        return TemplateResponse(request, "admin/registration_line.html", context)

    def _line(self, page, rules):
        """[(place, participant, what there is to say of them), …] of one page of the waiting list."""
        count = seating.Sitting(rules.event_id, None, only_look=True)
        rows = []
        for place, seat in enumerate(page, page.start_index()):
            since = count.in_words(seat.waiting_since) if seat.waiting_since else "–"
            if count.is_offered(seat):
                note = _("a seat is held until %(until)s") % {"until": count.in_words(seat.offered_until)}
            elif seat.offered_until:
                note = _("did not answer the offer; nobody else wants the seat so far")
            elif seat.offer_lapsed_at:
                note = _("did not answer an offer; is asked again by hand only")
            else:
                note = count.full(seat) or _("a seat is free")
            rows.append((place, seat, since, note))
        return rows

    def _tell(self, request, offered):
        if not offered:
            messages.info(request, _("No seat is free for anybody who waits, or they did not answer an offer before."))
            return
        number = len(offered)
        messages.success(
            request,
            ngettext(
                "%(number)s seat is held for the next in line. The mail waits in the outbox.",
                "%(number)s seats are held for the next in line. The mails wait in the outbox.",
                number,
            )
            % {"number": number},
        )
