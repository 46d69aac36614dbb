"""Screens: what a click costs the processor, the browser, the memory and a hundred people at once, beside a bare Streamlit page.

The bare page (``bare_page.py``) has forty elements, a fragment, no database and no sign-in; both servers run with the same
settings in the same minute. Processor time is the server's own and steady on a busy machine; everything else is wall time.
Loopback only. ``LOAD_SECONDS`` (default 20) bounds each of the two runs with a hundred sessions.
"""

from __future__ import annotations

import asyncio
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright
from streamlit.proto.WidgetStates_pb2 import WidgetState

from benchmarks.streamlit_client import Client, megabytes, percentile, processor_seconds
from interview.api.gate import SESSION_COOKIE
from interview.domain.person import Actor, PersonRole
from interview.services.identity import actor_of, create_person
from interview.services.interviews import assign_interviewers
from interview.services.sessions import open_session
from interview.ui.application import shipped_config
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.browser.company import EVIDENCE, Company
from tests.browser.server import Server, free_port

ROOT = Path(__file__).resolve().parents[1]
LEVELS = ("1 awareness", "2 basic", "3 intermediate", "4 advanced")
RUNS, SESSIONS, THINK_SECONDS = 20, 100, 5.0
LOAD_SECONDS = float(os.environ.get("LOAD_SECONDS", "20"))


@dataclass(frozen=True)
class Site:
    """A running server, and how to open its form."""

    name: str
    address: str
    pid: int
    page: str = ""
    query: str = ""
    cookies: tuple[str, ...] = ("",)

    async def form(self, person: int = 0) -> Client:
        """A session of its own on the form, for one of the people that have it."""
        return await Client.open(self.address, self.page, self.query, self.cookies[person % len(self.cookies)])


def run() -> None:
    """Print every figure with its target."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        company = Company.found(home)
        server = Server(home)
        begun = time.perf_counter()
        server.start()
        print(f"  start until ready                {time.perf_counter() - begun:6.2f} s")
        try:
            assert server.process is not None
            kit = Site("kit", server.url, server.process.pid, "kit", f"interview={company.interview}", _panel(company))
            with _bare() as bare:
                _in_a_browser(company, server)
                asyncio.run(_reruns(company, kit, bare))
                asyncio.run(_memory(kit))
                asyncio.run(_crowds(kit, bare))
        finally:
            server.kill()
            company.app.close()


def _panel(company: Company) -> tuple[str, ...]:
    """A session for each of a hundred people with a scorecard of their own for the same interview; most of them shadow it."""
    context, admin = company.app.context, company.ada
    roles = (PersonRole.INTERVIEWER,)
    people = [
        create_person(context, admin, email=f"{number}@example.org", name=f"Shadow {number}", roles=roles).person
        for number in range(1, SESSIONS)
    ]
    shadows = [person.id for person in people]
    assign_interviewers(context, admin, company.interview, [company.ines.person_id], shadows=shadows)
    return tuple(_cookie(company, actor) for actor in (company.ines, *map(actor_of, people)))


def _cookie(company: Company, actor: Actor) -> str:
    context = company.app.context
    with context.store.write() as unit:
        token = open_session(context, unit, actor.person_id)
        unit.commit_bookkeeping()
    return f"{SESSION_COOKIE}={token}"


@contextmanager
def _bare() -> Iterator[Site]:
    """The bare page on a server with our settings."""
    port = free_port()
    settings = {**shipped_config(ROOT), "server.port": port}
    flags = [
        f"--{name}={str(value).lower()}" for name, value in settings.items() if name.startswith(("server", "browser", "runner"))
    ]
    script = str(ROOT / "benchmarks" / "bare_page.py")
    process = subprocess.Popen([sys.executable, "-m", "streamlit", "run", script, *flags], stdout=subprocess.DEVNULL, cwd=ROOT)
    try:
        time.sleep(6)
        yield Site("bare", f"http://127.0.0.1:{port}", process.pid)
    finally:
        process.kill()
        process.wait()


async def _reruns(company: Company, kit: Site, bare: Site) -> None:
    """A whole run of a page, and of one fragment with a rating that is saved."""
    print(f"  {'one run':32} processor      wall   bytes")
    ada = (_cookie(company, company.ada),)
    pages = [
        ("home", "", ""),
        ("role (form)", "role", f"role={company.role_id}"),
        ("candidate (forms)", "candidate", f"candidate={company.cleo}"),
        ("loop", "loop", f"role={company.role_id}"),
        ("debrief", "debrief", f"candidate={company.dana}"),
    ]
    sites = [bare, kit, *(Site(name, kit.address, kit.pid, page, query, ada) for name, page, query in pages)]
    for site in sites:
        client = await site.form()
        await _measured(site, client, site.name, client.run)
        if site in (bare, kit):
            await _measured(site, client, f"{site.name}, one rating saved", _rating(site, client))
        await client.close()
    print("  targets: form 20 ms, fragment 6 ms of processor time")


async def _measured(site: Site, client: Client, name: str, act: Callable[[], object]) -> None:
    for _ in range(3):
        await act()  # type: ignore[misc]
    received, used, begun = client.received, processor_seconds(site.pid), time.perf_counter()
    for _ in range(RUNS):
        await act()  # type: ignore[misc]
    used, wall = processor_seconds(site.pid) - used, time.perf_counter() - begun
    size = (client.received - received) / RUNS / 1024
    print(f"  {name:32} {1000 * used / RUNS:6.1f} ms {1000 * wall / RUNS:6.1f} ms {size:6.1f} KB", flush=True)


def _rating(site: Site, client: Client) -> Callable[[], object]:
    """Choose another level each time."""
    label = client.labelled("Your rating of")[0]
    levels = iter(range(10**9))

    async def act() -> None:
        state = WidgetState(id=client.elements[label])
        level = next(levels) % 4
        state.string_array_value.data.append(LEVELS[level] if site.cookies != ("",) else str(level + 1))
        await client.run(state, fragment=client.fragments[label])

    return act


async def _memory(kit: Site) -> None:
    before = megabytes(kit.pid)
    clients = [await kit.form() for _ in range(40)]
    each = (megabytes(kit.pid) - before) / len(clients)
    print(f"  memory, warm                     {before:6.0f} MB (target 250)")
    print(f"  memory for each open kit         {each:6.2f} MB (target 0.5)")
    for client in clients:
        await client.close()


async def _crowds(kit: Site, bare: Site) -> None:
    """A hundred people who think for five seconds between two clicks: three ratings to one whole run."""
    print(f"  {SESSIONS} sessions, {THINK_SECONDS:.0f} s think time     p50      p95   processor for each click")
    for site in (bare, kit):
        clients = [await site.form(person) for person in range(SESSIONS)]
        taken: list[float] = []
        used, end = processor_seconds(site.pid), time.perf_counter() + LOAD_SECONDS
        await asyncio.gather(*(_person(site, client, end, taken, seed) for seed, client in enumerate(clients)))
        used = processor_seconds(site.pid) - used
        p50, p95 = (1000 * percentile(taken, share) for share in (0.5, 0.95))
        print(
            f"  {site.name:28} {p50:7.0f} ms {p95:6.0f} ms {1000 * used / len(taken):6.1f} ms   ({len(taken)} clicks)", flush=True
        )
        await asyncio.gather(*(client.close() for client in clients))
    print("  target: p95 200 ms")


async def _person(site: Site, client: Client, end: float, taken: list[float], seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311 - think times, no secrets
    rate = _rating(site, client)
    await asyncio.sleep(dice.uniform(0, THINK_SECONDS))
    while time.perf_counter() < end:
        begun = time.perf_counter()
        await (client.run() if dice.random() < 0.25 else rate())  # type: ignore[misc]
        taken.append(time.perf_counter() - begun)
        await asyncio.sleep(dice.uniform(0.5, 1.5) * THINK_SECONDS)


def _in_a_browser(company: Company, server: Server) -> None:
    """First page with an empty cache; a rating until its anchor is marked; a text until it says that it is saved."""
    path = find_chromium()
    if path is None:
        print("  no Chromium on this machine: nothing measured in a browser")
        return
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        page = chromium.new_context(viewport={"width": 1440, "height": 900}).new_page()
        company.sign_in(page, company.ines, server)
        begun = time.perf_counter()
        page.goto(server.url)
        page.get_by_role("heading", name="Hello").wait_for()
        print(f"  first page, empty cache          {time.perf_counter() - begun:6.2f} s (target 2.5)")
        page.goto(f"{server.url}/kit?interview={company.interview}")
        page.get_by_role("heading", name="Notes and vote").wait_for()
        name = company.skills()[0][1]
        page.get_by_role("textbox", name=f"Evidence for {name}:").wait_for()
        _rated(page, name, 5)  # the first click loads the code of what it shows
        _print("rating until its anchor is marked", [_rated(page, name, level) for level in (1, 2, 3, 4, 5) * 4], 250)
        _print("text until it is saved", [_saved(page, name, number) for number in range(20)], 500)
        chromium.close()


def _rated(page: Page, skill: str, level: int) -> float:
    group = page.get_by_role("radiogroup", name=f"Your rating of {skill}")
    begun = time.perf_counter()
    group.get_by_role("radio").nth(level - 1).click(force=True)
    page.locator(".lw-anchors .chosen").get_by_text(f"{level} ").filter(has_text="your rating").first.wait_for()
    return time.perf_counter() - begun


def _saved(page: Page, skill: str, number: int) -> float:
    field = page.get_by_role("textbox", name=f"Evidence for {skill}:")
    field.fill(f"{EVIDENCE} {number}")
    begun = time.perf_counter()
    field.blur()  # which sends at once, as leaving the box does
    expect(field.locator("xpath=..").locator(".state")).to_have_text("Saved")
    return time.perf_counter() - begun


def _print(what: str, seconds: list[float], target: int) -> None:
    p50, p95 = (1000 * percentile(seconds, share) for share in (0.5, 0.95))
    print(f"  {what:34} p50 {p50:5.0f} ms, p95 {p95:5.0f} ms (target {target})", flush=True)
