"""What a form offers: only what its reader may see, only rows of the same event, never a query for each row."""

from django import forms
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import IntegerField
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from ..access import event_path
from ..spreadsheets.countries import country_code


def event_of(obj):
    """The id of the one event that a row belongs to, or None."""
    if obj is None:
        return None
    path = event_path(type(obj))
    if path == "pk":
        return obj.pk
    for step in (path or "").split("__"):
        if step == "event":
            return obj.event_id
        obj = getattr(obj, step, None) if step else None
        if obj is None or not hasattr(obj, "_meta"):
            return None
    return None


def possible_keys(queryset, values):
    """Of the keys that a browser sent, those which the database can look up at all."""
    field, keys = queryset.model._meta.pk, set()
    while field.remote_field:
        field = field.target_field
    for value in values:
        try:
            key = field.to_python(str(value))
            if isinstance(field, IntegerField):
                field.run_validators(key)
        except (ValidationError, ValueError):
            continue
        if "\0" not in str(key):
            keys.add(key)
    return keys


class _Labelled:
    """A choice that is shown as `label_row(row)` says."""

    def __init__(self, *args, label_row=str, **kwargs):
        self.label_row = label_row
        super().__init__(*args, **kwargs)

    def label_from_instance(self, obj):
        return self.label_row(obj)


class RowField(_Labelled, forms.ModelChoiceField):
    pass


class RowsField(_Labelled, forms.ModelMultipleChoiceField):
    def _check_values(self, value):
        for key in set(value) - {str(key) for key in possible_keys(self.queryset, value)}:
            raise ValidationError(self.error_messages["invalid_pk_value"], code="invalid_pk_value", params={"pk": key})
        return super()._check_values(value)


class _Autocomplete:
    """Django's autocomplete, which knows the rows that a form has loaded anyway and can keep to one event.

    In the browser it is a field of our own (choose.js): Django's select2 writes styles that our policy forbids, and has
    no name for people who listen to a page.
    """

    known = None
    event = None

    @property
    def media(self):
        return forms.Media(js=["admin_look/choose.js"])

    def build_attrs(self, base_attrs, extra_attrs=None):
        attrs = super().build_attrs(base_attrs, extra_attrs)
        return attrs | {"class": "choose"}

    def get_url(self):
        url = super().get_url()
        return f"{url}?event={self.event}" if self.event else url

    def optgroups(self, name, value, attr=None):
        chosen = [str(key) for key in value if str(key) not in self.choices.field.empty_values]
        labels = {str(row.pk): self.choices.field.label_from_instance(row) for row in self.known or ()}
        if unknown := [key for key in chosen if key not in labels]:
            rows = self.choices.queryset.filter(pk__in=possible_keys(self.choices.queryset, unknown))
            labels |= {str(row.pk): self.choices.field.label_from_instance(row) for row in rows}
        options = []
        if not self.is_required and not self.allow_multiple_selected:
            options.append(self.create_option(name, "", "", False, 0))
        for key in chosen:
            if key in labels:
                options.append(self.create_option(name, key, labels[key], True, len(options)))
        return [(None, options, 0)]


class RowAutocomplete(_Autocomplete, AutocompleteSelect):
    pass


class RowsAutocomplete(_Autocomplete, AutocompleteSelectMultiple):
    pass


class QuickSelect(forms.Select):
    """A select that is written without a template for each option: a page has thousands of them."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = {str(part) for part in self.format_value(value)}
        attrs = self.build_attrs(self.attrs, {"name": name} | (attrs or {}))
        if self.use_required_attribute(self.choices) is False:
            attrs.pop("required", None)
        options = format_html_join(
            "",
            '<option value="{}"{}>{}</option>',
            (
                (
                    "" if key is None else key,
                    mark_safe(" selected") if str("" if key is None else key) in chosen else "",
                    label,
                )
                for key, label in self.choices
            ),
        )
        return format_html("<select{}>{}</select>", flatatt(attrs), options)


class Ticks(forms.CheckboxSelectMultiple):
    """Checkboxes in one line, written without a template for each."""

    def render(self, name, value, attrs=None, renderer=None):
        chosen = set(value or ())
        attrs = self.build_attrs(self.attrs, attrs)
        base = attrs.pop("id", f"id_{name}")
        boxes = format_html_join(
            "",
            '<label class="tick"><input type="checkbox" name="{}" value="{}" id="{}_{}"{}> {}</label>',
            (
                (name, key, base, number, mark_safe(" checked") if key in chosen else "", label)
                for number, (key, label) in enumerate(self.choices)
            ),
        )
        return format_html('<div class="ticks" id="{}">{}</div>', base, boxes)


class InferredField(forms.MultipleChoiceField):
    """Which fields are our reading: ticked by their labels, kept as a list of names."""

    widget = Ticks

    def __init__(self, *, model, **kwargs):
        self.names = [("*", _("all of it"))]
        left_out = {"sources", "inferred", "inferred_note", "internal_note", "position", "slug", "is_published"}
        for field in [*model._meta.concrete_fields, *model._meta.many_to_many]:
            if field.editable and not field.primary_key and field.name not in left_out:
                self.names.append((field.name, field.verbose_name))
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        super().__init__(choices=self.names, **kwargs)

    def prepare_value(self, value):
        return [part for part in value if isinstance(part, str)] if isinstance(value, list) else []

    def has_changed(self, initial, data):
        return set(self.prepare_value(initial)) != set(data or ())


class CountriesField(forms.CharField):
    """Several countries in one line, by name or code. A list of 250 for each row of a form would be megabytes."""

    def prepare_value(self, value):
        if isinstance(value, str) or value is None:
            return value
        return ", ".join(countries.name(getattr(country, "code", country)) or str(country) for country in value)

    def to_python(self, value):
        codes = []
        for name in filter(None, (part.strip() for part in super().to_python(value).replace(";", ",").split(","))):
            code = country_code(name)
            if not code:
                raise ValidationError(
                    _("“%(name)s” is no country we know. Separate countries by commas."), params={"name": name}
                )
            if code not in codes:
                codes.append(code)
        return codes

    def has_changed(self, initial, data):
        try:
            return self.to_python(self.prepare_value(initial)) != self.to_python(data)
        except ValidationError:
            return True


class ChoicesView(AutocompleteJsonView):
    """Answers Django's autocomplete fields with what the reader may choose, called what they may know it by."""

    def process_request(self, request):
        term, model_admin, source_field, to_field_name = super().process_request(request)
        return term.replace("\0", ""), model_admin, source_field, to_field_name

    def has_perm(self, request, obj=None):
        return self.model_admin.may_choose(request)

    def get_queryset(self):
        rows = self.model_admin.choices_for(self.request)
        rows = rows.complex_filter(self.source_field.get_limit_choices_to())
        rows, may_repeat = self.model_admin.search_choices(self.request, rows, self.term)
        event, path = self.request.GET.get("event", ""), event_path(rows.model)
        if event and path:
            rows = (
                rows.filter(**{path: event}) if event.isascii() and event.isdigit() and len(event) < 19 else rows.none()
            )
        return rows.distinct() if may_repeat or event else rows

    def serialize_result(self, obj, to_field_name):
        label = self.model_admin.choice_label(self.request, obj)
        return super().serialize_result(obj, to_field_name) | {"text": label}
