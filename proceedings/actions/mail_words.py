"""What our mails say where a network has written no template of its own, and what may stand in a template."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from ..dates import moment_in_words, span
from ..models import MailUse

# The fixed list. Whatever else stands in braces is refused when a template is saved.
PLACEHOLDERS = {
    "name": _("the person, as on the badge"),
    "event": _("the title of the event"),
    "dates": _("its days"),
    "place": _("its venue and town"),
    "network": _("whose site this is"),
    "organisation": _("whom they sit there for, or who made the commitment"),
    "reason": _("what was written for this person"),
    "until": _("until when a seat is held, or the last day of a commitment"),
    "link": _("the personal link"),
}
# What would say, in the first lines of a discreet mail, what it is about.
TELLING = ("event", "dates", "place", "network", "organisation")
# For a look at a template: nobody's, and as long as they come.
EXAMPLES = {
    "name": "ဒေါ်နီလာထွန်း (Nila Htun)",
    "event": "Second Policy Dialogue on Safe Migration",
    "dates": lazy(span, str)(date(2030, 7, 20), date(2030, 7, 21)),
    "place": "Example Hotel, Vientiane, Lao PDR",
    "network": "Example Network",
    "organisation": "Example Workers’ Association",
    "reason": "(what was written for this person)",
    "until": lazy(moment_in_words, str)(datetime(2030, 7, 1, 10, tzinfo=UTC), ZoneInfo("Asia/Vientiane")),
    "link": "https://…/r/…",
}

# {use: (subject, body)}
WORDS = {
    MailUse.INVITATION: (
        _("Invitation: {event}"),
        _(
            "Dear {name},\n\nyou are invited to {event}, {dates}, {place}."
            "\n\nPlease tell us whether you will come:\n{link}"
            "\n\nThis link is yours alone. Please do not pass it on.\n\n{network}"
        ),
    ),
    MailUse.RECEIVED: (
        _("We have your application: {event}"),
        _(
            "Dear {name},\n\nthank you for applying to {event}, {dates}. We will write to you when it "
            "has been looked at.\n\nTo read or change what you sent:\n{link}\n\n{network}"
        ),
    ),
    MailUse.CONFIRMED: (
        _("Your seat is confirmed: {event}"),
        _(
            "Dear {name},\n\nyour seat at {event}, {dates}, {place}, is confirmed.\n\nIf you cannot come, "
            "please tell us, so that somebody else can:\n{link}\n\n{network}"
        ),
    ),
    MailUse.WAITING: (
        _("You are on the waiting list: {event}"),
        _(
            "Dear {name},\n\nall seats at {event}, {dates}, are taken. You are on the waiting list, and we will "
            "write to you if a seat becomes free.\n\n{network}"
        ),
    ),
    MailUse.OFFER: (
        _("A seat is free for you: {event}"),
        _(
            "Dear {name},\n\na seat at {event}, {dates}, {place}, has become free. We hold it for you until {until}."
            "\n\nPlease tell us whether you take it:\n{link}\n\n{network}"
        ),
    ),
    MailUse.REJECTED: (
        _("Your application: {event}"),
        _("Dear {name},\n\nwe cannot offer you a seat at {event}, {dates}.\n\n{reason}\n\n{network}"),
    ),
    MailUse.WITHDRAWN: (
        _("You will not come: {event}"),
        _("Dear {name},\n\nwe have noted that you will not come to {event}, {dates}.\n\n{network}"),
    ),
    MailUse.DETAILS: (
        _("For your journey: {event}"),
        _(
            "Dear {name},\n\nto prepare your journey to {event}, {dates}, {place}, we need a few things from "
            "you:\n{link}\n\nOnly the people who book journeys read them, and they are deleted after the event."
            "\n\n{network}"
        ),
    ),
    MailUse.DELEGATION: (
        _("Your delegation: {event}"),
        _(
            "Dear {name},\n\nplease tell us who comes to {event}, {dates}, {place}, for {organisation}:\n{link}"
            "\n\nYou can come back to this page and replace people later. Whoever has the link can do "
            "so, so please keep it.\n\n{network}"
        ),
    ),
    MailUse.FACT_CHECK: (
        _("Would you check what we wrote: {event}"),
        _(
            "Dear {name},\n\nbefore we publish what was said at {event}, {dates}, we ask you to read it and to tell us "
            "what is not right:\n{link}\n\nIt is a draft. This link is yours alone and opens until {until}. Please "
            "pass neither on.\n\n{network}"
        ),
    ),
    MailUse.COMMITMENT: (
        _("Please look at what we noted: {event}"),
        _(
            "Dear {name},\n\nwe noted a commitment of {organisation}, made at {event}, {dates}. Before we "
            "publish it, please tell us whether it is noted as it was meant:\n{link}"
            "\n\nThe page asks for no account and no password. Whoever has the link can answer, so please keep it."
            "\n\n{network}"
        ),
    ),
    MailUse.REPORT: (
        _("How far has it come? {event}"),
        _(
            "Dear {name},\n\nat {event}, {dates}, {organisation} made a commitment. Please tell us how far it has "
            "come, what stands in the way, and what shows it:\n{link}"
            "\n\n{until}\n\nThe page asks for no account and no password. Whoever has the link can answer, so please "
            "keep it.\n\n{network}"
        ),
    ),
    MailUse.NOTICE: ("{event}", _("Dear {name},\n\n{reason}\n\n{network}")),
}

# Where the subject and the first lines must not say which event, topic or organisation it is about.
DISCREET_SUBJECT = _("A message for you")
DISCREET_BODY = _("Dear {name},\n\nthere is a message for you. Please read it here:\n{link}")
# A notice is in no page behind a link: what it says stands in the mail.
DISCREET_NOTICE = _("Dear {name},\n\n{reason}")
