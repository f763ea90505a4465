"""What commitments can be narrowed by, and how many there are of each: counted in one place for every list and file.

Makers who may not be told are absent here: no filter and no count knows that they exist.
"""

from dataclasses import dataclass, field

from django.db.models import CharField, F, Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext as _
from django_countries import countries

from ..models import Attribution, Commitment, CommitmentParty, Standing
from ..models.commitment import a_year_before

UNKNOWN = "unknown"
NAMES = ("standing", "year", "due", "country", "topic", "goal", "kind", "series", "maker", "news")

# Whose makers a visitor may know; the rule of documents.printed.makers_hidden, in SQL, and stricter: of a closed
# session nobody is counted either.
TELLABLE = (
    Q(commitment__session=None)
    | ~Q(commitment__session__attribution__in=[Attribution.NON_ATTRIBUTABLE, Attribution.CLOSED])
    | ~Q(commitment__provenance=Commitment.Provenance.HEARD)
)


@dataclass
class Facts:
    """What every commitment is found by.

    of      {number of a commitment: {name of a filter: set of values}}
    words   {name of a filter: {value: words}}
    """

    of: dict = field(default_factory=dict)
    words: dict = field(default_factory=dict)

    def note(self, pk, name, value, words):
        self.of[pk][name].add(value)
        self.words[name][value] = words

    def fitting(self, picked, but=""):
        """The numbers of those that have every picked value, leaving out the filter `but`."""
        wanted = [(name, value) for name, value in picked.items() if value and name != but]
        return [pk for pk, values in self.of.items() if all(value in values[name] for name, value in wanted)]

    def counts(self, picked):
        """{name of a filter: {value: how many there are with what else is picked}}."""
        found = {}
        for name in NAMES:
            found[name] = dict.fromkeys(self.words[name], 0)
            for pk in self.fitting(picked, but=name):
                for value in self.of[pk][name]:
                    found[name][value] += 1
        return found


def facts(rows, today):
    """The Facts of published commitments `with_standing`, in two queries."""
    found = Facts(words={name: {} for name in NAMES})
    found.words["standing"] = {str(code): str(code.label) for code in Standing}
    found.words["news"] = news_words()
    columns = ("pk", "standing", "due", "last_news", "event__start_date", "event__kind__code", "event__kind__name")
    for pk, standing, due, last_news, start, kind, kind_name, series, series_name in rows.values_list(
        *columns, "event__series__slug", "event__series__name"
    ):
        found.of[pk] = {name: set() for name in NAMES}
        found.of[pk]["standing"].add(standing)
        found.of[pk]["news"].add(age_of(last_news, today))
        for name, day in (("year", start), ("due", due)):
            found.note(pk, name, *((str(day.year), str(day.year)) if day else (UNKNOWN, _("Not known"))))
        found.note(pk, "kind", kind, kind_name)
        if series:
            found.note(pk, "series", series, series_name)
    for pk, name, value, words, country in _many():
        if pk not in found.of:
            continue
        if value:
            found.note(pk, name, value, words)
        if country:
            found.note(pk, "country", country, str(countries.name(country)))
    return found


def _many():
    """(commitment, filter, value, words, country) of topics, goals and makers who may be told, in one query."""

    def of(rows, name, commitment, value, words, country):
        return rows.order_by().values_list(F(commitment), Value(name, CharField()), value, words, country)

    nothing = Value("", CharField())
    published = Commitment.objects.published().values("pk")
    topics = Commitment.topics.through.objects.filter(commitment__in=published)
    goals = Commitment.goals.through.objects.filter(commitment__in=published)
    makers = CommitmentParty.objects.filter(
        TELLABLE,
        commitment__in=published,
        role__in=CommitmentParty.MAKERS,
        organisation__isnull=False,
        # One without a page is printed where it made a promise, but nothing is gathered under its name or country.
        organisation__is_published=True,
    )
    number = Concat("frameworkgoal__framework__code", Value("-"), "frameworkgoal__number", output_field=CharField())
    return of(topics, "topic", "commitment_id", F("topic__slug"), F("topic__name"), nothing).union(
        of(goals, "goal", "commitment_id", number, F("frameworkgoal__title"), nothing),
        of(
            makers,
            "maker",
            "commitment_id",
            F("organisation__slug"),
            F("organisation__name"),
            F("organisation__country"),
        ),
        all=True,
    )


def news_words():
    return {
        "year": _("Within a year"),
        "older": _("Over a year ago"),
        "none": _("No news ever"),
    }


def age_of(last_news, today):
    """Which of `news_words` the day of the last news falls under."""
    if last_news is None:
        return "none"
    return "year" if last_news >= a_year_before(today) else "older"


def in_order(name, words):
    """[(value, words), …] as a form offers them."""
    if name in ("standing", "news"):
        return list(words.items())
    if name in ("year", "due"):
        return sorted(words.items(), key=lambda pair: (pair[0] != UNKNOWN, pair[0]), reverse=True)
    return sorted(words.items(), key=lambda pair: str(pair[1]).casefold())
