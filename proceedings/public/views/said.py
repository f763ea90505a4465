from django.shortcuts import render
from django.utils import timezone

from .. import said as saying
from ..caching import open_page
from ..narrowing import the_same
from ..paging import page_of


@open_page
def said(request):
    """What one organisation, or organisations of one kind, said, recommended and promised, on one topic if wanted."""
    asked = saying.asked(request)
    today = timezone.localdate()
    wanted = saying.places(asked) if asked.is_found else []
    page = page_of(request, wanted)
    kinds = (saying.PROMISE, saying.RECOMMENDATION, saying.SPEECH)
    context = {
        "asked": asked,
        "subject": asked.words("organisation") or asked.words("kind"),
        "topic": asked.words("topic"),
        "today": today,
        "page": page,
        "feed": the_same(request, "public:said_feed") if asked.is_found else "",
        "counts": [sum(1 for _event, what, _pk in wanted if what == kind) for kind in kinds],
        "at_events": saying.told(list(page), today) if wanted else [],
    }
    return render(request, "public/said.html", context)
