from django.core.management import BaseCommand

from proceedings.actions.sending import pick_up
from proceedings.public.news_by_mail import order_requests


class Command(BaseCommand):
    """Run every five minutes. A mail that was let go has a task of its own; this is for those whose task was lost.
    So are the answers to those who ask to follow something by e-mail.

    It sends nothing by itself: the task worker does.
    """

    help = "Order mails that were let go and wait, and note which a stopped worker may have sent."

    def handle(self, **options):
        if ordered := pick_up():
            self.stdout.write(f"Ordered what waits of {ordered} mailings.")
        if waiting := order_requests():
            self.stdout.write(f"Ordered the answers to {waiting} who ask to follow something.")
