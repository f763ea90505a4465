"""A country is found under its name in every language of the pages: whoever types “កម្ពុជា” means Cambodia as well."""

import re
from functools import cache

from django.conf import settings
from django.utils.translation import override
from django_countries import countries

from .words import pieces


@cache
def names():
    """{how a name is spelled, as a tuple of keys: the other names of that country, each as pieces}"""
    found = {}
    for names_of_one in _names().values():
        called = {tuple(piece.key for piece in name): name for name in map(pieces, names_of_one) if name}
        for spelled in called:
            found.setdefault(spelled, []).extend(name for other, name in called.items() if other != spelled)
    return found


def _names():
    """{code of a country: its names}. “Myanmar (Burma)” is two of them."""
    found = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            for code in countries.countries:
                found.setdefault(code, []).extend(re.split(r"[()]", str(countries.name(code))))
    return found
