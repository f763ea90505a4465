"""What people write stays as they write it, in every script, on both databases."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.db import models
from hypothesis import given
from hypothesis import strategies as st

from proceedings.models import Event, Organisation, Person
from proceedings.models.fields import NameField, ProseField, clean_text
from tests.make import make_commitment, make_event, make_organisation, make_participant, make_person
from tests.one_of_each import all_models

pytestmark = pytest.mark.django_db

NAMES = {
    "Burmese": "ဒေါ်အောင်ဆန်းစုကြည်",
    "Shan": "ၸဝ်ႈၾႃႉ ဢွင်ႇ",
    "Karen": "စီၤ ကညီ",
    "Khmer": "សុខ សុភាព",
    "Thai": "น้ำผึ้ง ศรีสุข",
    "Lao": "ບຸນທັນ ພົມມະຈັກ",
    "Vietnamese": "Nguyễn Thị Hằng",
    "Chinese": "欧阳娜娜",
    "rare Han, four bytes": "𠮷野 𩸽",
    "Tamil": "கௌரி",
    "Arabic": "نور الهدى",
    "emoji, four bytes": "Moe 🕊️ 👩🏽‍🌾",
    "single": "Sukarno",
    "small letters": "bell hooks",
    "capitals in the middle": "McDonald Ní Dhomhnaill van der Berg",
    "marks": "Renée O’Neil-D'Souza, Jr. (ret.)",
    "one letter": "U",
    "zero-width space inside": "សុខ\u200bសុភាព",
    "joiner inside": "ක්\u200dෂ",
}


@pytest.mark.parametrize("script", NAMES)
def test_a_name_stays_as_it_is_written(script):
    name = unicodedata.normalize("NFC", NAMES[script])
    person = Person(name=NAMES[script], own_script_name=NAMES[script], internal_note=f"{NAMES[script]}\n\nLine two")
    person.full_clean()
    person.save()
    stored = Person.objects.get(pk=person.pk)
    assert (stored.name, stored.own_script_name) == (name, name)
    assert stored.internal_note == f"{name}\n\nLine two"
    assert Person.objects.filter(name=NAMES[script]).get() == person
    assert Person.objects.filter(name__contains=name[:2]).get() == person


@pytest.mark.parametrize("script", NAMES)
def test_two_ways_to_type_a_letter_are_one_name(script):
    composed, apart = (unicodedata.normalize(form, NAMES[script]) for form in ("NFC", "NFD"))
    person = make_person(apart)
    assert Person.objects.get(name=composed) == Person.objects.get(name=apart) == person
    person.full_clean()
    assert person.name == composed


@given(st.text())
def test_cleaning_twice_is_cleaning_once(text):
    assert clean_text(clean_text(text)) == clean_text(text)


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))
def test_cleaning_takes_nothing_but_blanks_around(text):
    blanks = "\ufeff \t\r\n\u00a0"
    assert clean_text(f"\ufeff {text}\u00a0\r\n") == unicodedata.normalize("NFC", text).strip(blanks)


@pytest.mark.parametrize("sign", ["\0", "\x0b", "\x1f", "\uffff", "\ud83d"])
def test_what_is_no_letter_becomes_a_blank_and_can_be_stored(sign):
    person = Person.objects.create(name=f"Daw{sign}Mya", internal_note=sign)
    person.refresh_from_db()
    assert (person.name, person.internal_note) == ("Daw Mya", "")


def test_what_is_no_text_is_left_alone():
    assert clean_text(None) is None
    assert clean_text(7) == 7


def test_blanks_around_a_name_are_no_part_of_it():
    person = Person(name="\ufeff  Daw  Mya \u00a0\n")
    person.full_clean()
    person.save()
    assert Person.objects.get(pk=person.pk).name == "Daw  Mya"


@pytest.mark.parametrize("blank", ["", "   ", "\n\t", "\u00a0", "\ufeff"])
def test_a_name_of_blanks_is_no_name(blank):
    with pytest.raises(ValidationError) as refused:
        Person(name=blank).full_clean()
    assert refused.value.message_dict == {"name": ["This field cannot be blank."]}


def test_somebody_needs_no_family_name_no_mail_and_no_account():
    person = Person(name="Sukarno")
    person.full_clean()
    assert person.full_name == "Sukarno"


def test_the_honorific_is_kept_apart():
    person = make_person("Mya", honorific="Daw")
    assert (person.name, person.full_name) == ("Mya", "Daw Mya")


def test_a_title_of_other_scripts_is_found_again():
    event = make_event(title="ကိစ္စ 会议 🕊️", summary="ສະບາຍດີ")
    assert Event.objects.get(title="ကိစ္စ 会议 🕊️", summary__contains="ບາຍ") == event
    commitment = make_commitment(text="ដោយ\u200bសន្យា")
    commitment.refresh_from_db()
    assert commitment.text == "ដោយ\u200bសន្យា"


# Every field that people write in


def text_fields():
    return [
        (model, field)
        for model in all_models()
        for field in model._meta.concrete_fields
        if type(field) in (models.CharField, models.TextField, NameField, ProseField)
    ]


def test_whatever_people_write_in_is_kept_in_one_form():
    """Plain fields are for codes, choices and what we make ourselves."""
    plain = {
        f"{model.__name__}.{field.name}"
        for model, field in text_fields()
        if not isinstance(field, NameField | ProseField) and not field.choices and field.editable
    }
    assert plain == {
        "Attempts.key",
        "ColumnHeading.field",
        "ColumnHeading.words",
        "Commitment.ref",
        "DelegateList.sheet",
        "EditionFile.sha256",
        "EditionFile.shown",
        "EditionMention.attribution",
        "EditionMention.level",
        "EditionText.html",
        "EditionText.text",
        "Event.time_zone",
        "Follower.language",
        "FollowerMail.message_id",
        "FollowerMail.token_hash",
        "FrameworkGoal.number",
        "Language.code",
        "Remark.place",
        "Translation.field",
    }


def test_what_is_too_long_gets_a_sentence_and_what_just_fits_does_not(subtests):
    limited = [(model, field) for model, field in text_fields() if field.max_length and not field.choices]
    assert len(limited) > 100
    for model, field in limited:
        for over in (0, 1):
            with subtests.test(f"{field} {over}"):
                row = model(**{field.name: "က" * (field.max_length + over)})
                said = {}
                try:
                    row.clean_fields()
                except ValidationError as refused:
                    said = refused.message_dict
                length = field.max_length
                sentence = f"Ensure this value has at most {length} characters (it has {length + over})."
                assert (sentence in said.get(field.name, [])) is bool(over)


def test_a_long_name_of_four_byte_letters_fits_the_database():
    name = "𠮷" * 300
    person = make_person(name)
    person.refresh_from_db()
    assert person.name == name


# What rows are called


def test_no_row_about_somebody_is_called_by_their_name():
    """What a row is called ends up in logs and messages that nobody can take back."""
    person = make_person("Nilar Thein", honorific="Daw", own_script_name="နီလာ")
    seat = make_participant(person=person, post="Director")
    other = person.other_names.create(name="Nila Tin")
    for row in (person, seat, other):
        assert [word for word in ("Nila", "Thein", "Tin", "နီလာ", "Director") if word in str(row)] == []
    assert seat.name == "Daw Nilar Thein"


def test_an_organisation_is_called_by_name_and_acronym():
    assert str(make_organisation(name="A network", acronym="AN")) == "A network (AN)"
    assert str(Organisation(name="A network")) == "A network"
