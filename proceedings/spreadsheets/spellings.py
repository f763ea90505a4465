"""Names as several people write them: are two of them one name?

Latin letters and the scripts of the region are compared apart, each with its like. Romanised names have many spellings
(Phommasan, Phommasane; Oo, Ou; Thida, Thidar), names in Burmese, Khmer, Thai, Lao or Chinese letters have one, and so
has a Vietnamese name once its accents are off.
"""

import re
import unicodedata
from enum import IntEnum
from functools import lru_cache
from hashlib import blake2b
from itertools import permutations
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from .countries import plain


class Alike(IntEnum):
    """How two people's names relate, from worst to best."""

    OTHER = 0  # two names
    SCRIPTS = 1  # cannot be told: no script in common
    OWN = 2  # one name in own script, but two in Latin letters
    LONGER = 3  # one holds all words of the other, or initials of them
    NEAR = 4  # one name as two people would spell it
    ADDRESS = 5  # one name, with a form of address that was taken for a part of it
    ORDER = 6  # the same words in another order
    SAME = 7


class Spelling(NamedTuple):
    words: tuple  # without accents, case and punctuation
    written: tuple  # the same words with their accents; empty where they do not line up
    own: bool  # in letters other than Latin ones

    @property
    def sounds(self):
        """The words as they sound, roughly."""
        return tuple(_TONES.sub("", word) if self.own else _heard(word) for word in self.words)

    @property
    def is_full(self):
        """True where the name says more than a given name, which thousands share."""
        if sum(len(word) > 1 for word in self.words) > 1:
            return True
        # Burmese and Chinese names have no spaces between their parts.
        return self.own and len(_SYLLABLES.findall("".join(self.words))) > 2


# Forms of address that are easily taken for a part of a name, or left in it.
ADDRESS = {
    "u", "daw", "ko", "ma", "mg", "maung", "saw", "naw", "sai", "nang", "nan", "nai", "mi", "mr", "mrs", "ms", "miss",
    "dr", "khun", "lok", "neak", "oknha", "thao", "sao",
}  # fmt: skip

# Whole words that are written short.
_SHORT = {
    "mg": "maung", "ag": "aung", "kyw": "kyaw", "md": "mohamad", "mohd": "mohamad", "muhd": "mohamad",
    "mohammad": "mohamad", "mohammed": "mohamad", "mohamed": "mohamad", "muhammad": "mohamad", "muhammed": "mohamad",
    "sta": "santa", "sto": "santo",
}  # fmt: skip

# What stands for one sound in the romanisations of Burmese, Khmer, Lao and Thai.
_SOUNDS = {
    "tch": "c", "chh": "c", "ch": "c", "j": "c", "ck": "k", "c": "k", "q": "k", "x": "s", "sh": "š", "w": "v",
    "kh": "k", "gh": "g", "ph": "p", "th": "t", "bh": "b", "dh": "d", "lh": "l", "nh": "n", "wh": "v",
    "hk": "k", "hp": "p", "ht": "t", "hs": "s", "hl": "l", "hm": "m", "hn": "n",
    "oeu": "u", "oo": "u", "ou": "u", "uo": "u", "ue": "u", "eu": "u", "oe": "o", "aw": "å", "au": "å", "ea": "ia",
    "ee": "i", "ie": "i", "ii": "i", "y": "i", "aye": "ai", "ay": "ai", "ae": "ai", "ei": "ai", "ey": "ai",
}  # fmt: skip
_SOUND = re.compile("(?<!^)y|" + "|".join(sorted(_SOUNDS.keys() - {"y"}, key=len, reverse=True)))
_FINAL_INE = re.compile("(?<=[^aeiou])ine$")
_FINAL_E = re.compile("(?<=[aeiouy])([^aeiouyw]+)e$")
_SILENT = re.compile("(?<=[aeiouy])[rh](?![aeiouy])")  # Thidar, Siriporn, Savanh
_TWICE = re.compile(r"(.)\1+")
_ENDS = {"b": "p", "d": "t", "g": "k"}
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"})

# Marks on one letter that people type in any order, and the tones among them, which are easily forgotten.
_MARKS = re.compile("[ัิ-ฺ็-๎ັິ-ຼ່-໎ါ-းျ-ှា-៑៓]{2,}")
_TONES = re.compile("[่-๋່-့໋း]")
_SYLLABLES = re.compile("[က-ဪဿ](?![်္])|[぀-ヿ㐀-鿿가-힯豈-﫿]|[\U00020000-\U0003ffff]")
# Letters that only Vietnamese has, and family names that most Vietnamese have, for lists without accents.
_VIETNAMESE = re.compile("[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
_FAMILIES = {"nguyen", "tran", "pham", "huynh", "hoang", "truong", "trinh"}


def read(text):
    """A name as written. Returns its Spellings: one, or two where it is given in Latin and in other letters at once."""
    return _read(text) if text else ()


@lru_cache(maxsize=2_000)
def _read(text):
    written = text.casefold().split() if text.isascii() else unicodedata.normalize("NFKC", text).casefold().split()
    words = _plain_words(text)
    if words and all(word[0] < "\u0250" for word in words):
        written = tuple(written) if len(written) == len(words) else ()
        return (Spelling(tuple(words), written, own=False),)
    latin = tuple(word for word in words if word[0] < "\u0250")
    own = tuple(_cluster(word) for word in words if word[0] >= "\u0250")
    return tuple(Spelling(words, (), is_own) for words, is_own in ((latin, False), (own, True)) if words)


def _plain_words(text):
    if text.isascii() and text.replace(" ", "").isalpha():
        return text.lower().split()  # most names, and quick
    return plain(unicodedata.normalize("NFKC", text)).split()


def _cluster(word):
    """A word of another script with one code for what looks the same: ำ, ແ, and marks in any order."""
    word = unicodedata.normalize("NFKD", word).replace("เเ", "แ").replace("ເເ", "ແ")
    return _MARKS.sub(lambda marks: "".join(sorted(marks[0])), word)


def sound(word):
    """A romanised word, roughly as it sounds: “phommasane” and “phommasan” are both “pomasan”."""
    word = _SHORT.get(word, word)
    if not word.isascii():
        word = word.translate(_LETTERS)
    if word.endswith("or"):
        word = word[:-2] + "aw"  # Zor, Zaw
    elif word.endswith("we"):
        word = word[:-2] + "way"  # Nwe, Nway
    elif word.endswith("ngs"):
        word = word[:-1]  # Vongs
    elif word.endswith("e"):
        word = _FINAL_INE.sub("aing", word)  # Khine, Khaing
        word = _FINAL_E.sub(r"\1", word)  # Vilayphone
    word = _SILENT.sub("", word)
    word = _SOUND.sub(_sound_of, word)
    if word[-1:] in _ENDS and not word.endswith("ng"):
        word = word[:-1] + _ENDS[word[-1]]
    return _TWICE.sub(r"\1", word)


_heard = lru_cache(maxsize=4_000)(sound)


def _sound_of(found):
    return _SOUNDS[found[0]]


class _Weights(dict):
    """A large number for each letter, always the same."""

    def __missing__(self, letter):
        self[letter] = int.from_bytes(blake2b(letter.encode(), digest_size=6).digest(), "big")
        return self[letter]


_WEIGHTS = _Weights()


def weigh(word):
    """A number by which to look a written word up: above 0 for Latin letters, below for all others, 0 for none.

    What a name weighs is what its words weigh together, so names with the same sounds weigh the same in any order,
    written in one word or several.
    """
    sounds = [sound(one) if one[0] < "\u0250" else _TONES.sub("", _cluster(one)) for one in _plain_words(word)]
    weight = sum(map(_WEIGHTS.__getitem__, "".join(sounds)))
    return -weight if sounds and sounds[0][:1] >= "\u0250" else weight


def is_vietnamese(text):
    """True for a name that is Vietnamese by its letters or its family name."""
    if not text.isascii() and _VIETNAMESE.search(unicodedata.normalize("NFC", text).casefold()):
        return True
    return any(not _FAMILIES.isdisjoint(one.words) for one in read(text))


def compare(names, others, vietnamese=False):
    """Compare what two people are called.

    names, others   what each is called, as written: one or more spellings, in one script or more
    vietnamese      True where these are Vietnamese names, in which another letter is another name

    Returns (Alike, True where the part they have in common is more than a given name).
    """
    best = {}
    for name in names:
        for one in read(name):
            for other_name in others:
                for other in read(other_name):
                    if one.own == other.own and best.get(one.own, (Alike.OTHER,))[0] != Alike.SAME:
                        alike = _compare(one, other, vietnamese)
                        full = all if alike <= Alike.LONGER else any
                        is_full = full((one.is_full, other.is_full))
                        best[one.own] = max(best.get(one.own, (Alike.OTHER, False)), (alike, is_full))
    if not best:
        return Alike.SCRIPTS, False
    if len(best) == 2 and best[False][0] <= Alike.LONGER and best[True][0] >= Alike.ORDER:
        return Alike.OWN, best[True][1]
    return max(best.values())


def _compare(one, other, vietnamese):
    if one == other:
        return Alike.SAME
    alike = _same_words(one.words, other.words)
    if alike:
        # “Ánh” without its accent is “Anh”, but “Ánh” is not “Ành”.
        return alike if _accents_agree(one, other) else Alike.NEAR
    if one.own:
        if one.is_full and _same_words(one.sounds, other.sounds):
            return Alike.NEAR
        return Alike.LONGER if _holds(one.words, other.words) else Alike.OTHER
    if _is_near(one, other, vietnamese):
        return Alike.NEAR
    if vietnamese:
        return Alike.LONGER if _holds(one.words, other.words) else Alike.OTHER
    if _holds(one.sounds, other.sounds):
        short, long = sorted((one.words, other.words), key=len)
        left_out = long[1:] == short and long[0] in ADDRESS
        return Alike.ADDRESS if left_out else Alike.LONGER
    return Alike.LONGER if _is_short_for(one.words, other.words) else Alike.OTHER


def _same_words(words, others):
    if words == others:
        return Alike.SAME
    if sorted(words) == sorted(others):
        return Alike.ORDER
    # In one word or in two: Sreymom, Srey Mom; in the scripts without spaces a space means nothing.
    glued, other = "".join(words), "".join(others)
    if len(glued) != len(other) or len(words) == len(others) or sorted(glued) != sorted(other):
        return None
    if glued == other:
        return Alike.SAME
    few, many = sorted((words, others), key=len)
    few = "".join(few)
    if len(many) <= 4 and any("".join(order) == few for order in permutations(many)):
        return Alike.ORDER
    return None


def _accents_agree(one, other):
    """False where two have accents, but others. A word without any may stand for one with."""
    if not one.written or not other.written or len(one.words) != len(other.words):
        return True
    ours = sorted(zip(one.words, one.written, strict=True))
    theirs = sorted(zip(other.words, other.written, strict=True))
    pairs = ((word, match) for (_, word), (_, match) in zip(ours, theirs, strict=True))
    return all(word.isascii() or match.isascii() or _accents(word) == _accents(match) for word, match in pairs)


def _accents(word):
    """Letters and accents in an order of their own: “Thuỷ” and “Thủy” are the same."""
    return sorted(unicodedata.normalize("NFD", word))


def _is_near(one, other, vietnamese):
    left, right = list(one.words), list(other.words)
    if not vietnamese:
        if _same_words(one.sounds, other.sounds):
            # What sounds alike but looks quite different is not offered.
            return fuzz.ratio("".join(sorted(left, key=_heard)), "".join(sorted(right, key=_heard))) >= 55
        if abs(len(left) - len(right)) > 0:
            return False
    elif len(left) != len(right):
        return False
    for word in one.words:
        if word in right:
            left.remove(word)
            right.remove(word)
    if not vietnamese:
        for word in list(left):
            if match := next((w for w in right if _heard(w) == _heard(word)), None):
                left.remove(word)
                right.remove(match)
    if len(left) != 1:
        return False
    # One word left over: a slip of the hand, if the word is long enough for one.
    word, match = left[0], right[0]
    shorter, longer = sorted((len(word), len(match)))
    if sorted(word) == sorted(match):
        return shorter >= 5 and OSA.distance(word, match, score_cutoff=1) <= 1
    if vietnamese or word[0] != match[0] or shorter < (5 if len(one.words) > 1 else 7):
        return False
    most = 1 if longer < 9 else 2
    return OSA.distance(word, match, score_cutoff=most) <= most


def _holds(words, others):
    """True where one has all words of the other, and more."""
    short, long = sorted((words, others), key=len)
    if len(short) == len(long):
        return False
    rest = list(long)
    for word in short:
        if word not in rest:
            return False
        rest.remove(word)
    return True


def _is_short_for(words, others):
    """True for “M. L. Santos” or “Ma. Luz Santos” and “Maria Luz Santos”: one full word in common, others begun."""
    short, long = sorted((words, others), key=lambda words: (len(words), sum(map(len, words))))
    rest, in_full = list(long), False
    for word in sorted(short, key=len, reverse=True):
        if word in rest:
            match, in_full = word, in_full or len(word) > 2
        else:
            match = next((one for one in rest if _begins(word, one)), None)
        if match is None:
            return False
        rest.remove(match)
    return in_full


def _begins(word, other):
    return other.startswith(word) and (len(word) == 1 or (len(word) == 2 and len(other) >= 5))
