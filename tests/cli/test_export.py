"""`interview export` from end to end, on a database of its own."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest

from interview.cli import main
from interview.exports.catalogue import KINDS
from interview.services.context import Context
from tests.exports import scenes
from tests.factories import ROLE_ID, World

Run = Callable[..., tuple[int, bytes, str]]

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


@pytest.fixture
def run(context: Context, world: World, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Run:
    """Runs the command; returns exit code, standard output and standard error."""
    monkeypatch.setenv("INTERVIEW_DATA_DIR", str(context.settings.data_dir))
    monkeypatch.setenv("INTERVIEW_DATABASE_URL", context.settings.database_url)
    scenes.rate(context, world)

    def _run(*arguments: str) -> tuple[int, bytes, str]:
        monkeypatch.setattr("sys.argv", ["interview", "export", *arguments])
        try:
            main()
            code = 0
        except SystemExit as done:
            code = int(done.code or 0)
        out, err = capsysbinary.readouterr()
        return code, out, err.decode()

    return _run


def test_every_form_of_the_contract_is_written_with_its_hash(run: Run, world: World, tmp_path: Path) -> None:
    for form in ("pdf", "docx", "xlsx", "csv", "md", "html", "json", "ics", "greenhouse"):
        file = tmp_path / f"loop.{form}"
        code, out, err = run(world.candidate_id, "--format", form, "--out", str(file), "--json")
        told = json.loads(out)
        assert (code, err, told["path"]) == (0, "", str(file))
        assert len(told["content_hash"]) == 16
        assert file.stat().st_size > 100


def test_a_role_is_written_as_its_plan_and_standard_output_is_a_file_too(run: Run) -> None:
    code, out, _ = run(ROLE_ID, "--format", "md", "--out", "-")
    assert (code, out.startswith(b"# Weaver\n")) == (0, True)


def test_people_are_told_where_it_is(run: Run, world: World, tmp_path: Path) -> None:
    code, out, _ = run(world.workshop, "--document", "kit", "--format", "md", "--out", str(tmp_path / "kit.md"))
    assert (code, out.decode().split()[0]) == (0, str(tmp_path / "kit.md"))


def test_a_committee_packet_needs_its_review(run: Run, world: World, tmp_path: Path) -> None:
    wanted = (world.candidate_id, "--document", "committee-packet", "--format")
    code, _, err = run(*wanted, "pdf", "--out", str(tmp_path / "p.pdf"))
    assert (code, err.startswith("interview: Look through this packet first")) == (1, True)
    _, out, _ = run(*wanted, "review", "--out", str(tmp_path / "p.html"), "--json")
    code, _, err = run(*wanted, "pdf", "--out", str(tmp_path / "p.pdf"), "--reviewed", json.loads(out)["content_hash"])
    assert (code, err) == (0, "")


def test_all_candidates_of_a_role_are_packed_with_progress(run: Run, world: World, tmp_path: Path) -> None:
    file = tmp_path / "all.zip"
    code, out, err = run(ROLE_ID, "--bulk", "--format", "pdf", "--out", str(file))
    assert (code, out.decode()) == (0, f"{file} 1 documents\n")
    assert err.startswith(f"{world.candidate_id}: ")
    assert len(ZipFile(file).namelist()) == 2
    _, out, _ = run(ROLE_ID, "--bulk", "--format", "ics", "--out", str(file), "--json")
    assert json.loads(out)["files"][0]["file"].endswith("schedule.ics")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nobody", "--format", "pdf"), "interview: This role has no loop yet; assemble one."),
        ((ROLE_ID, "--format", "exe"), "interview: A loop plan can't be made as 'exe'"),
        ((ROLE_ID, "--format", "pdf", "--document", "novel"), "interview: There is no document 'novel'"),
        (("nobody", "--format", "pdf", "--bulk"), "interview: You can open no candidate of the role 'nobody'."),
    ],
)
def test_refusals_are_one_sentence(run: Run, tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    code, out, err = run(*arguments, "--out", str(tmp_path / "x"))
    assert (code, out) == (1, b"")
    assert err.startswith(told)
    assert err.count("\n") == 1
    assert not (tmp_path / "x").exists()


def test_a_place_that_can_not_be_written_is_named(run: Run, tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere" / "x.md"
    code, _, err = run(ROLE_ID, "--format", "md", "--out", str(nowhere))
    assert (code, str(nowhere) in err) == (1, True)
    code, _, err = run(ROLE_ID, "--format", "md", "--bulk", "--out", str(nowhere))
    assert (code, "is no folder" in err) == (1, True)


def test_the_help_names_every_document(run: Run) -> None:
    code, out, _ = run("--help")
    assert code == 0
    assert [kind for kind in KINDS if kind.encode() not in b"".join(out.split())] == []
