"""Ravi looks at a draft as visitors would, publishes it, and takes an edition back. The verbs are in actions/."""

import pytest
from django.urls import reverse

from proceedings.models import Edition
from tests.make import (
    make_consent,
    make_event,
    make_participant,
    make_person,
    make_proceedings,
    make_section,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    proceedings = make_proceedings(title="What was said")
    seat = make_participant(proceedings.event, person=make_person("Thiri Htwe"))
    make_section(proceedings, f"@[{seat.pk}] spoke of recruitment.", heading="Opening")
    proceedings.seat = seat
    return proceedings


@pytest.fixture
def ravi(client):
    user = make_user("ravi", "Publisher")
    client.force_login(user)
    return user


def verb(row, name):
    return reverse(f"admin:proceedings_{row._meta.model_name}_{name}", args=[row.pk])


def test_the_preview_shows_people_as_visitors_would_see_them_even_to_those_who_know_them(client, draft, ravi):
    page = client.get(verb(draft, "preview")).content.decode()
    assert "spoke of recruitment" in page
    assert "Thiri Htwe" not in page
    make_consent(draft.seat)
    assert "Thiri Htwe" in client.get(verb(draft, "preview")).content.decode()


def test_ravi_publishes_an_edition(client, draft, ravi):
    assert client.get(verb(draft, "publish")).status_code == 200
    assert not Edition.objects.exists()
    answer = client.post(verb(draft, "publish"), {"change_note": "First edition"}, follow=True)
    edition = Edition.objects.get()
    assert (edition.number, edition.published_by, edition.change_note) == (1, ravi, "First edition")
    assert f"Edition 1 is public at {edition.get_absolute_url()}" in answer.content.decode()
    client.logout()
    assert "spoke of recruitment" in client.get(edition.get_absolute_url()).content.decode()


def test_without_a_change_note_nothing_is_published(client, draft, ravi):
    for note in ("", "   ", "\0", "x" * 501):
        page = client.post(verb(draft, "publish"), {"change_note": note})
        assert "change_note" in page.context["form"].errors, note
    assert not Edition.objects.exists()


def test_what_stands_in_the_way_is_told_before_and_after_the_click(client, draft, ravi):
    make_section(draft, "Thiri Htwe said so herself.", heading="Names")
    before = client.get(verb(draft, "publish")).content.decode()
    after = client.post(verb(draft, "publish"), {"change_note": "First"}).content.decode()
    for page in (before, after, client.get(verb(draft, "preview")).content.decode()):
        assert f"Write @[{draft.seat.pk}] instead" in page
    assert not Edition.objects.exists()


def test_the_same_text_is_not_published_twice(client, draft, ravi):
    client.post(verb(draft, "publish"), {"change_note": "First"})
    page = client.post(verb(draft, "publish"), {"change_note": "Again"})
    assert "Nothing has changed since edition 1." in page.content.decode()
    assert Edition.objects.count() == 1


@pytest.mark.parametrize("role", ["Registration staff", "Rapporteur", "Editor"])
def test_who_writes_does_not_publish(client, draft, role):
    client.force_login(make_user("selma", role))
    assert client.post(verb(draft, "publish"), {"change_note": "First"}).status_code == 403
    assert not Edition.objects.exists()


def test_a_team_publishes_its_own_event(client, draft):
    client.force_login(make_user("noy", "Publisher", event=draft.event))
    client.post(verb(draft, "publish"), {"change_note": "First"})
    assert Edition.objects.count() == 1
    other = make_proceedings(make_event(is_published=True))
    make_section(other, "text")
    assert client.post(verb(other, "publish"), {"change_note": "First"}).status_code == 403


def test_an_edition_is_taken_back_with_a_reason_once(client, draft, ravi):
    client.post(verb(draft, "publish"), {"change_note": "First"})
    edition = Edition.objects.get()
    assert "reason" in client.post(verb(edition, "withdraw"), {"reason": " "}).context["form"].errors
    client.post(verb(edition, "withdraw"), {"reason": "A figure was wrong."})
    edition.refresh_from_db()
    assert (edition.withdrawn_by, edition.withdrawn_reason) == (ravi, "A figure was wrong.")
    page = client.post(verb(edition, "withdraw"), {"reason": "Again"})
    assert "already withdrawn" in page.content.decode()
    client.logout()
    public = client.get(edition.get_absolute_url()).content.decode()
    assert "A figure was wrong." in public
    assert "spoke of recruitment" not in public


@pytest.mark.parametrize("name", ["preview", "publish"])
def test_a_draft_that_is_none_has_no_verbs(client, ravi, name):
    for number in ("999999", "9" * 30, "abc", "-1"):
        assert client.get(reverse(f"admin:proceedings_proceedings_{name}", args=[number])).status_code == 404
