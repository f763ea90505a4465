from django.conf import settings
from django.db.models import F, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from proceedings.exposure import crowd
from proceedings.models import (
    Commitment,
    CommitmentLink,
    Event,
    EventLink,
    Evidence,
    Framework,
    FrameworkGoal,
    PartyAnswer,
    Publication,
    Recommendation,
    Review,
    Step,
    Topic,
)

from ... import telling
from .. import charts, narrowing, outcomes, ties, timeline, tracking, who
from ..caching import open_page
from ..gather import by, connect, prepared
from ..machines import describing
from ..paging import page_of
from ..sources import branches as source_branches
from ..sources import listed
from ..sources import number as number_sources


def _filters(narrowed):
    """The choices under the figures: [(name, label, the word for any, options, what is chosen), …]."""
    labels = {
        "standing": (_("Where it stands"), _("Anywhere")),
        "country": (_("Country of the maker"), _("Any country")),
        "maker": (_("Made by"), _("Any organisation")),
        "topic": (_("Topic"), _("Any topic")),
        "goal": (_("Objective of the Global Compact"), _("Any objective")),
        "year": (_("Year it was made"), _("Any year")),
        "due": (_("Year it is due"), _("Any year")),
        "kind": (_("Kind of event"), _("Any kind")),
        "series": (_("Series of events"), _("Any series")),
        "news": (_("Last news"), _("Of any age")),
    }
    offered = narrowed.offered
    return [(name, *words, offered[name], narrowed.chosen[name]) for name, words in labels.items() if offered[name]]


@open_page
def commitment_list(request):
    today = timezone.localdate()
    narrowed = narrowing.commitments(request, today, counted=True)
    facts, picked = narrowed.facts, narrowed.chosen
    found = facts.fitting(picked)
    # The figures leave out where the promises stand, so that one can go from one figure to the next.
    counted = facts.fitting(picked, but="standing")

    def with_standing(code):
        return narrowing.in_the_list(narrowed.query(standing="" if picked["standing"] == code else code))

    page = page_of(request, facts.of(found))
    rows = _in_this_order(page, today)
    told_in = ties.told_in(rows)
    drawn = charts.of_commitments(narrowed, today)
    years = [int(year) for year in facts.bits["year"] if year != tracking.UNKNOWN]
    context = {
        "today": today,
        "figures": outcomes.figures_of(
            facts.by_standing(counted), (facts.reported & counted).bit_count(), with_standing, picked["standing"]
        ),
        "total": len(facts.numbers),
        "reported": facts.reported.bit_count(),
        "number": found.bit_count(),
        "events": len(facts.events),
        "oldest": min(years, default=None),
        "charts": drawn,
        "legend": charts.legend(drawn),
        "page": page,
        "entries": [(entry, told_in.get(entry.commitment.pk, "")) for entry in outcomes.entries(rows, today=today)],
        "narrowed": narrowed,
        "filters": _filters(narrowed),
        "downloads": narrowing.to_take_away(request, "commitments"),
        "feed": narrowing.the_same(request, "public:commitments_feed"),
        "calendar": narrowing.the_same(request, "public:deadlines_calendar"),
        "calendar_words": _("Their last days in your calendar"),
    }
    return render(request, "public/commitment_list.html", context)


def _in_this_order(numbers, today):
    """The published commitments that have some numbers, `with_standing`, in the order of the numbers."""
    rows = Commitment.objects.with_standing(today).published().select_related("event", "section")
    rows = rows.in_bulk(list(numbers))
    return [rows[pk] for pk in numbers if pk in rows]


@prepared
def _rows_of(commitment, event, updates):
    """The querysets of a commitment's page, by its number, that of its event, and those of its accepted updates."""
    this = {"commitment": commitment}
    links = CommitmentLink.objects.filter(Q(commitment=commitment) | Q(other=commitment))
    reviews = Review.objects.told().filter(**this).order_by(F("event__start_date").asc(nulls_last=True), "pk")
    event_links = EventLink.objects.filter(other=event, kind=EventLink.Kind.FOLLOWS)
    evidence = Evidence.objects.filter(update__among=updates)
    sourced = {"commitments": Commitment.objects.filter(pk=commitment), "steps": Step.objects.filter(**this)}
    return {
        **sourced,
        **source_branches(**sourced),
        "links": links,
        "others": Commitment.objects.with_standing()
        .published()
        .exclude(pk=commitment)
        .filter(Q(pk__in=links.order_by().values("other")) | Q(pk__in=links.order_by().values("commitment"))),
        "reviews": reviews,
        "event_links": event_links,
        "events": Event.objects.published().filter(
            Q(pk__in=reviews.order_by().values("event")) | Q(pk__in=event_links.order_by().values("event"))
        ),
        "evidence": evidence,
        "answers": PartyAnswer.objects.filter(party__commitment=commitment).exclude(decision=""),
        "publications": Publication.objects.published().filter(pk__in=evidence.order_by().values("publication")),
        "topics": Topic.objects.filter(pk__in=Commitment.topics.through.objects.filter(**this).values("topic")),
        "goals": FrameworkGoal.objects.filter(
            pk__in=Commitment.goals.through.objects.filter(**this).values("frameworkgoal")
        ),
        "frameworks": Framework.objects.all(),
        "answered": Recommendation.objects.published()
        .filter(pk__in=Commitment.recommendations.through.objects.filter(**this).values("recommendation"))
        .annotate(thread_slug=F("thread__slug")),
    }


@open_page
def commitment(request, ref):
    row = Commitment.objects.with_standing().published().select_related("event", "section").filter(ref=ref).first()
    if row is None:
        # Whoever types it from paper need not mind large and small letters: no two differ in them alone.
        return redirect(get_object_or_404(Commitment.objects.published(), ref__iexact=ref), permanent=True)
    numbers = {}
    (entry,) = outcomes.entries([row], counts=crowd(row.event), numbers=numbers)
    rows = _rows_of(commitment=row.pk, event=row.event_id, updates=[update.pk for update in entry.updates])
    who.look_up(rows.commitments_sources, rows.steps_sources)
    connect(rows.reviews, rows.events, rows.goals, rows.frameworks, rows.evidence, rows.publications)
    telling.translate(*vars(rows).values())
    events = {event.pk: event for event in rows.events}
    number_sources({"commitments": rows.commitments, "steps": rows.steps}, vars(rows), numbers)
    row.cited = rows.commitments[0].cited
    others = {other.pk: other for other in rows.others}
    # That an event which follows up the first also looked at this promise is our reading.
    successors = [(events[link.event_id], True) for link in rows.event_links if link.event_id in events]
    outcomes.dress_updates(entry)
    of_update = by("update_id", rows.evidence)
    known = {publication.pk for publication in rows.publications}
    for update in entry.updates:
        update.shown_evidence = [
            each for each in of_update.get(update.pk, []) if each.url or each.file or each.publication_id in known
        ]
    context = {
        "entry": entry,
        "commitment": row,
        "steps": rows.steps,
        "line": timeline.of_commitment(entry, rows.reviews, successors),
        "reviews": rows.reviews,
        "histories": outcomes.histories(entry),
        "answers": outcomes.party_answers(entry, rows.answers),
        "links": [
            (how(link, row), link, other, outcomes.standing(other.standing))
            for link in rows.links
            if (other := others.get(link.other_id if link.commitment_id == row.pk else link.commitment_id))
        ],
        "topics": rows.topics,
        "goals": rows.goals,
        "answered": rows.answered,
        "told_in": ties.told_in([row]).get(row.pk, ""),
        "provenances": [(value, label, value == row.provenance) for value, label in Commitment.Provenance.choices],
        "sources": listed(numbers),
        "description": describing.of_commitment(entry),
        "feed": reverse("public:commitment_feed", args=[row.ref]),
        "by_mail": reverse("public:commitment_follow", args=[row.ref]),
        "address": settings.SITE_URL + row.get_absolute_url(),
    }
    return render(request, "public/commitment.html", context)


def how(link, commitment):
    """How a commitment goes with the other one of a link, read from its side; empty where it only goes with it."""
    kind = CommitmentLink.Kind
    if link.kind == kind.RELATED:
        return ""
    if link.commitment_id == commitment.pk:
        return link.get_kind_display()
    return {
        kind.MATCHES: link.get_kind_display(),
        kind.REPLACES: _("is replaced by"),
        kind.PART_OF: _("is made up of"),
        kind.DEPENDS_ON: _("has to come before"),
    }[link.kind]
