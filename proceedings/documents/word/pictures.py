"""The pictures of a Word file: drawn anew, without what a camera or an author left in them, and kept until decided."""

import io
import secrets

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.translation import gettext as _
from PIL import Image

from ..pictures import format_of, is_drawing, vetted_picture, why_not

# So many more than a report has, and no more work than a request may take.
MOST_PICTURES = 120
MOST_PIXELS = 250_000_000
LONGEST_ALT = 300
# What Word writes by itself behind a description it guessed.
GUESSED = ("Description automatically generated", "AI-generated content may be incorrect.")


def drawn(parts, wanted):
    """Draw the pictures of a file anew.

    parts    the Parts of the file
    wanted   {number: (part, relation, alt)} in the order of the text

    Returns ({number: {"content": a file, "alt", "width", "height", "photograph"}}, [sentence on one left out, …]).
    """
    kept, left_out, pixels = {}, [], 0
    for number, (part, relation, alt) in wanted.items():
        data = parts.media(part, relation)
        try:
            if data is None:
                raise ValidationError(_("it lies outside the file, and nothing is fetched."))
            pixels += _pixels_of(data)
            if len(kept) >= MOST_PICTURES or pixels > MOST_PIXELS:
                raise ValidationError(_("there are too many large pictures in the file."))
            picture = vetted_picture(SimpleUploadedFile("picture", data))
        except ValidationError as error:
            left_out.append(_("Picture %(number)s: %(why)s") % {"number": number, "why": error.messages[0]})
            continue
        with Image.open(picture.content) as image:
            is_photograph = not is_drawing(image)
        picture.content.seek(0)
        kept[number] = {
            "content": picture.content,
            "alt": tidy_alt(alt),
            "width": picture.width,
            "height": picture.height,
            "photograph": is_photograph,
        }
    return kept, left_out


def _pixels_of(data):
    """How many pixels a picture says it has; those that are none are refused with the reason later."""
    if data[40:44] == b" EMF" or data.startswith((b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00")):
        raise ValidationError(_("it is a drawing that no browser shows. In Word, cut it and paste it as a picture."))
    if not format_of(data[:512]):
        raise ValidationError(why_not(data[:512]))
    try:
        with Image.open(io.BytesIO(data), formats=["JPEG", "PNG", "WEBP"]) as image:
            return image.width * image.height
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise ValidationError(_("it has more than 25 megapixels.")) from None
    except Exception:  # Pillow raises whatever its decoders stumble over
        raise ValidationError(_("it is broken.")) from None


def tidy_alt(alt):
    for words in GUESSED:
        alt = alt.replace(words, "")
    return " ".join(alt.split())[:LONGEST_ALT]


def waiting_name():
    """A name for a picture that waits, which nobody can guess."""
    return f"word-{secrets.token_hex(16)}"
