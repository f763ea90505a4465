"""The last look before something goes out: does somebody's name stand in it as typed letters?

People stand in a text as mentions, so that the name goes when the consent ends. Somebody may still have typed it. The
gate looks for every name, spelling, address and number of everybody at the event, also of those who may be named today.
"""

import re
import unicodedata

# Scripts that put no space between words: there a name is found anywhere.
UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3400-\u9fff\uaa60-\uaa7f]")
DIGITS = re.compile(r"[^0-9]")
SHORTEST_PHONE = 7


def folded(text):
    """Text in the form in which it is compared: composed, lower case, one blank for every gap, no invisible marks."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = re.sub(r"[\u00ad\u200b-\u200f\u2060\ufeff]", "", text)
    return re.sub(r"\s+", " ", text)


def traces(participant):
    """What would give a participant away: names, spellings, alias, e-mail address. Returns a set of texts."""
    person = participant.person
    words = {participant.alias}
    if person:
        words |= {person.name, person.own_script_name, person.email}
        words |= {other.name for other in person.other_names.all()}
    return {word for word in words if len(word) > 1}


def stands_in(word, text):
    """True when `word` stands in `text`, both folded; in scripts with blanks between words, as whole words."""
    if UNSPACED.search(word):
        return word in text
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None


def _without(names, text):
    """A text without the names that may stand in it; what is left must hold nobody's."""
    for name in names:
        text = text.replace(name, " \u0000 ")
    return text


def names_found(parts, event, printed=()):
    """Names in texts that must not be there.

    parts     [(heading, plain text in which mentions are still marks, with the addresses its links lead to), …]; or
              finished text in which names stand that may
    event     whose participants are looked for
    printed   the names that may stand there, as they are printed

    Returns a list of (heading, participant, word), empty when the texts may go out.
    """
    allowed = sorted({folded(name) for name in printed}, key=len, reverse=True)
    seats = event.participants.select_related("person").prefetch_related("person__other_names")
    texts = [(heading, _without(allowed, folded(text)), DIGITS.sub("", text)) for heading, text in parts]
    found = []
    for seat in seats:
        words = [(word, folded(word)) for word in sorted(traces(seat))]
        phone = DIGITS.sub("", seat.person.phone) if seat.person else ""
        for heading, plain, digits in texts:
            found += [(heading, seat, word) for word, sought in words if stands_in(sought, plain)]
            if len(phone) >= SHORTEST_PHONE and phone in digits:
                found.append((heading, seat, seat.person.phone))
    return found
