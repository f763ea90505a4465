"""The first real events, as the fixtures tell them: nothing lost, nothing invented, nobody exposed."""

import hashlib
import io
import json
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import transaction

from proceedings import exposure
from proceedings.documents.checking import check
from proceedings.documents.rendering import build, labels
from proceedings.models import (
    Commitment,
    CommitmentLink,
    Consent,
    Event,
    EventPublication,
    Framework,
    Network,
    Organisation,
    Participant,
    Person,
    PersonName,
    Project,
    Publication,
    Recommendation,
    Standing,
    Surface,
    Topic,
    Update,
)
from tests import facts

pytestmark = pytest.mark.django_db

DATA = Path(__file__).parent / "data"
FIXTURES = sorted((Path(settings.BASE_DIR) / "fixtures").glob("*.json"))
EVENTS = json.loads((DATA / "events.json").read_text())
SEED = json.loads((DATA / "seed_event.json").read_text())

# What other pages say about an event than those it was collected from.
ALSO_THERE = {
    "seajunction-safe-from-the-start-2017": {
        "Safe from the Start: The Roles of Countries of Origin in Protecting Migrants"
    },
    "agri-launch-2020": {"Migrant Agricultural Workers in Thailand"},
}
OF_OTHERS = {
    "7th-acsc-apf-2011",
    "5th-wsfm-2012",
    "aipa-general-assembly-2011",
    "clmtv-ministerial-3-2019",
}


@pytest.fixture(scope="module", autouse=True)
def loaded(django_db_setup, django_db_blocker):
    """The site as it is after its first start; loaded once, because nothing here keeps what it changes."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_events", stdout=io.StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture
def seed():
    return Event.objects.get(slug="roco-policy-dialogue-2017")


def our_models(history=False):
    """The models whose rows the fixtures may hold; with their history if asked for."""
    models = apps.get_app_config("proceedings").get_models(include_auto_created=True)
    return [model for model in models if history or not model.__name__.startswith("Historical")]


def all_rows():
    return [(model, row) for model in our_models() if not model._meta.auto_created for row in model._base_manager.all()]


def checksums():
    """A fingerprint of every table, history included."""
    return {
        model._meta.db_table: hashlib.sha256(
            repr(list(model._base_manager.order_by("pk").values_list())).encode()
        ).hexdigest()
        for model in our_models(history=True)
    }


# Lossless


@pytest.mark.sqlite
@pytest.mark.parametrize("collected", EVENTS, ids=lambda event: event["slug"])
def test_an_event_is_told_without_loss(collected):
    event = Event.objects.with_page().get(slug=collected["slug"])
    told = facts.facts(event)
    more = ALSO_THERE.get(event.slug, set())
    assert more <= {publication["title"] for publication in told["publications"]}
    told["publications"] = [one for one in told["publications"] if one["title"] not in more]
    assert facts.differences(collected, told) == []
    invented = {key: value for key, value in told.items() if value and key not in collected}
    assert invented == {}


def test_there_are_these_events_and_no_others():
    collected = {event["slug"] for event in EVENTS} | {SEED["event"]["slug"]}
    assert len(collected) == 36
    assert set(Event.objects.with_page().values_list("slug", flat=True)) == collected
    assert set(Event.objects.filter(is_reference=True).values_list("slug", flat=True)) == OF_OTHERS
    assert all(Event.objects.values_list("is_published", flat=True))


def test_the_first_event_is_told_without_loss(seed):
    told = facts.facts(seed)
    project = seed.project
    told |= {
        "title_variants": [seed.title, *(title.name for title in seed.other_titles.all())],
        "utc_offset": facts.utc_offset(seed),
        "venue": told["venues"][0],
        "co_organisers": facts.parties(seed, "co_organiser"),
        "funder": told["funder"] or "not stated",
        "start_times": "not published",
        "working_languages": told["working_languages"] or "not stated",
        "interpretation": told["interpretation"] or "not stated",
        "project": {
            "name": project.name,
            "start": facts.day(project.starts_on, project.date_precision),
            "end": facts.day(project.ends_on, project.date_precision),
            "precision": project.date_precision,
            "sources": facts.urls(project),
        },
    }
    told["venue"]["rooms"] = "not published"
    note = SEED["event"]["series"].pop("ordinal_note", None)
    assert seed.is_inferred("series_number")
    assert note is None or "never called" in seed.inferred_note
    assert seed.series_label == ""
    assert facts.differences(SEED["event"], told) == []
    assert not seed.sessions.exclude(starts_at=None, room="").exists()
    assert not seed.days.exists()


def test_the_first_event_has_its_objectives_and_topics(seed):
    objectives = [
        {
            "no": row.number,
            "text": row.text,
            "owner": row.owner.acronym if row.owner else row.owner_class.name,
            "evidence": facts.evidence(row),
            "sources": facts.urls(row),
        }
        for row in seed.objectives.all()
    ]
    topics = [
        {
            "no": row.number,
            "name": row.topic.name,
            "day": (row.day - seed.start_date).days + 1,
            "day_evidence": facts.evidence(row, "day"),
            "sources": facts.urls(row),
        }
        for row in seed.event_topics.all()
    ]
    assert facts.differences(SEED["objectives"], objectives) == []
    assert facts.differences(SEED["topic_categories"], topics) == []


def test_the_first_event_has_its_programme(seed):
    told = [
        facts.session(row)
        | {
            "day": (row.day - seed.start_date).days + 1,
            "speakers": [role.participant.name for role in row.roles.all()],
            "evidence": facts.evidence(row),
        }
        for row in seed.sessions.all()
    ]
    # The collection adds to some marks why they are so; that is kept as a note.
    collected = [row | {"evidence": row["evidence"].split()[0]} for row in SEED["sessions"]]
    assert facts.differences(collected, told) == []
    assert all(row.inferred_note for row in seed.sessions.all() if row.inferred)
    assert [row.title for row in seed.sessions.all() if row.is_inferred("day") and not row.is_inferred()] == [
        "Launch of 'Safe from the Start'"
    ]
    assert SEED["session_format"]["text"] in seed.programme_note


def test_the_first_event_has_those_who_took_part(seed):
    holders = [
        {
            "display_name": seat.name,
            "honorific": seat.person.honorific,
            "name": seat.person.name,
            "role_title": seat.post,
            "organisation": ", ".join(
                body.name for body in (seat.organisation, seat.organisation.parent) if body is not None
            ),
            "country": seat.stands_for.code,
            "also_seen_as": [other.name for other in seat.person.other_names.all()],
            "sources": facts.urls(seat),
        }
        for seat in seed.participants.exclude(person=None)
    ]
    offices = [
        {"office": seat.office, "organisation": seat.organisation.name, "sources": facts.urls(seat)}
        for seat in seed.participants.filter(person=None)
    ]
    assert facts.differences(SEED["people"], holders) == []
    assert facts.differences(SEED["offices"], offices) == []
    assert {seat.state for seat in seed.participants.all()} == {"confirmed"}

    organisations = [facts.party(row) for row in seed.parties.all()]
    collected = [row | {"part": row["part"].replace(" group", "")} for row in SEED["organisations"]]
    unit = [row.pop("unit") for row in collected if "unit" in row]
    assert unit == list(Organisation.objects.get(acronym="MOLIP").units.values_list("name", flat=True))
    # The network sits in Thailand but stands for no country.
    assert (collected[0].pop("country"), str(seed.parties.first().organisation.country)) == (None, "")
    assert facts.differences(collected, organisations) == []

    told = facts.facts(seed)
    assert facts.differences(SEED["participant_groups"], told["participant_groups"]) == []
    assert told["total_participants"]["count"] is None
    assert SEED["total_participants"]["note"] in seed.attendance_note
    assert "162" not in seed.attendance_note


def test_the_first_event_has_the_research_behind_it(seed):
    project, research = seed.project, SEED["research"]
    partners = [
        {"name": row.organisation.name, "part": row.part, "sources": facts.urls(row)} | facts.body(row.organisation)
        for row in project.partners.all()
    ]
    collected = [row | {"part": row["part"].partition(";")[0]} for row in SEED["project_partners"]]
    assert facts.differences(collected, partners) == []
    assert not seed.parties.filter(organisation__in=project.partners.values("organisation")).exists()
    assert [facts.sentence(row.text) for row in project.findings.all()] == research["needs_found"]
    assert [(int(row.number), row.country.code or None) for row in project.figures.all()] == [
        (research["migrants_consulted"], None),
        (research["migrant_consultations_in_thailand"], "TH"),
    ]
    assert [facts.day(row.date, row.date_precision) for row in project.milestones.all()] == research["design_meetings"]
    assert [country.code for country in project.studied_countries] == research["studied_countries"]
    assert {country.code for country in project.comparison_countries} == set(research["comparison_countries"])
    for row in (*project.findings.all(), *project.figures.all(), *project.milestones.all()):
        assert facts.urls(row)
        assert set(facts.urls(row)) <= set(research["sources"])
    assert all(words in project.description for words in ("government officials", "inter-governmental", "recruitment"))


def test_the_first_event_has_its_publications(seed):
    told = [
        facts.publication(given)
        | {
            "publisher": given.publication.publisher.name,
            "launched": facts.day(given.publication.published_on),
            "sources": facts.urls(given.publication),
            "link_text": given.publication.other_titles.values_list("name", flat=True).last(),
            "published_note": given.publication.note,
        }
        for given in seed.event_publications.all()
    ]
    report, press, proceedings = [dict(row) for row in SEED["publications"]]
    assert report.pop("launched_evidence") == "inferred day"
    report["title_variants"] = [title.removesuffix(" (Phase One page)") for title in report["title_variants"]]
    assert facts.differences([report, press, proceedings], told) == []
    launch = seed.event_publications.get(relation="launched")
    assert (launch.is_inferred("day"), launch.publication.is_inferred("published_on")) == (True, True)
    assert launch.session.title == "Launch of 'Safe from the Start'"
    assert [given.relation for given in seed.event_publications.all()] == ["launched", "press", "report"]
    for given in seed.event_publications.all():
        assert {file.url for file in given.publication.files.all()} <= set(facts.urls(given.publication))
    assert not seed.recommendations.exists()
    assert "not on the public pages" in seed.recommendations_note


def test_the_first_event_has_its_two_commitments(seed):
    c1, c2 = seed.commitments.order_by("ref")
    for row, collected in ((c1, SEED["commitments"][0]), (c2, SEED["commitments"][1])):
        told = {"ref": row.ref, "text": row.text, "joint": row.is_joint, "sources": facts.urls(row)}
        assert facts.differences({key: collected[key] for key in told}, told) == []
        assert (row.state, row.wording, row.provenance) == ("published", "reworded", "heard")
        assert row.section.heading == "Way forward"
        assert row.sentence in row.section.body

    def who(row, role):
        return [facts.words(one) for one in row.parties.all() if one.role == role]

    assert who(c1, "lead") == ["Government of Cambodia", "Government of Myanmar"]
    assert who(c1, "addressee") == ["Government of Thailand", "other countries of destination"]
    assert (who(c2, "lead"), who(c2, "also_for")) == (["Ministry of Interior"], ["NCCT"])
    assert c2.nature == "offer"
    through = c2.parties.get(role="through").participant
    assert (through.name, through.event) == ("H.E. Ms. Chou Bun Eng", seed)
    assert [(row.kind, row.as_written, row.latest) for row in c1.deadlines.all()] == [("none", "", None)]
    before, by = c2.deadlines.all()
    due = SEED["commitments"][1]["due"]
    for row, expected in ((before, due), (by, due["alternate"])):
        assert (row.kind, row.as_written, facts.day(row.latest)) == tuple(
            expected[key] for key in ("kind", "as_written", "latest")
        )
        assert row.sources.count() == 1
    assert (before.precision, by.precision) == ("day", "month")
    assert [link.inferred for link in c2.links.filter(kind="related", other=c1)] == [[]]
    # That a later series of government meetings answers them is nobody's word but ours.
    answers = CommitmentLink.objects.filter(other__ref="T1")
    assert {link.commitment for link in answers} == {c1, c2}
    assert all(link.is_inferred() and facts.urls(link) for link in answers)
    news = Update.objects.filter(commitment__in=[c1, c2]).order_by("commitment__ref", "happened_on")
    assert [(row.commitment.ref, row.status, row.voice, f"{row.happened_on:%Y-%m}") for row in news] == [
        ("C1", "limited", "assessed", "2019-10"),
        ("C2", "no_evidence", "assessed", "2017-12"),
        ("C2", "limited", "assessed", "2019-10"),
    ]
    assert all(row.evidence.count() == 2 for row in news.filter(status="limited"))


def test_the_first_event_has_what_followed_and_what_is_not_known(seed):
    told = facts.facts(seed)["follow_up"]
    assert facts.differences(SEED["follow_up"], told) == []
    assert [row.other_event.slug for row in seed.milestones.all()] == [
        "seajunction-safe-from-the-start-2017",
        "roco-policy-dialogue-2019",
        "ncct-technical-2-2019",
    ]
    assert set(SEED["open_points"]) <= set(seed.open_points.splitlines())


# What the site makes of them


def test_where_the_promises_stand():
    standing = {row.ref: row.standing for row in Commitment.objects.published().with_standing()}
    # What others found of C1 and K1 years ago was not the last word.
    silent = dict.fromkeys(["C1", "CM1", "K1", "K2", "K3", "K4", "M1", "T1", "T2"], Standing.NO_REPORT)
    assert standing == silent | {
        "A1": Standing.KEPT,
        "C2": Standing.OVERDUE,
    }


def test_the_proceedings_can_be_published_and_name_the_holders_of_public_office(seed):
    page = build(seed.proceedings)
    assert check(seed.proceedings).sentences == []
    assert {label.name for label in labels(page).values()} == {"U Win Shein", "H.E. Ms. Chou Bun Eng"}
    assert [heading for level, _, heading in page.contents if level == 1] == [
        "Opening",
        "What the research found",
        "Panels",
        "Way forward",
    ]
    assert "not the network’s own proceedings" in seed.proceedings.note
    assert not seed.proceedings.editions.exists()


def test_lists_and_frameworks():
    assert list(Framework.objects.get(code="GCM").goals.values_list("number", flat=True)) == [
        str(number) for number in range(1, 24)
    ]
    targets = set(Framework.objects.get(code="SDG").goals.values_list("number", flat=True))
    assert {"8.7", "8.8", "10.7", "10.c", "5.2", "16.2", "17.18"} <= targets
    assert list(Topic.objects.values_list("name", flat=True)) == [row["name"] for row in SEED["topic_categories"]]
    kinds = {kind.lower() for kind in Organisation.objects.exclude(kind=None).values_list("kind__name", flat=True)}
    assert {"embassy", "un agency", "cso", "regional cso network"} <= kinds
    assert Network.objects.get().organisation.acronym == "MMN"


def test_an_organisation_named_in_two_ways_is_one():
    for words, many in (("VAMAS", 2), ("ILO", 3), ("MFA", 6)):
        organisation = Organisation.objects.get(acronym=words)
        assert Event.objects.filter(parties__organisation=organisation).distinct().count() == many
    assert set(Organisation.objects.values_list("is_published", flat=True)) == {True}


# Nobody is exposed


def test_only_holders_of_public_office_are_people():
    assert set(Person.objects.values_list("name", flat=True)) == {"Win Shein", "Chou Bun Eng"}
    others = Participant.objects.filter(person=None)
    assert set(others.values_list("office", flat=True)) == {"Speaker", "Moderator", "Regional Coordinator"}
    assert not others.exclude(alias="").exists()
    assert not Consent.objects.filter(participant__in=others).exists()
    assert set(Consent.objects.values_list("basis", flat=True)) == {"public_office"}
    assert set(Consent.objects.values_list("surface", flat=True)) == {Surface.LISTED, Surface.NAMED}
    seen = {seat.name for seat in Participant.objects.all() if exposure.level(seat, Surface.NAMED) == "named"}
    assert seen == {"U Win Shein", "H.E. Ms. Chou Bun Eng"}


def strings(value):
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from strings(inner)


def test_no_name_stands_in_a_text_where_unnaming_would_not_find_it():
    names = re.compile(r"Win Shein|Chou Bun|Bun Eng|regional coordinator|\b(Mr|Mrs|Ms|Miss|Dr|Prof|H\.E)\b\.?")
    people = {Person._meta.label_lower, PersonName._meta.label_lower}
    found = [
        text
        for path in FIXTURES
        for row in json.loads(path.read_text())
        if row["model"] not in people
        for text in strings(row["fields"])
        if names.search(text)
    ]
    assert found == []


# Fixtures as fixtures


def test_every_row_would_pass_its_form():
    problems = []
    for model, row in all_rows():
        try:
            row.full_clean()
        except ValidationError as error:
            problems.append((model.__name__, row.pk, error.message_dict))
    assert problems == []


def test_what_is_our_reading_says_why():
    silent = [
        (type(row).__name__, str(row))
        for _, row in all_rows()
        if getattr(row, "inferred", []) and not row.inferred_note
    ]
    assert silent == []
    for outcome in (*Commitment.objects.all(), *Recommendation.objects.all()):
        assert outcome.is_inferred("topics") == outcome.topics.exists()
        assert outcome.is_inferred("goals") == outcome.goals.exists()
    assert all(update.is_inferred("status") for update in Update.objects.all())


def test_every_fact_has_a_source():
    for model in (Event, Project, Commitment):
        assert not model.objects.filter(sources=None).exists()
    first = Event.objects.get(slug="roco-policy-dialogue-2017")
    for rows in (first.sessions, first.objectives, first.event_topics, first.parties, first.event_venues):
        assert not rows.filter(sources=None).exists()
    assert not EventPublication.objects.filter(event=first, sources=None).exists()
    assert not Publication.objects.filter(event_publications__event=first, sources=None).exists()


def test_loading_twice_changes_nothing():
    before = checksums()
    call_command("load_events", stdout=io.StringIO())
    assert checksums() == before
    call_command("loaddata", *FIXTURES, verbosity=0)
    assert checksums() == before


def dump():
    """Every row of ours by natural key, in an order that does not depend on numbers in the database."""
    left_out = [model._meta.label for model in our_models(history=True) if model not in our_models()]
    out = io.StringIO()
    call_command(
        "dumpdata",
        "proceedings",
        exclude=left_out,
        use_natural_foreign_keys=True,
        use_natural_primary_keys=True,
        stdout=out,
        verbosity=0,
    )
    return out.getvalue()


def sorted_rows(text):
    rows = json.loads(text)
    for row in rows:
        for name, value in row["fields"].items():
            if isinstance(value, list):
                row["fields"][name] = sorted(value, key=json.dumps)
    return sorted(json.dumps(row, sort_keys=True) for row in rows)


def test_what_is_written_out_can_be_read_into_an_empty_database(tmp_path):
    written = dump()
    assert '"pk"' not in written
    with transaction.atomic():
        for model in our_models(history=True):
            model._base_manager.all()._raw_delete(model._base_manager.db)
        assert json.loads(dump()) == []
        (tmp_path / "all.json").write_text(written)
        call_command("loaddata", tmp_path / "all.json", verbosity=0)
        assert sorted_rows(dump()) == sorted_rows(written)
        transaction.set_rollback(True)
