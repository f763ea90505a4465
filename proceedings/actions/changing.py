"""Many rows change at once, as one unit. Each keeps its line of history; what somebody else changed meanwhile stays."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from . import NotPossible

# Rows that are fetched, checked and written together.
AT_ONCE = 500


@dataclass
class Change:
    """What becomes of one row: `fields` {name: new value}, `ties` {name of a many-to-many field: set of keys}."""

    fields: dict = field(default_factory=dict)
    ties: dict = field(default_factory=dict)

    def __bool__(self):
        return bool(self.fields or self.ties)


@dataclass
class Outcome:
    """The keys of rows that changed, of those left alone because somebody changed them meanwhile, and of bad ones."""

    changed: list = field(default_factory=list)
    stale: list = field(default_factory=list)
    bad: list = field(default_factory=list)


def parts(keys):
    """A list of keys in parts that a database takes in one statement."""
    keys = list(keys)
    return [keys[start : start + AT_ONCE] for start in range(0, len(keys), AT_ONCE)]


def versions(model, keys):
    """{key of a row: number of its newest line of history}, to see later whether somebody changed it. 0 for none."""
    found = dict.fromkeys(keys, 0)
    for some in parts(found):
        lines = model.history.filter(id__in=some).order_by().values_list("id").annotate(Max("history_id"))
        found.update(lines)
    return found


@transaction.atomic
def change_together(rows, seen, look, *, by, reason):
    """Change the rows that somebody has seen a preview of: those that are still as they were then.

    rows     the queryset of those that `by` may change, with whatever `look` needs loaded
    seen     {key: version}, as `versions` gave it for the preview
    look     takes a row, returns its Change; raises ValidationError for one that cannot be changed so
    reason   for the history of each

    Returns an Outcome. Raises NotPossible when the database refuses them together.
    """
    model, outcome = rows.model, Outcome()
    for keys in parts(sorted(seen)):
        # Locked in the order of their keys, so that two who change the same rows wait for each other.
        found = list(rows.filter(pk__in=keys).select_for_update(of=("self",)).order_by("pk"))
        now = versions(model, [row.pk for row in found])
        outcome.stale += [key for key in keys if now.get(key) != seen[key]]
        changes = []
        for row in found:
            if now[row.pk] == seen[row.pk]:
                try:
                    change = look(row)
                except ValidationError:
                    outcome.bad.append(row.pk)
                    continue
                if change:
                    changes.append((row, change))
        try:
            with transaction.atomic():
                save(model, changes, by=by, reason=reason)
        except IntegrityError:
            raise NotPossible(
                _("Nothing was changed: with these values two of the rows would contradict each other.")
            ) from None
        outcome.changed += [row.pk for row, _change in changes]
    return outcome


def save(model, changes, *, by, reason):
    """Write [(row, Change)] with a line of history for each, in a few statements however many they are."""
    rows, same = [], {}
    for row, change in changes:
        for name, value in change.fields.items():
            setattr(row, name, value)
            same.setdefault((name, id(value)), (value, []))[1].append(row.pk)
        rows.append(row)
    # Most rows get one and the same value: an UPDATE for each is many times quicker than Django's bulk_update.
    for (name, _id), (value, keys) in same.items():
        model._base_manager.filter(pk__in=keys).update(**{name: value})
    for name in {name for _row, change in changes for name in change.ties}:
        _tie(model._meta.get_field(name), {row.pk: change.ties[name] for row, change in changes if name in change.ties})
    note(model, rows, by=by, reason=reason)


def _tie(tie, wanted):
    """Give rows exactly the ties {key: set of keys} of one many-to-many field."""
    through, here, there = tie.remote_field.through, f"{tie.m2m_field_name()}_id", f"{tie.m2m_reverse_field_name()}_id"
    has, gone = defaultdict(set), []
    for row in through._base_manager.filter(**{f"{here}__in": list(wanted)}):
        has[getattr(row, here)].add(getattr(row, there))
        if getattr(row, there) not in wanted[getattr(row, here)]:
            gone.append(row.pk)
    for some in parts(gone):
        through._base_manager.filter(pk__in=some).delete()
    through._base_manager.bulk_create(
        through(**{here: key, there: other}) for key, keys in wanted.items() for other in sorted(keys - has[key])
    )


def note(model, rows, *, by, reason):
    """Write a line of history for each row as it is now, its many-to-many ties included.

    django-simple-history's own help for many rows forgets the ties, so that the history would tell they were taken off.
    """
    lines = model.history.bulk_history_create(
        rows, batch_size=AT_ONCE, update=True, default_user=by, default_change_reason=reason[:100]
    )
    of = {line.id: line for line in lines}
    for tie in model.history.model._history_m2m_fields:
        through, here = tie.remote_field.through, f"{tie.m2m_field_name()}_id"
        kept = getattr(model.history.model, tie.name).model
        ties = through._base_manager.filter(**{f"{here}__in": list(of)})
        names = [column.attname for column in through._meta.concrete_fields]
        kept._base_manager.bulk_create(
            kept(history=of[getattr(row, here)], **{name: getattr(row, name) for name in names}) for row in ties
        )
