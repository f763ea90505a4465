from django.conf import settings
from django.db.models import Max
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse

from proceedings.documents.comparing import compare, pieces_of
from proceedings.documents.rendering import readable
from proceedings.models import Edition, EditionFile, EventPublication, Publication

from .. import outcomes, ties
from ..caching import open_page
from ..event_rows import OPEN_TIE
from ..paging import page_of


def _editions():
    """Editions of events that have a page, newest first."""
    return Edition.objects.published().filter(proceedings__event__is_reference=False).order_by("-number")


@open_page
def proceedings_list(request):
    newest = _editions().in_force().order_by().values("proceedings").annotate(newest=Max("pk")).values("newest")
    editions = (
        Edition.objects.filter(pk__in=newest)
        .select_related("proceedings__event")
        .with_titles()
        .order_by("-proceedings__event__start_date", "-pk")
    )
    elsewhere = (
        EventPublication.objects.filter(
            OPEN_TIE,
            relation=EventPublication.Relation.REPORT,
            publication__in=Publication.objects.published().values("pk"),
            event__is_published=True,
            event__is_reference=False,
        )
        .select_related("publication", "event")
        .prefetch_related("publication__files__language")
        .order_by("-event__start_date", "pk")
    )
    context = {"page": page_of(request, editions), "elsewhere": page_of(request, elsewhere, "elsewhere")}
    return render(request, "public/proceedings_list.html", context)


@open_page
def edition_latest(request, slug):
    """The edition in force of the proceedings of an event. If all were taken back: what was said about the last."""
    editions = list(_of_event(slug))
    in_force = [edition for edition in editions if not edition.withdrawn_at]
    if not editions:
        raise Http404
    return _page(request, (in_force or editions)[0], editions)


@open_page
def edition(request, slug, number):
    editions = list(_of_event(slug))
    found = next((edition for edition in editions if edition.number == number), None)
    if found is None:
        raise Http404
    return _page(request, found, editions)


@open_page
def edition_compare(request, slug, one, other):
    """What changed from one edition to a later one; both in force, with people as each may show them today."""
    if one > other:
        return redirect("public:edition_compare", slug, other, one)
    pair = [edition for edition in reversed(_of_event(slug).in_force()) if edition.number in (one, other)]
    if len(pair) != 2:
        raise Http404
    context = {
        "event": pair[0].proceedings.event,
        "pair": pair,
        "one": pair[0],
        "other": pair[1],
        "difference": compare(*(pieces_of(readable(edition.source)) for edition in pair)),
    }
    return render(request, "public/edition_compare.html", context)


def _of_event(slug):
    return _editions().filter(proceedings__event__slug=slug).select_related("proceedings__event__kind").with_titles()


def _page(request, edition, editions):
    event = edition.proceedings.event
    in_force = [other for other in editions if not other.withdrawn_at]
    newest = in_force[0] if in_force else None
    text = edition.source
    context = {
        "edition": edition,
        "event": event,
        "text": text,
        "newest": newest if newest and newest.number > edition.number else None,
        "editions": editions,
        "before": next((other for other in in_force if other.number < edition.number), None),
        "address": settings.SITE_URL + reverse("public:edition", args=[event.slug, edition.number]),
    }
    if edition.withdrawn_at:
        return render(request, "public/edition_withdrawn.html", context)
    recorded = ties.recorded_in(event)
    entries = outcomes.entries(recorded)
    tied = [(row.section.heading, entry) for row, entry in zip(recorded, entries, strict=True)]
    context["entries"] = entries
    context["html"] = ties.with_ties(readable(text), tied)
    context["contents"] = nested(text.contents)
    context["files"] = files_of(edition, text)
    return render(request, "public/edition.html", context)


def files_of(edition, text):
    """The files of a text in the order of their formats."""
    text.edition = edition
    formats = EditionFile.Format.values
    files = sorted(text.files.all(), key=lambda file: formats.index(file.format))
    for file in files:
        file.text = text
    return files


def nested(contents):
    """The contents of a text as parts with their chapters: [(anchor, heading, [(anchor, heading), …]), …]."""
    parts = []
    for level, anchor, heading in contents:
        if level == 1 or not parts:
            parts.append((anchor, heading, []))
        else:
            parts[-1][2].append((anchor, heading))
    return parts
