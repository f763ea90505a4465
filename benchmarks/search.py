"""Searching in 100,000 sections, and how well it finds: python -m benchmarks.search [--sections 100000] [--queries 400]

On PostgreSQL: an empty database that DATABASE_URL names, else the server that the tests bring along; with --sqlite on
SQLite. A question is what a visitor waits for: the whole page, as the site makes it, each asked once, in mixed order.
Printed are the time until it is answered and that of the processor, of which the database takes a part: on an idle
machine they are the same. The same questions are asked of a tenth of the sections before.
"""

import argparse
import gc
import json
import logging
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager, nullcontext, suppress
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path
from urllib.parse import urlencode

from django.db import DatabaseError

from . import own_site
from .editions import TEXTS
from .measure import get

ROOT = Path(__file__).resolve().parent.parent
SPENT = re.compile(r"!\t([\d.]+) s user, ([\d.]+) s system, ")
JUDGED = ROOT / "tests" / "data" / "search.json"
# Of each language; words are as frequent as in any language: the second half as often as the first, and so on.
WORDS = 8_000
# Letters of the paragraphs of a section; on average 760 a section. Sections of an edition.
PARAGRAPHS, EDITION = (120, 300, 500, 900, 2_000), 40
# Words of the field, and the place that they take among the words of their language. The first ten of any language are
# such as “the”, for which nobody asks.
PLACES = (20, 60, 300, 1_500)
FIELD = {
    "en": ["migrant workers", "recruitment fees", "embassy", "remittances"],
    "my": ["အလုပ်သမား", "ရွှေ့ပြောင်းအလုပ်သမား", "ကမ္ဘောဒီးယား", "အမျိုးသမီး"],
    "km": ["ពលករ", "ក្រសួងការងារ", "ស្ត្រី", "ប្រាក់ឈ្នួល"],
    "th": ["แรงงาน", "แรงงานข้ามชาติ", "เชียงใหม่", "ค่าแรง"],
    "lo": ["ແຮງງານ", "ແມ່ຍິງ", "ກະຊວງແຮງງານ", "ຄ່າທຳນຽມ"],
    "vi": ["người lao động", "lao động di cư", "hợp đồng", "phụ nữ"],
    "zh": ["工人", "移民工人", "合同", "暹粒"],
}
WITHOUT_MARKS = ["nguoi lao dong", "lao dong di cu", "hop dong", "phu nu"]
ZAWGYI = ["အလုပ္သမား", "ေရႊ႕ေျပာင္းအလုပ္သမား"]
# Of scripts without blanks: letters, and marks of which a letter carries none to two. As many clusters of them as a
# language uses.
LETTERS = {
    "my": (range(0x1000, 0x1021), [0x102B, 0x102C, 0x102D, 0x102F, 0x1031, 0x1038, 0x103A, 0x103B, 0x103D]),
    "km": (range(0x1780, 0x17A3), [0x17B6, 0x17B7, 0x17BB, 0x17C1, 0x17C4, 0x17C6, 0x17CB]),
    "th": (range(0x0E01, 0x0E2F), [0x0E31, 0x0E34, 0x0E35, 0x0E38, 0x0E48, 0x0E49, 0x0E32]),
    "lo": ([0x0E81, 0x0E82, 0x0E84, *range(0x0E94, 0x0EA4)], [0x0EB1, 0x0EB4, 0x0EB8, 0x0EC8, 0x0EC9, 0x0EB2]),
    "zh": (range(0x4E00, 0x9FA0), []),
}
CLUSTERS = {"my": 1_500, "km": 1_500, "th": 700, "lo": 500, "zh": 2_500}


class Tongue:
    """Endless text of one language: made-up words, of as many clusters or syllables as it has, and some real ones."""

    def __init__(self, code, chance):
        if code in LETTERS:
            letters, marks = LETTERS[code]
            self.blank = ""
            parts = [
                chr(chance.choice(letters))
                + "".join(map(chr, chance.sample(marks, chance.randint(0, 2) if marks else 0)))
                for _ in range(CLUSTERS[code])
            ]
        else:
            text = TEXTS[code]
            parts = sorted({text[n : n + 3] for n in range(len(text) - 3) if text[n : n + 3].isalpha()})
            self.blank = " "
        self.words = [
            "".join(chance.choices(parts, k=chance.choices([1, 2, 3, 4], [1, 4, 4, 2])[0])) for _ in range(WORDS)
        ]
        for place, word in zip(PLACES, FIELD[code], strict=True):
            self.words[place] = word
        self.weights = list(accumulate(1 / rank for rank in range(1, WORDS + 1)))
        self.chance = chance

    def some(self, number):
        return self.chance.choices(self.words, cum_weights=self.weights, k=number)

    def text(self, letters):
        words, length = [], 0
        while length < letters:
            words.append(self.some(8))
            length += sum(map(len, words[-1])) + 8 * len(self.blank) + 2
        # A blank now and then, as there is in every script.
        return (". " if self.blank else " ").join(self.blank.join(run) for run in words)

    def name(self, words=3):
        return self.blank.join(self.some(words))


def fill(tongues, first, last, chance):
    """Write sections in editions, and for each edition two commitments, a recommendation and an organisation."""
    from proceedings.models import SearchItem
    from proceedings.search import index
    from proceedings.search.sources import Found, Part

    kinds = SearchItem.Kind

    def found(kind, number, parts):
        one = Found(kind, number, tongue.name(5), ["public:home", [], ""], parts, code, "A dialogue", day)
        one.countries, one.topics = {chance.choice(["KH", "MM", "TH", "LA", "VN"])}, {chance.randint(1, 12)}
        return one, "0" * 64

    new = []
    for number in range(first // EDITION, last // EDITION):
        code = chance.choice(list(tongues))
        tongue, day = tongues[code], date(2010, 1, 1) + timedelta(chance.randrange(16 * 365))
        sections = [Part(n, tongue.name(), [(f"p{n}", tongue.text(chance.choice(PARAGRAPHS)))]) for n in range(EDITION)]
        new.append(found(kinds.PROCEEDINGS, number, sections))
        shorter = (kinds.COMMITMENT, 0), (kinds.COMMITMENT, 1), (kinds.RECOMMENDATION, 0), (kinds.ORGANISATION, 0)
        new += [found(kind, number * 2 + more, [Part(paragraphs=[("", tongue.text(200))])]) for kind, more in shorter]
        if len(new) > 100:
            index._write(new)
            new = []
    index._write(new)


def questions(tongues, number, chance):
    """What visitors ask, as [(kind of question, address), …], each address once."""

    codes = list(tongues)

    def words(low, high, number=1, between=None):
        tongue = tongues[chance.choice(codes)]
        between = tongue.blank if between is None else between
        return between.join(chance.choice(tongue.words[low:high]) for _ in range(number))

    def field():
        return chance.choice(FIELD[chance.choice(codes)])

    kinds = {
        "a rare word": lambda: {"q": words(1_000, WORDS)},
        "a frequent word": lambda: {"q": words(10, 100)},
        "a word of the field": lambda: {"q": field()},
        "two or three words": lambda: {"q": words(10, 1_000, chance.choice([2, 3]), " ")},
        "a phrase": lambda: {"q": f'"{words(10, 300, chance.choice([2, 3]))}"'},
        "a phrase of the field": lambda: {"q": f'"{field()}"'},
        "one sign, as 人": lambda: {"q": chance.choice(tongues[chance.choice(list(LETTERS))].words[:500])[:1]},
        "Vietnamese without marks": lambda: {"q": chance.choice(WITHOUT_MARKS)},
        "Burmese in Zawgyi": lambda: {"q": chance.choice(ZAWGYI)},
        "this OR that": lambda: {"q": words(10, 500, 2, " OR ")},
        "narrowed by two": lambda: {
            "q": words(10, 200),
            "country": chance.choice(["KH", "MM", "TH", "LA", "VN"]),
            "year": chance.randint(2010, 2025),
        },
        "another page of one kind": lambda: {"q": words(10, 100), "kind": "proceedings", "page": chance.choice([2, 3])},
        "nothing to be found": lambda: {"q": "".join(chance.choices("bcdfghjklmnp", k=9))},
        "while typing": lambda: {"suggest": words(10, WORDS)[: chance.randint(2, 5)]},
    }
    asked = []
    for name, make in kinds.items():
        for n in range(number // len(kinds)):
            values = make()
            # A number that asks for nothing, so that no answer is the one kept from before.
            path = "/search/suggest/" if "suggest" in values else "/search/"
            values = {"q": values["suggest"]} if "suggest" in values else values
            asked.append((name, f"{path}?{urlencode(values | {'n': n})}"))
    chance.shuffle(asked)
    return asked


def watched(connection, **about):
    """Have PostgreSQL say after each statement how long the processor was at it. It tells its administrators alone."""
    with suppress(DatabaseError), connection.cursor() as cursor:
        cursor.execute("SET client_min_messages = log")
        cursor.execute("SET log_statement_stats = on")


def spent(connection):
    """Milliseconds of the processor that the database took since this was asked last."""
    notices = getattr(connection.connection, "notices", [])
    spent = sum(float(part) for notice in notices for pair in SPENT.findall(notice) for part in pair)
    notices.clear()
    return spent * 1000


def measured(application, asked):
    """Milliseconds of each question: [(kind, until it is answered, of the processor, of that in the database), …]."""
    from django.db import connection

    rows = []
    for name, address in asked:
        spent(connection)
        begun, processor = time.perf_counter(), time.process_time()
        status, _headers, _size = get(application, address)
        passed, processor = time.perf_counter() - begun, time.process_time() - processor
        database = spent(connection)
        rows.append((name, passed * 1000, processor * 1000 + database, database))
        # Behind the last page of what is rare there is none.
        if status != 200 and (status != 404 or "page=" not in address):
            raise RuntimeError(f"{address} answered {status}")
    return rows


def told(name, rows):
    """Print a line; return the middle and the 95th of a hundred, of the processor."""
    print(f"{name:28}{len(rows):6}", end="")
    for column in (1, 2, 3):
        values = [row[column] for row in rows]
        cuts = statistics.quantiles(values, n=100, method="inclusive")
        print(f"   {cuts[49]:7.1f}{cuts[94]:7.1f}{max(values):7.1f}", end="")
    print()
    cuts = statistics.quantiles([row[2] for row in rows], n=100, method="inclusive")
    return cuts[49], cuts[94]


def main(sections, number):
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection
    from django.db.backends.signals import connection_created

    from mmn_events.wsgi import application
    from proceedings.models import SearchItem

    logging.disable()
    connection_created.connect(watched)
    call_command("migrate", verbosity=0)
    if SearchItem.objects.exists():
        sys.exit("Give an empty database: the questions are asked of what is made up.")
    judge()
    chance = random.Random(1)  # noqa: S311 - the same every time
    tongues = {code: Tongue(code, chance) for code in TEXTS}
    asked = questions(tongues, number, chance)
    middle = []
    for first, last in ((0, sections // 10), (sections // 10, sections)):
        begun = time.perf_counter()
        fill(tongues, first, last, chance)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
        passed = time.perf_counter() - begun
        # What writing left behind is no part of a site that answers; see mmn_events/wsgi.py.
        gc.collect()
        gc.freeze()
        print(f"\n{connection.display_name}: {last:,} sections; the last {last - first:,} written in {passed:.0f} s")
        measured(application, [(name, f"{address}&warm={last}") for name, address in asked[:100]])
        rows = measured(application, [(name, f"{address}&sections={last}") for name, address in asked])
        print(f"{'milliseconds':34}{'until answered':>24}{'of the processor':>24}{'of that, database':>24}")
        print(f"{'':29}asked" + f"   {'p50':>7}{'p95':>7}{'worst':>7}" * 3)
        for name in sorted({row[0] for row in rows}):
            told(name, [row for row in rows if row[0] == name])
        middle.append(told("all", rows))
    (p50, p95), (more50, more95) = middle
    print(f"\nTen times the sections, times as long: p50 {more50 / p50:.2f}, p95 {more95 / p95:.2f}")


def judge():
    """How much of what answers a question is found, and how much of what is found answers it, by the judged set."""
    from proceedings.search.asking import holds, understood
    from proceedings.search.index import _readable

    data = json.loads(JUDGED.read_text())
    precision, recall = [], []
    for question in data["judged"]:
        query, answers = understood(question["words"]), set(question["answers"])
        found = {text["id"] for text in data["texts"] if holds(_readable(text["text"]), query)}
        precision.append(len(found & answers) / len(found) if found else 0)
        recall.append(len(found & answers) / len(answers))
        if found != answers:
            print(f"  {question['words']}: besides {sorted(found - answers)}, missed {sorted(answers - found)}")
    print(
        f"{len(precision)} questions, {len(data['texts'])} texts: precision {statistics.mean(precision):.2f}, "
        f"recall {statistics.mean(recall):.2f}"
    )


@contextmanager
def _postgresql():
    """The database named by DATABASE_URL, or one for as long as this runs."""
    if url := os.environ.get("DATABASE_URL"):
        yield url
    else:
        from tests.postgres import embedded_postgres

        with embedded_postgres() as url:
            yield url


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sections", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=420)
    parser.add_argument("--sqlite", action="store_true")
    options = parser.parse_args()
    if "DJANGO_SETTINGS_MODULE" in os.environ:
        main(options.sections, options.queries)
    else:
        with tempfile.TemporaryDirectory() as folder, nullcontext("") if options.sqlite else _postgresql() as url:
            site = own_site.variables(folder, url)
            subprocess.run(
                [sys.executable, "manage.py", "collectstatic", "--no-input", "-v0"],
                cwd=ROOT,
                env=os.environ | site,
                check=True,
            )  # noqa: S603
            command = [sys.executable, "-m", "benchmarks.search", *sys.argv[1:]]
            subprocess.run(command, cwd=ROOT, env=os.environ | site, check=True)  # noqa: S603
