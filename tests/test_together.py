"""Amina changes many rows of a list together: she sees what becomes of each, and nobody's work is lost."""

import re

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from proceedings.admin.mixins import RecordAdmin
from proceedings.models import Delegation, Organisation, Participant, Person, Session, Tag, TeamMember
from tests.exported import address
from tests.make import (
    make_event,
    make_organisation,
    make_participant,
    make_person,
    make_session,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event(title="Second dialogue")


@pytest.fixture
def amina(client):
    user = make_user("amina", "Registration staff")
    client.force_login(user)
    return user


@pytest.fixture
def seats(event):
    return [make_participant(event, name, post="Director") for name in ("Nila Win", "Daw Khin", "Sok Dara")]


def look(client, model=Participant, query="", **fields):
    """Ask for a preview. Returns the answer."""
    return client.post(address(model, "together", query), {"reason": "As the ministry wrote"} | fields)


def change(client, model=Participant, query="", **fields):
    """Look at a preview and confirm it. Returns the answer, followed."""
    preview = look(client, model, query, **fields)
    assert "seen" in preview.context, preview.context["form"].errors
    carried = {}
    for name, value in preview.context["carried"]:
        carried.setdefault(name, []).append(value)
    sent = carried | {"seen": preview.context["seen"], "do": "change"}
    return client.post(address(model, "together", query), sent, follow=True)


def said(answer):
    return [str(message) for message in answer.context["messages"]]


def of(seats):
    return f"?ticked={','.join(str(seat.pk) for seat in seats)}"


def test_the_list_offers_it_for_the_ticked_rows(client, amina, seats):
    answer = client.post(
        address(what="changelist"), {"action": "change_ticked", "_selected_action": [seats[0].pk, seats[2].pk]}
    )
    assert answer.status_code == 302
    page = client.get(answer["Location"])
    assert page.context["number"] == 2


def test_all_that_the_list_shows_can_be_meant(client, amina, event, seats):
    make_participant(make_event())
    answer = client.post(
        address(what="changelist", query=f"?event={event.pk}"),
        {"action": "change_ticked", "_selected_action": [seats[0].pk], "select_across": "1"},
    )
    assert client.get(answer["Location"]).context["number"] == 3


def test_amina_sees_old_and_new_and_nothing_is_saved_yet(client, amina, seats):
    answer = look(client, query=of(seats[:2]), **{"post-way": "set", "post": "Minister"})
    assert answer.context["preview"] == [
        ("Nila Win", [("Post", "Director", "Minister")]),
        ("Daw Khin", [("Post", "Director", "Minister")]),
    ]
    assert set(Participant.objects.values_list("post", flat=True)) == {"Director"}


def test_the_ticked_rows_change_and_their_history_says_why(client, amina, seats):
    answer = change(client, query=of(seats[:2]), **{"post-way": "set", "post": "Minister"})
    assert said(answer) == ["2 rows are changed."]
    assert list(Participant.objects.order_by("pk").values_list("post", flat=True)) == ["Minister"] * 2 + ["Director"]
    line = seats[0].history.first()
    assert (line.history_type, line.history_user, line.history_change_reason, line.post) == (
        "~",
        amina,
        "As the ministry wrote",
        "Minister",
    )
    assert seats[2].history.count() == 1


def test_a_row_that_is_so_already_gets_no_line_of_history(client, amina, seats):
    Participant.objects.filter(pk=seats[0].pk).update(post="Minister")
    answer = change(client, query=of(seats), **{"post-way": "set", "post": "Minister"})
    assert said(answer) == ["2 rows are changed."]
    assert [seat.history.count() for seat in seats] == [1, 2, 2]


def test_a_field_is_emptied(client, amina, seats):
    ministry = make_organisation()
    Participant.objects.update(organisation=ministry, country="MM", arrives_on="2019-11-04")
    change(
        client, **{"organisation-way": "empty", "country-way": "empty", "arrives_on-way": "empty", "post-way": "empty"}
    )
    assert set(Participant.objects.values_list("organisation", "country", "arrives_on", "post")) == {
        (None, "", None, "")
    }


def test_every_kind_of_field_is_set(client, amina, seats):
    ministry = make_organisation(name="Ministry")
    fields = {"organisation": ministry.pk, "country": "LA", "mode": "online", "arrives_on": "2019-11-04"}
    change(client, **fields, **{f"{name}-way": "set" for name in fields})
    found = set(Participant.objects.values_list("organisation", "country", "mode", "arrives_on__day"))
    assert found == {(ministry.pk, "LA", "online", 4)}


def test_tags_are_added_and_taken_off_and_the_others_stay(client, amina, seats):
    visa, vip, old = (Tag.objects.create(code=code, name=code) for code in ("visa", "vip", "old"))
    for seat in seats:
        seat.tags.add(old)
    seats[0].tags.add(vip)
    preview = look(client, **{"tags-way": "add", "tags": [visa.pk, vip.pk]})
    assert preview.context["preview"][0][1] == [("Tags", "old; vip", "old; vip; visa")]
    change(client, **{"tags-way": "add", "tags": [visa.pk, vip.pk]})
    assert [set(seat.tags.all()) for seat in seats] == [{old, visa, vip}] * 3
    assert set(seats[1].history.first().tags.values_list("tag", flat=True)) == {old.pk, visa.pk, vip.pk}
    change(client, query=of(seats[:1]), **{"tags-way": "take", "tags": [visa.pk, old.pk]})
    assert set(seats[0].tags.all()) == {vip}
    change(client, **{"tags-way": "set", "tags": [old.pk]})
    assert [set(seat.tags.all()) for seat in seats] == [{old}] * 3
    change(client, **{"tags-way": "empty"})
    assert not Participant.tags.through.objects.exists()


def test_the_history_of_a_changed_seat_keeps_its_tags(client, amina, seats):
    """django-simple-history's own help for many rows would say that they were taken off."""
    visa = Tag.objects.create(code="visa", name="visa")
    seats[0].tags.add(visa)
    change(client, **{"post-way": "set", "post": "Minister"})
    assert list(seats[0].history.first().tags.values_list("tag", flat=True)) == [visa.pk]
    assert not seats[1].history.first().tags.exists()


def test_a_bad_row_is_named_with_its_sentence_and_left_out(client, amina, event, seats):
    Participant.objects.filter(pk=seats[1].pk).update(leaves_on="2019-11-03")
    fields = {"arrives_on-way": "set", "arrives_on": "2019-11-04"}
    preview = look(client, **fields)
    assert preview.context["bad"] == [("Daw Khin", ["Nobody can leave before they arrive."])]
    assert "Nobody can leave before they arrive." in preview.content.decode()
    answer = change(client, **fields)
    assert said(answer) == ["2 rows are changed.", "1 row could not be changed so, and stays as it is."]
    assert Participant.objects.get(pk=seats[1].pk).arrives_on is None


def test_a_delegation_of_another_event_is_refused_row_by_row(client, amina, event, seats):
    theirs = Delegation.objects.create(event=make_event(), organisation=make_organisation())
    ours = make_participant(theirs.event, "At the other")
    preview = look(client, **{"delegation-way": "set", "delegation": theirs.pk})
    assert {label for label, _sentences in preview.context["bad"]} == {"Nila Win", "Daw Khin", "Sok Dara"}
    change(client, **{"delegation-way": "set", "delegation": theirs.pk})
    assert list(Participant.objects.filter(delegation=theirs)) == [ours]


def test_rows_that_contradict_each_other_change_nothing(client, amina, event, seats):
    delegation = Delegation.objects.create(event=event, organisation=make_organisation())
    Participant.objects.update(delegation=delegation)
    answer = change(client, **{"heads_delegation-way": "set", "heads_delegation": "on"})
    assert "two of the rows would contradict each other" in answer.content.decode()
    assert not Participant.objects.filter(heads_delegation=True).exists()
    assert {seat.history.count() for seat in seats} == {1}


def test_what_somebody_else_changed_after_the_look_is_not_overwritten(client, amina, seats):
    preview = look(client, **{"post-way": "set", "post": "Minister"})
    seats[0].post = "Deputy Minister"
    seats[0].save()
    seats[1].delete()
    sent = dict(preview.context["carried"]) | {"seen": preview.context["seen"], "do": "change"}
    answer = client.post(address(what="together"), sent, follow=True)
    assert said(answer) == [
        "1 row is changed.",
        "2 rows were changed or taken away by somebody else after you looked, and stay as they are now.",
    ]
    assert dict(Participant.objects.values_list("pk", "post")) == {
        seats[0].pk: "Deputy Minister",
        seats[2].pk: "Minister",
    }


def test_a_row_that_came_after_the_look_is_not_changed(client, amina, event, seats):
    preview = look(client, **{"post-way": "set", "post": "Minister"})
    late = make_participant(event, "Late", post="Guest")
    sent = dict(preview.context["carried"]) | {"seen": preview.context["seen"], "do": "change"}
    client.post(address(what="together"), sent)
    late.refresh_from_db()
    assert late.post == "Guest"


@pytest.mark.parametrize("seen", ["", "x", "e30:1:x"])
def test_without_a_look_nothing_changes(client, amina, seats, seen):
    answer = client.post(
        address(what="together"), {"reason": "Because", "post-way": "set", "post": "M", "seen": seen, "do": "change"}
    )
    assert answer.status_code == 200
    assert len(answer.context["preview"]) == 3
    assert set(Participant.objects.values_list("post", flat=True)) == {"Director"}


# What it asks


@pytest.mark.parametrize(
    ("fields", "where", "sentence"),
    [
        ({}, "__all__", "Nothing would change: choose at least one field."),
        ({"post": "Minister"}, "post", "Say what to do with it, or leave it empty."),
        ({"post-way": "set"}, "post", "Choose or write what it becomes."),
        ({"post-way": "set", "post": "x" * 301}, "post", "Ensure this value has at most 300 characters (it has 301)."),
        ({"arrives_on-way": "set", "arrives_on": "soon"}, "arrives_on", "Enter a valid date."),
        ({"post-way": "set", "post": "a\0b"}, "post", "Null characters are not allowed."),
        ({"organisation-way": "set", "organisation": "99999999999999999999"}, "organisation", None),
        ({"tags-way": "add", "tags": ["x"]}, "tags", "“x” is not a valid value."),
        ({"post-way": "burn", "post": "x"}, "post-way", None),
    ],
)
def test_bad_input_gets_a_sentence_beside_its_field_and_stays(client, amina, seats, fields, where, sentence):
    answer = look(client, **fields)
    assert answer.status_code == 200
    errors = answer.context["form"].errors
    assert set(errors) == {where}
    assert sentence is None or errors[where] == [sentence]


def test_a_reason_is_asked_for(client, amina, seats):
    answer = look(client, reason="", **{"post-way": "set", "post": "Minister"})
    assert set(answer.context["form"].errors) == {"reason"}


def test_verbs_own_states_and_what_is_public(client, amina):
    client.force_login(make_user("root", is_superuser=True))
    for model in (Participant, Organisation, Session):
        names = set(client.get(address(model, "together")).context["form"].names or ["none"])
        assert not names & {"state", "state_reason", "is_published", "slug", "event", "person", "uid", "badge_code"}
    make_participant()
    names = client.get(address(what="together")).context["form"].names
    assert names == [
        "alias",
        "office",
        "post",
        "organisation",
        "organisation_as_written",
        "constituency",
        "country",
        "seat_role",
        "delegation",
        "heads_delegation",
        "is_alternate",
        "mode",
        "arrives_on",
        "leaves_on",
        "language",
        "needs",
        "tags",
        "internal_note",
        "sources",
    ]


def test_no_list_forgets_what_every_list_offers():
    ours = [row for row in admin.site._registry.values() if isinstance(row, RecordAdmin)]
    assert len(ours) > 30
    assert [row for row in ours if not {"change_ticked", "export_ticked"} <= set(row.actions)] == []


# Who may


def test_noy_changes_rows_of_her_event_only(client, event, seats):
    theirs = make_participant(make_event(), "Theirs", post="Director")
    client.force_login(make_user("noy", "Registration staff", event=event))
    change(client, query=of([*seats, theirs]), **{"post-way": "set", "post": "Minister"})
    theirs.refresh_from_db()
    assert theirs.post == "Director"
    assert set(event.participants.values_list("post", flat=True)) == {"Minister"}


def test_where_she_only_looks_she_changes_nothing(client, event, seats):
    theirs = make_participant(make_event(), "Theirs", post="Director")
    noy = make_user("noy", "Editor")
    TeamMember.objects.create(event=event, user=noy, role=make_user("r", "Registration staff").groups.get())
    client.force_login(noy)
    answer = client.get(address(what="together"))
    assert (answer.context["number"], answer.context["not_mine"]) == (3, 1)
    change(client, **{"post-way": "set", "post": "Minister"})
    theirs.refresh_from_db()
    assert theirs.post == "Director"


def test_a_preview_that_somebody_else_signed_for_opens_no_row(client, event, seats):
    """What a preview carries names rows; which of them may change is asked again."""
    client.force_login(make_user("root", is_superuser=True))
    preview = look(client, **{"post-way": "set", "post": "Minister"})
    client.force_login(make_user("noy", "Registration staff", event=make_event()))
    sent = dict(preview.context["carried"]) | {"seen": preview.context["seen"], "do": "change"}
    client.post(address(what="together"), sent)
    assert set(Participant.objects.values_list("post", flat=True)) == {"Director"}


def test_people_change_together_also_those_that_noy_just_entered(client, event, seats):
    noy = make_user("noy", "Registration staff", event=event)
    client.force_login(noy)
    stranger = make_person("Stranger")
    mine = Person(name="Entered by me")
    mine._history_user = noy
    mine.save()
    change(client, Person, **{"gender-way": "set", "gender": "woman"})
    stranger.refresh_from_db()
    assert stranger.gender == ""
    assert set(Person.objects.exclude(pk=stranger.pk).values_list("gender", flat=True)) == {"woman"}


# Long lists


def test_a_preview_asks_as_often_for_one_row_as_for_many(client, amina, event):
    tag = Tag.objects.create(code="visa", name="visa")
    asked = []
    for number in (1, 2, 30):
        for _n in range(number):
            make_participant(event, post="Director", organisation=make_organisation()).tags.add(tag)
        with CaptureQueriesContext(connection) as captured:
            look(client, **{"post-way": "set", "post": "Minister", "tags-way": "take", "tags": [tag.pk]})
        asked.append(len(captured))
    assert asked == [asked[0]] * 3


def test_many_rows_are_shown_by_the_page_and_all_of_them_change(client, amina, event):
    people = Person.objects.bulk_create(Person(name=f"Person {n}") for n in range(120))
    Participant.objects.bulk_create(Participant(event=event, person=person) for person in people)
    preview = look(client, page="3", **{"post-way": "set", "post": "Minister"})
    assert len(preview.context["preview"]) == 20
    assert said(change(client, **{"post-way": "set", "post": "Minister"})) == ["120 rows are changed."]


def test_a_page_that_cannot_be_read_leads_back_to_the_list(client, amina, seats):
    for query in ("?state__nothing=1", "?event=%00", f"?ticked={'9' * 40}", "?ticked=x"):
        assert client.get(address(what="together", query=query)).status_code in {200, 302}


def test_every_list_where_it_is_offered_shows_its_page(client):
    client.force_login(make_user("root", is_superuser=True))
    for model, model_admin in admin.site._registry.items():
        if getattr(model_admin, "can_change_together", False):
            answer = client.get(reverse(f"admin:proceedings_{model._meta.model_name}_together"))
            assert answer.status_code == 200, model
            assert not re.search("is_published|is_accepted", " ".join(answer.context["form"].names)), model


def test_sessions_change_together_with_their_topics(client, event):
    client.force_login(make_user("selma", "Editor"))
    for _n in range(2):
        make_session(event, room="A")
    change(client, Session, **{"room-way": "set", "room": "B"})
    assert set(Session.objects.values_list("room", flat=True)) == {"B"}
