"""Noy works on one event only. Nothing of any other event reaches her, on whatever way she asks."""

import json

import pytest
from django.contrib import admin
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.options import ModelAdmin
from django.db import models
from django.urls import reverse

from proceedings.access import EVENT_PATHS, ROLES
from proceedings.models import (
    Consent,
    EditionMention,
    Event,
    Participant,
    Person,
    Photo,
    Picture,
    Proceedings,
    Publication,
    PublicationKind,
    Session,
)
from tests.make import (
    make_commitment,
    make_event,
    make_organisation,
    make_participant,
    make_person,
    make_proceedings,
    make_session,
    make_user,
)
from tests.one_of_each import make_one_of_each

# Who reaches what is decided by permissions and plain querysets, so one database is enough.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("bare_pages")]

CANARY = "zzcanary"


@pytest.fixture
def mine():
    return make_event(title="Mine")


@pytest.fixture
def theirs(mine):
    """One row of everything, of events that Noy has nothing to do with; every text of it holds a canary."""
    rows = make_one_of_each()
    # A photograph belongs to its event; the cover beside it is shared by all.
    for name in EVENT_PATHS:
        model = next(m for m in rows if m._meta.model_name == name) if name in _names(rows) else None
        if model in (None, Picture, EditionMention):
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField) and _may_hold_a_canary(field):
                for row in model.objects.exclude(pk=mine.pk if model is Event else None):
                    value = f"{getattr(row, field.attname)} {CANARY}"[: field.max_length or 999]
                    model.objects.filter(pk=row.pk).update(**{field.attname: value})
    Picture.objects.filter(photo__isnull=False).update(alt=CANARY)
    return rows


def _names(rows):
    return {model._meta.model_name for model in rows}


def _may_hold_a_canary(field):
    plain = (
        not field.choices
        and not field.unique
        and field.name not in {"slug", "key", "inferred", "time_zone", "media_type"}
        # Empty where there is nobody who says so.
        and field.name not in {"withdrawn_reason", "published_reason", "asked_reason"}
    )
    return (
        plain
        and (field.max_length or 999) > 30
        and type(field).__name__ not in {"CountryField", "JSONField", "FileField"}
    )


@pytest.fixture(params=["Registration staff", "Rapporteur", "all"])
def noy(request, client, mine, theirs):
    roles = ROLES if request.param == "all" else [request.param]
    user = make_user("noy", *roles, event=mine)
    client.force_login(user)
    return user


def ours():
    return {model: a for model, a in admin.site._registry.items() if model._meta.app_label == "proceedings"}


def address(model, what, *args):
    return reverse(f"admin:proceedings_{model._meta.model_name}_{what}", args=args)


def test_the_canaries_are_where_a_superuser_finds_them(client, theirs):
    """Or the tests below would prove nothing."""
    client.force_login(make_user("root", is_superuser=True))
    heard = {m for m in ours() if CANARY in client.get(address(m, "changelist")).content.decode()}
    assert {Event, Participant, Person, Session, Proceedings, Consent, Photo} <= heard


# Thousands of requests.
def test_no_list_search_or_filter_tells_of_another_event(client, noy, theirs):
    event = theirs[Event]
    for model in ours():
        for query in ({}, {"q": "a", "o": "-1"}, {"q": CANARY}, {"event": event.pk}, {"all": ""}):
            answer = client.get(address(model, "changelist"), query)
            # What somebody asked for is repeated in the search box, and nowhere else.
            found = answer.content.decode().replace(f'value="{CANARY}"', "").replace(f"q={CANARY}", "")
            found = found.replace(f"q%3D{CANARY}", "")
            assert CANARY not in found, (model, query)
            if model._meta.model_name in EVENT_PATHS and answer.status_code == 200 and model is not Picture:
                cl = answer.context["cl"]
                assert {row.pk for row in cl.result_list} <= _pks_of(model, noy), (model, query)


def _pks_of(model, user):
    """The keys of what belongs to Noy's event; everything of her event here is the event itself."""
    return set(Event.objects.filter(team__user=user).values_list("pk", flat=True)) if model is Event else set()


def test_no_row_of_another_event_opens_in_any_way(client, noy, theirs):
    for model, row in theirs.items():
        if model not in ours() or model._meta.model_name not in EVENT_PATHS or not _belongs(row):
            continue
        for what in ("change", "history", "delete"):
            for method in (client.get, client.post):
                answer = method(address(model, what, row.pk))
                assert answer.status_code == 403, (model, what, method)
        missing = client.get(address(model, "change", 999_999))
        assert missing.status_code == 403, model
        assert missing.content == client.get(address(model, "change", row.pk)).content


def _belongs(row):
    return not isinstance(row, Picture) or Photo.objects.filter(picture=row).exists()


def test_no_verb_reaches_another_event(client, noy, theirs):
    row = theirs[Proceedings]
    edition = row.editions.get()
    for name, pk in (
        ("proceedings_preview", row.pk),
        ("proceedings_check", row.pk),
        ("proceedings_submit", row.pk),
        ("submission_review", row.submissions.get().pk),
        ("edition_withdraw", edition.pk),
        ("edition_compare", edition.pk),
        ("edition_restore", edition.pk),
    ):
        for method in (client.get, client.post):
            answer = method(reverse(f"admin:proceedings_{name}", args=[pk]), {"change_note": "x", "reason": "x"})
            assert answer.status_code == 403, name
    edition.refresh_from_db()
    assert edition.withdrawn_at is None


def every_autocomplete():
    """(app, model, field) of every field that may be completed, whether a form shows it or not."""
    for model in [m for a in ours().values() for m in (a.model, *(i.model for i in a.inlines))]:
        for field in [*model._meta.concrete_fields, *model._meta.many_to_many]:
            remote = admin.site._registry.get(field.remote_field.model) if field.remote_field else None
            if remote and ModelAdmin.get_search_fields(remote, None):
                yield model._meta.app_label, model._meta.model_name, field.name


def test_no_autocomplete_tells_of_another_event(client, noy, theirs):
    event = theirs[Event]
    asked = 0
    for app, model, field in set(every_autocomplete()):
        for extra in ({}, {"term": CANARY}, {"term": "a"}, {"event": event.pk}):
            query = {"app_label": app, "model_name": model, "field_name": field} | extra
            answer = client.get(reverse("admin:autocomplete"), query)
            assert answer.status_code in {200, 403}
            assert CANARY not in json.dumps(json.loads(answer.content)) if answer.status_code == 200 else True, query
            asked += 1
    assert asked > 100


def test_no_form_of_her_own_event_offers_anything_of_another(client, mine, theirs):
    client.force_login(make_user("noy", *ROLES, event=mine))
    seat = make_participant(mine)
    rows = [mine, seat, seat.person, make_session(mine), make_proceedings(mine), make_commitment(mine)]
    for row in rows:
        page = client.get(address(type(row), "change", row.pk))
        assert page.status_code == 200, row
        assert CANARY not in page.content.decode(), row
    for model in ours():
        assert CANARY not in client.get(address(model, "add")).content.decode(), model


def test_the_first_page_counts_what_is_hers(client, mine, theirs):
    make_participant(theirs[Event], state="applied")
    make_participant(mine, state="applied")
    client.force_login(make_user("noy", "Registration staff", event=mine))
    page = client.get(reverse("admin:index"))
    assert [(item.count, item.text) for item in page.context["waiting"]] == [
        (1, "person applied and waits for an answer")
    ]
    assert CANARY not in page.content.decode()


def test_she_loses_everything_with_her_place_in_the_team(client, mine, noy):
    noy.event_roles.all().delete()
    assert client.get(reverse("admin:proceedings_event_changelist")).status_code == 403
    assert client.get(address(Event, "change", mine.pk)).status_code == 403


# What she sends


@pytest.fixture
def team(client, mine):
    user = make_user("noy", "Registration staff", "Editor", event=mine)
    client.force_login(user)
    return user


def seat_form(event, person, **fields):
    empty = {
        f"{prefix}-{name}": 0 for prefix in ("consents", "days_attended") for name in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    return {"event": event.pk, "person": person.pk, "state": "invited"} | empty | fields


def test_she_cannot_seat_anybody_at_another_event(client, team, mine):
    other, person = make_event(), make_participant(mine).person
    page = client.post(address(Participant, "add"), seat_form(other, person))
    assert page.status_code == 200
    assert "event" in page.context["adminform"].form.errors
    assert not other.participants.exists()


def test_she_cannot_move_a_seat_to_another_event(client, team, mine):
    other, seat = make_event(), make_participant(mine)
    page = client.post(address(Participant, "change", seat.pk), seat_form(other, seat.person))
    assert "event" in page.context["adminform"].form.errors
    seat.refresh_from_db()
    assert seat.event == mine


def test_she_cannot_seat_somebody_she_may_not_know(client, team, mine):
    stranger = make_participant(make_event()).person
    page = client.post(address(Participant, "add"), seat_form(mine, stranger))
    assert "person" in page.context["adminform"].form.errors


def test_somebody_new_whom_she_entered_is_hers_to_seat(client, team, mine):
    empty = {f"{prefix}-{name}": 0 for prefix in ("other_names", "seats") for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    client.post(address(Person, "add"), {"name": "Thiri"} | empty)
    person = Person.objects.get(name="Thiri")
    assert client.get(address(Person, "change", person.pk)).status_code == 200
    client.post(address(Participant, "add"), seat_form(mine, person))
    assert mine.participants.get().person == person


def test_a_colleague_of_another_team_does_not_see_whom_she_entered(client, team, mine):
    empty = {f"{prefix}-{name}": 0 for prefix in ("other_names", "seats") for name in ("TOTAL_FORMS", "INITIAL_FORMS")}
    client.post(address(Person, "add"), {"name": "Thiri"} | empty)
    person = Person.objects.get(name="Thiri")
    client.force_login(make_user("binh", "Registration staff", event=make_event()))
    assert client.get(address(Person, "change", person.pk)).status_code == 403


def test_she_cannot_give_consent_for_a_seat_elsewhere(client, team):
    seat = make_participant(make_event())
    data = {"participant": seat.pk, "surface": "named", "basis": "own_consent", "record": "x", "given_on": "2019-01-01"}
    page = client.post(address(Consent, "add"), data)
    assert "participant" in page.context["adminform"].form.errors
    assert not seat.consents.exists()


def test_she_cannot_tie_a_publication_to_another_event(client, team, mine):
    other = make_event()
    kind = PublicationKind.objects.create(code="report", name="Report")
    publication = Publication.objects.create(title="P", slug="p", kind=kind)
    data = {"title": "P", "slug": "p", "kind": publication.kind_id, "date_precision": "day"}
    for prefix, total in (("other_titles", 0), ("files", 0), ("event_publications", 1)):
        data |= {f"{prefix}-TOTAL_FORMS": total, f"{prefix}-INITIAL_FORMS": 0}
    for event, made in ((other, False), (mine, True)):
        row = {"event": event.pk, "relation": "outcome", "position": 0}
        sent = data | {f"event_publications-0-{name}": value for name, value in row.items()}
        client.post(address(type(publication), "change", publication.pk), sent)
        assert publication.event_publications.filter(event=event).exists() is made


def test_her_own_log_does_not_name_people(client, team, mine):
    seat = make_participant(mine, person=make_person("Thiri Unnamed"))
    client.post(address(Participant, "change", seat.pk), seat_form(mine, seat.person, post="Director"))
    entry = LogEntry.objects.get(action_flag=CHANGE)
    assert entry.object_repr == f"Seat {seat.pk}"
    assert "Thiri" not in client.get(reverse("admin:index")).content.decode()


def test_logos_are_everybodys_and_photographs_their_events(client, mine, theirs):
    client.force_login(make_user("noy", "Registration staff", event=mine))
    shown = set(client.get(address(Picture, "changelist")).context["cl"].result_list.values_list("photo", flat=True))
    assert shown == {None}
    assert make_organisation().pk in {
        row.pk for row in client.get(reverse("admin:proceedings_organisation_changelist")).context["cl"].result_list
    }
