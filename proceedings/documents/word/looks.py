"""What the styles and lists of a Word file say: how large and bold a line is, of which level, and its number."""

import re
from dataclasses import dataclass

from .archive import W

OFF = {"0", "false", "off", "none"}


def w(name):
    return f"{{{W}}}{name}"


VAL = w("val")


def is_on(properties, name):
    """True, False, or None where the properties say nothing of it."""
    found = properties.find(w(name)) if properties is not None else None
    return None if found is None else found.get(VAL, "1") not in OFF


def number_in(properties, path):
    found = properties.find(path) if properties is not None else None
    value = found.get(VAL, "") if found is not None else ""
    return int(value) if re.fullmatch(r"\d{1,9}", value) else None


@dataclass
class Style:
    name: str = ""
    level: int | None = None
    size: int | None = None
    bold: bool | None = None
    caps: bool | None = None
    hidden: bool | None = None
    number: tuple = ()  # (numId, level)


class Styles:
    """Styles by their id, each with what it takes over from the style it is based on."""

    def __init__(self, root):
        self.styles, self.size = {}, 20
        raw = {}
        if root is not None:
            self.size = number_in(root, f"{w('docDefaults')}/{w('rPrDefault')}/{w('rPr')}/{w('sz')}") or 20
            raw = {one.get(w("styleId"), ""): one for one in root.iter(w("style"))}
        for key, one in raw.items():
            self.styles[key] = self._whole(one, raw)
        self.default = next(
            (
                k
                for k, one in raw.items()
                if one.get(w("type")) == "paragraph" and one.get(w("default")) in {"1", "true"}
            ),
            "",
        )

    def _whole(self, one, raw):
        name = one.find(w("name"))
        style, seen = Style(name.get(VAL, "") if name is not None else ""), set()
        while one is not None and one.get(w("styleId")) not in seen:
            seen.add(one.get(w("styleId")))
            properties, looks = one.find(w("pPr")), one.find(w("rPr"))
            name = one.find(w("name"))
            called = re.fullmatch(r"heading (\d)", (name.get(VAL, "") if name is not None else "").strip().lower())
            level = int(called[1]) if called else None
            if level is None and (outline := number_in(properties, w("outlineLvl"))) is not None and outline < 9:
                level = outline + 1
            style.level = style.level or level
            style.size = style.size or number_in(looks, w("sz"))
            for key, tag in (("bold", "b"), ("caps", "caps"), ("hidden", "vanish")):
                if getattr(style, key) is None:
                    setattr(style, key, is_on(looks, tag))
            if not style.number and properties is not None and properties.find(w("numPr")) is not None:
                style.number = number_of(properties.find(w("numPr")))
            based = one.find(w("basedOn"))
            one = raw.get(based.get(VAL, "")) if based is not None else None
        return style

    def of(self, properties, tag="pStyle"):
        found = properties.find(w(tag)) if properties is not None else None
        key = found.get(VAL, "") if found is not None else (self.default if tag == "pStyle" else "")
        return self.styles.get(key) or Style()


def number_of(properties):
    return (number_in(properties, w("numId")) or 0, min(number_in(properties, w("ilvl")) or 0, 8))


class Numbering:
    """The numbers that Word puts before lines by itself, counted as Word counts."""

    def __init__(self, root):
        self.levels, self.counters = {}, {}
        self.uses = {}
        if root is None:
            return
        abstract = {one.get(w("abstractNumId")): one for one in root.iter(w("abstractNum"))}
        for one in root.iter(w("num")):
            link = one.find(w("abstractNumId"))
            based = abstract.get(link.get(VAL) if link is not None else None)
            key = number_in_attribute(one, "numId")
            if based is None or key is None:
                continue
            self.uses[key] = link.get(VAL)
            for level in (*based.iter(w("lvl")), *one.iter(w("lvl"))):
                self.levels[key, number_in_attribute(level, "ilvl") or 0] = (
                    _val(level, "numFmt") or "decimal",
                    _val(level, "lvlText"),
                    number_in(level, w("start")) if number_in(level, w("start")) is not None else 1,
                )
            for override in one.iter(w("lvlOverride")):
                if (start := number_in(override, w("startOverride"))) is not None:
                    at = number_in_attribute(override, "ilvl") or 0
                    shape, text, _start = self.levels.get((key, at), ("decimal", "%1.", 1))
                    self.levels[key, at] = (shape, text, start)
                    # A list that starts anew counts for itself.
                    self.uses[key] = f"num{key}"

    def shape(self, number):
        return self.levels.get(number, ("bullet", "", 1))[0]

    def next(self, number):
        """The label of the next line of that number: “3.”, “R3”, “Session 3:”; empty for dots."""
        key, level = number
        if number not in self.levels:
            return ""
        shape, text, start = self.levels[number]
        counters = self.counters.setdefault(self.uses[key], {})
        counters[level] = counters.get(level, start - 1) + 1
        for deeper in [one for one in counters if one > level]:
            del counters[deeper]
        if shape in {"bullet", "none"}:
            return ""

        def written(match):
            at = int(match[1]) - 1
            kind, _text, begin = self.levels.get((key, at), ("decimal", "", 1))
            return as_figure(counters.get(at, begin), kind)

        return re.sub(r"%([1-9])", written, text or "%1.").strip()


def number_in_attribute(element, name):
    value = element.get(w(name), "")
    return int(value) if re.fullmatch(r"\d{1,9}", value) else None


def _val(element, name):
    found = element.find(w(name))
    return found.get(VAL, "") if found is not None else ""


def as_figure(number, kind):
    if kind in {"lowerLetter", "upperLetter"} and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * min(1 + (number - 1) // 26, 5)
        return letter if kind == "lowerLetter" else letter.upper()
    if kind in {"lowerRoman", "upperRoman"} and 0 < number < 4000:
        roman, rest = "", number
        for value, sign in zip(
            (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
            ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
            strict=True,
        ):
            roman += sign * (rest // value)
            rest %= value
        return roman if kind == "lowerRoman" else roman.upper()
    return str(number)
