"""Taking a list out of the site: which of its rows, which columns, in what kind of file, and what for.

Rows come from the list as its reader sees it, and leave only where that reader may also export them. What leaves is
noted in Export, by the numbers of the rows.
"""

import json
import tempfile
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from itertools import islice

from django import forms
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.utils import flatten_fieldsets, label_for_field, lookup_field
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import FileResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.text import capfirst, slugify
from django.utils.translation import gettext as _
from django_countries.fields import CountryField

from ..access import event_path, export_permission, may, scoped
from ..models import Export
from ..spreadsheets.export import FORMATS, plain_value
from .choices import Ticks, possible_keys

# Rows that are fetched and written together.
AT_ONCE = 500
# Offered apart and never ticked beforehand: what can do harm in a file that goes from hand to hand.
ON_PURPOSE = {"email", "phone", "needs", "tags", "internal_note", "is_protected"}
CHECKING = {"id", "inferred", "inferred_note", "sources"}
# Parameters of a list that turn its pages, and do not choose rows.
PAGING = ("p", "all", "e", "_popup", "_to_field", "_facets", "ticked")
# "List" says nothing, and "給飯店的名單" says it all: letters of full width count twice.
SHORTEST_REASON = 10


@dataclass(frozen=True)
class Column:
    """One column of an export.

    name        how forms and the log call it
    label       its heading
    gather      takes rows, returns {pk: what stands in the cell}, with the same number of queries for one row and many
    is_ticked   chosen unless somebody says otherwise
    """

    name: str
    label: str
    gather: Callable
    is_ticked: bool = False

    @property
    def on_purpose(self):
        return self.name in ON_PURPOSE


def each(value):
    """A `gather` that asks each row by itself, without a query: value(row) is what stands in the cell."""
    return lambda rows: {row.pk: value(row) for row in rows}


def checked_reason(reason):
    """What somebody wrote that rows leave the site for. Raises ValidationError for what says nothing."""
    # Vowels of Burmese, Khmer, Thai and Lao are marks, not letters, to Unicode.
    letters = [c for c in reason.casefold() if c.isalnum() or unicodedata.category(c).startswith("M")]
    width = sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in letters)
    if width < SHORTEST_REASON or len(set(letters)) < 4:
        raise forms.ValidationError(_("Say it in a few words, so that somebody else understands it in a year."))
    return reason


class ExportForm(forms.Form):
    format = forms.ChoiceField(
        label="Kind of file",
        choices=[(key, kind.label) for key, kind in FORMATS.items()],
        initial="xlsx",
        widget=forms.RadioSelect,
        help_text="A spreadsheet program takes the first 0 from a phone number in a CSV. XLSX and ODS keep it.",
    )
    audience = forms.ChoiceField(
        label="Who gets it",
        choices=[(key, capfirst(label)) for key, label in Export.Audience.choices],
        initial=Export.Audience.OWN,
        widget=forms.RadioSelect,
        required=False,
    )
    columns = forms.MultipleChoiceField(label="Columns", widget=Ticks, required=False)
    on_purpose = forms.MultipleChoiceField(
        label="Only if whoever gets the file needs it",
        widget=Ticks,
        required=False,
        help_text="Once a file is sent on, nobody can take it back.",
    )
    reason = forms.CharField(
        label="What the list is for",
        max_length=500,
        help_text="In a few words: who gets it, and what they need it for. It is noted with the numbers of the rows. "
        "Name nobody here.",
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )

    def __init__(self, data, *, columns, rows, for_others=None):
        """Ask about `rows`; `for_others` are those of them that may be given out of our hands, if these are others."""
        super().__init__(data)
        self.offered, self.rows, self.for_others = columns, rows, for_others
        if for_others is None:
            del self.fields["audience"]
        for name in ("columns", "on_purpose"):
            found = [column for column in columns if column.on_purpose == (name == "on_purpose")]
            self.fields[name].choices = [(column.name, column.label) for column in found]
            self.fields[name].initial = [column.name for column in found if column.is_ticked]
            if not found:
                del self.fields[name]

    def clean_reason(self):
        return checked_reason(self.cleaned_data["reason"])

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("audience") == Export.Audience.SHARED:
            self.rows = self.for_others
            if not self.rows.exists():
                self.add_error("audience", _("None of these people agreed to be in such lists."))
        elif not self.rows.exists():
            raise forms.ValidationError(_("There is no row to export."))
        if not self.errors and not self.chosen:
            self.add_error("columns" if "columns" in self.fields else None, _("Choose at least one column."))
        return cleaned

    @property
    def chosen(self):
        names = {*self.cleaned_data.get("columns", ()), *self.cleaned_data.get("on_purpose", ())}
        return [column for column in self.offered if column.name in names]


class Exports:
    """For admin classes: the export of their list, at an address of its own below it."""

    actions = ("export_ticked",)
    change_list_template = "admin/record_list.html"
    # For columns of the list that are only for the eye: the fields to export in their place.
    export_instead = {}

    def get_urls(self):
        view = self.admin_site.admin_view(self.export_view)
        return [path("export/", view, name=self._export_name), *super().get_urls()]

    @property
    def _export_name(self):
        return f"{self.model._meta.app_label}_{self.model._meta.model_name}_export"

    def has_export_permission(self, request):
        return self.has_view_permission(request) and may(request.user, export_permission(self.model))

    def _export_address(self, request, **more):
        """The address of the export of the list as it stands: with its search, filters and order."""
        query = request.GET.copy()
        for name in PAGING:
            query.pop(name, None)
        query.update(more)
        return f"{reverse(f'admin:{self._export_name}')}{'?' if query else ''}{query.urlencode()}"

    @admin.action(description=_("Export the ticked rows"), permissions=["export"])
    def export_ticked(self, request, queryset):
        # With "select all" the list itself is meant, however long.
        across = request.POST.get("select_across") == "1"
        ticked = request.POST.getlist("_selected_action")
        return HttpResponseRedirect(self._export_address(request, **({} if across else {"ticked": ",".join(ticked)})))

    def changelist_view(self, request, extra_context=None):
        context = {"export_address": self._export_address(request) if self.has_export_permission(request) else None}
        return super().changelist_view(request, context | (extra_context or {}))

    # Which rows

    def listed_rows(self, request):
        """The rows of the list at the address of this request, in its order, and whether they are only some of it."""
        ticked = request.GET.get("ticked")
        request.GET = request.GET.copy()
        for name in PAGING:
            request.GET.pop(name, None)
        changelist = self.get_changelist_instance(request)
        rows = changelist.queryset
        if ticked is not None:
            rows = rows.filter(pk__in=possible_keys(rows, ticked.split(",")))
        return rows, ticked is not None or changelist.has_active_filters or bool(changelist.query)

    def export_rows(self, request):
        """Of these rows, those that the reader may export, and whether they are only some of the list."""
        rows, is_part = self.listed_rows(request)
        return scoped(rows, request.user, export_permission(self.model)), is_part

    def rows_for_others(self, rows):
        """Of the rows, those that may be given to a host state or a donor; None where nobody has to agree to that."""

    # Which columns

    def export_columns(self, request):
        """What may be exported of these rows: what the list shows, then the other fields. Returns a list of Column."""
        shown = []
        for name in self.get_list_display(request):
            shown += self.export_instead.get(name, [name])
        fields = {
            field.name: field
            for field in [*self.model._meta.concrete_fields, *self.model._meta.many_to_many]
            if self._may_leave(request, field)
        }
        # What serves to check the facts comes after them.
        others = sorted((name for name in fields if name not in shown), key=lambda name: name in CHECKING)
        columns = []
        for name in [*dict.fromkeys(shown), *others]:
            ticked = name in shown and name not in ON_PURPOSE
            if name in fields:
                columns.append(self._field_column(request, fields[name], ticked))
            elif name in shown:
                label = capfirst(label_for_field(name, self.model, self))
                columns.append(Column(name, label, each(lambda row, name=name: self._shown(name, row)), ticked))
        return columns

    def _shown(self, name, row):
        field, _attribute, value = lookup_field(name, row, self)
        return value if field is None else self._cell(field)(row)

    def _may_leave(self, request, field):
        """False for what is no fact: keys that open files, marks the site keeps for itself."""
        if isinstance(field, models.FileField | models.UUIDField):
            return False
        on_page = {*flatten_fieldsets(self.get_fieldsets(request)), *self.get_list_display(request)}
        return field.primary_key or field.editable or field.name in on_page

    def _field_column(self, request, field, ticked):
        label = _("ID") if field.primary_key else capfirst(field.verbose_name)
        if field.many_to_many:
            gather = self._joined(request, field)
        elif field.is_relation:
            gather = self._named(request, field)
        else:
            gather = each(self._cell(field))
        return Column(field.name, label, gather, ticked)

    def _cell(self, field):
        """What stands in the cell for a field of the table itself, as a function of the row."""
        if isinstance(field, CountryField):
            if field.multiple:
                return lambda row: ", ".join(country.name for country in getattr(row, field.name))
            return lambda row: getattr(row, field.name).name
        if field.flatchoices:
            labels = dict(field.flatchoices)
            return lambda row: labels.get(getattr(row, field.attname), getattr(row, field.attname))
        if isinstance(field, models.JSONField):
            return lambda row: listed(getattr(row, field.attname))
        return lambda row: getattr(row, field.attname)

    def _named(self, request, field):
        labels = Labels(request, self.admin_site, field.remote_field.model)

        def gather(rows):
            keys = {row.pk: getattr(row, field.attname) for row in rows}
            known = labels.of(set(keys.values()))
            return {pk: known.get(key) for pk, key in keys.items()}

        return gather

    def _joined(self, request, field):
        labels = Labels(request, self.admin_site, field.remote_field.model)
        through, here, there = field.remote_field.through, field.m2m_field_name(), field.m2m_reverse_field_name()

        def gather(rows):
            pairs = through._base_manager.filter(**{f"{here}__in": [row.pk for row in rows]}).order_by("pk")
            pairs = list(pairs.values_list(f"{here}_id", f"{there}_id"))
            known, found = labels.of({key for _pk, key in pairs}), {}
            for pk, key in pairs:
                if key in known:
                    found.setdefault(pk, []).append(known[key])
            return {pk: "; ".join(texts) for pk, texts in found.items()}

        return gather

    def export_label(self, request, row):
        """What a row is called where another row's export refers to it."""
        return self.choice_label(request, row)

    # The page and the file

    def export_view(self, request):
        if not self.has_export_permission(request):
            raise PermissionDenied
        back = f"{reverse(f'admin:{self.model._meta.app_label}_{self.model._meta.model_name}_changelist')}"
        if any("\0" in part for pair in request.GET.lists() for part in (pair[0], *pair[1])):
            return HttpResponseRedirect(f"{back}?e=1")
        try:
            rows, is_part = self.export_rows(request)
            number = rows.count()
        except (IncorrectLookupParameters, OverflowError):
            return HttpResponseRedirect(f"{back}?e=1")
        form = ExportForm(
            request.POST or None,
            columns=self.export_columns(request),
            rows=rows,
            for_others=self.rows_for_others(rows),
        )
        if request.method == "POST" and form.is_valid():
            return self._export(request, form)
        called = self.model._meta.verbose_name_plural
        context = self.admin_site.each_context(request) | {
            "opts": self.model._meta,
            "title": _("Export %(list)s") % {"list": called},
            "form": form,
            "number": number,
            "is_part": is_part,
            "back": f"{back}{'?' if request.GET else ''}{request.GET.urlencode()}",
        }
        return TemplateResponse(request, "admin/export_form.html", context)

    def _export(self, request, form):
        """Write the file, note what is in it, and only then hand it out."""
        kind, columns, rows, ids = FORMATS[form.cleaned_data["format"]], form.chosen, form.rows, []
        called = str(self.model._meta.verbose_name_plural)
        # A file without a name on the disk, which is gone when it has been sent.
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
        try:
            # Not in one transaction: nobody else should wait while a long file is written.
            kind.write(file, capfirst(called), [str(column.label) for column in columns], cells(rows, columns, ids))
            Export.objects.create(
                by=request.user,
                model_name=self.model._meta.model_name,
                event_id=self._event_of(rows),
                format=kind.ending,
                audience=form.cleaned_data.get("audience") or Export.Audience.OWN,
                columns=[column.name for column in columns],
                reason=form.cleaned_data["reason"],
                number=len(ids),
                ids=ids,
            )
        except BaseException:
            file.close()
            raise
        file.seek(0)
        name = f"{slugify(called)}-{timezone.localdate():%Y-%m-%d}.{kind.ending}"
        return FileResponse(file, as_attachment=True, filename=name, content_type=kind.media_type)

    def _event_of(self, rows):
        """The number of the one event that all these rows belong to, or None."""
        if (event := event_path(self.model)) is None:
            return None
        these = self.model._base_manager.filter(pk__in=rows.order_by().values("pk"))
        found = list(these.order_by().values_list(event, flat=True).distinct()[:2])
        return found[0] if len(found) == 1 else None


class Labels:
    """What rows of another table are called, as far as the reader may know them; each is fetched once."""

    def __init__(self, request, admin_site, model):
        self.request, self.model = request, model
        self.admin = admin_site._registry.get(model)
        self.known = {None: None}

    def of(self, keys):
        """{key: text} for the keys of rows; those that the reader may not know are left out or None."""
        if missing := keys - self.known.keys():
            self.known |= dict.fromkeys(missing)
            self.known |= self._fetch(missing)
        return {key: self.known[key] for key in keys if self.known[key] is not None}

    def _fetch(self, keys):
        if not hasattr(self.admin, "export_label"):
            # Colleagues, and the names of tables.
            return {row.pk: str(row) for row in self.model._base_manager.filter(pk__in=keys)}
        if not self.admin.may_choose(self.request):
            return {}
        rows = self.admin.choices_for(self.request).filter(pk__in=keys)
        return {row.pk: self.admin.export_label(self.request, row) for row in rows}


def listed(value):
    """A JSON value as text: a list with commas between, anything else as it is written in JSON."""
    if isinstance(value, list) and all(isinstance(part, str | int) for part in value):
        return ", ".join(str(part) for part in value)
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def cells(rows, columns, ids):
    """Yield the cells of each row, some hundred rows fetched at once; their numbers are added to `ids` on the way."""
    found = rows.iterator(chunk_size=AT_ONCE)
    while some := list(islice(found, AT_ONCE)):
        gathered = [column.gather(some) for column in columns]
        for row in some:
            ids.append(row.pk)
            yield [plain_value(values.get(row.pk)) for values in gathered]
