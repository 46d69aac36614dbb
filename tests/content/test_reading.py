"""Files that can't be used are told apart: misnamed, misspelt, given twice, or not to be opened at all."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from interview.content.catalogue import load_catalogue, load_skills
from interview.content.read import parse_yaml, read_yaml
from tests.content.files import edit, problems


def test_skills_can_be_read_alone(content: Path) -> None:
    skills, errors = load_skills(content)
    assert (list(skills), errors) == (["queues"], ())


@pytest.mark.parametrize("folder", ["rubrics", "question_banks"])
def test_a_file_about_another_skill_is_not_used(content: Path, folder: str) -> None:
    edit(content / folder / "queues.yaml", "skill_id: queues", "skill_id: topics")
    catalogue, errors = load_catalogue(content)
    assert f"{folder}/queues.yaml:1: skill_id: is 'topics', but the file is named otherwise; make them the same" in map(
        str, errors
    )
    assert not (catalogue.rubrics if folder == "rubrics" else catalogue.questions)


def test_a_malformed_rubric_is_reported_and_left_out(content: Path) -> None:
    edit(content / "rubrics/queues.yaml", "definition: Work that waits.\n", "")
    catalogue, errors = load_catalogue(content)
    assert "rubrics/queues.yaml:1: definition: is missing; add it" in map(str, errors)
    assert catalogue.rubrics == {}


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("a: " + "[" * 200_000, "is longer than 100000 characters"),
        ("a: " + "[" * 90_000, "is nested more than 20 deep"),
        ("{a: " * 30, "is nested more than 20 deep"),
        ("- " * 40_000, "is nested more than 20 deep"),
        ("a: &a [x, x]\n" + "".join(f"{n}: &b{n} [*a, *a]\n" for n in range(20)), "p:2: is nested .* or refers to another place"),
        ("a: &a [*a]", "or refers to another place"),
        ("a: [", "is not YAML"),
    ],
)
def test_a_typed_text_that_would_take_the_process_down_is_refused_at_once(typed: str, told: str) -> None:
    document, (error, *others) = parse_yaml(typed, "p")
    assert (document, others) == (None, [])
    assert re.search(told, str(error))


def test_a_bank_with_an_unknown_field_is_reported(content: Path) -> None:
    edit(content / "question_banks/queues.yaml", "skill_id: queues\n", "skill_id: queues\nauthor: me\n")
    assert problems(content) == ["question_banks/queues.yaml:2: author: is not a field here; check its spelling"]


@pytest.mark.parametrize("questions", ["[]", "7"])
def test_a_bank_without_questions_is_reported(content: Path, questions: str) -> None:
    (content / "question_banks/queues.yaml").write_text(f"skill_id: queues\nquestions: {questions}\n", encoding="utf-8")
    assert "question_banks/queues.yaml:2: questions: must be a list with at least one question" in problems(content)


def test_an_entry_that_is_no_question_is_reported_with_its_place(content: Path) -> None:
    (content / "question_banks/queues.yaml").write_text("skill_id: queues\nquestions: [just words]\n", encoding="utf-8")
    assert any(problem.startswith("question_banks/queues.yaml:2: questions[0]: ") for problem in problems(content))


def test_an_id_used_twice_is_reported_at_the_second_place(content: Path) -> None:
    line = edit(content / "question_banks/queues.yaml", "id: queues-5", "id: queues-1")
    expected = f"question_banks/queues.yaml:{line}: questions[5].id: 'queues-1' is used by another question; choose a new one"
    assert expected in problems(content)


def test_references_of_rubrics_roles_and_banks_without_a_skill_are_reported(content: Path) -> None:
    with (content / "rubrics/queues.yaml").open("a", encoding="utf-8") as rubric:
        rubric.write("neighbours:\n- {skill: gone, difference: Somewhere else.}\n")
    with (content / "roles/runner.yaml").open("a", encoding="utf-8") as role:
        role.write("hard_skills:\n- {text: Topics., skills: [topics]}\nladder: {steps: [walker]}\n")
    found = [problem.split(": ", 1)[1] for problem in problems(content)]
    assert found == [
        "hard_skills[0].skills: names 'topics', which is not among the role's skills",
        "ladder.steps: names the role 'walker', which has no file in roles/",
        "neighbours[0].skill: names the skill 'gone', which has no file in skills/",
    ]
    (content / "skills/queues.yaml").unlink()
    assert any("names the skill 'queues', which has no file in skills/" in problem for problem in problems(content))


def test_a_folder_in_place_of_a_file_is_named_with_the_reason(tmp_path: Path) -> None:
    document, (error,) = read_yaml(tmp_path, "skills/queues.yaml")
    assert document is None
    assert str(error) == "skills/queues.yaml: can't be read (Is a directory); check its name and permissions"


def test_a_malformed_skill_and_a_missing_bank_are_reported_once_each(content: Path) -> None:
    (content / "skills/topics.yaml").write_text("id: topics\nname: Topics\n", encoding="utf-8")
    (content / "question_banks/queues.yaml").unlink()
    assert problems(content) == [
        "skills/queues.yaml:1: id: has no file question_banks/queues.yaml; add one",
        "skills/topics.yaml:1: kind: is missing; add it",
    ]


def test_a_role_play_needs_something_for_the_candidate_too(content: Path) -> None:
    brief = "  materials:\n  - {title: Brief, kind: document, body: You are upset., for_interviewer: true}\n"
    edit(content / "question_banks/queues.yaml", "  kind: discussion\n", "  kind: review\n" + brief)
    assert any("a review question needs materials to work on" in problem for problem in problems(content))
