"""A planning problem from outside: parsed data in; a problem, or every mistake at once, out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from pydantic import BaseModel, ValidationError

from interview.errors import ContentError
from interview.planning.problem import (
    Lock,
    Policy,
    Problem,
    ProblemCandidate,
    ProblemInterviewer,
    ProblemQuestion,
    ProblemSkill,
    ProblemStage,
)
from interview.planning.problem_mistakes import mistakes_in
from interview.planning.stage_choice import MOST_CHOICES, choices

_PARTS: dict[str, type[BaseModel]] = {
    "skills": ProblemSkill,
    "stages": ProblemStage,
    "questions": ProblemQuestion,
    "interviewers": ProblemInterviewer,
    "candidates": ProblemCandidate,
    "locks": Lock,
}


def read_problem(data: Any, file: str) -> tuple[Problem | None, tuple[ContentError, ...], tuple[str, ...]]:
    """Returns the problem or ``None``, every mistake found, and notes about fields that are not known and were ignored.

    ``file`` is only shown. References between parts are checked in whatever could be read, so that one misspelt number does not
    hide a dangling id elsewhere.
    """
    if not isinstance(data, dict):
        return (
            None,
            (ContentError(file, None, "", "must be an object with skills, stages, questions ...; see docs/planning.md"),),
            (),
        )
    try:
        problem = Problem.model_validate(data)
        wrong: list[ContentError] = []
    except ValidationError as refused:
        problem = None
        wrong = [
            ContentError(file, None, _path(one["loc"]), _sentence(one))
            for one in refused.errors()
            if not (one["type"] == "too_short" and one["input"])  # counts only the entries that were right
        ]
    wrong += [ContentError(file, None, field, message) for field, message in mistakes_in(data)]
    if problem is not None and not wrong and len(choices(problem)) > MOST_CHOICES:
        text = f"can be chosen in more than {MOST_CHOICES} ways; make fewer of them optional, give fewer lengths or lower limits"
        wrong = [ContentError(file, None, "stages", text)]
    unique = tuple(dict.fromkeys(wrong))
    return (None if unique else problem), unique, tuple(_ignored(data))


def _path(loc: tuple[int | str, ...]) -> str:
    text = ""
    for part in loc:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _sentence(problem: Any) -> str:
    match problem["type"]:
        case "missing":
            return "is missing; add it"
        case "value_error":
            return str(problem["ctx"]["error"])
        case _:
            shown = repr(problem.get("input"))
            shown = shown if len(shown) < 60 else f"{shown[:57]}..."
            return f"{problem['msg'][0].lower()}{problem['msg'][1:]} (found {shown}); correct it"


def _ignored(data: dict[str, Any]) -> Iterable[str]:
    known = set(Problem.model_fields)
    yield from (f"{name} is not a field of a problem and was ignored" for name in sorted(set(data) - known))
    seen: set[str] = set()
    for part, model in _PARTS.items():
        held = data.get(part)
        for entry in held if isinstance(held, list) else ():
            if isinstance(entry, dict):
                seen.update(f"{part}[].{name}" for name in set(entry) - set(model.model_fields))
    if isinstance(data.get("policy"), dict):
        seen.update(f"policy.{name}" for name in set(data["policy"]) - set(Policy.model_fields))
    yield from (f"{name} is not a field of a problem and was ignored" for name in sorted(seen))
