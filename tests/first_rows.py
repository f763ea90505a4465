"""The rows a database begins with, put back at once into tables that a test has emptied."""

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
