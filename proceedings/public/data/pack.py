"""A pack of proceedings, to pass from hand to hand: one ZIP that opens without a network.

It holds what the page of an edition shows today, and no name more: the text as HTML, the PDF, data and checksums.
"""

import io
import json
import re
import zipfile
from hashlib import sha256

from django.conf import settings
from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.cache import get_conditional_response

from ... import revision
from ...actions import editions
from ...documents.comparing_pages import pieces_of
from ...documents.edition.book import WIDEST, drawn
from ...documents.edition.epub import NO_TIME, STYLE
from ...documents.rendering import IMAGE, pictures_in, readable
from ...documents.words import speaking
from ...models import Commitment, Edition, EditionFile, Recommendation, Standing
from ..context import network_of
from ..files import DOCUMENT_CACHING, NEVER, file_view
from ..finding import SCRIPTS
from ..later import within_reach
from ..machines import citing
from ..views.proceedings import address_of, nested, of_event
from . import records

KEPT_FOR = 600
# Larger ones are made each time: they would push everything else out of the cache.
LARGEST_KEPT = 2_000_000
# On a screen and on paper; what an EPUB has, and what a reading program would do for it.
ON_A_SCREEN = """:root { color-scheme: light dark; }
body { max-width: 42rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere;
  font-family: Georgia, "Shipped", serif; }
.p { margin: 0 0 1em; } .p:target { outline: 0.2em solid #b9d0d2; outline-offset: 0.3em; }
.p > p:first-of-type, .p > .pn + * { margin-top: 0; }
.said { font-weight: bold; }
a { color: #0a5566; }
table { display: block; overflow-x: auto; } th, td { overflow-wrap: break-word; }
@media (prefers-color-scheme: dark) {
  body { background: #10201f; color: #e6e9e2; } h1, h2, h3 { color: #a8d3d6; } a { color: #8fc9d1; }
  .soft, small, dt, figcaption, caption, .pn { color: #b6beb8; } .kicker { color: #f0a27a; }
}
@media print { nav { display: none; } .p { break-inside: avoid; } table { display: table; overflow-wrap: anywhere; } }
"""
# Where the fonts lie that pages ship, and for which letters: machines in the field often have none for them.
FONTS = settings.BASE_DIR / "static" / "fonts"
LETTERS = {
    "my": ("noto-sans-myanmar-400.woff2", "U+1000-109F, U+A92E, U+A9E0-A9FE, U+AA60-AA7F"),
    "km": ("noto-sans-khmer-400.woff2", "U+1780-17FF, U+19E0-19FF"),
    "th": ("noto-sans-thai-400.woff2", "U+0E01-0E5B"),
    "lo": ("noto-sans-lao-400.woff2", "U+0E81-0EDF"),
}
ALT = re.compile(r'\salt="([^"]*)"')


@file_view
def pack(request, slug, number, tag=None):
    """The pack of an edition in force, in one language: made of what may be shown at this moment."""
    edition = of_event(slug).in_force().filter(number=number).first()
    texts = edition.texts.all() if edition else []
    text = next((text for text in texts if (text.language.code == tag if tag else text.is_source)), None)
    if text is None:
        raise Http404
    name = f"{slug}-edition-{number}-{text.language.code}"
    # What may be shown depends on the day, and on whatever was changed.
    key = f"pack:{text.pk}:{timezone.localdate()}:{revision.current()}"
    content = cache.get(key)
    if content is None:
        text.edition = edition
        members = members_of(text, network_of(request).name, timezone.localdate())
        if members is None:
            retry = {"Retry-After": str(editions.TRIED_AGAIN), "Cache-Control": NEVER}
            return HttpResponse(status=503, headers=retry, content_type="text/plain")
        content = zipped(name, members)
        if len(content) <= LARGEST_KEPT:
            cache.set(key, content, KEPT_FOR)
    headers = {
        "Content-Type": "application/zip",
        "Content-Disposition": f'attachment; filename="{name}.zip"',
        "Cache-Control": DOCUMENT_CACHING,
        "ETag": f'"{sha256(content).hexdigest()[:32]}"',
        "X-Content-Type-Options": "nosniff",
    }
    return get_conditional_response(request, headers["ETag"], response=HttpResponse(content, headers=headers))


def members_of(text, site, today):
    """What is in the pack of an EditionText, {name: bytes}; None where its PDF cannot be made just now.

    site   the name of the network
    """
    edition = text.edition
    event = edition.proceedings.event
    file = EditionFile.objects.filter(text=text, format=EditionFile.Format.PDF).first()
    if file is not None:
        file.text = text
        file = editions.fresh(file)
        if file is None:
            return None
    promises = Commitment.objects.with_standing(today).published().filter(event=event).order_by("pk")
    asked = Recommendation.objects.published().filter(event=event).order_by("position", "pk")
    with speaking(text.language.code):
        html, pictures = _on_their_own(readable(text))
        reference = citing.reference_of(edition, text, site, settings.SITE_URL + address_of(edition, text))
        commitments, recommendations = records.commitments(promises, today), records.recommendations(asked)
        context = {
            "text": text,
            "edition": edition,
            "event": event,
            "site": site,
            "today": today,
            "address": reference["URL"],
            "html": html,
            "contents": nested(text.contents),
            "commitments": [(each, Standing(each.standing).label) for each in commitments],
            "recommendations": recommendations,
            "cited": citing.in_words(reference),
            "has_pdf": file is not None,
        }
        page = render_to_string("public/pack.html", context)
        read_me = render_to_string("public/pack.txt", context)
    (record,) = records.editions(Edition.objects.filter(pk=edition.pk))
    told = record.model_dump(mode="json") | {
        "url": reference["URL"],
        "title": text.title,
        "language": text.language.code,
        "paragraphs": [{"anchor": piece.anchor, "text": piece.text} for piece in pieces_of(readable(text))],
    }
    letters = [LETTERS[tag] for tag, signs in SCRIPTS.items() if re.search(f"[{signs}]", page)]
    fonts = [*(name for name, _letters in letters), "OFL.txt"] if letters else []
    members = {
        "README.txt": read_me.encode(),
        "index.html": page.encode(),
        "style.css": f"{''.join(map(_face, letters))}{STYLE}{ON_A_SCREEN}".encode(),
        **{f"fonts/{name}": (FONTS / name).read_bytes() for name in fonts},
        "data/edition.json": _json(told),
        "data/commitments.json": _json([each.model_dump(mode="json") for each in commitments]),
        "data/recommendations.json": _json([each.model_dump(mode="json") for each in recommendations]),
        **pictures,
    }
    if file is not None:
        with file.file.open("rb") as stored:
            members[f"{event.slug}-edition-{edition.number}-{text.language.code}.pdf"] = stored.read()
    return members


def _face(letters):
    """The rule of CSS by which the letters of a script are of a font that lies in the pack."""
    name, ranges = letters
    return (
        f'@font-face {{ font-family: "Shipped"; src: url("fonts/{name}") format("woff2");'
        f" unicode-range: {ranges}, U+200B-200D, U+25CC; }}\n"
    )


def _json(thing):
    return json.dumps(thing, ensure_ascii=False, indent=1).encode()


def _on_their_own(html):
    """HTML that needs no network: pictures lie beside it, links are whole. Returns (HTML, {name: picture})."""
    members = {}
    shown = pictures_in(html)

    def beside(found):
        content = drawn(shown[found[1]].file.name, WIDEST) if found[1] in shown else None
        if content is None:
            return ""
        ending = "png" if content.startswith(b"\x89PNG") else "jpeg"
        name = f"pictures/{len(members) + 1}.{ending}"
        members[name] = content
        words = ALT.search(found[0])
        return f'<img src="{name}" alt="{words[1] if words else ""}">'

    html = IMAGE.sub(beside, html).replace('href="/', f'href="{settings.SITE_URL}/')
    return within_reach(html), members


def zipped(folder, members):
    """A ZIP of members in a folder, with their checksums. The same members give the same bytes."""
    sums = "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(members.items()))
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted((members | {"SHA256SUMS.txt": sums.encode()}).items()):
            info = zipfile.ZipInfo(f"{folder}/{name}", NO_TIME)
            info.compress_type, info.create_system, info.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(info, content)
    return written.getvalue()
