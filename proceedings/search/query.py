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
from .words import pieces, tokens

# More than anybody asks for; longer ones are cut.
LONGEST, MOST_TERMS = 300, 16
# Shorter words are looked for as they stand: “fee” means no feeling.
BEGINNING = 4
QUOTED = re.compile(r"[\"“”„«»]([^\"“”„«»]*)[\"“”„«»]")
LETTERS = re.compile(r"[a-z]+\Z")


class Phrase(NamedTuple):
    """Tokens that must follow one another; of the last perhaps only the beginning."""

    tokens: tuple
    is_beginning: bool = False


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


def understood(typed):
    """Read what somebody typed. Returns a Query, whose groups are empty where there is nothing to look for."""
    typed = "".join(sign if sign.isprintable() or sign in "\u200b\u200c\u200d" else " " for sign in typed)
    typed = unicodedata.normalize("NFC", " ".join(typed[:LONGEST].split()))
    unicode = to_unicode(typed) if is_zawgyi(typed) else ""
    groups = [[]]
    for words, is_quoted in _parts(unicode or typed):
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


def _term(words, is_quoted):
    """The Phrases by which some words are found, as a tuple; None for punctuation."""
    found = pieces(words)
    if not found:
        return None
    spelled, last = tokens(found), found[-1]
    if last.is_cluster:
        if len(found) > 1 and found[-2].is_joined:
            # The token before it holds this one too.
            return (Phrase(tuple(spelled[:-1])),)
        return (Phrase(tuple(spelled), is_beginning=True),)
    if is_quoted or not LETTERS.match(last.key):
        return (Phrase(tuple(spelled)),)
    ways = [last.key, *_other_forms(last.key)]
    return tuple(Phrase((*spelled[:-1], way), way == last.key and len(way) >= BEGINNING) for way in ways)


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
    spelled, marked = tokens(found), []
    where = {}
    for number, token in enumerate(spelled):
        where.setdefault(token, []).append(number)
        if found[number].also:
            marked += [(found[number].start, found[number].end)] * any(
                phrase.tokens == (found[number].also,) for phrase in phrases
            )
    for phrase in dict.fromkeys(phrases):
        first, *rest = phrase.tokens
        if rest or not phrase.is_beginning:
            begins = where.get(first, ())
        else:
            begins = (number for token, numbers in where.items() if token.startswith(first) for number in numbers)
        for begin in begins:
            end = begin + len(phrase.tokens) - 1
            there = spelled[begin : end + 1]
            if len(there) < len(phrase.tokens) or there[1:-1] != rest[:-1]:
                continue
            if rest and not (there[-1] == rest[-1] or (phrase.is_beginning and there[-1].startswith(rest[-1]))):
                continue
            # The last token of a word in clusters reaches over the cluster that follows.
            wide = end + 1 if found[end].is_cluster and not phrase.is_beginning and found[end].is_joined else end
            marked.append((found[begin].start, found[wide].end))
    joined = []
    for start, end in sorted(marked):
        if joined and start <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined
