"""What a Word file would become: a proposal that can be changed and kept as JSON, and how it looks beside the event.

A proposal is a dict:

title, note, language       of the proceedings, where they do not have them yet
sections                    [{"in", "heading", "level", "session", "sure", "body"}, …]
objectives                  [{"in", "number", "text"}, …]
recommendations             [{"in", "number", "block", "text", "section", "to": [party, …]}, …]
commitments                 [{"in", "own", "text", "section", "sentence", "who": [party, …], "when", "latest"}, …]
pictures                    {"1": {"file", "alt", "width", "height", "photograph", "choice"}}
mentions                    {name as found: number of the seat, or 0 to leave it as it is typed}
left_out                    {"comments", "embedded", "objectives", "pictures": [sentence, …]}

A party is {"words", "choice"}: what the file says, and “organisation:12”, “class:3” or “seat:5”; “new” or “new-class”
for one to be made, “words” where it stays as written, "" while nobody has decided.
"""

import re
import secrets
import unicodedata

from django.utils.translation import gettext as _

from ..access import may, scoped
from ..documents.word import archive, blocks, outcomes, outline, pictures
from ..documents.word.sessions import sessions_of
from ..models import Language, Organisation, OrganisationClass, Session
from ..parties import Parties
from ..spreadsheets.zawgyi import is_zawgyi

LONGEST = {"title": 500, "heading": outline.LONGEST_HEADING, "number": 20, "block": 200, "name": 300}
# More than any report has, and as many as one form can send.
MOST_PARTS = 1_000
INTRODUCTION = {
    "en": "Introduction", "my": "နိဒါန်း", "km": "សេចក្តីផ្តើម", "th": "บทนำ", "lo": "ບົດນຳ",
    "vi": "Giới thiệu", "zh": "引言",
}  # fmt: skip
# How many letters of a script make a text one of that language, as a share of all.
SCRIPTS = {
    "my": re.compile("[\u1000-\u109f]"), "km": re.compile("[\u1780-\u17ff]"), "th": re.compile("[\u0e00-\u0e7f]"),
    "lo": re.compile("[\u0e80-\u0eff]"), "zh": re.compile("[\u4e00-\u9fff]"), "ar": re.compile("[\u0600-\u06ff]"),
    "ko": re.compile("[\uac00-\ud7af]"), "ja": re.compile("[\u3040-\u30ff]"),
}  # fmt: skip
VIETNAMESE = re.compile("[đơưăạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
TRADITIONAL = re.compile("[國會學為與關於發這個們實現應業參動權議題總體辦協聯區員條經濟]")


class Read:
    """A Word file that was read: its text, its parts and the outcomes in them, the pictures it needs."""

    def __init__(self, file):
        parts = archive.opened(file)
        with parts.archive:
            self.comments, self.embedded = parts.comments, parts.embedded
            self.text = blocks.read(parts)
            wanted = {
                number: self.text.pictures[number]
                for block in self.text.blocks
                if block.element is not None
                for number in _numbers(block.element)
            }
            self.pictures, self.left_out = pictures.drawn(parts, wanted)
        self.before, self.parts = outline.parts_of(self.text)
        # A file without headings may still number what was recommended.
        loose = outline.Part(1, "", self.before, section=0)
        self.found = outcomes.find([loose, *self.parts])
        if len(self.parts) > MOST_PARTS:
            raise archive.NotAWordFile(
                _("There are more than %(most)s headings in the file. Bring it in as several files.")
                % {"most": MOST_PARTS}
            )
        if not self.parts and not self.before:
            raise archive.NotAWordFile(_("There is no text in the file."))


def _numbers(element):
    for image in element.iter("img"):
        yield int(image.get("src").removeprefix("word:"))


def language_of(text):
    """The language of a text by its script: a code such as “km”; English where nothing says otherwise."""
    letters = sum(1 for sign in text if unicodedata.category(sign)[0] == "L") or 1
    counts = {code: len(pattern.findall(text)) for code, pattern in SCRIPTS.items()}
    code = max(counts, key=counts.get)
    if counts["ja"] * 10 > letters:
        return "ja"
    if counts[code] * 3 > letters:
        if code == "zh":
            return "zh-Hant" if len(TRADITIONAL.findall(text)) * 40 > counts["zh"] else "zh-Hans"
        return code
    return "vi" if len(VIETNAMESE.findall(text)) * 25 > letters else "en"


def parties_for(user):
    """The organisations and classes that a user may know of, to be found by name."""
    return Parties(
        scoped(Organisation.objects.all(), user, "proceedings.view_organisation"),
        scoped(OrganisationClass.objects.all(), user, "proceedings.view_organisationclass"),
    )


def propose(event, read, *, by):
    """Make a proposal of a Read file for an event, as far as a user may bring it in. Returns the dict described above.

    The pictures are not stored yet: their "file" is empty.
    """
    plain = "\n".join(block.text or blocks.text_of(block.element) for block in read.text.blocks)
    code = language_of(plain)
    language = _language(code, event)
    note, before = "", read.before
    short = "\n\n".join(blocks.text_of(block.element) for block in before)
    only_words = all(block.element.tag == "p" and not list(_numbers(block.element)) for block in before)
    if read.parts and only_words and 0 < len(short) <= outline.LONGEST_NOTE and not _has_note(event):
        note, before = short, []
    token = secrets.token_hex(3)
    introduction = INTRODUCTION.get(code.split("-")[0], INTRODUCTION["en"])
    sections = outline.sections_of(read.text, before, read.parts, token, introduction)
    titles = list(Session.objects.filter(event=event).values_list("pk", "title"))
    for section, (session, sure) in zip(sections, sessions_of(sections, titles), strict=True):
        section |= {"in": True, "session": session, "sure": sure}
    known = parties_for(by)
    return {
        "title": read.text.title or _("Proceedings of %(event)s") % {"event": event.title},
        "note": note,
        "language": language.pk if language else None,
        "sections": sections,
        "objectives": _objectives(event, read.found.objectives) if may(by, "proceedings.add_objective", event) else [],
        "recommendations": _recommendations(read.found.recommendations, known)
        if may(by, "proceedings.add_recommendation", event)
        else [],
        "commitments": _commitments(read.found.commitments, known)
        if may(by, "proceedings.add_commitment", event)
        else [],
        "pictures": {
            str(number): {
                "file": "", "alt": one["alt"], "width": one["width"], "height": one["height"],
                "photograph": one["photograph"], "choice": "people" if one["photograph"] else "keep",
            }
            for number, one in read.pictures.items()
        },
        "mentions": {},
        "zawgyi": False,
        "has_zawgyi": is_zawgyi(plain[:20_000]),
        "left_out": {"comments": read.comments, "embedded": read.embedded, "pictures": read.left_out,
                     "objectives": len(read.found.objectives) if event.objectives.exists() else 0},
    }  # fmt: skip


def _has_note(event):
    proceedings = getattr(event, "proceedings", None)
    return bool(proceedings and proceedings.note)


def _language(code, event):
    rows = {row.code: row for row in Language.objects.all()}
    wanted = [code, code.split("-")[0], "en"]
    return next((rows[one] for one in wanted if one in rows), next(iter(rows.values()), None))


def _objectives(event, items):
    if event.objectives.exists():
        return []
    return [{"in": True, "number": number, "text": item.text} for number, item in enumerate(items, start=1)]


def _recommendations(items, known):
    found, taken = [], set()
    for item in items:
        words, introduced = outcomes.to_whom(item)
        block = item.group[: LONGEST["block"]]
        parties = []
        for one in known.split(words) if words else []:
            sure = known.sure(one)
            if introduced or sure:
                parties.append(
                    {"words": one, "choice": sure or ("new-class" if len(one) <= LONGEST["name"] else "words")}
                )
        number = free_number(item.number or "1", block, taken)
        taken.add((block, number))
        found.append(
            {"in": True, "number": number, "block": block, "text": item.text, "section": item.part.section,
             "to": parties}
        )  # fmt: skip
    return found


def free_number(number, block, taken):
    """A number that is not taken in its list: the one wanted, or the next ones after it."""
    number = number[: LONGEST["number"]]
    if (block, number) not in taken:
        return number
    following = int(number) + 1 if number.isdecimal() and len(number) < 6 else 1
    while (block, str(following)) in taken:
        following += 1
    return str(following)


def _commitments(items, known):
    found = []
    for item in items:
        who, what, when = outcomes.promise(item)
        found.append(
            {
                "in": True,
                "own": item.number[: LONGEST["number"]],
                "text": what,
                "section": item.part.section,
                "sentence": item.text if not item.cells else "",
                "who": [{"words": one, "choice": known.sure(one)} for one in (known.split(who) if who else [])],
                "when": " ".join(when.split())[:300],
                "latest": "",
            }
        )
    return found
