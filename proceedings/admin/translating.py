"""The texts of an event in another language: a page to write and check them, files for translators, and what lacks."""

import re
from itertools import groupby
from pathlib import PurePath

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .. import texts as texts_of_events
from ..access import may, may_see_people, scoped
from ..actions import translating
from ..actions.translating import CHECKED, MACHINE, NONE, Written
from ..documents.checking import check
from ..documents.cleaning import to_html
from ..documents.comparing_texts import differences
from ..documents.gate import names_found
from ..documents.rendering import plain, preview
from ..documents.segments import KINDS, Segment, joined, side_by_side
from ..models import Event, Export, Language, Translation
from ..spreadsheets import reading
from ..spreadsheets import translations as files
from ..spreadsheets.zawgyi import is_zawgyi, to_unicode

# As many as somebody translates before saving; more make a page that is slow to work on.
ON_A_PAGE = 40
EVENTS_ON_A_PAGE = 20
SHOW = {
    "open": gettext_lazy("what is to be done"),
    "empty": gettext_lazy("not translated"),
    "machine": gettext_lazy("by machine"),
    "changed": gettext_lazy("the original has changed"),
    "checked": gettext_lazy("to be approved"),
    "all": gettext_lazy("all"),
}
KIND_WORDS = {
    translating.CONFLICT: gettext_lazy("Look at these: something changed since the file was made"),
    translating.NEW: gettext_lazy("New"),
    translating.CHANGED: gettext_lazy("Changed"),
    translating.PROBLEM: gettext_lazy("These cannot be taken in"),
}
# A text comes whole, or in pieces text-section.12.body-0, -1 …, whose kinds stand in form-section.12.body.
SENT = re.compile(r"^(text|form)-([a-z]+\.\d{1,18}\.[a-z_]{1,50})$")
MOST_PIECES = 200
MOST_ROWS = 2_000
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class FileForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        help_text=gettext_lazy("The XLSX or PO that went out, with translations in it."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.po"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > reading.MAX_BYTES:
            raise forms.ValidationError(
                _("The file is larger than %(most)s MB.") % {"most": reading.MAX_BYTES // reading.MEGABYTE}
            )
        try:
            self.rows, tag = files.read(file.read())
        except reading.NotASpreadsheet as sentence:
            raise forms.ValidationError(str(sentence)) from None
        if tag != self.language.code and (other := Language.objects.filter(code=tag[:35]).first()):
            raise forms.ValidationError(_("This file is in %(language)s.") % {"language": other})
        if len(self.rows) > MOST_ROWS:
            raise forms.ValidationError(_("There are more than %(most)s texts in the file.") % {"most": MOST_ROWS})
        return file


class Piece:
    """A paragraph of a rich text beside the same one in the translation."""

    def __init__(self, source, target):
        self.source, self.target = source, target
        self.html = mark_safe(source.html)  # noqa: S308 - clean
        self.has_tags = source.kind in ("rich", "html")
        self.is_list = source.kind[:2] in ("ul", "ol")
        self.rows = min(24, len(source.words) // 52 + source.words.count("\n") + 1)


class Line:
    """One text on the page: the source, and a form for its translation, with what somebody sent and was not saved."""

    def __init__(self, text, *, earlier=None, kept=None, sentence="", approver=None):
        """approver: the user, if they may approve translations of this event."""
        self.text = text
        self.state, self.mark, self.key = text.state, text.mark, text.key
        self.words = text.target if kept is None else kept.text
        self.is_ticked = text.is_checked if kept is None else kept.status == CHECKED
        self.theirs = text.target if kept is not None and kept.text != text.target else None
        self.theirs_html = mark_safe(to_html(self.theirs)) if text.is_rich and self.theirs else ""  # noqa: S308 - clean
        self.sentence = sentence
        self.problems = text.problems(self.words)
        self.zawgyi = to_unicode(self.words) if is_zawgyi(self.words) else ""
        one, other = (plain(earlier or ""), plain(text.source)) if text.is_rich else (earlier or "", text.source)
        self.changes = differences(one, other) if earlier is not None else []
        self.pieces = [Piece(*pair) for pair in (side_by_side(text.source, self.words) or ())] if text.is_rich else []
        self.form = ",".join(piece.target.kind for piece in self.pieces)
        self.is_begun = bool(self.words) and not all(piece.target.words for piece in self.pieces)
        self.html = mark_safe(to_html(text.source)) if text.is_rich else ""  # noqa: S308 - clean
        self.words_html = mark_safe(to_html(self.words)) if text.is_rich else ""  # noqa: S308 - clean
        self.rows = min(24, max(1 if text.longest else 2, len(text.source) // 52 + text.source.count("\n") + 1))
        self.may_approve = bool(approver) and not translating.not_approvable(text, approver)

    @property
    def state_words(self):
        if self.state == "changed":
            status = self.text.translation.get_status_display()
            return _("%(status)s, but the original has changed since") % {"status": status}
        if self.state == NONE:
            return _("draft, not shown") if self.text.target else _("not translated")
        return Translation.Status(self.state).label

    @property
    def signed_by(self):
        return self.text.translation.checked_by if self.text.target else None

    @property
    def signed_at(self):
        return self.text.translation.checked_at if self.text.target else None


class TranslatesEvents:
    """For the admin class of events: their texts in other languages."""

    def get_urls(self):
        views = (
            ("translations/", self.languages_view, "languages"),
            ("<path:object_id>/translations/", self.translations_view, "translations"),
            ("<path:object_id>/translations/preview/", self.translations_preview_view, "translations_preview"),
            ("<path:object_id>/translations/file/", self.translations_file_view, "translations_file"),
            ("<path:object_id>/translations/import/", self.translations_import_view, "translations_import"),
        )
        ours = [
            path(address, self.admin_site.admin_view(view), name=f"proceedings_event_{name}")
            for address, view, name in views
        ]
        return ours + super().get_urls()

    def _event_to_translate(self, request, object_id, perm="proceedings.view_translation"):
        event = self.get_object(request, unquote(object_id))
        if event is None:
            raise Http404
        if not may(request.user, perm, event):
            raise PermissionDenied
        return event

    def _language(self, request, event):
        """The language asked for, or the first that the event needs and lacks most of; None where there is none."""
        code = (request.POST if request.method == "POST" else request.GET).get("language", "")
        if code and "\0" not in code:
            return Language.objects.filter(code=code[:35]).first()
        known = texts_of_events.languages_of([event])
        return next((language for language in known if language.code != settings.LANGUAGE_CODE), None)

    def _written_in(self, event):
        proceedings = getattr(event, "proceedings", None)
        return proceedings.language.code if proceedings else settings.LANGUAGE_CODE

    def _translation_page(self, request, template, event, title, /, **context):
        context |= self.admin_site.each_context(request)
        context |= {"opts": self.model._meta, "original": event, "title": title, "subtitle": event or ""}
        return TemplateResponse(request, template, context)

    # Across events

    def languages_view(self, request):
        """Which event lacks what in which language."""
        if not may(request.user, "proceedings.view_translation"):
            raise PermissionDenied
        events = scoped(Event.objects.all(), request.user, "proceedings.view_translation")
        term = request.GET.get("q", "").replace("\0", "").strip()[:100]
        if term:
            events = events.filter(Q(title__icontains=term) | Q(slug__icontains=term))
        page = Paginator(events.order_by("-start_date", "-pk"), EVENTS_ON_A_PAGE).get_page(request.GET.get("p"))
        shown = list(page.object_list)
        languages = texts_of_events.languages_of(shown)
        progress = texts_of_events.progress(shown, languages)
        lines = []
        for event in shown:
            address = reverse("admin:proceedings_event_translations", args=[event.pk])
            counts = [
                (language, progress[event.pk][language.code], f"{address}?{urlencode({'language': language.code})}")
                for language in languages
                if progress[event.pk][language.code].total
            ]
            lines.append((event, counts))
        return self._translation_page(
            request, "admin/event_languages.html", None, _("Translations"), lines=lines, page=page, term=term
        )

    # One event, one language

    def translations_view(self, request, object_id):
        event = self._event_to_translate(request, object_id)
        language = self._language(request, event)
        kept, sentences, lost = {}, {}, []
        if request.method == "POST" and language:
            kept, sentences, lost = self._save(request, event, language)
            if not kept and not sentences and not lost:
                return HttpResponseRedirect(self._address_of(event, language, request))
        return self._workspace(request, event, language, kept, sentences, lost)

    def _address_of(self, event, language, request):
        query = {"language": language.code, "show": self._asked_to_show(request), "p": request.GET.get("p", "1")[:6]}
        return f"{reverse('admin:proceedings_event_translations', args=[event.pk])}?{urlencode(query)}"

    def _asked_to_show(self, request):
        show = request.GET.get("show", "open")
        return show if show in SHOW else "open"

    def _workspace(self, request, event, language, kept, sentences, lost):
        texts = texts_of_events.texts_of([event], language.code)[event.pk] if language else []
        # What was sent and not saved is on the page, whatever it shows.
        chosen = [text for text in texts if text.key in kept or self._is_asked_for(text, self._asked_to_show(request))]
        page = Paginator(chosen, ON_A_PAGE).get_page(request.GET.get("p"))
        on_page = list(page.object_list)
        on_page += [text for text in chosen if text.key in kept and text not in on_page]
        earlier = texts_of_events.earlier_sources([text for text in on_page if text.source_changed])
        may_write = translating.may_translate(request.user, event)
        approver = request.user if translating.may_approve(request.user, event) else None
        lines = [
            Line(
                text,
                earlier=earlier.get(text.key),
                kept=kept.get(text.key),
                sentence=sentences.get(text.key, ""),
                approver=approver,
            )
            for text in on_page
        ]
        return self._translation_page(
            request,
            "admin/event_translations.html",
            event,
            _("Translations"),
            language=language,
            languages=Language.objects.all(),
            groups=[(group, list(of_it)) for group, of_it in groupby(lines, key=lambda line: line.text.group)],
            lines=lines,
            page=page,
            lost=lost,
            count=texts_of_events.count(texts),
            show=self._asked_to_show(request),
            shows=[(key, words, self._number(texts, key)) for key, words in SHOW.items()],
            may_write=may_write,
            may_preview=any(text.item._meta.model_name == "section" for text in texts),
            may_approve=any(line.may_approve for line in lines),
            query=urlencode({"language": language.code, "show": self._asked_to_show(request), "p": page.number})
            if language
            else "",
            may_take_out=self._may_take_out(request, event),
        )

    def _number(self, texts, show):
        return sum(self._is_asked_for(text, show) for text in texts)

    def _is_asked_for(self, text, show):
        return {
            "open": not text.is_checked,
            "empty": not text.target,
            "machine": text.state == MACHINE,
            "changed": text.source_changed,
            "checked": text.state == CHECKED,
            "all": True,
        }[show]

    def _sent(self, request):
        """What came from a page: {key: Written}."""
        unticked = MACHINE if request.POST.get("unticked") == MACHINE else NONE
        written, begun = {}, 0
        for name in request.POST:
            if not (found := SENT.match(name)):
                continue
            key = found[2]
            words, is_whole = self._words_sent(request, key, found[1])
            if request.POST.get(f"unicode-{key}"):
                words = to_unicode(words)
            status = CHECKED if request.POST.get(f"tick-{key}") else request.POST.get(f"else-{key}", unticked)
            if status == CHECKED and words and not is_whole:
                begun += 1
            if status not in (CHECKED, MACHINE) or words and not is_whole:
                status = NONE
            written[key] = Written(words, request.POST.get(f"seen-{key}", ""), status)
        if begun:
            words = ngettext(
                "%(number)s text still has paragraphs without words. It stays a draft.",
                "%(number)s texts still have paragraphs without words. They stay drafts.",
                begun,
            )
            messages.warning(request, words % {"number": begun})
        return written

    def _words_sent(self, request, key, how):
        """A text put together from what a page sent. Returns (text, False where a piece of it is still empty)."""
        if how == "text":
            return request.POST[f"text-{key}"].replace("\0", ""), True
        kinds = [kind for kind in request.POST[f"form-{key}"].split(",") if kind in KINDS][:MOST_PIECES]
        pieces = [
            Segment(kind, texts_of_events.plain_letters(request.POST.get(f"text-{key}-{number}", "")))
            for number, kind in enumerate(kinds)
        ]
        return joined(pieces), all(piece.words.strip() for piece in pieces)

    def _save(self, request, event, language):
        """Save what a page sent. Returns ({key: Written that was not saved}, {key: sentence}, [Written, …] lost)."""
        kept, sentences, lost = {}, {}, []
        if written := self._sent(request):
            outcome = translating.write(event, language, written, by=request.user)
            if number := len(outcome.saved):
                self._log_translation(request, event, language)
                self._warn_of_names(request, event, {key: written[key].text for key in outcome.saved})
                words = ngettext("%(number)s text is saved.", "%(number)s texts are saved.", number)
                messages.success(request, words % {"number": number})
            for key, wish in outcome.overtaken.items():
                kept[key] = wish
                sentences[key] = _(
                    "Not saved: somebody saved another text here while you were writing. Theirs stands below yours. "
                    "Make one of both, and save again."
                )
            for key, (wish, sentence) in outcome.refused.items():
                kept[key], sentences[key] = wish, _("Not saved: %(why)s") % {"why": sentence}
            lost = outcome.lost
        approving = {
            name.removeprefix("approve-"): mark for name, mark in request.POST.items() if name.startswith("approve-")
        }
        if approving:
            done, refused = translating.approve(event, language, approving, by=request.user)
            if number := len(done):
                words = ngettext("%(number)s text is approved.", "%(number)s texts are approved.", number)
                messages.success(request, words % {"number": number})
            for sentence in dict.fromkeys(refused.values()):
                messages.warning(request, _("Not approved: %(why)s") % {"why": sentence})
        if kept or lost:
            messages.error(
                request, _("Not everything is saved. What is not stands at its place below; nothing is lost.")
            )
        return kept, sentences, lost

    def _warn_of_names(self, request, event, words):
        """Say at once where a name was typed; publishing would find it, but not everything here is published so."""
        if not may_see_people(request.user, event):
            return
        for key, seat, word in names_found(list(words.items()), event):
            messages.warning(
                request,
                _("“%(word)s” stands in %(key)s as typed letters. Write @[%(seat)s] instead, or take it out.")
                % {"word": word, "key": key, "seat": seat.pk},
            )

    def _log_translation(self, request, event, language):
        message = _("Translated into %(language)s.") % {"language": language}
        LogEntry.objects.log_actions(request.user.pk, [event], CHANGE, change_message=message, single_object=True)

    def translations_preview_view(self, request, object_id):
        """The proceedings in a language, as a visitor would read them now."""
        event = self._event_to_translate(request, object_id)
        proceedings, language = getattr(event, "proceedings", None), self._language(request, event)
        if proceedings is None or language is None:
            return HttpResponseRedirect(reverse("admin:proceedings_event_translations", args=[event.pk]))
        html, page = preview(proceedings, language)
        title, context = _("As it would be published"), {"language": language, "page": page, "text": html}
        context["obstacles"] = check(proceedings, pages={language: page}, with_gaps=False).sentences
        return self._translation_page(request, "admin/translations_preview.html", event, title, **context)

    # Files

    def _may_take_out(self, request, event):
        return translating.may_translate(request.user, event) and may(request.user, "proceedings.export_content", event)

    def translations_file_view(self, request, object_id):
        event = self._event_to_translate(request, object_id, "proceedings.change_translation")
        if not self._may_take_out(request, event):
            raise PermissionDenied
        language = self._language(request, event)
        back = reverse("admin:proceedings_event_translations", args=[event.pk])
        if request.method != "POST" or language is None:
            return HttpResponseRedirect(back)
        texts = texts_of_events.texts_of([event], language.code)[event.pk]
        if request.POST.get("only") == "open":
            texts = [text for text in texts if not text.is_checked]
        if not texts:
            messages.info(request, _("There is no text to translate."))
            return HttpResponseRedirect(f"{back}?{urlencode({'language': language.code})}")
        kind = "po" if request.POST.get("format") == "po" else "xlsx"
        if kind == "po":
            content, media_type = files.to_po(texts, language, self._written_in(event)), "text/x-gettext-translation"
        else:
            content, media_type = files.to_xlsx(texts, language), XLSX_TYPE
        Export.objects.create(
            by=request.user,
            model_name="translation",
            event=event,
            format=kind,
            columns=list(files.COLUMNS),
            reason=_("To be translated into %(language)s.") % {"language": language},
            number=len(texts),
            ids=[text.translation.pk for text in texts if text.translation],
        )
        name = f"{event.slug[:80]}-{language.code}-{timezone.localdate():%Y-%m-%d}.{kind}"
        answer = HttpResponse(content, content_type=media_type)
        answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        answer.headers["Cache-Control"] = "no-store"
        return answer

    def translations_import_view(self, request, object_id):
        """A file that came back: what each of its rows would do, and then what somebody takes of it."""
        event = self._event_to_translate(request, object_id, "proceedings.change_translation")
        language = self._language(request, event)
        if language is None:
            return HttpResponseRedirect(reverse("admin:proceedings_event_translations", args=[event.pk]))
        if request.method == "POST" and request.POST.get("do") == "take":
            return self._take(request, event, language)
        form = FileForm(request.POST or None, request.FILES or None)
        form.language = language
        context = {"form": form, "language": language}
        if request.method != "POST" or not form.is_valid():
            title = _("Bring translations in")
            return self._translation_page(request, "admin/translations_import.html", event, title, **context)
        proposals = translating.compare(event, language, form.rows)
        of = {kind: [each for each in proposals if each.kind == kind] for kind in translating.KINDS}
        context |= {
            "called": PurePath(form.cleaned_data["file"].name).name[:200],
            "counts": {kind: len(found) for kind, found in of.items()},
            "groups": [
                (kind, words, [(each, self._what_changes(each)) for each in of[kind]])
                for kind, words in KIND_WORDS.items()
                if of[kind]
            ],
        }
        title = _("What this file would do")
        return self._translation_page(request, "admin/translations_review.html", event, title, **context)

    def _what_changes(self, proposal):
        is_old = proposal.text and proposal.text.target and proposal.text.target != proposal.words
        return differences(proposal.text.target, proposal.words) if is_old else []

    def _take(self, request, event, language):
        taken = {name.removeprefix("take-") for name in request.POST if name.startswith("take-")}
        request.POST = request.POST.copy()
        for name in list(request.POST):
            found = SENT.match(name)
            if found and found[2] not in taken:
                del request.POST[name]
        kept, sentences, lost = self._save(request, event, language)
        if kept or lost:
            return self._workspace(request, event, language, kept, sentences, lost)
        return HttpResponseRedirect(self._address_of(event, language, request))
