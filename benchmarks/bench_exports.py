"""A loop summary of six pages beside one other way for each format, a bulk export, and the API under 32 clients.

Times are those of this process's own CPU where that is what it costs: the wall clock of a busy machine measures its other work.
"""

from __future__ import annotations

import asyncio
import statistics
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import docx
import httpx2
import openpyxl
from playwright.sync_api import sync_playwright
from pypdf import PdfReader
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from interview.api.rest.application import Rest
from interview.api.rest.limit import RateLimit
from interview.domain.scorecard import Rating, ScorecardContent, Vote
from interview.exports.bulk import pack_role
from interview.exports.catalogue import FORMATS, make_document
from interview.services.api_tokens import Scope, create_token
from interview.services.candidates import add_candidate
from interview.services.context import Context
from interview.settings import Settings
from interview.storage.migrate import upgrade
from interview.storage.unit import Store
from tests.browser.chromium import ARGUMENTS, find_chromium
from tests.factories import ROLE_ID, TestClock, World, a_cast, a_catalogue, a_world, submit

_WORDS = "Named the failure first, then drew how the data flows and what breaks, and weighed two ways of mending it. " * 52


def run() -> None:
    """Print times, sizes and ratios."""
    with TemporaryDirectory() as folder:
        context, world = _installation(Path(folder))
        _formats(context, world)
        _bulk(context, world, Path(folder))
        asyncio.run(_api(context, world))
        context.store.close()


def _installation(folder: Path) -> tuple[Context, World]:
    store = Store.open(f"sqlite:///{folder / 'bench.db'}")
    upgrade(store)
    settings = Settings(database_url="", content_dir=folder, data_dir=folder)
    clock = TestClock(datetime(2026, 3, 2, 9, tzinfo=UTC))
    context = Context(store=store, catalogue=a_catalogue(), settings=settings, clock=clock, secret=b"s" * 32)
    world = a_world(context, a_cast(context))
    for actor, interview, skills in (
        (world.cast.ines, world.workshop, ("design", "coding")),
        (world.cast.ivan, world.talk, ("design", "listening")),
    ):
        ratings = tuple(Rating(skill_id=skill, level=4, evidence=_WORDS) for skill in skills)
        card = ScorecardContent(ratings=ratings, notes=_WORDS * 3, vote=Vote.YES, vote_reason="Solid.")
        submit(context, actor, interview, card)
    return context, world


def _formats(context: Context, world: World) -> None:
    def ours(form: str) -> Callable[[], bytes]:
        return lambda: make_document(context, world.cast.hugo, "loop-summary", world.candidate_id, form).data

    pages = len(PdfReader(BytesIO(ours("pdf")())).pages)
    print(f"loop summary of {pages} pages, warm, median of 7 (permission, recommendation and audit event included)")
    print(f"  {'':44} {'CPU':>7} {'wall':>10} {'size':>9}")
    for form in FORMATS:
        _show(form, *_timed(ours(form)))
    rows = [["skill", "person", "level", _WORDS] for _ in range(4 * pages)]
    with _browser() as print_page:
        if print_page:
            page = ours("html")().decode()
            _show("pdf beside: Chromium prints our HTML (wall)", *_timed(lambda: print_page(page)))
    _show("docx beside: bare python-docx table", *_timed(lambda: _bare_docx(rows)))
    _show("xlsx beside: bare openpyxl table", *_timed(lambda: _bare_xlsx(rows)))


def _show(name: str, cpu: float, wall: float, size: int) -> None:
    print(f"  {name:44} {cpu * 1000:4.0f} ms {wall * 1000:7.0f} ms {size / 1000:6.0f} kB")


@contextmanager
def _browser() -> Iterator[Callable[[str], bytes] | None]:
    """Prints a page to PDF; ``None`` where there is no Chromium."""
    with sync_playwright() as playwright:
        chromium = find_chromium()
        if chromium is None:
            yield None
            return
        browser = playwright.chromium.launch(executable_path=chromium, args=[*ARGUMENTS])
        tab = browser.new_page()

        def print_page(html: str) -> bytes:
            tab.set_content(html)
            return tab.pdf(format="A4")

        yield print_page
        browser.close()


def _bulk(context: Context, world: World, folder: Path) -> None:
    for number in range(99):
        add_candidate(context, world.cast.rita, name=f"Candidate {number}", role_id=ROLE_ID)
    tracemalloc.start()
    peaks, began = [], time.perf_counter()
    for number, _ in enumerate(pack_role(context, world.cast.ada, ROLE_ID, folder / "all.zip", kind="loop-summary", form="html")):
        if number % 25 == 24:
            peaks.append(tracemalloc.get_traced_memory()[1] / 1e6)
            tracemalloc.reset_peak()
    tracemalloc.stop()
    shown = ", ".join(f"{peak:.1f}" for peak in peaks)
    print(f"bulk: 100 candidates in {time.perf_counter() - began:.1f} s; peak MB in each quarter: {shown}")


async def _api(context: Context, world: World) -> None:
    token = create_token(context, world.cast.hugo, name="bench", scopes=tuple(Scope)).token

    async def bare(_request: Request) -> JSONResponse:
        return JSONResponse({"id": world.candidate_id})

    app = Starlette(routes=[Route("/bare", bare), *Rest(replace(context), RateLimit(burst=100_000)).routes()])
    headers = {"Authorization": f"Bearer {token}"}
    print("api: 32 clients, 10 requests each, in one process")
    for name, path in (
        ("a candidate, permission and audit included", f"/api/v1/candidates/{world.candidate_id}"),
        ("beside: a bare Starlette route", "/bare"),
    ):
        times: list[float] = []

        async def client(path: str = path, times: list[float] = times) -> None:
            transport: Any = httpx2.ASGITransport(app=app)
            async with httpx2.AsyncClient(transport=transport, base_url="http://bench", headers=headers) as http:
                for _ in range(10):
                    began = time.perf_counter()
                    answer = await http.get(path)
                    times.append(time.perf_counter() - began)
                    assert answer.status_code == 200

        began, worked = time.perf_counter(), time.process_time()
        await asyncio.gather(*(client() for _ in range(32)))
        rate, cpu = len(times) / (time.perf_counter() - began), (time.process_time() - worked) / len(times)
        q = statistics.quantiles(times, n=20)
        print(f"  {name:44} {cpu * 1000:4.1f} ms CPU, {rate:5.0f}/s, median {q[9] * 1000:.0f} ms, p95 {q[18] * 1000:.0f} ms")


def _timed(make: Callable[[], bytes]) -> tuple[float, float, int]:
    size, cpu, wall = len(make()), list[float](), list[float]()
    for _ in range(7):
        worked, began = time.process_time(), time.perf_counter()
        make()
        cpu.append(time.process_time() - worked)
        wall.append(time.perf_counter() - began)
    return statistics.median(cpu), statistics.median(wall), size


def _bare_docx(rows: list[list[str]]) -> bytes:
    document = docx.Document()
    table = document.add_table(rows=0, cols=4)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _bare_xlsx(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    out = BytesIO()
    book.save(out)
    return out.getvalue()
