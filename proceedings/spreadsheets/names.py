"""Names exactly as people write them: never title-cased, never split. Only the form of address is put apart.

What may be a form of address or a part of the name stays in the name. A wrong cut renames somebody.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .reading import CellError, Formula
from .values import Read, ascii_digits, damage, is_blank, one_line, plain, short
from .zawgyi import is_zawgyi


@dataclass(frozen=True, slots=True)
class Name:
    """A name exactly as written, and the form of address that stood before or behind it."""

    honorific: str = ""
    name: str = ""


# Countries where short words such as He, Hon, U, Ma, Ko may be family names or given names of their own.
EASTERN = {"CN", "HK", "MO", "TW", "SG", "MY", "VN", "JP", "KR", "KP"}
# Where the family name goes before the given name.
FAMILY_FIRST = {"VN", "CN", "HK", "MO", "TW", "KH", "KR", "KP", "JP", "HU"}

# Forms of address in Latin letters, as patterns in which “ ” also stands for a full stop. Nobody is called so.
_ALWAYS = [
    "mr", "mister", "mrs", "ms", "miss", "mx", "madam", "madame", "mme", "mdm", "mlle", "monsieur", "mr / ?mrs?s?",
    "m[rs]s? / ?m(?:rs?|s)", "dr", "doctor",
    "(?:(?:assoc|associate|asst|assistant|assist|adj|adjunct) )?prof(?:essor)?", "atty", "attorney", "engr", "rev",
    "reverend", "capt", "captain", "lt", "lieutenant", "colonel", "general", "sgt", "sergeant", "senator",
    "ambassador", "bishop", "archbishop", "father", "pastor", "venerable", "most ven", "h[.] ?e[.]?",
    "(?:his|her|your) excellency", "excellency", "h[.] ?r[.] ?h[.]?", "(?:his|her) royal highness",
    "(?:the )?honou?rable", "the hon", "(?:neak |lok )?oknha", "okhna", "samdech", "lok chumteav", "lok srey",
    "khunying", "nangsao", "nang sao", "ajarn", "ajahn", "acharn", "sayadaw", "shri", "smt", "ông", "bà", "pgs",
    "ths",
]  # fmt: skip
# These are names as well, unless a full stop says that they are short for something.
_WITH_STOP = [
    "hon", "gen", "col", "sen", "rep", "amb", "fr", "sr", "sra", "bro", "sis", "ven", "maj", "pol", "cpl", "brig",
    "adm", "cmdr", "insp", "eng", "adv", "arch", "ir", "drs", "dra", "msgr", "ts", "gs", "bs", "ls", "ks",
]  # fmt: skip
# These only where the country says so.
_IN = {
    "MM": ["saya", "sayar", "sayama", "sayarma"], "TH": ["nai"], "LA": ["thao", "nang", "than"], "KH": ["lok"],
    "MY": ["dato['’]?", "datuk", "datin", "tan sri", "puan sri", "encik", "puan", "cik", "tuan"],
    "ID": ["bapak", "ibu", "pak", "sdr", "sdri"], "VN": ["ts", "gs"],
}  # fmt: skip
# Of these only the whole word as it stands here, and by the rules of `_burmese`.
_BURMESE = {"u", "daw", "ko", "ma"}
# Names of states of a seat, not of somebody.
_NOBODY = {plain(word) for word in (
    "tbc", "tba", "tbd", "to be confirmed", "to be announced", "to be determined", "to be decided", "to be nominated",
    "vacant", "no name", "unknown", "name", "nn", "n n", "n/n", "plus one", "+1", "delegate", "participant", "observer",
    "speaker", "interpreter", "driver", "representative", "xx", "xxx", "xxxx",
    "รอยืนยัน", "รอแจ้งชื่อ", "chưa xác định", "待定", "待确认",
    "មិនទាន់កំណត់", "ຍັງບໍ່ກຳນົດ", "မသတ်မှတ်ရသေး",
)}  # fmt: skip


def _pattern(words, stop=r"(?:\.\s*|\s+|(?<=\.)\s*)"):
    # The longest first, or “the hon” would never be tried after “the”.
    words = sorted(words, key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(word.replace(' ', r'[.]?[ ]*') for word in words)}){stop}", re.IGNORECASE)


# “Mr./Dr. Sok” has two.
_LATIN = _pattern(_ALWAYS, r"(?:\.?\s*/\s*|\.\s*|\s+|(?<=\.)\s*)")
_STOPPED = _pattern(_WITH_STOP, r"\.\s*")
_THERE = {country: _pattern(words) for country, words in _IN.items()}
_SHORT = re.compile(r"(?:HE|[Hh]on|HON)\s+")
_KHUN = re.compile(r"khun\s+", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"\(\s*([^()]{1,30}?)\s*\)\s*")
_BEHIND = re.compile(r"\s*\(\s*([^()]{1,30})\)$")
_BEHIND_COMMA = re.compile(r"\s*,\s*([^,]{1,30})$")

# Forms of address in other scripts: (how such a name begins, words that may be written together with the name, words
# that only stand apart). “How it begins” keeps สาวิตรี in one piece after นาง, and the killer with its letter in မင်း.
_OWN = [
    (
        re.compile("[ก-ฮเแโใไ]"),
        "นาย นาง นางสาว น.ส. ดร. ศ. รศ. ผศ. อ. นพ. พญ. ทพ. ทพญ. ศาสตราจารย์ รองศาสตราจารย์ ผู้ช่วยศาสตราจารย์ ฯพณฯ "
        "ว่าที่ร้อยตรี หม่อมหลวง หม่อมราชวงศ์",
        "ท่าน คุณ อาจารย์ ดร ศ รศ ผศ ทนาย ว่าที่",
    ),
    (
        re.compile("[ກ-ຮເແໂໃໄໜໝ]"),
        "ທ່ານ ທ່ານນາງ ທ້າວ ນາງ ນາງສາວ ດຣ. ປອ. ສຈ. ຮສ. ພະນະທ່ານ ຯພະນະທ່ານ ສະຫາຍ",
        "ດຣ",
    ),
    (
        re.compile("[ក-ឳ]"),
        "លោក លោកស្រី លោកជំទាវ ឯកឧត្តម ឯកឧត្ដម ឯ.ឧ. ឯ.ឧ អ្នកស្រី អ្នកនាង ឧកញ៉ា អ្នកឧកញ៉ា លោកឧកញ៉ា លោកបណ្ឌិត សម្តេច សម្ដេច "
        "លោកគ្រូ អ្នកគ្រូ សាស្ត្រាចារ្យ វេជ្ជបណ្ឌិត",
        "កញ្ញា បណ្ឌិត",
    ),
    (
        re.compile("[က-အဣ-ဪဿ၎](?!့?[္်])"),
        "ဦး ဒေါ် ဒေါက်တာ ပါမောက္ခ ဆရာတော် ဆရာ ဆရာမ ကို",
        "မ",
    ),
]
_OWN = [
    (begins, {**dict.fromkeys(together.split(), True), **dict.fromkeys(apart.split(), False)})
    for begins, together, apart in _OWN
]
# Ranks and degrees that Thai shortens letter by letter: พล.ต.อ., ร.ต.ท., ด.ช., ศ.ดร.
_THAI_RANK = re.compile(r"(?:[ก-ฮ]{1,3}\.){2,4}\s*(?=[ก-ฮเแโใไ])")
_STOP = re.compile(r"\.?[\s\u200b]*")
_ONLY_AT_THE_START = {"ကို", "မ"}
_CHINESE = re.compile(r"[\s(（]*(先生|女士|小姐|太太|夫人|博士|教授|同志|阁下|閣下|老师|老師|律师|律師|様|さん)[)）]?$")
_KOREAN = re.compile(r"\s+(씨|님|선생님|박사|교수)$")
_ALL_BEHIND = (_CHINESE, _KOREAN, _BEHIND, _BEHIND_COMMA)
_HAN = re.compile("[\u3400-\u9fff\u3040-\u30ff\uac00-\ud7a3]")
_KANA = re.compile("[\u3040-\u30ff]")
_NUMBERING = re.compile(r"(?:[•●▪■*·–-]\s+|\(?\d{1,4}\s*[.)\]、．]\s*)(?=\D)")


def read_name(cell, country="", most=300, most_honorific=50, required=True):
    """A name as somebody wrote it, the form of address put apart.

    country     where they come from, as a two-letter code, for words that are a form of address in one country only
    most, most_honorific    how many letters may be stored
    required    whether an empty cell is a problem: not in a column for names in own script

    Returns Read with a Name, an empty one where there is a problem.
    """
    nothing = Name()
    if is_blank(cell):
        return Read(nothing, problem=_("No name: the cell is empty.") if required else "")
    if isinstance(cell, Formula):
        return Read(nothing, problem=_formula(cell))
    if problem := damage(cell):
        formula = not isinstance(cell, CellError) and one_line(cell)[:1] in "=＝"
        return Read(nothing, problem=_formula(cell) if formula else problem)
    text = one_line(cell)
    if len(text) > most + most_honorific:
        return Read(nothing, problem=_too_long(text, most))
    if problem := _no_name(text):
        return Read(nothing, problem=problem)
    note = ""
    if number := _NUMBERING.match(ascii_digits(text)):
        note = f"“{text[: number.end()].strip()}” before the name left out"
        text = text[number.end() :]
    # Cut by the rules of Unicode, a name in Zawgyi would lose other letters than it seems to.
    name = Name("", text) if is_zawgyi(text) else put_apart(text, country, most_honorific)
    if not name.honorific and _is_address(text) or name.honorific and _is_address(name.name):
        return Read(nothing, problem=_("No name: only a form of address, “%(text)s”.") % {"text": text})
    if len(name.name) > most:
        return Read(nothing, problem=_too_long(name.name, most))
    if _are_several(text, country):
        return Read(nothing, problem=_("More than one name: “%(text)s”. Give everybody a row.") % {"text": short(text)})
    return Read(name, note or _perhaps(name.name, country))


# What stands between two people in one cell. Between the parts of one name it may stand too, so each part must begin
# with a form of address.
_BETWEEN = re.compile(r"\s*(?:[/;&+\n]|\b(?:and|và)\b|និង|และ|ແລະ|နှင့်|[和與与及])\s*", re.IGNORECASE)


def _are_several(text, country):
    """True for a cell that holds several people, each with a form of address."""
    names = [put_apart(part, country) for part in _BETWEEN.split(text) if part]
    return len(names) > 1 and all(one.honorific and one.name and not _is_address(one.name) for one in names)


def _formula(cell):
    return _("Formula in a name: %(text)s. Write the name itself.") % {"text": short(cell)}


def _too_long(name, most):
    return _("The name is too long: %(number)s letters, and %(most)s is the most.") % {
        "number": len(name),
        "most": most,
    }


def _no_name(text):
    """Why a text is no name, as a sentence, or ""."""
    if plain(text) in _NOBODY or re.match(r"\+\s*\d", text):
        return _("No name: “%(text)s”. Leave the row out until the name is known.") % {"text": text}
    if not any(sign.isalpha() for sign in text):
        if any(sign.isdigit() for sign in text):
            return _("No name: only a number, “%(text)s”.") % {"text": short(text)}
        return _("No name: “%(text)s” holds no letter.") % {"text": short(text)}
    if "@[" in text:
        return _("“@[” in a name would be read as a mention of somebody. Write the name without it.")
    if re.fullmatch(r"\S+@\S+\.\S+", text):
        return _("No name: only an e-mail address, “%(text)s”.") % {"text": short(text)}
    if re.search(r"[;；、]\s*\w", text):
        return _("More than one name: “%(text)s”. Give everybody a row.") % {"text": short(text)}
    return ""


def put_apart(text, country="", most_honorific=50):
    """A name on one line as Name: the form of address before or behind it apart, everything as written."""
    end, before = 0, []
    while (further := _address_at(text, end, country, before)) and _is_name(text[further:]):
        if len(text[:further].strip()) > most_honorific:
            break
        before.append(text[end:further].strip(" ()"))
        end = further
    name, behind = text[end:], []
    while match := next(filter(None, (_address_behind(name, pattern) for pattern in _ALL_BEHIND)), None):
        behind.insert(0, match[1].strip())
        name = name[: match.start()]
    # One piece as it stood there, with its stops and blanks.
    honorific = " ".join([text[:end].strip(), *behind]).strip() if "(" not in text[:end] else " ".join(before + behind)
    return Name(honorific, name.strip()) if len(honorific) <= most_honorific else Name("", text)


def _address_behind(name, pattern):
    """The match of a form of address behind a name, or None."""
    match = pattern.search(name)
    known = match and (pattern in (_CHINESE, _KOREAN) or _is_address(match[1]))
    return match if known and _is_name(name[: match.start()]) else None


def _is_address(text):
    """True for a text that is a form of address and nothing else."""
    return bool(_LATIN.fullmatch(f"{text.strip()} ")) or any(words.get(text.rstrip(".")) for _b, words in _OWN[:3])


def _is_name(rest):
    return any(sign.isalpha() for sign in rest) and not rest.lstrip().startswith((",", ")", "/"))


def _address_at(text, at, country, before):
    """Where a form of address that begins at `at` ends, with the blanks behind it; 0 where none begins."""
    if bracket := _IN_BRACKETS.match(text, at):
        return bracket.end() if _is_address(bracket[1]) else 0
    sign = text[at : at + 1]
    if sign >= "\u0e00":
        return _own_script_at(text, at, first=not before)
    patterns = [_LATIN, _STOPPED, _THERE.get(country)]
    if country and country not in EASTERN:
        patterns.append(_SHORT)
    if country != "MM":
        # In Myanmar it is part of the names of Pa-O and Shan.
        patterns.append(_KHUN)
    for pattern in patterns:
        if pattern and (match := pattern.match(text, at)):
            return match.end()
    return _burmese(text, at, country, first=not before)


def _burmese(text, at, country, first):
    """U and Daw are forms of address unless the country says otherwise; Ko and Ma only in Myanmar, and never second.

    U Ko Ni was called Ko Ni, and Ko Ko is a name of its own: of a word that stands twice, none is cut.
    """
    words = text[at:].split(" ", 3)
    word = words[0].casefold()
    if word not in _BURMESE or len(words) < 2:
        return 0
    right = country not in EASTERN if word in ("u", "daw") else country == "MM" and first
    again = [other.casefold() == word for other in words[1:3]]
    if not right or (again[0] and again != [True, True]):
        return 0
    return at + len(words[0]) + 1


def _own_script_at(text, at, first):
    if match := _THAI_RANK.match(text, at):
        return match.end()
    for begins, words in _OWN:
        for word in sorted(words, key=len, reverse=True):
            if not text.startswith(word, at) or (word in _ONLY_AT_THE_START and not first):
                continue
            end = at + len(word)
            behind = _STOP.match(text, end).end()
            again = text.startswith(word, behind) and not text.startswith(word * 2, behind)
            if again or not (words[word] or behind > end):
                continue
            # After a blank anything may follow: a title, or the name in Latin letters.
            if begins.match(text, behind) or (behind > end and text[behind : behind + 1].isalpha()):
                return behind
    return 0


def _perhaps(name, country):
    """A note where a name begins with what may be a form of address, and was left as it is."""
    word, _blank, rest = name.partition(" ")
    if rest and word.casefold() in ("ma", "ko") and country in ("", "TH"):
        return f"“{word}” may be a form of address; it was left in the name"
    if rest and word in ("HE", "Hon", "HON") and not country:
        return f"“{word}” may be a form of address; it was left in the name"
    for word, more in (("คุณ", "[ก-ฮเแโใไ]"), ("မ", "[က-အ](?!့?[္်])")):
        if re.match(word + more, name) and not name.startswith(word * 2):
            return f"“{word}” may be a form of address; it was left in the name"
    return ""


def join_name(family, given, country="", most=300):
    """Family and given name in two cells become one name, in the order people of that country write it.

    Returns Read with the name as one text for `read_name`; its note says which came first, its problem what is wrong
    with either cell.
    """
    family, given = (_part(cell) for cell in (family, given))
    for cell in (family, given):
        if isinstance(cell, Formula):
            return Read("", problem=_formula(cell))
        if problem := damage(cell, most):
            return Read("", problem=problem)
    if not family or not given or plain(family) == plain(given):
        return Read(family or given)
    one, other = put_apart(family, country), put_apart(given, country)
    together = one.name + other.name
    own_order = bool(_HAN.search(together)) or bool(re.search("[ក-៓]", together))
    first = country in FAMILY_FIRST or (own_order and country in ("", "SG", "MY"))
    parts = (one.name, other.name) if first else (other.name, one.name)
    # Chinese and Korean names have no blank inside; Japanese ones do.
    closed = all(_HAN.search(part) for part in parts) and country != "JP" and not _KANA.search(together)
    name = ("" if closed else " ").join(parts)
    honorific = " ".join(dict.fromkeys(word for word in (one.honorific, other.honorific) if word))
    note = "family name first" if first else "given name first"
    if country == "MM":
        note += "; people of Myanmar have no family names, so look at the order"
    return Read(f"{honorific} {name}".strip(), note)


def _part(cell):
    """A cell of a family or given name; nothing for the signs that people put where they have only one name."""
    if isinstance(cell, Formula | CellError):
        return cell
    text = one_line(cell)
    return "" if is_blank(cell) or text.casefold() in ("fnu", "lnu", "x", "xx", "xxx", "none", "nil", "no") else text
