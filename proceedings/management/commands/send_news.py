from django.core.management import BaseCommand

from proceedings.public.news_by_mail import tell_news


class Command(BaseCommand):
    """Run once a day, or some hours in a row for the sake of mail servers that say "later": nobody is told twice.

    It sends nothing by itself: the task worker does.
    """

    help = "Order the mails that tell followers what is new."

    def handle(self, **options):
        tell_news.enqueue()
