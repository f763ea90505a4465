from django.conf import settings
from django.db.models import Max
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, translate_url

from proceedings.documents.comparing_pages import compare, pieces_of
from proceedings.documents.rendering import readable
from proceedings.models import Edition, EditionFile, EditionText, EventLanguage, EventPublication, Language, Publication

from ... import telling
from .. import later, outcomes, ties
from ..caching import open_page
from ..context import network_of
from ..event_rows import OPEN_TIE
from ..machines import citing, describing
from ..paging import page_of

CITED_AS = [("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "json")]


def _editions():
    """Editions of events that have a page, newest first."""
    return Edition.objects.published().filter(proceedings__event__is_reference=False).order_by("-number")


def in_force():
    """Of the proceedings of each event with a page, the edition in force, in no order."""
    newest = _editions().in_force().order_by().values("proceedings").annotate(newest=Max("pk")).values("newest")
    return Edition.objects.filter(pk__in=newest).order_by()


@open_page
def proceedings_list(request):
    editions = (
        in_force().select_related("proceedings__event").with_titles().order_by("-proceedings__event__start_date", "-pk")
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
    context["feed"] = reverse("public:proceedings_feed")
    return render(request, "public/proceedings_list.html", context)


@open_page
def edition_latest(request, slug, tag=None):
    """The edition in force of the proceedings of an event. If all were taken back: what was said about the last.

    tag   the language to read it in, where that is not the one it was written in
    """
    editions = list(of_event(slug))
    in_force = [edition for edition in editions if not edition.withdrawn_at]
    if not editions:
        raise Http404
    return _page(request, (in_force or editions)[0], editions, tag)


@open_page
def edition(request, slug, number, tag=None):
    editions = list(of_event(slug))
    found = next((edition for edition in editions if edition.number == number), None)
    if found is None:
        raise Http404
    return _page(request, found, editions, tag)


@open_page
def edition_compare(request, slug, one, other):
    """What changed from one edition to a later one; both in force, with people as each may show them today."""
    if one > other:
        return redirect("public:edition_compare", slug, other, one)
    pair = [edition for edition in reversed(of_event(slug).in_force()) if edition.number in (one, other)]
    if len(pair) != 2:
        raise Http404
    telling.translate([pair[0].proceedings.event])
    context = {
        "event": pair[0].proceedings.event,
        "pair": pair,
        "one": pair[0],
        "other": pair[1],
        "difference": compare(*(pieces_of(readable(edition.source)) for edition in pair)),
    }
    return render(request, "public/edition_compare.html", context)


def of_event(slug):
    """The editions of the proceedings of an event that a visitor may open, newest first."""
    return _editions().filter(proceedings__event__slug=slug).select_related("proceedings__event__kind").with_titles()


def _page(request, edition, editions, tag):
    event = edition.proceedings.event
    telling.translate([event])
    source = edition.source
    if tag == source.language.code:
        # One text, one address.
        return redirect(request.resolver_match.view_name, *_place(request, tag), permanent=True)
    text = next((text for text in edition.texts.all() if text.language.code == tag), None)
    lacking = None
    if tag and text is None:
        lacking = Language.objects.filter(code=tag).first()
        if lacking is None or not _is_awaited(lacking, event, editions):
            raise Http404
    in_force = [other for other in editions if not other.withdrawn_at]
    newest = in_force[0] if in_force else None
    shown = text or source
    for each in edition.texts.all():
        each.address = address_of(edition, each)
    context = {
        "edition": edition,
        "event": event,
        "text": shown,
        "is_translation": text is not None,
        "source": source,
        "lacking": lacking,
        "has_it": next((other for other in in_force if lacking and _speaks(other, lacking)), None),
        "texts": edition.texts.all(),
        "newest": newest if newest and newest.number > edition.number else None,
        "editions": editions,
        "before": next((other for other in in_force if other.number < edition.number), None),
        "address": settings.SITE_URL + shown.address,
        "alternates": _alternates(edition),
    }
    if edition.withdrawn_at:
        return render(request, "public/edition_withdrawn.html", context)
    there = _in_newer(context["newest"], shown)
    _load([shown, there, source])
    recorded = ties.recorded_in(event)
    entries = outcomes.entries(recorded, language=text.language.code if text else None)
    tied = [(row.section.heading, entry) for row, entry in zip(recorded, entries, strict=True)]
    context["entries"] = entries
    written = readable(source) if text and tied else None
    html = readable(shown)
    if there is not None:
        html = later.with_links(html, readable(there), context["newest"].number, there.address)
    context["html"] = later.within_reach(later.with_lasting_links(ties.with_ties(html, tied, written), shown.address))
    context["contents"] = nested(shown.contents)
    context["files"] = files_of(edition, shown)
    reference = citing.reference_of(edition, shown, network_of(request).name, context["address"])
    context["pack"] = f"{shown.address}pack.zip"
    context["cited"] = citing.in_words(reference)
    context["cite_as"] = [(name, f"{shown.address}cite.{ending}") for name, ending in CITED_AS]
    context["description"] = describing.of_edition(edition, shown, reference, context["files"])
    if text is None:
        context["untranslated"] = _not_yet(edition, event)
    return render(request, "public/edition.html", context)


@open_page
def cite(request, slug, number, ending, tag=None):
    """The reference to an edition, in one language, as a file for a program that keeps references."""
    found = of_event(slug).in_force().filter(number=number).first()
    texts = found.texts.all() if found else []
    text = next((text for text in texts if text.language.code == tag or (not tag and text.is_source)), None)
    if text is None or ending not in citing.FORMATS:
        raise Http404
    address = settings.SITE_URL + address_of(found, text)
    reference = citing.reference_of(found, text, network_of(request).name, address)
    response = HttpResponse(
        citing.FORMATS[ending](reference), content_type=f"{citing.MEDIA_TYPES[ending]}; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{reference["id"]}.{ending}"'
    return response


def files_of(edition, text):
    """The files of a text in the order of their formats."""
    text.edition = edition
    formats = EditionFile.Format.values
    files = sorted(text.files.all(), key=lambda file: formats.index(file.format))
    for file in files:
        file.text = text
    return files


def address_of(edition, text=None):
    """The address of an edition, in the language of a text of it unless that is the one it was written in."""
    place = [edition.proceedings.event.slug, edition.number]
    return reverse("public:edition", args=place if text is None or text.is_source else [*place, text.language.code])


def _alternates(edition):
    """For readers of each language the page in it, with the text in it if there is one: [(language tag, path), …]."""
    texts = {text.language.code: text for text in edition.texts.all()}
    found = [(code, translate_url(address_of(edition, texts.pop(code, None)), code)) for code, _ in settings.LANGUAGES]
    # A text in a language that the pages do not speak stands in those of the site's own.
    return found + [
        (code, translate_url(address_of(edition, text), settings.LANGUAGE_CODE)) for code, text in texts.items()
    ]


def _place(request, tag):
    return [value for value in request.resolver_match.kwargs.values() if value != tag]


def _speaks(edition, language):
    return any(text.language_id == language.pk for text in edition.texts.all())


def _is_awaited(language, event, editions):
    """True for a language that somebody may look for: another edition has it, or it was spoken at the event."""
    return (
        any(_speaks(edition, language) for edition in editions)
        or EventLanguage.objects.filter(event=event, language=language).exists()
    )


def _load(texts):
    """Read of some texts of editions what lists leave out, in one query."""
    texts = {text.pk: text for text in texts if text is not None}
    for pk, html, contents in EditionText.objects.filter(pk__in=texts).values_list("pk", "html", "contents"):
        texts[pk].html, texts[pk].contents = html, contents


def _in_newer(newest, text):
    """The text of a newer edition in the language of another text; None without one."""
    texts = newest.texts.all() if newest else []
    found = next((other for other in texts if other.language_id == text.language_id), None)
    if found is not None:
        found.address = address_of(newest, found)
    return found


def _not_yet(edition, event):
    """The languages spoken at an event that an edition is not in."""
    there = [text.language_id for text in edition.texts.all()]
    return Language.objects.filter(
        pk__in=EventLanguage.objects.filter(event=event).exclude(language__in=there).values("language")
    )


def nested(contents):
    """The contents of a text as parts with their chapters: [(anchor, heading, [(anchor, heading), …]), …]."""
    parts = []
    for level, anchor, heading in contents:
        if level == 1 or not parts:
            parts.append((anchor, heading, []))
        else:
            parts[-1][2].append((anchor, heading))
    return parts
