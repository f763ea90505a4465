"""The last look before something goes out: does somebody's name stand in it as typed letters?

People stand in a text as mentions, so that the name goes when the consent ends. Somebody may still have typed it. The
gate looks for every name, spelling, address and number of everybody at the event, also of those who may be named today;
and in what tells of a session under the Chatham House Rule, for the organisations whose people were in it: "neither the
identity nor the affiliation of the speaker(s), nor that of any other participant, may be revealed".

It would rather ask once too often: whoever knows better says so, see NotMeant.
"""

import re
from dataclasses import dataclass, field
from hashlib import sha256

from ..models import Attribution, Organisation, SessionRole
from .folding import Folded, plain
from .typed_names import Name, Traces, apart

# How far around a word a passage reaches, by which one is known again.
AROUND = 40


@dataclass
class Hit:
    """Something that must not stand in a part of the text as typed letters.

    part           the Part, see rendering.py
    seat           whose name, address or number it is; or None
    organisation   or which organisation of a session that is not for attribution
    word           as it is written there
    spans          where: [(start, end), …] in the text of the part
    """

    part: object
    seat: object
    organisation: object
    word: str
    spans: list = field(default_factory=list)

    @property
    def key(self):
        """How a form says which hit it means."""
        whose = f"p{self.seat.pk}" if self.seat else f"o{self.organisation.pk}"
        return f"{self.part.place}.{whose}.{_mark(plain(self.word))}"

    @property
    def passages(self):
        """Marks of the passages it stands in, by which they are known again; nobody reads a name from them."""
        whose = f"p{self.seat.pk}" if self.seat else f"o{self.organisation.pk}"
        around = [self.part.text[max(0, start - AROUND) : end + AROUND] for start, end in self.spans]
        return [_mark(f"{whose} {' '.join(plain(text).split())}") for text in around]

    @property
    def quote(self):
        """(what stands before it, the word, what follows), on one line; words that are cut off are left out."""
        start, end = self.spans[0]
        before = self.part.text[max(0, start - AROUND) : start]
        after = self.part.text[end : end + AROUND]
        if start > AROUND:
            before = f"… {before[_gap(before) :]}"
        if end + AROUND < len(self.part.text):
            after = f"{after[: len(after) - _gap(after[::-1])]} …"
        return " ".join(before.split()), self.word, " ".join(after.split())

    def sentence(self):
        if self.organisation:
            return (
                f"“{self.word}” stands in “{self.part.heading}”, which tells of a session that is not for attribution, "
                "and somebody of that organisation was in it. Say it without the organisation."
            )
        return (
            f"“{self.word}” stands in “{self.part.heading}” as typed letters. Write @[{self.seat.pk}] instead: it "
            "prints as that person may be shown, and changes when that changes."
        )


def _gap(text):
    """Where the first whole word begins; 0 in scripts that put no blanks between words."""
    found = re.search(r"\s", text)
    return found.end() if found and found.end() < len(text) // 2 else 0


def _mark(text):
    return sha256(text.encode()).hexdigest()[:16]


def hits(page, event):
    """What stands in a Page that must not, as a list of Hits in the order of the text."""
    seats = event.participants.select_related("person", "organisation").prefetch_related("person__other_names")
    looked_for = [(seat, Traces(seat)) for seat in seats]
    affiliations = _affiliations(page)
    found = []
    for part in page.parts:
        text = Folded(part.text)
        for seat, traces in looked_for:
            found += _of_one(part, traces.spans(text), seat=seat)
        for organisation, names in affiliations.get(part.session and part.session.pk, ()):
            spans = [text.span(*span) for name in names for span in name.spans(text)]
            found += _of_one(part, apart(spans), organisation=organisation)
    return found


def names_found(parts, event, printed=(), besides=()):
    """Names of an event's people in finished texts, where those who may be shown stand by name.

    parts     [(heading, text), …]
    printed   the names that may stand there, as they are printed
    besides   texts that were looked through before: what stands typed in them was decided then

    Returns a list of (heading, participant, word), empty when the texts may go out.
    """
    seats = event.participants.select_related("person").prefetch_related("person__other_names")
    looked_for = [(seat, Traces(seat)) for seat in seats]
    known = {(seat.pk, _one_way(word)) for _heading, seat, word in _words([("", text) for text in besides], looked_for)}
    return [
        (heading, seat, word)
        for heading, seat, word in _words([(heading, _without(printed, text)) for heading, text in parts], looked_for)
        if (seat.pk, _one_way(word)) not in known
    ]


def _words(texts, looked_for):
    for heading, text in texts:
        folded = Folded(text)
        for seat, traces in looked_for:
            for start, end in traces.spans(folded):
                yield heading, seat, text[start:end]


def _one_way(word):
    return " ".join(plain(word).split())


def _without(names, text):
    """A text without the names that may stand in it, longest first; what is left must hold nobody's."""
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(r"\s+".join(map(re.escape, name.split())), " \x00 ", text)
    return text


def _of_one(part, spans, seat=None, organisation=None):
    """The Hits of one participant or organisation in one part: one for each way it is written."""
    ways = {}
    for start, end in spans:
        word = part.text[start:end]
        hit = ways.setdefault(plain(word), Hit(part, seat, organisation, word))
        hit.spans.append((start, end))
    return list(ways.values())


def _affiliations(page):
    """{number of a session not for attribution: [(organisation whose people were in it, its Names), …]}."""
    ruled = {part.session.pk for part in page.parts if _is_unattributable(part.session)}
    if not ruled:
        return {}
    told = {session: set() for session in ruled}
    roles = SessionRole.objects.filter(session__in=ruled)
    for session, own, other in roles.values_list("session", "participant__organisation", "on_behalf_of"):
        told[session] |= {own, other} - {None}
    for mark in page.marks:
        if mark.session and mark.session.pk in ruled and mark.participant.organisation_id:
            told[mark.session.pk].add(mark.participant.organisation_id)
    rows = Organisation.objects.filter(pk__in=set().union(*told.values())).prefetch_related("other_names")
    known = {}
    for row in rows:
        names = {row.name, row.acronym, *(other.name for other in row.other_names.all())}
        known[row.pk] = row, [Name(name, ordered=True) for name in sorted(names) if len(name) > 1]
    return {session: [known[pk] for pk in sorted(pks)] for session, pks in told.items()}


def _is_unattributable(session):
    return session is not None and session.pk and session.attribution == Attribution.NON_ATTRIBUTABLE
