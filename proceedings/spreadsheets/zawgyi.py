"""Burmese typed in Zawgyi, the old way that uses the code points of Unicode for other letters.

Read as Unicode such text is garbled, and no search finds it. It is flagged and its conversion shown; whoever knows the
person decides. Nothing here changes a text by itself.
"""

import json
import re
from functools import cache
from pathlib import Path

from myanmartools import ZawgyiDetector

RULES = Path(__file__).with_name("zawgyi_rules.json")
# Below that, short words that are the same letters in both ways are taken for Zawgyi.
CERTAIN = 0.95
# Below that, they are none.
POSSIBLE = 0.3
_BURMESE = re.compile("[\u1000-\u109f]")


@cache
def _detector():
    return ZawgyiDetector()


def is_zawgyi(text):
    """True for text that holds Burmese letters and is all but certainly Zawgyi."""
    return bool(_BURMESE.search(text)) and _detector().get_zawgyi_probability(text) >= CERTAIN


def may_be_zawgyi(text):
    """True for a word that holds Burmese letters and is Zawgyi, or as well Unicode: such as ဥပေဒ, for ဥပဒေ."""
    return bool(_BURMESE.search(text)) and _detector().get_zawgyi_probability(text) >= POSSIBLE


@cache
def _phases():
    """[(a pattern that matches where any rule may, [(pattern, replacement, only at the start, look again), …]), …]"""
    phases = []
    for rules in json.loads(RULES.read_text())["phases"]:
        anywhere = re.compile("|".join(f"(?:{pattern})" for pattern, *_rest in rules))
        phases.append((anywhere, [(re.compile(p), s, "start" in how, "again" in how) for p, s, *how in rules]))
    return phases


def to_unicode(text):
    """The same text in Unicode, if it was Zawgyi. Text in Unicode comes out wrong: ask `is_zawgyi` first."""
    for anywhere, rules in _phases():
        text = _run(anywhere, rules, text)
    return text


def _run(anywhere, rules, text):
    """One phase: at each place every rule is tried once, in order; each goes on behind what the one before it wrote."""
    done, place, start = [], 0, True
    while found := anywhere.search(text, place):
        start = start and found.start() == 0
        done.append(text[place : found.start()])
        place, written = found.start(), None
        for pattern, replacement, only_at_start, again in rules:
            if (start or not only_at_start) and (match := pattern.match(text, place)):
                written = match.expand(replacement)
                if again:
                    text, place = written + text[match.end() :], 0
                else:
                    done.append(written)
                    place = match.end()
        if written is None:
            # Only a rule for the start matched here.
            done.append(text[place])
            place += 1
        start = False
    return "".join(done) + text[place:]
