from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db.backends.signals import connection_created


class ProceedingsConfig(AppConfig):
    default = True
    name = "proceedings"
    verbose_name = "Events and proceedings"

    def ready(self):
        from .documents import leftovers
        from .revision import watch

        leftovers.watch()
        connection_created.connect(watch)


class BackOfficeConfig(admin_apps.AdminConfig):
    """Django's admin with a first page, an order of lists and rules of scope of our own."""

    default = False
    default_site = "proceedings.admin.site.back_office"
