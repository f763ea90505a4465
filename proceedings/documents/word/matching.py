"""Which session a heading means, and which organisations some words mean: suggested, never decided where in doubt."""

import re
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from ...spreadsheets.countries import country_code, plain
from . import known

# Where the words of two titles are as like as this, they are one; below, nothing is said.
ALIKE = 82
SURE = 93
OFFERED = 5
LONGEST_NAME = 300
# What the name of a body begins or ends with, so that “A and B” can be told from “Labour and Social Protection”.
BODY = re.compile(
    r"\b(ministr(y|ies)|department|embass(y|ies)|consulates?|directorate|bureau|office|agency|agencies|authority|"
    r"commission|council|committee|secretariat|government|association|federation|union|network|foundation|institute|"
    r"university|centre|center|organi[sz]ation|company|bank|police|parliament|assembly|alliance|coalition|forum|fund|"
    r"bộ|cục|vụ|hội|hiệp hội|đại sứ quán|liên đoàn|mạng lưới|trung tâm|tổng cục|uỷ ban|ủy ban|"
    r"governments|agencies|employers|workers|parties|organisations|organizations|countries|civil society)\b|"
    r"กระทรวง|กรม|สถานทูต|สมาคม|มูลนิธิ|เครือข่าย|สำนักงาน|ក្រសួង|អង្គការ|សមាគម|ស្ថានទូត|ກະຊວງ|ກົມ|ສະຖານທູດ|"
    r"ສະມາຄົມ|ဝန်ကြီးဌာန|သံရုံး|ဦးစီးဌာန|အသင်း|部|局|署|会|會|使馆|使館|协会|協會|联盟|中心",
    re.IGNORECASE,
)
_AND = re.compile(
    r"\s*(?:;|\n|/(?=\s)|(?<=\s)/)\s*|\s+(?:and|&|with|together with|as well as|và|cùng|cùng với)\s+|"
    r"\s*(?:、|和|与|與|及|และ|ร่วมกับ|និង|ແລະ|ນິງ|နှင့်)\s*",
    re.IGNORECASE,
)
_COMMA = re.compile(r"\s*[,，]\s*(?:and\s+)?")
_PAREN = re.compile(r"\(([^()]{2,60})\)")
_AROUND = re.compile(r"^(?:the|all|relevant|our)\s+|\s+of$", re.IGNORECASE)


def sessions_of(sections, sessions):
    """Which session each section tells of.

    sections   [{"heading", "level", …}, …]
    sessions   [(key, title), …] in the order of the programme

    A chapter belongs to the session of the part it stands in, because the rule on who may be quoted holds for all of
    it. Returns [(key or None, whether that is certain), …].
    """
    found, taken, above = [], set(), (None, True)
    for section in sections:
        one = _session_of(section["heading"], sessions, taken)
        if section["level"] > 1 and one[0] is None:
            one = above
        if one[0] is not None:
            taken.add(one[0])
        if section["level"] == 1:
            above = one
        found.append(one)
    return found


def _session_of(heading, sessions, taken):
    number, subject = known.session_number(heading), known.without_session(heading)
    whole = plain(known.without_number(heading))
    scores = []
    for place, (key, title) in enumerate(sessions, start=1):
        its_number, its_subject = known.session_number(title), known.without_session(title)
        if plain(title) == whole:
            score = 100
        elif subject and its_subject:
            score = max(
                fuzz.ratio(plain(subject), plain(its_subject)),
                fuzz.token_sort_ratio(plain(subject), plain(its_subject)),
            )
        elif number and (its_number or not its_subject):
            score = SURE if number == its_number else 0
        else:
            score = 0
        if number and its_number and number != its_number:
            # “Session 4: Fees” is not “Session 1: Fees”; of the same words another number may be a slip.
            score = 0 if score < 100 else score
        if score >= ALIKE:
            same_number = number is not None and number == (its_number or place)
            scores.append((same_number, key not in taken, score, -place, key))
    if not scores:
        if number and number <= len(sessions) and not any(known.session_number(title) for _key, title in sessions):
            return (sessions[number - 1][0], False) if not subject else (None, True)
        return (None, True)
    same_number, _free, score, _place, key = max(scores)
    alike = [one for one in scores if one[2] >= score - 3]
    return key, score >= SURE and (len(alike) == 1 or same_number)


@dataclass(frozen=True)
class Offer:
    """A party that may be meant: its key, “organisation:12” or “class:3”, and how it is shown."""

    key: str
    label: str
    score: float


class Parties:
    """All organisations and classes of them, to be found by name.

    organisations   [(pk, name, acronym, country code, [other name, …]), …]
    classes         [(pk, name), …]
    """

    def __init__(self, organisations, classes):
        self.names, self.acronyms, self.rows, self.governments, self.found = {}, {}, {}, {}, {}
        for pk, name, acronym, country, others in organisations:
            key = f"organisation:{pk}"
            label = f"{name} ({acronym})" if acronym else name
            self.rows[key] = (label, country)
            for one in (name, *others):
                self.names.setdefault(plain(one), []).append(key)
            if acronym:
                self.acronyms.setdefault(plain(acronym), []).append(key)
            if country and re.search(r"\bgovernment\b", name, re.IGNORECASE):
                self.governments.setdefault(country, []).append(key)
        for pk, name in classes:
            key = f"class:{pk}"
            self.rows[key] = (name, "")
            self.names.setdefault(plain(name), []).append(key)
        self.list = list(self.names)

    def offers(self, words):
        """The parties that some words may mean, the likeliest first, at most OFFERED."""
        if words not in self.found:
            self.found[words] = self._offers(words)
        return self.found[words]

    def _offers(self, words):
        base, country, acronyms = _cut(words)
        scores = {}

        def note(keys, score):
            for key in keys:
                its = self.rows[key][1]
                if country and its and its != country:
                    continue
                if country and its == country:
                    score = min(score + 1, 101)
                scores[key] = max(score, scores.get(key, 0))

        for said in {plain(words), plain(base)}:
            if not said:
                continue
            note(self.names.get(said, ()), 100)
            for name, score, _index in process.extract(said, self.list, scorer=fuzz.ratio, score_cutoff=80, limit=20):
                note(self.names[name], min(score, 99))
            for name, score, _index in process.extract(
                said, self.list, scorer=fuzz.token_sort_ratio, score_cutoff=86, limit=20
            ):
                note(self.names[name], min(score, 98))
            note(self.acronyms.get(said, ()), 97)
        for one in acronyms:
            note(self.acronyms.get(plain(one), ()), 97)
        alone = country_code(re.sub(r"^(?:the\s+)?(?:royal\s+)?government\s+of\s+(?:the\s+)?", "", words, flags=re.I))
        if alone:
            note(self.governments.get(alone, ()), 94)
        best = sorted(scores.items(), key=lambda one: (-one[1], self.rows[one[0]][0]))[:OFFERED]
        return [Offer(key, self.rows[key][0], score) for key, score in best]

    def sure(self, offers):
        """The key that is meant beyond doubt, or ""."""
        if not offers or offers[0].score < SURE:
            return ""
        if len(offers) > 1 and offers[1].score >= min(offers[0].score, 100):
            return ""
        return offers[0].key

    def split(self, words):
        """The single parties of “A and B”, each in its own words."""
        words = words.strip(" .:;\n")
        if not words or self.sure(self.offers(words)):
            return [words] if words else []
        for pattern in (_AND, _COMMA):
            pieces = [piece for piece in pattern.split(words) if piece]
            # Behind a comma a country says where the body before it is; behind “and” it is one by itself.
            if len(pieces) > 1 and all(self._is_party(piece, pattern is _AND) for piece in pieces):
                return [one for piece in pieces for one in self.split(piece)]
        # “Ministry of Interior and Ministry of Labour and Social Protection”: cut where a name begins.
        for found in _AND.finditer(words):
            before, behind = words[: found.start()], words[found.end() :]
            if before and behind and self._is_party(before, True) and self._is_party(behind, True):
                return [*self.split(before), *self.split(behind)]
        return [words]

    def _is_party(self, words, may_be_country):
        if country_code(words):
            return may_be_country
        base, _country, _acronyms = _cut(words)
        is_acronym = base.isupper() and 2 < len(base) < 9
        return is_acronym or bool(BODY.search(base)) or bool(self.sure(self.offers(words)))


def country_in(words):
    """The code of the country that a name names: “Ministry of Labour, Thailand”; or ""."""
    return _cut(words)[1]


def _cut(words):
    """(the name alone, the code of a country named with it or "", acronyms in brackets)."""
    words = _AROUND.sub("", words.strip(" .:;"))
    acronyms = [one for one in _PAREN.findall(words) if one.isupper() or len(one) < 9]
    country = next((code for one in _PAREN.findall(words) if (code := country_code(one))), "")
    base = _PAREN.sub(" ", words).strip()
    for cut in (r"^(.*?)[,，]\s*([^,，]+)$", r"^(.*?)\s+of\s+(?:the\s+)?(\S+(?:\s\S+)?)$", r"^(.*?)\s+[-–]\s+(\S.*)$"):
        found = re.match(cut, base, re.DOTALL)
        if not country and found and (code := country_code(found[2])) and found[1].strip():
            base, country = found[1].strip(), code
    first, _blank, rest = base.partition(" ")
    if not country and rest and len(first) > 2 and (code := country_code(first)):
        base, country = rest, code
    return base, country, acronyms
