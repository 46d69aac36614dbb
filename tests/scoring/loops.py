"""Small made-up loops for the tests of scoring."""

from __future__ import annotations

import itertools

from interview.scoring.ratings import Bar, Rating

SKILLS = ("coding", "design", "teamwork")
BARS = [Bar(skill, 4) for skill in SKILLS]


def loop(candidate: str, level: int | None, interviewers: int = 4, pool: str = "", first: int = 0) -> list[Rating]:
    """One level on every skill from each of several interviewers."""
    return [
        Rating(candidate, f"i{number}", skill, level, pool)
        for number, skill in itertools.product(range(first, first + interviewers), SKILLS)
    ]
