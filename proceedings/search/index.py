"""Keeps the index in step with what visitors may read, within the transaction that changes it.

`follow` is called before each commit with the tables that were written to (revision.py). It makes anew what may have
changed, compares it with what the index holds, and writes the difference: so nobody has to remember which change
touches what, and what somebody may not find any more is gone when the change is.
"""

import hashlib
import json
import logging

from django.db import connections, transaction
from django.utils.translation import override

from ..models import EditionText, SearchItem, SearchPassage
from ..spreadsheets.zawgyi import is_zawgyi, to_unicode
from . import sources
from .words import indexed

Kind = SearchItem.Kind
log = logging.getLogger(__name__)
# Letters of a passage, and how much of it the next one repeats where a paragraph is cut.
LONGEST, OVERLAP = 1_500, 200
# A number of our own: one transaction at a time brings the index up to date.
LOCK = 7_202_630
# Whatever else may be in the code of how it is cut: another number makes the whole index anew.
VERSION = 3
# The databases whose tables are being changed: until they have their shape, nothing can be read through our models.
_migrating = set()


def before_migrating(sender, using, **about):
    _migrating.add(using)


def after_migrating(sender, using, plan=(), **about):
    """After an update of the site, or before its first use, the index is made anew."""
    _migrating.discard(using)
    if plan and SearchItem._meta.db_table in connections[using].introspection.table_names():
        make_anew(using)


def follow(tables, using):
    """Bring the index up to date with what was written to some tables, in the transaction that wrote it.

    Where that fails, whatever it may have changed is taken out of the index: rather nothing than what is hidden.
    Returns whether the index changed.
    """
    if using in _migrating:
        return False
    kinds = [kind for kind, (_rows, read) in sources.SOURCES.items() if read & tables]
    of_texts = bool(tables & (sources.TEXTS | sources.PEOPLE))
    if not kinds and not of_texts:
        return False
    try:
        with transaction.atomic(using), override(None):
            _one_at_a_time(using)
            changed = [_bring_up_to_date(kind, sources.SOURCES[kind][0]()) for kind in kinds]
            if of_texts:
                changed.append(_bring_texts_up_to_date(may_say_else=bool(tables & sources.TEXTS)))
            return any(changed)
    except Exception:
        log.exception("The search index could not follow a change; run index_search.")
        gone = [*kinds, *([Kind.PROCEEDINGS] if of_texts else [])]
        _delete(SearchItem.objects.filter(kind__in=gone).values_list("pk", flat=True))
        return True


def make_anew(using="default", from_nothing=False):
    """Compare all of the index with what visitors may read. Returns how many items it holds.

    from_nothing   write all of it again, also what is right
    """
    with transaction.atomic(using), override(None):
        _one_at_a_time(using)
        if from_nothing:
            _delete(SearchItem.objects.values_list("pk", flat=True))
        for kind, (rows, _read) in sources.SOURCES.items():
            _bring_up_to_date(kind, rows())
        _bring_texts_up_to_date(may_say_else=True)
    return SearchItem.objects.count()


def _one_at_a_time(using):
    """Wait for others who write to the index, so as to see what they changed. SQLite lets only one write anyway."""
    if connections[using].vendor == "postgresql":
        with connections[using].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def _bring_up_to_date(kind, rows):
    """Write what is new or other among `rows` (of Found), and delete what is not among them. True if any was."""
    held = {
        (number, language): (pk, digest)
        for pk, number, language, digest in SearchItem.objects.filter(kind=kind).values_list(
            "pk", "object_id", "language", "digest"
        )
    }
    gone, new = [], []
    for found in rows:
        digest = _digest(found.facts())
        pk, known = held.pop((found.object_id, found.language), (None, None))
        if digest != known:
            gone += [pk] if pk else []
            new.append((found, digest))
    gone += [pk for pk, _digest_ in held.values()]
    _delete(gone)
    _write(new)
    return bool(gone or new)


def _bring_texts_up_to_date(may_say_else):
    """The same for the texts of proceedings, of which only those are made that changed: they are long.

    may_say_else   whether anything but who is shown in them may have changed
    """
    texts = dict(sources.texts_in_force().values_list("pk", "language__code"))
    people = sources.who_is_shown(list(texts))
    held = {
        number: (pk, digest)
        for pk, number, digest in SearchItem.objects.filter(kind=Kind.PROCEEDINGS).values_list(
            "pk", "object_id", "digest"
        )
    }
    digests = {}
    for pk in texts:
        shown = _digest(people.get(pk, []))[:32]
        digests[pk] = (held.get(pk, (0, ""))[1][:32], shown)
    if may_say_else or set(texts) - set(held):
        for pk, facts in _facts_of_texts(list(texts)):
            digests[pk] = (_digest(facts)[:32], digests[pk][1])
    digests = {pk: "".join(parts) for pk, parts in digests.items()}
    changed = [pk for pk in texts if held.get(pk, (0, ""))[1] != digests[pk]]
    gone = [item for pk, (item, _digest_) in held.items() if pk not in texts or pk in changed]
    _delete(gone)
    for found in sources.of_texts(changed) if changed else ():
        _write([(found, digests[found.object_id])])
    return bool(gone or changed)


def _facts_of_texts(numbers):
    """What else a text is printed from: its words and its event."""
    rows = EditionText.objects.filter(pk__in=numbers).select_related("language", "edition__proceedings__event")
    rows = rows.prefetch_related(
        "edition__proceedings__event__event_topics", "edition__proceedings__event__event_venues__venue"
    )
    for row in rows.iterator(chunk_size=100):
        event = row.edition.proceedings.event
        topics = sorted(each.topic_id for each in event.event_topics.all())
        venues = sorted(str(each.venue.country) for each in event.event_venues.all())
        text = [row.title, row.note, row.html, row.is_source, row.language.code]
        yield row.pk, [text, event.title, event.slug, str(event.start_date), topics, venues]


def _digest(facts):
    return hashlib.sha256(json.dumps([VERSION, facts], default=str, sort_keys=True).encode()).hexdigest()


def _delete(numbers):
    numbers = list(numbers)
    for first in range(0, len(numbers), 500):
        some = numbers[first : first + 500]
        SearchPassage.objects.filter(item__in=some)._raw_delete(SearchPassage.objects.db)
        SearchItem.objects.filter(pk__in=some)._raw_delete(SearchItem.objects.db)


def _write(new):
    """Write items with their passages: [(Found, digest), …]."""
    items = [
        SearchItem(
            kind=found.kind,
            object_id=found.object_id,
            language=found.language,
            title=found.title[:1000],
            under=found.under[:500],
            place=found.place,
            day=found.day,
            year=found.day.year if found.day else None,
            countries="".join(f" {code} " for code in sorted(found.countries)),
            topics="".join(f" {number} " for number in sorted(found.topics)),
            digest=digest,
        )
        for found, digest in new
    ]
    SearchItem.objects.bulk_create(items, batch_size=500)
    rows = (row for item, (found, _digest_) in zip(items, new, strict=True) for row in passages(item, found))
    SearchPassage.objects.bulk_create(rows, batch_size=500)


def passages(item, found):
    """The SearchPassages of something found: each with the heading, or else the title, among its words."""
    for part in found.parts:
        above = _readable(part.heading or found.title)
        words_above = indexed(above)
        for position, (text, anchors) in enumerate(cut(part.paragraphs)):
            yield SearchPassage(
                item=item,
                part=part.number,
                position=position,
                heading=_readable(part.heading)[:500],
                text=text,
                anchors=anchors,
                tokens=f"{words_above} {indexed(text)}",
                shown_from=part.shown_from,
                shown_until=part.shown_until,
            )


def cut(paragraphs):
    """Paragraphs as passages that are not too long: [(text, [[where in it, anchor], …]), …]; at least one."""
    text, anchors, some = "", [], False
    for anchor, words in paragraphs:
        words = _readable(words)
        if text and len(text) + len(words) >= LONGEST:
            some = True
            yield text, anchors
            text, anchors = "", []
        anchors += [[len(text) + bool(text), anchor]] if anchor else []
        text += f"\n{words}" if text else words
        while len(text) > LONGEST:
            some = True
            end = _place_to_cut(text)
            yield text[:end], anchors
            begin = max(end - OVERLAP, 1)
            text, anchors = text[begin:], [[0, anchor]] if anchor else []
    if text or not some:
        yield text, anchors


def _place_to_cut(text):
    """At a blank where there is one near the end of a passage, so that no word is cut."""
    blank = max(text.rfind(sign, LONGEST // 2, LONGEST) for sign in " \n\u200b")
    return blank if blank > 0 else LONGEST


def _readable(text):
    """Burmese that was typed in Zawgyi, in Unicode; everything else as it is."""
    return to_unicode(text) if is_zawgyi(text) else text
