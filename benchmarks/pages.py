"""Pages against bare Django, in one run on one machine: python -m benchmarks.pages [--rounds 3] [--seconds 2]

Only the ratios mean anything; requests a second are those of your machine.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from . import own_site

ROOT = Path(__file__).resolve().parent.parent


def run(*arguments, **variables):
    """Run a Python module in a process of its own and return what it prints."""
    done = subprocess.run(  # noqa: S603 - our own modules
        [sys.executable, *arguments], cwd=ROOT, env=os.environ | variables, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(done.stderr)
    return done.stdout


def main(rounds, seconds):
    results, facts = {}, {}
    with tempfile.TemporaryDirectory() as folder:
        site = own_site.variables(folder)
        run("manage.py", "migrate", "--verbosity", "0", **site)
        run("manage.py", "collectstatic", "--no-input", "--verbosity", "0", **site)
        for number in range(rounds):
            # In turns, so that what else the machine does meets all of them.
            lines = run("-m", "benchmarks.bare", folder, str(seconds)) + run(
                "-m", "benchmarks.site", str(seconds), **site
            )
            for line in lines.splitlines():
                name, rate, queries, size = line.split("\t")
                results.setdefault(name, []).append(float(rate))
                facts[name] = (int(queries), int(size))
            print(f"Round {number + 1} of {rounds}", file=sys.stderr)
    middle = {name: statistics.median(rates) for name, rates in results.items()}
    rows, hello = middle["bare Django, list of 50"], middle["bare Django, hello"]
    print(f"{'':50}{'requests/s':>11}{'of list':>9}{'of hello':>9}{'queries':>9}{'kB':>7}")
    for name, rate in middle.items():
        queries, size = facts[name]
        print(f"{name:50}{rate:11.1f}{rate / rows:9.2f}{rate / hello:9.2f}{queries:9}{size / 1000:7.1f}")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=2)
    options = parser.parse_args()
    main(options.rounds, options.seconds)
