"""What there is to find: what the public pages show to anybody, and nothing else.

Rows come through the same rules as on their pages (`published`, `with_page`, documents/printed.py, exposure through
documents/rendering.py). Of people it holds whom the proceedings name, on the days on which they name them. Whoever has
a part in an outcome or a session as a person is not among what is found.
"""

import html
import re
from dataclasses import asdict, dataclass, field
from datetime import timedelta

from django.conf import settings
from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import override

from ..dates import date_span
from ..documents import printed
from ..documents.rendering import MENTION, resolved, shown_today, with_levels
from ..models import (
    Attribution,
    Commitment,
    CommitmentParty,
    Consent,
    Edition,
    EditionMention,
    EditionText,
    Event,
    EventParty,
    EventPublication,
    EventTopic,
    EventVenue,
    Organisation,
    Publication,
    Recommendation,
    RecommendationParty,
    SearchItem,
    Session,
    Surface,
    Translation,
    Update,
)

Kind = SearchItem.Kind
# As documents.rendering.build writes it: every heading and every numbered paragraph begins a line.
PIECE = re.compile(r'\n(?=<(?:h[23] id="s|div class="p" id="p))')
ANCHOR = re.compile(
    r'<(?:(?P<heading>h[23])|div class="p") id="(?P<anchor>[sp][0-9-]+)"(?P<tongue> lang="[^"]*")?[^>]*>'
)
NUMBER = re.compile(r'<a class="pn"[^>]*>[^<]*</a>')
TONGUE = re.compile(r'<p class="tongue">[^<]*</p>')
BREAK = re.compile(r"<(?:br|/p|/li|/tr|/td|/th|/h[1-6]|/dd|/dt|/blockquote)\b[^>]*>")
LONGEST_TITLE = 500


@dataclass
class Part:
    """What is one hit: a section, or all there is.

    paragraphs   [(anchor, text), …]
    """

    number: int = 0
    heading: str = ""
    paragraphs: list = field(default_factory=list)
    shown_from: object = None
    shown_until: object = None


@dataclass
class Found:
    """Something to find, in one language; fields as in SearchItem."""

    kind: str
    object_id: int
    title: str
    place: list
    parts: list = field(default_factory=list)
    language: str = settings.LANGUAGE_CODE
    under: str = ""
    day: object = None
    countries: set = field(default_factory=set)
    topics: set = field(default_factory=set)

    def facts(self):
        """All of it in a form that is the same whenever it says the same."""
        return {**asdict(self), "countries": sorted(self.countries), "topics": sorted(self.topics)}


def said(*texts):
    """The texts that say something, without marks of mentions, as paragraphs of a Part."""
    return [("", plain) for text in texts if text and (plain := MENTION.sub("", str(text)).strip())]


def _tables(*models):
    """The tables of some models, with those of their topics."""
    names = {model._meta.db_table for model in models}
    return names | {model.topics.through._meta.db_table for model in models if hasattr(model, "topics")}


def _parties(rows, hidden=False):
    """The organisations and classes of some parties as their page prints them: ([Printed, …], codes of countries)."""
    shown, countries = [], set()
    for row in rows:
        if row.participant_id or (hidden and row.role not in {"addressee", "to_press"}):
            continue
        if words := printed.party(row, stands_for_it=True):
            shown.append(words)
            if row.organisation_id and row.organisation.country:
                countries.add(row.organisation.country.code)
    return shown, countries


def _venues(event):
    return {row.venue.country.code for row in event.event_venues.all() if row.venue.country}


def _under(event):
    return {"under": event.title, "day": event.start_date}


EVENT_VENUES = Prefetch("event__event_venues", EventVenue.objects.select_related("venue"))


def _outcomes(rows, kind, describe):
    """Outcomes in the language they were written in, and those of the site in which their text may be read.

    describe   a function of an outcome: (its place, paragraphs beside its text, codes of countries), or None where it
               is on no page
    """
    rows = list(rows)
    others = [code for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
    translated = {code: Translation.objects.of(rows, code) for code in others}
    for row in rows:
        if (about := describe(row)) is None:
            continue
        place, besides, countries = about
        facts = {
            "place": place,
            "countries": countries | _venues(row.event),
            "topics": {topic.pk for topic in row.topics.all()},
            **_under(row.event),
        }
        texts = [(settings.LANGUAGE_CODE, row.text)]
        for code, found in translated.items():
            one = found.get((type(row), row.pk, "text"))
            texts += [(code, one.text)] if one and not one.source_changed else []
        for code, text in texts:
            yield Found(kind, row.pk, text, language=code, parts=[Part(paragraphs=said(text, *besides))], **facts)


def commitments():
    """Commitments as on their pages."""
    parties = CommitmentParty.objects.select_related("organisation", "organisation_class")
    rows = Commitment.objects.published().select_related("event", "session")
    rows = rows.prefetch_related(
        "topics",
        "deadlines",
        "steps",
        EVENT_VENUES,
        Prefetch("parties", parties),
        Prefetch("updates", Update.objects.filter(is_accepted=True), to_attr="accepted"),
    )

    def describe(row):
        hidden = printed.makers_hidden(row, row.session)
        shown, countries = _parties(row.parties.all(), hidden)
        besides = [row.ref, *shown, row.instrument, row.sentence, row.note]
        besides += [deadline.as_written for deadline in row.deadlines.all()] + [step.text for step in row.steps.all()]
        besides += [text for update in row.accepted for text in (update.text, update.barriers)]
        return ["public:commitment", [row.ref], ""], besides, countries

    return _outcomes(rows.order_by("pk"), Kind.COMMITMENT, describe)


def recommendations():
    """Recommendations as on the page of their thread, of their event, or of a topic."""
    parties = RecommendationParty.objects.select_related("organisation", "organisation_class")
    rows = Recommendation.objects.published().select_related("event", "session", "thread")
    rows = rows.prefetch_related("topics", EVENT_VENUES, Prefetch("parties", parties))

    def describe(row):
        hidden = printed.makers_hidden(row, row.session)
        shown, countries = _parties(row.parties.all(), hidden)
        topics = sorted(row.topics.all(), key=lambda topic: topic.pk)
        if row.thread_id:
            place = ["public:thread", [row.thread.slug], ""]
        elif not row.event.is_reference:
            place = ["public:event", [row.event.slug], "#recommendations"]
        elif topics:
            return ["public:topic", [topics[0].slug], "#asked"], [], set()
        else:
            return None
        return place, [row.block, *shown, "" if row.thread_id else row.note], countries

    return _outcomes(rows.order_by("pk"), Kind.RECOMMENDATION, describe)


def events():
    """Events as on their pages."""
    parties = EventParty.objects.select_related("organisation", "organisation_class")
    rows = Event.objects.with_page().select_related("series")
    rows = rows.prefetch_related(
        "other_titles",
        "objectives",
        Prefetch("event_venues", EventVenue.objects.select_related("venue")),
        Prefetch("event_topics", EventTopic.objects.select_related("topic")),
        Prefetch("parties", parties),
        Prefetch("sessions", Session.objects.shown(), to_attr="shown_sessions"),
    )
    for row in rows.order_by("pk"):
        calling = [party for party in row.parties.all() if party.role in EventParty.CALLING]
        others = [party for party in row.parties.all() if party.role not in EventParty.CALLING]
        shown = [printed.party(party, stands_for_it=True) for party in calling]
        shown += [printed.party(party, stands_for_it=False) for party in others]
        places = row.event_venues.all()
        venues = [words for each in places for words in (each.venue.name, each.venue.city, each.as_written)]
        named = [row.series.name if row.series_id else "", "" if row.has_days else row.date_as_written]
        with override(settings.LANGUAGE_CODE):
            venues.insert(0, date_span(row))
        sessions = [text for each in row.shown_sessions for text in (each.title, each.summary)]
        texts = [row.summary, *(title.name for title in row.other_titles.all()), *named, *venues, *shown]
        texts += [text for each in row.objectives.all() for text in (each.text, each.outcome_words)]
        texts += [each.topic.name for each in row.event_topics.all()]
        texts += [row.programme_note, *sessions, row.attendance_note, row.recommendations_note, row.open_points]
        yield Found(
            Kind.EVENT,
            row.pk,
            row.title,
            ["public:event", [row.slug], ""],
            [Part(paragraphs=said(*texts))],
            day=row.start_date,
            countries=_venues(row),
            topics={each.topic_id for each in row.event_topics.all()},
        )


# As on the page of an event: whose slides were shown tells who spoke, which the Chatham House Rule keeps in the room.
OPEN_TIE = (~Q(session__attribution=Attribution.CLOSED) | Q(session=None)) & ~Q(
    relation=EventPublication.Relation.SPEECH, session__attribution=Attribution.NON_ATTRIBUTABLE
)


def publications():
    """Publications, which are on the page of an event or of their publisher."""
    ties = EventPublication.objects.filter(OPEN_TIE, event__in=Event.objects.with_page()).order_by("position", "pk")
    rows = Publication.objects.published().select_related("publisher", "kind")
    rows = rows.prefetch_related("other_titles", Prefetch("event_publications", ties, to_attr="ties"), "ties__event")
    for row in rows.order_by("pk"):
        publisher = printed.organisation(row.publisher)
        about = {"day": row.published_on}
        if row.ties:
            event = row.ties[0].event
            place = ["public:event", [event.slug], f"#publication-{row.pk}"]
            about = {"under": event.title, "day": row.published_on or event.start_date}
        elif publisher:
            place = ["public:organisation", [row.publisher.slug], "#publications"]
        else:
            continue
        # On the page of its publisher stands its title alone.
        texts = [*(title.name for title in row.other_titles.all()), row.note, row.kind, publisher] if row.ties else []
        yield Found(Kind.PUBLICATION, row.pk, row.title, place, [Part(paragraphs=said(*texts))], **about)


def organisations():
    """Organisations that have a page."""
    rows = Organisation.objects.published().select_related("kind").prefetch_related("other_names")
    for row in rows.order_by("pk"):
        names = [other.name for other in row.other_names.all()]
        texts = [*names, row.description, row.kind, row.country.name, row.seat_city]
        yield Found(
            Kind.ORGANISATION,
            row.pk,
            str(row),
            ["public:organisation", [row.slug], ""],
            [Part(paragraphs=said(*texts))],
            countries={row.country.code} if row.country else set(),
        )


def texts_in_force():
    """The texts that stand at the short address of proceedings: of the newest edition that was not taken back."""
    newest = {}
    rows = Edition.objects.in_force().filter(proceedings__event__is_reference=False).order_by("number")
    for proceedings, pk in rows.values_list("proceedings", "pk"):
        newest[proceedings] = pk
    return EditionText.objects.filter(edition__in=newest.values())


def who_is_shown(texts):
    """What the names in some texts depend on, today and later: {number of the text: [facts, …]}, in two queries.

    Where these are the same as before, so is what the texts show.
    """
    facts = {}
    mentions = with_levels(EditionMention.objects.filter(text__in=texts, surface=Surface.NAMED)).order_by("text", "key")
    for row in mentions.values_list("text", "key", "by_name", "level", "name", "kind", "participant__event"):
        facts.setdefault(row[0], []).append([str(each) for each in row[1:]])
    for text, *days in _consents(texts):
        facts.setdefault(text, []).append([str(day) for day in days])
    return facts


def _consents(texts):
    rows = Consent.objects.filter(surface=Surface.NAMED, participant__edition_mentions__text__in=texts)
    days = ("given_on", "valid_until", "withdrawn_on")
    return rows.order_by(*days).values_list("participant__edition_mentions__text", *days).distinct()


def days_of_change(texts):
    """The days from tomorrow on from which a text may name others than on the day before: {number: [day, …]}."""
    today, days = timezone.localdate(), {}
    for text, given, until, withdrawn in _consents(texts):
        ends = until + timedelta(days=1) if until else None
        days.setdefault(text, set()).update(day for day in (given, ends, withdrawn) if day and day > today)
    return {text: sorted(found) for text, found in days.items()}


def of_texts(numbers):
    """Texts of proceedings as they are read, by the numbers of their EditionTexts."""
    rows = EditionText.objects.filter(pk__in=numbers).select_related("language", "edition__proceedings__event")
    rows = rows.prefetch_related(
        "edition__proceedings__event__event_topics",
        Prefetch("edition__proceedings__event__event_venues", EventVenue.objects.select_related("venue")),
    )
    changes = days_of_change(numbers)
    for row in rows.order_by("pk").iterator(chunk_size=20):
        event = row.edition.proceedings.event
        args = [event.slug] if row.is_source else [event.slug, row.language.code]
        yield Found(
            Kind.PROCEEDINGS,
            row.pk,
            row.title,
            ["public:edition_latest", args, ""],
            _parts_of(row, changes.get(row.pk, [])),
            language=row.language.code,
            countries=_venues(event),
            topics={each.topic_id for each in event.event_topics.all()},
            **_under(event),
        )


def _parts_of(text, days):
    """The Parts of an EditionText; those that change on a day twice, each with the days on which it holds."""
    today = timezone.localdate()
    spans = list(zip([None, *days], [*days, None], strict=True))
    found = []
    for start, end in spans:
        with override(text.language.code):
            shown = resolved(text.html, shown_today(text, start or today))
        for part in sections(text, shown):
            same = next((old for old in found if old.number == part.number and old.shown_until == start), None)
            if start and same and (same.heading, same.paragraphs) == (part.heading, part.paragraphs):
                same.shown_until = end
            else:
                part.shown_from, part.shown_until = start, end
                found.append(part)
    return found


def sections(text, shown):
    """The title and note, and each section with its numbered paragraphs, as Parts.

    text    an EditionText
    shown   its HTML as it may be read
    """
    found = [Part(0, "", said(text.title, text.note))]
    for piece in PIECE.split(shown):
        at = ANCHOR.search(piece)
        if at is None:
            continue
        # What is not translated stands there as it was written, and is found there.
        is_foreign = at["tongue"] and not text.is_source
        words = _words(piece[at.end() :])
        if at["heading"]:
            found.append(Part(len(found), "" if is_foreign else words, [(at["anchor"], "")]))
        elif words and not is_foreign:
            found[-1].paragraphs.append((at["anchor"], words))
    return found


def _words(piece):
    piece = BREAK.sub("\n", NUMBER.sub("", TONGUE.sub("", piece)))
    lines = (" ".join(line.split()) for line in html.unescape(strip_tags(piece)).splitlines())
    return "\n".join(line for line in lines if line)


# {kind: (what gives it, the tables it is made from)}, proceedings apart: of them only those are made that changed.
SHARED = ("proceedings_topic", "proceedings_venue", "proceedings_eventvenue", "proceedings_translation")
SHARED += ("proceedings_organisation", "proceedings_organisationclass", "proceedings_event", "proceedings_session")
SOURCES = {
    Kind.COMMITMENT: (
        commitments,
        {"proceedings_deadline", "proceedings_step", *SHARED} | _tables(Commitment, CommitmentParty, Update),
    ),
    Kind.RECOMMENDATION: (
        recommendations,
        {"proceedings_thread", *SHARED} | _tables(Recommendation, RecommendationParty),
    ),
    Kind.EVENT: (
        events,
        {"proceedings_eventtitle", "proceedings_objective", "proceedings_series", *SHARED}
        | _tables(EventParty, EventTopic),
    ),
    Kind.PUBLICATION: (
        publications,
        {"proceedings_publicationtitle", "proceedings_publicationkind", *SHARED}
        | _tables(Publication, EventPublication),
    ),
    Kind.ORGANISATION: (
        organisations,
        {"proceedings_organisationname", "proceedings_organisationkind", *SHARED},
    ),
}
# What a text of proceedings says, and what of people it depends on.
TEXTS = {"proceedings_editiontext", "proceedings_edition", "proceedings_proceedings", "proceedings_eventtopic", *SHARED}
PEOPLE = {"proceedings_editionmention", "proceedings_participant", "proceedings_person", "proceedings_consent"}
