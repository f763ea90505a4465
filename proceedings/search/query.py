"""What somebody typed, as what is looked for.

All words are wanted, in one passage, in any order. What stands in quotation marks, or is written without blanks, is
wanted as it stands. OR, in capitals, between two words: either will do. Nothing else means anything, so nothing that is
typed can go wrong.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import NamedTuple

from ..spreadsheets.zawgyi import is_zawgyi, to_unicode
from . import countries
from .words import BEHIND_CLUSTER, BEHIND_WORD, pieces, run, token

# More than anybody asks for; longer ones are cut.
LONGEST, MOST_TERMS = 300, 16
# Shorter words are looked for as they stand: “fee” means no feeling.
BEGINNING = 4
QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]")
LETTERS = re.compile(r"[a-z]+\Z")


class Phrase(NamedTuple):
    """Pieces that must follow one another; of the last perhaps only the beginning."""

    pieces: tuple
    is_begun: bool = False

    @classmethod
    def of(cls, found):
        # Where they were typed makes no difference.
        return cls(tuple(piece._replace(start=0, end=0) for piece in found))

    def begins_at(self, found, at):
        """True where these pieces stand in a text, from a piece on."""
        for number, wanted in enumerate(self.pieces):
            there = found[at + number]
            if there.key != wanted.key:
                is_last = number == len(self.pieces) - 1
                if not (self.is_begun and is_last and there.key.startswith(wanted.key)):
                    return False
            if there.is_cluster != wanted.is_cluster or (number and there.is_joined != wanted.is_joined):
                return False
        return True

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

    def is_in(self, found):
        """True where a text, by its `pieces`, is what is looked for."""
        return any(all(any(spans(found, [phrase]) for phrase in term) for term in group) for group in self.groups)


def understood(typed):
    """Read what somebody typed. Returns a Query, whose groups are empty where there is nothing to look for."""
    typed = "".join(sign if sign.isprintable() or sign in "\u200b\u200c\u200d" else " " for sign in typed)
    typed = unicodedata.normalize("NFC", " ".join(typed[:LONGEST].split()))
    unicode = to_unicode(typed) if is_zawgyi(typed) else ""
    groups = [[]]
    text = unicode or typed
    # The name of a country may be several words: “Viet Nam”.
    is_country = not QUOTED.search(text) and _other_names(pieces(text))
    for words, is_quoted in [(text, False)] if is_country else _parts(text):
        if words == "OR" and not is_quoted:
            groups.append([])
        elif (term := _term(words, is_quoted)) and term not in groups[-1]:
            groups[-1].append(term)
    groups = [group[:MOST_TERMS] for group in groups if group]
    return Query(typed, groups[:MOST_TERMS], unicode)


def _parts(text):
    """[(words, whether they stood in quotation marks), …]"""
    at = 0
    for quoted in QUOTED.finditer(text):
        yield from ((word, False) for word in text[at : quoted.start()].split())
        yield quoted[1], True
        at = quoted.end()
    yield from ((word, False) for word in text[at:].split())


def _other_names(found):
    """What else a country is called, whose name some pieces are: [pieces, …]; none for anything else."""
    return countries.names().get(tuple(piece.key for piece in found), ())


def _term(words, is_quoted):
    """The Phrases by which some words are found, as a tuple; None for punctuation."""
    found = pieces(words)
    if not found:
        return None
    last = found[-1]
    if not is_quoted and (others := _other_names(found)):
        return (Phrase.of(found), *map(Phrase.of, others))
    if last.is_cluster or is_quoted or not LETTERS.match(last.key):
        return (Phrase.of(found),)
    forms = [Phrase.of([*found[:-1], last._replace(key=key)]) for key in _other_forms(last.key)]
    return (Phrase.of(found)._replace(is_begun=len(last.key) >= BEGINNING), *forms)


def _other_forms(word):
    """The English plural of a word, or the word of a plural, where its beginning would not find it."""
    if len(word) < 3:
        return []
    if word.endswith("ies") and len(word) > 4:
        return [f"{word[:-3]}y"]
    if word.endswith("y"):
        return [f"{word[:-1]}ies"]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return [word[:-1]]
    return [f"{word}s"] if len(word) < BEGINNING else []


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
            elif there.also == first and length == 1:
                marked.append((there.start, there.end))
    joined = []
    for start, end in sorted(marked):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
