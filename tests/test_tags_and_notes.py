"""Tags and internal notes are for colleagues: they find seats again by them, and nobody else ever reads them."""

import pytest
from django.urls import reverse

from proceedings.models import Event, Organisation, Participant, Person, Tag
from tests.exported import address, content_of, every_column, export, rows_of
from tests.filled import filled
from tests.make import (
    make_commitment,
    make_consent,
    make_event,
    make_organisation,
    make_participant,
    make_person,
    make_session,
    make_user,
)
from tests.public_pages import everything_shown

pytestmark = pytest.mark.django_db

NOTE = "zznote"


@pytest.fixture
def event():
    return make_event(title="Second dialogue", is_published=True)


@pytest.fixture
def visa():
    return Tag.objects.create(code="visa", name="Needs a visa letter")


@pytest.fixture
def amina(client):
    user = make_user("amina", "Registration staff")
    client.force_login(user)
    return user


def test_amina_tags_a_seat_and_finds_it_by_the_tag(client, amina, event, visa):
    nila, other = make_participant(event, "Nila Win"), make_participant(event, "Somebody Else")
    form = reverse("admin:proceedings_participant_change", args=[nila.pk])
    answer = client.post(form, filled(client, form) | {"tags": [visa.pk]})
    assert answer.status_code == 302, answer.context["errors"]
    assert list(nila.tags.all()) == [visa]
    assert list(nila.history.first().tags.values_list("tag", flat=True)) == [visa.pk]
    found = client.get(address(what="changelist"), {"tags__id__exact": visa.pk})
    assert list(found.context["cl"].result_list) == [nila]
    assert visa.name in found.content.decode()
    assert visa.name in {label for _key, label in client.get(form).context["adminform"].form.fields["tags"].choices}
    assert not other.tags.exists()


def test_selma_who_only_looks_makes_no_tags(client, visa):
    client.force_login(make_user("selma", "Editor"))
    assert client.get(address(Tag, "changelist")).status_code == 200
    assert client.get(address(Tag, "add")).status_code == 403
    assert client.post(reverse("admin:proceedings_tag_delete", args=[visa.pk]), {"post": "yes"}).status_code == 403


def make_noted(event, visa):
    """Rows that a visitor can see, each with a note and a tag that nobody may."""
    ministry = make_organisation(name="Ministry", is_published=True, internal_note=f"{NOTE} organisation")
    Event.objects.filter(pk=event.pk).update(internal_note=f"{NOTE} event")
    person = make_person("Nila Win", internal_note=f"{NOTE} person")
    seat = make_participant(event, person=person, organisation=ministry, internal_note=f"{NOTE} seat")
    Tag.objects.filter(pk=visa.pk).update(name=f"{NOTE} tag")
    seat.tags.add(visa)
    for surface in ("listed", "named", "photographed", "shared"):
        make_consent(seat, surface)
    session = make_session(event)
    session.roles.create(participant=seat)
    make_commitment(event).parties.create(participant=seat)
    return seat


def test_no_visitor_reads_a_note_or_a_tag(client, event, visa):
    make_noted(event, visa)
    shown = everything_shown(client)
    assert "Nila Win" in shown
    assert "Ministry" in shown
    assert NOTE not in shown


@pytest.mark.parametrize("role", ["Editor", "Publisher", "Rapporteur", "Door staff"])
def test_who_may_not_export_people_gets_no_note_in_any_file(client, event, visa, role):
    make_noted(event, visa)
    client.force_login(make_user("somebody", role))
    for model in (Participant, Person, Tag, Organisation, Event):
        opened = client.get(address(model))
        if model in (Participant, Person):
            assert opened.status_code == 403
        elif opened.status_code == 200:
            content = content_of(export(client, model, **every_column(client, model))).decode()
            assert f"{NOTE} person" not in content
            assert f"{NOTE} seat" not in content


def test_a_note_and_a_tag_leave_only_on_purpose_and_never_to_others_by_default(client, amina, event, visa):
    make_noted(event, visa)
    for model in (Participant, Person):
        assert NOTE not in content_of(export(client, model)).decode()
        every = every_column(client, model)
        assert NOTE not in content_of(export(client, model, **every | {"on_purpose": []})).decode()
    # The control: asked for, they are there.
    (row,) = rows_of(export(client, columns=["name"], on_purpose=["tags", "internal_note"]))
    assert row == {"Name": "Nila Win", "Tags": f"{NOTE} tag", "Internal note": f"{NOTE} seat"}


def test_a_rapporteur_reads_no_note_of_a_person_in_the_back_office(client, event, visa):
    seat = make_noted(event, visa)
    client.force_login(make_user("wirat", "Rapporteur"))
    for address_ in (
        reverse("admin:proceedings_participant_change", args=[seat.pk]),
        reverse("admin:proceedings_person_change", args=[seat.person_id]),
        address(what="changelist"),
    ):
        assert client.get(address_).status_code == 403
    for name in ("proceedings_session_change", "proceedings_commitment_change"):
        row = event.sessions.get() if "session" in name else event.commitments.get()
        page = client.get(reverse(f"admin:{name}", args=[row.pk])).content.decode()
        assert [text for text in ("seat", "person", "tag") if f"{NOTE} {text}" in page] == []
