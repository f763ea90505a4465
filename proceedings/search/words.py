"""What a text is cut into, so that a word is found in it wherever it stands.

Thai, Lao, Burmese and Khmer put no blanks between words, and neither does Chinese. There the pieces are clusters: a
letter with its marks and the letters stacked under it, or one Han character. Elsewhere they are words, small and
without the accents of Latin letters. Each piece is kept together with those that follow it, so that a word of several
clusters and a phrase are found by few and telling tokens; what is shorter is found by how such a token begins.

Pieces are spelled in ASCII letters and digits: what else a database takes for a letter depends on its locale.
"""

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

# Letters of scripts without blanks, and what of them may follow a letter but never begin a word.
FOLLOWERS = "\u0e30\u0e32\u0e33\u0e45\u0eb0\u0eb2\u0eb3"
CLUSTERED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\ua9e0-\ua9ff\uaa60-\uaa7f"
SINGLE = "\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
STACKERS = "\u1039\u17d2"
INVISIBLE = "\u00ad\u034f\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff"
# The longest words are cut, in texts as in questions, because PostgreSQL takes none of over 2,000 letters.
LONGEST_WORD, MOST_MARKS = 60, 10
# How many clusters, and how many words, are one token; what stands between and, where fewer are left, behind them.
CLUSTERS, WORDS, BEHIND_CLUSTER, BEHIND_WORD = 3, 2, "x", "0q0"
# Years from 1907 to 2057 as Thai, Lao and Khmer texts may count them.
FIRST_BUDDHIST, LAST_BUDDHIST = 2450, 2600
# How the blocks of these scripts are spelled: by letters that are no digits of numbers to the base of sixteen.
BLOCKS = {0x0E: "g", 0x10: "h", 0x17: "k"}
# Where words are written as they are said, two ways of writing one sign are the same.
TOGETHER = re.compile("([\u0e4d\u0ecd])([\u0e48-\u0e4b\u0ec8-\u0ecb]?)([\u0e32\u0eb2])")
AA_AM = {"\u0e4d": "\u0e33", "\u0ecd": "\u0eb3"}
ALIKE = str.maketrans({"đ": "d", "ð": "d", "ø": "o", "ł": "l", "ħ": "h", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th"})


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
_BASES = _ranges(lambda sign: unicodedata.category(sign)[0] == "L" and sign not in FOLLOWERS, _clustered())
_DIGITS = _ranges(lambda sign: unicodedata.category(sign) == "Nd", _clustered())
_OTHER_MARKS = _ranges(lambda sign: _is_mark(sign) and not re.match(f"[{CLUSTERED}]", sign))
PIECE = re.compile(
    # Burmese letter wa, typed for the digit nought.
    rf"(?P<number>(?:\u101d+(?=[\u1040-\u1049]))?[{_DIGITS}]"
    rf"(?:[{_DIGITS}{INVISIBLE}]|(?<=[\u1040-\u1049])\u101d(?![{_MARKS}]))*)"
    rf"|(?P<cluster>[{_BASES}](?:[{_MARKS}{INVISIBLE}]|(?<=[{STACKERS}])[{_BASES}]|\s?[{FOLLOWERS}])*|[{SINGLE}])"
    rf"|(?P<word>[^\W_{CLUSTERED}{SINGLE}](?:[^\W_{CLUSTERED}{SINGLE}]|[{_OTHER_MARKS}{INVISIBLE}])*)"
)
_COUNTS_FROM_BUDDHA = re.compile("[\u0e00-\u0eff\u1780-\u17ff]")
_GONE = re.compile(f"[{INVISIBLE}]")
_UNIT = re.compile(f"[{STACKERS}].|.", re.DOTALL)
_BETWEEN = re.compile(rf"[\s{INVISIBLE}]*\Z")
_PLAIN = re.compile(r"[a-z][a-z0-9]*\Z")
_new = tuple.__new__


class Piece(NamedTuple):
    """A word, a number or a cluster of a text: how it is spelled in the index, and where it stands.

    is_joined   whether it is a cluster right behind another
    also        what else it is found by, or ""
    """

    key: str
    start: int
    end: int
    is_cluster: bool = False
    is_joined: bool = False
    also: str = ""


@lru_cache(maxsize=50_000)
def _word_key(word):
    word = unicodedata.normalize("NFKC", _GONE.sub("", word)).casefold()
    if not word.isascii():
        apart = unicodedata.normalize("NFD", word)
        if apart[:1] < "\u0530":
            word = "".join(sign for sign in apart if unicodedata.category(sign) != "Mn").translate(ALIKE)
    word = word[:LONGEST_WORD]
    if _PLAIN.match(word):
        return word
    # A number would be read as one, and what is not ASCII by the rules of the locale.
    return f"n{word}" if word.isascii() and word.isalnum() else _spelled(word)


@lru_cache(maxsize=50_000)
def _cluster_key(cluster):
    cluster = "".join(_GONE.sub("", cluster).split())
    cluster = TOGETHER.sub(lambda found: found[2] + AA_AM[found[1]], cluster).replace("\u17d2\u178a", "\u17d2\u178f")
    # Marks on one letter are typed in any order.
    return _short(cluster[:1] + "".join(sorted(_UNIT.findall(cluster[1:MOST_MARKS]))))


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
    return "n" + "".join(str(unicodedata.decimal(sign, 0)) for sign in digits)


def _common_year(key):
    """Of a year of the Buddhist era that of the common one, as a key; "" of everything else."""
    is_year = len(key) == 5 and key[1:].isdigit() and FIRST_BUDDHIST <= int(key[1:]) <= LAST_BUDDHIST
    return f"n{int(key[1:]) - 543}" if is_year else ""


def pieces(text):
    """The pieces of a text, from left to right, as a list."""
    found = []
    is_buddhist = bool(_COUNTS_FROM_BUDDHA.search(text))
    # Where the cluster before ends, if it was one.
    end_of_cluster = None
    for match in PIECE.finditer(text):
        sort, (start, end), is_joined, also = match.lastgroup, match.span(), False, ""
        if sort == "cluster":
            is_joined = end_of_cluster == start or (
                end_of_cluster is not None and bool(_BETWEEN.match(text[end_of_cluster:start]))
            )
            key, end_of_cluster = _cluster_key(match[0]), end
        else:
            key, end_of_cluster = _number_key(match[0]) if sort == "number" else _word_key(match[0]), None
            also = _common_year(key) if is_buddhist else ""
        # As Piece(…) would, without its constructor: a page of hits in Chinese has ten thousand of them.
        found.append(_new(Piece, (key, start, end, sort == "cluster", is_joined, also)))
    return found


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


def indexed(text):
    """A text as the index holds it: its tokens with blanks between them, then what else it is found by."""
    found = pieces(text)
    also = dict.fromkeys(f"{piece.also}{BEHIND_WORD}" for piece in found if piece.also)
    return " ".join([*(token(found, at)[0] for at in range(len(found))), *also])
