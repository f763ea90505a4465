"""Amina finds that two people are one. Nothing of either is lost, and for thirty days she can take it back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from proceedings import exposure
from proceedings.access import REGISTRATION
from proceedings.actions import NotPossible
from proceedings.actions.merging import ask_again, forget_old, keep_two, merge, mergeable, take_back
from proceedings.models import Link, Participant, Person, PersonMerge, PersonName, Surface, TwoPeople
from proceedings.spreadsheets.duplicates import likely_duplicates
from tests.exported import address
from tests.make import (
    make_consent,
    make_event,
    make_organisation,
    make_participant,
    make_person,
    make_session,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina(client):
    user = make_user("amina", REGISTRATION)
    client.force_login(user)
    return user


@pytest.fixture
def nila():
    person = make_person("Nila Win", email="nila@example.org", internal_note="Likes tea")
    PersonName.objects.create(person=person, name="Ma Nila")
    make_participant(make_event(is_published=True), person=person)
    return person


@pytest.fixture
def other():
    person = make_person(
        "Win Nila",
        own_script_name="နီလာဝင်း",
        email="win@example.org",
        phone="0812",
        gender="woman",
        internal_note="Flies",
    )
    for name in ("Ma Nila", "Nilar"):
        PersonName.objects.create(person=person, name=name)
    seat = make_participant(make_event(is_published=True), person=person, post="Director")
    make_consent(seat)
    make_session(seat.event).roles.create(participant=seat)
    return person


def state():
    """Everything of people, their names and seats, as it is in the database."""
    return {
        model: sorted(model.objects.values_list(*(f.attname for f in model._meta.concrete_fields)), key=str)
        for model in (Person, PersonName, Participant)
    }


def names(person):
    return sorted(person.other_names.values_list("name", flat=True))


# One person


def test_the_two_are_one_and_nothing_is_lost(amina, nila, other):
    seats = set(Participant.objects.all())
    merge(nila, other, by=amina)
    assert list(Person.objects.all()) == [nila]
    nila.refresh_from_db()
    assert (nila.name, nila.own_script_name, nila.email, nila.phone, nila.gender) == (
        "Nila Win",
        "နီလာဝင်း",
        "nila@example.org",
        "0812",
        "woman",
    )
    assert nila.internal_note == "Likes tea\nFlies\nAlso: win@example.org"
    assert names(nila) == ["Ma Nila", "Nilar", "Win Nila"]
    assert set(nila.seats.all()) == seats
    assert nila.seats.get(post="Director").consents.count() == 1
    assert nila.seats.get(post="Director").session_roles.count() == 1


def test_amina_chooses_field_by_field(amina, nila, other):
    merge(nila, other, by=amina, choose={"name": "gone", "email": "gone", "phone": "kept", "gender": "kept"})
    nila.refresh_from_db()
    assert (nila.name, nila.email, nila.phone, nila.gender) == ("Win Nila", "win@example.org", "", "")
    assert names(nila) == ["Ma Nila", "Nila Win", "Nilar"]
    assert nila.internal_note == "Likes tea\nFlies\nAlso: nila@example.org\nAlso: 0812"


@pytest.mark.parametrize("protected", [(True, False), (False, True), (True, True)])
def test_who_is_never_shown_stays_so(amina, nila, other, protected):
    for person, is_protected in zip((nila, other), protected, strict=True):
        person.is_protected = is_protected
        person.save()
    seat = other.seats.get()
    merge(nila, other, by=amina)
    seat = Participant.objects.get(pk=seat.pk)
    assert seat.person.is_protected
    assert exposure.level(seat, Surface.NAMED) == exposure.Level.HIDDEN


def test_a_consent_holds_for_its_own_seat_only(amina, nila, other):
    there, here = other.seats.get(), nila.seats.get()
    merge(nila, other, by=amina)
    levels = [exposure.level(Participant.objects.get(pk=seat.pk), Surface.NAMED) for seat in (there, here)]
    assert levels == [exposure.Level.NAMED, exposure.Level.KIND]


def test_links_go_with_the_seat(amina, nila, other):
    seat = other.seats.get()
    link = Link.objects.create(
        purpose="seat", event=seat.event, participant=seat, expires_at=timezone.now() + timedelta(days=1)
    )
    merge(nila, other, by=amina)
    link.refresh_from_db()
    assert link.participant.person == nila


def test_two_seats_at_one_event_are_refused_with_a_sentence(amina, nila, other):
    event = nila.seats.get().event
    make_participant(event, person=other)
    before = state()
    with pytest.raises(NotPossible, match=f"Both have a seat at “{event}”"):
        merge(nila, other, by=amina)
    assert state() == before
    assert not PersonMerge.objects.exists()


def test_one_person_is_not_merged_with_herself(amina, nila):
    with pytest.raises(NotPossible, match="Choose two people"):
        merge(nila, nila, by=amina)


def test_the_history_of_both_stays_readable(client, amina, nila, other):
    row = merge(nila, other, by=amina)
    lines = Person.history.filter(id=other.pk)
    assert [(line.history_type, line.history_user, line.name) for line in lines] == [
        ("-", amina, "Win Nila"),
        ("+", None, "Win Nila"),
    ]
    assert nila.history.first().history_change_reason == f"Merge {row.pk}"
    page = client.get(reverse("admin:proceedings_person_merged", args=[row.pk])).content.decode()
    assert "Win Nila" in page
    assert "Nila Win" in page


# The way back


def test_taken_back_both_are_exactly_as_they_were(amina, nila, other):
    before = state()
    row = merge(nila, other, by=amina, choose={"name": "gone"})
    assert state() != before
    take_back(row, by=amina)
    assert state() == before
    row.refresh_from_db()
    assert (row.before, row.undone_by) == ({}, amina)
    assert other.history.first().history_change_reason == f"Merge {row.pk}, taken back"


def test_what_happened_to_a_seat_meanwhile_stays(amina, nila, other):
    row = merge(nila, other, by=amina)
    Participant.objects.filter(post="Director").update(post="Minister")
    take_back(row, by=amina)
    assert other.seats.get().post == "Minister"


def test_a_person_whom_somebody_changed_stays_one(amina, nila, other):
    row = merge(nila, other, by=amina)
    Person.objects.filter(pk=nila.pk).update(phone="0999")
    before = state()
    with pytest.raises(NotPossible, match="Somebody changed this person"):
        take_back(row, by=amina)
    assert state() == before


def test_a_new_spelling_is_a_change_too(amina, nila, other):
    row = merge(nila, other, by=amina)
    PersonName.objects.create(person=nila, name="Another")
    with pytest.raises(NotPossible, match="Somebody changed this person"):
        take_back(row, by=amina)


def test_a_seat_that_is_gone_closes_the_way_back(amina, nila, other):
    row = merge(nila, other, by=amina)
    seat = Participant.objects.get(post="Director")
    Participant.objects.filter(pk=seat.pk).update(person=make_person())
    with pytest.raises(NotPossible, match="A seat that was the other person"):
        take_back(row, by=amina)


def test_it_is_taken_back_once(amina, nila, other):
    row = merge(nila, other, by=amina)
    take_back(row, by=amina)
    with pytest.raises(NotPossible, match="taken back already"):
        take_back(row, by=amina)


def test_three_become_one_and_three_again_in_the_order_of_their_undoing(amina, nila, other):
    third = make_person("Nila W.")
    before = state()
    first = merge(other, third, by=amina)
    second = merge(nila, other, by=amina)
    first.refresh_from_db()
    assert first.kept == nila
    with pytest.raises(NotPossible, match="merged again"):
        take_back(first, by=amina)
    take_back(second, by=amina)
    first.refresh_from_db()
    assert first.kept == other
    take_back(first, by=amina)
    assert state() == before


def test_after_thirty_days_what_was_kept_for_it_is_deleted(amina, nila, other, capsys):
    row = merge(nila, other, by=amina)
    assert forget_old() == 0
    PersonMerge.objects.update(at=timezone.now() - timedelta(days=31))
    with pytest.raises(NotPossible, match="30 days"):
        take_back(row, by=amina)
    call_command("tidy_files")
    row.refresh_from_db()
    assert row.before
    call_command("tidy_files", delete=True)
    row.refresh_from_db()
    assert row.before == {}
    assert "Closed the way back of 1 merges" in capsys.readouterr().out


# Who may


def test_noy_merges_only_people_all_of_whose_seats_are_in_her_event(nila, other):
    event = nila.seats.get().event
    noy = make_user("noy", REGISTRATION, event=event)
    with pytest.raises(PermissionDenied):
        merge(nila, other, by=noy)
    Participant.objects.filter(person=other).update(person=make_person())
    with pytest.raises(PermissionDenied):
        merge(nila, other, by=noy)
    here = make_participant(event, "Only here").person
    assert set(mergeable(noy)) == {nila, here}
    make_participant(make_event(), person=here)
    assert set(mergeable(noy)) == {nila}
    entered = Person(name="Entered by her")
    entered._history_user = noy
    entered.save()
    assert set(mergeable(noy)) == {nila, entered}
    merge(nila, entered, by=noy)
    assert not Person.objects.filter(pk=entered.pk).exists()


@pytest.mark.parametrize("role", ["Editor", "Publisher", "Rapporteur", "Door staff"])
def test_other_roles_merge_nobody(client, nila, other, role):
    user = make_user("somebody", role)
    client.force_login(user)
    with pytest.raises(PermissionDenied):
        merge(nila, other, by=user)
    assert client.post(side_by_side(nila, other)).status_code == 403


def side_by_side(one, two):
    return f"{reverse('admin:proceedings_person_merge')}?one={one.pk}&other={two.pk}"


# The pages


def test_amina_merges_from_the_list(client, amina, nila, other):
    ticked = {"action": "merge_ticked", "_selected_action": [nila.pk, other.pk]}
    answer = client.post(address(Person, "changelist"), ticked)
    page = client.get(answer["Location"])
    form = page.context["form"]
    assert set(form.fields) == {"name", "own_script_name", "gender", "email", "phone"}
    assert {name: field.initial for name, field in form.fields.items()} == {
        "name": "kept",
        "own_script_name": "gone",
        "gender": "gone",
        "email": "kept",
        "phone": "gone",
    }
    assert not client.post(answer["Location"], {"name": "both"}).context["form"].is_valid()
    chosen = dict.fromkeys(form.fields, "gone")
    done = client.post(answer["Location"], chosen, follow=True)
    nila.refresh_from_db()
    assert (nila.name, nila.email) == ("Win Nila", "win@example.org")
    assert done.context["may_be_taken_back"]
    done = client.post(done.request["PATH_INFO"], {"do": "take_back"}, follow=True)
    assert Person.objects.count() == 2


@pytest.mark.parametrize("number", [1, 3])
def test_one_or_three_ticked_people_are_not_two(client, amina, nila, other, number):
    people = [nila, other, make_person()][:number]
    ticked = {"action": "merge_ticked", "_selected_action": [person.pk for person in people]}
    answer = client.post(address(Person, "changelist"), ticked, follow=True)
    assert [str(message) for message in answer.context["messages"]] == ["Tick exactly two people."]


@pytest.mark.parametrize("query", ["", "?one=1", "?one=x&other=2", f"?one={'9' * 40}&other=1", "?one=1&other=1"])
def test_nobody_in_the_address_leads_back_to_the_list(client, amina, query):
    assert client.get(reverse("admin:proceedings_person_merge") + query).status_code == 302


def test_people_who_may_be_the_same_are_listed_and_nobody_else(client, amina, nila):
    again = make_person("Nila Win", email="NILA@example.org")
    make_person("Somebody Else")
    page = client.get(reverse("admin:proceedings_person_duplicates"))
    assert [(one, two, certainty) for one, two, certainty, _why in page.context["pairs"]] == [(nila, again, "same")]
    assert "same e-mail address" in page.content.decode()


def test_noy_is_told_of_nobody_of_another_event(client, nila):
    canary = make_participant(make_event(), "zzcanary").person
    Person.objects.filter(pk=canary.pk).update(email=nila.email)
    client.force_login(make_user("noy", REGISTRATION, event=nila.seats.get().event))
    page = client.get(reverse("admin:proceedings_person_duplicates"))
    assert page.context["pairs"] == []
    assert "zzcanary" not in page.content.decode()
    assert client.get(side_by_side(nila, canary)).status_code == 403


def test_long_lists_are_compared_in_parts_and_each_pair_is_found_once():
    ministry = make_organisation()
    event = make_event()
    for n in range(6):
        make_participant(
            event, person=make_person(f"Ann Number{'abcdef'[n]}", email=f"{n}@a.org"), organisation=ministry
        )
    twin = make_person("Ann Numbera", email="0@a.org")
    found, before, parts = [], None, 0
    while True:
        likely = likely_duplicates(Person.objects.all(), before, at_a_time=3)
        found += [(pair.one, pair.other) for pair in likely.pairs if pair.certainty == "same"]
        parts += 1
        if (before := likely.before) is None:
            break
    assert found == [(Person.objects.order_by("pk").first().pk, twin.pk)]
    assert parts == 3


def test_the_page_asks_as_often_for_one_pair_as_for_many(client, amina):
    asked = []
    for number in (1, 3, 12):
        for _n in range(number):
            n = Person.objects.count()
            for _twice in range(2):
                make_participant(name=None, person=make_person(f"Nila Win{n}", email=f"{n}@example.org"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("admin:proceedings_person_duplicates"))
        asked.append(len(captured))
    assert asked == [asked[0]] * 3


# Two people who are alike


@pytest.fixture
def twins(nila):
    return nila, make_person("Nila Win", email="NILA@example.org")


def asked(client):
    page = client.get(reverse("admin:proceedings_person_duplicates"))
    return [(one, two) for one, two, _certainty, _why in page.context["pairs"]]


def test_of_two_people_nobody_is_asked_again_until_somebody_takes_that_back(client, amina, twins):
    assert asked(client) == [twins]
    client.post(side_by_side(*reversed(twins)), {"do": "two"})
    assert asked(client) == []
    third = make_person("Nila Win", email="nila@example.org")
    assert set(asked(client)) == {(twins[0], third), (twins[1], third)}
    third.delete()
    page = client.get(side_by_side(*twins)).content.decode()
    assert "amina said on" in page
    client.post(side_by_side(*twins), {"do": "again"})
    assert asked(client) == [twins]
    assert Person.objects.count() == 2


def test_who_may_not_merge_says_nothing_about_two_people(client, twins):
    client.force_login(make_user("somebody", "Editor"))
    assert client.post(side_by_side(*twins), {"do": "two"}).status_code == 403
    noy = make_user("noy", REGISTRATION, event=twins[0].seats.get().event)
    with pytest.raises(PermissionDenied):
        keep_two(*twins, by=noy)
    row = TwoPeople.objects.create(one=twins[0], other=twins[1], by=noy)
    with pytest.raises(PermissionDenied):
        ask_again(row, by=noy)
    with pytest.raises(NotPossible):
        keep_two(twins[0], twins[0], by=noy)


def test_who_is_not_the_one_is_not_the_other_either_and_a_merge_can_be_taken_back(amina, twins):
    third = make_person("Nila W.")
    keep_two(third, twins[1], by=amina)
    keep_two(*twins, by=amina)
    before = sorted(TwoPeople.objects.values_list("one", "other"))
    row = merge(*twins, by=amina)
    assert list(TwoPeople.objects.values_list("one", "other")) == [(twins[0].pk, third.pk)]
    take_back(row, by=amina)
    assert sorted(TwoPeople.objects.values_list("one", "other")) == before


# The list of merges


def test_the_list_of_merges_says_who_did_what_and_leads_to_the_way_back(client, amina, nila, other):
    row = merge(nila, other, by=amina)
    page = client.get(reverse("admin:proceedings_personmerge_changelist"))
    assert "Nila Win" in page.content.decode()
    assert "can be taken back" in page.content.decode()
    assert f'href="{reverse("admin:proceedings_person_merged", args=[row.pk])}"' in page.content.decode()
    take_back(row, by=amina)
    assert "taken back by amina" in client.get(reverse("admin:proceedings_personmerge_changelist")).content.decode()


def test_noy_sees_merges_of_her_people_only_and_what_was_kept_of_anybody_leaves_in_no_file(client, amina, nila, other):
    merge(nila, other, by=amina)
    mine = make_participant(make_event(), "Mine").person
    theirs = merge(mine, make_person("Mine too"), by=amina)
    client.force_login(make_user("noy", REGISTRATION, event=mine.seats.get().event))
    page = client.get(reverse("admin:proceedings_personmerge_changelist"))
    assert [row.pk for row in page.context["cl"].queryset] == [theirs.pk]
    columns = client.get(reverse("admin:proceedings_personmerge_export")).content.decode()
    assert "before" not in columns.lower()
