"""What is long, many or in other letters stays readable, and no page leaves a reader at a loss."""

from datetime import date

import pytest
from django.template.loader import render_to_string
from django.utils.html import strip_tags
from django.utils.translation import override

from proceedings.models import EventParty, SessionRole
from tests.make import (
    make_commitment,
    make_consent,
    make_event,
    make_organisation,
    make_participant,
    make_proceedings,
    make_section,
    make_session,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("real_files")
def test_a_table_is_pushed_sideways_without_a_mouse(client):
    draft = make_proceedings(make_event(is_published=True, slug="dialogue"))
    make_section(draft, "<table><tr><td>64,352</td></tr></table>")
    publish(draft, by=make_user("selma", "Publisher"))
    assert '<table tabindex="0">' in client.get("/proceedings/dialogue/").content.decode()


def test_what_came_of_an_event_is_counted_in_the_order_of_the_figures(client):
    event = make_event(is_published=True, slug="dialogue", start_date=date(2017, 7, 20), status="held")
    make_commitment(event)
    make_commitment(event).deadlines.create(kind="by", latest=date(2018, 1, 1), precision="day")
    kept = {"voice": "assessed", "status": "complete", "happened_on": date(2018, 1, 1), "is_accepted": True}
    make_commitment(event).updates.create(**kept)
    words = " ".join(strip_tags(client.get("/events/dialogue/").content.decode()).split())
    assert "3 commitments: 1 kept 1 overdue 1 no report" in words


def test_who_promised_is_not_said_to_be_named_nowhere(client):
    maker = make_organisation(slug="maker", is_published=True)
    nowhere = "It is named in no event here."
    assert nowhere in client.get("/organisations/maker/").content.decode()
    commitment = make_commitment()
    commitment.parties.create(organisation=maker)
    assert nowhere not in client.get("/organisations/maker/").content.decode()
    EventParty.objects.create(event=commitment.event, organisation=maker, role="organiser")
    assert '<h2 id="events">Events</h2>' in client.get("/organisations/maker/").content.decode()


def test_a_name_in_other_letters_says_so_and_its_country_is_not_told_twice(client):
    event = make_event(is_published=True, slug="dialogue")
    ministry = make_organisation(name="Government of Cambodia", slug="kh", is_published=True, country="KH")
    make_commitment(event, ref="C1").parties.create(organisation=ministry)
    seat = make_participant(event, "Sokha", post="Secretary of State", organisation=ministry)
    make_consent(seat)
    session = make_session(event, attribution="on_record")
    SessionRole.objects.create(session=session, participant=seat)
    assert '<span lang="en">Sokha</span>' in client.get("/km/events/dialogue/").content.decode()
    assert 'lang="en">Sokha' not in client.get("/events/dialogue/").content.decode()
    for address in ("/km/commitments/C1/", "/commitments/C1/"):
        words = strip_tags(client.get(address).content.decode())
        assert "Government of Cambodia" in words
        assert "Government of Cambodia, " not in words


def test_a_list_narrowed_to_nothing_counts_nothing(client):
    make_commitment(make_event(is_published=True)).parties.create(
        organisation=make_organisation(is_published=True, country="KH")
    )
    words = " ".join(strip_tags(client.get("/commitments/?country=TH").content.decode()).split())
    assert "0 of 1" in words
    assert "of 0" not in words


def test_an_error_leads_home_in_the_language_it_is_told_in():
    with override("km"):
        assert 'href="/km/"' in render_to_string("500.html")
