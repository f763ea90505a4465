"""The ties between a text of proceedings and the commitments recorded in it, both ways."""

import html
import re

from django.template.loader import get_template
from django.urls import reverse
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe

from ..models import Commitment, Edition, EditionText

# As documents.rendering.build writes it: every heading and every numbered paragraph begins a line.
PIECE = re.compile(r'\n(?=<(?:h[23] id="s|div class="p" id="p))')
ANCHOR = re.compile(r'<(h[23]|div class="p") id="([sp][0-9-]+)"')


def place(pieces, heading, sentence):
    """Where a commitment stands in a text: the index of the paragraph with its sentence, else the first of its part.

    Returns None where the text has no such part.
    """
    wanted, part, first = _plain(sentence), False, None
    for index, piece in enumerate(pieces):
        anchor = ANCHOR.match(piece)
        if anchor is None:
            continue
        if anchor[1] != 'div class="p"':
            part = _plain(piece.partition("</h")[0]) == _plain(heading)
        elif part:
            first = index if first is None else first
            if wanted and wanted in _plain(piece):
                return index
    return first


def same_place(pieces, anchor):
    """Where a paragraph of the text as it was written stands in a translation, which has the same numbers.

    One that became part of another is in the last before it.
    """
    wanted, index = int(anchor.removeprefix("p")), None
    for number, piece in enumerate(pieces):
        found = ANCHOR.match(piece)
        if found and found[2].startswith("p") and int(found[2][1:].partition("-")[0]) <= wanted:
            index = number
    return index


def _plain(text):
    return " ".join(html.unescape(strip_tags(text)).split())


def with_ties(readable, tied, written=None):
    """The HTML of a text with, under the paragraph it is recorded in, a line that leads to each commitment.

    readable   the safe HTML that documents.rendering.readable gives
    tied       [(heading of the part, Entry), …]
    written    for a translation: the HTML of the text as it was written, where headings and sentences are found
    """
    pieces = PIECE.split(readable)
    originals = PIECE.split(written) if written is not None else pieces
    template = get_template("partials/tie.html")
    for heading, entry in tied:
        index = place(originals, heading, entry.commitment.sentence)
        if index is not None and written is not None:
            index = same_place(pieces, ANCHOR.match(originals[index])[2])
        if index is not None and pieces[index].endswith("</div>"):
            pieces[index] = pieces[index].removesuffix("</div>") + template.render({"entry": entry}) + "</div>"
    return mark_safe("\n".join(pieces))  # noqa: S308 - safe HTML, and a template that escapes


def recorded_in(event):
    """The public commitments of an event that the proceedings tell of, as a list."""
    return list(
        Commitment.objects.with_standing()
        .published()
        .filter(event=event, section__isnull=False)
        .select_related("event", "section")
        .order_by("pk")
    )


def told_in(commitments):
    """Where commitments are told, in the editions in force: {number of a commitment: the address of its paragraph}.

    commitments   with their events and sections loaded
    """
    tied = [row for row in commitments if row.section_id]
    if not tied:
        return {}
    texts = EditionText.objects.filter(
        is_source=True,
        edition__in=Edition.objects.in_force().filter(proceedings__event__in={row.event_id for row in tied}),
    ).order_by("edition__number")
    # Of several the newest.
    texts = {event: PIECE.split(text) for event, text in texts.values_list("edition__proceedings__event", "html")}
    found = {}
    for row in tied:
        pieces = texts.get(row.event_id, [])
        index = place(pieces, row.section.heading, row.sentence)
        if index is not None:
            latest = reverse("public:edition_latest", args=[row.event.slug])
            found[row.pk] = f"{latest}#{ANCHOR.match(pieces[index])[2]}"
    return found
