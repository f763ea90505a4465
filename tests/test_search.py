"""A visitor looks for a word, in whatever script, and finds where it was said; and nothing that is not public."""

import html
import json
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from proceedings.models import EditionText, Organisation, SearchItem, SearchPassage, Topic, Venue
from proceedings.public import finding
from proceedings.search import asking, index
from proceedings.search.query import spans, understood
from proceedings.search.sources import Found, Part
from proceedings.search.words import pieces
from tests.first_rows import load_first_events
from tests.make import (
    make_commitment,
    make_consent,
    make_event,
    make_organisation,
    make_participant,
    make_proceedings,
    make_section,
    make_user,
    publish,
)

pytestmark = pytest.mark.django_db
DATA = json.loads((Path(__file__).parent / "data" / "search.json").read_text())


def found_by(words, **chosen):
    """What is found, as titles in order."""
    query = asking.understood(words)
    return [row.item.title for row in asking.ask(query, chosen, number=50)[2]] if query.groups else []


def put_in(texts):
    """Fill the index with texts as sections of proceedings: {title: (language, [paragraph, …])}."""
    new = []
    for number, (title, (code, some)) in enumerate(texts.items()):
        parts = [Part(1, "", [("p1", paragraph) for paragraph in some])]
        new.append((Found("proceedings", number, title, ["public:home", [], ""], parts, code), ""))
    index._write(new)


def test_every_word_of_every_language_finds_its_text_also_at_the_end_of_a_hundred_pages():
    """Each text stands behind 300,000 letters of others in its language, in one paragraph."""
    texts = {text["id"]: text for text in DATA["texts"]}
    long = {}
    for name, text in texts.items():
        if text["find"]:
            before = " ".join(texts[f"udhr-{text['language'][:2]}"]["text"] for _ in range(4))
            long[name] = (text["language"], [f"{before} {before}"[:3_000] for _ in range(100)] + [text["text"]])
    put_in(long)
    missed = [
        (name, words)
        for name in long
        for words in texts[name]["find"]
        if name not in found_by(words, kind="proceedings")
    ]
    assert missed == []


def test_typed_in_zawgyi_it_finds_what_was_written_in_unicode(client):
    put_in({"Dialogue": ("my", ["မြန်မာအလုပ်သမားများအရေး ဆွေးနွေးပေးပါ"])})
    assert found_by("ျမန္မာအလုပ္သမားမ်ား") == ["Dialogue"]
    # Too short to be certain of.
    assert asking.holds("ဥပဒေ", understood("ဥပေဒ"))
    assert asking.holds("လုပ်ခ", understood("လုပ္ခ"))
    page = client.get("/search/", {"q": "ျမန္မာအလုပ္သမားမ်ား"}).content.decode()
    assert "You typed in Zawgyi" in page
    assert re.search("<mark[^>]*>မြန်မာအလုပ်သမားများ</mark>", page)


@pytest.mark.parametrize(
    "word", ["Cambodia", "Kampuchea", "柬埔寨", "កម្ពុជា", "กัมพูชา", "ກຳປູເຈຍ", "Campuchia", "ကမ္ဘောဒီးယား"]
)
def test_a_country_is_found_under_its_name_in_every_language_of_the_pages(word):
    put_in({"Here": ("en", ["The Ministry of Interior of Cambodia offered it."]), "There": ("en", ["In Lao PDR."])})
    assert found_by(word) == ["Here"]
    assert found_by(f'"{word}"') == (["Here"] if word == "Cambodia" else [])


def test_a_country_of_two_words_and_one_of_two_names():
    put_in({"Here": ("en", ["Viet Nam came."]), "There": ("en", ["Myanmar came."]), "Both": ("th", ["พม่ากับเวียดนาม"])})
    assert sorted(found_by("Việt Nam")) == ["Both", "Here"]
    assert sorted(found_by("พม่า")) == ["Both", "There"]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("Kampuchea", "Cambodia promised</a>: 1 of 1"),
        ("Laos", "Lao PDR promised</a>: 0 of 1"),
        # A question stands nowhere, and is answered all the same.
        ("What did Cambodia promise?", "Cambodia promised</a>: 1 of 1"),
        ("តើកម្ពុជាបានសន្យាអ្វី", "Cambodia promised</a>: 1 of 1"),
    ],
)
def test_whoever_looks_for_a_country_is_told_how_much_it_promised(client, typed, told):
    maker = make_organisation(name="Ministry", is_published=True, country="KH")
    make_commitment(make_event(is_published=True), state="published").parties.create(organisation=maker)
    assert told in client.get("/search/", {"q": typed}).content.decode()


def test_a_promise_that_is_found_says_where_it_stands(client):
    event = make_event(is_published=True, slug="dialogue", start_date=date(2017, 7, 20), status="held")
    make_commitment(event, ref="C1", text="A shelter for migrants", state="published")
    make_commitment(event, ref="C2", text="A shelter nobody may read of", state="draft")
    index.make_anew()
    page = client.get("/search/?q=shelter").content.decode()
    assert page.count('class="st ') == 1
    assert "No report" in strip_tags(page)
    # Search engines are led to the page itself, and not to all that was ever typed.
    assert '<link rel="canonical" href="http://testserver/search/">' in page


def test_words_in_any_order_phrases_as_they_stand():
    put_in({"One": ("en", ["The agency pays all recruitment fees."]), "Other": ("en", ["Fees of an agency."])})
    assert set(found_by("fee agencies")) == {"One", "Other"}
    assert found_by('"recruitment fees"') == ["One"]
    assert found_by('"fees recruitment"') == []
    assert set(found_by("recruitment OR OF")) == {"One", "Other"}
    # A short word is not the beginning of others.
    assert found_by("age") == []


def test_what_stands_apart_is_no_phrase_and_no_word(client):
    """Of “移民工人” every three signs in a row are there, and of the phrase every two words."""
    put_in({"Apart": ("zh", ["移民工作和农民工人数"]), "Both": ("en", ["Fees of agencies, and of agencies abroad."])})
    for words in ("移民工人", '"fees of agencies abroad"'):
        assert (found_by(words), asking.ask(understood(words))[1]) == ([], 0)
        assert "Nothing was found." in client.get("/search/", {"q": words}).content.decode()
    assert (found_by("民工人"), found_by('"agencies abroad"')) == (["Apart"], ["Both"])


def test_what_is_called_so_comes_first_however_often_others_speak_of_it(client, monkeypatch):
    monkeypatch.setattr(asking, "LOOKED_AT", 2)
    texts = {
        "Friends of the MAP Foundation": "MAP Foundation, MAP Foundation and again MAP Foundation",
        "Others": "MAP Foundation, MAP Foundation",
        "Map foundation (MPF)": "It works in Chiang Mai with people from Myanmar. Not MPF.",
        "MPF Friends": "MPF, MPF, MPF",
        "Watch 100%": "MAP Foundation",
    }
    index._write(
        [
            (Found("organisation", n, name, ["public:home", [], ""], [Part(paragraphs=[("", text)])]), "")
            for n, (name, text) in enumerate(texts.items())
        ]
    )
    assert found_by("MAP Foundation")[:2] == ["Map foundation (MPF)", "Friends of the MAP Foundation"]
    assert found_by('foundation "map"')[:2] == ["Friends of the MAP Foundation", "Map foundation (MPF)"]
    assert found_by("mpf") == ["Map foundation (MPF)", "MPF Friends"]
    assert found_by("100%") == ["Watch 100%"]
    # And what is of its kind, before promises.
    index._write([(Found("commitment", 1, "MPF, MPF", ["public:home", [], ""], [Part()]), "")])
    for words, heading in (("mpf", "Organisations"), ("MPF OR watch", "Commitments")):
        page = client.get("/search/", {"q": words}).content.decode()
        assert re.search("<h2 id=[^>]*>([^<]*)", page)[1] == heading


def test_every_hit_is_on_one_page_also_behind_those_that_are_looked_at(monkeypatch):
    monkeypatch.setattr(asking, "LOOKED_AT", 3)
    parts = [Part(number, "", [("p1", "No fees. " * 300), ("p2", "No fees.")]) for number in range(4)]
    new = [Found("proceedings", n, f"{n}", ["public:home", [], ""], parts, day=date(2019, 1, n)) for n in (1, 2)]
    index._write([(found, "") for found in [*new, Found("event", 1, "Fees", ["public:home", [], ""], [Part()])]])
    pages = [asking.ask(understood("fees"), {"kind": "proceedings"}, first, 3) for first in (0, 3, 6, 9)]
    assert [(total, len(hits)) for _counted, total, hits in pages] == [(8, 3), (8, 3), (8, 2), (8, 0)]
    assert [(hit.item.title, hit.part) for page in pages for hit in page[2]][2:] == [
        *[("2", n) for n in (2, 3)],
        *[("1", n) for n in range(4)],
    ]


@pytest.mark.parametrize("judged", DATA["judged"], ids=lambda judged: judged["words"])
def test_what_was_judged_to_answer_is_found(judged):
    query = understood(judged["words"])
    texts = {text["id"]: index._readable(text["text"]) for text in DATA["texts"]}
    assert [name for name in judged["answers"] if not asking.holds(texts[name], query)] == []


TWO_WAYS = [
    ("C.O.O.", "COO"),
    ("M.O.U.", "MoUs"),
    ("pre-departure", "predeparture"),
    ("the worker’s", "the workers"),
    ("boxes", "box"),
    ("day", "days"),
    ("labour", "labors"),
    ("organisations", "organization"),
    ("1,000 baht", "1000 baht"),
    ("1 000", "1.000"),
    ("១០០០", "1,000"),
    ("C189", "C 189"),
    ("COVID-19", "Covid19"),
    ("mig\u00adrant", "mi\u200bgrant"),
    ("Viet Nam pays", "pays Vietnam"),
    ("พ.ร.บ.", "พรบ"),
    ("แรงงาน", "เเรงงาน"),
    ("สิทธิ์", "สิทธิ"),
    ("กรุงเทพฯ", "กรุงเทพ"),
    ("ໜັງສື", "ຫນັງສື"),
    ("ຫຼາຍ", "ຫລາຍ"),
    ("កោះកើត", "កេាះកេីត"),
    ("ឱ្យស៊ី", "ឲ្យសុី"),
    ("ဝန်ကြီးဌာန", "၀န်ကြီးဌာန"),
    ("ဩဂုတ်", "သြဂုတ်"),
    ("ပြဿနာပါ", "ပြသ္သနာပာ"),
    ("กฎหมาย", "กฏหมาย"),
    ("kỹ năng", "kĩ năng"),
    ("Labour & Welfare", "welfare AND labour"),
    ("၁၀ ဦး", "၁ဝ ဦး"),
    ("保護問題", "保护问题"),
    ("العُمَّال", "العمال"),
]


def test_what_is_written_in_two_ways_is_found_by_either():
    put_in({text: ("und", [f"({text})"]) for both in TWO_WAYS for text in both})
    missed = [(one, other) for one, other in TWO_WAYS if not set(found_by(one)) & set(found_by(other)) >= {one, other}]
    assert missed == []
    # A note, and the year of a text in any language for whoever counts otherwise.
    assert asking.holds("paid by workers² in 2018", understood("๒๕๖๑ workers"))


def test_vietnamese_typed_with_marks_is_another_word_than_with_other_marks(client):
    """Wages (lương) are no amounts (lượng), and a year (năm) is not the name of the country (Việt Nam)."""
    texts = {
        "Wages": "Tiền lương của người lao động, hoà bình.",
        "Amounts": "Số lượng ở Việt Nam, và một bạn tên Hoa Bình.",
        "Year": "Năm nay, lương và lượng.",
        "Plain": "Ha Thi Minh Duc spoke of luong in Vietnam, nam, hoa binh.",
    }
    put_in({title: ("vi", [text]) for title, text in texts.items()})
    assert set(found_by("lương")) == {"Wages", "Year", "Plain"}
    assert set(found_by("lượng")) == {"Amounts", "Year", "Plain"}
    assert set(found_by("luong")) == set(texts)
    assert set(found_by("năm")) == {"Year", "Plain"}
    assert set(found_by("hòa bình")) == set(found_by('"HOÀ BÌNH"')) == {"Wages", "Plain"}
    # Whoever has only the key for đ is understood.
    assert set(found_by("lao đong")) == {"Wages"}
    assert marks_in(texts["Year"], "lương") == ["lương"]
    assert "bạn" not in str(client.get("/search/", {"q": "bán"}).content)
    assert '<a href="?q=ban">ban</a>' in client.get("/search/", {"q": "bán"}).content.decode()
    assert asking.suggestions("lượ") == asking.suggestions("zqv") == []
    put_in_event = Found("event", 1, "Số lượng", ["public:home", [], ""], [Part()], "vi")
    index._write([(put_in_event, "")])
    assert asking.suggestions("lượ") == ["Số lượng"]


def test_what_only_looks_alike_is_not_the_same():
    texts = ["in 1, 000 and 15", "200 18", "Nigeria", "the lawn", "移民,工人", "၁၀ နှစ်", "10.500.1"]
    put_in({text: ("und", [text]) for text in texts})
    for words in ("1000", "1.5", "20018", "Niger", "law", "移民工人", "၁ဝန်", "10500"):
        assert found_by(words) == [], words
    assert found_by("Nigeria") == ["Nigeria"]


def marks_in(text, words):
    return [text[start:end] for start, end in spans(pieces(text), understood(words).phrases)]


def test_what_is_marked_are_whole_letters_of_what_was_written():
    assert marks_in("Bộ Lao động", "lao dong") == ["Lao", "động"]
    assert marks_in("การจัดการแรงงานข้ ามชาติ", "แรงงานข้ามชาติ") == ["แรงงานข้ ามชาติ"]
    assert marks_in("ពលករ\u200bខ្មែរ", "ខ្មែរ") == ["ខ្មែរ"]
    assert marks_in("移民工人", "工人") == ["工人"]
    assert marks_in("The worker’s pre-departure training", "workers predeparture") == ["worker’s", "pre-departure"]
    assert marks_in("C.O.O. paid 1 000", "COO 1,000") == ["C.O.O.", "1 000"]
    # The year of another era.
    assert marks_in("๒๖ มิถุนายน ๒๕๕๗", "2014") == ["๒๕๕๗"]


ODD = ["x" * 10_000, "*", '"', '""', "OR", "OR OR", "a OR", "NOT", "\0", "a\0b", "'; DROP TABLE x --", "NEAR(a b, 2)"]
ODD += [
    "🕊️",
    "col:word",
    "^a",
    "a & ! b",
    "<-> | (",
    "%_%",
    "\\",
    "e\u0301" * 200,
    "\ud7ff",
    "{a",
    "-",
    "“",
    "ก" * 500,
    "人",
]


def test_no_question_is_too_odd(client):
    put_in({"Dialogue": ("en", ["A word"])})
    for words in ODD:
        for more in ({}, {"kind": words, "topic": words, "year": "9" * 30, "language": words, "page": "-1"}):
            answer = client.get("/search/", {"q": words, **more})
            assert answer.status_code == 200, words
        assert client.get("/search/suggest/", {"q": words}).status_code == 200
    assert client.get("/search/", {"q": "word", "kind": "proceedings", "page": "2"}).status_code == 404


@pytest.fixture
def dialogue():
    """Proceedings in force: Selma names a minister, who agreed, and a delegate, who did not."""
    event = make_event(title="Dialogue", slug="dialogue", is_published=True, start_date=date(2019, 9, 16))
    draft = make_proceedings(event, title="What was said")
    minister = make_participant(event, "Zarwitha Quexolan")
    make_consent(minister, valid_until=timezone.localdate())
    delegate = make_participant(event, "Nilar Thein")
    make_section(
        draft, f"<p>We begin.</p><p>@[{minister.pk}] and @[{delegate.pk}] spoke of fees.</p>", heading="Opening"
    )
    make_section(draft, "<p>Training before leaving.</p>", heading="Training")
    publish(draft, by=make_user("selma", "Publisher"))
    index.make_anew()
    return event


def test_what_was_written_is_never_taken_for_html(client):
    put_in({"Fees <b>now</b>": ("en", ["They wrote <script>fees</script> & left. <i lang='km'>ពលករ</i>"])})
    page = client.get("/search/", {"q": "fees"}).content.decode()
    assert "<mark>Fees</mark> &lt;b&gt;now&lt;/b&gt;" in page
    assert "&lt;script&gt;<mark>fees</mark>&lt;/script&gt; &amp; left." in page
    assert '<span lang="km">ពលករ</span>&lt;/i&gt;' in page
    assert (
        "<mark>fees&lt;/script&gt; &amp; left</mark>." in client.get('/search/?q="fees script left"').content.decode()
    )


def test_what_stands_in_the_beginning_of_a_passage_is_shown_from_there():
    def found(text, words):
        return [text[start:end] for start, end in finding.where(text, asking.understood(words))]

    long = f"fees {'and so on ' * 60}wages and fees"
    assert found(long, "fees") == ["fees"]
    assert found(long, "fees wages") == ["fees", "wages", "fees"]
    assert found(long, "fees OR wages") == ["fees"]
    # A letter that is cut from its mark would be another one.
    cut = f"{'ข' * (finding.BEGINNING - 1)}กี{'ข' * 50}"
    assert found(cut, "ก") == []
    assert found(cut, "กี") == ["กี"]


def test_an_event_is_found_by_its_year_and_little_words_are_not_marked(client):
    venue = Venue.objects.create(name="Hotel", city="Yangon", country="MM")
    event = make_event(
        is_published=True, title="Roles of countries", start_date=date(2017, 7, 20), end_date=date(2017, 7, 21)
    )
    event.event_venues.create(venue=venue)
    make_event(is_published=True, title="Yangon", start_date=date(2018, 7, 20))
    index.make_anew()
    assert found_by("Yangon ၂၀၁၇") == found_by('"20-21 July 2017"') == ["Roles of countries"]
    page = client.get("/search/", {"q": "the roles of countries in Yangon"}).content.decode()
    assert "Nothing was found." in page
    assert '<a href="?q=roles%20countries%20Yangon">' in page
    page = client.get("/search/", {"q": "roles of countries"}).content.decode()
    assert "<mark>Roles</mark> of <mark>countries</mark>" in page


def test_a_text_is_cut_between_letters_with_their_marks():
    """As in a mail with news."""
    words = "ក្រសួងការងារ" * 5
    ends = {0, *(piece.end for piece in pieces(words))}
    for longest in range(1, 50):
        assert len(finding.beginning(words, longest).removesuffix(" …")) in ends
    assert finding.beginning("short", 60) == "short"


def test_a_hit_leads_to_the_numbered_paragraph(client, dialogue):
    answer = client.get("/search/", {"q": "fees"})
    page = answer.content.decode()
    assert 'href="/proceedings/dialogue/#p2"' in page
    assert "spoke of <mark>fees</mark>" in page
    assert "Opening" in page
    assert answer.headers["Cache-Control"] == "public, no-cache"
    assert client.get("/search/", {"q": "fees"}, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_a_name_is_found_as_long_as_it_may_be_shown_and_no_day_longer(client, dialogue, monkeypatch):
    """No job has to run at midnight: the index holds both, and each until its day."""
    find = lambda words: len(found_by(words))  # noqa: E731
    assert (find("Quexolan"), find("Nilar"), find("spoke")) == (1, 0, 1)
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr("proceedings.search.asking.timezone.localdate", lambda: tomorrow)
    assert (find("Quexolan"), find("Nilar"), find("spoke")) == (0, 0, 1)
    assert "Quexolan" not in client.get("/search/", {"q": "spoke"}).content.decode()


def test_facets_count_what_there_would_be_and_leave_out_noughts(client):
    topic = Topic.objects.create(slug="fees", name="Zero fees")
    event = make_event(is_published=True, title="Fees in 2019", start_date=date(2019, 1, 1))
    for state in ("published", "published", "draft"):
        make_commitment(event, text=f"No more fees, {state}", state=state).topics.add(topic)
    make_organisation(name="Fees Watch", is_published=True, country="KH")
    make_organisation(name="Fees Secret", is_published=False, country="MM")
    index.make_anew()
    counted, total, _rows = asking.ask(understood("fees"))
    assert total == 4
    assert counted["kind"] == {"event": 1, "commitment": 2, "organisation": 1}
    assert (counted["topic"], counted["country"], counted["year"]) == ({topic.pk: 2}, {"KH": 1}, {2019: 3})
    counted, total, _rows = asking.ask(understood("fees"), {"country": "KH"})
    assert (total, counted["kind"], counted["country"]) == (1, {"organisation": 1}, {"KH": 1})
    page = client.get("/search/", {"q": "fees", "kind": "commitment"}).content.decode()
    assert page.count("<h3") == 2
    # A topic is told by its slug, as everywhere.
    narrowed = client.get("/search/", {"q": "fees", "topic": "fees"}).content.decode()
    assert narrowed.count("<h3") == 2
    assert 'href="?q=fees" aria-current="true"' in narrowed
    assert client.get("/search/", {"q": "fees", "topic": str(topic.pk)}).content.decode().count("<h3") == 4
    make_commitment(event, text="Fees again").topics.add(Topic.objects.create(slug="other", name="Other"))
    index.make_anew()
    assert 'href="?q=fees&amp;topic=other"' in client.get("/search/", {"q": "fees"}).content.decode()
    assert "Myanmar" not in page


def test_what_was_chosen_can_be_taken_away_and_every_year_be_chosen(client, monkeypatch):
    monkeypatch.setattr("proceedings.public.views.search.MOST_VALUES", 1)
    for year, code in ((2001, "KH"), (2002, "KH"), (2003, "LA")):
        event = make_event(is_published=True, title=f"Fees in {year}", start_date=date(year, 1, 1))
        event.event_venues.create(venue=Venue.objects.create(name=f"Hotel {year}", country=code))
    index.make_anew()
    page = client.get("/search/", {"q": "fees", "country": "LA"}).content.decode()
    assert '<a href="?q=fees" aria-current="true"><span>Lao PDR' in page
    page = client.get("/search/", {"q": "fees"}).content.decode()
    assert [f"year={year}" in page for year in (2001, 2002, 2003)] == [True, True, True]


def test_a_page_costs_few_questions_however_much_it_shows(client, dialogue):
    for n in range(8):
        make_commitment(dialogue, text=f"Training promised, number {n}")
        make_organisation(name=f"Training Centre {n}", is_published=True)
    index.make_anew()
    for more in ({}, {"kind": "commitment"}, {"q": "trainnig"}, {"q": ""}):
        with CaptureQueriesContext(connection) as asked:
            client.get("/search/", {"q": "training", **more})
        assert len(asked) <= 12


def test_who_finds_nothing_is_told_what_to_do(client):
    make_organisation(name="Recruitment Watch", is_published=True)
    index.make_anew()
    page = client.get("/search/", {"q": "Who has a watch?"}).content.decode()
    assert '<a href="?q=watch%3F">watch?</a>' in page
    page = client.get("/search/", {"q": "recruitmnet"}).content.decode()
    assert "Nothing was found." in page
    assert '<a href="?q=recruitment">recruitment</a>' in page
    assert client.get("/search/suggest/", {"q": "recr"}).json() == {"found": ["Recruitment Watch"]}
    assert '<option value="Recruitment Watch">' in client.get("/search/").content.decode()


@pytest.mark.sqlite
def test_all_that_is_found_stands_on_the_page_it_leads_to(client):
    """Of the first real events, with one edition."""
    load_first_events()
    draft = make_event(is_published=True, slug="extra")
    make_section(make_proceedings(draft), "<p>One &amp; <b>two</b></p><ul><li>three</li></ul>")
    publish(draft.proceedings, by=make_user("selma", "Publisher"))
    index.make_anew()
    pages = {}
    for passage in SearchPassage.objects.select_related("item"):
        # Of the many organisations a few will do.
        if passage.item.kind == "organisation" and passage.item_id % 5:
            continue
        view, arguments, anchor = passage.item.place
        address = reverse(view, args=arguments)
        if address not in pages:
            content = client.get(address).content.decode()
            words = html.unescape(strip_tags(re.sub(r"<(?:br|/p|/li)>", " ", content)))
            pages[address] = "".join(words.split()).casefold(), content
        words, content = pages[address]
        assert not anchor or f'id="{anchor[1:]}"' in content
        for _start, anchor in passage.anchors:
            assert f'id="{anchor}"' in content
        for line in passage.text.splitlines():
            assert "".join(line.split()).casefold() in words, (address, line)
    assert set(SearchItem.objects.values_list("kind", flat=True)) == set(SearchItem.Kind)


def test_what_cannot_be_followed_is_taken_out_rather_than_left(dialogue, monkeypatch):
    def fail():
        raise ValueError("broken")

    make_organisation(name="Training Centre", is_published=True)
    index.make_anew()
    monkeypatch.setitem(index.sources.SOURCES, "organisation", (fail, {Organisation._meta.db_table}))
    index.follow({Organisation._meta.db_table}, "default")
    assert found_by("training") == []
    assert not SearchItem.objects.filter(kind="organisation").exists()
    assert EditionText.objects.exists()
