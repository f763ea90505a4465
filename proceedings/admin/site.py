"""The back office itself: whose it is, what its first page says, in which order its lists stand."""

from functools import cache

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.core.validators import MaxLengthValidator
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from ..models import Network
from .choices import ChoicesView
from .odd import answers_odd_questions
from .waiting import waiting_for

# The lists in the order of the work. What is not named here comes last, for superusers.
GROUPS = (
    ("events", _("Events"), ("event", "registration", "question", "session", "series", "project", "venue")),
    (
        "people",
        _("People"),
        (
            "participant",
            "person",
            "delegation",
            "consent",
            "photo",
            "organisation",
            "organisationclass",
            "lettertemplate",
            "personmerge",
        ),
    ),
    ("mail", _("Mail"), ("mailing", "message", "mailtemplate", "follower")),
    (
        "outcomes",
        _("Outcomes"),
        (
            "proceedings",
            "submission",
            "edition",
            "note",
            "recommendation",
            "thread",
            "commitment",
            "partyanswer",
            "partycontact",
            "update",
            "review",
            "translation",
        ),
    ),
    ("publications", _("Publications"), ("publication", "picture", "source")),
    (
        "lists",
        _("Lists to choose from"),
        (
            "topic",
            "framework",
            "frameworkgoal",
            "constituency",
            "organisationkind",
            "eventkind",
            "sessionkind",
            "seatrole",
            "tag",
            "publicationkind",
            "language",
            "columnheading",
        ),
    ),
    ("site", _("Site"), ("network", "export", "vaultlook", "user", "group")),
)


class SignInForm(AdminAuthenticationForm):
    """Django's, which leaves it to the browser to stop a name too long for PostgreSQL, where it would be an error."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        username = self.fields["username"]
        username.validators.append(MaxLengthValidator(username.max_length))


class BackOffice(admin.AdminSite):
    login_form = SignInForm
    index_title = _("What waits for you today")

    def each_context(self, request):
        name = Network.objects.values_list("name", flat=True).first() or _("Events and proceedings")
        return super().each_context(request) | {"site_title": name, "site_header": name}

    def get_app_list(self, request, app_label=None):
        if app_label:
            return super().get_app_list(request, app_label)
        apps = [
            {**place, "models": [entry for one in models if (entry := self._entry(request, *one))]}
            for place, models in self._places
        ]
        return [app for app in apps if app["models"]]

    @cached_property
    def _places(self):
        """[(what Django tells of an app, [(name, model, its admin, list, form to add), …]), …] in the order of GROUPS.

        The menu stands on every page, and Django would look up its 120 addresses for each.
        """
        models = {model._meta.object_name.lower(): (model, known) for model, known in self._registry.items()}
        index = reverse("admin:index", current_app=self.name)
        groups = [(key, name, [models.pop(model) for model in order if model in models]) for key, name, order in GROUPS]
        by_name = sorted(models.values(), key=lambda found: str(found[0]._meta.verbose_name_plural).lower())
        groups.append(("machinery", _("Machinery"), by_name))
        return [
            (
                {"name": name, "app_label": key, "app_url": f"{index}#{key}", "has_module_perms": True},
                [
                    (model, known, self._address(model, "changelist"), self._address(model, "add"))
                    for model, known in found
                ],
            )
            for key, name, found in groups
        ]

    def _address(self, model, what):
        return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{what}", current_app=self.name)

    def _entry(self, request, model, known, changelist, add):
        """What Django's menu tells of a model, or None where whoever asks may do nothing with it."""
        perms = known.get_model_perms(request) if known.has_module_permission(request) else {}
        if not any(perms.values()):
            return None
        may_open = perms["view"] or perms["change"]
        return {
            "model": model,
            "name": capfirst(model._meta.verbose_name_plural),
            "object_name": model._meta.object_name,
            "perms": perms,
            "admin_url": changelist if may_open else None,
            "add_url": add if perms["add"] else None,
            "view_only": may_open and not perms["change"],
        }

    def index(self, request, extra_context=None):
        return super().index(request, {"waiting": waiting_for(request.user)} | (extra_context or {}))

    def admin_view(self, view, cacheable=False):
        """As Django's; only the words for its scripts may be kept, not the form to change a password."""
        return super().admin_view(answers_odd_questions(view), cacheable and view == self.i18n_javascript)

    def get_urls(self):
        # "View on site" by the number of a row would tell anybody the address of everything.
        return [url for url in super().get_urls() if getattr(url, "name", "") != "view_on_site"]

    def autocomplete_view(self, request):
        return ChoicesView.as_view(admin_site=self)(request)


@cache
def back_office():
    """The one BackOffice. Django asks for it a second time while our admin classes register with it."""
    return BackOffice(name="admin")
