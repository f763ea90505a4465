"""What all pages of the back office share: scope, history, choices, and sentences in place of errors."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.contrib.admin.utils import flatten_fieldsets, get_fields_from_path, unquote
from django.contrib.admin.views.main import ChangeList
from django.contrib.admin.widgets import AdminTextareaWidget, RelatedFieldWidgetWrapper
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, models, transaction
from django.http import Http404, HttpResponseRedirect
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django_countries.fields import CountryField
from simple_history.admin import SimpleHistoryAdmin

from ..access import event_path, may, scoped, team_events
from ..models import Event, Language, Source
from ..models.base import Sourced, Tracked
from ..models.kinds import Kind
from .choices import (
    CountriesField,
    InferredField,
    QuickSelect,
    RowAutocomplete,
    RowField,
    RowsAutocomplete,
    RowsField,
    event_of,
)
from .clashes import NeverOverwrites
from .exporting import Exports
from .forms import DayField, LinesField, RecordForm, RowForm, RowFormSet, permission
from .prose import ProseField, ProseWidget
from .together import Together

# More rows than any event has in one table; a form that claims a million must not be built.
MOST_ROWS = 400


def is_small(model):
    """True for lists short enough to be a select: kinds and languages."""
    return issubclass(model, Kind) or model is Language


class Choices:
    """For admin classes and inlines: fields that offer what the reader may see, in a form that stays fast."""

    same_event = ()
    # Fields that hold HTML, and are written in the editor.
    prose = ()
    formfield_overrides = {
        models.DateField: {"form_class": DayField},
        models.TextField: {"form_class": LinesField, "widget": AdminTextareaWidget(attrs={"rows": 4, "cols": 60})},
    }

    def event_of_form(self, request):
        return event_of(getattr(self, "parent", None) or getattr(request, "form_row", None))

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        if db_field.name == "inferred" and issubclass(self.model, Sourced):
            return InferredField(
                model=self.model,
                required=False,
                label=_("our reading"),
                help_text=_("What no source says and we read from it."),
            )
        if db_field.name in self.prose:
            return db_field.formfield(form_class=ProseField, widget=ProseWidget(attrs={"rows": 14, "cols": 68}))
        if isinstance(db_field, models.SlugField) and db_field.name == "slug":
            kwargs["label"] = _("Address")
            # Made from a title in Latin letters; one in other scripts leaves it empty, and people wonder what to write.
            kwargs["help_text"] = " ".join(filter(None, [_("A to z, digits and hyphens."), db_field.help_text]))
        if isinstance(db_field, CountryField):
            if db_field.multiple:
                return CountriesField(
                    required=not db_field.blank,
                    label=db_field.verbose_name,
                    help_text=db_field.help_text or _("Names, separated by commas."),
                    widget=forms.TextInput(attrs={"class": "vTextField"}),
                )
            kwargs["widget"] = QuickSelect
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if (
            field
            and isinstance(field.widget, RelatedFieldWidgetWrapper)
            and isinstance(self, admin.options.InlineModelAdmin)
        ):
            # In a row there is room for one button.
            field.widget.can_change_related = field.widget.can_delete_related = field.widget.can_view_related = False
        return field

    def formfield_for_choice_field(self, db_field, request, **kwargs):
        kwargs.setdefault("widget", QuickSelect)
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        remote = db_field.remote_field.model
        model_admin = self.admin_site._registry.get(remote)
        if not hasattr(model_admin, "choices_for"):
            return super().formfield_for_foreignkey(db_field, request, **kwargs)
        rows = model_admin.choices_for(request)
        if remote is Event and db_field.name == "event" and event_path(self.model):
            verb = "change" if getattr(request, "form_row", None) else "add"
            rows = scoped(Event.objects.all(), request.user, permission(self.model, verb))
        if is_small(remote):
            field = db_field.formfield(form_class=RowField, queryset=rows, widget=QuickSelect)
            field.choices = [("", "---------"), *self._small(request, remote, rows)]
            return field
        widget = RowAutocomplete(db_field, self.admin_site)
        if db_field.name in self.same_event and (event := self.event_of_form(request)):
            widget.event = event
        return db_field.formfield(
            form_class=RowField,
            queryset=rows,
            label_row=lambda row: model_admin.choice_label(request, row),
            widget=widget,
        )

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        remote = db_field.remote_field.model
        model_admin = self.admin_site._registry.get(remote)
        if not hasattr(model_admin, "choices_for"):
            return super().formfield_for_manytomany(db_field, request, **kwargs)
        widget = RowsAutocomplete(db_field, self.admin_site)
        if db_field.name in self.same_event and (event := self.event_of_form(request)):
            widget.event = event
        return db_field.formfield(
            form_class=RowsField,
            queryset=model_admin.choices_for(request),
            label_row=lambda row: model_admin.choice_label(request, row),
            widget=widget,
        )

    def _small(self, request, model, rows):
        """The choices of a short list, fetched once for all rows of a page."""
        if not hasattr(request, "_small_lists"):
            request._small_lists = {}
        if model not in request._small_lists:
            request._small_lists[model] = [(row.pk, str(row)) for row in rows]
        return request._small_lists[model]

    def get_fieldsets(self, request, obj=None):
        """The declared fieldsets; where facts have sources, those come last and folded up."""
        fieldsets = list(super().get_fieldsets(request, obj))
        if not issubclass(self.model, Sourced):
            return fieldsets
        sources = self.admin_site._registry[Source].has_view_permission(request)
        folded = ["sources", "inferred", "inferred_note"] if sources else ["inferred", "inferred_note"]
        provenance = {"sources", "inferred", "inferred_note"}
        first_name, first = fieldsets[0]
        if provenance & set(flatten_fieldsets([(first_name, first)])):
            fields = [name for name in first["fields"] if name not in provenance]
            fieldsets[0] = (first_name, first | {"fields": fields})
        return [*fieldsets, (_("Where this was read"), {"classes": ["collapse"], "fields": folded})]


class Frozen:
    """For admin classes of what is made elsewhere: to look at only."""

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


def every_foreign_key(model):
    return [field.name for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]


class RowInline(Choices, admin.StackedInline):
    """Rows of another table inside a form, each in a line or two."""

    form = RowForm
    formset = RowFormSet
    template = "admin/rows.html"
    extra = 0
    max_num = MOST_ROWS
    view_on_site = False
    classes = ("rows",)
    parent = None

    def get_formset(self, request, obj=None, **kwargs):
        self.parent = obj
        formset = super().get_formset(request, obj, **{"absolute_max": MOST_ROWS} | kwargs)
        formset.form.same_event, formset.form.by = self.same_event, request.user
        formset.form.clashes = getattr(request, "clashes", {})
        return formset

    def get_queryset(self, request):
        rows = super().get_queryset(request).select_related(*every_foreign_key(self.model), *self.also_select)
        rows = rows.prefetch_related(*self.also_prefetch, *(["sources"] if issubclass(self.model, Sourced) else []))
        return scoped(rows, request.user, permission(self.model, "view"))

    also_select = also_prefetch = ()

    def _may(self, request, verb, obj):
        row = obj if obj is not None and event_path(type(obj)) and event_path(self.model) else None
        return may(request.user, permission(self.model, verb), row)

    def has_view_permission(self, request, obj=None):
        return self._may(request, "view", obj) or self._may(request, "change", obj)

    def has_add_permission(self, request, obj=None):
        return self._may(request, "add", obj)

    def has_change_permission(self, request, obj=None):
        return self._may(request, "change", obj)

    def has_delete_permission(self, request, obj=None):
        return self._may(request, "delete", obj)


class ReadOnlyInline(RowInline):
    """Rows to look at: they are made elsewhere."""

    can_delete = False

    def has_add_permission(self, request, obj=None):
        return False

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False


class Rows(ChangeList):
    """A list whose rows know the way back to it, with its filters.

    Django asks for each row which view its address leads to, only to hang the same filters on it: a tenth of the time
    of a list.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.filters_of_rows, self.preserved_filters = self.preserved_filters, ""

    def url_for_result(self, result):
        url = super().url_for_result(result)
        return f"{url}?{self.filters_of_rows}" if self.filters_of_rows else url


class RecordAdmin(NeverOverwrites, Together, Exports, Choices, SimpleHistoryAdmin):
    """A list and a form of one model, for those who may see it and in the events where they may."""

    actions = ("change_ticked", *Exports.actions)
    form = RecordForm
    list_per_page = 50
    show_full_result_count = False
    object_history_list_template = "admin/history_list.html"
    in_index = True

    # Who may

    def _may(self, request, verb, obj=None):
        return may(request.user, permission(self.model, verb), obj)

    def has_module_permission(self, request):
        return self.in_index and any(self._may(request, verb) for verb in ("view", "change", "add"))

    def has_view_permission(self, request, obj=None):
        return self._may(request, "view", obj) or self._may(request, "change", obj)

    def has_add_permission(self, request):
        return self._may(request, "add")

    def has_change_permission(self, request, obj=None):
        return self._may(request, "change", obj)

    def has_delete_permission(self, request, obj=None):
        return self._may(request, "delete", obj)

    def get_queryset(self, request):
        return scoped(super().get_queryset(request), request.user, permission(self.model, "view"))

    def get_object(self, request, object_id, from_field=None):
        """The row; "not allowed" for one that is missing or not theirs to people who may not see all of them."""
        obj = None
        if "\0" not in str(object_id):
            obj = super().get_object(request, object_id, from_field)
        if obj is None and not request.user.has_perm(permission(self.model, "view")):
            raise PermissionDenied
        return obj

    # Lists

    def get_changelist(self, request, **kwargs):
        return Rows

    def get_list_filter(self, request):
        """As declared; of other tables only the rows that occur in the list, for some have thousands."""
        filters = []
        for declared in super().get_list_filter(request):
            if isinstance(declared, str) and get_fields_from_path(self.model, declared)[-1].is_relation:
                declared = (declared, admin.RelatedOnlyFieldListFilter)
            filters.append(declared)
        return filters

    def action_checkbox(self, obj):
        """Django's box to tick a row, without a template for each: they took an eighth of the time of a list."""
        label = format_html(_("Select this object for an action - {}"), str(obj))
        box = '<input type="checkbox" name="{}" value="{}" class="action-select" aria-label="{}">'
        return format_html(box, ACTION_CHECKBOX_NAME, obj.pk, label)

    # What others may choose

    def may_choose(self, request):
        """True when somebody may look through these rows to choose one."""
        return self.has_view_permission(request)

    def choices_for(self, request):
        rows = self.get_queryset(request)
        return rows.select_related(*self.list_select_related) if self.list_select_related else rows

    def choice_label(self, request, row):
        return str(row)

    def search_choices(self, request, rows, term):
        return self.get_search_results(request, rows, term)

    # Forms

    def get_form(self, request, obj=None, change=False, **kwargs):
        request.form_row = obj
        form = super().get_form(request, obj, change, **kwargs)
        form.same_event, form.by = self.same_event, request.user
        form.clashes, form.clash = getattr(request, "clashes", {}), getattr(request, "clash", ())
        return form

    def get_changeform_initial_data(self, request):
        known = {field.name for field in self.model._meta.fields}
        return {
            name: value
            for name, value in super().get_changeform_initial_data(request).items()
            if name in known and "\0" not in str(value)
        }

    def get_view_on_site_url(self, obj=None):
        """The public page of a row that has one; straight, because what is not public has none."""
        published = getattr(obj, "is_published", None) or getattr(obj, "state", "") == "published"
        return obj.get_absolute_url() if obj and published and hasattr(obj, "get_absolute_url") else None

    def render_change_form(self, request, context, *args, **kwargs):
        context["version"] = getattr(request, "form_version", "")
        return super().render_change_form(request, context, *args, **kwargs)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        try:
            with transaction.atomic():
                if (answer := self.keep_apart(request, object_id)) is not None:
                    return answer
                return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            # Only what nobody could check beforehand: somebody else saved the same a moment ago.
            messages.error(request, _("Nothing was saved: somebody changed the same thing a moment ago. Look again."))
            return HttpResponseRedirect(request.get_full_path())

    # History: who changed what and when; without a way back over everybody's heads

    def get_urls(self):
        return [url for url in super().get_urls() if not (getattr(url, "name", "") or "").endswith("_simple_history")]

    def history_view(self, request, object_id, extra_context=None):
        if self.get_object(request, unquote(object_id)) is None:
            raise Http404
        if not issubclass(self.model, Tracked):
            return admin.ModelAdmin.history_view(self, request, object_id, extra_context)
        return super().history_view(request, object_id, extra_context)

    def revert_disabled(self, request, obj=None):
        return True


class RecentEvents(admin.SimpleListFilter):
    """The events of the reader that come last in time; a list of all would be longer than the page."""

    title = "event"
    parameter_name = "event"
    path = "event"
    shown = 12

    def lookups(self, request, model_admin):
        events = scoped(Event.objects.all(), request.user, permission(model_admin.model, "view"))
        found = list(events.only("title", "start_date")[: self.shown])
        value = self.used_parameters.get(self.parameter_name)
        value = value[0] if isinstance(value, list) else value
        if (
            value
            and value.isascii()
            and value.isdigit()
            and len(value) < 19
            and int(value) not in {e.pk for e in found}
        ):
            found = [*events.filter(pk=value), *found]
        return [(str(event.pk), str(event)) for event in found]

    def has_output(self):
        return True

    def queryset(self, request, queryset):
        if (value := self.value()) is None:
            return queryset
        if value not in {key for key, _label in self.lookup_choices}:
            return queryset.none()
        return queryset.filter(**{self.path: value})


def team_only(request, model):
    """The ids of the events that a reader is limited to for a model, or None if they may see all."""
    perm = permission(model, "view")
    return None if request.user.has_perm(perm) else team_events(request.user, perm)
