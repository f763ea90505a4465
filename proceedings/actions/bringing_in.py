"""A list of delegates goes into its event, as one unit: all of its good rows, or nothing. And comes out again."""

from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import ProtectedError, Q
from django.db.models.deletion import Collector
from django.utils import timezone
from django.utils.translation import gettext as _

from ..access import may
from ..models import ColumnHeading, Consent, DelegateList, Event, Organisation, Participant, Person, PersonName
from ..spreadsheets import delegates, reading
from ..spreadsheets.countries import plain
from ..spreadsheets.review import WAITING, count
from ..spreadsheets.sheet_back import sheet_back
from ..spreadsheets.table import find_table
from . import NotPossible

# How long an import can be taken back, and its rejected rows fetched.
MAY_BE_UNDONE = timedelta(hours=24)
# How long a list may wait before it goes in. It holds people's data, so it is not kept for a rainy day.
MAY_WAIT = timedelta(hours=24)
# An import that has not moved for so long has been stopped. Saving at the end shows no progress for a while.
STOPPED_AFTER = timedelta(minutes=5)
MADE = {
    "consent": Consent,
    "personname": PersonName,
    "participant": Participant,
    "person": Person,
    "organisation": Organisation,
}


def may_bring_in(user, event):
    """True when a user may bring people into an event from a list."""
    return all(may(user, f"proceedings.add_{model}", event) for model in ("participant", "person"))


def reason_of(list_):
    """What the history of every row says that a list made or changed."""
    return f"Import {list_.pk}: {list_.called}"[:100]


def find(sheets, sheet=None, heading_row=None, fields=None):
    """The table of people in some sheets, its columns read as colleagues said before, and as `fields` says now.

    sheets, sheet, heading_row, fields    see table.find_table

    Raises NotASpreadsheet.
    """
    table = find_table(sheets, sheet=sheet, heading_row=heading_row, fields=fields)
    known = dict(ColumnHeading.objects.values_list("words", "field"))
    said = {column: known[words] for column, text in table.headings.items() if (words := plain(text)) in known}
    if said.keys() - (fields or {}).keys():
        table = find_table(sheets, sheet=sheet, heading_row=heading_row, fields=said | (fields or {}))
    return table


def table_of(list_):
    """The table of a list that waits, as somebody chose to read it. Raises NotASpreadsheet."""
    if not list_.file or not list_.file.storage.exists(list_.file.name):
        raise reading.NotASpreadsheet(_("The file of this list is no longer there. Choose it once more."))
    with list_.file.open() as file:
        sheets = reading.read(file.read())
    return find(
        sheets,
        list_.sheet if list_.sheet in {sheet.title for sheet in sheets} else None,
        list_.heading_row,
        {int(column): field for column, field in list_.columns.items()},
    )


def resource_for(list_, user, on_progress=None):
    return delegates.DelegateResource(
        list_.event,
        user,
        mended=list_.mended,
        decided=list_.decided,
        called=list_.called,
        reason=reason_of(list_),
        on_progress=on_progress,
    )


def order(list_, *, by):
    """Let a list go in. A worker does it; until it is through, nothing of it is there.

    Raises PermissionDenied, or NotPossible.
    """
    from ..tasks import bring_in_list

    if not may_bring_in(by, list_.event):
        raise PermissionDenied
    with transaction.atomic():
        now = DelegateList.objects.select_for_update().get(pk=list_.pk)
        if now.state == DelegateList.State.ORDERED and not has_stopped(now):
            raise NotPossible(_("This list is being imported already."))
        if now.state not in (DelegateList.State.LOOKED_AT, DelegateList.State.ORDERED):
            raise NotPossible(_("This list was imported already."))
        now.state, now.progress, now.progress_at = DelegateList.State.ORDERED, 0, timezone.now()
        now.save()
    transaction.on_commit(lambda: bring_in_list.enqueue(list_.pk, by.pk))


def has_stopped(list_):
    """True for a list that was ordered and has not moved for so long that its worker must have been stopped."""
    return (
        list_.state == DelegateList.State.ORDERED
        and list_.progress_at is not None
        and list_.progress_at < timezone.now() - STOPPED_AFTER
    )


def bring_in(list_, *, by):
    """Save the good rows of a list that was ordered. The others come back as a spreadsheet.

    Run twice, or by two at once, it is done once; killed anywhere, nothing of it is there. Raises PermissionDenied.
    """
    if not may_bring_in(by, list_.event):
        raise PermissionDenied
    table = table_of(list_)
    noted = 0

    def note_progress():
        nonlocal noted
        noted += 1
        if noted % 250 == 0:
            # Before the transaction that saves: others see it.
            DelegateList.objects.filter(pk=list_.pk).update(progress=noted, progress_at=timezone.now())

    resource_for(list_, by, note_progress).bring(table, save=False)
    files = []
    with transaction.atomic():
        # The event is the lock: two lists that go into one event wait for each other, or both would make the same seat.
        Event.objects.select_for_update().get(pk=list_.event_id)
        now = DelegateList.objects.select_for_update().get(pk=list_.pk)
        if now.state != DelegateList.State.ORDERED:
            return
        resource = resource_for(now, by)
        reviews = resource.bring(table, save=True)
        now.counts, now.made = count(reviews), resource.made()
        back = [review for review in reviews if review.status in WAITING]
        if back:
            now.came_back.save("back", ContentFile(sheet_back(table, back)), save=False)
        files.append(now.file.name)
        now.state, now.imported_at = DelegateList.State.IMPORTED, timezone.now()
        now.mended, now.decided, now.file = {}, {}, ""
        now.progress = len(reviews)
        now.save()
    for name in files:
        DelegateList._meta.get_field("file").storage.delete(name)


def may_be_taken_back(list_):
    """True for a list that went in during the last 24 hours."""
    return list_.state == DelegateList.State.IMPORTED and list_.imported_at > timezone.now() - MAY_BE_UNDONE


def touched(list_):
    """How many of the rows that a list made or changed somebody has changed or used since."""
    reason, number = reason_of(list_), 0
    for name, model in MADE.items():
        wanted = {*list_.made.get(name, ()), *list_.made.get(f"changed_{name}", ())}
        if name == "organisation":
            # Others may use a new organisation: it simply stays.
            continue
        newest = {}
        rows = model.history.filter(id__in=wanted).order_by("history_date", "history_id")
        for pk, why in rows.values_list("id", "history_change_reason"):
            newest[pk] = why
        number += sum(why != reason for why in newest.values()) + len(wanted - newest.keys())
    return number


@transaction.atomic
def take_back(list_, *, by):
    """Undo an import of the last 24 hours, as long as nobody touched its rows. Raises PermissionDenied, NotPossible."""
    if not may_bring_in(by, list_.event):
        raise PermissionDenied
    Event.objects.select_for_update().get(pk=list_.event_id)
    now = DelegateList.objects.select_for_update().get(pk=list_.pk)
    if now.state != DelegateList.State.IMPORTED:
        raise NotPossible(_("This list is not in the event."))
    if not may_be_taken_back(now):
        raise NotPossible(_("An import can be taken back for 24 hours, and these have passed."))
    if number := touched(now):
        raise NotPossible(
            _("%(number)s of its rows were changed since. Take back nothing, or mend them one by one.")
            % {"number": number}
        )
    _restore(now, Participant)
    _restore(now, Person)
    for name in ("consent", "personname", "participant", "person"):
        try:
            _delete(MADE[name].objects.filter(pk__in=now.made.get(name, ())), f"{reason_of(now)}, taken back", by)
        except ProtectedError:
            raise NotPossible(
                _("Somebody of this list already has a part in the programme, or a promise. Take nothing back.")
            ) from None
    unused = list(Organisation.objects.filter(pk__in=now.made.get("organisation", ())))
    _delete_unused(unused, f"{reason_of(now)}, taken back", by)
    now.state = DelegateList.State.UNDONE
    now.save()


def _delete(rows, why, by):
    """Delete rows, each with its line of history that says why. What hangs on them is looked for once, not per row."""
    rows = list(rows)
    for row in rows:
        row._change_reason, row._history_user = why, by
    collector = Collector(using=DEFAULT_DB_ALIAS)
    collector.collect(rows)
    collector.delete()


def _delete_unused(rows, why, by):
    """Delete those rows that nothing else needs: by halves, as each question goes to dozens of tables."""
    try:
        with transaction.atomic():
            _delete(rows, why, by)
    except ProtectedError:
        if len(rows) > 1:
            half = len(rows) // 2
            _delete_unused(rows[:half], why, by)
            _delete_unused(rows[half:], why, by)


def _restore(list_, model):
    """Give the rows that a list changed what they had before it."""
    name = model._meta.model_name
    reason = reason_of(list_)
    for row in model.objects.filter(pk__in=list_.made.get(f"changed_{name}", ())):
        before = model.history.filter(id=row.pk).exclude(history_change_reason=reason).order_by("-history_id").first()
        if before is None:
            continue
        for field in delegates.OF_PERSON if model is Person else (*delegates.OF_SEAT, "organisation_id"):
            setattr(row, field, getattr(before, field))
        row._change_reason = f"{reason}, taken back"
        row.save()


def throw_away_old():
    """Delete lists that waited too long, and the rejected rows of those that went in long ago. Returns how many."""
    state, too_old = DelegateList.State, timezone.now() - MAY_WAIT
    waited = DelegateList.objects.filter(
        Q(state=state.LOOKED_AT, added_at__lt=too_old) | Q(state=state.ORDERED, progress_at__lt=too_old)
    )
    number = 0
    for list_ in waited:
        list_.file.delete(save=False)
        list_.delete()
        number += 1
    for list_ in DelegateList.objects.exclude(came_back="").filter(imported_at__lt=timezone.now() - MAY_BE_UNDONE):
        list_.came_back.delete(save=False)
        list_.save()
        number += 1
    return number
