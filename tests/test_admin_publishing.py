"""Selma checks and submits, Ravi reviews and publishes, both in the back office. The verbs are in actions/."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone

from proceedings.actions import submitting
from proceedings.models import Edition, FactCheck, Section, Submission
from tests.make import (
    make_commitment,
    make_consent,
    make_event,
    make_organisation,
    make_participant,
    make_person,
    make_proceedings,
    make_section,
    make_session,
    make_user,
    publish,
)

# Forms and pages over verbs that are tried beside both databases.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def draft():
    event = make_event(is_published=True, time_zone="Asia/Yangon")
    proceedings = make_proceedings(event, title="What was said")
    seat = make_participant(event, person=make_person("Thiri Htwe"))
    make_section(proceedings, f"@[{seat.pk}] spoke of recruitment.", heading="Opening")
    proceedings.seat = seat
    return proceedings


@pytest.fixture
def selma():
    return make_user("selma", "Editor")


@pytest.fixture
def ravi(client):
    user = make_user("ravi", "Publisher")
    client.force_login(user)
    return user


@pytest.fixture
def submission(draft, selma):
    return submitting.submit(draft, by=selma, change_note="First edition")


def verb(row, name):
    return reverse(f"admin:proceedings_{row._meta.model_name}_{name}", args=[row.pk])


def text_of(answer):
    return " ".join(re.sub(r"<[^>]+>", " ", answer.content.decode()).split())


def test_the_preview_shows_people_as_visitors_would_see_them_even_to_those_who_know_them(client, draft, ravi):
    page = client.get(verb(draft, "preview")).content.decode()
    assert "spoke of recruitment" in page
    assert "Thiri Htwe" not in page
    make_consent(draft.seat)
    assert "Thiri Htwe" in client.get(verb(draft, "preview")).content.decode()


# The check


def test_the_check_tells_what_blocks_apart_from_what_is_missing(client, draft, selma):
    make_section(draft, "Thiri Htwe said so herself.", heading="Names")
    make_session(draft.event)
    make_commitment(draft.event, ref="C9")
    client.force_login(selma)
    page = text_of(client.get(verb(draft, "check")))
    assert "This looks like Thiri Htwe" in page
    assert f"Write @[{draft.seat.pk}] instead" in page
    assert "prints now as: a participant" in page
    for gap in (
        "C9 has no deadline",
        "C9 does not say who made it",
        "C9 says neither",
        "“Opening” and “Names” belong to no session",
    ):
        assert gap in page


def test_the_check_asks_about_people_without_a_seat(client, draft, selma):
    make_organisation(name="Raks Thai Foundation")
    make_section(
        draft,
        "<p>Dr. Kanya Suksai, U Hnin Ei Phyu. Prasert Boonmee’s ministry and Trần Văn Đức, in Chiang Mai.</p>"
        "<p>The Border Clinic Foundation and Raks Thai Foundation asked Viet Nam for a Specified Skills Scheme.</p>"
        "<table><tr><td>Ministry of Nowhere</td><td>Host it</td></tr></table>",
        heading="Names",
    )
    make_section(draft, "The specified skills of each scheme. Pre-Departure Orientation is for all.", heading="Skills")
    make_commitment(draft.event, ref="C9", text="Nguyen Thi Lan will report.")
    client.force_login(selma)
    page = text_of(client.get(verb(draft, "check")))
    names = "“Dr. Kanya Suksai”, “U Hnin Ei Phyu”, “Prasert Boonmee” and “Trần Văn Đức”"
    assert f"{names} in “Names” read like names of people" in page
    assert "“Nguyen Thi Lan” in “C9” reads like somebody’s name" in page
    assert page.count("Did they agree") == 2


def test_the_check_says_in_one_line_what_several_commitments_lack(client, draft, selma):
    for number in range(3, 7):
        make_commitment(draft.event, ref=f"C{number}")
    client.force_login(selma)
    page = text_of(client.get(verb(draft, "check")))
    assert "C3, C4, C5 and C6 say neither in which section nor in which sentence they stand." in page


def test_a_click_on_the_check_puts_the_mention_there(client, draft, selma):
    section = make_section(draft, "Thiri Htwe said so herself.")
    client.force_login(selma)
    key = re.search(r'name="hit" value="([^"]+)"', client.get(verb(draft, "check")).content.decode())[1]
    answer = client.post(verb(draft, "check"), {"do": "rewrite", "hit": key}, follow=True)
    section.refresh_from_db()
    assert section.body == f"@[{draft.seat.pk}] said so herself."
    assert "Nothing stands in the way of publishing" in text_of(answer)
    again = client.post(verb(draft, "check"), {"do": "rewrite", "hit": key}, follow=True)
    assert "The text has changed" in text_of(again)


def test_whose_name_it_is_is_told_to_those_who_may_know(client, draft):
    make_section(draft, "Htwe Thiri said so herself.")
    client.force_login(make_user("wai", "Rapporteur"))
    page = text_of(client.get(verb(draft, "check")))
    assert "Htwe Thiri" in page
    assert "This looks like" not in page
    assert "Something else is meant" not in page


def test_ravi_may_not_rewrite_and_selma_may_not_submit_for_others(client, draft, ravi):
    make_section(draft, "Thiri Htwe said so herself.")
    key = re.search(r'name="hit" value="([^"]+)"', client.get(verb(draft, "check")).content.decode())[1]
    assert client.post(verb(draft, "check"), {"do": "rewrite", "hit": key}).status_code == 403
    assert client.post(verb(draft, "submit"), {"change_note": "First"}).status_code == 403


# Submitted, reviewed, published


def test_selma_submits_and_ravi_finds_it_on_his_first_page(client, draft, selma):
    client.force_login(selma)
    for note in ("", "   ", "\0", "x" * 501):
        page = client.post(verb(draft, "submit"), {"change_note": note})
        assert "change_note" in page.context["form"].errors or page.context["form"].non_field_errors(), note
    answer = client.post(verb(draft, "submit"), {"change_note": "First edition"}, follow=True)
    assert "somebody else reviews and publishes it" in text_of(answer)
    assert "waits for your review" not in text_of(client.get(reverse("admin:index")))
    client.force_login(make_user("ravi", "Publisher"))
    assert "1 draft was submitted and waits for your review" in text_of(client.get(reverse("admin:index")))
    assert (
        len(
            client.get(reverse("admin:proceedings_submission_changelist"), {"waits": "review"})
            .context["cl"]
            .result_list
        )
        == 1
    )


def test_ravi_reads_the_first_edition_whole_and_publishes_it(client, draft, submission, ravi):
    page = text_of(client.get(verb(submission, "review")))
    assert "this is the first edition" in page
    assert "spoke of recruitment" in page
    assert "Thiri Htwe" not in page
    answer = client.post(verb(submission, "review"), {"do": "publish"}, follow=True)
    edition = Edition.objects.get()
    assert f"Edition 1 is public at {edition.get_absolute_url()}" in text_of(answer)
    assert (edition.published_by, edition.change_note) == (ravi, "First edition")
    client.logout()
    assert "spoke of recruitment" in client.get(edition.get_absolute_url()).content.decode()


def test_ravi_reads_of_a_later_edition_what_is_different(client, draft, selma, ravi):
    publish(draft, by=ravi)
    section = Section.objects.get()
    section.body = section.body.replace("recruitment", "fees")
    section.save()
    later = submitting.submit(type(draft).objects.get(), by=selma, change_note="The word was wrong")
    page = client.get(verb(later, "review")).content.decode()
    assert "<del>recruitment</del>" in page
    assert "<ins>fees</ins>" in page
    assert "Thiri Htwe" not in page


def test_what_changed_meanwhile_is_told_and_not_published(client, submission, ravi):
    Section.objects.update(body="Changed.")
    assert "has changed since it was submitted" in text_of(client.get(verb(submission, "review")))
    answer = client.post(verb(submission, "review"), {"do": "publish"}, follow=True)
    assert "Submit it anew" in text_of(answer)
    assert not Edition.objects.exists()


def test_sent_back_selma_reads_why_on_her_first_page_and_above_the_form(client, draft, submission, selma, ravi):
    review = verb(submission, "review")
    assert "comment" in client.post(review, {"do": "send_back", "comment": " "}).context["forms"]["send_back"].errors
    client.post(review, {"do": "send_back", "comment": "The figures <b>are</b> wrong."})
    client.force_login(selma)
    assert "1 draft that you submitted was sent back" in text_of(client.get(reverse("admin:index")))
    page = client.get(verb(draft, "change")).content.decode()
    assert "ravi sent this back" in page
    assert "The figures &lt;b&gt;are&lt;/b&gt; wrong." in page
    submitting.submit(draft, by=selma, change_note="First edition")
    assert "was sent back" not in text_of(client.get(reverse("admin:index")))


def test_a_time_is_given_and_shown_as_at_the_event(client, submission, ravi):
    review = verb(submission, "review")
    assert "Asia/Yangon, UTC+06:30" in text_of(client.get(review))
    day = timezone.localdate() + timedelta(days=30)
    answer = client.post(review, {"do": "schedule", "at-day": day.isoformat(), "at-time": "09:15"}, follow=True)
    submission.refresh_from_db()
    assert submission.publish_at == datetime(day.year, day.month, day.day, 9, 15, tzinfo=ZoneInfo("Asia/Yangon"))
    assert "09:15 (Asia/Yangon, UTC+06:30)" in text_of(answer)
    assert not Edition.objects.exists()
    client.post(review, {"do": "unschedule"})
    submission.refresh_from_db()
    assert (submission.state, submission.publish_at) == ("waiting", None)


@pytest.mark.parametrize(
    ("day", "time", "said"),
    [
        ("", "09:15", "required"),
        ("2020-01-01", "09:15", "That time is past"),
        ("2100-01-01", "9", "valid time"),
        ("0001-01-01", "00:00", "year to come"),
    ],
)
def test_a_time_that_makes_no_sense_is_said_in_a_sentence(client, submission, ravi, day, time, said):
    answer = client.post(verb(submission, "review"), {"do": "schedule", "at-day": day, "at-time": time})
    assert said in text_of(answer)
    assert Submission.objects.get().state == "waiting"


def test_an_hour_that_clocks_leave_out_does_not_exist(client, draft, submission, ravi):
    type(draft.event).objects.update(time_zone="Europe/Berlin")
    answer = client.post(verb(submission, "review"), {"do": "schedule", "at-day": "2027-03-28", "at-time": "02:30"})
    assert "That hour does not exist" in text_of(answer)


def test_what_was_stopped_is_on_the_first_page_with_its_reason(client, draft, submission, ravi):
    by = {"decided_by": ravi, "decided_at": timezone.now()}
    Submission.objects.update(state="stopped", publish_at=timezone.now(), comment="The event is not public.", **by)
    assert "could not be published when its time came" in text_of(client.get(reverse("admin:index")))
    assert "The event is not public." in text_of(client.get(verb(submission, "review")))


def test_chan_asks_and_noy_signs_with_a_sign_in_of_her_own(client, draft):
    chan, noy = make_user("chan", "Administrator"), make_user("noy", "Publisher")
    submission = submitting.submit(draft, by=chan, change_note="First edition")
    review = verb(submission, "review")
    client.force_login(chan)
    assert client.post(review, {"do": "publish"}).status_code == 403
    client.post(review, {"do": "ask", "reason": "The minister speaks at noon"})
    client.force_login(noy)
    assert "1 draft waits for a second signature" in text_of(client.get(reverse("admin:index")))
    page = text_of(client.get(review))
    assert "chan asks for a second signature: The minister speaks at noon" in page
    client.post(review, {"do": "second"})
    edition = Edition.objects.get()
    assert (edition.published_by, edition.published_with, edition.without_review) == (chan, noy, True)
    shown = text_of(client.get(verb(edition, "change")))
    assert "The minister speaks at noon" in shown
    assert "noy" in shown


def test_an_outsider_is_asked_and_their_link_ended(client, submission, ravi):
    review = verb(submission, "review")
    asked = {"do": "fact_check", "name": "Dr Meas", "email": "meas@example.org", "question": "Right?", "days": "7"}
    assert "email" in client.post(review, asked | {"email": "meas"}).context["forms"]["fact_check"].errors
    client.post(review, asked)
    fact_check = FactCheck.objects.get()
    link = fact_check.links.get()
    assert timedelta(days=6) < link.expires_at - timezone.now() <= timedelta(days=7)
    client.post(review, {"do": "end_link", "fact_check": fact_check.pk})
    link.refresh_from_db()
    assert link.revoked_at


@pytest.mark.parametrize("role", ["Registration staff", "Rapporteur"])
def test_who_neither_submits_nor_publishes_sees_no_submission(client, submission, role):
    client.force_login(make_user("somebody", role))
    assert client.get(verb(submission, "review")).status_code == 403
    assert client.post(verb(submission, "review"), {"do": "publish"}).status_code == 403


def test_a_team_publishes_its_own_event_and_no_other(client, draft, submission):
    client.force_login(make_user("eve", "Publisher", event=make_event()))
    assert client.post(verb(submission, "review"), {"do": "publish"}).status_code == 403
    client.force_login(make_user("noy", "Publisher", event=draft.event))
    client.post(verb(submission, "review"), {"do": "publish"})
    assert Edition.objects.count() == 1


# Editions


def test_an_edition_is_taken_back_with_a_reason_once(client, draft, ravi):
    edition = publish(draft, by=ravi)
    assert "reason" in client.post(verb(edition, "withdraw"), {"reason": " "}).context["form"].errors
    client.post(verb(edition, "withdraw"), {"reason": "A figure was wrong."})
    edition.refresh_from_db()
    assert (edition.withdrawn_by, edition.withdrawn_reason) == (ravi, "A figure was wrong.")
    page = client.post(verb(edition, "withdraw"), {"reason": "Again"})
    assert "already withdrawn" in page.content.decode()
    client.logout()
    public = client.get(edition.get_absolute_url()).content.decode()
    assert "A figure was wrong." in public
    assert "spoke of recruitment" not in public


def test_editions_are_compared_and_put_back_as_the_draft(client, draft, selma, ravi):
    first = publish(draft, by=ravi)
    Section.objects.update(body="They spoke of fees.")
    second = publish(type(draft).objects.get(), by=ravi, change_note="Fees")
    page = client.get(verb(second, "compare")).content.decode()
    assert "<ins>fees</ins>" in page
    assert client.get(verb(second, "compare"), {"with": "nonsense"}).status_code == 200
    assert client.get(verb(first, "restore")).status_code == 403
    client.force_login(selma)
    page = client.get(verb(first, "restore")).content.decode()
    assert "<del>fees</del>" in page
    assert "would stand in no section" not in page
    make_commitment(draft.event, ref="C9", section=make_section(draft, "They will.", heading="Later"))
    assert "C9, now in “Later”" in client.get(verb(first, "restore")).content.decode()
    Section.objects.filter(heading="Later").delete()
    assert Section.objects.get().body == "They spoke of fees."
    answer = client.post(verb(first, "restore"), follow=True)
    assert "The draft is now as edition 1 was" in text_of(answer)
    assert Section.objects.get().body == f"@[{draft.seat.pk}] spoke of recruitment."


@pytest.mark.parametrize("name", ["preview", "check", "submit"])
def test_a_draft_that_is_none_has_no_verbs(client, name):
    client.force_login(make_user("root", is_superuser=True))
    for number in ("999999", "9" * 30, "abc", "-1"):
        assert client.get(reverse(f"admin:proceedings_proceedings_{name}", args=[number])).status_code == 404
