"""How many requests a second a WSGI application answers in this process, one after the other."""

import time
from io import BytesIO


def environ_of(path, **headers):
    path, _, query = path.partition("?")
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": "localhost",
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.version": (1, 0),
        "wsgi.errors": None,
    } | headers


def get(app, path, **headers):
    """Ask once. Returns the status as a number, the headers as a dict and the size of the body in bytes."""
    answer = []
    body = app(environ_of(path, **headers), lambda status, headers, *_: answer.extend([status, dict(headers)]))
    size = sum(len(part) for part in body)
    body.close()
    return int(answer[0][:3]), answer[1], size


def rate(app, path, seconds, expect=200, before=lambda: None, **headers):
    """Ask for `seconds`, each time after `before`, and return requests a second.

    Raises where an answer is not the one expected.
    """
    for _ in range(3):
        get(app, path, **headers)
    begun, number = time.perf_counter(), 0
    while (passed := time.perf_counter() - begun) < seconds:
        before()
        status, _, _ = get(app, path, **headers)
        if status != expect:
            raise RuntimeError(f"{path} answered {status} instead of {expect}")
        number += 1
    return number / passed
