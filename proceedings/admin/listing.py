"""Lists of commitments: out with everything that comes in again, and in from wherever somebody kept them."""

from functools import cache
from pathlib import PurePath

from django import forms
from django.contrib import messages
from django.core import signing
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..access import may, scoped
from ..actions import NotPossible
from ..actions.listing import HERE, MAKE, NEW, NOBODY, OUT, PROBLEM, CommitmentList, bring_in_commitments
from ..dates import due_in_words
from ..models import CommitmentParty, Deadline, Event, Organisation
from ..parties import Parties
from ..spreadsheets import reading
from ..spreadsheets.commitments import BETWEEN, CALLED, find_rows
from .choices import RowAutocomplete, RowField
from .exporting import Column

# The list itself travels in the page from one look to the next, so that nothing of it is kept before it goes in.
SALT = "a list of commitments"
# A page that was left open for longer is asked for its file once more.
FORGOTTEN_AFTER = 12 * 60 * 60
# As much as a page sends back.
LONGEST = 2_000_000


class ListForm(forms.Form):
    event = RowField(queryset=Event.objects.none(), label="Event", help_text="Of all rows that name none.")
    file = forms.FileField(
        label="List",
        help_text="A spreadsheet (XLSX, ODS) or CSV. Its columns are found by their headings; only the text is needed.",
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.ods"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > reading.MAX_BYTES:
            raise forms.ValidationError(_("The file is too large for a list of commitments."))
        try:
            self.found = find_rows(reading.read(file.read(), lines=True))
        except reading.NotASpreadsheet as sentence:
            raise forms.ValidationError(str(sentence)) from None
        return file


def may_list(user, event=None):
    return may(user, "proceedings.add_commitment", event)


class ListsCommitments:
    """For the admin class of commitments: a list comes in on one page, and goes out so that it can come in again."""

    change_list_template = "admin/commitment_list.html"

    def get_urls(self):
        view = self.admin_site.admin_view(self.import_view)
        return [path("import/", view, name="proceedings_commitment_import"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        return super().changelist_view(request, {"may_import": may_list(request.user)} | (extra_context or {}))

    # In

    def import_view(self, request):
        if not may_list(request.user):
            raise PermissionDenied
        if request.method == "POST" and "list" in request.POST:
            return self._look(request)
        form = self._form(request)
        if request.method == "POST" and form.is_valid():
            columns, headings, rows = form.found
            kept = {
                "event": form.cleaned_data["event"].pk,
                "called": PurePath(form.cleaned_data["file"].name).name[:200],
                "columns": columns,
                "headings": headings,
                "rows": [
                    [number, [[type(cell).__name__, str(cell)] if column in columns else ["str", ""]
                              for column, cell in enumerate(cells)]]
                    for number, cells in rows
                ],
            }  # fmt: skip
            if len(signing.dumps(kept, salt=SALT, compress=True)) < LONGEST:
                return self._page(request, kept)
            form.add_error("file", _("There is too much text in this list. Split it into several files."))
        context = {"form": form, "title": _("Import commitments"), "is_multipart": True}
        return self._answer(request, "admin/commitment_import.html", context)

    def _form(self, request):
        asked = request.GET.get("event", "")
        events = scoped(Event.objects.all(), request.user, "proceedings.add_commitment")
        event = events.filter(pk=int(asked)).first() if asked.isdecimal() and len(asked) < 19 else None
        form = ListForm(request.POST or None, request.FILES or None, initial={"event": event})
        field, model_admin = form.fields["event"], self.admin_site._registry[Event]
        field.queryset = events
        field.label_row = lambda row: model_admin.choice_label(request, row)
        field.widget = RowAutocomplete(self.model._meta.get_field("event"), self.admin_site)
        field.widget.choices, field.widget.is_required = field.choices, True
        return form

    def _look(self, request):
        """Look once more at a list that is in the page, or let it go in."""
        try:
            kept = signing.loads(request.POST["list"], salt=SALT, max_age=FORGOTTEN_AFTER)
        except signing.BadSignature:
            messages.error(request, _("This page was open for too long. Choose the file once more."))
            return HttpResponseRedirect(request.path)
        decided = {}
        for number, words in enumerate(request.POST.getlist("words")):
            decided[words] = request.POST.get(f"party-{number}", "")
        left_out = {int(key) for key in request.POST.getlist("out") if key.isdecimal() and len(key) < 8}
        if request.POST.get("do") != "import":
            return self._page(request, kept, decided, left_out)
        event = self._event(request, kept)
        columns, rows = _unpacked(kept)
        try:
            made = bring_in_commitments(
                event,
                by=request.user,
                columns=columns,
                rows=rows,
                called=kept["called"],
                decided=decided,
                left_out=left_out,
            )
        except NotPossible as sentences:
            for sentence in str(sentences).splitlines():
                messages.error(request, sentence)
            return self._page(request, kept, decided, left_out)
        for row in made:
            self.log_addition(request, row, _("Imported from %(list)s.") % {"list": kept["called"]})
        messages.success(
            request,
            ngettext("%(number)s commitment is here as a draft: %(refs)s.",
                     "%(number)s commitments are here as drafts: %(refs)s.", len(made))
            % {"number": len(made), "refs": ", ".join(row.ref for row in made[:20])},
        )  # fmt: skip
        return HttpResponseRedirect(f"{reverse('admin:proceedings_commitment_changelist')}?event={event.pk}")

    def _event(self, request, kept):
        event = scoped(Event.objects.all(), request.user, "proceedings.add_commitment").filter(pk=kept["event"]).first()
        if event is None:
            raise PermissionDenied
        return event

    def _page(self, request, kept, decided=None, left_out=()):
        event = self._event(request, kept)
        columns, rows = _unpacked(kept)
        list_ = CommitmentList(event, request.user, columns, rows, decided=decided, left_out=left_out)
        of = {status: [r for r in list_.reviews if r.status == status] for status in (NEW, HERE, PROBLEM, OUT)}
        for review in list_.reviews:
            review.due = [(each, due_in_words(each)) for each in review.row.deadlines]
            review.who = [
                (CommitmentParty.Role(role).label, words, list_.known.get(decision), decision)
                for role, words, decision, _found in review.parties
            ]
        read_as = [(heading, CALLED.get(columns.get(int(index)), "")) for index, heading in kept["headings"].items()]
        context = {
            "title": _("A list of commitments"),
            "subtitle": kept["called"],
            "event": event,
            "list": signing.dumps(kept, salt=SALT, compress=True),
            "of": of,
            "obstacles": list_.obstacles,
            "asked": [(words, *rest) for words, rest in list_.to_decide.items()],
            "undecided": sum(not decision for decision, _found, _rows in list_.to_decide.values()),
            "may_make": may(request.user, "proceedings.add_organisation", Organisation()),
            "make": MAKE,
            "nobody": NOBODY,
            "read_as": read_as,
        }
        return self._answer(request, "admin/commitment_review.html", context)

    def _answer(self, request, template, context):
        context = self.admin_site.each_context(request) | {"opts": self.model._meta} | context
        context["back"] = reverse("admin:proceedings_commitment_changelist")
        return TemplateResponse(request, template, context)

    # Out

    def list_columns(self):
        """The columns by which a list is known again when it comes in: who in which part, and by when."""
        labels = {
            CommitmentParty.Role.LEAD: CALLED["lead"],
            CommitmentParty.Role.PARTNER: CALLED["partner"],
            CommitmentParty.Role.THROUGH: CALLED["through"],
            CommitmentParty.Role.ALSO_FOR: CALLED["also_for"],
            CommitmentParty.Role.ADDRESSEE: CALLED["addressee"],
        }
        known = cache(Parties)
        return [
            *(Column(f"role_{role}", label, _organisations(role, known), True) for role, label in labels.items()),
            Column("deadlines", CALLED["deadline"], _deadlines(str), True),
            Column("deadlines_read", _("Read as"), _deadlines(due_in_words), True),
        ]


def _unpacked(kept):
    """(columns, rows) as find_rows gave them: cells that were days or numbers are so again."""
    kinds = {kind.__name__: kind for kind in (reading.Day, reading.Number, reading.Formula, reading.CellError)}
    rows = [(number, [kinds.get(kind, str)(text) for kind, text in cells]) for number, cells in kept["rows"]]
    return {int(column): name for column, name in kept["columns"].items()}, rows


def _organisations(role, known):
    """A `gather` of the organisations in one part; people are in a column of their own, as far as they may be told.

    known   gives the Parties by whose words they are found again, read once for all columns
    """

    def gather(rows):
        parties = CommitmentParty.objects.filter(commitment__in=[row.pk for row in rows], role=role, participant=None)
        parties = list(parties.select_related("organisation", "organisation_class"))
        found = {}
        for each in parties:
            found.setdefault(each.commitment_id, []).append(known().written(each.party))
        return {pk: "; ".join(names) for pk, names in found.items()}

    return gather


def _deadlines(words):
    def gather(rows):
        found = {}
        for each in Deadline.objects.filter(commitment__in=[row.pk for row in rows]):
            if each.kind != Deadline.Kind.NONE or each.as_written:
                text = words(each) if words is not str else each.as_written or due_in_words(each)
                found.setdefault(each.commitment_id, []).append(text)
        return {pk: BETWEEN.join(texts) for pk, texts in found.items()}

    return gather


def ways_to_list(request, event):
    """From an event to the import of its commitments: [(text, address)], or nothing."""
    if not may_list(request.user, event):
        return []
    return [(_("Import commitments"), f"{reverse('admin:proceedings_commitment_import')}?event={event.pk}")]
