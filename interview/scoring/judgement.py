"""From abilities to chances: how probable is it that a weighted ability meets a weighted bar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr

from interview.scoring.determinism import rounded
from interview.scoring.policy import Policy
from interview.scoring.ratings import Bar, Floats, Integers, normalised_weights
from interview.scoring.scale import ability_at

Z90 = 1.6448536269514722
"""Half the width of a 90% interval, in standard deviations."""


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A role's bars on the ability scale, over all target skills: weights that sum to one, the ability at each bar, and the
    must-have skills with the ability at their floors."""

    weights: Floats
    bars: Floats
    must_have: Integers
    floors: Floats

    @property
    def bar(self) -> float:
        """The weighted bar, in logits."""
        return float(self.weights @ self.bars)

    def margin(self, mean: Floats, covariance: Floats) -> tuple[Floats, Floats]:
        """Mean and standard deviation of the weighted ability over the weighted bar; abilities (..., s) and their covariance."""
        return mean @ self.weights - self.bar, spread_along(covariance, self.weights)

    def chance(self, mean: Floats, covariance: Floats) -> Floats:
        """Chance that the weighted ability meets the weighted bar."""
        centre, spread = self.margin(mean, covariance)
        return chance_above(centre, spread)

    def floor_chance(self, mean: Floats, variance: Floats) -> Floats:
        """The lowest chance among the must-have skills that the ability reaches its floor; 1 without must-haves."""
        if not len(self.must_have):
            return np.ones(mean.shape[:-1])
        return np.asarray(self._floor_chances(mean, variance).min(-1))

    def in_doubt(self, mean: Floats, covariance: Floats, policy: Policy) -> Floats:
        """1 for each must-have skill that may lie below its floor (chance of reaching it below ``hire_at``), 0 for the others."""
        doubts = np.zeros(mean.shape)
        variance = np.diagonal(covariance, axis1=-2, axis2=-1)
        doubts[..., self.must_have] = self._floor_chances(mean, variance) < policy.hire_at
        return doubts

    def _floor_chances(self, mean: Floats, variance: Floats) -> Floats:
        return chance_above(mean[..., self.must_have] - self.floors, np.sqrt(variance[..., self.must_have]))


def yardstick(bars: Sequence[Bar], skills: tuple[str, ...], thresholds: Floats, policy: Policy) -> Yardstick:
    """The bars of a role over the target ``skills``, which hold all of the role's."""
    position = {skill: index for index, skill in enumerate(skills)}
    index = np.array([position[bar.skill] for bar in bars])
    weights, cuts = np.zeros(len(skills)), np.zeros(len(skills))
    weights[index] = normalised_weights(bars)
    cuts[index] = [ability_at(bar.fair_average, thresholds) for bar in bars]
    musts = [bar for bar in bars if bar.must_have]
    return Yardstick(
        weights,
        cuts,
        np.array([position[bar.skill] for bar in musts], dtype=np.int64),
        np.array([ability_at(bar.fair_average - policy.floor_levels_below_bar, thresholds) for bar in musts]),
    )


def chance_above(centre: Floats, spread: Floats) -> Floats:
    """Chance that a Gaussian exceeds 0, rounded so that a threshold is never decided by the last bit."""
    return rounded(ndtr(centre / spread))


def spread_along(covariance: Floats, weights: Floats) -> Floats:
    """Standard deviation of a weighted sum."""
    return np.sqrt(np.maximum((covariance @ weights) @ weights, 1e-12))
