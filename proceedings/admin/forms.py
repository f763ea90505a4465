"""The forms of the back office: what they check, beside which field they say it, and rows that change places."""

import re

from django import forms
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import ValidationError
from django.db import models
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _

from ..access import event_path, team_events
from ..spreadsheets.dates import AHEAD, BUDDHIST
from .choices import RowAutocomplete, RowsAutocomplete, event_of
from .quick import QuickRenderer


def permission(model, verb):
    return f"{model._meta.app_label}.{verb}_{model._meta.model_name}"


def constrained_fields(constraint):
    """The names of the fields that a constraint is about, in the order it names them."""
    if isinstance(constraint, models.UniqueConstraint):
        return list(constraint.fields)

    def walk(node):
        for child in getattr(node, "children", ()):
            yield from walk(child) if isinstance(child, models.Q) else [child[0].split("__")[0]]

    return list(walk(constraint.condition))


class LinesField(forms.CharField):
    """Text of several lines. Browsers send line ends of their own, which would make every save a change."""

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")


class DayField(forms.DateField):
    """A day. A year of the Buddhist era, copied from a source, is no year of ours that far ahead."""

    def to_python(self, value):
        for year in map(int, re.findall(r"\d{4}", value if isinstance(value, str) else "")):
            if year in BUDDHIST:
                raise ValidationError(
                    _("%(buddhist)s is a year of the Buddhist era: write %(year)s.")
                    % {"buddhist": year, "year": year - AHEAD}
                )
        return super().to_python(value)


class RecordForm(forms.ModelForm):
    """A form whose choices must be rows of its own event where `same_event` names them."""

    same_event = ()
    # The user who fills the form in, and the rows that the same page is changing or deleting.
    by = None
    on_the_move = frozenset()
    # What others stored since the form was made, for beside its fields and above them: clashes.py.
    clashes, clash = {}, ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            widget = field.widget
            widget = widget.widget if isinstance(widget, RelatedFieldWidgetWrapper) else widget
            if not isinstance(widget, RowAutocomplete | RowsAutocomplete) or not self.instance.pk:
                continue
            # Rows that came with the instance need no look-up of their own to be shown.
            cache = self.instance._state.fields_cache
            prefetched = getattr(self.instance, "_prefetched_objects_cache", {})
            if name in cache:
                widget.known = [cache[name]] if cache[name] else []
            elif name in prefetched:
                widget.known = list(prefetched[name])

    def clean(self):
        cleaned = super().clean()
        values = self.cleaned_data
        event = values["event"].pk if values.get("event") else event_of(self.instance)
        for name in self.same_event:
            chosen = values.get(name)
            for row in chosen if isinstance(chosen, models.QuerySet) else [chosen]:
                if row is not None and event and event_of(row) != event:
                    self.add_error(name, _("Choose one of the same event."))
                    break
        self._check_scope(event)
        for name in self.fields:
            if (stored := self.clashes.get(self.add_prefix(name))) is not None:
                self.add_error(name, stored)
        for sentence in self.clash:
            self.add_error(None, sentence)
        return cleaned

    def _check_scope(self, event):
        """A row may not be put into an event where its author has no right to it."""
        path = event_path(self._meta.model)
        if self.by is None or not path or path == "pk":
            return
        first = path.split("__")[0]
        if first not in self.changed_data:
            return
        event = event or event_of(self.cleaned_data.get(first))
        perm = permission(self._meta.model, "change" if self.instance.pk else "add")
        if event and not self.by.has_perm(perm) and event not in team_events(self.by, perm):
            self.add_error(first, _("That belongs to an event you do not work on."))

    def _post_clean(self):
        # Django leaves out every constraint that names the row a formset belongs to, and puts the rest above the form.
        self.instance.validate_constraints = lambda exclude=None: None
        try:
            super()._post_clean()
        finally:
            del self.instance.validate_constraints
        self._check_constraints()

    def _check_constraints(self):
        """Says what the database would refuse, each sentence beside a field that can mend it.

        Rows on the move do not count: what another row of this page gives up is free.
        """
        exclude = self._get_validation_exclusions() | set(self.errors)
        for model, constraints in self.instance.get_constraints():
            for constraint in constraints:
                try:
                    constraint.validate(model, self.instance, exclude=exclude)
                except ValidationError as error:
                    if self.on_the_move and self._is_free(constraint):
                        continue
                    names = constrained_fields(constraint)
                    shown = [name for name in names if name in self.fields and not self.fields[name].widget.is_hidden]
                    self._update_errors(ValidationError({shown[-1]: error.messages} if shown else error.messages))

    def _is_free(self, constraint):
        if not isinstance(constraint, models.UniqueConstraint) or constraint.condition or not constraint.fields:
            return False
        same = {name: getattr(self.instance, name) for name in constraint.fields}
        others = type(self.instance)._base_manager.filter(**same).exclude(pk__in=self.on_the_move)
        return not others.exclude(pk=self.instance.pk).exists()


class RowForm(RecordForm):
    """One row among others. Left as it was, it is not checked again: a hundred rows would cost a thousand queries."""

    default_renderer = QuickRenderer()

    def full_clean(self):
        if self.is_bound and self.instance.pk and not self.has_changed():
            self._errors, self.cleaned_data = ErrorDict(renderer=self.renderer), {}
        else:
            super().full_clean()


class RowFormSet(forms.BaseInlineFormSet):
    """The rows of one table in a form. Rows may swap their numbers, and a number given up can be taken.

    A new row without a number gets the next one.
    """

    def add_fields(self, form, index):
        super().add_fields(form, index)
        if form.instance.pk is None and isinstance(form.fields.get("number"), forms.IntegerField):
            form.fields["number"].required, form.fields["number"].initial = False, None

    def clean(self):
        self._number()
        super().clean()

    def _number(self):
        column = next((field for field in self.model._meta.fields if field.name == "number"), None)
        if not isinstance(column, models.PositiveSmallIntegerField) or column.null:
            return
        rows = [form for form in self.forms if form.is_valid() and form not in self.deleted_forms]
        bare = [form for form in rows if form.instance.pk is None and form.cleaned_data.get("number") is None]
        last = max((form.instance.number or 0 for form in rows if form not in bare), default=0)
        for number, form in enumerate((form for form in bare if form.has_changed()), last + 1):
            form.cleaned_data["number"] = form.instance.number = number

    def full_clean(self):
        if self.is_bound:
            moving = frozenset(
                form.instance.pk for form in self.initial_forms if form.instance.pk and form.has_changed()
            )
            for form in self.forms:
                form.on_the_move = moving
        super().full_clean()

    def save_existing_objects(self, commit=True):
        numbered = "number" in {field.name for field in self.model._meta.fields}
        moving = [form.instance.pk for form in self.initial_forms if form.has_changed()]
        if commit and numbered and len(moving) > 1:
            # Out of each other's way first, or the database stops at the first of two rows that swap their numbers.
            far = 16_000
            self.model._base_manager.filter(pk__in=moving, number__lt=far).update(number=models.F("number") + far)
        return super().save_existing_objects(commit)
