"""Selma of the secretariat drops the Word file of a report, looks at one page, and accepts."""

import io
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from proceedings.actions import NotPossible, taking_in
from proceedings.documents.cleaning import clean_html
from proceedings.documents.pictures import picture_url
from proceedings.documents.rendering import preview
from proceedings.models import (
    Commitment,
    Objective,
    OrganisationClass,
    Photo,
    Picture,
    Proceedings,
    Recommendation,
    Section,
    WordFile,
)
from proceedings.spreadsheets.zawgyi import to_unicode
from tests.filled import filled_in
from tests.make import (
    make_commitment,
    make_event,
    make_language,
    make_organisation,
    make_participant,
    make_proceedings,
    make_section,
    make_session,
    make_user,
    publish,
)
from tests.word_files import heading, image, paragraph, word_file

# Beside PostgreSQL the same pages are gone through in a browser.
pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

SAMPLE = Path(__file__).with_name("data") / "proceedings-sample.docx"


@pytest.fixture
def event():
    make_language()
    return make_event(title="Sample Dialogue", start_date="2026-11-10", end_date="2026-11-11")


@pytest.fixture
def selma(client):
    user = make_user("selma", "Editor")
    client.force_login(user)
    return user


@pytest.fixture
def drop(client):
    """Drop a file for an event; returns the page that follows."""

    def drop_(event, data, name="report.docx"):
        data = data.read_bytes() if isinstance(data, Path) else data
        file = SimpleUploadedFile(name, data)
        return client.post(reverse("admin:proceedings_event_word", args=[event.pk]), {"file": file}, follow=True)

    return drop_


@pytest.fixture
def accept(client, django_capture_on_commit_callbacks):
    """Accept the file that waits, with what was changed on the page."""

    def accept_(**sent):
        address = reverse("admin:proceedings_wordfile_review", args=[WordFile.objects.get(state="waiting").pk])
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(address, {"do": "accept"} | sent, follow=True)

    return accept_


def filled(page):
    """What a browser would send of the page, as it stands."""
    return {name: values[-1] for name, values in filled_in(page.content.decode()).items()}


SESSIONS = [
    "Reintegration",
    "Information before departure",
    "Recruitment fees",
    "Information before departure",
    "Portability of benefits",
    "Reintegration",
]


def test_the_sample_becomes_a_draft(event, selma, drop, accept):
    for number, title in enumerate(SESSIONS, start=1):
        make_session(event, title=title, day="2026-11-10", position=number)
    make_organisation(name="Ministry of Labour", country="TH", slug="thai")
    make_organisation(name="Ministry of Labour", country="MM", slug="burmese")
    make_commitment(event, ref="C7")
    page = drop(event, SAMPLE)
    assert "CANARY-AUTHOR" not in page.content.decode()
    assert [sentence for _place, sentence in page.context["decisions"]] == [
        "Who is “Ministry of Interior, Cambodia”?",
        "Who is “Department of Overseas Labour, Viet Nam”?",
        "Who is “Association of Overseas Agencies”?",
    ]
    accept(**filled(page) | {"c-0-who-0-choice": "new"})
    proceedings = Proceedings.objects.get()
    assert (proceedings.title, proceedings.language.code, proceedings.note) == (
        "Proceedings of the Sample Dialogue on Social Security",
        "en",
        "Synthetic proceedings for trying the import; no real person or meeting.",
    )
    sections = [(1, "Objectives", None)]
    for number, title in enumerate(SESSIONS, start=1):
        sections.append((1, f"Session {number}: {title}", number))
        # What was said in a session keeps to its rule, also in the chapters of its part.
        sections += [(2, "Presentation", number), (2, "Discussion", number)]
    sections += [(1, "Recommendations", None), (1, "Commitments", None)]
    assert list(proceedings.sections.values_list("level", "heading", "session__position")) == sections
    assert list(event.objectives.values_list("number", "text")) == [
        (1, "Share findings on portability of social security."),
        (2, "Hear the views of governments, agencies and civil society."),
        (3, "Agree a way forward for workers who return."),
    ]
    made = event.recommendations.values_list("number", "text", "parties__organisation_class__name", "parties__role")
    embassies, agencies, origin = "embassies", "recruitment agencies", "governments of countries of origin"
    assert list(made) == [
        (number, f"To {whom}: {what}", whom, "addressee")
        for number, whom, what in [
            ("1", embassies, "pay claims abroad."),
            ("2", origin, "open a help desk."),
            ("3", embassies, "keep a shared record."),
            ("4", agencies, "pay claims abroad."),
            ("5", embassies, "pay claims abroad."),
            ("6", origin, "publish fees."),
            ("7", embassies, "publish fees."),
            ("8", agencies, "keep a shared record."),
        ]
    ]
    of_file = Commitment.objects.exclude(ref="C7").order_by("ref")
    assert [
        (
            one.ref,
            one.text,
            [(str(party.organisation.country), party.as_written) for party in one.parties.all()],
            one.note,
            one.deadlines.values_list("as_written", "kind", "latest", "times", "per").get(),
            (one.state, one.provenance, one.section.heading),
        )
        for one in of_file.order_by("pk")
    ] == [
        (ref, text, parties, note, deadline, ("draft", "heard", "Commitments"))
        for ref, text, parties, note, deadline in [
            ("C8", "Host the next dialogue", [("KH", "")], "C1 in the file.",
             ("before 17 December 2026", "before", date(2026, 12, 16), None, "")),
            ("C9", "Meet again on a common agenda",
             [("TH", "Ministry of Labour, Thailand"), ("MM", "Ministry of Labour, Myanmar")], "C2 in the file.",
             ("", "none", None, None, "")),
            ("C10", "Publish the fee ceiling", [],
             "C3 in the file.\nMade, in the words of the file, by: Department of Overseas Labour, Viet Nam",
             ("by mid-2027", "by", date(2027, 6, 30), None, "")),
            ("C11", "Report twice a year", [],
             "C4 in the file.\nMade, in the words of the file, by: Association of Overseas Agencies",
             ("at least twice a year", "recurring", None, 2, "year")),
        ]
    ]  # fmt: skip
    # Nothing of the file is kept, and the history says whose work it is.
    assert WordFile.objects.get().proposal == {
        "counts": {"sections": 21, "objectives": 3, "recommendations": 8, "commitments": 4}
    }
    assert set(Section.history.values_list("history_user", "history_change_reason")) == {
        (selma.pk, f"Word file {WordFile.objects.get().pk}")
    }
    with pytest.raises(NotPossible, match="accepted already"):
        taking_in.accept(WordFile.objects.get(), by=selma)


def test_names_of_participants_become_mentions_and_nobody_is_guessed(client, event, selma, drop, accept):
    kanya = make_participant(event, name="Kanya Suksai")
    one, other = make_participant(event, name="Su Su"), make_participant(event, name="Su Su")
    make_participant(make_event(), name="Prasert Boonmee")
    page = drop(event, word_file(heading("Fees") + paragraph("Dr. Kanya Suksai asked Su Su and Prasert Boonmee.")))
    assert [(m["word"], m["seat"], m["open"]) for m in page.context["mentions"]] == [
        ("kanya suksai", kanya.pk, False),
        ("su su", 0, True),
    ]
    assert [m["written"] for m in page.context["mentions"]] == ["Kanya Suksai", "Su Su"]
    client.post(page.request["PATH_INFO"], {"do": "look", **filled(page), "m-1-seat": str(other.pk)})
    accept()
    assert Section.objects.get().body == f"<p>@[{kanya.pk}] asked @[{other.pk}] and Prasert Boonmee.</p>"
    assert one.pk != other.pk


def test_who_may_not_know_the_participants_learns_none_from_a_list_of_names(client, event, drop, accept):
    make_participant(event, name="Kanya Suksai")
    client.force_login(make_user("rapporteur", "Rapporteur", event=event))
    page = drop(event, word_file(heading("Fees") + paragraph("Kanya Suksai spoke.")))
    assert page.context["mentions"] == page.context["misplaced"] == []
    accept()
    assert Section.objects.get().body == "<p>Kanya Suksai spoke.</p>"


def test_nobody_brings_a_file_into_an_event_that_is_not_theirs(client, event, drop):
    client.force_login(make_user("rapporteur", "Rapporteur", event=make_event()))
    assert drop(event, SAMPLE).status_code == 403
    waiting = WordFile.objects.create(event=event, by=make_user("selma", "Editor"), called="report.docx")
    address = reverse("admin:proceedings_wordfile_review", args=[waiting.pk])
    assert client.get(address).status_code == client.post(address, {"do": "drop"}).status_code == 403
    assert WordFile.objects.get().state == "waiting"


def test_sections_that_are_there_are_never_replaced_silently(client, event, selma, drop, accept):
    proceedings = make_proceedings(event)
    old = make_section(proceedings, "old", heading="Old", position=5)
    data = word_file(heading("New") + paragraph("Text"))
    page = drop(event, data)
    assert "Say whether these come after them" in accept(**filled(page)).content.decode()
    old.body = "written meanwhile"
    old.save()
    answer = accept(**filled(page), existing="replace").content.decode()
    assert "Somebody changed the proceedings since" in answer
    assert list(Section.objects.values_list("heading", flat=True)) == ["Old"]
    accept(existing="after")
    assert list(proceedings.sections.values_list("heading", "position")) == [("Old", 5), ("New", 6)]
    drop(event, data)
    accept(existing="replace")
    assert list(proceedings.sections.values_list("heading", flat=True)) == ["New"]
    gone = Section.history.filter(id=old.pk, history_type="-").get()
    assert (gone.body, gone.history_user) == ("written meanwhile", selma)


def test_a_file_leaves_other_events_as_they_are(event, selma, drop, accept):
    other = make_proceedings(make_event(start_date="2020-01-01"))
    section = make_section(other, "Theirs", position=7)
    make_session(other.event, title="Fees")
    kept, old = (
        WordFile.objects.create(event=other.event, by=selma, called="b.docx", proposal={}) for _number in range(2)
    )
    WordFile.objects.filter(pk=old.pk).update(added_at=timezone.now() - timedelta(days=15))
    for slug in ("embassies", "agencies"):
        OrganisationClass.objects.create(slug=slug, name=slug.title())
    mine = make_session(event, title="Fees")
    words = ("C1. The agencies will write by June 2027.", "C2. The agencies will meet by May 2027.")
    page = drop(event, word_file(heading("Fees") + heading("Commitments") + "".join(map(paragraph, words))))
    assert set(WordFile.objects.filter(event=other.event)) == {kept}
    assert not page.context["existing"]
    kept.delete()
    section.body = "Theirs, changed meanwhile"
    section.save()
    accept(**filled(page))
    assert [one.body for one in other.sections.all()] == ["Theirs, changed meanwhile"]
    made = Proceedings.objects.get(event=event)
    assert made.sections.get(heading="Fees").session == mine
    assert {row.parties.get().organisation_class.name for row in event.commitments.all()} == {"Agencies"}


def test_what_is_there_already_is_not_made_a_second_time(event, selma, drop, accept):
    accept_all = {"existing": "replace"}
    drop(event, SAMPLE)
    accept()
    page = drop(event, SAMPLE)
    assert {row["same"] for row in page.context["commitments"]} == {"C1", "C2", "C3", "C4"}
    accept(**accept_all)
    assert (Commitment.objects.count(), Recommendation.objects.count(), Objective.objects.count()) == (4, 8, 3)
    Commitment.objects.get(ref="C4").delete()
    drop(event, SAMPLE)
    accept(**accept_all)
    # A reference is never given a second time.
    assert set(Commitment.objects.values_list("ref", flat=True)) == {"C1", "C2", "C3", "C5"}


def test_what_is_too_long_is_asked_about_and_mended_on_the_page(event, selma, drop, accept):
    page = drop(event, word_file(heading("Long " * 80) + paragraph("Text")))
    sentence = "Heading 1 is longer than 300 letters (399). Shorten it."
    assert sentence in [one for _place, one in page.context["decisions"]]
    assert sentence in accept().content.decode()
    assert not Proceedings.objects.exists()
    accept(**filled(page) | {"s-0-heading": "Short"})
    assert Section.objects.get().heading == "Short"


def test_pictures_are_drawn_anew_and_faces_stay_hidden(client, event, selma, drop, accept):
    chart, photograph = io.BytesIO(), io.BytesIO()
    # Many colours, as a photograph has.
    noise = b"".join(sha256(str(n).encode()).digest() for n in range(400 * 300 * 3 // 32))
    hidden = Image.Exif()
    hidden[0x010E] = "CANARY-EXIF"
    Image.new("RGB", (60, 40), "teal").save(chart, "JPEG", exif=hidden)
    Image.frombytes("RGB", (400, 300), noise).save(photograph, "JPEG", quality=95)
    page = drop(
        event,
        word_file(
            heading("Fees") + paragraph("Look:", runs=image("a", "A chart")) + paragraph(runs=image("b", "A group")),
            links=[("a", "image", "media/a.jpg"), ("b", "image", "media/b.jpg")],
            word__media__a_dot_jpg=chart.getvalue(),
            word__media__b_dot_jpg=photograph.getvalue(),
        ),
    )
    waiting = [one["file"] for one in WordFile.objects.get().proposal["pictures"].values()]
    store = taking_in.waiting_pictures()
    address = reverse("admin:proceedings_wordfile_picture", args=[WordFile.objects.get().pk, 1])
    assert address in page.content.decode()
    assert b"CANARY-EXIF" not in b"".join(client.get(address).streaming_content)
    accept()
    assert not any(store.exists(name) for name in waiting)
    proceedings = Proceedings.objects.get()
    shown, group = Picture.objects.order_by("pk")
    assert (shown.alt, group.alt, Photo.objects.get().picture) == ("A chart", "A group", group)
    for picture in (shown, group):
        assert picture.key in Section.objects.get().body
        assert b"CANARY-EXIF" not in picture.file.read()
    # A visitor sees the chart with the edition and not before, and the faces only once all have agreed.
    one, other = (picture_url(picture) for picture in (shown, group))
    visitor = Client()
    assert visitor.get(one).status_code == 404
    event.is_published = True
    event.save()
    publish(proceedings, by=make_user("ravi", "Publisher"), change_note="First edition")
    html = visitor.get(reverse("public:edition", args=[event.slug, 1])).content.decode()
    assert (one in html, other in html) == (True, False)
    assert (visitor.get(one).status_code, visitor.get(other).status_code) == (200, 404)
    Photo.objects.update(all_noted=True)
    assert other in preview(proceedings)[0]


def test_bad_files_leave_nothing_behind(event, selma, drop):
    page = drop(event, word_file("<w:p><w:ins w:id='1'><w:r><w:t>x</w:t></w:r></w:ins></w:p>"))
    assert "Accept or reject all changes in Word" in page.content.decode()
    assert "This is a PDF" in drop(event, b"%PDF-1.7").content.decode()
    assert not WordFile.objects.exists()


def test_comments_are_counted_and_left_out(event, selma, drop, client):
    page = drop(
        event,
        word_file(
            heading("Fees") + paragraph("Text"),
            comments=f'<w:comment w:id="1" w:author="CANARY-AUTHOR">{paragraph("CANARY-COMMENT")}</w:comment>' * 3,
        ),
    )
    assert "3 comments were left out." in page.content.decode()
    assert "CANARY" not in str(WordFile.objects.get().proposal)
    client.post(page.request["PATH_INFO"], {"do": "drop"})
    assert (WordFile.objects.get().state, WordFile.objects.get().proposal) == ("thrown_away", {})


def test_zawgyi_is_written_as_unicode_where_somebody_agrees(event, selma, drop, accept):
    zawgyi = "ေရႊ႕ေျပာင္းအလုပ္သမားမ်ားသည္ အခြင့္အေရးရရွိရမည္"
    page = drop(event, word_file(heading("Fees") + paragraph(zawgyi)))
    assert "Some of the text seems to be typed in Zawgyi." in [one for _place, one in page.context["decisions"]]
    accept(**filled(page), zawgyi="1")
    assert Section.objects.get().body == f"<p>{to_unicode(zawgyi)}</p>"


def test_texts_hold_our_own_pictures_and_the_anchors_of_notes_only():
    ours = f'<img src="/files/pictures/{"a" * 32}/whole.png" alt="x">'
    assert clean_html(f"<p>{ours}</p>") == f"<p>{ours}</p>"
    for bad in (
        "https://x.example/a.png",
        "//x.example/a.png",
        "data:image/png;base64,AA",
        "word:1",
        "/files/documents/a",
    ):
        assert "src" not in clean_html(f'<p><img src="{bad}" alt="x"></p>')
    assert clean_html('<ol><li id="fn-a-1">x</li><li id="content">y</li></ol>') == (
        '<ol><li id="fn-a-1">x</li><li>y</li></ol>'
    )


def test_a_party_who_is_a_participant_is_a_mention_and_no_organisation(client, event, selma, drop, accept):
    kanya = make_participant(event, name="Kanya Suksai")
    page = drop(event, word_file(heading("Commitments") + paragraph("C1. Kanya Suksai will write by June 2027.")))
    assert "kanya suksai" in [word for word, _line in page.context["misplaced"]]
    sent = filled(page) | {"c-0-who-0-choice": f"seat:{kanya.pk}", "c-0-text": "To write a letter."}
    accept(**sent)
    party = Commitment.objects.get().parties.get()
    made = Commitment.objects.get()
    assert (party.participant, party.as_written, made.note, made.sentence) == (kanya, "", "", "")
