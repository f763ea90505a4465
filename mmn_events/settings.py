"""Settings of the site, read from the environment and nowhere else.

A value that is missing or makes no sense stops the start with a sentence that says what to set. The table of variables
is in README.md.
"""

import ipaddress
import os
import re
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, unquote, urlsplit

from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy
from whitenoise.compress import Compressor

BASE_DIR = Path(__file__).resolve().parent.parent


# Reading the environment


def flag(name):
    """Return whether the variable is 1; unset, empty and 0 are no, anything else is refused."""
    value = os.environ.get(name, "")
    if value not in {"", "0", "1"}:
        raise ImproperlyConfigured(f"{name} is {value!r}. Set it to 1 for yes or 0 for no.")
    return value == "1"


def number(name, default, lowest, highest):
    """Return the variable as a whole number between `lowest` and `highest`."""
    value = os.environ.get(name) or str(default)
    if not (value.isascii() and value.isdigit() and lowest <= int(value) <= highest):
        raise ImproperlyConfigured(f"{name} is {value!r}. Set it to a whole number from {lowest} to {highest}.")
    return int(value)


def url(name, example, schemes):
    """Return the variable split as a URL, or None where it is not set.

    The message never repeats the value: these URLs carry passwords.
    """
    value = os.environ.get(name)
    if not value:
        return None
    try:
        parts = urlsplit(value)
        port_is_a_number = parts.port is None or parts.port > 0
    except ValueError:
        port_is_a_number = False
    if not port_is_a_number or parts.scheme not in schemes:
        raise ImproperlyConfigured(f"{name} cannot be read. Set it to something like {example}")
    return parts


def query(name, parts, allowed):
    """Return the part of a URL behind the question mark as a dict.

    allowed  {name: its values as "0|1", or None for any}; other names are refused, as nobody would read them
    """
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if unknown := sorted(options.keys() - allowed.keys()):
        raise ImproperlyConfigured(f"{name} has {', '.join(unknown)} in it. Known there: {', '.join(sorted(allowed))}.")
    for option, pattern in allowed.items():
        if pattern and option in options and not re.fullmatch(pattern, options[option]):
            raise ImproperlyConfigured(
                f"{name} says {option}={options[option]!r}. Set that to {pattern.replace('|', ' or ')}."
            )
    return options


HOST_NAME = r"(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*\.?"


def is_host(name):
    """Return whether a text is the name or number of a host, and not an address with more to it."""
    try:
        return bool(ipaddress.ip_address(name.strip("[]")))
    except ValueError:
        return bool(re.fullmatch(HOST_NAME, name, re.IGNORECASE))


def is_near(host):
    """Return whether a host name is this machine or one of a private network, where plain http is no danger."""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return "." not in host or host.endswith((".localhost", ".local", ".internal"))


# Who we are and how careful we must be

DEBUG = flag("DEBUG")

SECRET_KEY = os.environ.get("SECRET_KEY", "")
if DEBUG and not SECRET_KEY:
    SECRET_KEY = "only-for-a-developer's-own-machine-and-never-for-a-site"  # noqa: S105
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5 or SECRET_KEY.startswith("django-insecure-"):
    raise ImproperlyConfigured(
        "SECRET_KEY is missing or easy to guess. Set it to at least 50 random characters, for instance with: "
        """python3 -c "import secrets; print(secrets.token_urlsafe(64))" """.strip()
    )

_site = url("SITE_URL", "https://events.example.org", {"http", "https"})
if _site is None and DEBUG:
    _site = urlsplit("http://localhost:8000")
if (
    _site is None
    or not is_host(_site.hostname or "")
    or _site.path.strip("/")
    or any((_site.query, _site.fragment, _site.username))
):
    raise ImproperlyConfigured(
        "SITE_URL is missing or more than an address. Set it to where visitors find the site, "
        "for instance https://events.example.org"
    )
HTTPS = _site.scheme == "https"
if not HTTPS and not is_near(_site.hostname):
    raise ImproperlyConfigured(
        f"SITE_URL begins with http:// but {_site.hostname} is open to the world, and sign-ins would travel readable. "
        "Set it to an address that begins with https://"
    )
if DEBUG and not is_near(_site.hostname):
    raise ImproperlyConfigured(
        "DEBUG is 1 but SITE_URL is open to the world, and error pages would show what is private. Set DEBUG to 0."
    )
SITE_URL = f"{_site.scheme}://{_site.netloc}"

ALLOWED_HOSTS = [host.strip() for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host.strip()]
if "*" in ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS is *. Set it to the site's own names, separated by commas.")
for _host in ALLOWED_HOSTS:
    if not is_host(_host.removeprefix(".")):
        raise ImproperlyConfigured(
            f"ALLOWED_HOSTS has {_host!r} in it. Set it to names such as events.example.org, without https:// and "
            "without a port, separated by commas."
        )
if _site.hostname not in ALLOWED_HOSTS:
    ALLOWED_HOSTS.append(_site.hostname)
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# How many proxies of ours stand in front. Without one, whatever a visitor writes into X-Forwarded-* is ignored.
TRUSTED_PROXIES = number("TRUSTED_PROXIES", default=0, lowest=0, highest=5)
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")


# Where things are kept

DATA_DIR = Path(os.environ.get("DATA_DIR") or BASE_DIR / "var").absolute()
try:
    DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
except OSError as error:
    raise ImproperlyConfigured(
        f"DATA_DIR is {DATA_DIR}, which cannot be made. Set it to a directory that the site may write to."
    ) from error
if not os.access(DATA_DIR, os.W_OK | os.X_OK):
    raise ImproperlyConfigured(
        f"DATA_DIR is {DATA_DIR}, which may not be written to. Set it to a directory that the site may write to."
    )

SSL_MODES = "disable|allow|prefer|require|verify-ca|verify-full"
_database = url("DATABASE_URL", "postgres://user:password@host:5432/name", {"postgres", "postgresql"})
if _database:
    _options = query(
        "DATABASE_URL",
        _database,
        {
            "host": None,
            "sslmode": SSL_MODES,
            "sslrootcert": None,
            "sslcert": None,
            "sslkey": None,
            "connect_timeout": "[0-9]{1,3}",
        },
    )
    if not _database.path.strip("/"):
        raise ImproperlyConfigured(
            "DATABASE_URL names no database. Set it to something like postgres://user:password@host:5432/name"
        )
    _socket = _options.pop("host", "")
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": unquote(_database.path[1:]),
            "USER": unquote(_database.username or ""),
            "PASSWORD": unquote(_database.password or ""),
            "HOST": _database.hostname or _socket,
            "PORT": _database.port or "",
            "OPTIONS": _options,
            "CONN_MAX_AGE": 60,
            "CONN_HEALTH_CHECKS": True,
        }
    }
elif DEBUG or flag("ALLOW_SQLITE"):
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "db.sqlite3",
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                # Take the write lock at the start of a transaction: one that asks for it half-way fails at once
                # instead of waiting its turn.
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode = WAL; PRAGMA foreign_keys = ON;",
            },
        }
    }
else:
    raise ImproperlyConfigured(
        "DATABASE_URL is missing. Set it to something like postgres://user:password@host:5432/name "
        "(or set ALLOW_SQLITE=1 to try the site out on one machine)."
    )
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

_cache = url("CACHE_URL", "redis://host:6379/0", {"redis", "rediss"})
if _cache and not (is_host(_cache.hostname or "") and re.fullmatch(r"/?\d{0,3}", _cache.path)):
    raise ImproperlyConfigured(
        "CACHE_URL names no host, or a database that is no number. Set it to something like redis://host:6379/0"
    )
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": _cache.geturl()}
    if _cache
    else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
}

_mail = url("EMAIL_URL", "smtp://user:password@host:587?tls=1", {"smtp"})
if _mail:
    if not _mail.hostname:
        raise ImproperlyConfigured(
            "EMAIL_URL names no host. Set it to something like smtp://user:password@host:587?tls=1"
        )
    _options = query("EMAIL_URL", _mail, {"tls": "0|1", "ssl": "0|1"})
    EMAIL_HOST = _mail.hostname
    EMAIL_PORT = _mail.port or 25
    EMAIL_HOST_USER = unquote(_mail.username or "")
    EMAIL_HOST_PASSWORD = unquote(_mail.password or "")
    EMAIL_USE_TLS = _options.get("tls") == "1"
    EMAIL_USE_SSL = _options.get("ssl") == "1"
    if EMAIL_USE_TLS and EMAIL_USE_SSL:
        raise ImproperlyConfigured("EMAIL_URL asks for tls and ssl. Set one: tls=1 for port 587, ssl=1 for port 465.")
    EMAIL_TIMEOUT = 20
else:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = DATA_DIR / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM") or f"events@{_site.hostname}"
_sender = re.fullmatch(r"(?:[^<>@,\n]+ <(.+)>|(.+))", DEFAULT_FROM_EMAIL)
_name, _, _host = (_sender and (_sender[1] or _sender[2]) or "").partition("@")
if not re.fullmatch(r"[^\s<>@,]+", _name) or not (_host.isascii() and is_host(_host)):
    raise ImproperlyConfigured("MAIL_FROM is not an e-mail address. Set it to something like events@example.org")

# Nothing here is served by its address: every file goes through a view that asks who may see it.
_bucket = url("STORAGE_URL", "s3://bucket/folder?endpoint=https://s3.example.org&region=eu-1", {"s3"})
if _bucket:
    if not _bucket.hostname:
        raise ImproperlyConfigured("STORAGE_URL names no bucket. Set it to something like s3://bucket?region=eu-1")
    _options = query("STORAGE_URL", _bucket, {"endpoint": None, "region": None})
    if not re.match(r"https?://[^/]", _options.get("endpoint", "https://s3")):
        raise ImproperlyConfigured(
            "STORAGE_URL names an endpoint that is no address. Set it to something like "
            "s3://bucket?endpoint=https://s3.example.org"
        )

    def files_in(folder):
        return {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": _bucket.netloc,
                "location": "/".join(part for part in (_bucket.path.strip("/"), folder) if part),
                "endpoint_url": _options.get("endpoint"),
                "region_name": _options.get("region"),
                "default_acl": "private",
                "file_overwrite": False,
            },
        }
else:

    def files_in(folder):
        return {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": DATA_DIR / folder, "file_permissions_mode": 0o640},
        }


STORAGES = {
    "default": files_in("media"),
    # A spreadsheet waits here between its preview and the click on "Confirm".
    "import_export": files_in("imports"),
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
# As WhiteNoise has it, and the maps of scripts: megabytes that no browser loads unless somebody looks for a mistake.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "map")


# What the site is made of

INSTALLED_APPS = [
    "proceedings",
    "proceedings.apps.BackOfficeConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "axes",
    "csp",
    "django_countries",
    "django_prose_editor",
    "django_tasks",
    "django_tasks_db",
    "import_export",
    "simple_history",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "mmn_events.middleware.LanguageOfAddressMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Closed by default: only what says login_not_required opens without signing in.
    "mmn_events.middleware.ClosedByDefaultMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "mmn_events.urls"
WSGI_APPLICATION = "mmn_events.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "proceedings.public.context.network",
            ],
        },
    },
]

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


# Languages and places

LANGUAGE_CODE = "en"
# Of the pages that visitors read, each under its own prefix; whoever works here works in English. What is said in them
# is in proceedings/locale.
LANGUAGES = [
    ("en", "English"),
    ("km", "Khmer"),
    ("lo", "Lao"),
    ("my", "Burmese"),
    ("th", "Thai"),
    ("vi", "Vietnamese"),
]
# No native reader has looked through these yet, and their pages say so.
LANGUAGES_NOT_CHECKED = {"km", "lo", "my", "th", "vi"}
# Django does not know Lao, and knows Khmer by its English name.
LANG_INFO |= {
    "km": {"bidi": False, "code": "km", "name": "Khmer", "name_local": "ភាសាខ្មែរ"},
    "lo": {"bidi": False, "code": "lo", "name": "Lao", "name_local": "ພາສາລາວ"},
}
TIME_ZONE = "UTC"
# Without it English dates are American: “Nov. 25, 2026”, the month first where somebody types 03/04/2027.
FORMAT_MODULE_PATH = "mmn_events.formats"

# Names as the United Nations in the region write them.
COUNTRIES_OVERRIDE = {
    "GB": gettext_lazy("United Kingdom"),
    "KH": gettext_lazy("Cambodia"),
    "KR": gettext_lazy("Republic of Korea"),
    "LA": gettext_lazy("Lao PDR"),
    "MM": gettext_lazy("Myanmar"),
    "PS": gettext_lazy("Palestine"),
    "TL": gettext_lazy("Timor-Leste"),
    "US": gettext_lazy("United States"),
    "VN": gettext_lazy("Viet Nam"),
}


# Signing in

LOGIN_URL = "admin:login"
LOGIN_REDIRECT_URL = "admin:index"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "proceedings.access.EventTeamBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# Locked by name and address together: a stranger who tries passwords cannot lock a colleague out.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_COOLOFF_MESSAGE = "Too many wrong passwords. Wait 15 minutes, then try again."
AXES_RESET_ON_SUCCESS = True
AXES_CLIENT_IP_CALLABLE = "mmn_events.visitors.address_of"
AXES_VERBOSE = False

# A working day; and closing the browser on a shared desk signs out.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "proceedings.public.views.errors.csrf_failure"
# Messages name people, so they stay on the server and out of cookies.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

if HTTPS:
    SESSION_COOKIE_NAME = "__Host-sessionid"
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_NAME = "__Host-csrftoken"
    CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = True
    SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds())
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}


# What people send us

# Who types an address without http:// or https:// means https.
FORMS_URLFIELD_ASSUME_HTTPS = True
FILE_UPLOAD_HANDLERS = ["mmn_events.uploads.CappedUploadHandler"]
# Twice what a document may have, so that who sends a longer one reads a sentence beside the field.
UPLOAD_MAX_BYTES = 100 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

IMPORT_EXPORT_USE_TRANSACTIONS = True
IMPORT_EXPORT_SKIP_ADMIN_LOG = False
IMPORT_EXPORT_ESCAPE_FORMULAE_ON_EXPORT = True
IMPORT_EXPORT_TMP_STORAGE_CLASS = "import_export.tmp_storages.MediaStorage"


# What we write down: to stderr, where the service manager keeps it. Nothing is mailed, because Django's error mails
# hold the form that was sent.

LOG_LEVEL = os.environ.get("LOG_LEVEL") or "INFO"
if LOG_LEVEL not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
    raise ImproperlyConfigured(f"LOG_LEVEL is {LOG_LEVEL!r}. Set it to DEBUG, INFO, WARNING or ERROR.")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": LOG_LEVEL},
    "loggers": {
        # Django's own default sends these to a mail handler too.
        "django": {"handlers": [], "level": LOG_LEVEL},
        # Django leaves it to the server to drop the body of an answer to HEAD; gunicorn would note each time it does.
        "gunicorn.http.wsgi": {"level": "ERROR"},
    },
}
