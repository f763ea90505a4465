"""Reading and matching a list of 5,000 delegates against 50,000 people: python -m benchmarks.import_list [--rows 5000]

The first figure is what somebody waits for the review page; the second is the import of the same list, saved with its
history. Run again with every row in: nothing may change. Memory is that of the whole process.
"""

import argparse
import io
import os
import resource
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from . import own_site

ROOT = Path(__file__).resolve().parent.parent
SYLLABLES = "an bo chan da em foo gia hla in jo khin lwin min noy oo phyu quoc ros sok thi u vuth win xay yin zaw"
SYLLABLES = tuple(SYLLABLES.split())


def name_of(number):
    """A name of two to four words, rarely the same twice."""
    words = []
    for step in (7, 11, 13, 17)[: 2 + number % 3]:
        number = number * step + step
        words.append(SYLLABLES[number % 26].capitalize() + SYLLABLES[(number // 26) % 26])
    return " ".join(words)


def workbook(rows):
    """An XLSX as bytes: every tenth row is somebody known, by e-mail."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Delegates")
    sheet.append(["No.", "Full name", "Position", "Organisation", "Country", "E-mail", "Tel.", "Date of arrival"])
    for n in range(rows):
        known = n % 10 == 0
        address = f"known{n}@example.org" if known else f"new{n}@example.org"
        name = name_of(n) if known else name_of(n + 1_000_000)
        sheet.append([n + 1, name, "Officer", f"Network {n % 300}", "Viet Nam", address, f"09{n:08}", "11/03/2026"])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def main(rows, people):
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from django.contrib.auth import get_user_model

    from proceedings.models import Event, EventKind, Person
    from proceedings.spreadsheets import delegates, reading
    from proceedings.spreadsheets.review import count
    from proceedings.spreadsheets.table import find_table

    event = Event.objects.create(title="B", slug="b", kind=EventKind.objects.create(code="b", name="B"))
    amina = get_user_model().objects.create_superuser("amina", password=secrets.token_hex(8))
    Person.objects.bulk_create(
        [Person(name=name_of(n), email=f"known{n}@example.org") for n in range(people)], batch_size=1000
    )
    data = workbook(rows)

    def bring(save):
        begun = time.perf_counter()
        table = find_table(reading.read(data))
        read = time.perf_counter()
        reviews = delegates.DelegateResource(event, amina, called="b.xlsx", reason="benchmark").bring(table, save=save)
        done = time.perf_counter()
        return count(reviews), read - begun, done - read

    for words, save in (("review", False), ("import", True), ("the same again", True)):
        counts, read, matched = bring(save)
        print(
            f"{words:16}{rows / (read + matched):8.0f} rows/s  read {read:.2f} s, the rest {matched:.2f} s  "
            f"new {counts['new']}, same {counts['same']}, changed {counts['changed']}, "
            f"maybe {counts['maybe']}, problems {counts['problem']}"
        )
        print(f"{'':16}most memory so far: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--people", type=int, default=50_000)
    options = parser.parse_args()
    if "DJANGO_SETTINGS_MODULE" in os.environ:
        main(options.rows, options.people)
    else:
        with tempfile.TemporaryDirectory() as folder:
            site = own_site.variables(folder)
            command = [sys.executable, "-m", "benchmarks.import_list", *sys.argv[1:]]
            subprocess.run(command, cwd=ROOT, env=os.environ | site, check=True)  # noqa: S603 - our own module
