"""Where Chromium is, and how it is started so that it never reaches beyond this machine."""

from __future__ import annotations

import os
import shutil

ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",  # root in a container has no other choice; the only pages are our own
)


def find_chromium() -> str | None:
    """The path of a Chromium or Chrome, or ``None``. ``LOOPWRIGHT_TEST_CHROMIUM`` names one."""
    named = os.environ.get("LOOPWRIGHT_TEST_CHROMIUM")
    if named:
        return named
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"))), None)
