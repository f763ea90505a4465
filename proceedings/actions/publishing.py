from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import override

from ..access import may
from ..documents.gate import names_found
from ..documents.rendering import labels, texts_to_freeze
from ..exposure import Level
from ..models import Edition, EditionMention, EditionText, Proceedings
from . import NotPossible


def obstacles(proceedings, page):
    """What keeps proceedings from being published, in sentences. `page` is the Page built of them."""
    found = []
    if not proceedings.event.is_published:
        found.append("The event is not public. Make it public first.")
    if not page.contents:
        found.append("There is nothing to publish yet: the proceedings have no sections.")
    for mention, heading in page.unknown:
        found.append(f"{mention} in “{heading}” is no seat of this event. Correct the number, or take it out.")
    for heading in page.closed:
        found.append(f"“{heading}” tells of a closed session. Take the section out, or change the rule of the session.")
    for mention in page.misplaced:
        found.append(f"{mention} stands in the title, the note or a heading. People are mentioned in the text only.")
    for heading, seat, word in names_found(page.parts, proceedings.event):
        found.append(
            f"“{word}” stands in “{heading}” as typed letters. Write @[{seat.pk}] instead: it prints as that person "
            "may be shown, and changes when that changes."
        )
    return found


@transaction.atomic
def publish(proceedings, *, by, change_note, languages=None):
    """Freeze the draft as it stands and make it the edition the public reads.

    by            the user who publishes
    change_note   one line on what changed since the last edition
    languages     into which others, as texts_to_freeze has them; unless given, those that are wholly checked

    Returns the new Edition. Raises PermissionDenied, or NotPossible with what stands in the way.
    """
    if not may(by, "proceedings.publish_proceedings", proceedings):
        raise PermissionDenied
    # The row is the lock: of two people who publish at once, the second waits and gets the next number.
    proceedings = (
        Proceedings.objects.select_for_update(of=["self"]).select_related("event", "language").get(pk=proceedings.pk)
    )
    change_note = change_note.strip()
    if not change_note:
        raise NotPossible("Say in one line what changed; for the first edition: “First edition”.")
    pages = texts_to_freeze(proceedings, languages)
    # Every language is looked through: a name may stand in a translation only.
    if stop := dict.fromkeys(sentence for _language, page in pages for sentence in obstacles(proceedings, page)):
        raise NotPossible("\n".join(stop))
    in_force = proceedings.editions.filter(withdrawn_at__isnull=True).order_by("-number")
    if (last := in_force.first()) and frozen_in(last) == {
        (language.pk, page.html, page.title, page.note) for language, page in pages
    }:
        raise NotPossible(f"Nothing has changed since edition {last.number}.")
    highest = proceedings.editions.aggregate(highest=Max("number"))["highest"] or 0
    edition = Edition.objects.create(
        proceedings=proceedings, number=highest + 1, change_note=change_note, published_by=by
    )
    for language, page in pages:
        freeze(edition, language, page)
    return edition


def frozen_in(edition):
    """The texts of an edition, to be compared: {(id of the language, HTML, title, note), …}."""
    return set(edition.texts.values_list("language_id", "html", "title", "note"))


def freeze(edition, language, page):
    """Make the EditionText of a Page, with what it may show at most of everybody mentioned in it."""
    text = EditionText.objects.create(
        edition=edition,
        language=language,
        is_source=language.pk == edition.proceedings.language_id,
        title=page.title,
        note=page.note,
        html=page.html,
        text=page.text,
        contents=page.contents,
    )
    with override(language.code):
        shown = labels(page)
    EditionMention.objects.bulk_create(
        EditionMention(
            text=text,
            key=mark.key,
            participant=mark.participant,
            session=mark.session,
            attribution=mark.session.attribution if mark.session else "",
            level=shown[mark.key].level,
            name=shown[mark.key].name if shown[mark.key].level == Level.NAMED else "",
            kind=shown[mark.key].kind,
        )
        for mark in page.marks
    )
    return text


@transaction.atomic
def withdraw(edition, *, by, reason):
    """Take an edition back. Its page stays, with the reason in place of the text.

    Raises PermissionDenied, or NotPossible without a reason or when it is withdrawn already.
    """
    if not may(by, "proceedings.withdraw_edition", edition):
        raise PermissionDenied
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    reason = reason.strip()
    if not reason:
        raise NotPossible("Say why: the reason is shown in place of the text.")
    if edition.withdrawn_at:
        raise NotPossible(f"Edition {edition.number} was already withdrawn.")
    edition.withdrawn_at, edition.withdrawn_by, edition.withdrawn_reason = timezone.now(), by, reason
    edition.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    return edition
