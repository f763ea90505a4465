"""Selma writes a deadline in the words of its source; what was read is filled in, shown, and hers to correct."""

import re
from datetime import date

import pytest
from django.urls import reverse

from tests.filled import filled
from tests.make import make_commitment, make_event, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def row():
    return make_commitment(make_event(start_date=date(2017, 7, 20)), ref="C2")


@pytest.fixture
def save(client, row):
    client.force_login(make_user("selma", "Editor"))
    address = reverse("admin:proceedings_commitment_change", args=[row.pk])

    def save_(index, **values):
        fields = filled(client, address)
        fields["deadlines-TOTAL_FORMS"] = [str(max(index + 1, int(fields["deadlines-INITIAL_FORMS"][0])))]
        # A new row opens with this, and gets its number by itself.
        values = {"number": "", "kind": "by"} | values if row.deadlines.count() <= index else values
        fields |= {f"deadlines-{index}-{name}": [value] for name, value in values.items()}
        answer = client.post(address, fields | {"_continue": ["1"]}, follow=True)
        assert answer.redirect_chain, answer.context["errors"]
        return [str(message) for message in answer.context["messages"]]

    return save_


def read_of(row):
    return [(d.number, d.as_written, d.kind, d.latest, d.precision) for d in row.deadlines.all()]


def test_the_words_are_enough_and_two_sources_stand_side_by_side(save, row, client):
    first = save(0, as_written="before 17 December 2017")
    second = save(1, as_written="by December 2017")
    assert [first[0], second[0]] == [
        "“before 17 December 2017” was read as: until 16 December 2017.",
        "“by December 2017” was read as: until 31 December 2017.",
    ]
    assert read_of(row) == [
        (1, "before 17 December 2017", "before", date(2017, 12, 16), "day"),
        (2, "by December 2017", "by", date(2017, 12, 31), "month"),
    ]
    form = client.get(reverse("admin:proceedings_commitment_change", args=[row.pk])).content.decode()
    assert "until 16 December 2017" in form


def test_what_was_corrected_is_never_read_over_again(save, row):
    save(0, as_written="early 2019")
    assert read_of(row)[0][2:4] == ("in", date(2019, 4, 30))
    save(0, latest="2019-03-31")
    assert read_of(row)[0][3] == date(2019, 3, 31)
    # Other words now, or the same ones saved again: the day that a person gave stays.
    save(0, as_written="early in 2019")
    assert read_of(row)[0][1:4] == ("early in 2019", "in", date(2019, 3, 31))
    save(0, note="A letter says so")
    assert read_of(row)[0][3] == date(2019, 3, 31)


def test_other_words_are_read_anew_where_nobody_corrected_anything(save, row):
    save(0, as_written="within six months")
    assert read_of(row)[0][2:] == ("in", date(2018, 1, 20), "month")
    said = save(0, as_written="by the next meeting")
    assert read_of(row)[0][2:] == ("relative", None, "")
    assert said[0].endswith("We read no day in these words.")


def test_a_day_that_does_not_exist_is_told_in_one_breath(save, row):
    said = save(0, as_written="31 February 2027")[0]
    assert said == "“31 February 2027” is kept as it is written. There is no such day."
    assert read_of(row)[0][2:4] == ("relative", None)


def test_both_sources_of_a_new_commitment_are_written_at_once_without_numbering_them(client, row):
    client.force_login(make_user("selma", "Editor"))
    address = reverse("admin:proceedings_commitment_change", args=[row.pk])
    page = client.get(address).content.decode()
    assert re.search(r'<input[^>]* name="deadlines-__prefix__-number"[^>]*>', page)[0].count("value=") == 0
    fields = filled(client, address) | {"deadlines-TOTAL_FORMS": ["2"]}
    for index, words in enumerate(["before 17 December 2017", "ภายในสิ้นปี 2560"]):
        fields |= {f"deadlines-{index}-{name}": [value] for name, value in
                   {"number": "", "kind": "by", "as_written": words}.items()}  # fmt: skip
    assert client.post(address, fields).status_code == 302
    assert [deadline[:4] for deadline in read_of(row)] == [
        (1, "before 17 December 2017", "before", date(2017, 12, 16)),
        (2, "ภายในสิ้นปี 2560", "by", date(2017, 12, 31)),
    ]
