from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps
from django.core.management.base import CommandError
from django.db import connections
from django.db.backends.signals import connection_created
from django.db.migrations.recorder import MigrationRecorder
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
        pre_migrate.connect(refuse_half_a_shape, sender=self)
        pre_migrate.connect(index.before_migrating, sender=self, dispatch_uid="search index")
        post_migrate.connect(index.after_migrating, sender=self, dispatch_uid="search index")


def refuse_half_a_shape(sender, using, **rest):
    """Stop `migrate` where only some of the migrations that became one were made: Django would pass over it in silence.

    `using` names the database. Raises CommandError with what to do.
    """
    whole = {"0026_roles_for_un_naming", "0001_squashed_0026_roles_for_un_naming"}
    known = {name for app, name in MigrationRecorder(connections[using]).applied_migrations() if app == sender.label}
    if known and not known & whole:
        raise CommandError(
            f"This database stopped at {max(known)}, and the steps from there to 0026 have become one. "
            "Check out commit 368c008, run “manage.py migrate” there, then come back to this version."
        )


class BackOfficeConfig(admin_apps.AdminConfig):
    """Django's admin with a first page, an order of lists and rules of scope of our own."""

    default = False
    default_site = "proceedings.admin.site.back_office"
