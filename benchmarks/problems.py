"""Realistic planning problems of any size, from a seed."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from interview.planning.problem import Problem

KINDS = ("behavioural", "situational", "discussion", "design", "review", "work_sample")
FORMATS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("screen", ("behavioural", "situational", "discussion")),
    ("technical", ("discussion", "review", "work_sample")),
    ("system_design", ("design", "discussion")),
    ("coding", ("work_sample", "review")),
    ("behavioural", ("behavioural", "situational")),
    ("leadership", ("behavioural", "situational", "discussion")),
    ("review", ("review", "discussion")),
    ("technical", ("discussion", "design", "review")),
)
ZONES = ("Europe/Berlin", "Europe/London", "America/New_York", "Europe/Berlin", "Europe/Madrid")
SIZES = {
    "S": (12, 5, 120, 12, 1, 1),
    "M": (20, 6, 600, 60, 2, 1),
    "L": (40, 8, 5000, 500, 2, 1),
    "BATCH": (12, 5, 120, 60, 2, 50),
}
"""Skills, stages, questions, people, weeks, candidates."""


def make_problem(size: str, seed: int) -> Problem:
    """A problem of one of :data:`SIZES`; the same for the same seed."""
    skills, stages, questions, people, weeks, candidates = SIZES[size]
    dice = random.Random(f"{size}-{seed}")  # noqa: S311 - made-up data
    named = [f"skill-{number:02}" for number in range(skills)]
    monday = datetime(2026, 3, 23, tzinfo=UTC)  # the clocks change in Europe at the end of this week
    musts = max(3, round(skills * 0.2))
    return Problem.model_validate(
        {
            "skills": [
                {
                    "id": name,
                    "weight": dice.randint(6, 10) if rank < musts else dice.randint(1, 7),
                    "must_have": rank < musts,
                    "target_level": dice.choice((3, 3, 4, 4, 5)),
                }
                for rank, name in enumerate(named)
            ],
            "stages": [
                {
                    "id": f"stage-{number}",
                    "format": FORMATS[number][0],
                    "length_minutes": dice.choice((45, 60, 60, 90) if number else (45, 60)),
                    "buffer_minutes": 10,
                    "kinds": FORMATS[number][1],
                    "panel_size": 2 if number == 2 else 1,
                    "position": "first" if number == 0 else "any",
                }
                for number in range(stages)
            ],
            "questions": [_question(dice, number, named) for number in range(questions)],
            "interviewers": [_person(dice, number, named, monday, weeks, busy=candidates == 1) for number in range(people)],
            "avoid_pairs": [
                dice.sample([f"person-{number:03}" for number in range(people)], 2) for _ in range(max(1, people // 20))
            ],
            "candidates": [_candidate(dice, number, monday, weeks) for number in range(candidates)],
            "policy": {"shadows": 0},
        }
    )


def _question(dice: random.Random, number: int, skills: list[str]) -> dict[str, Any]:
    skill = skills[number % len(skills)]
    return {
        "id": f"question-{number:04}",
        "skill_id": skill,
        "secondary_skill_id": dice.choice([None, None, dice.choice([other for other in skills if other != skill])]),
        "kind": dice.choice(KINDS),
        "level": dice.choice((2, 3, 3, 4, 4, 5)),
        "minutes": dice.choice((8, 10, 10, 12, 15, 15, 20)),
        "exposure": dice.choice((0, 0, 1, 2, 4, 8, 15, 30)),
        "family": f"family-{number // 7}" if dice.random() < 0.1 else None,
    }


def _person(dice: random.Random, number: int, skills: list[str], monday: datetime, weeks: int, *, busy: bool) -> dict[str, Any]:
    cap = dice.randint(3, 6) if busy else dice.randint(5, 8)
    zone = dice.choice(ZONES)
    return {
        "id": f"person-{number:03}",
        "skills": sorted(dice.sample(skills, min(len(skills), max(4, round(len(skills) * dice.uniform(0.4, 0.8)))))),
        "trained": dice.random() < 0.85,
        "team": f"team-{dice.randrange(max(3, number // 20 + 1))}",
        "timezone": zone,
        "booked_this_week": dice.randint(0, cap - 1) if busy else dice.randint(0, 2),
        "weekly_cap": cap,
        "available": [window for day in _workdays(monday, weeks) for window in _hours(dice, day, zone)],
        "conflicts": ["candidate-00"] if dice.random() < 0.04 else [],
    }


def _workdays(monday: datetime, weeks: int) -> list[datetime]:
    return [monday + timedelta(days=7 * week + day) for week in range(weeks) for day in range(5)]


def _hours(dice: random.Random, day: datetime, zone: str) -> list[list[str]]:
    """Free time between meetings of one working day, in UTC."""
    start = day.replace(hour=9, tzinfo=ZoneInfo(zone))
    free = [slot for slot in range(16) if dice.random() < 0.75]
    windows: list[list[int]] = []
    for slot in free:
        if windows and windows[-1][1] == slot:
            windows[-1][1] = slot + 1
        else:
            windows.append([slot, slot + 1])
    return [[_iso(start + timedelta(minutes=30 * low)), _iso(start + timedelta(minutes=30 * high))] for low, high in windows]


def _candidate(dice: random.Random, number: int, monday: datetime, weeks: int) -> dict[str, Any]:
    zone = dice.choice(ZONES)
    days = [day for day in _workdays(monday, weeks) if dice.random() < 0.6] or _workdays(monday, weeks)[:3]
    return {
        "id": f"candidate-{number:02}",
        "timezone": zone,
        "available": [
            [_iso(start := day.replace(hour=9, tzinfo=ZoneInfo(zone))), _iso(start + timedelta(hours=8))] for day in days
        ],
        "extra_time_percent": 25 if dice.random() < 0.05 else 0,
    }


def _iso(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")
