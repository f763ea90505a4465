"""What a worker does in the background. Every task may be run twice, and may be killed at any line.

Mails that print what pages print have their tasks in public/news_by_mail.py.
"""

import secrets

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django_tasks import task

from .actions import editions, publishing, reminding, sending
from .actions.bringing_in import bring_in
from .actions.registering import take_in_all
from .actions.seating import pass_on
from .documents.pictures import resized, widths_of
from .models import DelegateList, Picture


@task()
def make_sizes(picture_id):
    """Store a picture in the widths pages use. What is not in `sizes` does not exist for anybody.

    So each file gets a name of its own, and a worker killed half-way leaves files nobody asks for: tidy_files removes
    them and orders what is missing.
    """
    picture = Picture.objects.filter(pk=picture_id).first()
    if picture is None:
        return
    missing = [width for width in widths_of(picture) if str(width) not in picture.sizes]
    made = {}
    for width in missing:
        with default_storage.open(picture.file.name) as whole:
            content = ContentFile(resized(whole, width))
        name = f"pictures/{picture.key}/{width}-{secrets.token_hex(4)}.webp"
        made[str(width)] = default_storage.save(name, content)
    unused = record(picture, made)
    for name in unused:
        default_storage.delete(name)


@transaction.atomic
def record(picture, made):
    """Note the files made for a picture. Returns the names of those not needed after all.

    That is all of them if the picture was replaced or deleted meanwhile, and those another worker was quicker with.
    """
    now = Picture.objects.select_for_update().filter(pk=picture.pk, key=picture.key).first()
    if now is None:
        return list(made.values())
    # Not a change that anybody made, so it is none in the history.
    Picture.objects.filter(pk=now.pk).update(sizes=made | now.sizes)
    return [name for width, name in made.items() if width in now.sizes]


@task()
def bring_in_list(list_id, user_id):
    """Import a list of delegates that somebody ordered. Gone or done meanwhile: nothing to do."""
    list_ = DelegateList.objects.filter(pk=list_id, state=DelegateList.State.ORDERED).first()
    user = get_user_model().objects.filter(pk=user_id, is_active=True).first()
    if list_ and user:
        bring_in(list_, by=user)


@task()
def take_in_applications():
    """Make seats of what came in from public forms, also of what a killed worker left."""
    take_in_all()


@task()
def pass_on_seats(event_id):
    """Give seats whose offer has run out to the next in line. Ordered for the moment when one does."""
    pass_on(event_id)


@task()
def send_mailing(mailing_id):
    """Send what is due of a mailing that was let go. Each message is claimed before, so twice at once sends it once."""
    sending.send_all(mailing_id)


@task()
def publish_scheduled(submission_id):
    """Publish what was submitted, when its time has come. Done by another worker or taken back: nothing to do."""
    publishing.publish_due(submission_id)


@task()
def remake_editions():
    """Make the files of editions anew that print what may not be shown any more, and those that are missing."""
    editions.remake_stale()


@task()
def remind_parties():
    """Write what parties of commitments are to be reminded of today. What was written before is not written again."""
    reminding.remind_all()
