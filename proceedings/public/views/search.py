from urllib.parse import urlencode

from django.conf import settings
from django.http import JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django_countries import countries

from proceedings.models import Commitment, Language, Topic
from proceedings.numerals import numeral
from proceedings.search import asking
from proceedings.search.countries import meant, spoken_of

from ... import telling
from .. import finding, narrowing, outcomes, tracking
from ..caching import open_page
from ..gather import prepared
from ..paging import number_asked, page_of

# Hits of each kind, where all kinds are shown, and of one kind on a page: a phone shows three at a time.
OF_EACH, PER_PAGE = 5, 20
# Of a way to narrow down, so many of the most frequent values.
MOST_VALUES = 15


class _Rows:
    """The hits of one page, in the place where a list of all would have them."""

    def __init__(self, rows, total):
        self.rows, self.total = rows, total

    def __len__(self):
        return self.total

    def __getitem__(self, part):
        return self.rows


def _chosen(request):
    """The facets that the address names: {facet: value}. What makes no sense is ignored."""
    chosen = {}
    for facet in asking.FACETS:
        value = request.GET.get(facet, "")
        if facet == "topic" and value:
            # The index knows topics by their numbers, addresses by their slugs.
            value = Topic.objects.filter(slug=value.replace("\x00", "")).values_list("pk", flat=True).first() or ""
        if facet == "year":
            value = int(value) if value.isascii() and value.isdigit() and len(value) < 10 else ""
        if value and len(str(value)) <= 35 and "\x00" not in str(value):
            chosen[facet] = value
    return chosen


@prepared
def _rows_of(promises, topics):
    """The querysets of what a page prints besides the index, by lists of numbers."""
    return {
        "promises": Commitment.objects.with_standing().published().filter(pk__among=promises),
        "topics": Topic.objects.filter(pk__among=topics),
    }


def _facets(request, topics, chosen, counted):
    """The ways to narrow down: [(facet, [(label, number, address, is_chosen, value), …]), …], without noughts.

    topics   {number: Topic} of those that were counted
    """
    languages = {row.code: str(row) for row in Language.objects.filter(code__in=counted["language"])}
    telling.translate(topics.values())
    labels = {
        "kind": lambda value: finding.KINDS[value][0],
        "language": lambda value: languages.get(value, value),
        "topic": lambda value: telling.words(topics[value]) if value in topics else "",
        "country": countries.name,
        "year": numeral,
    }
    result = []
    for facet in asking.FACETS:
        address = request.GET.copy()
        for name in ("page", facet):
            address.pop(name, None)
        elsewhere = address.urlencode()
        rows = []
        for value, number in counted[facet].items():
            if label := labels[facet](value):
                is_chosen = chosen.get(facet) == value
                written = topics[value].slug if facet == "topic" else value
                there = elsewhere if is_chosen else f"{elsewhere}&{urlencode({facet: written})}"
                rows.append((label, number, there, is_chosen, value))
        if facet == "year":
            rows.sort(key=lambda row: -row[4])
        elif facet == "kind":
            rows.sort(key=lambda row: list(finding.KINDS).index(row[4]))
        else:
            rows.sort(key=lambda row: (-row[1], str(row[0])))
        # One value that all have narrows nothing down. Of years there are not too many, and what is chosen can be taken
        # away again.
        if len(rows) > 1 or facet in chosen:
            shown = [row for at, row in enumerate(rows) if at < MOST_VALUES or row[3] or facet == "year"]
            result.append((facet, shown))
    return result


@open_page
def search(request):
    """What the public pages say on what somebody typed, grouped by kind, and ways to narrow it down."""
    query = asking.understood(request.GET.get("q", ""))
    # Search engines are led to the page itself, and not to all that was ever typed.
    context = {"address": settings.SITE_URL + reverse("public:search")}
    context |= {"query": query, "typed": query.typed, "words": [] if query.groups else asking.to_begin_with()}
    if query.groups:
        chosen = _chosen(request)
        language = get_language()
        kind = chosen.get("kind")
        if kind in finding.KINDS:
            first = (number_asked(request) - 1) * PER_PAGE
            counted, total, rows = asking.ask(query, chosen, first, PER_PAGE)
            page = page_of(request, _Rows(rows, total), total=total, per_page=PER_PAGE)
            groups = [(kind, list(page), total)]
            context["page"] = page
        else:
            chosen.pop("kind", None)
            counted, total, rows = asking.ask(query, chosen, number=OF_EACH)
            groups = [
                (name, [row for row in rows if row.item.kind == name], counted["kind"][name]) for name in finding.KINDS
            ]
            # Whoever typed the name of an event or organisation wants that.
            groups.sort(key=lambda group: not any(asking.is_called(row.item, query) for row in group[1]))
        promises = [row.item.object_id for row in rows if row.item.kind == "commitment"]
        standings, topics = {}, {}
        if promises or counted["topic"]:
            read = _rows_of(promises=promises, topics=list(counted["topic"]))
            standings = {row.pk: outcomes.standing(row.standing) for row in read.promises}
            topics = {row.pk: row for row in read.topics}
        context |= {
            "total": total,
            "chosen": chosen,
            "facets": _facets(request, topics, chosen, counted),
            "groups": [
                {
                    "kind": name,
                    "heading": finding.KINDS[name][0],
                    "all": finding.KINDS[name][1] % {"number": numeral(number)},
                    "number": number,
                    "hits": [finding.shown(row, query, language, standings) for row in found],
                    "address": _with(request, kind=name),
                }
                for name, found, number in groups
                if found
            ],
            "everything": _only_typed(request),
            "promised": _promised_in(meant(query.zawgyi or query.typed)),
        }
        if not total:
            # “What did Cambodia promise?” stands nowhere, and has an answer.
            context["promised"] = _promised_in(spoken_of(query.zawgyi or query.typed))
            context["similar"] = asking.similar(query)
    return render(request, "public/search.html", context)


def _promised_in(country):
    """What makers in a country promised, in numbers, where it was a country that was asked for."""
    if not country:
        return None
    facts = tracking.facts(timezone.localdate())
    bits = facts.bits["country"].get(country, 0)
    counted = facts.by_standing(bits)
    return {
        "country": countries.name(country),
        "number": bits.bit_count(),
        "total": len(facts.numbers),
        "standings": [(outcomes.standing(code), counted[code]) for code in outcomes.MARKS if code in counted],
        "address": narrowing.in_the_list(f"country={country}"),
    }


def _with(request, **more):
    address = request.GET.copy()
    address.pop("page", None)
    for name, value in more.items():
        address[name] = value
    return address.urlencode()


def _only_typed(request):
    address = request.GET.copy()
    for name in list(address):
        if name != "q":
            del address[name]
    return address.urlencode()


@open_page
def suggest(request):
    """What somebody may be about to type, as JSON, for the script beside the field."""
    answer = JsonResponse({"found": asking.suggestions(request.GET.get("q", ""))})
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
