"""Files that people send with their answers: a document or a picture, vetted as every other upload is."""

import re
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from .pictures import format_of, vetted_picture
from .uploads import MEDIA_TYPES, first_bytes, vetted_document

# A passport, a letter, a short paper. A stranger may send it, so it is less than what colleagues may upload.
LARGEST_ANSWER = 10 * 1000 * 1000
TYPES = MEDIA_TYPES | {"jpg": "image/jpeg", "png": "image/png"}
ACCEPTED = ",".join(f".{ending}" for ending in (*MEDIA_TYPES, "jpg", "jpeg", "png", "webp"))


class VettedFile(NamedTuple):
    """`content` is a file fit to be stored; `called` is what its sender called it, with the ending of what it is."""

    content: object
    called: str


def vetted_answer(uploaded):
    """The VettedFile of an upload. Pictures are drawn anew, so that they tell no place. Raises ValidationError."""
    if uploaded.size > LARGEST_ANSWER:
        raise ValidationError(_("The file is larger than 10 MB. Save it smaller."))
    if format_of(first_bytes(uploaded, 512)):
        content = vetted_picture(uploaded).content
        ending = content.name.rsplit(".", 1)[-1]
    else:
        content, ending = uploaded, vetted_document(uploaded).extension
    stem = re.sub(r"[\x00-\x1f\x7f/\\]+", " ", uploaded.name.rsplit(".", 1)[0]).strip()[:150]
    return VettedFile(content, f"{stem or _('file')}.{ending}")


def media_type_of(called):
    """The media type of a stored answer, by the ending that was given to it when it was vetted."""
    return TYPES.get(called.rsplit(".", 1)[-1], "application/octet-stream")
