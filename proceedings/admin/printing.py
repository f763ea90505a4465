"""Printing: badges, name cards, sign-in sheets, letters and certificates, from the list of participants or an event.

Whoever prints takes people out of the site, so it asks for what an export asks for, and is noted like one.
"""

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..access import may
from ..documents import letters, printing
from ..documents.glyphs import MissingGlyphs
from ..documents.typesetting import CannotPrint
from ..models import Event, Export, Language, LetterTemplate, Participant
from .exporting import checked_reason

# More takes longer than somebody waits for an answer.
MOST_SEATS = 2000
DOCUMENTS = {
    "badges": "Badges",
    "name_cards": "Name cards for the table, to be folded",
    "sign_in": "Sign-in sheets",
    "invitation": "Letters of invitation",
    "certificate": "Certificates of attendance, for those who were there",
}
# What of a person each of them shows, in the words of the columns of an export.
SHOWN = {
    "badges": ["name", "own_script_name", "organisation", "role", "badge_code", "consents"],
    "name_cards": ["name", "own_script_name", "organisation"],
    "sign_in": ["name", "own_script_name", "organisation"],
    "invitation": ["name", "own_script_name", "post", "organisation", "country"],
    "certificate": ["name", "own_script_name", "post", "organisation", "country", "days_attended"],
}
ALL_DAYS = "all"


def plain_pdf(content, name, *, inline=False):
    """The answer that holds a PDF: kept by nobody on the way."""
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = f'{"inline" if inline else "attachment"}; filename="{name}"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def for_document(document, seats, everybody=False):
    """Of some seats, those that a document is for; `everybody` leaves the choice to whoever prints."""
    if document == "certificate":
        return printing.who_were_there(seats)
    if document == "sign_in":
        seats = printing.may_be_listed_at_the_door(seats)
    if everybody:
        return seats
    if document == "invitation":
        states = (Participant.State.INVITED, Participant.State.CONFIRMED)
        return seats.filter(Q(state__in=states), is_alternate=False)
    return printing.who_come(seats)


class PrintForm(forms.Form):
    document = forms.ChoiceField(
        label="What to print", choices=list(DOCUMENTS.items()), initial="badges", widget=forms.RadioSelect
    )
    size = forms.ChoiceField(
        label="Size, of badges",
        choices=list(printing.SIZES.items()),
        initial="a6",
        required=False,
        help_text="Sheets have marks at which to cut. Print them without “fit to page”.",
    )
    day = forms.ChoiceField(label="Day, of sign-in sheets", required=False)
    language = forms.ChoiceField(
        label="Language",
        required=False,
        help_text="Of the words beside the names. Names stay as they are written.",
    )
    everybody = forms.BooleanField(
        label="Also those who are not expected in the room",
        required=False,
        help_text="Badges, cards and sheets are for those who are confirmed, come in person and are no alternates; "
        "letters of invitation for those invited or confirmed. Certificates are only for those who were there.",
    )
    reason = forms.CharField(
        label="What it is for",
        max_length=500,
        initial="To print for the event itself",
        help_text="Printing takes people out of the site, so it is noted like an export. Name nobody here.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def __init__(self, data, *, event, seats):
        super().__init__(data)
        self.event, self.seats, self.chosen = event, seats, None
        days = printing.days_of(event) if event else []
        self.fields["day"].choices = [
            (ALL_DAYS, _("Every day, each on a sheet of its own")),
            *((day.isoformat(), date_format(day, "j F Y")) for day in days),
        ]
        self.days = days
        languages = [(language.code, language.name) for language in Language.objects.all()]
        self.fields["language"].choices = [
            ("", _("English; letters in the language each person is written to")),
            *languages,
        ]

    def clean_reason(self):
        return checked_reason(self.cleaned_data["reason"])

    def clean(self):
        cleaned = super().clean()
        document = cleaned.get("document")
        if self.event is None:
            raise forms.ValidationError(_("These seats are of several events. Show the list of one event first."))
        if document is None or self.errors:
            return cleaned
        if document == "badges" and not cleaned["size"]:
            self.add_error("size", _("Choose a size."))
        if document == "sign_in" and not self.days:
            self.add_error("document", _("Nobody has said on which days the event is. Write them on its page first."))
        self.chosen = for_document(document, self.seats, cleaned["everybody"])
        number = self.chosen.count()
        if number > MOST_SEATS:
            raise forms.ValidationError(_("That is more than %d at once. Tick or filter fewer.") % MOST_SEATS)
        if not number:
            message = {
                "certificate": _("Nobody among these is noted as having been there."),
            }.get(document, _("Nobody among these is expected. Tick the box below to print them nevertheless."))
            self.add_error("document", message)
        return cleaned

    def make(self):
        """The document as a PDF. Raises MissingGlyphs or CannotPrint."""
        cleaned = self.cleaned_data
        document, language = cleaned["document"], cleaned["language"]
        # As rows of their own: what follows joins other tables.
        seats = Participant.objects.filter(pk__in=self.chosen.order_by().values("pk"))
        if document in ("invitation", "certificate"):
            kinds = LetterTemplate.Kind
            kind = kinds.INVITATION if document == "invitation" else kinds.ATTENDANCE
            return letters.letters(self.event, seats, kind, language=language or None)
        language = language or "en"
        if document == "badges":
            return printing.badges(self.event, seats, size=cleaned["size"], language=language)
        if document == "name_cards":
            return printing.name_cards(self.event, seats, language=language)
        days = [day for day in self.days if cleaned["day"] in ("", ALL_DAYS, day.isoformat())]
        return printing.sign_in(self.event, seats, days=days, language=language)


class Prints:
    """For the list of participants: a page that prints for the rows of the list, at an address of its own below it."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.print_view)
        return [path("print/", view, name="proceedings_participant_print"), *super().get_urls()]

    def has_print_permission(self, request):
        return self.has_export_permission(request)

    @admin.action(description=_("Print for the ticked rows"), permissions=["print"])
    def print_ticked(self, request, queryset):
        across = request.POST.get("select_across") == "1"
        ticked = request.POST.getlist("_selected_action")
        return HttpResponseRedirect(self._print_address(request, **({} if across else {"ticked": ",".join(ticked)})))

    def _print_address(self, request, **more):
        query = self._export_address(request, **more).partition("?")[2]
        return f"{reverse('admin:proceedings_participant_print')}{'?' if query else ''}{query}"

    def changelist_view(self, request, extra_context=None):
        context = {"print_address": self._print_address(request) if self.has_print_permission(request) else None}
        return super().changelist_view(request, context | (extra_context or {}))

    def print_view(self, request):
        if not self.has_print_permission(request):
            raise PermissionDenied
        back = reverse("admin:proceedings_participant_changelist")
        if any("\0" in part for pair in request.GET.lists() for part in (pair[0], *pair[1])):
            return HttpResponseRedirect(f"{back}?e=1")
        query = request.GET.urlencode()
        try:
            seats, _is_part = self.export_rows(request)
            number = seats.count()
        except (IncorrectLookupParameters, OverflowError):
            return HttpResponseRedirect(f"{back}?e=1")
        events = self._events_of(seats)
        form = PrintForm(request.POST or None, event=events[0] if len(events) == 1 else None, seats=seats)
        if request.method == "POST" and form.is_valid():
            try:
                return self._print(request, form)
            except MissingGlyphs as missing:
                for sentence in missing.sentences:
                    form.add_error(None, sentence)
            except CannotPrint as error:
                form.add_error(None, str(error))
        context = self.admin_site.each_context(request) | {
            "opts": self.model._meta,
            "title": _("Print"),
            "form": form,
            "event": form.event,
            "events": [(event, self._narrowed(query, event)) for event in events],
            "number": number,
            "told": self._said_first(number, seats) if form.event else "",
            "back": f"{back}{'?' if query else ''}{query}",
        }
        return TemplateResponse(request, "admin/print_form.html", context)

    def _events_of(self, seats):
        """The events whose seats these are, the latest first."""
        return list(Event.objects.filter(pk__in=seats.order_by().values("event")).order_by("-start_date", "-pk"))

    def _narrowed(self, query, event):
        """The query of a page, narrowed to the seats of one event among those that were listed or ticked."""
        query = QueryDict(query, mutable=True)
        query["event"] = event.pk
        return query.urlencode()

    def _said_first(self, number, seats):
        come = printing.who_come(seats)
        hidden = come.count() - printing.may_be_listed_at_the_door(come).count()
        there = printing.who_were_there(seats).count()
        told = [
            ngettext("%d seat in the list", "%d seats in the list", number) % number,
            _("%d expected in the room") % come.count(),
            _("%d noted as having been there") % there,
        ]
        sentences = [f"{', '.join(told)}."]
        if hidden:
            sentences.append(
                ngettext(
                    "%d person marked “never show” is left out of sign-in sheets, which all can read: "
                    "have them sign apart.",
                    "%d people marked “never show” are left out of sign-in sheets, which all can read: "
                    "have them sign apart.",
                    hidden,
                )
                % hidden
            )
        return " ".join(sentences)

    def _print(self, request, form):
        """Make the document, note whose names are in it, and only then hand it out."""
        document, event = form.cleaned_data["document"], form.event
        ids = list(form.chosen.order_by("pk").values_list("pk", flat=True))
        pdf = form.make()
        Export.objects.create(
            by=request.user,
            model_name=self.model._meta.model_name,
            event=event,
            format=Export.Format.PDF,
            columns=SHOWN[document],
            reason=f"{DOCUMENTS[document].split(',')[0]}: {form.cleaned_data['reason']}"[:500],
            number=len(ids),
            ids=ids,
        )
        return plain_pdf(pdf, f"{document.replace('_', '-')}-{event.slug[:60]}-{timezone.localdate():%Y-%m-%d}.pdf")


def may_print(user, event):
    """True when a user may print for an event: they may see who comes and take that out of the site."""
    return all(may(user, f"proceedings.{verb}", event) for verb in ("view_participant", "export_people"))
