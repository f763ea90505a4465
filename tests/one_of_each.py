"""One row of every model there is, with something in nearly every field, in the scripts of the region."""

from datetime import UTC, date, datetime, time

from django.apps import apps
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile

from proceedings.documents.drafts import fingerprint, snapshot
from proceedings.models import (
    Answer,
    Application,
    Attempts,
    AttendanceFigure,
    ColumnHeading,
    Commitment,
    CommitmentLink,
    CommitmentParty,
    Consent,
    Constituency,
    DayAttended,
    Deadline,
    DelegateList,
    Delegation,
    Edition,
    EditionFile,
    EditionMention,
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
    FactCheck,
    Figure,
    Finding,
    Follower,
    FollowerMail,
    Following,
    Framework,
    FrameworkGoal,
    Language,
    LetterTemplate,
    Link,
    Mailing,
    MailTemplate,
    Message,
    Milestone,
    Network,
    Note,
    NotMeant,
    Objective,
    Organisation,
    OrganisationClass,
    OrganisationKind,
    OrganisationName,
    Participant,
    PartyAnswer,
    PartyContact,
    Passage,
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
    Remark,
    Reminder,
    Review,
    Revision,
    SearchItem,
    SearchPassage,
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
    TwoPeople,
    UnNaming,
    Update,
    VaultAnswer,
    VaultLook,
    Venue,
    WordFile,
)
from tests.make import make_user

DAY, NEXT_DAY = date(2019, 11, 4), date(2019, 11, 5)


def all_models():
    """Every model of the site, without what is made of others: copies that keep their history, the number that counts
    changes, the search index."""
    made = (Revision, SearchItem, SearchPassage)
    return [
        model
        for model in apps.get_app_config("proceedings").get_models()
        if model not in made and not model._meta.model_name.startswith("historical")
    ]


def make_one_of_each():
    """Make a row of every model, tied to each other where they can be. Returns {model: row}."""
    rows = {}

    def make(model, **fields):
        rows[model] = model.objects.create(**fields)
        return rows[model]

    source = make(Source, url="https://example.org/စာမျက်နှာ", title="စာမျက်နှာ", publisher="ສຳນັກຂ່າວ", read_on=DAY)
    constituency = make(Constituency, code="cso", name="Civil society", representative="a civil-society representative")
    kind = make(OrganisationKind, code="ngo", name="NGO", constituency=constituency)
    event_kind = make(EventKind, code="dialogue", name="Dialogue")
    session_kind = make(SessionKind, code="panel", name="Panel", plural="Panels", position=3)
    seat_role = make(SeatRole, code="delegate", name="Delegate")
    publication_kind = make(PublicationKind, code="report", name="Report")
    language = make(Language, code="my", name="Burmese", own_name="မြန်မာဘာသာ")
    topic = make(Topic, slug="recruitment", name="Recruitment", description="ការជ្រើសរើស")
    framework = make(Framework, code="gcm", name="Global Compact")
    goal = make(FrameworkGoal, framework=framework, number="6", title="Fair recruitment")
    picture = make(Picture, file=ContentFile(b"a", "a.webp"), alt="A room")
    logo = Picture.objects.create(file=ContentFile(b"b", "b.webp"), alt="A logo", sizes={"480": "pictures/480.webp"})
    ministry = make(
        Organisation, name="กระทรวงแรงงาน", acronym="รง.", slug="ministry", kind=kind, country="TH", logo=logo
    )
    office = Organisation.objects.create(name="Bộ Lao động", slug="bo", kind=kind, parent=ministry)
    make(OrganisationName, organisation=ministry, name="Ministry of Labour", language=language, from_year=1993)
    countries = make(OrganisationClass, slug="destination", name="Countries of destination", countries=["TH", "MY"])
    network = make(Network, name="A network", organisation=ministry, logo=logo, email="us@example.org")
    network.languages.add(language)
    person = make(Person, name="ဒေါ်နီလာ", own_script_name="ဒေါ်နီလာ", honorific="Daw", email="nila@example.org")
    make(PersonName, person=person, name="Nila", language=language)

    project = make(Project, name="Phase one", slug="phase-one", starts_on=DAY, studied_countries=["KH", "MM"])
    make(ProjectPartner, project=project, organisation=office, part="research")
    make(Finding, project=project, number=1, text="劳工移民")
    series = make(Series, name="Dialogues", slug="dialogues")
    venue = make(Venue, name="Hôtel", city="ວຽງຈັນ", country="LA")
    event = make(
        Event,
        title="ကိစ္စ 会议 🕊️",
        slug="one",
        kind=event_kind,
        start_date=DAY,
        end_date=NEXT_DAY,
        time_zone="Asia/Yangon",
        series=series,
        series_number=2,
        project=project,
        cover=logo,
        is_published=True,
        inferred=["start_date"],
    )
    other = Event.objects.create(title="Larger", slug="larger", kind=event_kind)
    event.parent = other
    event.save()
    make(EventTitle, event=event, name="Another title")
    make(EventDay, event=event, date=DAY, starts_at=time(8, 30), ends_at=time(0, 15))
    make(EventVenue, event=event, venue=venue, used_for="opening")
    make(EventParty, event=event, role="organiser", organisation=ministry)
    EventParty.objects.create(event=event, role="funder", organisation_class=countries)
    make(EventTopic, event=event, topic=topic, number=1)
    make(EventLanguage, event=event, language=language)
    make(EventCountry, event=event, country="CN", region="云南")
    make(EventLink, event=event, other=other, kind="parallel")
    make(EventChange, event=event, kind="postponed", old_start_date=DAY, old_end_date=DAY)
    make(AttendanceFigure, event=event, is_total=True, number=40, qualifier="more_than", countries=["MM", "LA"])
    make(Figure, event=event, label="Workers", country="TH", number="1234.5000")
    Figure.objects.create(project=project, label="Workers", number=7)
    make(Milestone, event=event, date=DAY, text="A law is passed", other_event=other)

    make(Objective, event=event, number=1, text="To listen", owner=office, outcome="met", outcome_by=ministry)
    session = make(Session, event=event, title="Panel", kind=session_kind, day=DAY, starts_at=time(9), venue=venue)
    session.topics.add(topic)
    beside = Session.objects.create(event=event, title="Panel", day=DAY, parallel_to=session)
    make(ColumnHeading, words="ชื่อ", field="name")
    waiting = ContentFile("Name\nသီရိ\n".encode(), "list")
    make(DelegateList, event=event, by=make_user("khin"), called="ບັນຊີລາຍຊື່.csv", file=waiting)
    delegation = make(Delegation, event=event, organisation=ministry, quota=4, nominated_by=office)
    seat = make(
        Participant,
        event=event,
        person=person,
        post="អគ្គនាយក",
        organisation=ministry,
        seat_role=seat_role,
        delegation=delegation,
        heads_delegation=True,
        state="confirmed",
    )
    Participant.objects.create(event=event, office="Village headman", constituency=constituency, country="MM")
    make(SessionRole, session=session, participant=seat, on_behalf_of=office)
    make(DayAttended, participant=seat, date=DAY)
    make(Consent, participant=seat, surface="named", basis="public_office", record="a page", given_on=DAY)
    photo = make(Photo, event=event, picture=picture, caption="A room")
    photo.shows.add(seat)

    tag = make(Tag, code="visa", name="ຕ້ອງການວີຊາ")
    seat.tags.add(tag)
    registration = make(Registration, event=event, is_open=True, welcome="ກະລຸນາ", capacity=40)
    make(SeatQuota, registration=registration, constituency=constituency, seats=5)
    question = make(Question, event=event, text="အစားအစာ", kind="choice", choices="ထမင်း\nခေါက်ဆွဲ")
    make(Answer, participant=seat, question=question, value="ထမင်း")
    asked_later = Question.objects.create(event=event, text="Passport", stage="confirmed")
    make(VaultAnswer, participant=seat, question=asked_later, value="A 123456")
    make(VaultLook, by=make_user("chan"), event=event, seat_number=seat.pk, reason="To book a flight")
    sent = {"seat": {"name": "ນາງ ຄຳ", "email": "kham@example.org"}, "answers": {}}
    make(Application, event=event, sent=sent, language=language)
    make(Attempts, key="a" * 64, number=3, until=datetime(2019, 11, 4, tzinfo=UTC))
    good_until = datetime(2019, 12, 1, tzinfo=UTC)
    link = make(Link, purpose="seat", event=event, participant=seat, expires_at=good_until)
    make(MailTemplate, use="notice", language=language, event=event, subject="စာ", body="{name}")
    mailing = make(Mailing, event=event, use="notice")
    sent_as = {"to": "nila@example.org", "message_id": "<1@example.org>"}
    make(Message, mailing=mailing, participant=seat, **sent_as, subject="စာ", body="မင်္ဂလာပါ", link=link)
    make(LetterTemplate, kind="invitation", language=language, event=event, heading="စာ", body="{name}")
    make(
        Passage,
        uid="8f14e45f-ceea-467f-a8f9-0d5b4c3a1c11",
        participant=seat,
        day=DAY,
        direction="in",
        at=datetime(2019, 11, 4, 2, tzinfo=UTC),
        by=make_user("dao"),
    )
    make(TwoPeople, one=person, other=Person.objects.create(name="Nila Wynn"), by=make_user("thet"))
    make(PersonMerge, kept=person, by=make_user("than"), before={"person": {"name": "Nila"}})

    publication = make(Publication, title="A report", slug="report", kind=publication_kind, publisher=ministry)
    make(PublicationTitle, publication=publication, name="Báo cáo")
    make(PublicationFile, publication=publication, language=language, file=ContentFile(b"%PDF", "a.pdf"), size=4)
    make(EventPublication, event=event, publication=publication, relation="speech", session=session)

    proceedings = make(Proceedings, event=event, title="Proceedings", language=language)
    section = make(Section, proceedings=proceedings, heading="Discussion", session=session, body="@[1] ကပြောသည်")
    Section.objects.create(proceedings=proceedings, heading="Discussion", session=beside)
    proposal = {
        "title": "รายงาน",
        "note": "",
        "language": language.pk,
        "objectives": [],
        "pictures": {},
        "mentions": {},
    }
    proposal |= {"recommendations": [], "commitments": [], "zawgyi": False, "has_zawgyi": False}
    proposal["left_out"] = {"comments": 0, "embedded": 0, "pictures": []}
    read = {"in": True, "heading": "ค่าธรรมเนียม", "level": 1, "body": "<p>ค่า</p>", "session": session.pk, "sure": True}
    proposal["sections"] = [read]
    ravi = make_user("ravi")
    make(WordFile, event=event, by=ravi, called="ບົດລາຍງານ.docx", proposal=proposal)
    edition = make(Edition, proceedings=proceedings, number=1, change_note="First edition", published_by=ravi)
    fields = {"title": "A", "html": "<p>A</p>", "text": "A", "contents": [[1, "s1", "A"]]}
    text = make(EditionText, edition=edition, language=language, is_source=True, **fields)
    stored = ContentFile(b"%PDF", "a.pdf")
    make(EditionFile, text=text, format="pdf", file=stored, size=4, sha256="a" * 64, shown="b" * 64)
    make(EditionMention, text=text, key=1, participant=seat, level="kind", kind="a participant")
    draft = snapshot(proceedings)
    submission = make(
        Submission, proceedings=proceedings, by=ravi, change_note="A date", draft=draft, fingerprint=fingerprint(draft)
    )
    make(NotMeant, proceedings=proceedings, participant=seat, passages=["0" * 16], by=ravi)
    asked = make(FactCheck, submission=submission, name="ດາວ", email="dao@example.org", asked_by=ravi)
    make(Remark, fact_check=asked, place="p1", quote="A", text="ບໍ່ແມ່ນ")

    thread = make(Thread, name="Zero fees", slug="zero-fees")
    recommendation = make(
        Recommendation, event=event, block="governments", number="3", text="Do", thread=thread, session=session
    )
    recommendation.goals.add(goal)
    make(RecommendationParty, recommendation=recommendation, role="addressee", organisation_class=countries)
    RecommendationParty.objects.create(recommendation=recommendation, role="made_by", participant=seat)
    RecommendationParty.objects.create(recommendation=recommendation, role="to_press", organisation=office)
    commitment = make(
        Commitment, ref="C1", event=event, section=section, session=session, text="We will", state="published"
    )
    commitment.topics.add(topic)
    commitment.recommendations.add(recommendation)
    second = Commitment.objects.create(ref="C2", event=event, text="We will, too")
    party = make(CommitmentParty, commitment=commitment, role="lead", organisation=ministry)
    contact = make(PartyContact, party=party, name="ທ່ານ ຄຳ", email="office@example.org", language=language)
    make(PartyAnswer, party=party, contact=contact, kind="other_words", their_words="ບໍ່ແມ່ນ", proposed_text="We may")
    make(Reminder, contact=contact, occasion="four_weeks", day=DAY)
    through = CommitmentParty.objects.create(commitment=commitment, role="through", participant=seat)
    PartyContact.objects.create(party=through, participant=seat)
    CommitmentParty.objects.create(commitment=commitment, role="addressee", organisation_class=countries)
    make(Deadline, commitment=commitment, as_written="before 17 December", latest=date(2019, 12, 16), precision="day")
    make(Step, commitment=commitment, number=1, text="To meet")
    make(CommitmentLink, commitment=second, other=commitment, kind="matches")
    update = make(Update, commitment=commitment, voice="reported", status="in_progress", happened_on=DAY, by=ministry)
    Update.objects.create(commitment=commitment, voice="reported", status="done", happened_on=DAY, is_accepted=True)
    make(Evidence, update=update, title="A page", url="https://example.org/", publication=publication)
    make(Review, event=other, commitment=commitment, found="Kept", update=update)
    Review.objects.create(event=other, recommendation=recommendation, found="Not yet")

    make(
        Note,
        session=session,
        seat=seat,
        text="ကျွန်ုပ်တို့ လုပ်ပါမည်",
        kind="commitment",
        by=ravi,
        section=section,
        commitment=commitment,
    )

    checked = datetime(2020, 1, 1, tzinfo=UTC)
    make(
        Translation,
        item=event,
        field="title",
        language=language,
        text="ပွဲ",
        status="checked",
        checked_by=ravi,
        checked_at=checked,
    )
    make(TeamMember, event=event, user=ravi, role=Group.objects.get(name="Rapporteur"))
    make(UnNaming, by=ravi, done={"places": 2}, beyond=["Badges that were printed."])
    follower = make(
        Follower, address="kham@example.org", language="en", confirmed_at=checked, told_until=checked, asked_at=checked
    )
    make(Following, follower=follower, commitment=commitment)
    for followed in ({"topic": topic}, {"series": series}, {"organisation": ministry}, {"goal": goal}):
        Following.objects.create(follower=follower, **followed)
    make(FollowerMail, follower=follower, message_id="<2@example.org>", token_hash="f" * 64)
    make(Export, by=ravi, model_name="participant", event=event, format="csv", reason="A list", number=1, ids=[seat.pk])
    for row in rows.values():
        if hasattr(row, "sources"):
            row.sources.add(source)
    return rows
