"""Rules of the house that no single module can keep alone."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BANNED_NAMES = {"utils", "util", "helpers", "helper", "common", "core", "manager", "handler", "misc"}


def committed() -> list[Path]:
    """The files that git tracks, or would track."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode != 0:
        pytest.skip("not a git checkout; these rules are about what is committed")
    return [ROOT / name for name in listed.stdout.splitlines() if (ROOT / name).is_file()]


def texts() -> dict[str, str]:
    """Every committed text file by its path."""
    found = {}
    for path in committed():
        try:
            found[str(path.relative_to(ROOT))] = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
    return found


def test_imports_point_back_along_the_layers() -> None:
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    checked = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout


def test_no_committed_file_names_a_package_registry() -> None:
    hosts = re.compile(
        "|".join(("py" + r"pi\.org", "python" + r"hosted\.org", "registry" + r"\.npmjs", "deb" + r"\.debian\.org"))
    )
    assert [name for name, text in texts().items() if hosts.search(text)] == []
    assert not (ROOT / "uv.lock").exists()


def test_the_product_leans_on_nothing_outside_itself() -> None:
    product = re.compile(
        r"^(interview/|app\.py|question_banks/|rubrics/|roles/|loops/|skills/|Makefile|setup\.sh|pyproject\.toml)"
    )
    outside = re.compile(r"\.\./shared|/wor" + r"k/|/tm" + r"p/")
    assert [name for name, text in texts().items() if product.match(name) and outside.search(text)] == []


def test_no_place_is_unfinished() -> None:
    marks = re.compile("NotImplemented" + "Error|TO" + "DO|FIX" + "ME|coming " + "soon|lorem " + "ipsum")
    product = re.compile(r"^(interview|question_banks|rubrics|roles|loops|skills)/|^app\.py$")
    assert [name for name, text in texts().items() if product.match(name) and marks.search(text)] == []


def test_modules_are_named_for_what_they_hold() -> None:
    modules = [path for path in committed() if path.suffix == ".py" and "interview" in path.parts]
    assert [str(path) for path in modules if path.stem in BANNED_NAMES or path.parent.name in BANNED_NAMES] == []


def test_only_one_module_touches_the_session_state() -> None:
    pattern = re.compile(r"\bst\.session_state\b")
    users = {name for name, text in texts().items() if name.startswith("interview/") and pattern.search(text)}
    assert users == {"interview/ui/session.py"}


@pytest.mark.parametrize(
    "name", ["requirements/run.txt", "requirements/dev.txt", "requirements/bench.txt", "requirements/uv.txt"]
)
def test_every_requirement_is_exact_and_hashed(name: str) -> None:
    entries = re.split(r"\n(?=\S)", (ROOT / name).read_text(encoding="utf-8"))
    wanted = [entry for entry in entries if entry.strip() and not entry.startswith(("#", " "))]
    assert wanted
    assert [entry.split()[0] for entry in wanted if "==" not in entry.split()[0] or "--hash=sha256:" not in entry] == []


def test_the_readme_names_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make run" in readme
    assert "make test" in readme
