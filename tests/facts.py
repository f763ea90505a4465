"""Tells an event from the database again, in the words and shape in which its facts were collected (tests/data/)."""

from datetime import datetime
from zoneinfo import ZoneInfo

from proceedings.models import EventParty

Role = EventParty.Role


def blank(value):
    """None where a field is empty."""
    return value or None


def day(date, precision="day"):
    """A date as far as it is known: 2017-07-20, 2017-07, 2017."""
    return date and date.isoformat()[: {"day": 10, "month": 7, "year": 4}[precision]]


def time(value):
    return value and value.strftime("%H:%M")


def urls(row):
    return [source.url for source in row.sources.all()]


def evidence(row, field="*"):
    return "inferred" if row.is_inferred(field) else "stated"


def sentence(text):
    """A sentence as one item of a list: no capital at the start, no full stop."""
    return text[:1].lower() + text[1:].rstrip(".")


def body(organisation):
    """An organisation, or a class of them, by the keys of the collection."""
    countries = getattr(organisation, "countries", None)
    return {
        "short": getattr(organisation, "acronym", None),
        "type": organisation.kind and organisation.kind.name,
        "country": countries[0].code
        if countries
        else blank(str(getattr(organisation, "country", "")) or str(getattr(organisation, "seat_country", ""))),
        "located_in": blank(str(getattr(organisation, "seat_country", ""))),
        "based": f"{getattr(organisation, 'seat_city', '')}, {getattr(organisation, 'seat_country', '')}",
    }


def words(party):
    """Who, in the words of the source."""
    return party.as_written or party.party.name


def party(row):
    return {
        "name": words(row),
        "role": row.role_as_written or row.role.replace("_", "-"),
        "part": row.role_as_written or {Role.SPEAKER: "opening speaker"}.get(row.role, row.role),
        "sources": urls(row),
        "evidence": evidence(row),
    } | body(row.party)


def parties(event, *roles):
    return [row for row in event.parties.all() if row.role in roles]


def funder(event):
    paid = [words(row) for row in parties(event, Role.FUNDER)]
    through = [words(row) for row in parties(event, Role.IMPLEMENTER)]
    return ", implemented by ".join(paid + through)


def dates(event):
    exact = event.date_precision == "day"
    told = {
        "start": day(event.start_date) if exact else None,
        "end": day(event.end_date),
        "as_written": event.date_as_written,
        "year_inferred": event.is_inferred("start_date"),
        "day_inferred": event.is_inferred("start_date"),
        "day_unknown": event.start_date is None or not exact,
        "note": event.date_note or event.inferred_note,
        "year_note": event.date_note or event.inferred_note,
    }
    if event.start_date:
        told |= {
            "weekday_start": f"{event.start_date:%A}",
            "days": ((event.end_date or event.start_date) - event.start_date).days + 1,
            "be_year": event.start_date.year + 543,
            "be_year_thai": event.start_date.year + 543,
        }
    if hours := event.days.first():
        assert hours.date == event.start_date
        told |= {
            "start_time": time(hours.starts_at),
            "end_time": time(hours.ends_at),
            "registration_from": time(hours.doors_at),
        }
    return told


def utc_offset(event):
    midnight = datetime.combine(event.start_date, datetime.min.time(), ZoneInfo(event.time_zone))
    return midnight.isoformat()[-6:]


def venue(row):
    return {
        "name": blank(row.as_written or row.venue.name),
        "city": blank(row.venue.city),
        "country": blank(row.venue.country.code),
        "country_as_written": row.venue.country.name,
        "note": row.note,
        "used": row.used_for,
        "sources": urls(row),
    }


def series(event):
    if not event.series:
        return None
    before = event.links.filter(kind="follows").first()
    return {
        "name": event.series.name,
        "ordinal": event.series_number,
        "previous": before and before.other.slug,
    }


def speaker(role):
    seat = role.participant
    return {"office": seat.office, "organisation": seat.organisation and seat.organisation.name}


def file(row):
    return {
        "lang": row.language.code,
        "lang_as_written": row.language_as_written,
        "lang_evidence": evidence(row, "language"),
        "size_as_written": blank(row.size_as_written),
    }


def files(publication):
    # In the order of entering, which is the order of the page, not that of languages.
    return [file(row) for row in publication.files.order_by("id")]


def session(row):
    topics = list(row.topics.all())
    return {
        "title": row.title,
        "kind": row.kind.code,
        "date": day(row.day),
        "order": row.position,
        "start_time": time(row.starts_at),
        "speakers": [speaker(role) for role in row.roles.all()],
        "evidence": row.inferred_note,
        "attachments": [
            made for given in row.publications.filter(relation="speech") for made in files(given.publication)
        ],
        "groups": row.groups,
        "output": sentence(row.summary),
        "category_no": row.event.event_topics.get(topic=topics[0]).number if len(topics) == 1 else None,
        "sources": urls(row),
    }


def group(row):
    return {
        "label": row.label,
        "category": CATEGORIES.get(row.constituency.code, row.constituency.code),
        "country": row.countries[0].code if len(row.countries) == 1 else None,
        "count": row.number,
        "count_qualifier": "not published" if row.qualifier == "unknown" else row.qualifier,
        "sources": urls(row),
    }


# The collection's words for those for whom people sit there.
CATEGORIES = {
    "recruitment_agency": "private_sector",
    "intergovernmental": "igo",
    "research": "academia",
    "migrants": "migrant",
    "trade_union": "union",
}


def total(figures):
    of_all = [row for row in figures if row.is_total]
    people = [row for row in of_all if row.of == "people"]
    if not people:
        return None
    told = [
        {
            "count": row.number,
            "qualifier": row.qualifier,
            "as_written": blank(row.as_written),
            "unit": row.unit,
            "source": next(iter(urls(row)), None),
            "sources": urls(row),
        }
        for row in people
    ]
    apart = [row for row in figures if not row.is_total and not row.constituency]
    return told[0] | {
        "alternates": told[1:],
        "roles": {row.label.replace(" ", "_"): row.number for row in apart if row.number},
        "plus": next((row.as_written for row in apart if not row.number), None),
        **{row.of: row.number for row in of_all if row.of != "people"},
    }


def publication(given):
    row = given.publication
    return {
        "title": row.title,
        "title_variants": [other.name for other in row.other_titles.all()],
        "kind": row.kind.code,
        "published": day(row.published_on, row.date_precision),
        "files": files(row),
        "note": row.note,
        "terms": row.terms,
    }


def recommendation(row):
    def who(role):
        return list(dict.fromkeys(words(one) for one in row.parties.all() if one.role == role))

    statement = row.publication and row.publication.title == "International Migrants' Day Statement"
    return {
        "no": int(row.number) if row.number.isdecimal() else row.number,
        "text": row.text,
        "addressees": who("addressee"),
        "made_by": "IMD statement" if statement else ", ".join(who("made_by")),
        "block": row.block,
        "target_of_advocacy": ", ".join(who("to_press")),
        "note": row.note,
        "count": row.stands_for if row.stands_for > 1 else None,
    }


def due(commitment):
    row = commitment.deadlines.first()
    decade = row.precision == "decade"
    return {
        "kind": row.kind,
        "as_written": blank(row.as_written),
        "earliest": day(row.earliest),
        "latest": day(row.latest, "month" if decade else "day"),
        "precision": "decade (negative deadline)" if decade and "in the negative" in row.note else row.precision,
        "sequence": [step.text for step in commitment.steps.all()],
    }


def commitment(row):
    news = row.updates.filter(is_accepted=True).first()
    makers = [one for one in row.parties.all() if one.role == "lead"]
    return {
        "ref": row.ref,
        "text": row.text,
        "actors": [{"name": words(one), "role": "actor"} | body(one.party) for one in makers],
        "joint": row.is_joint,
        "due": due(row),
        "status": sentence(news.text) if news else "unknown",
        "status_source": news and next((proof.url for proof in news.evidence.all()), None),
        "addressee": [words(one) for one in row.parties.all() if one.role == "addressee"],
        "instrument": row.instrument,
    }


def milestone(row):
    return {
        "date": day(row.date, row.date_precision),
        "end": day(row.end_date, row.date_precision),
        "text": row.text,
        "sources": urls(row),
        "reading": bool(row.inferred),
    }


def country(row):
    return f"{row.country.code} ({row.region})" if row.region else row.country.code


def facts(event):
    """Everything the database knows of an event, by the keys of tests/data/events.json."""
    figures = list(event.attendance_figures.all())
    from_regions = event.countries.filter(country="MM").exclude(region="")
    languages = {use: [] for use in ("working", "interpretation")}
    for row in event.event_languages.all():
        languages[row.use].append(row.language.code)
    numbers = {}
    for row in event.figures.all():
        key = row.label.lower().replace(" ", "_")
        if row.country:
            numbers.setdefault(key, {})[row.country.code] = int(row.number)
        else:
            numbers[key] = int(row.number)
    change = event.changes.first()
    return {
        "slug": event.slug,
        "title": event.title,
        "type": event.kind.code,
        "mode": event.mode,
        "status": event.status,
        "date": dates(event),
        "timezone": blank(event.time_zone),
        "venues": [venue(row) for row in event.event_venues.all()],
        "series": series(event),
        "organisers": [party(row) for row in parties(event, *EventParty.CALLING)],
        "organisations": [party(row) for row in parties(event, Role.SPEAKER, Role.PARTICIPANT)],
        "funder": funder(event),
        "objectives": [{"no": row.number, "text": row.text} for row in event.objectives.all()],
        "sessions": [session(row) for row in event.sessions.all()],
        "participant_groups": [group(row) for row in figures if row.constituency],
        "total_participants": total(figures),
        "publications": [publication(row) for row in event.event_publications.exclude(relation="speech")],
        "recommendations": [recommendation(row) for row in event.recommendations.all()],
        "commitments": [commitment(row) for row in event.commitments.all()],
        "follow_up": [milestone(row) for row in event.milestones.order_by("position")],
        "sources": urls(event),
        "parallel_events": [reference(row.other) for row in event.links.filter(kind="parallel")],
        "related_events": [row.other.slug for row in event.links.filter(kind="related")],
        "parent_event": event.parent and event.parent.title,
        "countries": [country(row) for row in event.countries.all() if row not in from_regions],
        "regions": [row.region for row in from_regions],
        "working_languages": languages["working"],
        "interpretation": languages["interpretation"],
        "registration": event.registration_note,
        "facts": numbers,
        "cancellation": change
        and {"by": change.decided_by, "stated_reason": change.reason, "disputed_reason": change.disputed_reason},
    }


def reference(event):
    """An event of others as the collection calls it: by its title, or by a slug where the title is our reading."""
    return event.slug if event.is_inferred("title") else event.title


IN_ANY_ORDER = {"sources", "working_languages", "interpretation", "title_variants"}


def differences(expected, found, path=""):
    """Where `found` does not say what `expected` says, as a list of sentences. `found` may know more keys."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return [
            line for key in expected for line in differences(expected[key], found.get(key, "not told"), f"{path}.{key}")
        ]
    if isinstance(expected, list) and isinstance(found, list):
        if path.rpartition(".")[2] in IN_ANY_ORDER:
            expected, found = sorted(expected), sorted(found)
        if len(expected) != len(found):
            return [f"{path}: {len(expected)} were collected, {len(found)} are told"]
        return [
            line
            for number, (one, other) in enumerate(zip(expected, found, strict=True))
            for line in differences(one, other, f"{path}[{number}]")
        ]
    if path.endswith(".type"):
        expected, found = str(expected).lower(), str(found).lower()
    return [] if expected == found else [f"{path}: {expected!r} was collected, {found!r} is told"]
