"""Variance components: found where the ratings hold them, left at their defaults where they don't."""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from benchmarks.simulated_loops import People, World, simulate
from interview.scoring.components import DEFAULTS, learn_components, rating_moments
from interview.scoring.ratings import Rating, tabulate


def test_components_of_a_made_up_world_are_found() -> None:
    world = World(candidate=1.4, skill=0.7, impression=0.5, severity=0.8)
    found = learn_components(tabulate(simulate(world, People.of(world, 1), 1500, 1).ratings))
    assert [found.candidate, found.skill, found.impression, found.severity] == pytest.approx([1.4, 0.7, 0.5, 0.8], abs=0.12)


def test_without_ratings_the_defaults_stay() -> None:
    assert learn_components(tabulate([])) == DEFAULTS


def test_one_skill_leaves_what_is_peculiar_to_skills_and_impressions_at_their_defaults() -> None:
    world = World(skills=1, skills_per_interview=1)
    found = learn_components(tabulate(simulate(world, People.of(world, 1), 300, 1).ratings))
    assert (found.skill, found.impression) == pytest.approx((DEFAULTS.skill, DEFAULTS.impression))


def test_moments_are_average_products_over_pairs() -> None:
    """By hand: levels 1, 3 | 5 around their mean 3 are -2, 0 | 2; i sees a twice and b once."""
    ratings = [Rating("a", "i", "x", 1), Rating("a", "j", "y", 3), Rating("b", "i", "x", 5)]
    candidate, skill, interview, interviewer = rating_moments(tabulate(ratings))
    assert (candidate.value, interviewer.value) == (0.0, -4.0)
    assert (skill.error, interview.error) == (np.inf, np.inf)


@pytest.mark.parametrize("level", [1, 3, 5])
def test_ratings_that_never_differ_say_nothing_about_variances(level: int) -> None:
    ratings = [Rating(c, i, s, level) for c, i, s in itertools.product("abc", "ij", "xy")]
    found = learn_components(tabulate(ratings))
    assert found == DEFAULTS
