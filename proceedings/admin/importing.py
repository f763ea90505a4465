"""Bringing a list of delegates into an event: drop the file, look at one page, decide the doubtful rows, import."""

import hashlib
import re
from pathlib import PurePath

from django import forms
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from ..access import may_import, scoped
from ..actions import NotPossible, bringing_in
from ..models import ColumnHeading, DelegateList, Event
from ..spreadsheets import reading
from ..spreadsheets.countries import plain
from ..spreadsheets.headings import CALLED
from ..spreadsheets.review import ASIDE, LEFT_OUT, MAYBE, NEW, PROBLEM, SAME, STATUSES, count
from .choices import RowAutocomplete, RowField

# More rows than this of one sort are counted, not listed: nobody decides more at a time, and the page stays quick.
SHOWN = 100
MOST_LETTERS = 2_000
CHANGED = re.compile(r"^(mend|offer)-(\d{1,7})-([a-z_]{1,20})$")
DECISION = re.compile(r"^(new|out|person:\d{1,18}|row:\d{1,7})$")


class ImportForm(forms.Form):
    event = RowField(queryset=Event.objects.none(), label="Event")
    file = forms.FileField(
        label="List",
        help_text=f"A spreadsheet (XLSX, ODS) or CSV as it was sent, up to {reading.MAX_ROWS:,} rows. "
        "Its columns are found by their headings; only names are needed.",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.ods"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > reading.MAX_BYTES:
            most = reading.MAX_BYTES // reading.MEGABYTE
            raise forms.ValidationError(f"The file is larger than {most} MB. A list of people is much smaller.")
        self.data_of_file = file.read()
        try:
            self.table = bringing_in.find(reading.read(self.data_of_file))
        except reading.NotASpreadsheet as sentence:
            raise forms.ValidationError(str(sentence)) from None
        return file


def events_to_import_into(user):
    """The events into which a user may bring people."""
    events = Event.objects.all()
    for model in ("participant", "person"):
        events = scoped(events, user, f"proceedings.add_{model}")
    return events


class ImportsDelegates:
    """For the admin class of participants: the import, its review, its result and the way back."""

    def get_urls(self):
        views = (
            ("import/", self.import_view, "import"),
            ("import/<int:pk>/", self.list_view, "import_list"),
            ("import/<int:pk>/back/", self.back_view, "import_back"),
        )
        ours = [
            path(address, self.admin_site.admin_view(view), name=f"proceedings_participant_{name}")
            for address, view, name in views
        ]
        return ours + super().get_urls()

    def import_view(self, request):
        if not may_import(request.user):
            raise PermissionDenied
        form = self._import_form(request)
        if request.method == "POST" and form.is_valid():
            bringing_in.throw_away_old()
            file, event = form.cleaned_data["file"], form.cleaned_data["event"]
            list_ = DelegateList(
                event=event,
                by=request.user,
                called=PurePath(file.name).name[:200],
                digest=hashlib.sha256(form.data_of_file).hexdigest(),
                sheet=form.table.sheet,
            )
            list_.file.save("list", ContentFile(form.data_of_file), save=False)
            list_.save()
            return HttpResponseRedirect(self._address(list_))
        return self._import_page(request, "admin/import_form.html", _("Import delegates"), form=form)

    def _address(self, list_):
        return reverse("admin:proceedings_participant_import_list", args=[list_.pk])

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

    # One list

    def _list(self, request, pk):
        list_ = DelegateList.objects.select_related("event", "by").filter(pk=pk).first()
        if list_ is None or not bringing_in.may_bring_in(request.user, list_.event):
            raise PermissionDenied
        return list_

    def list_view(self, request, pk):
        list_ = self._list(request, pk)
        if request.method == "POST":
            return self._do(request, list_)
        if list_.state == DelegateList.State.LOOKED_AT or bringing_in.has_stopped(list_):
            return self._review(request, list_)
        page = self._import_page(
            request,
            "admin/import_result.html",
            _("List of delegates"),
            list=list_,
            counts=list_.counts,
            total=list_.counts.get("rows") or list_.progress,
            may_be_taken_back=bringing_in.may_be_taken_back(list_),
            participants=f"{reverse('admin:proceedings_participant_changelist')}?event={list_.event_id}",
        )
        if list_.state == DelegateList.State.ORDERED:
            # So that it looks again by itself, without a script.
            page.headers["Refresh"] = "2"
        return page

    def _review(self, request, list_):
        try:
            table = bringing_in.table_of(list_)
        except reading.NotASpreadsheet as sentence:
            messages.error(request, str(sentence))
            return HttpResponseRedirect(f"{reverse('admin:proceedings_participant_import')}?event={list_.event_id}")
        resource = bringing_in.resource_for(list_, request.user)
        reviews = resource.bring(table, save=False)
        counts = count(reviews)
        of = {status: [r for r in reviews if r.status == status] for status in STATUSES}
        everything = request.GET.get("all") == "1"
        context = {
            "list": list_,
            "table": table,
            "columns": self._columns(table),
            "fields": [("", _("leave out")), *CALLED.items()],
            "counts": counts,
            "ready": counts["new"] + sum(1 for r in of[SAME] if r.does_something),
            "problems": [self._problem(review) for review in of[PROBLEM][:SHOWN]],
            "maybes": of[MAYBE][:SHOWN],
            "aside": [(r, table.aside[r.number]) for r in reviews if r.number in table.aside][:SHOWN],
            "asides": len(table.aside),
            "aside_decided": list_.decided.get(ASIDE, ""),
            "shown": SHOWN,
            "stopped": list_.state == DelegateList.State.ORDERED,
            "groups": [
                (title, rows if everything else rows[:SHOWN], 0 if everything else max(0, len(rows) - SHOWN))
                for title, rows in (
                    (_("Changed"), [r for r in of[SAME] if r.changes]),
                    (_("New"), of[NEW]),
                    (_("The same person, nothing new"), [r for r in of[SAME] if not r.changes]),
                    (_("Left out"), of[LEFT_OUT]),
                )
                if rows
            ],
        }
        return self._import_page(request, "admin/import_review.html", _("What this list would do"), **context)

    def _columns(self, table):
        """What each column was read as: (index, heading, examples, field, unsure)."""
        columns = []
        for index in sorted({*table.headings, *table.fields}):
            field = table.fields.get(index, "")
            examples = [str(cells[field]) for _number, cells in table.rows[:40] if field and cells.get(field)]
            columns.append(
                (index, table.headings.get(index, ""), list(dict.fromkeys(examples))[:3], field, index in table.unsure)
            )
        return columns

    def _problem(self, review):
        """A row to be mended: the review, and (field, name of the field, what stands there, problems) of each cell."""
        fields = {}
        for problem in review.row.problems:
            fields.setdefault(problem.field or "name", []).append(problem)
        cells = review.row.cells
        return review, [(name, CALLED[name], str(cells.get(name, "")), found) for name, found in fields.items()]

    # What somebody does on the page

    def _do(self, request, list_):
        what = request.POST.get("do", "look")
        try:
            if what == "undo":
                bringing_in.take_back(list_, by=request.user)
                self._log(request, list_, _("Took a list of delegates back."))
                messages.success(request, _("The list was taken back. Nothing of it is in the event any more."))
                return HttpResponseRedirect(self._address(list_))
            if list_.state != DelegateList.State.LOOKED_AT and not bringing_in.has_stopped(list_):
                raise NotPossible(_("This list was imported already."))
            if what == "drop":
                list_.file.delete(save=False)
                event = list_.event_id
                list_.delete()
                messages.success(request, _("The list was thrown away. Nothing of it was saved."))
                return HttpResponseRedirect(f"{reverse('admin:proceedings_participant_import')}?event={event}")
            self._note(request, list_)
            if what == "import":
                bringing_in.order(list_, by=request.user)
                self._log(request, list_, _("Imported a list of delegates."))
        except NotPossible as sentence:
            messages.error(request, str(sentence))
        return HttpResponseRedirect(self._address(list_))

    def _log(self, request, list_, message):
        LogEntry.objects.log_actions(request.user.pk, [list_.event], CHANGE, change_message=message, single_object=True)

    def _note(self, request, list_):
        """Keep what somebody mended, decided and chose on the page."""
        # No database keeps a NUL; what is read below is without.
        sent = {name: value.replace("\0", "") for name, value in request.POST.items()}
        for name, value in sent.items():
            found = CHANGED.match(name)
            # An offer that is not ticked is not sent, and a cell that nobody touched comes back as it was.
            untouched = found and found[1] == "mend" and value == sent.get(f"was{name[4:]}")
            if found and found[3] in CALLED and not untouched:
                list_.mended.setdefault(found[2], {})[found[3]] = value[:MOST_LETTERS]
            elif name.startswith("decide-") and name[7:].isdecimal() and DECISION.match(value):
                list_.decided[name[7:]] = value
            elif name.startswith("decide-") and not value:
                list_.decided.pop(name[7:], None)
        if sent.get(ASIDE) in ("in", "out", ""):
            list_.decided[ASIDE] = sent[ASIDE]
        before = list_.sheet, list_.heading_row, list_.columns
        columns = {name[7:]: value for name, value in sent.items() if re.match(r"^column-\d{1,3}$", name)}
        if columns:
            list_.columns = {index: field for index, field in columns.items() if field in CALLED or not field}
        row = sent.get("heading_row", "")
        sheet = sent.get("sheet", list_.sheet)[:200]
        if sheet != list_.sheet:
            # Another sheet has other columns.
            list_.sheet, list_.heading_row, list_.columns = sheet, None, {}
            list_.mended, list_.decided = {}, {}
        elif row != sent.get("was-heading_row", "") and row.isascii() and row.isdigit() and len(row) < 6:
            # And so has another row of headings.
            list_.heading_row, list_.columns = int(row), {}
        try:
            table = bringing_in.table_of(list_)
        except reading.NotASpreadsheet as sentence:
            # It cannot be read in that way: as before, then.
            list_.sheet, list_.heading_row, list_.columns = before
            messages.error(request, str(sentence))
        else:
            if sent.get("remember"):
                self._remember(table)
        list_.save()

    def _remember(self, table):
        for index, heading in table.headings.items():
            if words := plain(heading)[:200]:
                ColumnHeading.objects.update_or_create(words=words, defaults={"field": table.fields.get(index, "")})

    def back_view(self, request, pk):
        list_ = self._list(request, pk)
        if not list_.came_back:
            raise Http404
        answer = FileResponse(
            list_.came_back.open(),
            as_attachment=True,
            filename=f"{PurePath(list_.called).stem[:80]} - to be mended.xlsx",
            content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        )
        answer.headers["Cache-Control"] = "no-store"
        return answer
