"""People write names in their own way. Amina's list keeps them so, and only the form of address stands apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from proceedings.spreadsheets.names import Name, join_name, read_name
from proceedings.spreadsheets.reading import CellError, Formula, Number
from proceedings.spreadsheets.values import Read


@pytest.mark.parametrize(
    ("written", "country", "honorific", "name"),
    [
        ("Mr./Dr. Sok Dara", "", "Mr./Dr.", "Sok Dara"),
        ("Mr. Anders and Co", "", "Mr.", "Anders and Co"),
        ("Mr. Tanaka Yuki", "JP", "Mr.", "Tanaka Yuki"),
        ("MS SATO KENJI", "", "MS", "SATO KENJI"),
        ("Assoc. Prof. Dr. Kanya Suksai", "TH", "Assoc. Prof. Dr.", "Kanya Suksai"),
        ("Assoc.Prof.Dr.Kanya", "TH", "Assoc.Prof.Dr.", "Kanya"),
        ("H.E. Nuon Bora", "KH", "H.E.", "Nuon Bora"),
        ("H.E.Nuon Bora", "", "H.E.", "Nuon Bora"),
        ("HE Nuon Bora", "KH", "HE", "Nuon Bora"),
        ("H.E. U Thaung Tun", "MM", "H.E. U", "Thaung Tun"),
        ("Hon. Maria Luz Santos", "PH", "Hon.", "Maria Luz Santos"),
        ("Atty. Ana Reyes-Mendoza", "PH", "Atty.", "Ana Reyes-Mendoza"),
        ("Oknha Keo Sreymom", "KH", "Oknha", "Keo Sreymom"),
        ("Khun Kanya Suksai", "TH", "Khun", "Kanya Suksai"),
        ("Pol. Lt. Col. Somchai Jaidee", "TH", "Pol. Lt. Col.", "Somchai Jaidee"),
        ("U Zaw", "MM", "U", "Zaw"),
        ("U Zaw", "TH", "U", "Zaw"),
        ("Daw Saw Eh Htoo", "MM", "Daw", "Saw Eh Htoo"),
        ("Ko Nan Mo Hom", "MM", "Ko", "Nan Mo Hom"),
        ("Ma Thiri", "MM", "Ma", "Thiri"),
        ("Thao Bounmy", "LA", "Thao", "Bounmy"),
        ("Dato’ Ahmad bin Ismail", "MY", "Dato’", "Ahmad bin Ismail"),
        ("Ông Nguyễn Văn An", "VN", "Ông", "Nguyễn Văn An"),
        ("Bà Hà Thị Minh Đức", "VN", "Bà", "Hà Thị Minh Đức"),
        ("PGS.TS. Nguyễn Văn An", "VN", "PGS.TS.", "Nguyễn Văn An"),
        ("นายสมชาย ใจดี", "TH", "นาย", "สมชาย ใจดี"),
        ("นาง กัญญา", "", "นาง", "กัญญา"),
        ("นางสาวกัญญา สุขใส", "", "นางสาว", "กัญญา สุขใส"),
        ("นางสาวิตรี สุขใส", "", "นาง", "สาวิตรี สุขใส"),
        ("น.ส.กัญญา", "", "น.ส.", "กัญญา"),
        ("ผศ.ดร.กัญญา สุขใส", "", "ผศ.ดร.", "กัญญา สุขใส"),
        ("พล.ต.อ. สมชาย", "", "พล.ต.อ.", "สมชาย"),
        ("ທ່ານ ນາງ ແກ້ວ", "LA", "ທ່ານ ນາງ", "ແກ້ວ"),
        ("ທ່ານບຸນມີ ພົມມະສານ", "LA", "ທ່ານ", "ບຸນມີ ພົມມະສານ"),
        ("លោក សុខ សុភា", "KH", "លោក", "សុខ សុភា"),
        ("លោកស្រី កែវ ស្រីមុំ", "KH", "លោកស្រី", "កែវ ស្រីមុំ"),
        ("ឯកឧត្តម ចាន់ ដារ៉ា", "KH", "ឯកឧត្តម", "ចាន់ ដារ៉ា"),
        ("ဦးအောင်ကျော်မိုး", "MM", "ဦး", "အောင်ကျော်မိုး"),
        ("ဒေါ် ခင်မြင့်", "", "ဒေါ်", "ခင်မြင့်"),
        ("ကိုဇော်", "", "ကို", "ဇော်"),
        ("မ သီရိ", "", "မ", "သီရိ"),
        ("王小明先生", "CN", "先生", "王小明"),
        ("王小明 女士", "CN", "女士", "王小明"),
        ("王小明博士", "", "博士", "王小明"),
        ("Tanaka Yuki (Mr.)", "", "Mr.", "Tanaka Yuki"),
        ("(Ms) Tanaka Yuki", "", "Ms", "Tanaka Yuki"),
        ("Santos, Ms.", "", "Ms.", "Santos"),
    ],
)
def test_only_the_form_of_address_is_put_apart(written, country, honorific, name):
    assert read_name(written, country) == Read(Name(honorific, name))


@pytest.mark.parametrize(
    ("written", "country"),
    [
        ("Vilayphone", "LA"),
        ("sok sophea", "KH"),
        ("CARLO O'HARA", "PH"),
        ("Jose dela Cruz", "PH"),
        ("Santos, Maria Luz", "PH"),
        ("Trần Văn Đức", "VN"),
        ("Thảo Nguyên", "VN"),
        ("Ma Yun", "CN"),
        ("Ma. Luz Santos", "PH"),
        ("U Dong-guk", "KR"),
        ("HE Xiaoming", "CN"),
        ("Hon Sui Sen", "SG"),
        ("Eng Chhay", "KH"),
        ("Khun Htun Oo", "MM"),
        ("Ko Ko Gyi", "MM"),
        ("Ma Ma Lay", "MM"),
        ("Ma", "MM"),
        ("U", ""),
        ("Daw", ""),
        ("Drew Barry", ""),
        ("Missaka", ""),
        ("Sri Mulyani", "ID"),
        ("Saw Eh Htoo", "MM"),
        ("คุณากร ใจดี", "TH"),
        ("မင်းသူ", "MM"),
        ("မြမြ", "MM"),
        ("ကိုကိုကြီး", "MM"),
        ("မမလေး", "MM"),
        ("ကိုယ်ဇော်", "MM"),
        ("王小明", "CN"),
        ("先生", "CN"),
        ("កញ្ញា", "KH"),
    ],
)
def test_a_name_that_only_looks_like_one_is_left_as_it_is(written, country):
    assert read_name(written, country) == Read(Name("", written))


def test_u_ko_ni_keeps_his_ko_and_dr_ma_thida_her_ma():
    assert read_name("U Ko Ni", "MM").value == Name("U", "Ko Ni")
    assert read_name("Dr. Ma Thida", "MM").value == Name("Dr.", "Ma Thida")
    assert read_name("Ko Ko Ko Gyi", "MM").value == Name("Ko", "Ko Ko Gyi")
    assert read_name("ဦးကိုနီ", "MM").value == Name("ဦး", "ကိုနီ")


@pytest.mark.parametrize("written", ["Ma Thiri", "Ko Ye Lin", "HE Nuon Bora", "คุณสมชาย ใจดี", "မသီရိ"])
def test_what_may_be_a_form_of_address_is_left_and_said(written):
    read = read_name(written)
    assert read.value == Name("", written)
    assert "may be a form of address" in read.note


def test_a_decomposed_name_is_composed_and_a_blank_of_another_kind_is_a_blank():
    assert read_name("Mr.\u00a0 Tra\u0302\u0300n Va\u0306n\tĐức\ufeff").value == Name("Mr.", "Trần Văn Đức")


def test_the_marks_between_khmer_words_stay():
    assert read_name("សុខ\u200bសុភា").value.name == "សុខ\u200bសុភា"


def test_the_number_of_the_line_is_no_part_of_the_name():
    assert read_name("12. Mr. Tanaka Yuki") == Read(Name("Mr.", "Tanaka Yuki"), "“12.” before the name left out")
    assert read_name("๑. นายสมชาย").value == Name("นาย", "สมชาย")


@pytest.mark.parametrize(
    ("cell", "problem"),
    [
        ("", "No name: the cell is empty."),
        (" - ", "No name: the cell is empty."),
        ("TBC", "No name: “TBC”. Leave the row out until the name is known."),
        ("N.N.", "No name: “N.N.”. Leave the row out until the name is known."),
        ("+ 1 interpreter", "No name: “+ 1 interpreter”. Leave the row out until the name is known."),
        ("12345", "No name: only a number, “12345”."),
        (Number("12345"), "No name: only a number, “12345”."),
        ("๑๒๓", "No name: only a number, “๑๒๓”."),
        ("???", "No name: “???” holds no letter."),
        ("Mr.", "No name: only a form of address, “Mr.”."),
        ("Mr. Dr.", "No name: only a form of address, “Mr. Dr.”."),
        ("นาย", "No name: only a form of address, “นาย”."),
        ("a@example.org", "No name: only an e-mail address, “a@example.org”."),
        ("Ana @[person:3]", "“@[” in a name would be read as a mention of somebody. Write the name without it."),
        ("Tanaka Yuki; Sato Kenji", "More than one name: “Tanaka Yuki; Sato Kenji”. Give everybody a row."),
        ("Ms Lan / Mr Minh", "More than one name: “Ms Lan / Mr Minh”. Give everybody a row."),
        ("Mr. Aung and Ms. Thiri", "More than one name: “Mr. Aung and Ms. Thiri”. Give everybody a row."),
        ("นายสมชาย และ นางสาวสมหญิง", "More than one name: “นายสมชาย และ นางสาวสมหญิง”. Give everybody a row."),
        (Formula('=HYPERLINK("x")'), "Formula in a name: =HYPERLINK(\"x\"). Write the name itself."),
        ("=HYPERLINK(1)", "Formula in a name: =HYPERLINK(1). Write the name itself."),
        (CellError("#REF!"), "The cell holds an error: #REF!. Write what belongs there."),
        ("Som\ufffdhai", "Letters are lost in “Som\ufffdhai”. Write them again."),
        ("à¸ªà¸¡à¸Šà¸²à¸¢", "The letters of “à¸ªà¸¡à¸Šà¸²à¸¢” were garbled on their way. Perhaps “สมชาย” was meant."),
        ("ÊÁªÒÂ ã¨´Õ", "The letters of “ÊÁªÒÂ ã¨´Õ” were garbled on their way. Perhaps “สมชาย ใจดี” was meant."),
        ("x" * 301, "The name is too long: 301 letters, and 300 is the most."),
        ("x" * 9000, "The name is too long: 9000 letters, and 300 is the most."),
    ],
)  # fmt: skip
def test_a_cell_without_a_usable_name_says_why(cell, problem):
    assert read_name(cell) == Read(Name(), problem=problem)


@pytest.mark.parametrize("name", ["José", "São Tomé", "Đà Nẵng", "Ñáéí", "Łukasz", "Björk Ångström", "Nguyễn Thị Ánh"])
def test_accents_are_not_taken_for_garbled_letters(name):
    assert read_name(name) == Read(Name("", name))


def test_a_name_in_own_script_may_be_missing():
    assert read_name("", required=False) == Read(Name())


def test_a_name_in_zawgyi_is_not_cut_before_somebody_has_looked():
    assert read_name("ဦးသန္း", "MM").value == Name("", "ဦးသန္း")


def test_a_form_of_address_longer_than_there_is_room_stays_in_the_name():
    read = read_name("Assoc. Prof. Dr. Kanya Suksai", most_honorific=12)
    assert read.value == Name("Assoc. Prof.", "Dr. Kanya Suksai")


@pytest.mark.parametrize(
    ("family", "given_name", "country", "together"),
    [
        ("Nguyễn", "Văn An", "VN", "Nguyễn Văn An"),
        ("Sok", "Sophea", "KH", "Sok Sophea"),
        ("Tanaka", "Yuki", "JP", "Tanaka Yuki"),
        ("Kim", "Min-su", "KR", "Kim Min-su"),
        ("Kovács", "János", "HU", "Kovács János"),
        ("Santos", "Maria Luz", "PH", "Maria Luz Santos"),
        ("ใจดี", "สมชาย", "TH", "สมชาย ใจดี"),
        ("Phommasan", "Bounmy", "LA", "Bounmy Phommasan"),
        ("Smith", "John", "", "John Smith"),
        ("王", "小明", "CN", "王小明"),
        ("王", "小明", "", "王小明"),
        ("김", "민수", "KR", "김민수"),
        ("田中", "裕樹", "JP", "田中 裕樹"),
        ("សុខ", "សុភា", "", "សុខ សុភា"),
        ("Mr. Smith", "John", "GB", "Mr. John Smith"),
        ("Ma", "Yun", "CN", "Ma Yun"),
        ("", "Sukarno", "ID", "Sukarno"),
        ("Sukarno", "Sukarno", "ID", "Sukarno"),
        ("FNU", "Sukarno", "ID", "Sukarno"),
        ("-", "Thiri", "MM", "Thiri"),
        ("", "", "TH", ""),
    ],
)
def test_two_columns_become_one_name_in_the_order_of_the_country(family, given_name, country, together):
    assert join_name(family, given_name, country).value == together


def test_which_name_came_first_is_said_and_a_formula_in_either_is_a_problem():
    assert join_name("Sok", "Sophea", "KH").note == "family name first"
    assert "no family names" in join_name("Aung", "Kyaw", "MM").note
    assert join_name("Sok", Formula("=A1")) == Read("", problem="Formula in a name: =A1. Write the name itself.")
    assert "holds an error" in join_name(CellError("#N/A"), "Sophea").problem


@given(st.text(alphabet="Mrs. DUKoMaThiriနายนางสาวมကိုဦး王明先生() ,", min_size=1, max_size=30))
def test_putting_apart_loses_no_letter(text):
    read = read_name(text, "MM")
    if read.problem or read.note:
        return
    letters = sorted(sign for sign in text if sign.isalpha())
    assert sorted(sign for sign in read.value.honorific + read.value.name if sign.isalpha()) == letters
    assert any(sign.isalpha() for sign in read.value.name)
