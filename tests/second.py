"""A second worker who comes in between, on PostgreSQL. Nothing here waits for a span of time."""

from concurrent.futures import ThreadPoolExecutor, wait

from django.db import connection

# Looks at the second worker before its test is given up: some three minutes, on the slowest machine.
LOOKS = 9000


class Second:
    """A second worker does `work` in a thread of its own, when the first calls the function `name` of `place`.

    Behind a lock of the first it stands and waits; without one it is through before the first goes on. It comes once:
    at the first call of which `when(*args)` is true, before what is called there does its part, or `after` that.
    `calls` counts the calls of both.
    """

    def __init__(self, work, monkeypatch, place, name, *, when=lambda *args: True, after=False):
        self.calls, self._job = 0, None
        real, pool = getattr(place, name), ThreadPoolExecutor(1)

        def alone():
            try:
                return work()
            finally:
                connection.close()

        def between(*args, **facts):
            self.calls += 1
            answer = real(*args, **facts) if after else None
            if self._job is None and when(*args):
                self._job = pool.submit(alone)
                pool.shutdown(wait=False)
                self._look()
            return answer if after else real(*args, **facts)

        monkeypatch.setattr(place, name, between)

    def result(self):
        """Wait for the end of the work. Returns what it returned, raises what it raised."""
        assert self._job, "The first never came to where the second should come in between."
        return self._job.result()

    def _look(self):
        for _ in range(LOOKS):
            if wait([self._job], timeout=0.02).done or _waits_for_us():
                return
        raise AssertionError("The second worker is not through, and waits for no lock of the first.")


def _waits_for_us():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))"
        )
        return cursor.fetchone()[0]
