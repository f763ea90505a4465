"""Amina gets lists as ministries make them. Each comes to the same: these columns, these people, and the rest told."""

from pathlib import Path

import pytest

from proceedings.spreadsheets.reading import read
from proceedings.spreadsheets.table import find_table
from tests.lists import book, csv_table, left_out, names, refusal, table_of

DATA = Path(__file__).parent / "data"


# What a ministry sends


def test_the_list_of_a_ministry_is_read_as_it_is_meant():
    table = find_table(read((DATA / "delegates-messy.xlsx").read_bytes()))
    assert (table.sheet, table.sheets) == ("List of participants", ["List of participants", "Hotel rooms"])
    assert (table.heading_rows, len(table.rows), table.blank_rows, table.unsure) == ((4,), 210, 3, set())
    assert list(table.fields.values()) == [
        "number", "name", "own_script_name", "post", "organisation", "country", "email", "phone", "arrives_on",
        "consent",
    ]  # fmt: skip
    assert table.headings[9] == "Name may be published? (Y/N)"
    assert left_out(table) == {
        1: "a line above the headings",
        2: "a line above the headings",
        218: "a line below the list",
        219: "a line below the list",
    }
    assert (table.rows[0][0], table.rows[-1][0]) == (5, 216)
    assert table.rows[0][1]["name"] == "Mr. Tanaka Yuki"


# What the person says goes before every guess


def test_what_the_person_says_of_a_column_is_done():
    text = "Who,Name,Country\nThiri Myint,Yoma,Laos\nHnin Oo,Women Across Rivers,Laos\n"
    assert csv_table(text).fields == {1: "name", 2: "country"}
    table = csv_table(text, fields={0: "name", 1: "organisation", 2: ""})
    assert (table.fields, table.unsure) == ({0: "name", 1: "organisation"}, set())
    assert names(table) == ["Thiri Myint", "Hnin Oo"]
    assert names(csv_table("a,b\nx1,2\ny1,3\n", fields={0: "name"})) == ["a", "x1", "y1"]


def test_what_the_person_says_of_the_headings_is_done():
    lines = ["Name,Country", "Participant,State", "Thiri,Laos"]
    assert names(csv_table("\n".join(lines), heading_row=2)) == ["Thiri"]
    assert names(csv_table("\n".join(lines), heading_row=0, fields={0: "name"})) == ["Name", "Participant", "Thiri"]
    assert refusal(csv_table, "\n".join(lines), heading_row=9) == "There is no row 9 in the list."


def test_the_person_may_choose_another_sheet():
    data = read(book(("People", [["Name", "Country"], ["Thiri", "Laos"]]), ("Lao PDR", [["Name"], ["Noy"]])))
    assert names(find_table(data)) == ["Thiri"]
    assert names(find_table(data, sheet="Lao PDR")) == ["Noy"]
    assert refusal(find_table, data, sheet="Nothing") == "There is no sheet called “Nothing”."


# Sheets


def test_the_list_of_people_is_found_among_other_sheets():
    people = [["Name", "Organisation", "E-mail"], ["Thiri", "Yoma", "t@example.org"]]
    rooms = [
        ["Name", "Hotel", "Room", "Country", "Phone", "E-mail"],
        *(["Thiri", "Inya", n, "MM", "", ""] for n in range(9)),
    ]
    codes = [["Country", "Code"], *([f"Country {n}", n] for n in range(80))]
    hidden = [["Name", "Post", "Organisation", "Country", "E-mail"], ["Old", "", "", "", "o@example.org"]]
    data = read(
        book(
            ("Read me", [["Please fill in"]]),
            ("Codes", codes),
            ("Hotel rooms", rooms),
            ("Sheet1", people),
            ("Old", hidden),
            hide=["Old"],
        )
    )  # noqa: E501
    table = find_table(data)
    assert (table.sheet, table.sheets) == ("Sheet1", ["Read me", "Codes", "Hotel rooms", "Sheet1"])


def test_a_sheet_for_each_delegation_is_told_but_no_rooming_list():
    heads = ["Name", "Organisation"]
    sheets = ("Cambodia", [heads, ["Dara", "MoLVT"]]), ("Laos", [heads, ["Bounmy", "MoL"], ["Noy", "MoL"]])
    sheets = read(book(*sheets, ("Hotel", [heads, ["Dara", "Room 12"]]), ("Viet Nam", [heads])))
    assert (find_table(sheets).sheet, find_table(sheets).others) == ("Laos", ["Cambodia"])
    assert find_table(sheets, sheet="Cambodia").others == ["Laos"]


def test_a_form_for_one_person_is_not_a_list_of_its_headings():
    form = [["Full name:", "Lan"], ["Organisation:", "DOLAB"], ["Country:", "Viet Nam"], ["E-mail:", "lan@example.org"]]
    assert refusal(table_of, *form).startswith("The headings stand one below the other")


def test_a_sheet_with_headings_and_nobody_beneath_is_not_the_list():
    empty = [["Name", "Organisation", "Country", "E-mail", "Phone"]]
    table = find_table(read(book(("Participants", empty), ("Sheet2", [["Name", "Country"], ["Thiri", "Laos"]]))))
    assert table.sheet == "Sheet2"


# Rows


def test_an_organisation_merged_over_five_people_is_that_of_all_five():
    people = [[n, f"Person {n}", "Yoma" if n == 1 else None, "Laos" if n == 1 else None] for n in range(1, 6)]
    table = table_of(
        ["No", "Name", "Organisation", "Country"], *people, [6, "Alone", None, None], merge=["C2:C6", "D2:D4"]
    )
    assert [row["organisation"] for _number, row in table.rows] == ["Yoma"] * 5 + [""]
    assert [row["country"] for _number, row in table.rows] == ["Laos"] * 3 + ["", "", ""]


def test_a_name_merged_over_two_rows_is_one_person():
    table = table_of(["Name", "Organisation"], ["Thiri", "Yoma"], [None, "Other"], merge=["A2:A3"])
    assert (names(table), left_out(table)) == (["Thiri"], {3: "more about the person above"})


def test_sections_go_for_the_people_beneath_them():
    table = table_of(
        ["No", "Name", "Organisation", "Country"],
        ["Delegation of Viet Nam"],
        [1, "Nguyễn Thị Ánh", "Bộ Ngoại giao", "Viet Nam"],
        [],
        [None, "Government of Lao PDR", None, None],
        [2, "Noy", "Ministry of Labour", "Lao PDR"],
        ["III", "ภาคประชาสังคม", None, None],
        [3, "สมชาย ใจดี", "มูลนิธิ", "Thailand"],
        merge=["A2:D2"],
    )
    assert table.sections == {3: "Delegation of Viet Nam", 6: "Government of Lao PDR", 8: "III · ภาคประชาสังคม"}
    assert left_out(table) == dict.fromkeys((2, 5, 7), "a heading of the rows beneath it")
    assert names(table) == ["Nguyễn Thị Ánh", "Noy", "สมชาย ใจดี"]
    assert table.blank_rows == 1


def test_sections_of_a_list_without_numbers():
    table = csv_table(
        "Name,Organisation,Country\nViet Nam,,\nAnh,Yoma,Viet Nam\nCivil society organisations (2),,\n"
        "Noy,Tonle,Laos\nLin,Tonle,Laos\n"
    )
    assert table.sections == {3: "Viet Nam", 5: "Civil society organisations (2)", 6: "Civil society organisations (2)"}


def test_somebody_of_whom_there_is_only_a_name_is_somebody():
    table = csv_table("Name,Organisation,Country\nAnh,Yoma,Viet Nam\nThiri,,\nNoy,Tonle,Laos\nHnin,,\nLin,Yoma,Laos\n")
    assert names(table) == ["Anh", "Thiri", "Noy", "Hnin", "Lin"]


def test_a_list_of_names_alone():
    assert names(csv_table("Participants\nThiri\nHnin Oo\nNoy\n")) == ["Thiri", "Hnin Oo", "Noy"]


@pytest.mark.parametrize(
    "footer",
    [
        ["Total: 2 participants"], ["", "Total", "", 2], ["Prepared by the Secretariat, 2 March 2569"],
        ["", "", "Vientiane, 2 March 2026"],
        ["Prepared by:", "", "Approved by:"], ["", "รวมทั้งสิ้น 2 คน"], ["ຈັດທຳໂດຍ: ກະຊວງ"], ["Tổng số: 2 đại biểu"],
        ["合计：2人"],
        ["စုစုပေါင်း - ၂ ဦး"], ["សរុប: ២ នាក់"], ["Note: names as in passports."], ["* to be confirmed"],
        ["Page 1 of 1"], ["", "(signed)"],
    ],
    ids=str,
)  # fmt: skip
@pytest.mark.parametrize("gap", [True, False])
def test_what_stands_below_the_list_is_nobody(footer, gap):
    people = [[1, "Thiri", "Yoma", "Laos"], [2, "Hnin", "Yoma", "Laos"]]
    table = table_of(["No", "Name", "Organisation", "Country"], *people, *([[]] if gap else []), footer)
    assert names(table) == ["Thiri", "Hnin"]
    assert left_out(table) == {4 + gap: "a line below the list"}
    assert table.blank_rows == gap


def test_somebody_added_at_the_end_without_a_number_is_somebody():
    people = [[1, "Thiri", "Yoma", "Laos"], [2, "Hnin", "Yoma", "Laos"], [None, "Noy", "Tonle", "Laos"]]
    assert names(table_of(["No", "Name", "Organisation", "Country"], *people)) == ["Thiri", "Hnin", "Noy"]


def test_a_signature_of_two_cells_after_a_gap_is_nobody():
    table = table_of(
        ["No", "Name", "Organisation", "Country"],
        [1, "Thiri", "Yoma", "Laos"],
        [],
        [None, "Vientiane, 2 March 2026", "Head of Department"],
        [None, "Somebody Important", "Director"],
    )
    assert names(table) == ["Thiri"]
    assert left_out(table) == dict.fromkeys((4, 5), "a line below the list")


def test_headings_and_titles_printed_on_every_page_are_nobody():
    heading, title = ["No", "Name", "Role", "Country"], ["List of delegates", None]
    table = table_of(
        title, heading, [1, "Thiri", "Delegate", "Laos"], [2, "Hnin", "Delegate", "Laos"], ["Page 1 of 2"],
        title, heading,
        [3, "Noy", "Observer", "Laos"], ["", "Sub-total", "", 3], [4, "Lin", "Delegate", "Laos"],
    )  # fmt: skip
    assert names(table) == ["Thiri", "Hnin", "Noy", "Lin"]
    assert left_out(table) == {
        1: "a line above the headings",
        5: "a total or a remark, and nobody",
        6: "a title line again",
        7: "the headings again",
        9: "a total or a remark, and nobody",
    }
    assert table.sections == {}


def test_delegations_one_below_the_other_each_with_headings_of_its_own():
    heading = ["Name", "Post"]
    table = table_of(
        ["Delegation of Viet Nam"], heading, ["Anh", "Officer"], ["Bình", "Officer"], [],
        ["Delegation of Lao PDR"], heading, ["Noy", "Officer"],
    )  # fmt: skip
    assert names(table) == ["Anh", "Bình", "Noy"]
    assert table.sections == {3: "Delegation of Viet Nam", 4: "Delegation of Viet Nam", 8: "Delegation of Lao PDR"}


def test_numbered_lines_that_nobody_filled_are_told():
    table = table_of(["No", "Name", "Country"], [1, "Thiri", "Laos"], [2], [3])
    assert names(table) == ["Thiri"]
    assert left_out(table) == {3: "nothing but a number", 4: "nothing but a number"}


def test_a_broken_row_in_the_midst_is_a_person_with_a_problem():
    table = csv_table("Name,Organisation,E-mail\nThiri,Yoma,\n,,h@example.org\n#REF!,,\n,Yoma,\nNoy,Tonle,\n")
    assert [number for number, _row in table.rows] == [2, 3, 4, 5, 6]


def test_a_list_longer_than_one_may_import_is_refused():
    assert refusal(csv_table, "Name\n" + "Thiri\n" * 5_001).startswith("There are more than 5,000 rows.")
    assert len(csv_table("Name\n" + "Thiri\n" * 5_000).rows) == 5_000


def test_merges_without_end_cost_nothing():
    data = read(book(("List", [["Name", "Post"], *(["Thiri", "x"] for _n in range(900))])))
    data[0].merged = [(2, 1, 1_000_000, 1)] * 2_000
    assert refusal(find_table, data).startswith("Unpacked, this file is far larger")
