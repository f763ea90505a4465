"""What follows when a file was stored: its sizes are made, and the file it replaces goes."""

from ..documents.leftovers import remove_after_commit
from ..documents.pictures import widths_of
from ..models import Photo, Picture
from ..tasks import make_sizes


def picture_stored(picture, replaced=()):
    """Order the sizes of a picture, and remove the files it replaces. A replaced photograph is hidden again.

    replaced   names of stored files that no row refers to once this transaction is through
    """
    if replaced:
        # Who can be recognised was noted of another photograph.
        for photo in Photo.objects.filter(picture=picture, all_noted=True):
            photo.all_noted = False
            photo.save(update_fields=["all_noted"])
    # Ordered in the same transaction: both happen or neither, even if the power fails in between.
    make_sizes.enqueue(picture.pk)
    remove_after_commit(replaced)


def order_missing_sizes():
    """Order the sizes of pictures that lack some, because a worker was killed. Returns the pictures, as a list."""
    lacking = [
        picture
        for picture in Picture.objects.only("pk", "key", "alt", "width", "sizes")
        if {str(width) for width in widths_of(picture)} - picture.sizes.keys()
    ]
    for picture in lacking:
        make_sizes.enqueue(picture.pk)
    return lacking
