"""A day of arrival may come in seven languages, two calendars and as a bare number. Amina sees how each was read."""

from datetime import date

import pytest

from proceedings.spreadsheets.dates import day_first, read_date
from proceedings.spreadsheets.reading import Day, Formula, Number
from proceedings.spreadsheets.values import Read

MARCH = date(2026, 3, 11)


@pytest.mark.parametrize(
    "cell",
    [
        "2026-03-11", Day("2026-03-11"), Day("2569-03-11"), Number("46092"), "46092", "46092.5", "11/03/2026",
        "11.3.2026", "11-03-26", "11/03/69", "2026/3/11", "20260311", "25690311", "11032026",
        "2026-03-11 14:30", "2026-03-11T00:00:00Z", "11/03/2026 9:00 am", "11 March 2026", "March 11, 2026",
        "11th Mar 26", "Wed, 11-Mar-2026", "11 มีนาคม 2569", "๑๑ มี.ค. ๒๕๖๙", "11 มีค 69",
        "วันพุธที่ 11 มีนาคม พ.ศ. 2569", "วันที่ 11/03/2569", "11 มีนาคม ค.ศ. 2026",
        "ngày 11 tháng 3 năm 2026", "11 tháng ba năm 2026", "Thứ Tư, 11/03/2026", "ngay 11 thang 3 nam 2026",
        "2026年3月11日", "二〇二六年三月十一日", "令和8年3月11日", "2026년 3월 11일", "2026. 3. 11.",
        "ថ្ងៃទី១១ ខែមីនា ឆ្នាំ២០២៦", "១១/០៣/២០២៦", "၂၀၂၆ ခုနှစ် မတ်လ ၁၁ ရက်", "၁၁-၃-၂ဝ၂၆",
        "ວັນທີ 11 ມີນາ 2026", "11 ເດືອນ 3 ປີ 2026", "໑໑/໐໓/໒໐໒໖", "11 Maret 2026", "11 mars 2026",
    ],
)  # fmt: skip
def test_a_day_is_understood_however_it_is_written(cell):
    read = read_date(cell)
    assert (read.value, read.problem) == (MARCH, "")


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("1 ม.ค. 2569", (2026, 1, 1)),
        ("2 กุมภาพันธ์ 2569", (2026, 2, 2)),
        ("3 พ.ค. 69", (2026, 5, 3)),
        ("4 มิ.ย. 2569", (2026, 6, 4)),
        ("26 มิถุนายน 2557", (2014, 6, 26)),
        ("๓๑ ตุลาคม ๒๕๕๗", (2014, 10, 31)),
        ("၂၀ ဇူလိုင် ၂၀၁၇", (2017, 7, 20)),
        ("၉ ဩဂုတ် ၂၀၂၆", (2026, 8, 9)),
        ("៣១ សីហា ២០២៦", (2026, 8, 31)),
        ("23 ພຶດສະພາ 2023", (2023, 5, 23)),
        ("20 tháng mười hai 2026", (2026, 12, 20)),
        ("5 tháng năm năm 2026", (2026, 5, 5)),
        ("2018年12月26日", (2018, 12, 26)),
        ("二〇二六年十月二十一日", (2026, 10, 21)),
        ("29 Feb 2028", (2028, 2, 29)),
    ],
)
def test_every_language_names_its_months(cell, day):
    assert read_date(cell).value == date(*day)


@pytest.mark.parametrize(
    ("cell", "note"),
    [
        ("2026-03-11", ""),
        (Day("2026-03-11"), ""),
        ("11 March 2026", ""),
        (Number("46092"), "46092 read as 11 March 2026"),
        ("11 มีนาคม 2569", "11 มีนาคม 2569 read as 11 March 2026 (2569 is a Buddhist year)"),
        (Day("2569-03-11"), "2569-03-11 read as 11 March 2026 (2569 is a Buddhist year)"),
        ("11/03/2026", "11/03/2026 read as 11 March 2026 (day first; it could also be 3 November 2026)"),
        ("11/03/2569", "11/03/2569 read as 11 March 2026 (2569 is a Buddhist year)"),
        ("11.03.2026", "11.03.2026 read as 11 March 2026"),
        ("១១/០៣/២០២៦", "១១/០៣/២០២៦ read as 11 March 2026"),
        ("03/25/2026", "03/25/2026 read as 25 March 2026 (month first)"),
        ("11 มี.ค. 69", "11 มี.ค. 69 read as 11 March 2026 (69 as the Buddhist year 2569)"),
        ("11 Mar 26", "11 Mar 26 read as 11 March 2026 (the year as 2026)"),
    ],
)
def test_the_note_shows_what_was_understood(cell, note):
    assert read_date(cell).note == note


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("31/02/2569", ""),
        ("29/02/2569", ""),
        ("0/3/2026", ""),
        ("31 November 2026", ""),
        ("11 March", "The year is missing."),
        ("11/03", "The year is missing."),
        ("March 2026", "Write day, month and year."),
        (Number("2026"), "Write day, month and year."),
        ("11-13 March 2026", "There is more than one day in it."),
        ("11 March or 12 April 2026", "There is more than one day in it."),
        ("in the evening", "Write it like 11 March 2026."),
        ("room 5 11/03", "Write it like 11 March 2026."),
        ("11 March 1387", "1387 may be a year of the Burmese calendar: write the year as 2026."),
        ("11 March 202", "202 is no year we know."),
    ],
)
def test_a_day_that_cannot_be_known_is_asked_for(cell, why):
    assert read_date(cell) == Read(None, problem=f"Date not possible: “{cell}”. {why}".strip())


def test_a_missing_year_is_that_of_the_event_and_a_day_on_the_other_side_of_new_year_is_near_it():
    assert read_date("11 มีนาคม", near=date(2026, 3, 12)).value == MARCH
    assert read_date("30 December", near=date(2026, 1, 3)).value == date(2025, 12, 30)
    assert (
        read_date("3月11日", near=date(2026, 3, 12)).note
        == "3月11日 read as 11 March 2026 (the year is that of the event)"
    )


def test_a_month_taken_for_the_day_is_noticed_by_the_day_of_the_event():
    for cell in ("03/11/2026", Day("2026-11-03")):
        assert read_date(cell, near=date(2026, 3, 12)).problem == (
            f"Date not clear: “{cell}” may be 3 November 2026 or 11 March 2026. Write the month as a word."
        )
        assert read_date(cell, near=date(2026, 11, 4)).value == date(2026, 11, 3)
    assert "more than a year from the event" in read_date("11 March 2018", near=date(2026, 3, 12)).note


def test_a_column_may_tell_which_comes_first():
    assert day_first(["11/03/2026", "25/03/2026", ""]) is True
    assert day_first(["03/11/2026", "03/25/2026"]) is False
    assert day_first(["11/03/2026", "2026-03-25", "25 March 2026"]) is None
    assert day_first(["25/03/2026", "03/25/2026"]) is None
    assert read_date("11/03/2026", day_first=True).note == "11/03/2026 read as 11 March 2026"
    assert read_date("03/11/2026", day_first=False) == Read(MARCH, "03/11/2026 read as 11 March 2026 (month first)")


def test_a_day_may_be_missing_but_not_be_a_formula():
    assert read_date("") == read_date("-") == Read(None)
    assert read_date(Formula("=TODAY()")) == Read(None, problem="The cell holds a formula. Write the text itself.")
