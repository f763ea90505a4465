from django.core.management import BaseCommand

from proceedings.tasks import remind_parties


class Command(BaseCommand):
    """Run once a day. Run more often it does no harm: nobody is reminded twice of the same.

    It sends nothing: the mails wait in the outbox until somebody has looked at them.
    """

    help = "Order the reminders that parties of commitments get today."

    def handle(self, **options):
        remind_parties.enqueue()
