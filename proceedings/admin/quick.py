"""The same HTML as Django's templates for fields, written in Python.

The form of one event has a thousand fields. A template for each, with another one inside for its attributes, is most of
the time such a page takes.
"""

from django.forms.renderers import DjangoTemplates
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join
from django.utils.safestring import mark_safe


def _attrs(attrs):
    return flatatt({name: value for name, value in attrs.items() if value is not False})


def _input(context):
    widget = context["widget"]
    value = "" if widget["value"] is None else format_html(' value="{}"', widget["value"])
    return format_html(
        '<input type="{}" name="{}"{}{}>', widget["type"], widget["name"], value, _attrs(widget["attrs"])
    )


def _textarea(context):
    widget = context["widget"]
    value = "" if widget["value"] is None else widget["value"]
    return format_html('<textarea name="{}"{}>\n{}</textarea>', widget["name"], _attrs(widget["attrs"]), value)


def _select(context):
    widget = context["widget"]
    options = format_html_join(
        "",
        '<option value="{}"{}>{}</option>',
        (
            ("" if option["value"] is None else option["value"], _attrs(option["attrs"]), option["label"])
            for _name, group, _index in widget["optgroups"]
            for option in group
        ),
    )
    return format_html('<select name="{}"{}>{}</select>', widget["name"], _attrs(widget["attrs"]), options)


def _label(context):
    if not context["use_tag"]:
        return context["label"]
    return format_html("<{0}{1}>{2}</{0}>", context["tag"], _attrs(context["attrs"]), context["label"])


_INPUTS = ("text", "number", "url", "email", "hidden", "checkbox", "date", "time", "input", "file")
_QUICK = {f"django/forms/widgets/{kind}.html": _input for kind in _INPUTS} | {
    "django/forms/widgets/textarea.html": _textarea,
    "django/forms/widgets/select.html": _select,
    "django/forms/label.html": _label,
}


class QuickRenderer(DjangoTemplates):
    def render(self, template_name, context, request=None):
        if template_name == "django/forms/errors/list/ul.html" and not context["errors"]:
            return mark_safe("")
        if quick := _QUICK.get(template_name):
            return mark_safe(quick(context))  # noqa: S308 - made by format_html
        return super().render(template_name, context, request)
