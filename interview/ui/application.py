"""The whole application as one ASGI program: Streamlit's pages, and around them the gate, sign-in, health and downloads."""

from __future__ import annotations

import asyncio
import gc
import tomllib
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from functools import partial
from pathlib import Path
from typing import Any, TypedDict

import streamlit as st
import streamlit.web
from starlette.middleware import Middleware
from starlette.routing import BaseRoute

from interview.api import health, mail_sender, webhook_sender
from interview.api.access_log import AccessLog
from interview.api.account import Account
from interview.api.downloads import Downloads
from interview.api.gate import Gate
from interview.api.headers import SecurityHeaders, content_security_policy
from interview.api.metrics import CountRequests, Metrics
from interview.api.rest.application import Rest
from interview.api.rounds import keep_going
from interview.bootstrap import App
from interview.jobs import local
from interview.logs import configure_logs
from interview.services.calendars import refresh_calendars
from interview.services.context import Context
from interview.services.reminding import send_due_reminders
from interview.services.sessions import actor_for_token
from interview.ui.session import install, report_bug

_COLLECT_EVERY_SECONDS = 60


SCRIPT = Path(__file__).parent / "entry" / "main.py"
"""What Streamlit runs for every click."""


class Surroundings(TypedDict):
    """Everything around the pages, as ``st.App`` takes it."""

    routes: list[BaseRoute]
    middleware: list[Middleware]
    lifespan: Callable[[st.App], AbstractAsyncContextManager[dict[str, Any]]]
    on_script_error: Callable[[Exception], bool]


def surroundings(app: App) -> Surroundings:
    """The routes, the gate and the rest for ``app``. One application a process: Streamlit keeps its settings process-wide."""
    configure_logs()
    install(app)
    context = app.context
    metrics = Metrics(context)
    index_html = (Path(streamlit.web.__file__).parent.parent / "static" / "index.html").read_text(encoding="utf-8")
    return Surroundings(
        routes=[
            *Account(context).routes(),
            *health.routes(context),
            *metrics.routes(),
            *Downloads(context).routes(),
            *Rest(context).routes(),
        ],
        middleware=[
            Middleware(CountRequests, metrics=metrics),
            Middleware(AccessLog),
            Middleware(SecurityHeaders, policy=content_security_policy(index_html)),
            Middleware(
                Gate,
                is_signed_in=lambda token: actor_for_token(context, token) is not None,
                public_url=context.settings.public_url,
            ),
        ],
        lifespan=partial(_lifespan, context),
        on_script_error=report_bug,
    )


@asynccontextmanager
async def _lifespan(context: Context, _app: st.App) -> AsyncIterator[dict[str, Any]]:
    """Load what every page needs before anybody visits, and collect garbage once a minute instead of after every click."""
    import pandas  # noqa: F401, PLC0415 - the first table would otherwise wait for it
    import pyarrow  # noqa: F401, PLC0415

    gc.collect()
    gc.freeze()
    tasks = [
        asyncio.create_task(work)
        for work in (
            _collect(),
            keep_going("mail", partial(mail_sender.send_waiting, context), every=mail_sender.EVERY_SECONDS),
            keep_going("webhooks", partial(webhook_sender.send_waiting, context), every=webhook_sender.EVERY_SECONDS),
            keep_going("reminders", partial(send_due_reminders, context), every=300),
            keep_going("calendars", partial(refresh_calendars, context), every=60),
        )
    ]
    if context.store.is_embedded:  # with PostgreSQL workers do the jobs
        jobs = keep_going("jobs", partial(local.run_due, context), every=local.EVERY_SECONDS)
        tasks.append(asyncio.create_task(jobs))
    try:
        yield {}
    finally:
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task


async def _collect() -> None:
    while True:
        await asyncio.sleep(_COLLECT_EVERY_SECONDS)
        gc.collect()


def shipped_config(folder: Path) -> dict[str, Any]:
    """Streamlit's options from ``.streamlit/config.toml`` as dotted names, so that they hold wherever we are started."""
    tables = tomllib.loads((folder / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    return dict(_dotted(tables))


def _dotted(tables: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in tables.items():
        if isinstance(value, dict):
            yield from _dotted(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value
