"""Amina is told who in a list may be somebody she has already. She is asked, and nobody is merged behind her back."""

import json
import re
from pathlib import Path

import pytest
from openpyxl import load_workbook

from proceedings.spreadsheets import matching
from proceedings.spreadsheets.countries import country_code
from proceedings.spreadsheets.matching import Index, Known, Match, same_organisation

DATA = Path(__file__).parent / "data"
HONORIFIC = re.compile(r"((?:(?:Assoc\. Prof\.|Mr\.|Ms\.|Dr\.|H\.E\.|Hon\.|Atty\.|Oknha|Khun|U|Daw|Ko|Ma) )*)(.*)")

ADDRESS = "somebody@example.org"
OTHER_ADDRESS = "somebody.else@example.org"
OFFICE = "Lao Villages Association"


def person(name, key=1, **facts):
    return Known(key, name, **facts)


def certainty(row, *known):
    """What Amina is told of a row: “same”, “maybe”, or None for somebody new."""
    found = Index(known).find(row)
    return found[0].certainty if found else None


def why(row, known):
    (match,) = Index([known]).find(row)
    return match.why


# The list of a ministry


def messy():
    """The rows of the messy list as Known, and what is true of them."""
    sheet = load_workbook(DATA / "delegates-messy.xlsx").worksheets[0]
    rows = []
    for cells in sheet.iter_rows(min_row=5):
        number, written, own, _post, organisation, country, email, phone = [cell.value for cell in cells[:8]]
        if number is None:
            continue
        honorific, name = HONORIFIC.fullmatch(written or "").groups()
        rows.append(
            Known(
                cells[0].row,
                name,
                names=(own,) if own else (),
                email=email or "",
                organisation=organisation or "",
                country=country_code(country),
                phone=str(phone or ""),
                honorific=honorific.strip(),
            )
        )
    return rows, json.loads((DATA / "delegates-messy.expected.json").read_text())


def matched(rows):
    """{row: [matches]} of those rows that look like an earlier one."""
    index, found = Index(), {}
    for row in rows:
        if matches := index.find(row):
            found[row.key] = matches
        index.add(row)
    return found


def test_in_the_list_of_a_ministry_fifteen_rows_repeat_another_and_no_other_row_does():
    rows, truth = messy()
    found = matched(rows)
    assert {row: [match.key for match in matches] for row, matches in found.items()} == {
        one["row"]: [one["of"]] for one in truth["duplicates"]
    }
    assert {row for row, matches in found.items() if matches[0].certainty == "same"} == {
        one["row"] for one in truth["duplicates"] if one["why"] == "same e-mail in other case"
    }
    problems = {one["row"] for one in truth["errors"]}
    assert len([row for row in rows if row.key not in found and row.key not in problems]) == truth["new"]


def test_without_the_telephone_numbers_the_same_fifteen_are_found():
    rows, truth = messy()
    problems = {one["row"] for one in truth["errors"]}
    found = matched(row._replace(phone="") for row in rows if row.key not in problems)
    assert {row: [match.key for match in matches] for row, matches in found.items()} == {
        one["row"]: [one["of"]] for one in truth["duplicates"]
    }


def test_she_reads_why():
    rows, _truth = messy()
    found = matched(row._replace(phone="") for row in rows)
    assert {row: found[row][0].why for row in (192, 197, 202, 204, 205)} == {
        192: "same e-mail address",
        197: "same name and organisation",
        202: "same name in another order, same organisation",
        204: "same name and organisation",
        205: "same name with another form of address, same organisation",
    }


# What speaks for one person, and what against


@pytest.mark.parametrize(
    ("row", "known", "expected"),
    [
        # Zaw is the only name he has, and a common one.
        ({"name": "Zaw", "organisation": "A"}, {"organisation": "B"}, None),
        ({"name": "Zaw", "organisation": "A"}, {}, None),
        ({"name": "Zaw"}, {}, None),
        ({"name": "Zaw", "organisation": "A"}, {"organisation": "A", "email": ADDRESS}, "maybe"),
        ({"name": "Zaw", "organisation": "A", "email": OTHER_ADDRESS}, {"organisation": "A", "email": ADDRESS}, None),
        (
            {"name": "Zaw", "organisation": "A", "phone": "0912345678"},
            {"organisation": "A", "phone": "0987654321"},
            None,
        ),
        ({"name": "Zaw", "phone": "+95 9 1234 5678"}, {"organisation": "A", "phone": "0912345678"}, "maybe"),
        ({"name": "သီရိ", "organisation": "A"}, {"organisation": "B"}, None),
        ({"name": "王伟", "organisation": "A"}, {"organisation": "B"}, None),
        # Two words are rarer. People change organisations, countries less.
        ({"name": "Sok Sophea", "organisation": "A"}, {"organisation": "B"}, "maybe"),
        ({"name": "Sok Sophea", "organisation": "A"}, {}, "maybe"),
        ({"name": "Sophea Sok"}, {"name": "Sok Sophea"}, "maybe"),
        ({"name": "အောင်ကျော်မိုး", "organisation": "A"}, {"organisation": "B"}, "maybe"),
        (
            {"name": "Ana Cruz", "organisation": "A", "country": "PH"},
            {"organisation": "B", "country": "MX"},
            None,
        ),
        (
            {"name": "Sok Sophea", "organisation": "A", "email": OTHER_ADDRESS},
            {"organisation": "B", "email": ADDRESS},
            None,
        ),
        (
            {"name": "Sok Sophea", "organisation": "A", "phone": "012 345 678"},
            {"organisation": "B", "phone": "087654321"},
            None,
        ),
        # Two addresses, and nothing else that differs: many have one of the office and one of their own.
        (
            {"name": "Sok Sophea", "organisation": "A", "email": OTHER_ADDRESS},
            {"organisation": "A", "email": ADDRESS},
            "maybe",
        ),
        (
            {"name": "Sok Sophea", "organisation": "A", "email": OTHER_ADDRESS, "phone": "012345678"},
            {"organisation": "A", "email": ADDRESS, "phone": "087654321"},
            None,
        ),
        (
            {"name": "Sok Sophea", "email": OTHER_ADDRESS, "phone": "០១២៣៤៥៦៧៨"},
            {"organisation": "A", "email": ADDRESS, "phone": "+855 12 345 678 / 011 222 333"},
            "maybe",
        ),
        # A spelling is weaker than a name, and a longer name is weaker still.
        ({"name": "Bounmy Phommasane", "organisation": "A"}, {"name": "Bounmy Phommasan", "organisation": "B"}, None),
        ({"name": "Bounmy Phommasane", "organisation": "A"}, {"name": "Bounmy Phommasan"}, "maybe"),
        (
            {"name": "Bounmy Phommasane", "organisation": "A", "email": OTHER_ADDRESS},
            {"name": "Bounmy Phommasan", "organisation": "A", "email": ADDRESS},
            None,
        ),
        ({"name": "Maria Luz Santos", "organisation": "A"}, {"name": "Maria Santos", "organisation": "A"}, "maybe"),
        ({"name": "Maria Luz Santos", "organisation": "A"}, {"name": "Maria Santos", "organisation": "B"}, None),
        ({"name": "Ma. Luz Santos", "organisation": "A"}, {"name": "Maria Luz Santos", "organisation": "A"}, "maybe"),
        (
            {"name": "Maria Luz Santos", "organisation": "A", "phone": "0911111111"},
            {"name": "Maria Santos", "organisation": "A", "phone": "0922222222"},
            None,
        ),
        # One address, and a name left out: certain if two words are left, for offices share theirs.
        ({"name": "Maria Luz Santos", "email": ADDRESS}, {"name": "Maria Santos", "email": ADDRESS}, "same"),
        ({"name": "Zaw Htun", "email": ADDRESS}, {"name": "Zaw", "email": ADDRESS}, "maybe"),
        # Accents that are there and differ are not accents left out.
        ({"name": "Nguyễn Thị Ánh", "organisation": "A"}, {"name": "Nguyễn Thị Ành", "organisation": "B"}, None),
        ({"name": "Nguyễn Thị Ánh", "organisation": "A"}, {"name": "Nguyễn Thị Anh", "organisation": "B"}, "maybe"),
        ({"name": "Lê Thị Thuỷ", "organisation": "A"}, {"name": "Lê Thị Thủy", "organisation": "B"}, "maybe"),
        # Saw is how a Karen man is addressed, and many take it for a part of his name.
        (
            {"name": "Saw Eh Htoo", "organisation": "A", "phone": "0911111111"},
            {"name": "Eh Htoo", "organisation": "A", "phone": "0922222222"},
            "maybe",
        ),
        (
            {"name": "Win Eh Htoo", "organisation": "A", "phone": "0911111111"},
            {"name": "Eh Htoo", "organisation": "A", "phone": "0922222222"},
            None,
        ),
        # A ministry of labour is in every country.
        (
            {"name": "Lin", "organisation": "Ministry of Labour", "country": "MM"},
            {"organisation": "Ministry of Labour", "country": "CN"},
            None,
        ),
        # One name in own script, romanised in two ways that nobody would take for one another.
        (
            {"name": "Ag Q. Moe", "names": ("အောင်ကျော်မိုး",), "organisation": "A"},
            {"name": "Oung Jaw Mou", "names": ("အောင်ကျော်မိုး",), "organisation": "A"},
            "maybe",
        ),
        (
            {"name": "Prasert Boonmee", "names": ("สมชาย ใจดี",), "organisation": "A", "email": OTHER_ADDRESS},
            {"name": "Kanya Suksai", "names": ("สมชาย ใจดี",), "organisation": "A", "email": ADDRESS},
            None,
        ),
        # Nothing to go by.
        ({"name": ""}, {}, None),
        ({"name": "", "organisation": "A"}, {"organisation": "A"}, None),
        ({"name": "—", "organisation": "A"}, {"organisation": "A"}, None),
        ({"name": "", "email": ADDRESS}, {"name": "Zaw", "email": ADDRESS}, "maybe"),
    ],
)
def test_what_speaks_for_one_person_and_what_against(row, known, expected):
    known = {"name": row["name"]} | known
    assert certainty(person(**row), person(**known)) == expected
    assert certainty(person(**known), person(**row)) == expected


@pytest.mark.parametrize(
    ("longer", "shorter"),
    [
        ("Touch Channary Tran", "Touch Channary"),
        ("Prasert Boonmee Noi", "Prasert Boonmee"),
        ("Carlo O'Hara May", "Carlo O'Hara"),
        ("Khamla Kham", "Khamla"),
    ],
)
def test_a_name_that_holds_another_beside_another_address_is_somebody_else(longer, shorter):
    row = person(longer, organisation=OFFICE, email=OTHER_ADDRESS)
    known = person(shorter, organisation=OFFICE, email=ADDRESS)
    assert certainty(row, known) is None
    assert certainty(known, row) is None
    # Without one of the addresses two full names would be worth a look.
    assert certainty(row._replace(email=""), known) == (None if shorter == "Khamla" else "maybe")


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Ministry of Labour, Immigration and Population", "MOLIP", True),
        ("MoLIP", "Ministry of Labour, Immigration & Population", True),
        ("Yoma Recruitment Services Co., Ltd.", "Yoma Recruitment Services", True),
        ("The Lao Villages Association", "lao villages association", True),
        ("Tonle Legal Aid", "Tonlé Legal Aid", True),
        ("Centre for Returning Workers", "Center for Returning Workers", True),
        ("Ministry of Labour", "Ministry of Interior", False),
        ("Ministry of Labour", "Ministry of Labour and Social Welfare", False),
        ("Network A", "Network B", False),
        ("Border Clinic number 1021", "Border Clinic number 1022", False),
        ("Organisation for Labour", "Labor Organization", True),
        ("A", "Alliance", False),
        ("ກະຊວງ ແຮງງານ", "ກະຊວງ ແຮງງານ", True),
        ("", "Ministry of Labour", None),
        ("", "", None),
        ("…", "Ministry of Labour", None),
    ],
)
def test_an_organisation_is_the_same_by_name_or_acronym(one, other, expected):
    assert same_organisation(one, other) is expected
    assert same_organisation(other, one) is expected


# What she reads


@pytest.mark.parametrize(
    ("row", "known", "sentence"),
    [
        (
            {"name": "Zaw", "email": ADDRESS},
            {"name": "Thiri", "email": ADDRESS},
            "same e-mail address, but a quite different name: Thiri",
        ),
        (
            {"name": "ဇော်", "email": ADDRESS},
            {"name": "Zaw", "email": ADDRESS},
            "same e-mail address, name in another script: Zaw",
        ),
        (
            {"name": "Thidar", "organisation": "A"},
            {"name": "Thida", "organisation": "A"},
            "nearly the same name: Thida, same organisation",
        ),
        (
            {"name": "Sok Sophea", "organisation": "A"},
            {"name": "Sok Sophea", "organisation": "B"},
            "same name, other organisation",
        ),
        (
            {"name": "Sok Sophea", "organisation": "A", "email": ADDRESS},
            {"name": "Sok Sophea", "organisation": "A", "email": OTHER_ADDRESS},
            "same name and organisation, another e-mail address",
        ),
        (
            {"name": "Sok Sophea", "phone": "012345678"},
            {"name": "Sok Sophea", "phone": "12345678"},
            "same name, same telephone number",
        ),
        (
            {"name": "Sok Sophea", "honorific": "Oknha", "organisation": "A"},
            {"name": "Sok Sophea", "honorific": "H.E.", "organisation": "A"},
            "same name with another form of address, same organisation",
        ),
        (
            {"name": "Sok Sophea", "honorific": "Mr", "organisation": "A"},
            {"name": "Sok Sophea", "honorific": "MR.", "organisation": "A"},
            "same name and organisation",
        ),
    ],
)
def test_she_reads_what_made_somebody_look_alike(row, known, sentence):
    assert why(person(**row), person(**known)) == sentence


# Among many


def test_the_likeliest_comes_first_and_a_weak_likeness_is_not_told_beside_a_strong_one():
    index = Index(
        [
            person("Sok Sophea", "elsewhere", organisation="B"),
            person("Sok Sophea Tran", "longer", organisation="A"),
            person("Sok Sophear", "nearly", organisation="A"),
            person("Sok Sophea", "here", organisation="A"),
            person("Sok Sophea", "by address", organisation="C", email=ADDRESS),
        ]
    )
    row = person("Sophea Sok", "row", organisation="A", email=ADDRESS)
    assert [(match.key, match.certainty) for match in index.find(row)] == [
        ("by address", "same"),
        ("here", "maybe"),
        ("nearly", "maybe"),
    ]


def test_a_row_finds_the_one_above_it_and_not_the_one_below():
    index = Index()
    first, again = person("Khamla", 5, organisation=OFFICE), person("Khamla", 192, organisation=OFFICE)
    assert index.find(first) == []
    index.add(first)
    assert index.find(again) == [Match(5, "maybe", "same name and organisation")]
    index.add(again)
    assert len(index) == 2


def test_a_number_of_a_row_and_a_number_in_the_database_may_be_the_same():
    assert certainty(person("Sok Sophea", 7, email=ADDRESS), person("Sok Sophea", 7, email=ADDRESS)) == "same"


def test_the_address_of_an_office_asks_about_nobody():
    names = ["Zaw", "Thiri", "Khamla", "Sok Sophea", "Kanya Suksai"]
    found = matched(person(name, name, email="office@example.org") for name in names)
    assert {name: len(matches) for name, matches in found.items()} == {"Thiri": 1, "Khamla": 2}
    index = Index(person(name, name, email="office@example.org") for name in names)
    assert index.find(person("Sophea Sok", email="OFFICE@example.org"))[0][:2] == ("Sok Sophea", "same")


def test_a_name_that_many_have_asks_only_where_something_else_agrees():
    index = Index(
        person("Nguyễn Văn An", number, organisation=f"Office {number}", phone=f"09{number:08}")
        for number in range(1000, 1100)
    )
    row = person("Nguyễn Văn An", "row", organisation="Quite another")
    assert index.find(row) == []
    assert [match.key for match in index.find(row._replace(organisation="Office 1077"))] == [1077]
    assert [match.key for match in index.find(row._replace(phone="+84 9 0000 1088"))] == [1088]


@pytest.mark.parametrize(
    "people",
    [
        lambda n: person("Nguyễn Văn An", n, organisation="Ministry of Labour", phone="0900000000"),
        lambda n: person(f"Nguyễn Văn {n:b}".replace("0", "x").replace("1", "y"), n, organisation="Ministry of Labour"),
        lambda n: person(f"Zaw {n}", n, organisation="Ministry of Labour", email="office@example.org"),
        lambda n: person("", n, organisation="Ministry of Labour"),
    ],
    ids=["one name", "one family", "one address", "no names"],
)
def test_however_alike_a_list_is_few_are_looked_at_for_each_row(people, monkeypatch):
    looked = []
    judge = matching._judge
    monkeypatch.setattr(matching, "_judge", lambda *two: looked.append(1) or judge(*two))
    index = Index(people(number) for number in range(3000))
    for number in range(3000, 3020):
        assert len(index.find(people(number))) <= 5
    assert len(looked) <= 20 * 5 * matching.COMMON


@pytest.mark.parametrize(
    "text", ["x" * 5000, "9" * 5000, "\u0301", "\u200b", "a" + "\u0301" * 500, "🙂", "\x00", "ก" * 300]
)
def test_whatever_stands_in_a_cell_breaks_nothing(text):
    row = Known(1, text, (text, text), text, text, text, text, text)
    assert [match.certainty for match in Index([row]).find(row._replace(email=""))] in ([], ["maybe"])
    assert certainty(person("Zaw", email=text, phone=text, organisation=text), row) in ("maybe", None)
