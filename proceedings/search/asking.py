"""Asks the index: what is found, how much of it there is by kind and year and topic, and what one might have meant.

The same questions on PostgreSQL and SQLite, but for how each finds words and how it tells what fits better.
"""

from collections import Counter
from dataclasses import dataclass
from difflib import get_close_matches

from django.db import connection
from django.utils import timezone

from ..models import SearchItem, SearchPassage, Topic
from .query import Phrase, Query, spans, understood
from .words import pieces

FACETS = ("kind", "language", "topic", "country", "year")
# Of more passages of one kind than these, the newest are put in order by how well they fit and come first; the others
# follow by their day. All are counted.
MOST_RANKED = 300
# Words of names and titles, among which one may be meant.
MOST_TITLES = 3_000
OPEN = "(p.shown_from IS NULL OR p.shown_from <= %s) AND (p.shown_until IS NULL OR p.shown_until > %s)"


@dataclass(frozen=True)
class _Dialect:
    """How one database is asked: where its words are, the condition, and how well each fits (more is better)."""

    source: str
    match: str
    ranked: str


DIALECTS = {
    "postgresql": _Dialect(
        "proceedings_searchpassage p, to_tsquery('simple', %s) wanted",
        "p.words @@ wanted",
        "SELECT p.id, ts_rank_cd(p.words, wanted, 1) AS fit FROM proceedings_searchpassage p, "
        "to_tsquery('simple', %s) wanted WHERE p.id IN (SELECT id FROM newest)",
    ),
    "sqlite": _Dialect(
        "proceedings_searchwords w CROSS JOIN proceedings_searchpassage p ON p.id = w.rowid",
        "w.tokens MATCH %s",
        "SELECT rowid AS id, -bm25(proceedings_searchwords) AS fit FROM proceedings_searchwords "
        "WHERE tokens MATCH %s AND rowid IN (SELECT id FROM newest)",
    ),
}


def expression(groups, vendor):
    """What is looked for, in the language of a database. Tokens are letters and digits, so nothing has to be quoted."""
    together, either = (" & ", " | ") if vendor == "postgresql" else (" AND ", " OR ")
    terms = (
        together.join(f"({either.join(_phrase(phrase, vendor) for phrase in term)})" for term in group)
        for group in groups
    )
    return either.join(f"({term})" for term in terms)


def _phrase(phrase, vendor):
    if vendor == "postgresql":
        return f"({' <-> '.join(phrase.tokens)}{':*' if phrase.is_beginning else ''})"
    return f'"{" ".join(phrase.tokens)}"{"*" if phrase.is_beginning else ""}'


def _where(query, chosen=None):
    """The conditions of a question and their values; `chosen` is {facet: value}."""
    dialect, today = DIALECTS[connection.vendor], timezone.localdate()
    conditions, values = [dialect.match, OPEN], [expression(query.groups, connection.vendor), today, today]
    for facet, value in (chosen or {}).items():
        if facet in {"kind", "language", "year"}:
            conditions.append(f"i.{facet} = %s")
            values.append(value)
        else:
            conditions.append(f"i.{'topics' if facet == 'topic' else 'countries'} LIKE %s")
            values.append(f"% {value} %")
    return " AND ".join(conditions), values


def counts(query, chosen):
    """How many hits there are for each value of each facet, were the others chosen as they are.

    chosen   {facet: value}

    Returns ({facet: Counter of values}, Counter of kinds under all of `chosen` but the kind, number under all of it).
    """
    where, values = _where(query)
    sql = f"""
        SELECT i.kind, i.language, i.year, i.countries, i.topics, COUNT(DISTINCT p.item_id * 100000 + p.part)
        FROM {DIALECTS[connection.vendor].source}, proceedings_searchitem i
        WHERE i.id = p.item_id AND {where}
        GROUP BY i.kind, i.language, i.year, i.countries, i.topics
    """  # noqa: S608 - of our own pieces; what was typed is a parameter
    found = {facet: Counter() for facet in FACETS}
    total = 0
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        for kind, language, year, countries, topics, number in cursor.fetchall():
            facts = {
                "kind": [kind],
                "language": [language],
                "topic": [int(each) for each in topics.split()],
                "country": countries.split(),
                "year": [year] if year else [],
            }
            fits = {facet: facet not in chosen or chosen[facet] in facts[facet] for facet in FACETS}
            total += number if all(fits.values()) else 0
            for facet in FACETS:
                if all(fit for other, fit in fits.items() if other != facet):
                    for value in facts[facet]:
                        found[facet][value] += number
    return found, total


def hits(query, chosen, first=0, number=5):
    """The passages that fit best: of each kind so many after the first so many, one of each section.

    Returns SearchPassages with their items, in order.
    """
    dialect = DIALECTS[connection.vendor]
    where, values = _where(query, chosen)
    sql = f"""
        WITH matched AS MATERIALIZED (
            SELECT p.id, p.item_id, p.part, i.kind, COALESCE(i.day, '0001-01-01') AS day, ROW_NUMBER() OVER (
                PARTITION BY i.kind ORDER BY COALESCE(i.day, '0001-01-01') DESC, p.item_id, p.part
            ) AS nth
            FROM {dialect.source}, proceedings_searchitem i
            WHERE i.id = p.item_id AND {where}
        ), newest AS (
            SELECT id FROM matched WHERE nth <= {MOST_RANKED}
        ), ranked AS MATERIALIZED (
            {dialect.ranked}
        ), sections AS (
            SELECT matched.*, COALESCE(fit, -1) AS fit, ROW_NUMBER() OVER (
                PARTITION BY item_id, part ORDER BY COALESCE(fit, -1) DESC, matched.id
            ) AS of_section
            FROM matched LEFT JOIN ranked ON ranked.id = matched.id
        ), ordered AS (
            SELECT id, kind, ROW_NUMBER() OVER (PARTITION BY kind ORDER BY fit DESC, day DESC, item_id, part) AS place
            FROM sections WHERE of_section = 1
        )
        SELECT id FROM ordered WHERE place > %s AND place <= %s ORDER BY kind, place
    """  # noqa: S608 - as above
    wanted = expression(query.groups, connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(sql, [*values, wanted, first, first + number])
        numbers = [row[0] for row in cursor.fetchall()]
    rows = SearchPassage.objects.select_related("item").in_bulk(numbers)
    return [rows[pk] for pk in numbers if pk in rows]


def suggestions(typed, most=8):
    """Titles and topics that hold what somebody has typed so far, as a list of texts."""
    query = understood(typed)
    if not query.groups:
        return []
    # The last word is still being typed.
    *before, last = query.groups[-1]
    last = tuple(phrase._replace(is_beginning=True) for phrase in last)
    query = Query(typed, [[*before, last]])
    topics = [name for name in Topic.objects.values_list("name", flat=True) if holds(name, query)]
    found = hits(query, {}, number=most)
    titles = (row.item.title for row in found if row.item.kind not in {"commitment", "recommendation"})
    return list(dict.fromkeys([*topics, *(title for title in titles if holds(title, query))]))[:most]


def holds(text, query):
    """True where a text by itself is what is looked for."""
    found = pieces(text)
    return any(all(any(spans(found, [phrase]) for phrase in term) for term in group) for group in query.groups)


def to_begin_with(most=40):
    """Words to begin with, for a field in which nothing was typed yet: topics, organisations, events."""
    titles = SearchItem.objects.filter(kind__in=["organisation", "event"]).order_by("-kind", "-day", "title")
    topics = Topic.objects.values_list("name", flat=True)[:most]
    return list(dict.fromkeys([*topics, *titles.values_list("title", flat=True)[:most]]))[:most]


def similar(query):
    """What was typed with known words in place of those that nothing on the site is called by; or ""."""
    titles = SearchItem.objects.exclude(kind="proceedings").order_by("pk").values_list("title", flat=True)
    known = {}
    for title in [*Topic.objects.values_list("name", flat=True), *titles[:MOST_TITLES]]:
        for piece in pieces(title):
            if not piece.is_cluster and len(piece.key) > 3:
                known.setdefault(piece.key, title[piece.start : piece.end].lower())
    typed, words, changed = query.zawgyi or query.typed, [], False
    for piece in pieces(typed):
        word = typed[piece.start : piece.end]
        if piece.is_cluster:
            return ""
        close = [] if piece.key in known else get_close_matches(piece.key, known, 1, 0.75)
        changed = changed or bool(close)
        words.append(known[close[0]] if close else word)
    return " ".join(words) if changed else ""


__all__ = ["FACETS", "Phrase", "counts", "hits", "similar", "suggestions", "to_begin_with", "understood"]
