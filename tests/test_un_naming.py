"""Whoever is un-named is nowhere any more: in no table, no history, no page; and no backup brings them back."""

import io
import json

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone

from proceedings.actions import NotPossible, un_naming
from proceedings.actions.tracing import Wanted, places, searched_models
from proceedings.actions.un_naming import NOBODY, do_again, seats_of, un_name
from proceedings.models import (
    Answer,
    Application,
    CommitmentParty,
    Consent,
    Edition,
    EditionMention,
    EditionText,
    Export,
    Message,
    Participant,
    PartyContact,
    Person,
    PersonMerge,
    PersonName,
    Question,
    Section,
    SessionRole,
    TwoPeople,
    UnNaming,
    VaultAnswer,
)
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
from tests.one_of_each import make_one_of_each

pytestmark = pytest.mark.django_db

# Unlike anything else, in three scripts, with an address and a number.
NAMES = ("Zarwitha Quexolan", "ဇာဝီသာခွန်", "Zarweetha Kwexolan")
EMAIL, PHONE = "zarwitha.q@quexmail.example", "+95 9 777 123 4567"
PIECES = ("zarwitha", "quexolan", "ဇာဝီသာ", "zarweetha", "kwexolan", "quexmail", "7771234567", "777 123 4567")


def everything():
    """All that the database holds, as one text, one line for each cell: "table.column: value"."""
    lines = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608 - the names are the database's own
            columns = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                lines += [f"{table}.{name}: {value}" for name, value in zip(columns, row, strict=True) if value]
    # JSON may be kept with its letters written out as numbers.
    return [line.encode().decode("unicode_escape") if "\\u" in line else line for line in lines]


def left():
    return [line for line in everything() if any(piece in line.casefold() for piece in PIECES)]


@pytest.fixture
def selma():
    return make_user("selma", "Administrator")


@pytest.fixture
def zarwitha():
    person = make_person(NAMES[0], own_script_name=NAMES[1], email=EMAIL, phone=PHONE, honorific="Daw")
    PersonName.objects.create(person=person, name=NAMES[2])
    return person


def sayings(column):
    """What somebody may have typed of her into a field, or None where it does not fit."""
    said = f"Ask {NAMES[0].upper()}, {NAMES[1]} or {EMAIL}"
    if isinstance(column, models.JSONField):
        return {"deep": [said, {NAMES[2]: PHONE}]} if column.get_default() in ({}, None) else [said]
    if isinstance(column, models.EmailField):
        return EMAIL
    if isinstance(column, models.URLField):
        return "https://example.org/people/Zarwitha%20Quexolan?tel=7771234567".replace("%20", "-")
    if column.max_length and len(said) > column.max_length:
        return NAMES[0] if column.max_length >= len(NAMES[0]) else None
    return said


def test_whatever_anybody_typed_anywhere_and_every_history_of_it_forgets_her(zarwitha, selma):
    make_one_of_each()
    written = []
    for model, today, columns in searched_models():
        for column in columns:
            if (
                isinstance(column, models.FileField | models.SlugField)
                or today._meta.label == "django_tasks_database.DBTaskResult"
            ):
                continue
            row = model._base_manager.order_by("pk").first()
            if row is None or (value := sayings(column)) is None:
                continue
            try:
                with transaction.atomic():
                    model._base_manager.filter(pk=row.pk).update(**{column.attname: value})
            except IntegrityError:
                continue
            written.append(f"{model._meta.label}.{column.name}")
    # The test would prove nothing if little could be written, or if it did not show.
    assert len(written) > 250
    assert len(left()) > 250
    seats = seats_of(zarwitha)
    un_name(zarwitha, by=selma)
    assert left() == []
    assert seats == []


def _somebody_else(event, user):
    """Thura, who has one of all that goes with a person, and must lose none of it. Returns the person."""
    thura = make_person("Thura Oo", email="thura@example.org")
    PersonName.objects.create(person=thura, name="Thura O")
    seat = make_participant(event, person=thura, post="Thura's post")
    make_consent(seat, record="Thura said so")
    for row in (thura, seat):
        row.internal_note = "Thura changed"
        row.save()
    question = Question.objects.create(event=event, text="Diet?")
    Answer.objects.create(participant=seat, question=question, value="Thura eats fish")
    promise = make_commitment(event)
    party = CommitmentParty.objects.create(commitment=promise, participant=seat)
    PartyContact.objects.create(party=party, name="Thura", email="thura@example.org")
    PersonMerge.objects.create(kept=thura, by=user, before={"person": {"name": "Thura the other"}})
    TwoPeople.objects.create(one=thura, other=make_person("Thura Aung"), by=user)
    Application.objects.create(event=event, sent={"seat": {"email": "thura@example.org"}, "answers": {}})
    VaultAnswer.objects.create(participant=seat, question=question, value="Thura's passport")
    return thura


def test_rows_of_hers_go_with_their_histories_and_her_seat_stays_empty(zarwitha, selma, rf):
    event = make_event(is_published=True)
    ministry = make_organisation(name="Ministry of Quex", country="MM")
    seat = make_participant(
        event, person=zarwitha, organisation=ministry, post="Zarwitha's post", alias="Auntie Quexolan"
    )
    make_consent(seat, record="Zarwitha said so")
    session = make_session(event)
    role = SessionRole.objects.create(session=session, participant=seat, on_behalf_of=ministry)
    seat.post = "Another post of Quexolan"
    seat.save()
    Application.objects.create(event=event, sent={"seat": {"email": EMAIL.upper()}, "answers": {}})
    Export.objects.create(by=selma, model_name="participant", format="csv", reason="x", number=1, ids=[seat.pk])
    thura = _somebody_else(event, selma)
    of_thura = [line for line in everything() if "thura" in line.casefold()]
    assert len(of_thura) > 20
    mine = un_name(zarwitha, by=selma)
    assert [line for line in everything() if "thura" in line.casefold()] == of_thura
    assert thura.history.count() == 2
    zarwitha.refresh_from_db()
    seat.refresh_from_db()
    role.refresh_from_db()
    assert (zarwitha.name, zarwitha.is_protected, zarwitha.email, zarwitha.phone) == (NOBODY, True, "", "")
    assert (seat.alias, seat.post, seat.organisation, role.on_behalf_of) == ("", "", None, None)
    # The numbers of the event stay right.
    assert (seat.state, seat.constituency, seat.country.code) == ("confirmed", ministry.constituency, "MM")
    assert not seat.consents.exists()
    assert [row.sent["seat"]["email"] for row in Application.objects.all()] == ["thura@example.org"]
    assert [line.history_change_reason for line in (*zarwitha.history.all(), *seat.history.all())] == ["Un-named"] * 2
    assert left() == []
    assert (mine.by, mine.done["consents"], mine.done["applications"]) == (selma, 1, 1)
    # Who took her out of the site in a file is told, and what the file was for is not, for it may name her.
    assert any("taken out by selma" in sentence for sentence in mine.beyond)


def test_editions_drop_her_say_so_without_saying_whom_and_their_pages_with_them(zarwitha, selma, client):
    event = make_event(is_published=True, slug="dialogue")
    seat = make_participant(event, person=zarwitha)
    make_consent(seat)
    other = make_event(is_published=True, slug="other")
    # There she was hidden from the beginning, so to say that something was taken out would point at her.
    hidden = make_participant(other, person=zarwitha)
    for where, who in ((event, seat), (other, hidden)):
        draft = make_proceedings(where)
        room = make_session(where, attribution="on_record" if where is event else "non_attributable")
        make_section(draft, f"<p>So said @[{who.pk}].</p>", session=room)
        publish(draft, by=make_user(f"ravi-{where.slug}", "Publisher"))
    assert NAMES[0] in client.get("/proceedings/dialogue/").content.decode()
    # Typed after publishing by somebody with access to the database: between tags, and the other way round.
    EditionText.objects.filter(edition__proceedings__event=event).update(
        html='<p id="p1">Quexolan, <b>Zar</b>witha <i>and</i> <b>Zarwitha</b> <i>Quexolan</i> agreed.</p>'
    )
    row = un_name(zarwitha, by=selma)
    html = EditionText.objects.get(edition__proceedings__event=event).html
    assert html == '<p id="p1">a participant<b></b> <i>and</i> <b>a participant</b><i></i> agreed.</p>'
    assert set(EditionMention.objects.values_list("level", "name", "kind")) == {("hidden", "", "a participant")}
    assert [edition.proceedings.event for edition in Edition.objects.filter(taken_out_on=timezone.localdate())] == [
        event
    ]
    page = client.get("/proceedings/dialogue/").content.decode()
    assert "something was taken out of this edition that pointed at a person" in page
    assert "taken out" not in client.get("/proceedings/other/").content.decode()
    assert row.done["editions"] == 1
    assert any("Edition 1" in sentence for sentence in row.beyond)
    assert left() == []


def test_a_namesake_keeps_her_name_and_what_means_another_is_left(zarwitha, selma):
    namesake = make_person(NAMES[0])
    draft = make_proceedings(make_event(is_published=True))
    section = make_section(draft, f"<p>{NAMES[0]} of another village spoke.</p>")
    heading = make_section(draft, "", heading=f"About {NAMES[0]}")
    found = places(Wanted(zarwitha, []), set())
    assert {(place.model, place.pk, place.field) for place in found} == {
        (Section, section.pk, "body"),
        (Section, heading.pk, "heading"),
    }
    un_name(zarwitha, by=selma, leave=[f"proceedings.section.{section.pk}.body"])
    section.refresh_from_db()
    heading.refresh_from_db()
    namesake.refresh_from_db()
    assert (namesake.name, section.body) == (NAMES[0], f"<p>{NAMES[0]} of another village spoke.</p>")
    assert heading.heading == "About a participant"


def test_a_name_of_one_word_is_ticked_only_where_its_bearer_has_a_seat(selma):
    long = make_person("Longfellow")
    here, there = make_event(is_published=True), make_event(is_published=True)
    make_participant(here, person=long)
    texts = {event: make_section(make_proceedings(event), "<p>Longfellow spoke.</p>") for event in (here, there)}
    found = places(Wanted(long, []), {here.pk})
    assert {place.pk: place.certain for place in found} == {texts[here].pk: True, texts[there].pk: False}


def test_an_alias_with_nobody_behind_it_can_be_taken_out(selma):
    seat = make_participant(make_event(is_published=True), alias="Zarwitha the Brave")
    make_section(make_proceedings(seat.event), "<p>Zarwitha the Brave spoke.</p>")
    un_name(seat=seat, by=selma)
    seat.refresh_from_db()
    assert (seat.alias, seat.person.name, seat.person.is_protected) == ("", NOBODY, True)
    assert left() == []


@pytest.mark.parametrize("role", ["Registration staff", "Rapporteur", "Editor", "Publisher"])
def test_only_administrators_may(zarwitha, role):
    with pytest.raises(PermissionDenied):
        un_name(zarwitha, by=make_user("amina", role))
    assert Person.objects.get(pk=zarwitha.pk).name == NAMES[0]


def test_the_administrator_of_one_event_may_not(zarwitha):
    event = make_participant(person=zarwitha).event
    with pytest.raises(PermissionDenied):
        un_name(zarwitha, by=make_user("amina", "Administrator", event=event))


def test_nobody_is_taken_out_twice(zarwitha, selma):
    un_name(zarwitha, by=selma)
    with pytest.raises(NotPossible):
        un_name(zarwitha, by=selma)


@pytest.mark.usefixtures("selma")
def test_a_backup_that_is_put_back_does_not_bring_her_back(zarwitha, selma, django_capture_on_commit_callbacks):
    event = make_event(is_published=True)
    kept = make_section(make_proceedings(event), f"<p>{NAMES[0]} is also a boat.</p>")
    make_participant(event, person=zarwitha)
    with django_capture_on_commit_callbacks(execute=True):
        row = un_name(zarwitha, by=selma, leave=[f"proceedings.section.{kept.pk}.body"])
    file = default_storage.open(f"un-naming/{row.uid}.json").read().decode()
    assert not any(piece in file.casefold() for piece in PIECES)
    assert json.loads(file)["person"] == str(zarwitha.uid)
    # As the backup had it.
    UnNaming.objects.all().delete()
    Person.objects.filter(pk=zarwitha.pk).update(name=NAMES[0], email=EMAIL, is_protected=False)
    out = io.StringIO()
    call_command("un_name_again", stdout=out)
    assert "Un-named again: 1" in out.getvalue()
    zarwitha.refresh_from_db()
    kept.refresh_from_db()
    assert (zarwitha.name, zarwitha.email, zarwitha.is_protected) == (NOBODY, "", True)
    assert NAMES[0] in kept.body
    assert (UnNaming.objects.get().uid, UnNaming.objects.get().by) == (row.uid, None)
    assert do_again() == []


def test_every_table_that_leads_to_a_person_is_thought_of():
    leads = {
        relation.related_model.__name__
        for model in (Person, Participant)
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and relation.related_model._meta.app_label == "proceedings"
    }
    leads = {name for name in leads if not name.startswith("Historical") and "_" not in name}
    assert leads == un_naming.DELETED | un_naming.EMPTIED | un_naming.KEPT


def test_the_page_shows_where_she_stands_asks_twice_and_tells_what_is_beyond(zarwitha, selma, client):
    event = make_event(is_published=True)
    seat = make_participant(event, person=zarwitha)
    make_consent(seat)
    draft = make_proceedings(event)
    section = make_section(draft, f"<p>So @[{seat.pk}] said.</p>")
    publish(draft, by=make_user("ravi", "Publisher"))
    type(section).objects.update(body=f"<p>So {NAMES[0]} said.</p>")
    client.force_login(selma)
    address = f"/admin/proceedings/person/{zarwitha.pk}/un-name/"
    assert address in client.get(f"/admin/proceedings/person/{zarwitha.pk}/change/").content.decode()
    page = client.get(address).content.decode()
    assert f"<mark>{NAMES[0]}</mark>" in page
    # Mentions go by themselves: nobody is asked about each.
    assert "dition mention" not in page
    assert "un_name_again" in page
    ticked = {"place": f"proceedings.section.{section.pk}.body"}
    answer = client.post(address, ticked)
    assert "cannot be taken back" in answer.content.decode()
    assert Person.objects.get(pk=zarwitha.pk).name == NAMES[0]
    answer = client.post(address, ticked | {"sure": "1"}, follow=True)
    assert not any(piece in answer.content.decode().casefold() for piece in PIECES)
    assert left() == []


def test_what_must_be_changed_by_hand_stands_in_the_note_of_it(zarwitha, selma, client):
    event = make_event(slug="zarwitha-quexolan")
    client.force_login(selma)
    client.post(f"/admin/proceedings/person/{zarwitha.pk}/un-name/", {"sure": "1"})
    [sentence] = [sentence for sentence in UnNaming.objects.get().beyond if "Change it by hand" in sentence]
    assert sentence.startswith(f"Event {event.pk}: slug is an address")


def test_mails_and_answers_of_hers_are_gone_with_their_files(selma, django_capture_on_commit_callbacks):
    rows = make_one_of_each()
    person = rows[Person]
    with django_capture_on_commit_callbacks(execute=True):
        un_name(person, by=selma)
    assert not Message.objects.filter(to="nila@example.org").exists()
    assert not Answer.objects.filter(participant__person=person).exists()
    assert not Consent.objects.filter(participant__person=person).exists()
    assert not [line for line in everything() if "ဒေါ်နီလာ" in line or "nila@" in line.casefold()]
    assert apps.get_model("proceedings", "HistoricalPerson").objects.filter(id=person.pk).count() == 1
