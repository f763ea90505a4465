"""A country is found under its name in every language of the pages: whoever types “កម្ពុជា” means Cambodia as well."""

import re
from functools import cache

from django.conf import settings
from django.utils.translation import override
from django_countries import countries

from .words import pieces

# Former and short names, and those in Chinese, which the names of the pages lack.
ALSO = {
    "KH": ["Kampuchea", "เขมร", "ຂະເໝນ", "柬埔寨"],
    "KR": ["South Korea"],
    "LA": ["Laos", "ลาว", "ລາວ", "老挝"],
    "MM": ["Burma", "ພະມ້າ", "缅甸"],
    "TH": ["泰国"],
    "VN": ["Vietnam", "越南"],
}


@cache
def names():
    """{how a name is spelled, as a tuple of keys: the other names of that country, each as pieces}"""
    found = {}
    for names_of_one in _names().values():
        called = {_spelled(name): name for name in map(pieces, names_of_one) if name}
        for spelled in called:
            found.setdefault(spelled, []).extend(name for other, name in called.items() if other != spelled)
    return found


@cache
def _codes():
    return {_spelled(found): code for code, called in _names().items() for name in called if (found := pieces(name))}


def meant(typed):
    """The code of the country whose name somebody typed, and nothing else; "" where it is none."""
    return _codes().get(_spelled(pieces(typed)), "")


def spoken_of(typed):
    """The code of the country whose name stands in what somebody typed, the longest of them; "" where none does."""
    keys, codes = _spelled(pieces(typed)), _codes()
    for length in range(min(len(keys), max(map(len, codes))), 0, -1):
        for first in range(len(keys) - length + 1):
            if code := codes.get(keys[first : first + length]):
                return code
    return ""


def is_beginning(key):
    """True where the names of other countries begin with a word that is the name of one: Niger, Nigeria."""
    return any(spelled[0] != key and spelled[0].startswith(key) for spelled in names())


def _spelled(found):
    return tuple(piece.key for piece in found)


def _names():
    """{code of a country: its names}. “เมียนมา (พม่า)” is two of them."""
    found = {code: list(others) for code, others in ALSO.items()}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for code in countries.countries:
                found.setdefault(code, []).extend(re.split(r"[()]", str(countries.name(code))))
    return found
