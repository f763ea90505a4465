"""Deadlines in the form of a commitment: the words of the source go in, and what was read out of them is shown."""

from django.contrib import admin, messages
from django.utils.translation import gettext as _

from ..dates import due_in_words
from ..deadlines import read
from ..models import Deadline
from .forms import RowForm
from .mixins import RowInline

# What a reading fills in.
READ = ("kind", "earliest", "latest", "precision", "times", "per")


class DeadlineForm(RowForm):
    """A deadline. Where only its words are written, the rest is read out of them; what somebody corrected stays."""

    def clean(self):
        cleaned = super().clean()
        words = cleaned.get("as_written", "")
        self.was_read = None
        if words and not self.errors and not self._is_corrected():
            event = getattr(getattr(self.instance, "commitment", None), "event", None)
            self.was_read = read(words, on=event and (event.end_date or event.start_date))
            cleaned |= {name: getattr(self.was_read, name) for name in READ}
        return cleaned

    def _is_corrected(self):
        """True where somebody filled in more than the words, now or before."""
        if not {"as_written", *READ} & set(self.changed_data):
            return True
        if set(READ) & set(self.changed_data):
            return True
        if self.instance.pk is None:
            return False
        before = self.initial.get("as_written", "")
        event = self.instance.commitment.event
        was = read(before, on=event.end_date or event.start_date)
        return bool(before) and any(self.initial.get(name) != getattr(was, name) for name in READ)

    def _post_clean(self):
        super()._post_clean()
        if self.was_read is not None and not self.errors:
            for name in READ:
                setattr(self.instance, name, getattr(self.was_read, name))


class DeadlineInline(RowInline):
    model = Deadline
    form = DeadlineForm
    verbose_name_plural = "by when: one row for each source that says so"
    readonly_fields = ("reading",)
    fields = (
        ("number", "as_written", "reading"),
        ("kind", "earliest", "latest", "precision"),
        ("times", "per", "other_event"),
        "note",
    )

    @admin.display(description="read as")
    def reading(self, row):
        return due_in_words(row) if row.pk else _("Write the words and save: the days are read out of them.")


def say_what_was_read(request, formset):
    """Tell whoever saved deadlines what was read out of their words."""
    for form in formset.forms:
        reading = getattr(form, "was_read", None)
        if reading is None or form in formset.deleted_forms:
            continue
        if reading.is_no_day:
            sentence = _("“%(words)s” is kept as it is written.") % {"words": reading.words}
            messages.warning(request, " ".join([sentence, *reading.notes]))
            continue
        sentence = _("“%(words)s” was read as: %(days)s.") % {"words": reading.words, "days": due_in_words(reading)}
        sentence = " ".join(
            [sentence, *reading.notes, *([] if reading.certain else [_("Look whether that is right.")])]
        )
        (messages.info if reading.certain else messages.warning)(request, sentence)
