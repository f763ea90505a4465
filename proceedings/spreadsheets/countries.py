"""Countries as people write them, and `plain`, by which all names are compared."""

import re
import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from django.utils import translation
from django_countries import countries
from rapidfuzz import fuzz, process

# Names in use in the region that no list of countries has; short forms, former names, acronyms, and whose people they
# are, where that is no question.
ALSO = {
    "MM": "burma|republic of the union of myanmar|union of myanmar|myanmar burma|burma myanmar|myanma|burmese|พม่า|"
          "สหภาพเมียนมา|สาธารณรัฐแห่งสหภาพเมียนมา|ພະມ້າ|ມຽນມາ|ភូមា|មីយ៉ាន់ម៉ា|mi an ma|miến điện|缅甸联邦共和国|"
          "ပြည်ထောင်စုသမ္မတမြန်မာနိုင်ငံတော်|ဗမာ",
    "VN": "vietnam|viet nam|socialist republic of vietnam|socialist republic of viet nam|sr vietnam|s r vietnam|"
          "vietnamese|cộng hòa xã hội chủ nghĩa việt nam|chxhcn việt nam|ຫວຽດນາມ|ວຽດນາມ|វៀតណាម|វៀត ណាម|"
          "越南社会主义共和国",
    "LA": "laos|lao|lao pdr|lao p d r|laos pdr|laopdr|lpdr|pdr lao|lao peoples democratic republic|laotian|"
          "lao people democratic republic|สปป ลาว|สาธารณรัฐประชาธิปไตยประชาชนลาว|ສປປ ລາວ|ສ ປ ປ ລາວ|"
          "ສາທາລະນະລັດ ປະຊາທິປະໄຕ ປະຊາຊົນລາວ|chdcnd lào|cộng hòa dân chủ nhân dân lào|老挝人民民主共和国|寮国|寮國|老撾",
    "TH": "kingdom of thailand|thai|siam|ไทย|ราชอาณาจักรไทย|ไท|ໄທ|ထိုင်း|泰王国|thailande",
    "KH": "kingdom of cambodia|kampuchea|cambodian|khmer|ราชอาณาจักรกัมพูชา|เขมร|ຂະເໝນ|ខ្មែរ|កម្ពុជា|"
          "ព្រះរាជាណាចក្រកម្ពុជា|vương quốc campuchia|cam pu chia|高棉|柬埔寨王国",
    "CN": "prc|peoples republic of china|pr china|p r china|p r c|mainland china|china mainland|chinese|中国大陆|"
          "中华人民共和国|中華人民共和國|สาธารณรัฐประชาชนจีน|trung quốc",
    "HK": "hong kong|hong kong sar|hongkong|hong kong china|hong kong sar china|香港|香港特别行政区|香港特別行政區",
    "MO": "macau|macao|macao sar|macau sar|macao china|澳门|澳門",
    "TW": "taiwan|republic of china|chinese taipei|taiwan province of china|taiwanese|台湾|台灣|臺灣|đài loan",
    "PH": "the philippines|philippine|republic of the philippines|pilipinas|filipino|filipina|rp",
    "KR": "republic of korea|south korea|korea south|korea|rok|r o k|korea republic of|s korea|korean|韩国|南韓|韓國|"
          "한국|대한민국|남한|สาธารณรัฐเกาหลี|เกาหลี",
    "KP": "north korea|korea north|dprk|d p r k|democratic peoples republic of korea|n korea|朝鲜|북한|조선",
    "BN": "brunei|brunei darussalam|negara brunei darussalam|bruneian", "TL": "east timor|timor leste|timorese",
    "ID": "republic of indonesia|indonesian|ri", "MY": "malaysian", "SG": "republic of singapore|singaporean",
    "JP": "japan nippon|nippon|nihon|japanese|日本|日本国", "IN": "republic of india|indian|bharat",
    "NP": "nepali|nepalese", "BD": "bangladeshi|peoples republic of bangladesh", "LK": "sri lankan|ceylon",
    "PK": "pakistani|islamic republic of pakistan",
    "US": "usa|u s a|us|u s|united states|united states of america|america|the states|american|美国|美國",
    "GB": "uk|u k|united kingdom|great britain|britain|england|scotland|wales|northern ireland|british|英国|英國|"
          "united kingdom of great britain and northern ireland",
    "AE": "uae|u a e|united arab emirates|emirates", "SA": "ksa|k s a|saudi arabia|saudi|kingdom of saudi arabia",
    "AU": "australian|commonwealth of australia", "NZ": "nz|aotearoa", "CA": "canadian", "DE": "german|deutschland",
    "FR": "french", "IT": "italian|italia", "CH": "swiss|schweiz|suisse", "SE": "swedish", "NO": "norwegian",
    "DK": "danish", "FI": "finnish", "AT": "austrian|österreich", "BE": "belgian|belgique|belgië", "IE": "irish",
    "ES": "spanish|españa", "RU": "russia|russian federation", "IR": "iran", "SY": "syria",
    "PS": "palestine|state of palestine", "TZ": "tanzania", "BO": "bolivia", "VE": "venezuela", "MD": "moldova",
    "CZ": "czech republic|czechia", "TR": "turkey|turkiye", "NL": "holland|the netherlands|dutch|nederland",
    "CI": "ivory coast", "SZ": "swaziland", "MK": "macedonia", "CV": "cape verde", "VA": "vatican|holy see",
    "CD": "drc|dr congo|d r congo|democratic republic of the congo|zaire|congo kinshasa",
    "CG": "republic of the congo|congo brazzaville", "FM": "micronesia",
}  # fmt: skip
# Names in the languages of the region and some more: two lines on their source, then “code, tab, names with | between”.
NAMES = Path(__file__).with_name("country_names.tsv")
# “Country” or an article before or behind the name.
_AROUND = re.compile("^(?:the |nuoc |ประเทศ|ປະເທດ|ប្រទេស)|(?:နိုင်ငံ| the)$")


# Further blocks of accents, and the signs that choose how a letter is drawn.
ACCENTS = (range(0x1AB0, 0x1B00), range(0x1DC0, 0x1E00), range(0x20D0, 0x2100), range(0xFE00, 0xFE30))


class _Folding(dict):
    """What `plain` makes of each code point, worked out when it is first met."""

    def __missing__(self, number):
        sign = chr(number)
        kind = unicodedata.category(sign)
        # Above the accents of Latin, Greek, Cyrillic, Hebrew and Arabic, marks are vowels and tones: they stay.
        if kind[0] == "M":
            result = None if number < 0x900 or any(number in block for block in ACCENTS) else sign
        elif kind == "Nd":
            result = str(unicodedata.decimal(sign))
        elif kind == "Cf":
            result = None
        else:
            result = sign if kind[0] in "LN" else " "
        # Of Chinese and Korean there are too many to keep, and a hostile file could use them all.
        if number < 0x3000:
            self[number] = result
        return result


_FOLDING = _Folding(str.maketrans("đðøłıħŧ", "ddoliht"))
_FOLDING |= str.maketrans({"&": " and ", "æ": "ae", "œ": "oe", "þ": "th"})
_FOLDING |= dict.fromkeys(map(ord, "'’‘ʼ`´＇"), None)
_ASCII = {number: _FOLDING[number] for number in range(128)}
_ASCII |= {number: chr(number + 32) for number in range(ord("A"), ord("Z") + 1)}
# Two ways to type the same syllable: sara am before or behind the tone (น้ำ, ນ້ຳ), Khmer ta and da under a consonant,
# Burmese nya and u before a killer. All of them occur side by side in one list.
_SAME = [
    (re.compile("(\u0e4d)([\u0e48-\u0e4b])"), r"\2\1"),
    (re.compile("(\u0ecd)([\u0ec8-\u0ecb])"), r"\2\1"),
    (re.compile("\u17d2\u178a"), "\u17d2\u178f"),
    (re.compile("\u1025\u103a"), "\u1009\u103a"),
]


def plain(text):
    """A name to compare by: letters without accents or case, one blank between words, no punctuation, ASCII digits.

    The vowels and tones of Thai, Lao, Khmer and Burmese stay, and zero-width spaces go. It is no name to show.
    """
    text = str(text)
    if text.isascii():
        return " ".join(text.translate(_ASCII).split())
    text = unicodedata.normalize("NFKD", text).casefold().translate(_FOLDING)
    if not text.isascii():
        for pattern, replacement in _SAME:
            text = pattern.sub(replacement, text)
    return " ".join(text.split())


@cache
def _codes():
    """{plain name: code} of every country, by every name we know."""
    # Whoever asks first must not decide in which language the names are.
    with translation.override("en"):
        known = {plain(name): code for code, name in countries}
    for code, names in ALSO.items():
        known |= {plain(name): code for name in names.split("|")}
    for line in NAMES.read_text().splitlines()[2:]:
        code, _tab, names = line.partition("\t")
        for name in names.split("|"):
            known.setdefault(plain(name), code)
    for code in countries.countries:
        known[plain(code)] = code
        known.setdefault(plain(countries.alpha3(code)), code)
    return known


@lru_cache(2_000)
def country_code(written):
    """The two-letter code of a country as somebody wrote it, or "" for one we do not know.

    It may stand there in two languages, “ไทย / Thailand”, as long as both mean the same country.
    """
    known = _codes()
    if code := known.get(name := plain(written)):
        return code
    if code := known.get(_AROUND.sub("", name).strip()):
        return code
    parts = [part for part in re.split(r"[/()|,;]", str(written)) if plain(part)]
    codes = {country_code(part) for part in parts} if len(parts) > 1 else set()
    return codes.pop() if len(codes) == 1 else ""


@cache
def _english():
    with translation.override("en"):
        return {str(name): plain(name) for _code, name in countries}


def nearest_country(written):
    """The English name of the country that was probably meant, or "". Only to ask: a near miss decides nothing."""
    found = process.extractOne(plain(written)[:60], _english(), scorer=fuzz.ratio, score_cutoff=75)
    return found[2] if found else ""
