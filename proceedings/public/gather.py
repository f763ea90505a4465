"""Many kinds of rows in one query.

A page about an event prints rows of some thirty tables. Thirty small queries cost more than the rows themselves, so
they go to the database together: each row comes back as one JSON array, and becomes a model instance again here.

To put so many querysets into SQL takes longer than to run it, and it is the same SQL every time but for a few values.
So `prepared` does that once.
"""

import inspect
import json
from functools import update_wrapper
from types import SimpleNamespace

from django.db import connections, models
from django.db.models import F, Func, Lookup, TextField, Value, Window
from django.db.models.functions import RowNumber
from django.utils import timezone

# Written for colleagues: not even read here, so that no page can print it.
NEVER_READ = {"internal_note", "needs", "gender", "arrives_on", "leaves_on", "organisation_as_written"}
# Nor what a party typed on the page of its link.
NEVER_READ |= {"their_words", "proposed_text", "proposed_deadline", "proposed_last_day"}


class _Json(Func):
    """All its arguments as the text of one JSON array."""

    output_field = TextField()

    def as_sqlite(self, compiler, connection, **options):
        return self.as_sql(compiler, connection, function="JSON_ARRAY", **options)

    def as_postgresql(self, compiler, connection, **options):
        template = "%(function)s(%(expressions)s)::text"
        return self.as_sql(compiler, connection, function="JSONB_BUILD_ARRAY", template=template, **options)


@models.ForeignKey.register_lookup
@models.AutoField.register_lookup
@models.BigAutoField.register_lookup
class Among(Lookup):
    """`pk__among="[1, 2]"`: like `pk__in`, with however many numbers as one value, so that the SQL stays the same."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sqlite(self, compiler, connection):
        left, values = self.process_lhs(compiler, connection)
        return f"{left} IN (SELECT value FROM JSON_EACH(%s))", [*values, self.rhs]  # noqa: S608 - left is made by Django

    def as_postgresql(self, compiler, connection):
        left, values = self.process_lhs(compiler, connection)
        return f"{left} IN (SELECT JSONB_ARRAY_ELEMENTS_TEXT(%s::jsonb)::bigint)", [*values, self.rhs]


class _Plan:
    """Querysets as one SQL statement, with the parameters it takes and a reader for the rows of each."""

    def __init__(self, querysets):
        branches = [_branch(name, queryset) for name, queryset in querysets.items()]
        rows = branches[0].union(*branches[1:], all=True) if branches[1:] else branches[0]
        self.database = rows.db
        self.sql, self.parameters = rows.query.get_compiler(self.database).as_sql()
        self.readers = {name: _reader(queryset) for name, queryset in querysets.items()}

    def run(self, values):
        """Run it with other values in the place of those it was made with: {made with: other}."""
        found = SimpleNamespace(**{name: [] for name in self.readers})
        parameters = [values.get(value, value) for value in self.parameters]
        with connections[self.database].cursor() as cursor:
            cursor.execute(self.sql, parameters)
            rows = cursor.fetchall()
        for name, _, text in sorted(rows, key=lambda row: row[1]):
            getattr(found, name).append(self.readers[name](text))
        return found


class prepared:
    """A function that gives querysets, {name: queryset}, for numbers (or None) and lists of numbers.

    Called with those, it runs the querysets as one query and returns a namespace with, under each name, a list of
    model instances in the order of the queryset. (select_related is not followed.)

    The function is called once a day and database, with placeholders: it may put its arguments into filters, a list
    with the look-up `among`, and may do nothing else with them.
    """

    def __init__(self, build):
        update_wrapper(self, build)
        self.build = build
        self.names = list(inspect.signature(build).parameters)
        self.plans = {}

    def __call__(self, **values):
        places, given = {}, {}
        for position, name in enumerate(self.names):
            value = values[name]
            is_list = isinstance(value, (list, set, tuple))
            places[name] = f"[{name}]" if is_list else -(10**15) - position
            given[places[name]] = json.dumps(sorted(value)) if is_list else value
        # What may be shown depends on the day, which stands in the SQL.
        key = (connections["default"].vendor, timezone.localdate())
        if key not in self.plans:
            self.plans = {key: _Plan(self.build(**places))}
        return self.plans[key].run(given)


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
