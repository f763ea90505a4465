"""What every row has: its history, a natural key for fixtures, and where its facts come from."""

import uuid
from functools import cache

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import models
from django.utils.translation import pgettext
from simple_history.manager import HistoryManager
from simple_history.models import HistoricalRecords

from .fields import NameField


def in_page_language(model, text):
    """A word that came with our fixtures in the language of the page, as the message files have it; else as it is.

    model   the model it is a word of, or a row of that
    """
    return pgettext(model._meta.model_name, text) if text else ""


class RecordQuerySet(models.QuerySet):
    def get_by_natural_key(self, *key):
        return self.get(**dict(zip(self.model.natural_lookups(), key, strict=True)))


class OneHistoryManager(HistoryManager):
    """As of django-simple-history, which makes a class of it anew for every row that is saved; here only once."""

    @classmethod
    @cache
    def from_queryset(cls, queryset_class, class_name=None):
        return super().from_queryset(queryset_class, class_name)


class History(HistoricalRecords):
    """As of django-simple-history, but for many-to-many relations.

    It does not ask which a row has that was just made: none. And it copies ties without reading the rows they lead to.
    """

    def create_historical_record_m2ms(self, history_instance, instance):
        if history_instance.history_type == "+":
            return
        for field in history_instance._history_m2m_fields:
            ties = field.remote_field.through._base_manager.filter(**{field.m2m_field_name(): instance}).values()
            kept = self.m2m_models[field]
            kept._base_manager.bulk_create([kept(history=history_instance, **tie) for tie in ties])


class Tracked(models.Model):
    """A row whose every change is kept."""

    history = History(inherit=True, history_manager=OneHistoryManager)

    class Meta:
        abstract = True


class Record(Tracked):
    """A row whose every change is kept, and which fixtures name by `natural_fields` instead of a number."""

    natural_fields = ()

    objects = RecordQuerySet.as_manager()

    class Meta:
        abstract = True

    @classmethod
    def natural_lookups(cls):
        """Names of the look-ups that together find one row, foreign keys followed to their own natural keys."""
        lookups = []
        for name in cls.natural_fields:
            related = cls._meta.get_field(name).related_model
            lookups += [f"{name}__{inner}" for inner in related.natural_lookups()] if related else [name]
        return lookups

    def natural_key(self):
        key = []
        for name in self.natural_fields:
            value, related = getattr(self, name), self._meta.get_field(name).related_model
            if related:
                key += value.natural_key() if value else [None] * len(related.natural_lookups())
            else:
                key.append(value if value is None or isinstance(value, (int, str)) else str(value))
        return tuple(key)


class Entry(Record):
    """A row that no words identify: two sessions of one day may have the same title."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)

    natural_fields = ("uid",)

    class Meta:
        abstract = True


class Sourced(models.Model):
    """Says where the facts of a row were read, and which of them are our reading rather than a source's words."""

    WHOLE_ROW = "*"

    sources = models.ManyToManyField(
        "proceedings.Source", blank=True, related_name="+", help_text="Pages or documents that say so."
    )
    inferred = models.JSONField(
        "our reading",
        default=list,
        blank=True,
        help_text='Fields that no source states but we read from it, such as ["start_date"]; ["*"] for the whole row.',
    )
    inferred_note = NameField("why we read it so", max_length=500, blank=True)

    _history_m2m_fields = ("sources",)

    class Meta:
        abstract = True

    def is_inferred(self, field=WHOLE_ROW):
        """True when `field`, or the row as a whole, is our reading."""
        return field in self.inferred or self.WHOLE_ROW in self.inferred

    def clean(self):
        super().clean()
        if not isinstance(self.inferred, list) or not all(isinstance(name, str) for name in self.inferred):
            raise ValidationError({"inferred": 'Write a list of field names, such as ["start_date"].'})
        for name in self.inferred:
            if name == self.WHOLE_ROW:
                continue
            try:
                self._meta.get_field(name)
            except FieldDoesNotExist:
                raise ValidationError({"inferred": f"“{name}” is not a field of this form."}) from None


class OtherName(Record):
    """Another name of the same thing: a former name, an acronym, a spelling, the name in another language."""

    name = NameField(max_length=500)
    language = models.ForeignKey("proceedings.Language", models.PROTECT, null=True, blank=True, related_name="+")
    from_year = models.PositiveSmallIntegerField(null=True, blank=True)
    until_year = models.PositiveSmallIntegerField(null=True, blank=True)
    note = NameField(max_length=500, blank=True, help_text="For example where it was seen, or who should check it.")

    class Meta:
        abstract = True

    def __str__(self):
        return self.name

    def clean(self):
        super().clean()
        if self.from_year and self.until_year and self.until_year < self.from_year:
            raise ValidationError({"until_year": "A name cannot end before it begins."})


class Party(Record):
    """Who: one organisation, or a class of organisations that nobody lists ("countries of destination").

    Subclasses that allow one more kind of party name it in `party_fields`.
    """

    party_fields = ("organisation", "organisation_class")

    organisation = models.ForeignKey(
        "proceedings.Organisation", models.PROTECT, null=True, blank=True, related_name="%(class)s_set"
    )
    organisation_class = models.ForeignKey(
        "proceedings.OrganisationClass", models.PROTECT, null=True, blank=True, related_name="%(class)s_set"
    )
    as_written = NameField(max_length=500, blank=True, help_text="The words of the source, where they differ.")

    class Meta:
        abstract = True

    def __str__(self):
        return str(self.party or self.as_written or self.get_role_display())

    @property
    def party(self):
        return self.organisation or self.organisation_class


def one_party(name, *more):
    """A constraint for a subclass of Party: exactly one of its party fields is filled."""
    fields = ("organisation", "organisation_class", *more)
    exactly_one = models.Q()
    for chosen in fields:
        exactly_one |= models.Q(**{f"{field}__isnull": field != chosen for field in fields})
    return models.CheckConstraint(
        condition=exactly_one,
        name=name,
        violation_error_message="Choose one: an organisation, or a class of organisations"
        + (", or a participant." if more else "."),
    )


class Precision(models.TextChoices):
    """How exactly a date is known; the date itself is then the first day of that span."""

    DAY = "day", "day"
    MONTH = "month", "month"
    QUARTER = "quarter", "quarter"
    HALF_YEAR = "half_year", "half year"
    YEAR = "year", "year"
    DECADE = "decade", "decade"


def party_once(name, parent, *more):
    """Constraints for a subclass of Party: the same party has the same role only once under one parent."""
    return [
        models.UniqueConstraint(
            fields=[parent, "role", field],
            name=f"{name}_{field}_once",
            violation_error_message="Already listed in that role.",
        )
        for field in ("organisation", "organisation_class", *more)
    ]


def in_order(first, last, name, message):
    """A constraint: `last` is not before `first`, where both are known."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{first}__isnull": True})
        | models.Q(**{f"{last}__isnull": True})
        | models.Q(**{f"{last}__gte": models.F(first)}),
        name=name,
        violation_error_message=message,
    )
