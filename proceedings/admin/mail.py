"""The outbox: mails that wait for a look, those that went out, and the words they are written from."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from ..access import may, scoped
from ..actions import NotPossible, discretion, sending
from ..actions.mail_words import EXAMPLES, PLACEHOLDERS
from ..actions.mailing import LINK_MARK, check_placeholders, example
from ..models import Mailing, MailTemplate, Message
from .forms import RecordForm
from .mail_verbs import MailingVerbs, MessageVerbs, languages_told
from .mixins import Frozen, RecentEvents, RecordAdmin
from .waiting import second_look_by, to_be_decided

# More than anybody reads on one page; the list of messages has them all, page by page.
SHOWN = 50
# How a link is written where people change words.
LINK_WRITTEN = "{link}"
# A letter, not a remark.
ROWS = 14


class TemplateForm(RecordForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "body" in self.fields:
            self.fields["body"].widget.attrs["rows"] = ROWS

    def clean(self):
        cleaned = super().clean()
        for name in ("subject", "body"):
            try:
                check_placeholders(cleaned.get(name) or "")
            except ValidationError as error:
                self.add_error(name, error)
        if LINK_WRITTEN in (cleaned.get("subject") or ""):
            self.add_error("subject", _("A link cannot stand in a subject."))
        if cleaned.get("is_discreet") and not self.errors:
            try:
                discretion.check_template(cleaned["subject"], cleaned["body"])
            except ValidationError as error:
                self.add_error(None, error)
        if not cleaned.get("event") and "event" in self.fields and "event" not in self.errors:
            verb = "change" if self.instance.pk else "add"
            if self.by and not self.by.has_perm(f"proceedings.{verb}_mailtemplate"):
                self.add_error("event", _("Choose your event. What holds for all events is for those who work on all."))
        return cleaned


@admin.register(MailTemplate)
class MailTemplateAdmin(RecordAdmin):
    form = TemplateForm
    list_display = ("use_name", "language", "event", "is_discreet", "subject")
    list_filter = ("use", "language", "is_discreet", RecentEvents)
    list_select_related = ("language", "event")
    search_fields = ("subject", "body", "event__title")
    export_instead = {"use_name": ["use"]}
    change_form_template = "admin/mailtemplate_form.html"
    fieldsets = ((None, {"fields": [("use", "language"), "event", "is_discreet", "subject", "body"]}),)

    @admin.display(description="for", ordering="use")
    def use_name(self, template):
        return template.get_use_display()

    # The words for all events are changed by those who work on all; a team reads them, and writes its own.

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and self._is_theirs(request, "change", obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and self._is_theirs(request, "delete", obj)

    def _is_theirs(self, request, verb, obj):
        everywhere = request.user.has_perm(f"proceedings.{verb}_mailtemplate")
        return obj is None or obj.event_id is not None or everywhere

    def render_change_form(self, request, context, *args, **kwargs):
        context["placeholders"] = [(f"{{{name}}}", told) for name, told in PLACEHOLDERS.items()]
        return super().render_change_form(request, context, *args, **kwargs)

    def get_urls(self):
        view = self.admin_site.admin_view(self.preview_view)
        return [path("<int:pk>/preview/", view, name="proceedings_mailtemplate_preview"), *super().get_urls()]

    def preview_view(self, request, pk):
        template = self.get_object(request, str(pk))
        if template is None:
            raise Http404
        subject, body = example(template.event, template.subject, template.body, EXAMPLES, template.language.code)
        context = self.admin_site.each_context(request) | {
            "opts": self.model._meta,
            "original": template,
            "title": _("As a mail would read"),
            "subject": subject,
            "body": body,
            "language": template.language.code,
        }
        return TemplateResponse(request, "admin/mailtemplate_preview.html", context)


class WaitsFor(admin.SimpleListFilter):
    title = "wait"
    parameter_name = "waits"

    def lookups(self, request, model_admin):
        return [("look", _("for a look")), ("second", _("for a second person, who may be you"))]

    def queryset(self, request, queryset):
        if self.value() == "look":
            return queryset.filter(state=Mailing.State.WAITING)
        return second_look_by(queryset, request.user) if self.value() == "second" else queryset


def who_and_when(who, when):
    return f"{who}, {date_format(timezone.localtime(when), 'DATETIME_FORMAT')}"


@admin.register(Mailing)
class MailingAdmin(MailingVerbs, Frozen, RecordAdmin):
    list_display = ("use_name", "messages_in_it", "state_name", "written_at", "written_by", "event")
    list_filter = (WaitsFor, "state", "use", RecentEvents)
    list_select_related = ("event", "written_by")
    search_fields = ("event__title", "messages__to", "messages__subject")
    ordering = ("-written_at", "-id")
    actions = (*RecordAdmin.actions, "release_ticked")
    change_form_template = "admin/mailing_form.html"
    export_instead = {"use_name": ["use"], "state_name": ["state"]}
    fieldsets = ((None, {"fields": ["event", "use_name", "state_name", "written", "looked_at", "let_go"]}),)
    readonly_fields = ("use_name", "state_name", "written", "looked_at", "let_go")

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(size=Count("messages", distinct=True))

    def get_fieldsets(self, request, obj=None):
        """Without what has not happened yet."""
        [(name, options)] = super().get_fieldsets(request, obj)
        left_out = {"looked_at"} if obj and not obj.looked_at_by_id else set()
        left_out |= {"let_go"} if obj and not obj.released_by_id else set()
        return [(name, options | {"fields": [field for field in options["fields"] if field not in left_out]})]

    # By name, not as a link: who writes mails may not look at the accounts of others.

    @admin.display(description="written")
    def written(self, mailing):
        return who_and_when(mailing.written_by or _("by itself"), mailing.written_at)

    @admin.display(description="looked at first by")
    def looked_at(self, mailing):
        return str(mailing.looked_at_by)

    @admin.display(description="let go")
    def let_go(self, mailing):
        return who_and_when(mailing.released_by, mailing.released_at)

    @admin.display(description="for", ordering="use")
    def use_name(self, mailing):
        return mailing.get_use_display()

    @admin.display(description="state", ordering="state")
    def state_name(self, mailing):
        return mailing.get_state_display()

    @admin.display(description="messages", ordering="size")
    def messages_in_it(self, mailing):
        return mailing.size

    def render_change_form(self, request, context, *args, **kwargs):
        mailing = kwargs["obj"]
        rows = scoped(mailing.messages.order_by("pk"), request.user, "proceedings.view_message")
        number = rows.count()
        context |= {
            "rows": rows.select_related("language")[:SHOWN],
            "number": number,
            "more": max(0, number - SHOWN),
            "needs_second": sending.needs_second([mailing], request.user),
            "obstacles": sending.obstacles(mailing) if self.waits(mailing) else [],
            **languages_told([mailing] if self.waits(mailing) else []),
            "all_messages": f"{reverse('admin:proceedings_message_changelist')}?mailing__id__exact={mailing.pk}",
            "may_release": self.waits(mailing) and may(request.user, "proceedings.release_mailing", mailing),
            "was_first": mailing.looked_at_by_id == request.user.pk and mailing.state == Mailing.State.SECOND,
        }
        return super().render_change_form(request, context, *args, **kwargs)


class MessageForm(RecordForm):
    """The words of a message; its link is written {link}."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "body" in self.fields:
            self.initial["body"] = self.instance.body.replace(LINK_MARK, LINK_WRITTEN)
            self.fields["body"].widget.attrs["rows"] = ROWS
            self.fields["body"].help_text = _("{link} stands where the personal link will be. It is made on sending.")

    def clean_body(self):
        return self.cleaned_data["body"].replace(LINK_MARK, "").replace(LINK_WRITTEN, LINK_MARK)


class OfRecentEvents(RecentEvents):
    path = "mailing__event"


class Attention(admin.SimpleListFilter):
    title = "need"
    parameter_name = "needs"

    def lookups(self, request, model_admin):
        return [("1", _("somebody to decide"))]

    def queryset(self, request, queryset):
        return to_be_decided(queryset) if self.value() else queryset


@admin.register(Message)
class MessageAdmin(MessageVerbs, RecordAdmin):
    form = MessageForm
    list_display = ("to", "subject", "state_name", "use_name", "event", "sent_at")
    list_filter = (Attention, "state", "mailing__use", OfRecentEvents)
    list_select_related = ("mailing__event", "participant__person", "language")
    search_fields = ("to", "subject", "mailing__event__title")
    ordering = ("-id",)
    change_form_template = "admin/message_form.html"
    export_instead = {"state_name": ["state"], "use_name": [], "event": ["mailing"]}
    readonly_fields = ("to", "of_mailing", "state_name", "sent_at", "failure", "words", "extras")

    def get_fieldsets(self, request, obj=None):
        words = ["subject", "body"] if self.can_be_rewritten(request, obj) else ["subject", "words"]
        more = ["failure"] if obj and obj.failure else []
        return [
            (None, {"fields": ["to", ("state_name", "sent_at"), *more, "of_mailing"]}),
            (_("What it says"), {"fields": [*words, "extras"]}),
        ]

    def get_readonly_fields(self, request, obj=None):
        fixed = super().get_readonly_fields(request, obj)
        return fixed if self.can_be_rewritten(request, obj) else (*fixed, "subject")

    def can_be_rewritten(self, request, obj):
        return (
            obj is not None
            and self.has_change_permission(request, obj)
            and obj.state == Message.State.WAITING
            and obj.mailing.state in (Mailing.State.WAITING, Mailing.State.SECOND)
        )

    def has_add_permission(self, request):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    def lookup_allowed(self, lookup, value, request=None):
        return lookup == "mailing__id__exact" or super().lookup_allowed(lookup, value, request)

    @admin.display(description="state", ordering="state")
    def state_name(self, message):
        return message.get_state_display()

    @admin.display(description="for", ordering="mailing__use")
    def use_name(self, message):
        return message.mailing.get_use_display()

    @admin.display(description="event")
    def event(self, message):
        return message.mailing.event

    @admin.display(description="mailing")
    def of_mailing(self, message):
        address = reverse("admin:proceedings_mailing_change", args=[message.mailing_id])
        return format_html(
            '<a href="{}">{}</a>, {}, {}', address, message.mailing, self.use_name(message), message.mailing.event
        )

    @admin.display(description="text")
    def words(self, message):
        return format_html('<div class="mail-text" dir="auto">{}</div>', shown_text(message))

    @admin.display(description="also")
    def extras(self, message):
        told = [
            _("discreet") if message.is_discreet else "",
            _("with a calendar entry") if message.with_calendar else "",
            message.language.name if message.language_id else "",
        ]
        return ", ".join(filter(None, told)) or "-"

    def save_model(self, request, obj, form, change):
        words = {name: form.cleaned_data[name] for name in ("subject", "body") if name in form.cleaned_data}
        if len(words) < 2:
            return
        try:
            sending.rewrite(obj, by=request.user, **words)
        except NotPossible as sentence:
            messages.error(request, str(sentence))

    def render_change_form(self, request, context, *args, **kwargs):
        message = kwargs["obj"]
        context["verbs"] = self.verbs_for(request, message)
        # Only words can be saved.
        context["show_save"] = context["show_save_and_continue"] = self.can_be_rewritten(request, message)
        return super().render_change_form(request, context, *args, **kwargs)


def shown_text(message):
    """The words of a message, with its link as people write it."""
    return message.body.replace(LINK_MARK, LINK_WRITTEN)
