"""Countries as people write them."""

import re
import unicodedata
from functools import cache

from django_countries import countries

# Names in use in the region that no list of countries has; short forms, former names and acronyms.
ALSO = {
    "burma": "MM", "republic of the union of myanmar": "MM", "union of myanmar": "MM", "myanmar burma": "MM",
    "burma myanmar": "MM", "မြန်မာ": "MM", "เมียนมา": "MM", "พม่า": "MM",
    "vietnam": "VN", "viet nam": "VN", "socialist republic of vietnam": "VN",
    "socialist republic of viet nam": "VN", "sr vietnam": "VN", "việt nam": "VN",
    "laos": "LA", "lao": "LA", "lao pdr": "LA", "lao p d r": "LA", "lao peoples democratic republic": "LA", "ລາວ": "LA",
    "kingdom of thailand": "TH", "ไทย": "TH", "ประเทศไทย": "TH",
    "kingdom of cambodia": "KH", "kampuchea": "KH", "កម្ពុជា": "KH",
    "prc": "CN", "peoples republic of china": "CN", "pr china": "CN", "p r china": "CN", "mainland china": "CN",
    "中国": "CN", "hong kong": "HK", "hong kong sar": "HK", "macau": "MO", "taiwan": "TW", "chinese taipei": "TW",
    "philippines": "PH", "the philippines": "PH", "republic of the philippines": "PH", "pilipinas": "PH",
    "republic of korea": "KR", "south korea": "KR", "korea": "KR", "rok": "KR", "korea republic of": "KR",
    "north korea": "KP", "dprk": "KP",
    "brunei": "BN", "brunei darussalam": "BN", "east timor": "TL", "timor leste": "TL",
    "usa": "US", "u s a": "US", "us": "US", "united states": "US", "united states of america": "US", "america": "US",
    "uk": "GB", "u k": "GB", "united kingdom": "GB", "great britain": "GB", "britain": "GB", "england": "GB",
    "scotland": "GB", "uae": "AE", "united arab emirates": "AE", "ksa": "SA", "saudi arabia": "SA",
    "russia": "RU", "iran": "IR", "syria": "SY", "palestine": "PS", "tanzania": "TZ", "bolivia": "BO",
    "venezuela": "VE", "moldova": "MD", "czech republic": "CZ", "czechia": "CZ", "turkey": "TR", "turkiye": "TR",
    "holland": "NL", "the netherlands": "NL", "ivory coast": "CI", "swaziland": "SZ", "macedonia": "MK",
    "republic of india": "IN", "republic of indonesia": "ID", "republic of singapore": "SG", "japan nippon": "JP",
    "日本": "JP", "한국": "KR", "대한민국": "KR",
}  # fmt: skip


def plain(text):
    """A name to compare by: letters without accents or case, one blank between words, no punctuation."""
    text = unicodedata.normalize("NFD", str(text).casefold().replace("đ", "d").replace("&", " and "))
    text = "".join(c for c in text if unicodedata.category(c) != "Mn" or ord(c) > 0x900)
    text = re.sub(r"['’ʼ`]", "", text)
    return " ".join(re.sub(r"[^\w\u0900-\u109f\u1780-\u17ff]+", " ", text).split())


@cache
def _codes():
    known = {}
    for code, name in countries:
        known[plain(name)] = known[plain(code)] = code
        if three := countries.alpha3(code):
            known.setdefault(plain(three), code)
    return known | {plain(name): code for name, code in ALSO.items()}


def country_code(written):
    """The two-letter code of a country as somebody wrote it, or "" for one we do not know."""
    name = plain(written)
    return _codes().get(name) or _codes().get(name.removeprefix("the ")) or ""
