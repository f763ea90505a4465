"""What a discreet mail may not say where anybody sees it: in its subject, and in the first lines that a phone shows.

The invitation alone can bring somebody into danger, and a telephone shows it to whoever holds it.
"""

import re
import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from ..models import CommitmentParty, EventParty, Network, Organisation, Topic, Translation
from ..models.base import in_page_language
from .mail_words import TELLING

# Lines with something in them. Phones show two or three; five are what a preview beside a list of mails shows.
FIRST_LINES = 5


def first_lines(body):
    return [line for line in body.splitlines() if line.strip()][:FIRST_LINES]


def check_template(subject, body):
    """Raise ValidationError if the template of a discreet mail would say at once what the mail is about."""
    errors = {}
    for field, text, where in (
        ("subject", subject, _("in the subject")),
        ("body", "\n".join(first_lines(body)), _("in the first lines")),
    ):
        if found := [name for name in TELLING if f"{{{name}}}" in text]:
            errors[field] = _("A discreet mail may not say {%(name)s} %(where)s: others see them over a shoulder.") % {
                "name": found[0],
                "where": where,
            }
    if errors:
        raise ValidationError(errors)


def telling_names(event):
    """What a discreet mail about an event may not say: its titles, series and topics, and all who take part in it.

    In any language: who reads Khmer is told by Khmer words.
    """
    topics = list(Topic.objects.filter(event_topics__event=event))
    named = [*topics, event.series] if event.series_id else topics
    names = {event.title, *event.other_titles.values_list("name", flat=True), *(row.name for row in named)}
    translated = Translation.objects.about([event, *named]).filter(field__in=("title", "name"))
    names |= set(translated.values_list("text", flat=True))
    for code, _name in settings.LANGUAGES:
        with override(code):
            names |= {in_page_language(topic, topic.name) for topic in topics}
    of_event = [
        EventParty.objects.filter(event=event).values("organisation"),
        event.participants.values("organisation"),
        event.delegations.values("organisation"),
        CommitmentParty.objects.filter(commitment__event=event).values("organisation"),
        Network.objects.values("organisation"),
    ]
    for rows in of_event:
        organisations = Organisation.objects.filter(pk__in=rows.exclude(organisation=None))
        for found in organisations.values_list("name", "acronym", "other_names__name"):
            names |= set(found)
    for found in Network.objects.values_list("name", "acronym"):
        names |= set(found)
    return sorted({name for name in names if name and len(name) > 1}, key=len, reverse=True)


def what_it_tells(names, subject, body):
    """The first of some names that the subject or the first lines of a mail say, or None."""
    text = _plain(" ".join([subject, *first_lines(body)]))
    for name in names:
        plain = _plain(name)
        # "ILO" is not said by "silo". Scripts without spaces between words have no such borders.
        if plain.isascii():
            if re.search(rf"(?<!\w){re.escape(plain)}(?!\w)", text):
                return name
        elif plain in text:
            return name
    return None


def _plain(text):
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())
