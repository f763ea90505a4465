"""Data to take away: the page that offers it, and each collection as CSV, XLSX or JSON, whole or narrowed."""

import io
import json

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from ninja import Schema

from ...spreadsheets.export import plain_value, write_csv, write_xlsx
from ..caching import from_anywhere, open_page
from ..narrowing import the_same
from .collections import ALL, BY_NAME
from .records import Day, Deadline, Link, News, OtherName, OtherTitle, Party, Venue

MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
WRITERS = {"csv": write_csv, "xlsx": write_xlsx}


@open_page
def page(request):
    offers = [
        (
            each,
            each.rows(request).count(),
            # Narrowed like the number beside it, where somebody typed what to narrow it to.
            [(ending, the_same(request, "data", each.name, ending)) for ending in MEDIA_TYPES],
        )
        for each in ALL
    ]
    return render(request, "public/data.html", {"offers": offers, "today": timezone.localdate()})


@from_anywhere
@open_page
def file(request, name, ending):
    """A collection as a file: all of it, or what the address narrows it to."""
    collection = BY_NAME.get(name)
    if collection is None or ending not in MEDIA_TYPES:
        raise Http404
    found = collection.tell(collection.listed(collection.rows(request)))
    if ending == "json":
        content = json.dumps([each.model_dump(mode="json") for each in found], ensure_ascii=False, indent=1)
    else:
        written = io.BytesIO()
        columns = list(collection.record.model_fields)
        rows = ([plain_value(_cell(getattr(record, column))) for column in columns] for record in found)
        WRITERS[ending](written, str(collection.title), columns, rows)
        content = written.getvalue()
    response = HttpResponse(content, content_type=MEDIA_TYPES[ending])
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{ending}"'
    return response


def _cell(value):
    """What a record says under one name, in one cell."""
    if isinstance(value, list):
        return "; ".join(str(_cell(each)) for each in value)
    return _in_words(value) if isinstance(value, Schema) else value


def _in_words(thing):
    # A cell has no place for a list of what of it is our reading, and must not tell that as if a source stated it.
    note = "our reading" if getattr(thing, "inferred", None) else ""
    match thing:
        case Party():
            return f"{thing.name} ({', '.join(filter(None, [thing.role, note]))})"
        case Venue():
            return ", ".join(filter(None, [thing.name, thing.city, thing.country]))
        case Deadline():
            return _noted(thing.as_written or str(thing.latest or thing.kind), note)
        case News():
            return _noted(f"{thing.happened_on} {thing.voice}: {thing.status}", note)
        case OtherName() | OtherTitle():
            return thing.name
        case Day():
            return str(thing.day)
        case Link():
            return thing.url
    raise TypeError(thing)


def _noted(words, note):
    return f"{words} ({note})" if note else words
