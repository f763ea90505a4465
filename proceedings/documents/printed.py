"""Who is printed on public pages and in files: organisations by one rule here, people as `exposure` allows."""

from collections import Counter
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from .. import exposure
from ..exposure import Level
from ..models import Attribution, Commitment, Organisation


@dataclass(frozen=True)
class Body:
    """An organisation among the words that are printed, by its official name: a page may have another one.

    with_country   whether the country it stands for is said, where the name does not: “Ministry of Interior, Cambodia”
    """

    row: Organisation
    with_country: bool = False

    def __str__(self):
        return f"{self.row}{self._country_beside(str(self.row))}"

    def beside(self, name):
        """What stands behind another name of it: the acronym and the country, as far as that does not say them."""
        acronym = self.row.acronym
        words = f" ({acronym})" if acronym and (acronym not in name or name == self.row.name) else ""
        return f"{words}{self._country_beside(f'{name}{words}')}"

    def _country_beside(self, words):
        country = self.row.country if self.with_country else None
        if not country or country.name in words:
            return ""
        # A name that nobody has translated says its country in English.
        with override(settings.LANGUAGE_CODE):
            is_said = str(country.name) in words
        return "" if is_said else f", {country.name}"


@dataclass(frozen=True)
class Printed:
    """Somebody as a page prints them: words, and an address where there is a page to go to.

    parts   strings and Bodies, of which the words are made; empty where no organisation is among them
    """

    text: str
    url: str = ""
    note: str = ""
    inferred: bool = False
    parts: tuple = ()

    @classmethod
    def of(cls, *parts, **more):
        return cls(", ".join(map(str, parts)), parts=parts, **more)

    def __str__(self):
        return self.text


def organisation(organisation, *, stands_for_it=False):
    """How an organisation is printed, or None where it may not be.

    For some groups being seen is a danger. So one without a public page is named, without a link, only where it stands
    for what is published: it called a public event or is party to a published outcome (`stands_for_it`). It is left
    out of everything else: those who took part, funders, partners, publishers, who said what.
    """
    if organisation is None:
        return None
    if organisation.is_published:
        return Printed.of(Body(organisation), url=organisation.get_absolute_url())
    return Printed.of(Body(organisation)) if stands_for_it else None


def party(row, *, stands_for_it):
    """How a party of an event or an outcome is printed, or None where it may not be.

    row   a Party whose organisation or class, and for people `level` and `participant`, have been looked up
    """
    if getattr(row, "participant_id", None):
        return person(row)
    inferred = row.is_inferred("organisation" if row.organisation_id else "organisation_class")
    if row.organisation_id:
        shown = organisation(row.organisation, stands_for_it=stands_for_it)
        body = Body(row.organisation, with_country=True)
        return shown and Printed.of(body, url=shown.url, note=row.as_written, inferred=inferred)
    words = row.as_written or str(row.organisation_class)
    # Sources put what they do not name in brackets.
    if words.startswith("(") and words.endswith(")"):
        words = words[1:-1]
    return Printed(words, inferred=inferred)


def person(row, counts=None):
    """How the participant of a row is printed: as `row.level` allows, which `exposure` has decided in SQL.

    counts   the crowd of the event; without it nobody is told apart further than “a participant”
    """
    counts = counts if counts is not None else Counter()
    if row.level != Level.NAMED:
        return Printed(exposure.shown_at(row.participant if row.level == Level.KIND else None, row.level, counts).text)
    shown = exposure.shown_at(row.participant, row.level, counts)
    return Printed.of(shown.name, *post_of(shown))


def post_of(shown):
    """The post of somebody who is named, and the organisation and what it is part of where the post does not say.

    shown   an Appearance
    Returns a list of strings and Bodies.
    """
    return ([shown.post] if shown.post else []) + bodies_of(shown)


def bodies_of(shown):
    """The organisation of an Appearance and what it is part of, where the post does not say: [Body, …]."""
    found, body = [], shown.organisation
    while body is not None:
        if organisation(body) and body.name not in shown.post:
            found.append(Body(body, with_country=not body.parent_id))
        body = body.parent if body.parent_id else None
    return found


def makers_hidden(outcome, session):
    """True where not even the organisation that spoke may be told.

    Under the Chatham House Rule neither name nor affiliation goes outside. Who repeated it in writing, or adopted it,
    has spoken outside the room as well.
    """
    if session is None or session.attribution != Attribution.NON_ATTRIBUTABLE:
        return False
    return getattr(outcome, "provenance", None) in {None, Commitment.Provenance.HEARD}


def nobody_told():
    """What stands in the place of makers who may not be told."""
    return Printed(_("Not told: the session was not for attribution"))
