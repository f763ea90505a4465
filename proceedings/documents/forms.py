"""Forms that take pictures and documents: what they store has been vetted, and nothing else is stored."""

from typing import NamedTuple

from django import forms
from django.core.files.uploadedfile import UploadedFile

from ..actions.storing import picture_stored
from ..models import Evidence, Picture, PublicationFile
from ..models.picture import new_key
from .answers import ACCEPTED, vetted_answer
from .leftovers import names_of_document, names_of_picture, remove_after_commit
from .pictures import picture_url, vetted_picture
from .uploads import MEDIA_TYPES, vetted_document


class StoredFile(NamedTuple):
    url: str
    name: str

    def __str__(self):
        return self.name


class StoredFileInput(forms.ClearableFileInput):
    """Leads to the file that is there by its checked address; its place in the storage has none."""

    def format_value(self, value):
        if not self.is_initial(value):
            return None
        row = value.instance
        url = picture_url(row) if isinstance(row, Picture) else row.get_absolute_url()
        return StoredFile(url, "the file as it is stored")


class PictureForm(forms.ModelForm):
    """A picture: what is uploaded is drawn anew, and a new file gets a new address."""

    class Meta:
        model = Picture
        fields = ["file", "alt", "credit"]
        widgets = {"file": StoredFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.replaced = names_of_picture(self.instance) if self.instance.pk else []
        self.vetted = None

    def clean_file(self):
        file = self.cleaned_data["file"]
        if not isinstance(file, UploadedFile):
            return file
        self.vetted = vetted_picture(file)
        return self.vetted.content

    def _post_clean(self):
        if self.vetted:
            # Files under one address never change, so that any cache may hold them.
            self.instance.key = new_key()
            self.instance.width, self.instance.height = self.vetted.width, self.vetted.height
            self.instance.sizes = {}
        super()._post_clean()

    def _save_m2m(self):
        # Called once the row is saved, by this form's save() and by the admin alike.
        super()._save_m2m()
        if self.vetted:
            picture_stored(self.instance, self.replaced)


class _DocumentForm(forms.ModelForm):
    """Of a row with a document: the one that another takes the place of goes from the storage."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.replaced = names_of_document(self.instance) if self.instance.pk else []

    def _save_m2m(self):
        super()._save_m2m()
        if "file" in self.changed_data:
            remove_after_commit(set(self.replaced) - set(names_of_document(self.instance)))


class PublicationFileForm(_DocumentForm):
    """One language of a publication: a file that is what its name says, or an address elsewhere."""

    class Meta:
        model = PublicationFile
        fields = ["language", "label", "file", "url", "size_as_written", "language_as_written"]
        widgets = {"file": StoredFileInput(attrs={"accept": ",".join(f".{ending}" for ending in MEDIA_TYPES)})}

    def clean_file(self):
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            vetted = vetted_document(file)
            self.instance.media_type, self.instance.size = vetted.media_type, vetted.size
        elif not file:
            self.instance.media_type, self.instance.size = "", None
        return file


class EvidenceForm(_DocumentForm):
    """What an update rests on: an address, a publication, or a file that is what its name says."""

    class Meta:
        model = Evidence
        fields = ["title", "url", "file", "publication"]
        widgets = {"file": StoredFileInput(attrs={"accept": ACCEPTED})}

    def clean_file(self):
        file = self.cleaned_data["file"]
        if isinstance(file, UploadedFile):
            vetted = vetted_answer(file)
            vetted.content.name = vetted.called
            self.instance.size = vetted.content.size
            return vetted.content
        if not file:
            self.instance.size = None
        return file
