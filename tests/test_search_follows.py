"""What visitors find changes in the same moment as what they may read, whatever was done: never more, never less."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
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

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
FACTS = ("kind", "object_id", "language", "title", "under", "place", "day", "year", "countries", "topics", "digest")
SHOWN = ("part", "position", "heading", "text", "anchors", "tokens", "shown_from", "shown_until")


def held():
    """All that the index holds, but for the numbers of its rows."""
    rows = SearchPassage.objects.values_list(*(f"item__{name}" for name in FACTS), *SHOWN)
    return sorted(map(repr, rows)), SearchItem.objects.count()


def found(words):
    query = asking.understood(words)
    _counted, total = asking.counts(query, {})
    return total


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
