"""Two people in one form: neither overwrites the other without knowing.

A form says which versions of its rows it was made from: for each table the newest entry of the history. Who saves is
held against that, under the lock of the row. What only others changed stands; what only the writer changed is saved;
where both changed the same field, nothing is saved, and the form comes back with the writer's words in it and beside
them what is stored now, by whom and since when. Sent again, that decides.
"""

import re
from itertools import count

from django.contrib import messages
from django.contrib.admin.utils import display_for_field, unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db import connection, models
from django.db.models import OuterRef, Subquery
from django.forms.models import _get_foreign_key
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from ..documents.comparing_texts import marked, plain
from ..models.base import Tracked

VERSION = "_version"
PART = re.compile(r"([a-z]+)\.([0-9]{1,18})\Z")


def versions_in(text):
    """{name of a model: number in its history} of a token, or None for what is none."""
    found = [PART.match(part) for part in (text or "").split()]
    return {match[1]: int(match[2]) for match in found} if found and all(found) else None


def token(versions):
    return " ".join(f"{name}.{number}" for name, number in sorted(versions.items()))


def bare(widget):
    return widget.widget if isinstance(widget, RelatedFieldWidgetWrapper) else widget


def value_in(row, name):
    """The value of a field in a row or in an entry of its history, as forms take it. Raises FieldDoesNotExist."""
    model_field = row._meta.get_field(name) if isinstance(row, Tracked) else row.instance_type._meta.get_field(name)
    if not model_field.many_to_many:
        return model_field.value_from_object(row)
    if isinstance(row, Tracked):
        return sorted(other.pk for other in getattr(row, name).all())
    key = f"{model_field.m2m_reverse_field_name()}_id"
    return sorted(getattr(other, key) for other in getattr(row, name).all())


def shown(row, name):
    """The value of a field for people to read."""
    model_field = row._meta.get_field(name)
    if model_field.many_to_many:
        return "; ".join(str(other) for other in getattr(row, name).all()) or "–"
    if model_field.is_relation:
        return str(getattr(row, name) or "–")
    return str(display_for_field(getattr(row, name), model_field, "–"))


class Clash:
    """Holds what somebody sent against what others stored since the form was made."""

    def __init__(self, model_admin, request, row, made_from):
        self.admin, self.request, self.row, self.made_from = model_admin, request, row, made_from
        self.data = request.POST.copy()
        self.beside, self.above, self.others = {}, [], []

    def settle(self):
        """Merge. `data` is what is to be saved; `beside` and `above` say what has to be decided first."""
        form = self.admin.get_form(self.request, self.row, change=True)
        self._fields(form.base_fields, self.row, "")
        prefixes = {}
        for formset, inline in self.admin.get_formsets_with_inlines(self.request, self.row):
            prefix = formset.get_default_prefix()
            prefixes[prefix] = prefixes.get(prefix, 0) + 1
            if prefixes[prefix] != 1:
                prefix = f"{prefix}-{prefixes[prefix]}"
            may_change = inline.has_change_permission(self.request, self.row)
            if issubclass(inline.model, Tracked) and may_change and f"{prefix}-TOTAL_FORMS" in self.data:
                self._rows(formset, prefix)

    # One form

    def _before(self, model, pk):
        """How a row stood when the form was made: the entry of its history, or None."""
        last = self.made_from.get(model._meta.model_name, 0)
        found = model.history.filter(id=pk, history_id__lte=last).order_by("-history_id").first()
        return found if found and found.history_type != "-" else None

    def _since(self, model, pk):
        """The last entry in the history of a row since the form was made, or None."""
        last = self.made_from.get(model._meta.model_name, 0)
        return model.history.filter(id=pk, history_id__gt=last).select_related("history_user").first()

    def _signed(self, entry):
        """Who did it, and when."""
        day = timezone.localtime(entry.history_date)
        now = timezone.localtime()
        when = date_format(day, "H:i" if day.date() == now.date() else "j F Y, H:i")
        return {"who": entry.history_user or _("Somebody"), "when": when}

    def _fields(self, fields, row, prefix):
        entry = self._since(type(row), row.pk)
        if entry is None:
            return
        before, touched = self._before(type(row), row.pk), False
        for name, field in fields.items():
            html_name = f"{prefix}-{name}" if prefix else name
            try:
                now = value_in(row, name)
                was = value_in(before, name) if before else None
            except FieldDoesNotExist:
                continue
            mine = bare(field.widget).value_from_datadict(self.data, self.request.FILES, html_name)
            if field.disabled or was == now or not field.has_changed(now, mine):
                continue
            touched = True
            if before and not field.has_changed(was, mine):
                self._put(field, html_name, now)
                continue
            self.beside[html_name] = self._stored(entry, row, name, mine)
        if touched:
            self.others.append(self._signed(entry))

    def _stored(self, entry, row, name, mine):
        """What is stored now, for beside a field: what differs from the writer's words is marked."""
        sentence = _("%(who)s changed this at %(when)s. Stored now:") % self._signed(entry)
        now, model_field = value_in(row, name), row._meta.get_field(name)
        is_text = isinstance(now, str) and isinstance(mine, str) and not model_field.choices
        stored = marked(mine.replace("\r\n", "\n"), now) if is_text else shown(row, name)
        return format_html('{}<div class="stored">{}</div>', sentence, stored)

    def _put(self, field, html_name, value):
        """Write a stored value into what was sent, as a browser would have sent it."""
        widget, value = bare(field.widget), field.prepare_value(value)
        if hasattr(widget, "decompress"):
            for number, part in enumerate(widget.decompress(value)):
                self.data[f"{html_name}_{number}"] = "" if part is None else str(part)
        elif getattr(widget, "input_type", "") == "checkbox" and not hasattr(widget, "optgroups"):
            self.data.pop(html_name, None)
            if value:
                self.data[html_name] = "on"
        elif isinstance(value, list | tuple | set | models.QuerySet):
            self.data.setlist(html_name, [str(part) for part in value])
        else:
            formatted = widget.format_value(value)
            if isinstance(formatted, list):
                formatted = formatted[0] if formatted else ""
            self.data[html_name] = "" if formatted is None else str(formatted)

    # Rows of another table

    def _rows(self, formset, prefix):
        key = formset.model._meta.pk.name
        pattern = re.compile(rf"{re.escape(prefix)}-([0-9]{{1,6}})-(.+)\Z")
        sent = {}
        for name in list(self.data):
            if match := pattern.match(name):
                sent.setdefault(int(match[1]), {})[match[2]] = self.data.pop(name)
        stored = {str(row.pk): row for row in formset.model._base_manager.filter(**{formset.fk.name: self.row})}
        here, new = [], []
        for _number, values in sorted(sent.items()):
            pk = values.get(key, [""])[0]
            if not pk:
                new.append((values, None))
            elif pk in stored:
                here.append((values, stored[pk]))
            elif pk.isascii() and pk.isdigit() and len(pk) < 19 and (values := self._taken_out(formset, values, pk)):
                new.append((values | {key: [""]}, None))
        numbers = count()
        for values, row in here + new:
            number = next(numbers)
            for name, value in values.items():
                if name != "revived":
                    self.data.setlist(f"{prefix}-{number}-{name}", value)
            if "revived" in values:
                self.beside[f"{prefix}-{number}-{values['revived'][0]}"] = values["revived"][1]
            if row is None:
                continue
            if "DELETE" in values:
                self._deleted_by_writer(row)
            else:
                self._fields(formset.form.base_fields, row, f"{prefix}-{number}")
        self.data[f"{prefix}-TOTAL_FORMS"] = str(len(here) + len(new))
        self.data[f"{prefix}-INITIAL_FORMS"] = str(len(here))

    def _taken_out(self, formset, values, pk):
        """A row that others deleted: None if the writer left it as it was, else the values as those of a new row."""
        entry, before = self._since(formset.model, pk), self._before(formset.model, pk)
        if entry is None or "DELETE" in values:
            return None
        self.others.append(self._signed(entry))
        fields = {name: field for name, field in formset.form.base_fields.items() if name in values}
        changed = [
            name
            for name, field in fields.items()
            if before is None or field.has_changed(value_in(before, name), values[name][0])
        ]
        if not changed:
            return None
        sentence = _("%(who)s deleted this row at %(when)s. Save to keep it with your words, or tick “Delete”.")
        return values | {"revived": [changed[0], sentence % self._signed(entry)]}

    def _deleted_by_writer(self, row):
        entry = self._since(type(row), row.pk)
        if entry is None or entry.history_type == "-":
            return
        sentence = _(
            "You are deleting “%(row)s”, which %(who)s changed at %(when)s. Save again to delete it all the same."
        )
        self.above.append(sentence % {"row": row, **self._signed(entry)})


class NeverOverwrites:
    """For admin classes whose rows have a history. The token is in the form as `_version`."""

    def _tables(self, request):
        """[(model, look-up to the row of the form), …] of what a form shows and can change."""
        tables = {self.model: self.model._meta.pk.name}
        for inline in self.get_inlines(request, None):
            if issubclass(inline.model, Tracked):
                tables[inline.model] = _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name).name
        return tables

    def _versions(self, request, pk):
        """{name of a model: its newest entry in the history}, in one query. None if the row is gone."""
        tables = self._tables(request)
        newest = {
            model._meta.model_name: Subquery(
                model.history.filter(**{lookup: OuterRef("pk")}).order_by("-history_id").values("history_id")[:1]
            )
            for model, lookup in tables.items()
        }
        found = self.model._base_manager.filter(pk=pk).values_list(*newest.values()).first()
        return {name: number or 0 for name, number in zip(newest, found, strict=True)} if found else None

    def _pk(self, object_id):
        try:
            return self.model._meta.pk.to_python(unquote(str(object_id)))
        except ValidationError:
            return None

    def keep_apart(self, request, object_id):
        """Note which versions a form is made from; on saving, settle with what others stored since.

        Returns None, or the answer where there is nothing left to save into.
        """
        request.form_version, request.clashes, request.clash = "", {}, []
        if not issubclass(self.model, Tracked) or object_id is None or (pk := self._pk(object_id)) is None:
            return None
        made_from = versions_in(request.POST.get(VERSION)) if request.method == "POST" else None
        if made_from is not None and connection.in_atomic_block:
            self.model._base_manager.select_for_update(of=["self"]).order_by("pk").filter(pk=pk).values_list(
                "pk"
            ).first()
        now = self._versions(request, pk)
        request.form_version = token(now) if now else ""
        if made_from is None or made_from == now:
            return None
        if now is None:
            return self._gone(request, pk)
        row = self.get_object(request, str(object_id))
        if row is None or not self.has_change_permission(request, row):
            return None
        clash = Clash(self, request, row, made_from)
        clash.settle()
        request.POST = clash.data
        request.clashes, request.clash = clash.beside, clash.above
        if clash.others:
            who = ", ".join(dict.fromkeys(str(other["who"]) for other in clash.others))
            last = clash.others[-1]["when"]
            if clash.beside or clash.above:
                request.clash = [
                    _(
                        "%(who)s saved this, too, last at %(when)s. Nothing of yours is lost or saved yet: "
                        "look at what stands in red, then save again."
                    )
                    % {"who": who, "when": last},
                    *clash.above,
                ]
            else:
                text = _("%(who)s changed something else here, last at %(when)s. Both changes are kept.")
                messages.info(request, text % {"who": who, "when": last})
        return None

    def _gone(self, request, pk):
        """What somebody wrote into a form whose row others deleted meanwhile: theirs to copy."""
        entry = self.model.history.filter(id=pk, history_type="-").select_related("history_user").first()
        skip = re.compile(
            r"csrfmiddlewaretoken\Z|_|.*-(TOTAL_FORMS|INITIAL_FORMS|MIN_NUM_FORMS|MAX_NUM_FORMS)\Z|.*__prefix__"
        )
        texts = [
            plain(value)
            for name, values in request.POST.lists()
            for value in values
            if not skip.match(name) and len(value) > 2 and re.search(r"[^\W\d_]{3}|[^\x00-\x7f]", value)
        ]
        context = self.admin_site.each_context(request) | {
            "opts": self.model._meta,
            "title": _("This is not there any more"),
            "who": entry.history_user if entry else None,
            "when": entry.history_date if entry else None,
            "texts": texts,
        }
        return TemplateResponse(request, "admin/form_gone.html", context, status=409)

    def delete_view(self, request, object_id, extra_context=None):
        """As Django's, unless others changed the row since the writer was asked."""
        pk = self._pk(object_id)
        if issubclass(self.model, Tracked) and pk is not None:
            now = self._versions(request, pk)
            if request.method == "POST" and now:
                asked = versions_in(request.POST.get(VERSION))
                if asked is not None and asked != now:
                    messages.warning(request, _("Somebody changed it a moment ago. Look again before you delete it."))
                    return HttpResponseRedirect(request.get_full_path())
            extra_context = {"version": token(now) if now else ""} | (extra_context or {})
        return super().delete_view(request, object_id, extra_context)
