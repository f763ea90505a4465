"""Hla Hla reads of a promise on her phone, and wants to know what becomes of it."""

import re

import pytest
from django.core import mail
from playwright.sync_api import expect

from tests.make import make_commitment, make_event

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def test_hla_hla_follows_a_promise_and_leaves(phone, axe, fits, screenshot):
    make_commitment(make_event(is_published=True, title="Dialogue"), ref="C1", text="Cut the fees")
    phone.goto("/commitments/C1/")
    phone.get_by_text("Follow by e-mail").click()
    axe(phone)
    fits(phone)
    screenshot(phone, "follow-phone")
    phone.get_by_label("Your e-mail address").fill("hla.hla@example")
    phone.get_by_role("button", name="Follow").click()
    expect(phone.get_by_text("Nothing was sent yet")).to_be_visible()
    axe(phone)
    phone.get_by_label("Your e-mail address").fill("hla.hla@example.org")
    phone.get_by_role("button", name="Follow").click()
    expect(phone.get_by_role("heading", name="Now look into your mail")).to_be_visible()
    assert phone.context.cookies() == []

    [message] = mail.outbox
    phone.goto(re.search(r"http://testserver(/f/\S+)", message.body)[1])
    axe(phone)
    fits(phone)
    phone.get_by_role("button", name="Yes, tell me by e-mail").click()
    expect(phone.get_by_role("status")).to_contain_text("From now on we write")
    axe(phone)
    fits(phone)
    screenshot(phone, "followed-phone")
    phone.get_by_role("button", name="Leave: Commitment C1").click()
    expect(phone.get_by_role("heading", name="You have left")).to_be_visible()
    assert phone.context.cookies() == []
