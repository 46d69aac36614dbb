"""What stands around the pages: settings, the lifespan, and what a bug looks like to the person who meets it."""

from __future__ import annotations

import asyncio
import gc
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
import streamlit as st

from interview.bootstrap import App
from interview.services.context import Context
from interview.ui import application, navigation, session
from interview.ui.application import SCRIPT, shipped_config, surroundings
from tests.factories import Cast
from tests.ui.conftest import Visit

ROOT = Path(__file__).resolve().parents[2]


def test_the_shipped_settings_keep_reruns_cheap_and_everything_at_home() -> None:
    config = shipped_config(ROOT)
    assert config["runner.postScriptGC"] is False
    assert config["browser.gatherUsageStats"] is False
    assert config["client.showErrorDetails"] == "none"
    assert config["theme.light.primaryColor"] != config["theme.dark.primaryColor"]


def test_no_old_style_pages_folder_lies_beside_the_script() -> None:
    assert SCRIPT.is_file()
    assert not (SCRIPT.parent / "pages").exists()


def test_the_lifespan_collects_garbage_while_it_lasts(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    around = surroundings(App(context))
    collected: list[int] = []
    monkeypatch.setattr(application, "_COLLECT_EVERY_SECONDS", 0)
    monkeypatch.setattr(gc, "collect", lambda: collected.append(1))
    monkeypatch.setattr(gc, "freeze", lambda: None)

    async def live() -> None:
        async with around["lifespan"](st.App(SCRIPT)):
            while len(collected) < 3:
                await asyncio.sleep(0)

    with ThreadPoolExecutor() as aside:  # a browser test that ran before in this process may have left its loop in this thread
        aside.submit(asyncio.run, live()).result()
    assert len(collected) >= 3
    assert {"/healthz", "/readyz"} <= {getattr(route, "path", "") for route in around["routes"]}


def test_a_bug_shows_a_reference_and_none_of_its_text(visit: Visit, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    shown: list[str] = []
    monkeypatch.setattr(st, "error", shown.append)
    assert session.report_bug(RuntimeError("Cleo's secret"))
    assert "Cleo" not in shown[0]
    assert shown[0].startswith("Something went wrong on our side. Nothing you saved is lost.")


def test_a_link_to_a_page_that_somebody_does_not_have_is_left_out(
    visit: Visit, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    def render(*_: Any) -> None:
        session.link("audit", "The trail")
        session.link("bank", "The banks")

    places = tuple(
        navigation.Place("home", "Home", render, place.roles) if place.name == "home" else place for place in navigation.PLACES
    )
    monkeypatch.setattr(navigation, "PLACES", places)
    links = visit(cast.ines).links
    assert "bank" in links.values()
    assert "audit" not in links.values()
