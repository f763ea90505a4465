"""The same text in other languages: found in one query, marked when its source has changed, never invented."""

import pytest
from django.contrib.contenttypes.models import ContentType

from proceedings.models import Commitment, Event, Translation
from proceedings.models.translation import digest
from tests.make import make_commitment, make_event, make_language

pytestmark = pytest.mark.django_db


def translate(item, text="စာသား", field="text", status="checked", language="my", **fields):
    return Translation.objects.create(
        item=item, field=field, language=make_language(language, language), text=text, status=status, **fields
    )


def found(*items, language="my"):
    return {key: row.text for key, row in Translation.objects.of(items, language).items()}


def test_all_texts_of_a_page_are_found_in_one_query(django_assert_num_queries):
    rows = [make_commitment(text=f"Promise {n}") for n in range(30)] + [make_event() for _ in range(30)]
    for row in rows:
        translate(row, field="text" if isinstance(row, Commitment) else "title", source_digest=digest("old"))
    for model in (Commitment, Event):
        ContentType.objects.get_for_model(model)
    with django_assert_num_queries(1):
        texts = Translation.objects.of(rows, "my")
        assert len(texts) == 60
        assert all(text.source_changed for text in texts.values())


def test_a_text_is_found_by_what_it_belongs_to():
    one, other = make_commitment(), make_commitment()
    event = Event.objects.create(pk=one.pk + 1000, title="A", slug="a", kind=one.event.kind)
    translate(one, "တစ်")
    translate(one, "မှတ်ချက်", field="note")
    translate(other, "နှစ်")
    translate(event, "ပွဲ", field="title")
    assert found(one, event) == {
        (Commitment, one.pk, "text"): "တစ်",
        (Commitment, one.pk, "note"): "မှတ်ချက်",
        (Event, event.pk, "title"): "ပွဲ",
    }


def test_rows_of_two_kinds_with_the_same_number_are_not_mixed_up():
    event = make_event()
    commitment = Commitment.objects.create(pk=event.pk, ref="S1", event=event, text="A")
    translate(event, "ပွဲ", field="title")
    assert found(commitment) == {}
    assert found(event) == {(Event, event.pk, "title"): "ပွဲ"}


def test_another_language_is_another_text():
    row = make_commitment()
    translate(row, language="km", text="ភាសា")
    assert found(row) == {}
    assert found(row, language="km") == {(Commitment, row.pk, "text"): "ភាសា"}
    assert found(row, language="no-such") == {}


def test_nothing_asked_is_nothing_found(django_assert_num_queries):
    translate(make_commitment())
    with django_assert_num_queries(0):
        assert found() == {}


@pytest.mark.parametrize(
    ("status", "text", "shown"),
    [
        ("none", "", False),
        ("none", "left from before", False),
        ("machine", "A", True),
        ("checked", "A", True),
        ("approved", "A", True),
    ],
)
def test_what_is_not_translated_is_never_shown(status, text, shown):
    row = make_commitment()
    translate(row, text=text, status=status)
    assert bool(found(row)) is shown
    assert Translation.objects.shown().exists() is shown


def test_an_empty_text_is_not_shown_whatever_its_status_says():
    row = make_commitment()
    Translation.objects.shown()
    translation = translate(row, status="none", text="")
    assert translation not in Translation.objects.shown()


def test_a_source_that_changed_is_seen():
    row = make_commitment(text="We will meet")
    text = translate(row, source_digest=digest("We will meet"))
    assert not Translation.objects.get(pk=text.pk).source_changed
    row.text = "We will not meet"
    row.save()
    assert Translation.objects.get(pk=text.pk).source_changed
    row.text = "We will meet"
    row.save()
    assert not Translation.objects.get(pk=text.pk).source_changed


def test_blanks_around_and_ways_to_type_a_letter_are_no_change():
    row = make_commitment(text="Nguye\u0302\u0303n \n")
    text = translate(row, source_digest=digest("Nguyễn"))
    assert not Translation.objects.get(pk=text.pk).source_changed


def test_letters_are_a_change():
    assert digest("Promise") != digest("promise")
    assert digest("") == digest(None)
    assert len(digest("Promise")) == 32


def test_of_a_text_without_a_mark_nothing_is_claimed():
    assert not translate(make_commitment()).source_changed


def test_the_text_of_a_row_that_is_gone_has_an_empty_source():
    row = make_commitment()
    text = translate(row, source_digest=digest(row.text))
    row.delete()
    text = Translation.objects.get(pk=text.pk)
    assert text.source_text == ""
    assert text.source_changed
