"""Asks the index: what is found, how much of it there is by kind and year and topic, and what one might have meant.

The same questions on PostgreSQL and SQLite, but for how each finds words and how it tells what fits better.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from django.db import connection
from django.utils import timezone

from ..models import SearchItem, SearchPassage, Topic
from .query import Query, understood, without_little_words
from .words import marked, pieces

FACETS = ("kind", "language", "topic", "country", "year")
# Of each kind, so many of the newest sections are looked at closely: how well they fit, and on PostgreSQL whether their
# words stand as they were asked for. They come first; the others follow by their day.
LOOKED_AT = 100
# What has a name rather than being a sentence.
NAMED = ("event", "organisation", "proceedings", "publication")
NO_MARKS = dict.fromkeys(map(ord, "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")) | {0x111: "d", 0x110: "D"}
# Among these, what is called by what was typed comes first, then what has it in its name.
CALLED = ("event", "organisation", "publication")
NO_LETTER_OF_LIKE = re.compile("[!%_]")
APART = re.compile(r"[\s\"“”„«»]+")
# Titles, among whose words one may be meant; and how many words are compared with them.
MOST_TITLES, MOST_GUESSED = 1_000, 6
# Not by the numbers of rows of the index: in what order they were written says what was hidden in between.
BY_DAY = "i.day DESC NULLS LAST, i.object_id, i.language"
OPEN = "(p.shown_from IS NULL OR p.shown_from <= %s) AND (p.shown_until IS NULL OR p.shown_until > %s)"


@dataclass(frozen=True)
class _Dialect:
    """How one database is asked: where its words are, the condition, and how well each fits (more is better).

    PostgreSQL's index knows in which passages tokens are, but not where in them: that is read from each passage, which
    is slow. So the index is asked for passages with all of the tokens, and those which are looked at are put right: a
    passage in which they do not follow one another fits by nought.
    """

    source: str
    match: str
    fit: str


DIALECTS = {
    "postgresql": _Dialect(
        "proceedings_searchpassage p",
        "p.words @@ to_tsquery('simple', %s)",
        "SELECT n.*, (SELECT ts_rank_cd(words, to_tsquery('simple', %s), 1) "
        "FROM proceedings_searchpassage WHERE id = n.id) AS fit FROM newest n",
    ),
    "sqlite": _Dialect(
        "proceedings_searchwords w CROSS JOIN proceedings_searchpassage p ON p.id = w.rowid",
        "w.tokens MATCH %s",
        "SELECT n.*, -bm25(proceedings_searchwords) AS fit "
        "FROM proceedings_searchwords CROSS JOIN newest n ON n.id = proceedings_searchwords.rowid "
        "WHERE proceedings_searchwords.tokens MATCH %s",
    ),
}


def expression(groups, vendor, is_close=True, with_marks=True):
    """What is looked for, in the language of a database. Tokens are letters and digits, so nothing has to be quoted.

    is_close     whether the tokens of a phrase must follow one another, or only be in the same passage
    with_marks   whether words must have the marks with which they were typed
    """
    together, either = (" & ", " | ") if vendor == "postgresql" else (" AND ", " OR ")
    between = " <-> " if is_close else together

    def written(phrase):
        tokens, is_beginning = phrase.tokens()
        marks = [marked(each) for each in phrase.marks] if with_marks else []
        if vendor == "postgresql":
            found = f"({between.join(tokens)}{':*' if is_beginning else ''})"
            return f"({found} & (({' & '.join(marks)}) | !{marked()}))" if marks else found
        found = f'"{" ".join(tokens)}"{"*" if is_beginning else ""}'
        return f"(({found} AND {' AND '.join(marks)}) OR ({found} NOT {marked()}))" if marks else found

    terms = (together.join(f"({either.join(map(written, term))})" for term in group) for group in groups)
    return either.join(f"({term})" for term in terms)


def _narrowed(chosen):
    """The conditions of what is chosen, {facet: value}, and their values."""
    conditions, values = ["TRUE"], []
    for facet, value in chosen.items():
        if facet in {"kind", "language", "year"}:
            conditions.append(f"i.{facet} = %s")
            values.append(value)
        else:
            conditions.append(f"i.{'topics' if facet == 'topic' else 'countries'} LIKE %s")
            values.append(f"% {value} %")
    return " AND ".join(conditions), values


def _weight(query):
    """How much it counts that something is called by what was typed: an expression, and its values.

    It compares letters, and so misses what is spelled otherwise: that follows with the others.
    """
    typed = _typed(query)
    escaped = NO_LETTER_OF_LIKE.sub(r"!\g<0>", typed)
    like = "LOWER(i.title) LIKE %s ESCAPE '!'"
    words = escaped.split() if len(query.groups) == 1 else []
    # By its name, or by its acronym, which stands behind it.
    values = [typed, f"{escaped} (%", f"% ({escaped})", *(f"%{word}%" for word in words)]
    holds_all = " AND ".join(like for _word in words) or "FALSE"
    kinds = ", ".join(f"'{kind}'" for kind in CALLED)
    is_so = f"LOWER(i.title) = %s OR {like} OR {like}"
    return (
        f"CASE WHEN i.kind NOT IN ({kinds}) THEN 0 WHEN {is_so} THEN 200 WHEN {holds_all} THEN 100 ELSE 0 END",
        values,
    )


def is_called(item, query):
    """True where a SearchItem has for its name, or acronym, just what was typed."""
    typed, title = _typed(query), item.title.lower()
    is_so = title == typed or title.startswith(f"{typed} (") or title.endswith(f" ({typed})")
    return is_so and item.kind in CALLED


def _typed(query):
    return " ".join(APART.split((query.zawgyi or query.typed).lower())).strip()


def ask(query, chosen=None, first=0, number=5):
    """Ask for everything a page shows, in one statement: all that fits is looked up once.

    chosen   {facet: value}
    first    of each kind, the passages after so many
    number   and of those so many, the best first; one of each section

    Returns ({facet: Counter of values, were the others chosen as they are}, how many hits under all of `chosen`,
    SearchPassages with their items).
    """
    chosen, vendor, today = chosen or {}, connection.vendor, timezone.localdate()
    dialect = DIALECTS[vendor]
    narrowed, values = _narrowed(chosen)
    weight, words = _weight(query)
    # Thousands may match. So they are counted by item before they are put in order; and what could be read as a join of
    # thousands with thousands is written so that PostgreSQL takes it for what it is, a look into a short list.
    sql = f"""
        WITH matched AS MATERIALIZED (
            SELECT p.id, p.item_id, p.part FROM {dialect.source} WHERE {dialect.match} AND {OPEN}
        ), items AS MATERIALIZED (
            SELECT i.id, kind, language, year, countries, topics, day, object_id, m.sections, m.passages,
            {weight} AS weight FROM (
                SELECT item_id, CAST(COUNT(*) AS integer) AS sections, CAST(SUM(passages) AS integer) AS passages
                FROM (SELECT item_id, COUNT(*) AS passages FROM matched GROUP BY item_id, part) s GROUP BY item_id
            ) m JOIN proceedings_searchitem i ON i.id = m.item_id
        ), chosen AS MATERIALIZED (
            SELECT id, kind, passages, SUM(passages) OVER (PARTITION BY kind ORDER BY weight DESC, {BY_DAY}) AS up_to
            FROM items i WHERE {narrowed}
        ), near AS (
            SELECT m.*, i.kind, i.day, i.object_id, i.language, {weight} AS weight
            FROM matched m JOIN proceedings_searchitem i ON i.id = m.item_id
            WHERE (m.item_id IN (SELECT id FROM chosen WHERE up_to - passages < {LOOKED_AT})) IS TRUE
        ), newest AS MATERIALIZED (
            SELECT * FROM (
                SELECT i.*, DENSE_RANK() OVER (PARTITION BY kind ORDER BY weight DESC, {BY_DAY}, part) AS place
                FROM near i
            ) placed WHERE place <= {LOOKED_AT}
        ), looked_at AS MATERIALIZED (
            {dialect.fit}
        ), settled AS MATERIALIZED (
            SELECT * FROM (
                SELECT l.*, ROW_NUMBER() OVER (PARTITION BY item_id, part ORDER BY fit DESC, id) AS nth FROM looked_at l
            ) placed WHERE nth = 1
        ), ranked AS (
            SELECT id, kind, fit + weight AS fit, place FROM settled WHERE fit > 0
            UNION ALL
            SELECT MIN(m.id), i.kind, 0, ROW_NUMBER() OVER (PARTITION BY i.kind ORDER BY {BY_DAY}, m.part)
            FROM matched m JOIN proceedings_searchitem i ON i.id = m.item_id
            WHERE (m.item_id IN (
                SELECT id FROM chosen WHERE up_to > {LOOKED_AT} AND kind NOT IN (
                    SELECT kind FROM settled WHERE fit > 0 GROUP BY kind HAVING COUNT(*) >= %s
                )
            )) IS TRUE AND ((m.item_id, m.part) IN (SELECT item_id, part FROM settled)) IS NOT TRUE
            GROUP BY i.id, i.kind, i.day, i.object_id, i.language, m.part
        ), shown AS (
            SELECT id, kind, ROW_NUMBER() OVER (PARTITION BY kind ORDER BY fit DESC, place) AS nth FROM ranked
        )
        SELECT kind, language, topics, countries, year, SUM(sections), 0 AS id, 0 AS nth FROM items
        GROUP BY kind, language, topics, countries, year
        UNION ALL
        SELECT i.kind, i.language, i.topics, i.countries, i.year, -COUNT(*), 0, 0
        FROM settled s JOIN proceedings_searchitem i ON i.id = s.item_id WHERE s.fit <= 0
        GROUP BY i.id, i.kind, i.language, i.topics, i.countries, i.year
        UNION ALL
        SELECT kind, '', '', '', 0, 0, id, nth FROM shown WHERE nth > %s AND nth <= %s
    """  # noqa: S608 - of our own pieces; what was typed is a parameter
    last = first + number
    loose = expression(query.groups, vendor, is_close=vendor == "sqlite")
    close = expression(query.groups, vendor, with_marks=False)
    values = [loose, today, today, *words, *values, *words, close, last, first, last]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        rows = cursor.fetchall()
    counted, total = _counted([row[:6] for row in rows if not row[6]], chosen)
    numbers = [pk for _place, _kind, pk in sorted((row[7], row[0], row[6]) for row in rows if row[6])]
    passages = SearchPassage.objects.select_related("item").defer("tokens").in_bulk(numbers)
    return counted, total, [passages[pk] for pk in numbers if pk in passages]


def _counted(rows, chosen):
    wanted = [(FACETS.index(facet), value) for facet, value in chosen.items()]
    # Were a facet not chosen, what only that one keeps away would be there.
    there, kept_away = [] if wanted else rows, [[] for _facet in FACETS]
    for row in rows if wanted else ():
        missed = [place for place, value in wanted if value not in _values(FACETS[place], row[place])]
        if len(missed) < 2:
            (kept_away[missed[0]] if missed else there).append(row)
    counted = {}
    for place, facet in enumerate(FACETS):
        numbers, alike = Counter(), Counter()
        for row in there + kept_away[place]:
            alike[row[place]] += row[5]
        for fact, number in alike.items():
            for value in _values(facet, fact):
                numbers[value] += number
        # Without noughts.
        counted[facet] = +numbers
    return counted, sum(row[5] for row in there)


def _values(facet, fact):
    """What an item has of a facet, as the index keeps it, as a tuple of values."""
    if facet == "topic":
        return tuple(map(int, fact.split()))
    if facet == "country":
        return tuple(fact.split())
    return (fact,) if fact else ()


def suggestions(typed, most=8):
    """Titles and topics that hold what somebody has typed so far, as a list of texts; of one letter nothing is told."""
    query = understood(typed)
    if not query.groups or len(query.typed) < 2:
        return []
    # The last word is still being typed.
    *before, last = query.groups[-1]
    last = tuple(phrase._replace(is_begun=True) for phrase in last)
    query = Query(typed, [[*before, last]])
    dialect, vendor, today = DIALECTS[connection.vendor], connection.vendor, timezone.localdate()
    # The title is among the words of what stands first.
    sql = f"""
        SELECT title FROM (
            SELECT i.title, i.kind, ROW_NUMBER() OVER (PARTITION BY i.kind ORDER BY {BY_DAY}) AS nth
            FROM {dialect.source}, proceedings_searchitem i
            WHERE i.id = p.item_id AND {dialect.match} AND {OPEN} AND p.part = 0 AND i.kind IN (%s, %s, %s, %s)
        ) found ORDER BY nth, kind LIMIT {LOOKED_AT}
    """  # noqa: S608 - as above
    with connection.cursor() as cursor:
        cursor.execute(sql, [expression(query.groups, vendor, vendor == "sqlite"), today, today, *NAMED])
        titles = [row[0] for row in cursor.fetchall()]
    topics = Topic.objects.values_list("name", flat=True)
    return list(dict.fromkeys(title for title in [*topics, *titles] if holds(title, query)))[:most]


def holds(text, query):
    """True where a text by itself is what is looked for."""
    return query.is_in(pieces(text))


def to_begin_with(most=40):
    """Words to begin with, for a field in which nothing was typed yet: topics, organisations, events."""
    titles = SearchItem.objects.filter(kind__in=["organisation", "event"]).order_by("-kind", "-day", "title")
    topics = Topic.objects.values_list("name", flat=True)[:most]
    return list(dict.fromkeys([*topics, *titles.values_list("title", flat=True)[:most]]))[:most]


@lru_cache(maxsize=2 * MOST_TITLES)
def _meant_by(title):
    """Words of a title that somebody may have meant, as a tuple of (key, word)."""
    found = (piece for piece in pieces(title) if not piece.is_cluster and len(piece.key) > 3)
    return tuple((piece.key, title[piece.start : piece.end].lower()) for piece in found)


def similar(query):
    """What may have been meant, where that is found: the same without marks, or without the little words of a question,
    or with known words in place of those that nothing on the site is called by.

    Returns "" where it is not, or where so much was typed that it would take long to tell.
    """
    typed = query.zawgyi or query.typed
    if any(phrase.marks for phrase in query.phrases):
        plain = unicodedata.normalize("NFD", typed).translate(NO_MARKS)
        if _is_found(plain):
            return plain
    without = without_little_words(typed)
    if without != typed and _is_found(without):
        return without
    found = pieces(typed)
    if len(found) > MOST_GUESSED or any(piece.is_cluster for piece in found):
        return ""
    titles = SearchItem.objects.filter(kind__in=NAMED).order_by("kind", "-day", "object_id")
    titles = titles.values_list("title", flat=True)[:MOST_TITLES]
    known = {}
    for title in [*Topic.objects.values_list("name", flat=True), *titles]:
        for key, word in _meant_by(title):
            known.setdefault(key, word)
    words, changed = [], False
    for piece in found:
        word = typed[piece.start : piece.end]
        close = [] if piece.key in known else get_close_matches(piece.key, known, 1, 0.75)
        changed = changed or bool(close)
        words.append(known[close[0]] if close else word)
    words = " ".join(words)
    return words if changed and _is_found(words) else ""


def _is_found(words):
    query = understood(words)
    return bool(query.groups) and ask(query, number=0)[1] > 0


__all__ = ["FACETS", "ask", "holds", "similar", "suggestions", "to_begin_with", "understood"]
