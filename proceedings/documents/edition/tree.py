"""The clean HTML of an edition as a tree of lists, dicts and texts, from which each format is made.

Blocks, each a dict with "t" and, where it differs from the text around it, "lang" and "dir":

    p       runs
    list    items, each a list of blocks; start, its first number, or None where it has none
    table   caption (runs), columns, head (how many of its rows are one), rows of cells: {head, columns, rows, blocks}
    quote   blocks
    terms   pairs of ("term", runs) and ("told", blocks)
    figure  key and name of a stored picture, alt, caption (runs)
    heading runs; within an annex

Runs are dicts with "s", their text, and what sets them apart: strong, em, sup, sub, code, small, under, struck, lang,
href. A line break is a run with the text "\\n", a footnote one with "note", its blocks.
"""

import re

from lxml.html import HTMLParser, fragment_fromstring

# Deeper than this nobody reads; what lies deeper is printed, at this depth.
DEEPEST = 8
STYLES = {
    "strong": "strong",
    "b": "strong",
    "em": "em",
    "i": "em",
    "cite": "em",
    "sup": "sup",
    "sub": "sub",
    "code": "code",
    "small": "small",
    "u": "under",
    "s": "struck",
    "del": "struck",
}
LISTS = {"ul", "ol"}
ROWS = {"thead", "tbody", "tfoot"}
WIDEST = 60
# Word has no more; what is wider is printed cell after cell.
MOST_COLUMNS = 63
PICTURE = re.compile(r"/files/pictures/([0-9a-f]{32})/([a-z0-9]{1,8}\.[a-z]{3,4})\Z")
NOTE = re.compile(r"#(fn-[\w-]+)\Z")
BACK = re.compile(r"#fnref-")


def parsed(html):
    """An element that holds some HTML. However deep it is nested, nothing of it is lost."""
    return fragment_fromstring(html, create_parent="div", parser=HTMLParser(huge_tree=True, encoding="utf-8"))


def sections_of(html, site=""):
    """The HTML that rendering.build made, with names in the place of its marks, as (blocks above all, sections).

    site   where links that begin with / lead, such as https://events.example.org

    Each section is a dict with level, anchor, heading, and paragraphs: [{number, anchor, blocks}, …]. What stands
    between them without a number, such as a word on the translation, has "" for both.
    """
    root = parsed(html)
    notes = {element.get("id"): element for element in root.iter("li") if (element.get("id") or "").startswith("fn-")}
    reader, above, sections = _Reader(notes, site), [], []
    for element in root:
        if element.tag in {"h2", "h3"}:
            heading = " ".join("".join(element.itertext()).split())
            level = 1 if element.tag == "h2" else 2
            sections.append({"level": level, "anchor": element.get("id"), "heading": heading, "paragraphs": []})
            continue
        number = element.find("a[@class='pn']")
        about = {name: element.get(name) for name in ("lang", "dir") if element.get(name)}
        row = {"number": "", "anchor": ""}
        if number is not None:
            row = {"number": "".join(number.itertext()).strip(), "anchor": element.get("id")}
            element.remove(number)
            row["blocks"] = [about | block for block in reader.blocks(element)]
        else:
            row["blocks"] = reader.block(element, {}, 0) or []
        # The notes of a Word file are a paragraph of the page; here each stands where it is called for.
        if row["blocks"] and sections:
            sections[-1]["paragraphs"].append(row)
        elif row["blocks"]:
            above += row["blocks"]
    return above, sections


class _Reader:
    """Turns elements into blocks and runs. `notes` are the elements with footnotes by their ids, `site` our address."""

    def __init__(self, notes, site):
        self.notes, self.site = notes, site

    def blocks(self, element, style=None, depth=0):
        """What stands in an element as blocks; text between them becomes a paragraph."""
        style = style or {}
        found, loose = [], _runs(element.text, style)

        def close():
            if runs := trimmed(loose):
                found.append({"t": "p", "runs": runs})
            loose.clear()

        for child in element:
            made = self.block(child, style, depth) if isinstance(child.tag, str) else None
            if made is None:
                loose += self.inline(child, style)
            else:
                close()
                found += made
            loose += _runs(child.tail, style)
        close()
        return found

    def block(self, element, style, depth):
        """The blocks an element makes, or None where it stands within a line."""
        tag, style = element.tag, self._styled(element, style)
        if tag == "p":
            if element.find(".//img") is not None:
                return self._with_pictures(element, style)
            runs = trimmed(self.runs(element, style))
            return [_about(element, {"t": "p", "runs": runs})] if runs else []
        if tag in LISTS:
            return self._list(element, style, depth)
        if tag == "table":
            return self._table(element, style, depth)
        if tag == "blockquote":
            blocks = self.blocks(element, style, depth + 1)
            return [_about(element, {"t": "quote", "blocks": blocks})] if depth < DEEPEST else blocks
        if tag == "dl":
            pairs = []
            for child in element.iterchildren("dt", "dd"):
                inner = self._styled(child, style)
                is_term = child.tag == "dt"
                pairs.append(
                    ["term", trimmed(self.runs(child, inner))]
                    if is_term
                    else ["told", self.blocks(child, inner, depth)]
                )
            return [_about(element, {"t": "terms", "pairs": pairs})]
        if tag in {"figure", "img"}:
            return self._with_pictures(element, style)
        if tag in {"div", "section", "aside"}:
            return self.blocks(element, style, depth)
        return None

    def _list(self, element, style, depth):
        items = []
        for child in element.iterchildren("li"):
            if (child.get("id") or "") in self.notes:
                continue
            items.append(self.blocks(child, self._styled(child, style), depth + 1))
        if depth >= DEEPEST:
            return [block for item in items for block in item]
        start = int(element.get("start") or 1) if element.tag == "ol" else None
        return [_about(element, {"t": "list", "start": start, "items": items})] if items else []

    def _table(self, element, style, depth):
        rows, head = [], 0
        caption = element.find("caption")
        for group in [element, *element.iterchildren(*ROWS)]:
            for row in group.iterchildren("tr"):
                cells = [self._cell(cell, style, depth) for cell in row.iterchildren("td", "th")]
                if cells:
                    head += group.tag == "thead" and head == len(rows)
                    rows.append(cells)
        if not rows:
            return []
        if not head and len(rows) > 1 and all(cell["head"] for cell in rows[0]):
            head = 1
        grid, columns = placed(rows)
        # A head from which a cell reaches below it would not repeat as one.
        while head < len(rows) and any(at < head < at + cell["rows"] for at, _column, cell in grid):
            head += 1
        if columns > MOST_COLUMNS or depth >= DEEPEST:
            return [block for row in rows for cell in row for block in cell["blocks"]]
        words = trimmed(self.runs(caption, style)) if caption is not None else []
        table = {"t": "table", "caption": words, "columns": columns, "head": head if head < len(rows) else 0}
        return [_about(element, table | {"rows": rows})]

    def _cell(self, element, style, depth):
        return {
            "head": element.tag == "th",
            "columns": _span(element.get("colspan")),
            "rows": _span(element.get("rowspan")),
            "blocks": self.blocks(element, self._styled(element, style), depth + 1),
        }

    def _with_pictures(self, element, style):
        found = []
        caption = element.find("figcaption")
        for picture in [element] if element.tag == "img" else element.iter("img"):
            if match := PICTURE.search(picture.get("src") or ""):
                words = trimmed(self.runs(caption, style)) if caption is not None else []
                alt = picture.get("alt") or ""
                found.append({"t": "figure", "key": match[1], "name": match[2], "alt": alt, "caption": words})
        if element.tag == "p" and (runs := trimmed(self.runs(element, style))):
            # What is said of a picture in its paragraph leads to it.
            found.insert(0, {"t": "p", "runs": runs})
        return found

    def _styled(self, element, style):
        style = dict(style)
        if name := STYLES.get(element.tag):
            style[name] = True
        if language := element.get("lang"):
            style["lang"] = language
        if element.tag == "a" and (href := element.get("href")):
            style["href"] = f"{self.site}{href}" if href.startswith("/") else href
        return style

    def inline(self, element, style):
        """The runs of an element that stands within a line."""
        if not isinstance(element.tag, str):
            return []
        if element.tag == "br":
            return [{"s": "\n"}]
        if element.tag == "img":
            return []
        style = self._styled(element, style)
        if BACK.match(style.get("href", "")):
            return []
        match = NOTE.match(style.get("href", ""))
        if match and match[1] in self.notes:
            style.pop("href")
            return [{"s": "", "note": _Reader({}, self.site).blocks(self.notes[match[1]], {})}]
        if element.tag == "q":
            return [*_runs("“", style), *self.runs(element, style), *_runs("”", style)]
        return self.runs(element, style)

    def runs(self, element, style):
        """What stands in an element as runs; blocks within it, which no clean HTML has, are read as lines."""
        found = _runs(element.text, style)
        for child in element:
            found += self.inline(child, style)
            found += _runs(child.tail, style)
        return found


def _runs(text, style):
    text = re.sub(r"[ \t\r\n\f]+", " ", text or "")
    return [{"s": text, **style}] if text else []


def _about(element, block):
    """A block with the language and direction its element gives."""
    return block | {name: element.get(name) for name in ("lang", "dir") if element.get(name)}


def _span(value):
    return min(int(value), WIDEST) if value and value.isascii() and value.isdigit() and int(value) else 1


def trimmed(runs):
    """Runs joined where they look alike, with one blank between words and none at the ends and beside line breaks."""
    joined = []
    for run in runs:
        alike = joined and "note" not in run and "note" not in joined[-1]
        alike = alike and "\n" not in (run["s"], joined[-1]["s"])
        if alike and _look(run) == _look(joined[-1]):
            joined[-1] = joined[-1] | {"s": joined[-1]["s"] + run["s"]}
        else:
            joined.append(run)
    result, at_start = [], True
    for run in joined:
        text = run["s"]
        if text == "\n":
            if result and result[-1]["s"] != "\n":
                result[-1] = result[-1] | {"s": result[-1]["s"].rstrip(" ")}
            result.append(run)
            at_start = True
            continue
        text = re.sub(" +", " ", text)
        if at_start or (result and result[-1]["s"].endswith(" ")):
            text = text.lstrip(" ")
        if text or "note" in run:
            result.append(run | {"s": text})
            at_start = False
    while result and "note" not in result[-1] and not result[-1]["s"].strip(" \n"):
        result.pop()
    if result:
        result[-1] = result[-1] | {"s": result[-1]["s"].rstrip(" ")}
    return result


def _look(run):
    return {name: value for name, value in run.items() if name != "s"}


def placed(rows):
    """Where the cells of a table stand: ([(row, column, cell), …], number of columns).

    Spans are cut where the table ends, or where a cell stands already, as browsers do.
    """
    taken, found, columns = set(), [], 0
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            cell["rows"] = min(cell["rows"], len(rows) - number)
            width = 1
            while width < cell["columns"] and (number, column + width) not in taken:
                width += 1
            cell["columns"] = width
            for down in range(cell["rows"]):
                taken |= {(number + down, column + across) for across in range(width)}
            found.append((number, column, cell))
            column += width
            columns = max(columns, column)
    return found, columns


def plain(blocks):
    """The text of blocks, a line for each."""
    lines = []
    for block in blocks:
        kind = block["t"]
        if kind in {"p", "heading"}:
            lines.append(line(block["runs"]))
            lines += [text for run in block["runs"] if "note" in run for text in plain(run["note"])]
        elif kind == "list":
            lines += [text for item in block["items"] for text in plain(item)]
        elif kind == "quote":
            lines += plain(block["blocks"])
        elif kind == "terms":
            for name, part in block["pairs"]:
                lines += [line(part)] if name == "term" else plain(part)
        elif kind == "table":
            lines.append(line(block["caption"]))
            lines += [text for row in block["rows"] for cell in row for text in plain(cell["blocks"])]
        elif kind == "figure":
            lines += [block["alt"], line(block["caption"])]
    return [text for text in lines if text]


def line(runs):
    return "".join(run["s"] for run in runs)


def pictures_of(blocks):
    """Yield the figures in blocks, however deep."""
    for block in blocks:
        if block["t"] == "figure":
            yield block
        for inner in (
            block.get("items", [])
            + ([block["blocks"]] if "blocks" in block else [])
            + [part for name, part in block.get("pairs", []) if name == "told"]
            + [cell["blocks"] for row in block.get("rows", []) for cell in row]
        ):
            yield from pictures_of(inner)
