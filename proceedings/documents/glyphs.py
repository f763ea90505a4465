"""Which characters the fonts we ship can print; asked before anything is set, so that no badge comes out with boxes."""

import struct
import unicodedata
from bisect import bisect_right
from functools import cache
from pathlib import Path

FONTS = Path(__file__).resolve().parent / "fonts"

# Most that are told at once; who has more has a problem of another kind, such as a list in a wrong encoding.
MOST_TOLD = 12


class MissingGlyphs(Exception):
    """Something cannot be printed. `sentences` say which character and where, for people."""

    def __init__(self, sentences):
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def characters_of(path):
    """Yield the (first, last) ranges of characters for which a font has a shape: its `cmap`, formats 4 and 12.

    OpenType 1.9, https://learn.microsoft.com/typography/opentype/spec/cmap
    """
    font = path.read_bytes()
    (tables,) = struct.unpack_from(">H", font, 4)
    places = (struct.unpack_from(">4sIII", font, 12 + 16 * n) for n in range(tables))
    start = next(offset for tag, _sum, offset, _length in places if tag == b"cmap")
    (subtables,) = struct.unpack_from(">H", font, start + 2)
    offsets = {struct.unpack_from(">HHI", font, start + 4 + 8 * n)[2] for n in range(subtables)}
    for offset in offsets:
        at = start + offset
        (kind,) = struct.unpack_from(">H", font, at)
        if kind == 12:
            (groups,) = struct.unpack_from(">I", font, at + 12)
            for first, last, _glyph in struct.iter_unpack(">III", font[at + 16 : at + 16 + 12 * groups]):
                yield first, last
        elif kind == 4:
            (double,) = struct.unpack_from(">H", font, at + 6)
            ends = struct.unpack_from(f">{double // 2}H", font, at + 14)
            starts = struct.unpack_from(f">{double // 2}H", font, at + 16 + double)
            yield from ((first, last) for first, last in zip(starts, ends, strict=True) if first != 0xFFFF)


@cache
def printable():
    """All ranges of all fonts as two lists, of their first and of their last characters; sorted, none overlap."""
    firsts, lasts = [], []
    ranges = {found for path in FONTS.glob("*.[ot]tf") for found in characters_of(path)}
    for first, last in sorted(ranges):
        if lasts and first <= lasts[-1] + 1:
            lasts[-1] = max(lasts[-1], last)
        else:
            firsts.append(first)
            lasts.append(last)
    return firsts, lasts


def is_printable(character):
    """True where one of our fonts has a shape for a character, or none is needed."""
    # Joiners, directions, zero-width blanks, line ends, variants: they tell how to set the others.
    if character in "\n\t\u2028" or unicodedata.category(character) == "Cf" or "\ufe00" <= character <= "\ufe0f":
        return True
    firsts, lasts = printable()
    place = bisect_right(firsts, ord(character)) - 1
    return place >= 0 and ord(character) <= lasts[place]


def check(texts):
    """Raise MissingGlyphs for the characters that none of our fonts has.

    texts   (place, text) pairs; the place as it goes on after “in”, such as “the name of seat 12”
    """
    found = {}
    for place, text in texts:
        for character in text:
            if not is_printable(character) and place not in found.setdefault(character, []):
                found[character].append(place)
    found = {character: places for character, places in found.items() if places}
    if not found:
        return
    sentences = []
    for character, places in list(found.items())[:MOST_TOLD]:
        more = f", and in {len(places) - 3} more places" if len(places) > 3 else ""
        where = ", ".join(places[:3])
        name = unicodedata.name(character, "without a name").lower()
        shown = character if character.isprintable() and not unicodedata.combining(character) else f"\u25cc{character}"
        if not character.isprintable():
            shown = "?"
        sentences.append(
            f"“{shown}” ({name}, U+{ord(character):04X}) in {where}{more}: none of our fonts has this character."
        )
    if len(found) > MOST_TOLD:
        sentences.append(f"And {len(found) - MOST_TOLD} more characters.")
    raise MissingGlyphs(sentences)
