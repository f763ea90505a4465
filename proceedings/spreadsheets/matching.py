"""Who is who: is a person in a list somebody we know, or somebody further up in the same list?

Only asks. Nothing is merged here, and only the same e-mail address with a like name is called certain.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from django.utils.translation import gettext as _
from rapidfuzz.distance import OSA

from .countries import plain
from .spellings import Alike, compare, is_vietnamese, weigh

# So many people of one name, or in one organisation with one word in their names, that it says nothing by itself.
COMMON = 10
# So many names at one e-mail address that it is an office's.
SHARED = 3
# Amina is shown this many people at most.
MOST = 5
# Words kept by what they weigh. More are in use only where a list is made up.
WORDS = 50_000


class Known(NamedTuple):
    """A person as far as is known. Texts are as written; empty where nobody said."""

    key: object  # whatever tells the caller who that is
    name: str  # without form of address
    names: tuple = ()  # other spellings, and the name in own script
    email: str = ""
    organisation: str = ""
    country: str = ""  # two letters
    phone: str = ""
    honorific: str = ""


class Match(NamedTuple):
    key: object
    certainty: str  # "same" or "maybe"
    why: str  # part of a sentence, for the person at the desk


class Index:
    """People to be found again. Takes about 0.5 kB for each besides what the caller keeps of them."""

    def __init__(self, rows=()):
        """rows: Known people, from anything that can be gone through once."""
        self._rows = []
        self._by_email = {}
        self._by_name = {}
        self._by_common_name = {}
        self._by_organisation = {}
        self._words = {}
        self._weights = {}
        self._organisations = {}
        for row in rows:
            self.add(row)

    def __len__(self):
        return len(self._rows)

    def add(self, row):
        """Take in one more Known person."""
        number = len(self._rows)
        self._rows.append(row)
        if row.email:
            _put(self._by_email, hash(row.email.strip().casefold()), number)
        organisation = self._organisation(row.organisation)
        if organisation:
            self._by_organisation.setdefault(organisation, []).append(number)
        for weight in self._weigh(row):
            held = _held(self._by_name, weight)
            if len(held) < COMMON:
                _put(self._by_name, weight, number)
                held = (*held, number) if len(held) == COMMON - 1 else ()
            else:
                held = (number,)
            for one in held:
                # A name that many have is looked up together with something else.
                for detail in self._details(self._rows[one]):
                    _put(self._by_common_name, (weight, detail), one)

    def find(self, row):
        """Who of the people here `row`, a Known, may be.

        Returns [Match], best first, at most five: “same” where the e-mail address is the same and the names are alike,
        “maybe” where somebody has to look.
        """
        found = {}
        held = _held(self._by_email, hash(row.email.strip().casefold())) if row.email else ()
        if len(held) < COMMON:
            found = {number: _judge(row, self._rows[number]) for number in held}
            strangers = [number for number, judged in found.items() if judged and judged[0] == STRANGER]
            if len(strangers) >= SHARED:
                found |= dict.fromkeys(strangers)
        for number in self._candidates(row):
            if number not in found:
                found[number] = _judge(row, self._rows[number])
        judged = sorted((-one[0], number, one) for number, one in found.items() if one)
        if judged and -judged[0][0] > WEAK:
            judged = [one for one in judged if -one[0] > WEAK]
        return [
            Match(self._rows[number].key, certainty, why) for _strength, number, (_s, certainty, why) in judged[:MOST]
        ]

    def _candidates(self, row):
        """Numbers of people with the same name in some spelling, or a part of it in the same organisation."""
        for weight in self._weigh(row):
            held = _held(self._by_name, weight)
            if len(held) < COMMON:
                yield from held
            else:
                for detail in self._details(row):
                    yield from _held(self._by_common_name, (weight, detail))
        organisation = self._organisation(row.organisation)
        if organisation in self._by_organisation:
            words = self._words_in(organisation, bool(row.email))
            for weight in self._word_weights(row):
                held = _held(words, weight)
                if len(held) < COMMON:
                    yield from held

    def _words_in(self, organisation, without_email):
        """{weight of a word: numbers of people there with it in their name}, brought up to date.

        without_email   only people without an address: part of a name beside another address is somebody else
        """
        numbers = self._by_organisation[organisation]
        upto, words = self._words.get((organisation, without_email), (0, {}))
        for number in numbers[upto:]:
            row = self._rows[number]
            if not (without_email and row.email):
                for weight in self._word_weights(row):
                    _put(words, weight, number)
        self._words[organisation, without_email] = len(numbers), words
        return words

    def _word_weights(self, row):
        words = row.name.split() if not row.names else " ".join((row.name, *row.names)).split()
        return set(map(self._weight, words))

    def _weigh(self, row):
        """The numbers by which the names of a person are looked up: one for each spelling."""
        weights = set()
        for name in (row.name, *row.names):
            latin = own = 0
            for word in name.split():
                weight = self._weight(word)
                if weight > 0:
                    latin += weight
                else:
                    own += weight
            weights |= {latin, own}
        weights.discard(0)
        return weights

    def _weight(self, word):
        weight = self._weights.get(word)
        if weight is None:
            if len(self._weights) >= WORDS:
                self._weights.clear()
            weight = self._weights[word] = weigh(word)
        return weight

    def _organisation(self, name):
        key = self._organisations.get(name)
        if key is None:
            key = self._organisations[name] = _organisation_key(name) if name else ""
        return key

    def _details(self, row):
        organisation = self._organisation(row.organisation)
        return ([organisation] if organisation else []) + sorted(_phones(row.phone))


def _held(postings, key):
    """The numbers kept under a key, as a tuple."""
    held = postings.get(key, ())
    return held if type(held) is tuple else (held,)


def _put(postings, key, number):
    """Keep a number under a key, beside no more than COMMON others. One alone is kept bare: most are alone."""
    held = postings.get(key)
    if held is None:
        postings[key] = number
    else:
        held = _held(postings, key)
        if len(held) < COMMON and number not in held:
            postings[key] = (*held, number)


# How strongly two rows ask to be one person.
CERTAIN, STRANGER, PHONE, ORGANISATION, SPELLING, WEAK, WEAKER = 9, 7, 6, 5, 4, 2, 1


def _judge(row, known):
    """(strength, certainty, why), or None for two people."""
    email = _same_or_not(row.email.strip().casefold(), known.email.strip().casefold())
    phone = _same_phone(row.phone, known.phone)
    organisation = same_organisation(row.organisation, known.organisation)
    if email is False and not phone and not organisation:
        return None
    vietnamese = "VN" in (row.country, known.country) or is_vietnamese(row.name) or is_vietnamese(known.name)
    alike, is_full = compare((row.name, *row.names), (known.name, *known.names), vietnamese)
    if email:
        strength = _strength_of_email(alike, is_full)
    else:
        strength = _strength(alike, is_full, row, known, email, phone, organisation)
    if not strength:
        return None
    return strength, "same" if strength == CERTAIN else "maybe", _why(alike, row, known, email, phone)


def _strength_of_email(alike, is_full):
    if alike >= Alike.NEAR or alike == Alike.OWN or (alike == Alike.LONGER and is_full):
        return CERTAIN
    # “Zaw” and “Zaw Htun” may share an office's address.
    return STRANGER if alike == Alike.OTHER else STRANGER + 1


def _strength(alike, is_full, row, known, email, phone, organisation):
    """For two rows without one e-mail address: `email` is False where they have two, None where one has none."""
    if alike <= Alike.SCRIPTS:
        return None
    one_name = alike >= Alike.ADDRESS
    elsewhere = _same_or_not(row.country, known.country) is False
    if phone and (email is None or (is_full and alike >= Alike.NEAR)):
        return PHONE if alike >= Alike.NEAR else SPELLING
    if email is False:
        # People have two addresses, but then it takes a full name, and nothing else that differs.
        asks = alike >= Alike.ORDER and is_full and organisation and not elsewhere and phone is None
        return WEAK if asks else None
    if organisation and not elsewhere:
        if alike == Alike.LONGER:
            return WEAKER if is_full and phone is None else None
        if phone is False and not is_full:
            return None
        return ORGANISATION if one_name else SPELLING
    # Moved to another organisation, or a ministry of the same name in another country.
    if not is_full or phone is False or alike < Alike.NEAR:
        return None
    if alike == Alike.NEAR:
        return WEAKER if organisation is None and not elsewhere else None
    return WEAK if organisation or not elsewhere else None


def _why(alike, row, known, email, phone):
    organisation = same_organisation(row.organisation, known.organisation)
    address = bool(row.honorific) and plain(row.honorific) != plain(known.honorific)
    if email:
        if alike == Alike.SAME:
            return _("same e-mail address")
        if alike == Alike.OTHER:
            return _("same e-mail address, but a quite different name: %(name)s") % {"name": known.name}
        if alike == Alike.SCRIPTS:
            return _("same e-mail address, name in another script: %(name)s") % {"name": known.name}
        return ", ".join((_("same e-mail address"), _name_part(alike, known, False)))
    if alike == Alike.SAME and organisation and not address:
        parts = [_("same name and organisation")]
    else:
        parts = [_name_part(alike, known, address)]
        if organisation is not None:
            parts.append(_("same organisation") if organisation else _("other organisation"))
    if phone:
        parts.append(_("same telephone number"))
    if email is False:
        parts.append(_("another e-mail address"))
    return ", ".join(parts)


def _name_part(alike, known, address):
    if alike == Alike.ADDRESS or (alike == Alike.SAME and address):
        return _("same name with another form of address")
    if alike == Alike.SAME:
        return _("same name")
    if alike == Alike.ORDER:
        return _("same name in another order")
    if alike == Alike.NEAR:
        return _("nearly the same name: %(name)s") % {"name": known.name}
    if alike == Alike.OWN:
        return _("same name in own script, another one in Latin letters: %(name)s") % {"name": known.name}
    return _("one name holds the other: %(name)s") % {"name": known.name}


def _same_or_not(one, other):
    """True, False, or None where one is not known."""
    return one == other if one and other else None


def _same_phone(one, other):
    """True, False, or None where one is not known."""
    ours, theirs = _phones(one), _phones(other)
    return bool(ours & theirs) if ours and theirs else None


@lru_cache(maxsize=2_000)
def _phones(text):
    """The last eight digits of each number in a cell: a leading 0 or country code is there or not."""
    text = text[:200]
    numbers = [text] if text.isdecimal() else map(_digits, re.split(r"[/,;|\n]|\bor\b|ext", text.casefold()))
    return frozenset(str(int(number))[-8:] for number in numbers if len(number) >= 6)


def _digits(text):
    return "".join(re.findall(r"\d", text))


# Words that are in the name of an organisation or not.
_SMALL = {"the", "of", "and", "for", "in", "a", "an", "co", "ltd", "limited", "company", "inc", "plc", "corp", "pte"}


@lru_cache(maxsize=4_000)
def _organisation_key(name):
    words = plain(name).split()
    return " ".join(sorted(word for word in words if word not in _SMALL) or words)


def same_organisation(one, other):
    """True for two names, or a name and its acronym, of one organisation; False for two; None where one is missing."""
    if not one or not other:
        return None
    return one == other or _same_organisation(one, other)


@lru_cache(maxsize=2_000)
def _same_organisation(one, other):
    one_key, other_key = _organisation_key(one).split(), _organisation_key(other).split()
    if not one_key or not other_key:
        return None
    if len(one_key) == len(other_key) and all(map(_same_word, one_key, other_key)):
        return True
    if len(one_key) > 1 and len(other_key) > 1:
        return False
    short, long = sorted((plain(one), plain(other)), key=len)
    # Of “of” and “and” some are in the acronym and some not: MoLIP.
    initials = (re.escape(word[0]) + "?" * (word in _SMALL) for word in long.split())
    return len(short) > 1 and bool(re.fullmatch("".join(initials), short))


def _same_word(one, other):
    """True for one word, or one that two write with one letter different: Centre, Center; Labour, Labor."""
    if one == other:
        return True
    return (
        one[0] == other[0]
        and min(len(one), len(other)) >= 5
        and (one + other).isalpha()
        and OSA.distance(one, other) == 1
    )
