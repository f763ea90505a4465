"""What a personal link opens. Whatever is wrong with one, the answer is the same page, which knows nobody."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import translate_url
from django.views.decorators.http import require_http_methods

from ... import telling
from ...actions import NotPossible, delegating, fact_checking, links, promising, registering
from ..limits import BY_LINK, TOKENS
from .own_browser import is_theirs, keep

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
        elif lost.fact_check_id:
            fact_checking.send_link_again(lost.fact_check)
        elif lost.contact_id:
            promising.send_link_again(lost.contact)
        else:
            delegating.send_link_again(lost.delegation)
    context = {"asked_for": asked_for}
    return private(render(request, "public/link_nothing.html", context, status=200 if asked_for else 404))


def forms_behind(request, link, open_page, template, done_words):
    """The page of a link with forms on it: shows them, or does what one of them says and leads back to the page.

    `open_page(request, link, sent)` gives an object with the form called `sent` bound; its `act()` does what was sent
    and gives a word of `done_words`, or None where a form has to be mended, or raises NotPossible; its `context()` is
    what the template shows.
    """
    if not is_theirs(request, link):
        return nothing(request)
    sent, problem = request.POST.get("do", ""), ""
    page = open_page(request, link, sent)
    if request.method == "POST":
        if BY_LINK.is_reached(request):
            return BY_LINK.refuse(request)
        BY_LINK.count(request)
        try:
            done = page.act()
        except NotPossible as no:
            # Somebody was quicker: this is how things stand now, with what was typed.
            problem, page = str(no), open_page(request, link, sent)
        else:
            if done:
                return keep(HttpResponseRedirect(f"{request.path}?done={done}"), link)
    done = done_words.get(request.GET.get("done", ""), "")
    context = page.context()
    telling.translate([context["event"]])
    return render(request, template, context | {"problem": problem, "done": done})


def in_another_language(request):
    """Where “?language=km” leads: to the same page in that language, which prints no address of its own. Else None."""
    language = request.GET.get("language")
    if request.method == "POST" or language not in dict(settings.LANGUAGES):
        return None
    return private(HttpResponseRedirect(translate_url(request.path, language)))


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def personal(request, token):
    """Open what a personal link is for."""
    if elsewhere := in_another_language(request):
        return elsewhere
    if TOKENS.is_reached(request):
        return private(TOKENS.refuse(request))
    link = links.find(token)
    view = VIEWS.get(link.purpose) if link else None
    if view:
        with telling.page():
            return private(view(request, link))
    TOKENS.count(request)
    return nothing(request)
