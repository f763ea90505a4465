"""What the database refuses, whoever writes; and the sentence a form says before it comes to that."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from proceedings.models import (
    AttendanceFigure,
    CommitmentLink,
    CommitmentParty,
    Consent,
    Deadline,
    Delegation,
    Edition,
    EditionMention,
    Event,
    EventChange,
    EventLink,
    EventParty,
    EventPublication,
    Evidence,
    Export,
    Figure,
    Follower,
    Following,
    Link,
    Mailing,
    Message,
    Milestone,
    Network,
    Note,
    Objective,
    Organisation,
    Participant,
    PartyAnswer,
    PartyContact,
    Passage,
    Person,
    Photo,
    Project,
    Question,
    RecommendationParty,
    Registration,
    Remark,
    Review,
    Session,
    Submission,
    Translation,
    TwoPeople,
    Update,
    VaultLook,
    Venue,
    WordFile,
)
from tests.make import make_event, make_language, make_participant, make_person
from tests.one_of_each import all_models, make_one_of_each

pytestmark = pytest.mark.django_db

DAY, DAY_BEFORE = date(2019, 11, 4), date(2019, 11, 3)
NOON = datetime(2019, 11, 4, 12, tzinfo=UTC)

# For each condition: rows that break it and nothing else. `have` is one row of each model.
BROKEN = {
    "organisation_not_its_own_parent": [lambda have: itself(have[Organisation], "parent")],
    "word_file_decided_by": [
        lambda have: changed(have[WordFile], state="accepted"),
        lambda have: changed(have[WordFile], decided_at=NOON),
    ],
    "one_network": [lambda have: Network(only=False, name="Another")],
    "project_dates_in_order": [
        lambda have: Project(name="A", slug="a", starts_on=DAY, ends_on=DAY_BEFORE),
    ],
    "venue_says_where": [lambda have: Venue(address="Behind the market")],
    "event_dates_in_order": [lambda have: changed(have[Event], start_date=DAY, end_date=DAY_BEFORE)],
    "event_end_needs_start": [lambda have: changed(have[Event], start_date=None, end_date=DAY)],
    "event_not_its_own_parent": [lambda have: itself(have[Event], "parent")],
    "event_party_is_one": [
        lambda have: EventParty(event=have[Event], role="host"),
        lambda have: EventParty(event=have[Event], role="host", organisation=org(have), organisation_class=group(have)),
    ],
    "event_link_to_another": [lambda have: EventLink(event=have[Event], other=have[Event])],
    "event_change_in_order": [
        lambda have: EventChange(
            event=have[Event], number=9, kind="moved", old_start_date=DAY, old_end_date=DAY_BEFORE
        ),
    ],
    "attendance_number_has_qualifier": [
        lambda have: AttendanceFigure(event=have[Event], is_total=True, number=40, qualifier="unknown"),
        lambda have: AttendanceFigure(event=have[Event], is_total=True, number=None, qualifier="exact"),
        lambda have: AttendanceFigure(event=have[Event], is_total=True, number=0, qualifier="unknown"),
    ],
    "attendance_says_who": [lambda have: AttendanceFigure(event=have[Event], number=3, qualifier="exact")],
    "figure_of_event_or_project": [
        lambda have: Figure(label="A", number=1),
        lambda have: Figure(label="A", number=1, event=have[Event], project=have[Project]),
    ],
    "milestone_of_event_or_project": [
        lambda have: Milestone(text="A"),
        lambda have: Milestone(text="A", event=have[Event], project=have[Project]),
    ],
    "milestone_dates_in_order": [lambda have: changed(have[Milestone], date=DAY, end_date=DAY_BEFORE)],
    "objective_outcome_said_by": [lambda have: Objective(event=have[Event], number=9, text="A", outcome="met")],
    "session_parallel_to_another": [lambda have: itself(have[Session], "parallel_to")],
    "seat_is_somebodys": [lambda have: Participant(event=have[Event], post="Director", organisation=org(have))],
    "stay_in_order": [
        lambda have: changed(have[Participant], arrives_on=date(2019, 11, 5), leaves_on=date(2019, 11, 4)),
    ],
    "head_is_in_the_delegation": [lambda have: changed(have[Participant], delegation=None)],
    "alternate_is_in_the_delegation": [
        lambda have: changed(have[Participant], delegation=None, heads_delegation=False, is_alternate=True),
        lambda have: changed(have[Participant], is_alternate=True),
    ],
    "seat_replaces_another": [lambda have: itself(have[Participant], "replaces")],
    "seat_is_offered_to_who_waits": [lambda have: changed(have[Participant], offered_until=NOON)],
    "registration_days_in_order": [
        lambda have: changed(have[Registration], opens_on=DAY, closes_on=DAY_BEFORE),
    ],
    "question_has_choices": [lambda have: Question(event=have[Event], text="Food", kind="several", choices=" \n")],
    "follower_told_until_some_time": [lambda have: changed(have[Follower], told_until=None)],
    "following_one_thing": [
        lambda have: changed(have[Following], commitment=None),
        lambda have: changed(have[Following], organisation=org(have)),
    ],
    "link_opens_one_thing": [
        lambda have: changed(have[Link], purpose="delegation"),
        lambda have: changed(have[Link], delegation=have[Delegation]),
        lambda have: changed(have[Link], participant=None),
        lambda have: changed(have[Link], contact=have[PartyContact]),
        lambda have: changed(have[Link], purpose="commitment"),
    ],
    "edition_of_two_signatures_says_why": [
        lambda have: changed(have[Edition], published_with=have[Passage].by),
        lambda have: changed(have[Edition], without_review=True),
        lambda have: changed(
            have[Edition], published_with=have[Edition].published_by, published_reason="A", over_hits=True
        ),
    ],
    "submission_has_change_note": [lambda have: changed(have[Submission], change_note="")],
    "submission_decided_by_and_at": [
        lambda have: changed(have[Submission], decided_by=have[Passage].by),
        lambda have: changed(have[Submission], state="taken_back"),
    ],
    "submission_asked_by_at_and_why": [
        lambda have: changed(have[Submission], asked_by=have[Passage].by, asked_at=NOON),
        lambda have: changed(have[Submission], asked_reason="A"),
    ],
    "submission_decided_by_another": [
        lambda have: decided(have, "scheduled", by=have[Submission].by, publish_at=NOON),
        lambda have: decided(have, "sent_back", by=have[Submission].by, comment="A"),
    ],
    "submission_second_is_another": [
        lambda have: decided(
            have, "scheduled", publish_at=NOON, asked_by=have[Passage].by, asked_at=NOON, asked_reason="A"
        ),
    ],
    "submission_scheduled_for_some_time": [lambda have: decided(have, "scheduled")],
    "submission_turned_down_with_a_comment": [
        lambda have: decided(have, "sent_back"),
        lambda have: decided(have, "stopped", publish_at=NOON),
    ],
    "submission_published_as_an_edition": [
        lambda have: decided(have, "published"),
        lambda have: changed(have[Submission], edition=have[Edition]),
    ],
    "remark_says_something": [lambda have: changed(have[Remark], text="")],
    "mailing_looked_at_by_somebody": [lambda have: changed(have[Mailing], state="second")],
    "mailing_released_by_somebody": [
        lambda have: changed(have[Mailing], state="released", released_at=NOON),
        lambda have: changed(have[Mailing], state="released", released_by=have[Passage].by),
    ],
    "mailing_second_is_another": [
        lambda have: changed(
            have[Mailing],
            state="released",
            released_at=NOON,
            released_by=have[Passage].by,
            looked_at_by=have[Passage].by,
        ),
    ],
    "message_sent_at_some_time": [lambda have: changed(have[Message], state="sent")],
    "passage_undone_by_somebody": [
        lambda have: changed(have[Passage], undone_at=NOON),
        lambda have: changed(have[Passage], undone_by=have[Passage].by),
    ],
    "note_has_text": [lambda have: changed(have[Note], text=""), lambda have: changed(have[Note], text=" \n")],
    "note_struck_by_somebody": [
        lambda have: changed(have[Note], struck_at=NOON),
        lambda have: changed(have[Note], struck_by=have[Note].by),
    ],
    "two_people_in_order": [
        lambda have: TwoPeople(one=have[TwoPeople].other, other=have[TwoPeople].one, by=have[TwoPeople].by),
        lambda have: TwoPeople(one=have[Person], other=have[Person], by=have[TwoPeople].by),
    ],
    "vault_look_has_reason": [
        lambda have: VaultLook(by=have[VaultLook].by, event=have[Event], seat_number=1, reason=" "),
    ],
    "consent_has_record": [
        lambda have: Consent(participant=have[Participant], surface="shared", basis="public_office", record=""),
        lambda have: Consent(participant=have[Participant], surface="shared", basis="public_office", record=" \n"),
    ],
    "consent_recorded_by_somebody": [
        lambda have: Consent(participant=have[Participant], surface="shared", basis="own_consent", record="a form"),
    ],
    "consent_dates_in_order": [
        lambda have: Consent(
            participant=have[Participant],
            surface="shared",
            basis="public_office",
            record="a page",
            given_on=DAY,
            valid_until=DAY_BEFORE,
        ),
    ],
    "speech_belongs_to_a_session": [lambda have: changed(have[EventPublication], relation="speech", session=None)],
    "export_has_reason": [
        lambda have: Export(by=have[Export].by, model_name="event", format="csv", number=0, reason=" "),
    ],
    "edition_has_change_note": [lambda have: changed(have[Edition], change_note="")],
    "edition_withdrawal_is_whole": [
        lambda have: changed(have[Edition], withdrawn_reason="A mistake"),
        lambda have: changed(have[Edition], withdrawn_at="2020-01-01T00:00Z"),
        lambda have: changed(have[Edition], withdrawn_by=have[Edition].published_by),
        lambda have: changed(have[Edition], withdrawn_at="2020-01-01T00:00Z", withdrawn_by=have[Edition].published_by),
    ],
    "edition_mention_keeps_no_hidden_name": [
        lambda have: changed(have[EditionMention], level="kind", name="Nilar"),
        lambda have: changed(have[EditionMention], level="hidden", name="Nilar"),
        lambda have: changed(have[EditionMention], level="kind", post="Director"),
    ],
    "recommendation_party_is_one": [
        lambda have: changed(have[RecommendationParty], organisation=org(have)),
        lambda have: changed(have[RecommendationParty], organisation_class=None),
        lambda have: changed(have[RecommendationParty], participant=have[Participant]),
    ],
    "commitment_party_is_one": [
        lambda have: changed(have[CommitmentParty], organisation=None),
        lambda have: changed(have[CommitmentParty], participant=have[Participant]),
        lambda have: changed(have[CommitmentParty], organisation_class=group(have)),
    ],
    "deadline_in_order": [lambda have: changed(have[Deadline], earliest=DAY, latest=DAY_BEFORE)],
    "deadline_says_when": [
        lambda have: changed(have[Deadline], kind="by", latest=None),
        lambda have: changed(have[Deadline], kind="before", precision=""),
        lambda have: changed(have[Deadline], kind="none"),
        lambda have: changed(have[Deadline], kind="recurring", as_written=""),
        lambda have: changed(have[Deadline], kind="relative", as_written="", latest=None),
    ],
    "commitment_link_to_another": [
        lambda have: changed(have[CommitmentLink], other=have[CommitmentLink].commitment),
    ],
    "update_status_fits_voice": [
        lambda have, voice=voice, status=status: changed(have[Update], voice=voice, status=status)
        for voice, status in [
            *(("reported", status) for status in ("no_evidence", "limited", "substantial", "complete")),
            *(("assessed", status) for status in ("in_progress", "done", "done_late", "withdrawn", "replaced")),
        ]
    ],
    "evidence_is_somewhere": [lambda have: Evidence(update=have[Update], title="Hearsay")],
    "party_contact_has_address": [lambda have: changed(have[PartyContact], email="")],
    "party_answer_decided_by_somebody": [
        lambda have: changed(have[PartyAnswer], decision="taken", decided_at=NOON),
        lambda have: changed(have[PartyAnswer], decided_by=have[Passage].by),
        lambda have: changed(have[PartyAnswer], decision="left", decided_at=NOON, decided_by=have[Passage].by),
    ],
    "review_of_one_outcome": [
        lambda have: changed(have[Review], commitment=None),
        lambda have: Review(event=have[Event], found="A", **both_outcomes(have)),
    ],
    "translation_has_text": [
        lambda have: changed(have[Translation], text=""),
        lambda have: changed(have[Translation], text="", status="machine"),
    ],
    "translation_checked_by_and_at": [
        lambda have: changed(have[Translation], checked_by=None),
        lambda have: changed(have[Translation], checked_at=None),
    ],
}
# Where something says so before the constraint does.
SAID_BEFORE = {
    "consent_has_record": "This field cannot be blank.",
    "note_has_text": "This field cannot be blank.",
    "edition_has_change_note": "This field cannot be blank.",
    "submission_has_change_note": "This field cannot be blank.",
    "remark_says_something": "This field cannot be blank.",
    "event_not_its_own_parent": "That would make the event a part of itself.",
    "organisation_not_its_own_parent": "That would make the organisation a part of itself.",
}
# Fields of these are not in any form; only our own code writes them.
WITHOUT_SENTENCE = {
    "edition_language_once",
    "edition_has_one_source_text",
    "edition_mention_key_once",
    "edition_mention_keeps_no_hidden_name",
    "translation_checked_by_and_at",
}


def org(have):
    return have[Organisation]


def group(have):
    return have[EventParty].organisation_class or have[RecommendationParty].organisation_class


def both_outcomes(have):
    return {"commitment": have[Review].commitment, "recommendation": have[RecommendationParty].recommendation}


def decided(have, state, by=None, **fields):
    """The Submission as somebody decided on it."""
    by = by or have[Passage].by
    return changed(have[Submission], state=state, decided_by=by, decided_at=NOON, **fields)


def changed(row, **fields):
    """The row as it is stored, with some fields changed and not saved."""
    row = type(row).objects.get(pk=row.pk)
    for name, value in fields.items():
        assert hasattr(row, name)
        setattr(row, name, value)
    return row


def itself(row, field):
    return changed(row, **{field: row})


def constraints_of(kind):
    return {
        constraint.name: (model, constraint)
        for model in all_models()
        for constraint in model._meta.constraints
        if isinstance(constraint, kind)
    }


CHECKS = constraints_of(models.CheckConstraint)
UNIQUE = constraints_of(models.UniqueConstraint)


def write(row):
    """Write a row past every form and every clean()."""
    if row.pk:
        values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
        type(row)._base_manager.filter(pk=row.pk).update(**values)
    else:
        type(row)._base_manager.bulk_create([row])


def sentences(row):
    """What full_clean says about a row, as a list of sentences."""
    with pytest.raises(ValidationError) as refused:
        row.full_clean()
    return refused.value.messages


def test_every_condition_is_broken_here():
    assert set(BROKEN) == set(CHECKS)


def test_a_condition_is_said_and_kept(subtests):
    have = make_one_of_each()
    for name, (model, constraint) in CHECKS.items():
        for number, broken in enumerate(BROKEN[name]):
            with subtests.test(f"{name} {number}"):
                row = broken(have)
                assert isinstance(row, model)
                if name not in WITHOUT_SENTENCE:
                    assert SAID_BEFORE.get(name, str(constraint.violation_error_message)) in sentences(row)
                with pytest.raises(IntegrityError, match=name), transaction.atomic():
                    write(row)


def copy_of(row, constraint):
    """A new row with the same values, but for those that other rules keep apart."""
    copy = type(row).objects.get(pk=row.pk)
    copy.pk = None
    for field in row._meta.concrete_fields:
        if field.unique and not field.primary_key and field.has_default():
            setattr(copy, field.name, field.get_default())
    if constraint.name == "edition_has_one_source_text":
        copy.language = make_language("km", "Khmer")
    elif constraint.name == "delegation_has_one_head":
        copy.person = make_person()
    elif constraint.name == "one_seat_per_person":
        copy.heads_delegation = False
    return copy


def test_what_there_may_be_once_is_said_and_kept(subtests):
    make_one_of_each()
    for name, (model, constraint) in UNIQUE.items():
        with subtests.test(name):
            filled = models.Q(*((f"{field}__isnull", False) for field in constraint.fields))
            row = model._base_manager.filter(filled, constraint.condition or models.Q()).first()
            copy = copy_of(row, constraint)
            if name not in WITHOUT_SENTENCE:
                assert sentences(copy) == [str(constraint.violation_error_message)]
            with pytest.raises(IntegrityError), transaction.atomic():
                write(copy)


@pytest.mark.parametrize("name", sorted({*CHECKS, *UNIQUE} - WITHOUT_SENTENCE))
def test_every_constraint_has_a_sentence_people_can_read(name):
    constraint = (CHECKS | UNIQUE)[name][1]
    sentence = str(constraint.violation_error_message)
    assert sentence != str(constraint.default_violation_error_message)
    assert sentence[0].isupper()
    assert sentence.endswith(".")
    assert name not in sentence


# What may be, although it is close to what may not


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"start_date": DAY},
        {"start_date": DAY, "end_date": DAY},
        {"start_date": DAY, "end_date": DAY + timedelta(1)},
        {"start_date": date(1, 1, 1), "end_date": date(9999, 12, 31)},
        {"status": "postponed"},
        {"time_zone": "Asia/Yangon"},
        {"mode": ""},
    ],
)
def test_an_event_of_which_little_is_known_is_an_event(fields):
    event = make_event(**fields)
    event.full_clean()


def test_nobody_is_counted_and_nothing_is_known_are_different():
    event = make_event()
    AttendanceFigure(event=event, is_total=True, number=0, qualifier="exact").full_clean()
    AttendanceFigure(event=event, is_total=True, number=None).full_clean()


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "by", "latest": DAY, "precision": "year"},
        {"kind": "window", "earliest": DAY, "latest": DAY, "precision": "day"},
        {"kind": "recurring", "as_written": "twice a year", "times": 2, "per": "year"},
        {"kind": "relative", "as_written": "by the next meeting"},
        {"kind": "relative", "as_written": "by the next meeting", "latest": DAY, "precision": "month"},
        {"kind": "none"},
        {"kind": "none", "as_written": "soon"},
    ],
)
def test_deadlines_as_people_give_them(fields):
    have = make_one_of_each()
    deadline = Deadline(commitment=have[Deadline].commitment, number=7, **fields)
    deadline.full_clean()
    deadline.save()


def test_two_aliases_at_one_event_are_two_seats():
    event = make_event()
    for _ in range(2):
        make_participant(event, alias="Sister Moon").full_clean()


def test_who_sits_under_an_alias_may_be_known_or_not():
    event = make_event()
    make_participant(event, alias="Sister Moon").full_clean()
    make_participant(event, office="Village headman").full_clean()


def test_the_same_title_is_no_mistake_and_the_same_address_is():
    make_event(title="Dialogue")
    event = make_event(title="Dialogue")
    event.slug = Event.objects.exclude(pk=event.pk).get().slug
    assert sentences(event) == ["Event with this Slug already exists."]


def test_no_row_of_ours_breaks_a_rule(subtests):
    """Else the tests above would find sentences that are about something else."""
    make_one_of_each()
    for model in all_models():
        for row in model.objects.all():
            with subtests.test(repr(row)):
                row.full_clean()


def test_a_picture_is_one_photograph():
    photo = make_one_of_each()[Photo]
    assert sentences(Photo(event=photo.event, picture=photo.picture)) == ["Photo with this Picture already exists."]
