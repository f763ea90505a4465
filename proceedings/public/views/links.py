"""What a personal link opens. Whatever is wrong with one, the answer is the same page, which knows nobody."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from ...actions import delegating, links, registering
from ..limits import TOKENS

# {purpose: the view behind it}. It is called with (request, link), and the link is good.
VIEWS = {}


def opens(purpose):
    """Decorate the view of what links of one purpose open. Its module is imported in urls.py."""

    def register(view):
        VIEWS[purpose] = view
        return view

    return register


def private(response):
    """Nothing keeps a personal page, finds it, or learns its address from where its reader goes next.

    strict-origin and not no-referrer: with that, a browser sends forms with "Origin: null", and they are refused.
    """
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Referrer-Policy"] = "strict-origin"
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def nothing(request):
    """The one answer for a link that is unknown, used in another browser, too old or revoked.

    Its button asks for a fresh link. That one goes by mail to the address we have, if the link was ever somebody's; the
    page says the same to everybody.
    """
    asked_for = request.method == "POST"
    if asked_for and (lost := links.lost(request.resolver_match.kwargs["token"])):
        if lost.participant_id:
            registering.send_link(lost.participant)
        else:
            delegating.send_link_again(lost.delegation)
    context = {"asked_for": asked_for}
    return private(render(request, "public/link_nothing.html", context, status=200 if asked_for else 404))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def personal(request, token):
    """Open what a personal link is for."""
    if TOKENS.is_reached(request):
        return private(TOKENS.refuse(request))
    link = links.find(token)
    view = VIEWS.get(link.purpose) if link else None
    if view:
        return private(view(request, link))
    TOKENS.count(request)
    return nothing(request)
