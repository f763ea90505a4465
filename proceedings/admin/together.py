"""Changing many rows of a list together: choose fields and what they become, look at each row old and new, confirm.

Rows come from the list as its reader sees it (ticked, or all that it shows) and change only where that reader may
change them. A row that the form itself would refuse is named with the form's own sentence and stays as it is; so does
one that somebody changed after the preview.
"""

from copy import copy

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.forms.utils import ErrorDict
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ..access import scoped
from ..actions import NotPossible
from ..actions.changing import Change, change_together, parts, versions
from ..models.base import Tracked
from .exporting import PAGING, listed
from .forms import constrained_fields, permission

# More than this at once, and nobody looks at what becomes of each.
MOST = 10_000
SHOWN = 50
# Verbs own these, or one value for many rows makes no sense of them.
NOT_TOGETHER = {
    "all_noted",
    "event",
    "inferred",
    "inferred_note",
    "is_accepted",
    "is_published",
    "is_reference",
    "position",
    "state",
    "state_reason",
}
LEAVE, SET, EMPTY, ADD, TAKE = "", "set", "empty", "add", "take"
WAYS = {LEAVE: gettext_lazy("leave as it is"), SET: gettext_lazy("change to"), EMPTY: gettext_lazy("empty it")}
WAYS_OF_TIES = WAYS | {ADD: gettext_lazy("add these"), TAKE: gettext_lazy("take these off")}
SALT = "proceedings.together"


class TogetherForm(forms.Form):
    """For each field a way and a value. `wanted` is {name: (way, value)} of those that change."""

    reason = forms.CharField(
        label="Why",
        max_length=80,
        help_text="In a few words. It stands in the history of each row. Name nobody here.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def __init__(self, data, *, model, fields):
        """fields: {name: form field}, as the form of one row has them."""
        super().__init__(data)
        self.model, self.names = model, list(fields)
        for name, field in fields.items():
            ties = model._meta.get_field(name).many_to_many
            ways = dict(WAYS_OF_TIES if ties else WAYS)
            if field.required or isinstance(field, forms.BooleanField):
                del ways[EMPTY]
            self.fields[f"{name}-way"] = forms.ChoiceField(
                choices=list(ways.items()), required=False, label=_("%(field)s: what to do") % {"field": field.label}
            )
            if isinstance(field.widget, RelatedFieldWidgetWrapper):
                field.widget = field.widget.widget
            field.required, field.initial = False, None
            field.widget.is_required = False
            self.fields[name] = field
        self.order_fields([*(part for name in fields for part in (f"{name}-way", name)), "reason"])

    def rows(self):
        """What the page asks: [(way, value), …] as bound fields."""
        return [(self[f"{name}-way"], self[name]) for name in self.names]

    def clean(self):
        cleaned = super().clean()
        self.wanted = {}
        for name in self.names:
            way, value = cleaned.get(f"{name}-way", LEAVE), cleaned.get(name)
            column = self.model._meta.get_field(name)
            given = value.exists() if isinstance(value, models.QuerySet) else value not in (None, "", [], False)
            if name in self.errors or f"{name}-way" in self.errors:
                continue
            if way == LEAVE:
                if given:
                    self.add_error(name, _("Say what to do with it, or leave it empty."))
            elif way == EMPTY:
                empty = value.none() if isinstance(value, models.QuerySet) else self.fields[name].clean(None)
                if empty is None and not column.null and not column.many_to_many:
                    empty = ""
                self.wanted[name] = (SET, empty)
            elif not given and not isinstance(self.fields[name], forms.BooleanField):
                self.add_error(name, _("Choose or write what it becomes."))
            else:
                self.wanted[name] = (way, value)
        if not self.wanted and not self.errors.keys() - {"reason"}:
            raise ValidationError(_("Nothing would change: choose at least one field."))
        return cleaned


class Together:
    """For admin classes: change the ticked rows of their list, at an address of its own below it."""

    together = True

    def get_urls(self):
        view = self.admin_site.admin_view(self.together_view)
        own = [path("together/", view, name=self._together_name)] if self.can_change_together else []
        return [*own, *super().get_urls()]

    @property
    def can_change_together(self):
        return self.together and issubclass(self.model, Tracked)

    @property
    def _together_name(self):
        return f"{self.model._meta.app_label}_{self.model._meta.model_name}_together"

    def get_actions(self, request):
        actions = super().get_actions(request)
        if not self.can_change_together:
            actions.pop("change_ticked", None)
        return actions

    @admin.action(description=gettext_lazy("Change the ticked rows together"), permissions=["change"])
    def change_ticked(self, request, queryset):
        query = request.GET.copy()
        for name in PAGING:
            query.pop(name, None)
        if request.POST.get("select_across") != "1":
            query["ticked"] = ",".join(request.POST.getlist("_selected_action"))
        address = reverse(f"admin:{self._together_name}")
        return HttpResponseRedirect(f"{address}{'?' if query else ''}{query.urlencode()}")

    # Which rows and fields

    def rows_to_change(self, request, rows):
        """Of some rows, those that the reader may change."""
        return scoped(rows, request.user, permission(self.model, "change"))

    def _together_fields(self, request):
        """{name: form field} of what may be changed together, in the order of the form."""
        fixed = {*NOT_TOGETHER, *self.get_readonly_fields(request)}
        for constraint in self.model._meta.constraints:
            if isinstance(constraint, models.UniqueConstraint) and not constraint.condition:
                fixed |= {*constraint.fields}
        fields = {}
        for name in flatten_fieldsets(self.get_fieldsets(request)):
            try:
                column = self.model._meta.get_field(name)
            except LookupError:
                continue
            if name in fixed or not column.editable or isinstance(column, models.FileField | models.JSONField):
                continue
            # Through a model of its own a tie has more to say than yes and no; what is unique cannot be many rows'.
            if (column.many_to_many and not column.remote_field.through._meta.auto_created) or (
                not column.many_to_many and column.unique
            ):
                continue
            if (field := self.formfield_for_dbfield(column, request)) is not None:
                fields[name] = field
        return fields

    def _row_form(self, request, names):
        """The form of one row, as its page has it, with these fields only."""
        form = forms.modelform_factory(self.model, form=self.form, fields=names)
        form.same_event, form.by = tuple(set(self.same_event) & set(names)), request.user
        form.asked_before, form.about = {}, {}
        # Made once: to copy all its fields for each row took a quarter of the time.
        form.blank = form()
        return form

    # What becomes of one row

    def _change(self, row, form_class, wanted):
        """The Change of a row. Raises ValidationError with the sentences of the row's own form."""
        change, values, here = Change(), {}, {}
        for name, (way, value) in wanted.items():
            column = self.model._meta.get_field(name)
            if column.many_to_many:
                has = {other.pk for other in getattr(row, name).all()}
                keys = {other.pk for other in value}
                keys = {SET: keys, ADD: has | keys, TAKE: has - keys}[way]
                values[name] = value
                if keys != has:
                    change.ties[name] = keys
            else:
                here[name] = getattr(row, name)
                values[name] = value
                if _raw(column, value) != _raw(column, here[name]):
                    change.fields[name] = value
        if not change:
            return change
        for name, value in change.fields.items():
            setattr(row, name, value)
        try:
            self._check(row, form_class, values)
        finally:
            for name in change.fields:
                setattr(row, name, here[name])
        return change

    def _check(self, row, form_class, values):
        """What the page of the row would say. Values were read once for all rows; the rest is asked of each."""
        form = copy(form_class.blank)
        form.instance, form.initial = row, forms.model_to_dict(row, list(values))
        form._bound_fields_cache, form._errors, form.cleaned_data = {}, ErrorDict(), dict(values)
        for name in values:
            if hasattr(form, f"clean_{name}"):
                try:
                    form.cleaned_data[name] = getattr(form, f"clean_{name}")()
                except ValidationError as error:
                    form.add_error(name, error)
        form._clean_form()
        # Of another table, the form of all rows has asked already whether the row is there.
        asked = {name for name in values if not self.model._meta.get_field(name).is_relation}
        try:
            row.clean_fields(exclude={field.name for field in self.model._meta.fields} - asked)
            row.clean()
        except ValidationError as error:
            form.add_error(None, ValidationError(error.messages))
        for model, constraints in row.get_constraints():
            for constraint in constraints:
                if constraint.name not in form_class.about:
                    form_class.about[constraint.name] = _about(constraint)
                if not form_class.about[constraint.name] & values.keys():
                    continue
                for sentence in self._broken(constraint, model, row, form_class.asked_before):
                    form.add_error(None, sentence)
        if form.errors:
            raise ValidationError([sentence for found in form.errors.values() for sentence in found])

    def _broken(self, constraint, model, row, asked_before):
        """The sentences of a constraint that a row would break. Rows with the same values are asked about once."""
        key = None
        if isinstance(constraint, models.CheckConstraint):
            values = ((name, getattr(row, model._meta.get_field(name).attname)) for name in sorted(_about(constraint)))
            key = (constraint.name, tuple((name, str(value), value is None) for name, value in values))
            if key in asked_before:
                return asked_before[key]
        try:
            constraint.validate(model, row)
            found = []
        except ValidationError as error:
            found = error.messages
        if key:
            asked_before[key] = found
        return found

    def _words(self, request, column):
        """A function that puts a value of a column into words."""
        if column.many_to_many or column.is_relation:
            remote = self.admin_site._registry.get(column.remote_field.model)
            if hasattr(remote, "choice_label"):
                return lambda value: "" if value is None else remote.choice_label(request, value)
            return lambda value: "" if value is None else str(value)
        if column.flatchoices:
            labels = dict(column.flatchoices)
            return lambda value: str(labels.get(value, value) or "")
        if isinstance(column, models.BooleanField):
            return lambda value: _("yes") if value else _("no")
        if isinstance(column, models.JSONField):
            return listed
        return lambda value: (
            ", ".join(country.name for country in value)
            if isinstance(value, list)
            else ""
            if value is None
            else getattr(value, "name", None) or str(value)
        )

    def _told(self, request, row, change, wanted):
        """[(field, old, new), …] in words."""
        told = []
        for name in wanted:
            column = self.model._meta.get_field(name)
            words = self._words(request, column)
            if name in change.fields:
                told.append((capfirst(column.verbose_name), words(getattr(row, name)), words(change.fields[name])))
            elif name in change.ties:
                has = list(getattr(row, name).all())
                known = {other.pk: other for other in (*has, *wanted[name][1])}
                new = [known[key] for key in known if key in change.ties[name]]
                texts = ["; ".join(map(words, some)) for some in (has, new)]
                told.append((capfirst(column.verbose_name), *texts))
        return told

    # The pages

    def together_view(self, request):
        if not self.has_change_permission(request):
            raise PermissionDenied
        back = reverse(f"admin:{self.model._meta.app_label}_{self.model._meta.model_name}_changelist")
        if any("\0" in part for pair in request.GET.lists() for part in (pair[0], *pair[1])):
            return HttpResponseRedirect(f"{back}?e=1")
        query = request.GET.copy()
        query.pop("ticked", None)
        to_list = f"{back}{'?' if query else ''}{query.urlencode()}"
        request.form_row = None
        try:
            rows, _is_part = self.listed_rows(request)
            number = rows.count()
        except (IncorrectLookupParameters, OverflowError):
            return HttpResponseRedirect(f"{back}?e=1")
        mine = self.rows_to_change(request, rows)
        may = mine.count()
        fields = self._together_fields(request)
        posted = request.POST if request.method == "POST" else None
        form = TogetherForm(posted, model=self.model, fields=fields)
        context = self.admin_site.each_context(request) | {
            "opts": self.model._meta,
            "title": _("Change %(list)s together") % {"list": self.model._meta.verbose_name_plural},
            "form": form,
            "media": self.media + form.media,
            "number": may,
            "not_mine": number - may,
            "too_many": MOST if may > MOST else 0,
            "back": to_list,
        }
        if posted is not None and may <= MOST and may and form.is_valid():
            seen = self._seen(posted.get("seen", ""))
            if posted.get("do") == "change" and seen is not None:
                answer = self._change_now(request, form, seen, to_list)
                if answer is not None:
                    return answer
            elif posted.get("do") != "mend":
                context |= self._preview(request, form, mine, seen)
        return TemplateResponse(request, "admin/together.html", context)

    def _seen(self, text):
        try:
            return {int(key): version for key, version in signing.loads(text, salt=SALT).items()}
        except signing.BadSignature:
            return None

    def _loaded(self, rows, wanted):
        """Rows with what a preview or a change of them needs, in few queries."""
        ties = [name for name in wanted if self.model._meta.get_field(name).many_to_many]
        direct = [field.name for field in self.model._meta.fields if isinstance(field, models.ForeignKey)]
        return rows.select_related(*direct, *(self.list_select_related or ())).prefetch_related(*ties)

    def _preview(self, request, form, mine, seen):
        """What becomes of each row: `changing` some of them a page, `bad` those that cannot be changed so."""
        if seen is None:
            seen = versions(self.model, mine.order_by().values_list("pk", flat=True))
        form_class = self._row_form(request, list(form.wanted))
        changing, bad, same = [], [], 0
        for keys in parts(sorted(seen)):
            for row in self._loaded(self.model._base_manager.filter(pk__in=keys).order_by("pk"), form.wanted):
                try:
                    change = self._change(row, form_class, form.wanted)
                except ValidationError as error:
                    bad.append((row, error.messages))
                    continue
                if change:
                    changing.append((row, change))
                else:
                    same += 1
        pages = Paginator(changing, SHOWN)
        page = pages.get_page(request.POST.get("page"))
        return {
            "preview": [
                (self.choice_label(request, row), self._told(request, row, change, form.wanted))
                for row, change in page.object_list
            ],
            "bad": [(self.choice_label(request, row), sentences) for row, sentences in bad[: SHOWN * 2]],
            "bad_number": len(bad),
            "changing": len(changing),
            "same": same,
            "page": page,
            "shown_bad": SHOWN * 2,
            "seen": signing.dumps(seen, salt=SALT, compress=True),
            "carried": [
                (name, value)
                for name, values in request.POST.lists()
                if name not in ("csrfmiddlewaretoken", "do", "page", "seen")
                for value in values
            ],
        }

    def _change_now(self, request, form, seen, to_list):
        form_class = self._row_form(request, list(form.wanted))
        mine = self.rows_to_change(request, self.get_queryset(request)).order_by().values("pk")
        try:
            outcome = change_together(
                self._loaded(self.model._base_manager.filter(pk__in=mine), form.wanted),
                seen,
                lambda row: self._change(row, form_class, form.wanted),
                by=request.user,
                reason=form.cleaned_data["reason"],
            )
        except NotPossible as sentence:
            form.add_error(None, str(sentence))
            return None
        number = len(outcome.changed)
        messages.success(request, ngettext("%(n)s row is changed.", "%(n)s rows are changed.", number) % {"n": number})
        if number := len(outcome.stale):
            sentence = ngettext(
                "%(n)s row was changed or taken away by somebody else after you looked, and stays as it is now.",
                "%(n)s rows were changed or taken away by somebody else after you looked, and stay as they are now.",
                number,
            )
            messages.warning(request, sentence % {"n": number})
        if number := len(outcome.bad):
            sentence = ngettext(
                "%(n)s row could not be changed so, and stays as it is.",
                "%(n)s rows could not be changed so, and stay as they are.",
                number,
            )
            messages.warning(request, sentence % {"n": number})
        return HttpResponseRedirect(to_list)


def _raw(column, value):
    """A value as the database keeps it, to see whether it differs."""
    return getattr(value, "pk", None) if column.is_relation else column.get_prep_value(value)


def _about(constraint):
    """The names of all fields that decide whether a constraint holds."""

    def walk(node):
        for child in node.children:
            if isinstance(child, models.Q):
                yield from walk(child)
            elif isinstance(child, tuple):
                yield child[0].split("__")[0]
                if isinstance(child[1], models.F):
                    yield child[1].name.split("__")[0]

    condition = getattr(constraint, "condition", None)
    return {*constrained_fields(constraint), *(walk(condition) if isinstance(condition, models.Q) else ())}
