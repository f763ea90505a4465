"""What visitors find changes in the same moment as what they may read, whatever was done: never more, never less."""

from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from proceedings.actions import merging, publishing, un_naming
from proceedings.models import (
    Commitment,
    CommitmentParty,
    Consent,
    Event,
    Participant,
    Person,
    SearchItem,
    SearchPassage,
    Session,
    Topic,
)
from proceedings.search import asking, index
from tests.make import (
    make_commitment,
    make_consent,
    make_event,
    make_organisation,
    make_participant,
    make_person,
    make_proceedings,
    make_section,
    make_session,
    make_user,
    publish,
)
from tests.second import Second

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
FACTS = ("kind", "object_id", "language", "title", "under", "place", "day", "year", "countries", "topics", "digest")
SHOWN = ("part", "position", "heading", "text", "anchors", "tokens", "shown_from", "shown_until")


def held():
    """All that the index holds, but for the numbers of its rows."""
    rows = SearchPassage.objects.values_list(*(f"item__{name}" for name in FACTS), *SHOWN)
    return sorted(map(repr, rows)), SearchItem.objects.count()


def found(words):
    query = asking.understood(words)
    return asking.ask(query)[1]


def test_after_every_deed_it_is_as_if_made_from_nothing():
    selma = make_user("selma", "Publisher", "Administrator")
    event = make_event(title="Dialogue", slug="dialogue", is_published=True)
    draft = make_proceedings(event)
    session = make_session(event, attribution="on_record")
    minister = make_participant(event, "Zarwitha Quexolan", organisation=make_organisation(name="Ministry"))
    consent = make_consent(minister)
    section = make_section(draft, f"<p>@[{minister.pk}] spoke of fees.</p>", heading="Opening", session=session)
    promise = make_commitment(event, text="Lower the fees")
    ministry = minister.organisation
    topic = Topic.objects.create(slug="t", name="T")
    other = make_person("Zarwitha Quexolan II")
    editions = []

    def correct():
        section.body = f"<p>@[{minister.pk}] spoke of wages.</p>"
        section.save()
        editions.append(publish(draft, by=selma, change_note="Wages, not fees"))

    def commitment(**fields):
        Commitment.objects.filter(pk=promise.pk).update(**fields)

    def events(**fields):
        Event.objects.filter(pk=event.pk).update(**fields)

    def rename():
        ministry.name = "Department"
        ministry.save()

    deeds = [
        (lambda: editions.append(publish(draft, by=selma)), "Quexolan", 1),
        (correct, "wages", 1),
        (lambda: None, '"spoke of fees"', 0),
        (lambda: publishing.withdraw(editions[1], by=selma, reason="A mistake"), "wages", 0),
        # What was in force before is in force again.
        (lambda: None, '"spoke of fees"', 1),
        (lambda: publishing.restore(editions[0], by=selma), '"spoke of fees"', 1),
        (lambda: commitment(state="draft"), "lower", 0),
        (lambda: commitment(state="published"), "lower", 1),
        (lambda: CommitmentParty.objects.create(commitment=promise, organisation=ministry), "ministry", 1),
        (rename, "ministry", 0),
        (lambda: None, "department", 1),
        (lambda: promise.topics.add(topic), "lower", 1),
        (lambda: promise.topics.clear(), "lower", 1),
        (lambda: type(ministry).objects.update(is_published=True), "department", 2),
        (lambda: Session.objects.bulk_create([Session(event=event, title="Plenary")]), "plenary", 1),
        (lambda: commitment(session=session), "lower", 1),
        (lambda: Session.objects.filter(pk=session.pk).update(attribution="closed"), "lower", 0),
        (lambda: Session.objects.filter(pk=session.pk).update(attribution="on_record"), "Quexolan", 1),
        (lambda: Consent.objects.update(withdrawn_on=timezone.localdate()), "Quexolan", 0),
        (lambda: Consent.objects.update(withdrawn_on=timezone.localdate() + timedelta(days=3)), "Quexolan", 1),
        (lambda: Participant.objects.filter(pk=minister.pk).update(state="withdrawn"), "Quexolan", 0),
        (lambda: Participant.objects.filter(pk=minister.pk).update(state="confirmed"), "Quexolan", 1),
        (lambda: merging.merge(other, minister.person, by=selma, choose={"name": "gone"}), "Quexolan", 1),
        (lambda: events(is_published=False), "fees OR lower OR dialogue", 0),
        (lambda: events(is_published=True), "Quexolan", 1),
        (lambda: events(is_reference=True), "dialogue", 0),
        (lambda: events(is_reference=False, title="Gathering"), "gathering", 1),
        (lambda: un_naming.un_name(Person.objects.get(pk=other.pk), by=selma), "Quexolan OR Zarwitha", 0),
        (consent.delete, "spoke", 1),
        (lambda: promise.delete(), "lower", 0),
    ]
    for number, (deed, words, expected) in enumerate(deeds):
        deed()
        assert found(words) == expected, (number, words)
        before = held()
        index.make_anew(from_nothing=True)
        assert before == held(), number


def test_it_follows_within_the_transaction_and_goes_back_with_it():
    seen = []
    with transaction.atomic():
        make_organisation(name="Training Centre", is_published=True)
        transaction.on_commit(lambda: seen.append(found("training")))
    assert seen == [1]
    with transaction.atomic():
        make_organisation(name="Training Office", is_published=True)
        transaction.set_rollback(True)
    assert found("training") == 1


def test_what_has_nothing_to_do_with_it_costs_nothing():
    from django.test.utils import CaptureQueriesContext

    user = make_user("amina")
    with CaptureQueriesContext(connection) as asked:
        user.last_name = "A"
        user.save()
    assert not [each for each in asked if "search" in each["sql"]]


@pytest.mark.postgresql
def test_nothing_is_compiled_before_it_runs():
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)


@pytest.mark.postgresql
def test_two_editions_published_at_once_are_both_found(monkeypatch):
    """The second comes when the first has read what is in force, and not yet what the index holds of it."""
    ravi = make_user("ravi", "Publisher")
    drafts = {}
    for word in ("wages", "housing"):
        drafts[word] = make_proceedings(make_event(title=f"Dialogue on {word}", is_published=True))
        make_section(drafts[word], f"<p>They spoke of {word}.</p>", heading="Opening")
    second = Second(
        lambda: publish(drafts["housing"], by=ravi),
        monkeypatch,
        index.sources,
        "who_is_shown",
        when=lambda texts: len(texts) == 1,
    )
    publish(drafts["wages"], by=ravi)
    second.result()
    assert (found("wages"), found("housing")) == (2, 2)


def answers(client, *words):
    """All that visitors are told: pages with their facets and counts, and what is offered while typing."""
    pages = [client.get("/search/", {"q": each}).content.decode().partition("<main")[2] for each in words]
    return pages, client.get("/search/suggest/", {"q": words[0]}).json()["found"]


def test_what_is_hidden_changes_no_answer_until_it_is_published(client):
    """For visitors it is as if Amina had not entered it; each of it is found once it is public, and gone after that."""
    selma = make_user("selma", "Publisher")
    event = make_event(title="Dialogue on fees", slug="fees", is_published=True, start_date=date(2019, 9, 16))
    session = make_session(event, title="Behind the door", attribution="non_attributable")
    promise = make_commitment(event, text="Lower the fees", session=session)
    for number in range(3):
        make_organisation(name=f"Fees Watch {number}", is_published=True, country="KH")
    before = answers(client, "fees", "quexolan")
    assert "<mark>Fees</mark> Watch 2" in before[0][0]
    assert "Nothing was found." in before[0][1]

    hidden = make_event(title="Quexolan event on fees", slug="hidden", start_date=date(2031, 1, 1))
    draft = make_proceedings(hidden, title="Quexolan proceedings on fees")
    make_section(draft, "<p>Quexolan spoke of fees.</p>", heading="Quexolan opening")
    closed = make_session(event, title="Quexolan session on fees", attribution="closed")
    make_commitment(event, text="Quexolan promise on fees", session=closed)
    unsaid = make_commitment(event, text="Quexolan draft on fees", state="draft")
    maker = make_organisation(name="Quexolan Agency for fees", country="LA")
    CommitmentParty.objects.create(commitment=promise, role="lead", organisation=maker)
    assert answers(client, "fees", "quexolan") == before
    assert not SearchPassage.objects.filter(Q(text__icontains="quexolan") | Q(heading__icontains="quexolan")).exists()

    for rows, shown, concealed in (
        (Event.objects.filter(pk=hidden.pk), {"is_published": True}, {"is_published": False}),
        (Session.objects.filter(pk=closed.pk), {"attribution": "on_record"}, {"attribution": "closed"}),
        (Session.objects.filter(pk=session.pk), {"attribution": "on_record"}, {"attribution": "non_attributable"}),
        (Commitment.objects.filter(pk=unsaid.pk), {"state": "published"}, {"state": "draft"}),
        (type(maker).objects.filter(pk=maker.pk), {"is_published": True}, {"is_published": False}),
    ):
        rows.update(**shown)
        assert found("quexolan") > 0, shown
        assert answers(client, "fees", "quexolan") != before
        rows.update(**concealed)
        assert answers(client, "fees", "quexolan") == before, concealed
    Event.objects.filter(pk=hidden.pk).update(is_published=True)
    edition = publish(draft, by=selma)
    assert found('"quexolan spoke"') == 1
    assert "Quexolan event on fees" in answers(client, "quexolan")[1]
    publishing.withdraw(edition, by=selma, reason="A mistake")
    Event.objects.filter(pk=hidden.pk).update(is_published=False)
    assert answers(client, "fees", "quexolan") == before
