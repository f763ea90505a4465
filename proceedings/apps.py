from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


def run_at_once(sender, connection, **kwargs):
    """Have PostgreSQL run a statement at once rather than compile it first.

    It compiles what it expects to be long, and for a search it expects thousands where there are hundreds: a tenth of a
    second was spent on compiling what then ran for a third of that.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET jit = off")


class ProceedingsConfig(AppConfig):
    default = True
    name = "proceedings"
    verbose_name = "Events and proceedings"

    def ready(self):
        from .documents import leftovers
        from .revision import before_commit, watch
        from .search import index

        leftovers.watch()
        connection_created.connect(run_at_once)
        connection_created.connect(watch)
        before_commit(index.follow)
        pre_migrate.connect(index.before_migrating, sender=self, dispatch_uid="search index")
        post_migrate.connect(index.after_migrating, sender=self, dispatch_uid="search index")


class BackOfficeConfig(admin_apps.AdminConfig):
    """Django's admin with a first page, an order of lists and rules of scope of our own."""

    default = False
    default_site = "proceedings.admin.site.back_office"
