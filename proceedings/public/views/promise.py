"""The page of one party of a commitment, opened by its link: is it right as noted, and how far has it come?"""

from django.utils.translation import gettext as _

from ...actions import NotPossible, promising
from ...exposure import UNSPEAKABLE
from ...models import Commitment, CommitmentParty, Link, OutcomeState, PartyContact
from .. import outcomes, who
from ..promising import ConfirmForm, DisputeForm, OtherWordsForm, ReportForm
from .links import forms_behind, nothing, opens


def done_words():
    """What is said after something was sent: {word in the address: sentence}."""
    return {
        "confirm": _("Thank you. The organisers will note that it is confirmed."),
        "words": _("Thank you. The organisers will look at your words. Nothing is changed before they have."),
        "dispute": _("We noted that it is not right. Nothing is published against it before somebody has decided."),
        "report": _("Thank you. Your report appears on this site when a second person has looked at it."),
    }


class _Page:
    """What a party sees, with the form that was sent bound."""

    def __init__(self, request, link, sent):
        self.request, self.link, self.sent = request, link, sent
        contacts = PartyContact.objects.select_related("party__organisation", "party__organisation_class")
        self.party = contacts.get(pk=link.contact_id).party
        rows = Commitment.objects.with_standing().select_related("event", "session")
        self.row = rows.get(pk=self.party.commitment_id)
        self.is_public = self.row.state == OutcomeState.PUBLISHED
        self.forms = {
            "confirm": ConfirmForm(*self._sent("confirm"), prefix="confirm"),
            "words": OtherWordsForm(*self._sent("words"), text=self.row.text, prefix="words"),
            "dispute": DisputeForm(*self._sent("dispute"), prefix="dispute"),
        }
        if self.is_public:
            self.forms["report"] = ReportForm(*self._sent("report"), prefix="report")

    def _sent(self, word):
        return (self.request.POST, self.request.FILES) if self.sent == word else ()

    def act(self):
        """Do what was sent. Returns the word of `done_words`, or None where a form has to be mended.

        Raises NotPossible.
        """
        form = self.forms.get(self.sent)
        if form is None:
            raise NotPossible(_("That is not possible any more. This is how things stand now."))
        if not form.is_valid():
            return None
        if self.sent == "report":
            promising.report(self.link, **form.said())
        else:
            promising.answer(self.link, form.kind, **form.said())
        return self.sent

    def context(self):
        # As visitors may read it, for the others: a party is not told more of them than everybody is.
        (entry,) = outcomes.entries([self.row])
        session = self.row.session
        return {
            "entry": entry,
            "commitment": self.row,
            "event": self.row.event,
            "session": session if session and session.attribution not in UNSPEAKABLE else None,
            "unattributed": bool(session) and session.attribution in UNSPEAKABLE,
            "party": self.party,
            "others": self._others(),
            "is_public": self.is_public,
            "answers": list(self.party.answers.all()[:5]),
            "reports": list(self.row.updates.filter(through__contact__party=self.party)[:5]),
            "sent": self.sent,
            **{f"{name}_form": form for name, form in self.forms.items()},
        }

    def _others(self):
        """The organisations that promised with this party; nobody where the rule of the session keeps them untold."""
        session = self.row.session
        if session and session.attribution in UNSPEAKABLE:
            return []
        makers = self.row.parties.filter(role__in=CommitmentParty.MAKERS, participant=None).exclude(pk=self.party.pk)
        makers = makers.select_related("organisation", "organisation_class")
        return [who.party(row, stands_for_it=True) for row in makers]


@opens(Link.Purpose.COMMITMENT)
def promise(request, link):
    """Everything a party can say about its commitment, on one page."""
    rows = Commitment.objects.select_related("session").filter(parties__contacts=link.contact_id)
    commitment = rows.exclude(state=OutcomeState.WITHDRAWN).first()
    if commitment is None or not promising.is_told(commitment):
        return nothing(request)
    return forms_behind(request, link, _Page, "public/promise.html", done_words())
