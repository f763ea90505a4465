"""How an open page answers: to reading only, the same to everybody, and never out of date.

Caches may keep a page but ask every time whether it still holds, so what is published or taken back shows at once.
"""

import hashlib
from functools import wraps

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.utils.cache import get_conditional_response
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe


def open_page(view):
    """Open a view to everybody, for GET and HEAD, with the headers a cache needs.

    It reads no session and sets no cookie. It is exempt from the CSRF check because it refuses every method that could
    change something; so a stray POST is told “405, only reading here”.
    """

    @wraps(view)
    def open_view(request, *args, **kwargs):
        response = view(request, *args, **kwargs)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            # A colleague: nothing of what they looked at stays on a shared machine.
            response.headers["Cache-Control"] = "private, no-store"
            return response
        response.headers.setdefault("Cache-Control", "public, no-cache")
        if response.status_code != 200 or response.streaming:
            return response
        # Weak, because the same page may travel compressed or not.
        response.headers["ETag"] = f'W/"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        return get_conditional_response(request, etag=response.headers["ETag"], response=response)

    return login_not_required(csrf_exempt(gzip_page(require_safe(open_view))))
