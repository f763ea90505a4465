"""People of the database who may be the same person: asked, never decided here."""

from collections import defaultdict
from typing import NamedTuple

from ..models import Participant, PersonName, TwoPeople
from .matching import Index, Known

# So many people are compared with all others at a time: a page answers in seconds however many there are.
AT_A_TIME = 1_000
# So many pairs are more than anybody decides in one sitting.
MOST_PAIRS = 100


class Pair(NamedTuple):
    one: int  # number of the person who was entered first
    other: int
    certainty: str  # "same" or "maybe"
    why: str  # part of a sentence


class Likely(NamedTuple):
    pairs: list
    looked_at: int  # how many people were compared with all others
    left: int  # how many were not yet
    before: int | None  # go on with people entered before this one; None when all were looked at


def known(people):
    """The Known of a queryset of people, in the order they were entered, with the organisation of their last seat."""
    people = people.order_by("pk")
    spellings = defaultdict(list)
    for pk, name in PersonName.objects.order_by("pk").values_list("person", "name").iterator():
        spellings[pk].append(name)
    seats = Participant.objects.filter(organisation__isnull=False, person__isnull=False).order_by("pk")
    worked_for = {
        pk: (organisation, country)
        for pk, organisation, country in seats.values_list(
            "person", "organisation__name", "organisation__country"
        ).iterator()
    }
    columns = "pk", "name", "own_script_name", "honorific", "email", "phone"
    for pk, name, own_script, honorific, email, phone in people.values_list(*columns).iterator():
        organisation, country = worked_for.get(pk, ("", ""))
        names = tuple(filter(None, [own_script, *spellings.get(pk, ())]))
        yield Known(pk, name, names, email, organisation, country, phone, honorific)


def likely_duplicates(people, before=None, at_a_time=AT_A_TIME):
    """Which of the people entered last, before the number `before`, may be somebody who was there already.

    people   a queryset: nobody outside it is looked at or told of

    Of whom somebody has said that they are two people, nobody is asked again.

    Returns Likely.
    """
    if before is not None:
        people = people.filter(pk__lt=before)
    keys = list(people.order_by("-pk").values_list("pk", flat=True)[: at_a_time + 1])
    asked = set(keys[:at_a_time])
    decided = set(TwoPeople.objects.values_list("one", "other"))
    index, pairs, left, looked_at, first = Index(), [], 0, 0, None
    for person in known(people):
        if person.key not in asked:
            left += 1
        else:
            first = first or person.key
            looked_at += 1
            if len(pairs) < MOST_PAIRS:
                pairs += [
                    Pair(match.key, person.key, match.certainty, match.why)
                    for match in index.find(person)
                    if (match.key, person.key) not in decided
                ]
        index.add(person)
    pairs.sort(key=lambda pair: (pair.certainty != "same", -pair.other))
    return Likely(pairs[:MOST_PAIRS], looked_at, left, first if left else None)
