"""Pictures, documents and editions, served through a check of who may see them at this moment.

What a visitor may not see answers like what does not exist, before any condition or range is looked at.
"""

import logging
import re
import unicodedata
from hashlib import sha256
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponse, StreamingHttpResponse
from django.urls import re_path, reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from ..actions import editions
from ..documents import viewing
from ..documents.answers import media_type_of
from ..documents.uploads import MEDIA_TYPES
from ..models import Edition, EditionFile, Evidence, Picture, PublicationFile

log = logging.getLogger(__name__)

PICTURE_TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}

# How long a cache may answer without asking us. The site's logo is never withdrawn, and a new one has a new address.
# Covers and logos of others may be: then they are gone after a minute. Faces and documents are asked for every time.
CACHING = {
    viewing.PublicUse.SITE: "public, max-age=86400",
    viewing.PublicUse.COVER: "public, max-age=60",
    viewing.PublicUse.PHOTOGRAPH: "public, no-cache",
}
DOCUMENT_CACHING = "public, no-cache"
NEVER = "private, no-store"

# Nothing in a file may run, load or be framed. Chromium's viewer shows no PDF in a sandbox, so those go without it.
LOCKED_DOWN = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'"
SANDBOXED = f"{LOCKED_DOWN}; sandbox"


def file_view(view):
    """Open a view for reading only. Who may see what is the view's own first question."""
    return login_not_required(csrf_exempt(require_safe(view)))


@file_view
def picture(request, key, name):
    """One stored size of a picture: `name` is such as 640.webp, or whole.png for all of it."""
    row = Picture.objects.filter(key=key).first()
    use = viewing.public_use(row) if row else None
    # Whether somebody is signed in is asked even where nothing exists, so that the answers cannot be told apart.
    if not use and not (request.user.is_authenticated and row and viewing.may_see_picture(request.user, row)):
        raise Http404
    stem, _, ending = name.partition(".")
    stored = row.file.name if stem == "whole" else row.sizes.get(stem)
    if not stored or ending_of(stored) != ending or ending not in PICTURE_TYPES:
        raise Http404
    headers = {
        "Content-Type": PICTURE_TYPES[ending],
        "Content-Disposition": f'inline; filename="{key[:8]}-{name}"',
        "Content-Security-Policy": SANDBOXED,
        "Cache-Control": CACHING.get(use, NEVER),
        "ETag": etag(stored),
    }
    return served(request, stored, headers)


@file_view
def document(request, token):
    """The file of a publication in one language."""
    row = PublicationFile.objects.select_related("publication", "language").filter(token=token).exclude(file="").first()
    is_public = row is not None and viewing.document_is_public(row)
    if not is_public and not (request.user.is_authenticated and row and viewing.may_see_document(request.user, row)):
        raise Http404
    stored, ending = row.file.name, ending_of(row.file.name)
    known = row.media_type and MEDIA_TYPES.get(ending) == row.media_type
    is_pdf = known and ending == "pdf"
    title = " ".join(filter(None, [row.publication.title, row.label]))
    headers = {
        "Content-Type": row.media_type if known else "application/octet-stream",
        "Content-Disposition": disposition("inline" if is_pdf else "attachment", title, row.language.code, ending),
        "Content-Security-Policy": LOCKED_DOWN if is_pdf else SANDBOXED,
        "Cache-Control": DOCUMENT_CACHING if is_public else NEVER,
        "ETag": etag(stored),
    }
    return served(request, stored, headers)


@file_view
def edition(request, slug, number, name):
    """An edition as a PDF, Word file or EPUB. It never prints more of people than may be shown at this moment."""
    files = EditionFile.objects.select_related("text__language", "text__edition__proceedings__event")
    rows = files.filter(
        text__edition__in=Edition.objects.in_force().filter(
            number=number, proceedings__event__slug=slug, proceedings__event__is_reference=False
        )
    )
    row = next((row for row in rows if row.name == name), None)
    if row is None:
        raise Http404
    row = editions.fresh(row)
    if row is None:
        return HttpResponse(
            status=503,
            headers={"Retry-After": str(editions.TRIED_AGAIN), "Cache-Control": NEVER},
            content_type="text/plain",
        )
    is_pdf = row.format == EditionFile.Format.PDF
    headers = {
        "Content-Type": row.media_type,
        "Content-Disposition": f'{"inline" if is_pdf else "attachment"}; filename="{row.name}"',
        "Content-Security-Policy": LOCKED_DOWN if is_pdf else SANDBOXED,
        "Cache-Control": DOCUMENT_CACHING,
        "ETag": etag(row.file.name),
        "Link": f'<{settings.SITE_URL}{reverse("public:edition", args=[slug, number])}>; rel="canonical"',
    }
    return served(request, row.file.name, headers)


@file_view
def evidence(request, pk):
    """A file that an update rests on: to be saved, never opened in the browser."""
    row = Evidence.objects.select_related("update").filter(pk=pk).exclude(file="").first()
    is_public = row is not None and viewing.evidence_is_public(row)
    if not is_public and not (request.user.is_authenticated and row and viewing.may_see_evidence(request.user, row)):
        raise Http404
    stored, ending = row.file.name, ending_of(row.file.name)
    headers = {
        "Content-Type": media_type_of(stored),
        "Content-Disposition": disposition("attachment", row.title, "", ending),
        "Content-Security-Policy": SANDBOXED,
        "Cache-Control": DOCUMENT_CACHING if is_public else NEVER,
        "ETag": etag(stored),
    }
    return served(request, stored, headers)


def ending_of(name):
    return name.rsplit(".", 1)[-1].lower()


def etag(name):
    """The ETag of a stored file. Under one name lies one file for ever; it is hashed, being nobody's business."""
    return f'"{sha256(name.encode()).hexdigest()[:32]}"'


# Answering


def served(request, name, headers):
    """Answer with a stored file, a part of it, or word that nothing has changed. The check comes before this."""
    headers = headers | {"X-Content-Type-Options": "nosniff", "Accept-Ranges": "bytes"}
    response = HttpResponse(headers=headers)
    unchanged = get_conditional_response(request, headers["ETag"], None, response)
    if unchanged is not response:
        return unchanged
    try:
        file = default_storage.open(name)
        size = file.size
    except FileNotFoundError:
        raise missing(name) from None
    part = wanted_part(request, headers["ETag"], size)
    if part == ():
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}", "Cache-Control": NEVER})
    first, last = part or (0, size - 1)
    if part:
        headers["Content-Range"] = f"bytes {first}-{last}/{size}"
    headers["Content-Length"] = str(last - first + 1)
    if request.method == "HEAD":
        file.close()
        return HttpResponse(headers=headers)
    if part:
        file.seek(first)
        response = StreamingHttpResponse(pieces(file, last - first + 1), status=206, headers=headers)
        response._resource_closers.append(file.close)
        return response
    response = FileResponse(file, headers=headers)
    for header in headers:
        # Django writes its own guess over some of them.
        response.headers[header] = headers[header]
    return response


def missing(name):
    """The answer when a row names a file that the storage has not: to visitors, there is nothing there."""
    log.error("The stored file %s is missing. Restore it from the backup.", name)
    return Http404()


def wanted_part(request, tag, size):
    """Return the (first, last) byte asked for (RFC 9110, 14.2), None for the whole file, () for what lies outside it.

    More than one part, or a condition that does not hold, is answered with the whole file.
    """
    found = re.fullmatch(r"bytes=(\d{0,18})-(\d{0,18})", request.headers.get("Range", ""))
    if request.method != "GET" or not found or request.headers.get("If-Range", tag) != tag:
        return None
    first, last = found.groups()
    if not first and not last:
        return None
    if not first:
        start, end = max(0, size - int(last)), size - 1
    else:
        start, end = int(first), min(int(last or size), size - 1)
        if last and int(last) < start:
            return None
    return (start, end) if start <= end else ()


def pieces(file, length, size=1 << 16):
    while length > 0 and (piece := file.read(min(size, length))):
        length -= len(piece)
        yield piece


# Names that are safe to save under


def safe_name(text, language, ending):
    """A file name of a title: one line without anything that hides, reverses or leads elsewhere.

    Marks stay, because Burmese and Khmer need them; so does the zero-width non-joiner inside a word.
    """
    text = unicodedata.normalize("NFC", text)
    text = "".join(" " if unicodedata.category(c)[0] in "CZ" and c != "\u200c" else c for c in text)
    text = re.sub(r'[/\\:*?"<>|%;~`$&#\s]+', " ", text)
    text = text[:100].encode()[:180].decode(errors="ignore").strip(" .-_\u200c")
    return f"{text or 'document'}{f' ({language})' if language else ''}.{ending}"


def disposition(kind, title, language, ending):
    """A Content-Disposition header with the name in ASCII for old programs and as written for the others (RFC 6266)."""
    name = safe_name(title, language, ending)
    folded = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    header = f'{kind}; filename="{safe_name(folded, language, ending)}"'
    return header if name.isascii() else f"{header}; filename*=UTF-8''{quote(name, safe='')}"


urlpatterns = [
    re_path(r"^files/pictures/(?P<key>[0-9a-f]{32})/(?P<name>[a-z0-9]{1,8}\.[a-z]{3,4})\Z", picture, name="picture"),
    re_path(r"^files/documents/(?P<token>[0-9a-f]{32})/\Z", document, name="document"),
    re_path(
        r"^proceedings/(?P<slug>[-a-zA-Z0-9_]+)/(?P<number>[0-9]{1,5})/(?P<name>[-a-zA-Z0-9_]+\.(?:pdf|docx|epub))\Z",
        edition,
        name="edition_file",
    ),
    re_path(r"^files/evidence/(?P<pk>[0-9]{1,18})/\Z", evidence, name="evidence"),
]
