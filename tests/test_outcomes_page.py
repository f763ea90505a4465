"""Selma sees on one page what came of an event and what is missing, and a rapporteur notes what is said."""

import datetime
import uuid

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from proceedings.access import EDITOR, PUBLISHER, RAPPORTEUR, REGISTRATION
from proceedings.actions import NotPossible, noting
from proceedings.models import (
    Attribution,
    Commitment,
    CommitmentParty,
    Deadline,
    Network,
    Note,
    Objective,
    Recommendation,
    RecommendationParty,
)
from tests.make import (
    make_commitment,
    make_event,
    make_language,
    make_organisation,
    make_participant,
    make_proceedings,
    make_section,
    make_session,
    make_user,
)

# Beside PostgreSQL the same pages are gone through in a browser.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

KIND = Note.Kind


@pytest.fixture
def event():
    return make_event(is_published=True)


@pytest.fixture
def session(event):
    return make_session(event, title="Panel", attribution=Attribution.ON_RECORD)


@pytest.fixture
def selma():
    return make_user("selma", EDITOR)


@pytest.fixture
def rina():
    """Rina takes notes and may not know who sits where."""
    return make_user("rina", RAPPORTEUR)


def outcomes(event):
    return reverse("admin:proceedings_event_outcomes", args=[event.pk])


def notes(session):
    return reverse("admin:proceedings_session_notes", args=[session.pk])


def missing(client, event):
    return {item.text: item.url for item in client.get(outcomes(event)).context["missing"]}


# What is missing


def test_of_an_empty_event_the_page_says_what_to_begin_with(client, event, selma):
    client.force_login(selma)
    form = reverse("admin:proceedings_event_change", args=[event.pk])
    assert missing(client, event) == {
        "There are no proceedings yet.": f"{reverse('admin:proceedings_proceedings_add')}?event={event.pk}",
        "The event has no objectives.": f"{form}#objectives-group",
    }


def test_what_is_missing_leads_straight_to_mending_it(client, event, session, selma):
    proceedings = make_proceedings(event)
    make_section(proceedings, "", heading="Opening")
    objective = Objective.objects.create(event=event, number=1, text="To listen")
    recommendation = Recommendation.objects.create(event=event, number="1", text="Do")
    commitment = make_commitment(event, state="draft")
    Network.objects.create(name="A network").languages.add(make_language("km", "Khmer"))
    client.force_login(selma)

    def form(row, place=""):
        return reverse(f"admin:proceedings_{row._meta.model_name}_change", args=[row.pk]) + place

    assert missing(client, event) == {
        "1 part of the proceedings is empty.": form(proceedings, "#sections-0"),
        "No part of the proceedings tells of 1 session.": form(proceedings, "#sections-group"),
        "No edition is published yet.": f"/admin/proceedings/proceedings/{proceedings.pk}/check/",
        "Of 1 objective nobody said yet whether it was met.": form(objective),
        "1 recommendation is addressed to nobody.": form(recommendation, "#parties-group"),
        "1 recommendation is a draft.": "#recommendations",
        "1 commitment has no maker.": form(commitment, "#parties-group"),
        "1 commitment does not say by when, not even that no date was given.": form(commitment, "#deadlines-group"),
        "No part of the proceedings tells of 1 commitment.": form(commitment, "#id_section"),
        "Of 1 commitment the sentence is not given.": form(commitment, "#id_sentence"),
        "1 commitment is a draft.": "#commitments",
        "2 texts are not there in Khmer.": f"{reverse('admin:proceedings_translation_changelist')}?language__id__exact="
        f"{make_language('km').pk}",
    }
    for address in missing(client, event).values():
        if address.startswith("/"):
            assert client.get(address).status_code == 200


def test_each_sees_of_it_what_they_may(client, event, session, selma):
    make_proceedings(event)
    make_commitment(event, text="A promise")
    seen = {}
    for name, role in (("r", REGISTRATION), ("w", RAPPORTEUR), ("e", EDITOR), ("p", PUBLISHER), ("n", None)):
        client.force_login(make_user(name, *filter(None, [role])))
        answer = client.get(outcomes(event))
        seen[name] = answer.status_code
        if answer.status_code == 200:
            assert ("Take notes" in answer.content.decode()) == (name in "we")
    assert seen == {"r": 403, "w": 200, "e": 200, "p": 200, "n": 403}
    client.force_login(make_user("other", EDITOR, event=make_event()))
    assert client.get(outcomes(event)).status_code == 403


def fill(event, proceedings, n):
    session, organisation = make_session(event), make_organisation()
    section = make_section(proceedings, "We met.", session=session)
    Objective.objects.create(event=event, number=n, text="To listen", outcome="met", outcome_by=make_organisation())
    recommendation = Recommendation.objects.create(event=event, number=str(n), text="Do", session=session)
    seat = make_participant(event, organisation=make_organisation())
    RecommendationParty.objects.create(recommendation=recommendation, role="addressee", participant=seat)
    commitment = make_commitment(event, session=session, section=section)
    CommitmentParty.objects.create(commitment=commitment, organisation=organisation)
    CommitmentParty.objects.create(commitment=commitment, participant=seat)
    Deadline.objects.create(commitment=commitment, kind="none", as_written="soon")
    Note.objects.create(session=session, seat=seat, text="A", by=make_user(f"by{n}"))


@pytest.mark.parametrize("role", [EDITOR, RAPPORTEUR])
def test_the_page_asks_as_often_for_one_as_for_three(client, event, role):
    client.force_login(make_user("selma", role))
    proceedings, asked = make_proceedings(event), []
    fill(event, proceedings, 1)
    client.get(outcomes(event))
    for numbers in ((), (2, 3)):
        for n in numbers:
            fill(event, proceedings, n)
        with CaptureQueriesContext(connection) as captured:
            client.get(outcomes(event))
        asked.append(len(captured))
    assert asked[0] == asked[1]


# Notes


def test_the_first_page_leads_a_rapporteur_to_the_session_that_is_on(client, session, rina):
    session.day = timezone.localdate()
    session.save()
    client.force_login(rina)
    waiting = {item.text: item.url for item in client.get(reverse("admin:index")).context["waiting"]}
    assert waiting == {"session is on today: take notes": notes(session)}
    another = make_session(session.event, day=session.day)
    (item,) = client.get(reverse("admin:index")).context["waiting"]
    rows = client.get(item.url).context["cl"].result_list
    assert {row.pk for row in rows} == {session.pk, another.pk}


def test_a_note_sent_twice_is_noted_once(session, rina):
    uid = uuid.uuid4()
    first = noting.note(session, by=rina, text="We will", uid=uid, kind=KIND.COMMITMENT)
    assert noting.note(session, by=rina, text="We will", uid=uid, kind=KIND.COMMITMENT) == first
    assert (Note.objects.count(), Commitment.objects.count()) == (1, 1)
    with pytest.raises(NotPossible, match="under that number"):
        noting.note(make_session(session.event), by=rina, text="Another", uid=uid)


@pytest.mark.parametrize(
    ("rule", "own", "maker"),
    [
        (Attribution.ON_RECORD, "", "organisation"),
        (Attribution.ON_RECORD, Attribution.KIND_ONLY, "seat"),
        (Attribution.ON_RECORD, Attribution.NON_ATTRIBUTABLE, None),
        (Attribution.KIND_ONLY, "", "seat"),
        (Attribution.NON_ATTRIBUTABLE, "", None),
        # Nobody may be freer than the session is.
        (Attribution.NON_ATTRIBUTABLE, Attribution.ON_RECORD, None),
        (Attribution.CLOSED, "", None),
    ],
)
@pytest.mark.parametrize("kind", [KIND.RECOMMENDATION, KIND.COMMITMENT])
def test_who_made_a_promise_is_filled_in_as_far_as_the_rule_lets_it_out(event, selma, kind, rule, own, maker):
    seat = make_participant(event, organisation=make_organisation())
    session = make_session(event, attribution=rule)
    noted = noting.note(session, by=selma, text="We will", seat=seat, kind=kind, attribution=own)
    draft = getattr(noted, kind)
    assert (draft.text, draft.session, draft.state) == ("We will", session, "draft")
    if kind == KIND.COMMITMENT:
        assert (draft.sentence, draft.provenance) == ("We will", "heard")
    wanted = {"organisation": [(seat.organisation, None)], "seat": [(None, seat)], None: []}[maker]
    assert [(party.organisation, party.participant) for party in draft.parties.all()] == wanted


def test_an_organisation_does_not_get_to_a_rapporteur_through_a_promise(session, event, rina):
    seat = make_participant(event, organisation=make_organisation(name="Zzcanary"))
    noted = noting.note(session, by=rina, text="We will", seat=seat, kind=KIND.COMMITMENT)
    assert [(party.organisation, party.participant) for party in noted.commitment.parties.all()] == [(None, seat)]


def test_references_are_not_given_a_second_time(session, rina, selma):
    gone = noting.note(session, by=rina, text="We will", kind=KIND.COMMITMENT).commitment
    Note.objects.all().delete()
    gone.delete()
    again = noting.note(session, by=rina, text="We will", kind=KIND.COMMITMENT).commitment
    assert int(again.ref[1:]) == int(gone.ref[1:]) + 1


def test_notes_go_into_the_proceedings_in_order_and_once(event, session, rina):
    seat = make_participant(event)
    proceedings = make_proceedings(event)
    part = make_section(proceedings, "We met.", session=session)
    day = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    for text, fields in (
        ("First <b>\n\nand more", {"seat": seat}),
        ("Struck", {"struck_at": day, "struck_by": rina}),
        ("Off the record", {"seat": seat, "attribution": Attribution.NON_ATTRIBUTABLE}),
        ("Not for outside", {"attribution": Attribution.CLOSED}),
    ):
        Note.objects.create(session=session, text=text, by=rina, **fields)
    section, number = noting.take_over(session, by=rina)
    assert (section, number) == (part, 2)
    text = f"<p>We met.</p><p>@[{seat.pk}]: First &lt;b&gt;</p><p>and more</p><p>Off the record</p>"
    assert section.body == text
    with pytest.raises(NotPossible, match="no note that is not"):
        noting.take_over(session, by=rina)
    noting.note(session, by=rina, text="Last")
    assert noting.take_over(session, by=rina)[0].body == text + "<p>Last</p>"


def test_nothing_of_a_closed_session_goes_into_the_proceedings(event, rina):
    make_proceedings(event)
    closed = make_session(event, attribution=Attribution.CLOSED)
    noting.note(closed, by=rina, text="Secret")
    with pytest.raises(NotPossible, match="closed session"):
        noting.take_over(closed, by=rina)


def test_a_mended_note_takes_its_draft_along_until_somebody_worked_on_that(session, rina):
    noted = noting.note(session, by=rina, text="We wil", kind=KIND.COMMITMENT)
    noted = noting.correct(noted, by=rina, text="We will")
    assert (noted.commitment.text, noted.commitment.sentence) == ("We will", "We will")
    Commitment.objects.update(text="We shall")
    noted = noting.correct(noted, by=rina, text="We would")
    noted.commitment.refresh_from_db()
    assert (noted.commitment.text, noted.commitment.sentence) == ("We shall", "We will")


def test_a_rapporteur_in_the_team_of_an_event_notes_there_and_nowhere_else(client, session):
    client.force_login(make_user("team", RAPPORTEUR, event=session.event))
    sent = {"note": "commitment", "text": "We will", "uid": str(uuid.uuid4())}
    assert client.post(notes(session), sent).status_code == 302
    assert Commitment.objects.get().event == session.event
    elsewhere = make_session(make_event())
    assert client.post(notes(elsewhere), sent | {"uid": str(uuid.uuid4())}).status_code == 403
    assert Note.objects.count() == 1


@pytest.mark.parametrize("role", [REGISTRATION, PUBLISHER, None])
def test_nobody_else_notes_or_reads_notes(client, session, rina, role):
    noted = noting.note(session, by=rina, text="Zzcanary")
    user = make_user("khin", *filter(None, [role]))
    for verb in (
        lambda: noting.note(session, by=user, text="A"),
        lambda: noting.correct(noted, by=user, text="A"),
        lambda: noting.strike(noted, by=user),
        lambda: noting.mark(noted, KIND.COMMITMENT, by=user),
        lambda: noting.take_over(session, by=user),
    ):
        with pytest.raises(PermissionDenied):
            verb()
    client.force_login(user)
    assert client.get(notes(session)).status_code == 403
    assert client.get(reverse("admin:proceedings_note_change", args=[noted.pk])).status_code == 403


def test_bad_notes_are_answered_with_a_sentence_and_kept_in_the_form(client, session, rina):
    client.force_login(rina)
    stranger = make_participant()
    for fields, sentence in (
        ({"text": " "}, "Write what was said."),
        ({"text": "A" * 5_001}, "at most 5000 characters"),
        ({"text": "Kept words", "seat": stranger.pk}, "Select a valid choice"),
        ({"text": "Kept words", "attribution": "nonsense"}, "Select a valid choice"),
        ({"text": "Kept words", "uid": "nonsense"}, "uid"),
    ):
        page = client.post(notes(session), {"note": "said", "uid": str(uuid.uuid4())} | fields).content.decode()
        assert sentence in page
        assert fields["text"].strip() in page
    client.post(notes(session), {"strike": "999999"})
    assert not Note.objects.exists()
