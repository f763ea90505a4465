"""Delegations: how many seats they have, who names their people, and whom colleagues have yet to approve."""

from django.contrib import admin, messages
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..actions import delegating
from ..models import Delegation, Link, Participant
from .mixins import RecentEvents, RecordAdmin


@admin.register(Delegation)
class DelegationAdmin(RecordAdmin):
    list_display = ("organisation", "event", "quota", "confirmed", "to_approve", "focal_name", "has_link")
    export_instead = {"confirmed": [], "to_approve": [], "has_link": []}
    list_filter = (RecentEvents,)
    list_select_related = ("organisation", "event")
    search_fields = ("organisation__name", "organisation__acronym", "event__title", "focal_name")
    fields = (
        "event",
        "organisation",
        "quota",
        "nominated_by",
        "nomination",
        ("focal_name", "focal_email", "focal_language"),
    )
    actions = (*RecordAdmin.actions, "send_links", "end_links")

    def get_queryset(self, request):
        seats = Participant.objects.filter(delegation=OuterRef("pk")).order_by().values("delegation")
        confirmed, applied = (
            Coalesce(Subquery(seats.filter(state=state).values(number=Count("pk"))), 0)
            for state in (Participant.State.CONFIRMED, Participant.State.APPLIED)
        )
        good = Exists(Link.objects.good().filter(delegation=OuterRef("pk")))
        return super().get_queryset(request).annotate(confirmed=confirmed, applied=applied, linked=good)

    @admin.display(description="confirmed", ordering="confirmed")
    def confirmed(self, delegation):
        return delegation.confirmed

    @admin.display(description="to approve", ordering="applied")
    def to_approve(self, delegation):
        if not delegation.applied:
            return 0
        address = reverse("admin:proceedings_participant_changelist")
        query = f"delegation__id__exact={delegation.pk}&state__exact=applied"
        return format_html('<a href="{}?{}">{}</a>', address, query, delegation.applied)

    @admin.display(description="link", boolean=True)
    def has_link(self, delegation):
        return delegation.linked

    def _of_one_event(self, request, queryset):
        delegations = list(queryset.select_related("event", "organisation", "focal_language"))
        if len({delegation.event_id for delegation in delegations}) > 1:
            self.message_user(request, _("Choose delegations of one event."), messages.ERROR)
            return None
        return delegations

    @admin.action(description=gettext_lazy("Send the focal points a link to name their people"), permissions=["change"])
    def send_links(self, request, queryset):
        if (delegations := self._of_one_event(request, queryset)) is None:
            return
        mailing = delegating.send_links(delegations, by=request.user)
        number = mailing.messages.count() if mailing else 0
        if number:
            sentence = ngettext(
                "%(number)s mail waits in the outbox. Links sent before open nothing any more.",
                "%(number)s mails wait in the outbox. Links sent before open nothing any more.",
                number,
            )
            self.message_user(request, sentence % {"number": number})
        if without := len(delegations) - number:
            sentence = ngettext(
                "%(number)s delegation has no focal point with an e-mail address.",
                "%(number)s delegations have no focal point with an e-mail address.",
                without,
            )
            self.message_user(request, sentence % {"number": without}, messages.WARNING)

    @admin.action(description=gettext_lazy("End the links of the focal points"), permissions=["change"])
    def end_links(self, request, queryset):
        number = delegating.end_links(list(queryset), by=request.user)
        sentence = ngettext(
            "%(number)s link opens nothing any more.", "%(number)s links open nothing any more.", number
        )
        self.message_user(request, sentence % {"number": number})
