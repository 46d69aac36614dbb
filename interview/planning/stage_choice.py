"""Which stages a loop may have where some are optional or have several lengths, within the limits of the policy."""

from __future__ import annotations

from collections.abc import Mapping

from interview.planning.problem import Problem, ProblemStage

MOST_CHOICES = 2_000
"""Ways to choose stages beyond which a problem is refused: each needs a bound of its own."""


def is_open(problem: Problem) -> bool:
    """Whether stages are to be chosen, or a limit on them is to be kept."""
    limits = problem.policy.max_stages, problem.policy.max_total_minutes
    return limits != (None, None) or any(stage.optional or stage.lengths for stage in problem.stages)


def pinned(problem: Problem) -> tuple[ProblemStage, ...]:
    """The stages that every loop has: those that are not optional, or that a lock names."""
    locked = {lock.stage for lock in problem.locks}
    return tuple(stage for stage in problem.stages if not stage.optional or stage.id in locked)


def allowed_lengths(stage: ProblemStage) -> tuple[int, ...]:
    """The lengths that a stage may take, the shortest first."""
    return tuple(sorted(set(stage.lengths or (stage.length_minutes,))))


def chosen(problem: Problem, lengths: Mapping[str, int]) -> Problem:
    """The problem with exactly these stages at these lengths, and nothing left to choose."""
    return problem.model_copy(
        update={
            "stages": tuple(
                stage.model_copy(update={"length_minutes": lengths[stage.id], "optional": False, "lengths": ()})
                for stage in problem.stages
                if stage.id in lengths
            ),
            "policy": problem.policy.model_copy(update={"max_stages": None, "max_total_minutes": None}),
        }
    )


def choices(problem: Problem) -> list[dict[str, int]]:
    """Every way to choose stages, as lengths by id, within the limits; no more than one above ``MOST_CHOICES`` are listed."""
    policy, stay = problem.policy, {stage.id for stage in pinned(problem)}
    most_stages = policy.max_stages or len(problem.stages)
    most_minutes = policy.max_total_minutes or sum(max(allowed_lengths(stage)) for stage in problem.stages)
    stages = sorted(problem.stages, key=lambda stage: (stage.id not in stay, stage.id))
    needed = [sum(allowed_lengths(one)[0] for one in stages[place:] if one.id in stay) for place in range(len(stages) + 1)]
    found: list[dict[str, int]] = []

    def extend(place: int, held: dict[str, int], minutes: int) -> None:
        if len(found) > MOST_CHOICES:
            return
        if place == len(stages):
            if held:
                found.append(held)
            return
        stage = stages[place]
        if len(held) < most_stages:
            for length in allowed_lengths(stage):
                if minutes + length + needed[place + 1] <= most_minutes:
                    extend(place + 1, {**held, stage.id: length}, minutes + length)
        if stage.id not in stay:
            extend(place + 1, held, minutes)

    if len(stay) <= most_stages:
        extend(0, {}, 0)
    return found
