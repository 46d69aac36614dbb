"""How the application is started."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit import config as streamlit_config
from streamlit.web.server.app_discovery import discover_asgi_app
from typer.testing import CliRunner

from interview.cli import app as command_line
from interview.logs import configure_logs
from interview.ui.application import shipped_config

ROOT = Path(__file__).resolve().parents[1]


def test_streamlit_run_finds_the_application_with_its_gate() -> None:
    """Otherwise it would run the file as a bare script: pages without sign-in pages and without a gate."""
    found = discover_asgi_app(ROOT / "app.py")
    assert (found.is_asgi_app, found.app_name) == (True, "app")


def test_every_option_we_set_still_exists_in_streamlit() -> None:
    """Some are hidden options, which an upgrade may drop without notice."""
    options = streamlit_config._config_options_template
    theme = {name for name in shipped_config(ROOT) if name.startswith("theme.")}
    assert {name for name in shipped_config(ROOT) if name not in options} - theme == set()


@pytest.mark.parametrize("fresh", [True, False])
def test_serve_says_where_it_is_and_how_to_sign_in(fresh: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started: dict[str, Any] = {}
    monkeypatch.setattr(st.App, "run", lambda _self, *, config: started.update(config))
    monkeypatch.setenv("INTERVIEW_DATA_DIR", str(tmp_path))
    content = tmp_path / "content" / "skills"
    content.mkdir(parents=True)
    (content / "queues.yaml").write_text("id: queues\n", encoding="utf-8")
    monkeypatch.setenv("INTERVIEW_CONTENT_DIR", str(tmp_path / "content"))
    if not fresh:
        monkeypatch.setattr("interview.cli.serve.needs_first_administrator", lambda _context: False)
    said = CliRunner().invoke(command_line, ["serve", "--port", "8765"]).output
    assert "Loopwright: http://localhost:8765" in said
    assert ("http://localhost:8765/account/setup?token=" in said) is fresh
    assert ("Sign in with your account" in said) is not fresh
    assert "Left out of the content: skills/queues.yaml:1: kind: is missing; add it" in said
    assert (started["server.port"], started["server.address"], started["runner.postScriptGC"]) == (8765, "127.0.0.1", False)


@pytest.mark.parametrize("as_json", [True, False])
def test_a_log_line_is_one_event(as_json: bool, capsys: pytest.CaptureFixture[str]) -> None:
    import structlog

    before = structlog.get_config()
    try:
        configure_logs(as_json=as_json)
        structlog.get_logger("test").info("something.happened", number=1)
        line = capsys.readouterr().err.strip()
    finally:
        structlog.configure(**before)
    assert "\n" not in line
    if as_json:
        event = json.loads(line)
        assert (event["event"], event["number"], event["level"]) == ("something.happened", 1, "info")
    else:
        assert "something.happened" in line
