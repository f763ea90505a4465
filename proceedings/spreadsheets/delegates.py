"""A list of delegates becomes people, organisations and seats at one event.

The same code makes the review and the import: the review only leaves the saving out. Names stay exactly as written. An
import invites; it never confirms, renames, shows anybody who did not say yes, or changes a role. The same rows again
change nothing, and a row that was in an earlier list and has not changed is not looked at a second time.
"""

from collections import defaultdict

import tablib
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from import_export import resources
from simple_history.utils import bulk_create_with_history

from ..access import may, scoped
from ..actions.changing import note
from ..models import (
    Consent,
    DelegateList,
    Organisation,
    OrganisationName,
    Participant,
    Person,
    PersonName,
    SeatRole,
    Surface,
)
from .countries import plain
from .dates import day_first
from .headings import CALLED
from .matching import Index, Known
from .review import ASIDE, LEFT_OUT, MAYBE, NEW, PROBLEM, SAME, WAITING, Candidate, Review, ReviewResult
from .rows import Context, Problem, says_the_same, understand

# What a yes in the column of names allows: the list of participants, the programme and the proceedings.
NAMED_ON = (Surface.LISTED, Surface.NAMED)
OF_PERSON = ("honorific", "own_script_name", "gender", "email", "phone")
OF_SEAT = ("post", "needs", "internal_note", "arrives_on", "leaves_on")
MOST_CANDIDATES = 5


class DelegateResource(resources.ModelResource):
    """Brings a Table into an event. `reviews` holds what each row came to."""

    class Meta:
        model = Participant
        fields = ()
        import_id_fields = ()
        skip_diff = True
        skip_html_diff = True
        report_skipped = True
        # Rows are saved together at the end; without this each would open a transaction of its own.
        use_bulk = True

    def __init__(self, event, user, *, mended=None, decided=None, called="", reason="", on_progress=None):
        super().__init__()
        self.event, self.user = event, user
        self.mended, self.decided = mended or {}, decided or {}
        self.called, self.reason, self.on_progress = called, reason, on_progress

    def bring(self, table, *, save):
        """Review all rows of a table, and save what is good with `save`. Returns a list of Review."""
        dataset = tablib.Dataset(headers=["row"])
        for number, cells in table.rows:
            dataset.append([(number, cells)])
        self.table = table
        result = self.import_data(dataset, dry_run=not save, use_transactions=False, raise_errors=True)
        return [row.review for row in result.rows]

    def get_row_result_class(self):
        return ReviewResult

    # Before the rows: everything they will be compared with, in a handful of queries

    def before_import(self, dataset, **kwargs):
        self.new_people, self.new_seats, self.new_consents, self.new_organisations = [], [], [], {}
        self.new_names, self.changed_people, self.changed_seats = [], {}, {}
        self.may_change = may(self.user, "proceedings.change_person", self.event)
        self.roles = {}
        for role in SeatRole.objects.all():
            self.roles |= {plain(word): role for word in (role.plural, role.code, role.name) if word}
        context = Context(
            self.roles,
            frozenset(self.table.fields.values()),
            self.event.start_date,
            day_first(cells.get(name, "") for _number, cells in dataset["row"] for name in ("arrives_on", "leaves_on")),
        )
        self.rows = [
            understand(number, cells, context, self.mended.get(str(number)), self.table.sections.get(number, ""))
            for number, cells in dataset["row"]
        ]
        self.by_number = {row.number: row for row in self.rows}
        # The seat that each row before this one came to, and the seats that a row has spoken for.
        self.seat_of_row, self.taken = {}, {}
        self._load_organisations()
        self._load_people()
        self._load_earlier()

    def _load_organisations(self):
        wanted = {plain(row.organisation_name) for row in self.rows if row.organisation_name}
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

    def _load_people(self):
        """People whom the user may see: of others, the import would tell. Those of this event with their seats."""
        seats = self.event.participants.select_related("person", "organisation").prefetch_related("consents")
        self.seats = {seat.person_id: seat for seat in seats if seat.person_id}
        spellings = defaultdict(list)
        for pk, name in PersonName.objects.order_by().values_list("person", "name").iterator():
            spellings[pk].append(name)
        self.spellings = spellings
        worked_for = dict(
            Participant.objects.filter(organisation__isnull=False)
            .order_by("pk")
            .values_list("person", "organisation__name")
            .iterator()
        )
        people = scoped(Person.objects.all(), self.user, "proceedings.view_person").order_by()
        columns = "pk", "name", "own_script_name", "honorific", "email", "phone"
        facts = {pk: rest for pk, *rest in people.values_list(*columns).distinct().iterator()}
        for pk, seat in self.seats.items():
            facts.setdefault(pk, [getattr(seat.person, name) for name in columns[1:]])
            worked_for[pk] = seat.organisation.name if seat.organisation else ""
        self.people = {
            pk: Known(
                key=pk,
                name=name,
                names=tuple(filter(None, [own_script, *spellings.get(pk, ())])),
                honorific=honorific,
                email=email,
                phone=phone,
                organisation=worked_for.get(pk, ""),
            )
            for pk, (name, own_script, honorific, email, phone) in facts.items()
        }
        self.known = Index(self.people.values())
        self.by_name = defaultdict(list)
        for seat in seats:
            person = self.people[seat.person_id] if seat.person_id else None
            names = {seat.alias, seat.office, *([person.name, *person.names] if person else ())} - {""}
            for name in {plain(name) for name in names}:
                self.by_name[name, seat.organisation_id].append(seat)
        self.in_file = Index([])
        # Only an e-mail address makes anybody certain, or somebody's decision.
        emails = {row.person["email"].casefold() for row in self.rows} - {""}
        wanted = {pk for pk, person in self.people.items() if person.email.casefold() in emails}
        wanted |= {int(key[7:]) for key in self.decided.values() if key.startswith("person:") and key[7:].isdecimal()}
        self.person_of = Person.objects.in_bulk(wanted & self.people.keys())

    def _load_earlier(self):
        """{digest: seat} of rows that earlier lists brought into this event, where the seat is still there."""
        seats = {seat.pk: seat for seat in self.seats.values()}
        self.earlier = {}
        lists = self.event.delegate_lists.filter(state=DelegateList.State.IMPORTED).order_by("imported_at")
        for made in lists.values_list("made", flat=True):
            for digest, pk in made.get("rows", {}).items():
                if pk in seats:
                    self.earlier[digest] = seats[pk]

    # One row

    def import_row(self, row, instance_loader, **kwargs):
        number, _cells = row["row"]
        self.review = self._look_at(self.by_number[number])
        if self.on_progress:
            self.on_progress()
        result = super().import_row(row, instance_loader, **kwargs)
        result.review = self.review
        return result

    def _look_at(self, row):
        """Decide what a row comes to, as far as one can know without asking. Returns a Review."""
        decision = self.decided.get(str(row.number), "")
        if decision == "out":
            return Review(row, LEFT_OUT, decided=decision)
        if row.digest in self.earlier and not decision:
            seat = self.earlier[row.digest]
            self._take(row, seat)
            return Review(row, SAME, seat=seat, is_known=True, notes=[_("in an earlier list, and unchanged")])
        if aside := self.table.aside.get(row.number):
            row.notes.insert(0, str(aside))
            if not decision and (all_of_them := self.decided.get(ASIDE)) != "in":
                return Review(row, LEFT_OUT if all_of_them == "out" else ASIDE)
        organisation, trouble = self._organisation_of(row)
        row.problems += trouble
        if row.problems:
            return Review(row, PROBLEM, decided=decision)
        row.organisation = organisation
        if not decision and (seat := self._seat_by_name(row)):
            return Review(row, SAME, seat=seat, is_known=seat.person_id is None, notes=[_("has a seat at this event")])
        certain, candidates = self._who(row)
        if decision == NEW:
            return Review(row, NEW, candidates=candidates, decided=decision)
        chosen = decision or (certain.key if certain else "")
        if decision.startswith("person:") and int(decision[7:]) not in self.people:
            return Review(row, MAYBE, candidates=candidates)
        if chosen:
            review = Review(row, SAME, candidates=candidates, decided=decision, chosen=chosen)
            review.seat = self._seat_of(chosen)
            review.notes += [certain.why] if certain and not decision else []
            if review.seat is None and chosen.startswith("row:"):
                # The row it repeats waits for a decision itself, so there is nobody yet to be the same as.
                return Review(row, MAYBE, candidates=candidates)
            return review
        return Review(row, MAYBE if candidates else NEW, candidates=candidates)

    def _seat_by_name(self, row):
        """The seat at this event of exactly this name in this organisation, if no row before has spoken for it.

        A second row with the same name may be a second person, and is asked about.
        """
        mail = row.person["email"].casefold()
        organisation = row.organisation.pk if row.organisation else None
        whole = f"{row.person['honorific']} {row.name}".strip()
        for name in dict.fromkeys([row.name, whole]):
            for seat in self.by_name.get((plain(name), organisation), ()):
                theirs = seat.person.email.casefold() if seat.person_id else ""
                if id(seat) not in self.taken and not (mail and theirs and mail != theirs):
                    if name != row.name:
                        # Here the form of address is a part of the name.
                        row.name, row.person["honorific"] = name, ""
                    return seat
        return None

    def _who(self, row):
        """Whom a row means: a Candidate that is certain, or None, and the candidates to ask about."""
        mine = Known(
            key=f"row:{row.number}",
            name=row.name,
            names=tuple(filter(None, [row.person["own_script_name"]])),
            honorific=row.person["honorific"],
            email=row.person["email"],
            phone=row.person["phone"],
            organisation=row.organisation.name if row.organisation else "",
        )
        found = [*self.known.find(mine), *self.in_file.find(mine)]
        self.in_file.add(mine)
        certain, asked, seen = None, [], set()
        for match in found:
            candidate = self._candidate(match)
            seat = self._seat_of(candidate.key)
            same = id(seat) if seat else candidate.key
            if same in seen:
                continue
            seen.add(same)
            if match.certainty == "same" and certain is None:
                certain = candidate
            asked.append(candidate)
        return certain, asked[:MOST_CANDIDATES]

    def _candidate(self, match):
        if isinstance(match.key, str):
            other = self.by_number[int(match.key.removeprefix("row:"))]
            about = _("row %s") % other.number
            if other.organisation_name:
                about += f", {other.organisation_name}"
            return Candidate(match.key, other.shown_name, about, match.why)
        person = self.people[match.key]
        where = _("at this event") if match.key in self.seats else _("at another event")
        about = ", ".join(filter(None, [person.organisation, where]))
        return Candidate(f"person:{match.key}", f"{person.honorific} {person.name}".strip(), about, match.why)

    def _seat_of(self, key):
        """The seat at this event of "person:12" or "row:5"; None where there is none so far."""
        kind, _sign, number = key.partition(":")
        if not number.isascii() or not number.isdigit():
            return None
        return self.seats.get(int(number)) if kind == "person" else self.seat_of_row.get(int(number))

    def _take(self, row, seat):
        self.seat_of_row[row.number] = seat
        self.taken.setdefault(id(seat), row.number)

    def _organisation_of(self, row):
        """The organisation of a row, new where nobody knows it. Returns (organisation or None, problems)."""
        if not row.organisation_name:
            return None, []
        key = plain(row.organisation_name)
        known = self.organisations[key]
        if row.country:
            # Two ministries of labour are two ministries.
            fit = [o for o in known if row.country in (o.country, o.seat_country)]
            known = fit or [o for o in known if not o.country and not o.seat_country]
        known = [o for o in known if plain(o.name) == key] or known
        if len(known) > 1:
            names = "; ".join(f"{o.name} ({o.country.name or _('no country')})" for o in known[:4])
            sentence = _("“%(name)s” could be any of: %(names)s. Write the country, or the full name.")
            return None, [Problem("organisation", sentence % {"name": row.organisation_name, "names": names})]
        if known:
            return known[0], []
        organisation = Organisation(name=row.organisation_name, country=row.country)
        self.organisations[key].append(organisation)
        return organisation, []

    def _is_new(self, organisation):
        """True the first time that a row brings an organisation which nobody knew."""
        if organisation is None or organisation.pk is not None or id(organisation) in self.new_organisations:
            return False
        self.new_organisations[id(organisation)] = organisation
        return True

    # What a row does

    def get_instance(self, instance_loader, row):
        return self.review.seat

    def import_instance(self, instance, row, **kwargs):
        review, delegate = self.review, self.review.row
        if review.status in {*WAITING, LEFT_OUT}:
            return
        if review.seat is not None:
            if not review.is_known and (review.seat.pk is None or id(review.seat) in self.taken):
                # A row before it spoke for this seat already: this one fills gaps and overwrites nothing.
                self._fill_gaps(review)
            elif not review.is_known:
                self._update(review)
            self._take(delegate, review.seat)
            return
        self._seat(instance, review)

    def _seat(self, seat, review):
        """Give the person of a row a seat: somebody new, or somebody known from another event."""
        row = review.row
        person = None
        if review.status == SAME:
            person = self.person_of.get(int(review.chosen.partition(":")[2]))
        if person is None:
            person = Person(name=row.name, **row.person)
            self.new_people.append(person)
            review.status = NEW
        else:
            review.notes.append(_("known from another event"))
            self._change(review, person, row.person, OF_PERSON, self.changed_people, only_gaps=True)
        seat.event, seat.person, seat.organisation = self.event, person, row.organisation
        seat.seat_role, seat.state = row.role, Participant.State.INVITED
        for name in OF_SEAT:
            setattr(seat, name, row.seat[name])
        if row.country and not (row.organisation and row.organisation.country == row.country):
            seat.country = row.country
        if self._is_new(row.organisation):
            review.notes.append(_("new organisation"))
        review.seat = seat
        self.new_seats.append(seat)
        if row.may_be_named:
            if person.is_protected:
                review.notes.append(_("never shown, whatever the list says"))
            else:
                self._consent(seat, row)
                review.notes.append(_("may be named in public"))
        self._take(row, seat)

    def _consent(self, seat, row):
        record = _("Row %(row)s of the list “%(list)s”") % {"row": row.number, "list": self.called}
        for surface in NAMED_ON:
            self.new_consents.append(
                Consent(
                    participant=seat,
                    surface=surface,
                    record=record[:500],
                    recorded_by=self.user,
                    given_on=timezone.localdate(),
                )
            )

    def _update(self, review):
        """Somebody who is there already: what the list says now is taken over, and blank cells erase nothing."""
        row, seat = review.row, review.seat
        self._change(review, seat.person, row.person, OF_PERSON, self.changed_people)
        self._change(review, seat, row.seat, OF_SEAT, self.changed_seats)
        if row.organisation and seat.organisation != row.organisation:
            self._is_new(row.organisation)
            before = str(seat.organisation or "")
            if self.may_change:
                seat.organisation = row.organisation
                self.changed_seats[id(seat)] = seat
                review.changes.append((CALLED["organisation"], before, row.organisation.name))
        if row.role and seat.seat_role_id != row.role.pk:
            review.notes.append(_("the role differs and stays as it is"))
        self._other_spelling(review)
        consents = seat.consents.all()
        if row.may_be_named is False and any(consent.withdrawn_on is None for consent in consents):
            review.notes.append(_("the list says no to being named, and a consent stands: look at it"))
        if row.may_be_named and not any(consent.surface in NAMED_ON for consent in consents):
            review.notes.append(_("the list says yes to being named: record it on the seat, if that is so"))

    def _fill_gaps(self, review):
        row, seat = review.row, review.seat
        review.notes.append(_("a second row for the same person, row %s") % self.taken.get(id(seat), "?"))
        self._change(review, seat.person, row.person, OF_PERSON, self.changed_people, only_gaps=True)
        self._change(review, seat, row.seat, OF_SEAT, self.changed_seats, only_gaps=True)
        self._other_spelling(review)

    def _change(self, review, record, values, names, changed, only_gaps=False):
        for name in names:
            value, now = values[name], getattr(record, name)
            if not value or value == now or says_the_same(name, value, now):
                continue
            label = CALLED.get(name, CALLED["note"])
            if now and (only_gaps or not self.may_change):
                review.notes.append(_("%s differs and stays as it is") % label)
                continue
            if not now and not self.may_change and record.pk:
                continue
            review.changes.append((label, "" if now is None else str(now), str(value)))
            setattr(record, name, value)
            if record.pk:
                changed[id(record)] = record

    def _other_spelling(self, review):
        """The name itself stays as it is; how this list spells it is kept, so that the next one is understood."""
        person, name = review.seat.person, review.row.name
        spelled = [person.name, *self.spellings.get(person.pk, ())]
        spelled += [other.name for other in self.new_names if other.person is person]
        if name in spelled:
            return
        review.notes.append(_("spelled “%s” here; kept as another spelling") % name)
        if self.may_change:
            self.new_names.append(PersonName(person=person, name=name))

    def skip_row(self, instance, original, row, import_validation_errors=None):
        return self.review.status in {*WAITING, LEFT_OUT} or (self.review.status == SAME and not self.review.changes)

    def validate_instance(self, instance, import_validation_errors=None, validate_unique=True):
        """Nothing: `understand` has checked the row, in the words of the list."""

    def save_instance(self, instance, is_create, row, **kwargs):
        """Nothing yet: all rows are saved together, or none."""

    def save_m2m(self, instance, row, **kwargs):
        """Nothing: a seat has no list of its own that a file could fill."""

    # After the rows

    def after_import(self, dataset, result, **kwargs):
        if kwargs.get("dry_run"):
            return
        keep = {"default_user": self.user, "default_change_reason": self.reason[:100], "batch_size": 500}
        self._name_addresses()
        # Rows were linked before they had numbers: each is set once more, so that Django sees the number.
        bulk_create_with_history(list(self.new_organisations.values()), Organisation, **keep)
        bulk_create_with_history(self.new_people, Person, **keep)
        for seat in self.new_seats:
            seat.person, seat.organisation = seat.person, seat.organisation
        bulk_create_with_history(self.new_seats, Participant, **keep)
        for consent in self.new_consents:
            consent.participant = consent.participant
        bulk_create_with_history(self.new_consents, Consent, **keep)
        for name in self.new_names:
            name.person = name.person
        bulk_create_with_history(self.new_names, PersonName, **keep)
        for rows, model, fields in (
            (self.changed_people, Person, [*OF_PERSON]),
            (self.changed_seats, Participant, [*OF_SEAT, "organisation"]),
        ):
            for row in rows.values():
                if model is Participant:
                    row.organisation = row.organisation
            if rows:
                model.objects.bulk_update(list(rows.values()), fields, batch_size=500)
                note(model, list(rows.values()), by=self.user, reason=self.reason)

    def _name_addresses(self):
        used = set(Organisation.objects.values_list("slug", flat=True)) if self.new_organisations else set()
        for organisation in self.new_organisations.values():
            base = slug = slugify(organisation.name)[:100].strip("-") or "organisation"
            number = 2
            while slug in used:
                slug, number = f"{base}-{number}", number + 1
            used.add(slug)
            organisation.slug = slug

    def made(self):
        """What an import made and changed, as numbers: {"person": [1, …], "rows": {digest: seat}, …}."""
        return {
            "organisation": [row.pk for row in self.new_organisations.values()],
            "person": [row.pk for row in self.new_people],
            "participant": [row.pk for row in self.new_seats],
            "consent": [row.pk for row in self.new_consents],
            "personname": [row.pk for row in self.new_names],
            "changed_person": [row.pk for row in self.changed_people.values()],
            "changed_participant": [row.pk for row in self.changed_seats.values()],
            "rows": {self.by_number[number].digest: seat.pk for number, seat in self.seat_of_row.items() if seat.pk},
        }
