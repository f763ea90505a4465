"""Amina writes to delegates, looks at what she wrote, lets it go, and learns what came back. In a browser."""

from datetime import date
from functools import partial

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import expect

from proceedings.models import Mailing, MailTemplate, Message, Network
from tests.make import (
    make_event,
    make_language,
    make_mailing,
    make_organisation,
    make_participant,
    make_person,
    make_user,
)

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)

NAMES = (
    ("ဒေါ်နီလာထွန်း", "nila@example.org", "my"),
    ("សុខ ចាន់ដារ៉ា", "sok@example.org", "km"),
    ("Nguyễn Thị Hồng", "hong@example.org", None),
    ("Village headman", None, None),
)


@pytest.fixture
def event():
    Network.objects.create(name="Mekong Migration Network", acronym="MMN", email="network@example.org")
    event = make_event(
        title="Policy Dialogue on Roles of Countries of Origin",
        start_date=date(2030, 7, 20),
        end_date=date(2030, 7, 21),
    )
    union = make_organisation(name="Workers’ Union of Yangon")
    for name, to, code in NAMES:
        if to is None:
            make_participant(event, office=name)
            continue
        language = make_language(code, code) if code else None
        make_participant(event, person=make_person(name, email=to), organisation=union, language=language)
    MailTemplate.objects.create(
        use="notice",
        language=make_language("my", "my"),
        subject="{event}",
        body="မင်္ဂလာပါ {name}\n\n{reason}\n\n{network}",
    )
    return event


@pytest.fixture
def amina():
    return make_user("amina", "Registration staff")


def tick_all_and(page, action):
    # The script that ticks all rows comes last, also behind a link that was followed.
    expect(page.locator("#action-toggle")).to_be_visible()
    page.wait_for_load_state()
    page.check("#action-toggle")
    page.select_option("select[name=action]", label=action)
    page.click("button[name=index]")


@pytest.mark.parametrize("window", ["wide", "narrow"])
def test_amina_writes_to_delegates(open_window, window, event, amina, sign_in, axe, fits, screenshot):
    page, sound = open_window(window), partial(axe, colours=window == "wide")
    sign_in(page, amina)
    page.goto(f"/admin/proceedings/participant/?event={event.pk}")
    tick_all_and(page, "Write to the ticked participants")
    expect(page.locator("#content")).to_contain_text("3 people have an address.")
    page.click("text=Write it into the outbox")
    expect(page.locator("#content")).to_contain_text("Write what the mail should say.")
    sound(page)
    fits(page)
    screenshot(page, f"mail-write-{window}")
    page.fill("textarea[name=words]", "The hall has changed.\nPlease come to the second floor {event}.")
    page.check("input[name=with_calendar]")
    page.click("text=Write it into the outbox")

    expect(page.locator("#main")).to_contain_text("3 messages wait in the outbox.")
    sound(page)
    fits(page)
    screenshot(page, f"mail-mailing-{window}")
    assert mail.outbox == []

    # One is not quite right, one should not go.
    page.click("text=hong@example.org")
    page.fill("textarea[name=body]", "Dear Ms Hồng,\n\nthe hall has changed.")
    sound(page)
    fits(page)
    screenshot(page, f"mail-message-{window}")
    page.click("input[name=_save]")
    page.goto(f"/admin/proceedings/message/{Message.objects.get(to='sok@example.org').pk}/change/")
    page.click("text=Throw it away")
    sound(page)
    fits(page)
    screenshot(page, f"mail-drop-{window}")
    page.click("input[type=submit][value='Throw it away']")

    page.goto("/admin/")
    expect(page.locator(".waiting")).to_contain_text("1 mailing waits for a look before it goes")
    screenshot(page, f"mail-index-{window}")
    page.click("text=mailing waits for a look")
    sound(page)
    fits(page)
    screenshot(page, f"mail-outbox-{window}")
    page.click("#result_list tbody th a")
    page.click("text=Let it go")
    expect(page.locator("#content")).to_contain_text("2 messages, each to one address.")
    sound(page)
    fits(page)
    screenshot(page, f"mail-release-{window}")
    page.click("input[type=submit][value='Let it go']")
    expect(page.locator("#main")).to_contain_text("2 messages go out now.")
    assert {message.to[0]: message.body.splitlines()[0] for message in mail.outbox} == {
        "nila@example.org": "မင်္ဂလာပါ ဒေါ်နီလာထွန်း",
        "hong@example.org": "Dear Ms Hồng,",
    }
    # What she wrote stays what it is, also in braces.
    nilas = next(message for message in mail.outbox if message.to == ["nila@example.org"])
    assert "second floor {event}." in nilas.body

    page.click("text=nila@example.org")
    page.click("text=It came back")
    page.fill("input[name=reason]", "mailbox full")
    page.click("input[type=submit][value='It came back']")
    expect(page.locator("#content")).to_contain_text("mailbox full")
    sound(page)
    fits(page)
    screenshot(page, f"mail-bounced-{window}")
    page.goto("/admin/")
    expect(page.locator(".waiting")).to_contain_text("1 mail was refused, came back or is uncertain")


def test_a_discreet_mail_says_nothing_at_once(page, event, amina, sign_in, axe, screenshot):
    sign_in(page, amina)
    page.goto(f"/admin/proceedings/participant/?event={event.pk}")
    tick_all_and(page, "Write to the ticked participants")
    page.fill("textarea[name=words]", "The Workers’ Union of Yangon asks you to call.")
    page.check("input[name=discreet]")
    page.click("text=Write it into the outbox")
    expect(page.locator("#content")).to_contain_text("This stands in the way of letting it go")
    axe(page)
    screenshot(page, "mail-discreet-wide")
    page.click("text=Let it go")
    page.wait_for_url("**/release/")
    expect(page.locator("input[type=submit][value='Let it go']")).to_have_count(0)
    assert mail.outbox == []


def test_more_than_twenty_need_selma_too(page, amina, sign_in, screenshot):
    mailing = make_mailing(number=21)
    sign_in(page, amina)
    page.goto(f"/admin/proceedings/mailing/{mailing.pk}/change/")
    page.click("text=Let it go")
    page.click("input[type=submit][value='I have looked at it']")
    expect(page.locator("text=Let it go")).to_have_count(0)
    screenshot(page, "mail-second-wide")
    page.goto("/admin/")
    expect(page.locator("#content")).not_to_contain_text("second person")

    sign_in(page, make_user("selma", "Registration staff"))
    page.goto("/admin/")
    page.click("text=1 mailing waits for a second person")
    tick_all_and(page, "Let the ticked mailings go")
    screenshot(page, "mail-release-second-wide")
    page.click("input[type=submit][value='Let it go']")
    expect(page.locator("#main")).to_contain_text("21 messages go out now.")
    assert len(mail.outbox) == 21
    mailing.refresh_from_db()
    assert (mailing.state, mailing.released_at <= timezone.now()) == (Mailing.State.RELEASED, True)


@pytest.mark.parametrize("window", ["wide", "narrow"])
def test_amina_writes_a_template(open_window, window, event, amina, sign_in, axe, fits, screenshot):
    page = open_window(window)
    sign_in(page, amina)
    page.goto("/admin/proceedings/mailtemplate/add/")
    page.select_option("select[name=use]", "invitation")
    page.select_option("select[name=language]", label="km")
    page.check("input[name=is_discreet]")
    page.fill("input[name=subject]", "ជូន {who}")
    page.fill("textarea[name=body]", "សួស្តី {name}\n\n{link}")
    page.click("input[name=_save]")
    expect(page.locator("#content")).to_contain_text("{who} is not a placeholder. These are: {name}")
    page.fill("input[name=subject]", "{event}")
    page.click("input[name=_save]")
    expect(page.locator("#content")).to_contain_text("A discreet mail may not say {event} in the subject")
    axe(page)
    fits(page)
    screenshot(page, f"mail-template-{window}")
    page.fill("input[name=subject]", "សារមួយសម្រាប់អ្នក")
    page.click("input[name=_continue]")
    page.click("text=Look at it with an example")
    axe(page)
    fits(page)
    screenshot(page, f"mail-preview-{window}")
    expect(page.locator("#content")).to_contain_text("សួស្តី ဒေါ်နီလာထွန်း (Nila Htun)")
