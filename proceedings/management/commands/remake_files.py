from django.core.management import BaseCommand

from proceedings.actions.editions import look_after


class Command(BaseCommand):
    """Run every five minutes. Where nothing has changed since the last time, it only looks at one number.

    A file that prints too much is never given out, also without this: it is made anew when somebody asks for it.
    This is so that it does not lie in the storage until then.
    """

    help = "Order the files of editions anew that print people who may not be shown any more, or that are missing."

    def handle(self, **options):
        if look_after():
            self.stdout.write("Ordered a look at the files of all editions.")
