"""A mail server for the tests, on a port of this machine: it keeps what it is given, or says what it is told to say."""

import socketserver
import threading
from contextlib import contextmanager
from email import message_from_bytes, policy


class _Talk(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())

    def handle(self):
        server, sender, recipients = self.server, None, []
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            command = line.upper()
            if command.startswith(("EHLO", "HELO")):
                self.say("250 hello")
            elif command.startswith("MAIL"):
                sender = line.partition(":")[2].partition(" ")[0].strip("<>")
                recipients = []
                self.say("250 yes")
            elif command.startswith("RCPT"):
                answer = server.answers.get("RCPT", "250 yes")
                recipients.append(line.partition(":")[2].partition(" ")[0].strip("<>"))
                self.say(answer)
            elif command == "DATA":
                self.say("354 go on")
                lines = []
                while (data := self.rfile.readline()) not in (b".\r\n", b""):
                    lines.append(data.removeprefix(b".") if data.startswith(b"..") else data)
                answer = server.answers.get("DATA", "250 taken")
                if answer.startswith("250"):
                    server.got.append((sender, recipients, b"".join(lines)))
                if server.answers.get("hang up"):
                    return
                self.say(answer)
            elif command == "QUIT":
                self.say("221 bye")
                return
            else:
                self.say("250 yes")


class Post(socketserver.ThreadingTCPServer):
    """got: (sender, recipients, bytes) of each mail it took; answers: {"RCPT" or "DATA": line, "hang up": True}."""

    allow_reuse_address = daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Talk)
        self.got, self.answers = [], {}

    @property
    def mails(self):
        return [message_from_bytes(data, policy=policy.default) for _sender, _recipients, data in self.got]


@contextmanager
def post_office(settings):
    """A server that Django's settings name: with post_office(settings) as post."""
    with Post() as post:
        threading.Thread(target=post.serve_forever, daemon=True).start()
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = post.server_address
        settings.EMAIL_TIMEOUT = 20
        yield post
        post.shutdown()
