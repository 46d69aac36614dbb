"""Numbers for Prometheus at ``/metrics``: requests, actions, sessions, jobs, what waits to leave. Never a name, id or text.

Labels come from fixed lists: parts of the site, methods, statuses, actions of the audit trail, states. So nothing of candidates
can get into them, and their number is bounded.
"""

from __future__ import annotations

import hmac
import ipaddress
import time
from collections.abc import Iterator

import anyio
from prometheus_client import (
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from interview.domain.audit import AuditEvent
from interview.services.context import Context
from interview.services.operations import count_now

PATH = "/metrics"
_PARTS = ("account", "invitation", "download", "api", "static", "media", "_stcore", "healthz", "readyz", "metrics")
_METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)


class Metrics:
    """The registry of one application, and the route that shows it."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=self.registry)
        named = ("part", "method", "status")
        self.requests = Counter("loopwright_requests", "Answered requests.", named, registry=self.registry)
        self.seconds = Histogram(
            "loopwright_request_seconds", "Time to the end of the answer.", ("part",), buckets=_SECONDS, registry=self.registry
        )
        self.sockets = Counter("loopwright_sockets", "Browser tabs that connected.", registry=self.registry)
        self.actions = Counter(
            "loopwright_actions",
            "What people did through this process, by its name in the audit trail; scorecard.save counts saved drafts.",
            ("action",),
            registry=self.registry,
        )
        self.registry.register(_Now(context))
        context.store.listeners.append(self._heard)

    def _heard(self, event: AuditEvent) -> None:
        self.actions.labels(event.action).inc()

    def routes(self) -> list[Route]:
        """The one route."""
        return [Route(PATH, self.show, methods=["GET"])]

    async def show(self, request: Request) -> Response:
        """The numbers, for whoever brings the token; without a token in the settings, for this machine alone."""
        if not self._may_look(request):
            return PlainTextResponse("Not for you; see 'Metrics' in docs/deployment.md.", status_code=403)
        shown = await anyio.to_thread.run_sync(generate_latest, self.registry)
        return Response(shown, media_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})

    def _may_look(self, request: Request) -> bool:
        token = self.context.settings.metrics_token
        if token:
            return hmac.compare_digest(request.headers.get("authorization", "").encode(), f"Bearer {token}".encode())
        if "x-forwarded-for" in request.headers or "forwarded" in request.headers:
            return False  # a proxy on this machine speaks for anybody
        return request.client is not None and _is_loopback(request.client.host)


class CountRequests:
    """Counts answers and their time, as the outermost middleware."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on and count its end."""
        if scope["type"] == "websocket":
            self.metrics.sockets.inc()
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun, status = time.perf_counter(), 500

        async def noting(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noting)
        finally:
            part = part_of(scope["path"])
            method = scope["method"] if scope["method"] in _METHODS else "other"
            self.metrics.requests.labels(part, method, str(status)).inc()
            self.metrics.seconds.labels(part).observe(time.perf_counter() - begun)


def part_of(path: str) -> str:
    """The part of the site that a path belongs to; everything that is not known by name is a page."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return first if first in _PARTS else "page"


class _Now(Collector):
    """What the database holds at the moment of the scrape."""

    def __init__(self, context: Context) -> None:
        self.context = context

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Nothing is asked of the database when the collector is registered."""
        return iter(())

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """Sessions, jobs, letters and deliveries."""
        now = count_now(self.context)
        yield GaugeMetricFamily("loopwright_sessions_open", "People who are signed in.", value=now.sessions)
        jobs = GaugeMetricFamily("loopwright_jobs", "Background jobs by state.", labels=["state"])
        for state, count in now.jobs.items():
            jobs.add_metric([state], count)
        yield jobs
        yield GaugeMetricFamily("loopwright_letters_waiting", "Mails that have not left.", value=now.letters_waiting)
        yield GaugeMetricFamily("loopwright_deliveries_waiting", "Webhooks that have not arrived.", value=now.deliveries_waiting)


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
