from django.db.models import Exists, F, OuterRef, Q
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from proceedings.models import (
    Attribution,
    Commitment,
    CommitmentParty,
    Event,
    EventParty,
    Organisation,
    OrganisationName,
    Publication,
    PublicationFile,
    Recommendation,
    RecommendationParty,
)

from ... import telling
from .. import narrowing, outcomes, tracking, who
from ..caching import open_page
from ..gather import by, connect, prepared
from ..machines import describing
from ..paging import page_of
from .events import with_lists


@open_page
def organisation_list(request):
    narrowed = narrowing.organisations(request)
    page = page_of(request, narrowed.rows.select_related("kind").order_by("name", "pk"))
    context = {"page": page, "narrowed": narrowed, "feed": narrowing.the_same(request, "public:organisations_feed")}
    context["downloads"] = narrowing.to_take_away(request, "organisations")
    return render(request, "public/organisation_list.html", context)


# Who spoke in a session under the Chatham House Rule is told nowhere, so not on the page of the organisation either.
ATTRIBUTABLE = ~Q(commitment__session__attribution=Attribution.NON_ATTRIBUTABLE) | Q(commitment__session=None)


@prepared
def _rows_of(organisation):
    """The querysets of an organisation's page, by its number."""
    addressed = CommitmentParty.objects.filter(organisation=organisation, role=CommitmentParty.Role.ADDRESSEE)
    asked = RecommendationParty.objects.filter(
        organisation=organisation, role__in=[RecommendationParty.Role.ADDRESSEE, RecommendationParty.Role.TO_PRESS]
    )
    publications = Publication.objects.published().filter(publisher=organisation)
    recommendations = Recommendation.objects.published().filter(pk__in=asked.values("recommendation"))
    return {
        "names": OrganisationName.objects.filter(organisation=organisation).order_by("from_year", "name"),
        "units": Organisation.objects.published().filter(parent=organisation),
        "promised_to": Commitment.objects.published().filter(pk__in=addressed.values("commitment")),
        "asked": recommendations,
        "events": Event.objects.published().filter(pk__in=recommendations.order_by().values("event")),
        "publications": publications,
        "files": PublicationFile.objects.filter(publication__in=publications.order_by().values("pk")),
    }


def promise_parts():
    """The parts of those who made published commitments, as far as a visitor may know that they did."""
    return CommitmentParty.objects.filter(
        ATTRIBUTABLE | ~Q(commitment__provenance=Commitment.Provenance.HEARD),
        role__in=[*CommitmentParty.MAKERS, CommitmentParty.Role.ALSO_FOR],
        commitment__in=Commitment.objects.published().values("pk"),
    )


def promised_by(organisations):
    """Published commitments `with_standing` that organisations made, as far as a visitor may know that they did."""
    parts = promise_parts().filter(organisation__in=organisations)
    return Commitment.objects.with_standing().published().filter(pk__in=parts.values("commitment"))


def events_of(organisations):
    """Events with a page in which organisations had a part."""
    parts = EventParty.objects.filter(event=OuterRef("pk"), organisation__in=organisations)
    return Event.objects.with_page().filter(Exists(parts))


@open_page
def organisation(request, slug):
    row = Organisation.objects.published().select_related("kind", "parent", "logo").filter(slug=slug).first()
    if row is None:
        raise Http404
    today = timezone.localdate()
    parts = list(EventParty.objects.filter(organisation=row, event__in=Event.objects.with_page().values("pk")))
    of_event = by("event_id", parts)
    events = events_of([row]).order_by(F("start_date").desc(nulls_last=True), "title", "pk")
    page = page_of(request, with_lists(events), total=len(of_event))
    for event in page:
        event.parts_played = sorted({part.get_role_display() for part in of_event.get(event.pk, [])})
    promised = tracking.longest_waiting_first(promised_by([row]).select_related("event"))
    rows = _rows_of(organisation=row.pk)
    who.look_up(rows.names, rows.publications, rows.files)
    connect(rows.asked, rows.events)
    telling.translate([row])
    # Those it also spoke for are among them, which no filter of the list of commitments knows: so they lead nowhere.
    figures = outcomes.figures(promised)
    promises = page_of(request, promised, "promised", figures.total)
    files = by("publication_id", rows.files)
    for publication in rows.publications:
        publication.shown_files = files.get(publication.pk, [])
    parent = who.organisation(row.parent) if row.parent_id else None
    context = {
        "organisation": row,
        "other_names": [name for name in rows.names if name.name != telling.words(row)],
        "shown_parent": parent,
        "feed": reverse("public:organisation_feed", args=[row.slug]),
        "by_mail": reverse("public:organisation_follow", args=[row.slug]),
        "description": describing.of_organisation(row, rows.names, parent, row.logo),
        "rows": rows,
        "page": page,
        "figures": figures,
        "promises": promises,
        "entries": outcomes.entries(list(promises), today=today),
        "promised_to": page_of(request, rows.promised_to, "promised-to"),
        "asked": page_of(request, rows.asked, "asked"),
        "publications": page_of(request, rows.publications, "publications"),
    }
    return render(request, "public/organisation.html", context)
