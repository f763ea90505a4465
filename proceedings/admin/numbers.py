"""The numbers of an event, as a page to look at and to print, and as a file."""

import tempfile

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _

from ..access import may
from ..exposure import SMALLEST_GROUP
from ..numbers import numbers_of, rows_of
from ..spreadsheets.export import FORMATS


class CountsPeople:
    """For the admin of events."""

    def get_urls(self):
        view = self.admin_site.admin_view(self.numbers_view)
        return [path("<path:object_id>/numbers/", view, name="proceedings_event_numbers"), *super().get_urls()]

    def numbers_view(self, request, object_id):
        event = self.get_object(request, unquote(object_id))
        if event is None:
            raise Http404
        if not may(request.user, "proceedings.view_event", event):
            raise PermissionDenied
        # A file goes from hand to hand: small numbers leave only with whoever may take people out of the site.
        may_take_all = may(request.user, "proceedings.export_people", event)
        if (kind := FORMATS.get(request.GET.get("format"))) is not None:
            tables, _sees_all = numbers_of(event, request.user if may_take_all else None)
            return self._file(event, kind, tables)
        tables, sees_all = numbers_of(event, request.user)
        context = self.admin_site.each_context(request) | {
            "opts": self.model._meta,
            "original": event,
            "title": _("Numbers"),
            "subtitle": str(event),
            "tables": tables,
            "sees_all": sees_all,
            "small_in_file": may_take_all and sees_all,
            "smallest": SMALLEST_GROUP,
            "formats": [(key, kind.label) for key, kind in FORMATS.items()],
            "day": timezone.localdate(),
        }
        return TemplateResponse(request, "admin/event_numbers.html", context)

    def _file(self, event, kind, tables):
        # A file without a name on the disk, which is gone when it has been sent.
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the answer closes it
        try:
            kind.write(file, _("Numbers"), [_("Table"), _("Group"), _("Number")], rows_of(tables))
        except BaseException:
            file.close()
            raise
        file.seek(0)
        name = f"numbers-{event.slug}-{timezone.localdate():%Y-%m-%d}.{kind.ending}"
        return FileResponse(file, as_attachment=True, filename=name, content_type=kind.media_type)
