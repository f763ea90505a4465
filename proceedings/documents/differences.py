"""Two texts beside each other: what only one of them has, in every script."""

import re
from difflib import SequenceMatcher
from html.parser import HTMLParser

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from .breaking import BREAKS_ITSELF, clusters
from .cleaning import BLOCK_TAG, BLOCKS, INNER

# More pieces than this are compared line by line: it would take seconds.
MOST_PIECES = 8_000
PIECE = re.compile(r"\n|[^\S\n]+|\w+|[^\w\s]")


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


def pieces(text):
    """A text as a list of words, blanks and signs; of scripts without blanks, what a reader takes for one letter."""
    found = []
    for word in re.split(r"(\s+)", text):
        if BREAKS_ITSELF.search(word):
            found += clusters(word)
        elif word:
            found += PIECE.findall(word)
    return found


def marked(old, new):
    """`new` as safe HTML: in <ins> what `old` does not have, in <del> what only `old` has."""
    before, after = pieces(plain(old)), pieces(plain(new))
    if len(before) + len(after) > MOST_PIECES:
        before, after = plain(old).splitlines(keepends=True), plain(new).splitlines(keepends=True)
    found = []
    for same, was, now in _runs(before, after):
        if same:
            found.append(format_html("{}", now))
            continue
        if was:
            found.append(format_html("<del>{}</del>", was))
        if now:
            found.append(format_html("<ins>{}</ins>", now))
    return SafeString(format_html_join("", "{}", ((part,) for part in found)))


def _runs(before, after):
    """[[whether they are the same, the old text, the new text], …]; what only blanks part is one change."""
    runs = []
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        same, was, now = what == "equal", "".join(before[a:b]), "".join(after[c:d])
        only_blanks = same and not now.strip(" ") and runs and d < len(after)
        if runs and (only_blanks or not same and not runs[-1][0]):
            runs[-1][1] += was
            runs[-1][2] += now
        else:
            runs.append([same, was, now])
    return runs
