"""A mail is in the language of whoever reads it: its words, its days, its link, its calendar entry."""

import re
from datetime import UTC, date, datetime
from email import message_from_bytes, policy

import pytest
from django.conf import settings
from django.core import mail

from proceedings.actions import delegating, discretion, promising, sending
from proceedings.actions.mailing import Addressee, in_our_words, words_for, write
from proceedings.actions.sitting import Sitting
from proceedings.models import (
    CommitmentParty,
    Delegation,
    EventVenue,
    MailTemplate,
    MailUse,
    PartyContact,
    Series,
    Topic,
    Translation,
    Venue,
)
from tests.make import (
    make_commitment,
    make_event,
    make_language,
    make_organisation,
    make_participant,
    make_person,
    make_user,
)

pytestmark = pytest.mark.django_db
LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
TITLE, IN_KHMER = "Zzcanary Dialogue", "កិច្ចសន្ទនាកាណារី"


@pytest.fixture
def event():
    row = make_event(title=TITLE, start_date=date(2030, 7, 20), end_date=date(2030, 7, 21), time_zone="Asia/Phnom_Penh")
    EventVenue.objects.create(event=row, venue=Venue.objects.create(city="Phnom Penh", country="KH"))
    translated(row, "title", IN_KHMER)
    return row


def translated(item, field, text, language="km"):
    Translation.objects.create(
        item=item, field=field, language=make_language(language, language), text=text, status="approved"
    )
    Translation.objects.update(source_digest="")


def seat_of(event, code, to="bopha@example.org"):
    language = code and make_language(code, code)
    return make_participant(event, person=make_person("Bopha", email=to), language=language)


@pytest.fixture
def arrived(run):
    """What a mail program reads of a mail: called with a seat and a use."""
    amina = make_user("amina", "Registration staff")

    def arrived_(seat, use, **options):
        more = {name: options.pop(name) for name in ("reason", "until") if name in options}
        mailing = write(seat.event, use, [Addressee.seat(seat, **more)], by=None, **options)
        run(sending.release, mailing, by=amina)
        raw = mail.outbox[-1].message().as_bytes()
        # Servers cut what is longer (RFC 5322, 2.1.1), and pass on nothing but ASCII in a header.
        assert max(map(len, raw.splitlines())) <= 998
        assert raw.partition(b"\n\n")[0].isascii()
        return message_from_bytes(raw, policy=policy.default)

    return arrived_


def test_bopha_reads_khmer_from_the_subject_to_the_page_behind_the_link(event, arrived, client):
    # No writer of Khmer sets spaces, so that a paragraph is one long line.
    read = arrived(seat_of(event, "km"), "confirmed", with_calendar=True, reason="ក" * 1200)
    assert read["Subject"].strip() == f"កន្លែងចូលរួមរបស់អ្នកត្រូវបានបញ្ជាក់៖ {IN_KHMER}"
    assert read["Content-Language"] == "km"
    body = read.get_body()
    assert body.get_content_charset() == "utf-8"
    text = body.get_content()
    assert f"{IN_KHMER}, ២០–២១ កក្កដា ២០៣០, Phnom Penh, កម្ពុជា ត្រូវបានបញ្ជាក់ហើយ។" in text
    [address] = re.findall(r"http://testserver(/\S+)", text)
    assert address.startswith("/km/r/")
    page = client.get(address).content.decode()
    assert '<html lang="km"' in page
    assert IN_KHMER in page
    [entry] = read.iter_attachments()
    assert f"SUMMARY:{IN_KHMER}" in entry.get_content().replace("\r\n ", "")


def test_a_long_paragraph_arrives_whole(event, arrived):
    assert "ក" * 1200 in arrived(seat_of(event, "km"), "notice", reason="ក" * 1200).get_body().get_content()


@pytest.mark.parametrize(
    ("code", "days", "until"),
    [
        ("th", "20–21 กรกฎาคม 2030", "ถึง 1 กรกฎาคม 2030 เวลา 17:00 (Asia/Phnom_Penh)"),
        ("km", "២០–២១ កក្កដា ២០៣០", "ដល់ ១ កក្កដា ២០៣០ ម៉ោង ១៧:០០ (Asia/Phnom_Penh)"),
        ("my", "၂၀၃၀ ခုနှစ် ဇူလိုင်လ ၂၀–၂၁ ရက်", "၂၀၃၀ ခုနှစ် ဇူလိုင်လ ၁ ရက် ၁၇:၀၀ (Asia/Phnom_Penh)"),
        ("zh-Hans", "20–21 July 2030", "until 1 July 2030, 17:00 (Asia/Phnom_Penh)"),
        (None, "20–21 July 2030", "until 1 July 2030, 17:00 (Asia/Phnom_Penh)"),
    ],
    ids=["th", "km", "my", "zh-Hans", "none"],
)
def test_a_seat_is_held_until_an_hour_in_the_words_of_the_mail(event, code, days, until):
    sitting = Sitting(event.pk, None)
    seat = seat_of(event, code)
    sitting.change(seat, "waiting", "", MailUse.OFFER, offered_until=datetime(2030, 7, 1, 10, tzinfo=UTC))
    sitting.close()
    body = seat.messages.get().body
    assert days in body
    assert until in body


def test_nobody_is_written_to_by_an_english_word_for_a_name_we_do_not_know(event):
    khmer, ministry = make_language("km", "Khmer"), make_organisation(name="Ministry of Labour")
    ministry.other_names.create(name="ក្រសួងការងារ", language=khmer)
    delegation = Delegation.objects.create(
        event=event, organisation=ministry, focal_email="f@example.org", focal_language=khmer
    )
    mailing = delegating.send_links([delegation], by=make_user("root", is_superuser=True))
    body = mailing.messages.get().body
    assert body.startswith("សូមគោរពជូន ក្រសួងការងារ\n")
    assert "ក្នុងនាម ក្រសួងការងារ៖" in body
    party = CommitmentParty.objects.create(commitment=make_commitment(event), organisation=ministry, role="lead")
    contact = PartyContact.objects.create(party=party, email="c@example.org", language=khmer)
    [mailing] = promising.write_to(party.commitment, [contact], by=None)
    body = mailing.messages.get().body
    assert body.startswith("សូមគោរពជូន សហការី\n")
    assert "ក្រសួងការងារ បានធ្វើការសន្យាមួយ។" in body


def test_who_reads_what_we_do_not_speak_gets_english_throughout(event, arrived):
    read = arrived(seat_of(event, "zh-Hans"), "invitation")
    assert (read["Subject"], read["Content-Language"]) == (f"Invitation: {TITLE}", "en")
    assert "http://testserver/r/" in read.get_body().get_content()


def test_what_a_network_wrote_wins_in_its_language_and_in_no_other(event, arrived):
    for code, subject in (("km", "ពាក្យរបស់យើង"), ("en", "Words of the network"), ("zh-Hans", "我们的话")):
        MailTemplate.objects.create(
            use="notice", language=make_language(code, code), subject=subject, body="{dates}: {reason}"
        )
    said = {
        code: words_for(event, "notice", make_language(code, code), False)[0]
        for code in ("km", "th", "en", "zh-Hans", "shn")
    }
    assert said == {
        "km": "ពាក្យរបស់យើង",
        # Who reads Thai need not read English: our own words come first.
        "th": "{event}",
        "en": "Words of the network",
        "zh-Hans": "我们的话",
        "shn": "Words of the network",
    }
    text = arrived(seat_of(event, "zh-Hans"), "notice", reason="R").get_body().get_content()
    assert text.strip() == "2030年7月20日 – 2030年7月21日: R"
    mailing = write(event, "notice", [Addressee.seat(seat_of(event, code)) for code in said], by=None)
    assert [language.code for language in in_our_words(mailing)] == ["th"]


@pytest.mark.parametrize("code", ["en", *LANGUAGES])
@pytest.mark.parametrize("use", ["invitation", "notice"])
def test_a_discreet_mail_says_nothing_of_the_event_in_any_language(event, arrived, use, code):
    translated(event, "title", "Zzcanary", "vi")
    read = arrived(seat_of(event, code), use, discreet=True, with_calendar=True, reason="…")
    assert "zzcanary" not in str(read).casefold()
    assert IN_KHMER not in read.get_body().get_content()
    assert read["Subject"].strip() == words_for(event, use, make_language(code, code), True)[0]
    assert list(read.iter_attachments()) == []
    assert read["Content-Language"] == code


def test_a_discreet_mail_in_khmer_cannot_name_the_event_or_its_topics_in_khmer(event):
    event.series = Series.objects.create(name="Dialogues", slug="d")
    event.save()
    translated(event.series, "name", "ស៊េរី")
    # That of a topic which came with the site is in the message files.
    topic, _made = Topic.objects.get_or_create(name="Regulation of recruitment agencies", defaults={"slug": "r"})
    event.event_topics.create(topic=topic)
    names = discretion.telling_names(event)
    for text in ("ស៊េរី", "បទប្បញ្ញត្តិសម្រាប់ទីភ្នាក់ងារជ្រើសរើសពលករ", IN_KHMER):
        assert discretion.what_it_tells(names, "", f"សូមអញ្ជើញ{text}។") == text


def test_of_whom_no_language_is_known_the_only_one_an_event_works_in_is_taken(event, arrived):
    event.event_languages.create(language=make_language("th", "Thai"))
    assert arrived(seat_of(event, None), "received")["Content-Language"] == "th"
    assert arrived(seat_of(event, "km", "b@example.org"), "received")["Content-Language"] == "km"
    event.event_languages.create(language=make_language("lo", "Lao"))
    assert arrived(seat_of(event, None, "c@example.org"), "received")["Content-Language"] == "en"
