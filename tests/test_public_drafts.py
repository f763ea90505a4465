"""Nothing that is not public shows anywhere: each test hides what could show, looks everywhere, then shows it."""

import re
from datetime import date

import pytest
from django.contrib.auth.models import Group

from proceedings.actions.publishing import withdraw
from proceedings.models import (
    AttendanceFigure,
    Attribution,
    Commitment,
    CommitmentLink,
    CommitmentParty,
    Deadline,
    Event,
    EventLink,
    EventParty,
    EventPublication,
    EventTitle,
    Evidence,
    Milestone,
    Objective,
    OrganisationName,
    OutcomeState,
    Project,
    ProjectPartner,
    Publication,
    PublicationFile,
    PublicationKind,
    PublicationTitle,
    Recommendation,
    RecommendationParty,
    Review,
    Series,
    Session,
    SessionRole,
    Step,
    Topic,
    Update,
)
from tests.make import (
    make_commitment,
    make_consent,
    make_event,
    make_language,
    make_organisation,
    make_participant,
    make_proceedings,
    make_section,
    make_session,
    make_user,
    publish,
)
from tests.public_pages import everything_shown, marked

pytestmark = pytest.mark.django_db


@pytest.fixture
def dialogue():
    """A public event with a little of everything, so that what is hidden has many places to slip out at."""
    series = Series.objects.create(name="Dialogues", slug="dialogues")
    project = Project.objects.create(name="Research", slug="research")
    event = make_event(
        is_published=True, status="held", start_date=date(2019, 9, 16), series=series, project=project, slug="dialogue"
    )
    host = make_organisation(is_published=True, slug="host", name="The host")
    EventParty.objects.create(event=event, organisation=host, role=EventParty.Role.ORGANISER)
    Topic.objects.create(slug="topic", name="A topic")
    return event


@pytest.fixture
def host(dialogue):
    return dialogue.parties.get().organisation


def secrets_in(text):
    """The secret words in what was read, each with the address of its page."""
    found, address = set(), ""
    for line in text.splitlines():
        address = line if line.startswith("@ ") else address
        found |= {(address[:60], word) for word in re.findall(r"secret\d+x", line)}
    return sorted(found)


def draft_event(dialogue, **fields):
    return marked(make_event(series=dialogue.series, start_date=date(2020, 1, 2), **fields), "slug")


def publication(event, relation=EventPublication.Relation.LAUNCHED, **fields):
    kind, _ = PublicationKind.objects.get_or_create(code="report", defaults={"name": "report"})
    row = marked(Publication(kind=kind, slug=f"publication-{Publication.objects.count()}", **fields))
    file = PublicationFile(publication=row, language=make_language())
    marked(file, "token", "media_type")
    marked(PublicationTitle(publication=row))
    EventPublication.objects.create(event=event, publication=row, relation=relation)
    return row


@pytest.mark.sqlite
def test_a_draft_event_shows_nowhere_through_whatever_leads_to_it(client, dialogue):
    draft = draft_event(dialogue)
    marked(EventTitle(event=draft))
    marked(Objective(event=draft, number=1))
    marked(Session(event=draft, attribution=Attribution.ON_RECORD))
    marked(Milestone(event=draft))
    marked(AttendanceFigure(event=draft))
    promise = marked(make_commitment(draft), "ref")
    asked = marked(Recommendation(event=draft, number="1", state=OutcomeState.PUBLISHED))
    topic = Topic.objects.get()
    draft.event_topics.create(topic=topic)
    promise.topics.add(topic)
    asked.topics.add(topic)
    public_promise = make_commitment(dialogue)
    marked(EventLink(event=dialogue, other=draft))
    marked(EventLink(event=draft, other=dialogue, kind=EventLink.Kind.FOLLOWS))
    Event.objects.filter(pk=dialogue.pk).update(parent=draft)
    make_event(parent=dialogue, title="secret0x of a part")
    Milestone.objects.create(event=dialogue, text="Another meeting", other_event=draft, date=date(2020, 1, 2))
    Deadline.objects.create(commitment=public_promise, kind="relative", as_written="by then", other_event=draft)
    CommitmentLink.objects.create(commitment=public_promise, other=promise)
    CommitmentLink.objects.create(commitment=promise, other=public_promise, kind="replaces")
    marked(Review(event=draft, commitment=public_promise))
    Review.objects.create(event=dialogue, commitment=promise, found="secret0x found")
    public_promise.recommendations.add(asked)
    proceedings = make_proceedings(draft, title="secret0x proceedings")
    make_section(proceedings, "secret0x text")

    assert secrets_in(everything_shown(client)) == []
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert client.get(promise.get_absolute_url()).status_code == 404

    Event.objects.update(is_published=True)
    Session.objects.update(attribution=Attribution.ON_RECORD)
    shown = everything_shown(client)
    assert len(secrets_in(shown)) > 20


def test_an_event_of_others_is_named_but_has_no_page(client, dialogue):
    other = make_event(is_published=True, is_reference=True, title="The summit of others", start_date=date(2019, 9, 1))
    EventLink.objects.create(event=dialogue, other=other, kind=EventLink.Kind.PARALLEL)
    assert "The summit of others" in client.get(dialogue.get_absolute_url()).content.decode()
    assert client.get(other.get_absolute_url()).status_code == 404
    assert other.get_absolute_url() not in everything_shown(client).replace(f"@ {other.get_absolute_url()}", "")


def test_drafts_and_withdrawn_outcomes_of_a_public_event_stay_unseen(client, dialogue, host):
    open_one = make_commitment(dialogue)
    for state in (OutcomeState.DRAFT, OutcomeState.WITHDRAWN):
        promise = marked(make_commitment(dialogue, state=state), "ref")
        CommitmentParty.objects.create(commitment=promise, organisation=host, as_written="secret0x")
        marked(Deadline(commitment=promise, kind="relative"))
        marked(Step(commitment=promise, number=1))
        CommitmentLink.objects.create(commitment=open_one, other=promise)
        asked = marked(Recommendation(event=dialogue, number=state, state=state))
        RecommendationParty.objects.create(recommendation=asked, organisation=host, role="addressee")
        open_one.recommendations.add(asked)
        for outcome in (promise, asked):
            outcome.topics.add(Topic.objects.get())

    assert secrets_in(everything_shown(client)) == []

    Commitment.objects.update(state=OutcomeState.PUBLISHED)
    Recommendation.objects.update(state=OutcomeState.PUBLISHED)
    assert len(secrets_in(everything_shown(client))) > 8


@pytest.mark.sqlite
def test_news_waits_for_a_second_person(client, dialogue):
    promise = make_commitment(dialogue)
    news = marked(Update(commitment=promise, voice="reported", status="done", happened_on=date(2020, 1, 1)))
    marked(Evidence(update=news))

    shown = everything_shown(client)
    assert secrets_in(shown) == []
    assert "Done, says its maker" not in client.get(promise.get_absolute_url()).content.decode()

    news.is_accepted = True
    news.save()
    assert len({word for _page, word in secrets_in(everything_shown(client))}) == 4


def test_what_was_said_in_a_closed_session_shows_nowhere(client, dialogue, host):
    room = marked(make_session(dialogue, attribution=Attribution.CLOSED))
    speaker = make_participant(dialogue, "secret0x Speaker")
    make_consent(speaker)
    SessionRole.objects.create(session=room, participant=speaker)
    promise = marked(make_commitment(dialogue, session=room), "ref")
    CommitmentParty.objects.create(commitment=promise, organisation=host, as_written="secret0x")
    asked = marked(Recommendation(event=dialogue, number="1", state=OutcomeState.PUBLISHED, session=room))
    RecommendationParty.objects.create(recommendation=asked, organisation=host, role="addressee")
    paper = publication(dialogue, is_published=True)
    paper.event_publications.update(session=room)
    open_one = make_commitment(dialogue)
    marked(Review(event=dialogue, session=room, commitment=open_one))

    assert secrets_in(everything_shown(client)) == []

    Session.objects.update(attribution=Attribution.ON_RECORD)
    assert len(secrets_in(everything_shown(client))) > 8


@pytest.mark.sqlite
def test_a_publication_that_is_not_public_shows_nowhere(client, dialogue, host):
    publication(dialogue, publisher=host)
    publication(dialogue, relation=EventPublication.Relation.REPORT)
    promise = make_commitment(dialogue)
    news = Update.objects.create(
        commitment=promise, voice="assessed", status="limited", happened_on=date(2020, 1, 1), is_accepted=True
    )
    Evidence.objects.create(update=news, title="secret0x paper", publication=Publication.objects.first())

    assert secrets_in(everything_shown(client)) == []

    Publication.objects.update(is_published=True)
    assert len(secrets_in(everything_shown(client))) > 8


def test_what_was_handed_out_in_a_closed_session_too_is_not_told_of_that_session(client, dialogue):
    paper = publication(dialogue, relation=EventPublication.Relation.REPORT, is_published=True)
    paper.event_publications.update(session=make_session(dialogue, attribution=Attribution.CLOSED))
    elsewhere = make_event(is_published=True)
    EventPublication.objects.create(event=elsewhere, publication=paper, relation=EventPublication.Relation.RELATED)

    assert paper.title in client.get(elsewhere.get_absolute_url()).content.decode()
    for address in ("/proceedings/", dialogue.get_absolute_url()):
        assert secrets_in(client.get(address).content.decode()) == [], address


@pytest.mark.sqlite
def test_an_organisation_without_a_page_is_named_only_where_it_stands_for_something(client, dialogue, host):
    hidden = marked(make_organisation(parent=host, slug="hidden"), "slug")
    marked(OrganisationName(organisation=hidden))
    for role in EventParty.Role:
        if role not in EventParty.CALLING:
            EventParty.objects.create(event=dialogue, organisation=hidden, role=role, as_written="secret0x")
    child = make_organisation(is_published=True, parent=hidden, name="Its unit")
    Objective.objects.create(
        event=dialogue, number=1, text="Meet", owner=hidden, outcome="met", outcome_by=hidden, outcome_words="We did"
    )
    AttendanceFigure.objects.create(event=dialogue, organisation=hidden)
    ProjectPartner.objects.create(project=dialogue.project, organisation=hidden)
    kind = PublicationKind.objects.create(code="report", name="report")
    paper = Publication.objects.create(title="Paper", slug="paper", kind=kind, publisher=hidden, is_published=True)
    EventPublication.objects.create(event=dialogue, publication=paper)
    promise = make_commitment(dialogue)
    Update.objects.create(
        commitment=promise,
        voice="assessed",
        status="limited",
        happened_on=date(2020, 1, 1),
        by=hidden,
        is_accepted=True,
    )
    speaker = make_participant(dialogue, "U Win Shein", organisation=hidden, post="Director")
    make_consent(speaker)
    room = make_session(dialogue, attribution=Attribution.ON_RECORD)
    SessionRole.objects.create(session=room, participant=speaker, on_behalf_of=hidden)

    shown = everything_shown(client)
    assert secrets_in(shown) == []
    assert "U Win Shein, Director" in shown
    assert client.get(hidden.get_absolute_url()).status_code == 404

    CommitmentParty.objects.create(commitment=promise, organisation=hidden)
    page = client.get(promise.get_absolute_url()).content.decode()
    assert hidden.name in page
    assert hidden.get_absolute_url() not in page

    hidden.is_published = True
    hidden.save()
    assert hidden.name in client.get(dialogue.get_absolute_url()).content.decode()
    assert hidden.name in client.get(child.get_absolute_url()).content.decode()


def test_notes_for_colleagues_are_not_read_by_any_page(client, dialogue, host):
    for row in (dialogue, host):
        type(row).objects.filter(pk=row.pk).update(internal_note="secret0x note")
    assert secrets_in(everything_shown(client)) == []


def test_a_visitor_reads_editions_and_never_the_draft(client, dialogue):
    selma = make_user("selma", "Publisher")
    proceedings = make_proceedings(dialogue)
    section = make_section(proceedings, "The first wording.")
    assert client.get("/proceedings/dialogue/").status_code == 404
    publish(proceedings, by=selma, change_note="First edition")
    section.body = "secret1x the second wording."
    section.save()
    proceedings.title = "secret1x title"
    proceedings.save()

    assert secrets_in(everything_shown(client)) == []
    assert "The first wording." in client.get("/proceedings/dialogue/").content.decode()

    publish(proceedings, by=selma, change_note="Put right")
    page = client.get("/proceedings/dialogue/1/").content.decode()
    assert "The first wording." in page
    assert "There is a newer edition" in page
    assert "the second wording" in client.get("/proceedings/dialogue/").content.decode()


@pytest.mark.sqlite
def test_a_withdrawn_edition_shows_its_explanation_only(client, dialogue):
    selma = make_user("selma", *Group.objects.values_list("name", flat=True))
    proceedings = make_proceedings(dialogue, title="secret1x title", note="secret1x note")
    make_section(proceedings, "secret1x text", heading="secret1x heading")
    edition = publish(proceedings, by=selma, change_note="First edition")
    withdraw(edition, by=selma, reason="A figure was wrong.")

    shown = everything_shown(client)
    assert secrets_in(shown) == []
    for address in ("/proceedings/dialogue/", "/proceedings/dialogue/1/"):
        assert "A figure was wrong." in client.get(address).content.decode()
