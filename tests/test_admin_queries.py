"""No list and no form of the back office asks the database more often because there is more to show."""

import datetime

import pytest
from django.contrib import admin
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from proceedings.documents.drafts import snapshot
from proceedings.models import (
    AttendanceFigure,
    ColumnHeading,
    Commitment,
    CommitmentLink,
    CommitmentParty,
    Consent,
    Constituency,
    DayAttended,
    Deadline,
    Delegation,
    Edition,
    EditionText,
    Event,
    EventChange,
    EventCountry,
    EventDay,
    EventKind,
    EventLanguage,
    EventLink,
    EventParty,
    EventPublication,
    EventTitle,
    EventTopic,
    EventVenue,
    Evidence,
    Export,
    Figure,
    Finding,
    Follower,
    Following,
    Framework,
    FrameworkGoal,
    Language,
    LetterTemplate,
    Mailing,
    MailTemplate,
    Message,
    Milestone,
    Network,
    Note,
    Objective,
    Organisation,
    OrganisationClass,
    OrganisationKind,
    OrganisationName,
    Participant,
    PartyAnswer,
    PartyContact,
    Person,
    PersonMerge,
    PersonName,
    Photo,
    Picture,
    Proceedings,
    Project,
    ProjectPartner,
    Publication,
    PublicationFile,
    PublicationKind,
    PublicationTitle,
    Question,
    Recommendation,
    RecommendationParty,
    Registration,
    Review,
    SeatQuota,
    SeatRole,
    Section,
    Series,
    Session,
    SessionKind,
    SessionRole,
    Source,
    Step,
    Submission,
    Tag,
    TeamMember,
    Thread,
    Topic,
    Translation,
    UnNaming,
    Update,
    VaultLook,
    Venue,
)
from tests.make import (
    history_of_few,
    make_commitment,
    make_constituency,
    make_event,
    make_language,
    make_organisation,
    make_participant,
    make_person,
    make_proceedings,
    make_session,
    make_user,
)

# How often Django asks is the same beside every database.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("without_menu")]

DAY = datetime.date(2019, 11, 4)
NUMBERS = (1, 3, 100)


def day(n):
    return DAY + datetime.timedelta(days=n)


def make_picture(n):
    return Picture.objects.create(file=ContentFile(b"a", f"{n}.webp"), alt=f"Picture {n}")


def make_publication(n, **fields):
    kind = PublicationKind.objects.create(code=f"p{n}", name=f"Kind {n}")
    fields = {"title": f"P {n}", "slug": f"p-{n}", "kind": kind, "publisher": make_organisation()} | fields
    return Publication.objects.create(**fields)


def make_recommendation(n, **fields):
    return Recommendation.objects.create(**{"event": make_event(), "number": str(n), "text": f"Do {n}"} | fields)


def make_contact(n):
    party = CommitmentParty.objects.create(commitment=make_commitment(), organisation=make_organisation())
    return PartyContact.objects.create(party=party, participant=make_seat(n, event=party.commitment.event))


def make_update(n, commitment=None, **fields):
    return Update.objects.create(
        **{
            "commitment": commitment or make_commitment(),
            "voice": "reported",
            "status": "done",
            "happened_on": day(n),
            "by": make_organisation(),
        }
        | fields
    )


def make_submission(n):
    proceedings = make_proceedings()
    draft = snapshot(proceedings)
    return Submission.objects.create(
        proceedings=proceedings, by=make_user(f"writer{n}"), change_note="First", draft=draft, fingerprint="0" * 64
    )


def make_edition(n):
    by = make_user(f"publisher{n}")
    edition = Edition.objects.create(proceedings=make_proceedings(), number=1, change_note="First", published_by=by)
    EditionText.objects.create(edition=edition, language=make_language(), is_source=True, title="A", html="", text="A")
    return edition


def make_goal(n):
    return FrameworkGoal.objects.create(
        framework=Framework.objects.create(code=f"f{n}", name=f"Framework {n}"), number="1", title="Goal"
    )


def make_organisation_with_kind(n):
    constituency = Constituency.objects.create(code=f"k{n}", name=f"K {n}", representative="somebody")
    kind = OrganisationKind.objects.create(code=f"o{n}", name=f"O {n}", constituency=constituency)
    return make_organisation(kind=kind, country="TH", parent=make_organisation())


def make_seat(n, **fields):
    fields = {"organisation": make_organisation_with_kind(f"s{n}"), "event": make_event()} | fields
    seat = make_participant(seat_role=SeatRole.objects.create(code=f"r{n}", name=f"R {n}"), **fields)
    seat.tags.add(Tag.objects.create(code=f"t{n}", name=f"T {n}"))
    return seat


def make_registration(n):
    registration = Registration.objects.create(event=make_event(), capacity=n + 1)
    SeatQuota.objects.create(registration=registration, constituency=make_constituency(f"q{n}"), seats=1)
    make_participant(registration.event)
    return registration


def make_letter(n):
    event = None if n == 0 else make_event()
    return LetterTemplate.objects.create(
        kind="invitation", language=make_language(f"y{chr(97 + n // 26)}{chr(97 + n % 26)}"), event=event, heading="A"
    )


def make_event_with_series(n):
    kind = EventKind.objects.create(code=f"e{n}", name=f"E {n}")
    event = make_event(kind=kind, series=Series.objects.create(name=f"S {n}", slug=f"s-{n}"), start_date=day(n))
    make_participant(event)
    return event


def make_mailing(n):
    mailing = Mailing.objects.create(event=make_event(), use="notice", written_by=make_user(f"writer{n}"))
    seat = make_seat(n, event=mailing.event)
    Message.objects.create(mailing=mailing, participant=seat, to=f"p{n}@example.org", subject="A", body="A")
    return mailing


def make_note(n):
    session = make_session(make_event())
    section = Section.objects.create(proceedings=make_proceedings(session.event), heading="H", session=session)
    seat = make_seat(n, event=session.event)
    return Note.objects.create(session=session, seat=seat, text="We will", by=make_user(f"n{n}"), section=section)


# How to make a row of each list, with rows of its own behind every column.
LISTS = {
    Event: make_event_with_series,
    Session: lambda n: make_session(make_event(), kind=SessionKind.objects.create(code=f"s{n}", name=f"S {n}")),
    Series: lambda n: Series.objects.create(name=f"S {n}", slug=f"s-{n}"),
    Project: lambda n: Project.objects.create(name=f"P {n}", slug=f"p-{n}"),
    Venue: lambda n: Venue.objects.create(name=f"V {n}", country="LA"),
    ColumnHeading: lambda n: ColumnHeading.objects.create(words=f"heading {n}", field="name"),
    Participant: make_seat,
    Person: lambda n: make_participant().person,
    Delegation: lambda n: Delegation.objects.create(
        event=make_event(), organisation=make_organisation(), nominated_by=make_organisation()
    ),
    Consent: lambda n: Consent.objects.create(
        participant=make_seat(n), surface="named", record="form", recorded_by=make_user(f"u{n}")
    ),
    Photo: lambda n: Photo.objects.create(event=make_event(), picture=make_picture(n)),
    Mailing: make_mailing,
    Message: lambda n: make_mailing(n).messages.get(),
    MailTemplate: lambda n: MailTemplate.objects.create(
        use="notice", language=LISTS[Language](n), event=make_event(), subject="A", body="A"
    ),
    Organisation: make_organisation_with_kind,
    OrganisationClass: lambda n: OrganisationClass.objects.create(
        slug=f"c-{n}", name=f"C {n}", kind=make_organisation_with_kind(n).kind
    ),
    Proceedings: lambda n: make_edition(n).proceedings,
    Edition: make_edition,
    Submission: make_submission,
    Section: lambda n: Section.objects.create(
        proceedings=(p := make_proceedings()), heading="H", session=make_session(p.event)
    ),
    Objective: lambda n: Objective.objects.create(
        event=make_event(), number=n, text="To listen", outcome="met", outcome_by=make_organisation()
    ),
    Note: make_note,
    Recommendation: make_recommendation,
    Thread: lambda n: Thread.objects.create(name=f"T {n}", slug=f"t-{n}"),
    Commitment: lambda n: make_update(n).commitment,
    Update: make_update,
    PartyContact: make_contact,
    PartyAnswer: lambda n: PartyAnswer.objects.create(
        party=make_contact(n).party,
        kind="confirmed",
        decision="taken",
        decided_at=timezone.now(),
        decided_by=make_user(f"decider{n}"),
    ),
    Review: lambda n: Review.objects.create(
        event=make_event(),
        found="Kept",
        **({"commitment": make_commitment()} if n % 2 else {"recommendation": make_recommendation(n)}),
    ),
    Translation: lambda n: Translation.objects.create(
        item=make_event(),
        field="title",
        language=Language.objects.create(code=f"x{chr(97 + n // 26)}{chr(97 + n % 26)}", name=f"L {n}"),
        text="T",
        status="checked",
        checked_by=make_user(f"u{n}"),
        checked_at=timezone.now(),
    ),
    Publication: make_publication,
    Picture: make_picture,
    Source: lambda n: Source.objects.create(url=f"https://example.org/{n}"),
    Topic: lambda n: Topic.objects.create(name=f"T {n}", slug=f"t-{n}"),
    Framework: lambda n: make_goal(n).framework,
    FrameworkGoal: make_goal,
    Constituency: lambda n: make_organisation_with_kind(n).kind.constituency,
    OrganisationKind: lambda n: make_organisation_with_kind(n).kind,
    EventKind: lambda n: EventKind.objects.create(code=f"e{n}", name=f"E {n}"),
    SessionKind: lambda n: SessionKind.objects.create(code=f"e{n}", name=f"E {n}"),
    SeatRole: lambda n: SeatRole.objects.create(code=f"e{n}", name=f"E {n}"),
    Registration: make_registration,
    Question: lambda n: Question.objects.create(event=make_event(), text=f"Q {n}"),
    LetterTemplate: make_letter,
    Tag: lambda n: Tag.objects.create(code=f"e{n}", name=f"E {n}"),
    PublicationKind: lambda n: PublicationKind.objects.create(code=f"e{n}", name=f"E {n}"),
    Language: lambda n: Language.objects.create(code=f"x{chr(97 + n // 26)}{chr(97 + n % 26)}", name=f"L {n}"),
    Export: lambda n: Export.objects.create(
        by=make_user(f"u{n}"), model_name="event", event=make_event(), format="csv", reason="A list", number=1, ids=[n]
    ),
    VaultLook: lambda n: VaultLook.objects.create(
        by=make_user(f"looker{n}"), event=make_event(), seat_number=n, reason="A flight"
    ),
    PersonMerge: lambda n: PersonMerge.objects.create(kept=make_person(), by=make_user(f"merger{n}")),
    UnNaming: lambda n: UnNaming.objects.create(by=make_user(f"taker{n}")),
    Follower: lambda n: Following.objects.create(
        follower=Follower.objects.create(address=f"f{n}@example.org", language="en"), topic=LISTS[Topic](n)
    ),
    Network: None,
}


def count(client, address):
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(address)
    assert answer.status_code == 200
    return len(captured), answer


def test_every_list_of_ours_is_in_the_table():
    ours = {model for model in admin.site._registry if model._meta.app_label == "proceedings"}
    assert ours == set(LISTS)


@pytest.mark.parametrize("model", [model for model in LISTS if LISTS[model]], ids=lambda m: m.__name__)
def test_a_list_asks_as_often_for_one_row_as_for_a_hundred(client, model):
    client.force_login(make_user("admin", is_superuser=True))
    address = reverse(f"admin:proceedings_{model._meta.model_name}_changelist")
    client.get(address)
    asked, made = [], 0
    for number in NUMBERS:
        with history_of_few(number):
            for made in range(made + 1, number + 1):  # noqa: B020 - it goes on where it stopped
                LISTS[model](made)
        queries, answer = count(client, address)
        assert answer.context["cl"].result_count >= number
        asked.append(queries)
    assert asked == [asked[0]] * 3


def test_the_list_of_a_team_asks_as_often_for_one_row_as_for_a_hundred(client):
    event = make_event()
    client.force_login(make_user("noy", "Registration staff", event=event))
    address = reverse("admin:proceedings_participant_changelist")
    asked, made = [], 0
    for number in NUMBERS:
        with history_of_few(number):
            for made in range(made + 1, number + 1):  # noqa: B020 - it goes on where it stopped
                make_seat(made, event=event)
        asked.append(count(client, address)[0])
    assert asked == [asked[0]] * 3


# Forms with rows of other tables in them


def with_source(row):
    row.sources.add(Source.objects.get_or_create(url="https://example.org/")[0])


def fill_event(event, n):
    organisation, other = make_organisation(), make_event()
    Objective.objects.create(event=event, number=n, text="To listen", owner=organisation, outcome_by=organisation)
    session = make_session(event, day=DAY)
    Session.objects.filter(pk=session.pk).update(venue=Venue.objects.create(name=f"Room {n}"))
    for row in (
        EventVenue.objects.create(event=event, venue=Venue.objects.create(name=f"V {n}")),
        EventParty.objects.create(event=event, role="participant", organisation=organisation),
        EventTopic.objects.create(event=event, topic=Topic.objects.create(name=f"T {n}", slug=f"t-{n}")),
        AttendanceFigure.objects.create(event=event, label=f"G {n}", organisation=organisation, countries=["TH", "LA"]),
        Figure.objects.create(event=event, label=f"F {n}", number=n, country="TH"),
        Milestone.objects.create(event=event, text=f"M {n}", other_event=other),
        EventLink.objects.create(event=event, other=other),
        EventChange.objects.create(event=event, number=n, kind="moved"),
        EventPublication.objects.create(
            event=event, publication=make_publication(n), session=session, relation="speech"
        ),
    ):
        with_source(row)
    EventTitle.objects.create(event=event, name=f"Title {n}", language=make_language())
    EventDay.objects.create(event=event, date=day(n))
    EventLanguage.objects.create(event=event, language=LISTS[Language](n))
    EventCountry.objects.create(event=event, country="TH", region=f"Region {n}")
    Delegation.objects.create(event=event, organisation=organisation, nominated_by=organisation)
    TeamMember.objects.create(
        event=event, user=make_user(f"u{n}"), role=make_user("r", "Editor").groups.get()
    ) if n == 1 else (
        TeamMember.objects.create(event=event, user=make_user(f"u{n}"), role=TeamMember.objects.first().role)
    )


def fill_session(session, n):
    SessionRole.objects.create(
        session=session, participant=make_seat(n, event=session.event), on_behalf_of=make_organisation()
    )


def fill_commitment(commitment, n):
    seat = make_seat(n, event=commitment.event)
    for row in (
        CommitmentParty.objects.create(commitment=commitment, participant=seat),
        CommitmentParty.objects.create(commitment=commitment, organisation=make_organisation()),
        Deadline.objects.create(commitment=commitment, number=n, kind="none", other_event=make_event()),
        Step.objects.create(commitment=commitment, number=n, text="To meet"),
        CommitmentLink.objects.create(commitment=commitment, other=make_commitment()),
        make_update(n, commitment),
    ):
        with_source(row)


def fill_project(project, n):
    for row in (
        ProjectPartner.objects.create(project=project, organisation=make_organisation()),
        Finding.objects.create(project=project, number=n, text="F"),
        Figure.objects.create(project=project, label=f"F {n}", number=n),
        Milestone.objects.create(project=project, text="M", other_event=make_event()),
    ):
        with_source(row)


def fill_publication(publication, n):
    event = make_event()
    PublicationTitle.objects.create(publication=publication, name=f"T {n}", language=make_language())
    with_source(
        PublicationFile.objects.create(publication=publication, language=LISTS[Language](n), url="https://a.org")
    )
    with_source(EventPublication.objects.create(event=event, publication=publication, session=make_session(event)))


def fill_proceedings(proceedings, n):
    session = make_session(proceedings.event)
    Section.objects.create(proceedings=proceedings, heading=f"H {n}", session=session, position=n)
    seat = make_seat(n, event=proceedings.event, state="confirmed")
    Consent.objects.create(participant=seat, surface="named", record="form", basis="public_office")
    Edition.objects.create(proceedings=proceedings, number=n, change_note="A", published_by=make_user(f"by{n}"))


def fill_recommendation(recommendation, n):
    with_source(
        RecommendationParty.objects.create(
            recommendation=recommendation, role="made_by", participant=make_seat(n, event=recommendation.event)
        )
    )


FORMS = {
    "event": (lambda: make_event(start_date=DAY, end_date=day(200)), fill_event),
    "session": (lambda: make_session(make_event(is_published=True)), fill_session),
    "commitment": (make_commitment, fill_commitment),
    "recommendation": (lambda: make_recommendation(0, event=make_event(is_published=True)), fill_recommendation),
    "project": (lambda: Project.objects.create(name="P", slug="p"), fill_project),
    "publication": (lambda: make_publication(0), fill_publication),
    "proceedings": (make_proceedings, fill_proceedings),
    "participant": (make_participant, lambda seat, n: DayAttended.objects.create(participant=seat, date=day(n))),
    "organisation": (
        make_organisation,
        lambda row, n: OrganisationName.objects.create(organisation=row, name=f"N {n}", language=make_language()),
    ),
    "person": (
        make_person,
        lambda row, n: (
            PersonName.objects.create(person=row, name=f"N {n}", language=make_language()),
            make_seat(n, person=row),
        ),
    ),
    "framework": (
        lambda: Framework.objects.create(code="gcm", name="Compact"),
        lambda row, n: FrameworkGoal.objects.create(framework=row, number=str(n), title="T"),
    ),
    "mailing": (
        lambda: make_mailing(0),
        lambda row, n: Message.objects.create(
            mailing=row,
            participant=make_seat(n, event=row.event),
            to=f"q{n}@example.org",
            subject="A",
            body="A",
            language=LISTS[Language](n),
            is_discreet=True,
        ),
    ),
    "update": (
        lambda: make_update(0),
        lambda row, n: Evidence.objects.create(update=row, title=f"E {n}", publication=make_publication(n)),
    ),
}


@pytest.mark.parametrize(
    ("noun", "role"),
    [(noun, None) for noun in FORMS]
    # A rapporteur may not know who took part, so every name on these goes through exposure.
    + [(noun, "Rapporteur") for noun in ("session", "commitment", "recommendation", "proceedings")],
)
def test_a_form_asks_as_often_for_one_row_as_for_many(client, noun, role):
    make, fill = FORMS[noun]
    client.force_login(make_user("somebody", role) if role else make_user("admin", is_superuser=True))
    row = make()
    address = reverse(f"admin:proceedings_{noun}_change", args=[row.pk])
    client.get(address)
    asked, made = [], 0
    for number in (1, 3, 12):
        for made in range(made + 1, number + 1):  # noqa: B020 - it goes on where it stopped
            fill(row, made)
        asked.append(count(client, address)[0])
    assert asked == [asked[0]] * 3
    assert asked[0] < 60
