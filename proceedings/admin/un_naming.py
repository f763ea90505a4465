"""Taking somebody out of everything that others can read: where they stand, what is beyond reach, and the deed."""

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..actions import NotPossible
from ..actions.un_naming import UN_NAME, found_of, is_un_named, out_of_reach, seats_of, un_name
from ..models import Person, UnNaming
from .mixins import Frozen, RecordAdmin

# What was done, in the order it is told.
DONE = {
    "seats": gettext_lazy("seats emptied"),
    "places": gettext_lazy("texts changed, those of histories included"),
    "editions": gettext_lazy("editions changed"),
    "mails": gettext_lazy("mails deleted"),
    "consents": gettext_lazy("consents deleted"),
    "answers": gettext_lazy("answers deleted"),
    "vault": gettext_lazy("answers in the vault deleted"),
    "applications": gettext_lazy("applications deleted"),
    "contacts": gettext_lazy("contacts of parties deleted"),
    "followers": gettext_lazy("addresses that follow something deleted"),
    "links": gettext_lazy("personal links deleted"),
    "spellings": gettext_lazy("other spellings deleted"),
}


class TakesPeopleOut:
    """For the admin of people, and of seats that have nobody behind them."""

    def get_urls(self):
        name = self.model._meta.model_name
        view = self.admin_site.admin_view(self.un_name_view)
        return [path("<path:object_id>/un-name/", view, name=f"proceedings_{name}_un_name"), *super().get_urls()]

    def render_change_form(self, request, context, *args, **kwargs):
        row = kwargs.get("obj")
        # Of a seat with somebody behind it, that person is taken out.
        whole = row if isinstance(row, Person) else row and (row.person or row)
        if row and request.user.has_perm(UN_NAME) and not is_un_named(getattr(row, "person", row)):
            name = whole._meta.model_name
            address = reverse(f"admin:proceedings_{name}_un_name", args=[whole.pk])
            context["buttons"] = [*context.get("buttons", ()), (_("Take this person out of everything"), address)]
        return super().render_change_form(request, context, *args, **kwargs)

    def un_name_view(self, request, object_id):
        if not request.user.has_perm(UN_NAME):
            raise PermissionDenied
        row = self.get_object(request, unquote(object_id))
        if row is None:
            raise Http404
        if self.model is not Person and row.person_id:
            return HttpResponseRedirect(reverse("admin:proceedings_person_un_name", args=[row.person_id]))
        person, seats = (row, seats_of(row)) if self.model is Person else (None, [row])
        ticked, stop = None, []
        if is_un_named(person):
            stop = [_("This person is taken out already.")]
        elif request.method == "POST":
            ticked = set(request.POST.getlist("place"))
            if request.POST.get("sure") != "1":
                stop = [_("Tick the last box: this cannot be taken back.")]
            else:
                seat = None if person else row
                try:
                    done = un_name(person, seat=seat, by=request.user, only=ticked)
                except NotPossible as reason:
                    stop = [str(reason)]
                else:
                    messages.success(request, _("Nothing that others can read names this person any more."))
                    return HttpResponseRedirect(reverse("admin:proceedings_unnaming_change", args=[done.pk]))
        # The whole database is read for it, so not before it is certain that a page is shown.
        found = found_of(person, seats)
        if ticked is None:
            ticked = {place.key for place in found if place.certain}
        context = self.admin_site.each_context(request) | {
            "opts": self.model._meta,
            "original": row,
            "title": _("Take somebody out"),
            "subtitle": person.full_name if person else row.name,
            "seats": seats,
            "places": [(place, place.key in ticked) for place in found if place.can_go],
            "beyond": out_of_reach(person, seats, found),
            "obstacles": stop,
            "heading": _("Not done yet"),
            "is_done": is_un_named(person),
        }
        return TemplateResponse(request, "admin/un_name.html", context)


@admin.register(UnNaming)
class UnNamingAdmin(Frozen, RecordAdmin):
    together = False
    list_display = ("at", "by", "texts_changed", "editions_changed")
    list_select_related = ("by",)
    date_hierarchy = "at"
    fieldsets = ((None, {"fields": ["at", "by", "what_was_done", "what_is_beyond"]}),)
    readonly_fields = ("at", "by", "what_was_done", "what_is_beyond")

    @admin.display(description=gettext_lazy("texts changed"))
    def texts_changed(self, row):
        return row.done.get("places", 0)

    @admin.display(description=gettext_lazy("editions changed"))
    def editions_changed(self, row):
        return row.done.get("editions", 0)

    @admin.display(description=gettext_lazy("what was done"))
    def what_was_done(self, row):
        return "\n".join(f"{capfirst(words)}: {row.done[name]}" for name, words in DONE.items() if row.done.get(name))

    @admin.display(description=gettext_lazy("out of our reach"))
    def what_is_beyond(self, row):
        return "\n".join(row.beyond)
