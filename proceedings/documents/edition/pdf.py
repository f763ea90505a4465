"""A Book as a PDF, set by typst: what people wrote reaches it as data."""

from ..breaking import bearable, words_of
from ..typesetting import typeset
from ..words import base
from .tree import line

# PDF/A-2a for archives, PDF/UA-1 for those who listen to it.
STANDARDS = ("a-2a", "ua-1")


def pdf_of(book):
    """Return the PDF as bytes. Raises MissingGlyphs or CannotPrint."""
    return typeset("edition", data_of(book), book.texts(), standards=STANDARDS)


def data_of(book):
    """What the template prints of a Book."""
    published = book.published
    code = base(book.language)
    return {
        "title": book.title,
        "title_words": words_of(book.title),
        "subject": f"{book.words['edition']} {book.edition}, {book.published_words}",
        "language": code,
        "region": "TW" if book.language.lower().startswith("zh-hant") else "CN" if code == "zh" else None,
        "direction": book.direction,
        "published": [published.year, published.month, published.day],
        "published_words": book.published_words,
        "network": {
            "name": book.network,
            "words": words_of(book.network),
            "logo": list(book.logo) if book.logo else None,
        },
        "event": {name: bearable(text) for name, text in book.event.items()},
        "calling": "; ".join(book.calling),
        "edition": book.edition,
        "address": book.address,
        "words": {name: word for name, word in book.words.items() if "%(" not in word},
        "note": [_block(block) for block in book.note],
        "sections": [
            {
                "level": part["level"],
                "heading": bearable(part["heading"]),
                "session": bearable(part.get("session", "")),
                "paragraphs": [
                    {"number": row["number"], "blocks": [_block(block) for block in row["blocks"]]}
                    for row in part["paragraphs"]
                ],
            }
            for part in book.sections
        ],
        "annexes": [
            {
                "title": book.heading_of(part),
                "letter": part["letter"],
                "blocks": [_block(block) for block in part["blocks"]],
            }
            for part in book.annexes
        ],
        "pictures": {key: list(content) for key, content in book.pictures.items()},
    }


def _block(block):
    """A block as the template takes it: every key there, words without blanks broken."""
    kind = block["t"]
    if kind in {"p", "heading"}:
        return block | {"runs": [_run(run) for run in block["runs"]]}
    if kind == "list":
        return block | {"items": [[_block(each) for each in item] for item in block["items"]]}
    if kind == "quote":
        return block | {"blocks": [_block(each) for each in block["blocks"]]}
    if kind == "terms":
        return block | {
            "pairs": [
                [name, [_run(run) for run in part] if name == "term" else [_block(each) for each in part]]
                for name, part in block["pairs"]
            ]
        }
    if kind == "table":
        rows = [[cell | {"blocks": [_block(each) for each in cell["blocks"]]} for cell in row] for row in block["rows"]]
        return {"widths": None} | block | {"rows": rows, "caption": [_run(run) for run in block["caption"]]}
    return block | {"caption": [_run(run) for run in block["caption"]], "alt": block["alt"] or line(block["caption"])}


def _run(run):
    run = run | {"s": bearable(run["s"])}
    if "lang" in run:
        run["lang"] = base(run["lang"]).lower()
    if "note" in run:
        run["note"] = [_block(block) for block in run["note"]]
    return run
