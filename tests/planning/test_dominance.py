"""What counting places leaves out is in no better plan: the narrowed search costs what the whole one costs."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from interview.planning.content_model import add_content
from interview.planning.content_search import CONTENT_TIERS, best_content, read_stages
from interview.planning.dominance import Places
from interview.planning.facts import Facts
from interview.planning.guard import Guard
from interview.planning.problem import Lock, Problem
from interview.planning.search import Effort, Posed, lexicographic
from tests.planning.factories import question, small, stage


def crowded(weights: list[int], places: int = 2, **changes: object) -> Problem:
    """A must-have and further skills of these weights, in two stages with few places."""
    names = [f"s{number}" for number in range(len(weights))]
    skills = [{"id": "api", "weight": 5, "must_have": True, "target_level": 3}]
    skills += [{"id": name, "weight": weight, "target_level": 3} for name, weight in zip(names, weights, strict=True)]
    questions = [
        question(f"{name}-{number}", name, minutes=8 + (3 * number + len(name) + place) % 7, level=2 + (number + place) % 3)
        for place, name in enumerate(["api", *names])
        for number in range(3)
    ]
    policy = {"min_fill": 0.4, "max_skills_per_stage": places}
    return small(skills=skills, questions=questions, candidates=[], policy=policy, stages=[stage("one"), stage("two")], **changes)


def test_light_skills_are_left_out_and_heavy_ones_are_certain() -> None:
    places = Places(Facts(crowded([9, 8, 2, 1])))
    assert (places.free, places.least_uncovered, places.least_steps) == (2, 3, 0)
    assert places.left_out(30) == {"s2", "s3"}
    assert places.certain(30) == ("s0", "s1")
    assert places.left_out(30 + 10 * 6) == {"s3"}
    assert places.certain(30 + 10 * 6) == ("s0",)


def test_a_locked_skill_is_never_left_out() -> None:
    places = Places(Facts(crowded([9, 8, 2, 1], locks=(Lock(stage="one", question="s3-0"),))))
    assert places.left_out(30) == {"s2"}


def test_without_free_places_every_other_skill_is_left_out_and_none_is_certain() -> None:
    places = Places(Facts(crowded([9, 8], places=1)))
    assert (places.free, places.left_out(0), places.certain(0)) == (0, frozenset({"s0", "s1"}), tuple[str, ...]())


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
@given(st.lists(st.integers(1, 10), min_size=1, max_size=6), st.integers(1, 3))
def test_the_narrowed_search_finds_the_optimum_of_the_whole_one(weights: list[int], places: int) -> None:
    facts = Facts(crowded(weights, places))
    guard = Guard(cp_model.CpModel())
    held = add_content(facts, guard)
    whole = lexicographic(
        lambda: Posed(guard.model, held.costs, lambda answer: read_stages(held, answer)),
        CONTENT_TIERS,
        {},
        Effort(0, 60),
        linear=2,
    )
    narrowed = best_content(facts, Effort(0, 60))
    assert (narrowed.costs or None, narrowed.proven) == (whole.costs or None, whole.proven)
