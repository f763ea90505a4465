"""Who may see a stored file now. Asked on every request, so that what is withdrawn is gone with the next one."""

from enum import Enum

from ..access import may
from ..exposure import photo_is_public
from ..models import Commitment, EditionText, Event, Network, Organisation, Photo, Publication


def photo_of(picture):
    """The Photo a picture is, or None for a drawing, logo or cover that shows no event's people."""
    people = ("shows__event", "shows__person", "shows__consents")
    return Photo.objects.select_related("event").prefetch_related(*people).filter(picture=picture).first()


class PublicUse(Enum):
    """What makes a picture public: it is the site's logo, it shows people who agreed, or something public bears it.

    Something public is also the text of an edition.
    """

    SITE = "site"
    PHOTOGRAPH = "photograph"
    COVER = "cover"


def public_use(picture):
    """Return the PublicUse of a picture, or None when visitors may not see it.

    A photograph of an event needs the consent of all who can be recognised, whatever else it is used for.
    """
    if photo := photo_of(picture):
        return PublicUse.PHOTOGRAPH if photo_is_public(photo) else None
    if Network.objects.filter(logo=picture).exists():
        return PublicUse.SITE
    is_cover = (
        Event.objects.with_page().filter(cover=picture).exists()
        or Publication.objects.published().filter(cover=picture).exists()
        or Organisation.objects.published().filter(logo=picture).exists()
    )
    return PublicUse.COVER if is_cover or is_in_edition(picture) else None


def is_in_edition(picture):
    """True when a picture stands in the text of an edition that visitors read."""
    texts = EditionText.objects.filter(
        edition__proceedings__pictures=picture,
        edition__proceedings__event__is_published=True,
        edition__withdrawn_at__isnull=True,
    )
    return texts.filter(html__contains=picture.key).exists()


def document_is_public(file):
    """True when a visitor may open the file of a publication."""
    return Publication.objects.published().filter(pk=file.publication_id).exists()


def evidence_is_public(evidence):
    """True when a visitor may open a file that an update rests on: both it and its commitment are public."""
    update = evidence.update
    return update.is_accepted and Commitment.objects.published().filter(pk=update.commitment_id).exists()


def is_colleague(user):
    return user.is_authenticated and user.is_active and user.is_staff


def may_see_picture(user, picture):
    """True when a colleague may see a picture that is not public: a photograph as its event's people are seen."""
    if not is_colleague(user):
        return False
    if photo := photo_of(picture):
        return may(user, "proceedings.view_photo", photo)
    if (texts := list(picture.proceedings.all())) and not any(
        may(user, "proceedings.view_proceedings", one) for one in texts
    ):
        return False
    covered = list(Event.objects.filter(cover=picture))
    if covered and not any(may(user, "proceedings.view_event", event) for event in covered):
        return False
    return may(user, "proceedings.view_picture", picture)


def may_see_document(user, file):
    """True when a colleague may open a file that is not public."""
    return is_colleague(user) and may(user, "proceedings.view_publicationfile", file)


def may_see_evidence(user, evidence):
    """True when a colleague may open a file that nobody has accepted yet."""
    return is_colleague(user) and may(user, "proceedings.view_update", evidence.update)
