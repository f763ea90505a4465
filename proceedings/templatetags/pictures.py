"""How a page prints a picture: {% load pictures %}{% picture event.cover sizes="(min-width: 60rem) 38rem, 100vw" %}"""

from django import template
from django.template.loader import render_to_string

from proceedings.documents.pictures import srcset

register = template.Library()


@register.simple_tag
def picture(picture, sizes="100vw", alt=None, loading="lazy"):
    """An <img> in the stored sizes; nothing where there is no picture.

    sizes     how wide it stands on the page, as the attribute of <img> says it
    alt       other words than the picture's own description; empty when the text beside it says the same
    loading   "eager" for what is seen first
    """
    if not picture:
        return ""
    alt = picture.alt if alt is None else alt
    context = {**srcset(picture)._asdict(), "sizes": sizes, "alt": alt, "loading": loading}
    return render_to_string("partials/picture.html", context)
