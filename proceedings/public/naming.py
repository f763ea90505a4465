"""The table in which a focal point names a delegation, and the lists that can fill it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from ..actions import bringing_in
from ..actions.delegating import MOST
from ..spreadsheets import reading
from ..spreadsheets.rows import Context, understand
from .questions import Line, no_address

# What is asked of each. Whatever else stands in a list is left out: it is not ours to know before somebody asks them.
FIELDS = ("honorific", "name", "own_script_name", "post", "email", "phone")
MEGABYTE = 1024 * 1024
# A list of one delegation. Those of a whole event go through the back office.
MOST_BYTES = 2 * MEGABYTE


class MemberForm(forms.Form):
    """One person of a delegation: a row of the table. A row in which nothing stands is nobody."""

    honorific = Line(max_length=50, required=False)
    name = Line(max_length=120, required=False, validators=[no_address])
    own_script_name = Line(max_length=120, required=False, validators=[no_address])
    post = Line(max_length=300, required=False)
    email = Line(max_length=254, required=False)
    phone = Line(max_length=50, required=False)
    is_alternate = forms.BooleanField(required=False)
    as_it_stands = forms.BooleanField(required=False)

    def __init__(self, *args, with_alternate=True, needs_name=True, **kwargs):
        """needs_name: False where a row mends somebody, and what is empty stays."""
        super().__init__(*args, **kwargs)
        self.needs_name = needs_name
        said = {
            "honorific": _("Form of address"),
            "name": _("Name, as on the badge"),
            "own_script_name": _("Name in own script"),
            "post": _("Post"),
            "email": _("E-mail"),
            "phone": _("Phone"),
            "is_alternate": _("Alternate: comes when another cannot"),
            "as_it_stands": _("It is right as it stands"),
        }
        for name, label in said.items():
            self.fields[name].label = label
        if not with_alternate:
            del self.fields["is_alternate"]
        self.asks_as_it_stands = False

    def clean(self):
        """Look at the row as at one of a spreadsheet: the same rules, the same sentences."""
        cells = {name: self.cleaned_data.get(name, "") for name in FIELDS}
        if not any(cells.values()):
            return self.cleaned_data
        mended = cells if self.cleaned_data.get("as_it_stands") else None
        self.row = understand(1, cells, Context({}, frozenset(cells)), mended)
        for problem in self.row.problems:
            if problem.field == "name" and not cells["name"] and not self.needs_name:
                continue
            offer = _(" Perhaps: “%(offer)s”.") % {"offer": problem.offer} if problem.offer else ""
            self.asks_as_it_stands |= bool(problem.offer)
            if problem.field not in self.errors:
                self.add_error(problem.field, f"{problem.sentence}{offer}")
        email = self.row.person["email"]
        if not email.isascii():
            self.add_error("email", _("Write the address with plain letters."))
        return self.cleaned_data

    @property
    def is_nobody(self):
        return not any(self.cleaned_data.get(name) for name in FIELDS)

    def said(self):
        """The row as `delegating` wants it."""
        person = self.row.person
        return {name: person.get(name, "") for name in ("honorific", "own_script_name", "email", "phone")} | {
            "name": self.row.name,
            "post": self.row.seat["post"],
            "is_alternate": self.cleaned_data.get("is_alternate", False),
        }


class _Members(forms.BaseFormSet):
    def clean(self):
        if not any(self.errors) and all(form.is_nobody for form in self.forms):
            raise ValidationError(_("Write at least one name."))

    @cached_property
    def rows(self):
        """What was said of everybody named, in the order of the table."""
        return [form.said() for form in self.forms if not form.is_nobody]


def table(data=None, *, rows=(), blank=3):
    """The table as a formset: bound to what was sent, or filled with the rows of a list and some blank ones.

    rows   [{field: text}]
    """
    made = forms.formset_factory(MemberForm, _Members, extra=blank, max_num=MOST, absolute_max=MOST, validate_max=True)
    return made(data, initial=list(rows), prefix="row")


class ListForm(forms.Form):
    """A spreadsheet that fills the table. Nothing of it is kept."""

    file = forms.FileField(widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx,.ods"}))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["file"].label = _("A list you have")
        self.fields["file"].help_text = _("XLSX, ODS or CSV. It only fills the table below: look at it, then send it.")

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise ValidationError(
                _("The file is larger than %(most)s MB. A list of people is much smaller.")
                % {"most": MOST_BYTES // MEGABYTE}
            )
        try:
            found = bringing_in.find(reading.read(file.read()))
        except reading.NotASpreadsheet as sentence:
            raise ValidationError(str(sentence)) from None
        if len(found.rows) > MOST:
            raise ValidationError(_("These are more than %(most)s people. Please write to us.") % {"most": MOST})
        self.rows = [_row_of(number, cells, found) for number, cells in found.rows]
        return file


def _row_of(number, cells, found):
    """A row of a list as the table shows it: what was understood, and else what stands there, to be mended."""
    understood = understand(number, cells, Context({}, frozenset(found.fields.values()) - {"organisation"}))
    meant = understood.person | {"name": understood.name, "post": understood.seat["post"]}
    return {name: meant.get(name) or str(cells.get(name, "")) for name in FIELDS}
