import sys
from pathlib import Path

from django.core.management import BaseCommand, CommandError

from proceedings.actions import bounces


class Command(BaseCommand):
    """Exits with 0 also for what is no bounce: a mail server that pipes its mail here must not send that back again."""

    help = "Note mails that came back. Reads a report of a mail server from the standard input, or from files."

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="*", type=Path, help="files that hold one mail each; none: standard input")

    def handle(self, *, files, **options):
        if not files:
            self.note("standard input", sys.stdin.buffer.read(bounces.MOST_BYTES))
        for path in files:
            try:
                with path.open("rb") as file:
                    data = file.read(bounces.MOST_BYTES)
            except OSError as error:
                raise CommandError(f"Cannot read {path}: {error.strerror}.") from None
            self.note(path, data)

    def note(self, name, data):
        try:
            mail = bounces.note(data)
        except bounces.NoBounce as sentence:
            self.stderr.write(f"{name}: {sentence}")
        else:
            # By number: names and addresses do not belong into a log.
            what = f"{mail._meta.verbose_name} {mail.pk} came back" if mail else "noted before"
            self.stdout.write(f"{name}: {what}.")
