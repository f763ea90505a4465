"""“Zero fees” is asked for at every dialogue: Selma makes one thread of the wordings, and visitors read all of them."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from proceedings.actions import NotPossible
from proceedings.actions.threading import join, leave, may_be_the_same
from proceedings.models import Recommendation, RecommendationParty, Review, Thread
from tests.make import make_commitment, make_event, make_organisation, make_session, make_user

pytestmark = pytest.mark.django_db

WORDINGS = [
    ("Governments should make employers pay all recruitment fees.", "Make employers pay all recruitment fees"),
    ("รัฐบาลควรให้นายจ้างเป็นผู้จ่ายค่าธรรมเนียมการจัดหางาน", "ให้นายจ้างเป็นผู้จ่ายค่าธรรมเนียมการจัดหางานทั้งหมด"),
    ("အလုပ်ရှင်များက အလုပ်ခန့်ထားခ အားလုံးကို ပေးရမည်", "အလုပ်ခန့်ထားခအားလုံးကို အလုပ်ရှင်များက ပေးသင့်သည်"),
    ("政府应要求雇主支付所有招聘费用", "要求雇主支付全部招聘费用"),
]


def asked(event, text, **fields):
    number = str(event.recommendations.count() + 1)
    values = {"number": number, "text": text, "state": "published"} | fields
    return Recommendation.objects.create(event=event, **values)


@pytest.fixture
def first():
    return make_event(title="First", start_date=date(2017, 7, 20), is_published=True)


@pytest.fixture
def second():
    return make_event(title="Second", start_date=date(2019, 9, 16), is_published=True)


@pytest.fixture
def selma():
    return make_user("selma", "Editor")


@pytest.mark.parametrize(("early", "late"), WORDINGS)
def test_an_earlier_wording_is_suggested_in_any_script(first, second, selma, early, late):
    same = asked(first, early)
    asked(first, "Open a resource centre in Mae Sot")
    asked(first, "ตั้งศูนย์ข้อมูลที่แม่สอด")
    row = asked(second, late)
    asked(second, early)
    assert [found for found, _alike in may_be_the_same(row, selma)] == [same]
    assert not Thread.objects.exists()


def test_selma_joins_two_and_a_third_and_takes_one_out_again(client, first, second, selma):
    one, two = asked(first, "Zero fees for workers"), asked(second, "Workers pay zero fees")
    three = asked(make_event(start_date=date(2021, 1, 1)), "Zero fees!", state="draft")
    client.force_login(selma)
    address = reverse("admin:proceedings_recommendation_thread", args=[two.pk])
    assert "Zero fees for workers" in client.get(address).content.decode()
    client.post(address, {"join": one.pk})
    thread = Thread.objects.get()
    assert (thread.name, thread.slug) == ("Zero fees for workers", "zero-fees-for-workers")
    join(three, two, by=selma)
    assert set(thread.recommendations.all()) == {one, two, three}
    with pytest.raises(NotPossible):
        join(one, three, by=selma)
    one.refresh_from_db()
    assert not may_be_the_same(one, selma)
    four = asked(second, "No fees for workers")
    asked(second, "Zero fees for all workers", state="withdrawn")
    assert [row for row, _alike in may_be_the_same(one, selma)] == [four]
    # Whoever sees only their own event does not put it into a thread they may not read.
    with pytest.raises(PermissionDenied):
        join(four, one, by=make_user("ed", "Editor", event=second))
    join(one, four, by=selma)
    leave(four, by=selma)
    client.post(address, {"do": "leave"})
    assert set(thread.recommendations.all()) == {one, three}
    with pytest.raises(NotPossible):
        leave(two, by=selma)


def test_two_threads_are_not_made_one_by_the_way(first, second, selma):
    rows = [asked(event, text) for event in (first, second) for text in ("Zero fees", "Better housing")]
    join(rows[0], rows[2], by=selma)
    join(rows[1], rows[3], by=selma)
    with pytest.raises(NotPossible):
        join(rows[0], rows[1], by=selma)
    with pytest.raises(PermissionDenied):
        leave(rows[0], by=make_user("amina", "Registration staff"))
    with pytest.raises(PermissionDenied):
        leave(rows[0], by=make_user("ed", "Editor", event=second))


def test_a_thread_shows_every_public_wording_whom_it_asked_and_what_was_answered(client, first, second, selma):
    one = asked(first, "Zero fees", number="7", block="governments")
    closed = asked(first, "secret0x closed", session=make_session(first, attribution="closed"))
    draft = asked(second, "secret0x draft", state="draft")
    hidden = asked(make_event(start_date=date(2018, 1, 1)), "secret0x event")
    two = asked(second, "Zero fees, again")
    for row in (closed, draft, hidden, two):
        join(row, one, by=selma)
    ministry = make_organisation(name="Ministry of Labour")
    RecommendationParty.objects.create(recommendation=one, role="addressee", organisation=ministry)
    answer = make_commitment(second, ref="A1", state="published", text="We will end fees")
    answer.recommendations.add(one)
    make_commitment(second, ref="A2", state="draft", text="secret0x promise").recommendations.add(one)
    third = make_event(title="Third", start_date=date(2021, 5, 1), is_published=True)
    Review.objects.create(event=third, recommendation=two, found="Fees are still taken", is_accepted=True)
    Review.objects.create(event=third, recommendation=one, found="secret0x finding")
    Review.objects.create(event=make_event(title="secret0x"), recommendation=one, found="secret0x")
    text = client.get(Thread.objects.get().get_absolute_url()).content.decode()
    assert "secret0x" not in text
    for shown in ("Zero fees, again", "Ministry of Labour", "First", "Third", "A1", "Fees are still taken"):
        assert shown in text
    link = f'href="{Thread.objects.get().get_absolute_url()}"'
    assert link in client.get(second.get_absolute_url()).content.decode()


def test_a_thread_of_nothing_public_is_not_there(client, first, second, selma):
    rows = [asked(event, "secret0x", state="draft") for event in (first, second)]
    thread = join(*rows, by=selma)
    assert "secret0x" not in thread.get_absolute_url()
    assert client.get(thread.get_absolute_url()).status_code == 404
