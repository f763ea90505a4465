from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class ProceedingsConfig(AppConfig):
    default = True
    name = "proceedings"
    verbose_name = "Events and proceedings"

    def ready(self):
        from .documents import leftovers
        from .revision import before_commit, watch
        from .search import index

        leftovers.watch()
        connection_created.connect(watch)
        before_commit(index.follow)
        pre_migrate.connect(index.before_migrating, sender=self, dispatch_uid="search index")
        post_migrate.connect(index.after_migrating, sender=self, dispatch_uid="search index")


class BackOfficeConfig(admin_apps.AdminConfig):
    """Django's admin with a first page, an order of lists and rules of scope of our own."""

    default = False
    default_site = "proceedings.admin.site.back_office"
