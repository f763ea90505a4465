"""Bring the message files of the interface up to date: `manage.py collect_messages`, for translators and developers.

Django's own makemessages would take the back office too, which stays in English, and needs programs outside Python.
"""

import ast
import json
import re
from pathlib import Path

import polib
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.translation import templatize

ROOT = settings.BASE_DIR
FOLDER = ROOT / "proceedings" / "locale"

# What visitors read, and those who got a link of their own.
TEMPLATES = ("base.html", "[345]*.html", "error.html", "public/**/*.*", "partials/**/*.html")
MODULES = (
    "public/**/*.py",
    "templatetags/*.py",
    "dates.py",
    "exposure.py",
    "documents/answers.py",
    "documents/attendance.py",
    "documents/printed.py",
    "documents/rendering.py",
    "documents/words.py",
    "documents/edition/words.py",
    *(f"spreadsheets/{name}.py" for name in ("cells", "encodings", "headings", "names", "ods", "reading")),
    *(f"spreadsheets/{name}.py" for name in ("text", "values", "xlsx")),
)
# Of what the back office does only what delegates and followers read of it: by mail, or behind a personal link.
TOLD = {
    "actions/delegating.py": ("_begin", "_one", "name", "replace", "correct"),
    "actions/fact_checking.py": ("answer",),
    "actions/mail_words.py": ("WORDS", "DISCREET_SUBJECT", "DISCREET_BODY", "DISCREET_NOTICE"),
    "actions/promising.py": ("last_day_in_words", "_begin", "answer", "report"),
    "actions/registering.py": ("_check", "change", "give_details"),
    "actions/seating.py": ("REFUSED", "_take_offer"),
    "actions/sitting.py": ("lock",),
    "models/party_answer.py": ("called",),
    # A focal point sends a list of the delegation.
    "spreadsheets/rows.py": ("_check_zawgyi", "_name"),
    "spreadsheets/table.py": ("table", "_no_name"),
}
# Of these only the words for what may be chosen: pages print them.
CHOICES = ("attendance", "commitment", "event", "participant", "programme", "publication", "recommendation")
# Words that come with the site. In the files they stand with the name of their model, where rows look for them.
FIXTURES = ("01_kinds", "02_frameworks", "14_network")
WORDS_OF_ROWS = {
    **dict.fromkeys(
        ("eventkind", "language", "organisationkind", "publicationkind", "seatrole", "sessionkind"), ("name",)
    ),
    "constituency": ("name", "plural", "representative"),
    "framework": ("name",),
    "frameworkgoal": ("title",),
    "network": ("tagline", "welcome_title", "welcome", "about", "protection"),
    "topic": ("name", "description"),
}
# Words of Django and of django-countries that our pages print, whose own files lack some of our languages.
PACKAGES = ("django.utils.dates", "django_countries.data")
OF_DJANGO = (
    "This field is required.",
    "Enter a valid date.",
    "Enter a valid email address.",
    "Select a valid choice. %(value)s is not one of the available choices.",
    "Select a valid choice. That choice is not one of the available choices.",
    "No file was submitted. Check the encoding type on the form.",
    "The submitted file is empty.",
    "%s KB",
    "%s MB",
)
COUNTED_BY_DJANGO = (
    "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
    "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
)
CALLS = {
    "_": "s", "gettext": "s", "gettext_lazy": "s", "gettext_noop": "s", "ngettext": "sp", "ngettext_lazy": "sp",
    "pgettext": "cs", "pgettext_lazy": "cs", "npgettext": "csp",
}  # fmt: skip
TEXT = r"""[ur]?("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')"""
CALL = re.compile(rf"\b(_|gettext|ngettext|pgettext|npgettext)\(\s*{TEXT}(?:\s*,\s*{TEXT})?(?:\s*,\s*{TEXT})?")


def of_template(source):
    """The messages of a template: (context, singular, plural), "" for what it has not."""
    for name, *texts in CALL.findall(templatize(source)):
        yield _message(CALLS[name], [ast.literal_eval(text) for text in texts if text])


def of_module(source, only_choices=False, only=()):
    """The messages of a module: all; with `only_choices` those of its TextChoices; or of what has one of some names."""
    tree = ast.parse(source)
    parts = [tree]
    if only_choices:
        classes = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef)]
        parts = [node for node in classes if any("Choices" in ast.unparse(base) for base in node.bases)]
    elif only:
        parts = [node for node in ast.walk(tree) if _name_of(node) in only]
    for node in (node for part in parts for node in ast.walk(part)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in CALLS:
            texts = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            if texts:
                yield _message(CALLS[node.func.id], texts)


def _name_of(node):
    """What a function or a value is called in its module."""
    if isinstance(node, ast.Assign):
        return ast.unparse(node.targets[0])
    return getattr(node, "name", "")


def of_fixture(rows):
    """The words of rows of a fixture that pages print in their language."""
    for row in rows:
        model = row["model"].partition(".")[2]
        for field in WORDS_OF_ROWS.get(model, ()):
            if text := row["fields"].get(field):
                yield model, text, ""


def _message(kinds, texts):
    said = dict(zip(kinds, texts, strict=False))
    return said.get("c", ""), said.get("s", ""), said.get("p", "")


def collected():
    """Everything there is to say, as it is read: {(context, singular, plural): [file, …]}."""
    found = {}
    for pattern in TEMPLATES:
        for path in sorted((ROOT / "templates").glob(pattern)):
            _note(found, path, of_template(path.read_text()))
    for pattern in MODULES:
        for path in sorted((ROOT / "proceedings").glob(pattern)):
            _note(found, path, of_module(path.read_text()))
    for name, only in TOLD.items():
        path = ROOT / "proceedings" / name
        _note(found, path, of_module(path.read_text(), only=only))
    for name in CHOICES:
        path = ROOT / "proceedings" / "models" / f"{name}.py"
        _note(found, path, of_module(path.read_text(), only_choices=True))
    for name in FIXTURES:
        path = ROOT / "fixtures" / f"{name}.json"
        _note(found, path, of_fixture(json.loads(path.read_text())))
    path = ROOT / "mmn_events" / "settings.py"
    _note(found, path, of_module(path.read_text()))
    for name in PACKAGES:
        path = _module_of(name)
        _note(found, name, of_module(path.read_text()))
    _note(found, "django", [*(("", text, "") for text in OF_DJANGO), ("", *COUNTED_BY_DJANGO)])
    return found


def _module_of(name):
    package, *rest = name.split(".")
    return Path(__import__(package).__file__).parent.joinpath(*rest).with_suffix(".py")


def _note(found, where, messages):
    where = str(where.relative_to(ROOT)) if isinstance(where, Path) else where
    for message in messages:
        places = found.setdefault(message, [])
        if where not in places:
            places.append(where)


def place_of(language):
    """Where the messages of a language are: the file that people write, without its ending .po."""
    return FOLDER / language / "LC_MESSAGES" / "django"


def renew(language):
    """The file of a language with every message there is, and what was translated of them before."""
    path = place_of(language).with_suffix(".po")
    before = polib.pofile(path) if path.exists() else polib.POFile()
    known = {(entry.msgctxt or "", entry.msgid): entry for entry in before}
    now = polib.POFile(wrapwidth=100)
    if language in settings.LANGUAGES_NOT_CHECKED:
        now.header = (
            "Translated by machine: no native reader has checked it.\n"
            "Once one has, take the language out of LANGUAGES_NOT_CHECKED in mmn_events/settings.py."
        )
    now.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=1; plural=0;",
    }
    for (context, singular, plural), places in collected().items():
        old = known.get((context, singular))
        entry = polib.POEntry(
            msgctxt=context or None,
            msgid=singular,
            msgid_plural=plural,
            occurrences=[(place, "") for place in places],
            tcomment=old.tcomment if old else "",
            flags=["python-format"] if re.search(r"%\(\w+\)s", singular) else [],
        )
        words = (old.msgstr or old.msgstr_plural.get(0, "")) if old else ""
        if plural:
            entry.msgstr_plural = {0: words}
        else:
            entry.msgstr = words
        now.append(entry)
    return now


class Command(BaseCommand):
    help = __doc__.splitlines()[0]

    def handle(self, **options):
        for language, name in settings.LANGUAGES:
            if language == settings.LANGUAGE_CODE:
                continue
            file = renew(language)
            path = place_of(language)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.with_suffix(".po").write_text(f"{file}\n".replace("\n\n\n", "\n\n"))
            path.with_suffix(".mo").write_bytes(file.to_binary())
            self.stdout.write(f"{name}: {len(file)} messages, {len(file.untranslated_entries())} not translated")
