"""Has anything changed since a page was made? One number in the database tells, to every process on every machine.

Every statement that writes to one of our tables is noticed where it goes to the database, so no way round is left:
neither bulk updates nor imports nor tasks. The number grows once the change is committed.

What is made from the tables and lies in the database itself follows before the commit, in the same transaction: see
`before_commit`.
"""

import re
from contextlib import suppress

from django.db import DEFAULT_DB_ALIAS, IntegrityError, connections, transaction
from django.db.backends.base.base import NO_DB_ALIAS
from django.db.models import F

from .models import Revision

# Histories, lists, applications and drafts that wait and what is said of them, notes of exports and of visits, and the
# number itself are not what visitors see. And what any visitor can write must not make every page anew.
UNSEEN = "historical|revision|delegatelist|wordfile|columnheading|export|application|attempts"
UNSEEN += "|submission|notmeant|factcheck|remark"
# Followers, what they follow and their mails: nobody sees who they are or how many.
UNSEEN += "|follow"
# What visitors find is made from the rest, and changes with it.
UNSEEN += "|search"
WRITE = re.compile(
    rf'^\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM)\s+["`]?(proceedings_(?!{UNSEEN})\w+)',
    re.IGNORECASE,
)
# What public/tracking.py reads all promises from. To read them takes as long as there are promises, so a delegate who
# comes in at the door must not be a reason to.
PROMISES = frozenset(
    f"proceedings_{name}"
    for name in (
        "commitment",
        "commitment_goals",
        "commitment_topics",
        "commitmentparty",
        "deadline",
        "event",
        "eventkind",
        "framework",
        "frameworkgoal",
        "organisation",
        "series",
        "session",
        "topic",
        "update",
    )
)
_FOLLOWERS = []


def before_commit(follow):
    """Have a function called before each commit: follow(the tables that were written to, the alias of the database).

    It returns whether it changed something.
    """
    if follow not in _FOLLOWERS:
        _FOLLOWERS.append(follow)


def current(of="number", using=DEFAULT_DB_ALIAS):
    """The number now, as an integer: of all changes, or of those of the "promises"."""
    return Revision.objects.using(using).values_list(of, flat=True).first() or 0


def advance(using=DEFAULT_DB_ALIAS, promises=True):
    """Make every page that was kept out of date, and what is known of all promises unless those did not change."""
    rows = Revision.objects.using(using)
    if not rows.update(number=F("number") + 1, promises=F("promises") + int(promises)):
        # Not get_or_create: SQLite lets no transaction begin while the statement that brought us here is still read.
        with suppress(IntegrityError):
            Revision(number=1, promises=1).save(using=using, force_insert=True)


class _Watch:
    """Stands between Django and one database connection: notes each change, and lets the number grow after it.

    `written` holds the tables that were written to and whose followers were not called yet; `changed` those that the
    number has not grown for yet.
    """

    def __init__(self, using):
        self.using, self.written, self.changed, self.is_following = using, set(), set(), False

    def __call__(self, execute, sql, params, many, context):
        connection = connections[self.using]
        # Left over from a statement before this one, see below.
        if self.written and not self.is_following and _stands_alone(connection) and self.follow():
            self.advance()
        result = execute(sql, params, many, context)
        if not self.is_following and (write := WRITE.match(sql)):
            self.written.add(write[1].lower())
            self.changed.add(write[1].lower())
            # A statement outside of transactions is one by itself. SQLite lets none begin while the row that an INSERT
            # gives back is still read; then it is the next statement's turn.
            is_read = connection.vendor == "sqlite" and sql.lstrip()[:6].upper() == "INSERT"
            if _stands_alone(connection) and not is_read:
                self.follow()
            if not any(callback == self.advance for _, callback, _ in connection.run_on_commit):
                # Outside of a transaction that is at once.
                self.is_following = True
                transaction.on_commit(self.advance, using=self.using, robust=True)
                self.is_following = False
        return result

    def follow(self):
        """Call the followers with what was written since they were called last. True where they changed something."""
        tables, self.written = self.written, set()
        if not tables or self.is_following:
            return False
        self.is_following = True
        try:
            return bool(sum(follow(tables, self.using) for follow in _FOLLOWERS))
        finally:
            self.is_following = False

    def advance(self):
        tables, self.changed = self.changed, set()
        advance(self.using, promises=not tables.isdisjoint(PROMISES))


def _stands_alone(connection):
    return connection.get_autocommit() and not connection.in_atomic_block


def watch(sender, connection, **kwargs):
    """Called by Django whenever a connection is opened, also when it was closed before and is opened again."""
    # The one that Django makes databases with knows no tables.
    is_watched = any(isinstance(wrapper, _Watch) for wrapper in connection.execute_wrappers)
    if is_watched or connection.alias == NO_DB_ALIAS:
        return
    watching, commit, rollback = _Watch(connection.alias), connection.commit, connection.rollback

    def followed_by_commit():
        watching.follow()
        commit()

    def forgotten_by_rollback():
        watching.written, watching.changed = set(), set()
        rollback()

    connection.execute_wrappers.append(watching)
    connection.commit, connection.rollback = followed_by_commit, forgotten_by_rollback
