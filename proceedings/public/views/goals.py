"""What was promised and asked for each objective of frameworks outside, such as the Global Compact for Migration."""

from urllib.parse import urlencode

from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from proceedings.models import Commitment, FrameworkGoal, Recommendation

from ... import telling
from ...numerals import numeral
from .. import charts, narrowing, outcomes, tracking
from ..caching import open_page
from ..gather import by, connect, prepared
from ..paging import page_of


def with_key():
    """All objectives, with the framework they are of and the `goal_key` that stands in their address."""
    return FrameworkGoal.objects.select_related("framework").annotate(goal_key=tracking.goal_key())


def promises_for(goal):
    """Published commitments for an objective, `with_standing`."""
    tied = Commitment.goals.through.objects.filter(frameworkgoal=goal)
    return Commitment.objects.with_standing().published().filter(pk__in=tied.values("commitment"))


@open_page
def goal_list(request):
    """The objectives of each framework, and what became of the promises for each."""
    today = timezone.localdate()
    facts = tracking.facts(today)
    split = facts.split("goal", {})
    asked = Recommendation.goals.through.objects.filter(
        recommendation__in=Recommendation.objects.published().values("pk")
    )
    asked = dict(asked.order_by().values_list("frameworkgoal").annotate(Count("pk")))
    frameworks = []
    every = list(with_key().order_by("framework__name", "framework", "position", "pk"))
    telling.translate(every, (goal.framework for goal in every))
    for goals in by("framework_id", every).values():
        framework = goals[0].framework
        values = [
            (
                f"{goal.number}. {telling.words(goal, 'title')}",
                split.get(goal.key, {}),
                goal.get_absolute_url(),
                {"hint": _recommended(asked.get(goal.pk, 0))},
            )
            for goal in goals
        ]
        tied = 0
        for goal in goals:
            tied |= facts.bits["goal"].get(goal.key, 0)
        note = _("A promise for several objectives counts for each.")
        chart = charts.bars(
            framework.code,
            _("By objective: %(framework)s") % {"framework": telling.words(framework)},
            _("Objective"),
            values,
            len(facts.numbers),
            note if tied else "",
        )
        frameworks.append((framework, chart, charts.legend([chart]), tied.bit_count()))
    context = {"frameworks": frameworks, "total": len(facts.numbers), "today": today}
    return render(request, "public/goal_list.html", context)


def _recommended(number):
    words = ngettext("%(number)s recommendation", "%(number)s recommendations", number) % {"number": numeral(number)}
    return words if number else ""


@prepared
def _recommended_for(goal):
    """The querysets of what was recommended for an objective, by its number, and at which events."""
    tied = Recommendation.goals.through.objects.filter(frameworkgoal=goal)
    return outcomes.with_their_events(Recommendation.objects.published().filter(pk__in=tied.values("recommendation")))


@open_page
def goal(request, key):
    """What was promised for one objective and what became of it, and what was recommended."""
    row = with_key().filter(goal_key=key).first()
    if row is None:
        # As of a commitment: whoever types it need not mind large and small letters.
        return redirect(get_object_or_404(with_key(), goal_key__iexact=key), permanent=True)
    today = timezone.localdate()
    narrowed = urlencode({"goal": row.key})
    promises = tracking.longest_waiting_first(promises_for(row).select_related("event"))
    figures = outcomes.figures(promises, lambda code: narrowing.in_the_list(f"{narrowed}&standing={code}"))
    promised = page_of(request, promises, "promised", figures.total)
    rows = _recommended_for(goal=row.pk)
    connect(rows.recommendations, rows.events)
    telling.translate([row, row.framework], rows.events)
    context = {
        "goal": row,
        "feed": reverse("public:goal_feed", args=[row.key]),
        "by_mail": reverse("public:goal_follow", args=[row.key]),
        "today": today,
        "figures": figures,
        "all_promised": narrowing.in_the_list(narrowed),
        "promised": promised,
        "entries": outcomes.entries(list(promised), today=today),
        "recommended": page_of(request, rows.recommendations, "asked"),
    }
    return render(request, "public/goal.html", context)
