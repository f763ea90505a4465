"""Cells become values: what was meant, what to say about it, and what is wrong with it.

Nothing is invented. What may be read in two ways is read in one and said, or asked.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from .countries import country_code, nearest_country, plain
from .reading import CellError, Day, Formula, Number


@dataclass(frozen=True, slots=True)
class Read:
    """A cell, understood.

    value       what to store; empty where there is nothing, or nothing usable
    note        half a sentence to show beside it, such as “46092 read as 11 March 2026”
    problem     a sentence on why the row cannot go in like this, for whoever mends the cell
    """

    value: Any
    note: str = ""
    problem: str = ""


# What is longer is no answer of the kinds below, and the patterns would take their time over it.
MOST = 500
# What people write where there is nothing to write.
BLANKS = {"", "-", "--", "---", "–", "—", ".", "/", "_", "n/a", "N/A", "n.a.", "N.A.", "(blank)"}
_ERROR = re.compile(r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!)")
_GAPS = re.compile("[ \t\r\n\v\f\u0085\u00a0\u2007\u202f\u2028\u2029]+")
# Line ends and tabs aside: control signs, signs that turn the direction of writing, byte-order marks, soft hyphens.
_UNSEEN = re.compile("[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


# What any cell may be


def one_line(cell):
    """The text of a cell in Unicode NFC, on one line, without what nobody sees.

    Letters and case stay, and so do zero-width spaces inside: Khmer and Lao mark with them where a line may break.
    """
    text = str(cell)
    if text.isascii() and text.isprintable():
        return _GAPS.sub(" ", text).strip() if "  " in text else text.strip()
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", text)).strip("\u200b\u3000")
    return _GAPS.sub(" ", text).strip()


def is_blank(cell):
    """True for a cell that says nothing: empty, a dash, “n/a”."""
    return not isinstance(cell, Formula | CellError) and one_line(cell) in BLANKS


def damage(cell, most=None):
    """What is wrong with a cell whatever it is for, as a sentence; "" for a sound one.

    most    the number of letters it may have
    """
    text = one_line(cell)
    if isinstance(cell, CellError) or _ERROR.fullmatch(text):
        return _("The cell holds an error: %(text)s. Write what belongs there.") % {"text": text}
    if isinstance(cell, Formula) or (text[:1] in ("=", "＝") and len(text) > 1):
        shown = one_line(getattr(cell, "shown", ""))
        return (
            _("The cell holds a formula that shows “%(text)s”. Write that, or what is right.") % {"text": short(shown)}
            if shown
            else _("The cell holds a formula. Write the text itself.")
        )
    if "\ufffd" in text:
        return _("Letters are lost in “%(text)s”. Write them again.") % {"text": short(text)}
    if meant := _garbled(unicodedata.normalize("NFC", str(cell))):
        sentence = _("The letters of “%(text)s” were garbled on their way. Perhaps “%(meant)s” was meant.")
        return sentence % {"text": short(text), "meant": short(meant)}
    if most is not None and len(text) > most:
        return _("Too long: %(number)s letters, and %(most)s is the most.") % {"number": len(text), "most": most}
    return ""


def short(text):
    """The beginning of a text, for a sentence that repeats it."""
    return text if len(text) <= 60 else f"{text[:59]}…"


def _garbled(text):
    """What a text was before a program took UTF-8 or Thai Windows letters for Western European ones, or ""."""
    if text.isascii() or len(text) > 2_000:
        return ""
    try:
        octets = b"".join(_octet(sign) for sign in text)
    except UnicodeEncodeError:
        return ""
    try:
        return octets.decode()
    except UnicodeDecodeError:
        pass
    # No name in Latin letters has four accents for every letter without one.
    letters = [octet for octet in octets if octet > 0x20]
    if len(letters) >= 4 and sum(octet > 0xA0 for octet in letters) >= 0.8 * len(letters):
        try:
            thai = octets.decode("cp874")
        except UnicodeDecodeError:
            return ""
        # No word of Thai begins with a vowel or a tone that stands on a letter.
        return "" if any(unicodedata.category(word[0])[0] == "M" for word in thai.split()) else thai
    return ""


def _octet(sign):
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return sign.encode("latin-1")


def ascii_digits(text):
    """The same text with the digits of every script written 0 to 9, and the Burmese letter wa where it is a zero."""
    if text.isascii():
        return text
    text = re.sub("(?<=[၀-၉ဝ])ဝ|ဝ(?=[၀-၉])", "0", text) if re.search("[၀-၉]", text) else text
    return "".join(str(unicodedata.decimal(sign, sign)) for sign in text)


def read_text(cell, most=300):
    """One line of text exactly as written: a post, an organisation, a need. Returns Read with a str."""
    if is_blank(cell):
        return Read("")
    if problem := damage(cell, most):
        return Read("", problem=problem)
    return Read(one_line(cell))


# How to reach somebody

_ADDRESS = re.compile(r"[^\s<>()\[\]:;,|/\"“”]+@[^\s<>()\[\]:;,|/\"“”]+")
_LABEL = re.compile(r"^(?:mailto|e-?mail|mail)\s*:\s*", re.IGNORECASE)
NONE = {
    "none", "nil", "no", "no email", "no e mail", "no phone", "not available", "ไม่มี", "khong", "khong co", "无",
    "無", "没有", "ບໍ່ມີ", "គ្មាន", "មិនមាន", "မရှိ", "မရှိပါ",
}  # fmt: skip
_NONE = {plain(word) for word in NONE}


def read_email(cell, most=254):
    """An e-mail address, its case kept. Returns Read with a str."""
    if is_blank(cell) or plain(cell) in _NONE:
        return Read("")
    if problem := damage(cell, MOST):
        return Read("", problem=problem)
    # Full-width letters and signs, as Chinese and Japanese keyboards give them.
    written = unicodedata.normalize("NFKC", one_line(cell)).replace("\u200b", "")
    text = _LABEL.sub("", written.strip(" <>")).partition("?")[0]
    found = {}
    for address in _ADDRESS.findall(text):
        address = address.strip(".'")
        found.setdefault(address.casefold(), address)
    if len(found) > 1:
        if len(found) > 2:
            return Read("", problem=_("E-mail not valid: %(number)s addresses. Keep one.") % {"number": len(found)})
        one, other = map(short, found.values())
        sentence = _("E-mail not valid: two addresses, “%(one)s” and “%(other)s”. Keep one.")
        return Read("", problem=sentence % {"one": one, "other": other})
    address = next(iter(found.values()), "")
    # “Thiri <thiri@example.org>” is how mail programs copy an address. Other words may be part of a broken one.
    rest = re.sub(re.escape(address), "", text, flags=re.IGNORECASE)
    alone = "<" in text or not any(sign.isalnum() for sign in rest)
    try:
        validate_email(address if alone and len(address) <= most else "")
    except ValidationError:
        return Read("", problem=_("E-mail not valid: “%(text)s”.") % {"text": short(written)})
    return Read(address)


_TELEPHONE = re.compile(r"^(?:tel|telephone|phone|mobile|mob|cell|hp|whatsapp)\s*[:.]\s*", re.IGNORECASE)


def read_phone(cell, most=50):
    """A telephone number as it is written, in digits 0 to 9. Returns Read with a str.

    A number cell has lost a leading 0 or + if there was one: that is said, and nothing put in its place.
    """
    if is_blank(cell) or plain(cell) in _NONE:
        return Read("")
    if problem := damage(cell, MOST):
        return Read("", problem=problem)
    written = one_line(cell)
    if isinstance(cell, Day):
        sentence = _("The phone number was turned into a date: %(text)s. Write it again, as text.")
        return Read("", problem=sentence % {"text": written})
    if re.fullmatch(r"[\d.,]+E\+?\d+", written, re.IGNORECASE):
        sentence = _("The phone number was shortened to %(text)s, and digits are lost. Write it again.")
        return Read("", problem=sentence % {"text": written})
    text = _TELEPHONE.sub("", ascii_digits(unicodedata.normalize("NFKC", written).replace("\u200b", "").lstrip("'")))
    if len(text) > most:
        sentence = _("Phone number too long: %(number)s letters, and %(most)s is the most.")
        return Read("", problem=sentence % {"number": len(text), "most": most})
    if isinstance(cell, Number):
        return Read(text, f"{text} was kept as a number: a 0 or + before it may be lost")
    if sum(sign.isdigit() for sign in text) < 5:
        return Read(text, f"“{short(text)}” does not look like a phone number")
    return Read(text, f"{written} read as {text}" if ascii_digits(written) != written else "")


# Answers

# Only words that cannot mean anything else: a wrong yes can put somebody in prison. A 1 or an x may be a footnote.
YES = {
    "y", "yes", "true", "agree", "agreed", "i agree", "yes, i agree", "i consent", "consent given", "✓", "✔", "☑",
    "✅", "√", "🗸", "ใช่", "ใช่ค่ะ", "ใช่ครับ", "ยินยอม", "ยินยอมให้เผยแพร่", "อนุญาต", "ตกลง", "đồng ý", "có",
    "có đồng ý", "có, đồng ý", "tôi đồng ý", "是", "是的", "同意", "我同意", "是，同意", "允许", "允許", "បាទ",
    "ចាស", "ចា៎ស", "ចាស៎", "បាទ/ចាស", "ចាស/បាទ", "យល់ព្រម", "ខ្ញុំយល់ព្រម", "ឯកភាព", "ဟုတ်", "ဟုတ်ကဲ့", "ဟုတ်ပါသည်",
    "ဟုတ်သည်", "သဘောတူ", "သဘောတူသည်", "သဘောတူပါသည်", "ແມ່ນ", "ແມ່ນແລ້ວ", "ຍິນຍອມ", "ເຫັນດີ", "ຕົກລົງ", "ອະນຸຍາດ",
}  # fmt: skip
NO = {
    "n", "no", "false", "not", "none", "do not publish", "✗", "✘", "×", "✕", "✖", "❌", "☐", "□", "ไม่", "ไม่ใช่",
    "ไม่ยินยอม", "ไม่อนุญาต", "ไม่ตกลง", "không", "không đồng ý", "khong", "khong dong y", "否", "不", "不是",
    "不同意", "不允许", "ទេ", "អត់", "អត់ទេ", "មិនយល់ព្រម", "မဟုတ်", "မဟုတ်ပါ", "မဟုတ်ဘူး", "သဘောမတူ", "သဘောမတူပါ",
    "ບໍ່", "ບໍ່ແມ່ນ", "ບໍ່ຍິນຍອມ", "ບໍ່ເຫັນດີ", "ບໍ່ອະນຸຍາດ",
}  # fmt: skip


def _word(text):
    """A word to look up: small letters, one way of writing, its accents kept, no full stop behind it."""
    text = re.sub("[\u200b\ufe0e\ufe0f]", "", unicodedata.normalize("NFKC", text).casefold())
    return text.strip(" .!。།។၊။").replace(" ,", ",")


_YES, _NO = {_word(word) for word in YES}, {_word(word) for word in NO}


def read_yes(cell):
    """An answer to “may it be published?”: yes only where it clearly is one. Returns Read with True or False."""
    word = _word(one_line(cell))
    if isinstance(cell, Formula | CellError) or damage(cell):
        return Read(False, "the cell holds no plain answer: taken as no")
    if word in _YES:
        return Read(True)
    if word in _NO or is_blank(cell):
        return Read(False)
    return Read(False, f"“{short(one_line(cell))}” is no clear yes: taken as no")


GENDERS = {
    "woman": {
        "f", "female", "woman", "women", "w", "lady", "girl", "ms", "mrs", "miss", "she", "she/her", "หญิง",
        "ผู้หญิง", "เพศหญิง", "ญ", "สตรี", "nữ", "nu", "gái", "女", "女性", "女士", "ស្រី", "ភេទស្រី", "ស", "នារី",
        "မ", "အမျိုးသမီး", "မိန်းမ", "ຍິງ", "ຜູ້ຍິງ", "ເພດຍິງ", "ຍ", "perempuan", "wanita", "babae", "여", "여성",
        "femme",
    },
    "man": {
        "m", "male", "man", "men", "gentleman", "boy", "mr", "he", "he/him", "ชาย", "ผู้ชาย", "เพศชาย", "ช",
        "บุรุษ", "nam", "男", "男性", "先生", "ប្រុស", "ភេទប្រុស", "ប", "បុរស", "ကျား", "အမျိုးသား", "ယောက်ျား",
        "ຊາຍ", "ຜູ້ຊາຍ", "ເພດຊາຍ", "ຊ", "laki-laki", "lelaki", "pria", "lalaki", "남", "남성", "homme",
    },
    "other": {
        "other", "others", "non-binary", "nonbinary", "non binary", "third gender", "diverse", "they", "they/them",
        "อื่นๆ", "อื่น ๆ", "เพศทางเลือก", "khác", "giới tính khác", "其他", "其它", "ផ្សេងៗ", "ផ្សេងទៀត", "အခြား",
        "ອື່ນໆ", "ອື່ນ ໆ",
    },
    "": {
        "unknown", "not known", "prefer not to say", "prefer not to answer", "not stated", "undisclosed",
        "no answer", "?", "ไม่ระบุ", "ไม่ประสงค์ระบุ", "không muốn trả lời", "不便透露", "未知", "မဖြေလိုပါ",
        "មិនចង់ប្រាប់", "ບໍ່ຕ້ອງການລະບຸ",
    },
}  # fmt: skip
_GENDERS = {_word(word): gender for gender, words in GENDERS.items() for word in words}


def read_gender(cell):
    """A gender as people write it. Returns Read with "woman", "man", "other", or "" where none is said or clear."""
    if is_blank(cell):
        return Read("")
    if problem := damage(cell, MOST):
        return Read("", problem=problem)
    gender = _GENDERS.get(_word(one_line(cell)))
    return (
        Read(gender) if gender is not None else Read("", f"gender “{short(one_line(cell))}” not understood, left open")
    )


def read_country(cell):
    """A country as people write it. Returns Read with its two-letter code, or ""."""
    if is_blank(cell):
        return Read("")
    if problem := damage(cell, MOST):
        return Read("", problem=problem)
    written = one_line(cell)
    if code := country_code(written):
        return Read(code)
    near = nearest_country(written)
    return Read("", problem=f"Country not known: “{short(written)}”." + (f" Is it {near}?" if near else ""))
