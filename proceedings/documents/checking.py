"""The check of a draft: what keeps it from being published, and what is missing and may stay so."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from ..models import CommitmentParty, Edition, EditionText, OutcomeState, RecommendationParty, Translation
from . import glyphs
from .drafts import fingerprint, snapshot
from .edition.annexes import freeze, typed
from .full_names import full_names
from .gate import hits
from .rendering import Part, texts_to_freeze
from .typed_names import visible
from .words import joined

# The place of the note on what changed, among those of the sections.
NOTE = "note"


@dataclass(frozen=True)
class Gap:
    """Something missing, in a sentence; `row` is what would be mended, or None."""

    sentence: str
    row: object = None


@dataclass
class Check:
    """What the check of a draft found.

    pages      {Language: the Page built in it}
    obstacles  sentences: whatever keeps it from being published, beside names
    hits       names that must not stand there, as Hits
    settled    [(Hit, [who said that it means another]), …]
    gaps       Gaps
    is_hidden  whether the event is not public
    """

    pages: dict = field(default_factory=dict)
    obstacles: list = field(default_factory=list)
    hits: list = field(default_factory=list)
    settled: list = field(default_factory=list)
    gaps: list = field(default_factory=list)
    is_hidden: bool = False

    @property
    def sentences(self):
        """All that stands in the way, as sentences."""
        return self.obstacles + [hit.sentence() for hit in self.hits]

    @property
    def may_be_shown(self):
        """True when an outsider may read the draft: nobody stands in it but as they may be shown."""
        return len(self.obstacles) == self.is_hidden and not self.hits


def pages_of(proceedings, sections=None):
    """A Page for each language that an edition made now would have: {Language: Page}, that of the draft first."""
    return dict(texts_to_freeze(proceedings, sections=sections))


def check(proceedings, sections=None, signers=(), change_note="", with_gaps=True, pages=None):
    """Check a draft as it stands, or other sections of it, and the note on what changed, which readers see, too.

    signers    users who are about to publish it: what one of them alone said not to be a name is a hit to that one
    pages      {Language: Page} to look through, if others than an edition would have now

    Returns a Check.
    """
    found = Check(pages or pages_of(proceedings, sections))
    if not proceedings.event.is_published:
        found.is_hidden = True
        found.obstacles.append(_("The event is not public. Make it public first."))
    if change_note:
        next(iter(found.pages.values())).parts.append(Part(_("the note on what changed"), change_note, NOTE))
    for language, page in found.pages.items():
        page.parts += _annexes(proceedings, language, page)
    deciders = _deciders(proceedings)
    for page in found.pages.values():
        _obstacles(found, page)
        try:
            # Every character of a part once: a long one has a hundred thousand.
            glyphs.check((f"“{part.heading}”", "".join(dict.fromkeys(part.heading + part.text))) for part in page.parts)
        except glyphs.MissingGlyphs as error:
            found.obstacles += [sentence for sentence in error.sentences if sentence not in found.obstacles]
        for hit in hits(page, proceedings.event):
            _sort(found, hit, deciders, {user.pk for user in signers})
    if with_gaps:
        found.gaps = _gaps(proceedings, next(iter(found.pages.values())))
    return found


def _annexes(proceedings, language, page):
    """Parts with what people typed into all that the files of an edition print besides its text."""
    text = EditionText(edition=Edition(proceedings=proceedings), language=language, contents=page.contents)
    with override(language.code):
        frozen, _mentions = freeze(text, 1)
    return [Part(place, words, f"annex-{number}") for number, (place, words) in enumerate(typed(frozen))]


def _obstacles(found, page):
    if not page.contents:
        found.obstacles.append(_("There is nothing to publish yet: the proceedings have no sections."))
    for mention, heading in page.unknown:
        found.obstacles.append(
            _("%(mark)s in “%(heading)s” is no seat of this event. Correct the number, or take it out.")
            % {"mark": mention, "heading": heading}
        )
    for heading in page.closed:
        found.obstacles.append(
            _("“%(heading)s” tells of a closed session. Take the section out, or change the rule of the session.")
            % {"heading": heading}
        )
    for mention in page.misplaced:
        found.obstacles.append(
            _("%(mark)s stands in the title, the note or a heading. People are mentioned in the text only.")
            % {"mark": mention}
        )


def _deciders(proceedings):
    """{mark of a passage: {who said that it means something else}}."""
    deciders = {}
    for row in proceedings.not_meant.select_related("by"):
        for passage in row.passages:
            deciders.setdefault(passage, set()).add(row.by)
    return deciders


def _sort(found, hit, deciders, signers):
    by_passage = [
        {user for user in deciders.get(passage, ()) if not signers or signers - {user.pk}} for passage in hit.passages
    ]
    if all(by_passage):
        found.settled.append((hit, sorted(set().union(*by_passage), key=lambda user: user.pk)))
    else:
        found.hits.append(hit)


def never_over(hit):
    """True for a name that nobody may leave standing, whoever signs: of somebody never to be shown."""
    return bool(hit.seat and hit.seat.person_id and hit.seat.person.is_protected)


def is_as_submitted(submission):
    """True while the draft is what was submitted, to the letter."""
    return fingerprint(snapshot(submission.proceedings)) == submission.fingerprint


# What is missing


def _gaps(proceedings, page):
    event = proceedings.event
    gaps = []
    open_ones = event.commitments.exclude(state=OutcomeState.WITHDRAWN).prefetch_related("deadlines", "parties")
    commitments = list(open_ones.select_related("section"))
    recommendations = event.recommendations.exclude(state=OutcomeState.WITHDRAWN).prefetch_related("parties")
    makers = CommitmentParty.MAKERS
    lacking = [
        (
            _("%(refs)s has no deadline, nor the word that none was given."),
            _("%(refs)s have no deadline, nor the word that none was given."),
            lambda row: not row.deadlines.all(),
        ),
        (
            _("%(refs)s does not say who made it."),
            _("%(refs)s do not say who made them."),
            lambda row: not any(party.role in makers for party in row.parties.all()),
        ),
        (
            _("%(refs)s says neither in which section nor in which sentence it stands."),
            _("%(refs)s say neither in which section nor in which sentence they stand."),
            lambda row: not row.section_id and not row.sentence,
        ),
        (
            _("%(refs)s does not say in which section it stands."),
            _("%(refs)s do not say in which section they stand."),
            lambda row: not row.section_id and row.sentence,
        ),
        (
            _("%(refs)s does not say in which sentence it stands."),
            _("%(refs)s do not say in which sentence they stand."),
            lambda row: row.section_id and not row.sentence,
        ),
    ]
    for one, several, lacks in lacking:
        gaps += _in_one_line(one, several, "refs", [(row.ref, row) for row in commitments if lacks(row)], event)
    texts = {part.place: " ".join(part.text.split()) for part in page.parts}
    for row in commitments:
        stands = row.section and " ".join(row.sentence.split()) in texts.get(str(row.section.uid), "")
        if row.section_id and row.sentence and not stands:
            words = {"ref": row.ref, "heading": row.section.heading}
            gaps.append(Gap(_("The sentence of %(ref)s does not stand in “%(heading)s” as it is noted.") % words, row))
    unaddressed = [
        (row.number, row)
        for row in recommendations
        if not any(party.role == RecommendationParty.Role.ADDRESSEE for party in row.parties.all())
    ]
    gaps += _in_one_line(
        _("Recommendation %(numbers)s is addressed to nobody."),
        _("Recommendations %(numbers)s are addressed to nobody."),
        "numbers", unaddressed, event,
    )  # fmt: skip
    gaps += _in_one_line(
        _("Nobody says whether objective %(numbers)s was met."),
        _("Nobody says whether objectives %(numbers)s were met."),
        "numbers", [(row.number, event) for row in event.objectives.filter(outcome="")], event,
    )  # fmt: skip
    sections = list(proceedings.sections.all())
    if event.sessions.exists():
        apart = [section for section in sections if not section.session_id and section.body.strip()]
        gaps += _in_one_line(
            _("%(headings)s belongs to no session, so no rule of one holds in it."),
            _("%(headings)s belong to no session, so no rule of one holds in them."),
            "headings", [(f"“{section.heading}”", section) for section in apart], proceedings,
        )  # fmt: skip
    return _named(event, sections, [*recommendations, *commitments]) + gaps + _untranslated(proceedings, sections)


def _in_one_line(one, several, name, found, above):
    """A Gap, in a list, for all rows that lack the same; none for none. Of several rows it leads to what they are in.

    one, several   the sentence, with `name` in it
    found          [(what the row is called, row), …]
    """
    if len(found) < 2:
        return [Gap(one % {name: called}, row) for called, row in found]
    return [Gap(several % {name: joined(dict.fromkeys(called for called, _row in found))}, above)]


def _named(event, sections, outcomes):
    """Gaps for what looks like names of people in typed letters, whether they have a seat or not."""
    parts = [(section.heading, section, f"{section.heading}. {_words(section.body)}") for section in sections]
    parts += [(_outcome(row), row, row.text) for row in outcomes]
    ordinary = [*event.objectives.values_list("text", flat=True), *event.sessions.values_list("title", flat=True)]
    gaps = []
    found = full_names([text for _heading, _row, text in parts], ordinary)
    for (heading, row, _text), names in zip(parts, found, strict=True):
        if names:
            sentence = ngettext(
                "%(names)s in “%(heading)s” reads like somebody’s name. Did they agree to be named?",
                "%(names)s in “%(heading)s” read like names of people. Did they agree to be named?",
                len(names),
            )
            gaps.append(Gap(sentence % {"names": joined([f"“{name}”" for name in names]), "heading": heading}, row))
    return gaps


def _outcome(row):
    return row.ref if hasattr(row, "ref") else _("Recommendation %(number)s") % {"number": row.number}


def _words(body):
    # What stands in two cells or lines is no name together.
    return " ".join(visible(body).replace("\n", " / ").split())


def _untranslated(proceedings, sections):
    """Gaps of the languages of the event into which the draft is not translated, or not wholly."""
    languages = {row.language for row in proceedings.event.event_languages.select_related("language")}
    gaps = []
    for language in sorted(languages - {proceedings.language}, key=lambda language: (language.position, language.pk)):
        known = Translation.objects.of(sections, language.code)
        missing = sum(1 for section in sections if section.body and (type(section), section.pk, "body") not in known)
        if missing:
            sentence = ngettext(
                "%(number)s section is not translated into %(language)s.",
                "%(number)s sections are not translated into %(language)s.",
                missing,
            )
            gaps.append(Gap(sentence % {"number": missing, "language": language.name}))
    return gaps
