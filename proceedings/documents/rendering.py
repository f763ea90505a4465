"""Proceedings as readers get them: numbered paragraphs, and people as `exposure` allows on the day of reading.

The same code makes the preview, the frozen edition and the page, in the language they were written in and in others.
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
from ..models import Attribution, Participant, Photo, Picture, Surface
from .cleaning import BLOCKS, to_html
from .tongues import Words, begun, tongue_of

# How a person stands in a text: @[12] or @[the uid of the seat].
MENTION = re.compile(r"@\[([0-9]{1,18}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\]", re.IGNORECASE)
# How that mark stands in a page made from it. The cleaning lets no such attribute through, so nobody can type one.
MARK = re.compile(r'<span class="said" data-mention="([0-9]+)"( data-first)?></span>')
# Attributes in which a name may stand: addresses, names of files, words for who cannot see a picture.
SPEAKING = {"alt", "cite", "href", "src", "srcset", "title"}
# What a page says of a passage that is not a checked translation of what it stands for. As above, nobody can type it.
TONGUE = re.compile(r'<p class="tongue" data-tongue="([a-z-]+)"></p>')
ENDLESS = {"br", "img"}
# In which a text may be in another language than the text around it.
SPOKEN = {"p", "li", "td", "th", "dd", "dt"}
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
    language   the Language of the page
    title      the title and the note in that language, else as they were written
    states     {what: how far it was translated}, by the words people call it; empty for the text as it was written
    """

    html: str = ""
    text: str = ""
    contents: list = field(default_factory=list)
    marks: list = field(default_factory=list)
    unknown: list = field(default_factory=list)
    closed: list = field(default_factory=list)
    parts: list = field(default_factory=list)
    misplaced: list = field(default_factory=list)
    language: object = None
    title: str = ""
    note: str = ""
    states: dict = field(default_factory=dict)

    @property
    def is_complete(self):
        """True when a person vouches for every word of it, as a translation of what stands there today."""
        return not set(self.states.values()) - {"checked"}


class _Blocks(HTMLParser):
    """Cuts clean HTML into its outermost blocks and puts marks where people are mentioned.

    `blocks` is a list of [html, text], `addresses` of where links lead and what pictures are called. Loose text becomes
    a paragraph. A list, a table or a quotation after a paragraph that ends with a colon belongs to that paragraph.
    What is wholly in another script than `around`, the tag of a language, says in which language it is.
    """

    def __init__(self, mark, around=""):
        super().__init__(convert_charrefs=True)
        self.mark, self.blocks, self.addresses, self.depth, self.loose = mark, [], [], 0, False
        # Of what is open and may be in another language: where its attributes end, and where its text begins.
        self.around, self.spoken = around, []

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
        self.addresses += [unquote(unquote(value)) for name, value in attrs if name in SPEAKING and value]
        written = "".join(f' {name}="{html.escape(value or "")}"' for name, value in attrs)
        self.blocks[-1][0] += f"<{tag}{written}"
        if tag in SPOKEN:
            says = any(name == "lang" for name, _value in attrs)
            self.spoken.append((tag, says, *map(len, self.blocks[-1])))
        self.blocks[-1][0] += ">"

    def handle_endtag(self, tag):
        self.depth -= bool(self.depth)
        self.blocks[-1][0] += f"</{tag}>"
        self._say_tongue(tag)

    def _say_tongue(self, tag):
        if not self.spoken or self.spoken[-1][0] != tag:
            return
        _tag, says, place, begin = self.spoken.pop()
        block = self.blocks[-1]
        if not says:
            tongue = _lang(MENTION.sub("", block[1][begin:]), self.around)
            block[0] = f"{block[0][:place]}{tongue}{block[0][place:]}"

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
            self.spoken.append(("p", False, len("<p"), 0))

    def _close_loose(self):
        if self.loose:
            self.loose = False
            self.blocks[-1][0] += "</p>"
            self._say_tongue("p")

    def close(self):
        super().close()
        self._close_loose()


def build(proceedings, language=None, sections=None):
    """Make a Page of the draft as it stands.

    language   a Language to have it in; what is not translated stands there as it was written, marked so
    sections   other ones than it has now, such as those of a submission

    Headings and paragraphs have the same numbers in every language: those of the text as it was written.
    """
    words = Words(proceedings, language, sections)
    page, marks = Page(language=words.language), {}
    page.title, page.note = words.of(proceedings, "title"), words.of(proceedings, "note")
    seats = {}
    for seat in proceedings.event.participants.select_related(
        "event", "person", "constituency", "organisation__kind__constituency"
    ).prefetch_related("consents"):
        seats[str(seat.pk)] = seats[str(seat.uid)] = seat
    part = chapter = paragraph = 0
    pieces, texts = [_said_of(words.above, "-above")] if words.above else [], []
    for section in words.sections:
        rule = section.session.attribution if section.session else None
        heading, body = words.of(section, "heading"), words.of(section, "body")
        if rule == Attribution.CLOSED:
            page.closed.append(heading)

        def mark(reference, section=section, heading=heading, rule=rule):
            seat = seats.get(reference.lower())
            if seat is None:
                page.unknown.append((f"@[{reference}]", heading))
                return None
            return marks.setdefault((seat.pk, section.session_id, rule), Mark(len(marks) + 1, seat, section.session))

        if section.level == section.Level.PART or not part:
            part, chapter = part + 1, 0
            anchor, tag, depth = f"s{part}", "h2", 1
        else:
            chapter += 1
            anchor, tag, depth = f"s{part}-{chapter}", "h3", 2
        page.contents.append([depth, anchor, heading])
        tongue, shown = words.tongue(section, "heading"), html.escape(heading)
        if not tongue and (other := _lang(heading, words.language.code)):
            shown = f"<span{other}>{shown}</span>"
        pieces.append(f'<{tag} id="{anchor}"{tongue}>{shown}</{tag}>')
        if state := words.to_tell(section):
            pieces.append(_said_of(state))
        texts.append(heading)
        tongue = words.tongue(section, "body")
        parser = _blocks(body, mark, (proceedings if tongue else words).language.code)
        numbers = len(parser.blocks) if words.is_source else len(_blocks(section.body, lambda reference: None).blocks)
        for index, (block, text) in enumerate(parser.blocks, 1):
            number = str(paragraph + index)
            if index > numbers:
                # More paragraphs than were written: they share the last number, so that the next section keeps its own.
                number = f"{paragraph + numbers}-{index - numbers + 1}"
            shown = number.replace("-", ".")
            link = html.escape(_("Link to paragraph %(number)s") % {"number": shown})
            pieces.append(
                f'<div class="p" id="p{number}"{tongue}><a class="pn" href="#p{number}" aria-label="{link}">'
                f"{shown}</a>{block}</div>"
            )
            texts.append(text.strip())
        paragraph += numbers
        said = "\n".join([heading, *(block[1] for block in parser.blocks), *parser.addresses])
        if "%" in said and (read := unquote(unquote(said))) != said:
            # An address that was pasted as text.
            said += f"\n{read}"
        page.parts.append(Part(words.called(heading), said, words.place_of(section), section.session))
    above = [page.title, page.note, *(entry[2] for entry in page.contents)]
    page.misplaced = [match[0] for line in above for match in MENTION.finditer(line)]
    page.parts.append(Part(words.called(_("the title and note")), f"{page.title}\n{page.note}"))
    page.html, page.text, page.marks = "\n".join(pieces), "\n\n".join(texts), list(marks.values())
    page.states = words.states
    return page


def _lang(text, around):
    tongue = tongue_of(text, around)
    return f' lang="{tongue}"' if tongue else ""


def _blocks(body, mark, around=""):
    parser = _Blocks(mark, around)
    parser.feed(to_html(body))
    parser.close()
    return parser


def plain(body):
    """What somebody reads in a body of a section, without tags, with a blank line between paragraphs."""
    return "\n\n".join(text.strip() for _html, text in _blocks(body, lambda reference: None).blocks)


def _said_of(state, where=""):
    return f'<p class="tongue" data-tongue="{state}{where}"></p>'


def told_of(state):
    """What a reader is told of a passage or of the title, as a sentence."""
    return {
        "none": _("Not yet translated: this part stands here as it was written."),
        "machine": _("Translated by machine. Nobody has checked this part."),
        "changed": _("The original of this part has changed since it was translated."),
        "none-heading": _("The heading is not yet translated."),
        "machine-heading": _("The heading was translated by machine. Nobody has checked it."),
        "changed-heading": _("The heading has changed since it was translated."),
        "none-above": _("The title or the note is not yet translated."),
        "machine-above": _("The title or the note was translated by machine. Nobody has checked it."),
        "changed-above": _("The title or the note has changed since it was translated."),
    }[state]


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

    text = TONGUE.sub(lambda found: f'<p class="tongue">{html.escape(told_of(found[1]))}</p>', text)
    return mark_safe(MARK.sub(words, text))  # noqa: S308 - made by build() from clean HTML and escaped words


def pictures_in(text):
    """The pictures in some HTML that anybody may see today: {key: Picture}.

    Photographs of people are in it as long as all who are in them agree.
    """
    keys = set(IMAGE.findall(text))
    if not keys:
        return {}
    found = {picture.key: picture for picture in Picture.objects.filter(key__in=keys)}
    people = ("shows__event", "shows__person", "shows__consents")
    photos = Photo.objects.select_related("event", "picture").prefetch_related(*people)
    for photo in photos.filter(picture__in=found.values()):
        if not exposure.photo_is_public(photo):
            del found[photo.picture.key]
    return found


def without_hidden(text, shown=None):
    """HTML without the pictures that are not in `shown`: unless given, those of `pictures_in`."""
    shown = pictures_in(text) if shown is None else shown
    return IMAGE.sub(lambda found: found[0] if found[1] in shown else "", text)


def preview(proceedings, language=None, sections=None):
    """The draft as a visitor would read it if it were published now; see `build`. Returns (safe HTML, the Page)."""
    with override((language or proceedings.language).code):
        page = build(proceedings, language, sections)
        return resolved(without_hidden(page.html), labels(page)), page


def with_levels(mentions, on=None):
    """EditionMention rows with the levels at which their people may be shown on a day: `by_name` and `in_list`."""
    return mentions.annotate(
        by_name=exposure.level_in_sql(
            Surface.NAMED, attribution=F("session__attribution"), participant="participant", on=on
        ),
        in_list=exposure.level_in_sql(Surface.LISTED, participant="participant", on=on),
    )


def shown_today(text, on=None):
    """What may be shown today of everybody mentioned in an EditionText and its annexes: never more than when published.

    on   another day than today

    Whoever looks, it is the same for all. Returns {key: Label}, in one query.
    """
    mentions = with_levels(text.mentions, on)
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
        return resolved(without_hidden(text.html), shown_today(text))


def texts_to_freeze(proceedings, languages=None, sections=None):
    """The pages an edition of the draft would be made of: [(Language, Page), …], as it was written first.

    languages   which others, whatever of them is translated; unless given, those in which every word is checked
    sections    other ones than it has now
    """
    pages = []
    for language in [proceedings.language, *(begun(proceedings) if languages is None else languages)]:
        if language in (known for known, _page in pages):
            continue
        with override(language.code):
            page = build(proceedings, language, sections)
        if languages is not None or page.is_complete:
            pages.append((language, page))
    return pages
