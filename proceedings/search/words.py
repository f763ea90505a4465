"""What a text is cut into, so that a word is found in it wherever it stands.

Thai, Lao, Burmese and Khmer put no blanks between words, and neither does Chinese. There the pieces are clusters: a
letter with its marks and the letters stacked under it, or one Han character. Elsewhere they are words, small and
without the accents of Latin letters. Each piece is kept together with those that follow it, so that a word of several
clusters and a phrase are found by few and telling tokens; what is shorter is found by how such a token begins.

Pieces are spelled in ASCII letters and digits: what else a database takes for a letter depends on its locale.
"""

import json
import re
import unicodedata
from bisect import bisect_left
from functools import lru_cache
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

# Letters of scripts without blanks, and what of them may follow a letter but never begin a word.
FOLLOWERS = "\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3"
# What says that a name is cut short there, as in กรุงเทพฯ: no letter.
CUT_SHORT = "\u0e2f\u0eaf"
CLUSTERED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f"
SINGLE = "\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
STACKERS = "\u1039\u17d2"
INVISIBLE = "\u00ad\u034f\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff"
# Small digits, of notes and formulas.
SMALL_DIGITS = "\u00b2\u00b3\u00b9\u2070\u2074-\u2079\u2080-\u2089"
# What stands between thousands.
SEPARATORS = ".,'\u2019\uff0c"
# What stands within a word that others write as one: pre-departure, worker's.
WITHIN_WORDS = "-\u2010\u2011'\u2019\u02bc"
# The longest words are cut, in texts as in questions, because PostgreSQL takes none of over 2,000 letters.
LONGEST_WORD, MOST_MARKS = 60, 10
# Letters that, of all that is written in Latin letters, Vietnamese has; and how its syllables are built, without marks.
VIETNAMESE = re.compile("[\u0102\u0103\u0110\u0111\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9\u0309\u031b\u0323]")
SYLLABLE = re.compile(
    "(?:ngh?|gh?|gi|kh|nh|ph|qu|th|tr|ch|[bcdhklmnprstvx])?[aeiouy]{1,3}(?:ch|ng|nh|[cmnpt])?\\Z", re.ASCII
)
# Its marks as they are typed in Telex: those of the tone at the end, wherever they stand on it (hoà, hòa).
TONES = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
SHAPES = {"\u0306": "w", "\u031b": "w"}
# How the index spells words with these marks, and that there are any; no word that is typed can be spelled so.
MARKED = "zqv{}0v0"
# How many clusters, and how many words, are one token; what stands between and, where fewer are left, behind them.
CLUSTERS, WORDS, BEHIND_CLUSTER, BEHIND_WORD = 3, 2, "x", "0q0"
# Years from 1907 to 2057 as Thai, Lao and Khmer texts may count them.
FIRST_BUDDHIST, LAST_BUDDHIST = 2450, 2600
# How the blocks of these scripts are spelled: by letters that are no digits of numbers to the base of sixteen.
BLOCKS = {0x0E: "g", 0x10: "h", 0x17: "k"}
# Where words are written as they are said, two ways of writing one sign are the same.
TOGETHER = re.compile("([\u0e4d\u0ecd])([\u0e48-\u0e4b\u0ec8-\u0ecb]?)([\u0e32\u0eb2])")
AA_AM = {"\u0e4d": "\u0e33", "\u0ecd": "\u0eb3"}
ALIKE = str.maketrans(
    {"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "\u0640": ""}
)
# Where accents are left out: Latin, Greek, Cyrillic, Hebrew, Arabic.
LAST_WITH_ACCENTS = "\u0700"
_HAN = json.loads((Path(__file__).parent / "han.json").read_text())
# One sign in place of another that looks the same, or is written for it: the digit nought and the letter wa, letters
# that Lao writes as one, what Khmer spells in two ways (and Thai by mistake: กฏหมาย), and Chinese characters in their
# traditional shape.
ONE_FOR_OTHER = str.maketrans(
    dict(zip(_HAN["traditional"], _HAN["simplified"], strict=True))
    | {"\u1040": "\u101d", "\u1009": "\u1025", "\u1029": "\u101e\u103c", "\u102a": "\u101e\u103c\u1031\u102c\u103a"}
    | {"\u0edc": "\u0eab\u0e99", "\u0edd": "\u0eab\u0ea1", "\u17b2": "\u17b1", "\u0e45": "\u0e32"}
    | {"\u0e0f": "\u0e0e", "\u102b": "\u102c", "\u103f": "\u101e\u1039\u101e"}
)
# Vowels typed as the two halves that one sees, and ุ in place of the sign that becomes like it under another vowel.
KHMER_HALVES = ({"\u17c1", "\u17b8"}, "\u17be"), ({"\u17c1", "\u17b6"}, "\u17c4")
KHMER_ABOVE, KHMER_BELOW, KHMER_SHIFTED = set("\u17b7\u17b8\u17b9\u17ba\u17be"), "\u17bb", "\u17ca"
_LAO_BELOW, _OVER_I = {"\u0ebc": "\u0ea5"}, {"\u0e34", "\u0e38"}
KHMER_OTHER_SHIFT, KHMER_SHIFTS_OTHERWISE = "\u17c9", "\u1784\u1789\u1794\u1798\u1799\u179a\u179c"


def _ranges(wanted, within=range(0x10000)):
    """The signs that fulfil a condition, as the inside of a character class."""
    found, start, last = [], None, None
    for number in (number for number in within if wanted(chr(number))):
        if last is not None and number == last + 1:
            last = number
            continue
        if start is not None:
            found.append((start, last))
        start = last = number
    found.append((start, last))
    return "".join(f"\\u{one:04x}-\\u{other:04x}" for one, other in found)


def _clustered():
    blocks = ((0x0E00, 0x0F00), (0x1000, 0x10A0), (0x1780, 0x1800), (0xA9E0, 0xAA00), (0xAA60, 0xAA80))
    return [number for first, end in blocks for number in range(first, end)]


def _is_mark(sign):
    return unicodedata.category(sign)[0] == "M"


_MARKS = _ranges(_is_mark, _clustered())
_BASES = _ranges(lambda sign: unicodedata.category(sign)[0] == "L" and sign not in FOLLOWERS + CUT_SHORT, _clustered())
_OTHER_MARKS = _ranges(lambda sign: _is_mark(sign) and not re.match(f"[{CLUSTERED}]", sign))
# What may stand on a letter, or behind it as a part of it.
_BEHIND = rf"(?:[{_MARKS}{INVISIBLE}]|(?<=[{STACKERS}])[{_BASES}]|\s?[{FOLLOWERS}])*"
_DIGIT = "[\u1040-\u1049]"
_LETTER = rf"[^\W\d_{CLUSTERED}{SINGLE}{SMALL_DIGITS}]"
# What most texts have most of comes first, and every branch begins with what it is known by: that is fast.
PIECE = re.compile(
    rf"(?P<word>{_LETTER}(?:{_LETTER}|[{_OTHER_MARKS}{INVISIBLE}])*)"
    # Two letters may be one: เ typed twice for แ, and what Lao may also write as one letter.
    rf"|(?P<cluster>[{SINGLE}]|(?:\u0e40\u0e40?|\u0ec0\u0ec0?|\u0eab[\u0e99\u0ea1\u0ea5]?|(?!\u101d)[{_BASES}]){_BEHIND})"
    # The digit nought, typed for the Burmese letter wa, and that letter, typed for the digit.
    rf"|(?P<nought>\u1040(?:(?<!\d.)(?=[\u1000-\u103f])|(?<=[\u1000-\u103f].)(?!\d)){_BEHIND})"
    # Thousands, with what stands between them.
    rf"|(?P<number>\d(?:(?<![\d.,].)(?<![0\u1040\u17e0\u0e50\u0ed0])\d{{0,2}}(?P<between>[{SEPARATORS}])\d{{3}}"
    rf"(?:(?P=between)\d{{3}})*(?!\d|(?P=between)\d)|(?:[\d{INVISIBLE}]|(?<={_DIGIT})\u101d(?![{_MARKS}]))*)"
    rf"|\u101d{{1,9}}(?={_DIGIT})(?:[\d{INVISIBLE}]|(?<={_DIGIT})\u101d(?![{_MARKS}]))*|[{SMALL_DIGITS}]+)"
    rf"|(?P<wa>\u101d{_BEHIND})"
)
COUNTS_FROM_BUDDHA = re.compile("[\u0e00-\u0eff\u1780-\u17ff]")
_GONE = re.compile(f"[{INVISIBLE}]")
_UNIT = re.compile(f"[{STACKERS}].|.", re.DOTALL)
# A dot without a blank is within what is cut short: พ.ร.บ.
_BETWEEN = re.compile(rf"[\s{INVISIBLE}{CUT_SHORT}]*\Z|(?<=[\u0e00-\u0eff])\.\Z")
_HALF_MARKED = re.compile("uow(?=.)")
# Where two pieces may be one word: pre-departure, C.O.O., 1 000.
_JOINT = re.compile(
    rf"[{WITHIN_WORDS}.\s](?:(?<=[^\W\d][{WITHIN_WORDS}])(?=[^\W\d])|(?<=\b[^\W\d]\.)(?=[^\W\d]\b)"
    r"|(?<=\d\s)(?=\d\d\d(?!\d)))"
)
_THOUSANDS = re.compile(r"n[1-9]\d{0,2}\Z")
_end_of = attrgetter("end")
_PLAIN = re.compile(r"[a-z][a-z0-9]*\Z")
_new = tuple.__new__


class Piece(NamedTuple):
    """A word, a number or a cluster of a text: how it is spelled in the index, and where it stands.

    is_joined   whether it is a cluster right behind another
    also        what else it is found by, perhaps with those that follow it: ((a key, where that ends), …)
    marks       of a word in Vietnamese how it is spelled with its marks, or without any; else ""
    """

    key: str
    start: int
    end: int
    is_cluster: bool = False
    is_joined: bool = False
    also: tuple = ()
    marks: str = ""


@lru_cache(maxsize=50_000)
def _word_key(word):
    word = unicodedata.normalize("NFKC", _GONE.sub("", word)).casefold()
    if not word.isascii():
        apart = unicodedata.normalize("NFD", word)
        if apart[:1] < LAST_WITH_ACCENTS:
            word = "".join(sign for sign in apart if unicodedata.category(sign) != "Mn").translate(ALIKE)
    word = word[:LONGEST_WORD]
    if _PLAIN.match(word):
        return word
    # A number would be read as one, and what is not ASCII by the rules of the locale.
    return f"n{word}" if word.isascii() and word.isalnum() else _spelled(word)


@lru_cache(maxsize=50_000)
def _with_marks(word):
    """A Vietnamese syllable with its marks, in Telex; "" of any other word."""
    letters, tone = "", ""
    for sign in unicodedata.normalize("NFD", _GONE.sub("", word)).casefold():
        if sign in TONES and not tone:
            tone = TONES[sign]
        elif sign == "\u0302":
            letters += letters[-1:]
        elif sign in "đð":
            letters += "dd"
        else:
            letters += SHAPES.get(sign, sign)
    # ươ is often typed without its first mark: nguời.
    letters = _HALF_MARKED.sub("uwow", letters)
    key = _word_key(word)
    if not SYLLABLE.match(key):
        return ""
    return f"{letters}{tone}" if letters.isascii() else key


@lru_cache(maxsize=50_000)
def _cluster_key(cluster):
    cluster = unicodedata.normalize("NFC", "".join(_GONE.sub("", cluster).split())).translate(ONE_FOR_OTHER)
    cluster = TOGETHER.sub(lambda found: found[2] + AA_AM[found[1]], cluster).replace("\u17d2\u178a", "\u17d2\u178f")
    cluster = cluster.replace("\u0e40\u0e40", "\u0e41").replace("\u0ec0\u0ec0", "\u0ec1")
    first, units = cluster[:1], _UNIT.findall(cluster[1:MOST_MARKS])
    if len(units) > 1 and "\u1780" <= first < "\u1800":
        units = _khmer_units(first, units)
    elif first == "\u0eab":
        units = [_LAO_BELOW.get(unit, unit) for unit in units]
    elif "\u0e4c" in units and not _OVER_I.isdisjoint(units):
        # Silent, and as often left out: สิทธิ์.
        units.remove("\u0e4c")
    # Marks on one letter are typed in any order.
    return _short(first + "".join(sorted(units)))


def _khmer_units(first, units):
    """What is on a letter, however that is spelled."""
    for halves, whole in KHMER_HALVES:
        if halves <= set(units):
            units = [unit for unit in units if unit not in halves] + [whole]
    if KHMER_BELOW in units and not KHMER_ABOVE.isdisjoint(units):
        shift = KHMER_OTHER_SHIFT if first in KHMER_SHIFTS_OTHERWISE else KHMER_SHIFTED
        units = [shift if unit == KHMER_BELOW else unit for unit in units]
    return units


def _spelled(signs):
    return f"zq{_short(signs)}"


def _short(signs):
    """Signs as few letters and digits: of scripts without blanks, one letter for the block and two for each sign."""
    short, block = "", ""
    for sign in signs:
        number = ord(sign)
        this = BLOCKS.get(number >> 8, "j")
        short += ("" if this == block and this != "j" else this) + (
            f"{number & 255:02x}" if this != "j" else f"{number:x}"
        )
        block = this
    return short


def _number_key(digits):
    digits = _GONE.sub("", digits).replace("\u101d", "0")[:LONGEST_WORD]
    return "n" + "".join(str(unicodedata.digit(sign)) for sign in digits if sign not in SEPARATORS + " ")


def common_year(key):
    """Of a year of the Buddhist era that of the common one, as a key; "" of everything else."""
    is_year = len(key) == 5 and key[1:].isdigit() and FIRST_BUDDHIST <= int(key[1:]) <= LAST_BUDDHIST
    return f"n{int(key[1:]) - 543}" if is_year else ""


def pieces(text):
    """The pieces of a text, from left to right, as a list."""
    found = []
    is_buddhist = bool(COUNTS_FROM_BUDDHA.search(text))
    is_vietnamese = bool(VIETNAMESE.search(text))
    # Where the cluster before ends, if it was one.
    end_of_cluster = None
    # As Piece(…) would, without its constructor: a page of hits in Chinese has ten thousand of them.
    for match in PIECE.finditer(text):
        sort, word, (start, end) = match.lastgroup, match[0], match.span()
        if sort == "word":
            key, end_of_cluster = _word_key(word), None
            marks = (key if is_vietnamese else "") if word.isascii() else _with_marks(word)
            found.append(_new(Piece, (key, start, end, False, False, (), marks)))
        elif sort == "number":
            key, end_of_cluster = _number_key(word), None
            year = is_buddhist and common_year(key)
            found.append(_new(Piece, (key, start, end, False, False, ((year, end),) if year else (), "")))
        else:
            is_joined = end_of_cluster == start or (
                end_of_cluster is not None and bool(_BETWEEN.match(text, end_of_cluster, start))
            )
            found.append(_new(Piece, (_cluster_key(word), start, end, True, is_joined, (), "")))
            end_of_cluster = end
    _note_what_is_one_word(text, found)
    return found


def _note_what_is_one_word(text, found):
    """Fill in what others write as one: pre-departure, worker's, C.O.O., 1 000."""
    # Of initials and thousands only all are one.
    behind = 0
    for joint in _JOINT.finditer(text):
        at = bisect_left(found, joint.start(), key=_end_of)
        end, between = at + 1, joint[0]
        if at < behind or end >= len(found) or found[at].end != joint.start() or found[end].start != joint.end():
            continue
        if found[at].is_cluster or found[end].is_cluster:
            continue
        if between == ".":
            is_next = _is_next_initial
        elif between.isspace():
            is_next = _is_next_thousand if _THOUSANDS.match(found[at].key) else None
        else:
            is_next, end = None, end + 1
        while is_next and end < len(found) and is_next(text, found[end - 1], found[end]):
            end += 1
        if end > at + 1:
            behind = end if is_next else behind
            word = "".join(text[one.start : one.end] for one in found[at:end])
            # The dot behind initials is of them.
            stop = found[end - 1].end
            stop += between == "." == text[stop : stop + 1]
            also = (_number_key(word) if between.isspace() else _word_key(word), stop)
            found[at] = found[at]._replace(also=(*found[at].also, also))


def _is_next_thousand(text, before, piece):
    is_three = len(piece.key) == 4 and piece.key[0] == "n" and piece.key[1:].isdigit()
    return is_three and piece.start - before.end == 1 and text[before.end].isspace()


def _is_next_initial(text, before, piece):
    is_letter = piece.end - piece.start == 1 and not piece.is_cluster
    return is_letter and piece.start - before.end == 1 and text[before.end] == "."


def run(found, at):
    """How many pieces from one on are one token."""
    is_cluster, end = found[at].is_cluster, at + 1
    while end < len(found) and end - at < (CLUSTERS if is_cluster else WORDS):
        if not found[end].is_joined if is_cluster else found[end].is_cluster:
            break
        end += 1
    return end - at


def token(found, at):
    """How a piece is spelled in the index, with those that follow it; and whether there are as many as can be."""
    keys = [each.key for each in found[at : at + run(found, at)]]
    start, between, most = ("zq", BEHIND_CLUSTER, CLUSTERS) if found[at].is_cluster else ("", BEHIND_WORD, WORDS)
    is_whole = len(keys) == most
    return f"{start}{between.join(keys)}{'' if is_whole else between}", is_whole


def marked(marks=""):
    """How the index spells a word with its Vietnamese marks; or, without one, that a text has such marks at all."""
    return MARKED.format(marks)


def indexed(text):
    """A text as the index holds it: its tokens with blanks between them, then what else it is found by."""
    found = pieces(text)
    also, marks = {}, {}
    for piece in found:
        if piece.also:
            also |= {f"{key}{BEHIND_WORD}": None for key, _end in piece.also}
        if piece.marks and piece.marks != piece.key:
            marks[marked(piece.marks)] = None
    if marks or VIETNAMESE.search(text):
        also |= {marked(): None} | marks
    return " ".join([*(token(found, at)[0] for at in range(len(found))), *also])
