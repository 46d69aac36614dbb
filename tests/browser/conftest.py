"""A real Chromium in front of the real application."""

from __future__ import annotations

import os
from collections.abc import Generator, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.company import Company
from tests.browser.server import Server

ARTIFACTS = Path(__file__).resolve().parents[2] / "artifacts"
PATIENCE_MS = 60_000  # two busy cores; a passing test never waits that long


@pytest.fixture(scope="module")  # its event loop must end with it: tests of other modules start their own
def browser() -> Iterator[Browser]:
    """Chromium, or a skip with the reason (a failure with ``CI=true``)."""
    path = find_chromium()
    if path is None:
        reason = "no Chromium on this machine; install it (on Debian: apt install chromium) and run make test again"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield running
        running.close()


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A fresh installation."""
    running = Server(tmp_path)
    running.start()
    yield running
    running.kill()


@pytest.fixture(scope="session")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Company]:
    """The company that others are copies of."""
    made = Company.found(tmp_path_factory.mktemp("company"))
    yield made
    made.app.close()


@pytest.fixture
def company(founded: Company, tmp_path: Path) -> Iterator[Company]:
    """A company in the data folder of ``server``; ask for it before the server."""
    copied = founded.copy(tmp_path)
    yield copied
    copied.app.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[type[Visits]]:
    """Opens browsers of their own, each with its own cookies."""
    Visits.browser, Visits.contexts, Visits.foreign = browser, [], []
    yield Visits
    for context in Visits.contexts:
        context.close()
    assert Visits.foreign == []


class Visits:
    """Independent visitors."""

    browser: Browser
    contexts: list[BrowserContext]
    foreign: list[str]

    @classmethod
    def open(cls, width: int = 1440, height: int = 900, scheme: str = "light", locale: str = "en-GB") -> Page:
        """A new visitor's page. Any request that leaves this machine fails the test."""
        context = cls.browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, locale=locale)  # type: ignore[arg-type]
        context.set_default_timeout(PATIENCE_MS)
        context.on("request", lambda request: cls.foreign.append(request.url) if _leaves(request.url) else None)
        cls.contexts.append(context)
        return context.new_page()


def _leaves(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "127.0.0.1"


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep a picture of every open page of a failed test in artifacts/."""
    report = yield
    if report.when == "call" and report.failed and "visit" in getattr(item, "fixturenames", ()):
        ARTIFACTS.mkdir(exist_ok=True)
        for number, page in enumerate(page for context in Visits.contexts for page in context.pages):
            page.screenshot(path=ARTIFACTS / f"{item.name}-{number}.png", full_page=True)
    return report
