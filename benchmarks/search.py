"""Searching in 100,000 sections, and how well it finds: python -m benchmarks.search [--sections 100000] [--queries 300]

On SQLite, then on PostgreSQL where DATABASE_URL names one, else on the one that the tests bring along. A question is
what a page asks: all hits counted by kind, language, topic, country and year, and the best of each kind.
"""

import argparse
import os
import random
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path

from .editions import TEXTS

ROOT = Path(__file__).resolve().parent.parent
JUDGED = ROOT / "tests" / "data" / "search.json"
# Of each language; words are as frequent as in any language: the second half as often as the first, and so on.
WORDS = 8_000
WITHOUT_BLANKS = {"my", "km", "th", "lo", "zh"}
SECTION, EDITION = 764, 40


class Tongue:
    """Endless text of one language, made of the clusters or syllables of a real sentence."""

    def __init__(self, code, chance):
        from proceedings.search.words import pieces

        text = TEXTS[code]
        found = pieces(text)
        if code in WITHOUT_BLANKS:
            parts = [text[piece.start : piece.end] for piece in found if piece.is_cluster]
            parts, self.blank = sorted(set(parts)), ""
        else:
            letters = sorted({text[n : n + 3] for n in range(len(text) - 3) if text[n : n + 3].isalpha()})
            parts, self.blank = letters, " "
        self.words = [
            "".join(chance.choices(parts, k=chance.choices([1, 2, 3, 4], [1, 4, 4, 2])[0])) for _ in range(WORDS)
        ]
        self.weights = list(accumulate(1 / rank for rank in range(1, WORDS + 1)))
        self.chance = chance

    def some(self, number, evenly=False):
        """So many words; as frequent as in texts, or all of them alike."""
        if evenly:
            return self.chance.choices(self.words, k=number)
        return self.chance.choices(self.words, cum_weights=self.weights, k=number)

    def text(self):
        words, length = [], 0
        while length < SECTION:
            words.append(self.some(8))
            length += sum(map(len, words[-1])) + 8 * len(self.blank) + 2
        # A blank now and then, as there is in every script.
        return (". " if self.blank else " ").join(self.blank.join(run) for run in words)


def fill(sections, chance):
    from proceedings.models import SearchItem
    from proceedings.search import index
    from proceedings.search.sources import Found, Part

    tongues = {code: Tongue(code, chance) for code in TEXTS}
    new = []
    for number in range(sections // EDITION):
        code = chance.choice(list(tongues))
        tongue = tongues[code]
        parts = [Part(n, tongue.blank.join(tongue.some(3)), [(f"p{n}", tongue.text())]) for n in range(EDITION)]
        found = Found(
            SearchItem.Kind.PROCEEDINGS, number, f"Dialogue {number}", ["public:events", [], ""], parts, language=code
        )
        found.countries, found.topics = {chance.choice(["KH", "MM", "TH", "LA", "VN"])}, {chance.randint(1, 12)}
        new.append((found, "0" * 64))
        if len(new) == 50:
            index._write(new)
            new = []
    index._write(new)
    return tongues


def questions(tongues, number, chance):
    """What somebody may ask: one to three words, written together, apart or as a phrase.

    Every other question is of words as frequent as in texts, so that many ask for what is in every other section.
    """
    for n in range(number):
        tongue = tongues[chance.choice(list(tongues))]
        words = tongue.some(chance.choice([1, 1, 2, 2, 3]), evenly=n // 2 % 2)
        together = tongue.blank.join(words) if n % 2 else " ".join(words)
        yield f'"{together}"' if n % 4 == 1 else together


def main(sections, number):
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    from proceedings.search import asking

    chance = random.Random(1)  # noqa: S311 - the same every time
    begun = time.perf_counter()
    tongues = fill(sections, chance)
    name = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.vendor]
    print(f"{name}: {sections:,} sections written in {time.perf_counter() - begun:.0f} s")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    asked = [asking.understood(words) for words in questions(tongues, number, chance)]
    asked = [query for query in asked if query.groups]
    times, found = [], []
    for query in asked * 2:
        begun = time.perf_counter()
        counted, total = asking.counts(query, {})
        if total:
            asking.hits(query, {})
        times.append((time.perf_counter() - begun) * 1000)
        found.append(total)
    times = times[len(asked) :]
    worst = max(range(len(times)), key=times.__getitem__)
    cuts = statistics.quantiles(times, n=100)
    print(f"{name}: {len(times)} questions, p50 {cuts[49]:.1f} ms, p95 {cuts[94]:.1f} ms, worst {times[worst]:.1f} ms")
    print(f"{name}: hits p50 {statistics.median(found):.0f}, most {max(found)}, of the worst {found[worst]}")
    if os.environ.get("SLOW"):
        for each in sorted(range(len(times)), key=lambda n: -times[n])[:25]:
            print(f"{times[each]:8.1f} ms {found[each]:7} {asked[each].typed}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sections", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=300)
    options = parser.parse_args()
    if "DJANGO_SETTINGS_MODULE" in os.environ:
        main(options.sections, options.queries)
    else:
        from contextlib import nullcontext

        with tempfile.TemporaryDirectory() as folder:
            site = {
                "DJANGO_SETTINGS_MODULE": "mmn_events.settings",
                "DEBUG": "0",
                "SECRET_KEY": secrets.token_urlsafe(64),
                "SITE_URL": "http://localhost",
                "ALLOW_SQLITE": "1",
                "DATA_DIR": folder,
            }
            command = [sys.executable, "-m", "benchmarks.search", *sys.argv[1:]]
            url = os.environ.get("DATABASE_URL", "")
            subprocess.run(command, cwd=ROOT, env=os.environ | site | {"DATABASE_URL": ""}, check=True)  # noqa: S603
            if url:
                server = nullcontext(url)
            else:
                from tests.postgres import embedded_postgres

                server = embedded_postgres()
            with server as url:
                subprocess.run(command, cwd=ROOT, env=os.environ | site | {"DATABASE_URL": url}, check=True)  # noqa: S603
