"""The browser of the journeys: whichever Chromium this machine has."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

WITHOUT_WINDOW = "chromium-headless-shell"
HOW_TO = "Install Chromium, set CHROMIUM to its path, or run: .venv/bin/playwright install chromium"


def path():
    """Return where Chromium is, or None."""
    # Debian's build without a window does the same pages in three quarters of the processor's time.
    names = (os.environ.get("CHROMIUM"), WITHOUT_WINDOW, "chromium", "chromium-browser", "google-chrome")
    return next((found for found in map(shutil.which, filter(None, names)) if found), None) or _of_playwright()


def _of_playwright():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install():
    """Install Chromium, and fonts for the scripts of the region, where we are root on Debian or Ubuntu."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("--- Chromium is missing: installing it", flush=True)
    quietly = {"stdout": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
    apt_install = ["apt-get", "install", "--yes", "--no-install-recommends"]
    subprocess.run(["apt-get", "update"], **quietly)
    subprocess.run([*apt_install, "fonts-noto-core"], **quietly)
    for package in (WITHOUT_WINDOW, "chromium"):
        if not path():
            subprocess.run([*apt_install, package], **quietly)
    if not path():
        # Ubuntu has Chromium as a snap only, which a container cannot run.
        subprocess.run([sys.executable, "-m", "playwright", "install", "--with-deps", "chromium"], **quietly)
