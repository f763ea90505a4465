"""A wrong or missing value stops the start with a sentence that says what to set."""

import os
import runpy
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.forms import DateField
from django.utils.formats import date_format

ROOT = Path(__file__).resolve().parent.parent
PRODUCTION = {
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz-0123456789-abcdefghij",
    "SITE_URL": "https://events.example.org",
    "DATABASE_URL": "postgres://mmn:p%40ss@db.example.org:5433/events?sslmode=require",
}


@pytest.fixture
def read(monkeypatch, tmp_path):
    """Read the settings file as if the environment held production's variables and these."""

    def read_(**variables):
        environment = {"PATH": os.environ["PATH"], "DATA_DIR": str(tmp_path / "var")} | PRODUCTION | variables
        monkeypatch.setattr(os, "environ", {name: value for name, value in environment.items() if value is not None})
        return runpy.run_path(str(ROOT / "mmn_events/settings.py"))

    return read_


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("SECRET_KEY", None, "SECRET_KEY is missing or easy to guess. Set it to at least 50 random characters"),
        ("SECRET_KEY", "short", "SECRET_KEY is missing or easy to guess."),
        ("SECRET_KEY", "ab" * 40, "SECRET_KEY is missing or easy to guess."),
        ("DEBUG", "True", "DEBUG is 'True'. Set it to 1 for yes or 0 for no."),
        ("DEBUG", "1", "DEBUG is 1 but SITE_URL is open to the world"),
        ("SITE_URL", None, "SITE_URL is missing or more than an address."),
        ("SITE_URL", "https://", "SITE_URL is missing or more than an address."),
        ("SITE_URL", "https://example.org/events", "SITE_URL is missing or more than an address."),
        ("SITE_URL", "https://me:secret@example.org", "SITE_URL is missing or more than an address."),
        ("SITE_URL", "example.org", "SITE_URL cannot be read. Set it to something like https://events.example.org"),
        ("SITE_URL", "https://example.org:port", "SITE_URL cannot be read."),
        ("SITE_URL", "https://[example.org", "SITE_URL cannot be read."),
        ("SITE_URL", "http://example.org", "SITE_URL begins with http:// but example.org is open to the world"),
        ("SITE_URL", "http://93.184.216.34", "SITE_URL begins with http:// but 93.184.216.34 is open to the world"),
        ("SITE_URL", "https://exa mple.org", "SITE_URL is missing or more than an address."),
        ("SITE_URL", "https://example.org/#a", "SITE_URL is missing or more than an address."),
        ("ALLOWED_HOSTS", "https://example.org", "ALLOWED_HOSTS has 'https://example.org' in it. Set it to names"),
        ("ALLOWED_HOSTS", "a.example.org b.example.org", "ALLOWED_HOSTS has 'a.example.org b.example.org' in it."),
        ("ALLOWED_HOSTS", "example.org:8000", "ALLOWED_HOSTS has 'example.org:8000' in it."),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS is *. Set it to the site's own names"),
        ("TRUSTED_PROXIES", "yes", "TRUSTED_PROXIES is 'yes'. Set it to a whole number from 0 to 5."),
        ("TRUSTED_PROXIES", "-1", "TRUSTED_PROXIES is '-1'."),
        ("TRUSTED_PROXIES", "²", "TRUSTED_PROXIES is '²'."),
        ("TRUSTED_PROXIES", "6", "TRUSTED_PROXIES is '6'."),
        ("DATA_DIR", "/proc/nowhere", "DATA_DIR is /proc/nowhere, which cannot be made."),
        ("DATABASE_URL", None, "DATABASE_URL is missing. Set it to something like postgres://"),
        ("DATABASE_URL", "mysql://host/name", "DATABASE_URL cannot be read. Set it to something like postgres://"),
        ("DATABASE_URL", "postgres://host", "DATABASE_URL names no database."),
        ("DATABASE_URL", "postgres://host/name?pool=1", "DATABASE_URL has pool in it. Known there: connect_timeout"),
        ("DATABASE_URL", "postgres://host/name?connect_timeout=a", "DATABASE_URL says connect_timeout='a'."),
        ("DATABASE_URL", "postgres://host/name?sslmode=yes", "DATABASE_URL says sslmode='yes'. Set that to disable or"),
        ("CACHE_URL", "redis://", "CACHE_URL names no host"),
        ("CACHE_URL", "redis://host/events", "CACHE_URL names no host, or a database that is no number."),
        ("CACHE_URL", "memcached://host", "CACHE_URL cannot be read. Set it to something like redis://host:6379/0"),
        ("EMAIL_URL", "host:25", "EMAIL_URL cannot be read. Set it to something like smtp://"),
        ("EMAIL_URL", "smtp://?tls=1", "EMAIL_URL names no host."),
        ("EMAIL_URL", "smtp://host?starttls=1", "EMAIL_URL has starttls in it. Known there: ssl, tls."),
        ("EMAIL_URL", "smtp://host?tls=1&ssl=1", "EMAIL_URL asks for tls and ssl."),
        ("EMAIL_URL", "smtp://host?tls=yes", "EMAIL_URL says tls='yes'. Set that to 0 or 1."),
        ("EMAIL_URL", "smtp://host?tls=", "EMAIL_URL says tls=''."),
        ("MAIL_FROM", "secretariat@", "MAIL_FROM is not an e-mail address."),
        ("MAIL_FROM", "Events <events@example.org", "MAIL_FROM is not an e-mail address."),
        ("MAIL_FROM", "a@example.org, b@example.org", "MAIL_FROM is not an e-mail address."),
        ("MAIL_FROM", "secretariat", "MAIL_FROM is not an e-mail address."),
        ("STORAGE_URL", "https://bucket", "STORAGE_URL cannot be read. Set it to something like s3://"),
        ("STORAGE_URL", "s3://", "STORAGE_URL names no bucket."),
        ("STORAGE_URL", "s3://bucket?endpoint=s3.example.org", "STORAGE_URL names an endpoint that is no address."),
        ("STORAGE_URL", "s3://bucket?acl=public", "STORAGE_URL has acl in it. Known there: endpoint, region."),
        ("LOG_LEVEL", "loud", "LOG_LEVEL is 'loud'. Set it to DEBUG, INFO, WARNING or ERROR."),
    ],
)
def test_nonsense_is_refused_with_a_sentence(read, variable, value, sentence):
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(**{variable: value})
    assert str(refusal.value).startswith(sentence)


def test_a_refusal_does_not_repeat_a_password(read):
    with pytest.raises(ImproperlyConfigured) as refusal:
        read(DATABASE_URL="mysql://mmn:hunter2@host/name")
    assert "hunter2" not in str(refusal.value)


def test_sqlite_is_for_trying_out(read):
    with pytest.raises(ImproperlyConfigured, match="ALLOW_SQLITE=1"):
        read(DATABASE_URL=None)
    with pytest.raises(ImproperlyConfigured, match="ALLOW_SQLITE is 'yes'. Set it to 1 for yes or 0 for no."):
        read(DATABASE_URL=None, ALLOW_SQLITE="yes")
    database = read(DATABASE_URL=None, ALLOW_SQLITE="1")["DATABASES"]["default"]
    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"


def test_database_url_is_taken_apart(read):
    database = read()["DATABASES"]["default"]
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example.org", 5433, "events")
    assert (database["USER"], database["PASSWORD"]) == ("mmn", "p@ss")
    assert database["OPTIONS"] == {"sslmode": "require"}


def test_database_may_be_behind_a_socket(read):
    database = read(DATABASE_URL="postgres://mmn@/events?host=%2Frun%2Fpostgresql")["DATABASES"]["default"]
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("/run/postgresql", "", "events")


def test_mail_cache_and_files_go_where_their_variables_say(read):
    settings = read(
        EMAIL_URL="smtp://me%40example.org:a%2Fb@mail.example.org:587?tls=1",
        CACHE_URL="redis://cache.example.org:6379/1",
        STORAGE_URL="s3://bucket/mmn?endpoint=https://s3.example.org&region=eu-1",
        MAIL_FROM="Events <events@example.org>",
    )
    assert (settings["EMAIL_HOST"], settings["EMAIL_PORT"]) == ("mail.example.org", 587)
    assert (settings["EMAIL_HOST_USER"], settings["EMAIL_HOST_PASSWORD"]) == ("me@example.org", "a/b")
    assert (settings["EMAIL_USE_TLS"], settings["EMAIL_USE_SSL"]) == (True, False)
    assert settings["DEFAULT_FROM_EMAIL"] == "Events <events@example.org>"
    assert settings["CACHES"]["default"]["LOCATION"] == "redis://cache.example.org:6379/1"
    files = settings["STORAGES"]["default"]["OPTIONS"]
    assert (files["bucket_name"], files["location"]) == ("bucket", "mmn/media")
    assert (files["endpoint_url"], files["default_acl"]) == ("https://s3.example.org", "private")


def test_without_variables_mail_and_files_stay_in_the_data_folder(read, tmp_path):
    settings = read()
    assert settings["EMAIL_FILE_PATH"] == tmp_path / "var/mail"
    assert settings["STORAGES"]["default"]["OPTIONS"]["location"] == tmp_path / "var/media"
    assert (tmp_path / "var").stat().st_mode & 0o777 == 0o700


def test_behind_https_cookies_never_travel_readable(read):
    settings = read()
    assert settings["SESSION_COOKIE_NAME"] == "__Host-sessionid"
    assert settings["CSRF_COOKIE_NAME"] == "__Host-csrftoken"
    assert settings["SESSION_COOKIE_SECURE"]
    assert settings["CSRF_COOKIE_SECURE"]
    assert settings["SECURE_SSL_REDIRECT"]
    assert settings["SECURE_HSTS_SECONDS"] == 31_536_000


@pytest.mark.parametrize(
    "near", ["http://localhost:8000", "http://127.0.0.1:8000", "http://10.1.2.3", "http://desk.local"]
)
def test_plain_http_is_for_machines_nearby(read, near):
    settings = read(SITE_URL=near)
    assert settings["SITE_URL"] == near
    assert "SECURE_SSL_REDIRECT" not in settings


def test_a_developer_needs_no_variables_but_debug(read):
    settings = read(DEBUG="1", SECRET_KEY=None, SITE_URL=None, DATABASE_URL=None)
    assert settings["SITE_URL"] == "http://localhost:8000"


def test_the_host_of_the_site_is_always_allowed(read):
    assert read(ALLOWED_HOSTS="www.example.org, ")["ALLOWED_HOSTS"] == ["www.example.org", "events.example.org"]


def test_https_is_believed_only_from_a_proxy_of_ours(read):
    assert "SECURE_PROXY_SSL_HEADER" not in read()
    assert read(TRUSTED_PROXIES="1")["SECURE_PROXY_SSL_HEADER"] == ("HTTP_X_FORWARDED_PROTO", "https")


def manage(*words, **variables):
    environment = {"PATH": os.environ["PATH"]} | variables
    return subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60
    )


def test_production_gives_no_warning(tmp_path):
    result = manage("check", "--deploy", "--fail-level", "WARNING", **PRODUCTION, DATA_DIR=str(tmp_path))
    assert result.stdout == "System check identified no issues (0 silenced).\n", result.stderr
    assert result.returncode == 0


@pytest.mark.parametrize("command", ["check", "serve"])
def test_a_refusal_is_all_that_is_said(command, tmp_path):
    result = manage(command, **PRODUCTION | {"DATABASE_URL": "", "DATA_DIR": str(tmp_path)})
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr == (
        "DATABASE_URL is missing. Set it to something like postgres://user:password@host:5432/name "
        "(or set ALLOW_SQLITE=1 to try the site out on one machine).\n"
    )


def test_a_data_dir_that_may_not_be_written_to_is_refused(read, monkeypatch, tmp_path):
    # To root, whom a build server runs as, no directory is closed: so the answer of the system is what changes here.
    monkeypatch.setattr(os, "access", lambda path, mode: False)
    with pytest.raises(ImproperlyConfigured, match="DATA_DIR is .* may not be written to"):
        read()


def test_names_and_numbers_of_hosts_are_taken_as_people_write_them(read):
    hosts = read(ALLOWED_HOSTS=" .Example.org, 10.0.0.5,[::1],localhost ", MAIL_FROM="Mạng lưới <events@10.0.0.5>")
    assert hosts["ALLOWED_HOSTS"] == [".Example.org", "10.0.0.5", "[::1]", "localhost", "events.example.org"]


def test_the_back_office_writes_and_reads_the_day_before_the_month():
    assert date_format(date(2026, 11, 25)) == "25 Nov 2026"
    assert DateField().clean("03/04/2027") == date(2027, 4, 3)
    with pytest.raises(ValidationError):
        DateField().clean("31.02.2027")
