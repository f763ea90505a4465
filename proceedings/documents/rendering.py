"""Proceedings as readers get them: numbered paragraphs, and people as `exposure` allows on the day of reading.

The same code makes the preview, the frozen edition and the page.
"""

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import unquote

from django.db.models import F
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from .. import exposure
from ..exposure import Level
from ..models import Attribution, Participant, Surface
from .cleaning import BLOCKS, to_html

# How a person stands in a text: @[12] or @[the uid of the seat].
MENTION = re.compile(r"@\[([0-9]{1,18}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\]", re.IGNORECASE)
# How that mark stands in a page made from it. The cleaning lets no such attribute through, so nobody can type one.
MARK = re.compile(r'<span class="said" data-mention="([0-9]+)"( data-first)?></span>')
# Attributes in which a name may stand: addresses, names of files, words for who cannot see a picture.
SPEAKING = {"alt", "cite", "href", "src", "srcset", "title"}
SENTENCE_END = re.compile(r"(^|[.!?:\u104b\u17d4\u3002])[\"'”’)\]]*\s*$")


@dataclass
class Mark:
    """One mention in a text: whose seat, and in which session it was said (None: in none)."""

    key: int
    participant: Participant
    session: object


class Part(NamedTuple):
    """What the gate looks through: a section, or the title and note.

    text      its words, in which mentions are still marks, and what its links and pictures hold beside them
    place     how a part is known: the uid of its section; "" for title and note
    session   whose rule holds in it, or None
    """

    heading: str
    text: str
    place: str = ""
    session: object = None


@dataclass
class Page:
    """Proceedings ready to be read or frozen. `html` and `text` hold marks where people are mentioned.

    contents   [[level, anchor, heading], …]
    marks      a Mark for each participant and session in which they are mentioned
    unknown    mentions that lead to no seat of the event, with the heading they stand under
    closed     headings of sections that tell of a closed session
    parts      a Part for each section, and one for the title and note
    misplaced  mentions in the title, the note or a heading, where they would stay marks
    """

    html: str = ""
    text: str = ""
    contents: list = field(default_factory=list)
    marks: list = field(default_factory=list)
    unknown: list = field(default_factory=list)
    closed: list = field(default_factory=list)
    parts: list = field(default_factory=list)
    misplaced: list = field(default_factory=list)


class _Blocks(HTMLParser):
    """Cuts clean HTML into its outermost blocks and puts marks where people are mentioned.

    `blocks` is a list of [html, text], `addresses` of where links lead and what pictures are called. Loose text becomes
    a paragraph. A list, a table or a quotation after a paragraph that ends with a colon belongs to that paragraph.
    """

    def __init__(self, mark):
        super().__init__(convert_charrefs=True)
        self.mark, self.blocks, self.addresses, self.depth, self.loose = mark, [], [], 0, False

    def _open(self, tag):
        joins = tag != "p" and self.blocks and self.blocks[-1][1].rstrip().endswith((":", "："))
        if not joins:
            self.blocks.append(["", ""])

    def handle_starttag(self, tag, attrs):
        if self.depth == 0 and tag in BLOCKS:
            self._close_loose()
            self._open(tag)
        elif self.depth == 0:
            self._open_loose()
        if self.depth or tag in BLOCKS:
            self.depth += tag != "br"
        if self.blocks[-1][1] and tag in {"p", "li", "tr", "br", "dd", "dt"}:
            self.blocks[-1][1] += "\n"
        elif self.blocks[-1][1] and tag in {"td", "th"}:
            self.blocks[-1][1] += "\t"
        self.addresses += [unquote(unquote(value)) for name, value in attrs if name in SPEAKING and value]
        written = "".join(f' {name}="{html.escape(value or "")}"' for name, value in attrs)
        self.blocks[-1][0] += f"<{tag}{written}>"

    def handle_endtag(self, tag):
        self.depth -= bool(self.depth)
        self.blocks[-1][0] += f"</{tag}>"

    def handle_data(self, data):
        if self.depth == 0:
            if not data.strip() and not self.loose:
                return
            self._open_loose()
        block = self.blocks[-1]
        for index, part in enumerate(MENTION.split(data)):
            if index % 2 == 0:
                block[0] += html.escape(part, quote=False)
                block[1] += part
            elif (mark := self.mark(part)) is None:
                block[0] += f"@[{part}]"
                block[1] += f"@[{part}]"
            else:
                first = " data-first" if SENTENCE_END.search(block[1]) else ""
                block[0] += f'<span class="said" data-mention="{mark.key}"{first}></span>'
                block[1] += f"@[{mark.key}]"

    def _open_loose(self):
        if not self.loose:
            self.loose = True
            self.blocks.append(["<p>", ""])

    def _close_loose(self):
        if self.loose:
            self.loose = False
            self.blocks[-1][0] += "</p>"

    def close(self):
        super().close()
        self._close_loose()


def build(proceedings, sections=None):
    """Make a Page of the draft as it stands, or of other sections than it has now."""
    page, marks = Page(), {}
    seats = {}
    for seat in proceedings.event.participants.select_related(
        "event", "person", "constituency", "organisation__kind__constituency"
    ).prefetch_related("consents"):
        seats[str(seat.pk)] = seats[str(seat.uid)] = seat
    part = chapter = paragraph = 0
    pieces, texts = [], []
    for section in proceedings.sections.select_related("session") if sections is None else sections:
        rule = section.session.attribution if section.session else None
        if rule == Attribution.CLOSED:
            page.closed.append(section.heading)

        def mark(reference, section=section, rule=rule):
            seat = seats.get(reference.lower())
            if seat is None:
                page.unknown.append((f"@[{reference}]", section.heading))
                return None
            return marks.setdefault((seat.pk, section.session_id, rule), Mark(len(marks) + 1, seat, section.session))

        if section.level == section.Level.PART or not part:
            part, chapter = part + 1, 0
            anchor, tag, depth = f"s{part}", "h2", 1
        else:
            chapter += 1
            anchor, tag, depth = f"s{part}-{chapter}", "h3", 2
        page.contents.append([depth, anchor, section.heading])
        pieces.append(f'<{tag} id="{anchor}">{html.escape(section.heading)}</{tag}>')
        texts.append(section.heading)
        parser = _Blocks(mark)
        parser.feed(to_html(section.body))
        parser.close()
        for block, text in parser.blocks:
            paragraph += 1
            link = html.escape(_("Link to paragraph %(number)s") % {"number": paragraph})
            pieces.append(
                f'<div class="p" id="p{paragraph}"><a class="pn" href="#p{paragraph}" aria-label="{link}">'
                f"{paragraph}</a>{block}</div>"
            )
            texts.append(text.strip())
        words = [section.heading, *(block[1] for block in parser.blocks), *parser.addresses]
        written = "\n".join(words)
        if "%" in written and (read := unquote(unquote(written))) != written:
            # An address that was pasted as text.
            written += f"\n{read}"
        page.parts.append(Part(section.heading, written, str(section.uid), section.session))
    above = [proceedings.title, proceedings.note, *(entry[2] for entry in page.contents)]
    page.misplaced = [match[0] for line in above for match in MENTION.finditer(line)]
    page.parts.append(Part(_("the title and note"), f"{proceedings.title}\n{proceedings.note}"))
    page.html, page.text, page.marks = "\n".join(pieces), "\n\n".join(texts), list(marks.values())
    return page


@dataclass(frozen=True)
class Label:
    """What a mark is replaced with. `kind` is the phrase for people who are not named, `post` for those who are."""

    level: str
    name: str
    kind: str
    post: str = ""

    @property
    def words(self):
        return self.name if self.level == Level.NAMED else self.kind


def labels(page, on=None):
    """What may be shown today of everybody mentioned in a Page. Returns {key: Label}; no name unless it is allowed."""
    crowds, result = {}, {}
    for mark in page.marks:
        rule = mark.session.attribution if mark.session else None
        if rule not in crowds:
            crowds[rule] = exposure.crowd(mark.participant.event, rule, on)
        allowed = exposure.level(mark.participant, Surface.NAMED, attribution=rule, on=on)
        shown = exposure.shown_at(mark.participant, allowed, crowds[rule])
        kind = _("a participant") if allowed == Level.HIDDEN else exposure.kind_of(mark.participant, crowds[rule])
        result[mark.key] = Label(allowed, shown.name, kind)
    return result


def resolved(text, shown):
    """HTML with its marks replaced by what `labels` allows. Returns a safe string."""

    def words(match):
        label = shown.get(int(match[1]))
        words = label.name if label and label.level == Level.NAMED else label.kind if label else _("a participant")
        if match[2] and (label is None or label.level != Level.NAMED):
            words = words[:1].upper() + words[1:]
        return f'<span class="said">{html.escape(words)}</span>'

    return mark_safe(MARK.sub(words, text))  # noqa: S308 - made by build() from clean HTML and escaped words


def preview(proceedings, sections=None):
    """The draft as a visitor would read it if it were published now. Returns (safe HTML, the Page).

    sections   other ones than it has now, such as those of a submission
    """
    with override(proceedings.language.code):
        page = build(proceedings, sections)
        return resolved(page.html, labels(page)), page


def shown_today(text):
    """What may be shown today of everybody mentioned in an EditionText and its annexes: never more than when published.

    Whoever looks, it is the same for all. Returns {key: Label}, in one query.
    """
    mentions = text.mentions.annotate(
        by_name=exposure.level_in_sql(Surface.NAMED, attribution=F("session__attribution"), participant="participant"),
        in_list=exposure.level_in_sql(Surface.LISTED, participant="participant"),
    )
    shown = {}
    with override(text.language.code):
        for mention in mentions:
            now = mention.in_list if mention.surface == Surface.LISTED else mention.by_name
            level = Level.lower(mention.level, now)
            kind = _("a participant") if level == Level.HIDDEN else mention.kind
            name, post = (mention.name, mention.post) if level == Level.NAMED else ("", "")
            shown[mention.key] = Label(level, name, kind, post)
    return shown


def readable(text):
    """The HTML of an EditionText as it may be shown today, as a safe string."""
    with override(text.language.code):
        return resolved(text.html, shown_today(text))
