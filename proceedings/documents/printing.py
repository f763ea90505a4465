"""Badges, name cards and sign-in sheets: what stands on them. How they look is in the folder typst/.

Everything that people wrote is data, and is checked against our fonts before anything is set.
"""

import io
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from .. import exposure
from ..actions.badges import give_codes
from ..models import Network, Participant, Translation
from .breaking import words_of
from .typesetting import typeset
from .words import base, day_in, days_in, words_in

# How badges come out of the printer.
SIZES = {
    "a6": "A6, four on a sheet of A4",
    "a7": "A7, eight on a sheet of A4",
    "card": "90 × 55 mm, ten on a sheet of A4",
    "a6_single": "A6, one on a page",
    "a7_single": "A7, one on a page",
}
# Longer events are several.
MOST_DAYS = 31
# Rows without a name at the end of a sheet, for those nobody expected.
BLANK_ROWS = 6
# White around a QR, in squares: ISO/IEC 18004, 9.1.
QUIET = 4
LOGO_SIDE = 600
WITH = ("person", "organisation", "seat_role", "event", "language")


def who_come(seats):
    """Of the seats, those whose holders are expected in the room: confirmed, in person, and not instead of somebody."""
    return seats.seated().filter(is_alternate=False).exclude(mode=Participant.Mode.ONLINE)


def who_were_there(seats):
    """Of the seats, those whose holders were there on a day at least."""
    return seats.filter(days_attended__isnull=False).distinct()


def days_of(event):
    """The days of an event as a sorted list of dates: those listed one by one, or all from the first to the last."""
    listed = {day.date for day in event.days.all()}
    first, last = event.start_date, event.end_date or event.start_date
    if not first or event.date_precision != event.DatePrecision.DAY:
        return sorted(listed)
    span = [first + timedelta(days=n) for n in range(min((last - first).days + 1, MOST_DAYS))]
    # Days listed with their hours alone do not say that the others are none; a list with both ends does.
    return sorted(listed) if listed >= {first, last} and len(listed) > 1 else sorted({*span, *listed})


def title_in(language, event):
    """The title of an event in a language, as far as somebody wrote it."""
    for title in event.other_titles.select_related("language"):
        if title.language and title.language.code == language:
            return title.name
    found = Translation.objects.of([event], language).get((type(event), event.pk, "title"))
    return found.text if found else event.title


def place_of(event):
    """Town and country for a badge, the whole venue for a letter: (short, long)."""
    venue = event.venues.order_by("event_venues__position", "event_venues__id").first()
    if venue is None:
        return "", ""
    return ", ".join(filter(None, [venue.city, venue.country.name])) or str(venue), str(venue)


def own_script(seat):
    """The name in own script, unless it is the same again, or would tell who uses an alias."""
    own = seat.person.own_script_name if seat.person_id and not seat.alias else ""
    return "" if own == seat.name else own


def in_order(seats):
    """Seats with what documents print of them, in the order of their names."""
    seats = seats.select_related(*WITH).prefetch_related("consents")
    return sorted(seats, key=lambda seat: (seat.name.casefold(), seat.pk))


def network_data():
    """(what templates print of the network, its checked texts)."""
    network = Network.objects.select_related("logo").first()
    name = network.name if network else ""
    return {"name": name, "logo": logo_of(network)}, [("the name of the network", name)]


def logo_of(network):
    """The logo as a list of the bytes of a small PNG, or None."""
    if network is None or network.logo is None:
        return None
    from PIL import Image

    try:
        with network.logo.file.open("rb") as file, Image.open(file, formats=["JPEG", "PNG"]) as image:
            image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    except OSError:
        # A letter without its logo is better than none.
        return None
    image.thumbnail((LOGO_SIDE, LOGO_SIDE))
    image.info = {}
    png = io.BytesIO()
    image.save(png, "PNG", optimize=True)
    return list(png.getvalue())


def qr(code):
    """The QR of a code as an SVG path in squares, and how many squares wide it is with the white around it."""
    import segno

    # Any mask is valid; to weigh all eight, as the standard advises, takes ten times as long.
    squares = segno.make(code, error="m", mask=2, micro=False).matrix
    path = []
    for y, row in enumerate(squares, QUIET):
        x, width = 0, len(row)
        while x < width:
            begun = x
            while x < width and row[x]:
                x += 1
            if x > begun:
                path.append(f"M{begun + QUIET} {y}h{x - begun}v1h{begun - x}z")
            else:
                x += 1
    return {"path": "".join(path), "modules": len(squares) + 2 * QUIET}


def photo_days(event):
    """The days on which a consent to photographs must hold: from today, or the first day, to the last."""
    days = days_of(event)
    today = timezone.localdate()
    return {min(max(days[0], today), days[-1]), days[-1]} if days else {today}


def places_of(seat, role=True):
    """What is printed of a seat, as (place, text) pairs to be checked."""
    yield f"the name of {seat.name}", seat.name
    yield f"the name in own script of {seat.name}", own_script(seat)
    if seat.organisation_id:
        yield f"the organisation of {seat.name}", seat.organisation.name
    if role and seat.seat_role_id:
        yield f"the role of {seat.name}", seat.seat_role.name


def card(seat):
    return {
        "name": words_of(seat.name),
        "own": words_of(own_script(seat)),
        "organisation": words_of(seat.organisation.name if seat.organisation_id else ""),
    }


def badges(event, seats, *, size, language):
    """Badges of a queryset of seats, as a PDF; those that have no code get one.

    size       a key of SIZES
    language   the tag of the language of the words that stand beside the names
    """
    give_codes(seats)
    found, words, days = in_order(seats), words_in(language), photo_days(event)
    network, texts = network_data()
    title, short = title_in(language, event), place_of(event)[0]
    when = " · ".join(filter(None, [days_in(language, event), short]))
    drawn = [
        card(seat)
        | {
            "role": words_of(seat.seat_role.name if seat.seat_role_id else ""),
            "no_photos": not exposure.may_be_photographed(seat, days),
            "qr": qr(seat.badge_code),
        }
        for seat in found
    ]
    data = {
        "title": title,
        "language": base(language),
        "size": size,
        "network": network,
        "event": {"title": words_of(title), "when": words_of(when)},
        "words": {"code": "QR", "no_photos": words_of(words["no_photos"])},
        "badges": drawn,
    }
    texts += [("the title of the event", title), ("the days and place of the event", when)]
    return typeset("badges", data, [*texts, *(pair for seat in found for pair in places_of(seat))])


def name_cards(event, seats, *, language):
    """Cards that stand on the table, folded, two on a sheet of A4; as a PDF."""
    found = in_order(seats)
    network, texts = network_data()
    title = title_in(language, event)
    data = {
        "title": title,
        "language": base(language),
        "network": network,
        "cards": [card(seat) for seat in found],
    }
    texts += [("the title of the event", title)]
    return typeset("name_cards", data, [*texts, *(pair for seat in found for pair in places_of(seat, role=False))])


def may_be_listed_at_the_door(seats):
    """Of the seats, those that may stand on a sheet which all who come can read: nobody marked “never show”."""
    return seats.filter(Q(person__isnull=True) | Q(person__is_protected=False))


def sign_in(event, seats, *, days, language):
    """Sheets to sign, one begun for each of `days` (dates), as a PDF."""
    found, words = in_order(may_be_listed_at_the_door(seats)), words_in(language)
    network, texts = network_data()
    title, place = title_in(language, event), place_of(event)[1]
    rows = [card(seat) | {"number": number} for number, seat in enumerate(found, 1)]
    data = {
        "title": title,
        "language": base(language),
        "network": network,
        "event": {"title": words_of(title), "place": words_of(place)},
        "words": {
            "heading": words_of(words["sign_in"]),
            "number": words_of("№"),
            "name": words_of(words["name"]),
            "organisation": words_of(words["organisation"]),
            "signature": words_of(words["signature"]),
        },
        "sheets": [{"day": words_of(day_in(language, day)), "rows": rows} for day in days],
        "blank": BLANK_ROWS,
    }
    texts += [("the title of the event", title), ("the venue", place)]
    return typeset("sign_in", data, [*texts, *(pair for seat in found for pair in places_of(seat, role=False))])
