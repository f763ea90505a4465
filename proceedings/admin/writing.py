"""Writing to participants: those ticked in their list get a mail each, which waits in the outbox."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..access import may, scoped
from ..actions.mailing import Addressee, has_address, write
from ..models import Language, MailUse
from .forms import LinesField

# More people than any event has.
MOST_AT_ONCE = 2_000


class WriteForm(forms.Form):
    use = forms.ChoiceField(
        label=gettext_lazy("What for"),
        # A delegation is written to through its focal point.
        choices=[(use, use.label) for use in MailUse if use != MailUse.DELEGATION],
        initial=MailUse.NOTICE,
        help_text=gettext_lazy(
            "The words are those of the template for it. “Anything else” says what you write below."
        ),
    )
    language = forms.ModelChoiceField(
        label=gettext_lazy("Language"),
        queryset=Language.objects.all(),
        required=False,
        empty_label=gettext_lazy("to each in their own"),
        help_text=gettext_lazy(
            "Where nobody has written a template in a language, the mail says our own words, or is in that of the site."
        ),
    )
    words = LinesField(
        label=gettext_lazy("Your words"),
        required=False,
        max_length=10_000,
        help_text=gettext_lazy("They stand where the template says {reason}. The same for everybody."),
        widget=forms.Textarea(attrs={"rows": 10, "cols": 68, "class": "vLargeTextField"}),
    )
    discreet = forms.BooleanField(
        label=gettext_lazy("Discreet"),
        required=False,
        help_text=gettext_lazy(
            "Neither the subject nor the first lines say which event, topic or organisation it is about."
        ),
    )
    with_calendar = forms.BooleanField(
        label=gettext_lazy("With a calendar entry"),
        required=False,
        help_text=gettext_lazy("The days and the place of the event, as a file that calendars open. It names nobody."),
    )

    def __init__(self, data, *, event):
        super().__init__(data)
        self.event = event

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("use") == MailUse.NOTICE and not (cleaned.get("words") or "").strip():
            self.add_error("words", _("Write what the mail should say."))
        if cleaned.get("with_calendar"):
            if cleaned.get("discreet"):
                self.add_error(
                    "with_calendar", _("A calendar entry says what it is about, so a discreet mail carries none.")
                )
            elif not self.event.start_date or self.event.date_precision != "day":
                self.add_error("with_calendar", _("The days of the event are not known yet."))
        return cleaned


class WritesToParticipants:
    """For the admin class of participants: a mail to the ticked ones."""

    def may_write(self, request):
        return may(request.user, "proceedings.add_mailing")

    def get_actions(self, request):
        actions = super().get_actions(request)
        if actions and self.may_write(request):
            actions["write_to_ticked"] = self.get_action("write_to_ticked")
        return actions

    @admin.action(description=gettext_lazy("Write to the ticked participants"))
    def write_to_ticked(self, request, queryset):
        seats = scoped(queryset, request.user, "proceedings.add_mailing")
        seats = list(
            seats.select_related("person", "organisation", "event", "language").order_by("pk")[: MOST_AT_ONCE + 1]
        )
        if problem := self._in_the_way(seats):
            messages.error(request, problem)
            return None
        event = seats[0].event
        reachable = [seat for seat in seats if seat.person_id and has_address(seat.person.email)]
        sent = request.POST.get("write") == "1"
        form = WriteForm(request.POST if sent else None, event=event)
        if sent and form.is_valid():
            mailing = self._write(request, form.cleaned_data, event, reachable)
            if mailing is None:
                messages.error(request, _("None of them has an e-mail address."))
                return None
            return HttpResponseRedirect(reverse("admin:proceedings_mailing_change", args=[mailing.pk]))
        context = self.admin_site.each_context(request) | {
            "opts": self.model._meta,
            "title": _("Write to participants"),
            "subtitle": str(event),
            "form": form,
            "event": event,
            "number": len(reachable),
            "without": [seat.name for seat in seats if seat not in reachable],
            "ticked": request.POST.getlist(helpers.ACTION_CHECKBOX_NAME),
            "box": helpers.ACTION_CHECKBOX_NAME,
            "across": request.POST.get("select_across", "0"),
        }
        return TemplateResponse(request, "admin/participant_write.html", context)

    def _in_the_way(self, seats):
        if not seats:
            return _("You may not write to any of them.")
        if len(seats) > MOST_AT_ONCE:
            return _("Choose at most %(number)s participants at once.") % {"number": MOST_AT_ONCE}
        if len({seat.event_id for seat in seats}) > 1:
            return _("Choose participants of one event: a mail is about one.")
        return None

    def _write(self, request, chosen, event, seats):
        addressees = []
        for seat in seats:
            addressee = Addressee.seat(seat, reason=chosen["words"])
            if chosen["language"]:
                addressee = Addressee(**vars(addressee) | {"language": chosen["language"]})
            addressees.append(addressee)
        mailing = write(
            event,
            chosen["use"],
            addressees,
            by=request.user,
            discreet=chosen["discreet"],
            with_calendar=chosen["with_calendar"],
        )
        if mailing:
            number = len(addressees)
            messages.success(
                request,
                ngettext(
                    "%(number)s message waits in the outbox. Look at it, then let it go.",
                    "%(number)s messages wait in the outbox. Look at them, then let them go.",
                    number,
                )
                % {"number": number},
            )
        return mailing
