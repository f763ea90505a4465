"""The page of one delegation, opened by the link of its focal point: who comes, who else, who instead."""

import re

from django.utils.translation import gettext as _

from ...actions import NotPossible, delegating
from ...models import Delegation, Link, Participant
from ..applying import is_over
from ..naming import ListForm, MemberForm, table
from .links import forms_behind, opens

State = Participant.State
ABOUT_ONE = re.compile(r"^(replace|correct|back)-(\d{1,18})$", re.ASCII)
# Rows to write in, at the most: who has more people has a list.
BLANK_ROWS = 6


def done_words():
    """What is said after something was sent: {word in the address: sentence}."""
    return {
        "named": _("Thank you. Those you named are with the organisers, who will confirm them."),
        "replace": _("We noted who comes instead. The organisers will confirm it."),
        "correct": _("What you mended is saved."),
        "back": _("We noted that this person will not come."),
    }


class _Page:
    """What a focal point sees, with the form that was sent bound."""

    def __init__(self, request, link, sent):
        rows = Delegation.objects.select_related("event", "organisation")
        self.request, self.link, self.sent = request, link, sent
        self.delegation = rows.get(pk=link.delegation_id)
        self.over = is_over(self.delegation.event)
        self.left = delegating.seats_left(self.delegation)
        found = ABOUT_ONE.match(sent)
        self.verb, self.pk = (found[1], int(found[2])) if found else ("", None)
        self.list_form = ListForm(*((request.POST, request.FILES) if sent == "list" else ()))
        blank = BLANK_ROWS if self.left is None else max(1, min(self.left, BLANK_ROWS))
        self.members = table(request.POST if sent == "name" else None, blank=blank)
        self.people = [self._person(seat) for seat in delegating.named(self.delegation)]

    def _person(self, seat):
        """A seat with the forms that are open for it: somebody else in their place, or their data mended."""
        forms = {}
        if seat.state in delegating.COUNTED and not self.over:
            for verb in ("replace", "correct") if seat.state == State.APPLIED else ("replace",):
                data = self.request.POST if (verb, seat.pk) == (self.verb, self.pk) else None
                forms[verb] = MemberForm(
                    data, prefix=f"{verb}-{seat.pk}", with_alternate=False, needs_name=verb == "replace"
                )
        return {"seat": seat, "comes": seat.state in delegating.COUNTED, "forms": forms}

    def act(self):
        """Do what was sent. Returns the word of `done_words`, or None where something has to be looked at first.

        Raises NotPossible.
        """
        if self.over:
            raise NotPossible(_("This event is over."))
        if self.sent == "list":
            if self.list_form.is_valid():
                self.members = table(rows=self.list_form.rows, blank=1)
            return None
        if self.sent == "name":
            if not self.members.is_valid():
                return None
            delegating.name(self.link, self.members.rows)
            return "named"
        if self.verb == "back":
            delegating.take_back(self.link, self.pk)
            return "back"
        form = next((one["forms"].get(self.verb) for one in self.people if one["seat"].pk == self.pk), None)
        if form is None:
            raise NotPossible(_("That is not possible any more. This is how things stand now."))
        if not form.is_valid():
            return None
        if form.is_nobody:
            form.add_error(
                "name", _("Write at least one name.") if self.verb == "replace" else _("Nothing was changed.")
            )
            return None
        getattr(delegating, self.verb)(self.link, self.pk, form.said())
        return self.verb

    def context(self):
        return {
            "event": self.delegation.event,
            "delegation": self.delegation,
            "left": self.left,
            "over": self.over,
            "people": self.people,
            "members": self.members,
            "list_form": self.list_form,
            "filled": self.sent == "list" and self.list_form.is_valid(),
        }


@opens(Link.Purpose.DELEGATION)
def delegation(request, link):
    """Everything a focal point can say about the delegation, on one page."""
    return forms_behind(request, link, _Page, "public/delegation.html", done_words())
