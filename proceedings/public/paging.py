"""Lists in pages, and filters that ignore nonsense."""

import re

from django.core.paginator import Paginator
from django.http import Http404

PER_PAGE = 50


def page_of(request, rows, per_page=PER_PAGE):
    """The page of `rows` that ?page= asks for: the first where it is no number. Raises Http404 behind the last."""
    asked = request.GET.get("page", "")
    number = int(asked) if re.fullmatch(r"[1-9][0-9]{0,8}", asked, re.ASCII) else 1
    paginator = Paginator(rows, per_page)
    if number > paginator.num_pages:
        raise Http404
    page = paginator.page(number)
    query = request.GET.copy()
    query.pop("page", None)
    page.query = "".join(f"{part}&" for part in [query.urlencode()] if part)
    return page


def chosen(request, name, allowed):
    """The value of a filter in the address, if it is one of `allowed`; otherwise an empty string."""
    value = request.GET.get(name, "")
    return value if value in allowed else ""
