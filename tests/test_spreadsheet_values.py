"""Amina gets lists with everything that ministries write into cells. Each is understood, asked about, or left alone."""

from datetime import date

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from proceedings.spreadsheets import countries
from proceedings.spreadsheets.countries import country_code, plain
from proceedings.spreadsheets.dates import read_date
from proceedings.spreadsheets.names import Name, join_name, read_name
from proceedings.spreadsheets.reading import CellError, Day, Formula, Number
from proceedings.spreadsheets.values import (
    Read,
    one_line,
    read_country,
    read_email,
    read_gender,
    read_phone,
    read_text,
    read_yes,
)

# How to reach somebody


@pytest.mark.parametrize(
    ("cell", "address"),
    [
        (" Tanaka.Yuki@Example.ORG ", "Tanaka.Yuki@Example.ORG"),
        ("mailto:a@example.org", "a@example.org"),
        ("MAILTO:a@example.org?subject=x", "a@example.org"),
        ("<a@example.org>", "a@example.org"),
        ("Thiri Oo <thiri@example.org>", "thiri@example.org"),
        ("E-mail: a@example.org", "a@example.org"),
        ("a@example.org;", "a@example.org"),
        ("a@example.org; A@EXAMPLE.org", "a@example.org"),
        ("ａ＠example.org", "a@example.org"),
        ("\u202aa@example.org\u202c", "a@example.org"),
        ("o'hara@example.org", "o'hara@example.org"),
        ("", ""),
        ("n/a", ""),
        ("ไม่มี", ""),
        ("None", ""),
    ],
)
def test_an_address_is_taken_out_of_what_mail_programs_put_around_it(cell, address):
    assert read_email(cell) == Read(address)


def test_two_addresses_in_one_cell_are_a_problem_that_says_so():
    problem = "E-mail not valid: two addresses, “a@example.org” and “b@example.org”. Keep one."
    for cell in ("a@example.org; b@example.org", "a@example.org / b@example.org", "a@example.org b@example.org"):
        assert read_email(cell) == Read("", problem=problem)
    assert read_email("a@x.org,b@x.org,c@x.org").problem == "E-mail not valid: 3 addresses. Keep one."


@pytest.mark.parametrize(
    "cell",
    ["somchai at example.org", "a@example", "a b@example.org", "a@@example.org", "a@example.org (home)", "@",
     "12345", "สมชาย@example.org", "a" * 250 + "@example.org"],
)  # fmt: skip
def test_what_is_no_address_is_a_problem_and_nothing_is_made_of_it(cell):
    read = read_email(cell)
    assert (read.value, read.problem[:18]) == ("", "E-mail not valid: ")


def test_a_phone_number_is_kept_as_it_is():
    for cell in ("0972887101", "+66 81 234 5678", "012 345 678 / 098 765 432", "(02) 123-4567 ext. 5"):
        assert read_phone(cell) == Read(cell)


def test_a_number_that_may_have_lost_its_zero_is_noted_and_no_zero_invented():
    assert read_phone(Number("906920627")) == Read(
        "906920627", "906920627 was kept as a number: a 0 or + before it may be lost"
    )


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("๐๘๑-๒๓๔-๕๖๗๘", "081-234-5678"),
        ("၀၉ ၄၂၀ ၁၁၁", "09 420 111"),
        ("ဝ၉၄၂ဝဝဝ", "0942000"),
        ("០១២ ៣៤៥ ៦៧៨", "012 345 678"),
        ("໐໒໐ ໕໕໕ ໖໖໖", "020 555 666"),
        ("０９０-1234-5678", "090-1234-5678"),
    ],
)
def test_a_phone_number_in_other_digits_is_read_and_the_reading_shown(cell, number):
    assert read_phone(cell) == Read(number, f"{cell} read as {number}")


def test_a_phone_number_that_a_program_spoilt_is_asked_for_again():
    assert "digits are lost" in read_phone("9.07E+08").problem
    assert "turned into a date" in read_phone(Day("2026-03-11")).problem
    assert "too long" in read_phone("0" * 51).problem
    assert "does not look like a phone number" in read_phone("ask the office").note


# Answers


@pytest.mark.parametrize(
    "cell",
    ["Y", "y.", "yes", "YES", "✓", "✔\ufe0f", "☑", "true", "ใช่", "ยินยอม", "đồng ý", "Có", "是", "同意", "បាទ",
     "ចាស", "បាទ/ចាស", "យល់ព្រម", "ဟုတ်ကဲ့", "သဘောတူ", "ແມ່ນ", "ຍິນຍອມ"],
)  # fmt: skip
def test_somebody_who_clearly_says_yes_has_said_yes(cell):
    assert read_yes(cell) == Read(True)


@pytest.mark.parametrize(
    "cell",
    ["", " ", "-", "n/a", "N", "No", "no.", "false", "✗", "☐", "ไม่", "ไม่ยินยอม", "không", "Không đồng ý", "否",
     "不同意", "ទេ", "မဟုတ်ပါ", "သဘောမတူပါ", "ບໍ່ຍິນຍອມ"],
)  # fmt: skip
def test_a_blank_and_a_no_mean_no(cell):
    assert read_yes(cell) == Read(False)


@pytest.mark.parametrize(
    "cell",
    ["1", Number("1"), "x", "X", "ok", "co", "maybe", "Y/N", "yes/no", "Yes?", "☐ Yes", "☒",
     "yes, but not the photo", "ใช่/ไม่ใช่", "chưa đồng ý", "不 是", "ü", Day("2026-03-11"), Formula("=TRUE()"),
     CellError("#N/A")],
)  # fmt: skip
def test_anything_else_means_no_and_that_is_said(cell):
    read = read_yes(cell)
    assert (read.value, read.problem) == (False, "")
    assert read.note.endswith("taken as no")


@pytest.mark.parametrize(
    ("gender", "cells"),
    [
        ("woman", ["F", "female", "Ms.", "หญิง", "nữ", "女", "ស្រី", "အမျိုးသမီး", "မ", "ຍິງ"]),
        ("man", ["M", "Male", "ชาย", "Nam", "男", "ប្រុស", "ကျား", "ຊາຍ"]),
        ("other", ["other", "Non-binary", "khác", "其他", "อื่นๆ"]),
        ("", ["", "-", "prefer not to say", "ไม่ระบุ"]),
    ],
)
def test_a_gender_is_read_in_the_languages_of_the_region(gender, cells):
    assert [read_gender(cell) for cell in cells] == [Read(gender)] * len(cells)


@pytest.mark.parametrize("cell", ["M/F", "x", "Thiri", "ကျား/မ"])
def test_a_gender_that_is_not_clear_is_left_open(cell):
    assert read_gender(cell) == Read("", f"gender “{cell}” not understood, left open")


# Countries, and comparing


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("MM", ["Myanmar", "MYANMAR", "Burma", "MM", "mmr", "မြန်မာ", "မြန်မာနိုင်ငံ", "พม่า", "เมียนมา", "ມຽນມາ",
         "មីយ៉ាន់ម៉ា", "缅甸", "Burmese"]),
        ("VN", ["Viet Nam", "Vietnam", "VIET-NAM", "VN", "Việt Nam", "เวียดนาม", "ວຽດນາມ", "វៀតណាម", "ဗီယက်နမ်",
         "越南"]),
        ("LA", ["Lao PDR", "LAO P.D.R.", "Laos", "ລາວ", "ສປປ ລາວ", "สปป.ลาว", "ลาว", "ឡាវ", "လာအို", "Lào",
         "CHDCND Lào", "老挝"]),
        ("TH", ["Thailand", "ไทย", "ประเทศไทย", "ประเทศไทย (Thailand)", "ໄທ", "ປະເທດໄທ", "ថៃ", "ထိုင်း", "Thái Lan",
         "泰国"]),
        ("KH", ["Cambodia", "Kingdom of Cambodia", "កម្ពុជា", "ប្រទេសកម្ពុជា", "กัมพูชา", "ກຳປູເຈຍ", "ကမ္ဘောဒီးယား",
         "Campuchia", "柬埔寨"]),
        ("CN", ["China", "P.R. China", "中国", "中國", "中华人民共和国", "จีน", "ຈີນ", "ចិន", "တရုတ်", "Trung Quốc"]),
        ("PH", ["PH", "Philippines", "the Philippines", "Philippines (the)", "Pilipinas", "ฟิลิปปินส์"]),
        ("KR", ["Republic of Korea", "Korea (South)", "Republic of Korea (ROK)", "한국"]),
        ("JP", ["JAPAN", "JP", "日本", "ＪＡＰＡＮ", "ญี่ปุ่น"]),
        ("CI", ["Côte d'Ivoire", "Cote d’Ivoire"]),
        ("GB", ["UK", "U.K."]),
    ],
)  # fmt: skip
def test_a_country_is_known_by_the_names_people_use(code, names):
    assert {name: read_country(name) for name in names} == {name: Read(code) for name in names}


def test_a_country_nobody_knows_is_asked_for_and_a_misspelt_one_guessed_at():
    assert read_country("Atlantis") == Read("", problem="Country not known: “Atlantis”.")
    assert read_country("Phillipines") == Read("", problem="Country not known: “Phillipines”. Is it Philippines?")
    assert read_country("Thailand / Myanmar").problem == "Country not known: “Thailand / Myanmar”."
    assert read_country("") == Read("")


def test_the_republic_of_china_is_not_the_peoples_republic():
    assert (country_code("Republic of China"), country_code("People's Republic of China")) == ("TW", "CN")


def test_whoever_asks_first_in_vietnamese_does_not_lose_the_english_names():
    countries._codes.cache_clear()
    country_code.cache_clear()
    with translation.override("vi"):
        assert [country_code(name) for name in ("Germany", "Sweden", "Đức", "เยอรมนี")] == ["DE", "SE", "DE", "DE"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Trần Văn Đức", "TRAN VAN DUC"),
        ("Carlo O'Hara", "carlo o’hara"),
        ("Reyes-Mendoza", "Reyes  Mendoza"),
        ("น้ำฝน", "นํ้าฝน"),
        ("ນ້ຳ", "ນໍ້າ"),
        ("ពលករ\u200bខ្មែរ", "ពលករខ្មែរ"),
        ("បណ្តុះ", "បណ្ដុះ"),
        ("ဦး", "ဥ\u102eး"),
        ("ชั้น ๒", "ชั้น 2"),
        ("ＴＯＫＹＯ", "Tokyo"),
        ("Øystein", "oystein"),
        ("R & D", "r and d"),
        ("a_b", "A b"),
    ],
)
def test_two_ways_to_write_one_name_are_plainly_the_same(one, other):
    assert plain(one) == plain(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [("ใกล้", "ไกล"), ("มา", "ม้า"), ("ມາ", "ມ້າ"), ("កា", "កី"), ("မိုး", "မိး"), ("ကျော်", "ကျား"), ("サト", "サド"[:1])],
)
def test_vowels_and_tones_of_the_region_make_another_name(one, other):
    assert plain(one) != plain(other)


# Any cell


def test_other_text_is_kept_as_written():
    assert read_text("  Director  General,\nDepartment of Labour ") == Read("Director General, Department of Labour")
    assert read_text("#REF!").problem == "The cell holds an error: #REF!. Write what belongs there."
    assert read_text("=1+1").problem == "The cell holds a formula. Write the text itself."
    assert read_text("x" * 11, most=10).problem == "Too long: 11 letters, and 10 is the most."
    assert read_text("N/A") == Read("")


def test_a_formula_says_what_it_shows_where_the_file_knows():
    assert read_text(Formula("=B2", shown="Tonle Legal Aid")).problem == (
        "The cell holds a formula that shows “Tonle Legal Aid”. Write that, or what is right."
    )


def test_what_nobody_sees_is_left_out():
    assert one_line("\ufeffa\u202eb\u00ad\x00c\u200b") == "abc"


CELLS = st.one_of(
    st.text(max_size=60),
    st.text(alphabet="0123456789/-. ๐๑๒၀၁ဝ年月日", max_size=20),
    st.text(alphabet="นางสวดร. มကိုဦးUMaKo()王先生", max_size=20),
)


@given(CELLS, st.sampled_from(["", "MM", "TH", "CN", "KH"]))
def test_no_cell_brings_the_reading_down(cell, country):
    for kind in (str, Number, Formula, CellError):
        reads = [read(kind(cell)) for read in (read_text, read_email, read_phone, read_gender, read_country, read_yes)]
        reads += [
            read_date(kind(cell), near=date(2026, 3, 11)),
            read_name(kind(cell), country),
            join_name(kind(cell), "Thiri", country),
        ]
        assert all(isinstance(read, Read) for read in reads)
        assert all(not read.value or read.value == Name() for read in reads if read.problem)
