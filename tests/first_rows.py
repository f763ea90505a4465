"""Emptying the tables after a test, and putting back at once the rows a database begins with."""

from collections import defaultdict
from functools import cache

from django.core import serializers
from django.core.management import call_command
from django.db import connection, transaction

from proceedings.management.commands.load_events import keep_files

_first_events = None


def load_first_events():
    """What `manage.py load_events` does; after the first time from what it has made then, which takes a fifth."""
    global _first_events
    if _first_events is None:
        call_command("load_events", verbosity=0)
        _first_events = connection.creation.serialize_db_to_string()
    else:
        keep_files()
        put_back(_first_events)


def put_back(serialized):
    """Make again the rows that Django noted as JSON when the database was new; what is still there stays."""
    with transaction.atomic():
        for model, rows in _rows_of(serialized).items():
            model._base_manager.bulk_create(rows, ignore_conflicts=True)


def empty(operations, style, tables, **_kwargs):
    """The SQL that empties `tables` of PostgreSQL: only those that hold a row, which are few of 230.

    TRUNCATE makes a new file for every table and index, and takes a table only together with all that refer to it.
    """
    with operations.connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"(SELECT '{name}' FROM \"{name}\" LIMIT 1)" for name in tables))
        full = [name for (name,) in cursor.fetchall()]
    # Whether a row is referred to is asked at the end of the transaction, when all are gone.
    return [f'DELETE FROM "{name}"' for name in full]


@cache
def _rows_of(serialized):
    """{model: its rows}, with the tables between two models."""
    rows = defaultdict(list)
    for read in serializers.deserialize("json", serialized):
        model = type(read.object)
        rows[model].append(read.object)
        for name, others in read.m2m_data.items():
            field = model._meta.get_field(name)
            here, there = field.m2m_field_name(), field.m2m_reverse_field_name()
            through = field.remote_field.through
            rows[through] += [through(**{f"{here}_id": read.object.pk, f"{there}_id": other}) for other in others]
    return rows
