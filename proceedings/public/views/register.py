"""The public form by which anybody may apply. What it answers is the same, whoever sent it."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from ... import telling
from ...actions import registering
from ...models import Event, Language, Question
from ..applying import SeatForm, why_closed
from ..limits import APPLICATIONS
from ..questions import asked
from .links import private

# People do not see this field, and leave it empty. It is called what programs like to fill in.
TRAP = "website"


def _event(slug):
    event = Event.objects.with_page().select_related("registration").filter(slug=slug).first()
    if event is None:
        raise Http404
    telling.translate([event, getattr(event, "registration", None)])
    return event


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request, slug):
    """The form; and what is sent with it, kept for the worker to look at."""
    event = _event(slug)
    if closed := why_closed(event):
        context = {"event": event, "closed": closed}
        return private(render(request, "public/register_closed.html", context))
    questions = asked(event, Question.Stage.APPLYING)
    if request.method != "POST":
        form = SeatForm(event=event, questions=questions)
    else:
        if APPLICATIONS.is_reached(request):
            return private(APPLICATIONS.refuse(request))
        APPLICATIONS.count(request)
        form = SeatForm(request.POST, request.FILES, event=event, questions=questions)
        if form.is_valid():
            if not request.POST.get(TRAP):
                said = form.seat()
                # Whoever applied in Khmer reads Khmer.
                language = form.cleaned_data.get("language") or Language.objects.filter(code=get_language()).first()
                said.pop("language", None)
                registering.receive(event, said, form.answers(keep_empty=True), language=language)
            return private(redirect(reverse("public:registered", args=[event.slug])))
    context = {"event": event, "form": form, "rules": event.registration, "trap": TRAP}
    return private(render(request, "public/register.html", context))


@login_not_required
@require_safe
def registered(request, slug):
    """What comes next: the same for everybody who sent the form, and for who only came by."""
    return private(render(request, "public/registered.html", {"event": _event(slug)}))
