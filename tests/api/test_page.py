"""The plain pages speak the browser's language, and every word of them can be translated."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from interview import api
from interview.services.context import Context
from tests.api.test_account import client  # noqa: F401 - the fixture
from tests.factories import Cast

TEMPLATES = sorted((Path(api.__file__).parent / "templates").glob("*.html"))


def test_a_german_browser_gets_a_german_form_and_says_so(client: TestClient, context: Context, cast: Cast) -> None:  # noqa: F811
    answer = client.get("/account/sign-in", headers={"Accept-Language": "de-AT,de;q=0.9,en;q=0.8"})
    assert '<html lang="de">' in answer.text
    assert "<h1>Anmelden</h1>" in answer.text
    assert answer.headers["Content-Language"] == "de"
    assert answer.headers["Vary"] == "Accept-Language"


def test_every_other_browser_gets_english(client: TestClient, context: Context, cast: Cast) -> None:  # noqa: F811
    for wanted in ({"Accept-Language": "fr-FR"}, {"Accept-Language": "*"}, {"Accept-Language": ""}):
        answer = client.get("/account/sign-in", headers=wanted)
        assert '<html lang="en">' in answer.text
        assert "<h1>Sign in</h1>" in answer.text


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: path.stem)
def test_no_template_holds_a_bare_text(template: Path) -> None:
    source = template.read_text(encoding="utf-8")
    bare = re.sub(r"<style>.*?</style>|{{.*?}}|{%.*?%}|<[^>]*>|Loopwright", "", source, flags=re.DOTALL)
    assert re.findall(r"\w+", bare) == []
    assert re.findall(r'(?:placeholder|title|alt|aria-label)="[^{"]', source) == []
