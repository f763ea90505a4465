"""Everything that must pass before a change is kept: what `make test` and `make lint` run.

It stops at the first step that fails. The last thing it prints is pytest's closing line.
"""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

from tests import chromium
from tests.migrated import migrating_postgresql, migrating_sqlite
from tests.postgres import embedded_postgres

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
# Not --dist worksteal: it lets a worker go back to a test of one transaction after one that has emptied the database.
SILENT = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
# In small lots: a worker that is handed hundreds of tests at once still has many when the others have none.
PYTEST = [sys.executable, "-m", "pytest", "--maxschedchunk", "10", "-n"]
# As many at once as there are cores: each more takes seconds to begin. Twice as many where they wait for a browser or a
# server. A machine may tell of more cores than it lends us.
CORES = min(4, max(2, os.cpu_count() or 2))

LINT = [
    ("Python is formatted", [BIN / "ruff", "format", "--check", "--quiet", "."]),
    ("Python is tidy", [BIN / "ruff", "check", "--quiet", "."]),
    ("Templates are tidy", [BIN / "djlint", "--lint", "--quiet", "templates"]),
]
CHECKS = [
    ("Every change of a model has its migration", ["manage.py", "makemigrations", "--check", "--dry-run"]),
    ("Production settings are safe", ["manage.py", "check", "--deploy", "--fail-level", "WARNING"]),
]

# Some machines forbid Python to keep what it has compiled. Each of ten processes would compile all tests again.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

done = []


def step(name, command, **variables):
    """Run one step, and leave with its exit code if it fails."""
    print(f"--- {name}", flush=True)
    begun = time.monotonic()
    code = subprocess.run(command, cwd=ROOT, env=os.environ | variables).returncode
    if code:
        sys.exit(code)
    done.append(f"{name}: yes ({time.monotonic() - begun:.0f} s)")


def lint():
    for name, command in LINT:
        step(name, command)


def check():
    with tempfile.TemporaryDirectory() as data_dir:
        production = {
            "DEBUG": "0",
            "SECRET_KEY": secrets.token_urlsafe(64),
            "SITE_URL": "https://events.example.org",
            "ALLOW_SQLITE": "1",
            "DATABASE_URL": "",
            "DATA_DIR": data_dir,
        }
        for name, command in CHECKS:
            step(name, [sys.executable, *command], **production)


def test():
    left_out = []
    if not chromium.path():
        chromium.install()
    if not chromium.path():
        left_out.append(f"LEFT OUT: the journeys in a browser. {chromium.HOW_TO}")
        print(f"\n*** {left_out[0]}\n", flush=True)
        if os.environ.get("CI") == "true":
            sys.exit("Where CI is set, nothing may be left out.")
    given = os.environ.get("TEST_DATABASE_URL")
    with (
        tempfile.TemporaryDirectory() as folder,
        nullcontext(given) if given else embedded_postgres() as database_url,
        migrating_postgresql(database_url, folder) as postgresql,
        migrating_sqlite(folder) as sqlite,
        # Once for all workers, which begin at the same moment.
        subprocess.Popen([sys.executable, "-m", "pytest", "--collect-only", "-qq"], cwd=ROOT, **SILENT) as compiling,
    ):
        lint()
        check()
        begun = time.monotonic()
        compiling.wait()
        if sqlite.wait() or postgresql.wait():
            sys.exit("An empty database could not be migrated: see above.")
        done.append(f"Empty databases are migrated: yes ({time.monotonic() - begun:.0f} s more)")
        step(
            "Tests on SQLite",
            [*PYTEST, str(CORES), "-m", "not browser"],
            TEST_DATABASE_URL="",
            TEST_MIGRATED=sqlite.name,
        )
        step(
            "Tests and journeys on PostgreSQL",
            [*PYTEST, str(CORES * 2), *(["-m", "not browser"] if left_out else [])],
            TEST_DATABASE_URL=database_url,
            TEST_MIGRATED=postgresql.name,
            TEST_NOTES="\n".join(done + left_out),
        )


if __name__ == "__main__":
    lint() if sys.argv[1:] == ["lint"] else test()
