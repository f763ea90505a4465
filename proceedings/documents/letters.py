"""Letters of invitation and certificates of attendance: a template's words, and what stands in its placeholders."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from ..models import LetterTemplate, Network
from .breaking import bearable, words_of
from .printing import days_of, in_order, network_data, own_script, place_of, title_in
from .typesetting import typeset
from .words import base, day_in, days_in, speaking

Kind = LetterTemplate.Kind
PLACEHOLDER = re.compile(r"\{(\w+)\}")
# The fixed list. Whatever else stands in braces is refused when a template is saved.
PLACEHOLDERS = {
    "name": _("the person, as on the badge"),
    "own_name": _("the name in own script"),
    "seat": _("post and organisation, as far as known"),
    "post": _("the post held there and then"),
    "organisation": _("whom they sit there for"),
    "country": _("the country they stand for"),
    "event": _("the title of the event"),
    "dates": _("its days"),
    "place": _("its venue and town"),
    "days": _("the days on which they were there"),
    "network": _("whose site this is"),
    "today": _("the day of printing"),
}

# {kind: (heading, body)}, where nobody has written a template.
WORDS = {
    Kind.INVITATION: (
        _("Letter of invitation"),
        _(
            "{name}\n{seat}\n\nDear {name},\n\n{network} has the honour of inviting you to the\n\n{event}\n\n"
            "{dates}\n{place}\n\nWe should be grateful if all authorities concerned would give the bearer of this "
            "letter whatever assistance the journey needs.\n\nYours sincerely,"
        ),
    ),
    Kind.ATTENDANCE: (
        _("Certificate of attendance"),
        _("This is to certify that\n\n{name}\n\n{seat}\n\ntook part in\n\n{event}\n\n{dates}\n{place}"),
    ),
}

# Who stands in a preview, so that nobody has to be chosen for it: {language: (name, post, organisation)}.
SAMPLES = {
    "en": ("Nila Win", "Director General", "Department of Labour"),
    "my": ("ဒေါ်နီလာဝင်း", "ညွှန်ကြားရေးမှူးချုပ်", "အလုပ်သမားညွှန်ကြားမှုဦးစီးဌာန"),
    "km": ("លោកស្រី ស៊ុំ នីឡា", "អគ្គនាយក", "អគ្គនាយកដ្ឋានការងារ"),
    "th": ("นางสาวนิลา วงศ์สวัสดิ์", "อธิบดี", "กรมการจัดหางาน"),
    "lo": ("ທ່ານ ນາງ ນີລາ ພົມມະວົງ", "ຫົວໜ້າກົມ", "ກົມແຮງງານ"),
    "vi": ("Bà Nguyễn Thị Ni La", "Cục trưởng", "Cục Quản lý lao động ngoài nước"),
    "zh": ("李妮拉", "司长", "国际合作司"),
}


@dataclass(frozen=True)
class Letter:
    """The words of a letter before they are filled in."""

    language: str
    heading: str
    body: str
    signed_by: str = ""


def check_placeholders(text):
    """Raise ValidationError, with a sentence, for a placeholder that we do not know."""
    unknown = sorted(set(PLACEHOLDER.findall(text)) - PLACEHOLDERS.keys())
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise ValidationError(f"{{{unknown[0]}}} is not a placeholder. These are: {known}.")


def built_in(kind, language):
    """Our own words for a kind of letter, as a Letter: in English until somebody translates them."""
    with override(language):
        heading, body = WORDS[kind]
        return Letter(language, str(heading), str(body), "{network}")


class Templates:
    """The templates that an event may use for a kind of letter, fetched once."""

    def __init__(self, event, kind):
        self.kind = kind
        rows = LetterTemplate.objects.filter(kind=kind).select_related("language")
        self.rows = [row for row in rows if row.event_id in (None, event.pk)]

    def letter(self, language):
        """The Letter in a language: the event's own, else the network's; else in that of the site, else built in."""
        wanted = list(dict.fromkeys([language, settings.LANGUAGE_CODE]))
        rows = [row for row in self.rows if row.language.code in wanted]
        rows.sort(key=lambda row: (wanted.index(row.language.code), row.event_id is None))
        if rows:
            row = rows[0]
            return Letter(row.language.code, row.heading, row.body, row.signed_by)
        return built_in(self.kind, settings.LANGUAGE_CODE)


def of_event(event, language):
    """What the placeholders on the event and the network stand for, in a language."""
    network = Network.objects.first()
    return {
        "event": title_in(language, event),
        "dates": days_in(language, event),
        "place": place_of(event)[1],
        "network": network.name if network else "",
        "today": day_in(language, timezone.localdate()),
    }


def of_seat(seat, language):
    """What the placeholders on a person stand for, in a language."""
    organisation = seat.organisation.name if seat.organisation_id else ""
    with speaking(language):
        country = str(seat.stands_for.name) if seat.stands_for else ""
    return {
        "name": seat.name,
        "own_name": own_script(seat),
        "post": seat.post,
        "organisation": organisation,
        "seat": ", ".join(filter(None, [seat.post, organisation])),
        "country": country,
        "days": ", ".join(day_in(language, day.date) for day in seat.days_attended.all()),
    }


def fill(text, values):
    """A text with its placeholders replaced in one pass, so that braces in a value stay what they are."""
    return PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), text)


# Paragraphs that are one of these alone are printed large.
LARGE = {"{name}", "{event}", "{own_name}"}


def paragraphs(letter, values):
    """The paragraphs of a letter, filled in; those of which nothing is left are left out."""
    found = []
    for block in re.split(r"\n\s*\n", letter.body.strip()):
        lines = [fill(line, values).strip() for line in block.split("\n")]
        text = "\n".join(line for line in lines if line)
        if text:
            is_large = block.strip() in LARGE
            found.append(
                {
                    "text": bearable(text),
                    "display": is_large,
                    "largest": block.strip() == "{name}",
                    "words": words_of(text) if is_large else [],
                }
            )
    return found


def drawn(letter, values):
    heading, signed = fill(letter.heading, values), fill(letter.signed_by, values)
    return {
        "language": base(letter.language),
        "heading": bearable(heading),
        "heading_words": words_of(heading),
        "paragraphs": paragraphs(letter, values),
        "signed": bearable(signed),
        "signed_words": words_of(signed),
        "date": values["today"],
    }


def typeset_letters(kind, title, pairs):
    """Set letters, as a PDF. `pairs` are (Letter, values)."""
    network, texts = network_data()
    row = Network.objects.first()
    # Without what nobody types, so that it fits on its line.
    website = row.website.removeprefix("https://").removesuffix("/") if row else ""
    address = "\n".join(filter(None, [row.address, row.phone, row.email, website])) if row else ""
    letters = [drawn(letter, values) for letter, values in pairs]
    data = {
        "title": title,
        "language": letters[0]["language"],
        "network": network,
        "letterhead": {"name": words_of(network["name"]), "address": bearable(address)},
        "letters": letters,
    }
    texts = [*texts, ("the address of the network", address)]
    for letter, values in pairs:
        whose = values["name"]
        texts += [(f"the {PLACEHOLDERS[name]} in the letter to {whose}", text) for name, text in values.items()]
        for part, text in (("heading", letter.heading), ("text", letter.body), ("signature", letter.signed_by)):
            texts.append((f"the {part} of the template in “{letter.language}”", text))
    return typeset("certificate" if kind == Kind.ATTENDANCE else "letter", data, dict.fromkeys(texts))


def letters(event, seats, kind, *, language=None):
    """Letters to a queryset of seats, as a PDF, one on a page or more.

    kind       a LetterTemplate.Kind
    language   the tag of a language for all, or None: to each in the language they are written to
    """
    templates, shared, pairs = Templates(event, kind), {}, []
    for seat in in_order(seats.prefetch_related("days_attended")):
        wanted = language or (seat.language.code if seat.language_id else settings.LANGUAGE_CODE)
        letter = templates.letter(wanted)
        if letter.language not in shared:
            shared[letter.language] = of_event(event, letter.language)
        pairs.append((letter, shared[letter.language] | of_seat(seat, letter.language)))
    return typeset_letters(kind, str(Kind(kind).label).capitalize(), pairs)


def preview(template):
    """A letter as a LetterTemplate makes it, to somebody invented, as a PDF."""
    code = template.language.code
    name, post, organisation = SAMPLES.get(base(code), SAMPLES["en"])
    today = day_in(code, timezone.localdate())
    values = {
        "name": name,
        "own_name": SAMPLES["my"][0],
        "post": post,
        "organisation": organisation,
        "seat": f"{post}, {organisation}",
        "country": "",
        "days": today,
    }
    if template.event:
        values |= of_event(template.event, code)
        values["days"] = ", ".join(day_in(code, day) for day in days_of(template.event))
    else:
        network = Network.objects.first()
        values |= {
            "event": "Regional Policy Dialogue",
            "dates": today,
            "place": "Yangon",
            "network": network.name if network else "",
            "today": today,
        }
    letter = Letter(code, template.heading, template.body, template.signed_by)
    return typeset_letters(template.kind, str(template), [(letter, values)])
