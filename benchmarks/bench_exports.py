"""Documents beside plain python-docx and openpyxl tables of the same data, a bulk export, and the API under 32 clients."""

from __future__ import annotations

import asyncio
import statistics
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import docx
import httpx2
import openpyxl
from starlette.applications import Starlette

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
from tests.factories import ROLE_ID, TestClock, World, a_cast, a_catalogue, a_world, submit

_WORDS = "Named the failure first, then drew how the data flows and what breaks, and weighed two ways of mending it. " * 12


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
        return lambda: make_document(context, world.cast.hugo, "debrief-pack", world.candidate_id, form).data

    print("debrief pack, warm, median of 7 (everything included: permission, recommendation, audit event)")
    for form in FORMATS:
        seconds, size = _timed(ours(form))
        print(f"  {form:5} {seconds * 1000:7.0f} ms {size / 1000:7.0f} kB")
    rows = [["skill", "person", "level", _WORDS] for _ in range(40)]
    for name, plain in (("docx: bare python-docx table", _bare_docx), ("xlsx: bare openpyxl table", _bare_xlsx)):
        seconds, size = _timed(lambda plain=plain: plain(rows))  # type: ignore[misc] # the loop's own
        print(f"  {name:30} {seconds * 1000:5.0f} ms {size / 1000:7.0f} kB")


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
    app: Any = Starlette(routes=Rest(replace(context), RateLimit(burst=100_000)).routes())
    times: list[float] = []

    async def client() -> None:
        transport = httpx2.ASGITransport(app=app)
        headers = {"Authorization": f"Bearer {token}"}
        async with httpx2.AsyncClient(transport=transport, base_url="http://bench", headers=headers) as http:
            for _ in range(10):
                began = time.perf_counter()
                answer = await http.get(f"/api/v1/candidates/{world.candidate_id}")
                times.append(time.perf_counter() - began)
                assert answer.status_code == 200

    began = time.perf_counter()
    await asyncio.gather(*(client() for _ in range(32)))
    rate = len(times) / (time.perf_counter() - began)
    quantiles = statistics.quantiles(times, n=20)
    print(f"api: 32 clients, {rate:.0f} requests/s, median {quantiles[9] * 1000:.0f} ms, p95 {quantiles[18] * 1000:.0f} ms")


def _timed(make: Callable[[], bytes]) -> tuple[float, int]:
    size, times = len(make()), []
    for _ in range(7):
        began = time.perf_counter()
        make()
        times.append(time.perf_counter() - began)
    return statistics.median(times), size


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
