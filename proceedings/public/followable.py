"""What one can follow, by a feed or by e-mail: a topic, an objective, an organisation … Both tell the same."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .. import telling
from ..documents.printed import Body
from ..models import Commitment, FrameworkGoal, Organisation, Topic
from .news import news
from .views.goals import promises_for, with_key
from .views.organisations import events_of, promised_by
from .views.proceedings import in_force
from .views.series import events_in, promises_in, with_page
from .views.topics import events_on, promises_on


@dataclass(frozen=True)
class Kind:
    """One kind of what can be followed.

    name    one of models.following.FOLLOWED
    key     the field, or annotation, that stands in addresses
    rows    gives the queryset of those that visitors may read about
    about   gives what `news` is made from, for one of these rows
    """

    name: str
    key: str
    rows: Callable
    about: Callable

    def find(self, key):
        """The row that an address names, or None where visitors may read of none."""
        return self.rows().filter(**{self.key: key}).first()

    def news(self, row, **limits):
        """What became known of it; `limits` are those of `news`."""
        return news(**self.about(row), **limits)


def of(events, promises):
    """What `news` is made from: events, what was promised, and the editions of these events."""
    return {
        "events": events.order_by(),
        "promises": promises.order_by(),
        "editions": in_force().filter(proceedings__event__in=events.order_by().values("pk")),
    }


def _promise(row):
    return {"promises": Commitment.objects.published().filter(pk=row.pk)}


KINDS = {
    kind.name: kind
    for kind in (
        Kind("topic", "slug", Topic.objects.all, lambda row: of(events_on(row), promises_on(row))),
        Kind("series", "slug", with_page, lambda row: of(events_in(row), promises_in(row))),
        Kind(
            "organisation",
            "slug",
            Organisation.objects.published,
            lambda row: of(events_of([row]), promised_by([row])),
        ),
        Kind("commitment", "ref", Commitment.objects.published, _promise),
        Kind("goal", "goal_key", with_key, lambda row: {"promises": promises_for(row).order_by()}),
    )
}


def called(row):
    """What a row is called where it is followed, in the language that is active."""
    if isinstance(row, Commitment):
        return _("Commitment %(ref)s") % {"ref": row.ref}
    telling.translate([row])
    if isinstance(row, FrameworkGoal):
        return f"{row.framework.code} {row.number}: {telling.words(row, 'title')}"
    name = telling.words(row)
    return f"{name}{Body(row).beside(name)}" if isinstance(row, Organisation) else name


def followed(followings):
    """[(Following, its row or None where visitors may not read of it), …], with one query for each kind."""
    rows = {}
    for name, kind in KINDS.items():
        wanted = {each.followed_id for each in followings if each.kind == name}
        rows[name] = kind.rows().in_bulk(wanted) if wanted else {}
    return [(each, rows[each.kind].get(each.followed_id)) for each in followings]
