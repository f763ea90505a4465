"""What a party of a commitment fills in: right as noted, other words, not so, or how far it has come."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..models import PartyAnswer, Update
from .questions import AnswerFile, Day, Line, Prose

LONGEST = 5000
# As many links and as many files as one report may bring.
MOST_PROOFS = 3
# Whole words, as somebody says them of their own work.
STATUSES = (
    (Update.Status.NOT_STARTED, gettext_lazy("Nothing has begun yet")),
    (Update.Status.IN_PROGRESS, gettext_lazy("It is under way")),
    (Update.Status.DONE, gettext_lazy("It is done")),
    (Update.Status.DONE_LATE, gettext_lazy("It is done, after the last day")),
    (Update.Status.REPLACED, gettext_lazy("Another promise took its place")),
    (Update.Status.WITHDRAWN, gettext_lazy("We took it back")),
)


class ConfirmForm(forms.Form):
    kind = PartyAnswer.Kind.CONFIRMED

    their_words = Prose(
        max_length=LONGEST,
        required=False,
        label=gettext_lazy("Anything to add"),
        help_text=gettext_lazy("The organisers read it. It is not published."),
    )

    def said(self):
        return dict(self.cleaned_data)


class DisputeForm(ConfirmForm):
    kind = PartyAnswer.Kind.DISPUTED

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["their_words"]
        field.required, field.label = True, _("What is not right?")


class OtherWordsForm(ConfirmForm):
    kind = PartyAnswer.Kind.OTHER_WORDS

    proposed_text = Prose(max_length=LONGEST, required=False, label=gettext_lazy("The promise should read"))
    proposed_deadline = Line(
        max_length=300,
        required=False,
        label=gettext_lazy("By when"),
        help_text=gettext_lazy("In your words: “by the end of 2027”."),
    )
    proposed_last_day = Day(required=False, label=gettext_lazy("The last day of that"))

    field_order = ("proposed_text", "proposed_deadline", "proposed_last_day", "their_words")

    def __init__(self, *args, text, **kwargs):
        """text: the promise as it is noted."""
        super().__init__(*args, initial={"proposed_text": text}, **kwargs)
        self.noted = text

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("proposed_text") == self.noted:
            cleaned["proposed_text"] = ""
        if not self.errors and not any(cleaned.values()):
            raise ValidationError(_("Nothing is different from what we noted. To agree, use “Yes, this is right”."))
        return cleaned


class ReportForm(forms.Form):
    status = forms.ChoiceField(choices=STATUSES, widget=forms.RadioSelect, label=gettext_lazy("How far has it come?"))
    happened_on = Day(label=gettext_lazy("As of which day?"))
    text = Prose(max_length=LONGEST, required=False, label=gettext_lazy("What was done"))
    barriers = Prose(max_length=LONGEST, required=False, label=gettext_lazy("What stands in the way"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["happened_on"].initial = timezone.localdate()
        for number in range(1, MOST_PROOFS + 1):
            self.fields[f"url-{number}"] = forms.URLField(
                max_length=1000,
                required=False,
                assume_scheme="https",
                label=_("A page that shows it (%(number)s)") % {"number": number},
                widget=forms.URLInput(attrs={"inputmode": "url"}),
            )
        for number in range(1, MOST_PROOFS + 1):
            self.fields[f"file-{number}"] = AnswerFile(
                required=False,
                label=_("A file that shows it (%(number)s)") % {"number": number},
                help_text=_("PDF, Office, OpenDocument or a picture, up to 10 MB.") if number == 1 else "",
            )

    def main(self):
        return [self[name] for name in ("status", "happened_on", "text", "barriers")]

    def proofs(self):
        return [field for field in self if field.name.startswith(("url-", "file-"))]

    def clean_happened_on(self):
        day = self.cleaned_data["happened_on"]
        if day > timezone.localdate():
            raise ValidationError(_("News cannot be of a day to come."))
        return day

    def said(self):
        """What was sent, as `promising.report` wants it."""
        values = self.cleaned_data
        said = {name: values[name] for name in ("status", "happened_on", "text", "barriers")}
        links = dict.fromkeys(values[name] for name in self.fields if name.startswith("url-") and values[name])
        files = [values[name] for name in self.fields if name.startswith("file-") and values[name]]
        evidence = [{"title": "", "url": url} for url in links] + [{"title": "", "file": file} for file in files]
        return said | {"evidence": evidence}
