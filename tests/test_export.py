"""Amina takes a list out of the site: the rows she sees, the columns she chose, and a note of what left and why."""

import io
import re

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from proceedings.access import EDITOR, PUBLISHER, REGISTRATION, export_permission
from proceedings.admin import exporting
from proceedings.models import (
    Delegation,
    Export,
    Follower,
    Participant,
    PartyAnswer,
    Person,
    Review,
    SeatRole,
    Session,
    Tag,
    Topic,
)
from tests.exported import REASON, address, content_of, every_column, export, rows_of
from tests.make import (
    history_of_few,
    make_event,
    make_organisation,
    make_participant,
    make_person,
    make_session,
    make_user,
)
from tests.one_of_each import make_one_of_each
from tests.test_admin_queries import LISTS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("bare_pages")]


@pytest.fixture
def event():
    return make_event(title="Second dialogue", is_published=True)


@pytest.fixture
def amina(client):
    user = make_user("amina", REGISTRATION)
    client.force_login(user)
    return user


@pytest.fixture
def nila(event):
    ministry = make_organisation(name="Ministry of Labour", country="MM")
    seat = make_participant(
        event,
        person=make_person(
            "Nila Win", honorific="Daw", own_script_name="နီလာဝင်း", email="nila@example.org", phone="0812345678"
        ),
        post="Director",
        organisation=ministry,
        seat_role=SeatRole.objects.create(code="speaker", name="Speaker"),
        needs="Halal food",
        internal_note="Came late",
    )
    seat.tags.add(Tag.objects.create(code="visa", name="Needs a visa letter"))
    return seat


# The list and its columns


def test_amina_exports_a_list_as_the_import_reads_it(client, amina, nila):
    answer = export(client)
    assert rows_of(answer) == [
        {
            "Honorific": "Daw",
            "Name": "Nila Win",
            "Name in own script": "နီလာဝင်း",
            "Post": "Director",
            "Organisation": "Ministry of Labour",
            "Country": "Myanmar",
            "Role": "Speaker",
            "State": "confirmed",
            "Event": "Second dialogue",
        }
    ]
    assert "no-store" in answer["Cache-Control"]
    assert re.fullmatch(r'attachment; filename="participants-\d{4}-\d\d-\d\d\.csv"', answer["Content-Disposition"])


def test_in_xlsx_her_phone_number_keeps_its_first_0(client, amina, nila):
    answer = export(client, format="xlsx", columns=["name"], on_purpose=["phone"])
    book = load_workbook(io.BytesIO(content_of(answer)))
    assert list(book.active.values) == [("Name", "Phone"), ("Nila Win", "0812345678")]


def test_addresses_needs_and_notes_go_only_on_purpose(client, amina, nila):
    form = client.get(address()).context["form"]
    apart = [name for name, _label in form.fields["on_purpose"].choices]
    assert apart == ["email", "phone", "needs", "internal_note", "tags"]
    assert form.fields["on_purpose"].initial == []
    assert not set(apart) & {name for name, _label in form.fields["columns"].choices}
    row = rows_of(export(client, columns=["name"], on_purpose=apart))[0]
    assert row == {
        "Name": "Nila Win",
        "E-mail": "nila@example.org",
        "Phone": "0812345678",
        "Needs": "Halal food",
        "Internal note": "Came late",
        "Tags": "Needs a visa letter",
    }


def test_that_somebody_must_never_be_shown_goes_only_on_purpose(client, amina, nila):
    form = client.get(address(Person)).context["form"]
    assert "is_protected" in [name for name, _label in form.fields["on_purpose"].choices]
    assert form.fields["columns"].initial == ["honorific", "name", "own_script_name"]


def test_who_uses_an_alias_is_called_by_it(client, amina, event):
    make_participant(event, person=make_person("Real Name", honorific="Dr", own_script_name="ဒေါက်တာ"), alias="Maple")
    every = every_column(client) | {"on_purpose": []}
    content = content_of(export(client, **every)).decode()
    assert "Maple" in content
    assert not [part for part in ("Real Name", "Dr", "ဒေါက်တာ") if part in content]


def test_an_office_is_called_by_its_name(client, amina, event):
    make_participant(event, office="Village headman")
    (row,) = rows_of(export(client))
    assert (row["Name"], row["Organisation"]) == ("Village headman", "none")


def test_what_is_many_is_joined_and_choices_are_words(client):
    client.force_login(make_user("selma", EDITOR))
    session = make_session(make_event(title="Third"), attribution="kind_only", day="2019-11-04", starts_at="09:30")
    # One after the other: which of several comes first, when they are set at once, hangs on their numbers.
    for name in ("Recruitment", "Fees"):
        session.topics.add(Topic.objects.create(name=name, slug=name.lower()))
    (row,) = rows_of(export(client, Session, **every_column(client, Session)))
    assert row["Topics"] == "Recruitment; Fees"
    assert row["Attribution"] == "by kind only: nobody is named"
    assert (row["Event"], row["Day"], row["Starts at"]) == ("Third", "2019-11-04", "09:30")


# Nobody takes out who follows what.
STAYS = {Follower}
TAKEN = [model for model in LISTS if LISTS[model] and model not in STAYS]


def test_no_key_of_a_file_and_no_other_secret_is_offered():
    """Whoever knows the key of a picture can open it; a digest tells whether somebody has a text."""
    for model, model_admin in admin.site._registry.items():
        if model in ours():
            request = type("Request", (), {"user": make_superuser(), "GET": {}, "resolver_match": None})()
            names = {column.name for column in model_admin.export_columns(request)}
            assert not names & {"uid", "key", "token", "file", "sizes", "source_digest", "password", "history"}, model
            assert len(names) > 1, model


def make_superuser():
    user = type("Superuser", (), {"is_active": True, "is_authenticated": True, "is_superuser": True, "pk": 1})()
    user.has_perm = lambda *args: True
    return user


# Which rows


@pytest.fixture
def many(event):
    other = make_event(title="Other")
    return [
        make_participant(event, "Bopha", state="invited"),
        make_participant(event, "Anong"),
        make_participant(other, "Chan"),
    ]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Chan", "Bopha", "Anong"]),
        ("?o=1", ["Anong", "Bopha", "Chan"]),
        ("?o=-1", ["Chan", "Bopha", "Anong"]),
        ("?q=anong", ["Anong"]),
        ("?state__exact=invited", ["Bopha"]),
        ("?event={event}", ["Bopha", "Anong"]),
        ("?event={event}&state__exact=confirmed", ["Anong"]),
        ("?ticked={second},{third}", ["Chan", "Anong"]),
        ("?event={event}&ticked={second},{third}", ["Anong"]),
        ("?ticked=", []),
        ("?p=7", ["Chan", "Bopha", "Anong"]),
        ("?all=", ["Chan", "Bopha", "Anong"]),
    ],
)
def test_the_rows_are_those_of_the_list(client, amina, many, query, names):
    query = query.format(event=many[0].event_id, second=many[1].pk, third=many[2].pk)
    page = client.get(address(query=query))
    assert page.context["number"] == len(names)
    if names:
        assert [row["Name"] for row in rows_of(export(client, query=query))] == names
        assert Export.objects.get().number == len(names)
    else:
        assert "There is no row to export." in page.content.decode()
        assert "There is no row" in export(client, query=query).content.decode()
        assert not Export.objects.exists()


@pytest.mark.parametrize("query", ["?state__exact=invited", "?q=bopha", "?o=-1", ""])
def test_the_button_on_the_list_leads_to_the_same_rows(client, amina, many, query):
    html = client.get(address(what="changelist", query=query)).content.decode()
    assert f'<a href="{address(query=query)}">Export</a>' in html


@pytest.mark.parametrize(
    "query", ["?ticked=1%00", "?q=%00", "?nonsense=1", "?event=%00", "?id__gt=" + "9" * 40, "?o=x"]
)
def test_an_address_that_makes_no_sense_breaks_nothing(client, amina, many, query):
    for answer in (client.get(address(query=query)), client.post(address(query=query), {"reason": REASON})):
        assert answer.status_code in {200, 302, 400}
    assert not Export.objects.exists()


@pytest.mark.parametrize("ticked", ["x", "-1", "9" * 30, "1;2", "ခ"])
def test_ticks_that_are_no_rows_export_none(client, amina, many, ticked):
    assert client.get(address(query=f"?ticked={ticked}")).context["number"] == 0


def test_the_ticked_rows_are_exported_from_the_list(client, amina, many):
    chosen = {"action": "export_ticked", "_selected_action": [many[0].pk, many[2].pk], "select_across": "0"}
    answer = client.post(address(what="changelist", query="?o=1"), chosen)
    assert answer.status_code == 302
    assert client.get(answer["Location"]).context["number"] == 2
    assert [row["Name"] for row in rows_of(export(client, query="?" + answer["Location"].split("?")[1]))] == [
        "Bopha",
        "Chan",
    ]


def test_all_that_were_found_are_exported_where_all_are_chosen(client, amina, many):
    chosen = {"action": "export_ticked", "_selected_action": [many[0].pk], "select_across": "1"}
    answer = client.post(address(what="changelist", query=f"?event={many[0].event_id}"), chosen)
    assert answer["Location"] == address(query=f"?event={many[0].event_id}")


# A reason, and the note


@pytest.mark.parametrize("reason", ["", "   ", "list", "xxxxxxxxxxxxxxxx", "1 2 3", "……………………"])
def test_without_a_reason_nothing_leaves(client, amina, nila, reason):
    answer = export(client, reason=reason)
    assert "reason" in answer.context["form"].errors
    assert "attachment" not in answer.headers.get("Content-Disposition", "")
    assert not Export.objects.exists()


@pytest.mark.parametrize(
    "reason", ["For the hotel", "給飯店的名單", "รายชื่อสำหรับโรงแรม", "ဟိုတယ်အတွက်စာရင်း", "Cho khách sạn"]
)
def test_a_reason_may_be_in_any_script(client, amina, nila, reason):
    assert len(rows_of(export(client, reason=reason))) == 1
    assert Export.objects.get().reason == reason


@pytest.mark.parametrize(
    "fields", [{"columns": []}, {"columns": ["password"]}, {"columns": ["person__email"]}, {"format": "html"}]
)
def test_only_what_is_offered_can_be_chosen(client, amina, nila, fields):
    assert export(client, **fields).context["form"].errors
    assert not Export.objects.exists()


def test_what_left_is_noted_by_numbers_and_not_by_names(client, amina, nila):
    second = make_participant(nila.event)
    make_participant(make_event())
    export(client, query=f"?event={nila.event.pk}&q=", columns=["name"], on_purpose=["email"])
    note = Export.objects.get()
    assert (note.by, note.model_name, note.event, note.format) == (amina, "participant", nila.event, "csv")
    assert (note.columns, note.reason, note.number) == (["name", "email"], REASON, 2)
    assert note.ids == [nila.pk, second.pk]
    assert str(note).startswith("Participants, ")


def test_no_event_is_noted_where_rows_are_of_several(client, amina, many):
    export(client)
    assert Export.objects.get().event is None


def test_looking_at_the_page_takes_nothing(client, amina, nila):
    client.get(address())
    assert not Export.objects.exists()


def test_a_file_that_could_not_be_written_is_not_noted(client, amina, nila, monkeypatch):
    monkeypatch.setattr(exporting, "plain_value", lambda value: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        export(client)
    assert not Export.objects.exists()


def test_a_note_is_never_changed(nila):
    note = Export.objects.create(by=make_user("u"), model_name="event", format="csv", reason="A", number=0)
    note.reason = "B"
    with pytest.raises(TypeError):
        note.save()
    with pytest.raises(TypeError):
        note.delete()
    assert Export.objects.get().reason == "A"


@pytest.mark.parametrize(
    ("role", "may_read"), [("Administrator", True), (REGISTRATION, False), (EDITOR, False), (PUBLISHER, False)]
)
def test_administrators_read_the_notes_and_nobody_changes_them(client, nila, role, may_read):
    note = Export.objects.create(by=make_user("u"), model_name="event", format="csv", reason="A", number=1, ids=[7])
    client.force_login(make_user("somebody", role))
    listed = client.get(address(Export, "changelist"))
    page = client.get(reverse("admin:proceedings_export_change", args=[note.pk]))
    assert (listed.status_code, page.status_code) == ((200, 200) if may_read else (403, 403))
    for what in ("change", "delete"):
        assert (
            client.post(reverse(f"admin:proceedings_export_{what}", args=[note.pk]), {"reason": "B"}).status_code == 403
        )
    assert client.get(address(Export, "add")).status_code == 403
    assert Export.objects.get().reason == "A"


# All lists


def ours():
    return [model for model in admin.site._registry if model._meta.app_label == "proceedings" and model not in STAYS]


@pytest.mark.sqlite
def test_every_list_of_ours_can_be_exported_with_all_its_columns(client):
    make_one_of_each()
    client.force_login(make_user("root", is_superuser=True))
    for model in ours():
        number = client.get(address(model)).context["number"]
        assert number == model._base_manager.count(), model
        for format in ("csv", "xlsx", "ods"):
            answer = export(client, model, format=format, **every_column(client, model))
            assert "attachment" in answer["Content-Disposition"], (model, format)
            assert len(content_of(answer)) > 20
        assert Export.objects.filter(model_name=model._meta.model_name).count() >= 3


def test_what_a_list_shows_is_ticked_beforehand(client):
    client.force_login(make_user("root", is_superuser=True))
    for model in ours():
        form = client.get(address(model)).context["form"]
        assert form.fields["columns"].initial, model
        assert len(set(form.fields["columns"].choices)) == len(form.fields["columns"].choices), model


def test_accounts_machinery_and_followers_are_no_lists_to_take_away():
    for model, model_admin in admin.site._registry.items():
        assert hasattr(model_admin, "export_view") is (model in ours()), model


@pytest.mark.sqlite
@pytest.mark.parametrize("model", TAKEN, ids=lambda model: model.__name__)
def test_an_export_asks_as_often_for_one_row_as_for_twenty(client, model):
    client.force_login(make_user("root", is_superuser=True))
    fields = {"format": "csv", "reason": REASON}
    asked, made = [], 0
    for number in (1, 3, 20):
        with history_of_few(number):
            # Of two reviews one is of a commitment and one of a recommendation.
            for made in range(made + 1, number + 1 + (model is Review)):  # noqa: B020 - it goes on where it stopped
                LISTS[model](made)
        data = fields | every_column(client, model)
        with CaptureQueriesContext(connection) as captured:
            answer = client.post(address(model), data)
        assert len(rows_of(answer)) >= number
        asked.append(len(captured))
    assert asked == [asked[0]] * 3


def test_a_long_list_is_fetched_piece_by_piece_and_nothing_is_lost(client, amina, event, monkeypatch):
    monkeypatch.setattr(exporting, "AT_ONCE", 2)
    names = [make_participant(event, f"N {n}", organisation=make_organisation()).name for n in range(5)]
    rows = rows_of(export(client))
    assert [row["Name"] for row in rows] == names
    assert len({row["Organisation"] for row in rows}) == 5
    assert len(Export.objects.get().ids) == 5


# Out and in again


@pytest.mark.parametrize("format", ["csv", "xlsx", "ods"])
def test_a_list_that_went_out_comes_in_again_and_changes_nothing(client, amina, event, nila, format):
    dash = make_organisation(name="-= Dash =-", country="KH")
    make_participant(event, "'Abd al-Rahman", organisation=dash, post="@ work; =1+1")
    phoned = make_person("+Plus", phone="+66 81 234 5678", email="plus@example.org")
    make_participant(event, person=phoned, organisation=dash, needs="- no pork")
    make_participant(event, "Khun Nobody")
    data = content_of(export(client, format=format, **every_column(client)))
    file = io.BytesIO(data)
    file.name = f"list.{format}"
    send = {"event": event.pk, "file": file}
    page = client.post(reverse("admin:proceedings_participant_import"), send, follow=True)
    counts = page.context["counts"]
    assert {name: number for name, number in counts.items() if number} == {"rows": 4, "same": 4}


def test_permissions_are_called_by_what_they_let_out():
    """Whatever names a person or a seat is of people; and so is a delegation, for who came is the secret."""
    of_people = {model for model in ours() if export_permission(model) == "proceedings.export_people"}
    assert of_people == {model for model in ours() if points_at_people(model)} | {Person, Delegation, PartyAnswer}


def points_at_people(model):
    fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
    return any(field.related_model in (Person, Participant) for field in fields)
