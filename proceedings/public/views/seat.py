"""The page of one seat, opened by its personal link: read, change, accept, decline, withdraw, agree to be shown."""

from django.utils import timezone
from django.utils.translation import gettext as _

from ...actions import NotPossible, registering
from ...models import Consent, Link, Participant, Question, Surface
from ..applying import AgreeForm, SeatForm, is_over
from ..questions import Answers, asked
from .links import forms_behind, opens

State = Participant.State


def done_words():
    """What is said after something was sent: {word in the address: sentence}."""
    return {
        "saved": _("What you sent is saved."),
        "accept": _("Thank you. We noted that you will come."),
        "decline": _("We noted that you will not come."),
        "take": _("The seat is yours."),
        "withdraw": _("We noted that you will not come."),
        "again": _("We have your application again, and will write to you."),
        "details": _("Your answers are locked away. Only those who book journeys can read them."),
        "agree": _("We noted what may be shown of you."),
    }


def verbs_of(seat, over):
    """What the holder of a seat can say now, as words of `registering.VERBS`."""
    if over:
        return []
    offered = seat.state == State.WAITING and seat.offered_until and seat.offered_until > timezone.now()
    if offered:
        return ["take", "decline"]
    return {
        State.INVITED: ["accept", "decline"],
        State.APPLIED: ["withdraw"],
        State.WAITING: ["withdraw"],
        State.CONFIRMED: ["withdraw"],
        State.DECLINED: ["again"],
        State.WITHDRAWN: ["again"],
    }.get(seat.state, [])


class _Page:
    """The forms of one seat. `sent` is the word of the one that was sent, which is bound, or ""."""

    def __init__(self, request, link, sent):
        self.request, self.link, self.sent = request, link, sent
        rows = Participant.objects.select_related("person", "event", "organisation", "language")
        self.seat = rows.get(pk=link.participant_id)
        self.event = self.seat.event
        self.over = is_over(self.event)
        self.verbs = verbs_of(self.seat, self.over)
        is_open = self.seat.state in registering.STILL_OPEN and not self.over
        self.form = self._form(sent in {"save", "accept"}) if is_open else None
        self.details = self._details(sent == "details") if is_open and self.seat.state == State.CONFIRMED else None
        self.agree = self._agree(sent == "agree")

    def _sent(self, bound):
        return (self.request.POST, self.request.FILES) if bound else ()

    def _form(self, bound):
        return SeatForm(
            *self._sent(bound),
            event=self.event,
            seat=self.seat,
            may_rename=registering.owns_name(self.seat),
            questions=asked(self.event, Question.Stage.APPLYING),
            given={answer.question_id: answer for answer in self.seat.answers.all()},
        )

    def _details(self, bound):
        questions = asked(self.event, Question.Stage.CONFIRMED)
        given = {answer.question_id: answer for answer in self.seat.vault_answers.all()}
        # What the vault holds is not shown again, here neither: a link may have been passed on.
        return Answers(*self._sent(bound), questions=questions, given=given, known=False) if questions else None

    def _agree(self, bound):
        today = timezone.localdate()
        held = {row.surface: row for row in self.seat.consents.all() if row.holds_on(today)}
        office = {name for name, row in held.items() if row.basis == Consent.Basis.PUBLIC_OFFICE}
        self.settled = [Surface(name).label for name in Surface.values if name in office]
        return AgreeForm(
            *self._sent(bound)[:1],
            settled=office,
            initial=dict.fromkeys(held, True),
            prefix="may",
        )

    def act(self):
        """Do what was sent. Returns the word of `done_words` for it, or None where a form has to be mended.

        Raises NotPossible.
        """
        do = self.sent
        if do == "agree":
            if not self.agree.is_valid():
                return None
            registering.agree(self.link, self.agree.surfaces())
        elif do == "details" and self.details:
            if not self.details.is_valid():
                return None
            registering.give_details(self.link, self.details.answers(keep_empty=True))
        elif do in {"save", "accept"} and self.form and (do == "save" or do in self.verbs):
            if not self.form.is_valid():
                return None
            registering.change(self.link, self.form.seat(), self.form.answers())
            if do == "accept":
                registering.answer(self.link, do)
        elif do in self.verbs:
            registering.answer(self.link, do)
        else:
            raise NotPossible(_("That is not possible any more. This is how things stand now."))
        return "saved" if do == "save" else do

    def context(self):
        names = ("event", "seat", "form", "details", "agree", "settled", "verbs", "over")
        return {name: getattr(self, name) for name in names}


@opens(Link.Purpose.SEAT)
def seat(request, link):
    """Everything one person can say about their seat, on one page."""
    return forms_behind(request, link, _Page, "public/seat.html", done_words())
