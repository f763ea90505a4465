"""Names that somebody typed: found in a text in any order and spelling, and made mentions.

The gate looks for them before something goes out, an un-naming in every table, and the review of a Word file in what
came in.
"""

import html
import re
from collections import Counter

from ..spreadsheets.names import put_apart
from ..spreadsheets.spellings import ADDRESS
from .cleaning import BLOCK_TAG, INLINE_TAG
from .folding import UNSPACED, WORD, plain
from .rendering import MENTION

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
BURMESE = {"Daw", "U", "Ko", "Ma"}
ADDRESSED = ADDRESS | {"prof", "sir", "madam", "mme", "hon", "sayar", "ajarn"}


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


# Text with elements


def visible(body):
    """The text of a body as it is read, with a line end where a block begins."""
    return "".join(letter for letter, _start, _end in _letters(body))


def with_mentions(body, find):
    """A body in which names are mentions, forms of address included: (body, how often). Elements stay.

    find   gives of the text as it is read [(start, end, number of the seat), …], none within another
    """
    letters = _letters(body)
    text = "".join(letter for letter, _start, _end in letters)
    mentions = [match.span() for match in MENTION.finditer(text)]
    found = sorted(
        (start, end, seat)
        for start, end, seat in find(text)
        if not any(first < end and start < last for first, last in mentions)
    )
    behind = [0, *(end for _start, end, _seat in found)]
    for (start, end, seat), before in reversed(list(zip(found, behind, strict=False))):
        start = max(with_address(text, start, end)[0], before)
        first, last = letters[start][1], letters[end - 1][2]
        # Elements that begin or end within the name stay in pairs; the cleaning takes out what is empty then.
        within = "".join(re.findall(r"</?[a-zA-Z][^<>]*>", body[first:last])) if letters.is_html else ""
        body = f"{body[:first]}@[{seat}]{within}{body[last:]}"
    return body, len(found)


class _Letters(list):
    """[(letter as it is read, where it begins in the body, where it ends), …]; a block begins with a line end."""

    is_html = False


def _letters(body):
    letters = _Letters()
    letters.is_html = bool(BLOCK_TAG.search(body) or INLINE_TAG.search(body))
    if not letters.is_html:
        letters += [(letter, at, at + 1) for at, letter in enumerate(body)]
        return letters
    for match in re.finditer(r"<!--.*?-->|</?[a-zA-Z][^<>]*>|&(?:#\d+|#x[0-9a-f]+|\w+);|.", body, re.S | re.I):
        piece = match[0]
        if piece.startswith("<") and len(piece) > 1:
            if BLOCK_TAG.match(piece) or piece[:3].lower() == "<br":
                letters.append(("\n", match.start(), match.end()))
        else:
            letter = html.unescape(piece)
            letters += [(one, match.start(), match.end()) for one in letter]
    return letters
