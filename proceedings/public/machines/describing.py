"""What a page says of itself to programs: linked data (schema.org), Dublin Core, Highwire and Open Graph tags.

Each function is given what the page prints already, so nothing is told here that is not told there.
"""

from dataclasses import dataclass, field

from django.conf import settings
from django.urls import reverse

from ... import telling
from ...documents.pictures import srcset
from ...models import Event

SCHEMA = "https://schema.org"
STATUS = {
    Event.Status.PLANNED: "EventScheduled",
    Event.Status.HELD: "EventScheduled",
    Event.Status.POSTPONED: "EventPostponed",
    Event.Status.CANCELLED: "EventCancelled",
}
MODE = {
    Event.Mode.IN_PERSON: "OfflineEventAttendanceMode",
    Event.Mode.ONLINE: "OnlineEventAttendanceMode",
    Event.Mode.HYBRID: "MixedEventAttendanceMode",
}


@dataclass
class Description:
    """A page as programs read it.

    title, words   what a preview of a link shows
    address        where it is, whole
    kind           the type of Open Graph
    picture        the whole address of a picture, or ""
    linked_data    what schema.org calls it, as what becomes JSON
    tags           [(name, content), …] besides
    """

    title: str
    words: str
    address: str
    kind: str = "website"
    picture: str = ""
    linked_data: dict = field(default_factory=dict)
    tags: list = field(default_factory=list)


def _whole(path):
    return f"{settings.SITE_URL}{path}" if path else ""


def _picture(picture):
    return _whole(srcset(picture).src) if picture else ""


def _filled(of_type, **values):
    """A thing of schema.org without what is empty."""
    return {"@type": of_type, **{name: value for name, value in values.items() if value}}


def _on_its_own(thing):
    return {"@context": SCHEMA, **thing}


def organisations(printed):
    """Those that may be printed, as Organizations; `printed` are Printed of organisations."""
    return [_filled("Organization", name=one.text, url=_whole(one.url)) for one in printed]


def _day(day, precision):
    if day is None:
        return ""
    return day.isoformat()[: {Event.DatePrecision.YEAR: 4, Event.DatePrecision.MONTH: 7}.get(precision, 10)]


def of_site(network):
    """The first page: whose site it is, and how it is searched."""
    home = _whole("/")
    thing = _filled(
        "WebSite",
        name=network.name,
        url=home,
        publisher=_filled("Organization", name=network.name, url=network.website or home, logo=_picture(network.logo)),
        potentialAction={
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{_whole('/search/')}?q={{words}}"},
            "query-input": "required name=words",
        },
    )
    words = telling.words(network, "welcome" if network.welcome else "tagline")
    return Description(network.name, words, _whole(reverse("public:home")), linked_data=_on_its_own(thing))


def of_event(event, venues, calling, cover):
    """A page about an event.

    venues    its EventVenue rows
    calling   the Printed of those who called it
    cover     its Picture, or None
    """
    places = [
        _filled(
            "Place",
            name=row.venue.name or str(row.venue),
            address=_filled(
                "PostalAddress",
                streetAddress=" ".join(row.venue.address.split()),
                addressLocality=row.venue.city,
                addressCountry=row.venue.country.code,
            ),
        )
        for row in venues
    ]
    address = _whole(event.get_absolute_url())
    thing = _filled(
        "Event",
        name=telling.words(event, "title"),
        description=telling.words(event, "summary"),
        url=address,
        startDate=_day(event.start_date, event.date_precision),
        endDate=_day(event.end_date, event.date_precision),
        eventStatus=f"{SCHEMA}/{STATUS[event.status]}",
        eventAttendanceMode=f"{SCHEMA}/{MODE[event.mode]}" if event.mode else "",
        location=places,
        organizer=organisations(calling),
        image=_picture(cover),
    )
    return Description(
        telling.words(event, "title"),
        telling.words(event, "summary") or telling.words(event.kind),
        address,
        "website",
        _picture(cover),
        _on_its_own(thing),
    )


def of_edition(edition, text, reference, files):
    """A page with an edition in one language.

    reference   the same as `citing.reference_of` has it
    files       its files in that language, [EditionFile, …]
    """
    event = edition.proceedings.event
    site, address = reference["author"][0]["literal"], reference["URL"]
    day = edition.published_on
    encodings = [
        _filled("MediaObject", encodingFormat=file.media_type, contentUrl=_whole(file.get_absolute_url()))
        for file in files
    ]
    thing = _filled(
        "Report",
        headline=text.title,
        name=text.title,
        url=address,
        datePublished=edition.published_at.isoformat(),
        version=str(edition.number),
        inLanguage=text.language.code,
        author=_filled("Organization", name=site),
        publisher=_filled("Organization", name=site),
        about=_filled("Event", name=event.title, url=_whole(event.get_absolute_url())),
        encoding=encodings,
    )
    pdf = [_whole(file.get_absolute_url()) for file in files if file.format == "pdf"]
    tags = [
        ("citation_title", text.title),
        ("citation_author", site),
        ("citation_technical_report_institution", site),
        ("citation_publication_date", f"{day:%Y/%m/%d}"),
        ("citation_language", text.language.code),
        ("citation_public_url", address),
        *(("citation_pdf_url", one) for one in pdf),
        ("DC.title", text.title),
        ("DC.creator", site),
        ("DC.publisher", site),
        ("DC.date", day.isoformat()),
        ("DC.language", text.language.code),
        ("DC.type", "Text"),
        ("DC.identifier", address),
    ]
    return Description(text.title, edition.change_note, address, "article", "", _on_its_own(thing), tags)


def of_commitment(entry):
    """A page about a commitment, by its Entry."""
    row = entry.commitment
    address = _whole(row.get_absolute_url())
    makers = [] if entry.makers_hidden else organisations(maker for maker in entry.makers if maker.url)
    thing = _filled(
        "CreativeWork",
        identifier=row.ref,
        name=f"{row.ref}: {entry.told.words}",
        text=entry.told.words,
        url=address,
        creativeWorkStatus=str(entry.standing.word),
        creator=makers,
        isPartOf=_filled(
            "Event",
            name=telling.words(row.event, "title"),
            url="" if row.event.is_reference else _whole(row.event.get_absolute_url()),
        ),
    )
    return Description(
        f"{row.ref}: {entry.standing.word}", entry.told.words, address, "article", "", _on_its_own(thing)
    )


def of_organisation(organisation, names, parent, logo):
    """A page about an organisation.

    names    its other names, [OrganisationName, …]
    parent   the Printed of the one above it, or None
    logo     its Picture, or None
    """
    address = _whole(organisation.get_absolute_url())
    thing = _filled(
        "GovernmentOrganization" if organisation.kind_id and organisation.kind.code == "government" else "Organization",
        name=organisation.name,
        alternateName=[row.name for row in names],
        url=address,
        sameAs=organisation.website,
        parentOrganization=_filled("Organization", name=parent.text, url=_whole(parent.url)) if parent else None,
        logo=_picture(logo),
    )
    words = ", ".join(filter(None, [organisation.kind and telling.words(organisation.kind), organisation.country.name]))
    return Description(organisation.name, words, address, "profile", _picture(logo), _on_its_own(thing))
