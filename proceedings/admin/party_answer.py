"""The parties of commitments: whom we ask by a link, what they answered, and what becomes of it."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..access import may, scoped
from ..actions import NotPossible, promising
from ..models import CommitmentParty, Link, OutcomeState, PartyAnswer, PartyContact, Reminder
from .choices import QuickSelect, RowField
from .mixins import Frozen, RecentEvents, RecordAdmin
from .participant import ALSO_PREFETCH, ALSO_SELECT, seat_label

Kind, Decision = PartyAnswer.Kind, PartyAnswer.Decision
OF_PARTY = ("commitment__event", "organisation", "organisation_class", *ALSO_SELECT)


def party_label(request, party):
    """What a colleague may know a party by."""
    if party.participant_id:
        return seat_label(request, party.participant)
    return str(party)


def contact_label(request, contact):
    """What a colleague who may see contacts knows one by."""
    seat = contact.participant
    name = contact.name or (seat_label(request, seat) if seat else "")
    return ", ".join(filter(None, [name, contact.address])) or _("no address")


def parties_of(commitment):
    rows = CommitmentParty.objects.filter(commitment=commitment).select_related(*OF_PARTY)
    return rows.prefetch_related(*ALSO_PREFETCH).order_by("position", "pk")


class OfRecentEvents(RecentEvents):
    path = "party__commitment__event"


class _OfParty:
    """For admin classes of rows that belong to one party of a commitment."""

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related(*(f"party__{name}" for name in OF_PARTY))
        return rows.prefetch_related(*(f"party__{name}" for name in ALSO_PREFETCH))

    def export_columns(self, request):
        # In the words of the list: which commitment, and which party.
        left_out = {"party", "contact", "link"}
        return [column for column in super().export_columns(request) if column.name not in left_out]

    @admin.display(description="commitment", ordering="party__commitment__ref")
    def commitment_ref(self, row):
        return row.party.commitment.ref

    @admin.display(description="party")
    def who(self, row):
        party = row.party
        return f"{_('Seat')} {party.participant_id}" if party.participant_id else str(party)


@admin.register(PartyContact)
class PartyContactAdmin(_OfParty, RecordAdmin):
    together = False
    list_display = ("commitment_ref", "who", "name", "email", "is_reminded", "is_discreet")
    list_display_links = ("commitment_ref", "who")
    list_filter = ("is_reminded", OfRecentEvents)
    search_fields = ("name", "email", "party__commitment__ref", "party__organisation__name")
    ordering = ("party__commitment__ref", "pk")
    fields = ("party", "participant", ("name", "email"), "language", "is_reminded", "is_discreet")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name != "party":
            field = super().formfield_for_foreignkey(db_field, request, **kwargs)
            if db_field.name == "participant" and (party := self._party(request)):
                field.widget.event = party.commitment.event_id
            return field
        party = self._party(request)
        rows = parties_of(party.commitment) if party else CommitmentParty.objects.none()
        return RowField(
            queryset=rows,
            label_row=lambda row: f"{party_label(request, row)} ({row.get_role_display()})",
            widget=QuickSelect,
            label=_("Party"),
            help_text=_("Begin on the form of a commitment, with “Ask its parties”."),
        )

    def response_post_save_add(self, request, obj):
        return self._to_parties(obj)

    def response_post_save_change(self, request, obj):
        return self._to_parties(obj)

    def _to_parties(self, obj):
        address = reverse("admin:proceedings_commitment_parties", args=[obj.party.commitment_id])
        return HttpResponseRedirect(address)

    def _party(self, request):
        """The party of the row, or the one that the address names, if the reader works on its commitment."""
        row = getattr(request, "form_row", None)
        if row is not None:
            return row.party
        key = request.GET.get("party", "")
        if not (key.isascii() and key.isdigit() and len(key) < 19):
            return None
        rows = scoped(CommitmentParty.objects.all(), request.user, "proceedings.change_commitment")
        return rows.select_related("commitment").filter(pk=key).first()


class WaitsForUs(admin.SimpleListFilter):
    title = gettext_lazy("wait")
    parameter_name = "waits"

    def lookups(self, request, model_admin):
        return [("1", _("for a decision"))]

    def queryset(self, request, queryset):
        return queryset.filter(decision=Decision.WAITING) if self.value() else queryset


class TakeForm(forms.Form):
    """Asks for nothing but, of other words, what is taken of them."""

    text = forms.CharField(
        label=gettext_lazy("The promise reads then"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 60}),
        help_text=gettext_lazy("Empty: as it is."),
    )
    deadline = forms.CharField(
        label=gettext_lazy("By when, in their words"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("It stands beside the deadlines of other sources. Empty: none."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )
    last_day = forms.DateField(
        label=gettext_lazy("The last day that you read in it"),
        required=False,
        help_text=gettext_lazy("Empty: as we read the words, where they leave no doubt."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, data, *, answer):
        initial = {
            "text": answer.proposed_text,
            "deadline": answer.proposed_deadline,
            "last_day": answer.proposed_last_day,
        }
        super().__init__(data, initial=initial)
        if answer.kind != Kind.OTHER_WORDS:
            self.fields.clear()


class LeaveForm(forms.Form):
    reason = forms.CharField(label=gettext_lazy("Why"), widget=forms.Textarea(attrs={"rows": 3, "cols": 60}))

    def __init__(self, data, *, answer):
        super().__init__(data)
        if answer.kind == Kind.DISPUTED:
            self.fields["reason"].help_text = _(
                "Visitors read it beside the commitment: that the party disputes it, and why it is published all the "
                "same. Name nobody. Your name stands here in the back office."
            )


@admin.register(PartyAnswer)
class PartyAnswerAdmin(_OfParty, Frozen, RecordAdmin):
    together = False
    list_display = ("commitment_ref", "who", "kind", "at", "decision", "decided_by")
    list_display_links = ("commitment_ref", "who")
    list_filter = (WaitsForUs, "kind", OfRecentEvents)
    list_select_related = ("decided_by",)
    search_fields = ("party__commitment__ref", "party__organisation__name")
    ordering = ("-at", "-id")
    change_form_template = "admin/buttons_form.html"
    verbs = {
        "take": (promising.take_up, TakeForm, gettext_lazy("Take it up")),
        "leave": (promising.leave, LeaveForm, gettext_lazy("Leave the commitment as it is")),
    }

    def get_queryset(self, request):
        return super().get_queryset(request).select_related("decided_by")

    def get_fieldsets(self, request, obj=None):
        proposed = ["proposed_text", ("proposed_deadline", "proposed_last_day")]
        proposed = proposed if obj is None or obj.kind == Kind.OTHER_WORDS else []
        decided = ["decision", *(["decided_by", "decided_at", "reason"] if obj is None or obj.decision else [])]
        return [
            (None, {"fields": ["the_commitment", "who", "kind", "at", "their_words", *proposed]}),
            (_("What became of it"), {"fields": decided}),
        ]

    def get_readonly_fields(self, request, obj=None):
        return (*super().get_readonly_fields(request, obj), "the_commitment", "who")

    @admin.display(description="commitment")
    def the_commitment(self, row):
        return str(row.party.commitment)

    def get_urls(self):
        view = self.admin_site.admin_view(self.verb_view)
        return [
            path(f"<path:object_id>/{verb}/", view, {"verb": verb}, name=f"proceedings_partyanswer_{verb}")
            for verb in self.verbs
        ] + super().get_urls()

    def render_change_form(self, request, context, *args, **kwargs):
        answer = kwargs["obj"]
        context["buttons"] = []
        if answer.decision == Decision.WAITING and may(
            request.user, promising.permission_to_decide(answer), answer.party.commitment
        ):
            context["buttons"] = [
                (button, reverse(f"admin:proceedings_partyanswer_{verb}", args=[answer.pk]))
                for verb, (_do, _form, button) in self.verbs.items()
            ]
        return super().render_change_form(request, context, *args, **kwargs)

    def verb_view(self, request, object_id, verb):
        """Take an answer up, or leave the commitment as it is."""
        answer = self.get_object(request, unquote(object_id))
        if answer is None:
            raise Http404
        if not may(request.user, promising.permission_to_decide(answer), answer.party.commitment):
            raise PermissionDenied
        do, form_class, button = self.verbs[verb]
        form = form_class(request.POST if request.method == "POST" else None, answer=answer)
        back = reverse("admin:proceedings_partyanswer_change", args=[answer.pk])
        if form.is_bound and form.is_valid():
            try:
                do(answer, by=request.user, **form.cleaned_data)
            except NotPossible as no:
                form.add_error(None, str(no))
            else:
                self.log_change(request, answer, _("Decided: %(verb)s.") % {"verb": verb})
                messages.success(request, _("That is noted, with your name."))
                return HttpResponseRedirect(back)
        context = self.admin_site.each_context(request) | {
            "opts": self.model._meta,
            "original": answer,
            "title": button,
            "answer": answer,
            "commitment": answer.party.commitment,
            "who": party_label(request, answer.party),
            "says": told(answer, verb),
            "form": form,
            "verb": button,
            "back": back,
        }
        return TemplateResponse(request, "admin/partyanswer_verb.html", context)


def told(answer, verb):
    """What a decision means, for who makes it the first time."""
    if verb == "leave":
        if answer.kind == Kind.DISPUTED:
            return _("The commitment may be published against the word of this party. Both can be read then.")
        return _("Nothing is changed. It is noted that you decided so.")
    return {
        Kind.CONFIRMED: _("The commitment counts as confirmed in writing, and its page says by whom and when."),
        Kind.OTHER_WORDS: _("What you leave in the fields replaces what we noted, and counts as confirmed in writing."),
        Kind.DISPUTED: _("The commitment is taken back: nobody reads it, and it cannot be published."),
    }[answer.kind]


def newest_answers(commitment):
    """The newest answer of each party of a commitment, which is fetched once for each row."""
    if not hasattr(commitment, "_newest_answers"):
        answers = PartyAnswer.objects.filter(party__commitment=commitment).order_by("at", "pk")
        answers = answers.select_related("party__organisation", "party__organisation_class", "decided_by")
        commitment._newest_answers = list({answer.party_id: answer for answer in answers}.values())
    return commitment._newest_answers


class AsksParties:
    """For the admin class of commitments: a page with its parties, whom to ask, and what they say."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.parties_view)
        return [
            path("<path:object_id>/parties/", view, name="proceedings_commitment_parties"),
            *super().get_urls(),
        ]

    # On the form

    def get_fieldsets(self, request, obj=None):
        fieldsets = list(super().get_fieldsets(request, obj))
        if obj and may(request.user, "proceedings.view_partyanswer", obj) and newest_answers(obj):
            fieldsets.insert(1, (_("What its parties say"), {"fields": ["parties_say"]}))
        return fieldsets

    def get_readonly_fields(self, request, obj=None):
        return (*super().get_readonly_fields(request, obj), "parties_say")

    @admin.display(description="in writing")
    def parties_say(self, row):
        lines = [
            f"{answer.party}: {answer.get_kind_display()}, {timezone.localdate(answer.at)}. "
            + (f"{answer.get_decision_display()}, {answer.decided_by}." if answer.decision else _("It waits."))
            for answer in newest_answers(row)
        ]
        if row.disputes_in_the_way():
            lines.append(_("It cannot be published before somebody has decided on what is disputed, with a reason."))
        return format_html_join("", "<p>{}</p>", ((line,) for line in lines))

    def render_change_form(self, request, context, *args, **kwargs):
        row = kwargs.get("obj")
        context["buttons"] = []
        if row and any(may(request.user, f"proceedings.view_{name}", row) for name in ("partycontact", "partyanswer")):
            address = reverse("admin:proceedings_commitment_parties", args=[row.pk])
            number = PartyAnswer.objects.filter(party__commitment=row, decision=Decision.WAITING).count()
            words = ngettext("Ask its parties: %(n)s answer waits", "Ask its parties: %(n)s answers wait", number)
            context["buttons"] = [(words % {"n": number} if number else _("Ask its parties"), address)]
        return super().render_change_form(request, context, *args, **kwargs)

    def parties_view(self, request, object_id):
        """Whom we write to for each party, what was answered, and the button that writes to them."""
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        knows_contacts = may(request.user, "proceedings.view_partycontact", row)
        knows_answers = may(request.user, "proceedings.view_partyanswer", row)
        if not (knows_contacts or knows_answers):
            raise PermissionDenied
        may_write = may(request.user, "proceedings.change_partycontact", row)
        if request.method == "POST":
            if not may_write:
                raise PermissionDenied
            self._write(request, row)
            return HttpResponseRedirect(request.path)
        contacts = list(promising.contacts_of(row).order_by("pk")) if knows_contacts else []
        good = set(Link.objects.good().filter(contact__in=contacts).values_list("contact", flat=True))
        reminded = {}
        for reminder in Reminder.objects.filter(contact__in=contacts).order_by("written_on", "pk"):
            reminded[reminder.contact_id] = reminder
        answers = list(PartyAnswer.objects.filter(party__commitment=row)) if knows_answers else []
        parties = [
            {
                "party": party,
                "who": party_label(request, party),
                "may_be_asked": party.role != CommitmentParty.Role.ADDRESSEE,
                "contacts": [
                    (contact, contact_label(request, contact), contact.pk in good, reminded.get(contact.pk))
                    for contact in contacts
                    if contact.party_id == party.pk
                ],
                "answers": [answer for answer in answers if answer.party_id == party.pk],
            }
            for party in parties_of(row)
        ]
        context = self.admin_site.each_context(request) | {
            "opts": self.model._meta,
            "original": row,
            "title": _("Ask its parties"),
            "subtitle": row.ref,
            "parties": parties,
            "is_public": row.state == OutcomeState.PUBLISHED,
            "has_contacts": bool(contacts),
            "knows_contacts": knows_contacts,
            "knows_answers": knows_answers,
            "may_write": may_write,
            "may_add": may(request.user, "proceedings.add_partycontact", row),
            "back": reverse("admin:proceedings_commitment_change", args=[row.pk]),
        }
        response = TemplateResponse(request, "admin/commitment_parties.html", context)
        response.headers["Cache-Control"] = "private, no-store"
        return response

    def _write(self, request, row):
        keys = [key for key in request.POST.getlist("contact") if key.isascii() and key.isdigit() and len(key) < 19]
        contacts = list(promising.contacts_of(row).filter(pk__in=keys))
        if not contacts:
            messages.warning(request, _("Tick those to whom it goes."))
            return
        try:
            if request.POST.get("do") == "end":
                number = promising.end_links(contacts, by=request.user)
                told = ngettext("%(n)s link opens nothing any more.", "%(n)s links open nothing any more.", number)
            else:
                mailings = promising.send_links(row, contacts, by=request.user)
                number = sum(mailing.messages.count() for mailing in mailings)
                told = ngettext(
                    "%(n)s mail waits in the outbox. Links sent before open nothing any more.",
                    "%(n)s mails wait in the outbox. Links sent before open nothing any more.",
                    number,
                )
        except NotPossible as no:
            messages.error(request, str(no))
        else:
            messages.success(request, told % {"n": number})
