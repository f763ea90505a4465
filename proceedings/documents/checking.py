"""The check of a draft: what keeps it from being published, and what is missing and may stay so."""

import html
import re
from dataclasses import dataclass, field

from django.utils.html import strip_tags
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from ..models import CommitmentParty, Edition, EditionText, OutcomeState, RecommendationParty, Translation
from .drafts import fingerprint, snapshot
from .edition.annexes import freeze, typed
from .gate import hits
from .rendering import Part, texts_to_freeze

# The place of the note on what changed, among those of the sections.
NOTE = "note"
# A form of address and words that begin with capitals. The gate knows only those who have a seat; somebody typed from
# elsewhere may be recognised as well, and people of the region are mostly called by such a form.
CALLED = re.compile(
    r"\b(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|H\.E|Hon)\b\.?|Daw|U|Saw|Naw|Sai|Nang|Khun|Oknha)"
    r"(?:[ \u00a0](?:Mr|Mrs|Ms|Dr)\b\.?)?(?:[ \u00a0][^\W\d_a-z][^\W\d_]*[.’'-]?(?:[^\W\d_]+)?){1,4}"
)


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
        (_("%(ref)s has no deadline, nor the word that none was given."), lambda row: not row.deadlines.all()),
        (
            _("%(ref)s does not say who made it."),
            lambda row: not any(party.role in makers for party in row.parties.all()),
        ),
        (
            _("%(ref)s says neither in which section nor in which sentence it stands."),
            lambda row: not row.section_id or not row.sentence,
        ),
    ]
    for sentence, lacks in lacking:
        gaps += [Gap(sentence % {"ref": row.ref}, row) for row in commitments if lacks(row)]
    texts = {part.place: " ".join(part.text.split()) for part in page.parts}
    for row in commitments:
        stands = row.section and " ".join(row.sentence.split()) in texts.get(str(row.section.uid), "")
        if row.section_id and row.sentence and not stands:
            words = {"ref": row.ref, "heading": row.section.heading}
            gaps.append(Gap(_("The sentence of %(ref)s does not stand in “%(heading)s” as it is noted.") % words, row))
    for row in recommendations:
        if not any(party.role == RecommendationParty.Role.ADDRESSEE for party in row.parties.all()):
            gaps.append(Gap(_("Recommendation %(number)s is addressed to nobody.") % {"number": row.number}, row))
    for row in event.objectives.filter(outcome=""):
        gaps.append(Gap(_("Nobody says whether objective %(number)s was met.") % {"number": row.number}, event))
    sections = list(proceedings.sections.all())
    if event.sessions.exists():
        apart = [section for section in sections if not section.session_id and section.body.strip()]
        gaps += [
            Gap(
                _("“%(heading)s” belongs to no session, so no rule of one holds in it.") % {"heading": row.heading}, row
            )
            for row in apart
        ]
    return _called(sections) + gaps + _untranslated(proceedings, sections)


def _called(sections):
    """Gaps for whoever is called by a form of address in typed letters, whether they have a seat or not."""
    gaps = []
    for section in sections:
        words = " ".join(strip_tags(section.body.replace("<", " <")).split())
        for name in dict.fromkeys(found[0].rstrip(".,") for found in CALLED.finditer(html.unescape(words))):
            sentence = _("“%(name)s” in “%(heading)s” reads like somebody’s name. Did they agree to be named?")
            gaps.append(Gap(sentence % {"name": name, "heading": section.heading}, section))
    return gaps


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
