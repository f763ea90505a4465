from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from .. import telling
from ..models import Network


def network(request):
    """Whose site this is, for every template that asks: one query where it is used, none where it is not.

    `marks` collects the marks a page prints, so that it carries the drawings of those and no others.
    """
    return {"network": SimpleLazyObject(lambda: network_of(request)), "marks": set()}


def network_of(request):
    """The Network whose site this is, read once for a request."""
    if not hasattr(request, "network"):
        request.network = Network.objects.select_related("logo", "organisation").first() or Network(name=_("Events"))
        telling.translate([request.network])
    return request.network
