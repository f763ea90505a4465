"""Sentences in place of errors, for odd questions to a list: ours, and those that other packages bring."""

from functools import wraps

from django.contrib import messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.http import HttpResponseBadRequest, HttpResponseRedirect
from django.utils.translation import gettext as _

from .choices import possible_keys


def answers_odd_questions(view):
    """A view of the back office; where it is the list of a model, one that no address and no tick can break.

    A NUL byte is answered 400. A number or a year beyond what the database knows is answered as Django answers other
    filters that make no sense; rows that cannot be are answered with a sentence.
    """
    if getattr(view, "__name__", "") != "changelist_view":
        return view
    model = view.__self__.model

    @wraps(view)
    def list_view(request, *args, **kwargs):
        if any("\0" in part for pair in request.GET.lists() for part in (pair[0], *pair[1])):
            return HttpResponseBadRequest(_("That address cannot be read."), content_type="text/plain; charset=utf-8")
        ticked = set(request.POST.getlist(ACTION_CHECKBOX_NAME))
        if len(possible_keys(model._base_manager.all(), ticked)) < len(ticked):
            messages.error(request, _("Nothing was done: that is no row of this list."))
            return HttpResponseRedirect(request.get_full_path())
        try:
            return view(request, *args, **kwargs)
        except (OverflowError, ValueError):
            if not request.GET.keys() - {"e"}:
                raise
            return HttpResponseRedirect(f"{request.path}?e=1")

    return list_view
