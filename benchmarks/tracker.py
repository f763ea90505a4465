"""The list of commitments with ten times as many of them: python -m benchmarks.tracker [--commitments 1000]

Prints milliseconds of the processor for a page that nobody has asked for yet: the first after a change of promises,
when all of them are counted, the first after any other change, such as a delegate at the door, and each that follows,
under other addresses. Its database is thrown away.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

from . import own_site

ROOT = Path(__file__).resolve().parent.parent
TIMES, EVENTS, ORGANISATIONS, OBJECTIVES = 10, 40, 200, 23
PAGES = {
    "all": "/commitments/?",
    "narrowed": "/commitments/?standing=overdue&",
    "feed of what is narrowed": "/commitments/feed.atom?standing=overdue&",
}


def fill(first, last):
    """Make commitments up to a number, each with a maker, an objective, a last day and news in both voices."""
    from simple_history.utils import bulk_create_with_history

    from proceedings import models

    day = date(2015, 1, 1)
    if not first:
        kind = models.EventKind.objects.create(code="benchmark", name="Workshop")
        models.Event.objects.bulk_create(
            models.Event(
                title=f"Dialogue {n}",
                slug=f"d{n}",
                kind=kind,
                start_date=day + timedelta(n * 90),
                is_published=True,
                status="held",
            )
            for n in range(EVENTS)
        )
        cso = models.Constituency.objects.create(code="benchmark", name="CSO", representative="a CSO representative")
        ngo = models.OrganisationKind.objects.create(code="benchmark", name="NGO", constituency=cso)
        models.Organisation.objects.bulk_create(
            models.Organisation(name=f"O{n}", slug=f"o{n}", kind=ngo, country="MM", is_published=True)
            for n in range(ORGANISATIONS)
        )
        compact = models.Framework.objects.create(code="GCM", name="Compact")
        models.FrameworkGoal.objects.bulk_create(
            models.FrameworkGoal(framework=compact, number=str(n), title=f"Objective {n}") for n in range(OBJECTIVES)
        )
    events, bodies, goals = (
        list(rows.order_by("pk"))
        for rows in (models.Event.objects, models.Organisation.objects, models.FrameworkGoal.objects)
    )
    # What is told as news is found in their histories.
    made = bulk_create_with_history(
        [
            models.Commitment(ref=f"B{n}", event=events[n % EVENTS], text=f"Promise {n}", state="published")
            for n in range(first, last)
        ],
        models.Commitment,
    )
    models.CommitmentParty.objects.bulk_create(
        models.CommitmentParty(commitment=row, organisation=bodies[n % ORGANISATIONS]) for n, row in enumerate(made)
    )
    tie = models.Commitment.goals.through
    tie.objects.bulk_create(tie(commitment=row, frameworkgoal=goals[n % OBJECTIVES]) for n, row in enumerate(made))
    models.Deadline.objects.bulk_create(
        models.Deadline(commitment=row, kind="by", latest=day + timedelta(n * 7 % 6_000), precision="day")
        for n, row in enumerate(made)
    )
    bulk_create_with_history(
        [
            models.Update(
                commitment=row,
                voice=voice,
                status="not_started",
                happened_on=day + timedelta(n * 5 % 4_000),
                is_accepted=True,
            )
            for n, row in enumerate(made)
            for voice in models.Update.Voice.values
        ],
        models.Update,
    )


def measure(number):
    import django

    django.setup()
    from django.core.handlers.wsgi import WSGIHandler

    from benchmarks.measure import get
    from proceedings.models import Commitment, Person

    changes = {
        "first after a promise changed": lambda: Commitment.objects.filter(ref="B0").update(text="Promise 0"),
        "first after another change": lambda: Person.objects.create(name="Thida"),
        "then": lambda: None,
    }

    app, best = WSGIHandler(), {}
    asked = iter(range(10**6))

    def seconds(address):
        begun = time.process_time()
        status, _headers, _size = get(app, f"{address}asked={next(asked)}")
        if status != 200:
            sys.exit(f"{address} answered {status}.")
        return time.process_time() - begun

    for size in (number, number * TIMES):
        fill(0 if size == number else number, size)
        get(app, "/commitments/")
        for name, address in PAGES.items():
            for when, change in changes.items():
                times = []
                for _ in range(5):
                    change()
                    times.append(seconds(address))
                best[name, when, size] = min(times) * 1000
    print(f"{'':50}{number:>9,}{number * TIMES:>9,}{'ratio':>9}")
    for name, when, size in best:
        if size == number:
            few, many = best[name, when, number], best[name, when, number * TIMES]
            print(f"{f'{name}, {when}':50}{few:9.0f}{many:9.0f}{many / few:9.2f}")


def main(number):
    with tempfile.TemporaryDirectory() as folder:
        site = own_site.variables(folder)
        for arguments in (
            ("manage.py", "migrate", "--verbosity", "0"),
            ("manage.py", "collectstatic", "--no-input", "--verbosity", "0"),
            ("-m", "benchmarks.tracker", "--commitments", str(number), "--inside"),
        ):
            subprocess.run([sys.executable, *arguments], cwd=ROOT, env=os.environ | site, check=True)  # noqa: S603 - our own


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--commitments", type=int, default=1_000)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    (measure if options.inside else main)(options.commitments)
