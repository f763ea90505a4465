"""What was submitted is reviewed: the check, the difference, what outsiders say; then somebody else decides."""

from datetime import UTC, datetime

from django import forms
from django.contrib import admin, messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..access import may
from ..actions import NotPossible, fact_checking, publishing, submitting
from ..documents.checking import check, is_as_submitted
from ..documents.comparing_pages import compare, pieces_of
from ..documents.rendering import readable
from ..models import Submission
from .mixins import Frozen, RecentEvents, RecordAdmin
from .publishing import WIDE, VerbPages, shown_hits
from .waiting import submissions_waiting

State = Submission.State


class ScheduleForm(forms.Form):
    """A day and an hour in the time of the event."""

    day = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    time = forms.TimeField(label=gettext_lazy("Time"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))

    def __init__(self, data, zone):
        super().__init__(data, prefix="at")
        self.zone = zone
        self.fields["time"].help_text = _("In the time of the event: %(zone)s.") % {"zone": zone_now(zone)}

    def clean(self):
        cleaned = super().clean()
        if "day" in cleaned and "time" in cleaned:
            said = datetime.combine(cleaned["day"], cleaned["time"])
            moment = said.replace(tzinfo=self.zone)
            try:
                there = moment.astimezone(UTC).astimezone(self.zone).replace(tzinfo=None)
            except OverflowError:
                # The first and last hours of the calendar have no like in other zones.
                raise forms.ValidationError(_("Choose a day of the year to come.")) from None
            if there != said:
                raise forms.ValidationError(_("That hour does not exist there: clocks are put forward that day."))
            cleaned["moment"] = moment
        return cleaned


class SendBackForm(forms.Form):
    comment = forms.CharField(
        label=gettext_lazy("What is to be changed"),
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text=gettext_lazy("Whoever wrote it reads it above the form."),
    )


class AskForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=500,
        widget=forms.TextInput(attrs=WIDE),
        help_text=gettext_lazy("The second person reads it, and it stays beside the edition."),
    )


class FactCheckForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=300, widget=forms.TextInput(attrs=WIDE))
    email = forms.EmailField(label=gettext_lazy("E-mail"), widget=forms.EmailInput(attrs=WIDE))
    question = forms.CharField(
        label=gettext_lazy("What you ask"),
        required=False,
        max_length=fact_checking.LONGEST,
        widget=forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"}),
        help_text=gettext_lazy("They read it above the text. It may stay empty."),
    )
    days = forms.IntegerField(
        label=gettext_lazy("Open for, in days"), min_value=1, max_value=fact_checking.MOST_DAYS, initial=14
    )


def zone_now(zone, moment=None):
    """A time zone with its offset at a moment: "Asia/Yangon, UTC+06:30"."""
    offset = (moment or timezone.now()).astimezone(zone).strftime("%z")
    return f"{zone}, UTC{offset[:3]}:{offset[3:5]}"


def in_zone(moment, zone):
    """A moment as people at the event would say it: "20 July 2030, 17:00 (Asia/Yangon, UTC+06:30)"."""
    return f"{date_format(moment.astimezone(zone), 'j F Y, H:i')} ({zone_now(zone, moment)})"


class Waits(admin.SimpleListFilter):
    """The lists behind the first page."""

    title = gettext_lazy("what waits")
    parameter_name = "waits"

    def lookups(self, request, model_admin):
        return [
            ("review", _("for my review")),
            ("second", _("for my signature")),
            ("back", _("sent back to me")),
            ("at", _("for its time")),
            ("stopped", _("stopped")),
            ("answers", _("with answers of outsiders")),
        ]

    def queryset(self, request, queryset):
        return submissions_waiting(queryset, request.user, self.value()) if self.value() else queryset


class OfRecentEvents(RecentEvents):
    path = "proceedings__event"


@admin.register(Submission)
class SubmissionAdmin(VerbPages, Frozen, RecordAdmin):
    together = False
    list_display = ("proceedings", "state", "at", "by", "change_note", "publish_at")
    list_filter = (Waits, "state", OfRecentEvents)
    list_select_related = ("proceedings__event", "by")
    search_fields = ("proceedings__title", "change_note")
    date_hierarchy = "at"
    change_form_template = "admin/submission_form.html"
    fieldsets = (
        (None, {"fields": ["proceedings", "state", "change_note", ("at", "by")]}),
        ("Decided", {"fields": [("decided_at", "decided_by"), "publish_at", "comment", "edition"]}),
        ("Two signatures", {"fields": [("asked_at", "asked_by"), "asked_reason"]}),
    )

    def get_queryset(self, request):
        # Whole drafts are for the page of one.
        return super().get_queryset(request).defer("draft")

    def get_urls(self):
        return self._addresses({"review": self.review_view}) + super().get_urls()

    def review_view(self, request, object_id):
        submission = self._row(request, object_id, "proceedings.view_submission")
        event, user = submission.proceedings.event, request.user
        do = request.POST.get("do", "")
        forms_ = {
            "schedule": ScheduleForm(request.POST if do == "schedule" else None, event.zone),
            "send_back": SendBackForm(request.POST if do == "send_back" else None),
            "ask": AskForm(request.POST if do == "ask" else None),
            "fact_check": FactCheckForm(request.POST if do == "fact_check" else None),
        }
        if request.method == "POST" and (done := self._act(request, submission, do, forms_.get(do))):
            return done
        return self._page(
            request,
            "admin/submission_review.html",
            submission,
            _("Review"),
            **self._review_of(request, submission),
            subtitle=submission.proceedings.title,
            forms=forms_,
            bound=do,
            may_decide=submitting.may_decide(user, submission) and submission.state == State.WAITING,
            may_publish=may(user, "proceedings.publish_proceedings", submission),
            may_take_back=submission.is_open
            and any(may(user, f"proceedings.{perm}_proceedings", submission) for perm in ("submit", "publish")),
            is_mine=submission.by_id == user.pk,
            is_second=submission.asked_by_id is not None and submission.asked_by_id != user.pk,
        )

    def _review_of(self, request, submission):
        """What was submitted, the difference to what is public, and what was found in it."""
        proceedings = submission.proceedings
        zone = proceedings.event.zone
        (html, _page), then = fact_checking.what_they_read(submission)
        last = proceedings.editions.filter(withdrawn_at=None).order_by("-number").first()
        if submission.edition_id:
            last = proceedings.editions.filter(withdrawn_at=None, number__lt=submission.edition.number).first()
        shown = {
            "then": then,
            "text": html,
            "last": last,
            "difference": compare(pieces_of(readable(last.source)), pieces_of(html)) if last else None,
            "publish_at": in_zone(submission.publish_at, zone) if submission.publish_at else "",
            "zone": zone_now(zone),
            "fact_checks": [
                (
                    row,
                    # As the mail tells it to the outsider.
                    [
                        fact_checking.until_in_words(proceedings.event, link.expires_at)
                        for link in row.links.all()
                        if not link.revoked_at and link.expires_at > timezone.now()
                    ],
                )
                for row in submission.fact_checks.select_related("asked_by").prefetch_related("remarks", "links")
            ],
        }
        if submission.is_open:
            # To who would publish it, their own word that something else is meant does not count.
            signers = [request.user] if submitting.may_decide(request.user, submission) else []
            found = check(proceedings, signers=signers, change_note=submission.change_note)
            changed = not is_as_submitted(submission)
            shown |= {"found": found, "changed": changed, "is_blocked": changed or bool(found.sentences)}
            shown["hits"], shown["settled"] = shown_hits(request, proceedings, found)
        return shown

    def _act(self, request, submission, do, form):
        """Do what a button says. Returns the answer, or None where a form is to be looked at again."""
        if form is not None and not form.is_valid():
            return None
        said = form.cleaned_data if form is not None else {}
        user = request.user
        try:
            if do in {"publish", "second"}:
                edition = publishing.publish(submission, by=user, as_second=do == "second")
                self._note_edition(request, edition)
                return HttpResponseRedirect(reverse("admin:proceedings_edition_change", args=[edition.pk]))
            if do == "schedule":
                second = bool(request.POST.get("second"))
                row = publishing.schedule(submission, by=user, at=said["moment"], as_second=second)
                sentence = _("It will be published on %(when)s, if all is still in order then.") % {
                    "when": in_zone(row.publish_at, submission.proceedings.event.zone)
                }
            elif do == "unschedule":
                publishing.unschedule(submission, by=user)
                sentence = _("It waits for a review again, and is not published by itself.")
            elif do == "send_back":
                submitting.send_back(submission, by=user, comment=said["comment"])
                sentence = _("Sent back. Whoever submitted it reads your comment.")
            elif do == "ask":
                submitting.ask_second(submission, by=user, reason=said["reason"])
                sentence = _("Another publisher is asked to sign as well.")
            elif do == "take_back":
                submitting.take_back(submission, by=user)
                sentence = _("Taken back. It can be submitted anew.")
            elif do == "fact_check":
                fact_checking.ask(submission, by=user, **said)
                sentence = _("A mail with their private link goes out to them now.")
            elif do == "end_link":
                fact_checking.end(self._fact_check(request, submission), by=user)
                sentence = _("Their link opens nothing any more.")
            else:
                return None
        except NotPossible as no:
            for line in str(no).splitlines():
                messages.error(request, line)
            if form is not None:
                return None
        else:
            self.log_change(request, submission, sentence)
            messages.success(request, sentence)
        return self._to("submission_review", submission.pk)

    def _fact_check(self, request, submission):
        asked = request.POST.get("fact_check", "")
        row = next((row for row in submission.fact_checks.all() if str(row.pk) == asked), None)
        if row is None:
            raise NotPossible(_("That link opens nothing any more."))
        return row

    def _note_edition(self, request, edition):
        said = _("Published edition %(number)s.") % {"number": edition.number}
        if edition.published_with_id:
            said += " " + _("Signed by %(one)s and %(other)s, because: %(reason)s") % {
                "one": edition.published_by,
                "other": edition.published_with,
                "reason": edition.published_reason,
            }
        self.log_change(request, edition.proceedings, said)
        messages.success(
            request,
            _("Edition %(number)s is public at %(address)s")
            % {"number": edition.number, "address": edition.get_absolute_url()},
        )
