"""Why a candidate's stages can't be placed in time: which wishes clash, found by leaving them out one after the other.

The calendar's dynamic programming answers in milliseconds whether stages fit, so that a smallest clash and every single wish that
would help by being dropped can be found without the solver.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from interview.planning.facts import Calendar, Facts
from interview.planning.plan import Reason
from interview.planning.problem import Lock, ProblemCandidate
from interview.planning.timeline import least_waiting

UNLIMITED = 10_000


@dataclass(frozen=True, slots=True)
class Wish:
    """Something that narrows the calendar: how a sentence names it, its fact, and what dropping it would mean."""

    name: str
    words: str
    facts: tuple[str, ...]
    remedy: str


def calendar_clash(facts: Facts, candidate: ProblemCandidate) -> Iterator[Reason]:
    """The smallest set of wishes that together leave no room for all stages, if they don't fit."""
    if least_waiting(facts, facts.day(candidate)) is not None:
        return
    everything = list(wishes(facts, candidate))
    needed = everything
    for wish in everything:
        rest = [one for one in needed if one != wish]
        if not fits_without(facts, candidate, [one.name for one in everything if one not in rest]):
            needed = rest
    helps = [wish for wish in needed if fits_without(facts, candidate, [wish.name])]
    total = sum(facts.day(candidate).lengths.values())
    with_these = f", with {'; '.join(wish.words for wish in needed)}," if needed else ""
    yield Reason(
        text=f"The free times of {candidate.id}{with_these} do not hold all {len(facts.stages)} stages ({total} minutes).",
        facts=(f"candidate:{candidate.id}", *(fact for wish in needed for fact in wish.facts)),
        remedies=(*(wish.remedy for wish in helps), f"more time of {candidate.id}"),
    )


def wishes(facts: Facts, candidate: ProblemCandidate) -> Iterator[Wish]:
    """Everything that narrows a candidate's calendar beyond their own free times."""
    policy = facts.problem.policy
    if policy.lunch:
        yield Wish("lunch", f"lunch free from {policy.lunch[0]:%H:%M} to {policy.lunch[1]:%H:%M}", ("policy:lunch",), "no lunch")
    yield Wish(
        "unbroken",
        f"a break after at most {policy.max_unbroken_minutes} minutes",
        ("policy:max_unbroken_minutes",),
        "more minutes without a break",
    )
    yield Wish(
        "days", f"at most {policy.max_days} {'day' if policy.max_days == 1 else 'days'}", ("policy:max_days",), "more days"
    )
    placed = [stage for stage in facts.stages if stage.position != "any"]
    if placed:
        words = ", ".join(f"{stage.id} {stage.position}" for stage in placed)
        yield Wish("order", words, tuple(f"stage:{stage.id}" for stage in placed), "another order of the stages")
    locked = _locked_starts(facts, candidate)
    if locked:
        stages = sorted({lock.stage for lock in locked})
        yield Wish("locks", f"the locked start of {', '.join(stages)}", tuple(f"lock:{one}" for one in stages), "other starts")
    yield Wish("people", "the times of the interviewers", ("interviewers:available",), "more time of interviewers")


def _locked_starts(facts: Facts, candidate: ProblemCandidate) -> list[Lock]:
    return [lock for lock in facts.problem.locks if lock.start and lock.candidate in {None, candidate.id}]


def fits_without(facts: Facts, candidate: ProblemCandidate, dropped: Sequence[str]) -> bool:
    """Whether all stages fit into the candidate's time once some wishes are dropped."""
    return least_without(facts, candidate, dropped) is not None


def least_without(facts: Facts, candidate: ProblemCandidate, dropped: Sequence[str]) -> int | None:
    """The least waiting in the candidate's time once some wishes are dropped; ``None`` if the stages still don't fit."""
    problem = facts.problem
    policy = problem.policy.model_copy(
        update={
            **({"max_days": UNLIMITED} if "days" in dropped else {}),
            **({"max_unbroken_minutes": UNLIMITED} if "unbroken" in dropped else {}),
            **({"lunch": None} if "lunch" in dropped else {}),
        }
    )
    stages = problem.stages
    if "order" in dropped:
        stages = tuple(stage.model_copy(update={"position": "any"}) for stage in stages)
    locks = problem.locks
    if "locks" in dropped:
        starts = _locked_starts(facts, candidate)
        locks = tuple(lock for lock in locks if lock not in starts)
    relaxed = Facts(problem.model_copy(update={"policy": policy, "stages": stages, "locks": locks}))
    return least_waiting(relaxed, Calendar.of(relaxed, candidate), with_people="people" not in dropped)
