"""A draft behind the private link of an outsider, who says what is not right in it."""

import re
from types import SimpleNamespace

from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from ...actions import fact_checking
from ...documents.comparing_pages import pieces_of
from ...models import FactCheck, Link
from .links import forms_behind, opens

# Of a longer text only the headings have a field each, or a telephone would wait for the page.
MOST_FIELDS = 400
FIELD = re.compile(r"^on-([sp][0-9-]{1,12})$", re.ASCII)


def done_words():
    return {
        "sent": _("Thank you. What you wrote is with the people who asked you. You can add more until the day below.")
    }


class _Page:
    """What an outsider reads, with what they typed."""

    def __init__(self, request, link, sent):
        rows = FactCheck.objects.select_related("submission__proceedings__event", "submission__proceedings__language")
        self.request, self.link, self.sent = request, link, sent
        self.fact_check = rows.get(pk=link.fact_check_id)
        self.submission = self.fact_check.submission

    def act(self):
        """Do what was sent. Returns the word of `done_words`, or None where nothing was. Raises NotPossible."""
        if self.sent != "answer":
            return None
        fields = {FIELD.match(name): value for name, value in self.request.POST.items()}
        remarks = {match[1]: value for match, value in fields.items() if match}
        fact_checking.answer(self.link, remarks=remarks, overall=self.request.POST.get("overall", ""))
        return "sent"

    def context(self):
        event = self.submission.proceedings.event
        context = {
            "event": event,
            "fact_check": self.fact_check,
            "until": fact_checking.until_in_words(event, self.link.expires_at),
            "is_away": not fact_checking.may_be_shown(self.submission),
        }
        if context["is_away"]:
            return context
        (html, _page), then = fact_checking.what_they_read(self.submission)
        pieces = pieces_of(html)
        said = {}
        for remark in self.fact_check.remarks.all():
            said.setdefault(remark.place, []).append(remark.text)
        typed = self.request.POST if self.sent == "answer" else {}
        context |= {
            "text": then,
            "overall": typed.get("overall", ""),
            "pieces": [
                SimpleNamespace(
                    anchor=piece.anchor,
                    html=mark_safe(piece.html),  # noqa: S308 - a piece of what rendering.resolved made safe
                    is_heading=piece.is_heading,
                    number=piece.anchor[1:],
                    has_field=piece.is_heading or len(pieces) <= MOST_FIELDS,
                    said=said.get(piece.anchor, ()),
                    typed=typed.get(f"on-{piece.anchor}", ""),
                )
                for piece in pieces
            ],
        }
        return context


@opens(Link.Purpose.FACT_CHECK)
def fact_check(request, link):
    """The whole draft as it was submitted and would be published, with a field beneath each paragraph."""
    return forms_behind(request, link, _Page, "public/fact_check.html", done_words())
