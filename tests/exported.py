"""A list taken out of the back office as a colleague would: the page opened, the form sent, the file read."""

import csv
import io

from django.urls import reverse

from proceedings.models import Participant
from tests.filled import filled

REASON = "The hotel needs it to give out the rooms"


def address(model=Participant, what="export", query=""):
    return reverse(f"admin:proceedings_{model._meta.model_name}_{what}") + query


def export(client, model=Participant, query="", **fields):
    """Export with the columns ticked beforehand, unless told otherwise. Returns the answer."""
    found = filled(client, address(model, query=query)) | {"reason": REASON, "format": "csv"} | fields
    return client.post(address(model, query=query), found)


def rows_of(answer):
    """The rows of a CSV, as dicts."""
    assert answer.status_code == 200
    assert answer["Content-Type"].startswith("text/csv"), answer.content.decode()[:3000]
    return list(csv.DictReader(io.StringIO(content_of(answer).decode("utf-8-sig"), newline="")))


def content_of(answer):
    return b"".join(answer.streaming_content)


def every_column(client, model=Participant, query=""):
    """Every column that is offered, as fields of the form."""
    form = client.get(address(model, query=query)).context["form"]
    return {
        name: [key for key, _label in form.fields[name].choices]
        for name in ("columns", "on_purpose")
        if name in form.fields
    }
