"""Structured logs: one JSON line an event, on standard error, without any text of candidates.

An exception is logged as its kind and the places it came through. Its message and the values of variables stay out: they may hold
what somebody wrote about a candidate, or a secret. That goes for the libraries' own logs as well.
"""

from __future__ import annotations

import logging
import sys
import traceback
from collections.abc import Iterator
from typing import Any

import structlog

from interview.errors import Forbidden, LoopwrightError


def configure_logs(*, as_json: bool = True) -> None:
    """Set up the log of a serving process. ``as_json`` is for machines; otherwise lines are aligned for people."""
    renderer: structlog.typing.Processor
    renderer = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer(colors=False)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _describe_exception,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=True,
    )
    logging.setLogRecordFactory(_record)


def note_refusal(where: str, actor_id: str, refused: LoopwrightError) -> None:
    """Log that somebody was not let in: who, where, and never what the sentence for them says, which may hold names."""
    if isinstance(refused, Forbidden):
        structlog.get_logger("access").warning("access.refused", where=where, actor=actor_id)


def describe(error: BaseException) -> str:
    """The kind of an exception, where it came from, and the same of what caused it; no value of anything.

    Failures of the operating system and of the connection to the database keep their sentence, which is about neither people nor
    texts.
    """
    return "\n".join(line for one in _chain(error) for line in _lines(one))


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen = set[int]()
    found: BaseException | None = error
    while found is not None and id(found) not in seen:
        seen.add(id(found))
        yield found
        found = found.__cause__ or (None if found.__suppress_context__ else found.__context__)


def _lines(error: BaseException) -> Iterator[str]:
    kind = type(error)
    sentence = _harmless(error)
    yield f"{kind.__module__}.{kind.__qualname__}" + (f": {sentence}" if sentence else "")
    for frame, line in traceback.walk_tb(error.__traceback__):
        yield f"  {frame.f_code.co_filename}:{line} in {frame.f_code.co_name}"


def _harmless(error: BaseException) -> str:
    if isinstance(error, OSError):
        return error.strerror or ""
    if type(error).__name__ == "OperationalError":  # of the database's driver, or SQLAlchemy's around it
        return str(getattr(error, "orig", None) or error).partition("\n")[0]
    return ""


def _describe_exception(_logger: object, _method: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    given = event.pop("exc_info", None)
    error = given if isinstance(given, BaseException) else given[1] if isinstance(given, tuple) else sys.exc_info()[1]
    if given and error is not None:
        event["exception"] = describe(error)
    return event


_plain_record = logging.getLogRecordFactory()


def _record(*args: Any, **options: Any) -> logging.LogRecord:
    """A library's log record, its exception described as ours are, before any formatter sees it."""
    record = _plain_record(*args, **options)
    if record.exc_info and record.exc_info[1] is not None:
        record.exc_text, record.exc_info = describe(record.exc_info[1]), None
    return record
