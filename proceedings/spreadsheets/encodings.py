"""Which letters the bytes of a text are. Files from older programs do not say, so what they would spell is weighed.

A library that guesses from statistics alone is often wrong on a short list: a dozen Thai names are also Chinese
characters, if nobody asks whether they make sense.
"""

import codecs
import re
import unicodedata

from charset_normalizer import from_bytes
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from .cells import BROKEN, NotASpreadsheet

NO_TEXT = _("This is not a spreadsheet: it holds signs that no text has.")
UNREADABLE = _("The letters of this file cannot be read. Save it as XLSX, or as CSV in UTF-8.")
ENOUGH = 200_000

# TCVN 5712:1993, table VN3: what Vietnamese fonts of the 1990s (.VnTime) call ABC. Python does not know it.
_TCVN = str.maketrans(
    bytes(range(0xA1, 0xFF)).decode("latin-1"),
    "ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộờởỡớợùỖủũúụừửữứựỳỷỹýỵ",
)
# A syllable without its tone, which is written as a word of its own.
_SYLLABLE = re.compile(
    "(?:ngh?|g[hi]|[kpt]h|nh|qu|tr|ch|[bcdđghklmnprstvx])?"
    "(?:iêu|yêu|uyê|uyu|uya|oai|oay|oeo|uôi|ươi|ươu|uây|uao|ai|ao|au|ay|âu|ây|eo|êu|ia|iê|iu|yê|oa|oă|oe|oi|ôi|ơi|ua|uâ|uê|ui|uô"
    "|uơ|uy|ưa|ưi|ươ|ưu|[aăâeêioôơuưy])(?:ch|n[gh]?|[cmpt])?"
)
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")
_WESTERN = set("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœšžß")
_SIGNS = set("–—‘’“”•…·°º«»€£©®™§\u00a0±×")
_THAI = re.compile(
    r"[\u0e01-\u0e2e][\u0e31\u0e34-\u0e3a]?[\u0e47-\u0e4e]{0,2}[\u0e30\u0e32\u0e33\u0e45]{0,2}"
    r"|[\u0e40-\u0e44](?=[\u0e01-\u0e2e])|[\u0e2f\u0e3f\u0e46\u0e4f-\u0e5b]"
)


def decoded(data):
    """Returns (text, name of the encoding). Raises NotASpreadsheet."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF32_LE, "utf-32"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return _or_broken(data, encoding).lstrip("\ufeff"), encoding.removesuffix("-sig")
    if b"\0" in data:
        return _utf_16(data)
    try:
        return data.decode(), "utf-8"
    except UnicodeDecodeError as error:
        _mostly_utf_8(data, error)
    return _code_page(data)


def _or_broken(data, encoding):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise NotASpreadsheet(BROKEN) from None


def _utf_16(data):
    """UTF-16 without a mark at its beginning shows by the empty half of every blank, comma and new line."""
    start = data[:ENOUGH]
    high, low = start[::2].count(0), start[1::2].count(0)
    if len(data) % 2 == 0 and max(high, low) > len(start) / 40 and min(high, low) * 10 < max(high, low):
        encoding = "utf-16-be" if high > low else "utf-16-le"
        text = _or_broken(data, encoding)
        if "\0" not in text:
            return text, "utf-16"
    raise NotASpreadsheet(NO_TEXT)


def _mostly_utf_8(data, error):
    """Refuse a file in UTF-8 that holds a few other bytes, rather than garble all the rest of it."""
    text = data[:ENOUGH].decode(errors="replace")
    wrong, right = text.count("\ufffd"), sum(c > "\x7f" for c in text)
    if wrong * 20 < right:
        line = data[: error.start].count(b"\n") + 1
        raise NotASpreadsheet(
            gettext("Line %(line)s holds a letter that cannot be read. Mend it, or save the list as XLSX.")
            % {"line": line}
        )


def _code_page(data):
    sample = data[:ENOUGH]
    sample = sample[: sample.rfind(b"\n") + 1] or sample
    best, name = max((_sense(sample, *page), name) for name, *page in _PAGES)
    if best < 0.75:
        guess = from_bytes(sample).best()
        if guess is None:
            raise NotASpreadsheet(UNREADABLE)
        name = guess.encoding
    decode = next((decode for called, decode, _score in _PAGES if called == name), lambda data: data.decode(name))
    try:
        return decode(data), name
    except UnicodeDecodeError:
        raise NotASpreadsheet(UNREADABLE) from None


def _sense(sample, decode, score):
    """How much sense some bytes make, decoded so: 0 to 1."""
    try:
        return score(decode(sample), sample)
    except UnicodeDecodeError:
        return 0


def _as_thai(text, _data):
    letters = _letters(text)
    return sum(len(found) for found in _THAI.findall(text)) / len(letters) if letters else 0


def _as_vietnamese(text, _data):
    words = [word for word in re.findall(r"[^\W\d_]+", text.lower()) if not word.isascii()]
    if not words:
        return 0
    right = sum(map(_is_syllable, words)) / len(words)
    # A few names from elsewhere stand in every list. A word or two may be a syllable by chance.
    return right + 0.2 if right > 0.8 and len(words) > 3 else right - 0.2 / len(words)


def _is_syllable(word):
    bare, tones = _TONES.subn("", unicodedata.normalize("NFD", word))
    return tones < 2 and bool(_SYLLABLE.fullmatch(unicodedata.normalize("NFC", bare)))


def _as_western(text, _data):
    letters = [c.lower() for c in _letters(text)]
    # A sign or a capital in the midst of a word is a letter of some other code page.
    odd = len(re.findall(r"[a-z][À-Þ¡-¿](?=[a-z])", text))
    return (sum(c in _WESTERN for c in letters) - odd) / len(letters) - 0.02 if letters else 0.8


def _as_chinese(first, last):
    """The characters in daily use have the first places of the Chinese tables."""

    def score(text, data):
        letters = [c for c in _letters(text) if not "\u3000" <= c <= "\u303f" and not "\uff00" <= c <= "\uffef"]
        daily = sum(first <= code[0] <= last for code in re.findall(rb"[\x81-\xfe][\x40-\xfe]", data))
        return min(daily, len(letters)) / len(letters) - 0.01 if letters else 0

    return score


def _letters(text):
    return [c for c in text if c > "\x7f" and c not in _SIGNS]


# Name, how to decode, how to weigh what comes out.
_PAGES = (
    ("cp874", lambda data: data.decode("cp874"), _as_thai),
    ("cp1258", lambda data: unicodedata.normalize("NFC", data.decode("cp1258")), _as_vietnamese),
    ("tcvn", lambda data: unicodedata.normalize("NFC", data.decode("latin-1").translate(_TCVN)), _as_vietnamese),
    ("cp1252", lambda data: data.decode("cp1252"), _as_western),
    ("gb18030", lambda data: data.decode("gb18030"), _as_chinese(0xB0, 0xD7)),
    ("big5", lambda data: data.decode("cp950"), _as_chinese(0xA4, 0xC6)),
)
