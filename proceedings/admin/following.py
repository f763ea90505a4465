"""Who follows by e-mail: how many, and never who. An administrator can delete an address whose owner asks for it."""

from django.contrib import admin
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from ..models import Follower, Following


class Followed:
    """For the lists of what can be followed: how many addresses do, once they have confirmed.

    followed_as   which of models.following.FOLLOWED they are, where that is not the name of the model
    """

    followed_as = ""

    def get_queryset(self, request):
        name = self.followed_as or self.model._meta.model_name
        rows = Following.objects.filter(**{name: OuterRef("pk")}, follower__confirmed_at__isnull=False)
        number = rows.order_by().values(name).annotate(number=Count("pk")).values("number")
        return super().get_queryset(request).annotate(followers=Coalesce(Subquery(number), 0))

    @admin.display(description=_("followers"), ordering="followers")
    def followers_number(self, row):
        return row.followers


@admin.register(Follower)
class FollowerAdmin(admin.ModelAdmin):
    """No address is shown, so whoever looks for one must know it already. Nothing of it can be exported."""

    list_display = ("__str__", "asked_at", "confirmed_at", "things")
    search_fields = ("=address",)
    search_help_text = _("The whole address of somebody who wants it deleted. Addresses themselves are not shown.")
    fields = readonly_fields = ("asked_at", "confirmed_at", "things")
    show_full_result_count = False

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(followed=Count("followings"))

    @admin.display(description=_("follows so many"), ordering="followed")
    def things(self, follower):
        return follower.followed

    def has_add_permission(self, request):
        return False

    def has_change_permission(self, request, obj=None):
        return False
