"""Databases that are migrated once before the tests, so that each worker copies one instead of migrating its own."""

import os
import secrets
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import psycopg2
from psycopg2 import sql

ROOT = Path(__file__).resolve().parent.parent


class Migrating:
    """`migrate` at work on an empty database while other things are done; `name` is for TEST_MIGRATED."""

    def __init__(self, name, database_url, data_dir):
        self.name = name
        variables = {
            "DJANGO_SETTINGS_MODULE": "mmn_events.settings",
            "SECRET_KEY": secrets.token_urlsafe(64),
            "SITE_URL": "http://testserver",
            "ALLOW_SQLITE": "1",
            "DATABASE_URL": database_url,
            "DATA_DIR": str(data_dir),
        }
        command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        self._process = subprocess.Popen(command, cwd=ROOT, env=os.environ | variables)

    def wait(self):
        """Wait for its end and give its exit code."""
        return self._process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self._process.kill()
        self.wait()


def migrating_sqlite(folder):
    """Migrate a file in `folder`."""
    return Migrating(str(Path(folder) / "db.sqlite3"), "", folder)


@contextmanager
def migrating_postgresql(url, folder):
    """Migrate a database of its own on the server of `url`, which is dropped afterwards."""
    name = f"migrated_{secrets.token_hex(4)}"
    named = sql.Identifier(name)
    _run(url, sql.SQL("CREATE DATABASE {} TEMPLATE template0").format(named))
    try:
        with Migrating(name, urlsplit(url)._replace(path=f"/{name}").geturl(), folder) as at_work:
            yield at_work
    finally:
        _run(url, sql.SQL("DROP DATABASE {} WITH (FORCE)").format(named))


def _run(url, statement):
    with closing(psycopg2.connect(url.replace("postgres://", "postgresql://", 1))) as server:
        server.autocommit = True
        server.cursor().execute(statement)


def copy_into_memory(path):
    """Fill the database in memory that Django will open for its tests, and give the connection that keeps it there."""
    memory = sqlite3.connect("file:memorydb_default?mode=memory&cache=shared", uri=True)
    with closing(sqlite3.connect(path)) as migrated:
        migrated.backup(memory)
    return memory
