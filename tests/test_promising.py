"""The parties of a promise confirm it, dispute it and report on it by a link; nothing of that is public by itself."""

import io
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from proceedings.actions import NotPossible, links, mailing, promising
from proceedings.models import (
    Attribution,
    Commitment,
    CommitmentParty,
    Deadline,
    Evidence,
    Link,
    Message,
    PartyAnswer,
    PartyContact,
    Update,
)
from tests.make import (
    make_commitment,
    make_event,
    make_language,
    make_organisation,
    make_participant,
    make_person,
    make_session,
    make_user,
)
from tests.public_pages import everything_shown

# Beside PostgreSQL the same pages are gone through in a browser.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
# Typed by a party, or an address of one: on no page of the site.
CANARY = "zzcanary"
PDF = b"%PDF-1.7\nnothing in it\n%%EOF\n"


def make_party(promise, name="Ministry of Labour", role="lead", **contact):
    party = CommitmentParty.objects.create(
        commitment=promise, role=role, organisation=make_organisation(name=name, is_published=True)
    )
    contact = {"email": f"{CANARY}{party.pk}@example.org", "name": f"{CANARY} Sokha"} | contact
    return PartyContact.objects.create(party=party, **contact)


@pytest.fixture
def promise():
    event = make_event(title="Dialogue in Vientiane", is_published=True, start_date=date(2024, 3, 4))
    row = make_commitment(event, state="draft", text="We open ten centres", session=make_session(event, title="Panel"))
    Deadline.objects.create(
        commitment=row, kind="before", as_written="before 17 December 2025", latest=date(2025, 12, 16), precision="day"
    )
    return row


@pytest.fixture
def contact(promise):
    return make_party(promise)


@pytest.fixture
def selma():
    return make_user("selma", "Editor")


@pytest.fixture
def ravi():
    return make_user("ravi", "Publisher")


def open_link(contact):
    """A link with a token. Returns (the Link, its path)."""
    link = links.make(by=None, contact=contact)
    path = links.mint(link).removeprefix("http://testserver")
    link.refresh_from_db()
    return link, path


def now(row):
    return type(row).objects.get(pk=row.pk)


def text_of(answer):
    return " ".join(answer.content.decode().split())


def say(contact, kind, words=CANARY, **more):
    return promising.answer(open_link(contact)[0], kind, their_words=words, **more)


def public_page(client, promise):
    return text_of(client.get(promise.get_absolute_url()))


# Asked before it is public


def test_a_party_sees_what_we_noted_and_looking_changes_nothing(client, promise, contact):
    embassy = make_party(promise, "Embassy of Thailand", "partner").party
    for party, name in ((contact.party, "ក្រសួងការងារ"), (embassy, "ស្ថានទូតថៃ")):
        party.organisation.other_names.create(name=name, language=make_language("km", "Khmer"))
    _link, path = open_link(contact)
    page = text_of(client.get(path))
    for words in (
        "We open ten centres",
        "“before 17 December 2025”",
        "16 December 2025",
        "Panel",
        "Embassy of Thailand",
    ):
        assert words in page
    assert CANARY not in page
    assert "Report how far" not in page
    khmer = text_of(client.get(f"/km{path}"))
    assert ("ក្រសួងការងារ" in khmer, "ស្ថានទូតថៃ" in khmer, "Embassy of Thailand" in khmer) == (True, True, False)
    assert not PartyAnswer.objects.exists()
    assert client.get(path)["Cache-Control"] == "private, no-store"


def test_a_confirmation_waits_for_us_and_then_says_by_whom_and_when(client, promise, contact, selma):
    _link, path = open_link(contact)
    answer = client.post(path, {"do": "confirm", "confirm-their_words": f"{CANARY} Director"})
    assert answer.url.endswith("?done=confirm")
    row = PartyAnswer.objects.get()
    assert (row.kind, row.their_words, row.contact, now(promise).provenance) == (
        "confirmed",
        f"{CANARY} Director",
        contact,
        "heard",
    )
    promising.take_up(row, by=selma)
    assert (now(promise).provenance, now(row).decided_by) == ("confirmed", selma)
    Commitment.objects.update(state="published")
    page = public_page(client, promise)
    assert "Confirmed in writing</strong> by" in page
    assert f"{timezone.localdate().year}." in page
    assert CANARY not in everything_shown(client)
    with pytest.raises(NotPossible):
        promising.leave(now(row), by=selma, reason="Changed my mind")


def test_what_is_disputed_is_published_only_by_a_named_decision_that_everybody_reads(
    client, promise, contact, selma, ravi
):
    row = say(contact, "disputed")
    promise.state = "published"
    with pytest.raises(ValidationError, match="Ministry of Labour disputes it"):
        promise.full_clean()
    client.force_login(ravi)
    change = reverse("admin:proceedings_commitment_change", args=[promise.pk])
    sent = {"state": "published", **{f"{name}-TOTAL_FORMS": 0 for name in ("parties", "deadlines", "steps")}}
    client.post(change, sent | {f"{name}-INITIAL_FORMS": 0 for name in ("parties", "deadlines", "steps")})
    assert now(promise).state == "draft"
    with pytest.raises(PermissionDenied):
        promising.leave(row, by=selma, reason="It is on the recording")
    leave = reverse("admin:proceedings_partyanswer_leave", args=[row.pk])
    assert CANARY in text_of(client.get(leave))
    client.post(leave, {"reason": ""})
    assert now(row).decision == ""
    client.post(leave, {"reason": "It is on the recording"})
    assert (now(row).decision, now(row).decided_by) == ("left", ravi)
    promise.full_clean()
    promise.save()
    client.logout()
    page = public_page(client, promise)
    assert "disputes it</strong>" in page
    assert "It is published all the same: It is on the recording" in page
    assert CANARY not in everything_shown(client)
    # It stays editable, whatever is disputed later.
    say(contact, "disputed")
    promise.note = "Corrected"
    promise.full_clean()


def test_a_dispute_that_is_right_takes_the_promise_back_until_the_party_agrees(promise, contact, selma, ravi):
    promising.take_up(say(contact, "disputed"), by=ravi)
    promise = now(promise)
    assert promise.state == "withdrawn"
    promise.state = "published"
    with pytest.raises(ValidationError):
        promise.full_clean()
    with pytest.raises(NotPossible):
        say(contact, "confirmed")
    Commitment.objects.update(state="draft")
    say(contact, "confirmed")
    promise.full_clean()


def test_other_words_are_taken_as_far_as_we_choose(client, promise, contact, selma):
    _link, path = open_link(contact)
    sent = {"words-proposed_text": "We open ten centres", "words-their_words": ""}
    assert "Nothing is different" in text_of(client.post(path, {"do": "words"} | sent))
    more = {"words-proposed_deadline": "by mid-2027", "words-proposed_last_day": "2027-06-30"}
    client.post(path, {"do": "words"} | sent | more | {"words-proposed_text": "We open two centres"})
    row = PartyAnswer.objects.get()
    assert now(promise).text == "We open ten centres"
    with pytest.raises(NotPossible, match="last day"):
        promising.take_up(row, by=selma, text="We open two centres", deadline="by mid-2027")
    client.force_login(selma)
    take = reverse("admin:proceedings_partyanswer_take", args=[row.pk])
    client.post(take, {"text": "We open two centres", "deadline": "by mid-2027", "last_day": "2027-06-30"})
    assert (now(promise).text, now(promise).wording) == ("We open two centres", "quoted")
    row = say(contact, "other_words")
    promising.take_up(row, by=selma, deadline="before 17 December 2027")
    promising.take_up(say(contact, "other_words"), by=selma, deadline="within six months", last_day=date(2030, 1, 31))
    assert [(row.as_written, row.kind, row.latest, row.precision) for row in promise.deadlines.all()][1:] == [
        ("by mid-2027", "by", date(2027, 6, 30), "year"),
        ("before 17 December 2027", "before", date(2027, 12, 16), "day"),
        ("within six months", "by", date(2030, 1, 31), "day"),
    ]


# What the rule of a session forbids


def test_under_the_chatham_house_rule_a_party_learns_of_no_other_and_one_confirmation_names_none(
    client, promise, contact, selma
):
    promise.session.attribution = Attribution.NON_ATTRIBUTABLE
    promise.session.save()
    other = make_party(promise, "Embassy of Thailand", "partner")
    # Who promised for themself is nobody's to tell, whatever is confirmed; so theirs is not waited for.
    CommitmentParty.objects.create(commitment=promise, participant=make_participant(promise.event, CANARY))
    _link, path = open_link(contact)
    page = text_of(client.get(path))
    assert "Embassy of Thailand" not in page
    assert "Panel" not in page
    assert "Chatham House Rule" in page
    promising.take_up(say(contact, "confirmed"), by=selma)
    Commitment.objects.update(state="published")
    for words in ("Ministry of Labour", "Embassy of Thailand"):
        assert words not in public_page(client, promise)
    (wrote,) = promising.send_links(now(promise), [contact], by=selma)
    message = wrote.messages.get()
    assert message.is_discreet
    for words in ("Vientiane", "Ministry", "commitment"):
        assert words not in message.subject + message.body
    promising.take_up(say(other, "confirmed"), by=selma)
    assert "Embassy of Thailand" in public_page(client, promise)
    assert CANARY not in public_page(client, promise)


def test_of_a_closed_session_nothing_goes_out(client, promise, contact, selma):
    _link, path = open_link(contact)
    promise.session.attribution = Attribution.CLOSED
    promise.session.save()
    assert client.get(path).status_code == 404
    client.post(path, {"do": "confirm"})
    with pytest.raises(NotPossible, match="closed session"):
        promising.send_links(now(promise), [contact], by=selma)
    assert not PartyAnswer.objects.exists()
    assert not Message.objects.exists()


# Mails and links


def test_a_mail_asks_and_carries_a_link_that_ends_the_one_before(client, promise, contact, selma):
    _link, path = open_link(contact)
    _link, of_others = open_link(make_party(promise, "Embassy of Thailand", "partner"))
    client.force_login(selma)
    parties = reverse("admin:proceedings_commitment_parties", args=[promise.pk])
    assert contact.email in text_of(client.get(parties))
    client.post(parties, {"do": "mail", "contact": contact.pk})
    message = Message.objects.get()
    assert (message.to, message.link.contact, message.link.purpose) == (contact.email, contact, "commitment")
    assert "Ministry of Labour" in message.body
    assert mailing.LINK_MARK in message.body
    assert promise.text not in message.subject + message.body
    client.logout()
    assert client.get(path).status_code == 404
    assert client.get(of_others).status_code == 200


def test_who_has_no_address_and_what_is_taken_back_gets_no_mail(promise, contact, selma):
    seat = make_participant(promise.event, person=make_person("Sokha"))
    party = make_party(promise, "Embassy of Thailand", "partner").party
    by_seat = PartyContact.objects.create(party=party, participant=seat)
    with pytest.raises(NotPossible, match="no e-mail address"):
        promising.send_links(promise, [contact, by_seat], by=selma)
    promise.state = "withdrawn"
    promise.save()
    with pytest.raises(NotPossible, match="taken back"):
        promising.send_links(promise, [contact], by=selma)
    assert not Message.objects.exists()


def test_a_lost_link_brings_a_fresh_one_and_tells_nobody(client, contact):
    link, path = open_link(contact)
    links.note_use(link)
    ours, strangers = client.post(path), client.post("/r/never-was")
    assert (ours.status_code, len(ours.content)) == (strangers.status_code, len(strangers.content))
    assert (Message.objects.get().to, Message.objects.get().link.contact) == (contact.email, contact)
    client.post(path)
    assert Message.objects.count() == 1
    # That one waits keeps nobody else waiting.
    link, path = open_link(make_party(contact.party.commitment, "Embassy of Thailand", "partner"))
    links.note_use(link)
    client.post(path)
    assert Message.objects.count() == 2


def test_only_who_asks_parties_knows_their_addresses(client, promise, contact):
    say(contact, "disputed")
    contacts = [reverse("admin:proceedings_partycontact_changelist"), contact_page(contact)]
    everything = [*contacts, *pages_about(promise)]
    seen = {}
    for role in ("Editor", "Publisher", "Rapporteur", "Registration staff", "Administrator"):
        client.force_login(make_user(role[:4].lower(), role))
        seen[role] = contact.email in "".join(client.get(address).content.decode() for address in everything)
    assert seen == {
        "Editor": True,
        "Administrator": True,
        "Publisher": False,
        "Rapporteur": False,
        "Registration staff": False,
    }


def contact_page(contact):
    return reverse("admin:proceedings_partycontact_change", args=[contact.pk])


def pages_about(promise):
    yield reverse("admin:proceedings_partyanswer_changelist")
    yield from (reverse(f"admin:proceedings_commitment_{page}", args=[promise.pk]) for page in ("change", "parties"))
    yield reverse("admin:proceedings_commitment_history", args=[promise.pk])
    yield reverse("admin:index")


# Reports


@pytest.fixture
def public(promise):
    Commitment.objects.update(state="published")
    return now(promise)


def photograph():
    image, exif = Image.new("RGB", (40, 30), "red"), Image.Exif()
    exif[0x010E] = CANARY
    file = io.BytesIO()
    image.save(file, "JPEG", exif=exif)
    return file.getvalue()


def report(client, path, **more):
    sent = {"status": "in_progress", "happened_on": str(timezone.localdate()), "text": "Two are open"}
    sent |= {"barriers": "No money yet", "url-1": "https://example.org/centres"} | more
    return client.post(path, {"do": "report"} | {f"report-{name}": value for name, value in sent.items()})


def test_a_report_with_its_files_is_public_when_a_second_person_has_accepted_it(client, public, contact, ravi):
    _link, path = open_link(contact)
    files = {
        "file-1": SimpleUploadedFile("plan.pdf", PDF),
        "file-2": SimpleUploadedFile("photo.jpg", photograph()),
    }
    answer = report(client, path, **files)
    assert answer.status_code == 302, text_of(answer)
    news = Update.objects.get()
    assert (news.voice, news.is_accepted, news.by, news.through.contact) == (
        "reported",
        False,
        contact.party.organisation,
        contact,
    )
    assert [row.title for row in news.evidence.all()] == ["https://example.org/centres", "plan", "photo"]
    plan, photo = news.evidence.exclude(file="")
    assert CANARY.encode() not in photo.file.read()
    visitor = type(client)()
    for row in (plan, photo):
        assert visitor.get(row.get_absolute_url()).status_code == 404
    assert "Two are open" not in everything_shown(visitor)
    client.force_login(ravi)
    assert client.get(plan.get_absolute_url()).status_code == 200

    Update.objects.update(is_accepted=True)
    page = public_page(visitor, public)
    for words in ("Two are open", "No money yet", "https://example.org/centres", plan.get_absolute_url()):
        assert words in page
    assert "Signed: <a" in page
    got = visitor.get(plan.get_absolute_url())
    assert b"".join(got.streaming_content) == PDF
    assert (got["X-Content-Type-Options"], got["Content-Disposition"]) == ("nosniff", 'attachment; filename="plan.pdf"')
    assert CANARY not in everything_shown(visitor)

    Commitment.objects.update(state="withdrawn")
    assert visitor.get(plan.get_absolute_url()).status_code == 404


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"happened_on": str(timezone.localdate() + timedelta(days=2))}, "News cannot be of a day to come"),
        ({"status": "complete"}, "Select a valid choice"),
        ({"status": ""}, "This field is required"),
        ({"happened_on": "soon"}, "Write the day as year, month and day"),
        ({"file-1": SimpleUploadedFile("plan.pdf", b"<html><script>")}, "Web pages, SVG and XML can carry programs"),
        ({"url-1": "javascript:alert(1)"}, "Enter a valid URL"),
    ],
)
def test_a_bad_report_gets_a_sentence_and_keeps_what_was_typed(client, public, contact, more, sentence):
    _link, path = open_link(contact)
    page = text_of(report(client, path, **more))
    assert sentence in page
    assert "No money yet" in page
    assert not Update.objects.exists()
    assert not Evidence.objects.exists()


def test_nobody_reports_on_what_is_not_public_nor_without_end(client, promise, contact):
    link, path = open_link(contact)
    assert "not possible any more" in text_of(report(client, path))
    Commitment.objects.update(state="published")
    for _time in range(promising.MOST_WAITING):
        report(client, path)
    assert "have not looked at them yet" in text_of(report(client, path))
    assert Update.objects.count() == promising.MOST_WAITING
    for _time in range(promising.MOST_WAITING):
        promising.answer(link, "confirmed", their_words="")
    with pytest.raises(NotPossible, match="have not decided on them yet"):
        promising.answer(link, "confirmed", their_words="")
    # Another party is not kept from answering by that.
    other = make_party(promise, "Embassy of Thailand", "partner")
    report(client, open_link(other)[1])
    assert Update.objects.count() == promising.MOST_WAITING + 1
    say(other, "confirmed")
    Link.objects.filter(pk=link.pk).update(revoked_at=timezone.now())
    assert client.get(path).status_code == 404


def test_the_file_of_an_update_goes_with_it(client, public, contact, django_capture_on_commit_callbacks):
    _link, path = open_link(contact)
    report(client, path, **{"file-1": SimpleUploadedFile("plan.pdf", PDF)})
    row = Evidence.objects.exclude(file="").get()
    storage, name = row.file.storage, row.file.name
    with django_capture_on_commit_callbacks(execute=True):
        Update.objects.all().delete()
    assert not storage.exists(name)


def test_selma_adds_a_file_to_an_update_and_a_program_is_refused(client, public, selma):
    client.force_login(selma)
    add = reverse("admin:proceedings_update_add")
    sent = {"commitment": public.pk, "voice": "assessed", "status": "limited", "happened_on": "2024-05-01"}
    sent |= {
        "date_precision": "day",
        "evidence-TOTAL_FORMS": 1,
        "evidence-INITIAL_FORMS": 0,
        "evidence-0-title": "Photo",
    }
    page = client.post(add, sent | {"evidence-0-file": SimpleUploadedFile("photo.pdf", b"MZ and so on")})
    assert "This is a program" in text_of(page)
    client.post(add, sent | {"evidence-0-file": SimpleUploadedFile("photo.jpg", photograph())})
    row = Evidence.objects.get()
    assert CANARY.encode() not in row.file.read()
    assert (row.size, row.update.is_accepted) == (row.file.size, False)
