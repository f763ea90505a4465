"""One text of an edition as all three formats print it: title page, sections, annexes, as may be shown today."""

import io
import json
import re
from dataclasses import dataclass, field
from hashlib import sha256

from django.conf import settings
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.translation import override
from PIL import Image

from ...models import Attribution, CommitmentParty, Network, RecommendationParty
from ..rendering import pictures_in, resolved, shown_today, without_hidden
from ..words import ENGLISH, base, day_in, speaking
from .annexes import Today
from .tree import pictures_of, plain, sections_of
from .words import words_in

LETTERS = "ABCDEFGHIJ"
# Pixels: of a picture across the page at 200 dots in an inch, and of the logo on the first one.
WIDEST, LOGO_SIDE = 1200, 600


@dataclass
class Shown:
    """What may be printed today of a text: `labels` of people, `told` of what was frozen with it, its `pictures`.

    words   our own in its language, which a translator may better
    """

    labels: dict
    told: dict
    pictures: dict = field(default_factory=dict)
    words: dict = field(default_factory=dict)

    @property
    def digest(self):
        """A text that is another one whenever anything else may or should be printed: also the address of the site."""
        people = [[key, label.level, label.words, label.post] for key, label in sorted(self.labels.items())]
        pictures = sorted([key, picture.file.name] for key, picture in self.pictures.items())
        ours = [settings.SITE_URL, self.words]
        whole = json.dumps([people, self.told, pictures, ours], ensure_ascii=False, sort_keys=True)
        return sha256(whole.encode()).hexdigest()

    @property
    def said(self):
        """The names that are printed, as a list: those of people who may be named today."""
        return [label.name for label in self.labels.values() if label.name]


def shown_now(text):
    """The Shown of a text today, in a number of queries that does not grow with it."""
    labels = shown_today(text)
    return Shown(labels, Today(text, labels).told(), pictures_in(text.html), words_in(text.language.code))


@dataclass
class Book:
    """What the converters print. Texts are as people wrote them; `language` is the tag of the edition's."""

    language: str
    direction: str
    title: str
    note: list
    network: str
    logo: bytes | None
    event: dict
    calling: list
    edition: int
    published: object
    published_words: str
    address: str
    words: dict
    sections: list
    annexes: list
    pictures: dict

    @property
    def identifier(self):
        return f"{self.address}#{self.language}"

    def parts(self):
        """[(level, anchor, heading), …] of sections and annexes, as the contents list them."""
        found = [(part["level"], part["anchor"], part["heading"]) for part in self.sections]
        return found + [(1, part["anchor"], self.heading_of(part)) for part in self.annexes]

    def heading_of(self, annex):
        if not annex["letter"]:
            return annex["heading"]
        return f"{self.words['annex']} {annex['letter']}. {annex['heading']}"

    def texts(self):
        """(place, text) pairs of everything in it, for the look-up of characters and for the gate."""
        found = [("the title", self.title), ("the name of the network", self.network)]
        found += [("the event", text) for text in self.event.values()]
        found.append(("those who called the event", ", ".join(self.calling)))
        found += [("the note", line) for line in plain(self.note)]
        for part in self.sections:
            found.append((f"“{part['heading']}”", part["heading"]))
            found.append((f"“{part['heading']}”", part.get("session", "")))
            for paragraph in part["paragraphs"]:
                found += [(f"paragraph {paragraph['number']}", line) for line in plain(paragraph["blocks"])]
        for part in self.annexes:
            found += [(f"the annex “{part['heading']}”", line) for line in plain(part["blocks"])]
        return [(place, text) for place, text in found if text]


def book_of(text, shown):
    """The Book of an EditionText, as `shown` (a Shown) lets it be printed: in its language, whoever asks for it."""
    with speaking(text.language.code):
        return _book_of(text, shown)


def _book_of(text, shown):
    edition, code = text.edition, text.language.code
    event, frozen = edition.proceedings.event, text.annexes
    network = Network.objects.select_related("logo").first()
    # An address that lasts is that of the page as such, not of one in some language of its menus.
    with override(settings.LANGUAGE_CODE):
        number = reverse("public:edition", args=[event.slug, edition.number])
    html = resolved(without_hidden(text.html, shown.pictures), shown.labels)
    above, sections = sections_of(html, settings.SITE_URL)
    for part in sections:
        if session := shown.told.get("parts", {}).get(part["anchor"]):
            part["session"] = ", ".join(filter(None, [session["day"], session["hours"], session["title"]]))
            if session["title"] == part["heading"]:
                part["session"] = ", ".join(filter(None, [session["day"], session["hours"]]))
    book = Book(
        language=code,
        direction=text.language.direction,
        title=text.title,
        note=[_p(*_lines(paragraph)) for paragraph in re.split(r"\n\s*\n", text.note.strip()) if paragraph.strip()]
        + above,
        network=frozen.get("network") or (network.name if network else ""),
        logo=drawn(network.logo.file.name, LOGO_SIDE) if network and network.logo_id else None,
        event=frozen.get("event") or {"title": event.title, "dates": "", "place": ""},
        calling=shown.told.get("calling", []),
        edition=edition.number,
        published=edition.published_at,
        published_words=day_in(code, edition.published_on),
        address=settings.SITE_URL + number,
        words=shown.words,
        sections=sections,
        annexes=[],
        pictures={},
    )
    book.annexes = _annexes(book, edition, frozen, shown.told)
    figures = [
        figure for part in sections for paragraph in part["paragraphs"] for figure in pictures_of(paragraph["blocks"])
    ]
    for figure in figures:
        if figure["key"] in shown.pictures and figure["key"] not in book.pictures:
            book.pictures[figure["key"]] = drawn(shown.pictures[figure["key"]].file.name, WIDEST)
    book.pictures = {key: found for key, found in book.pictures.items() if found}
    return book


def drawn(name, side):
    """A stored picture as the bytes of a PNG or JPEG no larger than `side`, or None where there is none.

    A document without its picture is better than none.
    """
    try:
        with default_storage.open(name) as file:
            image = Image.open(file)
            image.thumbnail((side, side))
    except OSError:
        return None
    image.info = {}
    made = io.BytesIO()
    if image.has_transparency_data or image.mode in {"P", "1", "L"}:
        image.convert("RGBA" if image.has_transparency_data else "RGB").save(made, "PNG", optimize=True)
    else:
        image.convert("RGB").save(made, "JPEG", quality=88)
    return made.getvalue()


# The annexes, as blocks


def _run(text, **style):
    return {"s": text, **style}


def _p(*runs):
    return {"t": "p", "runs": [run for run in runs if run["s"]]}


def _lines(text):
    """Text with line breaks as runs."""
    runs = []
    for line in text.strip().split("\n"):
        runs += [_run("\n")] if runs else []
        runs.append(_run(line.strip()))
    return runs


def _heading(*runs):
    return {"t": "heading", "runs": list(runs)}


def _cell(*blocks, head=False):
    return {"head": head, "columns": 1, "rows": 1, "blocks": list(blocks)}


def _table(head, rows, widths):
    """A table with a row of headings; `widths` are shares of the page."""
    top = [[_cell(_p(_run(word)), head=True) for word in head]] if head else []
    return {
        "t": "table",
        "caption": [],
        "columns": len(widths),
        "head": len(top),
        "rows": top + rows,
        "widths": widths,
    }


def _facts(pairs):
    """A list of what is what."""
    return {"t": "terms", "pairs": [pair for term, told in pairs for pair in (["term", [term]], ["told", told])]}


def _annexes(book, edition, frozen, told):
    words = book.words
    made = [
        ("agenda", _agenda(book, told)),
        ("took_part", _took_part(book, told)),
        ("recommendations", _recommendations(book, told)),
        ("commitments", _commitments(book, told, frozen)),
    ]
    found = []
    for name, blocks in made:
        if blocks:
            letter = LETTERS[len(found)]
            found.append(
                {"anchor": f"annex-{letter.lower()}", "letter": letter, "heading": words[name], "blocks": blocks}
            )
    blocks = _about(book, edition)
    return [*found, {"anchor": "about", "letter": "", "heading": words["about"], "blocks": blocks}]


def _ours(book, text, **style):
    """A run of words of our own, which are English where the site does not speak the language."""
    foreign = base(book.language) != ENGLISH and text.isascii()
    return _run(text, **style, **({"lang": ENGLISH} if foreign else {}))


def _agenda(book, told):
    blocks, days = [], {}
    for session in told.get("sessions", []):
        days.setdefault(session["day"], []).append(session)
    for day, sessions in days.items():
        if day:
            blocks.append(_heading(_run(day)))
        timed = any(session["hours"] for session in sessions)
        rows = []
        for session in sessions:
            cell = [_p(_run(session["title"], strong=True))]
            if session["about"]:
                cell.append(_p(_ours(book, " · ".join(session["about"]), small=True)))
            for part, words, behalf in session["people"]:
                behalf = f" ({behalf})" if behalf else ""
                cell.append(_p(_ours(book, f"{part[:1].upper()}{part[1:]}: "), _run(words), _run(behalf)))
            rule = str(Attribution(session["rule"]).label)
            cell.append(_p(_ours(book, rule[:1].upper() + rule[1:], small=True)))
            rows.append([*([_cell(_p(_run(session["hours"])))] if timed else []), _cell(*cell)])
        head = [book.words["time"], book.words["session"]] if timed else []
        blocks.append(_table(head, rows, [2, 9] if timed else [1]))
    return blocks


def _took_part(book, told):
    blocks, words = [], book.words
    if seats := told.get("seats"):
        rows = [[_cell(_p(_run(place))), _cell(_p(_run(name)))] for place, name in seats]
        blocks.append(_table([words["represents"], words["person"]], rows, [3, 8]))
    if figures := told.get("figures"):
        blocks.append({"t": "list", "start": None, "items": [[_p(_run(line))] for line in figures]})
    grid = told.get("grid") or {}
    if grid.get("rows"):
        places = [*grid["countries"], *([words["others"]] if grid["elsewhere"] else [])]
        if places == [words["others"]]:
            items = [[_p(_run(kind))] for kind, _came in grid["rows"]]
            blocks.append({"t": "list", "start": None, "items": items})
        else:
            rows = [
                [
                    _cell(_p(_run(kind))),
                    _cell(_p(_run(", ".join(p for p, came in zip(places, row, strict=True) if came)))),
                ]
                for kind, row in grid["rows"]
            ]
            blocks.append(_table([words["kinds"], words["country"]], rows, [5, 6]))
    if blocks:
        blocks.append(_p(_ours(book, words["people"], small=True)))
    return blocks


def _who(book, outcome):
    """Who made an outcome and to whom, as runs."""
    runs = []
    labels = {"made_by": "by", "lead": "by", "addressee": "to"}
    names = dict(CommitmentParty.Role.choices) | dict(RecommendationParty.Role.choices)
    for role, parties in outcome["parties"]:
        word = book.words[labels[role]] if role in labels else str(names[role])
        runs += [_run("\n")] if runs else []
        runs += [_ours(book, f"{word[:1].upper()}{word[1:]}: "), _run("; ".join(parties))]
    return runs


def _recommendations(book, told):
    blocks, lists = [], {}
    for row in told.get("recommendations", []):
        lists.setdefault(row["block"], []).append(row)
    for block, rows in lists.items():
        if block:
            blocks.append(_heading(_run(block[:1].upper() + block[1:])))
        made = []
        for row in rows:
            cell = [_p(*_lines(row["text"]))]
            if runs := _who(book, row):
                cell.append(_p(*[run | {"small": True} for run in runs]))
            if row["adoption"]:
                cell.append(_p(_ours(book, row["adoption"][:1].upper() + row["adoption"][1:], small=True)))
            made.append([_cell(_p(_run(row["number"]))), _cell(*cell)])
        blocks.append(_table([book.words["number"], book.words["recommendation"]], made, [1.4, 10]))
    return blocks


def _commitments(book, told, frozen):
    blocks, words = [], book.words
    for row in told.get("commitments", []):
        text = _lines(row["text"])
        if row["quoted"]:
            text = [_run("“"), *text, _run("”")]
        blocks += [_heading(_run(row["ref"])), {"t": "quote", "blocks": [_p(*text)]}]
        pairs = []
        if runs := _who(book, row):
            blocks.append(_p(*runs))
        when = []
        for said, first, last in row["deadlines"]:
            days = "–".join(filter(None, [first, last]))
            if said and days:
                when.append(_p(_run(f"“{said}” ("), _ours(book, words["last_day"]), _run(f": {days})")))
            elif said or days:
                when.append(_p(_run(f"“{said}”" if said else days)))
        pairs.append((_ours(book, words["by_when"]), when or [_p(_ours(book, words["no_date"]))]))
        stood = words["stands"] % {"day": frozen["day"]}
        news = f" ({row['news']})" if row["news"] else ""
        pairs.append((_ours(book, stood), [_p(_ours(book, row["standing"]), _run(news))]))
        blocks.append(_facts(pairs))
    return blocks


def _about(book, edition):
    words = book.words
    pairs = [
        (words["edition"], str(edition.number)),
        (words["published"], book.published_words),
        (words["changed"], edition.change_note),
        (words["cite"], f"{book.network}. {book.title}. {words['edition']} {edition.number}, {book.published_words}."),
    ]
    blocks = [_facts([(_ours(book, term), [_p(_run(told))]) for term, told in pairs])]
    link = _p(_run(book.address, href=book.address))
    blocks[0]["pairs"] += [["term", [_ours(book, words["address"])]], ["told", [link]]]
    return [*blocks, *(_p(_ours(book, words[name])) for name in ("people", "reads", "frozen"))]
