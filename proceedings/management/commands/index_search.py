from django.core.management.base import BaseCommand

from proceedings.search.index import make_anew


class Command(BaseCommand):
    help = "Compare the search index with what visitors may read, and mend what differs. Safe at any time."

    def add_arguments(self, parser):
        parser.add_argument("--from-nothing", action="store_true", help="Write all of it again, also what is right.")

    def handle(self, *args, from_nothing, **options):
        number = make_anew(from_nothing=from_nothing)
        self.stdout.write(f"The index holds {number} items.")
