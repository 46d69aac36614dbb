"""The published JSON Schemas are those of the code, and what we write fits them."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema_rs
import pytest

from interview.cli.schemas import schema_text, schemas
from interview.errors import Invalid
from interview.exports.catalogue import KINDS
from interview.services.context import Context
from tests.api.client import Client
from tests.exports import scenes
from tests.factories import World

PUBLISHED = Path(__file__).resolve().parents[2] / "docs/schemas"


@pytest.mark.parametrize("document", KINDS)
def test_the_published_schema_is_the_codes(document: str) -> None:
    assert (PUBLISHED / f"{document}.json").read_text(encoding="utf-8") == schema_text(document), "run `make docs`"


def test_every_file_is_written_and_no_other_is_published(tmp_path: Path) -> None:
    schemas(tmp_path)
    assert {file.name for file in tmp_path.iterdir()} == {file.name for file in PUBLISHED.iterdir()}
    with pytest.raises(Invalid, match="is no folder"):
        schemas(tmp_path / "nowhere")


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize("document", ["loop-summary", "debrief-pack", "scorecards", "schedule", "kit", "loop-plan", "role-sheet"])
def test_what_is_written_fits_what_is_published_and_what_is_served(document: str, context: Context, world: World) -> None:
    scenes.decide(context, world)
    published = json.loads((PUBLISHED / f"{document}.json").read_text(encoding="utf-8"))
    written = json.loads(scenes.made(context, world, "json", document))
    jsonschema_rs.validator_for(published).validate(written)
    assert Client(context, world.cast.hugo).http.get(f"/api/v1/schemas/{document}").json() == published
    del written["content"]["versions"]
    assert not jsonschema_rs.is_valid(published, written)
