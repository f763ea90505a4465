"""Lists in pages, and filters that ignore nonsense."""

import re

from django.core.paginator import Paginator
from django.db.models import Model
from django.http import Http404

from ..telling import translate

PER_PAGE = 50


def number_asked(request, name="page"):
    """The number of the page that the address asks for: 1 where it is no number."""
    asked = request.GET.get(name, "")
    return int(asked) if re.fullmatch(r"[1-9][0-9]{0,8}", asked, re.ASCII) else 1


def page_of(request, rows, name="page", total=None, per_page=PER_PAGE):
    """The page of `rows` that the address asks for: the first where it is no number. Raises Http404 behind the last.

    What is translated of rows of a model is read with them.

    rows   a queryset or list
    name   what stands for the page in the address; where a page has several lists, also the anchor of the list
    total  how many rows there are, where that is known already
    """
    number = number_asked(request, name)
    paginator = Paginator(rows, per_page)
    if total is not None:
        paginator.count = total
    if number > paginator.num_pages:
        raise Http404
    page = paginator.page(number)
    page.object_list = list(page.object_list)
    translate(row for row in page.object_list if isinstance(row, Model))
    query = request.GET.copy()
    query.pop(name, None)
    page.query = "".join(f"{part}&" for part in [query.urlencode()] if part)
    page.name, page.anchor = name, "" if name == "page" else f"#{name}"
    return page


def chosen(request, name, allowed):
    """The value of a filter in the address, if it is one of `allowed`; otherwise an empty string."""
    value = request.GET.get(name, "")
    return value if value in allowed else ""
