from django.db import models

from .fields import NameField


class SearchItem(models.Model):
    """Something a visitor can find, in one language: what its public page shows, made from that and nothing else.

    It keeps no history and stands in no fixture: it is made again from what is true, see proceedings/search/.
    """

    class Kind(models.TextChoices):
        COMMITMENT = "commitment"
        RECOMMENDATION = "recommendation"
        PROCEEDINGS = "proceedings"
        EVENT = "event"
        PUBLICATION = "publication"
        ORGANISATION = "organisation"

    kind = models.CharField(max_length=15, choices=Kind)
    object_id = models.PositiveBigIntegerField()
    language = models.CharField(max_length=35)
    title = NameField(max_length=1000)
    under = NameField(max_length=500, blank=True, help_text="The event it belongs to.")
    place = models.JSONField(default=list, help_text='Its page: ["public:event", ["slug"], "#anchor"].')
    day = models.DateField(null=True, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    countries = models.CharField(max_length=500, blank=True, help_text="Codes with blanks around each.")
    topics = models.TextField(blank=True, help_text="Numbers with blanks around each.")
    digest = models.CharField(max_length=64, help_text="Of what it was made from.")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "object_id", "language"], name="search_item_once")]

    def __str__(self):
        return self.title


class SearchPassage(models.Model):
    """A stretch of what can be found, short enough for every word in it to have its place in the index.

    On PostgreSQL the table has one more column, `words`, and on SQLite there is a table of words beside it: see
    migration 0030.
    """

    item = models.ForeignKey(SearchItem, models.CASCADE, related_name="passages")
    part = models.PositiveIntegerField(default=0, help_text="Sections are counted; passages of one are one hit.")
    position = models.PositiveIntegerField(default=0)
    heading = NameField(max_length=500, blank=True)
    text = models.TextField()
    anchors = models.JSONField(default=list, help_text="[[where in the text, anchor], …]")
    tokens = models.TextField()
    # Somebody is named in it from one day or until another.
    shown_from = models.DateField(null=True, blank=True)
    shown_until = models.DateField("shown before", null=True, blank=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.heading or self.text[:50]
