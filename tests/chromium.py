"""Find a Chromium or Chrome, or install Debian's, for the tests that need a browser."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# Headless, and no request to any host but this one: what the tests and the bench start it with.
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]


def find() -> str | None:
    """Return the path of a browser; the environment variable CHROMIUM goes before all."""
    if wanted := os.environ.get("CHROMIUM"):
        return shutil.which(wanted)
    return next(filter(None, map(shutil.which, NAMES)), None)


def install(*packages: str) -> None:
    """Install Debian's packages, where this user may."""
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not shutil.which("apt-get") or (
        sudo and (not shutil.which("sudo") or subprocess.call([*sudo, "true"]))
    ):
        return
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    subprocess.check_call([*apt, "update"])
    subprocess.check_call([*apt, "install", "-y", "--no-install-recommends", *packages])


if __name__ == "__main__":
    if not find() and "CHROMIUM" not in os.environ:
        install("chromium")
    if not find():
        sys.exit(
            "The tests need Chromium or Chrome: install the package chromium (or google-chrome), "
            "or name the program in the environment variable CHROMIUM."
        )
