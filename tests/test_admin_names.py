"""A rapporteur writes down what was said and may not know who sat there: names go through exposure here, too."""

import json

import pytest
from django.contrib import admin
from django.urls import NoReverseMatch, reverse

from proceedings.models import (
    Commitment,
    CommitmentParty,
    Consent,
    Delegation,
    Event,
    Participant,
    Person,
    PersonName,
    Proceedings,
    RecommendationParty,
    Session,
    SessionRole,
    WordFile,
)
from tests.make import make_consent, make_organisation, make_participant, make_person, make_proceedings, make_user
from tests.one_of_each import make_one_of_each

# What a page prints is decided in Python, so one database is enough.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("bare_pages")]

CANARIES = ("Zzcanary", "zz@canary.example", "ဇီးကွက်")


@pytest.fixture
def rows():
    rows = make_one_of_each()
    Consent.objects.all().delete()
    Person.objects.update(name=CANARIES[0], own_script_name=CANARIES[2], email=CANARIES[1], honorific="")
    PersonName.objects.update(name=CANARIES[0])
    Participant.objects.filter(person=None).update(office=CANARIES[0])
    for person in Person.objects.all():
        # The history knows names, too.
        person.phone = "1"
        person.save()
    return rows


@pytest.fixture
def selma(client):
    """Selma writes as a rapporteur today."""
    user = make_user("selma", "Rapporteur")
    client.force_login(user)
    return user


def names_in(answer):
    text = answer.content.decode()
    if answer["Content-Type"].startswith("application/json"):
        text = str(json.loads(text))
    return {canary for canary in CANARIES if canary in text}


def every_page(rows):
    for model, row in rows.items():
        for what, args in (
            ("changelist", []),
            ("add", []),
            ("change", [row.pk]),
            ("history", [row.pk]),
            ("delete", [row.pk]),
        ):
            try:
                yield reverse(f"admin:proceedings_{model._meta.model_name}_{what}", args=args)
            except NoReverseMatch:
                break
    yield reverse("admin:index")
    yield reverse("admin:proceedings_proceedings_preview", args=[rows[Proceedings].pk])
    yield reverse("admin:proceedings_participant_import")
    yield reverse("admin:proceedings_event_outcomes", args=[rows[Event].pk])
    yield reverse("admin:proceedings_session_notes", args=[rows[Session].pk])
    yield reverse("admin:proceedings_wordfile_review", args=[rows[WordFile].pk])


def test_no_page_of_the_back_office_names_anybody_to_a_rapporteur(client, rows, selma):
    opened = 0
    for address in every_page(rows):
        answer = client.get(address)
        assert answer.status_code in {200, 403}, address
        opened += answer.status_code == 200
        assert names_in(answer) == set(), address
    assert opened > 50


def test_the_same_pages_name_people_to_registration(client, rows):
    client.force_login(make_user("amina", "Registration staff"))
    assert {address for address in every_page(rows) if names_in(client.get(address))}


def test_a_rapporteur_chooses_a_seat_by_its_kind_and_number(client, rows, selma):
    seat = rows[Participant]
    query = {"app_label": "proceedings", "model_name": "commitmentparty", "field_name": "participant"}
    answer = client.get(reverse("admin:autocomplete"), query)
    assert answer.status_code == 200
    assert names_in(answer) == set()
    assert f"Seat {seat.pk}: a participant" in [found["text"] for found in answer.json()["results"]]
    for term in (str(seat.pk), f"Seat {seat.pk}"):
        found = client.get(reverse("admin:autocomplete"), query | {"term": term}).json()["results"]
        assert [row["id"] for row in found] == [str(seat.pk)]


@pytest.mark.parametrize("term", ["Zz", "zzcanary", "canary.example", "ဇီး", "A report"])
def test_a_search_is_no_way_to_find_out_who_sits_where(client, rows, selma, term):
    query = {"app_label": "proceedings", "model_name": "commitmentparty", "field_name": "participant", "term": term}
    assert client.get(reverse("admin:autocomplete"), query).json()["results"] == []


def test_people_themselves_cannot_be_looked_through(client, rows, selma):
    for model, field in (("participant", "person"), ("personname", "person"), ("photo", "shows")):
        query = {"app_label": "proceedings", "model_name": model, "field_name": field}
        answer = client.get(reverse("admin:autocomplete"), query)
        assert answer.status_code == (200 if field == "shows" else 403)
        assert names_in(answer) == set()


def test_with_consent_the_name_shows_to_a_rapporteur_as_it_does_to_a_visitor(client, rows, selma):
    seat = make_participant(rows[Event], person=make_person("Thiri Said Yes"))
    make_consent(seat)
    CommitmentParty.objects.create(commitment=rows[Commitment], participant=seat, role="partner")
    page = client.get(reverse("admin:proceedings_commitment_change", args=[rows[Commitment].pk])).content.decode()
    assert f"Seat {seat.pk}: Thiri Said Yes" in page


def test_the_marks_beside_a_draft_keep_to_what_the_reader_may_know(client, rows):
    address = reverse("admin:proceedings_proceedings_change", args=[rows[Proceedings].pk])
    mark = f"@[{rows[Participant].pk}]"
    for role, names in (("Rapporteur", set()), ("Editor", {CANARIES[0], CANARIES[2]})):
        client.force_login(make_user(role.lower(), role))
        page = client.get(address)
        assert mark in page.content.decode()
        assert names_in(page) == names


def test_no_row_is_called_by_the_name_of_a_person(rows):
    """What `str` says ends up in logs, messages and confirmations."""
    for model in (Participant, Person, PersonName, SessionRole, CommitmentParty, RecommendationParty, Delegation):
        for row in model.objects.all():
            assert not any(canary in str(row) for canary in CANARIES), model


def test_deleting_tells_no_name_of_what_goes_with_it(client, rows, selma):
    party = CommitmentParty.objects.filter(participant__isnull=False).first()
    data = {"event": rows[Event].pk, "ref": "C1", "text": "We will"}
    page = client.post(reverse("admin:proceedings_commitment_change", args=[party.commitment_id]), data)
    assert names_in(page) == set()


def test_whoever_may_know_one_event_is_not_told_of_another(client, rows):
    user = make_user("noy", "Rapporteur", event=rows[Event])
    other = make_proceedings().event
    make_participant(other, person=make_person("Zzcanary Elsewhere"), organisation=make_organisation())
    client.force_login(user)
    query = {"app_label": "proceedings", "model_name": "commitmentparty", "field_name": "participant"}
    assert names_in(client.get(reverse("admin:autocomplete"), query)) == set()


def test_every_form_that_lets_people_be_chosen_is_looked_at_above(rows):
    """A new field that leads to people must be walked by this file: the lists that do are these."""
    leads = {
        (model._meta.model_name, field.name)
        for model, model_admin in admin.site._registry.items()
        for owner in (model, *(inline.model for inline in model_admin.inlines))
        for field in [*owner._meta.concrete_fields, *owner._meta.many_to_many]
        if field.editable and field.remote_field and field.remote_field.model in (Person, Participant)
    }
    assert leads == {
        ("participant", "person"),
        ("participant", "participant"),
        ("person", "person"),
        ("consent", "participant"),
        ("photo", "shows"),
        ("session", "participant"),
        ("commitment", "participant"),
        ("recommendation", "participant"),
        ("note", "seat"),
        ("partycontact", "participant"),
    }
