"""What is printed is what people wrote, of those who come, for those who may, and it is noted."""

import io
import json
import subprocess
import sys
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape
from pypdf import PdfReader

from proceedings.access import DOOR, EDITOR, REGISTRATION
from proceedings.documents import glyphs, letters, printing
from proceedings.documents.breaking import bearable, clusters, words_of
from proceedings.documents.glyphs import MissingGlyphs
from proceedings.documents.words import WORDS, days_in
from proceedings.models import DayAttended, Export, LetterTemplate, Network, Participant, Person, Picture, SeatRole
from tests.drawn import jpeg, png
from tests.filled import filled
from tests.make import (
    make_consent,
    make_event,
    make_language,
    make_organisation,
    make_participant,
    make_person,
    make_user,
)

pytestmark = pytest.mark.django_db

FIRST, LAST = date(2017, 7, 20), date(2017, 7, 21)
NAMES = {
    "my": "ဦးအောင်မျိုးမင်း",
    "shn": "ၼၢင်းသႅင်ၼုမ်ႇ",
    "km": "ងិន សាវណ្ណារិទ្ធ",
    "th": "สมชาย เจริญวัฒนากุล",
    "lo": "ຄຳພອນ ພົມມະວົງ",
    "vi": "Nguyễn Thị Thanh Hương",
    "zh": "张伟 龔㛃𠮷",
}
PAGE = "admin:proceedings_participant_print"


@pytest.fixture
def event():
    return make_event(title="Policy Dialogue", slug="dialogue", start_date=FIRST, end_date=LAST)


@pytest.fixture
def amina(client):
    user = make_user("amina", REGISTRATION)
    client.force_login(user)
    return user


@pytest.fixture
def nila(event):
    return make_participant(event, "Nila Win", organisation=make_organisation(name="Network"))


@pytest.fixture
def given(monkeypatch):
    """What is handed to typst, which is not started."""
    jobs = []

    def instead(template, data, texts):
        glyphs.check(texts)
        jobs.append((template, data))
        return b"%PDF-1.7"

    monkeypatch.setattr(printing, "typeset", instead)
    monkeypatch.setattr(letters, "typeset", instead)
    return jobs


def text_of(words):
    return " ".join(word["text"] for word in words)


def pages_of(pdf):
    """(pages, width and height of the first in millimetres)."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    box = pages[0].mediabox
    return len(pages), (round(float(box.width) / 72 * 25.4), round(float(box.height) / 72 * 25.4))


def printed(client, event, query="", **fields):
    address = f"{reverse(PAGE)}?event={event.pk}{query}"
    return client.post(address, filled(client, address) | fields)


# What stands on paper


def test_a_badge_says_what_is_on_the_badge(event, given):
    role = SeatRole.objects.create(code="x", name="Delegate")
    person = make_person("Aung Myo Min", own_script_name=NAMES["my"], honorific="U")
    make_participant(event, person=person, organisation=make_organisation(name="Ministry"), seat_role=role)
    printing.badges(event, event.participants.all(), size="a6", language="en")
    ((template, data),) = given
    (badge,) = data["badges"]
    assert (template, data["size"]) == ("badges", "a6")
    found = {name: text_of(badge[name]) for name in ("name", "own", "organisation", "role")}
    assert found == {
        "name": "U Aung Myo Min",
        "own": NAMES["my"],
        "organisation": "Ministry",
        "role": "Delegate",
    }


def test_the_qr_holds_the_code_and_no_name(event, nila, given, monkeypatch):
    asked = []
    real = printing.qr
    monkeypatch.setattr(printing, "qr", lambda code: asked.append(code) or real(code))
    printing.badges(event, event.participants.all(), size="card", language="en")
    nila.refresh_from_db()
    assert asked == [nila.badge_code]
    assert len(nila.badge_code) == 32
    printing.badges(event, event.participants.all(), size="card", language="en")
    assert asked == [nila.badge_code] * 2


def test_a_name_in_own_script_does_not_tell_who_uses_an_alias(event, given):
    person = make_person("Somchai", own_script_name=NAMES["th"])
    make_participant(event, person=person, alias="A village headman")
    printing.name_cards(event, event.participants.all(), language="en")
    assert NAMES["th"] not in json.dumps(given, ensure_ascii=False)
    assert text_of(given[0][1]["cards"][0]["name"]) == "A village headman"


@pytest.mark.parametrize(
    ("consent", "marked"),
    [
        (None, True),
        ({}, False),
        ({"surface": "named"}, True),
        ({"valid_until": timedelta(1)}, True),
        ({"withdrawn_on": timedelta(0)}, True),
    ],
)
def test_no_photos_unless_somebody_agreed_for_all_days(given, consent, marked):
    today = timezone.localdate()
    event = make_event(start_date=today, end_date=today + timedelta(2))
    seat = make_participant(event, "Nila Win")
    if consent is not None:
        dates = {name: today + value for name, value in consent.items() if isinstance(value, timedelta)}
        make_consent(seat, **{"surface": "photographed"} | consent | dates)
    printing.badges(event, event.participants.all(), size="a7", language="en")
    assert given[0][1]["badges"][0]["no_photos"] is marked


def test_whoever_is_never_to_be_shown_is_on_no_photograph(event, nila, given):
    make_consent(nila, surface="photographed", given_on=FIRST)
    Person.objects.update(is_protected=True)
    printing.badges(event, event.participants.all(), size="a7", language="en")
    assert given[0][1]["badges"][0]["no_photos"] is True


def test_one_sheet_for_each_day_without_those_never_to_be_shown(event, nila, given):
    hidden = make_participant(event, "Zzcanary")
    Person.objects.filter(pk=hidden.person_id).update(is_protected=True)
    printing.sign_in(event, event.participants.all(), days=printing.days_of(event), language="en")
    data = given[0][1]
    assert [text_of(sheet["day"]) for sheet in data["sheets"]] == ["20 July 2017", "21 July 2017"]
    assert [[text_of(row["name"]) for row in sheet["rows"]] for sheet in data["sheets"]] == [["Nila Win"]] * 2
    assert "Zzcanary" not in json.dumps(data)


# Letters


def template(kind="invitation", code="en", **fields):
    words = {"heading": "Letter", "body": "Dear {name},"}
    return LetterTemplate.objects.create(kind=kind, language=make_language(code, code), **words | fields)


def body_of(given):
    return [part["text"] for part in given[-1][1]["letters"][0]["paragraphs"]]


def test_without_a_template_a_letter_has_our_own_words(event, nila, given):
    Network.objects.create(name="Mekong Network")
    letters.letters(event, event.participants.all(), "attendance")
    assert given[0][0] == "certificate"
    assert body_of(given) == [
        "This is to certify that",
        "Nila Win",
        "Network",
        "took part in",
        "Policy Dialogue",
        "20–21 July 2017",
    ]


def test_the_words_of_the_event_come_before_those_of_the_network_and_the_language_before_both(event, nila, given):
    def first():
        letters.letters(event, event.participants.all(), "invitation", language="th")
        return body_of(given)[-1]

    template(body="network, English")
    assert first() == "network, English"
    template(body="event, English", event=event)
    template(body="another event", event=make_event(), code="th")
    assert first() == "event, English"
    template(body="network, Thai", code="th")
    assert first() == "network, Thai"
    template(body="event, Thai", code="th", event=event)
    assert first() == "event, Thai"


def test_each_is_written_to_in_their_own_language(event, given):
    for code in ("th", "vi"):
        template(code=code, body=f"in {code}")
        make_participant(event, f"A {code}", language=make_language(code))
    letters.letters(event, event.participants.all(), "invitation")
    found = [(letter["language"], letter["paragraphs"][0]["text"]) for letter in given[0][1]["letters"]]
    assert found == [("th", "in th"), ("vi", "in vi")]


def test_what_somebody_is_called_is_no_placeholder(event, given):
    make_participant(event, "{event} {network}")
    template(body="Dear {name},")
    letters.letters(event, event.participants.all(), "invitation")
    assert body_of(given) == ["Dear {event} {network},"]


def test_an_unknown_placeholder_is_refused_with_a_sentence():
    letters.check_placeholders(" ".join(f"{{{name}}}" for name in letters.PLACEHOLDERS))
    with pytest.raises(ValidationError, match="{email} is not a placeholder"):
        letters.check_placeholders("Dear {name}, {email}")


# Characters and fonts


def test_our_fonts_have_all_letters_of_the_region():
    for text in (*NAMES.values(), *(word for words in WORDS.values() for word in words.values())):
        glyphs.check([("here", text)])
    # Shan, Mon, Sgaw Karen, Western Pwo Karen; simplified, traditional, names from the edge of Unicode.
    glyphs.check([("here", "ၵႃႁႂႅၚၛၜၝၡၢၥၦ龍龙囍𠮷㛃\u200b\u200d☎\ufe0e")])


def test_a_character_that_no_font_has_is_named_with_its_place(event, nila):
    make_participant(event, person=make_person("Nur", own_script_name="𐴀"))
    with pytest.raises(MissingGlyphs) as found:
        printing.name_cards(event, event.participants.all(), language="en")
    assert found.value.sentences == [
        "“𐴀” (hanifi rohingya letter a, U+10D00) in the name in own script of Nur: "
        "none of our fonts has this character."
    ]


def test_names_break_at_syllables_and_never_inside_one():
    assert clusters("ဦးအောင်မျိုးမင်း") == ["ဦး", "အောင်", "မျိုး", "မင်း"]
    assert clusters("สมชำ") == ["ส", "ม", "ชำ"]
    assert clusters("เพชร") == ["เพ", "ช", "ร"]
    assert clusters("សាវណ្ណា") == ["សា", "វ", "ណ្ណា"]
    for name in NAMES.values():
        assert "".join(clusters(name)) == name
    assert [word["text"] for word in words_of("A  B\nC")] == ["A", "B", "\n", "C"]
    assert bearable("x" * 50).count("\u200b") == 49
    assert bearable("a short word") == "a short word"


@pytest.mark.parametrize(
    ("code", "days"),
    [
        ("en", "20–21 July 2017"),
        ("vi", "ngày 20–21 tháng 7 năm 2017"),
        ("km", "២០–២១ កក្កដា ២០១៧"),
        ("zh-Hans", "2017年7月20日 – 2017年7月21日"),
        ("lo", "20–21 ກໍລະກົດ 2017"),
        ("my", "၂၀၁၇ ခုနှစ် ဇူလိုင်လ ၂၀–၂၁ ရက်"),
        ("shn", "20/7/2017 – 21/7/2017"),
    ],
)
def test_days_are_written_as_a_language_writes_them(event, code, days):
    assert days_in(code, event) == days


# The paper itself


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        ("a6", (3, (210, 297))),
        ("a7", (2, (297, 210))),
        ("card", (1, (210, 297))),
        ("a6_single", (9, (105, 148))),
        ("a7_single", (9, (74, 105))),
    ],
)
def test_badges_come_in_their_sizes(event, size, expected):
    for name in (*NAMES.values(), "Maria " * 30, "x" * 300):
        make_participant(event, person=make_person("Somebody", own_script_name=name.strip()))
    pdf = printing.badges(event, event.participants.all(), size=size, language="km")
    assert pages_of(pdf) == expected


def test_the_other_documents_are_set_and_twice_the_same(event, nila):
    seats = event.participants.all()
    DayAttended.objects.create(participant=nila, date=FIRST)
    for make in (
        lambda: printing.name_cards(event, seats, language="lo"),
        lambda: printing.sign_in(event, seats, days=[FIRST], language="my"),
        lambda: letters.letters(event, seats, "invitation"),
        lambda: letters.letters(event, seats, "attendance"),
    ):
        first = make()
        assert pages_of(first)[0] == 1
        assert make() == first


@pytest.mark.parametrize("data", [png(64, 32, mode="RGBA"), jpeg(1600, 900)], ids=["transparent", "large"])
def test_the_logo_of_the_network_stands_on_letters_and_certificates(event, nila, data):
    seats = event.participants.all()
    DayAttended.objects.create(participant=nila, date=FIRST)
    network = Network.objects.first() or Network(name="Network")
    network.logo = Picture.objects.create(file=ContentFile(data, "logo"), alt="Three rivers")
    network.save()
    jobs = [
        lambda: letters.letters(event, seats, "invitation"),
        lambda: letters.letters(event, seats, "attendance"),
    ]
    logo = (64, 32) if data.startswith(b"\x89PNG") else (600, 338)
    for make in jobs:
        assert logo in {image.image.size for image in PdfReader(io.BytesIO(make())).pages[0].images}
    # A letter without its logo is better than none.
    Picture.objects.update(file="pictures/gone")
    for make in jobs:
        assert not PdfReader(io.BytesIO(make())).pages[0].images


def test_what_looks_like_a_program_is_printed(event):
    """Had it been run, reading a file outside of the templates would have stopped the press."""
    hostile = '#read("/etc/passwd") #panic("x") $ *a* `b` \\ <c> @d {name} "'
    seat = make_participant(event, hostile, organisation=make_organisation(name="#import"), post=hostile)
    template(body=f"{hostile} {{post}}", heading="#panic()", kind="attendance")
    seats = event.participants.filter(pk=seat.pk)
    assert pages_of(printing.badges(event, seats, size="a6_single", language="en"))[0] == 1
    pdf = letters.letters(event, seats, "attendance")
    assert '#read("/etc/passwd")' in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()


def test_the_site_starts_without_typst():
    code = (
        "import django, sys; django.setup(); import mmn_events.urls; "
        "from django.contrib import admin; admin.site.urls; "
        "print(sorted({'typst', 'segno'} & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=settings.BASE_DIR
    )
    assert done.stdout.strip() == "[]"


# Who prints


def test_amina_prints_the_badges_of_those_who_come(client, amina, event, nila, given):
    for fields in ({"state": "invited"}, {"mode": "online"}, {"state": "declined"}):
        make_participant(event, **fields)
    answer = printed(client, event, document="badges", size="a7")
    assert answer["Content-Type"] == "application/pdf"
    assert "no-store" in answer["Cache-Control"]
    name = f"badges-dialogue-{timezone.localdate():%Y-%m-%d}.pdf"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert [text_of(badge["name"]) for badge in given[0][1]["badges"]] == ["Nila Win"]
    note = Export.objects.get()
    assert (note.by, note.event, note.format, note.number, note.ids) == (amina, event, "pdf", 1, [nila.pk])
    assert note.reason == "Badges: To print for the event itself"
    printed(client, event, document="badges", size="a7", everybody="on")
    assert len(given[1][1]["badges"]) == 4


def test_certificates_are_for_those_who_were_there(client, amina, event, nila, given):
    make_participant(event, "Not there")
    answer = printed(client, event, document="certificate", everybody="on")
    assert answer.context["form"].errors["document"] == ["Nobody among these is noted as having been there."]
    for day in (FIRST, LAST):
        DayAttended.objects.create(participant=nila, date=day)
    printed(client, event, document="certificate", everybody="on")
    assert len(given[0][1]["letters"]) == 1
    assert Export.objects.get().ids == [nila.pk]


def test_invitations_are_for_those_invited_too(client, amina, event, nila, given):
    make_participant(event, "Invited", state="invited")
    make_participant(event, "Rejected", state="rejected")
    printed(client, event, document="invitation")
    assert len(given[0][1]["letters"]) == 2


def test_only_the_ticked_are_printed(client, amina, event, nila, given):
    make_participant(event, "Another")
    ticked = {"action": "print_ticked", "_selected_action": [nila.pk]}
    answer = client.post(reverse("admin:proceedings_participant_changelist"), ticked)
    assert answer.status_code == 302
    address = answer["Location"]
    client.post(address, filled(client, address) | {"document": "name_cards"})
    assert [text_of(card["name"]) for card in given[0][1]["cards"]] == ["Nila Win"]


def test_a_character_we_cannot_print_is_told_and_nothing_is_noted(client, amina, event):
    make_participant(event, "Nur 𐴀")
    answer = printed(client, event, document="badges", size="a6")
    assert "hanifi rohingya letter a, U+10D00" in answer.content.decode()
    assert not Export.objects.exists()


@pytest.mark.parametrize(
    ("role", "event_only", "status"), [(EDITOR, False, 403), (DOOR, False, 403), (REGISTRATION, True, 403)]
)
def test_others_print_nobody(client, event, nila, role, event_only, status):
    """An editor sees participants and may not take them away; Noy works on another event."""
    client.force_login(make_user("noy", role, event=make_event() if event_only else None))
    answer = client.post(
        f"{reverse(PAGE)}?event={event.pk}", {"document": "badges", "size": "a6", "reason": "To print it"}
    )
    assert answer["Content-Type"].startswith("text/html")
    assert answer.status_code == status if not event_only else "Nila" not in answer.content.decode()
    assert not Export.objects.exists()


def test_bad_choices_get_a_sentence(client, amina, event, nila):
    bad = {"document": "zz", "size": "a9", "day": "\0", "language": "zz", "reason": "x"}
    answer = printed(client, event, **bad)
    assert set(answer.context["form"].errors) == {"document", "size", "day", "language", "reason"}
    Participant.objects.create(event=make_event(), office="Elsewhere", state="confirmed")
    answer = client.post(reverse(PAGE), {"document": "badges", "size": "a6", "reason": "To print it"})
    assert "several events" in answer.content.decode()
    assert client.get(f"{reverse(PAGE)}?event={'9' * 40}").status_code in (200, 302)


def test_seats_of_several_events_are_printed_for_one_of_them(client, amina, event, nila):
    other = make_event(title="Another dialogue")
    elsewhere = Participant.objects.create(event=other, office="Elsewhere", state="confirmed")
    unticked = Participant.objects.create(event=other, office="Not ticked", state="confirmed")
    answer = client.get(reverse(PAGE), {"ticked": f"{nila.pk},{elsewhere.pk}"})
    queries = dict(answer.context["events"])
    assert set(queries) == {event, other}
    assert f'<a href="?{escape(queries[other])}">' in answer.content.decode()
    narrowed = client.get(f"{reverse(PAGE)}?{queries[other]}")
    assert (narrowed.context["event"], narrowed.context["number"]) == (other, 1)
    assert unticked.event == other


def test_the_event_leads_to_its_printing(client, amina, event, nila):
    page = client.get(reverse("admin:proceedings_event_change", args=[event.pk])).content.decode()
    assert f"{reverse(PAGE)}?event={event.pk}" in page


def test_a_template_is_checked_and_shown_before_it_is_used(client, amina, event):
    row = template(kind="attendance", code="my", body="{name}\n\n{event}", heading="လက်မှတ်")
    answer = client.get(reverse("admin:proceedings_lettertemplate_preview", args=[row.pk]))
    assert (answer["Content-Type"], pages_of(answer.content)) == ("application/pdf", (1, (297, 210)))
    assert answer["Content-Disposition"].startswith("inline")
    address = reverse("admin:proceedings_lettertemplate_change", args=[row.pk])
    answer = client.post(address, filled(client, address) | {"body": "{nobody}"})
    assert "{nobody} is not a placeholder" in answer.context["adminform"].form.errors["body"][0]
