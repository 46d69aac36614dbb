"""`make shots`: every page of the demo company as a picture, light and dark, wide and narrow, into artifacts/shots/."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.server import Server
from tests.browser.visitor import Visitor

FOLDER = Path(__file__).resolve().parents[2] / "artifacts" / "shots"
LOOKS = (("wide-light", 1440, "light"), ("wide-dark", 1440, "dark"), ("phone-light", 390, "light"), ("phone-dark", 390, "dark"))


def demo_server(home: Path) -> tuple[Server, dict[str, str]]:
    """A server with the demo company, and everybody's one-time link by the first part of their address."""
    environment = {**os.environ, "INTERVIEW_DATA_DIR": str(home / "data")}
    made = subprocess.run(
        [sys.executable, "-m", "interview", "demo"], env=environment, capture_output=True, text=True, check=True
    )
    links = dict(re.findall(r"^\s+([\w.-]+)@\S+: (\S+)$", made.stdout, re.MULTILINE))
    server = Server(home)
    server.start()
    return server, links


def targets(visitor: Visitor) -> dict[str, str]:
    """Addresses of pages that show one thing each, found by following links as a person would."""
    found: dict[str, list[str]] = {}
    for menu, name, parameter in (
        ("roles", "role", "role"),
        ("candidates", "candidate", "candidate"),
        ("interviews", "kit", "interview"),
    ):
        visitor.visit(f"/{menu}")
        visitor.settle()
        for link in visitor.page.locator(f"a[href*='{name}?{parameter}=']").all():
            found.setdefault(name, []).append("/" + str(link.get_attribute("href")).rsplit("/", 1)[-1])
    return {f"{name}-{number}": href for name, hrefs in found.items() for number, href in enumerate(hrefs)}


def main(wanted: list[str]) -> None:
    """Take the pictures; names on the command line limit them (``kit``, ``debrief`` ...)."""
    path = find_chromium()
    if path is None:
        sys.exit("shots: no Chromium on this machine; install it and try again")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home, sync_playwright() as playwright:
        server, links = demo_server(Path(home))
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        try:
            take_all(browser, server, links, wanted)
        finally:
            browser.close()
            server.stop()


def take_all(browser: Browser, server: Server, links: dict[str, str], wanted: list[str]) -> None:
    """For every person of interest, every page they have."""
    print("people:", ", ".join(links))
    for person, link in links.items():
        context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="light", locale="en-GB")
        visitor = Visitor(context.new_page(), server.url)
        visitor.set_password("/" + link.split("/", 3)[-1].lstrip("/") if "://" in link else link)
        menu = (
            *("roles", "candidates", "interviews", "bank", "health", "own-ratings", "impact", "outcomes", "calibration"),
            *("people", "audit", "schedule", "chase", "pool", "profile", "imports", "bank-edit", "bank-reviews", "tour"),
        )
        pages = {"home": "/", **{name: f"/{name}" for name in menu}}
        pages |= targets(visitor)
        for name, href in list(pages.items()):
            for one, other in (("candidate", "debrief"), ("role", "loop"), ("role", "rules")):
                if name.startswith(f"{one}-"):
                    pages[name.replace(one, other)] = href.replace(f"/{one}?", f"/{other}?")
        for name, href in pages.items():
            if wanted and not any(name.startswith(want) for want in wanted):
                continue
            for look, width, scheme in LOOKS:
                visitor.page.set_viewport_size({"width": width, "height": 900})
                visitor.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
                visitor.visit(href)
                visitor.settle()
                visitor.page.wait_for_timeout(400)
                height = visitor.page.evaluate("document.querySelector('[data-testid=stMain]')?.scrollHeight ?? 900") + 60
                visitor.page.set_viewport_size({"width": width, "height": min(int(height), 6000)})
                visitor.page.wait_for_timeout(200)
                visitor.page.screenshot(path=FOLDER / f"{person}-{name}-{look}.png")
        context.close()


if __name__ == "__main__":
    main(sys.argv[1:])
