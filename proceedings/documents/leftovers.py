"""Stored files that no row refers to any more: removed with the row, or found and removed later."""

from datetime import timedelta

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.signals import post_delete
from django.utils import timezone

from ..actions.one_seat import files_kept
from ..models import Answer, Application, EditionFile, Evidence, Picture, PublicationFile, VaultAnswer

FOLDERS = ("pictures", "documents", "answers", "editions", "evidence")

# Younger ones may belong to a form that is being saved at this moment.
OLD_ENOUGH = timedelta(days=1)


def names_of_picture(picture):
    """The names of everything stored for a picture."""
    return [name for name in (picture.file.name, *picture.sizes.values()) if name]


def names_of_document(file):
    return [file.file.name] if file.file else []


def remove_after_commit(names):
    """Remove files once it is certain that no row refers to them: if the transaction fails, they are still there."""
    names = list(names)
    if names:
        transaction.on_commit(lambda: [default_storage.delete(name) for name in names], robust=True)


def names_of_application(application):
    return [answer["file"] for answer in application.sent["answers"].values() if answer["file"]]


def _remove_with_picture(sender, instance, **kwargs):
    remove_after_commit(names_of_picture(instance))


def _remove_with_document(sender, instance, **kwargs):
    remove_after_commit(names_of_document(instance))


def watch():
    """Remove the files of each picture, document and answer that is deleted, in any way: forms, actions, cascades."""
    post_delete.connect(_remove_with_picture, Picture, dispatch_uid="files of pictures")
    post_delete.connect(_remove_with_document, PublicationFile, dispatch_uid="files of documents")
    post_delete.connect(_remove_with_document, Answer, dispatch_uid="files of answers")
    post_delete.connect(_remove_with_document, Evidence, dispatch_uid="files of evidence")
    post_delete.connect(_remove_with_document, VaultAnswer, dispatch_uid="files of the vault")
    post_delete.connect(_remove_with_document, EditionFile, dispatch_uid="files of editions")


def stored_names(folder):
    """Yield the names of all files stored in a folder and those below."""
    try:
        folders, files = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        if name:
            yield f"{folder}/{name}"
    for name in folders:
        yield from stored_names(f"{folder}/{name}")


def needed_names():
    """The names of all files that a row refers to, as a set."""
    needed = set(PublicationFile.objects.exclude(file="").values_list("file", flat=True))
    for model in (Answer, VaultAnswer, EditionFile, Evidence):
        needed |= set(model.objects.exclude(file="").values_list("file", flat=True))
    for application in Application.objects.all():
        needed |= set(names_of_application(application))
    for file, sizes in Picture.objects.values_list("file", "sizes").iterator():
        needed |= {file, *sizes.values()}
    return (needed | files_kept()) - {""}


def leftovers():
    """Return two sorted lists of names: stored files no row refers to, older than a day; and those that are missing."""
    stored = {name for folder in FOLDERS for name in stored_names(folder)}
    # Looked up after the listing: a file stored in between is in neither.
    needed = needed_names()
    before = timezone.now() - OLD_ENOUGH
    unneeded = sorted(name for name in stored - needed if stored_before(name, before))
    missing = sorted(name for name in needed - stored if not default_storage.exists(name))
    return unneeded, missing


def stored_before(name, moment):
    try:
        return default_storage.get_modified_time(name) < moment
    except FileNotFoundError:  # removed meanwhile
        return False
