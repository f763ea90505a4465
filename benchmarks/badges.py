"""A thousand badges with their QR codes: python -m benchmarks.badges [--seats 1000]

Printed beside them: what typst needs in the same minutes for a page with one word, and for a thousand pages of one
word each. What a badge costs is told as a multiple of such a page. Seconds are those of the processor, of all
processes together: on an idle machine that is what somebody waits.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from . import own_site

ROOT = Path(__file__).resolve().parent.parent
NAMES = (
    ("Aung Myo Min", "ဦးအောင်မျိုးမင်း"),
    ("Ngin Savannarith", "ងិន សាវណ្ណារិទ្ធ"),
    ("Somchai Charoenwattanakulchai", "สมชาย เจริญวัฒนากุลชัย"),
    ("Khamphone Phommavong", "ຄຳພອນ ພົມມະວົງ"),
    ("Nguyễn Thị Thanh Hương", ""),
    ("Zhang Wei", "张伟"),
    ("Maria Fernanda de los Angeles Villanueva-Santacruz y Montenegro", ""),
)


def clock():
    """Seconds of the processor that this process and the programs it started have taken."""
    spent = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in spent)


def timed(work, rounds=3):
    """How many seconds the middle of some runs takes."""
    taken = []
    for _ in range(rounds):
        begun = clock()
        work()
        taken.append(clock() - begun)
    return sorted(taken)[rounds // 2]


def plain(pages):
    """Set pages of one word with the same program and fonts."""
    from proceedings.documents.typesetting import press

    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "plain.typ").write_text(
            '#set document(title: "Badge")\n#set text(font: "Noto Sans", lang: "en")\n'
            "#for n in range(int(sys.inputs.data)) [Badge #n #pagebreak(weak: true)]"
        )
        press("plain", pages, root=folder)


def main(seats):
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    from proceedings.documents import printing
    from proceedings.models import Event, EventKind, Organisation, Participant, Person, SeatRole

    kind = EventKind.objects.create(code="b", name="B")
    event = Event.objects.create(
        title="Policy Dialogue on Roles of Countries of Origin", slug="b", kind=kind, start_date=date(2026, 11, 24)
    )
    role = SeatRole.objects.create(code="b", name="Delegate")
    organisation = Organisation.objects.create(name="Department of Labour, Ministry of Labour and Training", slug="b")
    names = [NAMES[n % len(NAMES)] for n in range(seats)]
    people = [Person(name=f"{name} {n}", own_script_name=own) for n, (name, own) in enumerate(names)]
    Participant.objects.bulk_create(
        Participant(event=event, person=person, organisation=organisation, seat_role=role, state="confirmed")
        for person in Person.objects.bulk_create(people)
    )
    rows = event.participants.all()

    first = timed(lambda: printing.badges(event, rows, size="a6", language="en"), rounds=1)
    print(f"first time, codes given    {first:6.2f} s")
    one, many = timed(lambda: plain(1)), timed(lambda: plain(seats))
    print(f"one page of one word      {one:6.2f} s")
    print(f"{seats} pages of one word   {many:6.2f} s")
    for size in printing.SIZES:
        taken = timed(lambda size=size: printing.badges(event, rows, size=size, language="en"))
        print(f"{seats} badges, {size:12}  {taken:6.2f} s   {taken / many:5.1f} times the pages of one word")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seats", type=int, default=1_000)
    options = parser.parse_args()
    if "DJANGO_SETTINGS_MODULE" in os.environ:
        main(options.seats)
    else:
        with tempfile.TemporaryDirectory() as folder:
            site = own_site.variables(folder)
            command = [sys.executable, "-m", "benchmarks.badges", *sys.argv[1:]]
            subprocess.run(command, cwd=ROOT, env=os.environ | site, check=True)  # noqa: S603 - our own module
