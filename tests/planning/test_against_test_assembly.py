"""An outside oracle for content: the item-by-form model of automated test assembly, solved by HiGHS.

The literature (van der Linden 2005, *Linear Models for Optimal Test Design*) and packages such as eatATA and TestDesign state a
test as one 0-1 variable an item and form, with rows for time, categories and enemies, and an objective such as the most
information at a cut score. Their usual small case, some thirty items in categories for one or two blocks within a window of time
around a target, is made up here from a seed; item data of those packages are not included, as their licences don't go with ours.
The model below shares nothing with the planner's: it has single items where the planner counts groups, and another solver.
"""

from __future__ import annotations

import random
from typing import Any

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import lil_matrix

from interview.planning.problem import Problem
from interview.planning.solver import solve
from tests.planning.factories import question, stage

MISFIT = (0, 1, 3, 6, 10)
CATEGORIES = ("open", "closed", "matching")


def assembly(seed: int, blocks: int) -> Problem:
    """Thirty items in three categories, of five difficulties, some of them enemies; blocks with a window of time."""
    dice = random.Random(seed)  # noqa: S311 - made-up data
    return Problem.model_validate(
        {
            "skills": [{"id": name, "weight": dice.randint(2, 8), "target_level": 3} for name in CATEGORIES],
            "stages": [
                stage(f"block-{number}", length_minutes=60, buffer_minutes=dice.choice((10, 15))) for number in range(blocks)
            ],
            "questions": [
                question(
                    f"item-{number:02}",
                    CATEGORIES[number % 3],
                    level=dice.randint(1, 5),
                    minutes=dice.choice((6, 7, 9, 10, 13)),
                    exposure=dice.choice((0, 0, 2, 9, 30)),
                    family=f"enemies-{number // 10}" if dice.random() < 0.2 else None,
                )
                for number in range(30)
            ],
            "policy": {"min_fill": 0.9},
        }
    )


class ItemByForm:
    """Minimises one cost after the other over items in blocks."""

    def __init__(self, problem: Problem) -> None:
        items, blocks, skills = problem.questions, problem.stages, problem.skills
        budgets = [block.length_minutes - block.buffer_minutes for block in blocks]
        self.items = len(items)
        pairs = [(i, b) for i in range(len(items)) for b in range(len(blocks))]
        self.column = {pair: place for place, pair in enumerate(pairs)}
        self.covered = {k: len(pairs) + k for k in range(len(skills))}
        self.steps = {k: len(pairs) + len(skills) + k for k in range(len(skills))}
        self.size = len(pairs) + 2 * len(skills)
        self.rows: list[tuple[dict[int, float], float, float]] = []
        for i in range(len(items)):
            self.row({self.column[i, b]: 1 for b in range(len(blocks))}, 0, 1)
        for b, budget in enumerate(budgets):
            least = np.ceil(problem.policy.min_fill * budget - 1e-9)
            self.row({self.column[i, b]: items[i].minutes for i in range(len(items))}, least, budget)
        for family in {item.family for item in items if item.family}:
            held = [i for i, item in enumerate(items) if item.family == family]
            self.row({self.column[i, b]: 1 for i in held for b in range(len(blocks))}, 0, 1)
        whole, weights = sum(budgets), sum(skill.weight for skill in skills)
        coverage: dict[int, float] = {}
        for k, skill in enumerate(skills):
            target = int(whole * skill.weight / weights + 0.5)
            slack = max(5, target // 5)
            own = {self.column[i, b]: items[i].minutes for i, b in pairs if items[i].skill_id == skill.id}
            self.row({**own, self.steps[k]: -5}, -np.inf, target + slack)
            self.row({**own, self.steps[k]: 5}, target - slack, np.inf)
            self.row({**dict.fromkeys(own, 1.0), self.covered[k]: -1}, 0, np.inf)
            coverage |= {self.steps[k]: 1, self.covered[k]: -10 * skill.weight}
        self.constant = 10 * weights
        off = {self.column[i, b]: 1.0 * MISFIT[abs(items[i].level - 3)] for i, b in pairs}
        worn = {self.column[i, b]: 1.0 * sum(items[i].exposure > limit for limit in (0, 5, 20)) for i, b in pairs}
        self.goals: tuple[dict[int, float], ...] = (coverage, off, worn)

    def row(self, terms: dict[int, float], low: float, high: float) -> None:
        self.rows.append((terms, low, high))

    def least(self) -> list[int]:
        """The lexicographic optimum: coverage, levels, exposure."""
        found = []
        for goal in self.goals:
            matrix = lil_matrix((len(self.rows), self.size))
            for place, (terms, _, _) in enumerate(self.rows):
                for column, value in terms.items():
                    matrix[place, column] = value
            cost = np.zeros(self.size)
            for column, value in goal.items():
                cost[column] = value
            upper = np.ones(self.size)
            upper[list(self.steps.values())] = np.inf
            answer: Any = milp(
                cost,
                constraints=LinearConstraint(matrix.tocsr(), [row[1] for row in self.rows], [row[2] for row in self.rows]),
                integrality=np.ones(self.size, dtype=int),
                bounds=Bounds(0, upper),
            )
            assert answer.success
            found.append(round(answer.fun))
            self.row(goal, -np.inf, round(answer.fun))
        return [found[0] + self.constant, *found[1:]]


@pytest.mark.parametrize(("seed", "blocks"), [(1, 1), (2, 1), (3, 2), (4, 2)])
def test_content_has_the_optimum_of_the_item_by_form_model(seed: int, blocks: int) -> None:
    problem = assembly(seed, blocks)
    plan = solve(problem, time_limit=60)
    assert plan.status == "optimal"
    costs = {tier.name: tier.cost for tier in plan.tiers}
    assert [costs["coverage"], costs["levels"], costs["exposure"]] == ItemByForm(problem).least()
