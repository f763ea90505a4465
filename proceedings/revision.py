"""Has anything changed since a page was made? One number in the database tells, to every process on every machine.

Every statement that writes to one of our tables is noticed where it goes to the database, so no way round is left:
neither bulk updates nor imports nor tasks. The number grows once the change is committed.
"""

import re
from contextlib import suppress

from django.db import DEFAULT_DB_ALIAS, IntegrityError, connections, transaction
from django.db.models import F

from .models import Revision

# Histories, lists, applications and drafts that wait and what is said of them, notes of exports and of visits, and the
# number itself are not what visitors see. And what any visitor can write must not make every page anew.
UNSEEN = "historical|revision|delegatelist|wordfile|columnheading|export|application|attempts"
UNSEEN += "|submission|notmeant|factcheck|remark"
WRITE = re.compile(
    rf'^\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM)\s+["`]?proceedings_(?!{UNSEEN})',
    re.IGNORECASE,
)


def current(using=DEFAULT_DB_ALIAS):
    """The number now, as an integer."""
    return Revision.objects.using(using).values_list("number", flat=True).first() or 0


def advance(using=DEFAULT_DB_ALIAS):
    """Make every page that was kept out of date."""
    rows = Revision.objects.using(using)
    if not rows.update(number=F("number") + 1):
        # Not get_or_create: SQLite lets no transaction begin while the statement that brought us here is still read.
        with suppress(IntegrityError):
            Revision(number=1).save(using=using, force_insert=True)


class _Watch:
    """Stands between Django and one database connection, and lets the number grow after each change."""

    def __init__(self, using):
        self.using = using

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if WRITE.match(sql):
            connection = connections[self.using]
            if not any(callback == self.advance for _, callback, _ in connection.run_on_commit):
                transaction.on_commit(self.advance, using=self.using, robust=True)
        return result

    def advance(self):
        advance(self.using)


def watch(sender, connection, **kwargs):
    """Called by Django whenever a connection is opened, also when it was closed before and is opened again."""
    if not any(isinstance(wrapper, _Watch) for wrapper in connection.execute_wrappers):
        connection.execute_wrappers.append(_Watch(connection.alias))
