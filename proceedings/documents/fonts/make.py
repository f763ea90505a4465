"""Makes the fonts in this folder from those of Debian. README.md says how; nothing of the site runs this.

python make.py FOLDER      where the packages fonts-noto-core and fonts-noto-cjk were unpacked
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

HERE = Path(__file__).resolve().parent
TRUETYPE, OPENTYPE = Path("usr/share/fonts/truetype/noto"), Path("usr/share/fonts/opentype/noto")
WEIGHTS = ("Regular", "Bold")
# Whole, as they are: Myanmar has the letters of Shan, Mon, Karen and Pa'O, Latin those of Vietnamese.
WHOLE = ("NotoSansMyanmar", "NotoSansKhmer", "NotoSansThai", "NotoSansLao", "NotoSans", "NotoSerif")
# For what a text stresses; the other scripts have no slanted letters.
ITALIC = "NotoSerif-Italic.ttf"
# Where the simplified-Chinese font stands in the collection.
SIMPLIFIED = "Noto Sans CJK SC"
# Han with its extensions, kana and bopomofo, and the signs that go with them. No Hangul: 11,172 letters of its own.
HAN = (
    (0x2E80, 0x312F),
    (0x3190, 0x33FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xF900, 0xFAFF),
    (0xFE10, 0xFE4F),
    (0xFF00, 0xFFEF),
    (0x20000, 0x3FFFF),
)
SIGNS = ((0x2010, 0x2027), (0x2030, 0x205E), (0x2100, 0x2BFF))


def options():
    wanted = subset.Options()
    wanted.layout_features = ["*"]
    # Hints are for screens of few pixels.
    wanted.hinting = False
    wanted.notdef_outline = True
    wanted.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    # Dates of making would make each making another file.
    wanted.recalc_timestamp = False
    return wanted


def save(font, name, characters):
    wanted = options()
    if "CFF " in font:
        # Writing from top to bottom, and the forms of other countries, would double the file.
        wanted.layout_features = ["kern", "ccmp", "mark", "mkmk"]
        wanted.drop_tables += ["VORG", "vhea", "vmtx", "BASE"]
    tool = subset.Subsetter(wanted)
    tool.populate(unicodes=characters)
    tool.subset(font)
    path = HERE / name
    subset.save_font(font, path, wanted)
    print(f"{name:30}{len(font.getBestCmap()):7} characters{path.stat().st_size / 1000:8.0f} kB")


def in_codec(codec, first, last):
    """The Han characters of an old double-byte character set, between two lead bytes."""
    found = set()
    for lead in range(first, last + 1):
        for trail in range(0x40, 0xFF):
            try:
                found.add(ord(bytes([lead, trail]).decode(codec)))
            except (UnicodeDecodeError, TypeError):
                continue
    return found


def within(characters, ranges):
    return {c for c in characters if any(first <= c <= last for first, last in ranges)}


def main(folder):
    for family in WHOLE:
        for weight in WEIGHTS:
            font = TTFont(folder / TRUETYPE / f"{family}-{weight}.ttf")
            save(font, f"{family}-{weight}.ttf", set(font.getBestCmap()))
    font = TTFont(folder / TRUETYPE / ITALIC)
    save(font, ITALIC, set(font.getBestCmap()))
    # Bold for what is in daily use on the mainland (GB 2312) and in Taiwan and Hong Kong (Big5, the first level).
    daily = in_codec("gb2312", 0xA1, 0xF7) | in_codec("big5", 0xA1, 0xC6)
    for weight in WEIGHTS:
        path = folder / OPENTYPE / f"NotoSansCJK-{weight}.ttc"
        number = next(n for n in range(10) if TTFont(path, fontNumber=n)["name"].getDebugName(1) == SIMPLIFIED)
        font = TTFont(path, fontNumber=number)
        characters = within(font.getBestCmap(), HAN + SIGNS)
        if weight == "Bold":
            characters &= daily | within(characters, HAN[:2] + HAN[5:7] + SIGNS)
        if weight == "Regular":
            # Of its own family: where the bold one lacks a rare character, a name falls back to this.
            for record in font["name"].names:
                if record.nameID in (1, 4, 16):
                    record.string = "Noto Sans CJK SC Wide"
        save(font, f"NotoSansCJKsc-{weight}.otf", characters)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
