"""A proposal beside the event: what is there already, whom its words may mean, and what somebody has to decide."""

import re
from datetime import date

from django.utils.functional import cached_property
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..access import may, may_see_people
from ..deadlines import read as read_deadline
from ..documents.cleaning import clean_html
from ..documents.word import outcomes, people
from ..documents.word.outline import IMAGE
from ..exposure import appearance
from ..models import Deadline, Language, Proceedings, Section, Session, Surface
from ..models.base import Precision
from ..parties import label
from ..spreadsheets.countries import plain
from .proposing import LONGEST, free_number, parties_for

WORDS, NEW, NEW_CLASS = "words", "new", "new-class"
LONGEST_TEXT = 20_000


def deadline_of(one, event):
    """The values of a Deadline for a proposed commitment: as read from its words, or as somebody corrected it."""
    reading = reading_of(one, event)
    fields = reading.fields
    if one.get("latest"):
        day = date.fromisoformat(one["latest"])
        kind = fields["kind"] if fields["kind"] in {"by", "before", "in"} else Deadline.Kind.BY
        first = fields["earliest"] if fields["earliest"] and fields["earliest"] <= day else None
        fields |= {"kind": kind, "earliest": first, "latest": day, "precision": Precision.DAY, "times": None, "per": ""}
    return fields


def reading_of(one, event):
    """How the words of a deadline are read, as said on the last day of the event."""
    return read_deadline(one["when"], on=event.end_date or event.start_date)


def is_open(one, reading):
    """True for a proposed commitment whose deadline somebody should look at: it has words, and no day was read."""
    return bool(one["when"]) and not reading.certain and not outcomes.has_day(reading) and not one["latest"]


class Review:
    """What a WordFile that waits would do to its event, as one user may see it."""

    def __init__(self, word_file, user):
        self.word_file, self.user, self.event = word_file, user, word_file.event
        self.proposal = word_file.proposal

    # What is there already

    @cached_property
    def existing(self):
        """The sections that the proceedings have now."""
        return list(Section.objects.filter(proceedings__event=self.event).order_by("position", "id"))

    @cached_property
    def _recommendations(self):
        return list(self.event.recommendations.values_list("number", "block", "text"))

    @cached_property
    def _texts(self):
        return {
            "recommendations": {plain(text): number for number, _block, text in self._recommendations},
            "commitments": {plain(text): ref for ref, text in self.event.commitments.values_list("ref", "text")},
        }

    def same_recommendation(self, index):
        """The number of a recommendation of the event with the same text, or ""."""
        return self._texts["recommendations"].get(plain(self.proposal["recommendations"][index]["text"]), "")

    def same_commitment(self, index):
        """The reference of a commitment of the event with the same text, or ""."""
        return self._texts["commitments"].get(plain(self.proposal["commitments"][index]["text"]), "")

    @cached_property
    def _numbers(self):
        taken = {(block, number) for number, block, _text in self._recommendations}
        numbers = {}
        for index, one in enumerate(self.proposal["recommendations"]):
            if one["in"] and not self.same_recommendation(index):
                numbers[index] = free_number(one["number"], one["block"], taken)
                taken.add((one["block"], numbers[index]))
        return numbers

    def number_of(self, index):
        """The number that a proposed recommendation gets: its own, or the next one that is free in its list."""
        return self._numbers.get(index, self.proposal["recommendations"][index]["number"])

    # What keeps it from being accepted

    def problems(self):
        """What must be mended before the proposal can be accepted, in sentences."""
        return [sentence for _place, sentence in self.to_mend]

    @cached_property
    def to_mend(self):
        found, proposal = [], self.proposal

        def check(place, called, text, most, needed=True):
            if needed and not text.strip():
                found.append((place, _("%(called)s is empty: write it, or leave it out.") % {"called": called}))
            elif len(text) > most:
                sentence = _("%(called)s is longer than %(most)s letters (%(length)s). Shorten it.")
                found.append((place, sentence % {"called": called, "most": most, "length": len(text)}))

        if not Proceedings.objects.filter(event=self.event).exists():
            check("title", _("The title"), proposal["title"], LONGEST["title"])
            if not Language.objects.filter(pk=proposal["language"]).exists():
                found.append(("title", _("Choose the language of the text.")))
        chosen = False
        for index, one in enumerate(proposal["sections"]):
            if one["in"]:
                chosen = True
                check(f"s-{index}", _("Heading %(n)s") % {"n": index + 1}, one["heading"], LONGEST["heading"])
        for index, one in enumerate(proposal["objectives"]):
            if one["in"]:
                chosen = True
                check(f"o-{index}", _("Objective %(n)s") % {"n": index + 1}, one["text"], LONGEST_TEXT)
        for index, one in enumerate(proposal["recommendations"]):
            if one["in"]:
                chosen, place = True, f"r-{index}"
                called = _("Recommendation %(n)s") % {"n": one["number"] or index + 1}
                check(place, called, one["text"], LONGEST_TEXT)
                check(
                    place, _("The number of recommendation %(n)s") % {"n": index + 1}, one["number"], LONGEST["number"]
                )
                check(
                    place,
                    _("The list of recommendation %(n)s") % {"n": index + 1},
                    one["block"],
                    LONGEST["block"],
                    False,
                )
        for index, one in enumerate(proposal["commitments"]):
            if one["in"]:
                chosen, place = True, f"c-{index}"
                check(place, _("Commitment %(n)s") % {"n": index + 1}, one["text"], LONGEST_TEXT)
                if one["latest"] and not _is_day(one["latest"]):
                    found.append((place, _("“%(day)s” is no day.") % {"day": one["latest"]}))
        for kind, items in (("r", proposal["recommendations"]), ("c", proposal["commitments"])):
            for index, one in enumerate(items):
                for party in one["to" if kind == "r" else "who"]:
                    if one["in"] and party["choice"] in {NEW, NEW_CLASS}:
                        check(f"{kind}-{index}", _("The name of an organisation"), party["words"], LONGEST["name"])
        if not chosen:
            found.append(("title", _("Nothing is ticked, so there is nothing to accept.")))
        return found

    # Names

    @cached_property
    def _seats(self):
        if not may_see_people(self.user, self.event):
            return []
        seats = self.event.participants.select_related("event", "person", "organisation")
        return list(seats.prefetch_related("person__other_names"))

    @cached_property
    def mentions(self):
        """Names of participants found in the text: [{"word", "written", "places", "sure", "seat", "seats": […]}, …].

        `word` is folded, by which a name is known again; `written` is how the file has it.
        """
        if not self._seats:
            return []
        by_key = {seat.pk: seat for seat in self._seats}
        bodies = [one["body"] for one in self.proposal["sections"] if one["in"]]
        found = []
        for one in people.found_in(bodies, self._names):
            said = self.proposal["mentions"].get(one["word"])
            seat = said if said in one["seats"] else one["seats"][0] if said is None and one["sure"] else 0
            found.append(
                {"word": one["word"], "written": people.as_written(bodies[one["texts"][0]], one["word"]),
                 "places": one["places"], "sure": one["sure"], "decided": said is not None,
                 "seat": seat, "seats": [by_key[pk] for pk in one["seats"]]}
            )  # fmt: skip
        return found

    def accepted_mentions(self):
        """{name: number of the seat} of those that become mentions."""
        return {one["word"]: one["seat"] for one in self.mentions if one["seat"]}

    @cached_property
    def misplaced(self):
        """Names in lines that hold no mentions: [(the name, the line), …]."""
        proposal = self.proposal
        lines = [proposal["title"], proposal["note"], *(one["heading"] for one in proposal["sections"] if one["in"])]
        lines += [one["alt"] for one in proposal["pictures"].values() if one["choice"] != "out"]
        for kind, side in (("objectives", ""), ("recommendations", "to"), ("commitments", "who")):
            for one in proposal[kind]:
                if one["in"]:
                    parties = one[side] if side else []
                    lines += [one["text"], *(p["words"] for p in parties if not p["choice"].startswith("seat:"))]
        found = people.found_in(lines, self._names)
        return [(one["word"], lines[index]) for one in found if one["sure"] for index in one["texts"]]

    @cached_property
    def _names(self):
        return people.names_of(self._seats) if self._seats else {}

    def names_in(self, text):
        """Names of participants that stand in a text, as far as the reader may know them."""
        return people.found_in([text], self._names)

    def _seats_called(self, words):
        """The seats of a name, for a party that is a person: [(choice, how the reader knows them), …]."""
        keys = self._names.get(people.folded(words).strip(), ())
        seats = [seat for seat in self._seats if seat.pk in keys]
        return [(f"seat:{seat.pk}", appearance(seat, Surface.NAMED, viewer=self.user).text) for seat in seats]

    # How it looks

    @cached_property
    def known(self):
        return parties_for(self.user)

    @cached_property
    def sessions(self):
        return list(Session.objects.filter(event=self.event).values_list("pk", "title"))

    def preview(self, body, picture_address):
        """The text of a section as it will be read; its pictures, which wait, come from `picture_address(number)`."""
        shown = {number for number, one in self.proposal["pictures"].items() if one["choice"] != "out"}

        def image(found):
            number = found[1]
            if number not in shown:
                return ""
            alt = self.proposal["pictures"][number]["alt"]
            return f'<img src="{picture_address(number)}" alt="{_attribute(alt)}">'

        clean = clean_html(IMAGE.sub(r"{word:\1}", body))
        return mark_safe(re.sub(r"\{word:(\d{1,4})\}", image, clean))  # noqa: S308 - cleaned, and an <img> of ours

    def parties(self, parties, may_make):
        """Each party with what may be chosen for it: [(party, [(value, label, chosen), …], is it decided), …]."""
        rows = []
        for party in parties:
            found = self.known.find(party["words"])
            options = self._seats_called(party["words"]) + [(each.key, each.label) for each in found]
            chosen = party["choice"]
            if chosen not in dict(options) and (row := self.known.get(chosen)):
                options.insert(0, (chosen, label(row)))
            if "organisation" in may_make:
                options.append((NEW, _("new organisation of this name")))
            if "organisationclass" in may_make:
                options.append((NEW_CLASS, _("new class of organisations")))
            options.append((WORDS, _("leave in these words")))
            rows.append((party, [(value, label, value == chosen) for value, label in options], bool(chosen)))
        return rows

    @cached_property
    def may_make(self):
        """Which kinds of party the reader may make anew."""
        return {
            name
            for name in ("organisation", "organisationclass")
            if may(self.user, f"proceedings.add_{name}", self.event)
        }

    @cached_property
    def decisions(self):
        """What waits for somebody to decide: [(the place on the page, sentence), …]."""
        found = list(self.to_mend)
        proposal = self.proposal
        for index, one in enumerate(proposal["commitments"]):
            if not one["in"] or self.same_commitment(index):
                continue
            if not one["who"]:
                found.append((f"c-{index}", _("Who makes commitment %(n)s? The file does not say.") % {"n": index + 1}))
            for party in one["who"]:
                if not party["choice"]:
                    found.append((f"c-{index}", _("Who is “%(words)s”?") % {"words": party["words"]}))
            reading = reading_of(one, self.event)
            if is_open(one, reading):
                found.append((f"c-{index}", _("When is “%(words)s”?") % {"words": one["when"]}))
        for one in proposal["sections"]:
            if one["in"] and one["session"] and not one["sure"]:
                index = proposal["sections"].index(one)
                found.append(
                    (f"s-{index}", _("Does “%(heading)s” tell of this session?") % {"heading": one["heading"]})
                )
        undecided = [one for one in self.mentions if not one["seat"] and not one["decided"]]
        if undecided:
            number = len(undecided)
            found.append(
                ("people", ngettext("%(n)s name may be that of a participant.",
                                    "%(n)s names may be those of participants.", number) % {"n": number})
            )  # fmt: skip
        photographs = [one for one in proposal["pictures"].values() if one["photograph"] and not one.get("decided")]
        if photographs:
            number = len(photographs)
            found.append(
                ("pictures", ngettext("Can anybody be recognised in %(n)s photograph?",
                                      "Can anybody be recognised in %(n)s photographs?", number) % {"n": number})
            )  # fmt: skip
        if proposal["has_zawgyi"] and not proposal["zawgyi"]:
            found.append(("zawgyi", _("Some of the text seems to be typed in Zawgyi.")))
        return found


def _is_day(text):
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _attribute(text):
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
