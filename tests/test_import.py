"""Amina brings lists of delegates into her event. Nothing is saved before she has seen what a list would do."""

import io
import re
import tracemalloc
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook

from proceedings.models import Consent, Event, Organisation, OrganisationName, Participant, Person, SeatRole
from proceedings.spreadsheets import delegates, reading
from proceedings.spreadsheets.columns import find
from proceedings.spreadsheets.countries import country_code
from proceedings.spreadsheets.reading import NotASpreadsheet
from tests.make import make_event, make_organisation, make_participant, make_person, make_user

SIMPLE = Path(__file__).parent / "data" / "delegates-simple.csv"
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
def no_list_waits():
    """The store of files outlives a test, unlike the database."""
    yield
    storage = storages["import_export"]
    for name in storage.listdir("")[1]:
        storage.delete(name)


@pytest.fixture(autouse=True)
def roles():
    for name in ("Delegate", "Speaker", "Observer", "Interpreter"):
        SeatRole.objects.get_or_create(code=name.lower(), defaults={"name": name, "plural": f"{name}s"})


def choose(client, event, data, name="list.csv"):
    """Send a file; returns the page that comes back."""
    data = data.encode() if isinstance(data, str) else data
    return client.post(reverse(ADDRESS), {"event": event.pk, "file": SimpleUploadedFile(name, data)})


def confirm(client, page):
    ticket = re.search(r'name="confirm" value="([^"]+)"', page.content.decode())
    return client.post(reverse(ADDRESS), {"confirm": ticket[1]}, follow=True)


def imported(client, event, data):
    page = choose(client, event, data)
    assert page.context["counts"]["problems"] == 0, page.context["lists"]
    return confirm(client, page)


def problems(page):
    """{row: [sentences]} of a preview."""
    return {row.number: row.problems for _title, rows, _more in page.context["lists"] for row in rows if row.problems}


def notes(page):
    return {row.number: row.notes for _title, rows, _more in page.context["lists"] for row in rows if row.notes}


def refusal(data):
    with pytest.raises(NotASpreadsheet) as error:
        delegates.read_list(data.encode() if isinstance(data, str) else data)
    return str(error.value)


def xlsx(*rows, **cells):
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for place, value in cells.items():
        book.active[place] = value
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def ods(body, mimetype="application/vnd.oasis.opendocument.spreadsheet", head=""):
    names = ("office", "table", "text")
    spaces = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in names)
    content = (
        f'<?xml version="1.0"?>{head}<office:document-content {spaces}><office:body><office:spreadsheet>'
        f'<table:table table:name="People">{body}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mimetype)
        archive.writestr("content.xml", content)
    return file.getvalue()


def ods_row(*cells, attrs=""):
    inside = "".join(f"<table:table-cell><text:p>{cell}</text:p></table:table-cell>" for cell in cells)
    return f"<table:table-row {attrs}>{inside}</table:table-row>"


# The list of the second dialogue


def test_amina_sees_24_new_people_before_anything_is_saved(client, amina, event):
    page = choose(client, event, SIMPLE.read_bytes(), "delegates-simple.csv")
    assert page.context["counts"] == {"rows": 24, "new": 24, "changed": 0, "there": 0, "problems": 0}
    assert (Participant.objects.count(), Person.objects.count(), Organisation.objects.count()) == (0, 0, 0)


def test_she_confirms_and_they_are_invited_with_names_exactly_as_written(client, amina, event):
    answer = imported(client, event, SIMPLE.read_bytes())
    assert "24 people are new" in answer.content.decode()
    assert answer.redirect_chain == [(f"{reverse('admin:proceedings_participant_changelist')}?event={event.pk}", 302)]
    seats = Participant.objects.select_related("person", "organisation", "seat_role")
    assert {seat.state for seat in seats} == {"invited"}
    assert not Consent.objects.exists()
    names = {line.split(",")[0] for line in SIMPLE.read_text().splitlines()[1:]}
    assert {seat.person.name for seat in seats} == names
    duc = seats.get(person__name="Trần Văn Đức")
    assert (duc.organisation.name, duc.organisation.country.code) == ("Centre for Returning Workers", "VN")
    assert (duc.seat_role.name, duc.person.email, duc.country.code) == ("Speaker", "tran.van.uc19@example.org", "")
    assert set(Organisation.objects.values_list("is_published", flat=True)) == {False}


def test_the_same_list_again_changes_nothing(client, amina, event):
    imported(client, event, SIMPLE.read_bytes())
    before = [list(model.history.values_list("history_id")) for model in (Participant, Person, Organisation)]
    page = choose(client, event, SIMPLE.read_bytes())
    assert page.context["counts"] == {"rows": 24, "new": 0, "changed": 0, "there": 24, "problems": 0}
    assert b'name="confirm"' not in page.content
    after = [list(model.history.values_list("history_id")) for model in (Participant, Person, Organisation)]
    assert after == before


def test_every_row_that_an_import_makes_says_who_made_it_and_from_what(client, amina, event):
    imported(client, event, SIMPLE.read_bytes())
    for model, number in ((Participant, 24), (Person, 24), (Organisation, Organisation.objects.count())):
        kept = model.history.values_list("history_type", "history_user__username", "history_change_reason")
        assert list(kept) == [("+", "amina", "Import of list.csv")] * number


def test_people_are_looked_up_and_saved_in_batches_and_not_one_by_one(client, amina, event):
    queries = []
    for number in (3, 300):
        rows = "".join(f"Person {number}-{i},person{number}-{i}@example.org,NGO {i}\n" for i in range(number))
        with CaptureQueriesContext(connection) as captured:
            imported(client, event, "Name,Email,Organisation\n" + rows)
        queries.append(len(captured))
    assert Participant.objects.count() == 303
    assert queries[1] - queries[0] < 30


# Who is who


def test_the_same_address_in_capitals_is_the_same_person(client, amina, event):
    imported(client, event, "Name,Organisation,Email\nChan Dara,Tonle,chan@example.org\n")
    page = choose(client, event, "Name,Organisation,Email\nCHAN DARA,Tonle,CHAN@Example.org\n")
    assert page.context["counts"]["there"] == 1
    assert notes(page) == {2: ["name differs and stays as it is"]}


def test_two_rows_for_one_person_make_one_seat(client, amina, event):
    imported(client, event, "Name,Organisation,Email\nHnin,Yoma,h@example.org\nHnin,Yoma,H@example.org\nHnin,Yoma,\n")
    assert Participant.objects.count() == Person.objects.count() == 1


def test_two_people_who_share_an_address_are_asked_about(client, amina, event):
    page = choose(client, event, "Name,Email\nThiri,office@example.org\nSomchai Jaidee,office@example.org\n")
    assert list(problems(page)) == [3]
    assert "already that of Thiri" in problems(page)[3][0]


def test_one_name_in_two_organisations_is_two_people(client, amina, event):
    imported(client, event, "Name,Organisation\nThiri,Yoma\nThiri,Women Across Rivers\n")
    assert Participant.objects.count() == 2


def test_somebody_known_from_another_event_gets_a_second_seat(client, amina, event):
    known = make_participant(name="Vilayphone", person=make_person("Vilayphone", email="v@example.org"))
    imported(client, event, "Name,Email\nVilayphone,V@example.org\n")
    assert set(known.person.seats.values_list("event", flat=True)) == {known.event_id, event.pk}


def test_somebody_of_a_team_learns_nothing_of_people_at_other_events(client, event):
    known = make_participant(person=make_person("Vilayphone", email="v@example.org", phone="secret"))
    client.force_login(make_user("noy", "Registration staff", event=event))
    page = choose(client, event, "Name,Email\nVilayphone,v@example.org\nSomebody Else,v2@example.org\n")
    assert notes(page) == {}
    assert problems(page) == {}
    confirm(client, page)
    assert known.person.seats.count() == 1
    assert Person.objects.filter(email="v@example.org").count() == 2


def test_an_organisation_is_found_by_any_of_its_names(client, amina, event):
    mmn = make_organisation(name="Mekong Migration Network", acronym="MMN")
    OrganisationName.objects.create(organisation=mmn, name="เครือข่ายแม่โขง")
    imported(client, event, "Name,Organisation\nA,mekong migration network\nB,mmn\nC,เครือข่ายแม่โขง\n")
    assert set(Participant.objects.values_list("organisation", flat=True)) == {mmn.pk}


def test_two_ministries_of_one_name_are_told_apart_by_country(client, amina, event):
    thai = make_organisation(name="Ministry of Labour", country="TH")
    imported(client, event, "Name,Organisation,Country\nA,Ministry of Labour,Thailand\nB,Ministry of Labour,Cambodia\n")
    assert Participant.objects.get(person__name="A").organisation == thai
    assert Participant.objects.get(person__name="B").organisation.country == "KH"


def test_an_import_fills_gaps_and_overwrites_nothing(client, amina, event):
    seat = make_participant(event, person=make_person("Thiri", email="t@example.org", phone="+95 1"), state="confirmed")
    data = "Name,Email,Phone,Post,Role\nThiri,t@example.org,+95 2,Director,Speaker\n"
    page = choose(client, event, data)
    assert page.context["counts"]["changed"] == 1
    assert notes(page) == {2: ["phone differs and stays as it is", "adds post"]}
    confirm(client, page)
    seat.refresh_from_db()
    assert (seat.post, seat.person.phone, seat.state, seat.seat_role) == ("Director", "+95 1", "confirmed", None)
    assert choose(client, event, data).context["counts"]["there"] == 1


# Rows that are not in order


def test_every_problem_is_told_at_once_and_nothing_is_saved(client, amina, event):
    page = choose(
        client,
        event,
        "Name,Organisation,Country,Email,Role\n"
        ",Tonle,Cambodia,,\n"
        "12345,Tonle,Cambodia,,\n"
        "Chan,Tonle,Atlantis,,\n"
        "Dara,Tonle,Cambodia,dara at example,\n"
        "Lin,Tonle,Cambodia,a@example.org; b@example.org,\n"
        "May,Tonle,Cambodia,,King\n"
        "Noi,,Cambodia,,\n"
        "Saw,Tonle,Cambodia,saw@example.org,Speaker\n",
    )
    assert problems(page) == {
        2: ["There is no name."],
        3: ["“12345” is no name."],
        4: ["“Atlantis” is no country we know."],
        5: ["“dara at example” is no e-mail address. Write one, or none."],
        6: ["“a@example.org; b@example.org” is more than one address. Write one, or none."],
        7: ["“King” is no role here. Roles are: Delegate, Interpreter, Observer, Speaker."],
        8: ["There is no organisation. For somebody who speaks for nobody else write “independent”."],
    }
    assert page.context["counts"]["new"] == 1
    assert b'name="confirm"' not in page.content
    assert Person.objects.count() == 0


def test_a_formula_or_an_error_in_a_cell_is_no_name(client, amina, event):
    page = choose(client, event, xlsx(["Name", "Organisation"], ["=1+1", "Yoma"], ["Thiri", "#REF!"]), "list.xlsx")
    assert list(problems(page)) == [2, 3]
    assert problems(page)[2] == ["“Name” holds a formula. Write the text itself."]


def test_somebody_else_took_the_address_while_amina_looked_and_nothing_is_half_saved(client, amina, event):
    page = choose(client, event, "Name,Email\nSaw,saw@example.org\nThiri,thiri@example.org\n")
    make_participant(event, person=make_person("Quite Another", email="thiri@example.org"))
    answer = confirm(client, page)
    assert "Nothing was imported" in answer.content.decode()
    assert set(Person.objects.values_list("name", flat=True)) == {"Quite Another"}


def test_markup_in_a_cell_is_text(client, amina, event):
    page = choose(client, event, 'Name,Organisation\n<script>alert(1)</script>,"<img src=x onerror=alert(2)>"\n')
    assert b"<script>alert" not in page.content
    assert b"<img src=x" not in page.content


# Files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp874"])
def test_letters_survive_whatever_the_file_is_written_in(client, amina, event, encoding):
    people = "สมชาย ใจดี,กระทรวงแรงงาน\nวิชัย ศรีสุข,มูลนิธิเพื่อแรงงานข้ามชาติ\nสมหญิง รักไทย,สถาบันวิจัยประชากรและสังคม\n"
    imported(client, event, f"Name,Organisation\n{people}".encode(encoding))
    assert set(Person.objects.values_list("name", flat=True)) == {"สมชาย ใจดี", "วิชัย ศรีสุข", "สมหญิง รักไทย"}


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_any_separator_will_do(separator):
    read = delegates.read_list(separator.join(["Name", "Country"]).encode() + f"\nThiri{separator}Myanmar\n".encode())
    assert (read.dataset.dict[0]["name"], read.dataset.dict[0]["country"]) == ("Thiri", "Myanmar")


def test_a_workbook_is_read_by_its_headings_wherever_they_stand():
    read = delegates.read_list(
        xlsx(
            [],
            ["Participants of the dialogue"],
            [],
            ["No.", "DESIGNATION", "full  name", "Shoe size"],
            [1, "Director", "Thiri", 38],
        )
    )
    row = read.dataset.dict[0]
    assert (row["row"], row["name"], row["post"], row["country"]) == (5, "Thiri", "Director", None)
    assert read.unknown == ["Shoe size"]


def test_numbers_of_a_workbook_are_written_without_a_point():
    read = delegates.read_list(xlsx(["Name", "Phone"], ["Thiri", 85512345678.0]))
    assert read.dataset.dict[0]["phone"] == "85512345678"


def test_an_opendocument_table_is_read():
    read = delegates.read_list(
        ods(
            ods_row("Name", "Country")
            + ods_row("Thiri", "Myanmar")
            + ods_row("", attrs='table:number-rows-repeated="1048574"')
        )
    )
    assert [row["name"] for row in read.dataset.dict] == ["Thiri"]


def test_a_file_that_is_no_list_is_told_so_beside_its_field(client, amina, event):
    page = choose(client, event, b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "list.csv")
    assert page.status_code == 200
    assert page.context["form"].errors == {"file": ["This is a picture, not a spreadsheet."]}


def packed(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), content)
    return file.getvalue()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is empty."),
        (b" \n\t\n", "The file is empty."),
        (b"\0" * 50, "The file is empty."),
        (b"Name,Email\nA\0B,c@example.org\n", "This is not a spreadsheet: it holds signs that no text has."),
        (b"\xff\xd8\xff\xe0" + b"x" * 99, "This is a picture, not a spreadsheet."),
        (b"%PDF-1.7", "This is a PDF. Ask for the spreadsheet it was made from."),
        (b"<html><table><tr><td>Name</td></tr></table></html>", "This is a web page, not a spreadsheet."),
        (b'  <?xml version="1.0"?><Workbook/>', "This is a web page, not a spreadsheet."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "This is an old or locked Office file."),
        (b'{"name": "Thiri"}', "This is data of a program, not a spreadsheet."),
        (b"PK\x03\x04 broken", reading.BROKEN),
        (packed(word__document_xml="<a/>"), "This is a Word document, not a spreadsheet."),
        (packed(readme="hello"), "This file is packed, and not a spreadsheet."),
        (packed(xl__workbook_xml="not xml at all"), reading.BROKEN),
        (b"a,b\n1,2\n", "No column is headed “Name”. The first row says: “a”, “b”."),
        (b"Name,Full name\nA,B\n", "Two columns are headed “Name” or mean the same."),
        (b"Name,Country\n", "There are headings, but no people under them."),
        (b"\xff\xfeN\0a\0", "No column is headed “Name”."),
        (b"\xff\xfe\0\xd8\0", reading.BROKEN),
        (b'Name\n"' + b"x" * 200_000, reading.BROKEN),
        (("Name" + ",x" * 70 + "\n").encode(), reading.TOO_MANY_COLUMNS),
        (b"Name\n" + b"Thiri\n" * 5_021, reading.TOO_MANY_ROWS),
        (b"Name\n" + b"T" * 3_000, "A cell holds more than 2,000 letters."),
    ],
    ids=lambda value: repr(value[:30]),
)
def test_what_is_no_list_is_refused_with_a_sentence(data, sentence):
    assert refusal(data).startswith(sentence)


def test_a_file_that_is_too_large_is_refused_unread(client, amina, event, monkeypatch):
    monkeypatch.setattr(reading, "MAX_BYTES", 100)
    page = choose(client, event, "Name\n" + "Thiri\n" * 100)
    assert page.context["form"].errors["file"][0].startswith("The file is larger than")


def hostile():
    """Spreadsheets made to cost hours or gigabytes: (name, bytes, how the refusal begins)."""
    yield "a cell in the last corner", xlsx(["Name"], ["Thiri"], XFD1048576="x"), reading.TOO_FAR
    yield "a cell far to the right", xlsx(["Name"], ["Thiri"], XFD2="x"), reading.TOO_MANY_COLUMNS
    large = xlsx(["Name"], ["Thiri"])
    file = io.BytesIO(large)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/media/zeros.bin", b"\0" * 120_000_000)
    yield "a string of 120 MB", file.getvalue(), reading.BLOWN_UP
    file = io.BytesIO(large)
    with zipfile.ZipFile(file, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings2.xml", b"<a>" + b" " * 32_000_000 + b"</a>")
    yield "a part of 32 MB", file.getvalue(), reading.BLOWN_UP
    entities = '<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>'
    yield "entities", ods(ods_row("Name", "&c;"), head=entities), reading.BROKEN
    many = ods_row("Name") + ods_row("Thiri", attrs='table:number-rows-repeated="900000000"')
    yield "one row a billion times", ods(many), reading.TOO_MANY_ROWS
    wide = ods_row("x").replace("table-cell>", "table-cell table:number-columns-repeated='999999999'>", 1)
    yield "one cell a billion times", ods(wide), reading.TOO_MANY_COLUMNS


@pytest.mark.parametrize(("data", "sentence"), [pytest.param(d, s, id=i) for i, d, s in hostile()])
def test_a_spreadsheet_made_to_hurt_is_refused_with_little_memory(data, sentence):
    tracemalloc.start()
    try:
        assert refusal(data) == sentence
        assert tracemalloc.get_traced_memory()[1] < 80 * reading.MEGABYTE
    finally:
        tracemalloc.stop()


def test_a_list_that_waits_too_long_is_deleted(client, amina, event, monkeypatch):
    storage = storages["import_export"]
    page = choose(client, event, "Name\nThiri\n")
    assert len(storage.listdir("")[1]) == 1
    later = timezone.now() + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    choose(client, event, "Name\nThiri\n")
    assert len(storage.listdir("")[1]) == 1
    monkeypatch.undo()
    assert "was already imported, or waited too long" in confirm(client, page).content.decode()
    assert not Person.objects.exists()


def test_after_an_import_the_file_is_gone_and_cannot_be_confirmed_twice(client, amina, event):
    page = choose(client, event, "Name\nThiri\n")
    confirm(client, page)
    assert storages["import_export"].listdir("")[1] == []
    assert "already imported" in confirm(client, page).content.decode()
    assert Person.objects.count() == 1


# Who may


def test_a_preview_cannot_be_confirmed_by_somebody_else(client, amina, event):
    page = choose(client, event, "Name\nThiri\n")
    client.force_login(make_user("binh", "Registration staff"))
    assert confirm(client, page).status_code == 403
    assert not Person.objects.exists()


def test_an_altered_ticket_imports_nothing(client, amina, event):
    answer = client.post(reverse(ADDRESS), {"confirm": "eyJmaWxlIjogIi4uL2RiLnNxbGl0ZTMifQ:x:y"}, follow=True)
    assert "longer than an hour" in answer.content.decode()


def test_a_right_taken_away_before_the_click_counts(client, amina, event):
    page = choose(client, event, "Name\nThiri\n")
    amina.groups.clear()
    assert confirm(client, page).status_code == 403
    assert not Person.objects.exists()


@pytest.mark.parametrize("role", ["Rapporteur", "Editor", "Publisher"])
def test_who_may_not_add_people_may_not_import_them(client, event, role):
    client.force_login(make_user("somebody", role))
    assert client.get(reverse(ADDRESS)).status_code == 403
    assert choose(client, event, "Name\nThiri\n").status_code == 403


def test_a_team_imports_into_its_own_event_only(client, event):
    other = make_event()
    client.force_login(make_user("noy", "Registration staff", event=event))
    page = choose(client, other, "Name\nThiri\n")
    assert "event" in page.context["form"].errors
    imported(client, event, "Name\nThiri\n")
    assert Participant.objects.get().event == event


@pytest.mark.parametrize("value", ["", "0", "abc", "9" * 30, "\0", "-1"])
def test_an_event_that_is_none_gets_a_sentence(client, amina, value):
    page = client.post(reverse(ADDRESS), {"event": value, "file": SimpleUploadedFile("a.csv", b"Name\nThiri\n")})
    assert page.status_code == 200
    assert "event" in page.context["form"].errors
    assert client.get(reverse(ADDRESS), {"event": value}).status_code == 200


# Words


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Viet Nam", "VN"), ("Vietnam", "VN"), ("VIETNAM ", "VN"), ("Việt Nam", "VN"), ("Laos", "LA"),
        ("Lao PDR", "LA"),
        ("Lao P.D.R.", "LA"), ("Lao People's Democratic Republic", "LA"), ("Burma", "MM"), ("Burma/Myanmar", "MM"),
        ("Myanmar (Burma)", "MM"), ("the Philippines", "PH"), ("Republic of Korea", "KR"), ("South Korea", "KR"),
        ("USA", "US"), ("U.S.A.", "US"), ("UK", "GB"), ("KHM", "KH"), ("th", "TH"), ("Côte d’Ivoire", "CI"),
        ("Timor Leste", "TL"), ("ប្រទេស", ""), ("Atlantis", ""), ("", ""), ("-", ""),
    ],
)  # fmt: skip
def test_countries_are_known_as_people_write_them(written, code):
    assert country_code(written) == code


def test_headings_are_found_as_people_write_them():
    found = find([(1, ["S/N", "FULL NAME", "E-Mail Address", "organization", "Name in own script", "Colour"])])
    assert found == (1, {"name": 1, "email": 2, "organisation": 3, "own_script_name": 4}, ["Colour"], [])


def test_an_import_into_a_missing_event_is_refused(client, amina, event):
    page = choose(client, event, "Name\nThiri\n")
    Event.objects.all().delete()
    assert confirm(client, page).status_code == 403
