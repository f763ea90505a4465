"""The interface for programs: `/api/v1/`, for reading only, described by its OpenAPI document.

It answers like the open pages: to everybody the same, to be kept by caches and asked for again.
"""

from functools import wraps

from django.conf import settings
from django.core.paginator import EmptyPage, Paginator
from django.http import Http404
from django.urls import path
from ninja import Field, NinjaAPI, Path, Query, Schema

from ...documents import attendance
from ...models import Commitment, Event, Organisation
from ...models.fields import NO_LETTER
from ..caching import from_anywhere, open_page
from ..event_rows import read
from . import records
from .collections import BY_NAME

PER_PAGE = 100

api = NinjaAPI(
    title="Events, proceedings and commitments",
    version="1",
    description="Everything that the public pages tell of events and what became of their promises, and nothing more. "
    "No key is needed. Answers carry an ETag: ask again with If-None-Match. A list has 100 records on a page.",
    # Its page of documentation loads scripts from elsewhere.
    docs_url=None,
    urls_namespace="api",
)


class Page(Schema):
    """A page of a list."""

    count: int = Field(description="How many records there are in all.")
    next: str | None = Field(description="The address of the next page.")
    previous: str | None = Field(description="The address of the page before.")


_RECORDS = Field(description="The records of this page.")


class EventPage(Page):
    results: list[records.EventRecord] = _RECORDS


class CommitmentPage(Page):
    results: list[records.CommitmentRecord] = _RECORDS


class RecommendationPage(Page):
    results: list[records.RecommendationRecord] = _RECORDS


class OrganisationPage(Page):
    results: list[records.OrganisationRecord] = _RECORDS


class ProceedingsPage(Page):
    results: list[records.EditionRecord] = _RECORDS


class EventDetail(records.EventRecord):
    commitments: list[str] = Field(description="References.")
    memberships: list[records.Membership] = Field(
        description="Those who may be named in the list of who took part. Everybody else is not here."
    )


class Problem(Schema):
    detail: str = Field(description="What is wrong.")


class Wrong(Schema):
    """What in the address cannot be understood."""

    detail: list[dict] = Field(description="Of each: where it stands (loc), what is wrong (msg) and its name (type).")


def _answers(page):
    """What a list answers: a page of it, behind the last one nothing, and to what is no number that it is none."""
    return {200: page, 404: Problem, 422: Wrong}


NUMBER = Query(1, ge=1, le=10**6, description="Which page.")
YEAR = Query("", description="Of its first day, such as 2017; or unknown.")
SERIES = Query("", description="The slug of a series.")
TOPIC = Query("", description="The slug of a topic.")
KIND = Query("", description="The code of a kind, as records have it.")
NAME = Path(description="As records have it.")
COUNTRY = Query("", description="ISO 3166-1, two letters, such as MM.")


def _page(request, name, number):
    collection = BY_NAME[name]
    paginator = Paginator(collection.rows(request), PER_PAGE)
    try:
        page = paginator.page(number)
    except EmptyPage:
        raise Http404 from None

    def at(number):
        query = request.GET.copy()
        query["page"] = number
        return f"{settings.SITE_URL}{request.path}?{query.urlencode()}"

    return {
        "count": paginator.count,
        "next": at(number + 1) if page.has_next() else None,
        "previous": at(number - 1) if page.has_previous() else None,
        "results": collection.tell(page.object_list),
    }


@api.get("/events", response=_answers(EventPage), summary="Events", tags=["events"])
def events(
    request,
    year: str = YEAR,
    kind: str = KIND,
    country: str = COUNTRY,
    series: str = SERIES,
    topic: str = TOPIC,
    page: int = NUMBER,
):
    return _page(request, "events", page)


@api.get("/events/{slug}", response={200: EventDetail, 404: Problem}, summary="One event", tags=["events"])
def event(request, slug: str = NAME):
    rows = Event.objects.with_page().filter(slug=_name(slug))
    row = rows.first()
    if row is None:
        raise Http404
    (record,) = records.events(rows)
    promises = Commitment.objects.published().filter(event=row).order_by("pk")
    return {
        **record.model_dump(),
        "commitments": list(promises.values_list("ref", flat=True)),
        "memberships": records.members(attendance.office_holders(read(row))),
    }


@api.get("/commitments", response=_answers(CommitmentPage), summary="Commitments", tags=["commitments"])
def commitments(
    request,
    standing: str = Query("", description="A code of where it stands, as records have it."),
    year: str = YEAR,
    due: str = Query("", description="Year of the last day, such as 2027; or unknown."),
    country: str = Query("", description="Of a maker who may be told: ISO 3166-1, two letters, such as MM."),
    topic: str = TOPIC,
    goal: str = Query("", description="Code of the framework and number of the goal, such as GCM-6."),
    kind: str = Query("", description="Kind of the event."),
    series: str = SERIES,
    maker: str = Query("", description="Slug of an organisation that made it, where that may be told."),
    news: str = Query("", description="Age of the last news: year, older or none."),
    page: int = NUMBER,
):
    return _page(request, "commitments", page)


@api.get(
    "/commitments/{ref}",
    response={200: records.CommitmentRecord, 404: Problem},
    summary="One commitment",
    tags=["commitments"],
)
def commitment(request, ref: str = NAME):
    return _one(BY_NAME["commitments"].tell(Commitment.objects.with_standing().published().filter(ref=_name(ref))))


@api.get("/recommendations", response=_answers(RecommendationPage), summary="Recommendations", tags=["recommendations"])
def recommendations(request, page: int = NUMBER):
    return _page(request, "recommendations", page)


@api.get("/organisations", response=_answers(OrganisationPage), summary="Organisations", tags=["organisations"])
def organisations(request, kind: str = KIND, country: str = COUNTRY, page: int = NUMBER):
    return _page(request, "organisations", page)


@api.get(
    "/organisations/{slug}",
    response={200: records.OrganisationRecord, 404: Problem},
    summary="One organisation",
    tags=["organisations"],
)
def organisation(request, slug: str = NAME):
    return _one(records.organisations(Organisation.objects.published().filter(slug=_name(slug))))


@api.get("/proceedings", response=_answers(ProceedingsPage), summary="Editions in force", tags=["proceedings"])
def proceedings(request, page: int = NUMBER):
    return _page(request, "proceedings", page)


def _name(asked):
    """The slug or reference in an address. Raises Http404 where nothing can be called so: PostgreSQL takes no NUL."""
    if NO_LETTER.search(asked):
        raise Http404
    return asked


def _one(found):
    if not found:
        raise Http404
    return found[0]


def _open(view):
    @wraps(view)
    def as_get(request, *args, **kwargs):
        # Ninja knows no HEAD; the server leaves the body out.
        if request.method == "HEAD":
            request.method = "GET"
        return view(request, *args, **kwargs)

    return from_anywhere(open_page(as_get))


_patterns, _app, _namespace = api.urls
urls = ([path(str(one.pattern), _open(one.callback), name=one.name) for one in _patterns], _app, _namespace)
