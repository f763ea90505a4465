"""Rich text as we keep it: the few elements that proceedings need, and nothing that fetches or runs.

Ammonia's defaults keep remote images and addresses such as //elsewhere, so the list is our own.
"""

import html
import re

import nh3

INLINE = {
    "a",
    "abbr",
    "b",
    "br",
    "cite",
    "code",
    "em",
    "i",
    "img",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "u",
}
BLOCKS = {"blockquote", "dl", "ol", "p", "table", "ul"}
INNER = {"caption", "dd", "dt", "li", "tbody", "td", "tfoot", "th", "thead", "tr"}
ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "id"},
    "img": {"src", "alt", "width", "height"},
    "li": {"id"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
# An address may lead to a place on the page, on this site, elsewhere by http, or to a mailbox. A second slash or a
# backslash at the start would lead to any other site.
ADDRESS = re.compile(r"^(#[\w-]+|/(?![/\\])\S*|https?://\S+|mailto:\S+)$", re.IGNORECASE)
# Pictures are our own, so that nothing is fetched from elsewhere; names of places are those of footnotes, so that no
# text can take the name of something else on the page.
PICTURE = re.compile(r"^/files/pictures/[0-9a-f]{32}/[a-z0-9]{1,8}\.(jpg|png|webp)$")
NOTE = re.compile(r"^fn(ref)?-[0-9a-z-]{1,40}$")
PIXELS = re.compile(r"^[1-9][0-9]{0,3}$")
IMAGE = re.compile(r'<img((?:\s[a-z]+="[^"]*")*)>')
SPAN = re.compile(r"^[1-9][0-9]{0,2}$")
LANGUAGE = re.compile(r"^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$")
BLOCK_TAG = re.compile(
    rf"</?({'|'.join(sorted(BLOCKS | INNER | {'div', 'h[1-6]', 'script', 'style'}))})\b", re.IGNORECASE
)
INLINE_TAG = re.compile(rf"</?({'|'.join(sorted(INLINE))})(\s[^<>]*)?/?>", re.IGNORECASE)


def _attribute(tag, name, value):
    if name == "href":
        return value if ADDRESS.match(value) else None
    if name == "src":
        return value if PICTURE.match(value) else None
    if name == "id":
        return value if NOTE.match(value) else None
    if name in {"width", "height"}:
        return value if PIXELS.match(value) else None
    if name in {"colspan", "rowspan", "start"}:
        return value if SPAN.match(value) else None
    if name == "scope":
        return value if value in {"row", "col"} else None
    if name == "dir":
        return value if value in {"ltr", "rtl", "auto"} else None
    if name == "lang":
        return value if LANGUAGE.match(value) else None
    return value


def clean_html(text):
    """Return HTML with only the elements and attributes named above, well-formed. What stands in scripts is gone."""
    clean = nh3.clean(
        text,
        tags=INLINE | BLOCKS | INNER,
        attributes=ATTRIBUTES,
        attribute_filter=_attribute,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
        strip_comments=True,
    )
    # A picture from elsewhere has lost its address, and goes as a whole.
    return IMAGE.sub(lambda found: found[0] if ' src="' in found[1] else "", clean)


def to_html(text):
    """Return clean HTML for what somebody wrote: HTML, or text in which a blank line starts a paragraph.

    Text may hold inline elements such as <em>; any other < is just that sign.
    """
    if BLOCK_TAG.search(text):
        return clean_html(text)
    paragraphs = re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip())
    return "".join(f"<p>{_line(part.strip())}</p>" for part in paragraphs if part.strip())


def _line(text):
    return clean_html(text) if INLINE_TAG.search(text) else html.escape(text, quote=False).replace("\n", "<br>")
