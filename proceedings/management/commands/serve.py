import ctypes
import errno
import fcntl
import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from hashlib import sha256
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import BaseCommand, CommandError, call_command
from django.db import DatabaseError, OperationalError, connection, connections
from django.db.migrations.exceptions import NodeNotFoundError
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from mmn_events.here import netloc
from mmn_events.settings import number
from proceedings.actions import editions, publishing, sending
from proceedings.public.news_by_mail import order_requests, tell_news
from proceedings.tasks import remind_parties

# How often to look for mails and publications whose task was lost, and for files to make anew. On a server cron does
# (docs/operations.md).
LOOK_AFTER_TASKS = 60
# A worker that has lived so long and ends, as when the database was busy or away, is started again.
LONG_ENOUGH = 20
WORKER = "task worker"
# How long a request or task that is under way may take to end after Ctrl-C.
PATIENCE = 30


class Command(BaseCommand):
    help = "Serve the site and work on its tasks until Ctrl-C. WEB_CONCURRENCY is the number of web processes."

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--set-up", action="store_true", help="first bring database, files and sign-ins up to date")

    def handle(self, *, host, port, set_up, **options):
        check_is_free(host, port)
        if set_up:
            self.set_up_alone()
        self.be_told_to_stop()
        # The children open connections of their own.
        connections.close_all()
        processes = number("WEB_CONCURRENCY", default=2, lowest=1, highest=64)
        threads = number("WEB_THREADS", default=4, lowest=1, highest=64)
        children = {
            "web server": start_child(
                *("-m", "gunicorn", "mmn_events.wsgi", "--bind", netloc(host, port)),
                *("--worker-class", "gthread", "--workers", str(processes), "--threads", str(threads)),
                *("--graceful-timeout", str(PATIENCE - 5), "--log-level", "error", "--no-control-socket"),
                # Whom to believe about https is said by TRUSTED_PROXIES alone.
                *("--forwarded-allow-ips", ""),
            ),
            WORKER: start_worker(),
        }
        try:
            self.wait(children, host, port)
        finally:
            self.stop(children)

    def be_told_to_stop(self):
        self.told = threading.Event()
        self.told_again = threading.Event()

        def tell(*_):
            (self.told_again if self.told.is_set() else self.told).set()

        for name in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(name, tell)

    def say(self, sentence):
        self.stdout.write(sentence)
        self.stdout.flush()

    def set_up_alone(self):
        """Set up while nobody else does, for two would make the same tables."""
        # What is half done is done again next time: Ctrl-C need not wait for anything, and has nothing to tell.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        with open(settings.DATA_DIR / "set-up.lock", "w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                self.say("Waiting for another one to set up")
                fcntl.flock(lock, fcntl.LOCK_EX)
            try:
                self.set_up()
            except OperationalError as error:
                said = str(error).strip().splitlines()[0]
                raise CommandError(
                    f"The database cannot be used: {said}. DATABASE_URL or DATA_DIR says which."
                ) from None
            except OSError as error:
                raise CommandError(f"{settings.DATA_DIR} cannot be set up: {error.strerror or error}.") from None

    def set_up(self):
        try:
            executor = MigrationExecutor(connection)
        except NodeNotFoundError:
            raise CommandError(
                "The database is too old to be brought up to date in one step. "
                "“Upgrading” in docs/operations.md says how it is done in two."
            ) from None
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            self.say("Bringing the database up to date")
            call_command("migrate", verbosity=0)
        mark = settings.STATIC_ROOT / "collected.txt"
        now = mark_of_static_files()
        if not mark.exists() or mark.read_text() != now:
            self.say("Collecting style sheets, scripts and fonts")
            call_command("collectstatic", interactive=False, clear=True, verbosity=0)
            mark.write_text(now)
        call_command("load_events", stdout=self.stdout)
        call_command("create_sign_ins", stdout=self.stdout)
        self.stdout.flush()

    def wait(self, children, host, port):
        """Return when told to stop; raise CommandError when a child has ended by itself and nothing helps."""
        answers = False
        self.ordered_on = None
        looked = began = time.monotonic()
        while not self.told.wait(0.2):
            for name, child in children.items():
                if child.poll() is None:
                    continue
                if name != WORKER or time.monotonic() - began < LONG_ENOUGH:
                    raise CommandError(
                        f"The {name} ended by itself (exit code {child.returncode}), so all was stopped."
                    )
                self.say(f"The {name} ended by itself (exit code {child.returncode}) and is started again.")
                children[name], began = start_worker(), time.monotonic()
            if not answers and (answers := answers_at(host, port)):
                self.say(f"The site is at {settings.SITE_URL}/ (Ctrl-C stops it)")
            if time.monotonic() - looked > LOOK_AFTER_TASKS:
                looked = time.monotonic()
                look_after_tasks()
                if self.ordered_on != (today := timezone.localdate()) and order_of_the_day():
                    self.ordered_on = today

    def stop(self, children):
        for child in children.values():
            child.terminate()
        deadline = time.monotonic() + PATIENCE
        for child in children.values():
            while child.poll() is None and time.monotonic() < deadline and not self.told_again.is_set():
                time.sleep(0.05)
            if child.poll() is None:
                os.killpg(child.pid, signal.SIGKILL)
                child.wait()


def look_after_tasks():
    try:
        sending.pick_up()
        order_requests()
        publishing.pick_up()
        editions.look_after()
    except DatabaseError:
        # Busy or away for a moment. There is another minute.
        pass
    finally:
        connections.close_all()


def order_of_the_day():
    """Order the reminders and the news of today. Returns whether that could be written down."""
    try:
        remind_parties.enqueue()
        tell_news.enqueue()
    except DatabaseError:
        return False
    finally:
        connections.close_all()
    return True


def answers_at(host, port):
    """Return whether the site answers, whatever it says. gunicorn takes calls before it has loaded the site."""
    call = http.client.HTTPConnection(host, port, timeout=2)
    try:
        call.request("HEAD", "/", headers={"Host": urlsplit(settings.SITE_URL).netloc})
        call.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        call.close()
    return True


def check_is_free(host, port):
    """Raise CommandError with a sentence where nobody may listen at this address."""
    try:
        if not 0 < port < 65_536:
            raise OSError(errno.EINVAL, "There is no such port")
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            # As gunicorn will ask for it: a port that was given back a moment ago is free.
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except OSError as error:
        raise CommandError(
            f"Cannot serve at {host}:{port}: {error.strerror}. Choose another address: "
            "make run HOST=127.0.0.1 PORT=8001"
        ) from None


def mark_of_static_files():
    """Return a text that changes when any file that collectstatic would collect has changed."""
    mark = sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            status = os.stat(storage.path(name))
            mark.update(f"{name} {status.st_size} {status.st_mtime_ns}\n".encode())
    return mark.hexdigest()


def start_worker():
    return start_child("manage.py", "db_worker", "--no-startup-delay", "--no-reload")


def start_child(*words):
    """Start Python on `words`, out of reach of Ctrl-C, which is for us to pass on, but not for longer than we live."""
    return subprocess.Popen(
        [sys.executable, *words], cwd=settings.BASE_DIR, start_new_session=True, preexec_fn=end_with_parent
    )


def end_with_parent():
    if sys.platform == "linux":
        PR_SET_PDEATHSIG = 1
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
