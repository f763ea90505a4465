"""The pages for what went wrong. But for the one that finds nothing, they read no database: that may be what failed."""

from django.http import HttpResponse
from django.template.loader import get_template


def _answer(name, status, request=None):
    response = HttpResponse(get_template(f"{name}.html").render({"lost": True}, request), status=status)
    # What is missing now may be published in a minute.
    response.headers["Cache-Control"] = "no-store"
    return response


def bad_request(request, exception=None):
    return _answer("400", 400)


def permission_denied(request, exception=None):
    return _answer("403", 403)


def page_not_found(request, exception=None):
    return _answer("404", 404, request)


def server_error(request):
    try:
        return _answer("500", 500)
    except Exception:
        # The templates themselves may be what failed.
        return HttpResponse("Something went wrong here. Try again in a few minutes.", "text/plain", 500)


def csrf_failure(request, reason=""):
    """A form that was open too long, or came from elsewhere: what to do, without the technical reason."""
    return _answer("403_csrf", 403)
