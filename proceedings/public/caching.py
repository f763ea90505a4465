"""How an open page answers: to reading only, the same to everybody, and never out of date.

Caches outside may keep a page but ask every time whether it still holds. Here a page is kept with the revision of the
database and the day it was made on: it is used again until something changes, or the day does, because consents end at
midnight. So what is published or taken back shows at once.
"""

import gzip
import hashlib
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpResponse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from .. import revision, telling

# A page that nobody asked for in this many seconds is dropped.
KEPT_FOR = 600
# Addresses are made up by visitors: longer ones than our pages use are answered, but not kept.
LONGEST_ADDRESS = 300
# What a page says of itself besides its address.
KEPT_HEADERS = ("Content-Type", "Content-Disposition")


def open_page(view):
    """Open a view to everybody, for GET and HEAD, with the headers a cache needs.

    It reads no session and sets no cookie. It is exempt from the CSRF check because it refuses every method that could
    change something; so a stray POST is told “405, only reading here”.
    """

    def made(request, *args, **kwargs):
        with telling.page():
            return view(request, *args, **kwargs)

    @wraps(view)
    def open_view(request, *args, **kwargs):
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response = made(request, *args, **kwargs)
            # A colleague: nothing of what they looked at stays on a shared machine.
            response.headers["Cache-Control"] = "private, no-store"
            return response
        key = key_of(request)
        kept = cache.get(key)
        if kept is None:
            response = made(request, *args, **kwargs)
            response.headers.setdefault("Cache-Control", "public, no-cache")
            if response.status_code != 200 or response.streaming:
                return response
            # Weak, because the same page may travel compressed or not.
            etag = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
            headers = {name: response.headers[name] for name in KEPT_HEADERS if name in response.headers} | {
                "ETag": etag
            }
            kept = response.content, gzip.compress(response.content), headers
            if len(request.get_full_path()) <= LONGEST_ADDRESS:
                cache.set(key, kept, KEPT_FOR)
        response = answer(request, *kept)
        return get_conditional_response(request, etag=response.headers["ETag"], response=response)

    return login_not_required(csrf_exempt(gzip_page(require_safe(open_view))))


def from_anywhere(view):
    """Let scripts of other sites read what an open view answers (Fetch standard, CORS): it is the same to everybody."""

    @wraps(view)
    def for_all(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        response.headers["Access-Control-Allow-Origin"] = "*"
        return response

    return for_all


def key_of(request):
    """What a page depends on, as a key for the cache: the address, the language, the day and the revision."""
    parts = (
        request.get_host(),
        request.get_full_path(),
        translation.get_language(),
        timezone.localdate().isoformat(),
        str(revision.current()),
    )
    return f"page:{hashlib.sha256(chr(0).join(parts).encode()).hexdigest()}"


def answer(request, content, compressed, headers):
    """The response with a page that was kept."""
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(compressed if packed else content, headers=headers)
    response.headers["Cache-Control"] = "public, no-cache"
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    patch_vary_headers(response, ["Accept-Encoding"])
    return response
