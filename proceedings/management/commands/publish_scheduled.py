from django.core.management import BaseCommand

from proceedings.actions.publishing import pick_up


class Command(BaseCommand):
    """Run every five minutes. What is to be published at a set time has a task of its own; this is for lost ones.

    It publishes nothing by itself: the task worker does.
    """

    help = "Order again what should have been published by now and was not."

    def handle(self, **options):
        if ordered := pick_up():
            self.stdout.write(f"Ordered {ordered} publications that were late.")
