"""The pages in the languages of the region: everything of ours is said in each, and said as its files say it."""

import ast
import re
from datetime import date
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import Context, Template
from django.urls import reverse
from django.utils.translation import gettext, override

from proceedings import dates
from proceedings.management.commands.collect_messages import collected, of_module, place_of
from proceedings.models import Network
from proceedings.numerals import numeral
from tests.make import (
    make_commitment,
    make_event,
    make_organisation,
    make_proceedings,
    make_section,
    make_user,
    publish,
)

LANGUAGES = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
PIECES = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|</?[a-z][^>]*>")


def entries(language):
    return polib.pofile(place_of(language).with_suffix(".po"))


@pytest.mark.parametrize("language", LANGUAGES)
class TestTheFile:
    def test_it_has_every_message_and_a_translation_of_each(self, language):
        there = {(entry.msgctxt or "", entry.msgid): entry for entry in entries(language)}
        wanted = {(context, singular) for context, singular, _plural in collected()}
        assert wanted - set(there) == set(), "Run manage.py collect_messages."
        assert set(there) - wanted == set(), "Run manage.py collect_messages."
        assert [entry.msgid for entry in there.values() if not entry.translated()] == []

    def test_what_is_put_in_and_what_marks_words_is_in_the_translation_too(self, language):
        wrong = []
        for entry in entries(language):
            said = entry.msgstr or entry.msgstr_plural[0]
            meant = entry.msgid_plural or entry.msgid
            if sorted(PIECES.findall(said)) != sorted(PIECES.findall(meant)):
                wrong.append((meant, said))
        assert wrong == []

    def test_what_the_site_reads_is_made_of_it(self, language):
        assert place_of(language).with_suffix(".mo").read_bytes() == entries(language).to_binary(), (
            "Run manage.py collect_messages."
        )

    def test_it_says_that_no_native_reader_has_checked_it(self, language):
        is_marked = "no native reader has checked" in entries(language).header
        assert is_marked == (language in settings.LANGUAGES_NOT_CHECKED)


def test_whatever_is_said_behind_a_personal_link_is_in_the_files():
    """Where a verb begins with the link it is done by, or calls what does."""
    there = {(context, singular) for context, singular, _plural in collected()}
    lacking = set()
    for path in (settings.BASE_DIR / "proceedings" / "actions").glob("*.py"):
        made = {node.name: node for node in ast.parse(path.read_text()).body if isinstance(node, ast.FunctionDef)}
        reached = {name for name, node in made.items() if node.args.args[:1] and node.args.args[0].arg == "link"}
        for _ in made:
            names = {part.id for name in reached for part in ast.walk(made[name]) if isinstance(part, ast.Name)}
            reached |= names & made.keys()
        for name in reached:
            said = {(context, singular) for context, singular, _plural in of_module(ast.unparse(made[name]))}
            lacking |= {(path.stem, name, singular) for _context, singular in said - there}
    assert lacking == set(), "Name these functions in collect_messages.TOLD."


@pytest.fixture
def pages():
    """The addresses of one page of each sort, without their language."""
    Network.objects.update_or_create(only=True, defaults={"name": "MMN", "email": "us@example.org"})
    event = make_event(slug="dialogue", title="Title", is_published=True, start_date=date(2017, 7, 20), status="held")
    make_commitment(event, ref="C1", text="Promised", state="published")
    organisation = make_organisation(name="Canary", is_published=True)
    proceedings = make_proceedings(event, title="Title")
    make_section(proceedings, body="Words")
    publish(proceedings, by=make_user("ravi", "Publisher"), change_note="First")
    names = ("home", "events", "proceedings_list", "commitments", "organisations", "topics", "data", "about")
    return [
        *(reverse(f"public:{name}") for name in names),
        "/events/dialogue/",
        "/proceedings/dialogue/1/",
        "/commitments/C1/",
        organisation.get_absolute_url(),
    ]


def words_of(page):
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


# Words whose English looks the same anywhere: they are not looked for in a page.
SHORTEST = 12


@pytest.mark.django_db
@pytest.mark.sqlite
@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_ours_is_left_in_english(client, pages, language):
    ours = [entry.msgid for entry in entries(language) if "%" not in entry.msgid and len(entry.msgid) >= SHORTEST]
    ours = [words for words in ours if entries_say_otherwise(language, words)]
    for address in [*pages, "/no-such-page/"]:
        answer = client.get(f"/{language}{address}")
        assert answer.status_code == (404 if "no-such" in address else 200), address
        page = answer.content.decode()
        assert f'<html lang="{language}"' in page, address
        # What says where to read it in English is in English.
        text = words_of(re.sub(r'<a [^>]*lang="en".*?</a>', "", page, flags=re.DOTALL))
        assert [words for words in ours if words in text] == [], address
        assert "us@example.org" in page


def entries_say_otherwise(language, words):
    with override(language):
        return gettext(words) != words


@pytest.mark.django_db
@pytest.mark.sqlite
def test_every_page_leads_to_itself_in_every_language_and_stays_narrowed(client, pages):
    page = client.get(f"/{LANGUAGES[-1]}/events/?year=2017").content.decode()
    for language in LANGUAGES:
        assert f'hreflang="{language}" href="http://testserver/{language}/events/?year=2017"' in page
    assert 'hreflang="x-default" href="http://testserver/events/?year=2017"' in page
    assert f'<a href="/{LANGUAGES[0]}/events/?year=2017"' in page
    assert '<a href="/events/?year=2017"' in page


@pytest.mark.django_db
@pytest.mark.sqlite
def test_a_page_that_is_not_there_leads_to_the_first_page_in_every_language(client):
    for address in ("/nowhere-canary/", "/events/draft-canary/"):
        page = client.get(address).content.decode()
        assert "canary" not in page
        assert 'rel="alternate"' not in page
        assert all(f'<a href="/{language}/"' in page for language in LANGUAGES)


@pytest.mark.django_db
@pytest.mark.sqlite
@pytest.mark.parametrize("room", ["r", "f"])
def test_a_personal_page_is_there_in_every_language_and_does_not_print_its_key(client, room):
    page = client.get(f"/{room}/canary").content.decode()
    assert "canary" not in page
    assert 'rel="alternate"' not in page
    for language in LANGUAGES:
        assert f'<a href="?language={language}"' in page
        answer = client.get(f"/{room}/canary?language={language}")
        assert answer.headers["Location"] == f"/{language}/{room}/canary"
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert f'<html lang="{language}"' in client.get(answer.headers["Location"]).content.decode()
    assert client.get(f"/{LANGUAGES[0]}/{room}/canary?language=en").headers["Location"] == f"/{room}/canary"
    assert client.get(f"/{room}/canary?language=xx").status_code == 404


@pytest.mark.django_db
def test_the_back_office_speaks_english_whatever_the_browser_asks_for(client):
    client.force_login(make_user("root", is_superuser=True))
    page = client.get(reverse("admin:index"), headers={"accept-language": "my"}).content.decode()
    assert '<html lang="en"' in page
    assert client.get("/my/admin/").status_code == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_hold_their_day_and_year(language):
    """Whatever its digits are: Python reads those of every script."""
    with override(language):
        assert {20, 2017} <= {*numbers(dates.in_words(date(2017, 7, 20)))} <= {20, 2017, 7}
        assert [each for each in numbers(dates.span(date(2017, 7, 20), date(2017, 8, 2))) if each > 31] == [2017]
        assert numbers(dates.length(date(2010, 1, 1), date(2017, 3, 1))) == [7, 2]


def numbers(text):
    return [int(each) for each in re.findall(r"\d+", text)]


def test_burmese_and_khmer_count_in_their_own_digits():
    with override("my"):
        assert str(numeral(2017)) == f"{numeral(2017)}" == "၂၀၁၇"
        assert "၂၀၁၇" in dates.in_words(date(2017, 7, 20))
    with override("km"):
        assert Template("{{ number }}").render(Context({"number": numeral(20)})) == "២០"
        assert dates.opening(date(2017, 7, 20))[0] == "២០"
    with override("th"):
        assert str(numeral(2017)) == "2017"
    assert numeral("2017") == "2017"
    assert numeral(1) == 1


@pytest.mark.django_db
def test_sizes_of_files_are_counted_so_too(client):
    proceedings = make_proceedings(make_event(is_published=True, slug="dialogue"))
    make_section(proceedings, "We open centres.")
    publish(proceedings, by=make_user("p", "Publisher")).texts.get().files.update(size=2017)
    assert "2.0\xa0KB" in client.get("/proceedings/dialogue/").text
    assert "២,០\xa0KB" in client.get("/km/proceedings/dialogue/").text


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["en", *LANGUAGES])
def test_a_page_asks_at_once_for_the_font_of_its_letters_and_for_no_other(client, language):
    page = client.get(reverse("public:home") if language == "en" else f"/{language}/").text
    asked = re.findall(
        r'<link rel="preload" href="[^"]*/(fonts/[^"/]+)" as="font" type="font/woff2" crossorigin>', page
    )
    styles = Path(finders.find("css/site.css")).read_text()
    fonts = re.findall(r'url\("\.\./(fonts/[^"]+)"\)[^}]*unicode-range: U\+(\w+)-(\w+)', styles)
    letter = {"my": "မ", "km": "ខ", "lo": "ລ", "th": "ก"}.get(language)
    fitting = [path for path, first, last in fonts if letter and int(first, 16) <= ord(letter) <= int(last, 16)]
    # Of several the lightest: the others are bold, or have letters of other languages as well.
    assert asked == fitting[:1]
