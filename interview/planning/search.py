"""Solving tier by tier: with limits that do not depend on the machine, and with bounds that come from simpler problems."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from ortools.sat.python import cp_model

Solution = TypeVar("Solution")

DETERMINISTIC_PER_SECOND = 1.0
"""CP-SAT's deterministic seconds for one second of the time limit: on a usual machine, even a busy one, they end first, so that
equal problems end at equal places; the clock is only the second fence."""
POSING = 1e-5  # deterministic seconds that stand for posing one variable or rule
GLANCE_SECONDS = 0.1  # between looks at whether somebody cancelled


@dataclass
class Effort:
    """What may still be spent, in deterministic seconds and on the clock; ``stopped`` once it ran out or somebody cancelled."""

    seed: int
    time_limit: float
    should_stop: Callable[[], bool] | None = None
    begun: float = field(default_factory=time.perf_counter)
    stopped: bool = False
    spent: float = 0.0

    @property
    def seconds(self) -> float:
        """Since the start, on the clock."""
        return time.perf_counter() - self.begun

    def run(
        self, model: cp_model.CpModel, *, linear: int, share: float = 1.0, found: Callable[[Any], None] | None = None
    ) -> tuple[Any, cp_model.CpSolver]:
        """Solve with one worker, within ``share`` of what is left. ``found`` gets every better answer."""
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = self.seed
        solver.parameters.linearization_level = linear
        left = self.time_limit * DETERMINISTIC_PER_SECOND - self.spent
        solver.parameters.max_deterministic_time = max(left * share, 0.001)
        solver.parameters.max_time_in_seconds = max(self.time_limit - self.seconds, 0.05)
        with self._cancelling(solver):
            status = solver.solve(model, None if found is None else _Watch(found))
        self.spent += solver.response_proto.deterministic_time + POSING * (
            len(model.proto.variables) + len(model.proto.constraints)
        )
        cancelled = self.should_stop is not None and self.should_stop()
        self.stopped = self.stopped or cancelled or self.seconds >= self.time_limit
        self.stopped = self.stopped or self.spent >= self.time_limit * DETERMINISTIC_PER_SECOND
        return status, solver

    @contextmanager
    def part(self, share: float) -> Iterator[Effort]:
        """A share of what is left, so that one part of a search can't use up everything."""
        left = self.time_limit - max(self.seconds, self.spent / DETERMINISTIC_PER_SECOND)
        some = Effort(self.seed, max(left * share, 0.05), self.should_stop)
        yield some
        self.spent += some.spent
        cancelled = self.should_stop is not None and self.should_stop()
        self.stopped = self.stopped or cancelled or self.seconds >= self.time_limit
        self.stopped = self.stopped or self.spent >= self.time_limit * DETERMINISTIC_PER_SECOND

    @contextmanager
    def _cancelling(self, solver: cp_model.CpSolver) -> Iterator[None]:
        """Ends the search soon after somebody wants it to end."""
        should_stop = self.should_stop
        if should_stop is None:
            yield
            return
        done = threading.Event()

        def watch() -> None:
            while not done.wait(GLANCE_SECONDS):
                if should_stop():
                    solver.stop_search()

        watcher = threading.Thread(target=watch, daemon=True)
        watcher.start()
        try:
            yield
        finally:
            done.set()
            watcher.join()


class _Watch(cp_model.CpSolverSolutionCallback):
    """Hands on better answers."""

    def __init__(self, found: Callable[[Any], None]) -> None:
        super().__init__()
        self.found = found

    def on_solution_callback(self) -> None:
        """Called by the solver."""
        self.found(self)


@dataclass
class Posed(Generic[Solution]):
    """A model with the cost of each tier, and how to read an answer."""

    model: cp_model.CpModel
    costs: Mapping[str, Any]
    read: Callable[[Any], Solution]
    known: Sequence[tuple[Any, int]] = ()
    """Variables and their values in an answer at hand, where the search may begin."""


@dataclass
class Settled(Generic[Solution]):
    """The best answer found, the cost of each tier in it, and a lower bound of each given the tiers before it."""

    solution: Solution | None = None
    costs: dict[str, int] = field(default_factory=dict)
    bounds: dict[str, int] = field(default_factory=dict)
    infeasible: bool = False
    order: tuple[str, ...] = ()
    values: list[int] = field(default_factory=list)

    @property
    def proven(self) -> bool:
        """Whether every tier is at its bound."""
        return self.solution is not None and all(self.costs[tier] <= self.bounds.get(tier, 0) for tier in self.order)


def lexicographic(
    pose: Callable[[], Posed[Solution]],
    order: Sequence[str],
    lower: Mapping[str, int],
    effort: Effort,
    *,
    linear: int,
    found: Callable[[Solution], None] | None = None,
    start: Settled[Solution] | None = None,
    always: Mapping[str, int] | None = None,
) -> Settled[Solution]:
    """The best answer in the order of the tiers.

    ``start`` is an answer of a model with the same variables; tiers that are at their bounds in it are taken as settled.

    ``lower`` holds bounds known from simpler problems, each given that the tiers before it are at theirs. First all of them are
    wished for at once while the next tier is minimised; only where that can't be, tiers are taken one by one. ``always`` holds
    those bounds that stand whatever the other tiers cost.
    """
    given: Settled[Solution] = start or Settled()
    settled = replace(given, costs=dict(given.costs), bounds={}, infeasible=False, order=tuple(order))
    still_lower = dict(lower)
    index = 0
    while settled.solution is not None and index < len(order) and settled.costs[order[index]] == still_lower.get(order[index]):
        settled.bounds[order[index]] = settled.costs[order[index]]
        index += 1
    if index == len(order):
        return settled
    posed = pose()
    while index < len(order) and not effort.stopped:
        ahead = 0
        while index + ahead < len(order) - 1 and order[index + ahead] in still_lower:
            ahead += 1
        tries = [ahead, 0] if ahead else [0]
        for wished in tries:
            status, solver, tiers = _attempt(
                posed,
                order,
                index,
                wished=wished,
                costs=settled.costs,
                lower=still_lower,
                effort=effort,
                linear=linear,
                hint=settled.values,
                found=found,
            )
            if status in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
                settled.solution = posed.read(solver)
                settled.values = list(solver.response_proto.solution)
                for tier, cost in posed.costs.items():
                    settled.costs[tier] = round(solver.value(cost))
                for tier in tiers[:-1]:
                    settled.bounds[tier] = settled.costs[tier]
                settled.bounds[tiers[-1]] = max(round(solver.best_objective_bound), still_lower.get(tiers[-1], 0))
                if settled.costs[tiers[-1]] > settled.bounds[tiers[-1]]:
                    return settled
                if settled.costs[tiers[-1]] > still_lower.get(tiers[-1], 0):
                    still_lower = dict(always or {})  # what was known of later tiers held only with this one at its bound
                index += len(tiers)
                break
            if status == cp_model.INFEASIBLE and not wished:
                settled.infeasible = settled.solution is None
                return settled
    return settled


def _attempt(
    posed: Posed[Solution],
    order: Sequence[str],
    index: int,
    *,
    wished: int,
    costs: Mapping[str, int],
    lower: Mapping[str, int],
    effort: Effort,
    linear: int,
    hint: list[int],
    found: Callable[[Solution], None] | None,
) -> tuple[Any, cp_model.CpSolver, list[str]]:
    """Hold the settled tiers, wish for the next ``wished`` ones at their bounds, and minimise the one after."""
    model = posed.model.clone()
    tiers = list(order[index : index + wished + 1])
    for tier in order[:index]:
        model.add(posed.costs[tier] <= costs[tier])
    for tier in tiers[:-1]:
        model.add(posed.costs[tier] <= lower[tier])
    goal = tiers[-1]
    if goal in lower:
        model.add(posed.costs[goal] >= lower[goal])
    model.minimize(posed.costs[goal])
    for known, held in () if hint else posed.known:
        model.add_hint(model.get_int_var_from_proto_index(known.index), held)
    for variable, value in enumerate(hint):
        model.add_hint(model.get_int_var_from_proto_index(variable), value)
    watch = None if found is None else (lambda answer: found(posed.read(answer)))
    status, solver = effort.run(model, linear=linear, share=0.25 if wished else 1.0, found=watch)
    return status, solver, tiers
