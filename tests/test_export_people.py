"""Nobody is taken out of the site by accident: not from another event's list, and not in a list of something else."""

import pytest
from django.contrib.auth.models import Permission

from proceedings.access import EDITOR, PUBLISHER, RAPPORTEUR, REGISTRATION
from proceedings.models import (
    CommitmentParty,
    Delegation,
    Event,
    Export,
    Participant,
    Person,
    PersonName,
    Photo,
    Session,
    SessionRole,
    TeamMember,
)
from tests.exported import REASON, address, content_of, every_column, export, rows_of
from tests.make import (
    make_commitment,
    make_consent,
    make_event,
    make_organisation,
    make_participant,
    make_session,
    make_user,
)

# Beside PostgreSQL the same pages are gone through in a browser.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

CANARY = "zzcanary"


@pytest.fixture
def event():
    return make_event(title="Second dialogue", is_published=True)


@pytest.fixture
def amina(client):
    user = make_user("amina", REGISTRATION)
    client.force_login(user)
    return user


@pytest.fixture
def nila(event):
    return make_participant(event, "Nila Win")


# Who may


@pytest.mark.parametrize(
    ("role", "people", "content"),
    [
        (REGISTRATION, True, False),
        (RAPPORTEUR, False, False),
        (EDITOR, False, True),
        (PUBLISHER, False, False),
        ("Administrator", True, True),
    ],
)
def test_seeing_a_list_is_not_yet_taking_it_away(client, role, people, content):
    client.force_login(make_user("somebody", role))
    for model, may_export in ((Participant, people), (Event, content)):
        listed = client.get(address(model, "changelist"))
        if listed.status_code == 200:
            assert (">Export</a>" in listed.content.decode()) is may_export
        assert client.get(address(model)).status_code == (200 if may_export else 403)
        assert client.post(address(model), {"reason": REASON}).status_code == (200 if may_export else 403)


def test_a_right_that_was_taken_away_is_gone_at_once(client, amina, nila):
    assert client.get(address()).status_code == 200
    amina.groups.clear()
    assert client.get(address()).status_code == 403


def test_noy_takes_nothing_of_another_event(client, event, nila):
    theirs = make_event(title=f"Theirs {CANARY}")
    seat = make_participant(theirs, CANARY)
    PersonName.objects.create(person=seat.person, name=f"{CANARY} too")
    client.force_login(make_user("noy", REGISTRATION, event=event))
    for query in ("", f"?event={theirs.pk}", f"?q={CANARY}", f"?ticked={seat.pk},{nila.pk}"):
        content = export(client, query=query, **every_column(client, query=query))
        content = content_of(content) if content.streaming else content.content
        assert CANARY not in content.decode().replace(f"q={CANARY}", ""), query
    assert {pk for ids in Export.objects.values_list("ids", flat=True) for pk in ids} == {nila.pk}


def test_where_noy_only_looks_she_takes_nothing(client, event, nila):
    """Two roles do not mix: she sees all people as an editor, and may take away those of her own event."""
    make_participant(make_event(), CANARY)
    noy = make_user("noy", EDITOR)
    TeamMember.objects.create(event=event, user=noy, role=make_user("r", REGISTRATION).groups.get())
    client.force_login(noy)
    assert CANARY in client.get(address(what="changelist")).content.decode()
    assert [row["Name"] for row in rows_of(export(client))] == ["Nila Win"]


def test_what_a_row_refers_to_is_told_as_far_as_its_reader_may_know_it(client, event):
    theirs = make_event(title=CANARY)
    Event.objects.filter(pk=event.pk).update(parent=theirs)
    client.force_login(make_user("noy", EDITOR, event=event))
    (row,) = rows_of(export(client, Event, **every_column(client, Event)))
    assert (row["Title"], row["Part of the event"]) == ("Second dialogue", "")
    client.force_login(make_user("selma", EDITOR))
    found = {
        row["Title"]: row["Part of the event"] for row in rows_of(export(client, Event, **every_column(client, Event)))
    }
    assert found == {"Second dialogue": CANARY, CANARY: ""}


# Lists for others


def test_the_host_state_gets_only_those_who_agreed_to_it(client, amina, event, nila):
    agreed, protected = make_participant(event, "Agreed"), make_participant(event, "Protected")
    for seat in (agreed, protected, make_participant(event, "Withdrawn", state="withdrawn")):
        make_consent(seat, surface="shared")
    make_consent(make_participant(event, "Elsewhere"), surface="listed")
    Person.objects.filter(pk=protected.person_id).update(is_protected=True)
    assert [row["Name"] for row in rows_of(export(client, audience="shared"))] == ["Agreed"]
    note = Export.objects.get()
    assert (note.audience, note.ids) == ("shared", [agreed.pk])
    assert len(rows_of(export(client))) == 5


def test_where_nobody_agreed_the_host_state_gets_nothing(client, amina, event, nila):
    answer = export(client, audience="shared")
    assert answer.context["form"].errors["audience"] == ["None of these people agreed to be in such lists."]
    assert not Export.objects.exists()


# People in lists that are not of people


@pytest.fixture
def speakers(event):
    """A session with somebody hidden, somebody in public office, and a promise through the hidden one."""
    hidden = make_participant(event, CANARY, organisation=make_organisation(name=f"Group {CANARY}"))
    named = make_participant(event, "Dr Public", organisation=make_organisation(name="Ministry"))
    make_consent(named)
    session = make_session(event, attribution="on_record")
    for seat in (hidden, named):
        SessionRole.objects.create(session=session, participant=seat)
    commitment = make_commitment(event, session=session)
    CommitmentParty.objects.create(commitment=commitment, role="through", participant=hidden)
    CommitmentParty.objects.create(commitment=commitment, role="lead", organisation=named.organisation)
    return hidden, session


def may_export_content(role, **fields):
    """Somebody of a role who was given the right to export as well."""
    user = make_user("ravi", role, **fields)
    user.user_permissions.add(Permission.objects.get(codename="export_content"))
    return user


@pytest.mark.parametrize("role", [RAPPORTEUR, EDITOR])
def test_ravi_takes_away_no_name_that_is_hidden_or_that_he_may_not_take(client, speakers, role):
    hidden, session = speakers
    client.force_login(may_export_content(role))
    for model in (Session, type(make_commitment(session.event))):
        content = content_of(export(client, model, **every_column(client, model))).decode()
        assert f"Seat {hidden.pk}" in content
        assert CANARY not in content
    (row,) = rows_of(export(client, Session, columns=["parts"]))
    assert row == {"Who has a part in it": f"Seat {hidden.pk} (speaker); Dr Public, Ministry (speaker)"}


@pytest.mark.parametrize("rule", ["kind_only", "non_attributable", "closed"])
def test_under_a_rule_of_silence_nobody_is_named(client, speakers, rule):
    hidden, session = speakers
    Session.objects.update(attribution=rule)
    client.force_login(may_export_content(RAPPORTEUR))
    content = content_of(export(client, Session, columns=["parts"])).decode()
    assert not [name for name in (CANARY, "Dr Public", "Ministry") if name in content]


def test_who_may_take_people_away_has_their_names_there_too(client, speakers):
    client.force_login(make_user("boss", "Administrator"))
    (row,) = rows_of(export(client, Session, columns=["parts"]))
    assert row["Who has a part in it"] == f"{CANARY}, Group {CANARY} (speaker); Dr Public, Ministry (speaker)"


def test_ravi_cannot_reach_the_lists_of_people(client, speakers):
    client.force_login(may_export_content(RAPPORTEUR))
    for model in (Participant, Person, Delegation, Photo):
        assert client.get(address(model)).status_code == 403
