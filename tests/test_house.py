"""Rules of the house that no single module can keep alone."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from interview.settings import load_settings

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


def test_every_setting_is_explained_to_those_who_deploy() -> None:
    asked = set[str]()

    class Environment(dict[str, str]):
        def get(self, name: str, default: str | None = None) -> str | None:  # type: ignore[override]  # as narrow as we ask
            asked.add(name)
            return super().get(name, default)

    oidc = {"ISSUER": "https://login.example.org", "CLIENT_ID": "loopwright", "CLIENT_SECRET": "s"}
    load_settings(Environment({f"INTERVIEW_OIDC_{name}": value for name, value in oidc.items()}))
    explained = set(re.findall(r"INTERVIEW_[A-Z_]+", (ROOT / "docs" / "deployment.md").read_text(encoding="utf-8")))
    assert explained - {"INTERVIEW_OIDC_"} == asked


def test_every_package_and_every_dependency_has_its_line_and_its_reason() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    listed = set(
        re.findall(r"`([a-z]+)/?`", " ".join(line.split("|")[1] for line in page.splitlines() if line.startswith("| `")))
    )
    modules = {path.stem for path in (ROOT / "interview").iterdir() if (path / "__init__.py").exists() or path.suffix == ".py"}
    assert modules - {"__init__", "__main__"} == listed
    lines = [line.split("|")[1] for line in page.partition("## Dependencies")[2].splitlines() if line.startswith("| ")]
    explained = {name.strip() for line in lines for name in line.split(",")}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert {re.split(r"[\[>=;]", entry)[0] for entry in project["dependencies"]} == explained - {"library", "---"}


def test_the_readme_names_the_two_commands() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert "make run" in readme
    assert "make test" in readme
