from django.core.management import BaseCommand

from proceedings.actions.un_naming import do_again, write_notes


class Command(BaseCommand):
    """Run after a backup was put back, before anybody opens the site."""

    help = "Take out again whoever was un-named after the backup was made."

    def handle(self, **options):
        done = do_again()
        self.stdout.write(f"Un-named again: {len(done)}.")
        write_notes()
