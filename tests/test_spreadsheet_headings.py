"""Columns are what their headings say, in seven languages; where those are silent, what stands beneath them."""

from datetime import date

import pytest

from proceedings.spreadsheets.headings import CALLED, HEADINGS, field_of, match
from tests.lists import csv_table, left_out, names, refusal, table_of

LISTS = {
    "en": "No.,Title,First name,Surname,Organization,Designation,E-mail address,Mobile no.",
    "en form": "S/N,Salutation,Given name(s),Family name,Agency,Position,Email,WhatsApp",
    "my": "စဉ်,ရှေ့ဆက်,အမည်,,အဖွဲ့အစည်း,ရာထူး,အီးမေးလ်,ဖုန်းနံပါတ်",
    "km": "ល.រ,គោរមងារ,នាម,គោត្តនាម,ស្ថាប័ន,តួនាទី,អ៊ីមែល,លេខទូរស័ព្ទ",
    "th": "ลำดับ,คำนำหน้าชื่อ,ชื่อ,นามสกุล,หน่วยงาน,ตำแหน่ง,อีเมล,เบอร์โทรศัพท์",
    "lo": "ລ/ດ,ຄຳນຳໜ້າ,ຊື່,ນາມສະກຸນ,ອົງການ,ຕຳແໜ່ງ,ອີເມວ,ເບີໂທ",
    "vi": "STT,Danh xưng,Tên,Họ,Cơ quan,Chức vụ,Thư điện tử,Số điện thoại",
    "zh": "序号,称谓,名,姓,单位,职务,电子邮箱,手机号码",
    "zh-hant": "序號,稱謂,名,姓,單位,職務,電子郵件,聯絡電話",
}


@pytest.mark.parametrize("language", LISTS)
def test_a_list_in_any_language_has_the_same_columns(language):
    person = ["1", "Ms", "Thiri", "Myint", "Yoma", "Director", "thiri@example.org", "+95 9 123 4567"]
    if language == "my":
        person[3] = ""
    other = [*person[:2], "Hnin", *person[3:6], "hnin@example.org", "+95 9 765 4321"]
    table = csv_table("\n".join([LISTS[language], ",".join(person), ",".join(other)]))
    names = {2: "name"} if language == "my" else {2: "given_name", 3: "family_name"}
    expected = {0: "number", 1: "honorific", 4: "organisation", 5: "post", 6: "email", 7: "phone"} | names
    assert (table.fields, table.unsure) == (expected, set())


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Full name (with title) / ชื่อ-สกุล", "name"), ("ชื่อ (ภาษาท้องถิ่น)", "own_script_name"), ("#", "number"),
        ("Agency / หน่วยงาน", "organisation"), ("Tel. / โทรศัพท์", "phone"), ("Date of arrival (dd/mm)", "arrives_on"),
        ("Name may be published? (Y/N)", "consent"), ("Họ và tên/Full name", "name"),
        ("姓名（中文）", "own_script_name"),
        ("姓名 Name", "name"), ("Ｅ－ｍａｉｌ", "email"), ("FULL  NAME:", "name"), ("E-mail*", "email"),
        ("Sex (M/F)", "gender"),
        ("ຊື່ ແລະ ນາມສະກຸນ (Name and surname)", "name"), ("ឈ្មោះ (អក្សរឡាតាំង)", "name"), ("အမည် (အင်္ဂလိပ်)", "name"),
        ("Name (in Khmer)", "own_script_name"), ("Họ và tên (tiếng Anh)", "name"), ("ເບີໂທ / Phone", "phone"),
        ("First name / Surname", "name"), ("Title / Position", "post"),
        ("Ministry/Agency/Organisation", "organisation"),
        ("Passport no.", ""),
        ("Full name (as in passport)", "name"), ("Name / Signature", "name"),
        ("Name (First)", "given_name"), ("Name (Last)", "family_name"), ("Name (Last, First)", "name"),
        ("Nama lengkap", "name"), ("Instansi", "organisation"), ("所属", "organisation"), ("성명", "name"),
        ("Last", "family_name"),        ("Last update", None),
        ("Emergency contact (name)", ""), ("Photo consent (Y/N)", ""), ("Name of hotel", ""),
        ("Shoe size", None), ("thiri@example.org", None), ("Consent", None), ("", None),
    ],
)  # fmt: skip
def test_a_heading_is_known_in_two_languages_and_with_its_explanations(heading, field):
    assert field_of(heading) == field


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Oganisation", "organisation"), ("Full nane", "name"), ("Participant's full name as in passport", "name"),
        ("Name of head of delegation", "name"), ("Delegate's phone number", "phone"), ("Telefone", "phone"),
        ("เบอร์โทรศัพท์ผู้เข้าร่วม", "phone"), ("参会人员联系电话", "phone"), ("Số điện thoại đại biểu", "phone"),
        ("单位及职务", "organisation"),
        ("Name & position", "name"), ("Name of the hotel", None), ("Phone of assistant", None),
        ("Passport name", None), ("Are you willing that we publish it", None),
    ],
)  # fmt: skip
def test_a_heading_that_is_nearly_known_is_a_guess(heading, field):
    found = match(heading, near=True)
    assert (found and (found.field or None), bool(found and found.field and found.sure)) == (field, False)


def test_every_heading_we_know_means_one_thing():
    assert set(HEADINGS) == {*CALLED, "title", "contact", ""}
    for field, text in HEADINGS.items():
        for word in (word.strip() for line in text.split("\n") for word in line.split(";")):
            assert not word or field_of(word) == field, word


def test_a_form_that_people_filled_in_themselves():
    table = csv_table(
        "Timestamp,Email Address,Last name,First name,Middle name,Organization / Institution,Your position,"
        "Country you represent\n"
        "2026/01/02,a@example.org,Reyes,Ana,Luz,Yoma,Director,Philippines\n"
    )
    assert list(table.fields.values()) == ["email", "family_name", "given_name", "organisation", "post", "country"]
    assert table.headings[4] == "Middle name"


def test_consent_is_never_guessed():
    for heading in (
        "Consent",
        "May be photographed",
        "Name may be publised",
        "Publish",
        "Agree",
        "I consent to photos",
    ):
        table = csv_table(f"Name,Post,{heading}\nThiri,Officer,Y\nHnin,Officer,Y\n")
        assert "consent" not in table.fields.values()


@pytest.mark.parametrize(
    ("cells", "field"),
    [(["Mr.", "Ms", "Dr."], "honorific"), (["Director", "Officer", "Dr"], "post"), (["", "", ""], "post")],
)
def test_a_title_is_an_honorific_or_a_post_as_its_cells_say(cells, field):
    table = csv_table("Title,Name,Country\n" + "".join(f"{cell},Person {n},Laos\n" for n, cell in enumerate(cells)))
    assert table.fields[0] == field


def test_a_contact_is_what_stands_in_it():
    table = csv_table("Name,Contact\nThiri,t@example.org\nHnin,h@example.org\n")
    assert (table.fields[1], table.unsure) == ("email", {1})
    table = csv_table("Name,Contact\nThiri,+95 9123 4567\nHnin,09 876 54321\n")
    assert table.fields[1] == "phone"


def test_a_heading_over_two_columns_divides_into_the_headings_beneath():
    table = table_of(
        ["No.", "Name", "Organisation", "Contact", None, "Travel", None],
        [None, None, None, "E-mail", "Phone", "Arrival", "Departure"],
        [1, "Thiri", "Yoma", "t@example.org", "09123", "11/03/2026", "13/03/2026"],
        merge=["A1:A2", "B1:B2", "C1:C2", "D1:E1", "F1:G1"],
    )
    assert table.heading_rows == (1, 2)
    assert list(table.fields.values()) == [
        "number",
        "name",
        "organisation",
        "email",
        "phone",
        "arrives_on",
        "leaves_on",
    ]
    assert table.headings[3] == "Contact / E-mail"
    assert names(table) == ["Thiri"]


def test_a_name_divided_into_first_and_last_loses_neither():
    table = table_of(
        ["Name", None, "Agency"], ["First", "Last"], ["Somchai", "Jaidee", "MOL"], merge=["A1:B1", "C1:C2"]
    )
    assert list(table.fields.values()) == ["given_name", "family_name", "organisation"]


def test_the_same_headings_in_csv_have_gaps_and_are_understood_too():
    table = csv_table(
        "No,Name,Contact,,Arrival,,\n,,E-mail,Phone,Date,Flight,\n1,Thiri,t@example.org,09123,11/03,TG1,\n"
    )
    assert table.heading_rows == (1, 2)
    assert table.fields == {0: "number", 1: "name", 2: "email", 3: "phone", 4: "arrives_on"}


@pytest.mark.parametrize("merge", [["B1:C1", "A1:A2", "D1:D2"], []])
@pytest.mark.parametrize(
    ("heading", "beneath"),
    [("គោត្តនាម-នាម", ["ខ្មែរ", "ឡាតាំង"]), ("Name", ["Lao", "English"]), ("ชื่อ-สกุล", ["ภาษาไทย", "ภาษาอังกฤษ"])],
)
def test_a_heading_of_names_may_be_divided_by_scripts(heading, beneath, merge):
    table = table_of(
        ["No.", heading, None, "Position"],
        [None, *beneath, None],
        [1, "សុខ ដារ៉ា", "SOK Dara", "Director"],
        merge=merge,
    )
    assert table.heading_rows == (1, 2)
    assert table.fields == {0: "number", 1: "own_script_name", 2: "name", 3: "post"}
    assert names(table) == ["SOK Dara"]


def test_languages_beneath_anything_but_a_name_are_somebody_s():
    table = table_of(["Name", "Interpretation", "Organisation"], ["Thai", "Lao", "Yoma"], ["Ana", "Thai", "Yoma"])
    assert table.heading_rows == (1,)
    assert names(table) == ["Thai", "Ana"]


def test_headings_beneath_the_name_of_somebody_else_are_not_the_delegates():
    table = table_of(
        ["Name", "Organisation", "Emergency contact", None],
        [None, None, "Name", "Phone"],
        ["Thiri", "Yoma", "Her mother", "+95 912345678"],
        merge=["C1:D1"],
    )
    assert table.fields == {0: "name", 1: "organisation"}


def test_headings_in_english_with_the_same_in_thai_beneath():
    table = table_of(
        ["รายชื่อผู้เข้าร่วมการประชุม"],
        ["No.", "Name", "Agency", "Position", "E-mail"],
        ["ลำดับ", "ชื่อ-สกุล", "หน่วยงาน", "ตำแหน่ง", "อีเมล"],
        [1, "สมชาย ใจดี", "กระทรวงแรงงาน", "ผู้อำนวยการ", "s@example.org"],
    )
    assert table.heading_rows == (2, 3)
    assert table.headings[1] == "Name / ชื่อ-สกุล"
    assert names(table) == ["สมชาย ใจดี"]
    assert left_out(table) == {1: "a line above the headings"}


def test_the_first_person_is_never_taken_for_a_heading():
    table = csv_table("Name,Organisation,Role\nThiri,Embassy,Delegate\nHnin,Embassy,Participant\n")
    assert (table.heading_rows, names(table)) == ((1,), ["Thiri", "Hnin"])


def test_forms_that_number_and_explain_their_columns():
    table = table_of(
        ["STT", "Họ và tên", "Chức vụ", "Cơ quan"],
        ["(1)", "(2)", "(3)", "(4)"],
        ["1", "Nguyễn Thị Ánh", "Vụ trưởng", "Bộ Ngoại giao"],
    )
    assert names(table) == ["Nguyễn Thị Ánh"]
    assert left_out(table) == {2: "numbers of the columns"}
    table = csv_table("Name,Organisation,Email\ne.g. John Smith,ACME,j@example.org\nThiri,Yoma,t@example.org\n")
    assert (names(table), left_out(table)) == (["Thiri"], {2: "an example"})


def test_a_name_in_two_scripts_is_a_name_and_a_name_in_own_script():
    table = csv_table("Name,ชื่อ-สกุล,Country\nSomchai Jaidee,สมชาย ใจดี,Thailand\nWipa Srisuk,วิภา ศรีสุข,Thailand\n")
    assert table.fields == {0: "name", 1: "own_script_name", 2: "country"}
    table = csv_table("ชื่อ (ไทย),หน่วยงาน\nสมชาย ใจดี,กระทรวงแรงงาน\n")
    assert table.fields == {0: "name", 1: "organisation"}


def test_whole_names_beside_family_names_stay_whole():
    table = csv_table("Name,Surname\nThiri Myint,Myint\nChan Dara,Chan\n")
    assert table.fields == {0: "name", 1: "family_name"}


def test_of_two_columns_for_one_thing_the_better_is_taken_and_the_other_shown_as_unread():
    table = csv_table("Name,Department,Organisation,Mobile,Phone\nThiri,Unit 3,Yoma,091,092\n")
    assert table.fields == {0: "name", 2: "organisation", 4: "phone"}
    assert table.headings[1] == "Department"


def test_days_may_be_headings_of_a_list_to_sign():
    table = table_of(
        ["No", "Name", "Organisation", date(2026, 3, 12), date(2026, 3, 13)], [1, "Thiri", "Yoma", None, "x"]
    )
    assert (table.heading_rows, names(table)) == ((1,), ["Thiri"])


# Guesses


def test_columns_without_a_heading_we_know_are_guessed_by_what_stands_in_them():
    table = csv_table(
        "Name,Xyz,Where,Reach,Unknown\n"
        "Thiri,t@example.org,Myanmar,+95 9 1234567,red\nHnin,h@example.org,Viet Nam,09 765 43210,blue\n"
    )
    assert table.fields == {0: "name", 1: "email", 2: "country", 3: "phone"}
    assert table.unsure == {1, 2, 3}


def test_numbers_without_a_heading_tell_sections_from_people():
    table = csv_table(",Name,Organisation\n1,Thiri,Yoma\n2,Hnin,Yoma\n,Guests of honour,\n3,Noy,Tonle\n4,Lin,Tonle\n")
    assert (table.fields[0], table.unsure) == ("number", {0})
    assert (names(table), table.sections[5]) == (["Thiri", "Hnin", "Noy", "Lin"], "Guests of honour")


def test_a_list_without_any_headings_is_guessed_and_says_so():
    table = csv_table(
        "Delegation of Myanmar\nThiri Myint,t@example.org,Ministry of Labour\nHnin Oo,h@example.org,Health Ministry\n"
    )
    assert (table.heading_rows, table.headings) == ((), {})
    assert table.fields == {0: "name", 1: "email", 2: "organisation"}
    assert table.unsure == {0, 1, 2}
    assert names(table) == ["Thiri Myint", "Hnin Oo"]


def test_where_nothing_can_be_a_name_the_sentence_shows_what_was_there():
    assert refusal(csv_table, "a,b\n1,2\n") == (
        "No column is headed “Name”. The first row says: “a”, “b”. Write “Name” above the column with the names."
    )
    assert refusal(csv_table, "Room,Beds\n12,2\n13,1\n").startswith("No column is headed “Name”.")
    assert refusal(csv_table, "Name,Country\n") == "There are headings, but no people under them."
