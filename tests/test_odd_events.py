"""Events stranger than those we began with: what colleagues enter of them is what visitors read."""

from datetime import date, time

import pytest
from django.utils.html import strip_tags

from proceedings.models import (
    CommitmentLink,
    CommitmentParty,
    Deadline,
    EventChange,
    EventDay,
    EventParty,
    EventVenue,
    OrganisationClass,
    Recommendation,
    RecommendationParty,
    Series,
    Venue,
)
from proceedings.search.sources import events as found_events
from tests.make import make_commitment, make_event, make_organisation, make_session

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


def read(client, row):
    """The words of the page of a row, in one line."""
    page = client.get(row.get_absolute_url())
    assert page.status_code == 200
    return " ".join(strip_tags(page.content.decode().split("<main")[1]).split())


def test_ravi_reads_the_number_a_meeting_has_and_not_how_many_we_know(client):
    process = Series.objects.create(name="Colombo Process", slug="colombo-process")
    more = {"series": process, "is_published": True}
    named = make_event(start_date=date(2024, 5, 10), series_number=7, series_label="seventh", **more)
    numbered = make_event(start_date=date(2016, 8, 23), series_number=5, **more)
    third = make_event(start_date=date(2025, 1, 1), series_number=3, **more)
    assert "Seventh in the series “Colombo Process”." in read(client, named)
    assert "Number 5 in the series “Colombo Process”." in read(client, numbered)
    # Where both agree our count says more.
    assert "Third of 3 events so far in the series “Colombo Process”." in read(client, third)
    # One that was called off is not one of them, and says so on the line of the others.
    off = make_event(title="Called off", start_date=date(2025, 2, 1), series_number=4, status="cancelled", **more)
    assert "Number 4 in the series “Colombo Process”." in read(client, off)
    page = read(client, third)
    assert "Third of 3 events so far in the series “Colombo Process”." in page
    assert "Called off (cancelled)" in page


def test_ravi_reads_which_meeting_it_is_however_many_there_were(client):
    more = {"series": Series.objects.create(name="Working group", slug="group"), "is_published": True}
    ninth = [make_event(start_date=date(2010 + n, 1, 1), series_number=n, **more) for n in range(1, 10)][-1]
    assert "Number 9 in the series “Working group”." in read(client, ninth)


def test_sessions_at_the_same_time_say_so_whichever_was_tied_to_which(client):
    event = make_event(start_date=date(2021, 3, 11), is_published=True)
    bangkok = make_session(event, title="Bangkok room")
    geneva = make_session(event, title="Geneva room", parallel_to=bangkok)
    make_session(event, title="New York room", parallel_to=geneva)
    make_session(event, title="Nobody reads this", parallel_to=bangkok, attribution="closed")
    page = read(client, event)
    assert "Bangkok room At the same time as “Geneva room” and “New York room”" in page
    assert "New York room At the same time as “Bangkok room” and “Geneva room”" in page
    assert "Nobody reads this" not in page


def test_a_session_under_the_chatham_house_rule_says_so(client):
    event = make_event(start_date=date(2018, 12, 29), is_published=True)
    rule = make_session(event, title="At the border", attribution="non_attributable")
    make_session(event, title="In the hall", attribution="kind_only")
    assert read(client, event).count("Not for attribution (Chatham House Rule)") == 1
    promise = make_commitment(event, session=rule, state="published")
    party = CommitmentParty.objects.create(commitment=promise, organisation=make_organisation(name="Secret ministry"))
    assert "Not told: the session was not for attribution" in read(client, promise)
    page = client.get(f"/vi{promise.get_absolute_url()}").text
    assert "phiên này không nêu nguồn phát biểu" in page
    assert party.organisation.name not in page


def test_the_days_an_event_was_planned_for_are_all_told(client):
    event = make_event(start_date=date(2020, 11, 10), is_published=True)
    EventChange.objects.create(
        event=event, kind="postponed", old_start_date=date(2020, 9, 16), old_end_date=date(2020, 9, 18)
    )
    assert "It was planned for 16–18 September 2020." in read(client, event)


def test_a_date_that_is_known_in_words_only_is_told_and_found_in_them(client):
    early = {"date_precision": "year", "date_as_written": "early 2006", "start_date": date(2006, 1, 1)}
    event = make_event(is_published=True, series=Series.objects.create(name="COMMIT", slug="commit"), **early)
    EventVenue.objects.create(
        event=event, venue=Venue.objects.create(city="Yangon", country="MM"), as_written="Rangoon, Burma"
    )
    assert "2006 Day and month are not known “early 2006”" in read(client, event)
    (found,) = found_events()
    words = str([part.paragraphs for part in found.parts])
    assert "early 2006" in words
    assert "COMMIT" in words
    assert "Rangoon, Burma" in words
    day = make_event(is_published=True, start_date=date(2017, 7, 20), date_as_written="20 ก.ค. 2560")
    assert "2560" not in read(client, day)


def test_days_with_hours_are_told_once(client):
    event = make_event(start_date=date(2020, 9, 8), end_date=date(2020, 9, 22), is_published=True)
    for number in (8, 22):
        EventDay.objects.create(event=event, date=date(2020, 9, number), starts_at=time(14), ends_at=time(17))
    page = read(client, event)
    assert "8–22 September 2020 8 September: 14:00–17:0022 September: 14:00–17:00 Workshop" in page


def test_who_signed_stands_apart_from_who_called(client):
    event = make_event(is_published=True)
    for number in (1, 2, 3):
        body = make_organisation(name=f"NGO {number}", is_published=number > 1)
        EventParty.objects.create(event=event, organisation=body, role="party", role_as_written="signatory")
    assert "Called by NGO 1 (signatory) NGO 2 (signatory) NGO 3 (signatory)" in read(client, event)
    EventParty.objects.create(event=event, organisation=make_organisation(name="Network"), role="organiser")
    page = read(client, event)
    assert "Called by Network Signatory: NGO 1, NGO 2 and NGO 3" in page
    assert page.count("NGO 2") == 1


def test_what_was_adopted_without_the_meeting_was_not_made_there(client):
    event = make_event(title="Senior officials", start_date=date(2020, 4, 27), status="cancelled", is_published=True)
    promise = make_commitment(event, state="published", nature="agreement", provenance="adopted")
    page = read(client, promise)
    assert "Agreement, made in place of Senior officials, 27 April 2020 (cancelled)" in page
    assert "Was to be held: Senior officials" in page
    assert "ade at" not in page
    assert "Made on" not in page
    assert "Made in place of Senior officials" in " ".join(strip_tags(client.get("/commitments/").text).split())


def test_a_promise_that_replaces_another_says_so_on_both_pages(client):
    event = make_event(is_published=True)
    old, new = (make_commitment(event, ref=ref, text=f"Text {ref}", state="published") for ref in ("A1", "A2"))
    CommitmentLink.objects.create(commitment=new, other=old, kind="replaces")
    assert "Replaces: A1: Text A1" in read(client, new)
    assert "Is replaced by: A2: Text A2" in read(client, old)
    CommitmentLink.objects.update(kind="related")
    assert "Goes with A1: Text A1" in read(client, new)


def test_two_makers_with_deadlines_of_their_own_are_not_two_wordings(client):
    event = make_event(start_date=date(2017, 2, 15), is_published=True)
    promise = make_commitment(event, state="published")
    for number, (day, who) in enumerate([(date(2018, 12, 31), "Thailand"), (date(2019, 6, 30), "Lao PDR")], 1):
        Deadline.objects.create(
            commitment=promise, number=number, as_written=f"by {day.year}", latest=day, precision="day", note=who
        )
    page = read(client, promise)
    assert "sources differ" not in page
    assert "other wording" not in page
    assert "30 June 2019 Last day for" in page
    assert "as “by 2019” reads. Lao PDR" in page


def test_who_is_meant_by_our_reading_is_marked_and_brackets_stay_whole(client):
    event = make_event(is_published=True)
    asked = Recommendation.objects.create(event=event, number="1", text="Open centres.", state="published")
    authorities = OrganisationClass.objects.create(slug="authorities", name="authorities")
    words = {"recommendation": asked, "role": "addressee", "organisation_class": authorities}
    named = RecommendationParty.objects.create(as_written="authorities (not named on the page)", **words)
    assert "To authorities (not named on the page)." in read(client, event)
    named.delete()
    government = make_organisation(name="Government of Thailand")
    RecommendationParty.objects.create(
        recommendation=asked, role="addressee", organisation=government, inferred=["organisation"]
    )
    assert "To Government of Thailand our reading" in read(client, event)
