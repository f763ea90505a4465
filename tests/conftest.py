import gc
import os
import re
from datetime import timedelta
from functools import cache
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from _pytest import runner
from django.conf import settings
from django.contrib import auth
from django.db import connection
from django.db.backends.base.creation import BaseDatabaseCreation
from django.template import Template
from django.test.utils import _TestState
from django.utils import timezone, translation
from hypothesis import settings as hypothesis_settings

from mmn_events.room import with_room
from proceedings.public import limits
from tests import chromium
from tests.migrated import copy_into_memory

# Playwright keeps an event loop running in the test's thread, which Django takes for asynchronous code.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

# The first example of a test pays for whatever is made only once.
hypothesis_settings.register_profile("site", deadline=None)
hypothesis_settings.load_profile("site")

# Milliseconds that a page may take to answer.
PATIENCE = 40_000
# Width and height of a window on a desk and of a small phone, and what else it is.
WINDOWS = {"wide": (1280, 900, {}), "narrow": (320, 640, {"is_mobile": True, "has_touch": True})}

IN_CI = os.environ.get("CI") == "true"


# What runs where


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config, items):
    """Mark what needs a browser, and leave to each database what has to be tested on that one.

    What asks no database is tested beside SQLite only: it could not answer otherwise beside PostgreSQL.
    """
    kept, left = [], []
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
        wanted = {vendor for vendor in ("sqlite", "postgresql") if item.get_closest_marker(vendor)}
        if not wanted and not _asks_a_database(item):
            wanted = {"sqlite"}
        (kept if not wanted or connection.vendor in wanted else left).append(item)
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = kept
    # The longest walk first: at the end the other workers would wait for the one that walks.
    items.sort(key=lambda item: item.path.name != "test_urls.py")


def pytest_collection_finish():
    """Let Python look through what it has loaded for garbage only once: it took 6 % of the time of all tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


_run_with_room = with_room(runner.pytest_runtest_protocol)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    """Run a test as pytest does, with room on the stack: below pytest, pages stand deep enough to need it."""
    return _run_with_room(item, nextitem)


def _asks_a_database(item):
    return bool(
        item.get_closest_marker("django_db") or {"db", "transactional_db", "live_server"} & set(item.fixturenames)
    )


def _skipped(reporter):
    return [report for kind in ("skipped", "xfailed", "xpassed") for report in reporter.stats.get(kind, ())]


def pytest_sessionfinish(session):
    """Where CI is set, a test that was skipped counts as failed."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if IN_CI and reporter and _skipped(reporter) and session.exitstatus == 0:
        session.exitstatus = 1


def pytest_terminal_summary(terminalreporter):
    """Say what `make test` did before this run and what it left out, so that the end of the output tells it all."""
    if IN_CI and _skipped(terminalreporter):
        terminalreporter.section("Nothing may be skipped here, and something was", red=True)
    if notes := os.environ.get("TEST_NOTES"):
        terminalreporter.section("make test")
        for line in notes.splitlines():
            terminalreporter.write_line(line, yellow=line.startswith("LEFT OUT"))


# The database


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """Begin with a copy of the database that `make test` has migrated. Without one each worker migrates its own."""
    migrated = os.environ.get("TEST_MIGRATED")
    if migrated and connection.vendor == "postgresql":
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated
    memory = copy_into_memory(migrated) if migrated and connection.vendor == "sqlite" else None
    yield
    if memory:
        memory.close()


@pytest.fixture(scope="session", autouse=True)
def _first_rows_at_once():
    """Put back many rows with one question after a test that emptied the tables; Django's way takes two for each row.

    A journey has over a thousand before it: content types, permissions, roles.
    """
    # It imports models, which are not there yet when this file is read.
    from tests.first_rows import empty, put_back

    with pytest.MonkeyPatch.context() as patch:
        if connection.vendor == "postgresql":
            patch.setattr(type(connection.ops), "sql_flush", empty)
        patch.setattr(BaseDatabaseCreation, "deserialize_db_from_string", lambda _, rows: put_back(rows))
        yield


@pytest.fixture(autouse=True)
def _in_english():
    """A request leaves its language to whatever runs next in the same thread; a server sets it anew for each."""
    translation.deactivate()


@pytest.fixture(autouse=True)
def _quick_files(request, monkeypatch):
    """Publishing makes three files, which takes a second. Tests of something else get none that can be opened."""
    asked = set(request.fixturenames)
    if not asked & {"real_files", "real_pdf"}:
        monkeypatch.setattr(
            "proceedings.actions.editions.finished",
            lambda *_: dict.fromkeys(("pdf", "docx", "epub"), b"made in a test"),
        )
    elif "real_pdf" not in asked:
        monkeypatch.setattr("proceedings.documents.edition.pdf.typeset", lambda *_args, **_about: blank_pdf())


@pytest.fixture
def without_menu(monkeypatch):
    """For walks through thousands of pages of the back office: without the menu beside each, and what it would hold."""
    monkeypatch.setattr("proceedings.admin.site.BackOffice.enable_nav_sidebar", False)
    monkeypatch.setattr("proceedings.admin.site.BackOffice.get_app_list", lambda *_: [])


@pytest.fixture
def bare_pages(without_menu, monkeypatch, settings):
    """And who it is and what they may is asked once in a test, and not for every page."""
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    asked, known = auth.get_user, {}

    def get_user(request):
        key = request.session.get(auth.SESSION_KEY)
        if key not in known:
            known[key] = asked(request)
        return known[key]

    monkeypatch.setattr(auth, "get_user", get_user)


@pytest.fixture
def unwatched_pages(bare_pages, monkeypatch, django_test_environment):
    """And without Django's note of every template, which `response.context` reads: it takes an eighth of the time."""
    monkeypatch.setattr(Template, "_render", _TestState.saved_data.template_render)


@pytest.fixture
def real_files():
    """The files of editions are made as for readers, but for the PDF, which has one blank page."""


@pytest.fixture
def real_pdf():
    """So is the PDF."""


@cache
def blank_pdf():
    from pypdf import PdfWriter

    writer, content = PdfWriter(), BytesIO()
    writer.add_blank_page(width=100, height=100)
    writer.write(content)
    return content.getvalue()


@pytest.fixture
def run(django_capture_on_commit_callbacks):
    """Do something, and what a worker does after it: run(verb, row, by=…)."""

    def run_(verb, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return verb(*args, **kwargs)

    return run_


@pytest.fixture
def clock(monkeypatch):
    """Stop the clock by which visitors are counted, ten seconds after an hour began: clock(seconds) lets time go by."""
    now = timezone.now().replace(minute=0, second=10, microsecond=0)

    def clock_(seconds):
        nonlocal now
        now += timedelta(seconds=seconds)

    monkeypatch.setattr(limits, "timezone", SimpleNamespace(now=lambda: now))
    return clock_


# A visitor's browser


@pytest.fixture(scope="session")
def browser(django_db_setup):
    from playwright.sync_api import expect, sync_playwright

    if not (path := chromium.path()):
        pytest.fail("There is no Chromium here. Install it, or set CHROMIUM to its path.")
    # A failure only takes longer; a machine on which several browsers share two cores is no failure.
    expect.set_options(timeout=PATIENCE)
    at_first = getattr(connection, "_test_serialized_contents", None)
    with sync_playwright() as playwright:
        # In Playwright's loop Django has a connection of its own, which must know as well what a new database holds.
        connection._test_serialized_contents = at_first
        as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
        chrome = playwright.chromium.launch(executable_path=path, args=as_root)
        yield chrome
        chrome.close()


@pytest.fixture
def open_page(browser, live_server, django_db_serialized_rollback):
    """Open a page of a given size. The test fails if a page of it complains, breaks the CSP or calls another host."""
    contexts, complaints = [], []
    here = urlsplit(live_server.url).netloc

    def watch_console(message):
        # Opening a missing page on purpose is no mistake; a missing part of a page is seen below.
        if message.type == "error" and not message.text.startswith("Failed to load resource"):
            complaints.append(f"{message.text} ({message.location['url']})")

    def watch_request(request):
        parts = urlsplit(request.url)
        if parts.scheme in {"http", "https", "ws", "wss"} and parts.netloc != here:
            complaints.append(f"called another host: {request.url}")

    def watch_response(response):
        if response.status >= 400 and response.request.resource_type != "document":
            complaints.append(f"{response.status} for a part of the page: {response.url}")

    def open_(width, height, **options):
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            reduced_motion="reduce",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE)
        page.on("console", watch_console)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on("request", watch_request)
        page.on("response", watch_response)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def open_window(open_page):
    """Open one of the windows that most journeys are made in, "wide" or "narrow": open_window("narrow")."""

    def open_window_(name, **options):
        width, height, kind = WINDOWS[name]
        return open_page(width, height, **kind, **options)

    return open_window_


@pytest.fixture
def page(open_window):
    """A window on a desk."""
    return open_window("wide")


@pytest.fixture
def phone(open_window):
    """A small phone, held upright."""
    return open_window("narrow")


@pytest.fixture
def sign_in(live_server, client):
    """Give a page the session of a user: sign_in(page, user)."""

    def sign_in_(page, user):
        client.force_login(user)
        page.context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                    "url": live_server.url,
                }
            ]
        )

    return sign_in_


@pytest.fixture
def screenshot():
    """Keep a picture of the whole page in var/screenshots/, where SCREENSHOTS is set: screenshot(page, "home-wide")."""
    folder = Path(settings.DATA_DIR) / "screenshots"

    def screenshot_(page, name):
        # They are for people to look at, and take a seventh of the time of the journeys.
        if not os.environ.get("SCREENSHOTS"):
            return
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{re.sub(r'[^a-z0-9-]+', '-', name.lower())}.png"
        # To hide the caret, Playwright would write a style into the page, against the page's own policy.
        page.screenshot(path=path, full_page=True, caret="initial")

    return screenshot_


@pytest.fixture
def axe():
    """Fail with what axe finds wrong on a page: axe(page). With names of its rules, by those alone.

    colours   whether text has to stand out, which takes two thirds of the time; a smaller window changes no colour
    """
    from axe_playwright_python.sync_playwright import Axe

    def axe_(page, *rules, colours=True):
        # A click returns as soon as its answer begins to come.
        page.wait_for_load_state()
        # Preloading copies stylesheets into the page, which its policy forbids; one rule only looks at them.
        # Of what is right, only one place for each rule is told: on a long form the rest takes longer than the rules.
        options = {"preload": False, "resultTypes": ["violations"]} | ({"runOnly": rules} if rules else {})
        # Of WCAG 2.2, and so not among what axe looks at unasked.
        options["rules"] = {"target-size": {"enabled": True}}
        if not colours:
            options["rules"]["color-contrast"] = {"enabled": False}
        violations = Axe().run(page, options=options).response["violations"]
        found = [
            f"{violation['id']}: {violation['help']}: {node['html'][:200]}"
            for violation in violations
            for node in violation["nodes"]
        ]
        assert found == []

    return axe_


@pytest.fixture
def fits():
    """Fail if a page is wider than its window, so that people would have to push it sideways: fits(page)."""

    def fits_(page):
        # A click returns as soon as its answer begins to come: there may be no page yet to measure.
        page.wait_for_load_state()
        too_wide = page.evaluate(
            """() => {
                const width = document.documentElement.clientWidth;
                if (document.documentElement.scrollWidth <= width) return [];
                return [...document.body.querySelectorAll('*')]
                    .filter(element => element.getBoundingClientRect().right > width + 1)
                    .map(element => element.outerHTML.slice(0, 120));
            }"""
        )
        assert too_wide == []

    return fits_
