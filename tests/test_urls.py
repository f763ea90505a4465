"""One walk over every address there is, for every role and method. What is allowed stands in tests/url_table.py."""

import re

import pytest
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.http import HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, get_resolver, reverse
from django.urls.exceptions import NoReverseMatch
from django_tasks_db.models import DBTaskResult

from proceedings.access import ROLES as GROUPS
from proceedings.actions import submitting
from proceedings.admin.site import BackOffice
from proceedings.models import (
    Answer,
    DelegateList,
    Edition,
    EditionFile,
    Event,
    Evidence,
    FrameworkGoal,
    Mailing,
    MailTemplate,
    Message,
    Organisation,
    Participant,
    PersonMerge,
    Picture,
    Proceedings,
    Publication,
    PublicationFile,
    Recommendation,
    Review,
    Session,
    Submission,
    WordFile,
)
from tests.make import make_event, make_user, publish
from tests.one_of_each import make_one_of_each
from tests.url_table import BACK_OFFICE, DESK, OPEN, ROLES, rules_of_models

pytestmark = pytest.mark.django_db

METHODS = ("get", "head", "post", "options")


def walk(resolver=None, namespace=""):
    """Every pattern of the site, as names such as "admin:proceedings_event_change"."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield namespace + (pattern.name or f"{pattern.pattern}"), pattern
        else:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            if pattern.namespace is None and str(pattern.pattern).startswith(
                ("auth/", "proceedings/", "axes/", "django")
            ):
                yield from walk(pattern, f"{inner}{str(pattern.pattern).strip('/').rsplit('/', 1)[-1]}|")
            else:
                yield from walk(pattern, inner)


def known_name(name):
    """The name in the table: "admin:event|proceedings_event_change" is "admin:proceedings_event_change"."""
    namespace, _, rest = name.partition(":")
    model, bar, pattern = rest.partition("|")
    if not bar:
        return name
    return f"{namespace}:{model}_row" if pattern == "<path:object_id>/" else f"{namespace}:{pattern}"


def the_table():
    table = OPEN | BACK_OFFICE | DESK
    models = {model._meta.model_name: model._meta.app_label for model in admin.site._registry}
    for name, found in rules_of_models().items():
        model, _, what = name.rpartition("_")
        if model in models:
            table[f"admin:{name}" if what == "row" else f"admin:{models[model]}_{name}"] = found
    return table


def test_every_address_is_declared_and_nothing_else_is():
    there = {known_name(name) for name, _pattern in walk()}
    declared = set(the_table())
    # Editions have no form to add one, and yet Django has an address for it: the table has it, too, for nobody.
    assert there - declared == set()
    assert declared - there == set()


def test_every_model_of_the_back_office_is_declared():
    models = {model._meta.model_name for model in admin.site._registry}
    assert models == {name.rpartition("_")[0] for name in rules_of_models() if name.rpartition("_")[0] in models}


@pytest.fixture
def rows():
    rows = make_one_of_each()
    event = rows[Event]
    # No font of ours has the dove that stands in its title.
    Event.objects.update(is_published=True, title="ကိစ္စ 会议")
    Organisation.objects.update(is_published=True)
    Recommendation.objects.update(state="published")
    ravi = get_user_model().objects.get(username="ravi")
    ravi.groups.set(make_user("p", "Publisher").groups.all())
    rows[Proceedings].sections.update(body="Nobody is named.")
    rows[Edition] = publish(Proceedings.objects.get(event=event), by=ravi, change_note="Second")
    rows[Proceedings].sections.update(heading="Nobody")
    submitter = get_user_model().objects.get(username="submitter")
    rows[Submission] = submitting.submit(Proceedings.objects.get(event=event), by=submitter, change_note="Third")
    Publication.objects.update(is_published=True)
    for model, more in ((AccessAttempt, {"failures_since_start": 1}), (AccessFailureLog, {}), (AccessLog, {})):
        rows[model] = model.objects.create(username="somebody", ip_address="192.0.2.1", **more)
    rows[DBTaskResult] = DBTaskResult.objects.create(
        args_kwargs={"args": [], "kwargs": {}}, task_path="proceedings.nothing", backend_name="default"
    )
    return rows


def arguments(name, rows):
    """What to put into an address: real rows, of an event that the team T has nothing to do with."""
    label = name.partition(":")[2]
    event = rows[Event]
    given = {
        "public:event": {"slug": event.slug},
        "public:edition_latest": {"slug": event.slug},
        "public:edition": {"slug": event.slug, "number": rows[Edition].number},
        "public:edition_compare": {"slug": event.slug, "one": 1, "other": rows[Edition].number},
        "public:commitment": {"ref": "C1"},
        "public:commitment_feed": {"ref": "C1"},
        "public:edition_cite": {"slug": event.slug, "number": rows[Edition].number, "ending": "bib"},
        "public:edition_pack": {"slug": event.slug, "number": rows[Edition].number},
        "public:event_calendar": {"slug": event.slug},
        "public:organisation_feed": {"slug": rows[Organisation].slug},
        "public:topic_feed": {"slug": "recruitment"},
        **{f"public:series{what}": {"slug": "dialogues"} for what in ("", "_feed", "_calendar")},
        "sitemap_part": {"section": "pages"},
        "data": {"name": "events", "ending": "csv"},
        "api:event": {"slug": event.slug},
        "api:commitment": {"ref": "C1"},
        "api:organisation": {"slug": rows[Organisation].slug},
        "public:organisation": {"slug": rows[Organisation].slug},
        "public:topic": {"slug": "recruitment"},
        **{f"public:goal{what}": {"key": rows[FrameworkGoal].key} for what in ("", "_feed", "_follow")},
        "public:thread": {"slug": "zero-fees"},
        "public:personal": {"token": "of-nobody"},
        "public:followed": {"token": "of-nobody"},
        "public:topic_follow": {"key": "recruitment"},
        "public:series_follow": {"key": "dialogues"},
        "public:organisation_follow": {"key": rows[Organisation].slug},
        "public:commitment_follow": {"key": "C1"},
        "public:register": {"slug": event.slug},
        "public:registered": {"slug": event.slug},
        "public:picture": {"key": rows[Picture].key, "name": "whole.png"},
        "public:document": {"token": rows[PublicationFile].token},
        "public:edition_file": {"slug": event.slug, "number": 1, "name": rows[EditionFile].name},
        "public:evidence": {"pk": rows[Evidence].pk},
        "admin:app_list": {"app_label": "proceedings"},
        "admin:auth_user_password_change": {"id": get_user_model().objects.get(username="ravi").pk},
        "admin:proceedings_participant_vault": {"object_id": rows[Participant].pk},
        "admin:proceedings_participant_links": {"object_id": rows[Participant].pk},
        "admin:proceedings_participant_answer": {"object_id": rows[Participant].pk, "answer": rows[Answer].pk},
        "admin:proceedings_proceedings_preview": {"object_id": rows[Proceedings].pk},
        "admin:proceedings_proceedings_check": {"object_id": rows[Proceedings].pk},
        "admin:proceedings_proceedings_submit": {"object_id": rows[Proceedings].pk},
        "admin:proceedings_submission_review": {"object_id": rows[Submission].pk},
        **{f"admin:proceedings_edition_{verb}": {"object_id": rows[Edition].pk} for verb in ("compare", "restore")},
        "admin:proceedings_event_numbers": {"object_id": event.pk},
        "admin:proceedings_event_outcomes": {"object_id": event.pk},
        "admin:proceedings_session_notes": {"object_id": rows[Session].pk},
        "admin:proceedings_event_word": {"object_id": event.pk},
        "admin:proceedings_wordfile_review": {"pk": rows[WordFile].pk},
        "admin:proceedings_wordfile_picture": {"pk": rows[WordFile].pk, "number": 1},
        "admin:proceedings_event_due": {"object_id": event.pk},
        "admin:proceedings_review_found": {"object_id": rows[Review].pk},
        "admin:proceedings_recommendation_thread": {"object_id": rows[Recommendation].pk},
        "admin:proceedings_person_merged": {"pk": rows[PersonMerge].pk},
        "admin:proceedings_participant_import_list": {"pk": rows[DelegateList].pk},
        "admin:proceedings_participant_seat": {"object_id": rows[Participant].pk, "verb": "reject"},
        "admin:proceedings_participant_import_back": {"pk": rows[DelegateList].pk},
        **{f"admin:proceedings_mailing_{verb}": {"pk": rows[Mailing].pk} for verb in ("release", "drop")},
        **{
            f"admin:proceedings_message_{verb}": {"pk": rows[Message].pk}
            for verb in ("drop", "again", "arrived", "bounced")
        },
        "admin:proceedings_mailtemplate_preview": {"pk": rows[MailTemplate].pk},
        "admin:proceedings_edition_withdraw": {"object_id": rows[Edition].pk},
    }
    if name in given:
        return given[name]
    if name in DESK and name not in {"desk:events", "desk:worker"}:
        return {"slug": event.slug}
    for model in admin.site._registry:
        if label.startswith(f"{model._meta.app_label}_{model._meta.model_name}_"):
            row = rows.get(model) or model._default_manager.first()
            return {"object_id": row.pk if row else 1}
    return {}


def addresses(rows):
    """(name, address) of every pattern; its own address where the resolver can make it."""
    for name, pattern in walk():
        known = known_name(name)
        if known.endswith("_row"):
            model = next(
                m for m in admin.site._registry if m._meta.model_name == known.partition(":")[2].removesuffix("_row")
            )
            row = rows.get(model) or model._default_manager.first()
            yield (
                known,
                reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
                + f"{row.pk if row else 1}/",
            )
        elif known == "admin:(?P<url>.*)$":
            yield known, "/admin/no/such/page/"
        else:
            for kwargs in (arguments(known, rows), {}):
                try:
                    yield known, reverse(known, kwargs=kwargs)
                    break
                except NoReverseMatch:
                    continue
            else:
                raise AssertionError(f"no address for {known}: {pattern}")


def signed_in(role, event):
    if role == "V":
        return None
    if role == "S":
        return make_user("superuser", is_superuser=True)
    if role == "T":
        return make_user("team", *GROUPS, event=event)
    groups = dict(zip("RWEPAD", GROUPS, strict=True))
    return make_user(f"role-{role}", *([groups[role]] if role in groups else []))


def bare_answer(_name, status, _request=None):
    return HttpResponse(status=status)


def expected(found, role, method):
    if role not in found.who:
        return {302} if role == "V" else {403}
    if method == "options":
        return found.options
    if method == "post":
        return {403} if role in found.look_only else found.post
    return found.get


def may_be_kept(name, answer):
    """Whether a cache may keep a page of the back office, which it may not. Its words for scripts are for everybody."""
    is_inside = name.startswith(("admin:", "desk:")) and name not in {"admin:logout", "admin:jsi18n"}
    return (
        is_inside and answer.status_code not in {302, 404} and "no-store" not in answer.headers.get("Cache-Control", "")
    )


def methods(role, name):
    """HEAD and OPTIONS reach the same guards: those who may least and most show whether a view takes them for POST.

    For whoever may most one model shows it of the views that Django has for each.
    """
    if role not in "VNS":
        return ("get", "post")
    of_each = re.fullmatch(r"admin:(\w+)_(changelist|add|change|delete|history|row)", name)
    return METHODS if role != "S" or not of_each or of_each[1] in {"event", "proceedings_event"} else ("get", "post")


# Ten thousand requests. Who gets in is decided in Python, so one database is enough to walk beside.
@pytest.mark.sqlite
@pytest.mark.parametrize("role", ROLES)
@pytest.mark.usefixtures("unwatched_pages")
def test_everybody_gets_where_the_table_says_and_nowhere_else(client, rows, role, monkeypatch):
    user = signed_in(role, make_event())
    table, wrong = the_table(), []
    if user:
        client.force_login(user)
    # Signing out ends the walk of a role, so it comes last.
    for name, address in sorted(addresses(rows), key=lambda found: found[0] == "admin:logout"):
        # Open to everybody: those who may least and most are enough.
        if name in OPEN and role not in "VNS":
            continue
        for method in methods(role, name):
            if user and name == "admin:logout":
                client.force_login(user)
            with monkeypatch.context() as patch:
                if method != "get" or role not in "SR":
                    # Who gets in is decided before a page is set. Each is set for whoever may see all, and least; what
                    # a form says to nonsense is read in test_admin_forms.
                    patch.setattr(TemplateResponse, "rendered_content", "")
                    patch.setattr(BackOffice, "each_context", lambda *_: {})
                    patch.setattr("proceedings.public.views.errors._answer", bare_answer)
                answer = getattr(client, method)(address)
            wanted = expected(table[name], role, method)
            if answer.status_code not in wanted:
                wrong.append(f"{role} {method.upper()} {name}: {answer.status_code}, not {sorted(wanted)}")
            elif answer.status_code == 302 and role not in table[name].who and "/login/" not in answer["Location"]:
                wrong.append(f"{method.upper()} {name} leads to {answer['Location']} and not to the sign-in")
            elif role == "S" and method == "get" and may_be_kept(name, answer):
                wrong.append(f"a cache may keep {name}: {answer.headers.get('Cache-Control')}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.sqlite
def test_exactly_these_open_without_signing_in(client, rows):
    opened = {
        name
        for name, address in addresses(rows)
        if (answer := client.get(address)).status_code != 302 or "/login/" not in answer["Location"]
    }
    assert opened == set(OPEN)
