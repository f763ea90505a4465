"""Publishing freezes what was said; who said it stays under the rule of the day on which it is read."""

import html
import re
import unicodedata
from datetime import timedelta
from threading import Barrier, Thread
from urllib.parse import unquote

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.utils import timezone

from proceedings.access import EDITOR, PUBLISHER, RAPPORTEUR
from proceedings.actions import NotPossible, fact_checking, links, publishing, submitting
from proceedings.actions.publishing import withdraw
from proceedings.documents.cleaning import clean_html, to_html
from proceedings.documents.rendering import preview, readable
from proceedings.models import Attribution, Edition, EditionMention, EditionText, Event, Participant, Person, Session
from tests.make import (
    make_consent,
    make_constituency,
    make_event,
    make_participant,
    make_person,
    make_proceedings,
    make_section,
    make_session,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


@pytest.fixture
def event():
    return make_event(is_published=True, slug="dialogue")


@pytest.fixture
def selma(event):
    """Publishes in the secretariat."""
    return make_user("selma", PUBLISHER)


@pytest.fixture
def draft(event):
    return make_proceedings(event)


def delegate(event, name="Nilar Thein", **fields):
    return make_participant(event, person=make_person(name, honorific="Daw"), **fields)


def say(draft, text, *, session=None, **fields):
    return make_section(draft, text, session=session, **fields)


def read(edition):
    """What a reader sees of an edition, as plain text; loaded anew, as a request does."""
    return " ".join(re.sub(r"<[^>]*>", "", html.unescape(page(edition))).split())


def page(edition):
    return readable(Edition.objects.get(pk=edition.pk).source)


def on_record(event):
    return make_session(event, attribution=Attribution.ON_RECORD)


# What is published stays as it was


def test_an_edition_is_frozen(draft, selma):
    section = say(draft, "We met in July.", heading="Opening")
    first = publish(draft, by=selma, change_note="First edition")
    before = page(first), Edition.objects.get().source.text
    section.body, section.heading = "We met in August.", "Closing"
    section.save()
    say(draft, "And something else.")
    draft.title = "Another title"
    draft.save()
    assert (page(first), Edition.objects.get().source.text) == before
    assert "We met in July." in read(first)
    assert first.source.title == "Proceedings"
    assert first.source.contents == [[1, "s1", "Opening"]]
    section.delete()
    assert page(first) == before[0]


def test_a_second_edition_has_the_next_number_and_says_what_changed(draft, selma):
    section = say(draft, "We met in July.")
    first = publish(draft, by=selma, change_note="First edition")
    section.body = "We met in August."
    section.save()
    second = publish(draft, by=selma, change_note="  The month was wrong  ")
    assert [(edition.number, edition.change_note) for edition in Edition.objects.order_by("number")] == [
        (1, "First edition"),
        (2, "The month was wrong"),
    ]
    assert ("July" in read(first), "August" in read(second)) == (True, True)
    assert second.published_by == selma
    assert second.published_at >= first.published_at


@pytest.mark.parametrize("note", ["", "  ", "\n"])
def test_what_changed_has_to_be_said(draft, selma, note):
    say(draft, "We met.")
    with pytest.raises(NotPossible, match="what changed"):
        publish(draft, by=selma, change_note=note)
    assert not Edition.objects.exists()


def test_the_same_text_is_not_published_twice(draft, selma):
    say(draft, "We met.")
    publish(draft, by=selma, change_note="First edition")
    with pytest.raises(NotPossible, match="Nothing has changed since edition 1"):
        publish(draft, by=selma, change_note="Again")
    assert Edition.objects.count() == 1


def test_the_number_of_a_withdrawn_edition_is_not_given_again(draft, selma):
    say(draft, "We met.")
    withdraw(publish(draft, by=selma, change_note="First"), by=selma, reason="A mistake")
    assert publish(draft, by=selma, change_note="Mended").number == 2


def test_an_empty_draft_and_a_hidden_event_are_not_published(event, draft, selma):
    with pytest.raises(NotPossible, match="nothing to publish"):
        publish(draft, by=selma, change_note="First")
    say(draft, "We met.")
    Event.objects.update(is_published=False)
    with pytest.raises(NotPossible, match="not public"):
        publish(draft, by=selma, change_note="First")


def test_a_closed_session_is_not_published(event, draft, selma):
    say(draft, "What was said there.", session=make_session(event, attribution=Attribution.CLOSED))
    with pytest.raises(NotPossible, match="closed session"):
        publish(draft, by=selma, change_note="First")


def test_all_that_stands_in_the_way_is_said_at_once(event, draft, selma):
    seat = delegate(event)
    say(draft, "@[999999] and Nilar Thein said so.", heading="Opening")
    with pytest.raises(NotPossible) as refused:
        publish(draft, by=selma, change_note="First")
    unknown, typed = str(refused.value).splitlines()
    assert "@[999999] in “Opening” is no seat" in unknown
    assert f"@[{seat.pk}]" in typed


def test_a_seat_of_another_event_is_nobody_here(draft, selma):
    other = make_participant()
    say(draft, f"@[{other.pk}] and @[{other.uid}] said so.")
    with pytest.raises(NotPossible, match="is no seat of this event"):
        publish(draft, by=selma, change_note="First")


# Who may


@pytest.mark.parametrize("role", [RAPPORTEUR, EDITOR, None])
def test_those_who_write_do_not_publish(draft, role):
    say(draft, "We met.")
    with pytest.raises(PermissionDenied):
        publish(draft, by=make_user("ravi", *filter(None, [role])), change_note="First")
    assert not Edition.objects.exists()


def test_the_team_of_another_event_does_not_publish(draft, event):
    say(draft, "We met.")
    with pytest.raises(PermissionDenied):
        publish(draft, by=make_user("eve", PUBLISHER, event=make_event()), change_note="First")
    assert publish(draft, by=make_user("tuan", PUBLISHER, event=event), change_note="First").number == 1


def test_who_left_publishes_and_withdraws_nothing(draft, selma):
    say(draft, "We met.")
    edition = publish(draft, by=selma, change_note="First")
    gita = make_user("gita", PUBLISHER, is_active=False)
    say(draft, "We met again.")
    for act in (lambda: publish(draft, by=gita, change_note="B"), lambda: withdraw(edition, by=gita, reason="B")):
        with pytest.raises(PermissionDenied):
            act()


# Taking back


def test_a_withdrawn_edition_says_why_and_is_not_in_force(draft, selma):
    say(draft, "We met.")
    edition = publish(draft, by=selma, change_note="First")
    withdraw(edition, by=selma, reason=" It named a village. ")
    edition.refresh_from_db()
    assert (edition.withdrawn_by, edition.withdrawn_reason) == (selma, "It named a village.")
    assert edition.withdrawn_at
    assert list(Edition.objects.published()) == [edition]
    assert not Edition.objects.in_force().exists()


def test_to_withdraw_needs_a_reason_and_is_done_once(draft, selma):
    say(draft, "We met.")
    edition = publish(draft, by=selma, change_note="First")
    with pytest.raises(NotPossible, match="Say why"):
        withdraw(edition, by=selma, reason=" ")
    withdraw(edition, by=selma, reason="A mistake")
    with pytest.raises(NotPossible, match="already withdrawn"):
        withdraw(edition, by=selma, reason="Again")
    assert Edition.objects.get().withdrawn_reason == "A mistake"


def test_an_editor_does_not_withdraw(draft, selma):
    say(draft, "We met.")
    edition = publish(draft, by=selma, change_note="First")
    with pytest.raises(PermissionDenied):
        withdraw(edition, by=make_user("ravi", EDITOR), reason="A mistake")


def test_editions_of_an_event_that_is_no_longer_public_are_gone(draft, selma):
    say(draft, "We met.")
    publish(draft, by=selma, change_note="First")
    Event.objects.update(is_published=False)
    assert not Edition.objects.published().exists()


# Names are asked for on the day of reading


@pytest.fixture
def named(event, draft, selma):
    """An edition that names a delegate who agreed, and her seat."""
    seat = delegate(event)
    make_consent(seat)
    say(draft, f"First, @[{seat.pk}] said so.", session=on_record(event))
    edition = publish(draft, by=selma, change_note="First")
    assert "Daw Nilar Thein said so." in read(edition)
    return edition, seat


@pytest.mark.parametrize(
    "change",
    [
        lambda seat: seat.consents.update(valid_until=TODAY - timedelta(1), given_on=TODAY - timedelta(9)),
        lambda seat: seat.consents.update(withdrawn_on=TODAY),
        lambda seat: seat.consents.all().delete(),
        lambda seat: seat.consents.update(surface="listed"),
        lambda seat: Person.objects.update(is_protected=True),
        lambda seat: Participant.objects.update(state="withdrawn"),
        lambda seat: Session.objects.update(attribution="kind_only"),
        lambda seat: Session.objects.update(attribution="non_attributable"),
        lambda seat: Session.objects.update(attribution="closed"),
    ],
    ids=["expired", "withdrawn", "deleted", "for another surface", "protected", "gave up", "by kind", "rule", "closed"],
)
def test_a_name_leaves_the_page_at_once(named, change):
    edition, seat = named
    change(seat)
    assert read(edition).endswith("First, a participant said so.")
    assert "Nilar" not in page(edition)


def test_a_name_leaves_the_page_a_visitor_gets(named, client):
    edition, seat = named
    url = edition.get_absolute_url()
    first = client.get(url)
    assert "Daw Nilar Thein" in first.content.decode()
    seat.consents.update(withdrawn_on=TODAY)
    asked_again = {"HTTP_IF_NONE_MATCH": first["ETag"]} if "ETag" in first else {}
    second = client.get(url, **asked_again)
    assert second.status_code == 200
    assert "Nilar" not in second.content.decode()


def test_a_name_is_on_the_page_on_the_last_day_of_a_consent(named):
    edition, seat = named
    seat.consents.update(valid_until=TODAY)
    assert "Nilar" in read(edition)


def test_a_name_that_comes_back_was_there_when_it_was_published(named):
    edition, seat = named
    seat.consents.update(withdrawn_on=TODAY)
    assert "Nilar" not in read(edition)
    seat.consents.update(withdrawn_on=None)
    assert "Nilar" in read(edition)


def test_a_later_consent_puts_no_name_on_an_old_edition(event, draft, selma):
    seat = delegate(event)
    say(draft, f"@[{seat.pk}] said so.", session=on_record(event))
    first = publish(draft, by=selma, change_note="First")
    make_consent(seat)
    assert read(first).endswith("A participant said so.")
    assert "Nilar" not in repr(list(EditionMention.objects.values()))
    say(draft, "More.")
    assert "Daw Nilar Thein said so." in read(publish(draft, by=selma, change_note="With a name"))
    assert "Nilar" not in read(first)


def test_a_session_that_is_opened_later_opens_no_old_edition(event, draft, selma):
    seat = delegate(event)
    make_consent(seat)
    session = make_session(event, attribution=Attribution.NON_ATTRIBUTABLE)
    say(draft, f"@[{seat.pk}] said so.", session=session)
    edition = publish(draft, by=selma, change_note="First")
    Session.objects.update(attribution="on_record")
    assert "Nilar" not in read(edition)
    Session.objects.all().delete()
    assert "Nilar" not in read(edition)


def test_the_same_person_is_named_in_one_session_and_not_in_the_other(event, draft, selma):
    seat = delegate(event)
    make_consent(seat)
    say(draft, f"Here @[{seat.pk}] spoke.", session=on_record(event))
    say(draft, f"There @[{seat.pk}] spoke.", session=make_session(event, attribution=Attribution.NON_ATTRIBUTABLE))
    text = read(publish(draft, by=selma, change_note="First"))
    assert "Here Daw Nilar Thein spoke." in text
    assert "There a participant spoke." in text


def test_those_not_named_are_spoken_of_by_their_kind(event, draft, selma):
    cso = make_constituency()
    seats = [make_participant(event, constituency=cso, country="MM") for _ in range(5)]
    say(draft, f"@[{seats[0].pk}] spoke.", session=on_record(event))
    edition = publish(draft, by=selma, change_note="First")
    assert read(edition).endswith("A cso representative from Myanmar spoke.")
    Person.objects.filter(pk=seats[0].person_id).update(is_protected=True)
    assert read(edition).endswith("A participant spoke.")


def test_what_is_kept_of_an_edition_holds_no_name_of_the_unnamed(event, draft, selma):
    seats = [delegate(event, name) for name in ("Nilar Thein", "Somchai", "Bounthanh")]
    say(draft, " ".join(f"@[{seat.pk}] spoke." for seat in seats), session=on_record(event))
    edition = publish(draft, by=selma, change_note="First")
    kept = repr([list(rows.values()) for rows in (Edition.objects, edition.texts, EditionMention.objects)])
    assert [name for name in ("Nilar", "Somchai", "Bounthanh") if name in kept] == []


def test_thirty_hidden_people_stand_in_nothing_that_goes_out(event, draft, selma, client):
    """Each has words of their own in every field; neither these nor how addresses write them come out anywhere."""
    canaries = []
    rules = [*Attribution.values[:3], None]
    for number in range(30):
        words = [f"Zeta{number}q {kind}" for kind in ("Ngwe", "Alias", "Own", "Other", "Post")]
        mail, phone = f"zeta{number}q@canary.example", f"+95 9 7{number:02}7 30{number:02}1"
        person = make_person(words[0], own_script_name=words[2], email=mail, phone=phone)
        person.is_protected = number % 3 == 0
        person.save()
        person.other_names.create(name=words[3])
        seat = make_participant(event, person=person, post=words[4], alias=words[1] if number % 2 else "")
        make_consent(seat, surface="named" if number % 3 == 0 else "photographed")
        rule = rules[number % 4]
        say(draft, f"@[{seat.pk}] spoke.", session=make_session(event, attribution=rule) if rule else None)
        canaries += [*words, mail, phone, f"Zeta{number}q"]
    submission = submitting.submit(draft, by=make_user("mala", "Editor"), change_note="First edition")
    asked = fact_checking.ask(submission, by=selma, name="Dr Meas", email="meas@example.org")
    address = links.mint(asked.links.get()).removeprefix("http://testserver")
    out = [client.get(address).content.decode(), repr(list(asked.links.get().messages.values()))]
    publishing.publish(submission, by=selma)
    say(draft, "More.")
    publish(draft, by=selma, change_note="More")
    out += [client.get(f"/proceedings/dialogue/{page}").content.decode() for page in ("", "1/", "2/", "1/2/")]
    out += [repr(list(rows.values())) for rows in (Edition.objects, EditionText.objects, EditionMention.objects)]
    assert all("spoke." in page for page in (out[0], out[2]))
    for text in out:
        written = unicodedata.normalize("NFC", unquote(html.unescape(text))).casefold()
        assert [canary for canary in canaries if canary.casefold() in written] == []


def test_nobody_sees_more_for_being_signed_in(named):
    """The page is the same for all, so that it can be kept by caches."""
    edition, seat = named
    seat.consents.all().delete()
    make_user("root", is_superuser=True)
    assert "Nilar" not in page(edition)


def test_a_page_asks_as_often_for_one_mention_as_for_many(event, draft, selma, django_assert_num_queries):
    session = on_record(event)
    for _ in range(12):
        say(draft, f"@[{delegate(event).pk}] spoke.", session=session)
    text = publish(draft, by=selma, change_note="First").source
    text.language  # noqa: B018 - loaded with the edition
    with django_assert_num_queries(1):
        readable(text)


# Letters that were typed


@pytest.mark.parametrize(
    "typed",
    [
        "Nilar Thein said so.",
        "NILAR THEIN said so.",
        "nilar  thein said so.",
        "Nilar\u200b Thein said so.",
        "Nilar\nThein said so.",
        "<p>Nil<b>ar</b> Thein said so.</p>",
        "<p>Nilar&nbsp;Thein said so.</p>",
        "<p>&#78;ilar Thein said so.</p>",
        "Write to nilar@example.org.",
        "နီလာသိန်းက ပြောသည်",
        "Nila Tin said so.",
        "Sister Moon said so.",
        "Call +95 9 (123) 456-789.",
    ],
)
def test_a_name_that_was_typed_stops_the_publishing(event, draft, selma, typed):
    person = make_person("Nilar Thein", own_script_name="နီလာသိန်း", email="Nilar@example.org", phone="+95 9 123 456 789")
    person.other_names.create(name="Nila Tin")
    seat = make_participant(event, person=person, alias="Sister Moon")
    say(draft, typed, heading="Opening")
    with pytest.raises(NotPossible, match=rf"@\[{seat.pk}\] instead"):
        publish(draft, by=selma, change_note="First")


@pytest.mark.parametrize("where", ["title", "note"])
def test_a_name_in_the_title_or_the_note_stops_it_too(event, draft, selma, where):
    delegate(event)
    setattr(draft, where, "Words of Nilar Thein")
    draft.save()
    say(draft, "We met.")
    with pytest.raises(NotPossible, match="the title and note"):
        publish(draft, by=selma, change_note="First")


def test_a_name_in_a_heading_stops_it_too(event, draft, selma):
    delegate(event)
    say(draft, "We met.", heading="Words of Nilar Thein")
    with pytest.raises(NotPossible, match="typed letters"):
        publish(draft, by=selma, change_note="First")


def test_an_address_of_somebody_behind_a_link_stops_it_too(event, draft, selma):
    delegate(event)
    Person.objects.update(email="nilar@example.org")
    say(draft, '<p><a href="mailto:nilar@example.org">Write</a> to her.</p>')
    with pytest.raises(NotPossible, match="typed letters"):
        publish(draft, by=selma, change_note="First")


def test_who_appears_under_an_alias_is_not_typed_by_name(event, draft, selma):
    seat = delegate(event, alias="Sister Moon")
    make_consent(seat)
    say(draft, "Nilar Thein said so.", session=on_record(event))
    with pytest.raises(NotPossible, match="typed letters"):
        publish(draft, by=selma, change_note="First")


def test_a_name_that_may_be_shown_is_a_mention_all_the_same(event, draft, selma):
    """Typed letters would stay on the page when the consent ends."""
    seat = delegate(event)
    make_consent(seat)
    say(draft, "Nilar Thein said so.", session=on_record(event))
    with pytest.raises(NotPossible, match=rf"@\[{seat.pk}\]"):
        publish(draft, by=selma, change_note="First")


@pytest.mark.parametrize("where", ["title", "note", "heading"])
def test_a_mention_stands_in_the_text_and_nowhere_else(event, draft, selma, where):
    """There it would stay a mark, which tells readers nothing and search engines a number."""
    seat = delegate(event)
    section = say(draft, "We met.")
    row = section if where == "heading" else draft
    setattr(row, where, f"Words of @[{seat.pk}]")
    row.save()
    with pytest.raises(NotPossible):
        publish(draft, by=selma, change_note="First")


def test_a_part_of_another_word_is_no_name(event, draft, selma):
    delegate(event, "Tin")
    say(draft, "A meeting in Martinique.")
    assert publish(draft, by=selma, change_note="First").number == 1


# Two at once


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_those_who_publish_at_once_one_does():
    draft = make_proceedings()
    say(draft, "We met.")
    submission = submitting.submit(draft, by=make_user("mala", "Editor"), change_note="First edition")
    together, said = Barrier(4, timeout=60), []

    def work(by):
        try:
            together.wait()
            said.append(publishing.publish(submission, by=by).number)
        except NotPossible as no:
            said.append(str(no))
        finally:
            connection.close()

    threads = [Thread(target=work, args=[make_user(name, PUBLISHER)]) for name in ("ravi", "noy", "tuan", "gita")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    late = "That is not possible any more. This is how it stands: published."
    assert sorted(said, key=str) == [1, late, late, late]


# The text itself


def test_paragraphs_are_numbered_through_and_parts_and_chapters_have_addresses(draft, selma):
    say(draft, "One.\n\nTwo.", heading="Opening")
    say(draft, "Three.", heading="Talks", level=2)
    say(draft, "<p>Four:</p><ul><li>a</li><li>b</li></ul><p>Five.</p>", heading="Closing")
    edition = publish(draft, by=selma, change_note="First")
    assert edition.source.contents == [[1, "s1", "Opening"], [2, "s1-1", "Talks"], [1, "s2", "Closing"]]
    text = page(edition)
    assert re.findall(r'id="([^"]*)"', text) == ["s1", "p1", "p2", "s1-1", "p3", "s2", "p4", "p5"]
    assert re.findall(r'href="#p(\d)"[^>]*>\d</a><p>(\w+)', text) == [
        ("1", "One"),
        ("2", "Two"),
        ("3", "Three"),
        ("4", "Four"),
        ("5", "Five"),
    ]


def test_a_number_leads_to_the_same_paragraph_for_ever(draft, selma):
    section = say(draft, "One.\n\nTwo.")
    first = publish(draft, by=selma, change_note="First")
    section.body = "Nought.\n\nOne.\n\nTwo."
    section.save()
    publish(draft, by=selma, change_note="Second")
    assert re.search(r'id="p2".*?<p>(\w+)', page(first))[1] == "Two"


def test_the_preview_is_what_will_be_published(event, draft, selma):
    seat = delegate(event)
    make_consent(seat)
    say(draft, f"@[{seat.pk}] said “so” & <em>more</em>.", session=on_record(event))
    shown, _page = preview(draft)
    assert page(publish(draft, by=selma, change_note="First")) == shown


HOSTILE = [
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    '<p onclick="alert(1)">a</p>',
    '<p style="background:url(//evil.example)">a</p>',
    '<a href="javascript:alert(1)">a</a>',
    '<a href=" jav&#x09;ascript:alert(1)">a</a>',
    '<a href="data:text/html,<script>alert(1)</script>">a</a>',
    '<a href="//evil.example/">a</a>',
    '<a href="/\\evil.example/">a</a>',
    '<a href="\\\\evil.example/">a</a>',
    '<a href="https:evil.example">a</a>',
    '<img src="https://evil.example/pixel.png">',
    '<img src=x onerror="alert(1)">',
    '<svg onload="alert(1)"><use href="//evil.example#a"/></svg>',
    '<iframe src="https://evil.example"></iframe>',
    '<math><mtext><style><img src="//evil.example"></style></mtext></math>',
    '<form action="https://evil.example"><input name="a"></form>',
    '<link rel="stylesheet" href="//evil.example/a.css">',
    '<style>@import "//evil.example/a.css";</style>',
    '<base href="//evil.example/">',
    '<meta http-equiv="refresh" content="0;url=//evil.example">',
    '<video poster="//evil.example/a.png"></video>',
    "<p>a</p><!-- <script>alert(1)</script> -->",
    '<span class="said" data-mention="1"></span>',
    '<p id="p1" class="p">a</p>',
    '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
]
BAD = re.compile(
    r"<\s*(script|img|svg|iframe|math|form|input|link|style|base|meta|video|noscript)\b"
    r"|\son\w+\s*=|\sstyle\s*=|javascript:|data:|href=\"(//|/\\|\\)|evil\.example[^<]*\"",
    re.IGNORECASE,
)


@pytest.mark.parametrize("typed", HOSTILE)
@pytest.mark.parametrize("around", ["%s", "<p>before</p>%s<p>after</p>", "before %s after", "<table><tr><td>%s"])
def test_nothing_that_fetches_or_runs_gets_through(draft, typed, around):
    say(draft, around % typed)
    # The preview is made by what makes an edition, without asking first whether it may be published.
    text = preview(draft)[0]
    # Where it was no element but text, it is text.
    assert BAD.findall(re.sub(r"&lt;.*?&gt;", "", text)) == []
    assert "data-mention" not in text.replace("&lt;", "")
    assert len(re.findall(r'id="p1"', text)) <= 1


def test_what_people_write_stays():
    written = (
        '<p>One <strong>two</strong> <em>three</em><br>four</p><ul><li>a</li></ul><ol start="3"><li>b</li></ol>'
        '<blockquote><p>c</p></blockquote><table><tbody><tr><th scope="row">d</th><td colspan="2">e</td></tr>'
        "</tbody></table>"
    )
    assert clean_html(written) == written
    assert clean_html('<a href="https://example.org/a?b=1">x</a>') == (
        '<a href="https://example.org/a?b=1" rel="noopener noreferrer">x</a>'
    )


@pytest.mark.parametrize("text", ["ကျွန်ုပ်တို့ 会议 🕊️", "5 < 6 & 7 > 3", "a\u200bb", "“quoted” ‘so’"])
def test_plain_text_stays_as_it_is_written(text):
    assert html.unescape(to_html(text)) == f"<p>{text}</p>"


def test_cleaning_twice_is_cleaning_once():
    for typed in HOSTILE:
        once = clean_html(typed)
        assert clean_html(once) == once
