"""What `make run` does, once and again."""

import errno
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from contextlib import nullcontext
from unittest.mock import Mock

import psutil
import pytest
from django.conf import settings
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.db import OperationalError

from mmn_events import here
from proceedings.access import EDITOR, PUBLISHER, REGISTRATION
from proceedings.management.commands import load_events, serve
from proceedings.models import Event, EventKind

pytestmark = pytest.mark.django_db


class TestLoadEvents:
    @pytest.fixture(autouse=True)
    def fixtures(self, tmp_path, monkeypatch):
        """An event, what it needs, and a picture."""
        page = "https://example.org/dialogue"
        event = {"title": "Dialogue", "slug": "dialogue", "kind": ["test-kind"], "sources": [[page]]}
        kind = {"code": "test-kind", "name": "Kind of the tests"}
        rows = {
            "01_kinds.json": [
                {"model": "proceedings.eventkind", "fields": kind},
                {"model": "proceedings.source", "fields": {"url": page}},
            ],
            "02_events.json": [{"model": "proceedings.event", "fields": event}],
        }
        for name, content in rows.items():
            (tmp_path / name).write_text(json.dumps(content))
        (tmp_path / "files/pictures").mkdir(parents=True)
        (tmp_path / "files/pictures/cover.png").write_bytes(b"picture")
        monkeypatch.setattr(load_events, "FIXTURES", tmp_path)

    def test_a_new_site_gets_the_events_and_their_pictures(self):
        call_command("load_events")
        event = Event.objects.get()
        assert (event.slug, event.kind.name) == ("dialogue", "Kind of the tests")
        with default_storage.open("pictures/cover.png") as picture:
            assert picture.read() == b"picture"

    def test_a_picture_that_was_cut_off_the_first_time_is_whole_the_second(self):
        default_storage.save("pictures/cover.png", ContentFile(b"pic"))
        call_command("load_events")
        with default_storage.open("pictures/cover.png") as picture:
            assert picture.read() == b"picture"

    def test_history_begins_with_what_was_loaded(self):
        call_command("load_events")
        event = Event.objects.get()
        first = event.history.get()
        assert (first.history_type, first.history_change_reason) == ("+", load_events.REASON)
        assert [row.source for row in first.sources.all()] == list(event.sources.all())
        assert EventKind.objects.get().history.get().history_change_reason == load_events.REASON

    def test_an_edit_after_loading_is_the_only_change(self):
        call_command("load_events")
        event = Event.objects.get()
        event.title = "Policy dialogue"
        event.save()
        now, before = event.history.all()
        assert [change.field for change in now.diff_against(before).changes] == ["title"]

    def test_loading_again_changes_nothing(self, capsys):
        call_command("load_events")
        Event.objects.update(title="Edited by Selma")
        call_command("load_events")
        assert Event.objects.get().title == "Edited by Selma"
        assert Event.history.count() == 1
        assert "There are events already, so none were loaded." in capsys.readouterr().out

    def test_a_deleted_event_stays_deleted(self):
        call_command("load_events")
        Event.objects.get().delete()
        call_command("load_events")
        assert not Event.objects.exists()


class TestCreateSignIns:
    def create(self, capsys, *options):
        """Return the passwords that were printed, by user name."""
        call_command("create_sign_ins", *options)
        return dict(re.findall(r"^  (\w+) +(\S{19})  ", capsys.readouterr().out, re.MULTILINE))

    def test_three_people_can_sign_in(self, capsys, django_user_model):
        passwords = self.create(capsys)
        users = {user.username: user for user in django_user_model.objects.all()}
        groups = {name: [group.name for group in user.groups.all()] for name, user in users.items()}
        assert groups == {"staff": [REGISTRATION], "secretariat": [EDITOR], "reviewer": [PUBLISHER]}
        for name, user in users.items():
            assert user.check_password(passwords[name])
            assert user.is_staff
            assert not user.is_superuser

    def test_passwords_differ_each_time(self, capsys, django_user_model):
        first = self.create(capsys)
        django_user_model.objects.all().delete()
        assert not set(first.values()) & set(self.create(capsys).values())

    def test_a_second_time_changes_nothing(self, capsys, django_user_model):
        passwords = self.create(capsys)
        django_user_model.objects.get(username="staff").delete()
        assert self.create(capsys) == {}
        assert set(django_user_model.objects.values_list("username", flat=True)) == {"secretariat", "reviewer"}
        assert django_user_model.objects.get(username="reviewer").check_password(passwords["reviewer"])

    def test_new_passwords_end_the_old_ones(self, capsys, client, django_user_model):
        old = self.create(capsys)
        user = django_user_model.objects.get(username="secretariat")
        client.force_login(user)
        new = self.create(capsys, "--new-passwords")
        user.refresh_from_db()
        assert user.check_password(new["secretariat"])
        assert not user.check_password(old["secretariat"])
        assert client.get("/admin/").status_code == 302

    def test_new_passwords_need_sign_ins(self):
        with pytest.raises(CommandError, match="There are no sign-ins named staff, secretariat or reviewer."):
            call_command("create_sign_ins", "--new-passwords")

    def test_without_roles_nobody_is_created(self, django_user_model):
        Group.objects.all().delete()
        with pytest.raises(CommandError, match="The group “Registration staff” is missing."):
            call_command("create_sign_ins")
        assert not django_user_model.objects.exists()


def test_an_address_in_use_is_refused_with_a_sentence():
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        with pytest.raises(CommandError, match=f"Cannot serve at 127.0.0.1:{port}: Address already in use. Choose"):
            serve.check_is_free("127.0.0.1", port)


@pytest.mark.parametrize(("host", "port"), [("no-such-host.invalid", 8000), ("127.0.0.1", 70000)])
def test_an_address_that_is_none_is_refused_with_a_sentence(host, port):
    with pytest.raises(CommandError, match="Choose another address"):
        serve.check_is_free(host, port)


@pytest.mark.parametrize(
    ("host", "port", "address", "others"),
    [
        ("127.0.0.1", "8001", "http://127.0.0.1:8001", ""),
        ("::1", "8001", "http://[::1]:8001", ""),
        ("192.168.1.5", "80", "http://192.168.1.5:80", ""),
        ("0.0.0.0", "8000", "http://localhost:8000", ",192.168.1.5"),  # noqa: S104
    ],
)
def test_the_address_of_the_site_is_made_of_host_and_port(monkeypatch, host, port, address, others):
    monkeypatch.setattr(here, "addresses", lambda: ["192.168.1.5"])
    hosts = f"localhost,127.0.0.1,[::1]{others}"
    assert here.where(host, port) == {"SITE_URL": address, "ALLOWED_HOSTS": hosts}


@pytest.mark.parametrize(
    ("host", "port", "said"),
    [
        ("127.0.0.1", "abc", "PORT is 'abc'. Set it to a number from 1 to 65535"),
        ("127.0.0.1", "0", "PORT is '0'"),
        ("127.0.0.1", "", "PORT is ''"),
        ("127.0.0.1", "9" * 5000, "PORT is '9"),
        ("two words", "8000", "HOST is 'two words'"),
        ("", "8000", "HOST is ''"),
    ],
)
def test_a_host_or_a_port_that_is_none_is_named(host, port, said):
    with pytest.raises(ValueError, match=said):
        here.where(host, port)


def test_of_two_that_set_up_at_once_the_second_waits(monkeypatch, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(serve.signal, "signal", lambda *_: None)
    order, begun, waits = [], threading.Event(), threading.Event()
    first, second = serve.Command(), serve.Command()

    def first_sets_up():
        begun.set()
        assert waits.wait(20)
        order.append("first")

    first.set_up, second.set_up = first_sets_up, lambda: order.append("second")
    second.say = lambda sentence: waits.set()
    thread = threading.Thread(target=first.set_up_alone)
    thread.start()
    assert begun.wait(20)
    second.set_up_alone()
    thread.join(20)
    assert order == ["first", "second"]


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (
            OperationalError("database or disk is full\n"),
            "The database cannot be used: database or disk is full. DATABASE_U",
        ),
        (OSError(errno.ENOSPC, "No space left on device"), "cannot be set up: No space left on device."),
    ],
)
def test_what_keeps_a_site_from_being_set_up_is_one_sentence(monkeypatch, settings, tmp_path, error, sentence):
    def set_up():
        raise error

    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(serve.signal, "signal", lambda *_: None)
    command = serve.Command()
    command.set_up = set_up
    with pytest.raises(CommandError, match=sentence):
        command.set_up_alone()


@pytest.mark.parametrize(("name", "again"), [("task worker", True), ("web server", False)])
def test_only_a_worker_that_has_long_worked_is_started_again(monkeypatch, name, again):
    """As when the database was busy for too long. Visitors need not notice."""
    ended, started = Mock(returncode=1, **{"poll.return_value": 1}), Mock(**{"poll.return_value": None})
    command = serve.Command()
    command.told = threading.Event()
    monkeypatch.setattr(serve, "LONG_ENOUGH", 0)
    monkeypatch.setattr(serve, "answers_at", lambda *_: command.told.set() or True)
    monkeypatch.setattr(serve, "start_worker", lambda: started)
    children = {name: ended}
    with nullcontext() if again else pytest.raises(CommandError, match="The web server ended by itself"):
        command.wait(children, "127.0.0.1", 8000)
    assert children == {name: started if again else ended}


@pytest.mark.sqlite
class TestServe:
    """The site as production runs it, in processes of its own."""

    @pytest.fixture
    def start(self, tmp_path):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        address = f"http://127.0.0.1:{port}"
        environment = {
            "PATH": os.environ["PATH"],
            "SECRET_KEY": settings.SECRET_KEY,
            "SITE_URL": address,
            "ALLOW_SQLITE": "1",
            "DATA_DIR": str(tmp_path),
            "WEB_CONCURRENCY": "1",
        }
        words = [sys.executable, "manage.py", "serve", "--set-up", "--port", str(port)]
        started = []

        def start_():
            process = subprocess.Popen(
                words,
                cwd=settings.BASE_DIR,
                env=environment,
                text=True,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
            )
            started.append(process)
            output = ""
            for line in process.stdout:
                output += line
                if line.startswith("The site is at"):
                    return process, address, output
            pytest.fail(f"The site did not start:\n{output}")

        yield start_
        for process in started:
            process.kill()
            process.wait()

    def test_it_starts_from_nothing_serves_and_stops(self, start):
        process, address, output = start()
        assert "Sign-ins, with passwords that are shown only now" in output
        with urllib.request.urlopen(f"{address}/admin/login/") as answer:  # noqa: S310
            page = answer.read().decode()
        style_sheet = re.search(r'href="(/static/admin/css/base\.[0-9a-f]{12}\.css)"', page)[1]
        request = urllib.request.Request(address + style_sheet, headers={"Accept-Encoding": "br"})  # noqa: S310
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            assert answer.headers["Content-Encoding"] == "br"
            assert "immutable" in answer.headers["Cache-Control"]
        children = psutil.Process(process.pid).children(recursive=True)
        assert len(children) == 3  # gunicorn, its one worker, the task worker
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
        assert psutil.wait_procs(children, timeout=60)[1] == []

        # Once more: nothing is left to set up.
        process, _, output = start()
        assert output.splitlines()[:2] == [
            "There are events already, so none were loaded.",
            "There are sign-ins already. To give them new passwords: make passwords",
        ]
        # If one of the two ends, the other does not run on alone.
        children = psutil.Process(process.pid).children(recursive=True)
        task_worker = next(child for child in children if "db_worker" in child.cmdline())
        task_worker.kill()
        assert process.wait(60) == 1
        assert "The task worker ended by itself" in process.stdout.read()
        assert psutil.wait_procs(children, timeout=60)[1] == []
