"""What changed between two texts, word by word; in scripts without blanks by what a reader takes for one letter."""

import re
from html.parser import HTMLParser

from diff_match_patch import diff_match_patch
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .breaking import BREAKS_ITSELF, clusters
from .cleaning import BLOCK_TAG, BLOCKS, INNER

# More pieces than this are compared line by line.
MOST_PIECES = 40_000
# Seconds that comparing may take; then it is rougher, and still right.
PATIENCE = 0.5
STOPS = re.escape('.,;:!?()[]"“”‘’«»/၊။។،。，；：？！、（）')
# A word with the blanks behind it: blanks by themselves are everywhere, and would be found in each other.
PIECE = re.compile(rf"(?:[{STOPS}]|[^\s{STOPS}]+)[^\S\n]*|\s")


class _Plain(HTMLParser):
    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text = ""

    def handle_starttag(self, tag, attrs):
        if (tag in BLOCKS or tag in INNER or tag == "br") and self.text and not self.text.endswith("\n"):
            self.text += "\n"

    def handle_data(self, data):
        self.text += data


def plain(text):
    """HTML as text with a line for each block; text as it is."""
    if not BLOCK_TAG.search(text):
        return text
    parser = _Plain()
    parser.feed(text)
    parser.close()
    return parser.text.strip()


def cut(text):
    """A text as a list of words and signs with the blanks behind them.

    Of scripts without blanks: what a reader takes for one letter.
    """
    found = []
    for piece in PIECE.findall(text):
        found += clusters(piece) if BREAKS_ITSELF.search(piece) else [piece]
    return found


def marked(old, new):
    """`new` as safe HTML: in <ins> what `old` does not have, in <del> what only `old` has."""
    elements = {"same": "{}", "gone": "<del>{}</del>", "new": "<ins>{}</ins>"}
    found = [format_html(elements[what], text) for what, text in differences(plain(old), plain(new))]
    return SafeString(format_html_join("", "{}", ((part,) for part in found)))


def differences(before, after):
    """How to come from one text to another: [("same" | "gone" | "new", text), …]."""
    one, other = cut(before), cut(after)
    if len(one) + len(other) > MOST_PIECES:
        one, other = before.splitlines(keepends=True), after.splitlines(keepends=True)
    found = []
    for same, was, now in _runs(one, other):
        if same:
            found.append(("same", now))
            continue
        found += [("gone", was)] if was else []
        found += [("new", now)] if now else []
    return found


def _runs(before, after):
    """[(whether they are the same, the old text, the new text), …] of two lists of pieces."""
    known, pieces_of = {}, []

    def letters(parts):
        """One letter for each different piece, so that texts of pieces are compared as texts of letters."""
        for part in parts:
            if part not in known:
                # From here on there are no surrogates, which are no letters.
                known[part] = chr(len(known) + 0xE000)
                pieces_of.append(part)
        return "".join(known[part] for part in parts)

    def words(text):
        return "".join(pieces_of[ord(letter) - 0xE000] for letter in text)

    compare = diff_match_patch()
    compare.Diff_Timeout = PATIENCE
    found = compare.diff_main(letters(before), letters(after), False)
    compare.diff_cleanupSemantic(found)
    runs = []
    for what, text in found:
        same, text = what == compare.DIFF_EQUAL, words(text)
        if same or not runs or runs[-1][0]:
            runs.append([same, "", ""])
        for place in (1, 2) if same else (1,) if what == compare.DIFF_DELETE else (2,):
            runs[-1][place] += text
    return runs
