"""Small pictures and documents that tests draw for themselves, good ones and hostile ones."""

import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image, ImageCms

from proceedings.documents.uploads import MAIN_PARTS, MEDIA_TYPES


def uploaded(data, name):
    return SimpleUploadedFile(name, data)


def stripes(width=60, height=40, mode="RGB"):
    """Red on the left, blue on the right; the upper left corner is white, so that a turn shows."""
    image = Image.new("RGB", (width, height), (0, 0, 250))
    image.paste((250, 0, 0), (0, 0, width // 2, height))
    image.paste((250, 250, 250), (0, 0, width // 6, height // 6))
    return image.convert(mode)


def written(image, kind, **options):
    data = io.BytesIO()
    image.save(data, kind, **options)
    return data.getvalue()


def jpeg(width=60, height=40, **options):
    return written(stripes(width, height), "JPEG", quality=95, **options)


def png(width=60, height=40, mode="RGB", **options):
    return written(stripes(width, height, mode), "PNG", **options)


def webp(width=60, height=40, **options):
    return written(stripes(width, height), "WEBP", lossless=True, **options)


def chunk(name, data):
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png_bomb(width, height):
    """A black PNG: a file a thousandth of the width * height * 3 bytes that it unpacks to.

    To pack a gigabyte takes seconds, so one row is packed and repeated. The checksum of n zero bytes is (n, 1).
    """
    packer, row = zlib.compressobj(9, wbits=-zlib.MAX_WBITS), bytes(1 + width * 3)
    packed = packer.compress(row) + packer.flush(zlib.Z_FULL_FLUSH)
    body = b"\x78\xda" + packed * height + packer.flush() + struct.pack(">HH", len(row) * height % 65521, 1)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def webp_bomb(width, height):
    """A moving WebP on a vast canvas, with one small frame."""
    size = struct.pack("<I", width - 1)[:3] + struct.pack("<I", height - 1)[:3]
    frame = bytes(12) + b"\x64\0\0\0" + webp(1, 1)[12:]
    body = b"WEBPVP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + size + b"ANIM" + struct.pack("<I", 6) + bytes(6)
    body += b"ANMF" + struct.pack("<I", len(frame)) + frame
    return b"RIFF" + struct.pack("<I", len(body)) + body


def swapped_profile():
    """A colour profile in which red and green have changed places, so that whoever ignores it is found out."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    count = struct.unpack_from(">I", profile, 128)[0]
    where = {bytes(profile[132 + 12 * i : 136 + 12 * i]): 132 + 12 * i for i in range(count)}
    red, green = where[b"rXYZ"], where[b"gXYZ"]
    profile[red + 4 : red + 12], profile[green + 4 : green + 12] = (
        profile[green + 4 : green + 12],
        profile[red + 4 : red + 12],
    )
    return bytes(profile)


PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"


def archive(parts, **options):
    """A ZIP file of a {name: bytes} dict."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content, **options)
    return data.getvalue()


def office(kind="docx", **more):
    """A Word, Excel or PowerPoint file as far as it is looked into, with further parts by name."""
    types = b'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.%s"/></Types>'
    return archive({"[Content_Types].xml": types % MAIN_PARTS[kind], "word/document.xml": b"<w:document/>"} | more)


def open_document(kind="odt", **more):
    return archive({"mimetype": MEDIA_TYPES[kind], "content.xml": b"<office/>"} | more)
