"""What Selma writes to people: templates in their languages, values that stay plain text, one address for each."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from proceedings.actions import discretion
from proceedings.actions.mail_words import DISCREET_BODY, DISCREET_NOTICE, DISCREET_SUBJECT, PLACEHOLDERS, WORDS
from proceedings.actions.mailing import (
    LINK_MARK,
    Addressee,
    check_placeholders,
    filled,
    inert,
    one_line,
    plain,
    words_for,
    write,
)
from proceedings.models import EventParty, Link, Mailing, MailTemplate, MailUse, Message, Network, Topic, Venue
from tests.make import make_event, make_language, make_organisation, make_participant, make_person, make_user

ask_a_database = pytest.mark.django_db


def make_template(use="notice", language=None, **fields):
    words = {"subject": "S", "body": "B"} | fields
    return MailTemplate.objects.create(use=use, language=language or make_language(), **words)


def seat_of(event, name="Thiri Htwe", to="thiri@example.org", **fields):
    return make_participant(event, person=make_person(name, email=to), **fields)


@pytest.fixture
def selma(db):
    return make_user("selma", "Registration staff")


def test_every_use_has_words_and_they_hold_only_placeholders_we_know():
    assert WORDS.keys() == set(MailUse)
    for words in (*WORDS.values(), (DISCREET_SUBJECT, DISCREET_BODY), (DISCREET_SUBJECT, DISCREET_NOTICE)):
        for text in words:
            check_placeholders(str(text))


def test_our_own_discreet_words_are_discreet():
    for body in (DISCREET_BODY, DISCREET_NOTICE):
        discretion.check_template(str(DISCREET_SUBJECT), str(body))


@ask_a_database
class TestWriting:
    def test_each_gets_a_message_of_their_own_that_waits(self, selma):
        event = make_event(title="Dialogue", start_date=date(2030, 7, 20), end_date=date(2030, 7, 21))
        seats = [seat_of(event), seat_of(event, "Somchai", "somchai@example.org")]
        mailing = write(event, "invitation", [Addressee.seat(seat) for seat in seats], by=selma)
        assert (mailing.state, mailing.written_by, mailing.use) == (Mailing.State.WAITING, selma, "invitation")
        found = {(m.to, m.participant, m.state, m.subject) for m in mailing.messages.all()}
        assert found == {
            ("thiri@example.org", seats[0], "waiting", "Invitation: Dialogue"),
            ("somchai@example.org", seats[1], "waiting", "Invitation: Dialogue"),
        }
        text = mailing.messages.get(to="thiri@example.org").body
        assert "Dear Thiri Htwe,\n\nyou are invited to Dialogue, 20–21 July 2030.\n" in text

    def test_the_outbox_holds_a_mark_and_no_link_that_opens_anything(self, selma):
        event = make_event()
        mailing = write(event, "invitation", [Addressee.seat(seat_of(event))], by=selma)
        message = mailing.messages.get()
        assert message.body.count(LINK_MARK) == 1
        assert "/r/" not in message.body
        assert (message.link.token_hash, message.link.participant) == (None, message.participant)

    def test_who_has_no_address_or_two_gets_nothing(self, selma):
        event = make_event()
        bad = ["", "no", "a@example.org, b@example.org", "a@example.org\nBcc: b@example.org", "a@example.org;b@b.org"]
        assert write(event, "notice", [Addressee(to, "A") for to in bad], by=selma) is None
        assert not Mailing.objects.exists()
        mailing = write(event, "notice", [Addressee(to, "A") for to in [*bad, "a@example.org"]], by=selma)
        assert [message.to for message in mailing.messages.all()] == ["a@example.org"]

    def test_a_mail_for_nobodys_seat_has_no_link(self, selma):
        mailing = write(make_event(), "invitation", [Addressee("a@example.org", "A")], by=selma)
        assert LINK_MARK not in mailing.messages.get().body
        assert not Link.objects.exists()

    def test_a_hundred_messages_cost_as_many_questions_about_words_as_three(self, selma, django_assert_max_num_queries):
        event = make_event()
        addressees = [Addressee(f"p{n}@example.org", f"P {n}") for n in range(100)]
        with django_assert_max_num_queries(12):
            write(event, "notice", addressees, by=selma)

    def test_a_discreet_mail_carries_no_calendar_entry(self, selma):
        event = make_event(start_date=date(2030, 7, 20))
        write(event, "notice", [Addressee("a@example.org", "A")], by=selma, discreet=True, with_calendar=True)
        write(event, "notice", [Addressee("b@example.org", "A")], by=selma, with_calendar=True)
        assert set(Message.objects.values_list("to", "with_calendar")) == {
            ("a@example.org", False),
            ("b@example.org", True),
        }


@ask_a_database
class TestWords:
    def test_the_events_own_template_comes_before_the_networks_and_that_before_ours(self):
        event, english = make_event(), make_language()
        assert words_for(event, "notice", english, False)[2] == "en"
        make_template(subject="Of the network")
        assert words_for(event, "notice", english, False) == ("Of the network", "B", "en")
        make_template(subject="Of another event", event=make_event())
        make_template(subject="Of the event", event=event)
        assert words_for(event, "notice", english, False) == ("Of the event", "B", "en")

    def test_in_the_language_asked_for_if_somebody_wrote_it(self):
        event, khmer = make_event(), make_language("km", "Khmer")
        make_template(subject="Hello", event=event)
        assert words_for(event, "notice", None, False) == ("Hello", "B", "en")
        # Our own are in Khmer, and who reads that need not read English. Nobody has translated them into Shan.
        assert words_for(event, "notice", khmer, False)[2] == "km"
        assert words_for(event, "notice", make_language("shn", "Shan"), False) == ("Hello", "B", "en")
        make_template(subject="សួស្តី", language=khmer)
        assert words_for(event, "notice", khmer, False) == ("សួស្តី", "B", "km")

    def test_our_own_words_say_in_which_language_they_are(self):
        """A mail in English must not go out as one in Chinese."""
        for code, said in (("lo", "lo"), ("km-KH", "km-KH"), ("zh-Hans", "en"), ("xx", "en")):
            assert words_for(make_event(), "notice", make_language(code, code), False)[2] == said

    def test_a_discreet_template_is_for_discreet_mails_alone(self):
        event = make_event()
        make_template(subject="Open")
        assert words_for(event, "notice", None, True)[0] == str(DISCREET_SUBJECT)
        make_template(subject="Quiet", is_discreet=True)
        assert words_for(event, "notice", None, True)[0] == "Quiet"
        assert words_for(event, "notice", None, False)[0] == "Open"

    @pytest.mark.parametrize(
        ("code", "text"),
        [("th", "20 กรกฎาคม 2030"), ("km-KH", "២០ កក្កដា ២០៣០"), ("zh-Hans", "2030年7月20日"), ("xx", "20/7/2030")],
    )
    def test_days_are_written_as_in_that_language(self, selma, code, text):
        event, language = make_event(start_date=date(2030, 7, 20)), make_language(code, code)
        make_template(body="{dates}", language=language)
        mailing = write(event, "notice", [Addressee("a@example.org", "A", language=language)], by=selma)
        assert mailing.messages.get().body == text


class TestPlaceholders:
    @pytest.mark.parametrize(
        "text", ["{who}", "{event.__init__}", "{name!r}", "{0}", "{}", "{ name }", "{event.__class__.__mro__[1]}"]
    )
    def test_whatever_else_stands_in_braces_is_refused_with_a_sentence(self, text):
        with pytest.raises(ValidationError, match=r"is not a placeholder\. These are: {name}, {event}"):
            check_placeholders(f"Dear {text}")

    def test_of_what_is_not_known_yet_no_comma_is_left(self):
        values = {"event": "E", "dates": "", "place": ""}
        assert filled("At {event}, {dates}, {place}, for you", values) == "At E, for you"
        assert filled("{event}၊ {dates}၊ {place} သို့", values | {"place": "P"}) == "E၊ P သို့"

    def test_braces_in_a_value_stay_what_they_are(self):
        assert filled("{name}: {event}", {"name": "{event}", "event": "{name}"}) == "{event}: {name}"

    @given(st.text(), st.sampled_from(sorted(PLACEHOLDERS)))
    def test_a_value_is_never_looked_into(self, value, name):
        assert filled(f"a{{{name}}}b", {name: value}) == f"a{value}b"


class TestInert:
    @pytest.mark.parametrize(
        "value",
        ["evil.example", "http://evil.example/x", "www.evil.example", "a@evil.example", "Mr X (https://evil.example)"],
    )
    def test_no_mail_program_finds_an_address_in_a_name(self, value):
        found = inert(value)
        for bare in ("evil.example", "http://", "https://", "a@evil"):
            assert bare not in found
        assert found.replace("\u2060", "") == value

    @pytest.mark.parametrize("value", ["ဒေါ်နီလာ", "Nguyễn Thị Hồng", "J. R. Smith", "ສົມສີ", "O’Neil-Smith", "王小明"])
    def test_names_stay_exactly_as_they_are_written(self, value):
        assert inert(value) == value

    @given(st.text())
    def test_a_line_is_one_line_without_controls(self, value):
        line = one_line(value)
        assert not set(line) & set("\r\n\t\0\x0b\x85\u2028\u202e" + LINK_MARK)
        assert len(line.splitlines()) <= 1

    @given(st.text())
    def test_a_text_holds_no_mark_of_a_link_and_turns_no_direction(self, value):
        assert not set(plain(value)) & set("\0\r\u202e\u2066" + LINK_MARK)

    @ask_a_database
    def test_a_name_that_holds_a_mark_gets_no_link(self):
        event = make_event()
        write(event, "waiting", [Addressee.seat(seat_of(event, f"A{LINK_MARK}B"))], by=None)
        assert not Link.objects.exists()
        make_template(subject=f"{LINK_MARK}{{name}}", body=f"{LINK_MARK}{{name}}")
        message = write(event, "notice", [Addressee("a@example.org", "A\r\nBcc: x@y.zz")], by=None).messages.get()
        assert message.link is None
        assert (message.subject, message.body) == (("A Bcc: x@\u2060y.\u2060zz",) * 2)


@ask_a_database
class TestDiscreet:
    @pytest.mark.parametrize("name", discretion.TELLING)
    def test_a_template_may_not_tell_in_its_subject_or_first_lines(self, name):
        lines = "\n\n".join(f"Line {n}" for n in range(5))
        with pytest.raises(ValidationError) as told:
            discretion.check_template(f"About {{{name}}}", f"{lines}\n{{{name}}}")
        assert told.value.message_dict.keys() == {"subject"}
        with pytest.raises(ValidationError) as told:
            discretion.check_template("Hello", f"{lines[:-6]}{{{name}}}")
        assert told.value.message_dict.keys() == {"body"}
        # Below the fifth line with something in it, it may.
        discretion.check_template("Hello", f"{lines}\n{{{name}}}")

    def test_what_a_mail_may_not_say(self):
        ministry = make_organisation(name="Ministry of Labour", acronym="MoL")
        event = make_event(title="Safe Migration Dialogue")
        event.event_topics.create(topic=Topic.objects.create(name="Recruitment", slug="r"))
        event.other_titles.create(name="Dialogue on Safety")
        EventParty.objects.create(event=event, role="organiser", organisation=ministry)
        make_participant(event, organisation=make_organisation(name="สหภาพแรงงาน"))
        make_organisation(name="Somebody Else")
        Network.objects.create(name="Mekong Network", acronym="MMN")
        assert set(discretion.telling_names(event)) == {
            *("Safe Migration Dialogue", "Dialogue on Safety", "Recruitment", "Ministry of Labour", "MoL"),
            *("สหภาพแรงงาน", "Mekong Network", "MMN"),
        }

    @pytest.mark.parametrize(
        ("subject", "body", "told"),
        [
            ("About mol", "", "MoL"),
            ("Hello", "Dear X,\n\nthe MOL writes", "MoL"),
            ("Hello", "Molecules and smol things", None),
            ("Hello", "จากสหภาพแรงงานไทย", "สหภาพแรงงาน"),
            ("safe   migration", "", "Safe Migration"),
            ("Hello", "Safe\nMigration", "Safe Migration"),
            ("Hello", "1\n\n2\n\n3\n\n4\n\n5\n\nMoL", None),
        ],
    )
    def test_what_a_mail_tells(self, subject, body, told):
        assert discretion.what_it_tells(["MoL", "สหภาพแรงงาน", "Safe Migration"], subject, body) == told


@ask_a_database
def test_the_venue_and_the_organisation_are_told(selma):
    event = make_event()
    event.event_venues.create(venue=Venue.objects.create(name="Hôtel", city="ວຽງຈັນ", country="LA"))
    seat = seat_of(event, organisation=make_organisation(name="A union"))
    make_template(body="{place}; {organisation}; {reason}; {until}")
    addressee = Addressee.seat(seat, reason="Because.\r\nTruly.", until="noon")
    message = write(event, "notice", [addressee], by=selma).messages.get()
    assert message.body == "Hôtel, ວຽງຈັນ, Lao PDR; A union; Because.\nTruly.; noon"
