"""Selma types a deadline as its source has it, in any of seven languages, and sees what was read out: never a guess."""

from datetime import date

import pytest

from proceedings.deadlines import read
from proceedings.spreadsheets.reading import Day, Number

# The first day of the dialogue at which it was said.
SAID = date(2017, 7, 20)


def found(words, on=None):
    """What was read, in short: “before 2017-12-16 day”."""
    was = read(words, on=on)
    days = "..".join(str(day) if day else "" for day in (was.earliest, was.latest)) if was.earliest else was.latest
    often = f"{was.times or '?'} per {was.per}" if was.per else ""
    return " ".join(str(part) for part in (was.kind, days, was.precision, often) if part)


@pytest.mark.parametrize(
    ("words", "reading"),
    [
        ("before 17 December 2017", "before 2017-12-16 day"),
        ("Before Dec. 17, 2017", "before 2017-12-16 day"),
        ("prior to the 17th of December 2017", "before 2017-12-16 day"),
        ("by December 2017", "by 2017-12-31 month"),
        ("by the end of December 2017", "by 2017-12-31 month"),
        ("by 17 December 2017", "by 2017-12-17 day"),
        ("no later than 31 March 2027", "by 2027-03-31 day"),
        ("on or before 31 March 2027", "by 2027-03-31 day"),
        ("Thursday 17 December 2026", "by 2026-12-17 day"),
        ("17 December 2026", "by 2026-12-17 day"),
        ("on 17 December 2026", "in 2026-12-17..2026-12-17 day"),
        ("until 17-Dec-2026", "by 2026-12-17 day"),
        ("within 2018", "in 2018-01-01..2018-12-31 year"),
        ("in the course of 2018", "in 2018-01-01..2018-12-31 year"),
        ("2018", "in 2018-01-01..2018-12-31 year"),
        ("December 2026", "in 2026-12-01..2026-12-31 month"),
        ("early 2019", "in 2019-01-01..2019-04-30 year"),
        ("in late 2019", "in 2019-09-01..2019-12-31 year"),
        ("mid-2027", "in 2027-05-01..2027-08-31 year"),
        ("by mid-2027", "by 2027-06-30 year"),
        ("by the middle of March 2027", "by 2027-03-15 month"),
        ("early March 2027", "in 2027-03-01..2027-03-10 month"),
        ("by the first half of 2019", "by 2019-06-30 half_year"),
        ("second half of 2027", "in 2027-07-01..2027-12-31 half_year"),
        ("Q3 2026", "in 2026-07-01..2026-09-30 quarter"),
        ("by Q1/2027", "by 2027-03-31 quarter"),
        ("the third quarter of 2026", "in 2026-07-01..2026-09-30 quarter"),
        ("by the end of the 1st quarter of 2027", "by 2027-03-31 quarter"),
        ("end of 2026", "by 2026-12-31 year"),
        ("before the end of 2026", "by 2026-12-31 year"),
        ("before the end of the first half of 2019", "by 2019-06-30 half_year"),
        ("before 2018", "before 2017-12-31 year"),
        ("by 2030", "by 2030-12-31 year"),
        ("by the 2030s", "by 2039-12-31 decade"),
        ("by 17 Dec 17", "by 2017-12-17 day"),
        ("before 17 ธ.ค. 60", "before 2017-12-16 day"),
        ("Dec. '17", "in 2017-12-01..2017-12-31 month"),
        ("1 Dec, 15 Dec", "relative"),
        ("2018–20", "window 2018-01-01..2020-12-31 year"),
        ("2018-20", "window 2018-01-01..2020-12-31 year"),
        ("2018-12", "relative"),
        ("from 2018 to 2020", "window 2018-01-01..2020-12-31 year"),
        ("2018–2020", "window 2018-01-01..2020-12-31 year"),
        ("between March and June 2026", "window 2026-03-01..2026-06-30 month"),
        ("Jan-Mar 2027", "window 2027-01-01..2027-03-31 month"),
        ("1 to 15 March 2027", "window 2027-03-01..2027-03-15 day"),
        ("from 1 January 2026 until 30 June 2027", "window 2026-01-01..2027-06-30 day"),
        ("from 2027 on", "relative 2027-01-01.. year"),
        ("after 2027", "relative 2028-01-01.. year"),
        ("31/3/2027", "by 2027-03-31 day"),
        ("2027-03-31 23:59", "by 2027-03-31 day"),
        ("2027-03-31", "by 2027-03-31 day"),
        ("by 12/2026", "by 2026-12-31 month"),
        (Day("2027-03-31"), "by 2027-03-31 day"),
        (Number("46477"), "by 2027-03-31 day"),
        (Number("2027"), "in 2027-01-01..2027-12-31 year"),
    ],
)
def test_a_deadline_is_read_out_of_its_words(words, reading):
    assert found(words) == reading


@pytest.mark.parametrize(
    ("words", "reading"),
    [
        ("at least twice a year", "recurring 2 per year"),
        ("twice a year", "recurring 2 per year"),
        ("annually", "recurring 1 per year"),
        ("every year", "recurring 1 per year"),
        ("every six months", "recurring 1 per half_year"),
        ("every 3 months", "recurring 1 per quarter"),
        ("every four months", "recurring 3 per year"),
        ("three times per year", "recurring 3 per year"),
        ("quarterly", "recurring 1 per quarter"),
        ("once a month", "recurring 1 per month"),
        ("annually until 2030", "recurring 2030-12-31 year 1 per year"),
        ("every year from 2018 to 2020", "recurring 2018-01-01..2020-12-31 year 1 per year"),
        ("twice in 2027", "recurring 2027-01-01..2027-12-31 year 2 per year"),
        ("every two years", "recurring"),
        ("every week", "recurring"),
        ("on a regular basis", "recurring"),
        ("by 31 March each year", "recurring 1 per year"),
        ("ít nhất hai lần một năm", "recurring 2 per year"),
        ("hằng năm", "recurring 1 per year"),
        ("sáu tháng một lần", "recurring 1 per half_year"),
        ("อย่างน้อยปีละสองครั้ง", "recurring 2 per year"),
        ("ทุก ๖ เดือน", "recurring 1 per half_year"),
        ("ทุกปี", "recurring 1 per year"),
        ("ຢ່າງໜ້ອຍປີລະ 2 ຄັ້ງ", "recurring 2 per year"),
        ("ពីរដងក្នុងមួយឆ្នាំ", "recurring 2 per year"),
        ("រៀងរាល់ឆ្នាំ", "recurring 1 per year"),
        ("တစ်နှစ်လျှင် နှစ်ကြိမ်", "recurring 2 per year"),
        ("နှစ်စဉ်", "recurring 1 per year"),
        ("每年至少两次", "recurring 2 per year"),
        ("每年", "recurring 1 per year"),
    ],
)
def test_what_recurs_says_how_often(words, reading):
    assert found(words) == reading


@pytest.mark.parametrize(
    ("words", "reading"),
    [
        ("trước ngày 17 tháng 12 năm 2017", "before 2017-12-16 day"),
        ("trước ngày 17/12/2017", "before 2017-12-16 day"),
        ("chậm nhất là ngày 31 tháng 3 năm 2027", "by 2027-03-31 day"),
        ("trong năm 2018", "in 2018-01-01..2018-12-31 year"),
        ("trước cuối năm 2026", "by 2026-12-31 year"),
        ("quý III năm 2026", "in 2026-07-01..2026-09-30 quarter"),
        ("6 tháng đầu năm 2027", "in 2027-01-01..2027-06-30 half_year"),
        ("tháng sáu năm 2027", "in 2027-06-01..2027-06-30 month"),
        ("ก่อนวันที่ ๑๗ ธันวาคม ๒๕๖๐", "before 2017-12-16 day"),
        ("ภายในเดือนธันวาคม 2560", "in 2017-12-01..2017-12-31 month"),
        ("ภายในสิ้นปี 2570", "by 2027-12-31 year"),
        ("ภายในวันที่ 31 มีนาคม พ.ศ. 2570", "by 2027-03-31 day"),
        ("ครึ่งปีแรกของปี 2570", "in 2027-01-01..2027-06-30 half_year"),
        ("ไตรมาสที่ 3 ปี 2569", "in 2026-07-01..2026-09-30 quarter"),
        ("ต้นปี 2562", "in 2019-01-01..2019-04-30 year"),
        ("ពីឆ្នាំ២០១៨ ដល់ឆ្នាំ២០២០", "window 2018-01-01..2020-12-31 year"),
        ("មុនថ្ងៃទី១៧ ខែធ្នូ ឆ្នាំ២០១៧", "before 2017-12-16 day"),
        ("ត្រឹមចុងឆ្នាំ២០២៦", "by 2026-12-31 year"),
        ("ឆមាសទី១ ឆ្នាំ២០២៧", "in 2027-01-01..2027-06-30 half_year"),
        ("ກ່ອນວັນທີ 17 ທັນວາ 2017", "before 2017-12-16 day"),
        ("ພາຍໃນປີ 2027", "in 2027-01-01..2027-12-31 year"),
        ("ທ້າຍປີ 2027", "by 2027-12-31 year"),
        ("ໄຕມາດ 3 ປີ 2026", "in 2026-07-01..2026-09-30 quarter"),
        ("၂၀၁၇ ခုနှစ် ဒီဇင်ဘာလ ၁၇ ရက်နေ့ မတိုင်မီ", "before 2017-12-16 day"),
        ("၂၀၂၇ ခုနှစ်ကုန်", "by 2027-12-31 year"),
        ("၂၀၁၈ မှ ၂၀၂၀ အထိ", "window 2018-01-01..2020-12-31 year"),
        ("၂၀၂၇ ခုနှစ် ပထမနှစ်ဝက်", "in 2027-01-01..2027-06-30 half_year"),
        ("2027年底前", "by 2027-12-31 year"),
        ("2026年12月17日之前", "before 2026-12-16 day"),
        ("2027年上半年", "in 2027-01-01..2027-06-30 half_year"),
        ("二〇二七年三月底前", "by 2027-03-31 month"),
        ("不迟于2027年3月31日", "by 2027-03-31 day"),
        ("2026年第三季度", "in 2026-07-01..2026-09-30 quarter"),
        ("đến năm 2030", "by 2030-12-31 year"),
        ("giai đoạn 2021-2025", "window 2021-01-01..2025-12-31 year"),
        ("ພາຍໃນວັນທີ 31 ມີນາ 2027", "by 2027-03-31 day"),
        ("၂၀၂၇ ခုနှစ် မတ်လ ၃၁ ရက် နောက်ဆုံးထား", "by 2027-03-31 day"),
        ("၂၀၂၇ အထိ", "by 2027-12-31 year"),
        ("2018年至2020年", "window 2018-01-01..2020-12-31 year"),
    ],
)
def test_every_language_of_the_region_has_its_deadlines(words, reading):
    assert found(words) == reading


@pytest.mark.parametrize(
    ("words", "reading"),
    [
        ("within six months", "in 2017-07-20..2018-01-20 month"),
        ("in the next two years", "in 2017-07-20..2019-07-20 month"),
        ("in 3 months' time", "in 2017-07-20..2017-10-20 month"),
        ("within 30 days", "in 2017-07-20..2017-08-19 day"),
        ("within a year of this meeting", "in 2017-07-20..2018-07-20 month"),
        ("trong vòng sáu tháng", "in 2017-07-20..2018-01-20 month"),
        ("ภายใน 6 เดือน", "in 2017-07-20..2018-01-20 month"),
        ("ក្នុងរយៈពេល ៦ ខែ", "in 2017-07-20..2018-01-20 month"),
        ("ພາຍໃນ 6 ເດືອນ", "in 2017-07-20..2018-01-20 month"),
        ("၆ လအတွင်း", "in 2017-07-20..2018-01-20 month"),
        ("ခြောက်လအတွင်း", "in 2017-07-20..2018-01-20 month"),
        ("六个月内", "in 2017-07-20..2018-01-20 month"),
        ("by the end of the year", "by 2017-12-31 year"),
        ("by the end of this month", "by 2017-07-31 month"),
        ("ภายในสิ้นปีนี้", "by 2017-12-31 year"),
        ("next year", "in 2018-01-01..2018-12-31 year"),
        ("by 17 December", "by 2017-12-17 day"),
        ("by March", "by 2018-03-31 month"),
    ],
)
def test_what_counts_from_the_day_it_was_said_waits_for_that_day(words, reading):
    assert found(words, on=SAID) == reading
    assert found(words) == "relative"
    assert not read(words).certain


@pytest.mark.parametrize(
    "words",
    [
        "by the next meeting", "as soon as possible", "ASAP", "once finalised and approved", "after ratification",
        "within six months of ratification", "before the summit in March 2027", "by 31 February 2027", "summer 2027",
        "March or April 2027", "from 2020 to 2018", "by 1387", "17", "ในการประชุมครั้งหน้า", "尽快", "x" * 400,
        "before 17 December 2017 if funds allow", "every now and then", "9999999999", "=1+1", "by 2018/19",
        "~2027", "2027 -", "2027?", "17 December 2026 and 18 December 2026", "31/3/2027 and 18 December 2026",
        "early 17 December 2026", "17 December or 2028", "soon, by 17 December each year", "twice on 17 December 2026",
        "in the coming months", "over the next years",
    ],
)  # fmt: skip
def test_what_names_no_day_stays_words(words):
    was = read(words, on=SAID)
    assert (was.kind, was.earliest, was.latest, was.certain) == ("relative", None, None, False)
    assert was.words == words[:300]
    assert was.notes


@pytest.mark.parametrize(
    "words", ["", None, "-", "n/a", "none", "TBD", "no date given", "ไม่มี", "无", "មិនទាន់កំណត់", "ຍັງບໍ່ໄດ້ກຳນົດ"]
)
def test_no_date_is_no_date(words):
    was = read(words)
    assert (was.kind, was.latest, was.certain) == ("none", None, True)


def test_what_may_be_read_in_two_ways_is_said():
    assert read("before 17 December 2017") == read("before 17 December 2017", on=SAID)
    assert read("before 17 December 2017").certain
    for words in ("no later than 1/3/2027", "early 2019", "by mid-2027", "2027年3月1日之前", "biannually"):
        assert not read(words).certain, words
        assert read(words).notes, words
    assert read("1/3/2027").latest == date(2027, 3, 1)
    assert read("1/3/2570").certain
    assert "Buddhist" in read("1/3/2570").notes[0]
