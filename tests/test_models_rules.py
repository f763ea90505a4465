"""Rules that need more than one row: of the same event, in no circle, never twice."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from django.utils import timezone

from proceedings.models import (
    Commitment,
    Delegation,
    Edition,
    Event,
    EventDay,
    Language,
    OrganisationName,
    Participant,
    Recommendation,
    Session,
    SessionRole,
    Translation,
    Update,
)
from tests.make import (
    make_commitment,
    make_consent,
    make_event,
    make_language,
    make_organisation,
    make_participant,
    make_person,
    make_proceedings,
    make_section,
    make_session,
    make_user,
)

pytestmark = pytest.mark.django_db


def said(row):
    """What full_clean says beside each field, as a dict; empty when there is nothing to say."""
    try:
        row.full_clean()
    except ValidationError as refused:
        return refused.message_dict
    return {}


# Nothing is a part of itself


@pytest.mark.parametrize("make", [make_event, make_organisation])
@pytest.mark.parametrize("length", [1, 2, 3, 7])
def test_nothing_is_a_part_of_itself(make, length):
    chain = [make()]
    for _ in range(length - 1):
        chain.append(make(parent=chain[-1]))
    first = chain[0]
    first.parent = chain[-1]
    (sentence,) = said(first)["parent"]
    assert sentence.startswith("That would make the ")


@pytest.mark.parametrize("make", [make_event, make_organisation])
def test_a_part_may_have_parts(make):
    top = make()
    middle = make(parent=top)
    assert said(middle) == {}
    low = make(parent=middle)
    assert said(low) == {}
    other = make()
    low.parent = other
    assert said(low) == {}


@pytest.mark.parametrize("make", [make_event, make_organisation])
def test_a_circle_that_is_there_already_does_not_hang(make):
    one, two = make(), make()
    type(one).objects.filter(pk=one.pk).update(parent=two)
    type(one).objects.filter(pk=two.pk).update(parent=one)
    new = make()
    new.parent = type(one).objects.get(pk=one.pk)
    said(new)
    assert said(type(one).objects.get(pk=one.pk))["parent"]


def test_a_new_row_below_another_is_fine():
    top = make_event()
    assert said(Event(title="A", slug="a", kind=top.kind, parent=top)) == {}


# Rows of one event stay with that event


@pytest.fixture
def ours():
    return make_event()


@pytest.fixture
def theirs():
    return make_event()


def test_a_participant_speaks_at_their_own_event(ours, theirs):
    session = make_session(ours)
    assert said(SessionRole(session=session, participant=make_participant(ours))) == {}
    assert "participant" in said(SessionRole(session=session, participant=make_participant(theirs)))


def test_a_delegation_goes_to_one_event(ours, theirs):
    delegation = Delegation.objects.create(event=theirs, organisation=make_organisation())
    seat = make_participant(ours)
    seat.delegation = delegation
    assert "delegation" in said(seat)


def test_an_outcome_was_said_at_its_own_event(ours, theirs):
    assert "session" in said(Commitment(ref="A1", event=ours, text="A", session=make_session(theirs)))
    assert said(Commitment(ref="A1", event=ours, text="A", session=make_session(ours))) == {}
    assert "session" in said(Recommendation(event=ours, number="1", text="A", session=make_session(theirs)))
    assert "section" in said(
        Commitment(ref="A1", event=ours, text="A", section=make_section(make_proceedings(theirs), "A"))
    )


def test_a_day_is_one_of_the_event_s():
    event = make_event(start_date=date(2017, 7, 20), end_date=date(2017, 7, 21))
    assert said(EventDay(event=event, date=date(2017, 7, 21))) == {}
    for outside in (date(2017, 7, 19), date(2017, 7, 22)):
        assert "date" in said(EventDay(event=event, date=outside))
    assert said(EventDay(event=make_event(), date=date(2017, 7, 22))) == {}


@pytest.mark.parametrize(
    "row",
    [
        Session(),
        SessionRole(),
        Delegation(),
        Participant(),
        Commitment(),
        Recommendation(),
        EventDay(),
        Update(),
        Translation(),
    ],
    ids=lambda row: type(row).__name__,
)
def test_an_empty_form_is_told_what_is_missing(row):
    assert said(row)


# A reference is never given a second time


def test_two_promises_do_not_share_a_reference():
    make_commitment(ref="C1")
    row = Commitment(ref="C1", event=make_event(), text="Another")
    assert said(row)["ref"]
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


@pytest.mark.parametrize("again", ["C1", "c1"])
def test_the_reference_of_a_promise_that_was_deleted_is_not_given_again(again):
    make_commitment(ref="C1").delete()
    row = Commitment(ref=again, event=make_event(), text="Another")
    assert said(row) == {"ref": ["This reference was used before and is not given a second time."]}


def test_a_reference_that_was_given_up_is_not_given_to_another():
    first = make_commitment(ref="C1")
    first.ref = "C2"
    first.full_clean()
    first.save()
    other = Commitment(ref="C1", event=make_event(), text="Another")
    assert said(other) == {"ref": ["This reference was used before and is not given a second time."]}
    # Its own may come back to it.
    first.ref = "C1"
    assert said(first) == {}


def test_a_promise_keeps_its_own_reference_through_changes():
    promise = make_commitment(ref="C1")
    promise.text = "As it was meant"
    assert said(promise) == {}


# News, times, tags


def test_news_is_not_of_tomorrow():
    update = Update(commitment=make_commitment(), voice="reported", status="done")
    update.happened_on = timezone.localdate() + timedelta(1)
    assert said(update) == {"happened_on": ["News cannot be of a day to come."]}
    update.happened_on = timezone.localdate()
    assert said(update) == {}


@pytest.mark.parametrize("zone", ["Asia/Rangon", "UTC+6:30", "../etc/passwd", "asia/yangon", "\x00"])
def test_a_time_zone_is_one_there_is(ours, zone):
    ours.time_zone = zone
    (sentence, *_more) = said(ours)["time_zone"]
    assert "is not an IANA time zone" in sentence


@pytest.mark.parametrize("tag", ["en", "shn", "zh-Hans", "kac", "mnw-Mymr"])
def test_languages_without_a_two_letter_code_have_their_place(tag):
    assert said(Language(code=tag, name="A language")) == {}


@pytest.mark.parametrize("tag", ["EN", "english language", "e", "zh_Hans", "my-", ""])
def test_a_tag_that_is_none_is_refused(tag):
    assert "code" in said(Language(code=tag, name="A language"))


def test_a_number_in_a_series_needs_the_series(ours):
    ours.series_number = 2
    assert "series_number" in said(ours)


@pytest.mark.parametrize(
    ("value", "fine"),
    [
        ([], True),
        (["start_date"], True),
        (["*"], True),
        (["no_such_field"], False),
        ("start_date", False),
        ([1], False),
    ],
)
def test_our_reading_names_fields_that_are_there(ours, value, fine):
    ours.inferred = value
    assert ("inferred" not in said(ours)) is fine


def test_our_reading_of_the_whole_row_is_of_each_field(ours):
    ours.inferred = ["*"]
    assert ours.is_inferred("start_date")
    ours.inferred = ["start_date"]
    assert ours.is_inferred("start_date")
    assert not ours.is_inferred("end_date")


def test_a_translation_is_of_a_field_there_is():
    row = Translation(item=make_event(), field="titel", language=make_language("my", "Burmese"), text="A")
    assert "field" in said(row)


# Nothing goes with something else unless it is a part of it


def test_who_took_part_is_not_deleted_with_a_person_or_an_organisation():
    seat = make_participant(organisation=make_organisation())
    for row in (seat.person, seat.organisation, seat.event):
        with pytest.raises(ProtectedError):
            row.delete()


def test_a_consent_goes_with_the_seat_and_what_was_said_stays():
    seat = make_participant()
    make_consent(seat)
    SessionRole.objects.create(session=make_session(seat.event), participant=seat)
    with pytest.raises(ProtectedError):
        seat.delete()
    SessionRole.objects.all().delete()
    seat.delete()
    assert not type(make_consent(make_participant())).objects.filter(participant=seat.pk).exists()


def test_what_was_published_is_not_deleted_with_the_draft():
    proceedings = make_proceedings()
    Edition.objects.create(proceedings=proceedings, number=1, change_note="First", published_by=make_user("ravi"))
    with pytest.raises(ProtectedError):
        proceedings.delete()


def test_one_person_has_one_seat_at_an_event(ours):
    person = make_person()
    make_participant(ours, person=person)
    assert said(Participant(event=ours, person=person)) == {"__all__": ["This person already has a seat at the event."]}
    assert said(Participant(event=make_event(), person=person)) == {}


# A seat says for whom somebody sat there, before the organisation does


def test_a_seat_stands_for_what_its_organisation_stands_for():
    seat = make_participant(organisation=make_organisation(country="MM"))
    assert (seat.stands_for, seat.represented) == ("MM", seat.organisation.kind.constituency)


def test_a_seat_stands_for_its_own_country_first():
    seat = make_participant(organisation=make_organisation(country="MM"), country="TH")
    assert seat.stands_for == "TH"


def test_of_a_seat_nothing_may_be_known():
    seat = make_participant(office="Village headman")
    assert (str(seat.stands_for), seat.represented) == ("", None)


def test_a_name_cannot_end_before_it_begins():
    name = OrganisationName(organisation=make_organisation(), name="Labour", from_year=2016, until_year=2010)
    with pytest.raises(ValidationError) as refused:
        name.full_clean()
    assert refused.value.message_dict == {"until_year": ["A name cannot end before it begins."]}
