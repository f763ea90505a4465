"""Two seats of one person at one event become one; what hung on the other goes to it, or is kept for the way back.

What may be shown never grows by it: a consent stays only where both seats have it, and for no longer than either says.
See docs/decisions/0025-two-seats-become-one.md.
"""

from dataclasses import dataclass

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.db.models.deletion import Collector, ProtectedError, RestrictedError
from django.utils import timezone
from django.utils.translation import gettext as _

from ..models import Answer, Consent, Link, MailUse, Participant, PersonMerge, Surface, Translation, VaultAnswer
from ..models.base import Tracked
from ..models.fields import ProseField
from ..models.translation import digest
from . import NotPossible, keeping
from .sitting import Sitting, drop_unsent

# What an empty field of the seat that stays takes from the other.
FILLED = (
    "alias",
    "post",
    "organisation_id",
    "organisation_as_written",
    "constituency_id",
    "country",
    "seat_role_id",
    "mode",
    "arrives_on",
    "leaves_on",
    "language_id",
    "badge_code",
)
STATE = ("state", "state_reason", "waiting_since", "offered_until", "offer_lapsed_at")
JOINED = ("needs", "internal_note")
IN_DELEGATION = ("delegation_id", "heads_delegation", "is_alternate")


@dataclass(frozen=True)
class Choice:
    """Which of two people's seats stays, "kept" or "gone"; and in which of their two states, None for its own."""

    stays: str
    state: str | None = None


def belongings():
    """Every (model, name of the field) by which a row hangs on a seat; but consents, whose rule is stricter."""
    found = []
    for relation in Participant._meta.get_fields(include_hidden=True):
        if relation.concrete or not (relation.one_to_many or relation.one_to_one):
            continue
        model = relation.related_model
        # Histories tell what was: they hang on nothing, and do not move.
        is_history = relation.on_delete is models.DO_NOTHING
        if is_history or model._meta.auto_created or model in (Consent, Participant):
            continue
        found.append((model, relation.field.name))
    return found


def shown_by():
    """Every (model, name of a many-to-many field) that leads to seats: photographs, and who can be recognised there."""
    relations = (relation for relation in Participant._meta.get_fields() if relation.many_to_many)
    return [(relation.related_model, relation.field.name) for relation in relations if relation.auto_created]


def settle(stays, goes, *, person, state, by, reason):
    """Make one seat of two. Both are locked.

    stays, goes   the Participants; `goes` is deleted
    person        who sits there then
    state         one of their two states, or None for that of `stays`

    Returns what `unsettle` needs, as JSON can hold it. Raises NotPossible.
    """
    sitting = Sitting(stays.event_id, by)
    held = [seat for seat in (stays, goes) if sitting.holds(seat)]
    drop_unsent([goes], MailUse.values)
    kept = {
        "event": stays.event_id,
        "stays": stays.pk,
        "goes": goes.pk,
        "was": keeping.whole(stays),
        "gone": keeping.whole(goes),
        "links": list(goes.links.filter(revoked_at=None).order_by("pk").values_list("pk", flat=True)),
    }
    Link.objects.filter(pk__in=kept["links"]).update(revoked_at=timezone.now())
    kept["consents"] = _consents(stays, goes, by, reason)
    kept["moved"], kept["apart"] = _move(stays, goes, by, reason)
    kept["recognised"] = _recognised(stays, goes, by, reason)
    kept["texts"] = _mentions(stays, goes, by, reason)
    values = _values(stays, goes, state)
    sitting.moved |= {stays.pk, goes.pk}
    for seat in held:
        sitting.free(seat)
    ties = {tie.name: {*getattr(goes, tie.name).all()} for tie in Participant._meta.many_to_many}
    _delete(goes, by, reason)
    if values["state"] != stays.state:
        sitting.changed.append(stays)
    for name, value in values.items():
        setattr(stays, name, value)
    stays.person = person
    keeping.save(stays, by, reason)
    for name, rows in ties.items():
        getattr(stays, name).add(*rows)
    stays = Participant.objects.get(pk=stays.pk)
    if sitting.holds(stays):
        sitting.count(stays, 1)
    sitting.close()
    return kept | {"is": keeping.whole(stays), "consents_are": _consents_of(stays)}


def _values(stays, goes, state):
    """What the one seat has: its own, a gap filled from the other."""
    values = {name: getattr(stays, name) or getattr(goes, name) for name in FILLED}
    if values["arrives_on"] and values["leaves_on"] and values["arrives_on"] > values["leaves_on"]:
        values |= {"arrives_on": stays.arrives_on, "leaves_on": stays.leaves_on}
    for name in JOINED:
        values[name] = "\n".join(dict.fromkeys(filter(None, (getattr(stays, name), getattr(goes, name)))))
    # Not as somebody's alternate: whoever has a seat of their own would lose it.
    if stays.delegation_id is None and not goes.is_alternate:
        values |= {name: getattr(goes, name) for name in IN_DELEGATION}
    elif stays.delegation_id == goes.delegation_id and not stays.is_alternate:
        values["heads_delegation"] = stays.heads_delegation or goes.heads_delegation
    replaces = {stays.replaces_id, goes.replaces_id} - {None, stays.pk, goes.pk}
    values["replaces_id"] = min(replaces, default=None)
    of = goes if state not in (None, stays.state) and state == goes.state else stays
    return values | {name: getattr(of, name) for name in STATE}


# Consents


def _consents_of(seat):
    return [keeping.whole(row) for row in seat.consents.order_by("pk")]


def agreed(mine, other):
    """What two consents for one surface have in common: (given_on, valid_until, withdrawn_on), or None for nothing."""
    given_on = max(mine.given_on, other.given_on)
    valid_until, withdrawn_on = (
        min(filter(None, (getattr(mine, name), getattr(other, name))), default=None)
        for name in ("valid_until", "withdrawn_on")
    )
    return None if valid_until and valid_until < given_on else (given_on, valid_until, withdrawn_on)


def only_one_agreed(one, other):
    """The surfaces on which, after two seats became one, nobody is shown though one of them agrees today; in words."""
    today, lost = timezone.localdate(), []
    mine, others = ({row.surface: row for row in seat.consents.all()} for seat in (one, other))
    for surface in Surface:
        rows = [rows[surface] for rows in (mine, others) if surface in rows]
        if any(row.holds_on(today) for row in rows) and not (
            len(rows) == 2 and (common := agreed(*rows)) and _holds(common, today)
        ):
            lost.append(surface.label)
    return lost


def _holds(common, day):
    given_on, valid_until, withdrawn_on = common
    return Consent(given_on=given_on, valid_until=valid_until, withdrawn_on=withdrawn_on).holds_on(day)


def _consents(stays, goes, by, reason):
    """Leave what both agreed to, and every no. Returns what both had: {"stays": […], "goes": […]}."""
    both = {"stays": _consents_of(stays), "goes": _consents_of(goes)}
    today = timezone.localdate()
    mine, others = ({row.surface: row for row in seat.consents.all()} for seat in (stays, goes))
    for surface in mine.keys() | others.keys():
        one, other = mine.get(surface), others.get(surface)
        if one and other:
            common = agreed(one, other)
            _delete(other, by, reason)
            if common is None:
                _delete(one, by, reason)
            elif common != (one.given_on, one.valid_until, one.withdrawn_on):
                one.given_on, one.valid_until, one.withdrawn_on = common
                keeping.save(one, by, reason)
        else:
            alone = one or other
            if not alone.withdrawn_on or alone.withdrawn_on > today:
                _delete(alone, by, reason)
            elif other:
                other.participant = stays
                keeping.save(other, by, reason)
    return both


# What hangs on a seat


def _move(stays, goes, by, reason):
    """Give one seat what hangs on the other. Returns ([[model, field, keys]], [[model, rows for which is no room]])."""
    moved, apart = [], []
    Participant.objects.filter(pk=stays.pk, replaces=goes).update(replaces=None)
    for row in Participant.objects.filter(replaces=goes).exclude(pk=stays.pk):
        row.replaces = stays
        keeping.save(row, by, reason, update_fields=["replaces"])
        moved.append([row._meta.model_name, "replaces", [row.pk]])
    for model, field in belongings():
        keys, rest = [], []
        for row in model._base_manager.filter(**{field: goes}).order_by("pk"):
            if _give(row, field, stays, by, reason):
                keys.append(row.pk)
            else:
                rest.append(keeping.whole(row))
                _take_apart(row, by, reason)
        if keys:
            moved.append([model._meta.model_name, field, keys])
        if rest:
            apart.append([model._meta.model_name, rest])
    return moved, apart


def _give(row, field, seat, by, reason):
    """Let a row hang on another seat. False where that has one of its kind already, as the database says."""
    before = getattr(row, f"{field}_id")
    try:
        with transaction.atomic():
            setattr(row, field, seat)
            if isinstance(row, Tracked):
                keeping.save(row, by, reason)
            else:
                row.save(update_fields=[field])
    except IntegrityError:
        setattr(row, f"{field}_id", before)
        return False
    return True


def _take_apart(row, by, reason):
    """Delete a row of which `whole` was kept, if nothing more would go with it."""
    collector = Collector(using=row._state.db)
    try:
        collector.collect([row])
    except (ProtectedError, RestrictedError):
        more = True
    else:
        rows = [*collector.data, *(some.model for some in collector.fast_deletes if some.exists())]
        more = any(model is not type(row) and not model._meta.auto_created for model in rows)
    if more:
        raise NotPossible(
            _("Both seats have the same %(what)s (number %(number)s), and more hangs on it. First delete one.")
            % {"what": row._meta.verbose_name, "number": row.pk}
        )
    if isinstance(row, (Answer, VaultAnswer)):
        # Its file stays for the way back; once that has closed, tidy_files finds that no row needs it.
        row.file = ""
    keeping.delete(row, by, reason)


def _recognised(stays, goes, by, reason):
    """Who was recognised on one seat is recognised on the other. Returns [[model, field, key, was the other, too]]."""
    found = []
    for model, field in shown_by():
        for row in model._base_manager.filter(**{field: goes}).order_by("pk"):
            seats = getattr(row, field)
            found.append([model._meta.model_name, field, row.pk, seats.filter(pk=stays.pk).exists()])
            row._history_user, row._change_reason = by, reason
            seats.add(stays)
            seats.remove(goes)
    return found


def _delete(row, by, reason):
    try:
        keeping.delete(row, by, reason)
    except (ProtectedError, RestrictedError):
        raise NotPossible(
            _("Something that cannot be moved hangs on %(row)s: look at its page.") % {"row": row}
        ) from None


# Mentions in drafts. Editions are frozen: their marks lead to the seat by EditionMention, which moves like the rest.


def _texts():
    """Every (model, field) of a text that is still worked on, and in which somebody may be mentioned."""
    for model in apps.get_app_config(Participant._meta.app_label).get_models():
        if issubclass(model, Tracked):
            yield from ((model, column.name) for column in model._meta.fields if isinstance(column, ProseField))


def _renamed(text, stays, goes):
    for reference in (str(goes.pk), str(goes.uid), str(goes.uid).upper()):
        text = text.replace(f"@[{reference}]", f"@[{stays.pk}]")
    return text


def _mentions(stays, goes, by, reason):
    """Let drafts mention the seat that stays. Returns [[model, field, key, text before, text after]]."""
    changed = []
    for model, name in _texts():
        written = models.Q(**{f"{name}__contains": f"@[{goes.pk}]"}) | models.Q(
            **{f"{name}__icontains": f"@[{goes.uid}]"}
        )
        for row in model._base_manager.filter(written).order_by("pk"):
            before = getattr(row, name)
            changed.append([model._meta.model_name, name, row.pk, before, _renamed(before, stays, goes)])
            _write(model, name, row, before, changed[-1][-1], by, reason)
    return changed


def _write(model, name, row, before, after, by, reason):
    setattr(row, name, after)
    keeping.save(row, by, reason, update_fields=[name])
    # The same person is meant, so no translation of it has become old.
    old, new = (digest(text) for text in (before, after))
    of = Translation.objects.filter(
        content_type=ContentType.objects.get_for_model(model), object_id=row.pk, field=name, source_digest=old
    )
    of.update(source_digest=new)


# The way back


def unsettle(kept, *, by, reason):
    """Make two seats of one again, as they were. Both people must be in the database again.

    kept   what `settle` returned

    Raises NotPossible where somebody changed since what would be put back.
    """
    sitting = Sitting(kept["event"], by)
    stays = Participant.objects.select_for_update(of=["self"]).filter(pk=kept["stays"]).first()
    touched = NotPossible(
        _("Somebody changed the seat at “%(event)s”, or what they agreed to, since. Two people stay one.")
        % {"event": sitting.event}
    )
    if stays is None or keeping.whole(stays) != kept["is"] or _consents_of(stays) != kept["consents_are"]:
        raise touched
    held = sitting.holds(stays)
    if held:
        sitting.count(stays, -1)
    rows = _moved_back(kept, touched)
    # First what both cannot have at once: the badge, the head of the delegation, the person.
    stays = keeping.put_back(Participant, kept["was"], by, reason, stays)
    goes = keeping.put_back(Participant, kept["gone"], by, reason)
    for seat in (stays, goes):
        if sitting.holds(seat):
            if not held and (full := sitting.full(seat)):
                raise NotPossible(_("%(full)s So the two seats stay one.") % {"full": full})
            held = False
            sitting.count(seat, 1)
    for row, field in rows:
        if not _give(row, field, goes, by, reason):
            raise touched
    for row in stays.consents.all():
        keeping.delete(row, by, reason)
    for row in (*kept["consents"]["stays"], *kept["consents"]["goes"]):
        keeping.put_back(Consent, row, by, reason)
    for name, some in kept["apart"]:
        for row in some:
            keeping.put_back(_model(name), row, by, reason)
    for name, field, key, both in kept["recognised"]:
        if row := _model(name)._base_manager.filter(pk=key).first():
            row._history_user, row._change_reason = by, reason
            getattr(row, field).add(goes)
            if not both:
                getattr(row, field).remove(stays)
    for name, field, key, before, after in kept["texts"]:
        row = _model(name)._base_manager.filter(pk=key).first()
        if row is None or getattr(row, field) != after:
            raise NotPossible(
                _("Somebody changed a text since in which one of the two is mentioned: %(what)s %(number)s.")
                % {"what": _model(name)._meta.verbose_name, "number": key}
            )
        _write(_model(name), field, row, after, before, by, reason)
    Link.objects.filter(pk__in=kept["links"]).update(revoked_at=None)


def _moved_back(kept, touched):
    """The rows that moved, with the name of the field, if all of them hang on the one seat still."""
    rows = []
    for name, field, keys in kept["moved"]:
        found = list(_model(name)._base_manager.filter(pk__in=keys).order_by("pk"))
        if len(found) != len(keys) or any(getattr(row, f"{field}_id") != kept["stays"] for row in found):
            raise touched
        rows += [(row, field) for row in found]
    return rows


def _model(name):
    return apps.get_model(Participant._meta.app_label, name)


# What is kept for it


def files_kept():
    """The names of files that a way back still needs, as a set."""
    return {
        row["columns"]["file"]
        for kept in _kept()
        for _name, rows in kept["apart"]
        for row in rows
        if row["columns"].get("file")
    }


def events_kept():
    """The keys of the events of which something is kept for a way back, as a set."""
    return {kept["event"] for kept in _kept()}


def forget_vault(seats=None, events=None):
    """Keep no answer of the vault for a way back that the vault itself keeps no more: of these seats, or events."""
    for row in PersonMerge.objects.select_for_update(of=["self"]).exclude(before={}):
        changed = False
        for kept in row.before.get("settled", ()):
            if kept["stays"] in (seats or ()) or kept["event"] in (events or ()):
                rest = [some for some in kept["apart"] if some[0] != VaultAnswer._meta.model_name]
                changed, kept["apart"] = changed or len(rest) < len(kept["apart"]), rest
        if changed:
            row.save(update_fields=["before"])


def _kept():
    for before in PersonMerge.objects.exclude(before={}).values_list("before", flat=True):
        yield from before.get("settled", ())
