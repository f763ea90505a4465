"""The page of people who may be the same, beside 50,000 people: python -m benchmarks.duplicates [--people 50000]

Prints seconds and the memory that the page adds to a worker. Its database is thrown away.
"""

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from . import own_site

ROOT = Path(__file__).resolve().parent.parent
PAGE = "/admin/proceedings/person/duplicates/"


def fill(number):
    from benchmarks.matching import delegates
    from proceedings.models import Constituency, Event, EventKind, Organisation, OrganisationKind, Participant, Person

    rows = list(delegates(number, "as lists are", random.Random(1)))  # noqa: S311 - names made up
    government = Constituency.objects.create(code="benchmark", name="Government", representative="an official")
    kind = OrganisationKind.objects.create(code="benchmark", name="Ministry", constituency=government)
    names = sorted({row[3] for row in rows})
    Organisation.objects.bulk_create(Organisation(name=x, slug=f"o{n}", kind=kind) for n, x in enumerate(names))
    organisations = dict(Organisation.objects.values_list("name", "pk"))
    event_kind = EventKind.objects.create(code="benchmark", name="Workshop")
    event = Event.objects.create(title="Dialogue", slug="benchmark", kind=event_kind)
    people = Person.objects.bulk_create(
        (
            Person(name=name, own_script_name=" ".join(own), email=email, phone=phone, honorific=honorific)
            for name, own, email, _organisation, _country, phone, honorific in rows
        ),
        batch_size=1_000,
    )
    Participant.objects.bulk_create(
        (
            Participant(event=event, person=person, organisation_id=organisations[row[3]], state="confirmed")
            for person, row in zip(people, rows, strict=True)
        ),
        batch_size=1_000,
    )


def measure(number):
    import django

    django.setup()
    from django.core.handlers.wsgi import WSGIHandler

    from benchmarks.measure import get
    from benchmarks.site import cookie
    from proceedings.models import Person

    if not Person.objects.exists():
        fill(number)
        return
    app, signed_in = WSGIHandler(), {"HTTP_COOKIE": cookie()}
    get(app, "/admin/", **signed_in)
    before, begun = peak(), time.perf_counter()
    status, _headers, size = get(app, PAGE, **signed_in)
    seconds = time.perf_counter() - begun
    print(f"{Person.objects.count():,} people: {seconds:.1f} s, {peak() - before:.0f} MB more, {size / 1000:.0f} kB")
    if status != 200:
        sys.exit(f"It answered {status}.")


def peak():
    """The most memory this process ever had, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


def main(number):
    with tempfile.TemporaryDirectory() as folder:
        site = own_site.variables(folder)
        again = ["-m", "benchmarks.duplicates", "--people", str(number), "--here"]
        # Filled by a process of its own, whose memory is not that of the page.
        for arguments in (
            ["manage.py", "migrate", "-v0"],
            ["manage.py", "collectstatic", "--no-input", "-v0"],
            again,
            again,
        ):
            subprocess.run([sys.executable, *arguments], cwd=ROOT, env=os.environ | site, check=True)  # noqa: S603


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--people", type=int, default=50_000)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    (measure if options.here else main)(options.people)
