"""A page that was kept is shown again, to the letter, until something changes; then nobody sees the old one."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from proceedings.models import Commitment, Event
from proceedings.public import tracking
from tests.make import make_commitment, make_consent, make_event, make_participant, make_session

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture(autouse=True)
def _with_a_cache(settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()


@pytest.fixture
def event():
    return make_event(title="Dialogue in Yangon", is_published=True)


def test_a_page_is_made_once(client, event, django_assert_num_queries):
    first = client.get(event.get_absolute_url())
    with django_assert_num_queries(1):
        again = client.get(event.get_absolute_url())
    assert (again.content, again.headers["ETag"]) == (first.content, first.headers["ETag"])
    assert again.headers["Content-Type"] == first.headers["Content-Type"]


def test_a_page_that_the_visitor_has_already_is_not_sent_again(client, event):
    etag = client.get(event.get_absolute_url()).headers["ETag"]
    again = client.get(event.get_absolute_url(), headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_change_shows_at_once_however_it_was_made(client, event):
    client.get(event.get_absolute_url())
    Event.objects.filter(pk=event.pk).update(title="Dialogue in Mandalay")
    assert "Mandalay" in client.get(event.get_absolute_url()).text
    Event.objects.filter(pk=event.pk).update(is_published=False)
    assert client.get(event.get_absolute_url()).status_code == 404


def test_promises_are_counted_anew_when_one_is_taken_back_and_when_a_last_day_passes(client, event, monkeypatch):
    today = timezone.localdate()
    promise = make_commitment(event)
    promise.deadlines.create(number=1, kind="by", latest=today, precision="day")
    make_commitment(event)

    def standing():
        found = tracking.facts(timezone.localdate())
        return found.by_standing(found.all)

    assert standing() == {"no_report": 2}
    # Nothing but the number of the last change is asked for.
    with CaptureQueriesContext(connection) as queries:
        standing()
    assert len(queries) == 1
    with monkeypatch.context() as tomorrow:
        tomorrow.setattr(timezone, "localdate", lambda: today + timedelta(days=1))
        assert standing() == {"no_report": 1, "overdue": 1}
    Commitment.objects.filter(pk=promise.pk).update(state="withdrawn")
    assert standing() == {"no_report": 1}


def test_a_consent_that_is_withdrawn_takes_the_name_off_at_once(client, event):
    speaker = make_participant(event, "Nilar Thein")
    make_session(event, attribution="on_record", title="Opening").roles.create(participant=speaker)
    consent = make_consent(speaker)
    assert "Nilar Thein" in client.get(event.get_absolute_url()).text
    consent.withdrawn_on = timezone.localdate()
    consent.save()
    assert "Nilar Thein" not in client.get(event.get_absolute_url()).text


def test_a_consent_that_ends_takes_the_name_off_at_midnight(client, event, monkeypatch):
    speaker = make_participant(event, "Nilar Thein")
    make_session(event, attribution="on_record", title="Opening").roles.create(participant=speaker)
    today = timezone.localdate()
    make_consent(speaker, valid_until=today)
    assert "Nilar Thein" in client.get(event.get_absolute_url()).text
    monkeypatch.setattr(timezone, "localdate", lambda: today + timedelta(days=1))
    assert "Nilar Thein" not in client.get(event.get_absolute_url()).text


def test_a_colleague_neither_fills_the_cache_nor_reads_from_it(client, event, django_user_model):
    client.force_login(django_user_model.objects.create_user("selma", is_staff=True))
    answer = client.get(event.get_absolute_url())
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert not cache._cache


def test_made_up_addresses_do_not_fill_the_cache(client, event):
    assert client.get(f"{event.get_absolute_url()}?x={'y' * 400}").status_code == 200
    assert not cache._cache


def test_a_page_travels_compressed_to_those_who_can_read_that(client, event):
    plain = client.get(event.get_absolute_url())
    packed = client.get(event.get_absolute_url(), headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert len(packed.content) < len(plain.content)
    assert packed.headers["ETag"] == plain.headers["ETag"]
    assert {plain.headers["Vary"], packed.headers["Vary"]} == {"Accept-Encoding"}
