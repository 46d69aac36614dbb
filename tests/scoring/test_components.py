"""Variance components: found where the ratings hold them, left at their defaults where they don't."""

from __future__ import annotations

import itertools
from dataclasses import replace

import numpy as np
import pytest

from benchmarks.simulated_loops import People, World, simulate
from interview.scoring.components import DEFAULTS, learn_components
from interview.scoring.moments import rating_moments
from interview.scoring.ratings import Rating, tabulate


def test_components_of_a_made_up_world_are_found() -> None:
    world = World(candidate=1.4, skill=0.7, impression=0.5, severity=0.8)
    found = learn_components(tabulate(simulate(world, People.of(world, 1), 1500, 1).ratings))
    assert [found.candidate, found.skill, found.impression, found.severity] == pytest.approx([1.4, 0.7, 0.5, 0.8], abs=0.12)


@pytest.mark.parametrize(("teams", "candidates"), [(6, 1500), (60, 600)], ids=["large pools", "pools of ten"])
def test_pools_of_different_strength_or_few_candidates_do_not_make_people_look_alike(teams: int, candidates: int) -> None:
    """Weak pools crowd at the end of the scale, and a mean of ten candidates follows each of them."""
    world = World(teams=teams, pool=1.0, interviewers=360)
    found = [learn_components(tabulate(simulate(world, People.of(world, seed), candidates, seed).ratings)) for seed in (1, 2, 3)]
    mean = np.mean([[one.candidate, one.skill, one.impression, one.severity] for one in found], axis=0)
    assert mean == pytest.approx([1.2, 0.6, 0.6, 0.5], abs=0.1)


def test_candidates_who_are_alone_in_their_pool_say_nothing_about_variances() -> None:
    ratings = [Rating(c, i, s, 3, pool=c) for c, i, s in itertools.product(("a", "bb", "ccc"), "ij", "xy")]
    ratings = [replace(rating, level=1 + number % 5) for number, rating in enumerate(ratings)]
    assert learn_components(tabulate(ratings)) == DEFAULTS


def test_without_ratings_the_defaults_stay() -> None:
    assert learn_components(tabulate([])) == DEFAULTS


def test_one_skill_leaves_what_is_peculiar_to_skills_and_impressions_at_their_defaults() -> None:
    world = World(skills=1, skills_per_interview=1)
    found = learn_components(tabulate(simulate(world, People.of(world, 1), 300, 1).ratings))
    assert (found.skill, found.impression) == pytest.approx((DEFAULTS.skill, DEFAULTS.impression))


def test_moments_are_average_products_over_pairs() -> None:
    """By hand: levels 1, 3 | 5 around their mean 3 are -2, 0 | 2; the mean's variance between the two candidates, 2 (4 + 4) / 9,
    is added back to each product."""
    ratings = [Rating("a", "i", "x", 1), Rating("a", "j", "y", 3), Rating("b", "i", "x", 5)]
    candidate, skill, interview, interviewer = rating_moments(tabulate(ratings))
    assert (candidate.value, interviewer.value) == pytest.approx((16 / 9, 16 / 9 - 4))
    assert (skill.error, interview.error) == (np.inf, np.inf)


@pytest.mark.parametrize("level", [1, 3, 5])
def test_ratings_that_never_differ_say_nothing_about_variances(level: int) -> None:
    ratings = [Rating(c, i, s, level) for c, i, s in itertools.product("abc", "ij", "xy")]
    found = learn_components(tabulate(ratings))
    assert found == DEFAULTS
