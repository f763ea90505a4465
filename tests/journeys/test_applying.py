"""An applicant on a small phone without JavaScript, and somebody who was invited by a personal link."""

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from proceedings.actions import links, seating
from proceedings.models import Answer, Link, Message, Participant, Registration, VaultAnswer
from tests.applying import make_open_event, make_question, make_seat
from tests.make import make_constituency, make_language, make_user


@pytest.fixture
def event(transactional_db):
    make_constituency("cso", name="Civil society")
    event = make_open_event(
        title="Policy Dialogue on Roles of Countries of Origin",
        mode="hybrid",
        rules={"welcome": "For organisations of migrant workers.\n\nWe answer within two weeks."},
    )
    for code, name in (("my", "Burmese"), ("th", "Thai")):
        event.event_languages.create(language=make_language(code, name))
    make_question(event, "What shall we cook for you?", kind="choice", choices="Rice\nNoodles\nNeither", required=True)
    make_question(event, "Which days will you come?", kind="several", choices="First day\nSecond day", position=2)
    make_question(event, "Is it your first time?", kind="yes_no", position=3, help="So that we can show you around.")
    make_question(event, "When do you arrive?", kind="date", position=4)
    make_question(event, "A letter of your organisation", kind="file", position=5)
    make_question(event, "Passport number", stage="confirmed", required=True)
    return event


def address_in_mail(seat):
    """What the mail that waits brings: its link gets its token as it goes out."""
    seat.messages.update(state=Message.State.SENT, sent_at=timezone.now())
    link = Link.objects.filter(participant=seat).order_by("-pk").first()
    return links.mint(link).removeprefix("http://testserver")


@pytest.fixture
def without_scripts(open_window):
    """A small phone that runs no scripts."""
    return open_window("narrow", java_script_enabled=False)


def test_an_applicant_on_a_phone_without_javascript(without_scripts, event, screenshot, tmp_path):
    phone = without_scripts
    phone.goto(f"/events/{event.slug}/")
    phone.get_by_role("link", name="Apply for a seat").click()
    screenshot(phone, "apply-phone")
    phone.get_by_role("button", name="Send the application").click()
    # A phone shows it without scrolling.
    expect(phone.get_by_text("Nothing was sent yet.")).to_be_in_viewport()
    screenshot(phone, "apply-mend-phone")
    phone.get_by_label("Your name", exact=True).fill("ဒေါ်နီလာ")
    phone.get_by_label("Your e-mail address").fill("nila@example.org")
    phone.get_by_role("textbox", name="Your organisation").fill("Foundation for Education and Development")
    phone.get_by_label("For whom do you come?").select_option("Civil society")
    phone.get_by_label("in person").check()
    phone.get_by_label("Noodles").check()
    phone.get_by_label("First day").check()
    phone.get_by_role("group", name="Is it your first time?").get_by_label("Yes").check()
    letter = tmp_path / "letter.pdf"
    letter.write_bytes(b"%PDF-1.7\nnothing\n%%EOF\n")
    phone.get_by_label("A letter of your organisation").set_input_files(letter)
    phone.get_by_role("button", name="Send the application").click()
    expect(phone.get_by_role("heading", name="Thank you. Now look into your mail")).to_be_visible()
    screenshot(phone, "applied-phone")

    seat = Participant.objects.get(event=event)
    assert (seat.person.name, seat.state, Answer.objects.count()) == ("ဒေါ်နီလာ", "applied", 4)
    phone.goto(address_in_mail(seat))
    expect(phone.get_by_text("we have your application")).to_be_visible()
    screenshot(phone, "seat-applied-phone")
    phone.get_by_label("Your post").fill("Director")
    phone.get_by_role("button", name="Save the changes").click()
    expect(phone.get_by_text("What you sent is saved.")).to_be_visible()

    seating.confirm(seat, by=make_user("amina", "Registration staff"))
    phone.reload()
    expect(phone.get_by_text("your seat is confirmed")).to_be_visible()
    phone.get_by_label("Passport number").fill("MA 123456")
    phone.get_by_role("button", name="Send for my journey").click()
    expect(phone.get_by_text("Your answers are locked away.")).to_be_visible()
    assert VaultAnswer.objects.get().value == "MA 123456"
    screenshot(phone, "seat-confirmed-phone")
    phone.get_by_text("I cannot come", exact=True).click()
    phone.get_by_role("button", name="Give my seat back").click()
    expect(phone.get_by_text("We noted that you will not come.")).to_be_visible()
    screenshot(phone, "seat-withdrawn-phone")
    assert not VaultAnswer.objects.exists()


def test_the_pages_fit_a_phone_and_axe_finds_nothing(phone, page, event, axe, fits, screenshot):
    seat = make_seat(event, state="confirmed")
    link = links.make(by=None, participant=seat)
    address = links.mint(link).removeprefix("http://testserver")
    closed = make_open_event(rules={"is_open": False})
    for name, path in {
        "apply": f"/events/{event.slug}/register/",
        "apply-sent": f"/events/{event.slug}/register/sent/",
        "apply-closed": f"/events/{closed.slug}/register/",
        "seat": address,
        "link-nothing": "/r/of-nobody",
    }.items():
        for window, width in ((phone, "phone"), (page, "wide")):
            window.goto(path)
            axe(window)
            fits(window)
            screenshot(window, f"{name}-{width}")
    page.emulate_media(color_scheme="dark")
    for name, path in {"apply": f"/events/{event.slug}/register/", "seat": address}.items():
        page.goto(path)
        axe(page)
        screenshot(page, f"{name}-dark")
    phone.goto(f"/events/{event.slug}/register/")
    phone.get_by_role("button", name="Send the application").click()
    axe(phone)
    fits(phone)


def test_somebody_invited_says_yes_and_what_may_be_shown(page, event, axe, screenshot):
    Registration.objects.update(is_open=False)
    seat = make_seat(event, "Nguyễn Thị Hằng", state="invited", post="Director General")
    seating.invite(seat, by=make_user("amina", "Registration staff"))
    assert Message.objects.get().mailing.use == "invitation"
    page.goto(address_in_mail(seat))
    expect(page.get_by_text("you are invited. Will you come?")).to_be_visible()
    screenshot(page, "seat-invited-wide")
    axe(page)
    page.get_by_label("online").check()
    page.get_by_label("Rice").check()
    page.get_by_role("button", name="Yes, I will come").click()
    expect(page.get_by_text("Thank you. We noted that you will come.")).to_be_visible()
    page.get_by_label("Photographs in which I can be recognised").check()
    page.get_by_role("button", name="Save what may be shown").click()
    expect(page.get_by_text("We noted what may be shown of you.")).to_be_visible()
    axe(page)
    expect(page).to_have_url(re.compile(r"/r/[\w-]+\?done=agree$"))
    seat.refresh_from_db()
    assert (seat.state, seat.mode) == ("confirmed", "online")
    assert [row.surface for row in seat.consents.all()] == ["photographed"]


def test_colleagues_read_answers_the_vault_and_links(page, event, axe, fits, screenshot, sign_in):
    seat = make_seat(event, state="confirmed", organisation_as_written="Foundation")
    for question in event.questions.all():
        if question.kind == "choice":
            Answer.objects.create(participant=seat, question=question, value="Rice")
        if question.stage == "confirmed":
            VaultAnswer.objects.create(participant=seat, question=question, value="MA 123456")
    sign_in(page, make_user("chan", "Administrator"))
    form = f"/admin/proceedings/participant/{seat.pk}/change/"
    page.goto(form)
    expect(page.get_by_text("What shall we cook for you?")).to_be_visible()
    axe(page)
    screenshot(page, "participant-answers-wide")
    page.get_by_role("link", name="Travel and passport data").click()
    expect(page.get_by_text("MA 123456")).to_have_count(0)
    axe(page)
    screenshot(page, "vault-asks-wide")
    page.get_by_label("What you need it for").fill("To book the flight")
    page.get_by_role("button", name="Look").click()
    expect(page.get_by_text("MA 123456")).to_be_visible()
    axe(page)
    screenshot(page, "vault-wide")
    page.goto(form)
    page.get_by_role("link", name="Personal links").click()
    page.get_by_role("button", name="Make a new link and show it once").click()
    expect(page.locator("code")).to_contain_text("/r/")
    axe(page)
    fits(page)
    screenshot(page, "links-wide")
    page.get_by_role("button", name="Take back").click()
    expect(page.get_by_text("The link opens nothing any more.")).to_be_visible()
    question = event.questions.first()
    page.goto(f"/admin/proceedings/question/{question.pk}/change/")
    axe(page)
    screenshot(page, "question-wide")
