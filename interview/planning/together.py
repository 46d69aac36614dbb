"""Content, times and people of a few candidates in one model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ortools.sat.python import cp_model

from interview.planning.best import Answer
from interview.planning.calendar_model import Days, add_days
from interview.planning.content_model import Content, add_content
from interview.planning.content_search import read_stages
from interview.planning.facts import Facts
from interview.planning.guard import Guard
from interview.planning.one_loop import read_loop
from interview.planning.people_model import Seats, add_seats, add_shared

MOST_TOGETHER = 3
"""Candidates whose best loops are looked for in one model; of more, loops are planned one after the other."""
MOST_SEATS = 20_000
"""Of candidates, people and stages: what one model may hold where it is only asked whether there is any plan."""


def small_enough(facts: Facts) -> bool:
    """Whether one model can hold all candidates to find any plan, or the proof that there is none."""
    return len(facts.problem.candidates) * len(facts.people) * len(facts.stages) <= MOST_SEATS


@dataclass(frozen=True)
class Together:
    """Everything posted for some candidates."""

    guard: Guard
    content: Content
    loops: list[tuple[Days, Seats]]
    load: Any

    @classmethod
    def of(cls, facts: Facts) -> Together:
        """The model of all the problem's candidates."""
        guard = Guard(cp_model.CpModel())
        content = add_content(facts, guard)
        loops = []
        for candidate in facts.problem.candidates:
            days = add_days(facts, facts.day(candidate), guard)
            loops.append((days, add_seats(facts, days, content.rated, guard)))
        return cls(guard, content, loops, add_shared(facts, loops, guard))

    @property
    def costs(self) -> dict[str, Any]:
        """The cost of each tier."""
        return {
            **self.content.costs,
            "calendar": sum(days.cost for days, _ in self.loops),
            "people": self.load + sum(seats.wishes for _, seats in self.loops),
        }

    def read(self, answer: Any) -> Answer:
        """Stages and loops of the solver's answer."""
        return read_stages(self.content, answer), tuple(read_loop(days, seats, answer) for days, seats in self.loops)
