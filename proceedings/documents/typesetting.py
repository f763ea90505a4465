"""From words to a PDF: our templates, our fonts, the same file from the same words on every machine."""

import json
import subprocess
import sys
from pathlib import Path

from .glyphs import FONTS, MissingGlyphs, check

HERE = Path(__file__).resolve().parent
TEMPLATES = HERE / "typst"
# Seconds. A thousand badges take two.
LONGEST = 90
# PDF/UA: tagged for those who listen to it; and where a shape is missing after all, it is an error.
STANDARDS = ("ua-1",)


class CannotPrint(Exception):
    """The document could not be made; the message is for people, the cause for whoever keeps the site."""


def typeset(template, data, texts, standards=STANDARDS):
    """Set a document.

    template   the name of a file in the folder typst/, without its ending
    data       what it prints, of lists, dicts, texts and numbers
    texts      (place, text) pairs: everything people wrote in it, to be checked against the fonts
    standards  what the PDF keeps to, in the words of typst

    Returns the PDF as bytes. Raises MissingGlyphs, or CannotPrint.
    """
    check(texts)
    return press(template, data, standards=standards)


def press(template, data, *, root=TEMPLATES, standards=STANDARDS):
    """Set what was checked, in a process of its own; `root` is the only folder it reads from, beside the fonts."""
    job = {"template": template, "data": data, "root": str(root), "fonts": str(FONTS), "standards": standards}
    command = [sys.executable, "-I", str(HERE / "press.py")]
    try:
        done = subprocess.run(  # noqa: S603 - our own program; what people wrote comes on its input
            command, input=json.dumps(job, ensure_ascii=False).encode(), capture_output=True, timeout=LONGEST
        )
    except subprocess.TimeoutExpired as error:
        raise CannotPrint("That took too long. Print fewer at once.") from error
    if done.returncode == 0 and done.stdout.startswith(b"%PDF-"):
        return done.stdout
    said = done.stderr.decode(errors="replace").strip()
    if "could not be displayed" in said:
        # A mark on a letter of another script: each font has one of the two.
        raise MissingGlyphs([f"Two characters do not go together in any of our fonts: {said.splitlines()[0]}."])
    raise CannotPrint("This document could not be made.") from RuntimeError(said)
