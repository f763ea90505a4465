from django.db import models
from django.urls import reverse

from .base import Record
from .fields import NameField, ProseField


class Topic(Record):
    """A subject that comes back from event to event, such as the regulation of recruitment agencies."""

    slug = models.SlugField(max_length=100, unique=True)
    name = NameField(max_length=200)
    description = ProseField(blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    natural_fields = ("slug",)

    class Meta:
        ordering = ["position", "name"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("public:topic", args=[self.slug])


class Framework(Record):
    """An agreed list of goals outside the network, such as the Global Compact for Migration."""

    code = models.SlugField(max_length=20, unique=True)
    name = NameField(max_length=200)
    url = models.URLField("address", blank=True)

    natural_fields = ("code",)

    class Meta:
        ordering = ["name"]

    def __str__(self):
        return self.name


class FrameworkGoal(Record):
    """One objective or target of a framework, under its own number."""

    framework = models.ForeignKey(Framework, models.PROTECT, related_name="goals")
    number = models.CharField(max_length=10)
    title = NameField(max_length=300)
    position = models.PositiveSmallIntegerField(default=0)

    natural_fields = ("framework", "number")

    class Meta:
        ordering = ["framework", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["framework", "number"],
                name="framework_goal_number_once",
                violation_error_message="This framework already has a goal of that number.",
            )
        ]

    def __str__(self):
        return f"{self.framework.code} {self.number}: {self.title}"

    @property
    def key(self):
        """What it is called in addresses: GCM-6."""
        return f"{self.framework.code}-{self.number}"

    def get_absolute_url(self):
        return reverse("public:goal", args=[self.key])
