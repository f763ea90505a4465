"""What the templates of the public pages say in one word: dates, marks, readings, names of languages."""

import json
import re

from django import template
from django.conf import settings
from django.template.defaultfilters import linebreaksbr
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse, translate_url
from django.utils.html import conditional_escape, escape, format_html, format_html_join
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext as _

from .. import telling
from ..documents.printed import Body
from ..documents.tongues import SCRIPTS, tongue_of
from ..documents.words import joined
from ..numerals import in_digits, numeral

register = template.Library()
register.filter(numeral)
register.filter(in_digits)

# The font of ours for a script that a machine may have no letters for, by the language of a page.
FONTS = {"km": "khmer", "lo": "lao", "my": "burmese", "th": "thai"}
ANY_LATIN = re.compile("[A-Za-z]")

# Marks are drawings of our own: discs for the maker's word, squares for what others found. A word always follows.
WIDE = {"a-none", "a-0", "a-1", "a-2", "a-3"}


@register.simple_tag
def script_font():
    """What asks for the font of the page's language together with its styles, or nothing for Latin letters.

    Otherwise the font is asked for when the page is set, and all lines move when it comes.
    """
    if not (script := FONTS.get(get_language())):
        return ""
    link = '<link rel="preload" href="{}" as="font" type="font/woff2" crossorigin>'
    return format_html(link, static(f"fonts/noto-sans-{script}-400.woff2"))


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
        format_html_join(
            " ", "<span>{}{}</span>", ((mark(context, *each[:2]), numeral(each[2])) for each in bar.pieces)
        ),
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
    words = named(printed)
    return format_html('<a href="{}">{}</a>', printed.url, words) if printed.url else words


@register.filter
def named(printed):
    """The words of a Printed, with organisations by their names in the language of the page."""
    parts = (
        (called(part) if isinstance(part, Body) else in_its_tongue(part),) for part in printed.parts or (printed.text,)
    )
    return format_html_join(", ", "{}", parts)


@register.filter
def in_its_tongue(words):
    """A name or a post, marked with its language where its letters are not those of the page."""
    tongue = lang(words)
    return format_html("<span{}>{}</span>", tongue, words) if tongue else words


@register.filter
def called(organisation):
    """An Organisation, or a Body, by its name in the language of the page, with its acronym."""
    body = organisation if isinstance(organisation, Body) else Body(organisation)
    told = telling.told(body.row, "name")
    return format_html("{}{}", _marked(told), body.beside(told.words))


@register.simple_tag
def everybody(many):
    """Several of them: “one, two and three”."""
    items = [conditional_escape(who(printed)) + our_reading(printed.inferred) for printed in many]
    return mark_safe(joined(items))  # noqa: S308 - every item is escaped


@register.simple_tag(takes_context=True)
def page_languages(context):
    """[(tag, own name, address), …]: this page, narrowed to the same, in every language of the interface.

    A personal page does not print its own address, which is a key: “?language=km” leads from there. A page that says
    what went wrong (`lost` in its context) may stand at any address, and leads to the first page.
    """
    request = context.get("request")
    match = getattr(request, "resolver_match", None)
    if match and "token" in match.kwargs:
        return [(code, _own_name(code), f"?language={code}") for code, _name in settings.LANGUAGES]
    is_lost = match is None or "lost" in context
    path = reverse("public:home") if is_lost else request.get_full_path()
    return [(code, _own_name(code), translate_url(path, code)) for code, _name in settings.LANGUAGES]


def _own_name(code):
    return get_language_info(code)["name_local"]


@register.simple_tag(takes_context=True)
def alternates(context, languages):
    """The links for search engines to a page in its other languages; none for one that nobody should find.

    A page may have `alternates` in its context, [(language tag, path), …], where these are not just its own address.
    """
    if "lost" in context or languages[0][2].startswith("?"):
        return ""
    addresses = [*context.get("alternates", ())] or [(code, address) for code, _name, address in languages]
    addresses += [("x-default", address) for code, address in addresses if code == settings.LANGUAGE_CODE]
    return format_html_join(
        "\n    ",
        '<link rel="alternate" hreflang="{}" href="{}{}">',
        ((code, settings.SITE_URL, address) for code, address in addresses),
    )


@register.simple_tag
def unchecked_translation():
    """Whether no native reader has looked through the language of this page."""
    return get_language() in settings.LANGUAGES_NOT_CHECKED


register.filter(telling.told)


@register.filter
def say(row, field="name"):
    """A text of a row in the language of the page, marked with its own where nobody has translated it."""
    return _marked(telling.told(row, field)) if row else ""


@register.filter
def as_written(row, field="name"):
    """The same text in its own language, for a citation."""
    return _marked(telling.as_written(row, field)) if row else ""


def _marked(told):
    return format_html('<span lang="{}">{}</span>', told.tongue, told.words) if told.tongue else told.words


@register.filter
def bare(row, field="name"):
    """The same as bare words, for titles and attributes."""
    return telling.words(row, field) if row else ""


@register.filter
def tongue(row, field="name"):
    """The attribute that tells the language of a text of a row, where it is not that of the page; else nothing."""
    told = telling.told(row, field)
    return format_html(' lang="{}"', told.tongue) if told.tongue else ""


@register.filter
def say_at_length(row, field):
    """The paragraphs of a text of a row, as `say` has it."""
    told = telling.told(row, field)
    parts = (linebreaksbr(part, autoescape=True) for part in paragraphs(told.words))
    return format_html_join("", "<p{}>{}</p>", ((tongue(row, field), part) for part in parts))


@register.inclusion_tag("partials/translated.html", takes_context=True)
def how_translated(context, row, *fields):
    """Says plainly how far some texts of a row are translated, by the one that is worst off; nothing in English."""
    told = [telling.told(row, field) for field in fields if getattr(row, field)]
    worst = sorted(told, key=lambda each: (not each.is_lacking, not each.by_machine, not each.is_translated))
    return {"told": worst[0] if worst else None, "address": in_english(context["languages"])}


@register.filter
def in_english(languages):
    """The address of this page in English, out of its `page_languages`."""
    return next(address for code, _own_name, address in languages if code == settings.LANGUAGE_CODE)


@register.filter
def own_name(language):
    """The name of a language in that language, where it says more than the English one."""
    return language.own_name if language.own_name and language.own_name != language.name else ""


@register.filter
def lang(text):
    """The attribute that tells the language of a text in another script than that of the page; else nothing.

    What is in Latin letters only, on a page in a script of the region, was written in the language of the back office.
    """
    text, page = str(text or ""), get_language()
    tongue = tongue_of(text, page)
    if not tongue and page in SCRIPTS and ANY_LATIN.search(text) and not SCRIPTS[page].search(text):
        tongue = settings.LANGUAGE_CODE
    return format_html(' lang="{}"', tongue) if tongue else ""


@register.filter
def lang_in(text, language):
    """The attribute that tells the language of a text out of a longer one in `language`: its own, else that."""
    return format_html(' lang="{}"', tongue_of(str(text), language) or language)


@register.filter
def with_hits(pieces):
    """Words with what was found in them marked, each script in its language; of pieces as `finding.marked` gives."""
    html = ""
    for text, is_found, tongue in pieces:
        name = "mark" if is_found else "span" if tongue else ""
        written = format_html(' lang="{}"', tongue) if tongue else ""
        html += f"<{name}{written}>{escape(text)}</{name}>" if name else escape(text)
    return mark_safe(html)  # noqa: S308 - of our own tags, and texts that are escaped


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
