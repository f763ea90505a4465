from contextlib import contextmanager
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.core.management import BaseCommand, call_command
from django.db import transaction

from proceedings.actions.storing import order_missing_sizes
from proceedings.models import Event
from proceedings.tasks import remake_editions

FIXTURES = Path(settings.BASE_DIR) / "fixtures"
REASON = "Loaded with the first real events"


class Command(BaseCommand):
    help = "Load the first real events into a database that has never had any."

    def handle(self, **options):
        # The history remembers events that were deleted: those must not come back.
        if Event.objects.exists() or Event.history.exists():
            self.stdout.write("There are events already, so none were loaded.")
            return
        self.stdout.write("Loading the first real events")
        self.stdout.flush()
        with transaction.atomic():
            keep_files()
            with without_history():
                call_command("loaddata", *sorted(FIXTURES.glob("*.json")), verbosity=0)
            for model in apps.get_app_config("proceedings").get_models():
                if hasattr(model._meta, "simple_history_manager_attribute"):
                    begin_history(model)
            order_missing_sizes()
            remake_editions.enqueue()
        self.stdout.write(f"Loaded {Event.objects.count()} events.")


def keep_files():
    """Put the pictures and documents that the fixtures name where uploads are kept, under the same names."""
    folder = FIXTURES / "files"
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and not is_kept(name, path.stat().st_size):
            with path.open("rb") as file:
                default_storage.save(name, File(file))


def is_kept(name, size):
    """Return whether a file is there whole. One that was cut off, by Ctrl-C or a full disk, goes."""
    if not default_storage.exists(name):
        return False
    if default_storage.size(name) == size:
        return True
    default_storage.delete(name)
    return False


@contextmanager
def without_history():
    """Write no history: loading sets many-to-many fields one by one, and each would count as a change."""
    settings.SIMPLE_HISTORY_ENABLED = False
    try:
        yield
    finally:
        settings.SIMPLE_HISTORY_ENABLED = True


def begin_history(model):
    """Give every row of a model that has no history its first entry, with what its many-to-many fields hold."""
    history = model.history.model
    known = model.history.values(model._meta.pk.attname)
    entries = model.history.bulk_history_create(
        model._base_manager.exclude(pk__in=known), batch_size=500, default_change_reason=REASON
    )
    entry_of = {getattr(entry, model._meta.pk.attname): entry for entry in entries}
    for field in history._history_m2m_fields:
        links = field.remote_field.through._base_manager.filter(**{f"{field.m2m_field_name()}__in": list(entry_of)})
        link_history = getattr(history, field.name).model
        link_history.objects.bulk_create(
            [
                link_history(
                    history=entry_of[getattr(link, field.m2m_column_name())],
                    **{column.attname: getattr(link, column.attname) for column in link._meta.fields},
                )
                for link in links
            ],
            batch_size=500,
        )
