"""Proceedings as readers get them: numbered paragraphs, and people as `exposure` allows on the day of reading.

The same code makes the preview, the frozen edition and the page.
"""

import html
import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import unquote

from django.db.models import F
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import override

from .. import exposure
from ..exposure import Level
from ..models import Attribution, Participant, Photo, Picture, Surface
from .cleaning import BLOCKS, to_html

# How a person stands in a text: @[12] or @[the uid of the seat].
MENTION = re.compile(r"@\[([0-9]{1,18}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\]", re.IGNORECASE)
# How that mark stands in a page made from it. The cleaning lets no such attribute through, so nobody can type one.
MARK = re.compile(r'<span class="said" data-mention="([0-9]+)"( data-first)?></span>')
ENDLESS = {"br", "img"}
IMAGE = re.compile(
    r'<img(?:\s[a-z]+="[^"]*")*?\ssrc="/files/pictures/([0-9a-f]{32})/[^"]*"(?:\s[a-z]+="[^"]*")*>', re.IGNORECASE
)
SENTENCE_END = re.compile(r"(^|[.!?:\u104b\u17d4\u3002])[\"'”’)\]]*\s*$")


@dataclass
class Mark:
    """One mention in a text: whose seat, and in which session it was said (None: in none)."""

    key: int
    participant: Participant
    session: object


@dataclass
class Page:
    """Proceedings ready to be read or frozen. `html` and `text` hold marks where people are mentioned.

    contents   [[level, anchor, heading], …]
    marks      a Mark for each participant and session in which they are mentioned
    unknown    mentions that lead to no seat of the event, with the heading they stand under
    closed     headings of sections that tell of a closed session
    parts      [(heading, text with the addresses its links lead to), …]
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

    `blocks` is a list of [html, text], `addresses` of where links lead and what pictures show. Loose text becomes a
    paragraph. A list, a table or a quotation after a paragraph that ends with a colon belongs to that paragraph.
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
            self.depth += tag not in ENDLESS
        if self.blocks[-1][1] and tag in {"p", "li", "tr", "br", "dd", "dt"}:
            self.blocks[-1][1] += "\n"
        elif self.blocks[-1][1] and tag in {"td", "th"}:
            self.blocks[-1][1] += "\t"
        self.addresses += [unquote(value) for name, value in attrs if name in {"href", "alt"} and value]
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


def build(proceedings):
    """Make a Page of the draft as it stands."""
    page, marks = Page(), {}
    seats = {}
    for seat in proceedings.event.participants.select_related(
        "event", "person", "constituency", "organisation__kind__constituency"
    ).prefetch_related("consents"):
        seats[str(seat.pk)] = seats[str(seat.uid)] = seat
    part = chapter = paragraph = 0
    pieces, texts = [], []
    for section in proceedings.sections.select_related("session"):
        rule = section.session.attribution if section.session else None
        if rule == Attribution.CLOSED:
            page.closed.append(section.heading)

        def mark(reference, section=section):
            seat = seats.get(reference.lower())
            if seat is None:
                page.unknown.append((f"@[{reference}]", section.heading))
                return None
            return marks.setdefault((seat.pk, section.session_id), Mark(len(marks) + 1, seat, section.session))

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
        page.parts.append((section.heading, "\n".join(words)))
    above = [proceedings.title, proceedings.note, *(entry[2] for entry in page.contents)]
    page.misplaced = [match[0] for line in above for match in MENTION.finditer(line)]
    page.parts.append(("the title and note", f"{proceedings.title}\n{proceedings.note}"))
    page.html, page.text, page.marks = "\n".join(pieces), "\n\n".join(texts), list(marks.values())
    return page


@dataclass(frozen=True)
class Label:
    """What a mark is replaced with. `kind` is the phrase for people who are not named."""

    level: str
    name: str
    kind: str


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


def without_hidden(text):
    """HTML without the photographs that nobody may see today, and without pictures that are gone."""
    keys = set(IMAGE.findall(text))
    if not keys:
        return text
    people = ("shows__event", "shows__person", "shows__consents")
    photos = Photo.objects.select_related("event", "picture").prefetch_related(*people).filter(picture__key__in=keys)
    shown = set(Picture.objects.filter(key__in=keys).values_list("key", flat=True))
    shown -= {photo.picture.key for photo in photos if not exposure.photo_is_public(photo)}
    return IMAGE.sub(lambda found: found[0] if found[1] in shown else "", text)


def preview(proceedings):
    """The draft as a visitor would read it if it were published now. Returns (safe HTML, the Page)."""
    with override(proceedings.language.code):
        page = build(proceedings)
        return resolved(without_hidden(page.html), labels(page)), page


def readable(text):
    """An EditionText as it may be shown today: never more than when it was published.

    Whoever looks, it is the same for all, so that the page can be cached. Returns a safe string.
    """
    mentions = text.mentions.annotate(
        now=exposure.level_in_sql(Surface.NAMED, attribution=F("session__attribution"), participant="participant")
    )
    shown = {}
    with override(text.language.code):
        for mention in mentions:
            level = Level.lower(mention.level, mention.now)
            kind = _("a participant") if level == Level.HIDDEN else mention.kind
            shown[mention.key] = Label(level, mention.name, kind)
        return resolved(without_hidden(text.html), shown)
