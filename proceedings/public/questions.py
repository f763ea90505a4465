"""The questions of an event as fields of a form, in the language of the page as far as somebody translated them."""

import re

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..documents.answers import ACCEPTED, vetted_answer
from ..models import Question, Translation
from ..models.fields import clean_text

LONGEST_TEXT = 5000
FEW = 7


class Line(forms.CharField):
    """One line of text in NFC. What a browser would not send in one line becomes a blank."""

    def to_python(self, value):
        # A NUL stays, so that Django refuses it with its sentence.
        return re.sub(r"[\x01-\x1f\x7f]+", " ", clean_text(super().to_python(value)))


class Prose(forms.CharField):
    """Several lines of text in NFC."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value):
        return clean_text(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")


class AnswerFile(forms.FileField):
    """A file that is what its name says. The cleaned value is a VettedFile, or None."""

    widget = forms.FileInput(attrs={"accept": ACCEPTED})

    def clean(self, data, initial=None):
        uploaded = super().clean(data, initial)
        return vetted_answer(uploaded) if uploaded else None


class YesNo(forms.TypedChoiceField):
    def __init__(self, **kwargs):
        super().__init__(
            choices=[("yes", _("Yes")), ("no", _("No"))],
            coerce=lambda value: value == "yes",
            empty_value=None,
            widget=forms.RadioSelect,
            **kwargs,
        )

    def prepare_value(self, value):
        return {True: "yes", False: "no"}.get(value, value)


class Day(forms.DateField):
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def __init__(self, **kwargs):
        super().__init__(input_formats=["%Y-%m-%d"], **kwargs)
        self.error_messages["invalid"] = _("Write the day as year, month and day: 2019-11-04.")


def asked(event, stage):
    """The questions an event asks at one stage, each with `words`: {"text", "help", "choices"} and `tongue`.

    `tongue` is the language tag of words that are not in the language of the page, or "".
    """
    language = get_language()
    questions = list(Question.objects.filter(event=event, stage=stage).order_by("position", "pk"))
    found = {}
    if language != settings.LANGUAGE_CODE:
        found = Translation.objects.of(questions, language)
    for question in questions:

        def told(field, question=question):
            row = found.get((Question, question.pk, field))
            return row.text if row and not row.source_changed else None

        text = told("text")
        choices = (told("choices") or "").splitlines() if text else []
        choices = [line.strip() for line in choices if line.strip()]
        same = len(choices) == len(question.choice_list)
        question.words = {
            "text": text or question.text,
            "help": (told("help") or "") if text else question.help,
            "choices": choices if same and choices else question.choice_list,
        }
        question.tongue = "" if text or language == settings.LANGUAGE_CODE else settings.LANGUAGE_CODE
    return questions


def field_of(question, *, required):
    """The form field for a question of `asked`."""
    common = {"label": question.words["text"], "help_text": question.words["help"], "required": required}
    # What is stored is the choice as its author wrote it, in whatever language it was chosen.
    choices = list(zip(question.choice_list, question.words["choices"], strict=True))
    kind = Question.Kind
    if question.kind == kind.CHOICE and len(choices) < FEW:
        field = forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **common)
    elif question.kind == kind.CHOICE:
        field = forms.ChoiceField(choices=[("", _("Choose")), *choices], **common)
    elif question.kind == kind.SEVERAL:
        field = forms.MultipleChoiceField(choices=choices, widget=forms.CheckboxSelectMultiple, **common)
    elif question.kind == kind.YES_NO:
        field = YesNo(**common)
    elif question.kind == kind.DATE:
        field = Day(**common)
    elif question.kind == kind.FILE:
        field = AnswerFile(**common)
    else:
        field = Prose(max_length=LONGEST_TEXT, **common)
    field.tongue = question.tongue
    return field


class Answers(forms.Form):
    """A form with a field for each question of `asked`. `answers` is what `registering` wants."""

    def __init__(self, *args, questions=(), given=None, known=True, **kwargs):
        """given: {id of question: Answer or VaultAnswer}. known: True when what was answered may be shown again."""
        super().__init__(*args, **kwargs)
        self.questions, given = questions, given or {}
        for question in questions:
            old = given.get(question.pk)
            has_file = bool(old and old.file)
            field = field_of(question, required=question.required and not has_file and (known or not old))
            field.given, field.locked = old, not known
            if old and known and not has_file:
                field.initial = old.value
            self.fields[self.name_of(question)] = field

    @staticmethod
    def name_of(question):
        return f"q{question.pk}"

    def answers(self, *, keep_empty=False):
        """{Question: answer}. Files that were not chosen anew are left out; with `keep_empty`, whatever is empty is."""
        found = {}
        for question in self.questions:
            value = self.cleaned_data.get(self.name_of(question))
            if value in (None, "", []) and (keep_empty or question.kind == Question.Kind.FILE):
                continue
            found[question] = value
        return found


def no_address(value):
    """Raise ValidationError for a name that is an address: our mails begin with it, and go to whom a stranger names."""
    if any(part in value.lower() for part in ("://", "www.", "@", "\ufffc")):
        raise ValidationError(_("Write a name here, without an address."))
