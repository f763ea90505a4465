"""Is this recommendation one that was made before? A page that suggests earlier ones, and joins what a person chose."""

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _

from ..access import may, scoped
from ..actions import NotPossible, threading
from ..models import Recommendation


class JoinsThreads:
    """For the admin of recommendations."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.thread_view)
        return [path("<path:object_id>/thread/", view, name="proceedings_recommendation_thread"), *super().get_urls()]

    def render_change_form(self, request, context, *args, **kwargs):
        row = kwargs.get("obj")
        if row and may(request.user, "proceedings.change_recommendation", row):
            address = reverse("admin:proceedings_recommendation_thread", args=[row.pk])
            context["ways"] = [(_("Was it recommended before?"), address)]
        return super().render_change_form(request, context, *args, **kwargs)

    def thread_view(self, request, object_id):
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if not may(request.user, "proceedings.change_recommendation", row):
            raise PermissionDenied
        problem = ""
        if request.method == "POST":
            try:
                said = self._do(request, row)
            except NotPossible as sentence:
                problem = str(sentence)
            else:
                self.log_change(request, row, said)
                messages.success(request, said)
                return HttpResponseRedirect(request.path)
        words = request.GET.get("words", "").replace("\0", "").strip()[:200]
        seen = scoped(Recommendation.objects.all(), request.user, "proceedings.view_recommendation")
        members = []
        if row.thread_id:
            members = seen.filter(thread=row.thread_id).exclude(pk=row.pk).select_related("event")
        searched = seen.exclude(pk=row.pk).filter(text__icontains=words).select_related("event", "thread")[:20]
        context = self.admin_site.each_context(request) | {
            "opts": self.model._meta,
            "original": row,
            "title": _("Was it recommended before?"),
            "row": row,
            "members": members,
            "likely": threading.may_be_the_same(row, request.user),
            "words": words,
            "searched": [(each, 0) for each in searched] if words else [],
            "problem": problem,
            "back": reverse("admin:proceedings_recommendation_change", args=[row.pk]),
        }
        return TemplateResponse(request, "admin/recommendation_thread.html", context)

    def _do(self, request, row):
        if request.POST.get("do") == "leave":
            threading.leave(row, by=request.user)
            return _("Taken out of its thread.")
        key = request.POST.get("join", "")
        other = Recommendation.objects.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 19 else None
        if other is None:
            raise NotPossible(_("Choose the recommendation that says the same."))
        threading.join(row, other, by=request.user)
        return _("They stand in one thread now.")
