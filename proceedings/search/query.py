"""What somebody typed, as what is looked for.

All words are wanted, in one passage, in any order. What stands in quotation marks, or is written without blanks, is
wanted as it stands. OR, in capitals, between two words: either will do. Nothing else means anything, so nothing that is
typed can go wrong. A word typed with the marks of Vietnamese is found with just these, or in a text that has none at
all; typed without, it is found with any.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import NamedTuple

from ..spreadsheets.zawgyi import is_zawgyi, may_be_zawgyi, to_unicode
from . import countries
from .words import BEHIND_CLUSTER, BEHIND_WORD, COUNTS_FROM_BUDDHA, INVISIBLE, Piece, common_year, pieces, run, token

# More than anybody asks for; longer ones are cut.
LONGEST, MOST_TERMS = 300, 16
# Shorter words are looked for as they stand: “fee” means no feeling.
BEGINNING = 4
QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]")
LETTERS = re.compile(r"[a-z]+\Z")
HANGUL = re.compile("[\uac00-\ud7a3]{2}")
KEPT = re.compile(f"[{INVISIBLE}]")
# A word, or thousands with blanks between them.
WORD = re.compile(r"(?<!\S)[1-9]\d{0,2}(?:\s\d{3})+(?!\S)|\S+")
# The words of the longest name of a country that we know.
LONGEST_NAME = 6
# Where Vietnamese writes one vowel in two ways: kỹ, kĩ.
I_OR_Y = re.compile(r"([hklmst]|qu)([iy])\Z")
# Words of a question, in which what is asked for stands between them: “What did Cambodia promise?”
LITTLE_WORDS = {"a", "about", "an", "and", "are", "by", "did", "do", "does", "for", "from", "has", "have", "how", "in"}
LITTLE_WORDS |= {"is", "it", "of", "on", "that", "the", "their", "there", "they", "to", "was", "were", "what", "when"}
LITTLE_WORDS |= {"where", "which", "who", "why", "with"}
# And what is asked about: everything here is one of these.
ASKED_ABOUT = {"promise", "promised", "promises", "commitment", "commitments", "kept"}
JOINING = {"AND", "And", "and"}
IRREGULAR = {"woman": "women", "man": "men", "child": "children"}
IRREGULAR |= {many: one for one, many in IRREGULAR.items()}
# The same word in British and in American spelling.
SPELLINGS = ("labour", "labor"), ("neighbour", "neighbor"), ("harbour", "harbor"), ("favour", "favor")
SPELLINGS += ("behaviour", "behavior"), ("centre", "center"), ("programme", "program"), ("licence", "license")
SPELLINGS += tuple(pair[::-1] for pair in SPELLINGS)
IZE = re.compile(r"(.{3,}i)([sz])(e[ds]?|ers?|ing|ations?|ational)\Z")


class Phrase(NamedTuple):
    """Pieces that must follow one another; of the last perhaps only the beginning."""

    pieces: tuple
    is_begun: bool = False

    @classmethod
    def of(cls, found):
        # Where they were typed makes no difference.
        return cls(tuple(piece._replace(start=0, end=0, also=(), marks=_typed_marks(piece)) for piece in found))

    def begins_at(self, found, at):
        """True where these pieces stand in a text, from a piece on."""
        for number, wanted in enumerate(self.pieces):
            there = found[at + number]
            if there.key != wanted.key:
                is_last = number == len(self.pieces) - 1
                if not (self.is_begun and is_last and there.key.startswith(wanted.key)):
                    return False
            elif wanted.marks and there.marks and there.marks != wanted.marks:
                return False
            if there.is_cluster != wanted.is_cluster or (number and there.is_joined != wanted.is_joined):
                return False
        return True

    @property
    def marks(self):
        """The spellings of words that were typed with Vietnamese marks; but not of one that is still being typed."""
        return [piece.marks for piece in (self.pieces[:-1] if self.is_begun else self.pieces) if piece.marks]

    def tokens(self):
        """How the index spells them: (tokens that follow one another, whether of the last only the beginning)."""
        found, last = self.pieces, len(self.pieces) - 1
        # At the end, what the token before holds too says nothing new.
        while last and run(found, last - 1) == len(found) - last + 1:
            last -= 1
        spelled, (end, is_whole) = [token(found, at)[0] for at in range(last)], token(found, last)
        if self.is_begun:
            end = end.removesuffix(BEHIND_CLUSTER if found[last].is_cluster else BEHIND_WORD) if not is_whole else end
        return [*spelled, end], self.is_begun or not is_whole


def _typed_marks(piece):
    """The spelling of a word that was typed with marks. Who leaves them out, but for đ, asks for any."""
    return piece.marks if piece.marks.replace("dd", "d") != piece.key else ""


@dataclass(frozen=True)
class Query:
    """What is looked for.

    typed    as it was typed, cut where it was too long
    groups   [[term, …], …]: all terms of one group, each a tuple of Phrases of which one will do
    zawgyi   what it reads in Unicode, where it was typed in Zawgyi; else ""
    """

    typed: str = ""
    groups: list = field(default_factory=list)
    zawgyi: str = ""

    @property
    def phrases(self):
        return [phrase for group in self.groups for term in group for phrase in term]

    @property
    def telling(self):
        """The Phrases that are worth marking: no “of”, where there is anything else."""
        phrases = self.phrases
        return [each for each in phrases if len(each.pieces) > 1 or each.pieces[0].key not in LITTLE_WORDS] or phrases

    def is_in(self, found):
        """True where a text, by its `pieces`, is what is looked for."""
        return any(all(any(spans(found, [phrase]) for phrase in term) for term in group) for group in self.groups)


def understood(typed):
    """Read what somebody typed. Returns a Query, whose groups are empty where there is nothing to look for."""
    typed = "".join(sign if sign.isprintable() or KEPT.match(sign) else " " for sign in typed)
    typed = unicodedata.normalize("NFC", " ".join(typed[:LONGEST].split()))
    unicode = to_unicode(typed) if is_zawgyi(typed) else ""
    groups = [[]]
    text = unicode or typed
    counts_from_buddha = bool(COUNTS_FROM_BUDDHA.search(text)) or text.isdecimal()
    for words, is_quoted in _parts(text):
        if words == "OR" and not is_quoted:
            groups.append([])
        elif words in JOINING and not is_quoted and text != words:
            # It goes without saying, and “Labour and Welfare” may be “Labour & Welfare”.
            continue
        elif (term := _term(words, is_quoted, counts_from_buddha)) and term not in groups[-1]:
            groups[-1].append(term)
    groups = [group[:MOST_TERMS] for group in groups if group]
    return Query(typed, groups[:MOST_TERMS], unicode)


def without_little_words(typed):
    """What somebody typed without the words that make it a question."""
    return " ".join(word for word in typed.split() if word.strip("?!.,").lower() not in LITTLE_WORDS | ASKED_ABOUT)


def _parts(text):
    """[(words, whether they stood in quotation marks), …]"""
    at = 0
    for quoted in QUOTED.finditer(text):
        yield from ((words, False) for words in _words(text[at : quoted.start()]))
        yield quoted[1], True
        at = quoted.end()
    yield from ((words, False) for words in _words(text[at:]))


def _words(text):
    """The words of a text; those of the name of a country together: “Viet Nam”."""
    words, at = WORD.findall(text), 0
    keys = [pieces(word) for word in words]
    while at < len(words):
        for end in range(min(len(words), at + LONGEST_NAME), at, -1):
            if end == at + 1 or _other_names([piece for found in keys[at:end] for piece in found]):
                yield " ".join(words[at:end])
                at = end
                break


def _other_names(found):
    """What else a country is called, whose name some pieces are: [pieces, …]; none for anything else."""
    return countries.names().get(tuple(piece.key for piece in found), ())


def _term(words, is_quoted, counts_from_buddha):
    """The Phrases by which some words are found, as a tuple; None for punctuation."""
    found = pieces(words)
    if not found:
        return None
    whole = Phrase.of(found)
    if is_quoted:
        return (whole,)
    if others := _other_names(found):
        # Of “Cambodia” also “Cambodian”, but of “Niger” not “Nigeria”, and of “Mali” not “malice”.
        is_long = len(found) == 1 and len(words) > BEGINNING and _is_long(words, found[0])
        is_begun = is_long and not countries.is_beginning(found[0].key)
        return (whole._replace(is_begun=is_begun), *map(Phrase.of, others))
    phrases = list(_forms(words, found))
    # What is written as one word by others: “pre-departure”, “C.O.O.”
    for key, end in found[0].also:
        if end >= found[-1].end:
            phrases += _forms(words, [Piece(key, 0, 0)])
    if counts_from_buddha and len(found) == 1 and (year := common_year(found[0].key)):
        phrases.append(Phrase.of([Piece(year, 0, 0)]))
    if may_be_zawgyi(words) and (otherwise := pieces(to_unicode(words))):
        phrases.append(Phrase.of(otherwise))
    return tuple(dict.fromkeys(phrases))


def _forms(words, found):
    """The Phrases by which pieces are found whose last may be bent."""
    last = found[-1]
    is_begun = _is_long(words, last)
    yield Phrase.of(found)._replace(is_begun=is_begun)
    for key in _other_forms(last.key) if LETTERS.match(last.key) else ():
        form = Phrase.of([*found[:-1], last._replace(key=key)])
        yield form._replace(is_begun=is_begun and not last.key.startswith(key))
    if _typed_marks(last) and (at := I_OR_Y.match(last.key)):
        other = {"i": "y", "y": "i"}[at[2]]
        marks = f"{last.marks[: at.end(1)]}{other}{last.marks[at.end() :]}"
        yield Phrase.of([*found[:-1], last._replace(key=f"{at[1]}{other}", marks=marks)])


def _is_long(words, piece):
    """True for a word that is also found as the beginning of others."""
    if piece.is_cluster or _typed_marks(piece):
        return False
    if LETTERS.match(piece.key):
        return len(piece.key) >= BEGINNING
    # In other scripts; numbers are looked for as they stand.
    word = words[piece.start : piece.end]
    return piece.key.startswith("zq") and (len(word) >= BEGINNING or bool(HANGUL.match(word)))


def _other_forms(word):
    """The English plural of a word, or the word of a plural, where its beginning would not find it; other spellings."""
    if len(word) < 3:
        return []
    forms = [IRREGULAR[word]] if word in IRREGULAR else []
    if word.endswith("ies") and len(word) > 4:
        forms.append(f"{word[:-3]}y")
    elif word.endswith("y") and word[-2] not in "aeou":
        forms.append(f"{word[:-1]}ies")
    elif word.endswith("s") and not word.endswith("ss") and len(word) >= BEGINNING:
        forms.append(word[:-1])
        if word.endswith(("ses", "xes", "zes", "ches", "shes")):
            forms.append(word[:-2])
    elif len(word) < BEGINNING:
        forms.append(f"{word}es" if word.endswith(("s", "x", "z")) else f"{word}s")
    for spelled in (word, *forms):
        forms += [other + spelled[len(one) :] for one, other in SPELLINGS if spelled.startswith(one)]
        if found := IZE.match(spelled):
            forms.append(f"{found[1]}{'z' if found[2] == 's' else 's'}{found[3]}")
    return forms


def spans(found, phrases):
    """Where phrases stand in a text.

    found     the `pieces` of the text
    phrases   Phrases

    Returns [(start, end), …], from left to right, none within another.
    """
    marked = []
    for phrase in dict.fromkeys(phrases):
        first, length = phrase.pieces[0].key, len(phrase.pieces)
        for at, there in enumerate(found[: len(found) - length + 1]):
            # Most are not it.
            if there.key.startswith(first) and phrase.begins_at(found, at):
                marked.append((there.start, found[at + length - 1].end))
            elif length == 1 and there.also:
                ends = [end for key, end in there.also if key == first or (phrase.is_begun and key.startswith(first))]
                marked += [(there.start, end) for end in ends[-1:]]
    joined = []
    for start, end in sorted(marked):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
