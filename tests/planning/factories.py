"""Small planning problems for tests: feasible as they stand, every part replaceable."""

from __future__ import annotations

from typing import Any

from interview.planning.problem import Problem

DAY = "2026-03-23"


def small(**changes: Any) -> Problem:
    """Two stages, three skills (one must-have), four people, one candidate, one day."""
    return Problem.model_validate(small_data(**changes))


def small_data(**changes: Any) -> dict[str, Any]:
    """The data of :func:`small`."""
    data: dict[str, Any] = {
        "skills": [
            {"id": "api", "weight": 6, "must_have": True, "target_level": 4},
            {"id": "sql", "weight": 4, "target_level": 3},
            {"id": "talk", "weight": 4, "target_level": 3},
        ],
        "stages": [stage("one"), stage("two")],
        "questions": [
            question(f"{skill}-{number}", skill, level=2 + number % 4) for skill in ("api", "sql", "talk") for number in range(6)
        ],
        "interviewers": [person(name) for name in ("ann", "bob", "cai", "dee")],
        "candidates": [candidate("kim")],
        "policy": {"min_fill": 0.5},
    }
    return {**data, **changes}


def stage(name: str, **changes: Any) -> dict[str, Any]:
    """An hour with 50 minutes of questions."""
    return {"id": name, "format": "technical", "length_minutes": 60, "buffer_minutes": 10, "kinds": ["talking"], **changes}


def question(name: str, skill: str, **changes: Any) -> dict[str, Any]:
    """Ten minutes of talking."""
    return {"id": name, "skill_id": skill, "kind": "talking", "level": 3, "minutes": 10, "exposure": 0, **changes}


def person(name: str, **changes: Any) -> dict[str, Any]:
    """Trained, qualified for everything, free all day."""
    return {
        "id": name,
        "skills": ["api", "sql", "talk"],
        "trained": True,
        "team": "core",
        "timezone": "UTC",
        "booked_this_week": 0,
        "weekly_cap": 4,
        "available": [[f"{DAY}T09:00Z", f"{DAY}T17:00Z"]],
        **changes,
    }


def candidate(name: str, **changes: Any) -> dict[str, Any]:
    """Free from ten to three in UTC."""
    return {"id": name, "timezone": "UTC", "available": [[f"{DAY}T10:00Z", f"{DAY}T15:00Z"]], **changes}
