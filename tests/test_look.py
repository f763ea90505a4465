"""The look holds for everyone: colours that can be told apart, nothing inline, a first view that is light."""

import re
from pathlib import Path

import pytest
from django.conf import settings

CSS = Path(settings.BASE_DIR) / "static" / "css"
TOKENS = (CSS / "tokens.css").read_text()
SITE = (CSS / "site.css").read_text()

# WCAG 2.2 AA for text and for marks; and the smallest distance (CIE76) between two statuses that we allow.
TEXT, MARK, APART = 4.5, 3.0, 9.0
ON_PAPER = ["ink", "ink-soft", "link", "link-hover", "river", "due", "kept", "progress", "overdue", "silent", "focus"]
PAIRS = [
    *((front, ground, TEXT) for front in ON_PAPER for ground in ("paper", "sunk")),
    ("ink", "due-wash", TEXT),
    ("due", "due-wash", TEXT),
    ("link", "due-wash", TEXT),
    ("on-hit", "hit", TEXT),
    ("on-band", "band", TEXT),
    ("on-band-soft", "band", TEXT),
    ("edge", "paper", MARK),
    ("edge", "sunk", MARK),
]
STATUSES = ["kept", "progress", "overdue", "silent"]
# Machado, Oliveira and Fernandes 2009, severity 1.0, on linear RGB.
SIGHTS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.01182, 0.04294, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.3039)),
}


def colours(css):
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{3,6})\b", css))


def themes():
    light, rest = TOKENS.split("@media (prefers-color-scheme: dark)")
    dark, paper = rest.split("@media print")
    return {"light": colours(light), "dark": colours(light) | colours(dark), "print": colours(light) | colours(paper)}


THEMES = themes()


def linear(colour):
    digits = colour.lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    channels = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    return [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]


def contrast(one, other):
    def luminance(colour):
        return sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear(colour), strict=True))

    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def lab(colour, sight):
    seen = [sum(m * c for m, c in zip(row, linear(colour), strict=True)) for row in SIGHTS[sight]]
    r, g, b = (min(1, max(0, value)) for value in seen)
    xyz = (
        (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505,
        0.2126 * r + 0.7152 * g + 0.0722 * b,
        (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089,
    )
    x, y, z = (value ** (1 / 3) if value > 0.008856 else 7.787 * value + 16 / 116 for value in xyz)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_everything_can_be_read_on_its_ground(theme, front, ground, least):
    assert contrast(THEMES[theme][front], THEMES[theme][ground]) >= least


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("sight", SIGHTS)
def test_statuses_are_told_apart_by_every_kind_of_sight(theme, sight):
    seen = [lab(THEMES[theme][status], sight) for status in STATUSES]
    distances = [
        sum((p - q) ** 2 for p, q in zip(one, other, strict=True)) ** 0.5
        for place, one in enumerate(seen)
        for other in seen[place + 1 :]
    ]
    assert min(distances) >= APART


def test_only_the_tokens_name_colours():
    assert re.findall(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(", SITE) == []


def test_every_token_in_use_exists():
    known = set(re.findall(r"--([\w-]+):", TOKENS)) | set(re.findall(r"--([\w-]+):", SITE))
    assert set(re.findall(r"var\(--([\w-]+)\)", SITE + TOKENS)) - known == set()


def test_the_fonts_that_are_named_are_shipped_with_their_licence():
    named = set(re.findall(r'url\("\.\./fonts/([^"]+)"\)', SITE))
    shipped = {path.name for path in (CSS.parent / "fonts").iterdir()}
    assert shipped == named | {"OFL.txt"}
    assert "SIL OPEN FONT LICENSE Version 1.1" in (CSS.parent / "fonts" / "OFL.txt").read_text()


@pytest.mark.parametrize("family", ["serif", "sans"])
def test_a_word_of_any_script_is_never_boxes_whatever_the_text_around_it(family):
    shipped = set(re.findall(r'@font-face \{ font-family: "([^"]+)"', SITE))
    scripts = re.search(r"--scripts:([^;]+);", TOKENS)[1]
    assert shipped
    assert shipped <= set(re.findall(r'"([^"]+)"', scripts))
    assert re.search(rf"--{family}:[^;]+, var\(--scripts\), [a-z-]+;", TOKENS)


def test_nothing_is_placed_by_left_and_right():
    """Logical properties turn with the direction of the script."""
    physical = r"(?<![\w-])(?:margin|padding|border)-(?:left|right|top|bottom)\b|(?<![\w-])(?:left|right):"
    assert re.findall(physical, SITE) == []


def test_a_title_from_right_to_left_leaves_the_date_beside_it_where_it_is(page):
    page.set_content(
        f"<style>{TOKENS}{SITE}</style><p>Made at <a href='/'>المنتدى (2019).</a>, <span>2</span> May 2019</p>"
    )
    title, day = (page.locator(tag).bounding_box() for tag in ("a", "span"))
    assert day["x"] >= title["x"] + title["width"]
