"""However somebody's name was typed, the gate finds it; and it lets the words of every sentence pass."""

import unicodedata
from urllib.parse import quote

import pytest

from proceedings.actions import NotPossible, publishing, submitting
from proceedings.documents.checking import check
from proceedings.documents.folding import Folded
from proceedings.documents.typed_names import Name, Traces
from proceedings.models import Attribution, NotMeant, OrganisationName, Participant, Person, SessionRole
from tests.make import (
    make_event,
    make_organisation,
    make_participant,
    make_person,
    make_proceedings,
    make_section,
    make_session,
    make_user,
)

NILAR = {
    "name": "Nilar Thein",
    "own_script_name": "နီလာသိန်း",
    "email": "nilar.t@example.org",
    "phone": "+95 9 123 456 789",
}


def traces(name="", alias="", **fields):
    """Those of somebody who is in no database."""
    person = Person(pk=1, name=name, **fields)
    person._prefetched_objects_cache = {"other_names": []}
    return Traces(Participant(person=person, alias=alias))


def words_in(text, **person):
    return [text[start:end] for start, end in traces(**person).spans(Folded(text))]


@pytest.mark.parametrize(
    "text",
    [
        "NILAR THEIN said so",
        "Then Thein Nilar spoke",
        "Thein, Nilar (rapporteur)",
        "Nilar (Daw) Thein",
        "Ni\u200blar The\u00adin",
        "Nilar\u2060 Thein",
        "Ｎｉｌａｒ Ｔｈｅｉｎ",
        "Nіlаr Thеin with Cyrillic letters",
        "nilar_thein.jpg",
        "https://example.org/NilarThein-cv.pdf",
        "နီလာ သိန်းက ပြောသည်",
        "နီလာ\u200bသိန်း",
        "nilar.t (at) example (dot) org",
        "nilar.t at example dot org",
        "Nilar.T @ Example.org",
        "nilar.t＠example.org",
        "09-123-456789",
        "(+95) 9 1234 56789",
        "၀၉ ၁၂၃ ၄၅၆ ၇၈၉",
    ],
)
def test_a_name_is_found_however_it_is_written(text):
    assert len(words_in(text, **NILAR)) == 1


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("text", ["Trần Văn Đức", "Tran Van Duc", "TRẦN VĂN ĐỨC", "Đức Trần Văn", "Duc Tran"])
def test_a_vietnamese_name_is_found_with_and_without_its_accents(form, text):
    assert words_in(unicodedata.normalize(form, f"Ông {text} nói"), name=unicodedata.normalize(form, "Trần Văn Đức"))


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("สมชาย ใจดี", "นายสมชายใจดีกล่าว"),
        ("ສົມພອນ ວົງສາ", "ທ່ານ ສົມພອນວົງສາ ກ່າວ"),
        ("សុខ សុភា", "លោក សុខសុភា បាន"),
        ("王小明", "昨天王小明说"),
        ("Somchai Jaidee (สมชาย ใจดี)", "สมชายใจดี"),
        ("U Aung San", "San Aung"),
        ("O’Brien Mary", "Mary O'Brien"),
    ],
)
def test_names_of_all_scripts_are_found(name, text):
    assert words_in(text, name=name)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("An", "an agreement, a plan and an end"),
        ("Long", "a long day"),
        ("Long", "Longer days"),
        ("Nilar Thein", "Nilar Htun and Moe Thein"),
        ("Nilar Thein", "2017 40 2018 12 000"),
        ("Aung San", "Aung was there. San was not"),
    ],
)
def test_words_of_every_sentence_pass(name, text):
    assert words_in(text, name=name, phone="+95 9 123 456 789") == []


def test_a_short_name_counts_where_it_is_written_as_one():
    assert words_in("Then Long spoke of long days", name="Long") == ["Long"]


def test_an_acronym_is_no_word():
    who = Name("WHO", ordered=True)
    assert list(who.spans(Folded("those who asked the WHO"))) == [(20, 23)]


def test_letters_come_from_where_they_stood():
    text = "ก\u200bำ Trâ\u0300n e\u0301\u00ad! ﬁne ①"
    folded = Folded(text)
    start = folded.plain.index("tran")
    assert "".join(text[slice(*folded.span(start, start + 4))]) == "Trâ\u0300n"


# In a draft


@pytest.fixture
def draft(db):
    return make_proceedings(make_event(is_published=True))


@pytest.fixture
def nilar(draft):
    return make_participant(draft.event, person=make_person(**NILAR))


def hits_of(draft, **options):
    return [(hit.word, hit.part.heading) for hit in check(draft, with_gaps=False, **options).hits]


@pytest.mark.parametrize(
    "body",
    [
        "<p><b>Nilar</b> <i>Thein</i> said so.</p>",
        "<p>Ni<b>l</b>ar<br>Thein</p>",
        "<p>&#78;ilar&nbsp;Thein</p>",
        f'<p><a href="https://example.org/{quote(quote("Nilar Thein"))}">here</a></p>',
        '<p><a href="mailto:nilar.t%40example.org">write</a></p>',
        "<table><tr><td>Nilar</td><td>Thein</td></tr></table>",
    ],
)
def test_elements_and_addresses_hide_no_name(draft, nilar, body):
    make_section(draft, body, heading="Opening")
    assert [heading for _word, heading in hits_of(draft)] == ["Opening"]


def test_the_note_on_what_changed_is_looked_through_too(draft, nilar):
    make_section(draft, "We met.")
    assert hits_of(draft, change_note="Nilar Thein taken out") == [("Nilar Thein", "the note on what changed")]


def test_organisations_are_not_named_where_affiliation_must_not_be(draft):
    rule = make_session(draft.event, attribution=Attribution.NON_ATTRIBUTABLE)
    ministry = make_organisation(name="The Ministry of Labour", acronym="MOL")
    OrganisationName.objects.create(organisation=ministry, name="กระทรวงแรงงาน")
    union = make_organisation(name="Dockers")
    seat = make_participant(draft.event, organisation=ministry)
    SessionRole.objects.create(session=rule, participant=seat, on_behalf_of=union)
    mentioned = make_participant(draft.event, organisation=make_organisation(name="Shan Home"))
    make_organisation(name="Elsewhere Network")
    words = "the ministry of labour, MOL, กระทรวงแรงงาน, Dockers, Shan Home, Elsewhere Network, mol, dockers"
    make_section(draft, f"@[{mentioned.pk}] heard: {words}", heading="Quiet", session=rule)
    open_to_all = make_session(draft.event, attribution=Attribution.ON_RECORD)
    SessionRole.objects.create(session=open_to_all, participant=seat)
    make_section(draft, words, heading="Open", session=open_to_all)
    assert {heading for _word, heading in hits_of(draft)} == {"Quiet"}
    assert {word for word, _heading in hits_of(draft)} == {
        "ministry of labour",
        "MOL",
        "กระทรวงแรงงาน",
        "Dockers",
        "Shan Home",
    }


# A click puts the mention in its place


@pytest.mark.parametrize(
    ("body", "becomes"),
    [
        ("Then Daw Nilar Thein said so. NILAR THEIN!", "Then @[%s] said so. @[%s]!"),
        ("<p>By <b>Nilar</b> <i>Thein</i>.</p>", "<p>By <b>@[%s]</b><i></i>.</p>"),
        ("<p>&#78;ilar&nbsp;Thein &amp; others</p>", "<p>@[%s] &amp; others</p>"),
        ("ထို့နောက် ဒေါ်နီလာသိန်းက", "ထို့နောက် @[%s]က"),
        ("5 < 6, Nilar Thein & co", "5 < 6, @[%s] & co"),
    ],
)
def test_a_click_replaces_the_letters_by_the_mention(draft, nilar, body, becomes):
    section = make_section(draft, body)
    selma = make_user("selma", "Editor")
    for hit in check(draft, with_gaps=False).hits:
        if check(draft, with_gaps=False).hits:
            submitting.rewrite(draft, hit.key, by=selma)
    section.refresh_from_db()
    assert section.body == becomes.replace("%s", str(nilar.pk))
    assert hits_of(draft) == []
    assert section.history.first().history_user == selma


def test_what_stands_in_an_address_or_a_heading_is_taken_out_by_hand(draft, nilar):
    make_section(draft, '<p><a href="https://example.org/nilar-thein">here</a></p>')
    hit = check(draft, with_gaps=False).hits[0]
    with pytest.raises(NotPossible, match="address of a link"):
        submitting.rewrite(draft, hit.key, by=make_user("selma", "Editor"))


# Something else is meant


def test_a_word_that_means_something_else_is_settled_where_it_was_looked_at(draft):
    make_participant(draft.event, person=make_person("Hope"))
    section = make_section(draft, "Hope was what they had.")
    selma, ravi = make_user("selma", "Editor"), make_user("ravi", "Publisher")
    submitting.note_not_meant(draft, check(draft, with_gaps=False).hits[0].key, by=selma)
    assert hits_of(draft, signers=[ravi]) == []
    settled = check(draft, with_gaps=False).settled
    assert [(hit.word, by) for hit, by in settled] == [("Hope", [selma])]
    # Who says so does not publish on their own word.
    assert hits_of(draft, signers=[selma]) == [("Hope", section.heading)]
    section.body += " Then Hope spoke of it."
    section.save()
    draft = type(draft).objects.get()
    assert hits_of(draft, signers=[ravi]) == [("Hope", section.heading)]
    assert "hope" not in repr(list(NotMeant.objects.values())).lower()


def test_it_is_asked_about_again_when_somebody_says_so(draft):
    make_participant(draft.event, person=make_person("Hope"))
    make_section(draft, "Hope was what they had.")
    selma = make_user("selma", "Editor")
    key = check(draft, with_gaps=False).hits[0].key
    submitting.note_not_meant(draft, key, by=selma)
    submitting.forget_not_meant(draft, key, by=selma)
    assert len(hits_of(type(draft).objects.get())) == 1


def test_a_reason_to_withdraw_names_nobody(draft, nilar):
    make_section(draft, "We met.")
    ravi = make_user("ravi", "Publisher")
    submission = submitting.submit(draft, by=make_user("selma", "Editor"), change_note="First edition")
    edition = publishing.publish(submission, by=ravi)
    with pytest.raises(NotPossible, match="name of somebody"):
        publishing.withdraw(edition, by=ravi, reason="It named Thein Nilar.")
