"""Selma brings in the commitments that another network kept in a spreadsheet, and takes hers out and in again."""

import csv
import io
from datetime import date

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from openpyxl import Workbook

from proceedings.actions import NotPossible
from proceedings.actions.listing import bring_in_commitments
from proceedings.models import (
    Commitment,
    CommitmentParty,
    Deadline,
    Organisation,
    OrganisationClass,
    Topic,
)
from proceedings.spreadsheets import reading
from proceedings.spreadsheets.commitments import find_rows, understand
from tests.filled import _Fields
from tests.make import make_commitment, make_event, make_organisation, make_participant, make_user

pytestmark = pytest.mark.django_db
ADDRESS = "admin:proceedings_commitment_import"


def sheet(*rows):
    book, file = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(file)
    file.seek(0)
    file.name = "list.xlsx"
    return file


def as_csv(*rows):
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return reading.read(text.getvalue().encode())


@pytest.fixture
def event():
    return make_event(title="Dialogue", start_date=date(2017, 7, 20))


@pytest.fixture
def selma(client):
    user = make_user("selma", "Editor")
    client.force_login(user)
    return user


@pytest.fixture
def labour():
    return make_organisation(name="Ministry of Labour", acronym="MoL", country="TH", slug="labour")


def posted(client, answer, **more):
    """Send the page back as a browser would, with some fields otherwise."""
    parser = _Fields()
    parser.feed(answer.content.decode())
    fields = {name: values for name, values in parser.fields.items() if name != "csrfmiddlewaretoken"}
    return client.post(reverse(ADDRESS), fields | more, follow=True)


def test_a_foreign_list_is_looked_at_asked_about_and_goes_in_as_drafts(client, event, selma, labour):
    Topic.objects.create(slug="fees", name="Fees")
    make_commitment(event, ref="C7", text="Old")
    Commitment.objects.get(ref="C7").delete()
    rows = [
        ("Commitments of the dialogue",),
        ("No.", "Commitment", "Responsible agency", "Timeline", "Theme", "Status"),
        (1, "End recruitment fees", "Ministry of Labour, Thailand and Ministry of Labour, Myanmar",
         "by December 2017", "Fees; Housing", "done"),
        (2, "Meet twice a year", "Countries of destination; Somebody", "at least twice a year", "", ""),
    ]  # fmt: skip
    OrganisationClass.objects.create(slug="destination", name="Countries of destination")
    answer = client.post(reverse(ADDRESS), {"event": event.pk, "file": sheet(*rows)})
    text = answer.content.decode()
    assert not Commitment.objects.exists()
    assert "until 31 December 2017" in text
    assert "2 times per year" in text
    assert "The topic “Housing” is not known; it is left out." in text
    # Undecided, nothing goes in.
    answer = posted(client, answer, do=["import"])
    assert not Commitment.objects.exists()
    assert "Say for each name below who is meant." in answer.content.decode()
    answer = posted(client, answer, do=["import"], **{"party-0": ["new"], "party-1": ["out"]})
    assert [str(message) for message in answer.context["messages"]] == ["2 commitments are here as drafts: C8, C9."]
    fees, twice = Commitment.objects.order_by("ref")
    assert (fees.text, fees.state, fees.is_joint, [t.slug for t in fees.topics.all()]) == (
        "End recruitment fees", "draft", True, ["fees"],
    )  # fmt: skip
    new = Organisation.objects.get(name="Ministry of Labour, Myanmar")
    assert [party.party for party in fees.parties.all()] == [labour, new]
    assert (new.country.code, new.is_published) == ("MM", False)
    assert (fees.deadlines.get().latest, fees.deadlines.get().as_written) == (date(2017, 12, 31), "by December 2017")
    assert [str(party.party) for party in twice.parties.all()] == ["Countries of destination"]
    assert {party.as_written for party in twice.parties.all()} == {""}
    assert not fees.updates.exists()
    # The same list once more: all of it is here.
    answer = client.post(reverse(ADDRESS), {"event": event.pk, "file": sheet(*rows)})
    assert "<b>0</b> new, <b>2</b> here already" in answer.content.decode()


def test_an_exported_list_comes_in_again_and_changes_nothing(client, event, selma, labour):
    interior = make_organisation(name="Ministry of Interior", acronym="", country="KH", slug="interior")
    make_organisation(name="Ministry of Interior", country="TH", slug="interior-th")
    rows = [make_commitment(event, ref=ref, text=f"-Promise {ref}", nature="offer") for ref in ("C1", "C2", "T-9")]
    for role, party in (("lead", labour), ("partner", interior), ("addressee", labour)):
        CommitmentParty.objects.create(commitment=rows[0], role=role, organisation=party)
    CommitmentParty.objects.create(commitment=rows[0], role="through", participant=make_participant(event, "Secret0x"))
    for number, words in enumerate(("before 17 December 2017", "by December 2017"), 1):
        Deadline.objects.create(commitment=rows[0], number=number, kind="by", as_written=words,
                                latest=date(2017, 12, 31), precision="month")  # fmt: skip
    before = [list(model.objects.order_by("pk").values()) for model in (Commitment, CommitmentParty, Deadline)]
    export = reverse("admin:proceedings_commitment_export")
    parser = _Fields()
    parser.feed(client.get(export).content.decode())
    for kind in ("xlsx", "csv", "ods"):
        answer = client.post(export, parser.fields | {"format": [kind], "reason": "A list for the secretariat"})
        data = b"".join(answer.streaming_content)
        columns, _headings, found = find_rows(reading.read(data))
        listed = {row.ref: row for row in understand(columns, found)}
        assert {ref: row.text for ref, row in listed.items()} == {row.ref: row.text for row in rows}
        assert [reading_.words for reading_ in listed["C1"].deadlines] == [
            "before 17 December 2017",
            "by December 2017",
        ]
        assert listed["C1"].parties == {
            "lead": "Ministry of Labour (MoL)", "partner": "Ministry of Interior, Cambodia",
            "addressee": "Ministry of Labour (MoL)",
        }  # fmt: skip
        file = io.BytesIO(data)
        file.name = f"list.{kind}"
        answer = client.post(reverse(ADDRESS), {"event": event.pk, "file": file})
        assert "<b>0</b> new, <b>3</b> here already, <b>0</b> that cannot go in" in answer.content.decode()
        posted(client, answer, do=["import"])
    after = [list(model.objects.order_by("pk").values()) for model in (Commitment, CommitmentParty, Deadline)]
    assert after == before


@pytest.mark.parametrize(
    ("headings", "found"),
    [
        (["Mã số", "Nội dung cam kết", "Cơ quan chịu trách nhiệm", "Thời hạn"], ["ref", "text", "lead", "deadline"]),
        (["ลำดับ", "คำมั่นสัญญา", "หน่วยงานรับผิดชอบ", "กำหนดเวลา"], ["ref", "text", "lead", "deadline"]),
        (["ລຳດັບ", "ຄຳໝັ້ນສັນຍາ", "ໜ່ວຍງານ", "ກຳນົດເວລາ"], ["ref", "text", "lead", "deadline"]),
        (["ល.រ", "ការប្តេជ្ញាចិត្ត", "ស្ថាប័ន", "កាលកំណត់"], ["ref", "text", "lead", "deadline"]),
        (["စဉ်", "ကတိကဝတ်", "တာဝန်ရှိသူ", "သတ်မှတ်ရက်"], ["ref", "text", "lead", "deadline"]),
        (["序号", "承诺内容", "责任单位", "完成期限"], ["ref", "text", "lead", "deadline"]),
        (["Ref.", "Commitments made", "By whom?", "With whom", "To whom"],
         ["ref", "text", "lead", "partner", "addressee"]),
        (["Commitment / ကတိကဝတ်", "Due date (กำหนด)", "Progress"], ["text", "deadline"]),
    ],
)  # fmt: skip
def test_the_columns_are_found_by_their_headings_in_any_language(headings, found):
    columns, _headings, _rows = find_rows(as_csv(["A title"], headings, ["X1", "We will", "b", "c", "d"]))
    assert list(columns.values()) == found


def test_what_cannot_go_in_is_said_and_stops_all_of_it(event, selma):
    make_commitment(event, ref="C1", text="Here").delete()
    elsewhere = make_event(title="Elsewhere")
    columns, _headings, rows = find_rows(as_csv(
        ["Ref", "Commitment", "Event"],
        ["C1", "Used before", ""], ["N1", "", ""], ["no good ref!", "A", ""], ["N2", "B", "Nowhere"],
        ["N3", "C", "Elsewhere"], ["N3", "Twice", ""], ["N4", "=1+1", ""],
    ))  # fmt: skip
    given = {"by": selma, "columns": columns, "rows": rows, "called": "list", "decided": {}}
    with pytest.raises(NotPossible):
        bring_in_commitments(event, left_out=(), **given)
    assert not Commitment.objects.exists()
    (made,) = bring_in_commitments(event, left_out=(2, 3, 4, 5, 7, 8), **given)
    assert (made.ref, made.event, made.state) == ("N3", elsewhere, "draft")
    with pytest.raises(PermissionDenied):
        bring_in_commitments(event, left_out=(), **given | {"by": make_user("amina", "Registration staff")})
    # Two events of one name: the one whose list it is.
    make_event(title=event.title)
    columns, _headings, rows = find_rows(as_csv(["Commitment", "Event", "By"], ["D", "Dialogue", "Some Union"]))
    given |= {"columns": columns, "rows": rows, "left_out": (), "decided": {"Some Union": "new"}}
    # Not everybody who adds commitments adds organisations.
    thiri = make_user("thiri")
    thiri.user_permissions.add(Permission.objects.get(codename="add_commitment"))
    with pytest.raises(PermissionDenied):
        bring_in_commitments(event, **given | {"by": thiri})
    assert not Organisation.objects.exists()
    (made,) = bring_in_commitments(event, **given)
    assert made.event == event


def test_lines_in_a_cell_are_several_parties_and_rows_without_words_are_not_the_same(client, event, selma):
    make_organisation(name="Mekong Migration Network", acronym="MMN")
    file = sheet(
        ["Commitment", "Made by"],
        ["Open centres", "MMN\nMinistry of Things\n"],
        ["", "MMN"],
        ["", "MMN"],
    )
    client.force_login(selma)
    page = client.post(reverse(ADDRESS), {"event": event.pk, "file": file}).content.decode()
    assert "Ministry of Things" in page
    assert "MMN Ministry" not in page
    assert page.count("There is no text") == 2
    assert "The same as row" not in page


@pytest.mark.parametrize("rows", [[["Name", "Organisation"], ["A", "B"]], [["Commitment"]], [["Ref"], ["C1"]]])
def test_a_file_without_commitments_gets_a_sentence(client, event, selma, rows):
    answer = client.post(reverse(ADDRESS), {"event": event.pk, "file": sheet(*rows)})
    assert answer.status_code == 200
    assert answer.context["form"].errors["file"]


def test_a_page_that_somebody_changed_by_hand_is_asked_for_its_file_again(client, event, selma):
    answer = client.post(reverse(ADDRESS), {"list": "made up", "do": "import"}, follow=True)
    assert "Choose the file once more" in answer.content.decode()
