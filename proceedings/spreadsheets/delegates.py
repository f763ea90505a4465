"""A list of delegates becomes people, organisations and seats at one event.

The same code makes the preview and the import: the preview only leaves the saving out. Names stay exactly as written.
An import invites; it never confirms, consents, renames or shows anybody. Run again, it changes nothing.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from difflib import SequenceMatcher

import tablib
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models.functions import Lower
from django.utils.text import slugify
from import_export import resources
from import_export.results import RowResult
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from ..access import may, scoped
from ..models import Event, Organisation, OrganisationName, Participant, Person, SeatRole
from ..models.fields import clean_text
from . import reading
from .columns import CALLED, HEADINGS, find
from .countries import country_code, plain
from .reading import CellError, Formula, NotASpreadsheet

# Somebody who speaks for nobody else. An empty cell may as well have been forgotten.
NOBODY = {plain(word) for word in ("independent", "individual", "none", "self", "n/a", "private")} | {""}
BLANK_OUT = {"-", "–", "—", "n/a", "N/A"}


@dataclass
class DelegateList:
    """A file read so far that its columns are known."""

    dataset: tablib.Dataset
    unknown: list
    encoding: str
    sheet: str


def read_list(data):
    """Read a file as a list of delegates. Returns a DelegateList. Raises NotASpreadsheet with a sentence."""
    sheets = reading.read(data)
    for sheet in sheets:
        if found := find(sheet.rows[:20]):
            break
    else:
        heading = ", ".join(f"“{cell}”" for cell in sheets[0].rows[0][1][:8] if cell)
        raise NotASpreadsheet(
            f"No column is headed “Name”. The first row says: {heading}. Name the columns as in the example."
        )
    skip, columns, unknown, twice = found
    if twice:
        raise NotASpreadsheet(f"Two columns are headed “{CALLED[twice[0]]}” or mean the same. Leave one of them out.")
    rows = sheet.rows[skip:]
    if not rows:
        raise NotASpreadsheet("There are headings, but no people under them.")
    if len(rows) > reading.MAX_ROWS:
        raise NotASpreadsheet(reading.TOO_MANY_ROWS)
    dataset = tablib.Dataset(headers=["row", *HEADINGS])
    for number, cells in rows:
        values = [cells[columns[name]] if columns.get(name, len(cells)) < len(cells) else "" for name in HEADINGS]
        if any(values):
            dataset.append(
                [number, *(None if name not in columns else v for name, v in zip(HEADINGS, values, strict=True))]
            )
    return DelegateList(dataset, unknown, sheet.encoding, sheet.title)


@dataclass
class Delegate:
    """One row of the list, understood."""

    number: int
    name: str
    organisation: object = None
    organisation_name: str = ""
    country: str = ""
    role: object = None
    person: dict = field(default_factory=dict)
    seat: dict = field(default_factory=dict)


class DelegateResult(RowResult):
    """What a row comes to: new, update ("changed"), skip ("already there") or invalid."""

    def __init__(self):
        super().__init__()
        self.number = self.name = self.organisation = self.role = None
        self.notes = []

    @property
    def problems(self):
        return self.validation_error.messages if self.validation_error else [str(e.error) for e in self.errors]


class DelegateResource(resources.ModelResource):
    class Meta:
        model = Participant
        fields = ()
        import_id_fields = ()
        skip_diff = True
        skip_html_diff = True
        report_skipped = True
        # Rows are saved together at the end; without this each would open a transaction of its own.
        use_bulk = True

    def __init__(self, event, user, reason=""):
        super().__init__()
        self.event, self.user, self.reason = event, user, reason

    def get_row_result_class(self):
        return DelegateResult

    # Before the rows: everything they will be compared with, in a handful of queries

    def before_import(self, dataset, **kwargs):
        if not kwargs.get("dry_run"):
            # Two imports into one event wait for each other, or both would make the same seat.
            Event.objects.select_for_update().get(pk=self.event.pk)
        self.new_people, self.new_organisations, self.new_seats = [], [], []
        self.changed_people, self.changed_seats = {}, {}
        self.may_change = may(self.user, "proceedings.change_person", self.event)
        self.roles = {}
        for role in SeatRole.objects.all():
            self.roles |= {plain(word): role for word in (role.plural, role.code, role.name) if word}
        self.role_names = sorted({role.name for role in self.roles.values()})
        self._load_organisations(dataset)
        self._load_seats()
        self._load_people(dataset)

    def _load_organisations(self, dataset):
        wanted = {plain(name) for name in dataset["organisation"] if name}
        self.organisations = defaultdict(list)
        for pk, *names in Organisation.objects.values_list("pk", "name", "acronym"):
            for name in filter(None, names):
                if plain(name) in wanted:
                    self.organisations[plain(name)].append(pk)
        for pk, name in OrganisationName.objects.values_list("organisation", "name"):
            if plain(name) in wanted:
                self.organisations[plain(name)].append(pk)
        found = Organisation.objects.in_bulk({pk for pks in self.organisations.values() for pk in pks})
        for name, pks in self.organisations.items():
            self.organisations[name] = [found[pk] for pk in dict.fromkeys(pks)]

    def _load_seats(self):
        self.by_email, self.by_name = defaultdict(list), defaultdict(list)
        seats = self.event.participants.filter(person__isnull=False).select_related("person", "organisation")
        for seat in seats.prefetch_related("person__other_names"):
            self._remember(seat)

    def _remember(self, seat, names=None):
        if seat.person.email:
            self.by_email[seat.person.email.casefold()].append(seat)
        names = names or [seat.person.name, *(other.name for other in seat.person.other_names.all())]
        for name in names:
            self.by_name[plain(name)].append(seat)

    def _load_people(self, dataset):
        """People of other events, known by their e-mail; only those whom the user may see, or the import would tell."""
        emails = sorted({str(email).casefold() for email in dataset["email"] if email and "@" in email})
        people = scoped(Person.objects.all(), self.user, "proceedings.view_person")
        self.people = defaultdict(list)
        for start in range(0, len(emails), 500):
            found = people.annotate(folded=Lower("email")).filter(folded__in=emails[start : start + 500])
            for person in found.distinct():
                self.people[person.email.casefold()].append(person)

    # One row

    def get_instance(self, instance_loader, row):
        self.delegate = self._understand(row)
        self.known_person = None
        seat = self._seat_of(self.delegate)
        if seat is None:
            self.known_person = self._person_of(self.delegate)
        return seat

    def _understand(self, row):
        """Check one row. Returns a Delegate; raises ValidationError with every problem of the row."""
        problems, cells = [], {}
        for name in HEADINGS:
            value = row[name]
            if isinstance(value, Formula):
                problems.append(f"“{CALLED[name]}” holds a formula. Write the text itself.")
            elif isinstance(value, CellError):
                problems.append(f"“{CALLED[name]}” holds an error of the spreadsheet: {value}.")
            cells[name] = "" if value is None or value in BLANK_OUT and name != "name" else clean_text(str(value))
        delegate = Delegate(row["row"], cells["name"])
        broken = bool(problems)
        if not broken:
            problems += filter(None, [self._name_problem(cells["name"]), self._email_problem(cells["email"])])
            problems += self._too_long(cells)
            if cells["country"] and not (code := country_code(cells["country"])):
                problems.append(f"“{cells['country']}” is no country we know.")
            elif cells["country"]:
                delegate.country = code
            if cells["role"] and not (role := self.roles.get(plain(cells["role"]))):
                problems.append(f"“{cells['role']}” is no role here. Roles are: {', '.join(self.role_names)}.")
            elif cells["role"]:
                delegate.role = role
            if row["organisation"] is not None and not cells["organisation"]:
                problems.append(
                    "There is no organisation. For somebody who speaks for nobody else write “independent”."
                )
            elif plain(cells["organisation"]) not in NOBODY:
                delegate.organisation_name = cells["organisation"]
                problems += self._find_organisation(delegate)
        if problems:
            error = ValidationError(problems)
            error.delegate = delegate
            raise error
        delegate.person = {name: cells[name] for name in ("honorific", "own_script_name", "email", "phone")}
        delegate.seat = {name: cells[name] for name in ("post", "needs")}
        return delegate

    def _name_problem(self, name):
        if not name:
            return "There is no name."
        if not re.search(r"[^\W\d_]", name):
            return f"“{name}” is no name."
        return "“@[” cannot be part of a name." if "@[" in name else None

    def _email_problem(self, email):
        if not email:
            return None
        try:
            validate_email(email)
        except ValidationError:
            many = len(re.findall(r"@", email)) > 1
            return f"“{email}” is {'more than one address' if many else 'no e-mail address'}. Write one, or none."

    def _too_long(self, cells):
        limits = {
            name: Person._meta.get_field(name).max_length
            for name in ("name", "honorific", "own_script_name", "email", "phone")
        }
        limits |= {"organisation": Organisation._meta.get_field("name").max_length}
        limits |= {"post": Participant._meta.get_field("post").max_length}
        return [
            f"“{CALLED[name]}” is longer than {most} letters."
            for name, most in limits.items()
            if len(cells[name]) > most
        ]

    def _find_organisation(self, delegate):
        """Finds the organisation of a row, or notes that it is new. Returns problems."""
        known = self.organisations[plain(delegate.organisation_name)]
        if delegate.country:
            # Two ministries of labour are two ministries.
            fit = [o for o in known if delegate.country in (o.country, o.seat_country)]
            known = fit or [o for o in known if not o.country and not o.seat_country]
        exact = [o for o in known if plain(o.name) == plain(delegate.organisation_name)]
        known = exact or known
        if len(known) > 1:
            names = "; ".join(f"{o.name} ({o.country.name or 'no country'})" for o in known[:4])
            return [f"“{delegate.organisation_name}” could be any of: {names}. Write the country, or the full name."]
        if known:
            delegate.organisation = known[0]
            return []
        organisation = Organisation(name=delegate.organisation_name, country=delegate.country)
        self.organisations[plain(organisation.name)].append(organisation)
        self.new_organisations.append(organisation)
        delegate.organisation = organisation
        return []

    def _seat_of(self, delegate):
        """The seat that this person has at the event already, or had from an earlier row; None for a new one."""
        email = delegate.person["email"].casefold()
        for seat in self.by_email.get(email, ()) if email else ():
            if alike(delegate.name, seat.person.name):
                return seat
        if email and (others := self.by_email.get(email)):
            self._refuse(delegate, others[0].person.name)
        organisation = plain(delegate.organisation.name) if delegate.organisation else ""
        for seat in self.by_name.get(plain(delegate.name), ()):
            if organisation == (plain(seat.organisation.name) if seat.organisation else ""):
                return seat
        return None

    def _person_of(self, delegate):
        """Somebody known from another event by e-mail, or None."""
        email = delegate.person["email"].casefold()
        known = self.people.get(email, ()) if email else ()
        fit = [person for person in known if alike(delegate.name, person.name)]
        if known and not fit:
            self._refuse(delegate, known[0].name)
        return fit[0] if fit else None

    def _refuse(self, delegate, other):
        error = ValidationError(
            f"The e-mail address {delegate.person['email']} is already that of {other}. "
            "If they are two people, leave it out here."
        )
        error.delegate = delegate
        raise error

    def import_row(self, row, instance_loader, **kwargs):
        self.delegate, self.notes = None, []
        result = super().import_row(row, instance_loader, **kwargs)
        delegate = self.delegate or getattr(result.validation_error, "delegate", None)
        result.number = row["row"]
        result.name = delegate.name if delegate else str(row["name"] or "")
        result.organisation = delegate.organisation_name if delegate else ""
        result.role = delegate.role if delegate else None
        result.notes = self.notes
        return result

    def import_instance(self, instance, row, **kwargs):
        """Fill a new seat; of one that is there, only what nobody has filled in yet."""
        delegate = self.delegate
        if instance.event_id:
            self.changes = self._fill_gaps(instance, delegate)
            return
        person = self.known_person or Person(name=delegate.name, **delegate.person)
        if self.known_person:
            self.notes.append("known from another event")
        else:
            self.new_people.append(person)
        instance.event, instance.person, instance.organisation = self.event, person, delegate.organisation
        instance.seat_role, instance.state = delegate.role, Participant.State.INVITED
        for name, value in delegate.seat.items():
            setattr(instance, name, value)
        if delegate.country and not (delegate.organisation and delegate.organisation.country == delegate.country):
            instance.country = delegate.country
        if delegate.organisation and delegate.organisation.pk is None:
            self.notes.append("new organisation")
        self.new_seats.append(instance)
        self._remember(instance, [person.name])
        self.changes = ["new"]

    def _fill_gaps(self, seat, delegate):
        if seat.pk is None:
            self.notes.append("a second row for the same person")
            return []
        changes = []
        for row, values in ((seat.person, delegate.person), (seat, delegate.seat)):
            for name, value in values.items():
                now = getattr(row, name)
                if value and not now and self.may_change:
                    setattr(row, name, value)
                    changes.append(CALLED[name].lower())
                    (self.changed_people if row is seat.person else self.changed_seats)[row.pk] = row
                elif value and value.casefold() != now.casefold():
                    self.notes.append(f"{CALLED[name].lower()} differs and stays as it is")
        if changes:
            self.notes.append("adds " + ", ".join(changes))
        if delegate.name != seat.person.name:
            self.notes.append("name differs and stays as it is")
        return changes

    def skip_row(self, instance, original, row, import_validation_errors=None):
        return not self.changes

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """Nothing: `_understand` has checked the row, in the words of the list."""

    def save_instance(self, instance, is_create, row, **kwargs):
        """Nothing yet: all rows are saved together, or none."""

    def save_m2m(self, instance, row, **kwargs):
        pass

    # After the rows

    def after_import(self, dataset, result, **kwargs):
        if kwargs.get("dry_run") or result.has_errors() or result.has_validation_errors():
            return
        keep = {"default_user": self.user, "default_change_reason": self.reason[:100], "batch_size": 500}
        self._name_addresses()
        bulk_create_with_history(self.new_organisations, Organisation, **keep)
        bulk_create_with_history(self.new_people, Person, **keep)
        for seat in self.new_seats:
            # The rows were linked before they had numbers.
            seat.person, seat.organisation = seat.person, seat.organisation
        bulk_create_with_history(self.new_seats, Participant, **keep)
        for rows, model, fields in (
            (self.changed_people, Person, ["honorific", "own_script_name", "email", "phone"]),
            (self.changed_seats, Participant, ["post", "needs"]),
        ):
            if rows:
                bulk_update_with_history(list(rows.values()), model, fields, **keep)

    def _name_addresses(self):
        used = set(Organisation.objects.values_list("slug", flat=True)) if self.new_organisations else set()
        for organisation in self.new_organisations:
            base = slug = slugify(organisation.name)[:100].strip("-") or "organisation"
            number = 2
            while slug in used:
                slug, number = f"{base}-{number}", number + 1
            used.add(slug)
            organisation.slug = slug

    def counts(self, result):
        """How many rows are new, changed, already there and a problem. Returns a dict."""
        rows = result.rows
        return {
            "rows": len(rows),
            "new": sum(row.import_type == RowResult.IMPORT_TYPE_NEW for row in rows),
            "changed": sum(row.import_type == RowResult.IMPORT_TYPE_UPDATE for row in rows),
            "there": sum(row.import_type == RowResult.IMPORT_TYPE_SKIP for row in rows),
            "problems": sum(bool(row.problems) for row in rows),
        }


def alike(one, other):
    """True for two spellings of one name: case, accents, order, or a part left out."""
    one, other = plain(one), plain(other)
    words, others = set(one.split()), set(other.split())
    return words <= others or others <= words or SequenceMatcher(None, one, other).ratio() >= 0.85
