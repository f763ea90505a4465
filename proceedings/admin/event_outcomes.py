"""What came of an event, on one page: what was written, what was promised, and what is still missing."""

from dataclasses import dataclass, field

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Exists, Max, OuterRef, Prefetch, Q
from django.http import Http404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..access import may
from ..models import (
    Attribution,
    Commitment,
    CommitmentParty,
    Network,
    Objective,
    OutcomeState,
    Proceedings,
    Recommendation,
    RecommendationParty,
    Section,
    Session,
    Standing,
    Translation,
)
from .listing import ways_to_list
from .participant import ALSO_PREFETCH, ALSO_SELECT, seat_label
from .reviewing import way_to_due
from .waiting import newer_than_published
from .word import ways_to_word

# Whoever sees one of these finds something on the page.
SEEN = ("proceedings", "objective", "recommendation", "commitment")


@dataclass(frozen=True)
class Missing:
    """Something that is not there yet, as a sentence; and where it is mended, if the reader may."""

    text: str
    url: str = ""


@dataclass
class Line:
    """One row of a table: what it shows, where its form is, and what it lacks."""

    row: object
    url: str = ""
    words: dict = field(default_factory=dict)
    missing: list = field(default_factory=list)

    @property
    def text(self):
        """Its number or reference and its first words."""
        return Truncator(str(self.row)).words(40)


def anchor(name, row, place=""):
    """The address of a form in the back office, at one place in it."""
    return reverse(f"admin:proceedings_{name}_change", args=[row.pk]) + (f"#{place}" if place else "")


class Outcomes:
    """The page of one event for one reader: only what they may see, with links only to what they may do.

    What is gathered takes the same number of queries however much there is.
    """

    def __init__(self, request, event):
        self.request, self.event, self.user = request, event, request.user
        self.sees = {name: self.may(f"view_{name}") for name in (*SEEN, "note", "session")}
        self.missing = []

    def may(self, perm):
        return may(self.user, f"proceedings.{perm}", self.event)

    def gather(self):
        """Everything the template shows, by name."""
        shown = {"sees": self.sees}
        if self.sees["proceedings"]:
            shown |= self.proceedings()
        for name, lines in (
            ("objective", self.objectives),
            ("recommendation", self.recommendations),
            ("commitment", self.commitments),
        ):
            if self.sees[name]:
                shown[f"{name}s"] = lines()
                shown[f"add_{name}"] = self.add(name)
        if self.sees["proceedings"] and may(self.user, "proceedings.view_translation"):
            self.untranslated(shown)
        shown |= {"missing": self.missing, "verbs": self.verbs(shown)}
        return shown | {"word": ways_to_word(self.user, self.event)}

    def add(self, name):
        """The address of an empty form for this event, or nothing for who may not add one."""
        if name == "objective":
            return anchor("event", self.event, "objectives-group") if self.may("change_event") else ""
        return f"{reverse(f'admin:proceedings_{name}_add')}?event={self.event.pk}" if self.may(f"add_{name}") else ""

    def lacks(self, line, text, url):
        line.missing.append(Missing(text, url))

    def summed(self, lines, key, singular, plural, place):
        """One sentence for all rows that lack the same. A single one leads to its form, several to their table."""
        found = [item for line in lines for item in line.missing if item.text == key]
        if found:
            url = found[0].url if len(found) == 1 and found[0].url else f"#{place}"
            self.missing.append(Missing(ngettext(singular, plural, len(found)) % {"number": len(found)}, url))

    # The proceedings: its parts, and the sessions they tell of

    def proceedings(self):
        row = (
            Proceedings.objects.filter(event=self.event)
            .annotate(
                newest=Max("editions__number", filter=Q(editions__withdrawn_at=None)),
                newest_at=Max("editions__published_at", filter=Q(editions__withdrawn_at=None)),
                has_news=Exists(newer_than_published(Proceedings.objects.filter(pk=OuterRef("pk")))),
            )
            .select_related("language", "event")
            .first()
        )
        may_write = row is not None and self.may("change_proceedings")
        lines = []
        sections = list(self.sections(row))
        for number, section in enumerate(sections):
            url = anchor("proceedings", row, f"sections-{number}") if may_write else ""
            line = Line(section, url)
            # A part may say all that it says in the chapters under it.
            has_chapters = sections[number + 1 : number + 2] and sections[number + 1].level > section.level
            if not section.body.strip() and not has_chapters:
                self.lacks(line, _("nothing is written yet"), url)
            lines.append(line)
        sessions = self.sessions(row, lines, may_write) if self.sees["session"] else []
        if row is None:
            self.missing.append(Missing(_("There are no proceedings yet."), self.add("proceedings")))
        elif not lines:
            url = anchor("proceedings", row, "sections-group") if may_write else ""
            self.missing.append(Missing(_("The proceedings have no parts yet."), url))
        self.summed(
            lines,
            _("nothing is written yet"),
            "%(number)s part of the proceedings is empty.",
            "%(number)s parts of the proceedings are empty.",
            "proceedings",
        )
        self.summed(
            sessions,
            _("no part tells of it"),
            "No part of the proceedings tells of %(number)s session.",
            "No part of the proceedings tells of %(number)s sessions.",
            "sessions",
        )
        if row and row.has_news:
            check = reverse("admin:proceedings_proceedings_check", args=[row.pk])
            text = _("The draft has text that no edition has yet.") if row.newest else _("No edition is published yet.")
            self.missing.append(Missing(text, check))
        if row and not self.event.is_published:
            url = anchor("event", self.event, "id_is_published") if self.may("change_event") else ""
            self.missing.append(Missing(_("The event is not public, so no edition can be."), url))
        return {"proceedings": row, "sections": lines, "sessions": sessions}

    def sections(self, row):
        return Section.objects.filter(proceedings=row).select_related("session") if row else ()

    def sessions(self, row, lines, may_write):
        told = {line.row.session_id for line in lines}
        sees_notes = self.sees["note"]
        waiting = Q(notes__section=None, notes__struck_at=None) & ~Q(notes__attribution=Attribution.CLOSED)
        rows = Session.objects.filter(event=self.event).select_related("kind")
        if sees_notes:
            rows = rows.annotate(number_of_notes=Count("notes"), new_notes=Count("notes", filter=waiting))
        found, untaken = [], 0
        for session in rows:
            line = Line(session)
            line.words["told"] = session.pk in told
            if sees_notes:
                line.url = reverse("admin:proceedings_session_notes", args=[session.pk])
            closed = session.attribution == Attribution.CLOSED
            if sees_notes and session.new_notes and not closed:
                untaken += session.new_notes
                text = ngettext(
                    "%(number)s note is not taken over", "%(number)s notes are not taken over", session.new_notes
                )
                self.lacks(line, text % {"number": session.new_notes}, line.url)
            if row and not closed and session.pk not in told:
                url = anchor("proceedings", row, "sections-group") if may_write else ""
                self.lacks(line, _("no part tells of it"), url)
            found.append(line)
        if untaken:
            text = ngettext(
                "%(number)s note of a rapporteur is not in the proceedings yet.",
                "%(number)s notes of rapporteurs are not in the proceedings yet.",
                untaken,
            )
            self.missing.append(Missing(text % {"number": untaken}, "#sessions"))
        return found

    # What the event set out to do

    def objectives(self):
        may_change = self.may("change_objective")
        lines = []
        for objective in Objective.objects.filter(event=self.event).select_related(
            "outcome_by", "owner", "owner_class"
        ):
            line = Line(objective, anchor("objective", objective) if may_change else "")
            if not objective.outcome:
                self.lacks(line, _("nobody said yet whether it was met"), line.url)
            lines.append(line)
        if not lines:
            self.missing.append(Missing(_("The event has no objectives."), self.add("objective")))
        self.summed(
            lines,
            _("nobody said yet whether it was met"),
            "Of %(number)s objective nobody said yet whether it was met.",
            "Of %(number)s objectives nobody said yet whether they were met.",
            "objectives",
        )
        return lines

    # What was recommended and promised

    def parties(self, model):
        return Prefetch(
            "parties",
            model.objects.select_related("organisation", "organisation_class", *ALSO_SELECT).prefetch_related(
                *ALSO_PREFETCH
            ),
        )

    def named(self, row, *roles):
        """Who stands in these roles, as the reader may know them."""
        rule = row.session.attribution if row.session else None
        return [
            seat_label(self.request, party.participant, rule) if party.participant_id else str(party)
            for party in row.parties.all()
            if party.role in roles
        ]

    def recommendations(self):
        role, may_change = RecommendationParty.Role, self.may("change_recommendation")
        rows = (
            Recommendation.objects.filter(event=self.event)
            .select_related("session")
            .prefetch_related(self.parties(RecommendationParty))
        )
        lines = []
        for row in rows:
            line = Line(row, anchor("recommendation", row) if may_change else "")
            line.words = {"to": self.named(row, role.ADDRESSEE), "by": self.named(row, role.MADE_BY)}
            if not line.words["to"]:
                url = anchor("recommendation", row, "parties-group") if may_change else ""
                self.lacks(line, _("nobody is addressed"), url)
            lines.append(line)
        self.summed(
            lines,
            _("nobody is addressed"),
            "%(number)s recommendation is addressed to nobody.",
            "%(number)s recommendations are addressed to nobody.",
            "recommendations",
        )
        self.drafts(lines, "recommendation")
        return lines

    def commitments(self):
        role, may_change = CommitmentParty.Role, self.may("change_commitment")
        rows = (
            Commitment.objects.with_standing()
            .filter(event=self.event)
            .select_related("session", "section")
            .prefetch_related(self.parties(CommitmentParty), "deadlines")
        )
        lines = []
        for row in rows:
            line = Line(row, anchor("commitment", row) if may_change else "")
            line.words = {
                "by": self.named(row, *CommitmentParty.MAKERS),
                "through": self.named(row, role.THROUGH),
                "when": [str(deadline) for deadline in row.deadlines.all()],
                "standing": Standing(row.standing).label,
            }
            for is_there, text, place in (
                (line.words["by"], _("nobody made it"), "parties-group"),
                (line.words["when"], _("no row says by when"), "deadlines-group"),
                (row.section_id, _("no part of the proceedings tells of it"), "id_section"),
                (row.sentence, _("the sentence is not given"), "id_sentence"),
            ):
                if not is_there:
                    self.lacks(line, text, anchor("commitment", row, place) if may_change else "")
            lines.append(line)
        for key, singular, plural in (
            (_("nobody made it"), "%(number)s commitment has no maker.", "%(number)s commitments have no maker."),
            (
                _("no row says by when"),
                "%(number)s commitment does not say by when, not even that no date was given.",
                "%(number)s commitments do not say by when, not even that no date was given.",
            ),
            (
                _("no part of the proceedings tells of it"),
                "No part of the proceedings tells of %(number)s commitment.",
                "No part of the proceedings tells of %(number)s commitments.",
            ),
            (
                _("the sentence is not given"),
                "Of %(number)s commitment the sentence is not given.",
                "Of %(number)s commitments the sentence is not given.",
            ),
        ):
            self.summed(lines, key, singular, plural, "commitments")
        self.drafts(lines, "commitment")
        return lines

    def drafts(self, lines, name):
        """What waits for a second person: the list of those, for whoever that may be."""
        number = sum(line.row.state == OutcomeState.DRAFT for line in lines)
        if not number:
            return
        url = f"{reverse(f'admin:proceedings_{name}_changelist')}?event={self.event.pk}&state__exact=draft"
        if name == "commitment":
            text = ngettext("%(number)s commitment is a draft.", "%(number)s commitments are drafts.", number)
        else:
            text = ngettext("%(number)s recommendation is a draft.", "%(number)s recommendations are drafts.", number)
        self.missing.append(Missing(text % {"number": number}, url if self.may("publish_commitment") else f"#{name}s"))

    # Other languages

    def untranslated(self, shown):
        """How many texts of this page stand in each other language of the site."""
        network = Network.objects.prefetch_related("languages").first()
        written_in = shown["proceedings"].language_id if shown["proceedings"] else None
        languages = [language for language in (network.languages.all() if network else ()) if language.pk != written_in]
        texts = [(Section, line.row.pk, "body") for line in shown["sections"] if line.row.body]
        texts += [(Recommendation, line.row.pk, "text") for line in shown.get("recommendations", ())]
        texts += [(Commitment, line.row.pk, "text") for line in shown.get("commitments", ())]
        if not texts or not languages:
            return
        wanted = Q()
        for model in (Section, Recommendation, Commitment):
            keys = [pk for of, pk, _field in texts if of is model]
            name = "body" if model is Section else "text"
            wanted |= Q(content_type__model=model._meta.model_name, object_id__in=keys, field=name)
        there = dict(
            Translation.objects.shown()
            .filter(wanted, language__in=languages, content_type__app_label="proceedings")
            .order_by()
            .values_list("language")
            .annotate(Count("pk"))
        )
        for language in languages:
            number = len(texts) - there.get(language.pk, 0)
            if number > 0:
                text = ngettext(
                    "%(number)s text is not there in %(language)s.",
                    "%(number)s texts are not there in %(language)s.",
                    number,
                )
                address = f"{reverse('admin:proceedings_translation_changelist')}?language__id__exact={language.pk}"
                self.missing.append(Missing(text % {"number": number, "language": language.name}, address))

    # What can be done from here

    def verbs(self, shown):
        """[(text, address), …] at the top of the page, in the order of the work."""
        row, verbs = shown.get("proceedings"), []
        if row:
            if self.may("change_proceedings"):
                verbs.append((_("Write the proceedings"), anchor("proceedings", row)))
            verbs.append(
                (
                    _("Look at them as they would be published"),
                    reverse("admin:proceedings_proceedings_preview", args=[row.pk]),
                )
            )
            verbs.append(
                (_("Check and submit"), reverse("admin:proceedings_proceedings_check", args=[row.pk]))
                if self.may("submit_proceedings")
                else (_("Check"), reverse("admin:proceedings_proceedings_check", args=[row.pk]))
            )
            if (open_one := row.submissions.open().first()) and self.may("view_submission"):
                verbs.append((_("To the review"), reverse("admin:proceedings_submission_review", args=[open_one.pk])))
        elif self.sees["proceedings"] and (address := self.add("proceedings")):
            verbs.append((_("Begin the proceedings"), address))
        for name, text in (("recommendation", _("Add a recommendation")), ("commitment", _("Add a commitment"))):
            if shown.get(f"add_{name}"):
                verbs.append((text, shown[f"add_{name}"]))
        verbs += way_to_due(self.request, self.event) + ways_to_list(self.request, self.event)
        if self.may("view_translation"):
            verbs.append((_("Translations"), reverse("admin:proceedings_event_translations", args=[self.event.pk])))
        return verbs


def may_see_outcomes(user, event=None):
    """True when a user finds something on the page: of this event, or of any."""
    return any(may(user, f"proceedings.view_{name}", event) for name in SEEN)


class ShowsOutcomes:
    """For the admin of events."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.outcomes_view)
        return [path("<path:object_id>/outcomes/", view, name="proceedings_event_outcomes"), *super().get_urls()]

    def outcomes_view(self, request, object_id):
        event = self.get_object(request, unquote(object_id))
        if event is None:
            raise Http404
        if not may_see_outcomes(request.user, event):
            raise PermissionDenied
        context = self.admin_site.each_context(request) | {
            "opts": self.model._meta,
            "original": event,
            "title": _("Outcomes"),
            "subtitle": str(event),
        }
        return TemplateResponse(request, "admin/event_outcomes.html", context | Outcomes(request, event).gather())
