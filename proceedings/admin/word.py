"""A Word file for the outcomes of an event: drop it, look at one page, accept."""

import html
import re
from copy import deepcopy

from django import forms
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from ..actions import NotPossible, taking_in
from ..actions.numbering import next_reference
from ..actions.proposing import LONGEST
from ..actions.word_review import Review, deadline_of, is_open, reading_of
from ..documents.cleaning import clean_html
from ..documents.word.outline import IMAGE
from ..exposure import appearance
from ..models import Deadline, Language, Section, Surface, WordFile

PARTY = re.compile(r"^((organisation|class|seat):\d{1,18}|new|new-class|words)$")
MOST_LETTERS = 500_000
MOST_PARTIES = 40


class WordForm(forms.Form):
    file = forms.FileField(
        label="Word file",
        help_text="The report as it was written (.docx), up to 50 MB. Comments and names of authors are dropped; a "
        "file with tracked changes is not taken.",
        widget=forms.FileInput(attrs={"accept": ".docx"}),
        error_messages={"required": "Choose a Word file."},
    )


class TakesInWord:
    """For the admin of events."""

    def get_urls(self):
        views = (
            ("<path:object_id>/word/", self.word_view, "event_word"),
            ("word/<int:pk>/", self.word_review_view, "wordfile_review"),
            ("word/<int:pk>/pictures/<int:number>/", self.word_picture_view, "wordfile_picture"),
        )
        ours = [
            path(where, self.admin_site.admin_view(view), name=f"proceedings_{name}") for where, view, name in views
        ]
        return ours[1:] + ours[:1] + super().get_urls()

    def word_view(self, request, object_id):
        event = self.get_object(request, unquote(object_id))
        if event is None:
            raise Http404
        if not taking_in.may_take_in(request.user, event):
            raise PermissionDenied
        form = WordForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                word_file = taking_in.take_in(event, form.cleaned_data["file"], by=request.user)
            except NotPossible as sentence:
                form.add_error("file", str(sentence))
            else:
                return HttpResponseRedirect(_review_address(word_file))
        waiting = WordFile.objects.filter(event=event, state=WordFile.State.WAITING).select_related("by")
        return self._word_page(
            request,
            "admin/word_form.html",
            event,
            _("Bring in a Word file"),
            form=form,
            waiting=waiting,
            back=reverse("admin:proceedings_event_outcomes", args=[event.pk]),
        )

    def _word_page(self, request, template, event, title, **context):
        context |= self.admin_site.each_context(request)
        context |= {"opts": self.model._meta, "original": event, "title": title, "subtitle": str(event)}
        return TemplateResponse(request, template, context)

    def _word_file(self, request, pk):
        word_file = WordFile.objects.select_related("event", "by", "decided_by").filter(pk=pk).first()
        if word_file is None or not taking_in.may_take_in(request.user, word_file.event):
            raise PermissionDenied
        return word_file

    def word_picture_view(self, request, pk, number):
        """A picture that waits, for whoever decides about it."""
        word_file = self._word_file(request, pk)
        one = word_file.proposal.get("pictures", {}).get(str(number))
        if one is None:
            raise Http404
        try:
            file = taking_in.waiting_pictures().open(one["file"])
        except FileNotFoundError:
            raise Http404 from None
        kind = "image/png" if file.read(4) == b"\x89PNG" else "image/jpeg"
        file.seek(0)
        headers = {
            "Content-Type": kind,
            "Content-Disposition": "inline",
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "X-Content-Type-Options": "nosniff",
            "Cache-Control": "private, no-store",
        }
        return FileResponse(file, headers=headers)

    def word_review_view(self, request, pk):
        word_file = self._word_file(request, pk)
        if request.method == "POST":
            return self._word_do(request, word_file)
        if word_file.state != WordFile.State.WAITING:
            return self._word_page(
                request,
                "admin/word_result.html",
                word_file.event,
                _("Word file"),
                word_file=word_file,
                counts=word_file.proposal.get("counts", {}),
                proceedings=getattr(word_file.event, "proceedings", None),
            )
        review = Review(word_file, request.user)
        return self._word_page(
            request,
            "admin/word_review.html",
            word_file.event,
            _("What this file would become"),
            **_Page(request, word_file, review).context(),
        )

    def _word_do(self, request, word_file):
        what = request.POST.get("do", "look")
        event = word_file.event
        try:
            if what == "drop":
                taking_in.throw_away(word_file, by=request.user)
                messages.success(request, _("The file was thrown away. Nothing of it was saved."))
                return HttpResponseRedirect(reverse("admin:proceedings_event_word", args=[event.pk]))
            if "shown" in request.POST:
                taking_in.note(word_file, changed(word_file.proposal, request.POST), by=request.user)
            if what == "accept":
                proceedings = taking_in.accept(
                    word_file,
                    by=request.user,
                    existing=request.POST.get("existing", ""),
                    seen=request.POST.get("seen", ""),
                )
                LogEntry.objects.log_actions(
                    request.user.pk,
                    [proceedings],
                    CHANGE,
                    change_message=_("Accepted a Word file."),
                    single_object=True,
                )
                messages.success(request, _("The draft is made. Nothing of it is public yet."))
                # What comes next: is anybody named, what is missing; from there it is submitted.
                return HttpResponseRedirect(reverse("admin:proceedings_proceedings_check", args=[proceedings.pk]))
        except NotPossible as sentences:
            for sentence in str(sentences).splitlines():
                messages.error(request, sentence)
        address = _review_address(word_file)
        if found := re.fullmatch(r"edit-(\d{1,5})", what):
            return HttpResponseRedirect(f"{address}?edit={found[1]}#s-{found[1]}")
        return HttpResponseRedirect(address)


def _review_address(word_file):
    return reverse("admin:proceedings_wordfile_review", args=[word_file.pk])


class _Page:
    """What the review page shows of a proposal."""

    def __init__(self, request, word_file, review):
        self.request, self.word_file, self.review = request, word_file, review
        self.proposal = review.proposal
        self.to_mend = {}
        for place, sentence in review.to_mend:
            self.to_mend.setdefault(place, []).append(sentence)

    def address_of(self, number):
        return reverse("admin:proceedings_wordfile_picture", args=[self.word_file.pk, int(number)])

    def context(self):
        review, proposal = self.review, self.proposal
        event = review.event
        reference = next_reference()
        return {
            "word_file": self.word_file,
            "proposal": proposal,
            "proceedings": getattr(event, "proceedings", None),
            "existing": review.existing,
            "seen": taking_in.standing(event),
            "decisions": review.decisions,
            "languages": Language.objects.all(),
            "sessions": review.sessions,
            "levels": [(Section.Level.PART, _("part")), (Section.Level.CHAPTER, _("chapter"))],
            "longest": LONGEST,
            "title_problems": self.to_mend.get("title", []),
            "sections": [self._section(index, one) for index, one in enumerate(proposal["sections"])],
            "objectives": [
                (f"o-{i}", one, self.to_mend.get(f"o-{i}", [])) for i, one in enumerate(proposal["objectives"])
            ],
            "recommendations": [self._recommendation(i, one) for i, one in enumerate(proposal["recommendations"])],
            "commitments": self._commitments(reference),
            "pictures": [(number, one, self.address_of(number)) for number, one in proposal["pictures"].items()],
            "picture_choices": [
                ("keep", _("nobody can be recognised: keep it")),
                ("people", _("people can be recognised: shown once all of them agreed")),
                ("out", _("leave it out")),
            ],
            "mentions": [self._mention(one) for one in review.mentions],
            "misplaced": review.misplaced,
            "left_out": proposal["left_out"],
            "counts": {
                name: sum(1 for one in proposal[name] if one["in"])
                for name in ("sections", "objectives", "recommendations", "commitments")
            },
        }

    def _section(self, index, one):
        body = one["body"]
        return {
            "name": f"s-{index}",
            "one": one,
            "edited": self.request.GET.get("edit") == str(index),
            "index": index,
            "preview": self.review.preview(body, self.address_of) if body.strip() else "",
            "begins": beginning(body),
            "problems": self.to_mend.get(f"s-{index}", []),
            "session": dict(self.review.sessions).get(one["session"], ""),
            "unsure": bool(one["session"] and not one["sure"]),
        }

    def _recommendation(self, index, one):
        return {
            "name": f"r-{index}",
            "one": one,
            "number": self.review.number_of(index),
            "same": self.review.same_recommendation(index),
            "parties": self.review.parties(one["to"], self.review.may_make),
            "problems": self.to_mend.get(f"r-{index}", []),
        }

    def _commitments(self, reference):
        rows = []
        for index, one in enumerate(self.proposal["commitments"]):
            same = self.review.same_commitment(index)
            problems = self.to_mend.get(f"c-{index}", [])
            reading = reading_of(one, self.review.event)
            fields = {} if problems else deadline_of(one, self.review.event)
            is_unread = reading.is_no_day and not one["latest"]
            rows.append(
                {
                    "name": f"c-{index}",
                    "one": one,
                    "ref": "" if same or not one["in"] else f"C{reference}",
                    "same": same,
                    "parties": self.review.parties(one["who"], self.review.may_make - {"organisationclass"}),
                    "deadline": fields,
                    # “After another happening” would be our guess where no day was understood: the notes say why.
                    "kind": Deadline.Kind(fields["kind"]).label if fields and not is_unread else "",
                    "notes": [] if one["latest"] and reading.is_no_day else reading.notes,
                    "unsure": is_open(one, reading),
                    "problems": problems,
                }
            )
            reference += bool(rows[-1]["ref"])
        return rows

    def _mention(self, one):
        viewer = self.request.user
        return one | {
            "options": [
                (seat.pk, appearance(seat, Surface.NAMED, viewer=viewer).text, seat.pk == one["seat"])
                for seat in one["seats"]
            ],
            "open": not one["seat"] and not one["decided"],
        }


def beginning(body):
    """The first words of a text, on one line."""
    words = html.unescape(re.sub(r"<[^>]*>", " ", body)).split()
    return Truncator(" ".join(words)).chars(110) or _("a picture")


# What somebody changed on the page


def changed(proposal, sent):
    """A proposal with what a form sent. What it did not send stays as it was, except ticks, which are sent when set."""
    proposal = deepcopy(proposal)
    # No database keeps a NUL.
    values = {name: value.replace("\0", "").replace("\r\n", "\n")[:MOST_LETTERS] for name, value in sent.items()}

    def take(one, field, name, line=True):
        if name in values:
            one[field] = " ".join(values[name].split()) if line else values[name].strip()

    take(proposal, "title", "title")
    take(proposal, "note", "note", line=False)
    if values.get("language", "").isdecimal() and len(values["language"]) < 10:
        proposal["language"] = int(values["language"])
    proposal["zawgyi"] = "zawgyi" in values
    for index, one in enumerate(proposal["sections"]):
        name = f"s-{index}"
        one["in"] = f"{name}-in" in values
        take(one, "heading", f"{name}-heading")
        if values.get(f"{name}-level") in {"1", "2"}:
            one["level"] = int(values[f"{name}-level"])
        session = values.get(f"{name}-session")
        if session is not None and (not session or (session.isdecimal() and len(session) < 19)):
            # Looked at and left as it is: then it is certain.
            one["session"], one["sure"] = int(session) if session else None, True
        if f"{name}-body" in values:
            one["body"] = _body(values[f"{name}-body"])
    for index, one in enumerate(proposal["objectives"]):
        one["in"] = f"o-{index}-in" in values
        take(one, "text", f"o-{index}-text", line=False)
    for index, one in enumerate(proposal["recommendations"]):
        name = f"r-{index}"
        one["in"] = f"{name}-in" in values
        take(one, "number", f"{name}-number")
        take(one, "block", f"{name}-block")
        take(one, "text", f"{name}-text", line=False)
        one["to"] = _parties(one["to"], f"{name}-to", values)
    for index, one in enumerate(proposal["commitments"]):
        name = f"c-{index}"
        one["in"] = f"{name}-in" in values
        take(one, "text", f"{name}-text", line=False)
        take(one, "when", f"{name}-when")
        one["when"] = one["when"][:300]
        take(one, "latest", f"{name}-latest")
        one["latest"] = one["latest"][:20]
        one["who"] = _parties(one["who"], f"{name}-who", values)
    for number, one in proposal["pictures"].items():
        take(one, "alt", f"p-{number}-alt")
        one["alt"] = one["alt"][:300]
        if values.get(f"p-{number}-choice") in {"keep", "people", "out"}:
            one["choice"], one["decided"] = values[f"p-{number}-choice"], True
    for name, word in values.items():
        if found := re.fullmatch(r"m-(\d{1,4})-word", name):
            seat = values.get(f"m-{found[1]}-seat", "")
            if seat.isdecimal() and len(seat) < 19:
                proposal["mentions"][word] = int(seat)
    return proposal


def _body(text):
    text = IMAGE.sub(r"{word:\1}", text)
    return re.sub(r"\{word:(\d{1,4})\}", r'<img src="word:\1">', clean_html(text))


def _parties(parties, name, values):
    """The parties of an outcome as a form sent them; one more where its words were filled in, none where emptied."""
    result = []
    for index in range(min(len(parties) + 1, MOST_PARTIES)):
        words = values.get(f"{name}-{index}-words")
        before = parties[index] if index < len(parties) else None
        if words is None:
            result += [before] if before else []
            continue
        words = words.strip()[:1_000]
        choice = values.get(f"{name}-{index}-choice", "")
        choice = choice if PARTY.match(choice) else ""
        if before and words != before["words"] and choice == before["choice"]:
            # Other words mean somebody else, so whom they meant before is asked again.
            choice = ""
        if words:
            result.append({"words": words, "choice": choice})
    return result


def ways_to_word(user, event):
    """From an event to its Word files: [(text, address)], as far as a user may bring one in."""
    if not taking_in.may_take_in(user, event):
        return []
    return [(_("Bring in a Word file"), reverse("admin:proceedings_event_word", args=[event.pk]))]
