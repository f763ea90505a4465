"""Pictures in: recognised by content, drawn anew without what a camera adds, kept in the sizes the pages use."""

import io
import threading
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from PIL import Image, ImageCms

from .uploads import first_bytes

LARGEST_UPLOAD = 20 * 1000 * 1000
MOST_PIXELS = 25_000_000

# Nothing we show or print needs more, and less detail recognises fewer faces in the background.
LONGEST_SIDE = 2560

# The widths in pixels that pages ask for.
WIDTHS = (320, 640, 1280)

QUALITY = 82

# Drawings have few colours. They are stored exactly, and sent so where that is small: a logo fits its background.
COLOURS_OF_A_DRAWING = 1 << 16
LARGEST_EXACT = 12_000

# Colour profiles of cameras and printers are far smaller.
LARGEST_PROFILE = 4 * 1000 * 1000

# Exif 2.32, tag 0x0112: how the camera was held.
ORIENTATION = 0x0112
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}

# A picture of 25 megapixels takes up to 200 MB while it is read: one at a time in each process.
one_at_a_time = threading.Lock()


class VettedPicture(NamedTuple):
    """A picture fit to be stored: `content` is a named file of new-made JPEG or PNG, sizes are in pixels."""

    content: ContentFile
    width: int
    height: int


def format_of(head):
    """Return the name Pillow gives to a format we take, from the first bytes of a file; None for any other."""
    if head.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "WEBP"
    return None


def why_not(head):
    """Return a sentence about a file that is none of the formats we take, from its first bytes."""
    text = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if text.startswith((b"<svg", b"<?xml", b"<!doctype svg", b"<!--")) or b"<svg" in text:
        return "SVG drawings can carry programs, so they are not taken. Export it as PNG, about 1280 pixels wide."
    if head[4:8] == b"ftyp":
        return "This is a HEIC or AVIF picture, as some phones make them, or a film. Save a picture as JPEG."
    if head.startswith((b"GIF8", b"BM", b"II*\0", b"MM\0*", b"8BPS")):
        return "This kind of picture is not taken. Save it as PNG (drawings) or JPEG (photographs)."
    if head.startswith(b"%PDF-"):
        return "This is a PDF. Save the page as a picture, PNG or JPEG."
    if not head:
        return "The file is empty."
    return "This is not a picture. Choose a JPEG, PNG or WebP file."


def vetted_picture(uploaded):
    """Make a new picture of an uploaded one: upright, in sRGB, without metadata, no side above LONGEST_SIDE.

    Of a moving picture the first frame is kept. Raises ValidationError with a sentence that says what to do.
    """
    if uploaded.size > LARGEST_UPLOAD:
        raise ValidationError("The file is larger than 20 MB. Save it smaller: 2,560 pixels wide is plenty.")
    head = first_bytes(uploaded, 512)
    name = format_of(head)
    if name is None:
        raise ValidationError(why_not(head))
    with one_at_a_time:
        image = read(uploaded, name)
        image = finished(image)
        return encoded(image, photograph=name == "JPEG" or not is_drawing(image))


def read(file, name):
    """Open and decode a picture of the format `name`, scaled down to LONGEST_SIDE. Raises ValidationError."""
    too_many = ValidationError(
        "The picture has more than 25 megapixels. Save it smaller: 2,560 pixels wide is plenty for every page."
    )
    try:
        image = Image.open(file, formats=[name])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise too_many from None
    except Exception:  # Pillow raises whatever its decoders stumble over
        raise ValidationError("The picture is broken, so it cannot be opened. Save it anew as JPEG or PNG.") from None
    # Pillow itself only warns until far more than this.
    if image.width * image.height > MOST_PIXELS:
        raise too_many
    try:
        if name == "JPEG":
            image.draft(None, (LONGEST_SIDE, LONGEST_SIDE))
        image.load()
        small = plain(image)
        small.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS, reducing_gap=3)
        return turned(small, image)
    except Exception:  # as above
        raise ValidationError(
            "The picture is cut off or broken: the copying may have stopped half-way. Copy or save it anew."
        ) from None


def plain(image):
    """The same picture in one of the modes L, RGB, RGBA and CMYK."""
    if image.mode.startswith("I"):
        # 16 bits of grey; Pillow's own conversion would make nearly all of it white.
        return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")
    if image.has_transparency_data:
        return image.convert("RGBA")
    if image.mode in {"L", "RGB", "CMYK"}:
        return image
    return image.convert("L" if image.mode == "1" else "RGB")


def turned(image, source):
    """The picture upright and in sRGB, as the `source` it was read from says how it was held and coloured."""
    image = in_srgb(image, source.info.get("icc_profile"))
    try:
        turn = TURNS.get(source.getexif().get(ORIENTATION))
    except Exception:  # broken Exif says nothing about the picture
        turn = None
    return image.transpose(turn) if turn is not None else image


def in_srgb(image, profile):
    """The picture in the colours of the web. A profile that is broken or of another kind of picture counts as none."""
    if profile and len(profile) <= LARGEST_PROFILE:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            space = source.profile.xcolor_space.strip()
            alpha = image.getchannel("A") if image.mode == "RGBA" else None
            if space == "RGB":
                image = image.convert("RGB")
            if {"RGB": "RGB", "GRAY": "L", "CMYK": "CMYK"}.get(space) == image.mode:
                image = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
            if alpha is not None:
                image = image.convert("RGB")
                image.putalpha(alpha)
        except (ImageCms.PyCMSError, OSError, ValueError):
            pass
    return image.convert("RGB") if image.mode == "CMYK" else image


def finished(image):
    """The pixels alone: no comment, profile or place, and no colour where the picture is fully transparent."""
    if image.mode == "RGBA":
        alpha = image.getchannel("A")
        if alpha.getextrema() == (255, 255):
            image = image.convert("RGB")
        elif alpha.getextrema()[0] == 0:
            # What was made transparent may still hold what somebody meant to cut away.
            empty = Image.new("RGBA", image.size, (0, 0, 0, 0))
            image = Image.composite(image, empty, alpha.point(lambda value: 255 if value else 0))
    image.info = {}
    return image


def is_drawing(image):
    return image.getcolors(COLOURS_OF_A_DRAWING) is not None


def encoded(image, *, photograph):
    """Write the whole picture as what every program opens: JPEG for photographs, PNG for drawings and transparency."""
    content = io.BytesIO()
    if photograph and image.mode != "RGBA":
        image.save(content, "JPEG", quality=QUALITY + 4, optimize=True, progressive=True)
        name = "whole.jpg"
    else:
        image.save(content, "PNG", optimize=True)
        name = "whole.png"
    return VettedPicture(ContentFile(content.getvalue(), name=name), *image.size)


def widths_of(picture):
    """The widths in pixels in which a picture is offered, smallest first; never wider than it is."""
    return sorted({min(width, picture.width) for width in WIDTHS})


def resized(file, width):
    """Return one of our own stored pictures at a width in pixels, as the bytes of a WebP file."""
    with one_at_a_time, Image.open(file, formats=["JPEG", "PNG"]) as whole:
        drawn = whole.format == "PNG" and is_drawing(whole)
        height = max(1, round(whole.height * width / whole.width))
        image = whole.convert("RGBA" if whole.has_transparency_data else "RGB")
    image = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3)
    image.info = {}
    if drawn and len(exact := as_webp(image, lossless=True)) <= LARGEST_EXACT:
        return exact
    return as_webp(image, quality=QUALITY)


def as_webp(image, **options):
    content = io.BytesIO()
    image.save(content, "WEBP", method=4, **options)
    return content.getvalue()


class Sizes(NamedTuple):
    """What an <img> needs: `src` and `srcset` are addresses, width and height are those of `src` in pixels."""

    src: str
    srcset: str
    width: int
    height: int


def picture_url(picture, width=None):
    """The address of a picture at one of its stored widths, or of the whole one. It is checked when it is opened."""
    stored = picture.sizes.get(str(width)) if width else None
    stem, name = (width, stored) if stored else ("whole", picture.file.name)
    return reverse("public:picture", args=[picture.key, f"{stem}.{name.rsplit('.', 1)[-1].lower()}"])


def srcset(picture):
    """Return the Sizes in which a picture is stored now. Until the first are made, that is the whole one alone."""
    widths = sorted(int(width) for width in picture.sizes)
    if not widths:
        return Sizes(picture_url(picture), "", picture.width, picture.height)
    addresses = ", ".join(f"{picture_url(picture, width)} {width}w" for width in widths)
    largest = widths[-1]
    height = max(1, round(picture.height * largest / picture.width)) if picture.width else picture.height
    return Sizes(picture_url(picture, largest), addresses, largest, height)
