"""The browser of the journeys: whichever Chromium this machine has."""

import os
import shutil
import subprocess


def path():
    """Return where Chromium is, or None."""
    names = (os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome")
    return next((found for found in map(shutil.which, filter(None, names)) if found), None)


def install():
    """Install Chromium, and fonts for the scripts of the region, where we are root on Debian or Ubuntu."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    print("--- Chromium is missing: installing it", flush=True)
    packages = ["chromium", "fonts-noto-core"]
    quietly = {"stdout": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
    subprocess.run(["apt-get", "update"], **quietly)
    subprocess.run(["apt-get", "install", "--yes", "--no-install-recommends", *packages], **quietly)
