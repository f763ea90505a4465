"""Bringing a list of delegates into an event: choose the file, look at what it would do, confirm."""

import hashlib
import secrets
from datetime import timedelta
from pathlib import PurePath

from django import forms
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import transaction
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ..access import scoped
from ..models import Event
from ..spreadsheets import reading
from ..spreadsheets.columns import CALLED
from ..spreadsheets.delegates import DelegateResource, read_list
from .choices import RowAutocomplete, RowField
from .event import may_import

# How long a list waits between its preview and the click on "Import". After that it is deleted.
WAITS = timedelta(hours=1)
# More rows than this of one sort are counted, not listed.
SHOWN = 200
PURPOSE = "delegates"


class ImportForm(forms.Form):
    event = RowField(queryset=Event.objects.none(), label="Event")
    file = forms.FileField(
        label="List",
        help_text=f"A spreadsheet (XLSX, ODS) or CSV, up to {reading.MAX_ROWS:,} rows. "
        f"Columns are found by their headings: {', '.join(CALLED.values())}. Only “Name” is needed.",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.ods"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > reading.MAX_BYTES:
            most = reading.MAX_BYTES // reading.MEGABYTE
            raise forms.ValidationError(f"The file is larger than {most} MB. A list of people is much smaller.")
        self.data_of_file = file.read()
        try:
            self.delegates = read_list(self.data_of_file)
        except reading.NotASpreadsheet as sentence:
            raise forms.ValidationError(str(sentence)) from None
        return file


def events_to_import_into(user):
    """The events into which a user may bring people."""
    events = Event.objects.all()
    for model in ("participant", "person"):
        events = scoped(events, user, f"proceedings.add_{model}")
    return events


def keep(data):
    """Put a file aside until its import is confirmed. Returns its name. What waited too long is deleted on the way."""
    storage = storages["import_export"]
    try:
        old = storage.listdir("")[1]
    except FileNotFoundError:
        old = []
    for name in old:
        if name.startswith(PURPOSE) and storage.get_modified_time(name) < timezone.now() - WAITS:
            storage.delete(name)
    return storage.save(f"{PURPOSE}-{secrets.token_hex(16)}", ContentFile(data))


def fetch(name):
    """The bytes of a file put aside, or None if it is no longer there."""
    try:
        with storages["import_export"].open(name) as file:
            return file.read()
    except FileNotFoundError:
        return None


class ImportsDelegates:
    """For the admin class of participants: the import, its preview and its confirmation."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.import_view)
        return [path("import/", view, name="proceedings_participant_import"), *super().get_urls()]

    def import_view(self, request):
        if not may_import(request.user):
            raise PermissionDenied
        if request.method == "POST" and "confirm" in request.POST:
            return self._confirm(request)
        form = self._import_form(request)
        if request.method == "POST" and form.is_valid():
            return self._preview(request, form)
        return self._import_page(request, "admin/import_form.html", _("Import delegates"), form=form)

    def _import_form(self, request):
        form = ImportForm(request.POST or None, request.FILES or None, initial={"event": self._event_asked(request)})
        field = form.fields["event"]
        events = self.admin_site._registry[Event]
        field.queryset = events_to_import_into(request.user)
        field.label_row = lambda row: events.choice_label(request, row)
        field.widget = RowAutocomplete(self.model._meta.get_field("event"), self.admin_site)
        field.widget.choices, field.widget.is_required = field.choices, True
        return form

    def _event_asked(self, request):
        value = request.GET.get("event", "")
        return value if value.isascii() and value.isdigit() and len(value) < 19 else None

    def _import_page(self, request, template, title, **context):
        context |= self.admin_site.each_context(request)
        context |= {"opts": self.model._meta, "title": title}
        return TemplateResponse(request, template, context)

    def _preview(self, request, form):
        event, delegates = form.cleaned_data["event"], form.delegates
        resource = DelegateResource(event, request.user)
        result = resource.import_data(delegates.dataset, dry_run=True, use_transactions=False)
        counts = resource.counts(result)
        ticket = None
        if not counts["problems"] and counts["new"] + counts["changed"]:
            file = form.cleaned_data["file"]
            ticket = signing.dumps(
                {
                    "file": keep(form.data_of_file),
                    "called": PurePath(file.name).name[:100],
                    "event": event.pk,
                    "user": request.user.pk,
                    "digest": hashlib.sha256(form.data_of_file).hexdigest(),
                },
                salt=PURPOSE,
            )
        return self._import_page(
            request,
            "admin/import_preview.html",
            _("What this list would do"),
            event=event,
            delegates=delegates,
            counts=counts,
            ticket=ticket,
            **self._sorted(result),
        )

    def _sorted(self, result):
        """The rows of a result by what they come to, each list with what is left out of it."""
        lists = {"problems": [row for row in result.rows if row.problems]}
        for name in ("new", "update", "skip"):
            lists[name] = [row for row in result.rows if row.import_type == name and not row.problems]
        return {
            "lists": [
                (title, lists[name][:SHOWN], max(0, len(lists[name]) - SHOWN))
                for name, title in (
                    ("problems", _("To be mended")),
                    ("update", _("Changed")),
                    ("new", _("New")),
                    ("skip", _("Already there")),
                )
                if lists[name]
            ]
        }

    def _confirm(self, request):
        again = f"{reverse('admin:proceedings_participant_import')}"
        try:
            ticket = signing.loads(request.POST.get("confirm", ""), salt=PURPOSE, max_age=WAITS)
        except signing.BadSignature:
            messages.error(request, _("That took longer than an hour. Choose the file once more."))
            return HttpResponseRedirect(again)
        event = events_to_import_into(request.user).filter(pk=ticket["event"]).first()
        if event is None or ticket["user"] != request.user.pk:
            raise PermissionDenied
        data = fetch(ticket["file"])
        if data is None or hashlib.sha256(data).hexdigest() != ticket["digest"]:
            messages.warning(
                request, _("That list was already imported, or waited too long. Look at the participants.")
            )
            return HttpResponseRedirect(f"{again}?event={event.pk}")
        resource = DelegateResource(event, request.user, reason=f"Import of {ticket['called']}")
        with transaction.atomic():
            result = resource.import_data(read_list(data).dataset, dry_run=False, use_transactions=False)
            counts = resource.counts(result)
            if not counts["problems"]:
                LogEntry.objects.log_actions(
                    request.user.pk,
                    [event],
                    CHANGE,
                    change_message=_("Imported a list: %(new)s new, %(changed)s changed.") % counts,
                    single_object=True,
                )
        storages["import_export"].delete(ticket["file"])
        if counts["problems"]:
            messages.error(
                request, _("Nothing was imported: something changed since you looked. Choose the file again.")
            )
            return HttpResponseRedirect(f"{again}?event={event.pk}")
        messages.success(
            request,
            _("%(new)s people are new at this event, %(changed)s changed, %(there)s were already there.") % counts,
        )
        return HttpResponseRedirect(f"{reverse('admin:proceedings_participant_changelist')}?event={event.pk}")
