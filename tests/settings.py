"""The site's settings as the tests want them: nothing is taken from the developer's machine, nothing is left on it."""

import os

for name in ("DEBUG", "ALLOWED_HOSTS", "CACHE_URL", "EMAIL_URL", "MAIL_FROM", "STORAGE_URL", "TRUSTED_PROXIES"):
    os.environ.pop(name, None)
os.environ |= {
    "SECRET_KEY": "for the tests alone, and therefore no secret to anybody",
    "SITE_URL": "http://testserver",
    "DATABASE_URL": os.environ.get("TEST_DATABASE_URL", ""),
    "ALLOW_SQLITE": "1",
    "LOG_LEVEL": "ERROR",
}

from mmn_events.settings import *  # noqa: E402, F403
from mmn_events.settings import DATABASES  # noqa: E402

# One connection left open keeps PostgreSQL from dropping the test database.
DATABASES["default"].pop("CONN_MAX_AGE", None)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
TASKS = {"default": {"BACKEND": "tests.worker.Worker"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "import_export": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# Most tests run in a transaction that is never committed, so no page could know that it is out of date.
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    # For the walks that ask for `bare_pages`.
    "sessions": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
}
SESSION_CACHE_ALIAS = "sessions"
STATIC_ROOT = None
