"""Amina brings lists of delegates into her event. Nothing is saved before she has seen what a list would do."""

import io
import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from proceedings.actions import NotPossible, bringing_in
from proceedings.models import (
    ColumnHeading,
    Consent,
    DelegateList,
    Event,
    Organisation,
    OrganisationName,
    Participant,
    Person,
    SeatRole,
)
from proceedings.spreadsheets.reading import NotASpreadsheet
from tests.make import (
    make_consent,
    make_event,
    make_organisation,
    make_participant,
    make_person,
    make_session,
    make_user,
)

DATA = Path(__file__).parent / "data"
SIMPLE, MESSY = DATA / "delegates-simple.csv", DATA / "delegates-messy.xlsx"
ADDRESS = "admin:proceedings_participant_import"

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event(title="Second dialogue")


@pytest.fixture
def amina(client, event):
    user = make_user("amina", "Registration staff")
    client.force_login(user)
    return user


@pytest.fixture(autouse=True)
def waiting():
    """The store of the lists that wait, which outlives a test, unlike the database.

    Taken from the field: `storages` forgets its stores whenever a test changes the setting, the field keeps its own.
    """
    storage = DelegateList._meta.get_field("file").storage
    yield storage
    for name in storage.listdir("")[1]:
        storage.delete(name)


@pytest.fixture(autouse=True)
def roles():
    for name in ("Delegate", "Speaker", "Observer", "Interpreter"):
        SeatRole.objects.get_or_create(code=name.lower(), defaults={"name": name, "plural": f"{name}s"})


def choose(client, event, data, name="list.csv"):
    """Send a file; returns the review page that follows, or the form with what is wrong."""
    data = data.encode() if isinstance(data, str) else data
    return client.post(reverse(ADDRESS), {"event": event.pk, "file": SimpleUploadedFile(name, data)}, follow=True)


@pytest.fixture
def go(client, django_capture_on_commit_callbacks):
    """Press a button on the review page, with what was filled in: go(page, "import", **{"decide-5": "new"})."""

    def go_(page, what="import", **sent):
        address = page.request["PATH_INFO"]
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(address, {"do": what} | sent, follow=True)
        # The worker is through only now.
        return client.get(address) if what == "import" and answer.status_code == 200 else answer

    return go_


@pytest.fixture
def imported(client, event, go):
    """Send a file and import what is good in it; returns the page that says what became of it."""
    return lambda data, name="list.csv": go(choose(client, event, data, name))


def rows_of(page, status):
    """The numbers of the rows that a review page says are new, the same, maybe the same, or to be mended."""
    context = page.context
    if status == "problem":
        return [review.number for review, _cells in context["problems"]]
    if status == "maybe":
        return [review.number for review in context["maybes"]]
    rows = [review for _title, reviews, _more in context["groups"] for review in reviews]
    return sorted(review.number for review in rows if review.status == status)


def problems(page):
    return {review.number: [p.sentence for p in review.row.problems] for review, _cells in page.context["problems"]}


def review_of(page, number):
    context = page.context
    everything = [review for review, _cells in context["problems"]] + context["maybes"]
    everything += [review for _title, reviews, _more in context["groups"] for review in reviews]
    return next(review for review in everything if review.number == number)


def everything():
    """How many rows of history there are: what changes nothing adds none."""
    return [model.history.count() for model in (Participant, Person, Organisation, Consent)]


# The list of the second dialogue


def test_amina_sees_24_new_people_before_anything_is_saved(client, amina, event):
    page = choose(client, event, SIMPLE.read_bytes(), "delegates-simple.csv")
    assert {name: number for name, number in page.context["counts"].items() if number} == {"rows": 24, "new": 24}
    assert (Participant.objects.count(), Person.objects.count(), Organisation.objects.count()) == (0, 0, 0)


def test_she_imports_and_they_are_invited_with_names_exactly_as_written(amina, event, imported):
    page = imported(SIMPLE.read_bytes())
    assert "<b>24</b> new" in page.content.decode()
    seats = Participant.objects.select_related("person", "organisation", "seat_role")
    assert {seat.state for seat in seats} == {"invited"}
    assert not Consent.objects.exists()
    names = {line.split(",")[0] for line in SIMPLE.read_text().splitlines()[1:]}
    assert {seat.person.name for seat in seats} == names
    duc = seats.get(person__name="Trần Văn Đức")
    assert (duc.organisation.name, duc.organisation.country.code) == ("Centre for Returning Workers", "VN")
    assert (duc.seat_role.name, duc.person.email, duc.country.code) == ("Speaker", "tran.van.uc19@example.org", "")
    assert set(Organisation.objects.values_list("is_published", flat=True)) == {False}


def test_the_same_list_again_changes_nothing(client, amina, event, imported):
    imported(SIMPLE.read_bytes())
    before = everything()
    page = choose(client, event, SIMPLE.read_bytes())
    assert (rows_of(page, "new"), len(rows_of(page, "same"))) == ([], 24)
    imported(SIMPLE.read_bytes())
    assert everything() == before


def test_a_list_with_three_changes_changes_three(client, amina, event, go, imported):
    lines = ["Name,Email,Post,Phone,Organisation"]
    lines += [f"Delegate {word},{word}@example.org,Officer,+66 {n}00,Yoma" for n, word in enumerate("abcdefgh", 1)]
    imported("\n".join(lines))

    def facts():
        seats = event.participants.select_related("person", "organisation")
        return {seat.person.email: (seat.post, seat.person.phone, seat.organisation.name) for seat in seats}

    before = facts()
    lines[2] = lines[2].replace("Officer", "Director General")
    lines[5] = lines[5].replace("+66 500", "+66 555")
    lines[8] = lines[8].replace("Yoma", "Women Across Rivers")
    page = choose(client, event, "\n".join(lines))
    changed = {review.number: review.changes for review in page.context["groups"][0][1]}
    assert changed == {
        3: [("Post", "Officer", "Director General")],
        6: [("Phone", "+66 500", "+66 555")],
        9: [("Organisation", "Yoma", "Women Across Rivers")],
    }
    go(page)
    after = facts()
    assert {email for email in before if after[email] != before[email]} == {f"{w}@example.org" for w in "beh"}
    assert after["b@example.org"] == ("Director General", "+66 200", "Yoma")


def test_every_row_that_an_import_makes_says_who_made_it_and_from_what(amina, event, imported):
    imported(SIMPLE.read_bytes())
    reason = f"Import {DelegateList.objects.get().pk}: list.csv"
    for model, number in ((Participant, 24), (Person, 24), (Organisation, Organisation.objects.count())):
        kept = model.history.values_list("history_type", "history_user__username", "history_change_reason")
        assert list(kept) == [("+", "amina", reason)] * number


def test_people_are_looked_up_and_saved_in_batches_and_not_one_by_one(amina, event, imported):
    queries = []
    for number in (3, 300):
        rows = "".join(f"Person {number}-{i},person{number}-{i}@example.org,NGO {i}\n" for i in range(number))
        with CaptureQueriesContext(connection) as captured:
            imported("Name,Email,Organisation\n" + rows)
        queries.append(len(captured))
    assert Participant.objects.count() == 303
    assert queries[1] - queries[0] < 50


# The list of a ministry


@pytest.fixture
def key():
    return json.loads((DATA / "delegates-messy.expected.json").read_text())


def test_the_review_says_of_every_row_of_a_ministrys_list_what_it_is(client, amina, event, key):
    page = choose(client, event, MESSY.read_bytes(), "delegates-messy.xlsx")
    certain = [row["row"] for row in key["duplicates"] if "e-mail" in row["why"] and "ask" not in row["why"]]
    asked = [row["row"] for row in key["duplicates"] if "ask" in row["why"]]
    assert rows_of(page, "problem") == [row["row"] for row in key["errors"]]
    assert rows_of(page, "maybe") == asked
    assert rows_of(page, "same") == certain
    assert page.context["counts"]["new"] == key["new"]
    of = {row["row"]: row["of"] for row in key["duplicates"]}
    for number in asked:
        assert f"row:{of[number]}" in [candidate.key for candidate in review_of(page, number).candidates], number
    for number in certain:
        assert review_of(page, number).chosen == f"row:{of[number]}"


def test_a_ministrys_list_goes_in_and_what_is_wrong_comes_back_with_the_reason(client, amina, event, imported, key):
    page = imported(MESSY.read_bytes(), "delegates-messy.xlsx")
    assert (Participant.objects.count(), Person.objects.count()) == (185, 185)
    link = page.request["PATH_INFO"] + "back/"
    answer = client.get(link)
    assert "no-store" in answer["Cache-Control"]
    sheet = load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    back = {row[0]: row for row in sheet.iter_rows(min_row=2, values_only=True)}
    assert sorted(back) == sorted(
        [row["row"] for row in key["errors"]] + [row["row"] for row in key["duplicates"] if "ask" in row["why"]]
    )
    assert all(row[-1] for row in back.values())
    assert "Formula in a name" in back[216][-1]
    assert sheet.cell(sheet.max_row, 2).data_type == "s"


def test_only_a_clear_yes_lets_a_name_be_published(amina, event, imported):
    imported(MESSY.read_bytes(), "delegates-messy.xlsx")
    sheet = load_workbook(MESSY)["List of participants"]
    rows = sheet.iter_rows(min_row=5, max_row=191, values_only=True)
    yes = {row[6].casefold() for row in rows if row[9] in ("Y", "yes", "✓")}
    named = Consent.objects.filter(surface="named").values_list("participant__person__email", flat=True)
    assert {email.casefold() for email in named} == yes
    assert set(Consent.objects.values_list("surface", "basis", "recorded_by__username")) == {
        ("named", "own_consent", "amina"),
        ("listed", "own_consent", "amina"),
    }


def test_dates_of_all_sorts_are_the_day_they_mean(amina, event, imported):
    imported(MESSY.read_bytes(), "delegates-messy.xlsx")
    arrivals = set(Participant.objects.values_list("arrives_on", flat=True))
    assert arrivals == {None, date(2026, 3, 11)}


def test_family_and_given_name_become_one_in_the_order_of_the_country(amina, event, imported):
    rows = "Nguyễn,Thị Ánh,Viet Nam\nJaidee,Somchai,Thailand\nReyes,Ana,Philippines\n"
    imported(f"Family name,Given name,Country\n{rows}")
    names = set(Person.objects.values_list("name", flat=True))
    assert names == {"Nguyễn Thị Ánh", "Somchai Jaidee", "Ana Reyes"}


# Mending and deciding


def test_a_cell_mended_on_the_page_goes_in(client, amina, event, go):
    page = choose(client, event, "Name,Organisation,Country\nChan Dara,Tonle,Atlantis\n")
    assert problems(page) == {2: ["Country not known: “Atlantis”."]}
    page = go(page, "look", **{"mend-2-country": "Cambodia", "was-2-country": "Atlantis"})
    assert rows_of(page, "new") == [2]
    go(page)
    assert Participant.objects.get().organisation.country == "KH"


def test_a_row_is_left_out_if_amina_says_so(client, amina, event, go):
    page = choose(client, event, "Name,Organisation,Email\nChan Dara,Tonle,\n,Tonle,c@example.org\n")
    page = go(page, "look", **{"decide-3": "out"})
    assert rows_of(page, "left_out") == [3]
    go(page)
    assert Participant.objects.count() == 1


@pytest.mark.parametrize(("answer", "people"), [("", 1), ("in", 3), ("out", 1)])
def test_amina_is_asked_about_rows_that_are_hidden_or_struck_out(client, amina, event, go, answer, people):
    book = Workbook()
    for row in (["Name"], ["Chan Dara"], ["Hidden Person"], ["Left Already"]):
        book.active.append(row)
    book.active.row_dimensions[3].hidden = True
    book.active["A4"].font = Font(strike=True)
    file = io.BytesIO()
    book.save(file)
    page = choose(client, event, file.getvalue(), "list.xlsx")
    assert [(review.number, str(why)) for review, why in page.context["aside"]] == [
        (3, "hidden in the spreadsheet"),
        (4, "struck out in the spreadsheet"),
    ]
    page = go(page, aside=answer)
    assert (Participant.objects.count(), page.context["counts"]["not_in"]) == (people, 0 if answer else 2)
    if not answer:
        back = load_workbook(io.BytesIO(DelegateList.objects.get().came_back.read())).active
        assert [row[-1].value for row in back.iter_rows(min_row=2)] == [
            "This row was hidden in the spreadsheet.",
            "This row was struck out in the spreadsheet.",
        ]


def test_somebody_new_can_be_left_out(client, amina, event, go):
    page = choose(client, event, "Name\nChan Dara\nKeo Sreymom\n")
    go(page, **{"decide-3": "out"})
    assert Person.objects.get().name == "Chan Dara"


@pytest.mark.parametrize(
    "written", ["Sok Dara <d@example.org>", "Sok Dara (d@example.org)", "d@example.org - Sok Dara"]
)
def test_an_address_in_a_name_never_reaches_a_badge(client, amina, event, go, written):
    page = choose(client, event, f"Name\n{written}\n")
    ((review, ((_name, _called, _text, (problem,)),)),) = page.context["problems"]
    assert (review.number, problem.field, problem.offer) == (2, "name", "Sok Dara")
    go(page, **{"mend-2-name": written, "was-2-name": written, "offer-2-name": problem.offer})
    assert Person.objects.get().name == "Sok Dara"


def test_zawgyi_is_flagged_with_an_offer_and_never_changed_unasked(client, amina, event, go):
    written = "ျမန္မာအလုပ္သမား"
    page = choose(client, event, f"Name,Organisation\n{written},Yoma\n")
    (problem,) = review_of(page, 2).row.problems
    assert (problem.field, problem.offer) == ("name", "မြန်မာအလုပ်သမား")
    go(page)
    assert not Participant.objects.exists()
    page = choose(client, event, f"Name,Organisation\n{written},Yoma\n")
    go(page, **{"mend-2-name": written, "was-2-name": written, "offer-2-name": problem.offer})
    assert Person.objects.get().name == problem.offer


SAME_NAME = "Name,Organisation,Phone\nSok Sophea,Tonle,\nSophea Sok,Tonle,012 345\n"


@pytest.mark.parametrize(("decision", "people"), [("row:2", 1), ("new", 2), ("out", 1), ("", 1)])
def test_a_doubtful_row_waits_for_aminas_word(client, amina, event, go, decision, people):
    page = choose(client, event, SAME_NAME)
    assert rows_of(page, "maybe") == [3]
    go(page, **{"decide-3": decision})
    assert Person.objects.count() == people
    assert Person.objects.filter(phone="012 345").count() == (1 if decision in ("row:2", "new") else 0)


def test_how_a_list_spells_a_name_is_kept_beside_the_name(client, amina, event, go):
    go(choose(client, event, SAME_NAME), **{"decide-3": "row:2"})
    person = Person.objects.get()
    assert (person.name, [other.name for other in person.other_names.all()]) == ("Sok Sophea", ["Sophea Sok"])
    assert rows_of(choose(client, event, SAME_NAME), "same") == [2, 3]


def test_a_decision_for_somebody_amina_may_not_see_is_none(client, event, go):
    stranger = make_participant(name="Stranger").person
    client.force_login(make_user("noy", "Registration staff", event=event))
    page = choose(client, event, "Name\nThiri\n")
    go(page, **{"decide-2": f"person:{stranger.pk}"})
    assert stranger.seats.count() == 1
    assert not event.participants.exists()


def test_columns_can_be_read_otherwise_and_remembered(client, amina, event, go):
    data = "Name,Qwertz\nThiri,Director\n"
    page = choose(client, event, data)
    shown = {"was-heading_row": "1", "heading_row": "1"}
    page = go(page, "look", **{"column-0": "name", "column-1": "post", "remember": "1"} | shown)
    assert review_of(page, 2).row.seat["post"] == "Director"
    assert set(ColumnHeading.objects.values_list("words", "field")) == {("name", "name"), ("qwertz", "post")}
    assert review_of(choose(client, event, data), 2).row.seat["post"] == "Director"


def test_another_row_can_hold_the_headings(client, amina, event, go):
    page = choose(client, event, "Name,Country\nFull name,Country\nThiri,Myanmar\n")
    page = go(page, "look", **{"was-heading_row": "1", "heading_row": "2"})
    assert [review.number for review in page.context["groups"][0][1]] == [3]
    page = go(page, "look", **{"was-heading_row": "2", "heading_row": "99"})
    assert rows_of(page, "new") == [3]


# Who is who


def test_the_same_address_in_capitals_is_the_same_person(client, amina, event, imported):
    imported("Name,Organisation,Email\nChan Dara,Tonle,chan@example.org\n")
    page = choose(client, event, "Name,Organisation,Email\nCHAN DARA,Tonle,CHAN@Example.org\n")
    assert rows_of(page, "same") == [2]
    assert review_of(page, 2).changes == []


def test_two_people_who_share_an_address_are_asked_about(client, amina, event):
    page = choose(client, event, "Name,Email\nThiri,office@example.org\nSomchai Jaidee,office@example.org\n")
    assert rows_of(page, "maybe") == [3]


def test_one_name_in_two_organisations_is_two_people(amina, event, imported):
    imported("Name,Organisation\nThiri,Yoma\nThiri,Women Across Rivers\n")
    assert Participant.objects.count() == 2


def test_somebody_known_from_another_event_gets_a_second_seat(amina, event, imported):
    known = make_participant(person=make_person("Vilayphone", email="v@example.org"))
    imported("Name,Email\nVilayphone,V@example.org\n")
    assert set(known.person.seats.values_list("event", flat=True)) == {known.event_id, event.pk}


def test_somebody_of_a_team_learns_nothing_of_people_at_other_events(client, event, go):
    known = make_participant(person=make_person("Vilayphone", email="v@example.org", phone="secret"))
    client.force_login(make_user("noy", "Registration staff", event=event))
    page = choose(client, event, "Name,Email\nVilayphone,v@example.org\nSomebody Else,v2@example.org\n")
    assert rows_of(page, "new") == [2, 3]
    assert not any(review_of(page, number).candidates for number in (2, 3))
    go(page)
    assert known.person.seats.count() == 1
    assert Person.objects.filter(email="v@example.org").count() == 2


def test_an_organisation_is_found_by_any_of_its_names(amina, event, imported):
    mmn = make_organisation(name="Mekong Migration Network", acronym="MMN")
    OrganisationName.objects.create(organisation=mmn, name="เครือข่ายแม่โขง")
    imported("Name,Organisation\nAnan,mekong migration network\nBinh,mmn\nChan,เครือข่ายแม่โขง\n")
    assert set(Participant.objects.values_list("organisation", flat=True)) == {mmn.pk}


def test_two_ministries_of_one_name_are_told_apart_by_country(amina, event, imported):
    thai = make_organisation(name="Ministry of Labour", country="TH")
    imported("Name,Organisation,Country\nAnan,Ministry of Labour,Thailand\nBinh,Ministry of Labour,Cambodia\n")
    assert Participant.objects.get(person__name="Anan").organisation == thai
    assert Participant.objects.get(person__name="Binh").organisation.country == "KH"


def test_an_import_raises_neither_state_nor_role_nor_what_may_be_shown(client, amina, event, imported):
    speaker = SeatRole.objects.get(code="speaker")
    thiri = make_person("Thiri", email="t@example.org")
    seat = make_participant(event, person=thiri, state="declined", seat_role=speaker)
    ended = make_consent(seat, withdrawn_on=date(2020, 1, 1))
    imported("Name,Email,Role,Name may be published\nThiri,t@example.org,Delegate,Y\n")
    seat.refresh_from_db()
    assert (seat.state, seat.seat_role) == ("declined", speaker)
    assert list(seat.consents.values_list("pk", "withdrawn_on")) == [(ended.pk, date(2020, 1, 1))]


def test_nobody_who_is_never_shown_is_shown_because_a_list_says_so(amina, event, imported):
    make_participant(person=make_person("Thiri", email="t@example.org", is_protected=True))
    imported("Name,Email,Name may be published\nThiri,t@example.org,Y\n")
    assert event.participants.count() == 1
    assert not Consent.objects.exists()


def test_blank_cells_erase_nothing(amina, event, imported):
    seat = make_participant(event, post="Director", person=make_person("Thiri", email="t@example.org", phone="+95 1"))
    imported("Name,Email,Phone,Post\nThiri,t@example.org,,\n")
    seat.refresh_from_db()
    assert (seat.post, seat.person.phone) == ("Director", "+95 1")


# Rows that are not in order


def test_every_problem_of_every_row_is_told_at_once(client, amina, event):
    page = choose(
        client,
        event,
        "Name,Organisation,Country,Email,Role\n"
        ",Tonle,Cambodia,,\n"
        "12345,Tonle,Cambodia,,\n"
        "Chan,Tonle,Atlantis,dara at example,\n"
        "Lin,Tonle,Cambodia,a@example.org; b@example.org,\n"
        "May,Tonle,Cambodia,,King\n"
        "Noi,,Cambodia,,\n"
        "Saw,Tonle,Cambodia,saw@example.org,Speaker\n",
    )
    told = {number: len(sentences) for number, sentences in problems(page).items()}
    assert told == {2: 1, 3: 1, 4: 2, 5: 1, 6: 1, 7: 1}
    assert problems(page)[6] == ["“King” is no role here. Roles are: Delegate, Interpreter, Observer, Speaker."]
    assert page.context["counts"]["new"] == 1
    assert Person.objects.count() == 0


def test_markup_in_a_cell_is_text(client, amina, event):
    page = choose(client, event, 'Name,Organisation\n<script>alert(1)</script>,"<img src=x onerror=alert(2)>"\n')
    assert b"<script>alert" not in page.content
    assert b"<img src=x" not in page.content


# All or nothing, once, and back again


def test_an_import_that_breaks_half_way_leaves_nothing_and_can_be_done_again(client, amina, event, go, monkeypatch):
    page = choose(client, event, SIMPLE.read_bytes())

    def killed(*_args, **_kwargs):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("proceedings.spreadsheets.delegates.DelegateResource.made", killed)
        bringing_in.order(DelegateList.objects.get(), by=amina)
        list_ = DelegateList.objects.get()
        with pytest.raises(KeyboardInterrupt):
            bringing_in.bring_in(list_, by=amina)
    assert not Participant.objects.exists()
    assert not Person.objects.exists()
    assert "is being imported" in client.get(page.request["PATH_INFO"]).content.decode()
    DelegateList.objects.update(progress_at=timezone.now() - timedelta(minutes=6))
    page = client.get(page.request["PATH_INFO"])
    assert "Nothing of it was saved: import again" in page.content.decode()
    go(page)
    assert Participant.objects.count() == 24


def test_an_import_is_done_once_however_often_it_is_run(client, amina, event):
    choose(client, event, SIMPLE.read_bytes())
    bringing_in.order(DelegateList.objects.get(), by=amina)
    first, second = DelegateList.objects.get(), DelegateList.objects.get()
    bringing_in.bring_in(first, by=amina)
    with pytest.raises(NotASpreadsheet, match="no longer there"):
        bringing_in.bring_in(second, by=amina)
    with pytest.raises(NotPossible, match="imported already"):
        bringing_in.order(second, by=amina)
    assert Participant.objects.count() == 24


def test_an_import_can_be_taken_back_as_a_whole(client, amina, event, imported, go):
    thiri = make_participant(event, post="", person=make_person("Thiri", email="t@example.org"))
    models = (Participant, Person, Organisation, Consent)
    before = [model.objects.count() for model in models]
    page = imported(
        "Name,Email,Post,Organisation,Name may be published\n"
        "Thiri,t@example.org,Director,independent,\nBinh,b@example.org,,Yoma,Y\n"
    )
    thiri.refresh_from_db()
    assert (thiri.post, Participant.objects.count()) == ("Director", 2)
    page = go(page, "undo")
    assert "was taken back" in page.content.decode()
    thiri.refresh_from_db()
    assert thiri.post == ""
    assert [model.objects.count() for model in models] == before
    assert "This list is not in the event." in go(page, "undo").content.decode()


def test_an_organisation_that_others_need_by_now_stays(client, amina, event, imported, go):
    page = imported("Name,Organisation\nThiri,Yoma\nBinh,Dolab\nDara,Tonle\n")
    make_participant(make_event(), organisation=Organisation.objects.get(name="Dolab"))
    go(page, "undo")
    assert list(Organisation.objects.filter(name__in=("Yoma", "Dolab", "Tonle")).values_list("name", flat=True)) == [
        "Dolab"
    ]


def test_what_somebody_touched_since_keeps_an_import_from_being_taken_back(client, amina, event, imported, go):
    page = imported(SIMPLE.read_bytes())
    seat = Participant.objects.first()
    seat.state = "confirmed"
    seat.save()
    assert "1 of its rows were changed since" in go(page, "undo").content.decode()
    assert Participant.objects.count() == 24


def test_after_a_day_an_import_stays(amina, event, imported, go):
    page = imported(SIMPLE.read_bytes())
    DelegateList.objects.update(imported_at=timezone.now() - timedelta(hours=25))
    assert "these have passed" in go(page, "undo").content.decode()
    assert Participant.objects.count() == 24


def test_somebody_in_the_programme_is_not_taken_back(client, amina, event, imported, go):
    page = imported("Name\nThiri\n")
    make_session(event).roles.create(participant=Participant.objects.get())
    assert "already has a part" in go(page, "undo").content.decode()
    assert Participant.objects.count() == 1


def test_after_an_import_the_file_and_all_that_was_typed_are_gone(client, amina, event, go, waiting):
    page = choose(client, event, "Name,Country\nThiri,Atlantis\nBinh,Viet Nam\n")
    go(page, "look", **{"mend-2-country": "Myanmar"})
    go(page)
    list_ = DelegateList.objects.get()
    assert (list_.file.name, list_.mended, list_.decided) == ("", {}, {})
    assert waiting.listdir("")[1] == []
    assert "Thiri" not in json.dumps([list_.made, list_.counts])


def test_a_list_that_waits_too_long_is_deleted(client, amina, event, waiting):
    page = choose(client, event, "Name\nThiri\n")
    DelegateList.objects.update(added_at=timezone.now() - timedelta(hours=25))
    choose(client, event, "Name\nBinh\n")
    assert len(waiting.listdir("")[1]) == DelegateList.objects.count() == 1
    assert client.get(page.request["PATH_INFO"]).status_code == 403


def test_what_waits_or_came_back_is_gone_after_a_day_without_anybody_looking(client, amina, event, imported, waiting):
    imported(",\nName,Country\nThiri,Atlantis\nBinh,Viet Nam\n")
    choose(client, event, "Name\nThiri\n")
    assert len(waiting.listdir("")[1]) == 2
    call_command("tidy_files", delete=True)
    assert len(waiting.listdir("")[1]) == 2
    a_day_ago = timezone.now() - timedelta(hours=25)
    DelegateList.objects.update(added_at=a_day_ago, imported_at=a_day_ago)
    call_command("tidy_files", delete=True)
    assert waiting.listdir("")[1] == []
    assert list(DelegateList.objects.values_list("state", "came_back")) == [("imported", "")]


# Who may


def test_a_right_taken_away_before_the_click_counts(client, amina, event, go):
    page = choose(client, event, "Name\nThiri\n")
    amina.groups.clear()
    assert go(page).status_code == 403
    assert not Person.objects.exists()


@pytest.mark.parametrize("role", ["Rapporteur", "Editor", "Publisher"])
def test_who_may_not_add_people_may_not_import_them(client, amina, event, role):
    page = choose(client, event, "Name\nThiri\n")
    client.force_login(make_user("somebody", role))
    assert client.get(reverse(ADDRESS)).status_code == 403
    assert client.get(page.request["PATH_INFO"]).status_code == 403
    assert client.get(page.request["PATH_INFO"] + "back/").status_code == 403


def test_a_team_imports_into_its_own_event_only(client, amina, event, imported):
    other = make_event()
    theirs = choose(client, other, "Name\nSecret Person\n").request["PATH_INFO"]
    client.force_login(make_user("noy", "Registration staff", event=event))
    page = choose(client, other, "Name\nThiri\n")
    assert "event" in page.context["form"].errors
    assert client.get(theirs).status_code == 403
    assert client.post(theirs, {"do": "import"}).status_code == 403
    imported("Name\nThiri\n")
    assert Participant.objects.get().event == event


@pytest.mark.parametrize("value", ["", "0", "abc", "9" * 30, "\0", "-1"])
def test_an_event_that_is_none_gets_a_sentence(client, amina, value):
    page = client.post(reverse(ADDRESS), {"event": value, "file": SimpleUploadedFile("a.csv", b"Name\nThiri\n")})
    assert page.status_code == 200
    assert "event" in page.context["form"].errors
    assert client.get(reverse(ADDRESS), {"event": value}).status_code == 200


ODD = {"mend-2-name": "\0", "mend-9999999-name": "x", "mend-2-pk": "1", "decide-2": "person:" + "9" * 18}
ODD |= {"decide-x": "new", "sheet": "\0", "column-0": "email"}
ODD |= {"decide-3": "row:2", "column-1": "pk", "column-99": "name", "heading_row": "99999", "do": "nothing"}


@pytest.mark.parametrize("name", ODD)
def test_odd_answers_are_no_crash(client, amina, event, name):
    page = choose(client, event, "Name,Organisation\nThiri,Yoma\n")
    answer = client.post(page.request["PATH_INFO"], {name: ODD[name]}, follow=True)
    assert answer.status_code == 200
    assert not Person.objects.exists()


def test_an_import_into_a_missing_event_is_refused(client, amina, event):
    page = choose(client, event, "Name\nThiri\n")
    Event.objects.all().delete()
    assert client.post(page.request["PATH_INFO"], {"do": "import"}).status_code == 403
