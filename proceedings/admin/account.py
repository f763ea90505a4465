"""Accounts of colleagues. Administrators give them and their roles; superusers stay out of their reach."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group

from ..access import ROLES
from .choices import RowsField

User = get_user_model()
admin.site.unregister([User, Group])


@admin.register(User)
class AccountAdmin(UserAdmin):
    list_display = ("username", "first_name", "last_name", "email", "is_active", "is_staff")
    list_filter = ("is_active", "groups")
    search_fields = ("username", "first_name", "last_name", "email")
    beyond_reach = ("is_superuser", "user_permissions")

    def _is_beyond_reach(self, request, account):
        return account is not None and account.is_superuser and not request.user.is_superuser

    def get_fieldsets(self, request, obj=None):
        fieldsets = super().get_fieldsets(request, obj)
        if request.user.is_superuser:
            return fieldsets
        return [
            (name, options | {"fields": [field for field in options["fields"] if field not in self.beyond_reach]})
            for name, options in fieldsets
        ]

    def get_form(self, request, obj=None, **kwargs):
        if not request.user.is_superuser:
            kwargs["exclude"] = [*(kwargs.get("exclude") or ()), *self.beyond_reach]
        return super().get_form(request, obj, **kwargs)

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        if db_field.name == "groups" and not request.user.is_superuser:
            kwargs["queryset"] = Group.objects.filter(name__in=ROLES)
        return super().formfield_for_manytomany(db_field, request, form_class=RowsField, **kwargs)

    def has_change_permission(self, request, obj=None):
        return super().has_change_permission(request, obj) and not self._is_beyond_reach(request, obj)

    def has_delete_permission(self, request, obj=None):
        return super().has_delete_permission(request, obj) and not self._is_beyond_reach(request, obj)

    def delete_queryset(self, request, queryset):
        if not request.user.is_superuser:
            queryset = queryset.filter(is_superuser=False)
        super().delete_queryset(request, queryset)

    # What forms of ours ask of the rows they offer (see mixins.RecordAdmin)

    def may_choose(self, request):
        return self.has_view_permission(request)

    def choices_for(self, request):
        return self.get_queryset(request).filter(is_active=True)

    def choice_label(self, request, row):
        name = row.get_full_name()
        return f"{name} ({row.username})" if name else row.username

    def search_choices(self, request, rows, term):
        return self.get_search_results(request, rows, term)


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """Roles are made by a migration; only a superuser changes what they may do."""

    def has_add_permission(self, request):
        return request.user.is_superuser

    def has_change_permission(self, request, obj=None):
        return request.user.is_superuser

    def has_delete_permission(self, request, obj=None):
        return request.user.is_superuser

    def formfield_for_manytomany(self, db_field, request=None, **kwargs):
        return super().formfield_for_manytomany(db_field, request, form_class=RowsField, **kwargs)

    def may_choose(self, request):
        return self.has_view_permission(request)

    def choices_for(self, request):
        return Group.objects.filter(name__in=ROLES).order_by("name")

    def choice_label(self, request, row):
        return row.name

    def search_choices(self, request, rows, term):
        return self.get_search_results(request, rows, term)
