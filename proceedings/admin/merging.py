"""Two people who are one: who they may be, both side by side, and the way back."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.db.models import Count
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..access import may
from ..actions import NotPossible, merging, one_seat
from ..models import Participant, Person, PersonMerge, TwoPeople
from ..spreadsheets.duplicates import likely_duplicates
from .mixins import Frozen, RecordAdmin

LAST_MERGES = 20
LAST_DECIDED = 100


class MergeForm(forms.Form):
    """For each field in which two people differ, whose is kept."""

    def __init__(self, data, kept, gone):
        super().__init__(data)
        for name in merging.CHOSEN:
            mine, other = getattr(kept, name), getattr(gone, name)
            if mine == other:
                continue
            shown = (lambda person, name=name: getattr(person, f"get_{name}_display")()) if name == "gender" else None
            texts = [shown(person) if shown else getattr(person, name) for person in (kept, gone)]
            self.fields[name] = forms.ChoiceField(
                label=capfirst(Person._meta.get_field(name).verbose_name),
                choices=[(who, text or _("(nothing)")) for who, text in zip(("kept", "gone"), texts, strict=True)],
                initial="kept" if mine else "gone",
                widget=forms.RadioSelect,
            )
        self.seats = [self._add_seats(*seats) for seats in merging.both_seated(kept, gone)]

    def _add_seats(self, mine, other):
        """Ask which of two seats at one event stays, and where they differ in it, in which state."""
        event, which, state = mine.event_id, f"seat-{mine.event_id}", f"state-{mine.event_id}"
        confirmed = Participant.State.CONFIRMED
        self.fields[which] = forms.ChoiceField(
            label=_("Seat that stays at “%(event)s”") % {"event": mine.event},
            choices=[("kept", _seat_in_words(mine)), ("gone", _seat_in_words(other))],
            initial="gone" if other.state == confirmed != mine.state else "kept",
            help_text=self._what_happens(mine, other),
            widget=forms.RadioSelect,
        )
        if mine.state != other.state:
            choices = {"": _("as the seat that stays")} | {
                seat.state: seat.get_state_display() for seat in (mine, other)
            }
            self.fields[state] = forms.ChoiceField(
                label=_("State of that seat"), choices=choices.items(), required=False, widget=forms.RadioSelect
            )
        return event, which, state

    def _what_happens(self, mine, other):
        sentences = [
            _(
                "It gets what hangs on the other: days, answers, parts in sessions, promises, mails, mentions in "
                "drafts. The other’s badge and personal links open nothing any more."
            )
        ]
        if lost := one_seat.only_one_agreed(mine, other):
            sentences.append(
                _("Only one of the two seats agreed to be shown %(where)s: that ends, until they are asked again.")
                % {"where": ", ".join(map(str, lost))}
            )
        return " ".join(sentences)

    def chosen(self):
        """What was chosen: ({field: "kept" or "gone"}, {key of an event: Choice})."""
        data = dict(self.cleaned_data)
        seats = {
            event: one_seat.Choice(data.pop(which), data.pop(state, "") or None) for event, which, state in self.seats
        }
        return data, seats


def _seat_in_words(seat):
    words = [f"{seat}", seat.post, str(seat.organisation or seat.organisation_as_written), seat.get_state_display()]
    return ", ".join(filter(None, words))


class MergesPeople:
    """For the admin of people."""

    def get_urls(self):
        views = [
            ("merge/", self.merge_view, "merge"),
            ("duplicates/", self.duplicates_view, "duplicates"),
            ("merges/<int:pk>/", self.merged_view, "merged"),
        ]
        return [
            *(
                path(address, self.admin_site.admin_view(view), name=f"proceedings_person_{name}")
                for address, view, name in views
            ),
            *super().get_urls(),
        ]

    def has_merge_permission(self, request):
        return self.has_view_permission(request) and may(request.user, merging.MERGE)

    @admin.action(description=gettext_lazy("Make the two ticked people one"), permissions=["merge"])
    def merge_ticked(self, request, queryset):
        keys = sorted(queryset.order_by().values_list("pk", flat=True)[:3])
        if len(keys) != 2:
            self.message_user(request, _("Tick exactly two people."), messages.ERROR)
            return None
        return HttpResponseRedirect(f"{reverse('admin:proceedings_person_merge')}?one={keys[0]}&other={keys[1]}")

    def changelist_view(self, request, extra_context=None):
        context = {"may_merge": self.has_merge_permission(request)}
        return super().changelist_view(request, context | (extra_context or {}))

    def _mergeable(self, request):
        if not self.has_merge_permission(request):
            raise PermissionDenied
        return merging.mergeable(request.user).filter(pk__in=self.get_queryset(request).order_by().values("pk"))

    def _people_page(self, request, template, title, **context):
        context |= self.admin_site.each_context(request) | {"opts": self.model._meta, "title": title}
        return TemplateResponse(request, template, context)

    # Side by side

    def merge_view(self, request):
        allowed = self._mergeable(request)
        keys = [request.GET.get(name, "") for name in ("one", "other")]
        if not all(key.isascii() and key.isdigit() and len(key) < 19 for key in keys) or len(set(map(int, keys))) < 2:
            messages.error(request, _("Tick two people in the list, and choose there to make them one."))
            return HttpResponseRedirect(reverse("admin:proceedings_person_changelist"))
        # Whoever has more seats stays, because more refers to that row; then who was entered first.
        people = list(allowed.filter(pk__in=keys).annotate(n=Count("seats")).order_by("-n", "pk"))
        if len(people) != 2:
            raise PermissionDenied
        kept, gone = people
        form = MergeForm(request.POST if request.method == "POST" else None, kept, gone)
        stop = []
        decided = TwoPeople.objects.filter(one__in=people, other__in=people).select_related("by").first()
        if request.method == "POST" and request.POST.get("do") in ("two", "again"):
            return self._decide(request, kept, gone, decided)
        if request.method == "POST" and form.is_valid():
            try:
                choose, seats = form.chosen()
                row = merging.merge(kept, gone, by=request.user, choose=choose, seats=seats)
            except NotPossible as reason:
                stop = str(reason).splitlines()
            except IntegrityError:
                stop = [_("Nothing was merged: somebody changed the same people a moment ago. Look again.")]
            else:
                messages.success(request, _("The two are one now. For 30 days this page takes it back."))
                return HttpResponseRedirect(reverse("admin:proceedings_person_merged", args=[row.pk]))
        return self._people_page(
            request,
            "admin/person_merge.html",
            _("Are these two one person?"),
            form=form,
            both=[self._facts(person) for person in people],
            obstacles=stop,
            heading=_("This stands in the way"),
            decided=decided,
            will_be_protected=kept.is_protected or gone.is_protected,
        )

    def _decide(self, request, one, other, decided):
        """Note that the two are two people, or take that back."""
        if request.POST["do"] == "two":
            merging.keep_two(one, other, by=request.user)
            messages.success(request, _("Noted: these are two people. Nobody is asked about them again."))
        elif decided:
            merging.ask_again(decided, by=request.user)
            messages.success(request, _("Taken back: they may be one person."))
        return HttpResponseRedirect(reverse("admin:proceedings_person_duplicates"))

    def _facts(self, person):
        seats = person.seats.select_related("event", "organisation").order_by("-event__start_date", "pk")
        return {
            "person": person,
            "names": [name.name for name in person.other_names.all()],
            "seats": seats,
            "address": reverse("admin:proceedings_person_change", args=[person.pk]),
        }

    # Who may be the same

    def duplicates_view(self, request):
        allowed = self._mergeable(request)
        before = request.GET.get("before", "")
        before = int(before) if before.isascii() and before.isdigit() and len(before) < 19 else None
        found = likely_duplicates(allowed, before)
        keys = {key for pair in found.pairs for key in (pair.one, pair.other)}
        people = allowed.prefetch_related("seats__event", "seats__organisation").in_bulk(keys)
        merges = PersonMerge.objects.select_related("by", "kept").filter(kept__in=allowed.order_by().values("pk"))
        return self._people_page(
            request,
            "admin/person_duplicates.html",
            _("People who may be the same"),
            found=found,
            pairs=[(people[pair.one], people[pair.other], pair.certainty, pair.why) for pair in found.pairs],
            merges=merges[:LAST_MERGES],
            more_merges=may(request.user, "proceedings.view_personmerge"),
            decided=self._decided(allowed),
        )

    def _decided(self, allowed):
        """Of whom somebody said last that they are two people."""
        theirs = allowed.order_by().values("pk")
        pairs = TwoPeople.objects.filter(one__in=theirs, other__in=theirs)
        return pairs.select_related("one", "other", "by")[:LAST_DECIDED]

    # What was merged

    def merged_view(self, request, pk):
        row = PersonMerge.objects.select_related("kept", "by", "undone_by").filter(pk=pk).first()
        if row is None:
            raise Http404 if request.user.has_perm(merging.MERGE) else PermissionDenied
        allowed = self._mergeable(request)
        if row.kept_id is None and not request.user.has_perm(merging.MERGE):
            raise PermissionDenied
        if row.kept_id is not None and not allowed.filter(pk=row.kept_id).exists():
            raise PermissionDenied
        stop = []
        if request.method == "POST" and request.POST.get("do") == "take_back":
            try:
                gone = merging.take_back(row, by=request.user)
            except NotPossible as reason:
                stop = [str(reason)]
            else:
                messages.success(request, _("They are two people again, as they were."))
                return HttpResponseRedirect(
                    f"{reverse('admin:proceedings_person_merge')}?one={row.kept_id}&other={gone.pk}"
                )
        # Both keep their history under their numbers, also when the way back has closed.
        lines = Person.history.filter(history_change_reason=f"Merge {row.pk}", history_type="-")
        gone_pk = lines.values_list("id", flat=True).first()
        histories = [
            Person.history.filter(id=key).select_related("history_user") if key else []
            for key in (row.kept_id, gone_pk)
        ]
        return self._people_page(
            request,
            "admin/person_merged.html",
            _("Merge %(number)s") % {"number": row.pk},
            row=row,
            may_be_taken_back=merging.may_be_taken_back(row),
            obstacles=stop,
            heading=_("This stands in the way"),
            histories=list(
                zip((_("The person who stayed"), _("The person who went into them")), histories, strict=True)
            ),
        )


class TakenBack(admin.SimpleListFilter):
    title = gettext_lazy("taken back")
    parameter_name = "taken_back"

    def lookups(self, request, model_admin):
        return [("yes", _("yes")), ("no", _("no"))]

    def queryset(self, request, queryset):
        if self.value() in ("yes", "no"):
            return queryset.filter(undone_at__isnull=self.value() == "no")
        return queryset


@admin.register(PersonMerge)
class PersonMergeAdmin(Frozen, RecordAdmin):
    """Who was made one with whom, by whom and when; a row leads to the page with the way back."""

    together = False
    list_display = ("at", "kept_name", "by", "stands")
    # The name leads to the page with the way back, which says more than a form.
    list_display_links = None
    list_filter = ("by", TakenBack)
    list_select_related = ("by", "kept", "undone_by")
    search_fields = ("kept__name", "kept__other_names__name", "by__username")
    date_hierarchy = "at"
    export_instead = {"kept_name": ["kept"]}
    fieldsets = ((None, {"fields": [("at", "by"), "kept", ("undone_at", "undone_by")]}),)

    def get_queryset(self, request):
        merges = super().get_queryset(request)
        if request.user.has_perm(merging.MERGE):
            return merges
        return merges.filter(kept__in=merging.mergeable(request.user).order_by().values("pk"))

    @admin.display(description=gettext_lazy("who is one now"), ordering="kept__name")
    def kept_name(self, merge):
        name = merge.kept.full_name if merge.kept_id else "–"
        return format_html('<a href="{}">{}</a>', reverse("admin:proceedings_person_merged", args=[merge.pk]), name)

    @admin.display(description=gettext_lazy("how it stands"))
    def stands(self, merge):
        if merge.undone_at:
            return _("taken back by %(by)s, %(at)s") % {
                "by": merge.undone_by,
                "at": timezone.localtime(merge.undone_at).strftime("%Y-%m-%d"),
            }
        return _("can be taken back") if merging.may_be_taken_back(merge) else _("stays")
