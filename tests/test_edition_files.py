"""An edition as a file prints whom it may, when it was published and now, and nobody else in any corner of it."""

import io
import json
import re
import zipfile
from datetime import date, timedelta
from unittest.mock import Mock

import pytest
from django.core.cache import cache
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override
from docx import Document
from lxml import etree
from pypdf import PdfReader

from proceedings import revision
from proceedings.access import PUBLISHER
from proceedings.actions import NotPossible, editions, publishing
from proceedings.documents.edition.book import shown_now
from proceedings.documents.edition.reading import text_of, words_of
from proceedings.documents.edition.tree import plain, sections_of
from proceedings.documents.glyphs import MissingGlyphs
from proceedings.documents.rendering import readable
from proceedings.documents.typesetting import CannotPrint
from proceedings.models import (
    Attribution,
    Commitment,
    CommitmentParty,
    Deadline,
    Edition,
    EditionFile,
    EditionMention,
    Event,
    EventParty,
    Organisation,
    Participant,
    Person,
    PersonName,
    Photo,
    Picture,
    Recommendation,
    RecommendationParty,
    Session,
    SessionRole,
)
from tests.drawn import png
from tests.make import (
    make_commitment,
    make_consent,
    make_event,
    make_language,
    make_organisation,
    make_participant,
    make_person,
    make_proceedings,
    make_section,
    make_session,
    make_user,
    publish,
)

# Files are set in Python, so one database is enough.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite, pytest.mark.usefixtures("real_files")]

TODAY = timezone.localdate()
RULES = {"on": Attribution.ON_RECORD, "kind": Attribution.KIND_ONLY, "chatham": Attribution.NON_ATTRIBUTABLE}
FORMATS = ("pdf", "docx", "epub")


@pytest.fixture
def selma():
    return make_user("selma", PUBLISHER)


@pytest.fixture
def event():
    return make_event(title="Dialogue", slug="dialogue", is_published=True, status="held", start_date=date(2017, 7, 20))


@pytest.fixture
def draft(event):
    return make_proceedings(event, title="Safe from the start")


@pytest.fixture
def on_record(event):
    return make_session(event, title="Opening", attribution=Attribution.ON_RECORD, day=date(2017, 7, 20))


@pytest.fixture
def nila(event, on_record):
    """She holds a public office and may be named and listed."""
    ministry = make_organisation(name="Ministry of Labour", is_published=True)
    seat = make_participant(event, person=make_person("Nila Win"), post="Director", organisation=ministry)
    make_consent(seat)
    make_consent(seat, "listed")
    SessionRole.objects.create(session=on_record, participant=seat, role="chair")
    return seat


@pytest.fixture
def published(draft, on_record, nila, selma):
    make_section(draft, f"As @[{nila.pk}] said, we met.", session=on_record, heading="Opening")
    return publish(draft, by=selma, change_note="First edition")


def files(edition):
    return {file.format: file for file in EditionFile.objects.filter(text__edition=edition)}


def get(client, edition, ending, **headers):
    name = f"{edition.proceedings.event.slug}-edition-{edition.number}-en.{ending}"
    address = reverse("public:edition_file", args=[edition.proceedings.event.slug, edition.number, name])
    return client.get(address, headers=headers)


def body(response):
    return b"".join(response.streaming_content)


# Nobody whom it must not show


def hidden_person(event, word, **fields):
    """Somebody every field of whom holds a word that stands nowhere else."""
    person = make_person(
        f"Name{word}",
        own_script_name=f"Own{word}",
        honorific=f"Mx{word}",
        email=f"mail{word}@example.org",
        phone=f"+95 9 {abs(hash(word)) % 10**9:09}",
    )
    PersonName.objects.create(person=person, name=f"Other{word}")
    post = {"post": f"Post{word}", "internal_note": f"Note{word}", "needs": f"Needs{word}"}
    body = make_organisation(name=f"Body{word}", acronym=f"B{word}", website=f"https://body{word}.example/")
    return make_participant(event, **{"person": person, "organisation": body} | post | fields)


def hidden_people(event, sessions):
    """Thirty people who may not be shown, each for a reason of their own. Returns their words."""
    ways = {
        "never asked": lambda seat: None,
        "agreed to lists for donors": lambda seat: make_consent(seat, "shared", record="Shared"),
        "agreed until yesterday": lambda seat: make_consent(
            seat, given_on=TODAY - timedelta(9), valid_until=TODAY - timedelta(1)
        ),
        "took it back": lambda seat: make_consent(seat, "listed", withdrawn_on=TODAY),
        "agreed from tomorrow": lambda seat: make_consent(seat, given_on=TODAY + timedelta(1)),
        "in danger": lambda seat: (
            make_consent(seat),
            make_consent(seat, "listed"),
            Person.objects.filter(pk=seat.person_id).update(is_protected=True),
        ),
        "gave up the seat": lambda seat: (
            make_consent(seat),
            make_consent(seat, "listed"),
            Participant.objects.filter(pk=seat.pk).update(state="withdrawn"),
        ),
        "in photographs only": lambda seat: make_consent(seat, "photographed"),
        "under an alias": lambda seat: Participant.objects.filter(pk=seat.pk).update(alias=f"Alias{seat.post[4:]}"),
        "without an office": lambda seat: None,
    }
    words = []
    for name, session in sessions.items():
        for number, (_why, change) in enumerate(ways.items()):
            word = f"zq{name}{number}q"
            seat = hidden_person(event, word)
            change(seat)
            SessionRole.objects.create(
                session=session, participant=seat, role="speaker", on_behalf_of=make_organisation(name=f"Behalf{word}")
            )
            words.append(word)
    return words


def outcomes_of(event, session, seats):
    """A recommendation and a commitment made by people in a session, and by a body that has no page."""
    asked = Recommendation.objects.create(event=event, number="1", text="Do more.", session=session, state="published")
    promise = make_commitment(event, text="We shall do more.", session=session)
    for seat in seats:
        RecommendationParty.objects.create(recommendation=asked, role="made_by", participant=seat)
        CommitmentParty.objects.create(commitment=promise, role="through", participant=seat)
    return promise


def everything(client, edition):
    """All that a reader can get of an edition, as one text, by where it comes from."""
    text = Edition.objects.get(pk=edition.pk).source
    found = {
        "page": client.get(edition.get_absolute_url()).content.decode(),
        "html": readable(text) + text.html + text.text,
        "annexes": json.dumps(text.annexes, ensure_ascii=False),
        "mentions": "\n".join(f"{row.name} {row.kind} {row.post}" for row in EditionMention.objects.all()),
    }
    for ending in FORMATS:
        response = get(client, edition, ending)
        assert response.status_code == 200
        content = body(response)
        found[ending] = f"{text_of(content, ending)}\n{response.headers}\n{content.decode('latin-1')}"
    return found


def test_thirty_hidden_people_stand_in_no_corner_of_an_edition(client, event, draft, nila, selma, real_pdf):
    sessions = {
        name: make_session(event, title=f"Part {n}", attribution=rule) for n, (name, rule) in enumerate(RULES.items())
    }
    words = hidden_people(event, sessions)
    seats = list(event.participants.exclude(pk=nila.pk))
    for name, session in sessions.items():
        said = "".join(f"<p>@[{seat.pk}] spoke.</p>" for seat in seats if f"zq{name}" in seat.post)
        make_section(draft, said, session=session, heading=f"What was said, {name}")
    make_section(draft, f"And @[{nila.pk}] closed.", session=make_session(event, title="End", attribution="on_record"))
    outcomes_of(event, sessions["chatham"], seats)
    promise = make_commitment(event, text="A promise made elsewhere.", session=sessions["on"])
    CommitmentParty.objects.create(commitment=promise, role="lead", participant=seats[0])
    closed = make_session(event, title="zqclosedq", attribution=Attribution.CLOSED)
    make_commitment(event, text="zqclosed promiseq", session=closed)
    make_commitment(event, text="zqdraft promiseq", state="draft")
    hidden_body = make_organisation(name="zqfunderq")
    EventParty.objects.create(event=event, organisation=hidden_body, role="funder")
    edition = publish(draft, by=selma, change_note="First edition")
    found = everything(client, edition)
    words += ["zqclosed", "zqdraft", "zqfunderq"]
    assert {(place, word) for place, text in found.items() for word in words if word.lower() in text.lower()} == set()
    # The looking itself works: she may be shown, and is found wherever people are.
    assert {place for place, text in found.items() if "Nila Win" in text} == {"page", "mentions", *FORMATS, "html"}


def test_what_was_said_outside_the_room_names_who_said_it(event, draft, selma, nila):
    chatham = make_session(event, title="Closed doors", attribution=Attribution.NON_ATTRIBUTABLE)
    bodies = [make_organisation(name=name, is_published=True) for name in ("Agency One", "Agency Two")]
    for body, provenance in zip(bodies, ("heard", "adopted"), strict=True):
        promise = make_commitment(event, text=f"A promise, {provenance}.", session=chatham, provenance=provenance)
        CommitmentParty.objects.create(commitment=promise, role="lead", organisation=body)
        deadline = {"as_written": "before 17 December 2017", "kind": "before", "latest": date(2017, 12, 16)}
        Deadline.objects.create(commitment=promise, **deadline, precision="day")
    make_section(draft, "We met.")
    words = words_of(files(publish(draft, by=selma, change_note="First"))["docx"])
    assert ("Agency One" in words, "Agency Two" in words) == (False, True)
    assert "“before 17 December 2017” (last day: 16 December 2017)" in words


# When less may be shown than before


CHANGES = {
    "took it back": lambda seat: seat.consents.update(withdrawn_on=TODAY),
    "in danger": lambda seat: Person.objects.update(is_protected=True),
    "gave up": lambda seat: Participant.objects.update(state="withdrawn"),
    "rule of the session": lambda seat: Session.objects.update(attribution="non_attributable"),
}


@pytest.mark.parametrize("why", CHANGES)
def test_a_file_that_shows_too_much_is_made_anew_before_it_is_given_out(client, published, nila, why):
    before = {ending: body(get(client, published, ending)) for ending in FORMATS}
    assert all("Nila Win" in text_of(before[ending], ending) for ending in ("docx", "epub"))
    stored = [file.file.name for file in files(published).values()]
    CHANGES[why](nila)
    if why == "rule of the session":
        nila.consents.filter(surface="listed").delete()
    for ending in FORMATS:
        content = body(get(client, published, ending))
        assert "Nila" not in text_of(content, ending)
        assert (
            "A participant" in text_of(content, ending)
            or ending == "pdf"
            or "a participant" in text_of(content, ending)
        )
    with_commit = [name for name in stored if default_storage.exists(name)]
    assert set(stored) & {file.file.name for file in files(published).values()} == set()
    assert with_commit == stored  # Gone with the commit: see the next test.


def test_the_old_file_goes_from_the_storage(published, nila, django_capture_on_commit_callbacks):
    stored = [file.file.name for file in files(published).values()]
    nila.consents.all().delete()
    with django_capture_on_commit_callbacks(execute=True):
        assert editions.remake_stale() == 1
    assert [name for name in stored if default_storage.exists(name)] == []
    assert all("Nila" not in words_of(file) for file in files(published).values())
    assert editions.remake_stale() == 0


@pytest.mark.parametrize(
    "why",
    [
        lambda photo, seat: seat.consents.all().delete(),
        lambda photo, seat: Photo.objects.filter(pk=photo.pk).update(all_noted=False) and photo.event.save(),
    ],
    ids=["no consent", "not all noted"],
)
def test_a_photograph_that_may_not_be_seen_any_more_leaves_page_and_files(client, event, draft, on_record, selma, why):
    seat = make_participant(event, "Zaw Lin")
    make_consent(seat, "photographed")
    picture = Picture(alt="Canaryface waves")
    picture.file.save("faces.png", ContentFile(png()))
    photo = Photo.objects.create(event=event, picture=picture, all_noted=True)
    photo.shows.add(seat)
    source = f"/files/pictures/{photo.picture.key}/whole.png"
    make_section(draft, f'<p>We met.</p><p><img src="{source}" alt="Canaryface waves"></p>', session=on_record)
    edition = publish(draft, by=selma, change_note="First")
    was = editions.digest_now(edition.texts.get())
    assert "Canaryface" in readable(edition.texts.get())
    assert all("Canaryface" in words_of(files(edition)[ending]) for ending in ("docx", "epub"))
    why(photo, seat)
    assert editions.digest_now(edition.texts.get()) != was
    assert "Canaryface" not in readable(edition.texts.get())
    for ending in FORMATS:
        assert "Canaryface" not in text_of(body(get(client, edition, ending)), ending)


def test_a_new_consent_puts_nobody_into_an_old_edition(client, event, draft, on_record, selma):
    seat = make_participant(event, "Zaw Lin")
    SessionRole.objects.create(session=on_record, participant=seat, role="speaker")
    make_section(draft, f"@[{seat.pk}] spoke.", session=on_record)
    edition = publish(draft, by=selma, change_note="First")
    make_consent(seat)
    make_consent(seat, "listed")
    editions.remake(edition)
    assert all("Zaw" not in words_of(file) for file in files(edition).values())


@pytest.mark.parametrize(
    ("change", "gone"),
    [
        (lambda: Commitment.objects.update(state="withdrawn"), "We shall do more"),
        (lambda: Recommendation.objects.update(state="withdrawn"), "Do more."),
        (lambda: Session.objects.update(attribution="closed"), "Opening hours"),
        (lambda: Organisation.objects.update(is_published=False), "Ministry of Labour"),
    ],
    ids=["commitment", "recommendation", "closed session", "organisation"],
)
def test_what_is_taken_back_leaves_the_files(client, event, draft, nila, on_record, selma, change, gone):
    Session.objects.update(title="Opening hours")
    outcomes_of(event, on_record, [nila])
    make_section(draft, "We met.")
    edition = publish(draft, by=selma, change_note="First")
    assert gone in text_of(body(get(client, edition, "epub")), "epub")
    change()
    assert gone not in text_of(body(get(client, edition, "epub")), "epub")


@pytest.mark.parametrize(("code", "speaks"), [("en", "km"), ("km", "en")])
def test_files_speak_the_language_of_their_text_whoever_asks(event, draft, on_record, nila, selma, code, speaks):
    draft.language = make_language(code, code)
    draft.save()
    outcomes_of(event, on_record, [nila])
    make_section(draft, "2017")
    with override(speaks):
        edition = publish(draft, by=selma, change_note="1")
    printed = Document(files(edition)["docx"].file).element.iter("{*}t")
    letters = " ".join(node.text for node in printed if node.text)
    assert "http://testserver/proceedings/dialogue/1/" in letters
    if code == "en":
        assert not re.search("[\u1780-\u17ff]", letters)
        return
    assert "ឧបសម្ព័ន្ធ" in letters
    # What a Khmer file says in English is what people typed.
    typed = (
        "Safe from the start, Dialogue, Opening, Section, Do more, We shall do more, Nila Win, Director, Ministry of "
    )
    typed += "Labour, cso, km, http://testserver/proceedings/dialogue"
    assert set(re.findall("[A-Za-z]{2,}", letters)) <= set(re.findall(r"\w+", typed))


def test_a_site_that_moves_takes_its_address_along(client, published, settings):
    assert "http://testserver/proceedings/" in text_of(body(get(client, published, "docx")), "docx")
    settings.SITE_URL = "https://events.example.org"
    cache.clear()
    assert "https://events.example.org/proceedings/" in text_of(body(get(client, published, "docx")), "docx")


def test_a_file_that_cannot_be_made_anew_is_not_given_out(client, published, nila, monkeypatch, caplog, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "tried"}}
    cache.clear()
    tries = []

    def fails(text, shown):
        tries.append(text)
        raise NotPossible("No.")

    monkeypatch.setattr(editions, "finished", fails)
    assert get(client, published, "docx").status_code == 200
    nila.consents.all().delete()
    revision.advance()
    answers = [get(client, published, ending) for ending in FORMATS]
    assert {answer.status_code for answer in answers} == {503}
    assert all(answer.headers["Retry-After"] == "300" for answer in answers)
    assert len(tries) == 1
    assert "could not be made anew" in caplog.text


def test_whether_a_file_is_fresh_takes_the_same_few_queries_however_many_people(
    event, published, nila, django_assert_num_queries
):
    text = Edition.objects.get(pk=published.pk).texts.select_related("language", "edition__proceedings__event").get()
    with django_assert_num_queries(5):
        before = shown_now(text).digest
    for n in range(3):
        seat = make_participant(event, f"Somebody {n}")
        EditionMention.objects.create(text=text, key=100 + n, participant=seat, level="kind", kind="a participant")
    with django_assert_num_queries(5):
        assert shown_now(text).digest != before


# The gate


def test_a_name_typed_into_the_programme_keeps_an_edition_from_being_published(event, draft, on_record, selma):
    make_participant(event, "Zaw Lin")
    make_section(draft, "We met.")
    Session.objects.update(title="A word of welcome by Zaw Lin")
    with pytest.raises(NotPossible, match="“Zaw Lin” stands in “the session “A word of welcome by Zaw Lin””"):
        publish(draft, by=selma, change_note="First")
    assert not Edition.objects.exists()
    assert not EditionFile.objects.exists()


def test_the_finished_files_are_looked_through(event, draft, nila, selma, monkeypatch):
    make_participant(event, "Zaw Lin")
    make_section(draft, f"@[{nila.pk}] spoke.")
    real = editions.MAKERS["docx"]

    def careless(book):
        content = io.BytesIO(real(book))
        document = Document(content)
        document.core_properties.last_modified_by = "Zaw Lin"
        document.save(content)
        return content.getvalue()

    monkeypatch.setitem(editions.MAKERS, "docx", careless)
    with pytest.raises(NotPossible, match="“Zaw Lin” stands in the Word file"):
        publish(draft, by=selma, change_note="First")
    for error, sentence in ((MissingGlyphs(["No font has ꙮ."]), "has ꙮ"), (CannotPrint("Too long."), "Too long")):
        monkeypatch.setitem(editions.MAKERS, "docx", Mock(side_effect=error))
        with pytest.raises(NotPossible, match=sentence):
            publish(draft, by=selma, change_note="First")
    assert not draft.editions.exists()


def test_the_same_name_as_somebody_who_may_be_named_is_no_hit(event, draft, nila, on_record, selma):
    make_participant(event, "Win")
    make_section(draft, f"@[{nila.pk}] spoke.", session=on_record)
    assert len(files(publish(draft, by=selma, change_note="First"))) == 3


# How it is given out


def test_the_page_of_an_edition_offers_its_files(client, published):
    page = client.get(published.get_absolute_url()).content.decode()
    for ending, words in (("pdf", "PDF"), ("docx", "Word"), ("epub", "EPUB")):
        assert f'href="/proceedings/dialogue/1/dialogue-edition-1-en.{ending}"' in page
        assert f">{words}</a>" in page


def test_a_file_comes_with_its_name_and_locked_down(client, published):
    response = get(client, published, "docx")
    assert response.headers["Content-Disposition"] == 'attachment; filename="dialogue-edition-1-en.docx"'
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response.headers["Content-Security-Policy"]
    assert response.headers["Cache-Control"] == "public, no-cache"
    assert get(client, published, "docx", if_none_match=response.headers["ETag"]).status_code == 304
    part = get(client, published, "docx", range="bytes=0-3")
    assert (part.status_code, body(part)) == (206, b"PK\x03\x04")
    assert get(client, published, "pdf").headers["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize(
    "change",
    [
        lambda edition: Event.objects.update(is_published=False),
        lambda edition: Event.objects.update(is_reference=True),
        lambda edition: publishing.withdraw(edition, by=edition.published_by, reason="A mistake"),
    ],
    ids=["not public", "only referred to", "withdrawn"],
)
def test_what_is_not_in_force_has_no_files(client, published, change):
    assert get(client, published, "pdf").status_code == 200
    change(published)
    assert get(client, published, "pdf").status_code == 404


def test_only_its_own_name_opens_a_file(client, published):
    for name in ("dialogue-edition-1-km.pdf", "other-edition-1-en.pdf", "dialogue-edition-2-en.pdf"):
        assert client.get(f"/proceedings/dialogue/1/{name}").status_code == 404


# What is in it


def test_a_pdf_is_an_archive_that_can_be_listened_to(draft, published, real_pdf):
    content = files(published)["pdf"].file.read()
    if len(content) < 2_000:
        editions.remake(published)
        content = files(published)["pdf"].file.read()
    reader = PdfReader(io.BytesIO(content))
    packet = reader.trailer["/Root"]["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>" in packet
    assert "<pdfuaid:part>1</pdfuaid:part>" in packet
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert reader.trailer["/Root"]["/Lang"] == "en"
    assert reader.metadata.title == "Safe from the start"
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert titles == ["Contents", "Opening", "Annex A. Agenda", "Annex B. Who took part", "About this edition"]
    text = "\n".join(page.extract_text() for page in reader.pages)
    assert "Nila Win, Director, Ministry of Labour" in text
    assert f"2 / {len(reader.pages)}" in text


def test_the_same_edition_makes_the_same_bytes(published, real_pdf):
    editions.remake(published)
    first = {ending: file.sha256 for ending, file in files(published).items()}
    editions.remake(published)
    assert {ending: file.sha256 for ending, file in files(published).items()} == first


def test_a_word_file_has_headings_numbers_and_languages(draft, selma, event):
    make_section(draft, "<p>One</p><ul><li>a</li></ul><p>နှစ်</p>", heading="Part")
    make_section(draft, "<table><tr><th>A</th><th>B</th></tr><tr><td colspan='2'>c</td></tr></table>", level=2)
    edition = publish(draft, by=selma, change_note="First")
    document = Document(io.BytesIO(files(edition)["docx"].file.read()))
    lines = [(line.style.name, line.text) for line in document.paragraphs]
    assert ("Heading 1", "Part") in lines
    assert ("Numbered", "1\tOne") in lines
    assert ("List Bullet", "a") in lines
    assert ("Numbered", "3\tနှစ်") in lines
    assert 'w:lang w:bidi="my-MM"' in document.element.xml
    assert 'TOC \\o "1-2"' in document.element.xml
    assert document.tables[0].cell(1, 0)._tc is document.tables[0].cell(1, 1)._tc
    about = document.core_properties
    assert (about.title, about.author, about.last_modified_by) == ("Safe from the start", "", "")


def test_an_epub_is_whole(published):
    archive = zipfile.ZipFile(io.BytesIO(files(published)["epub"].file.read()))
    names = archive.namelist()
    first = archive.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    package = etree.fromstring(archive.read("EPUB/package.opf"))
    listed = [item.get("href") for item in package.iter("{*}item")]
    assert {f"EPUB/{href}" for href in listed} | {"EPUB/package.opf"} == {
        name for name in names if name.startswith("EPUB")
    }
    spine = [item.get("idref") for item in package.iter("{*}itemref")]
    assert set(spine) <= {item.get("id") for item in package.iter("{*}item")}
    pages = {name: etree.fromstring(archive.read(f"EPUB/{name}")) for name in listed if name.endswith(".xhtml")}
    for page in pages.values():
        for link in page.iter("{http://www.w3.org/1999/xhtml}a"):
            name, _, anchor = link.get("href").partition("#")
            assert name.startswith("http") or pages[name].find(f".//*[@id='{anchor}']") is not None
    assert "schema:accessibilitySummary" in archive.read("EPUB/package.opf").decode()


def section(body):
    html = f'<h2 id="s1">Part</h2><div class="p" id="p1"><a class="pn" href="#p1">1</a>{body}</div>'
    return sections_of(html)[1][0]["paragraphs"][0]["blocks"]


def test_a_tree_keeps_what_the_page_has():
    (block,) = section('<p dir="ltr">က <strong>b<em>c</em></strong> <a href="/x">d</a><br>e</p>')
    assert block["dir"] == "ltr"
    assert [(run["s"], sorted(run.keys() - {"s"})) for run in block["runs"]] == [
        ("က ", []),
        ("b", ["strong"]),
        ("c", ["em", "strong"]),
        (" ", []),
        ("d", ["href"]),
        ("\n", []),
        ("e", []),
    ]


def test_spans_that_reach_too_far_are_cut():
    (table,) = section(
        "<table><tr><td rowspan='9' colspan='2'>a</td><td>b</td></tr><tr><td colspan='40'>c</td></tr></table>"
    )
    assert [[(cell["columns"], cell["rows"]) for cell in row] for row in table["rows"]] == [[(2, 2), (1, 1)], [(40, 1)]]


def test_nothing_is_lost_however_deep_it_lies():
    deep = "<ul><li>" * 300 + "treasure" + "</li></ul>" * 300
    assert plain(section(deep)) == ["treasure"]


def test_notes_stand_where_they_are_called_for_and_translations_keep_their_numbers():
    call = '<p>Said<sup><a href="#fn-a-1" id="fnref-a-1">[1]</a></sup>.</p>'
    note = '<ol><li id="fn-a-1">By whom. <a href="#fnref-a-1">↑</a></li></ol>'
    rows = [("3", "3", call), ("3-2", "3.2", "<p>More</p>"), ("4", "4", note)]
    html = '<p class="tongue">Above</p><h2 id="s1">Part</h2><p class="tongue">Not checked</p>' + "".join(
        f'<div class="p" id="p{id}" lang="my"><a class="pn" href="#p{id}">{number}</a>{body}</div>'
        for id, number, body in rows
    )
    above, (part,) = sections_of(html)
    assert plain(above) == ["Above"]
    assert [(row["number"], row["anchor"], plain(row["blocks"])) for row in part["paragraphs"]] == [
        ("", "", ["Not checked"]),
        ("3", "p3", ["Said.", "By whom."]),
        ("3.2", "p3-2", ["More"]),
    ]
    assert part["paragraphs"][1]["blocks"][0]["lang"] == "my"
