"""The files of editions: made when an edition is published, and anew when less may be shown than they print."""

import logging
from hashlib import sha256

from django.core.cache import cache
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from .. import revision
from ..documents.edition.annexes import freeze, typed
from ..documents.edition.book import book_of, shown_now
from ..documents.edition.docx import docx_of
from ..documents.edition.epub import epub_of
from ..documents.edition.pdf import pdf_of
from ..documents.edition.reading import text_of
from ..documents.gate import names_found
from ..documents.glyphs import MissingGlyphs
from ..documents.leftovers import remove_after_commit
from ..documents.typesetting import CannotPrint
from ..documents.words import speaking
from ..models import EditionFile, EditionMention, EditionText
from . import NotPossible

log = logging.getLogger(__name__)

Format = EditionFile.Format
MAKERS = {Format.PDF: pdf_of, Format.DOCX: docx_of, Format.EPUB: epub_of}
# How long an answer is kept that depends on the revision of the database, in seconds; and how long nobody tries again
# what could not be made.
KEPT_FOR, TRIED_AGAIN = 600, 300


def add_files(edition):
    """Freeze the annexes of a new edition and make its files, in every language it has.

    Called in the transaction that publishes, after the check, which looks through the annexes too. Raises NotPossible
    with what stands in the way: a name that may not be shown, a character that none of our fonts has.
    """
    for text in _texts(edition):
        freeze_annexes(text, is_checked=True)
        make_files(text)


def freeze_annexes(text, is_checked=False):
    """Keep with an EditionText what its files print besides, as it stands now.

    Raises NotPossible for a typed name, unless the check has looked through the annexes already.
    """
    with speaking(text.language.code):
        first = (text.mentions.aggregate(last=Max("key"))["last"] or 0) + 1
        text.annexes, mentions = freeze(text, first)
    found = [] if is_checked else names_found(typed(text.annexes), text.edition.proceedings.event)
    if found:
        raise NotPossible(
            "\n".join(
                f"“{word}” stands in {place} as typed letters, and would be printed in the files of this edition. "
                "Take the name out there."
                for place, _seat, word in found
            )
        )
    text.save(update_fields=["annexes"])
    EditionMention.objects.bulk_create(mentions)


def remake(edition):
    """Make all files of an edition anew, as today allows, and remove the old ones. Raises NotPossible."""
    for text in _texts(edition):
        make_files(text)


def _texts(edition):
    return edition.texts.select_related("language", "edition__proceedings__event").order_by("pk")


@transaction.atomic
def make_files(text, shown=None):
    """Make the three files of an EditionText, as `shown` (a Shown, default: today's) lets people be printed.

    Nothing is stored before all are made and looked through. Raises NotPossible.
    """
    shown = shown or shown_now(text)
    made = finished(text, shown)
    known = {file.format: file for file in text.files.all()}
    for format, content in made.items():
        file = known.get(format) or EditionFile(text=text, format=format)
        replaced = file.file.name
        file.size, file.sha256 = len(content), sha256(content).hexdigest()
        file.shown, file.made_at = shown.digest, timezone.now()
        # Under one name lies one file for ever: whoever reads the old one to its end is not handed half of the new.
        file.file.save(file.name, ContentFile(content), save=False)
        file.save()
        remove_after_commit([replaced] if replaced else [])


def finished(text, shown):
    """The files of a text as {format: bytes}, looked through for everybody who may not be shown. Raises NotPossible."""
    book = book_of(text, shown)
    try:
        made = {format: maker(book) for format, maker in MAKERS.items()}
    except MissingGlyphs as error:
        raise NotPossible("\n".join(error.sentences)) from error
    except CannotPrint as error:
        raise NotPossible(f"The PDF could not be made. {error}") from error
    if found := names_in(text, shown, book, made):
        raise NotPossible(
            "\n".join(
                f"“{word}” stands in {place}, though this person may not be shown by name. Take the name out there."
                for place, _seat, word in found
            )
        )
    return made


def names_in(text, shown, book, made):
    """Names of people in finished files that may not stand there: [(place, participant, word), …], each word once."""
    parts = [*book.texts(), ("the properties of the PDF", text_of(made[Format.PDF], Format.PDF, pages=False))]
    parts += [(f"the {format.label} file", text_of(made[format], format)) for format in (Format.DOCX, Format.EPUB)]
    parts += [("the name of the file", EditionFile(text=text, format=Format.PDF).name)]
    # What people typed was decided on before it was frozen, and stands on the page as well.
    typed_there = [
        text.title,
        text.note,
        text.text,
        text.edition.change_note,
        *(words for _, words in typed(text.annexes)),
    ]
    once = {}
    event = text.edition.proceedings.event
    for place, seat, word in names_found(parts, event, printed=shown.said, besides=typed_there):
        once.setdefault((seat.pk, word), (place, seat, word))
    return list(once.values())


# When less may be shown than before


def digest_now(text):
    """The digest of what may be shown of a text today; worked out anew only after something or the day has changed."""
    key = f"edition:{text.pk}:{timezone.localdate().isoformat()}:{revision.current()}"
    found = cache.get(key)
    if found is None:
        found = shown_now(text).digest
        cache.set(key, found, KEPT_FOR)
    return found


def fresh(file):
    """An EditionFile that prints no more than may be shown today: itself, or one made in its place.

    Of many who ask at once, one makes it and the others wait for that one. Returns None where it cannot be made: then
    nothing is given out, and for some minutes nobody tries again.
    """
    if file.shown == digest_now(file.text):
        return file
    failed = f"edition-failed:{file.text_id}:{revision.current()}"
    if cache.get(failed):
        return None
    try:
        with transaction.atomic():
            text = (
                EditionText.objects.select_for_update(of=["self"])
                .select_related("language", "edition__proceedings__event")
                .get(pk=file.text_id)
            )
            now = EditionFile.objects.get(pk=file.pk)
            shown = shown_now(text)
            if now.shown != shown.digest:
                make_files(text, shown)
                now = EditionFile.objects.get(pk=file.pk)
    except NotPossible:
        log.exception("The files of text %s of an edition could not be made anew.", file.text_id)
        cache.set(failed, True, TRIED_AGAIN)
        return None
    now.text = file.text
    return now


def stale_texts():
    """The texts in force whose files are missing or print what may not be shown any more, as a list."""
    texts = EditionText.objects.filter(
        edition__withdrawn_at__isnull=True, edition__proceedings__event__is_published=True
    )
    found = []
    for text in texts.select_related("language", "edition__proceedings__event").prefetch_related("files"):
        files = list(text.files.all())
        if {file.format for file in files} != set(Format.values) or {file.shown for file in files} != {
            digest_now(text)
        }:
            found.append(text)
    return found


def remake_stale():
    """Make anew what has to be, so that no name that may not be shown lies in the storage. Returns how many texts."""
    number = 0
    for text in stale_texts():
        try:
            with transaction.atomic():
                if not text.annexes:
                    # Published before editions had files, or loaded with the first real events.
                    freeze_annexes(text)
                make_files(text)
        except NotPossible:
            log.exception("The files of text %s of an edition could not be made anew.", text.pk)
        else:
            number += 1
    return number


def look_after():
    """Order a look at all files of editions, once after anything or the day has changed. Returns whether it did.

    To be called every few minutes.
    """
    if not cache.add(f"editions:{timezone.localdate().isoformat()}:{revision.current()}", True, None):
        return False
    # Late, because the tasks know the actions.
    from ..tasks import remake_editions

    remake_editions.enqueue()
    return True
