from django.db import models

from .base import Entry, OtherName
from .fields import NameField, ProseField


class Person(Entry):
    """Somebody who takes part in events. Needs no account and no e-mail address.

    What they represented at an event is kept on Participant, because people change posts and the seat does not.
    """

    class Gender(models.TextChoices):
        WOMAN = "woman", "woman"
        MAN = "man", "man"
        OTHER = "other", "another"

    name = NameField(
        max_length=300, help_text="Exactly as the person writes it, in one piece. Single names are normal."
    )
    own_script_name = NameField("name in own script", max_length=300, blank=True)
    honorific = NameField(max_length=50, blank=True, help_text="U, Daw, H.E., Dr …: kept apart from the name.")
    gender = models.CharField(max_length=10, choices=Gender, blank=True, help_text="For figures only.")
    email = models.EmailField("e-mail", blank=True)
    phone = NameField(max_length=50, blank=True)
    is_protected = models.BooleanField(
        "never show",
        default=False,
        help_text="Shown on no public page or list, whatever was agreed to. For people whom a mention could endanger.",
    )
    internal_note = ProseField(blank=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "people"
        indexes = [models.Index(fields=["email"]), models.Index(fields=["name"])]

    def __str__(self):
        # Not the name: this text ends up in logs, messages and confirmations that outlive an un-naming.
        return f"Person {self.pk}"

    @property
    def full_name(self):
        return f"{self.honorific} {self.name}".strip()


class PersonName(OtherName):
    """Another spelling of a person's name, so that a list which uses it is matched, and a check finds it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="other_names")

    natural_fields = ("person", "name")

    class Meta:
        ordering = ["person", "name"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "name"],
                name="person_name_once",
                violation_error_message="This person already has that other spelling.",
            )
        ]

    def __str__(self):
        return f"Other spelling {self.pk}"
