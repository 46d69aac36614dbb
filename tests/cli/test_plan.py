"""``interview plan`` as people and outside checks run it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.planning.factories import person, small_data, stage


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", "from interview.cli import main; main()", "plan", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def written(folder: Path, data: Any) -> str:
    path = folder / "problem.json"
    path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
    return str(path)


def test_a_problem_file_gives_a_plan_in_json(tmp_path: Path) -> None:
    done = run("--problem", written(tmp_path, small_data()), "--json")
    plan = json.loads(done.stdout)
    assert (done.returncode, done.stderr, plan["status"], plan["violations"]) == (0, "", "optimal", [])


def test_stages_that_are_left_out_are_named_with_the_reason(tmp_path: Path) -> None:
    stages = [stage("one"), stage("two"), stage("long", length_minutes=90, optional=True)]
    done = run("--problem", written(tmp_path, small_data(stages=stages, policy={"min_fill": 0.5, "max_total_minutes": 200})))
    assert done.returncode == 0
    assert "Stage long is left out: no loop with it keeps to 200 minutes." in done.stdout.splitlines()


def test_an_infeasible_problem_says_why_and_ends_with_1(tmp_path: Path) -> None:
    done = run("--problem", written(tmp_path, small_data(interviewers=[person("ann"), person("bob", skills=["sql"])])))
    assert done.returncode == 1
    assert done.stderr == (
        "interview: Must-have skill api is to be seen by 2 different interviewers, "
        "and only ann is trained and qualified for it.\n"
    )


def test_every_mistake_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    data = small_data(
        locks=[{"stage": "one", "question": "api-0"}, {"stage": "two", "question": "api-0"}, {"stage": "three"}],
        interviewers=[person("ann", available=[]), person("bob", timezone="Mars/Base")],
    )
    data["questions"][0]["minutes"] = -5
    data["questions"][1]["skill_id"] = "ghost"
    data["stages"][0]["buffer_minutes"] = 60
    file = written(tmp_path, data)
    done = run("--problem", file)
    assert (done.returncode, done.stdout) == (1, "")
    assert sorted(done.stderr.splitlines()) == sorted(
        f"interview: {file}: {line}"
        for line in (
            "questions[0].minutes: input should be greater than or equal to 1 (found -5); correct it",
            "interviewers[1].timezone: 'Mars/Base' is not a time zone; use a name such as Europe/Berlin",
            "questions[1].skill_id: names 'ghost', which is not among the skills; correct it or add it there",
            "locks[2].stage: names 'three', which is not among the stages; correct it or add it there",
            "stages[0].buffer_minutes: 60 minutes leave no time for questions in a stage of 60 minutes; change one of them",
            "interviewers[0].available: is empty; give at least one [start, end], or take the person out",
            "locks[1]: clashes with locks[0]: api-0 can't be in two stages; take one lock out",
        )
    )


def test_a_file_that_is_not_json_names_its_line(tmp_path: Path) -> None:
    file = written(tmp_path, "{\n  broken\n}")
    done = run("--problem", file)
    assert done.returncode == 1
    assert done.stderr.startswith(f"interview: {file}:2: is not JSON")


def test_exactly_one_source_is_asked_for() -> None:
    assert run().returncode == 2


def test_limits_for_templates_are_refused_beside_a_file(tmp_path: Path) -> None:
    done = run("--problem", written(tmp_path, small_data()), "--max-stages", "1")
    assert done.returncode == 2
    assert "--max-stages" in done.stderr
