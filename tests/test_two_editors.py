"""Selma and Khin write in the same form at once: neither overwrites the other without knowing."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from proceedings.models import Proceedings, Section, Topic
from tests.filled import filled, filled_in
from tests.make import make_commitment, make_event, make_proceedings, make_section, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft():
    proceedings = make_proceedings(make_event(is_published=True), title="Proceedings")
    make_section(proceedings, "We met in Yangon.", heading="Opening", position=1)
    make_section(proceedings, "We parted.", heading="Closing", position=2)
    return proceedings


def signed_in(name):
    client = Client()
    client.force_login(make_user(name, "Editor"))
    return client


def address(row, verb="change"):
    return reverse(f"admin:proceedings_{row._meta.model_name}_{verb}", args=[row.pk])


@pytest.fixture
def two(draft):
    """Two colleagues who opened the same form: (client, the fields as the browser has them) each."""
    selma, khin = signed_in("selma"), signed_in("khin")
    return (selma, filled(selma, address(draft))), (khin, filled(khin, address(draft)))


def bodies(draft):
    return list(draft.sections.order_by("position").values_list("body", flat=True))


def test_of_two_who_change_the_same_text_the_second_sees_both_and_decides(draft, two):
    (selma, hers), (khin, his) = two
    assert selma.post(address(draft), hers | {"sections-0-body": "We met in Yangon on Thursday."}).status_code == 302
    his |= {"sections-0-body": "We met in Yangon, in the rain."}
    answer = khin.post(address(draft), his)
    page = answer.content.decode()
    assert bodies(draft)[0] == "We met in Yangon on Thursday."
    assert "We met in Yangon, in the rain.</textarea>" in page
    assert "selma changed this at" in page
    assert "We met in <del>Yangon, in the rain</del><ins>Yangon on Thursday</ins>." in page
    # He has seen both, and saves again.
    his["_version"] = answer.context["version"]
    assert khin.post(address(draft), his).status_code == 302
    assert bodies(draft)[0] == "We met in Yangon, in the rain."
    assert draft.sections.first().history.filter(body="We met in Yangon on Thursday.").exists()


def test_of_two_who_change_different_texts_both_are_kept(draft, two):
    (selma, hers), (khin, his) = two
    selma.post(address(draft), hers | {"sections-0-body": "Hers.", "title": "By Selma"})
    answer = khin.post(address(draft), his | {"sections-1-body": "His."}, follow=True)
    assert "Selma changed something else here" in answer.content.decode()
    assert bodies(draft) == ["Hers.", "His."]
    draft.refresh_from_db()
    assert draft.title == "By Selma"


def test_a_part_that_the_other_deleted_comes_back_with_the_words_of_who_was_writing_it(draft, two):
    (selma, hers), (khin, his) = two
    selma.post(address(draft), hers | {"sections-0-DELETE": "on"})
    his |= {"sections-0-body": "We met in Yangon, in the rain."}
    answer = khin.post(address(draft), his)
    page = answer.content.decode()
    assert bodies(draft) == ["We parted."]
    assert "selma deleted this row" in page
    assert "in the rain.</textarea>" in page
    again = filled_in(page)
    assert khin.post(address(draft), again).status_code == 302
    assert set(bodies(draft)) == {"We parted.", "We met in Yangon, in the rain."}


def test_who_deletes_a_part_that_the_other_changed_is_told_first(draft, two):
    (selma, hers), (khin, his) = two
    selma.post(address(draft), hers | {"sections-0-body": "Hers."})
    his |= {"sections-0-DELETE": "on"}
    answer = khin.post(address(draft), his)
    assert "You are deleting “Opening”, which selma changed" in answer.content.decode()
    assert bodies(draft)[0] == "Hers."
    khin.post(address(draft), his | {"_version": answer.context["version"]})
    assert bodies(draft) == ["We parted."]


def test_what_is_chosen_from_lists_is_merged_and_shown_like_words(draft):
    first, second, third = (Topic.objects.create(name=f"Topic {n}", slug=f"topic-{n}") for n in range(3))
    commitment = make_commitment(draft.event, state="draft")
    commitment.topics.add(first)
    selma, khin = signed_in("selma"), signed_in("khin")
    hers, his = filled(selma, address(commitment)), filled(khin, address(commitment))
    theirs = {"topics": [first.pk, second.pk], "nature": "offer", "is_joint": "on"}
    assert selma.post(address(commitment), hers | theirs).status_code == 302
    # Khin changes something else.
    assert khin.post(address(commitment), his | {"note": "His."}).status_code == 302
    commitment.refresh_from_db()
    assert (set(commitment.topics.all()), commitment.nature, commitment.is_joint) == ({first, second}, "offer", True)
    assert commitment.note == "His."
    # Then the same as she, from the form he had at first.
    page = khin.post(address(commitment), his | {"topics": [third.pk], "nature": "assurance"}).content.decode()
    assert 'Stored now:<div class="stored">Topic 0; Topic 1</div>' in page
    assert 'Stored now:<div class="stored">offer</div>' in page
    assert set(commitment.topics.all()) == {first, second}


def test_what_was_written_into_a_form_whose_row_is_gone_is_given_back(draft):
    commitment = make_commitment(draft.event, state="draft")
    selma, khin = signed_in("selma"), signed_in("khin")
    his = filled(khin, address(commitment))
    assert selma.post(address(commitment, "delete"), {"post": "yes"}).status_code == 302
    answer = khin.post(address(commitment), his | {"text": "A sentence that took an hour."})
    assert answer.status_code == 409
    assert "A sentence that took an hour." in answer.content.decode()


def test_what_changed_since_somebody_asked_to_delete_it_is_looked_at_again(draft):
    commitment = make_commitment(draft.event, state="draft")
    selma, khin = signed_in("selma"), signed_in("khin")
    asked = filled(khin, address(commitment, "delete"))
    form = filled(selma, address(commitment))
    selma.post(address(commitment), form | {"text": "A better sentence."})
    answer = khin.post(address(commitment, "delete"), asked, follow=True)
    assert "Look again before you delete it" in answer.content.decode()
    commitment.refresh_from_db()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_two_who_save_in_the_same_moment_one_is_asked(draft, two):
    together, answers = Barrier(2), []

    def save(client, fields):
        try:
            together.wait()
            answers.append(client.post(address(draft), fields).status_code)
        finally:
            connection.close()

    threads = [
        Thread(target=save, args=(client, fields | {"sections-0-body": words}))
        for (client, fields), words in zip(two, ("Hers.", "His."), strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == [200, 302]
    section = Section.objects.get(proceedings=Proceedings.objects.get(pk=draft.pk), heading="Opening")
    assert section.history.count() == 2
