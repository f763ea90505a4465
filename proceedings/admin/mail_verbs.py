"""What people do with mails: let them go, throw them away, send one again, note what became of one."""

from dataclasses import dataclass

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin import helpers
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from ..access import may, scoped
from ..actions import NotPossible, sending
from ..actions.mailing import LINK_MARK, in_our_words
from ..models import Mailing, Message
from ..telling import spoken

# As many are shown in full before a mailing goes, and one in each language; each can be opened from its page.
SAMPLES = 3
# More mailings than anybody looks at before letting them go together.
MOST_AT_ONCE = 100


class _Pages:
    def _row(self, request, pk, perm="proceedings.release_mailing"):
        row = self.get_object(request, str(pk))
        if row is None:
            raise Http404
        if not may(request.user, perm, row):
            raise PermissionDenied
        return row

    def _page(self, request, template, title, **context):
        context |= self.admin_site.each_context(request)
        return TemplateResponse(request, template, context | {"opts": self.model._meta, "title": title})

    def _to(self, row):
        return HttpResponseRedirect(reverse(f"admin:proceedings_{row._meta.model_name}_change", args=[row.pk]))


def languages_told(mailings):
    """For mail_languages.html: in which languages some mailings say our own words, and where nobody checked these."""
    rows = sorted({row for mailing in mailings for row in in_our_words(mailing)}, key=str)
    return {
        "in_our_words": rows,
        "unchecked": [row for row in rows if spoken(row.code) in settings.LANGUAGES_NOT_CHECKED],
    }


class MailingVerbs(_Pages):
    """For the admin class of mailings."""

    def get_urls(self):
        verbs = [("release", self.release_view), ("drop", self.drop_view)]
        return [
            path(f"<int:pk>/{verb}/", self.admin_site.admin_view(view), name=f"proceedings_mailing_{verb}")
            for verb, view in verbs
        ] + super().get_urls()

    def waits(self, mailing):
        return mailing.state in (Mailing.State.WAITING, Mailing.State.SECOND)

    def release_view(self, request, pk):
        mailing = self._row(request, pk)
        if request.method == "POST":
            try:
                mailing = sending.release(mailing, by=request.user)
            except NotPossible as reason:
                self._say(request, reason)
            else:
                self._note(request, mailing)
                messages.success(request, sending.told(mailing))
            return self._to(mailing)
        return self._release_page(request, [mailing], original=mailing)

    def _release_page(self, request, mailings, **context):
        rows = Message.objects.filter(mailing__in=mailings, state=Message.State.WAITING)
        number, firsts, keys = 0, {}, []
        # One for each mailing and language, for these have words of their own; then others.
        for pk, mailing, language in rows.order_by("mailing", "pk").values_list("pk", "mailing", "language"):
            number += 1
            if firsts.setdefault((mailing, language), pk) != pk and len(keys) < SAMPLES:
                keys.append(pk)
        keys = [*firsts.values(), *keys[: max(0, SAMPLES - len(firsts))]]
        shown = rows.filter(pk__in=keys).select_related("mailing__event", "language").order_by("mailing", "pk")
        return self._page(
            request,
            "admin/mailing_release.html",
            _("Let mails go"),
            mailings=mailings,
            number=number,
            samples=[(row, row.body.replace(LINK_MARK, "{link}")) for row in shown],
            needs_second=(needing := sending.needs_second(mailings, request.user)),
            bit_by_bit=needing and number <= sending.ALONE_UP_TO,
            alone_up_to=sending.ALONE_UP_TO,
            obstacles=[sentence for mailing in mailings for sentence in sending.obstacles(mailing)],
            second=any(mailing.state == Mailing.State.SECOND for mailing in mailings),
            **languages_told(mailings),
            **context,
        )

    def drop_view(self, request, pk):
        mailing = self._row(request, pk)
        if request.method == "POST":
            try:
                mailing = sending.drop(mailing, by=request.user)
            except NotPossible as reason:
                self._say(request, reason)
            else:
                self.log_change(request, mailing, "Thrown away.")
                messages.success(request, _("Nothing of it goes out."))
            return self._to(mailing)
        return self._page(
            request,
            "admin/mail_verb.html",
            _("Throw all of it away"),
            original=mailing,
            row=mailing,
            sentence=_("No message of it goes out, and their personal links open nothing."),
            verb=_("Throw it away"),
        )

    def _say(self, request, reason):
        for sentence in str(reason).splitlines():
            messages.error(request, sentence)

    def _note(self, request, mailing):
        second = mailing.state == Mailing.State.SECOND
        self.log_change(request, mailing, "Looked at, waits for a second person." if second else "Let go.")

    # Several at once

    def has_release_permission(self, request):
        return may(request.user, "proceedings.release_mailing")

    @admin.action(description=_("Let the ticked mailings go"), permissions=["release"])
    def release_ticked(self, request, queryset):
        mailings = scoped(queryset.select_related("event"), request.user, "proceedings.release_mailing")
        mailings = list(mailings.order_by("pk")[: MOST_AT_ONCE + 1])
        waiting = [mailing for mailing in mailings if self.waits(mailing)]
        if len(mailings) > MOST_AT_ONCE:
            messages.error(request, _("Tick at most %(number)s mailings at once.") % {"number": MOST_AT_ONCE})
        elif not waiting:
            messages.error(request, _("None of them waits."))
        elif not request.POST.get("sure"):
            return self._release_page(request, waiting, ticked=waiting, action_box=helpers.ACTION_CHECKBOX_NAME)
        else:
            try:
                for mailing in sending.release_all(waiting, by=request.user):
                    self._note(request, mailing)
                    messages.success(request, f"{mailing}: {sending.told(mailing)}")
            except NotPossible as reason:
                self._say(request, reason)
        return None


class BounceForm(forms.Form):
    reason = forms.CharField(
        label=_("What it says"),
        max_length=500,
        required=False,
        help_text=_("Such as “mailbox unknown”. Empty: it came back."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )


@dataclass(frozen=True)
class Verb:
    """What can be done with one message: in which states, by which action, and what is said before and after."""

    name: str
    label: str
    action: object
    states: tuple
    sentence: str
    done: str
    form: type = forms.Form


State = Message.State
VERBS = (
    Verb(
        "drop",
        _("Throw it away"),
        sending.drop_message,
        (State.WAITING, State.FAILED),
        _("It does not go out, and its personal link opens nothing."),
        _("It does not go out."),
    ),
    Verb(
        "again",
        _("Send it again"),
        sending.send_again,
        (State.FAILED, State.UNSURE, State.BOUNCED),
        _("It goes out once more, to the same address, with a new link. If it had arrived, it arrives twice."),
        _("It goes out once more."),
    ),
    Verb(
        "arrived",
        _("It was sent"),
        sending.note_arrived,
        (State.UNSURE,),
        _("Nobody knows whether it went out before the worker was stopped. Choose this if you know that it did."),
        _("Noted as sent."),
    ),
    Verb(
        "bounced",
        _("It came back"),
        sending.note_bounce,
        (State.SENT, State.UNSURE),
        _("For mails that came back to your own mailbox. What comes back to the site’s address is noted by itself."),
        _("Noted that it came back."),
        BounceForm,
    ),
)


class MessageVerbs(_Pages):
    """For the admin class of messages."""

    def get_urls(self):
        def view_of(verb):
            return self.admin_site.admin_view(lambda request, pk: self.verb_view(request, pk, verb))

        ours = [path(f"<int:pk>/{v.name}/", view_of(v), name=f"proceedings_message_{v.name}") for v in VERBS]
        return ours + super().get_urls()

    def verbs_for(self, request, message):
        """What a user can do with a message now: [(label, address), …]."""
        if not may(request.user, "proceedings.release_mailing", message):
            return []
        return [
            (verb.label, reverse(f"admin:proceedings_message_{verb.name}", args=[message.pk]))
            for verb in VERBS
            if message.state in verb.states
        ]

    def verb_view(self, request, pk, verb):
        message = self._row(request, pk)
        form = verb.form(request.POST if request.method == "POST" else None)
        if request.method == "POST" and form.is_valid():
            try:
                verb.action(message, by=request.user, **form.cleaned_data)
            except NotPossible as reason:
                messages.error(request, str(reason))
            else:
                self.log_change(request, message, str(verb.done))
                messages.success(request, verb.done)
            return self._to(message)
        return self._page(
            request,
            "admin/mail_verb.html",
            verb.label,
            original=message,
            row=message,
            message=message,
            sentence=verb.sentence,
            form=form,
            verb=verb.label,
        )
