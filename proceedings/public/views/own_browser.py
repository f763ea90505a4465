"""A personal link that was used belongs to the browser that used it: whoever it is passed on to sees nothing."""

from django.conf import settings
from django.core.signing import BadSignature, Signer


def _cookie(link):
    return f"{'__Host-' if settings.HTTPS else ''}link-{link.pk}"


def _signer():
    return Signer(salt="the browser of a personal link")


def is_theirs(request, link):
    """True for a link that nobody used yet, and in the browser that did: a cookie tells."""
    if link.used_at is None:
        return True
    try:
        return _signer().unsign(request.COOKIES.get(_cookie(link), "")) == f"{link.pk}.{link.token_hash}"
    except BadSignature:
        return False


def keep(response, link):
    """Leave the cookie by which this browser is known again. Returns the response."""
    response.set_cookie(
        _cookie(link),
        _signer().sign(f"{link.pk}.{link.token_hash}"),
        expires=link.expires_at,
        secure=settings.HTTPS,
        httponly=True,
        samesite="Lax",
    )
    return response
