"""A mail that comes back is noted, by what the server says that could not deliver it, and by nothing else."""

import io
from contextlib import suppress
from email import policy
from email.message import EmailMessage
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from proceedings.actions import bounces
from proceedings.models import Message
from tests.make import make_mailing

ask_a_database = pytest.mark.django_db
ID = "<0123456789abcdef@example.org>"


def bounce(message_id=ID, *, action="failed", diagnostic="smtp; 550 5.1.1 no such user", whole=False, kind=None):
    """As Postfix writes it: words for people, fields for programs, and the mail or its headers."""
    back = f"Message-ID: {message_id}\r\nTo: p1@example.org\r\nSubject: A\r\n"
    returned = "message/rfc822" if whole else "text/rfc822-headers"
    return f"""From: MAILER-DAEMON@mx.example.org (Mail Delivery System)
To: events@example.org
Subject: Undelivered Mail Returned to Sender
Auto-Submitted: auto-replied
MIME-Version: 1.0
Message-ID: <other@mx.example.org>
Content-Type: {kind or "multipart/report"}; report-type=delivery-status; boundary="XX"

--XX
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.example.org.

--XX
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org
Arrival-Date: Mon, 20 Jul 2030 10:00:00 +0000

Final-Recipient: rfc822; p1@example.org
Action: {action}
Status: 5.1.1
Diagnostic-Code: {diagnostic}

--XX
Content-Type: {returned}

{back}
Text
--XX--
""".replace("\r\n", "\n").encode()


@pytest.fixture
def message():
    message = make_mailing().messages.get()
    Message.objects.filter(pk=message.pk).update(state="sent", sent_at=timezone.now(), message_id=ID)
    return message


@pytest.mark.parametrize("whole", [True, False])
def test_which_mail_it_was_and_why(whole):
    assert bounces.read(bounce(whole=whole)) == (ID, "5.1.1 550 5.1.1 no such user")
    crlf = bounce(whole=whole).replace(b"\n", b"\r\n")
    assert bounces.read(crlf) == (ID, "5.1.1 550 5.1.1 no such user")


def test_headers_alone_may_come_as_a_mail():
    data = bounce().replace(b"text/rfc822-headers", b"message/rfc822-headers")
    assert bounces.read(data)[0] == ID


def test_a_report_written_by_python_is_read_as_well():
    report = EmailMessage()
    report.set_content("words")
    original = EmailMessage(policy=policy.SMTP)
    original["Message-ID"] = ID
    report.add_attachment(original)
    with pytest.raises(bounces.NoBounce):
        bounces.read(report.as_bytes())


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "no report"),
        (b"Subject: I am on holiday\n\nUntil Monday.", "no report"),
        (bounce(kind="multipart/mixed"), "no report"),
        (bounce(action="delayed"), "perhaps it was only late"),
        (bounce(action="delivered"), "perhaps it was only late"),
        (bounce(message_id=""), "which mail"),
        (bounce()[:300], "does not say"),
    ],
)
def test_what_is_no_bounce_is_told_in_a_sentence(data, sentence):
    with pytest.raises(bounces.NoBounce, match=sentence):
        bounces.read(data)


@given(st.binary(max_size=400), st.integers(0, 900))
def test_no_mail_however_broken_stops_us(noise, at):
    data = bounce()
    for broken in (noise, data[:at] + noise + data[at:], data[:at]):
        with suppress(bounces.NoBounce):
            bounces.read(broken)


@ask_a_database
class TestNoting:
    def test_the_message_has_come_back(self, message):
        assert bounces.note(bounce()) == message
        message.refresh_from_db()
        assert (message.state, message.failure) == ("bounced", "5.1.1 550 5.1.1 no such user")
        assert bounces.note(bounce()) is None

    @pytest.mark.parametrize("state", ["sent", "sending", "unsure"])
    def test_what_came_back_was_sent_whatever_we_believed(self, message, state):
        Message.objects.filter(pk=message.pk).update(state=state)
        bounces.note(bounce())
        message.refresh_from_db()
        assert message.state == "bounced"

    @pytest.mark.parametrize("state", ["waiting", "failed", "dropped"])
    def test_a_bounce_of_an_attempt_long_settled_changes_nothing(self, message, state):
        Message.objects.filter(pk=message.pk).update(state=state)
        assert bounces.note(bounce()) is None
        message.refresh_from_db()
        assert message.state == state

    @pytest.mark.parametrize("other", ["<another@example.org>", "<>", "x\0y", "p1@example.org", "x" * 300])
    def test_nobody_marks_a_mail_whose_number_they_do_not_know(self, message, other):
        with pytest.raises(bounces.NoBounce):
            bounces.note(bounce(message_id=other))
        message.refresh_from_db()
        assert message.state == "sent"

    def test_what_a_server_says_is_text_of_one_line(self, message):
        bounces.note(bounce(diagnostic="smtp; 550 <script>alert(1)</script>\n \x00\x1b[31m" + "x" * 900))
        message.refresh_from_db()
        assert message.failure.startswith("5.1.1 550 <script>")
        assert len(message.failure) == 500
        assert not set(message.failure) & set("\n\0\x1b")


@ask_a_database
class TestCommand:
    def test_a_mail_server_pipes_it_in(self, message, monkeypatch, capsys):
        monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(bounce())))
        call_command("note_bounces")
        assert capsys.readouterr().out == f"standard input: message {message.pk} came back.\n"

    def test_files_are_read_one_by_one_and_what_is_no_bounce_is_told(self, message, tmp_path, capsys):
        paths = [tmp_path / name for name in ("holiday", "bounce", "again")]
        for path, data in zip(paths, (b"Subject: Away\n\nI am.", bounce(), bounce()), strict=True):
            path.write_bytes(data)
        call_command("note_bounces", *map(str, paths))
        out, err = capsys.readouterr()
        assert out == f"{paths[1]}: message {message.pk} came back.\n{paths[2]}: noted before.\n"
        assert "no report of a mail server" in err
        # Names and addresses do not belong into a log.
        assert "p1@example.org" not in out + err

    def test_a_file_that_is_not_there_is_an_error(self, tmp_path):
        with pytest.raises(CommandError, match="Cannot read"):
            call_command("note_bounces", str(tmp_path / "none"))
