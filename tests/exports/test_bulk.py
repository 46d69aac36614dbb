"""All candidates of a role in one file."""

from __future__ import annotations

import json
from pathlib import Path
from zipfile import ZipFile

import pytest

from interview.errors import Invalid
from interview.exports.bulk import pack_role
from interview.services.candidates import add_candidate, get_candidate
from interview.services.context import Context
from interview.services.interviews import schedule_interview
from tests.exports import scenes
from tests.factories import ROLE_ID, World

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


def test_every_document_is_in_the_manifest_and_refusals_say_why(context: Context, world: World, tmp_path: Path) -> None:
    scenes.rate(context, world)
    other = add_candidate(context, world.cast.rita, name="Nora Bell", role_id=ROLE_ID)
    first = get_candidate(context, world.cast.rita, other.id).interviews[0]
    schedule_interview(
        context, world.cast.rita, first.id, context.now(), panel=[world.cast.hugo.person_id]
    )  # Hugo is blind there
    file = tmp_path / "all.zip"
    packed = list(pack_role(context, world.cast.hugo, ROLE_ID, file, kind="loop-summary", form="csv"))
    with ZipFile(file) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        names = set(archive.namelist()) - {"manifest.json"}
        rows = scenes.csv_rows(archive.read(next(iter(names))))
    assert manifest["files"] == [entry.model_dump() for entry in packed]
    assert names == {entry.file for entry in packed if entry.file}
    assert {entry.candidate_id: bool(entry.refused) for entry in packed} == {world.candidate_id: False, other.id: True}
    assert {row["content"] for row in rows} == {entry.content_hash for entry in packed if entry.file}


def test_what_can_not_be_packed_is_refused(context: Context, world: World, tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="no document about a candidate"):
        list(pack_role(context, world.cast.hugo, ROLE_ID, tmp_path / "x.zip", kind="loop-plan", form="csv"))
    with pytest.raises(Invalid, match="no candidate"):
        list(pack_role(context, world.cast.hanna, ROLE_ID, tmp_path / "x.zip", kind="schedule", form="csv"))
