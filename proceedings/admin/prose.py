"""The field for what is printed with paragraphs, lists and tables: an editor where scripts run, else a box for text."""

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.templatetags.static import static

from ..documents.cleaning import BLOCK_TAG, clean_html, to_html
from .forms import LinesField


class ProseWidget(AdminTextareaWidget):
    """A text area that prose.js turns into an editor.

    What stands in it stays as it was stored until somebody writes: text in which a blank line starts a paragraph is
    given to the editor as HTML beside it.
    """

    @property
    def media(self):
        return forms.Media(
            css={"all": ["django_prose_editor/editor.css", "admin_look/prose.css"]},
            js=[forms.Script("admin_look/prose.js", type="module")],
        )

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        attrs = context["widget"]["attrs"]
        attrs["class"] = f"{attrs.get('class', '')} prose".strip()
        # The address has the mark of its version in it. An import map would be a script in the page, which ours forbid.
        attrs["data-editor"] = static("django_prose_editor/editor.js")
        if value and not BLOCK_TAG.search(value):
            attrs["data-html"] = to_html(value)
        return context


class ProseField(LinesField):
    """Clean HTML, or text as it was written."""

    widget = ProseWidget

    def to_python(self, value):
        value = super().to_python(value)
        return clean_html(value) if BLOCK_TAG.search(value) else value
