"""Where `make run` serves: says SITE_URL and ALLOWED_HOSTS as a shell takes them, from HOST and PORT.

What is in the environment wins.
"""

import ipaddress
import os
import shlex
import socket
import sys

ALL = {"0.0.0.0", "::"}  # noqa: S104


def where(host, port):
    """Return {variable: value} for a host and a port as somebody typed them. Raises ValueError with a sentence."""
    if not (port.isascii() and port.isdigit() and 0 < int(port[:9]) < 65_536):
        raise ValueError(f"PORT is {port!r}. Set it to a number from 1 to 65535, for instance: make run PORT=8001")
    if not host or set(host) & set(" \t/@?#"):
        raise ValueError(f"HOST is {host!r}. Set it to a name or number of this machine: make run HOST=127.0.0.1")
    hosts = ["localhost", "127.0.0.1", "[::1]"]
    if host in ALL:
        hosts += addresses()
        host = "localhost"
    return {"SITE_URL": f"http://{netloc(host, port)}", "ALLOWED_HOSTS": ",".join(hosts)}


def netloc(host, port):
    """Host and port as they stand in an address: “localhost:8000”, “[::1]:8000”."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def addresses():
    """The number of this machine in its own network: none where that is the open internet, or there is no network."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent. The system only chooses the address it would send from.
            probe.connect(("198.51.100.1", 9))
            own = probe.getsockname()[0]
        except OSError:
            return []
    return [own] if ipaddress.ip_address(own).is_private else []


if __name__ == "__main__":
    try:
        for variable, value in where(*sys.argv[1:]).items():
            print(f"export {variable}={shlex.quote(os.environ.get(variable) or value)}")  # noqa: T201
    except ValueError as sentence:
        sys.exit(str(sentence))
