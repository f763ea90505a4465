"""Following by e-mail: the form, the page behind the link of every mail, and leaving by one click.

None of these pages reads or sets a cookie: the form stands on pages that every cache may keep, and a mail program that
leaves for its reader (RFC 8058) has none. Where a form was sent from is told by its Origin; what a link may do, by its
token alone.
"""

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.core.validators import validate_email
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from ... import telling
from ...actions import following
from ..caching import open_page
from ..followable import KINDS, called
from ..followable import followed as with_rows
from ..limits import FOLLOWING, MAILS_TO_ONE, TOKENS
from ..news_by_mail import answer_request
from .links import in_another_language, private
from .register import TRAP

# No row of ours has a higher number.
LONGEST_NUMBER = 18


class AddressForm(forms.Form):
    address = forms.EmailField(
        label=gettext_lazy("Your e-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def clean_address(self):
        """The address with its domain as servers know it: one mailbox is one, however its domain is spelled.

        What leads to no domain of the net, as localhost or a number, is nobody's mailbox.
        """
        address = self.cleaned_data["address"]
        name, _at, domain = address.rpartition("@")
        try:
            address = f"{name}@{domain.encode('idna').decode().lower()}"
        except UnicodeError:
            domain = ""
        if "." not in domain or domain.startswith("[") or len(address) > self.fields["address"].max_length:
            raise forms.ValidationError(validate_email.message, code="invalid")
        return address


def mailbox_of(address):
    """What an address is counted by: without what many servers pass over, so that one mailbox is one."""
    name, _at, domain = address.casefold().rpartition("@")
    return f"{name.partition('+')[0].replace('.', '')}@{domain}"


def _is_from_here(request):
    """False for a form that another site had a visitor send. Programs need no browser, and say nothing."""
    origin = request.headers.get("Origin")
    return origin is None or origin in (settings.SITE_URL, f"{request.scheme}://{request.get_host()}")


@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def follow(request, kind, key):
    """The form, and what is sent with it. The answer is the same whether or not the address follows already."""
    row = KINDS[kind].find(key)
    if row is None:
        raise Http404
    form = AddressForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        if not _is_from_here(request):
            raise PermissionDenied
        if FOLLOWING.is_reached(request):
            return private(FOLLOWING.refuse(request))
        FOLLOWING.count(request)
        if form.is_valid():
            if not request.POST.get(TRAP):
                _ask(request, kind, row, form.cleaned_data["address"])
            return private(HttpResponseRedirect(reverse("public:follow_asked"), status=303))
    with telling.page():
        context = {"row": row, "called": called(row), "form": form, "trap": TRAP}
        return private(render(request, "public/follow.html", context))


def _ask(request, kind, row, address):
    who = mailbox_of(address)
    if MAILS_TO_ONE.is_reached(request, who):
        return
    MAILS_TO_ONE.count(request, who)
    follower = following.ask(kind, row, address, language=get_language())
    transaction.on_commit(lambda: answer_request.enqueue(follower.pk))


@open_page
def asked(request):
    """What comes next: the same for everybody."""
    return render(request, "public/follow_asked.html", {"days": following.WAITS_FOR.days})


@open_page
def left(request):
    return render(request, "public/follow_left.html")


@login_not_required
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def followed(request, token):
    """The page behind the link of a mail: to confirm, to see what is followed, and to leave. A look changes nothing."""
    if elsewhere := in_another_language(request):
        return elsewhere
    mail = following.find(token)
    # A mail program left for its reader: it follows no redirect and reads no page.
    by_one_click = request.POST.get("List-Unsubscribe") == "One-Click"
    if mail and by_one_click:
        following.leave_all(mail.follower)
    if by_one_click:
        return private(render(request, "public/follow_left.html"))
    if mail is None:
        if TOKENS.is_reached(request):
            return private(TOKENS.refuse(request))
        TOKENS.count(request)
        return private(render(request, "public/follow_nothing.html", status=404))
    if request.method == "POST" and (to := _act(request, mail.follower)):
        return private(HttpResponseRedirect(to, status=303))
    return private(_page(request, mail.follower))


def _act(request, follower):
    """Do what a button says. Returns where that leads, or None for a button that is none of ours."""
    do, which = request.POST.get("do"), request.POST.get("which", "")
    if do == "confirm":
        return f"{request.path}?done=confirmed" if following.confirm(follower) else reverse("public:follow_left")
    if do == "leave" and which.isascii() and which.isdigit() and len(which) <= LONGEST_NUMBER:
        is_left = following.leave(follower, int(which))
        return f"{request.path}?done=left" if is_left else reverse("public:follow_left")
    if do == "leave_all":
        following.leave_all(follower)
        return reverse("public:follow_left")
    return None


def _page(request, follower):
    with telling.page():
        rows = [
            (each, row, called(row) if row else _("A page that is not public any more"))
            for each, row in with_rows(list(follower.followings.all()))
        ]
    done = {
        "confirmed": _("Thank you. From now on we write when there is news, at most once a day."),
        "left": _("Done: you do not follow this any more."),
    }
    context = {
        "rows": rows,
        "is_confirmed": follower.confirmed_at is not None,
        "days": following.WAITS_FOR.days,
        "done": done.get(request.GET.get("done"), ""),
    }
    return render(request, "public/followed.html", context)
