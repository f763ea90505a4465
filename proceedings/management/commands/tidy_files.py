from django.core.files.storage import default_storage
from django.core.management import BaseCommand

from proceedings.actions import following, merging, sending, taking_in
from proceedings.actions.bringing_in import throw_away_old
from proceedings.actions.registering import forget_attempts, forget_vault, take_in_all
from proceedings.actions.storing import order_missing_sizes
from proceedings.actions.un_naming import write_notes
from proceedings.documents.leftovers import leftovers


class Command(BaseCommand):
    """Run once a day with --delete. Without it, nothing changes and the files are only listed.

    A file is left over when no picture and no publication refers to it and it has been there for a day: after a form
    that failed at the last moment, or a worker that was killed. Files that a row refers to and that are missing are
    named too: they must come from the backup.

    Lists of delegates that have waited for a day go too, rows that came back of an import, and Word files that nobody
    decided about for two weeks: they tell of people. So does what the vault holds of an event that ended as long ago as
    its rules say. Applications that a killed worker left are taken in, and notes of un-namings written that were not.
    Mails that went out half a year ago go as well, addresses that asked to follow something and did not confirm it,
    and what was kept to take a merge of two people back, after thirty days.
    """

    help = "List stored pictures and documents that nothing refers to; with --delete, remove them."

    def add_arguments(self, parser):
        parser.add_argument("--delete", action="store_true", help="remove them, and order missing sizes of pictures")

    def handle(self, *, delete, **options):
        if delete:
            take_in_all()
            forget_attempts()
            write_notes()
            if number := forget_vault():
                self.stdout.write(f"Deleted {number} answers from the vault: their events are over.")
        unneeded, missing = leftovers()
        for name in unneeded:
            if delete:
                default_storage.delete(name)
            self.stdout.write(f"{'Removed' if delete else 'Left over'}: {name}")
        for name in missing:
            self.stderr.write(f"Missing, restore it from the backup: {name}")
        if not unneeded:
            self.stdout.write("No files are left over.")
        elif not delete:
            self.stdout.write(f"{len(unneeded)} files are left over. To remove them: manage.py tidy_files --delete")
        if delete and (number := throw_away_old()):
            self.stdout.write(f"Removed {number} lists of delegates that waited too long, or what came back of them.")
        if delete and (number := taking_in.throw_away_old()):
            self.stdout.write(f"Removed {number} Word files that nobody decided about.")
        if delete and (number := sending.forget_old()):
            self.stdout.write(f"Removed {number} mails that went out long ago.")
        if delete and (number := following.forget_old()):
            self.stdout.write(
                f"Removed {number} addresses that follow nothing: not confirmed in time, or what they followed is gone."
            )
        if delete and (number := merging.forget_old()):
            self.stdout.write(f"Closed the way back of {number} merges of people.")
        if delete and (ordered := order_missing_sizes()):
            self.stdout.write(f"Ordered the missing sizes of {len(ordered)} pictures.")
