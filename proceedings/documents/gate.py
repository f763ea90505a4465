"""The last look before something goes out: does somebody's name stand in it as typed letters?

People stand in a text as mentions, so that the name goes when the consent ends. Somebody may still have typed it. The
gate looks for every name, spelling, address and number of everybody at the event, also of those who may be named today;
and in what tells of a session under the Chatham House Rule, for the organisations whose people were in it: "neither the
identity nor the affiliation of the speaker(s), nor that of any other participant, may be revealed".

It would rather ask once too often: whoever knows better says so, see NotMeant.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
from hashlib import sha256

from ..models import Attribution, Organisation, SessionRole
from ..spreadsheets.names import put_apart
from ..spreadsheets.spellings import ADDRESS
from .folding import UNSPACED, WORD, Folded, plain

SHORTEST_PHONE = 7
# As much of a number is the same with and without the code of its country.
TELLING_DIGITS = 8
NUMBER = re.compile(r"[0-9](?:[\s().\-/_·\u2010-\u2015\u2043]{0,3}[0-9]){6,}")
DIGITS = re.compile(r"[^0-9]")
AT = r"\s*(?:@|[(\[{<]\s*at\s*[)\]}>]|\sat\s)\s*"
DOT = r"\s*(?:\.|[(\[{<]\s*dot\s*[)\]}>]|\sdot\s)\s*"
# "An" and "Long" are names, and words of every sentence: so short a name counts only where it is written as a name.
AS_A_NAME = 4
# Written together, as in addresses and names of files, a name is found within a longer word if it is as long as this.
WRITTEN_TOGETHER = 7
# How far around a word a passage reaches, by which one is known again.
AROUND = 40
BURMESE = {"Daw", "U", "Ko", "Ma"}
ADDRESSED = ADDRESS | {"prof", "sir", "madam", "mme", "hon", "sayar", "ajarn"}


@dataclass
class Hit:
    """Something that must not stand in a part of the text as typed letters.

    part           the Part, see rendering.py
    seat           whose name, address or number it is; or None
    organisation   or which organisation of a session that is not for attribution
    word           as it is written there
    spans          where: [(start, end), …] in the text of the part
    """

    part: object
    seat: object
    organisation: object
    word: str
    spans: list = field(default_factory=list)

    @property
    def key(self):
        """How a form says which hit it means."""
        whose = f"p{self.seat.pk}" if self.seat else f"o{self.organisation.pk}"
        return f"{self.part.place}.{whose}.{_mark(plain(self.word))}"

    @property
    def passages(self):
        """Marks of the passages it stands in, by which they are known again; nobody reads a name from them."""
        whose = f"p{self.seat.pk}" if self.seat else f"o{self.organisation.pk}"
        around = [self.part.text[max(0, start - AROUND) : end + AROUND] for start, end in self.spans]
        return [_mark(f"{whose} {' '.join(plain(text).split())}") for text in around]

    @property
    def quote(self):
        """(what stands before it, the word, what follows), on one line; words that are cut off are left out."""
        start, end = self.spans[0]
        before = self.part.text[max(0, start - AROUND) : start]
        after = self.part.text[end : end + AROUND]
        if start > AROUND:
            before = f"… {before[_gap(before) :]}"
        if end + AROUND < len(self.part.text):
            after = f"{after[: len(after) - _gap(after[::-1])]} …"
        return " ".join(before.split()), self.word, " ".join(after.split())

    def sentence(self):
        if self.organisation:
            return (
                f"“{self.word}” stands in “{self.part.heading}”, which tells of a session that is not for attribution, "
                "and somebody of that organisation was in it. Say it without the organisation."
            )
        return (
            f"“{self.word}” stands in “{self.part.heading}” as typed letters. Write @[{self.seat.pk}] instead: it "
            "prints as that person may be shown, and changes when that changes."
        )


def _gap(text):
    """Where the first whole word begins; 0 in scripts that put no blanks between words."""
    found = re.search(r"\s", text)
    return found.end() if found and found.end() < len(text) // 2 else 0


def _mark(text):
    return sha256(text.encode()).hexdigest()[:16]


class Name:
    """A name to be looked for: its words in any order, or its letters where its script has no blanks.

    ordered   whether its words stand only in this order, as those of an organisation do
    """

    def __init__(self, written, ordered=False):
        self.written, self.ordered = written, ordered
        name = written if ordered else put_apart(written).name or written
        folded = plain(name)
        words = [word for word in WORD.findall(folded) if not UNSPACED.search(word)]
        if ordered and words[:1] == ["the"]:
            words = words[1:]
        elif not ordered:
            # What is a form of address for some is a part of the name of others: left out only where enough is left.
            rest = [word for word in words if word not in ADDRESSED]
            words = rest if len(rest) > 1 else words
        self.words = [] if UNSPACED.search(folded) and not all(len(word) > 1 for word in words) else words
        own = "".join(sign for sign in folded if UNSPACED.match(sign))
        self.own = own if len(own) > 1 else ""

    def spans(self, text):
        """Where it stands in a Folded, as spans of its plain text: [(start, end), …]."""
        found = []
        if self.own and UNSPACED.search(text.plain):
            found += self._letters(text)
        if len(self.words) == 1 and len(self.words[0]) > 1:
            found += self._alone(text, self.words[0])
        elif len(self.words) > 1:
            found += self._together(text, self.words)
            if len(self.words) > 2 and not self.ordered:
                found += self._together(text, [self.words[0], self.words[-1]])
        return found

    def _letters(self, text):
        letters, where = text.compact
        at = letters.find(self.own)
        while at >= 0:
            yield where[at], where[at + len(self.own) - 1] + 1
            at = letters.find(self.own, at + 1)

    def _alone(self, text, word):
        for number in text.where.get(word, ()):
            _word, start, end = text.words[number]
            first, last = text.span(start, end)
            written = text.text[first:last]
            if self.ordered and self.written.isupper():
                if written == self.written:
                    yield start, end
            elif (len(word) > AS_A_NAME and not self.ordered) or not written[:1].islower():
                yield start, end
        if not self.ordered:
            yield from self._within(text, word)

    def _within(self, text, joined):
        """Within longer words: nilarthein.pdf."""
        if len(joined) < WRITTEN_TOGETHER or joined not in text.vocabulary:
            return
        for word, start, _end in text.words:
            if joined in word:
                at = start + word.index(joined)
                yield at, at + len(joined)

    def _together(self, text, words):
        joined = ("".join(words),) if self.ordered else ("".join(words), "".join(words[::-1]))
        for one in joined:
            yield from self._within(text, one)
        if not all(word in text.where for word in words):
            return
        wanted = Counter(words)
        for number in min((text.where[word] for word in words), key=len):
            for begin in range(max(0, number - len(words) - 1), number + 1):
                if span := self._window(text, begin, words, wanted):
                    yield span
                    break

    def _window(self, text, begin, words, wanted):
        """The words from number `begin` on, without forms of address between them, if they are those of the name."""
        taken, end = [], begin
        while len(taken) < len(words) and end < len(text.words):
            word = text.words[end][0]
            if word in wanted:
                taken.append(word)
            elif not taken or word not in ADDRESSED:
                return None
            end += 1
        if (taken == words) if self.ordered else (Counter(taken) == wanted):
            return text.words[begin][1], text.words[end - 1][2]
        return None


def names_of(participant):
    """Every name, spelling and alias of a participant, as a set of texts."""
    person = participant.person
    words = {participant.alias}
    if person:
        words |= {person.name, person.own_script_name, *(other.name for other in person.other_names.all())}
    return {word for word in words if len(word) > 1}


class Traces:
    """All that would give one participant away."""

    def __init__(self, participant):
        person = participant.person
        self.names = [Name(word) for word in sorted(names_of(participant))]
        self.email, self.phone = None, ""
        if person and "@" in person.email:
            local, _, domain = plain(person.email).partition("@")
            dotted = [DOT.join(re.escape(piece) for piece in part.split(".")) for part in (local, domain)]
            self.email = re.compile(rf"(?<![\w.+-]){AT.join(dotted)}(?![\w-])")
            self.domain = domain.partition(".")[0]
        if person:
            digits = DIGITS.sub("", plain(person.phone)).lstrip("0")
            self.phone = digits[-TELLING_DIGITS:] if len(digits) >= SHORTEST_PHONE else ""

    def spans(self, text):
        """Where any of it stands in a Folded, as spans of what was written, the longest of those that overlap."""
        found = [span for name in self.names for span in name.spans(text)]
        if self.email and self.domain in text.plain:
            found += [match.span() for match in self.email.finditer(text.plain)]
        if self.phone:
            found += [m.span() for m in NUMBER.finditer(text.plain) if self.phone in DIGITS.sub("", m[0])]
        return apart([text.span(*span) for span in found])


def apart(spans):
    """Of spans that overlap only the longest, from left to right."""
    kept = []
    for start, end in sorted(spans, key=lambda span: (span[0] - span[1], span)):
        if all(end <= other or start >= last for other, last in kept):
            kept.append((start, end))
    return sorted(kept)


def hits(page, event):
    """What stands in a Page that must not, as a list of Hits in the order of the text."""
    seats = event.participants.select_related("person", "organisation").prefetch_related("person__other_names")
    looked_for = [(seat, Traces(seat)) for seat in seats]
    affiliations = _affiliations(page)
    found = []
    for part in page.parts:
        text = Folded(part.text)
        for seat, traces in looked_for:
            found += _of_one(part, traces.spans(text), seat=seat)
        for organisation, names in affiliations.get(part.session and part.session.pk, ()):
            spans = [text.span(*span) for name in names for span in name.spans(text)]
            found += _of_one(part, apart(spans), organisation=organisation)
    return found


def names_found(parts, event, printed=(), besides=()):
    """Names of an event's people in finished texts, where those who may be shown stand by name.

    parts     [(heading, text), …]
    printed   the names that may stand there, as they are printed
    besides   texts that were looked through before: what stands typed in them was decided then

    Returns a list of (heading, participant, word), empty when the texts may go out.
    """
    seats = event.participants.select_related("person").prefetch_related("person__other_names")
    looked_for = [(seat, Traces(seat)) for seat in seats]
    known = {(seat.pk, _one_way(word)) for _heading, seat, word in _words([("", text) for text in besides], looked_for)}
    return [
        (heading, seat, word)
        for heading, seat, word in _words([(heading, _without(printed, text)) for heading, text in parts], looked_for)
        if (seat.pk, _one_way(word)) not in known
    ]


def _words(texts, looked_for):
    for heading, text in texts:
        folded = Folded(text)
        for seat, traces in looked_for:
            for start, end in traces.spans(folded):
                yield heading, seat, text[start:end]


def _one_way(word):
    return " ".join(plain(word).split())


def _without(names, text):
    """A text without the names that may stand in it, longest first; what is left must hold nobody's."""
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(r"\s+".join(map(re.escape, name.split())), " \x00 ", text)
    return text


def _of_one(part, spans, seat=None, organisation=None):
    """The Hits of one participant or organisation in one part: one for each way it is written."""
    ways = {}
    for start, end in spans:
        word = part.text[start:end]
        hit = ways.setdefault(plain(word), Hit(part, seat, organisation, word))
        hit.spans.append((start, end))
    return list(ways.values())


def _affiliations(page):
    """{number of a session not for attribution: [(organisation whose people were in it, its Names), …]}."""
    ruled = {part.session.pk for part in page.parts if _is_unattributable(part.session)}
    if not ruled:
        return {}
    told = {session: set() for session in ruled}
    roles = SessionRole.objects.filter(session__in=ruled)
    for session, own, other in roles.values_list("session", "participant__organisation", "on_behalf_of"):
        told[session] |= {own, other} - {None}
    for mark in page.marks:
        if mark.session and mark.session.pk in ruled and mark.participant.organisation_id:
            told[mark.session.pk].add(mark.participant.organisation_id)
    rows = Organisation.objects.filter(pk__in=set().union(*told.values())).prefetch_related("other_names")
    known = {}
    for row in rows:
        names = {row.name, row.acronym, *(other.name for other in row.other_names.all())}
        known[row.pk] = row, [Name(name, ordered=True) for name in sorted(names) if len(name) > 1]
    return {session: [known[pk] for pk in sorted(pks)] for session, pks in told.items()}


def _is_unattributable(session):
    return session is not None and session.pk and session.attribution == Attribution.NON_ATTRIBUTABLE


def with_address(text, start, end):
    """The span of a name with the form of address before it: "Daw Nilar Thein", "ဒေါ်နီလာသိန်း"."""
    before = text[:start]
    match = re.search(r"\b([^\W\d_]{1,9}\.?)\s+$", before)
    if match and (put_apart(f"{match[1]} {text[start:end]}").honorific or match[1] in BURMESE):
        return match.start(), end
    for length in range(min(12, len(before)), 0, -1):
        piece = before[-length:]
        if UNSPACED.match(piece) and put_apart(piece + text[start:end]).name.strip() == text[start:end]:
            return start - length, end
    return start, end
