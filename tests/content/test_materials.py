"""Code that the banks put in front of candidates does what the question says: it really runs, or it really has the bug.

A model answer's code stands in ``python`` fences and replaces names of the material; with it, the material's check must hold.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from interview.content.catalogue import load_catalogue
from interview.domain.question import Material, Question
from interview.settings import shipped_content_dir

_FENCED_CODE = re.compile(r"```python\n(.*?)```", re.DOTALL)

QUESTIONS = tuple(load_catalogue(shipped_content_dir())[0].questions.values())  # mistakes in files are another test's concern
CHECKED = [(question, material) for question in QUESTIONS for material in question.materials if material.check is not None]
ANSWERED = [(question, material) for question, material in CHECKED if _FENCED_CODE.search(question.model_answer or "")]


def named(value: Question | Material) -> str:
    return value.id if isinstance(value, Question) else ""


def run(*sources: str | None) -> None:
    """Run the sources one after another in one fresh module."""
    names: dict[str, Any] = {"__name__": __name__}  # a module that exists: dataclasses look theirs up
    for source in sources:
        exec(source or "", names)  # noqa: S102 - the source is our own content, and running it is the point


@pytest.mark.parametrize(("question", "material"), CHECKED, ids=named)
def test_a_check_ends_as_the_material_promises(question: Question, material: Material) -> None:
    """The body alone always runs: a bug shows in what it does, never as a crash on loading."""
    run(material.body)
    if material.expect == "passes":
        run(material.body, material.check)
    else:
        with pytest.raises(AssertionError):
            run(material.body, material.check)


@pytest.mark.parametrize(("question", "material"), ANSWERED, ids=named)
def test_a_model_answer_in_code_meets_the_check(question: Question, material: Material) -> None:
    code = "\n".join(_FENCED_CODE.findall(question.model_answer or ""))
    run(material.body, code, material.check)


def test_python_materials_are_checked() -> None:
    """Only prose and other languages go without: a Python fragment that nobody ran is a promise that nobody kept."""
    unchecked = [
        f"{question.id}: {material.title}"
        for question in QUESTIONS
        for material in question.materials
        if material.language == "python" and material.kind == "code" and material.check is None
    ]
    assert unchecked == []


def test_what_would_give_a_case_away_is_kept_from_candidates() -> None:
    """Told by their titles, so that nobody forgets the mark that screens go by."""
    by_title = {
        (question.id, material.title)
        for question in QUESTIONS
        for material in question.materials
        if "interviewer" in material.title.lower()
    }
    marked = {
        (question.id, material.title) for question in QUESTIONS for material in question.materials if material.for_interviewer
    }
    assert marked == by_title
    assert len(marked) == 3
