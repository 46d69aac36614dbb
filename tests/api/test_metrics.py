"""Metrics: what is counted, who may look, and that nothing of candidates is in them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from interview.api.metrics import CountRequests, Metrics, part_of
from interview.domain.job import JobKind
from interview.services.context import Context
from interview.services.jobs import start_job
from interview.services.scorecards import open_scorecard, save_draft
from interview.services.sessions import open_session
from tests.factories import ROLE_ID, World, content

Samples = dict[tuple[str, tuple[tuple[str, str], ...]], float]


async def page(_request: Request) -> PlainTextResponse:
    return PlainTextResponse("Cleo Marsh")


async def broken(_request: Request) -> PlainTextResponse:
    raise ZeroDivisionError


class Monitoring:
    def __init__(self, context: Context, address: str = "127.0.0.1") -> None:
        metrics = Metrics(context)
        app = Starlette(
            routes=[*metrics.routes(), Route("/download/{name}", page), Route("/candidate", page), Route("/broken", broken)],
            middleware=[Middleware(CountRequests, metrics=metrics)],
        )
        self.http = TestClient(app, client=(address, 5000), raise_server_exceptions=False)

    def scrape(self) -> Samples:
        families = text_string_to_metric_families(self.http.get("/metrics").text)
        return {
            (sample.name, tuple(sorted(sample.labels.items()))): sample.value for family in families for sample in family.samples
        }


def test_requests_are_counted_by_part_method_and_status(context: Context) -> None:
    seen = Monitoring(context)
    for path in ("/download/Cleo-Marsh.pdf", "/download/other", "/candidate?candidate=candidate-1", "/broken", "/nowhere"):
        seen.http.get(path)
    samples = seen.scrape()

    def count(part: str, status: str) -> float:
        return samples.get(("loopwright_requests_total", (("method", "GET"), ("part", part), ("status", status))), 0)

    assert [count("download", "200"), count("page", "200"), count("page", "500"), count("page", "404")] == [2, 1, 1, 1]
    assert samples["loopwright_request_seconds_count", (("part", "download"),)] == 2


def test_actions_sessions_and_jobs_are_counted(context: Context, world: World) -> None:
    seen = Monitoring(context)
    card = open_scorecard(context, world.cast.ines, world.workshop)
    for version in (1, 2):
        text = content("design", "coding", notes=f"text {version}")
        save_draft(context, world.cast.ines, card.id, expected_version=version, content=text)
    start_job(context, world.cast.rita, JobKind.EXPORT, subject_id=ROLE_ID)
    with context.store.write() as unit:
        open_session(context, unit, world.cast.ines.person_id)
        unit.commit_bookkeeping()
    samples = seen.scrape()
    assert samples["loopwright_actions_total", (("action", "scorecard.save"),)] == 2
    assert samples["loopwright_jobs", (("state", "queued"),)] == 1
    assert samples["loopwright_jobs", (("state", "failed"),)] == 0
    assert samples["loopwright_sessions_open", ()] == 1
    assert samples["loopwright_letters_waiting", ()] == 0


def test_an_action_that_was_undone_is_not_counted(context: Context, world: World) -> None:
    seen = Monitoring(context)
    with context.store.write() as unit:
        unit.audit.append(context.event(world.cast.ines, "scorecard.save", "scorecard", "x"))
    assert ("loopwright_actions_total", (("action", "scorecard.save"),)) not in seen.scrape()


def test_nothing_of_candidates_is_in_the_numbers(context: Context, world: World) -> None:
    seen = Monitoring(context)
    card = open_scorecard(context, world.cast.ines, world.workshop)
    save_draft(context, world.cast.ines, card.id, expected_version=1, content=content("design", notes="Cleo Marsh was calm"))
    seen.http.get(f"/candidate?candidate={world.candidate_id}")
    seen.http.get("/download/Cleo-Marsh.pdf")
    seen.http.request("CLEO", f"/{world.candidate_id}/Marsh")
    shown = seen.http.get("/metrics").text
    for trace in ("Cleo", "CLEO", "Marsh", world.candidate_id, world.workshop, card.id, world.cast.ines.person_id, "example"):
        assert trace not in shown


@pytest.mark.parametrize(
    ("address", "headers", "status"),
    [
        ("127.0.0.1", {}, 200),
        ("::1", {}, 200),
        ("10.0.0.7", {}, 403),
        ("testclient", {}, 403),
        ("127.0.0.1", {"X-Forwarded-For": "10.0.0.7"}, 403),
        ("127.0.0.1", {"Forwarded": "for=10.0.0.7"}, 403),
    ],
)
def test_without_a_token_only_this_machine_may_look(context: Context, address: str, headers: dict[str, str], status: int) -> None:
    assert Monitoring(context, address).http.get("/metrics", headers=headers).status_code == status


def test_with_a_token_whoever_brings_it_may_look(context: Context) -> None:
    seen = Monitoring(replace(context, settings=replace(context.settings, metrics_token="long and random")), "10.0.0.7")
    assert seen.http.get("/metrics", headers={"Authorization": "Bearer long and random"}).status_code == 200
    assert seen.http.get("/metrics").status_code == 403
    for wrong in (b"Bearer guess", "Bearer ä".encode("latin-1")):
        assert seen.http.get("/metrics", headers=[(b"authorization", wrong)]).status_code == 403


@pytest.mark.parametrize(
    ("path", "part"),
    [("/", "page"), ("/candidate", "page"), ("/api/v1/roles", "api"), ("/_stcore/stream", "_stcore"), ("*", "page")],
)
def test_parts_are_a_fixed_list(path: str, part: str) -> None:
    assert part_of(path) == part
