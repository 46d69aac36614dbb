"""Is the process alive, and can it serve? For load balancers; neither answer tells anything else."""

from __future__ import annotations

import anyio
import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from interview.services.context import Context
from interview.services.identity import needs_first_administrator

_log = structlog.get_logger(__name__)


def routes(context: Context) -> list[Route]:
    """``/healthz`` answers while the process runs; ``/readyz`` only while the database answers too."""

    async def alive(_request: Request) -> Response:
        return JSONResponse({"status": "ok"})

    async def ready(_request: Request) -> Response:
        try:
            await anyio.to_thread.run_sync(needs_first_administrator, context)
        except Exception:
            _log.exception("readiness.failed")  # whatever it is, we can't serve; the reason is for the log, not for the caller
            return JSONResponse({"status": "unavailable"}, status_code=503)
        return JSONResponse({"status": "ok"})

    return [Route("/healthz", alive), Route("/readyz", ready)]
