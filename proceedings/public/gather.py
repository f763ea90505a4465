"""Many kinds of rows in one query.

A page about an event prints rows of some thirty tables. Thirty small queries cost more than the rows themselves, so
they go to the database together: each row comes back as one JSON array, and becomes a model instance again here.
"""

import json
from types import SimpleNamespace

from django.db import connections, models
from django.db.models import F, Func, TextField, Value, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

# Written for colleagues: not even read here, so that no page can print it.
NEVER_READ = {"internal_note", "needs"}


class _Json(Func):
    """All its arguments as the text of one JSON array."""

    output_field = TextField()

    def as_sqlite(self, compiler, connection, **options):
        return self.as_sql(compiler, connection, function="JSON_ARRAY", **options)

    def as_postgresql(self, compiler, connection, **options):
        template = "%(function)s(%(expressions)s)::text"
        return self.as_sql(compiler, connection, function="JSONB_BUILD_ARRAY", template=template, **options)


def gather(**querysets):
    """Run several querysets as one query.

    Each keyword is a queryset of whole rows, with or without annotations (select_related is not followed).
    Returns a namespace with, under each keyword, a list of model instances in the order of its queryset.
    """
    found = SimpleNamespace(**{name: [] for name in querysets})
    branches = [_branch(name, queryset) for name, queryset in querysets.items()]
    if not branches:
        return found
    readers = {name: _reader(queryset) for name, queryset in querysets.items()}
    rows = branches[0].union(*branches[1:], all=True) if branches[1:] else branches[0]
    for name, _, values in sorted(rows, key=lambda row: row[1]):
        getattr(found, name).append(readers[name](values))
    return found


def _fields(queryset):
    return [field for field in queryset.model._meta.concrete_fields if field.name not in NEVER_READ]


def _branch(name, queryset):
    columns = [field.attname for field in _fields(queryset)] + list(queryset.query.annotations)
    order = queryset.query.order_by or queryset.model._meta.ordering or ["pk"]
    return (
        queryset.annotate(in_order=Window(RowNumber(), order_by=list(order)), as_json=_Json(*map(F, columns)))
        .order_by()
        .values_list(Value(name), "in_order", "as_json")
    )


def _reader(queryset):
    """A function that makes a model instance of the JSON array of a row."""
    fields = _fields(queryset)
    names = [field.attname for field in fields]
    keys = [field for field in fields if isinstance(field, models.ForeignKey)]
    annotations = [(alias, annotation.output_field) for alias, annotation in queryset.query.annotations.items()]

    def read(text):
        values = iter(json.loads(text))
        row = queryset.model.from_db(queryset.db, names, [_value(field, next(values)) for field in fields])
        for alias, field in annotations:
            setattr(row, alias, _value(field, next(values)))
        # What was not read here cannot be reached from here: a foreign key followed in passing would show what the
        # rules of the other table hide. `connect` sets those that were read.
        for field in keys:
            field.set_cached_value(row, None)
        return row

    return read


def _value(field, value):
    """A value out of JSON as the field has it: SQLite gives dates, yes and no, and JSON itself as text or numbers."""
    if value is None:
        return None
    if isinstance(field, models.JSONField):
        return json.loads(value) if isinstance(value, str) else value
    if isinstance(field, models.ForeignKey):
        return value
    value = field.to_python(value)
    if isinstance(field, models.DateTimeField) and timezone.is_naive(value):
        return timezone.make_aware(value, connections["default"].timezone)
    return value


def connect(*lists):
    """Point every foreign key at its row, where that row was read too; others stay unread.

    lists   lists of model instances, of any models
    """
    known = {}
    for rows in lists:
        for row in rows:
            known[type(row), row.pk] = row
    for rows in lists:
        for model in {type(row) for row in rows}:
            keys = [field for field in model._meta.concrete_fields if isinstance(field, models.ForeignKey)]
            for row in (row for row in rows if type(row) is model):
                for field in keys:
                    target = known.get((field.related_model, getattr(row, field.attname)))
                    if target is not None:
                        setattr(row, field.name, target)


def ids(rows, *names):
    """The ids that some rows point at by their foreign keys `names`, as a set."""
    return {value for row in rows for name in names if (value := getattr(row, f"{name}_id", None)) is not None}


def by(name, rows):
    """Rows in lists by a value of theirs: {value: [row, …]}."""
    lists = {}
    for row in rows:
        lists.setdefault(getattr(row, name), []).append(row)
    return lists
