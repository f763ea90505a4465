"""What the templates of the public pages say in one word: dates, marks, readings, names of languages."""

import json

from django import template
from django.template.loader import get_template
from django.urls import translate_url
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from ..documents.tongues import tongue_of
from . import dates

register = template.Library()

# Marks are drawings of our own: discs for the maker's word, squares for what others found. A word always follows.
WIDE = {"a-none", "a-0", "a-1", "a-2", "a-3"}


@register.simple_tag(takes_context=True)
def mark(context, name, colour=""):
    """The drawing of a mark, decoration beside its word; empty for an empty name."""
    if not name:
        return ""
    context["marks"].add(name)
    return format_html(
        '<svg class="mark {} {}" aria-hidden="true"><use href="#m-{}"/></svg>',
        "sq" if name in WIDE else "",
        colour,
        name,
    )


@register.simple_tag(takes_context=True)
def drawings(context):
    """The drawings of the marks that this page printed, and of no others."""
    if not context["marks"]:
        return ""
    named = [name.removeprefix("p-").partition("-") for name in sorted(context["marks"]) if name.startswith("p-")]
    patterns = [(f"p-{colour}-{mark}", mark, colour) for colour, _dash, mark in named]
    return get_template("partials/marks.html").render({"marks": context["marks"], "patterns": patterns})


@register.simple_tag(takes_context=True)
def drawn(context, bar, as_marks):
    """A charts.Bar as it is drawn: a mark for each commitment, or a bar in pieces, each filled with a pattern."""
    if as_marks:
        return format_html_join("", "{}", ((mark(context, *each[:2]),) for each in bar.pieces for _ in range(each[2])))
    # A bar is as wide as its place on the page, so its pieces are told in hundredths.
    pieces = [(colour, f"p-{colour}-{name}", begins, wide) for name, colour, _number, begins, wide in bar.pieces]
    context["marks"].update(pattern for _colour, pattern, *_where in pieces)
    rect = '<rect x="{2:g}%" width="{3:g}%" height="18" class="{0}" fill="url(#{1})"/>'
    return format_html(
        '<svg class="bar" height="18">{}</svg><span class="pieces">{}</span>',
        mark_safe("".join(rect.format(*piece) for piece in pieces)),  # noqa: S308 - names and numbers of our own
        format_html_join(" ", "<span>{}{}</span>", ((mark(context, *each[:2]), each[2]) for each in bar.pieces)),
    )


# As Django's json_script: nothing in it can end the element it stands in.
_HARMLESS = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


@register.simple_tag
def linked_data(thing):
    """What a page is, for programs that read schema.org. It is data and never runs, so the CSP lets it stand."""
    written = json.dumps(thing, ensure_ascii=False).translate(_HARMLESS)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(written))  # noqa: S308 - see above


@register.simple_tag
def reading(row, field="*", words=None):
    """“≈ our reading” where a fact is not stated by a source but read from it; empty where it is stated."""
    if not row.is_inferred(field):
        return ""
    return format_html(' <span class="rd">{}</span>', words or _("our reading"))


@register.simple_tag
def our_reading(inferred=True):
    return format_html(' <span class="rd">{}</span>', _("our reading")) if inferred else ""


@register.simple_tag
def cite(row):
    """Small numbers that lead to the sources of a row at the foot of the page."""
    cited = getattr(row, "cited", None)
    if not cited:
        return ""
    links = format_html_join(
        " ",
        '<a href="#source-{0}"><span class="vh">{1} </span>{0}</a>',
        ((number, _("Source")) for number, _source in cited),
    )
    return format_html('<sup class="src">{}</sup>', links)


@register.simple_tag
def who(printed):
    """Somebody as they may be printed: a link where they have a page, otherwise words."""
    if printed.url:
        return format_html('<a href="{}">{}</a>', printed.url, printed.text)
    return conditional_escape(printed.text)


@register.simple_tag
def everybody(many):
    """Several of them: “one, two and three”."""
    items = [conditional_escape(who(printed)) + our_reading(printed.inferred) for printed in many]
    return mark_safe(dates.joined(items))  # noqa: S308 - every item is escaped


@register.simple_tag(takes_context=True)
def in_language(context, code):
    """The address of this page in another language."""
    return translate_url(context["request"].path, code)


@register.filter
def own_name(language):
    """The name of a language in that language, where it says more than the English one."""
    return language.own_name if language.own_name and language.own_name != language.name else ""


@register.filter
def lang(text):
    """The attribute that tells the language of a text in another script than that of the page; else nothing."""
    tongue = tongue_of(str(text or ""), get_language())
    return format_html(' lang="{}"', tongue) if tongue else ""


@register.filter
def paragraphs(text):
    """The paragraphs of a text, which a blank line parts, as a list."""
    parts = [part.strip() for part in text.replace("\r\n", "\n").split("\n\n")]
    return [part for part in parts if part]


@register.filter
def lines(text):
    """The lines of a text that say something, as a list."""
    return [line.strip() for line in text.splitlines() if line.strip()]


@register.filter
def host(address):
    """The host of an address, so that a link says where it leads."""
    return address.split("//", 1)[-1].split("/", 1)[0].removeprefix("www.")


@register.filter
def unlocalised(number):
    """A number as SVG wants it, with a point in every language."""
    return f"{number:g}"
