"""When an event takes applications, and the form that people fill in."""

import zoneinfo

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_countries import countries

from ..dates import in_words
from ..models import Constituency, Event, Language, Participant
from .questions import Answers, Line, Prose, no_address


def day_at(event):
    """The day it is where an event is held."""
    return timezone.localdate(timezone=zoneinfo.ZoneInfo(event.time_zone) if event.time_zone else None)


def is_over(event):
    last = event.end_date or event.start_date
    if event.date_precision != Event.DatePrecision.DAY:
        return event.status == Event.Status.HELD
    return event.status == Event.Status.HELD or (last is not None and last < day_at(event))


def why_closed(event):
    """Why nobody can apply for an event now, as a sentence; "" where anybody can."""
    rules = getattr(event, "registration", None)
    if event.status == Event.Status.CANCELLED:
        return _("This event was cancelled.")
    if is_over(event):
        return _("This event is over.")
    if rules is None or not rules.is_open:
        return _("Places at this event are given by invitation only.")
    today = day_at(event)
    if rules.opens_on and today < rules.opens_on:
        return _("Applications are taken from %(day)s.") % {"day": in_words(rules.opens_on)}
    if not rules.takes_on(today):
        return _("Applications were taken until %(day)s.") % {"day": in_words(rules.closes_on)}
    return ""


def offered_at(event, seat=None):
    """The languages to write to people in: those of an event, that of the page, and the one that a seat has already."""
    wanted = Q(pk__in=event.event_languages.values("language")) | Q(code=get_language())
    return list(Language.objects.filter(wanted | Q(pk=seat and seat.language_id)).order_by("name"))


class SeatForm(Answers):
    """What a seat needs to know, and the questions of the event."""

    name = Line(
        max_length=120,
        validators=[no_address],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    own_script_name = Line(max_length=120, required=False, validators=[no_address])
    email = forms.EmailField(max_length=254, widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    post = Line(max_length=300, required=False, widget=forms.TextInput(attrs={"autocomplete": "organization-title"}))
    organisation_as_written = Line(
        max_length=300, required=False, widget=forms.TextInput(attrs={"autocomplete": "organization"})
    )
    constituency = forms.ModelChoiceField(Constituency.objects.all(), required=False)
    country = forms.ChoiceField(required=False)
    mode = forms.ChoiceField(choices=Participant.Mode.choices, widget=forms.RadioSelect)
    language = forms.ModelChoiceField(Language.objects.none(), to_field_name="code", required=False)
    needs = Prose(max_length=2000, required=False)

    def __init__(self, *args, event, seat=None, may_rename=True, **kwargs):
        """seat: the Participant whose form it is, or None for somebody new."""
        super().__init__(*args, **kwargs)
        self.event = event
        self._say_what_is_asked()
        languages = offered_at(event, seat)
        self.fields["language"].queryset = Language.objects.filter(pk__in=[language.pk for language in languages])
        self.fields["language"].label_from_instance = lambda language: language.own_name or language.name
        self.fields["country"].choices = [("", _("Choose")), *countries]
        self.fields["constituency"].empty_label = self.fields["language"].empty_label = _("Choose")
        if len(languages) < 2:
            del self.fields["language"]
        elif seat is None:
            self.fields["language"].initial = next((x.code for x in languages if x.code == get_language()), None)
        if event.mode != Event.Mode.HYBRID:
            del self.fields["mode"]
        if seat is not None:
            del self.fields["email"]
            if not may_rename:
                del self.fields["name"], self.fields["own_script_name"]
            self._begin_with(seat)

    def _say_what_is_asked(self):
        """Labels and help, in the language of the page."""
        said = {
            "name": (_("Your name"), _("As it should stand on your badge.")),
            "own_script_name": (_("Your name in your own script"), _("If that is another one.")),
            "email": (_("Your e-mail address"), _("We send you a personal link. There is no account and no password.")),
            "post": (_("Your post"), ""),
            "organisation_as_written": (_("Your organisation"), ""),
            "constituency": (_("For whom do you come?"), ""),
            "country": (_("Which country do you stand for?"), ""),
            "mode": (_("How will you take part?"), ""),
            "language": (_("In which language shall we write to you?"), ""),
            "needs": (
                _("What do you need to take part?"),
                _("Food, access, interpretation. Only those who prepare the event read it."),
            ),
        }
        for name, (label, help_text) in said.items():
            self.fields[name].label, self.fields[name].help_text = label, help_text

    def _begin_with(self, seat):
        person = seat.person
        begin = {
            "post": seat.post,
            "organisation_as_written": seat.organisation_as_written or str(seat.organisation or ""),
            "constituency": seat.constituency_id,
            "country": seat.country.code,
            "mode": seat.mode,
            "language": seat.language.code if seat.language_id else None,
            "needs": seat.needs,
            "name": person.name if person else "",
            "own_script_name": person.own_script_name if person else "",
        }
        for name, value in begin.items():
            if name in self.fields:
                self.fields[name].initial = value

    def clean_email(self):
        email = self.cleaned_data["email"]
        if not email.isascii():
            # U+0131 is no i: where letters only look alike, the mail would go to somebody else.
            raise ValidationError(_("Write the address with plain letters."))
        return email

    def seat(self):
        """What was said of the seat, as `registering` wants it: {field: text}, constituency as its number."""
        asked = {name for name in self.fields if name not in {self.name_of(question) for question in self.questions}}
        said = {name: self.cleaned_data[name] for name in asked if name in self.cleaned_data}
        if "constituency" in said:
            said["constituency"] = said["constituency"].pk if said["constituency"] else None
        if "language" in said:
            said["language"] = said["language"].code if said["language"] else ""
        return said


class AgreeForm(forms.Form):
    """Where somebody says they may be shown. Nothing is ticked before they tick it."""

    def __init__(self, *args, settled=(), **kwargs):
        """settled: surfaces on which they are shown because they spoke in public office."""
        super().__init__(*args, **kwargs)
        words = {
            "listed": _("My name may stand in the list of participants that anybody can read on this site."),
            "named": _("My name may stand in the programme and the proceedings that anybody can read on this site."),
            "photographed": _("Photographs in which I can be recognised may be shown on this site."),
            "shared": _("My name may stand in lists given to the government of the host country or to a donor."),
        }
        for surface, sentence in words.items():
            if surface not in settled:
                self.fields[surface] = forms.BooleanField(label=sentence, required=False)

    def surfaces(self):
        return {name for name, said in self.cleaned_data.items() if said}
