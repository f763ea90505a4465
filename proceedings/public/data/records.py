"""What a record of an event, a commitment, a recommendation, an organisation or an edition holds.

The classes describe themselves in the interface's OpenAPI document. Organisations, people and memberships are called as
Popolo 1.0 calls them. There is no list of people: one who may be named at three events agreed to three pages, not to
a page of their own.
"""

from datetime import date, time

from django.conf import settings
from django.db.models import Prefetch
from django.urls import reverse
from ninja import Field, Schema

from ... import models
from ...models import (
    Commitment,
    EventParty,
    EventTitle,
    EventTopic,
    EventVenue,
    OrganisationName,
    Recommendation,
    RecommendationParty,
    Session,
    Standing,
    Update,
)
from .. import outcomes, who
from ..gather import by


def _inferred():
    return Field(
        default_factory=list,
        description="Our reading: the names, as here, of what no source states but we read from it; * for all of it.",
    )


def _one_of(words, choices):
    """A field that holds one of some codes, described with all of them."""
    codes = [choice.value or '""' for choice in choices]
    return Field(description=f"{words}: {', '.join(codes[:-1])} or {codes[-1]}.")


class Named(Schema):
    """Something with a name and, where it has a page, an address."""

    name: str = Field(description="As pages print it.")
    url: str = Field("", description="Empty where it has no public page.")


class Party(Named):
    role: str = Field(description="What they had to do with it, such as organiser, maker, through, addressee.")
    inferred: list[str] = _inferred()


class Venue(Schema):
    name: str = Field(description="Such as a hotel; empty where only the place is known.")
    city: str = Field(description="Empty where nobody knows.")
    country: str = Field(description="ISO 3166-1, two letters; empty where nobody knows.")


class OtherTitle(Schema):
    name: str = Field(description="The title as another page prints it, or in another language.")
    language: str = Field(description="The tag of that language, such as my; empty where nobody says.")


class Day(Schema):
    day: date = Field(description="A day on which people met.")
    starts_at: time | None = Field(description="By the clocks of its place, where that is known.")
    ends_at: time | None = Field(description="The same; may be after midnight.")


class EventRecord(Schema):
    """A meeting."""

    url: str = Field(description="The address of its page.")
    slug: str = Field(description="Its name in addresses.")
    title: str = Field(description="In the language it was written in, like all texts here.")
    other_titles: list[OtherTitle] = Field(description="What else it is called.")
    kind: str = Field(description="The code of its kind, such as workshop.")
    status: str = Field(description="planned, held, postponed or cancelled.")
    mode: str = Field(description="in_person, online or hybrid; empty where nobody says.")
    start_date: date | None = Field(description="Its first day; of a month or a year the first day of that.")
    end_date: date | None = Field(description="Its last day, where it had several.")
    date_precision: str = Field(description="How exactly the dates are known: day, month or year.")
    days: list[Day] = Field(description="Those with hours of their own, or that do not follow each other.")
    time_zone: str = Field(description="Such as Asia/Yangon; empty where nobody says.")
    summary: str = Field(description="What it was about, in a few sentences.")
    series: str = Field(description="The slug of its series; empty without one.")
    venues: list[Venue] = Field(description="Where it was.")
    parties: list[Party] = Field(description="Who called it, paid for it or took part: as its page tells.")
    topics: list[str] = Field(description="Slugs.")
    inferred: list[str] = _inferred()


class Deadline(Schema):
    as_written: str = Field(description="The words of the source.")
    kind: str = _one_of("What sort of limit it is", models.Deadline.Kind)
    earliest: date | None = Field(description="The first day on which it can be kept, where there is one.")
    latest: date | None = Field(description="The last day on which the promise can be kept.")
    precision: str = Field(description="How exactly the last day is known: day, month or year.")
    inferred: list[str] = _inferred()


class News(Schema):
    voice: str = Field(description="reported: the maker says so. assessed: others found it.")
    status: str = _one_of("How far it is", Update.Status)
    happened_on: date = Field(description="The day of it.")
    date_precision: str = Field(description="How exactly that day is known: day, month or year.")
    said_by: str = Field(description="The organisation that says so, where it may be told.")
    text: str = Field(description="What was reported or found.")
    barriers: str = Field(description="What stands in the way.")
    inferred: list[str] = _inferred()


class CommitmentRecord(Schema):
    """A promise, and what became of it."""

    url: str = Field(description="The address of its page.")
    ref: str = Field(description="Its reference: short, lasting, never used twice.")
    text: str = Field(description="What was promised.")
    event: str = Field(description="The slug of the event where it was made.")
    provenance: str = _one_of("How it is known", Commitment.Provenance)
    parties: list[Party] = Field(description="Who had to do with it, as far as that may be told.")
    standing: str = _one_of("Where it stands today, by our rule on the page about this site", Standing)
    reported: str = Field(description="What the maker reports; empty without a report that still counts.")
    assessed: str = Field(description="What others found; empty where nobody has looked.")
    due: date | None = Field(description="The last day by the latest of its deadlines.")
    last_news: date | None = Field(description="The day of its latest news.")
    deadlines: list[Deadline] = Field(description="Until when, in the order of the source.")
    news: list[News] = Field(description="What became of it, the newest first.")
    topics: list[str] = Field(description="Slugs.")
    goals: list[str] = Field(description="Objectives of outside frameworks, such as GCM-6, as in the filter goal.")
    inferred: list[str] = _inferred()


class RecommendationRecord(Schema):
    """What somebody said somebody else should do."""

    url: str = Field(description="Of the page that tells it; empty where it was made at an event without a page.")
    text: str = Field(description="What should be done.")
    number: str = Field(description="Its number in the list it stands in.")
    event: str = Field(description="The slug of the event where it was made.")
    adoption: str = _one_of("How the event took it", Recommendation.Adoption)
    thread: str = Field(description="The slug of what ties its wordings at several events; empty without.")
    parties: list[Party] = Field(description="Who said it to whom, as far as that may be told.")
    topics: list[str] = Field(description="Slugs.")
    inferred: list[str] = _inferred()


class OtherName(Schema):
    name: str = Field(description="A former name, or one in another language.")
    start_date: str | None = Field(description="The year from which it was called so.")
    end_date: str | None = Field(description="The year until which it was called so.")


class Link(Schema):
    url: str = Field(description="Where it leads.")
    note: str = Field(description="What is there.")


class OrganisationRecord(Schema):
    """An organisation, as Popolo has it."""

    id: str = Field(description="The address of its page.")
    name: str = Field(description="Its official name.")
    other_names: list[OtherName] = Field(description="What else it is or was called.")
    classification: str = Field(description="The code of its kind, such as government; empty where nobody says.")
    parent_id: str | None = Field(description="The address of the page of the one it is part of, where that has one.")
    area_id: str = Field(description="The country it speaks for: ISO 3166-1, two letters; empty for none.")
    links: list[Link] = Field(description="Its own website.")


class Person(Schema):
    """A person, as Popolo has it: a name and nothing else."""

    name: str = Field(description="As it may be told today.")


class OnBehalfOf(Schema):
    """An organization, as Popolo has it: by the name of the country or group that somebody spoke for."""

    name: str = Field(description="Empty where nobody knows.")


class Membership(Schema):
    """Who took part in an event, of those who may be named in its list: Popolo's membership."""

    person: Person = Field(description="Who took part.")
    role: str = Field(description="The post, as far as it is told.")
    on_behalf_of: OnBehalfOf = Field(description="For whom.")


class FileRecord(Schema):
    format: str
    url: str
    size: int = Field(description="Bytes.")
    sha256: str


class EditionRecord(Schema):
    """Proceedings as they stood on one day."""

    url: str = Field(description="The address of its page.")
    event: str = Field(description="The slug of the event.")
    number: int = Field(description="Which edition it is: 1 is the first.")
    title: str = Field(description="In the language it was written in.")
    language: str = Field(description="The tag of that language, such as en.")
    languages: list[str] = Field(description="The tags of all languages it can be read in.")
    published_on: date = Field(description="The day from which it was public.")
    change_note: str = Field(description="What is different from the one before.")


def _whole(path):
    return f"{settings.SITE_URL}{path}" if path else ""


def _readings(row, record, also=()):
    """What of a record of a row is our reading: ["*"] for all of it, else names of fields, with those of `also`."""
    if row.is_inferred():
        return ["*"]
    return [name for name in record.model_fields if row.is_inferred(name) or name in also]


def _slugs(of, pk):
    return sorted(topic.slug for topic in of.get(pk, []))


# Of an event: what a record has as the row has it.
OF_THE_ROW = ["slug", "title", "status", "mode", "start_date", "end_date", "date_precision", "time_zone", "summary"]


def events(rows):
    """EventRecords of a queryset of events with a page, in its order."""
    rows = list(
        rows.select_related("kind", "series").prefetch_related(
            Prefetch("event_venues", EventVenue.objects.select_related("venue")),
            Prefetch("event_topics", EventTopic.objects.select_related("topic")),
            Prefetch("other_titles", EventTitle.objects.select_related("language")),
            "days",
        )
    )
    parties = list(EventParty.objects.filter(event__in=[row.pk for row in rows]))
    who.look_up(parties)
    parties = by("event_id", parties)
    return [_event(row, parties.get(row.pk, [])) for row in rows]


def _event(row, parties):
    # What its page leaves out is left out.
    told = [(who.party(each, stands_for_it=each.role in EventParty.CALLING), each.role) for each in parties]
    return EventRecord(
        url=_whole(row.get_absolute_url()),
        other_titles=[
            OtherTitle(name=each.name, language=each.language.code if each.language_id else "")
            for each in row.other_titles.all()
        ],
        kind=row.kind.code,
        series=row.series.slug if row.series_id else "",
        days=[Day(day=each.date, starts_at=each.starts_at, ends_at=each.ends_at) for each in row.days.all()],
        venues=[
            Venue(name=each.venue.name, city=each.venue.city, country=each.venue.country.code or "")
            for each in row.event_venues.all()
        ],
        parties=[_party(one, role) for one, role in told if one],
        topics=sorted(each.topic.slug for each in row.event_topics.all()),
        inferred=_readings(row, EventRecord),
        **{name: getattr(row, name) for name in OF_THE_ROW},
    )


PARTS = (("makers", "maker"), ("through", "through"), ("also_for", "also_for"), ("addressees", "addressee"))


def commitments(rows, today):
    """CommitmentRecords of a queryset of published commitments `with_standing`, in its order."""
    rows = list(rows.select_related("event", "session").prefetch_related("topics", "goals__framework"))
    return [_commitment(entry) for entry in outcomes.entries(rows, today=today)]


def _commitment(entry):
    row = entry.commitment
    outcomes.dress_updates(entry)
    return CommitmentRecord(
        url=_whole(row.get_absolute_url()),
        ref=row.ref,
        text=row.text,
        event=row.event.slug,
        provenance=row.provenance,
        parties=_parties(entry, PARTS),
        standing=row.standing,
        reported=row.reported or "",
        assessed=row.assessed or "",
        due=row.due,
        last_news=row.last_news,
        deadlines=[
            Deadline(
                **{name: getattr(each, name) for name in Deadline.model_fields if name != "inferred"},
                inferred=_readings(each, Deadline),
            )
            for each in entry.deadlines
        ],
        news=[
            News(
                said_by=str(update.said_by or ""),
                inferred=_readings(update, News),
                **{name: getattr(update, name) for name in News.model_fields if name not in {"said_by", "inferred"}},
            )
            for update in entry.updates
        ],
        topics=sorted(topic.slug for topic in row.topics.all()),
        goals=sorted(goal.key for goal in row.goals.all()),
        # As its page has it: where it stands is our reading where it rests on one.
        inferred=_readings(
            row,
            CommitmentRecord,
            [name for name in ("standing", "reported", "assessed") if getattr(entry, name).inferred],
        ),
    )


def _parties(thing, parts):
    return [_party(one, role) for name, role in parts for one in getattr(thing, name)]


def _party(one, role):
    return Party(name=one.text, url=_whole(one.url), role=role, inferred=["*"] if one.inferred else [])


def recommendations(rows):
    """RecommendationRecords of a queryset of published recommendations, in its order."""
    rows = list(rows.select_related("event", "thread").prefetch_related("topics"))
    parties = RecommendationParty.objects.filter(recommendation__in=[row.pk for row in rows])
    parties = list(parties.annotate(level=who.people_level("participant", "recommendation__session")))
    sessions = Session.objects.filter(pk__in={row.session_id for row in rows if row.session_id})
    for party in parties:
        for field in ("participant", "organisation", "organisation_class"):
            party._meta.get_field(field).set_cached_value(party, None)
    who.look_up(parties)
    outcomes.dress_recommendations(rows, parties, sessions)
    parts = (("makers", "maker"), ("addressees", "addressee"), ("to_press", "to_press"))
    return [
        RecommendationRecord(
            url=_whole(outcomes.page_of_recommendation(row)),
            text=row.text,
            number=row.number,
            event=row.event.slug,
            adoption=row.adoption,
            thread=row.thread.slug if row.thread_id else "",
            parties=_parties(row, parts),
            topics=sorted(topic.slug for topic in row.topics.all()),
            inferred=_readings(row, RecommendationRecord),
        )
        for row in rows
    ]


def organisations(rows):
    """OrganisationRecords of a queryset of published organisations, in its order."""
    rows = list(rows.select_related("kind", "parent"))
    names = by("organisation_id", OrganisationName.objects.filter(organisation__in=[row.pk for row in rows]))
    return [
        OrganisationRecord(
            id=_whole(row.get_absolute_url()),
            name=row.name,
            other_names=[
                OtherName(
                    name=each.name,
                    start_date=str(each.from_year) if each.from_year else None,
                    end_date=str(each.until_year) if each.until_year else None,
                )
                for each in names.get(row.pk, [])
            ],
            classification=row.kind.code if row.kind_id else "",
            # One without a page stays unnamed here as on the page of its part.
            parent_id=_whole(row.parent.get_absolute_url()) if row.parent_id and row.parent.is_published else None,
            area_id=row.country.code or "",
            links=[Link(url=row.website, note="website")] if row.website else [],
        )
        for row in rows
    ]


def editions(rows):
    """EditionRecords of a queryset of editions in force, in its order."""
    return [
        EditionRecord(
            url=_whole(reverse("public:edition", args=[row.proceedings.event.slug, row.number])),
            event=row.proceedings.event.slug,
            number=row.number,
            title=row.source.title,
            language=row.source.language.code,
            languages=[text.language.code for text in row.texts.all()],
            published_on=row.published_on,
            change_note=row.change_note,
        )
        for row in rows.select_related("proceedings__event").with_titles()
    ]


def members(office_holders):
    """Memberships of those who may be named in the list of an event, as `attendance.office_holders` has them."""
    return [
        Membership(person=Person(name=name), role=post.text, on_behalf_of=OnBehalfOf(name=body))
        for body, name, post in office_holders
    ]
