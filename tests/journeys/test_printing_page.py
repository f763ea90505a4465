"""Amina prints badges from the page of an event."""

from datetime import date

import pytest
from django.urls import reverse

from proceedings.access import REGISTRATION
from tests.make import make_event, make_participant, make_user

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_amina_prints_the_badges_of_an_event(page, sign_in, axe, fits, screenshot, live_server):
    event = make_event(title="Policy Dialogue", start_date=date(2017, 7, 20), end_date=date(2017, 7, 21))
    make_participant(event, "Nila Win")
    sign_in(page, make_user("amina", REGISTRATION))
    page.goto(live_server.url + reverse("admin:proceedings_event_change", args=[event.pk]))
    page.get_by_role("link", name="Print badges, sheets, letters").click()
    page.get_by_label("Size, of badges").select_option("a7")
    axe(page)
    fits(page)
    screenshot(page, "printing")
    with page.expect_download() as download:
        page.get_by_role("button", name="Print").click()
    assert download.value.suggested_filename.startswith("badges-event-")
