"""One name as several people write it, in every script of the region, and names that only look like it."""

import unicodedata

import pytest

from proceedings.spreadsheets.matching import Index, Known

ADDRESS = "somebody@example.org"
OFFICE = "Lao Villages Association"


def person(name, key=1, **facts):
    return Known(key, name, **facts)


def certainty(row, known):
    """What Amina is told of a row: “same”, “maybe”, or None for somebody new."""
    found = Index([known]).find(row)
    return found[0].certainty if found else None


ONE_NAME = [
    ("Sok Sophea", "Sophea Sok"),
    ("Sok Sophea", "SOK, Sophea"),
    ("Sok Sophea", "Sok  Sophear"),
    ("Sok Sophea", "Sok Sophia"),
    ("Keo Sreymom", "Srey Mom Keo"),
    ("Chan Dara", "Chandara"),
    ("Heng Vuthy", "Heng Wuthi"),
    ("Bounmy Phommasan", "Phommasane Bounmy"),
    ("Souksavanh Keomany", "Suksavan Keomani"),
    ("Xayyavong Seng", "Saiyavong Seng"),
    ("Vilayphone", "Vilaiphon"),
    ("Win Oo", "Win Ou"),
    ("Thida", "Thidar"),
    ("Khin Maung Win", "Khin Mg Win"),
    ("Hla Hla Khaing", "Hla Hla Khine"),
    ("Zaw Min Htun", "Zaw Min Tun"),
    ("Nwe Nwe", "Nway Nway"),
    ("Saw Eh Htoo", "Eh Htoo"),
    ("Wichai Srisuk", "Vichai Srisook"),
    ("Siriporn Thongdee", "Siriphon Tongdi"),
    ("Anong Rungrueang", "Anong Roongruang"),
    ("Nguyễn Thị Ánh", "Nguyen Thi Anh"),
    ("Nguyễn Thị Ánh", "Ánh Nguyễn Thị"),
    ("Nguyễn Thị Ánh", unicodedata.normalize("NFD", "Nguyễn Thị Ánh")),
    ("Nguyễn Thị Thuỷ", "Nguyễn Thị Thủy"),
    ("Đặng Thùy Linh", "DANG THUY LINH"),
    ("Nguyễn Văn Bảo", "Ngyuễn Văn Bảo"),
    ("Jose dela Cruz", "José de la Cruz"),
    ("Carlo O'Hara", "Carlo O’Hara"),
    ("Ana Reyes-Mendoza", "Ana Reyes Mendoza"),
    ("Muhammad Yusuf", "Mohd Yusof"),
    ("Zhang Xiaoming", "Zhang Xiao Ming"),
    ("Søren Ødegård", "Soren Odegard"),
    ("ＺＡＷ ＭＩＮ", "Zaw Min"),
    ("အောင်ကျော်မိုး", "အောင် ကျော် မိုး"),
    ("သီရိ", "သီရိ"),
    ("သန့်ဇင်", unicodedata.normalize("NFD", "သန့်ဇင်")),
    ("សុខ សុភា", "សុភា សុខ"),
    ("ស្រីមុំ កែវ", "ស្រី\u200bមុំ កែវ"),
    ("สมชาย ใจดี", "ใจดี สมชาย"),
    ("น้ำฝน แก้วใส", "นํ้าฝน เเก้วใส"),
    ("ຄຳຫຼ້າ", "ຄໍາຫຼ້າ"),
    ("ນ\u0ec9\u0ecdາຝົນ", "ນ\u0ecd\u0ec9າຝົນ"),
    ("ស្រីម\u17bb\u17c6 កែវ", "ស្រីម\u17c6\u17bb កែវ"),
    ("อนงค์ รุ่งเรือง", "อนงค์ รุ้งเรือง"),
    ("ບຸນມີ ພົມມະສານ", "ພົມມະສານ ບຸນມີ"),
    ("王小明", "王 小明"),
    ("Khamla ຄຳຫຼ້າ", "ຄຳຫຼ້າ"),
    ("Khamla", "ຄຳຫຼ້າ (Khamla)"),
]

TWO_NAMES = [
    ("Zaw", "Zaw Htun"),
    ("Aung Kyaw Moe", "Aung Kyaw Zaw"),
    ("Zaw Min Htun", "Zaw Min Thu"),
    ("Min Min", "Min Thu"),
    ("Sok Sophea", "Sok Dara"),
    ("Keo Sreymom Meas", "Keo Sreymom May"),
    ("Bounmy Phommasan", "Bounmy Inthavong"),
    ("Somchai Jaidee", "Somsak Jaidee"),
    ("Nguyễn Văn An", "Nguyễn Văn Anh"),
    ("Nguyen Van An", "Nguyen Van Anh"),
    ("Trần Văn Trung", "Trần Văn Trường"),
    ("Đỗ Thị Ngọc Thanh", "Đỗ Thị Ngọc Than"),
    ("Maria Santos", "Mario Reyes"),
    ("အောင်ကျော်မိုး", "အောင်ကျော်ဇော်"),
    ("သီရိ", "သီတာ"),
    ("សុខ សុភា", "សុខ ដារ៉ា"),
    ("สมชาย ใจดี", "สมชาย ใจดำ"),
    ("ຄຳຫຼ້າ", "ຄຳແພງ"),
    ("王小明", "王小红"),
    ("王伟", "王芳"),
    ("Zaw", "ဇော်"),
    ("သီရိ", "ສີລິ"),
]


@pytest.mark.parametrize(("written", "known"), ONE_NAME)
def test_one_name_however_it_is_written_is_asked_about_in_one_organisation(written, known):
    for one, other in ((written, known), (known, written)):
        row = person(one, organisation=OFFICE, email=ADDRESS)
        assert certainty(row, person(other, organisation=OFFICE)) == "maybe"


@pytest.mark.parametrize(("written", "known"), ONE_NAME)
def test_one_name_however_it_is_written_is_certain_with_one_address(written, known):
    row = person(written, email=ADDRESS.upper(), organisation=OFFICE)
    assert certainty(row, person(known, email=ADDRESS)) == "same"


@pytest.mark.parametrize(("written", "known"), TWO_NAMES)
def test_two_names_in_one_organisation_are_two_people(written, known):
    for one, other in ((written, known), (known, written)):
        assert certainty(person(one, organisation=OFFICE), person(other, organisation=OFFICE)) is None


@pytest.mark.parametrize(("written", "known"), TWO_NAMES)
def test_two_names_with_one_address_are_a_question(written, known):
    row = person(written, email=ADDRESS)
    assert certainty(row, person(known, email=ADDRESS)) == "maybe"


@pytest.mark.parametrize(("written", "known"), ONE_NAME)
def test_one_name_as_another_spelling_is_found_by_it(written, known):
    somebody = person("Quite Different", names=(known,), organisation=OFFICE)
    assert certainty(person(written, organisation=OFFICE), somebody) == "maybe"
