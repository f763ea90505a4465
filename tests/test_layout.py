"""The rooms of the house: who may know whom, and what no template may do."""

import ast
import re
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from proceedings import models

APP = Path(models.__file__).parent.parent
TEMPLATES = sorted(path for folder in (settings.BASE_DIR / "templates", APP) for path in folder.rglob("*.html"))

# Imports go one way: a room may know those on its own floor and below. Screens stand on the top floor and do not know
# each other.
FLOORS = [
    {"models", "exposure", "access", "revision"},
    {"actions", "spreadsheets", "documents", "numbers", "search", "tasks"}
    | {"texts", "telling", "dates", "numerals", "deadlines", "deadline_words", "parties"},
    {"admin", "desk", "public"},
]
# Django calls these; nobody imports them.
CALLED_BY_DJANGO = {"apps", "management", "migrations"}
# Templates of all screens use these, so they know no screen.
FOR_TEMPLATES = {"templatetags"}

# What may go into a page unescaped: cleaned and frozen when it was saved.
SAFE = {}


def floor_of(room):
    return next((number for number, rooms in enumerate(FLOORS) if room in rooms), None)


def rooms():
    names = {path.stem for path in APP.iterdir() if path.suffix == ".py" or any(path.glob("*.py"))}
    return sorted(names - {"__init__"} - CALLED_BY_DJANGO)


def files_of(room):
    folder = APP / room
    return sorted(folder.rglob("*.py")) if folder.is_dir() else [folder.with_suffix(".py")]


def imports_of(path):
    """Return the full dotted names that a file imports anywhere in it, relative ones resolved."""
    package = ["proceedings", *path.relative_to(APP).parent.parts]
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *filter(None, [node.module])])
            names |= {f"{module}.{alias.name}" for alias in node.names}
    return names


def rooms_known_to(room):
    known = set()
    for path in files_of(room):
        for name in imports_of(path):
            first, _, rest = name.partition(".")
            if first == "proceedings":
                known.add(rest.split(".")[0])
    return known & set(rooms()) - {room}


def test_every_room_has_its_floor():
    assert {room for room in rooms() if floor_of(room) is None} <= FOR_TEMPLATES


@pytest.mark.parametrize("room", rooms())
def test_imports_go_one_way(room):
    if room in FOR_TEMPLATES:
        allowed = FLOORS[0] | FLOORS[1]
    elif room in FLOORS[2]:
        allowed = FLOORS[0] | FLOORS[1] | FOR_TEMPLATES
    else:
        allowed = set().union(*FLOORS[: floor_of(room) + 1])
    assert rooms_known_to(room) <= allowed


def test_what_is_true_knows_nothing_of_screens():
    screens = ("django.contrib.admin", "django.forms", "django.shortcuts", "django.template", "django.views")
    known = {name for path in files_of("models") for name in imports_of(path)}
    assert {name for name in known if name.startswith(screens)} == set()


def test_every_model_is_in_the_story():
    """A model that models/__init__.py forgets makes a silent "Delete model" migration."""
    of_the_app = apps.get_app_config("proceedings").get_models()
    told = {model.__name__ for model in of_the_app if not model.__name__.startswith("Historical")}
    assert told <= set(models.__all__)
    files = {f"proceedings.models.{path.stem}" for path in files_of("models") if path.stem != "__init__"}
    assert files <= sys.modules.keys()


def test_all_names_exist():
    assert [name for name in models.__all__ if not hasattr(models, name)] == []


def named(path):
    return str(path.relative_to(settings.BASE_DIR))


@pytest.mark.parametrize(
    ("what", "pattern"),
    [
        ("an inline style", r"<style\b|\sstyle\s*="),
        ("an inline script", r"<script\b(?![^>]*\bsrc=)(?![^>]*application/(ld\+)?json)"),
        ("an inline handler", r"<[^>]*\son[a-z]+\s*=\s*[\"']"),
        ("a script as an address", r"javascript:"),
    ],
)
def test_templates_keep_style_and_script_apart(what, pattern):
    found = [named(path) for path in TEMPLATES if re.search(pattern, path.read_text(), re.IGNORECASE)]
    assert found == [], f"The CSP blocks {what}."


def test_nothing_typed_goes_into_a_page_unescaped():
    unescaped = {}
    for path in TEMPLATES:
        text = path.read_text()
        found = set(re.findall(r"[\w.]+\|(?:[\w:\"']+\|)*safe(?:seq)?\b", text)) | set(
            re.findall(r"{%\s*autoescape off", text)
        )
        if found:
            unescaped[named(path)] = found
    assert unescaped == SAFE
