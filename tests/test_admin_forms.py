"""What colleagues enter is kept as they meant it, signed by whom it should be, and refused with a sentence."""

import datetime
from contextlib import contextmanager

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.template.response import TemplateResponse
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from proceedings.admin.waiting import newer_than_published
from proceedings.models import (
    Commitment,
    Consent,
    Delegation,
    Event,
    EventParty,
    EventPublication,
    Language,
    Objective,
    Participant,
    Proceedings,
    Publication,
    PublicationKind,
    Recommendation,
    Review,
    Section,
    Source,
    Translation,
    Update,
)
from proceedings.models.translation import digest
from tests.filled import filled
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
    publish,
)
from tests.one_of_each import make_one_of_each

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bare_pages")]


@pytest.fixture
def selma(client):
    user = make_user("selma", "Administrator")
    client.force_login(user)
    return user


def change(row):
    return reverse(f"admin:proceedings_{row._meta.model_name}_change", args=[row.pk])


def send(client, address, changes=(), rows=()):
    """Send a form as it stands with some changes, and new rows: [("objectives", {field: value}), …]."""
    data = filled(client, address) | {name: [value] for name, value in dict(changes).items()}
    for prefix, values in rows:
        number = int(data[f"{prefix}-TOTAL_FORMS"][0])
        for name, value in list(data.items()):
            if name.startswith(f"{prefix}-__prefix__-"):
                data[name.replace("__prefix__", str(number))] = value
        data |= {f"{prefix}-{number}-{name}": [value] for name, value in values.items()}
        data[f"{prefix}-TOTAL_FORMS"] = [str(number + 1)]
    return client.post(address, data)


def sentences(page):
    return list(page.context["errors"])


# Forms as they stand


@pytest.mark.sqlite
@pytest.mark.usefixtures("unwatched_pages")
def test_every_form_takes_back_what_it_shows_and_changes_nothing(client):
    client.force_login(make_user("root", is_superuser=True))
    for model, row in make_one_of_each().items():
        try:
            address = change(row)
        except NoReverseMatch:
            continue
        # Frozen when they are made, or changed by verbs alone.
        verbs = {"edition", "export", "mailing", "partyanswer", "personmerge", "submission", "unnaming", "vaultlook"}
        verbs |= {"follower"}
        if model._meta.model_name in verbs:
            continue
        before = {f.attname: getattr(model.objects.get(pk=row.pk), f.attname) for f in model._meta.concrete_fields}
        kept = sum(m.history.count() for m in model.__subclasses__() or [model] if hasattr(m, "history"))
        answer = send(client, address)
        assert answer.status_code == 302, (model, answer.context and sentences(answer))
        after = {f.attname: getattr(model.objects.get(pk=row.pk), f.attname) for f in model._meta.concrete_fields}
        assert after == before, model
        assert kept + 1 >= sum(m.history.count() for m in [model] if hasattr(m, "history")), model


NONSENSE = ["", "\0", "9" * 40, "-1", "99999-01-01", "{broken", "é" * 3000, "1e400", "NaN", "http://[::1", "2019-02-30"]


@pytest.mark.parametrize("first", [True, False])
def test_nonsense_in_every_field_of_every_form_gets_sentences(client, first, monkeypatch):
    client.force_login(make_user("root", is_superuser=True))
    # In two halves, for two workers.
    for turn, (model, row) in enumerate(list(make_one_of_each().items())[0 if first else 1 :: 2]):
        try:
            address = change(row)
        except NoReverseMatch:
            continue
        data = filled(client, address)
        for value in some_of(NONSENSE, turn):
            sent = {name: given if name.endswith("_FORMS") else [value] for name, given in data.items()}
            with undone(), page_as(value, monkeypatch):
                assert client.post(address, sent).status_code in {200, 302, 403}, (model, value)


HURTS_DATABASES = ["\0", "9" * 40, "-1", "abc"]


def some_of(values, turn):
    """Beside SQLite what hurts databases; beside PostgreSQL what hurts that one, and each sixth of the others.

    With the next `turn` come the next ones, so that all are tried, but not all of them everywhere.
    """
    if connection.vendor == "sqlite":
        return HURTS_DATABASES
    others = [value for value in values if value not in HURTS_DATABASES]
    return HURTS_DATABASES[:2] + others[turn % 6 :: 6]


@contextmanager
def page_as(value, monkeypatch, turn=None):
    """Beside PostgreSQL no page is set for what is tried beside SQLite, where it is set.

    There it is set for each fourth only, where a `turn` is given: with the next turn for the next value.
    """
    hurts = value in HURTS_DATABASES
    is_its_turn = turn is None or not hurts or (turn + HURTS_DATABASES.index(value)) % len(HURTS_DATABASES) == 0
    with monkeypatch.context() as patch:
        if not is_its_turn or connection.vendor == "postgresql" and hurts:
            patch.setattr(TemplateResponse, "rendered_content", "")
        yield


@contextmanager
def undone():
    """What is saved inside is not there afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.sqlite
@pytest.mark.usefixtures("unwatched_pages")
def test_a_broken_number_of_rows_is_no_crash(client, selma):
    event = make_event()
    for value in ("", "x", "-1", "9" * 30):
        page = send(client, change(event), {"objectives-TOTAL_FORMS": value})
        assert page.status_code in {200, 302}, value


# Constraints are sentences


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        (
            [("objectives", {"number": "1", "text": "a"}), ("objectives", {"number": "1", "text": "b"})],
            "duplicate",
        ),
        ([("parties", {"role": "host"})], "Choose one: an organisation, or a class of organisations."),
        ([("days", {"date": "2030-01-01"})], "This day is outside the first and last day of the event."),
        ([("attendance_figures", {"number": "4", "label": "x"})], "A number needs a qualifier"),
        ([("countries", {"country": "TH"}), ("countries", {"country": "TH"})], "duplicate"),
        ([("links", {"other": "SELF"})], "An event cannot be linked to itself."),
        ([("attendance_figures", {"label": "x", "countries": "Atlantis"})], "“Atlantis” is no country we know."),
        ([("objectives", {"number": "1", "text": "a", "outcome": "met"})], "Say in whose words the objective was met"),
        ([("objectives", {"number": "99999999999999999999", "text": "a"})], "Ensure this value is less than"),
    ],
)
def test_what_the_database_would_refuse_is_said_in_the_form(client, selma, rows, sentence):
    event = make_event(start_date="2019-11-04")
    rows = [
        (prefix, {name: event.pk if value == "SELF" else value for name, value in values.items()})
        for prefix, values in rows
    ]
    page = send(client, change(event), rows=rows)
    assert page.status_code == 200
    assert sentence in page.content.decode()


def test_dates_the_wrong_way_round_are_told_beside_the_last_day(client, selma):
    page = send(client, change(make_event()), {"start_date": "2019-11-05", "end_date": "2019-11-04"})
    assert page.context["adminform"].form.errors == {"end_date": ["The last day cannot be before the first."]}


def test_a_buddhist_year_is_told_apart_from_a_far_future(client, selma):
    event = make_event()
    page = send(client, change(event), {"start_date": "2563-02-29"}, [("days", {"date": "2561-12-29"})])
    assert page.context["adminform"].form.errors == {
        "start_date": ["2563 is a year of the Buddhist era: write 2020."],
    }
    assert "2561 is a year of the Buddhist era: write 2018." in page.content.decode()


def test_a_language_nobody_thought_of_comes_after_the_others(client, selma):
    Language.objects.create(code="es", name="Spanish", position=280)
    add = reverse("admin:proceedings_language_add")
    assert send(client, add, {"code": "rhg", "name": "Rohingya", "direction": "rtl"}).status_code == 302
    assert [row.code for row in Language.objects.all()][-2:] == ["es", "rhg"]


def test_objectives_may_swap_their_numbers(client, selma):
    event = make_event()
    for number, text in ((1, "one"), (2, "two"), (3, "three")):
        Objective.objects.create(event=event, number=number, text=text)
    changes = {"objectives-0-number": "2", "objectives-1-number": "3", "objectives-2-number": "1"}
    assert send(client, change(event), changes).status_code == 302
    assert list(event.objectives.values_list("number", "text")) == [(1, "three"), (2, "one"), (3, "two")]


def test_the_number_of_a_deleted_objective_is_free(client, selma):
    event = make_event()
    Objective.objects.create(event=event, number=1, text="old")
    answer = send(
        client, change(event), {"objectives-0-DELETE": "on"}, [("objectives", {"number": "1", "text": "new"})]
    )
    assert answer.status_code == 302
    assert list(event.objectives.values_list("number", "text")) == [(1, "new")]


def test_a_taken_number_is_refused(client, selma):
    event = make_event()
    for number in (1, 2):
        Objective.objects.create(event=event, number=number, text=str(number))
    page = send(client, change(event), {"objectives-1-number": "1"})
    assert "This event already has an objective of that number." in page.content.decode()


def test_what_somebody_else_saved_a_moment_ago_is_no_crash(client, selma, monkeypatch):
    """The check passed, and then the same row came from elsewhere."""
    make_event(slug="taken")
    monkeypatch.setattr("proceedings.admin.forms.RecordForm.validate_unique", lambda self: None)
    event = make_event()
    answer = client.post(change(event), filled(client, change(event)) | {"slug": ["taken"]}, follow=True)
    assert "somebody changed the same thing a moment ago" in answer.content.decode()
    event.refresh_from_db()
    assert event.slug != "taken"


@pytest.mark.sqlite
def test_a_session_of_another_event_cannot_be_chosen(client, selma):
    mine, other = make_event(), make_event()
    foreign = make_session(other)
    commitment = make_commitment(mine)
    kind = PublicationKind.objects.create(code="report", name="Report")
    publication = Publication.objects.create(title="P", slug="p", kind=kind)
    tie = EventPublication.objects.create(event=mine, publication=publication)
    recommendation = Recommendation.objects.create(event=mine, number="1", text="Do")
    review = Review.objects.create(event=mine, commitment=commitment, found="x")
    section = make_section(make_proceedings(mine), "")
    for row, name in (
        (commitment, "session"),
        (recommendation, "session"),
        (review, "session"),
        (section, "session"),
        (section.proceedings, "sections-0-session"),
        (mine, "event_publications-0-session"),
        (publication, "event_publications-0-session"),
        (make_session(mine), "parallel_to"),
    ):
        page = send(client, change(row), {name: foreign.pk})
        assert page.status_code == 200, row
        assert "of the same event." in page.content.decode(), row
    tie.refresh_from_db()
    assert tie.session is None


def test_a_participant_of_another_event_cannot_speak_for_it(client, selma):
    commitment, foreign = make_commitment(), make_participant()
    page = send(client, change(commitment), rows=[("parties", {"role": "lead", "participant": foreign.pk})])
    assert "Choose one of the same event." in page.content.decode()


@pytest.mark.sqlite
@pytest.mark.parametrize("value", ["0", "-1", "abc", "9" * 30, "\0", "1 OR 1=1"])
def test_a_choice_that_is_none_gets_a_sentence(client, selma, value):
    event = make_event()
    changes = {"kind": value, "series": value, "sources": value, "cover": value}
    page = send(
        client, change(event), changes, [("parties", {"role": "host", "organisation": value, "sources": value})]
    )
    assert page.status_code == 200
    assert set(page.context["adminform"].form.errors) == {"kind", "series", "sources", "cover"}


# Odd addresses


ODD = ["\0", "9" * 40, "-1", "abc", "'", "é", "../..", "1,2", "%", "true", "2019-13-45", "99999"]
LISTS = ("event", "participant", "commitment", "consent", "person", "update", "edition", "proceedings", "translation")
PARAMETERS = ("q", "p", "o", "e", "event", "event__id__exact", "kind__id__exact", "state__exact", "due", "ends")
PARAMETERS += ("waits", "start_date__year", "all", "_facets", "_to_field", "_popup", "nonsense", "status")


@pytest.mark.parametrize("noun", LISTS)
@pytest.mark.usefixtures("unwatched_pages")
def test_odd_addresses_are_no_crash(client, noun, monkeypatch):
    client.force_login(make_user("root", is_superuser=True))
    make_one_of_each()
    address = reverse(f"admin:proceedings_{noun}_changelist")
    # Where Django leads to for a filter that makes no sense.
    assert client.get(address, {"e": "1"}).status_code == 200
    for value in some_of(ODD, LISTS.index(noun)):
        no_crash(client, address, value, monkeypatch)


def no_crash(client, address, value, monkeypatch):
    for turn, name in enumerate(PARAMETERS):
        with page_as(value, monkeypatch, turn + len(address)):
            answer = client.get(address, {name: value})
        assert answer.status_code in {200, 302, 400}, (name, value)
        assert answer.status_code != 302 or answer["Location"].endswith("?e=1"), (name, value)
    for what in ("change", "history", "delete"):
        answer = client.get(f"{address}{value}/{what}/")
        assert answer.status_code in {200, 302, 400, 403, 404}, (value, what)
        # The first page, which says what there is not; it says it alike for every list.
        if answer.status_code == 302 and what == "change" and "/event/" in address:
            with page_as(value, monkeypatch):
                assert client.get(f"{address}{value}/{what}/", follow=True).status_code == 200, value
    with page_as(value, monkeypatch):
        assert client.get(f"{address}add/", {"event": value, "nonsense": value}).status_code in {200, 403}, value


@pytest.mark.usefixtures("unwatched_pages")
def test_no_list_breaks_on_numbers_that_no_database_knows(client, monkeypatch):
    """Also the lists that other packages bring: accounts, attempts to sign in, tasks."""
    # The rows are counted before the page is set, and there the database would complain.
    monkeypatch.setattr(TemplateResponse, "rendered_content", "")
    client.force_login(make_user("root", is_superuser=True))
    make_one_of_each()
    for model in admin.site._registry:
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        dates = [f"{field.name}__year" for field in model._meta.concrete_fields if isinstance(field, models.DateField)]
        for name in ("id", "pk__in", *dates):
            for value in ("0", "-1", "9" * 20, "9" * 40, "\0"):
                assert client.get(address, {name: value}).status_code in {200, 302, 400}, (address, name, value)


@pytest.mark.parametrize("row", ["\0", "9" * 40, "abc", "1,2", ""])
def test_rows_that_cannot_be_are_not_deleted_and_break_nothing(client, row):
    client.force_login(make_user("root", is_superuser=True))
    kept = make_event()
    for model in (Event, Group, get_user_model()):
        address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
        before = model.objects.count()
        sent = {"action": "delete_selected", "_selected_action": [str(kept.pk), row], "post": "yes", "index": "0"}
        answer = client.post(address, sent, follow=True)
        assert answer.status_code == 200
        assert "Nothing was done: that is no row of this list." in answer.content.decode()
        assert model.objects.count() == before


@pytest.mark.parametrize("name", ["term", "page", "event", "app_label", "model_name", "field_name"])
def test_odd_questions_for_choices_are_no_crash(client, name):
    client.force_login(make_user("root", is_superuser=True))
    make_organisation()
    query = {"app_label": "proceedings", "model_name": "eventparty", "field_name": "organisation"}
    for value in ODD:
        assert client.get(reverse("admin:autocomplete"), query | {name: value}).status_code in {200, 403, 404}, value


# Signatures


def test_a_consent_is_signed_by_whoever_recorded_it(client):
    amina = make_user("amina", "Registration staff")
    client.force_login(amina)
    seat = make_participant()
    send(
        client,
        change(seat),
        rows=[("consents", {"surface": "named", "record": "signed form", "given_on": "2019-01-01"})],
    )
    consent = seat.consents.get()
    assert (consent.recorded_by, consent.basis) == (amina, "own_consent")
    client.force_login(make_user("binh", "Registration staff"))
    send(client, change(consent), {"record": "signed form, page 2"})
    consent.refresh_from_db()
    assert (consent.recorded_by, consent.record) == (amina, "signed form, page 2")


def test_nobody_signs_a_consent_for_another(client, selma):
    seat, other = make_participant(), make_user("other")
    data = {"participant": seat.pk, "surface": "named", "basis": "own_consent", "record": "x", "given_on": "2019-01-01"}
    client.post(reverse("admin:proceedings_consent_add"), data | {"recorded_by": other.pk})
    assert Consent.objects.get().recorded_by == selma


def test_a_translation_remembers_its_source_and_who_checked_it(client, selma):
    event = make_event(title="One")
    data = {
        "content_type": ContentType.objects.get_for_model(Event).pk,
        "object_id": event.pk,
        "field": "title",
        "language": make_language("km", "Khmer").pk,
        "text": "មួយ",
        "status": "machine",
    }
    client.post(reverse("admin:proceedings_translation_add"), data)
    row = Translation.objects.get()
    assert (row.source_digest, row.checked_by, row.source_changed) == (digest("One"), None, False)
    send(client, change(row), {"status": "checked"})
    row.refresh_from_db()
    assert row.checked_by == selma
    assert row.checked_at
    Event.objects.filter(pk=event.pk).update(title="Two")
    assert "The text has changed since" in client.get(change(row)).content.decode()


def test_a_translation_of_nothing_is_refused(client, selma):
    kind = ContentType.objects.get_for_model(Event).pk
    for number in (999, "9" * 30, "-1"):
        data = {
            "content_type": kind,
            "object_id": number,
            "field": "title",
            "language": make_language().pk,
            "text": "x",
        }
        page = client.post(reverse("admin:proceedings_translation_add"), data | {"status": "machine"})
        assert "object_id" in page.context["adminform"].form.errors


def test_nobody_makes_news_or_a_finding_public_that_they_wrote_themselves(client):
    commitment = make_commitment()
    values = {"voice": "reported", "status": "done", "happened_on": "2019-01-01", "is_accepted": "on"}
    both = make_user("dara", "Editor", "Publisher")
    client.force_login(both)
    add = reverse("admin:proceedings_update_add")
    page = send(client, add, values | {"commitment": str(commitment.pk)})
    assert "You wrote this. Somebody else looks at it" in page.content.decode()
    send(client, add, values | {"commitment": str(commitment.pk), "is_accepted": ""})
    update = Update.objects.get()
    assert "You wrote this" in send(client, change(update), {"is_accepted": "on"}).content.decode()
    row = {f"updates-0-{name}": value for name, value in values.items()}
    assert "You wrote this" in send(client, change(commitment), row).content.decode()
    client.force_login(make_user("ravi", "Editor", "Publisher"))
    # What somebody else changes is theirs: then the first one may look at it.
    send(client, change(update), {"text": "Opened in May"})
    assert "You wrote this" in send(client, change(update), {"is_accepted": "on"}).content.decode()
    client.force_login(both)
    send(client, change(update), {"is_accepted": "on"})
    update.refresh_from_db()
    assert (update.is_accepted, update.text) == (True, "Opened in May")


def test_only_who_may_publish_lets_an_outcome_through(client):
    commitment = make_commitment(state="draft")
    update = Update.objects.create(commitment=commitment, voice="reported", status="done", happened_on="2019-01-01")
    client.force_login(make_user("selma", "Editor"))
    send(client, change(commitment), {"state": "published", "note": "edited", "updates-0-is_accepted": "on"})
    send(client, change(update), {"is_accepted": "on"})
    commitment.refresh_from_db()
    update.refresh_from_db()
    assert (commitment.state, commitment.note, update.is_accepted) == ("draft", "edited", False)

    client.force_login(make_user("ravi", "Publisher"))
    send(client, change(commitment), {"state": "published", "note": "mine", "text": "Another promise"})
    send(client, change(update), {"is_accepted": "on", "status": "withdrawn"})
    commitment.refresh_from_db()
    update.refresh_from_db()
    assert (commitment.state, commitment.note, update.is_accepted) == ("published", "edited", True)
    assert (commitment.text.startswith("Promise"), update.status) == (True, "done")


def test_what_no_form_shows_no_post_changes(client):
    """Mass assignment: every field of the row is sent, and only those of the form are taken."""
    client.force_login(make_user("ravi", "Publisher"))
    event = make_event(is_published=True)
    session = make_session(event)
    before = Event.objects.filter(pk=event.pk).values().get()
    client.post(change(session), {"title": "Mine", "event": make_event().pk, "uid": "0" * 32})
    session.refresh_from_db()
    assert session.title != "Mine"
    participant = make_participant(event)
    client.post(change(participant), {"state": "rejected", "event": event.pk})
    participant.refresh_from_db()
    assert participant.state == "confirmed"
    assert Event.objects.filter(pk=event.pk).values().get() == before


def test_editions_are_frozen_for_everybody(client):
    rows = make_one_of_each()
    client.force_login(make_user("root", is_superuser=True))
    edition = next(row for model, row in rows.items() if model.__name__ == "Edition")
    assert client.post(change(edition), {"number": 9}).status_code == 403
    assert client.get(reverse("admin:proceedings_edition_add")).status_code == 403
    assert (
        client.post(reverse("admin:proceedings_edition_delete", args=[edition.pk]), {"post": "yes"}).status_code == 403
    )


# Our reading, line ends, countries


def test_what_is_our_reading_is_ticked_by_its_label(client, selma):
    event = make_event(inferred=["start_date"])
    Source.objects.create(url="https://example.org/")
    page = client.get(change(event)).content.decode()
    assert 'value="start_date" id="id_inferred_' in page
    data = filled(client, change(event))
    assert data["inferred"] == ["start_date"]
    client.post(change(event), data | {"inferred": ["end_date", "start_date"]})
    event.refresh_from_db()
    assert set(event.inferred) == {"start_date", "end_date"}


def test_line_ends_of_a_browser_are_no_change(client, selma):
    event = make_event(summary="one\ntwo")
    send(client, change(event), {"summary": "one\r\ntwo"})
    event.refresh_from_db()
    assert event.summary == "one\ntwo"


def test_several_countries_are_written_in_one_line(client, selma):
    event = make_event()
    row = {"label": "Ministries", "countries": "Lao PDR; Burma, Vietnam"}
    assert send(client, change(event), rows=[("attendance_figures", row)]).status_code == 302
    figure = event.attendance_figures.get()
    assert [country.code for country in figure.countries] == ["LA", "MM", "VN"]
    assert filled(client, change(event))["attendance_figures-0-countries"] == ["Lao PDR, Myanmar, Viet Nam"]


def test_every_change_is_kept_with_its_author(client, selma):
    event = make_event()
    send(
        client, change(event), {"title": "New"}, [("parties", {"role": "host", "organisation": make_organisation().pk})]
    )
    assert event.history.first().history_user == selma
    assert EventParty.history.get().history_user == selma
    page = client.get(reverse("admin:proceedings_event_history", args=[event.pk])).content.decode()
    assert "New" in page
    assert "selma" in page


def test_nothing_is_reverted_from_the_history(client):
    client.force_login(make_user("root", is_superuser=True))
    event = make_event()
    event.title = "Changed"
    event.save()
    address = f"/admin/proceedings/event/{event.pk}/history/{event.history.last().pk}/"
    answer = client.post(address, follow=True)
    event.refresh_from_db()
    assert event.title == "Changed"
    assert b"Revert" not in answer.content


def test_an_unchanged_row_costs_no_query_when_a_form_is_saved(client, selma):
    event = make_event()
    asked = []
    for number in (3, 30):
        while event.parties.count() < number:
            EventParty.objects.create(event=event, role="participant", organisation=make_organisation())
        data = filled(client, change(event))
        with CaptureQueriesContext(connection) as captured:
            assert client.post(change(event), data).status_code == 302
        asked.append(len(captured))
    assert asked[0] == asked[1]


def test_the_first_page_tells_what_waits_and_the_lists_agree(client):
    client.force_login(make_user("root", is_superuser=True))
    today = datetime.date.today()
    event = make_event(is_published=True)
    make_participant(event, state="applied")
    make_section(make_proceedings(event), "text")
    make_commitment(event, state="draft")
    Recommendation.objects.create(event=event, number="1", text="Do")
    for days in (5, -5):
        commitment = make_commitment(event)
        commitment.deadlines.create(kind="by", latest=today + datetime.timedelta(days), precision="day")
    Update.objects.create(commitment=commitment, voice="reported", status="in_progress", happened_on=today)
    seat = make_participant(event)
    Consent.objects.create(
        participant=seat, surface="named", basis="public_office", record="x", valid_until=today + datetime.timedelta(9)
    )
    waiting = client.get(reverse("admin:index")).context["waiting"]
    assert [item.count for item in waiting] == [1] * 8
    for item in waiting:
        page = client.get(item.url)
        if item.url.endswith("/outcomes/"):
            # One draft waits: straight to what came of its event.
            assert page.context["proceedings"].has_news
        else:
            assert page.context["cl"].result_count == item.count, item.text


def test_where_nothing_waits_the_first_page_says_so(client):
    client.force_login(make_user("noy"))
    page = client.get(reverse("admin:index")).content.decode()
    assert "Nothing waits for you." in page
    assert "Ask an administrator for a role" in page


def test_a_draft_waits_again_when_it_changes_after_publishing(client):
    proceedings = make_proceedings()
    section = make_section(proceedings, "text")
    assert list(newer_than_published(Proceedings.objects.all())) == [proceedings]
    publish(proceedings, by=make_user("ravi", "Publisher"), change_note="First")
    assert list(newer_than_published(Proceedings.objects.all())) == []
    section.body = "other text"
    section.save()
    assert list(newer_than_published(Proceedings.objects.all())) == [proceedings]
    assert Section.history.filter(proceedings=proceedings).count() == 2


def test_deleting_what_is_still_needed_says_what_needs_it(client, selma):
    commitment = make_commitment()
    address = reverse("admin:proceedings_event_delete", args=[commitment.event.pk])
    page = client.get(address).content.decode()
    assert "would require deleting the following protected related objects" in page
    client.post(address, {"post": "yes"})
    assert Commitment.objects.filter(pk=commitment.pk).exists()
    assert Participant.objects.count() == 0


def test_a_table_that_is_empty_and_not_theirs_to_fill_is_not_shown(client):
    """Editors write no delegations: a heading with nothing under it would make them look for what is missing."""
    client.force_login(make_user("editor", "Editor"))
    page = client.get(change(make_event())).text
    assert 'id="sessions-heading"' in page
    assert 'id="delegations-heading"' not in page
    event = Delegation.objects.create(event=make_event(), organisation=make_organisation()).event
    assert 'id="delegations-heading"' in client.get(change(event)).text


def test_whoever_publishes_what_no_visitor_will_see_is_told_why(client, selma):
    event = make_event()
    for is_public, rule, sentence in (
        (False, "on_record", "No visitor sees it yet: the event is not public."),
        (True, "closed", "No visitor sees it: it was said in a closed session."),
        (True, "on_record", "No visitor sees it"),
    ):
        Event.objects.filter(pk=event.pk).update(is_published=is_public)
        session = make_session(event, attribution=rule)
        promise = make_commitment(event, ref=f"Z{event.commitments.count()}", session=session, state="draft")
        sent = filled(client, change(promise)) | {"state": ["published"]}
        told = client.post(change(promise), sent, follow=True).text
        promise.refresh_from_db()
        assert promise.state == "published"
        assert (sentence in told) == (sentence[-1] == ".")
