"""Who is meant, where a text names organisations: by name, acronym, former name, or the country they speak for.

“Ministry of Labour, Thailand and Ministry of Labour, Myanmar” is two; “Ministry of Labour and Vocational Training” is
one. Nothing is made up here, and what is not certain is asked.
"""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django_countries import countries
from rapidfuzz import fuzz, process

from .models import Organisation, OrganisationClass, OrganisationName
from .spreadsheets.countries import country_code, plain
from .spreadsheets.values import is_blank, one_line

# As many as anybody looks through.
MOST = 5
# Names less alike than this are other names.
ALIKE = 85
# One cell or sentence that names more is no list of parties.
MOST_PIECES = 40
# A ministry's name of so many words, and an acronym of so many letters, belongs to one government only.
OWN_WORDS = 4
# Words that are in the name of an organisation or not, and what governments call themselves.
SMALL = {"the", "of", "and", "for", "in", "a", "an", "on", "royal", "kingdom", "republic", "s"}
# Between two parties for certain, and perhaps: ministries are named with commas and “and”.
_STRONG = re.compile(r"\s*(?:[;；|•·\n\r]|(?:^|(?<=\s))\d{1,2}[.)]\s)\s*")
_WEAK = re.compile(
    r"\s*(?:[,，、၊/&+]|(?<![^\W_])(?:and|with|together with|as well as|va|và|cùng|along with)(?![^\W_])"
    r"|(?<=\s)และ|และ(?=\s|กระทรวง|กรม|รัฐบาล|สถานทูต)|ແລະ|និង|"
    r"နှင့်|နဲ့|(?<=[部局署会府])[和与及])\s*",
    re.IGNORECASE,
)
# What the name of a body begins or ends with, in the languages of the region.
_HEADS = re.compile(
    r"(?:the )?(?:(?:royal )?government|governments|ministry|ministries|department|embassy|consulate|office|bureau|"
    r"secretariat|committee|commission|council|union|federation|confederation|association|alliance|network|foundation|"
    r"organi[sz]ation|institute|university|cent(?:re|er)|international|national|royal|agency|authority|parliament|bo|"
    r"dai su quan|chinh phu|so|cuc|uy ban|hoi|lien doan|trung tam)\b|กระทรวง|กรม|รัฐบาล|สถานทูต|สำนัก|สมาคม|มูลนิธิ|ກະຊວງ|"
    r"ກົມ|ລັດຖະບານ|ສະຖານທູດ|ក្រសួង|រដ្ឋាភិបាល|ស្ថានទូត|នាយកដ្ឋាន|គណៈកម្មាធិការ"
)
_TAILS = re.compile(
    r"\b(?:cent(?:re|er)|foundation|network|union|institute|association|federation)$|"
    r"(?:ဝန်ကြီးဌာန|ဦးစီးဌာန|အစိုးရ|သံရုံး|အဖွဲ့|ကော်မတီ|部|局|署|会|會|政府|大使馆|委员会)$"
)
_ACRONYM = re.compile(r"[A-Z][A-Za-z]*[A-Z][A-Za-z]*\d?")
_BRACKET = re.compile(r"\s*[(（\[]([^)）\]]*)[)）\]]\s*")
_OF_A_STATE = re.compile(
    r"\b(?:ministry|department|government|national|embassy|committee|bo|cuc)\b|กระทรวง|กรม|ກະຊວງ|ក្រសួង|ဝန်ကြီးဌာန|部"
)
# What else stands in the name of a body, or for many of them.
_BODIES = re.compile(
    r"\b(?:directorate|company|bank|police|assembly|coalition|forum|fund|agencies|employers|workers|parties|"
    r"organi[sz]ations|countries|civil society)\b"
)
# “The Governments of Cambodia and Myanmar”, “Ministries of Labour of Thailand and Viet Nam”.
_SEVERAL = {"governments": "Government", "ministries": "Ministry", "embassies": "Embassy", "departments": "Department"}


@dataclass(frozen=True)
class Found:
    """An organisation, or a class of them, that some words may mean.

    certain   True where the words are one of its names and nobody else has that name
    why       half a sentence, for whoever decides
    """

    party: Organisation | OrganisationClass
    certain: bool
    why: str

    @property
    def key(self):
        """How a form says it: “organisation:12”, “class:3”."""
        return _key(self.party)

    @property
    def label(self):
        return label(self.party)


def label(row):
    """A party as a form offers it: every government has a Ministry of Labour, so its country is said."""
    country = getattr(row, "country", "")
    return f"{row}, {country.name}" if country else str(row)


def _key(row):
    return f"{'class' if isinstance(row, OrganisationClass) else 'organisation'}:{row.pk}"


class Parties:
    """Every organisation and class of organisations by every name it has; or those of two querysets.

    Made anew for each list or text: it reads the database once, in three queries.
    """

    def __init__(self, organisations=None, classes=None):
        organisations = Organisation.objects.all() if organisations is None else organisations
        classes = OrganisationClass.objects.all() if classes is None else classes
        self._rows, self._by_name, self._by_acronym = {}, defaultdict(list), defaultdict(list)
        self._keys = []
        for row in organisations.order_by("pk"):
            self._add(row, row.name)
            if row.acronym:
                self._by_acronym[plain(row.acronym)].append(_key(row))
        others = OrganisationName.objects.filter(organisation__in=organisations.order_by())
        for pk, name in others.order_by("pk").values_list("organisation", "name"):
            self._add(self._rows[f"organisation:{pk}"], name)
        for row in classes.order_by("pk"):
            self._add(row, row.name)

    def _add(self, row, name):
        number = _key(row)
        self._rows[number] = row
        key, _country = named(name)
        if number not in self._by_name[key]:
            self._by_name[key].append(number)
            self._keys.append((key, number))
        # One word in capitals is as good as an acronym.
        if _ACRONYM.fullmatch(name):
            self._by_acronym[plain(name)].append(number)

    @cached_property
    def _choices(self):
        return [key for key, _number in self._keys]

    def get(self, key):
        """The party of a Found.key, or None."""
        return self._rows.get(key)

    # Who is meant

    def find(self, words):
        """Whom some words mean: [Found, …], best first, at most five. Who is certain stands alone."""
        written = one_line(words)
        if is_blank(written):
            return []
        exact = self._exact(written)
        if len(exact) == 1 and exact[0][1]:
            return [Found(self._rows[exact[0][0]], certain=True, why=exact[0][2])]
        found = [Found(self._rows[number], certain=False, why=why) for number, _sure, why in exact]
        return (found or self._alike(written))[:MOST]

    def sure(self, words):
        """The key of whom some words mean beyond doubt, or ""."""
        return sure(self.find(words))

    def written(self, row):
        """The words by which `find` knows an organisation or class again, for a list that comes back."""
        for words in (str(row), f"{row.name}, {countries.name(row.country)}" if getattr(row, "country", "") else ""):
            if self.sure(words) == _key(row):
                return words
        return str(row)

    def _exact(self, written):
        """[(number, whether that is certain, why), …] of those who have exactly this name."""
        own = [number for number in self._by_name.get(named(written)[0], ()) if str(self._rows[number]) == written]
        if not own and (bracket := _BRACKET.search(written)):
            name = written[: bracket.start()].strip()
            own = [n for n in self._by_name.get(named(name)[0], ()) if str(self._rows[n]) == written]
        if len(own) == 1 and (_BRACKET.search(written) or self._fits(own[0], named(written)[1], written)):
            return [(own[0], True, _("the same name"))]
        inside = [piece for piece in _BRACKET.findall(written) if piece and not country_code(piece)]
        bare = _BRACKET.sub(lambda found: f", {found[1]} " if country_code(found[1]) else " ", written).strip(" ,")
        for text in dict.fromkeys([written, bare, *inside]):
            key, country = named(text)
            numbers = list(self._by_name.get(key, ())) if key else []
            why = _("the same name")
            if not numbers:
                numbers, why = self._of_acronym(text, country), _("the same acronym")
            rows = [(number, self._fits(number, country, text), why) for number in dict.fromkeys(numbers)]
            rows = [row for row in rows if row[1] is not None]
            # Of several with that name, those of the country that is named.
            if sure := [row for row in rows if row[1]]:
                rows = sure
            if rows:
                return rows if len(rows) == 1 else [(number, False, why) for number, _sure, why in rows]
        return []

    def _of_acronym(self, text, country):
        words = plain(text)
        if words in self._by_acronym:
            return self._by_acronym[words]
        rest = _without_country(words, country)
        return self._by_acronym.get(rest, []) if rest else []

    def _fits(self, number, country, written):
        """True where the country agrees, False where only one side says one, None where they are two countries."""
        row = self._rows[number]
        is_class = isinstance(row, OrganisationClass)
        own = "" if is_class else str(row.country or named(row.name)[1])
        if country == own:
            return True
        if country:
            return None if own else False
        # Every government has a Ministry of Labour: without the country we cannot be sure whose is meant. Longer names
        # and acronyms are one government's own.
        return (
            is_class
            or not _OF_A_STATE.search(plain(row.name))
            or len(named(written)[0].split()) >= OWN_WORDS
            or (plain(row.acronym) == plain(written) and len(written) >= OWN_WORDS)
        )

    def _alike(self, written):
        key, country = named(written)
        if not key:
            return []
        ranked = process.extract(key, self._choices, scorer=fuzz.token_sort_ratio, score_cutoff=ALIKE, limit=20)
        found = {}
        for _name, _score, index in ranked:
            number = self._keys[index][1]
            if number not in found and self._fits(number, country, written) is not None:
                found[number] = Found(self._rows[number], certain=False, why=_("a like name"))
        return list(found.values())

    # How many are meant

    def split(self, words):
        """Cut a text that names several parties into a list of texts, one for each; its words stay as they are."""
        pieces = []
        for chunk in _STRONG.split(str(words)):
            if not is_blank(chunk):
                pieces += self._apart(one_line(chunk))
        return pieces[:MOST_PIECES]

    def read(self, words):
        """[(words of one party, [Found, …]), …] for a text that names any number of parties."""
        return [(piece, self.find(piece)) for piece in self.split(words)]

    def _known(self, text):
        return bool(self._exact(one_line(text)))

    def _apart(self, text):
        if self._known(text):
            return [text]
        if several := _several(text):
            return several
        # Where it may be cut: [(where the piece before ends, where the next begins), …].
        cuts = [(found.start(), found.end()) for found in _WEAK.finditer(text) if _outside(text, found.start())]
        if not cuts or len(cuts) > MOST_PIECES:
            return [text]
        starts, ends = [0, *(end for _start, end in cuts)], [*(start for start, _end in cuts), len(text)]
        pieces, place = [], 0
        while place < len(starts):
            last = self._longest(text, starts, ends, place)
            piece = text[starts[place] : ends[last]].strip(" ,")
            if piece:
                pieces.append(piece)
            place = last + 1
        return pieces

    def _longest(self, text, starts, ends, place):
        """The number of the last part that belongs to the piece which begins at `place`."""
        for last in range(len(starts) - 1, place - 1, -1):
            if self._known(text[starts[place] : ends[last]]):
                return last + 1 if self._has_country_behind(text, starts, ends, place, last) else last
        for last in range(place, len(starts) - 1):
            if self._begins(text, starts, ends, place, last + 1):
                return last
        return len(starts) - 1

    def _has_country_behind(self, text, starts, ends, place, last):
        """True for “Ministry of Labour, Myanmar”: one country behind a comma, behind a name that says none."""
        behind = [bool(country_code(text[starts[each] : ends[each]])) for each in range(last + 1, len(starts))]
        return (
            behind[:1] == [True]
            and behind[1:2] != [True]
            and "," in text[ends[last] : starts[last + 1]]
            and not named(text[starts[place] : ends[last]])[1]
        )

    def _begins(self, text, starts, ends, first, place):
        """True where another party begins with the part at `place`."""
        part, before = text[starts[place] : ends[place]], text[starts[first] : ends[place - 1]]
        if country_code(part):
            return bool(country_code(before))
        if _HEADS.match(plain(part)) or _ACRONYM.fullmatch(part.strip()):
            return True
        if _TAILS.search(plain(before)):
            return True
        return any(self._known(text[starts[place] : ends[last]]) for last in range(place, len(starts)))


def sure(found):
    """The key of the one that is meant beyond doubt by what was found, or ""."""
    return found[0].key if len(found) == 1 and found[0].certain else ""


def is_a_body(words):
    """True for words that hold what names of ministries, organisations and groups of them hold."""
    said = plain(words)
    return any(pattern.search(said) for pattern in (_HEADS, _TAILS, _BODIES))


def named(name):
    """(the words of a name in one order, without its country and small words; the two letters of that country)."""
    words = plain(name)
    country, rest = _country_of(words)
    key = " ".join(sorted(word for word in rest.split() if word not in SMALL))
    # Who writes “Thailand” alone means those who speak for it.
    return (key or ("government" if country else words)), country


def _country_of(words):
    """(the country that a plain name says, the name without it): “thai ministry of labour”, “… of thailand”."""
    parts = words.split()
    places = []
    # An embassy says two: it speaks for the first.
    abroad = bool({"embassy", "consulate", "embassies"} & set(parts))
    if not abroad:
        places += [(len(parts) - length, length) for length in range(min(len(parts), 7), 0, -1)]
    places += [(0, length) for length in range(min(len(parts) - 1, 3), 0, -1)]
    for place in (index + 1 for index, part in enumerate(parts) if part == "of"):
        place += parts[place : place + 1] == ["the"]
        places += [(place, length) for length in range(min(len(parts) - place, 5), 0, -1)]
    if parts[:1] == ["the"]:
        places += [(1, length) for length in range(min(len(parts) - 2, 3), 0, -1)]
    for place, length in places:
        if code := country_code(" ".join(parts[place : place + length])):
            return code, " ".join([*parts[:place], *parts[place + length :]])
    return "", words


def _without_country(words, country):
    return " ".join(word for word in _country_of(words)[1].split() if word not in SMALL) if country else words


def _several(text):
    """“The Governments of Cambodia and Myanmar” as two texts; [] where it is no such thing."""
    words = text.split()
    while words and words[0].casefold() in {"the", "both"}:
        words = words[1:]
    head = _SEVERAL.get(words[0].casefold()) if words else None
    if not head or len(words) < 3:
        return []
    body, place = " ".join(words[1:]), None
    for found in re.finditer(r"(?:^|\s)(?:of|in)\s(?:the\s)?", body):
        names = [name.strip() for name in _WEAK.split(body[found.end() :]) if name.strip()]
        if len(names) > 1 and all(country_code(name) for name in names):
            place = found
            break
    if place is None:
        return []
    between = body[: place.start()].strip()
    return [f"{head} {between + ' ' if between else ''}of {name}" for name in names]


def _outside(text, place):
    """True for a place that stands in no bracket."""
    return text.count("(", 0, place) == text.count(")", 0, place)
