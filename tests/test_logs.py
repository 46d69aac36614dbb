"""Logs say what went wrong and where; they never repeat what somebody wrote."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog
from pydantic import BaseModel

from interview.logs import configure_logs, describe

TRACE = "Cleo Marsh was calm"


class _Number(BaseModel):
    number: int


def _fails() -> None:
    notes = TRACE  # a local variable
    try:
        _Number(number=notes)  # pydantic repeats the value in its message
    except ValueError as cause:
        raise RuntimeError(f"can't use {notes}") from cause


@pytest.fixture
def log() -> Iterator[structlog.typing.FilteringBoundLogger]:
    before, factory = structlog.get_config(), logging.getLogRecordFactory()
    configure_logs()
    structlog.configure(cache_logger_on_first_use=False)
    yield structlog.get_logger()
    structlog.configure(**before)
    logging.setLogRecordFactory(factory)


def test_an_exception_is_logged_as_its_kind_and_its_places(
    log: structlog.typing.FilteringBoundLogger, capsys: pytest.CaptureFixture[str]
) -> None:
    structlog.configure(logger_factory=structlog.PrintLoggerFactory())
    try:
        _fails()
    except RuntimeError as error:
        log.exception("page.failed", reference="ab12")
        raised = error
    log.error("again", exc_info=raised)
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["event"] for line in lines] == ["page.failed", "again"]
    for line in lines:
        assert line["exception"].startswith("builtins.RuntimeError\n")
        assert "test_logs.py" in line["exception"]
        assert "in _fails" in line["exception"]
        assert "ValidationError" in line["exception"]
        assert TRACE not in json.dumps(line)


def test_the_libraries_logs_are_as_discreet(log: structlog.typing.FilteringBoundLogger) -> None:
    out = io.StringIO()
    library = logging.getLogger("some.library")
    handler = logging.StreamHandler(out)
    library.addHandler(handler)
    try:
        _fails()
    except RuntimeError as error:
        library.exception("Exception in application")
        raised = error
    library.error("Uncaught app execution", exc_info=raised)
    library.removeHandler(handler)
    assert "Exception in application\nbuiltins.RuntimeError" in out.getvalue()
    assert "in _fails" in out.getvalue()
    assert TRACE not in out.getvalue()


def test_what_the_system_says_is_kept() -> None:
    assert describe(FileNotFoundError(2, "No such file or directory", "secret")) == (
        "builtins.FileNotFoundError: No such file or directory"
    )
    assert describe(ValueError(TRACE)) == "builtins.ValueError"
    circular = ValueError("a")
    circular.__cause__ = circular
    assert describe(circular) == "builtins.ValueError"
