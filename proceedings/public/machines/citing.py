"""How an edition is cited: in the words of two styles, and as files for programs that keep references."""

import json
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import override

# What TeX takes for commands. Programs that read BibTeX today read UTF-8, so letters stay as they are.
_TEX = {c: f"\\{c}" for c in "&%$#_"} | {
    # BibTeX counts braces also behind a backslash: one that nobody closes would swallow the rest of the file.
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
MEDIA_TYPES = {
    "bib": "application/x-bibtex",
    "ris": "application/x-research-info-systems",
    "json": "application/vnd.citationstyles.csl+json",
}


def reference_of(edition, text, site, address):
    """What is cited, in the names of CSL-JSON 1.0.2: an edition in one language, by the network, at its address."""
    day = edition.published_on
    return {
        "id": f"{edition.proceedings.event.slug}-{edition.number}-{text.language.code}",
        "type": "report",
        "title": text.title,
        "author": [{"literal": site}],
        "publisher": site,
        "edition": str(edition.number),
        "issued": {"date-parts": [[day.year, day.month, day.day]]},
        "language": text.language.code,
        "URL": address,
    }


def in_words(reference):
    """The reference in the words of two styles, as [(style, words)]; in English, as they are defined."""
    site, title, url = reference["author"][0]["literal"], reference["title"], reference["URL"]
    number, day = reference["edition"], date(*reference["issued"]["date-parts"][0])
    with override("en"):
        month_day = date_format(day, "F j")
    return [
        ("APA", f"{site}. ({day.year}, {month_day}). {title} (Edition {number}). {url}"),
        ("Chicago", f"{site}. {title}. Edition {number}. {site}, {month_day}, {day.year}. {url}."),
    ]


def bibtex(reference):
    year, month, day = reference["issued"]["date-parts"][0]
    fields = {
        # Twice in braces: one author, whose name is not taken apart, and capitals that stay.
        "author": f"{{{_tex(reference['author'][0]['literal'])}}}",
        "title": f"{{{_tex(reference['title'])}}}",
        "institution": _tex(reference["publisher"]),
        "type": "Proceedings",
        "edition": reference["edition"],
        "year": str(year),
        "month": str(month),
        "day": str(day),
        "language": reference["language"],
        "url": reference["URL"],
    }
    lines = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items())
    return f"@techreport{{{reference['id']},\n{lines}\n}}\n"


def _tex(words):
    return "".join(_TEX.get(letter, letter) for letter in words)


def ris(reference):
    year, month, day = reference["issued"]["date-parts"][0]
    lines = [
        ("TY", "RPRT"),
        ("ID", reference["id"]),
        ("AU", reference["author"][0]["literal"]),
        ("TI", reference["title"]),
        ("PB", reference["publisher"]),
        ("PY", f"{year}"),
        ("DA", f"{year}/{month:02}/{day:02}/"),
        ("ET", reference["edition"]),
        ("LA", reference["language"]),
        ("UR", reference["URL"]),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {' '.join(value.split())}\r\n" for tag, value in lines)


def csl(reference):
    return json.dumps([reference], ensure_ascii=False, indent=1)


FORMATS = {"bib": bibtex, "ris": ris, "json": csl}
