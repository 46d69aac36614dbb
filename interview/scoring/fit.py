"""The one large fit: thresholds, severities, difficulties and pool means, with candidates' abilities eliminated as Gaussians.

Joint mode of a cumulative-logit model with crossed random effects (Laplace; the model class of R's ``ordinal::clmm``). Given the
global parameters, candidates are independent, so each Newton step eliminates them by a Schur complement: small dense blocks per
candidate, everything else sparse. Time grows with the number of ratings, not with ratings times interviewers.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse
from scipy.special import expit

from interview.scoring.components import Components
from interview.scoring.ratings import LEVELS, Floats, Integers, Table
from interview.scoring.scale import cuts, derivatives, log_probability

CUTS = LEVELS - 1
MOST_STEPS = 60


@dataclass(frozen=True, slots=True)
class GlobalPrior:
    """A Gaussian prior of the global parameters: thresholds first, then what adds to a rating's ability."""

    mean: Floats
    precision: Floats


@dataclass(frozen=True, slots=True)
class GlobalFit:
    """Posterior of the global parameters: mean and covariance."""

    mean: Floats
    covariance: Floats


@dataclass(frozen=True)
class Blocks:
    """Ratings of one candidate after the other, as blocks of one square matrix each, grouped by size.

    ``rows`` holds, for each block size, the row numbers of its candidates (candidates x size); ``prior`` the prior covariance of
    their ratings' abilities (candidates x size x size), global parameters aside.
    """

    rows: tuple[Integers, ...]
    prior: tuple[Floats, ...]
    n_rows: int

    @cached_property
    def _pattern(self) -> tuple[Integers, Integers]:
        i = [np.repeat(rows, rows.shape[1], axis=1).ravel() for rows in self.rows]
        j = [np.tile(rows, (1, rows.shape[1])).ravel() for rows in self.rows]
        return np.concatenate(i), np.concatenate(j)

    def posterior_covariance(self, weight: Floats) -> sparse.csr_array:
        """Covariance of the ratings' abilities given their likelihood weights: ``K (I + W K)^-1`` in every block."""
        blocks = []
        for rows, prior in zip(self.rows, self.prior, strict=True):
            system = np.eye(rows.shape[1]) + weight[rows][..., None] * prior
            blocks.append((prior @ np.linalg.inv(system)).ravel())
        return sparse.csr_array((np.concatenate(blocks), self._pattern), shape=(self.n_rows, self.n_rows))


def blocks_of(table: Table, components: Components) -> Blocks:
    """Blocks of a table: ratings of one candidate share the candidate's ability; those on one skill also that skill's; those of
    one interview the interviewer's impression."""
    common, own, impression, _ = components.variances
    starts = np.flatnonzero(np.diff(table.candidate, prepend=-1))
    sizes = np.diff(starts, append=len(table))
    rows, prior = [], []
    for size in np.unique(sizes):
        members = starts[sizes == size, None] + np.arange(size)
        skill, interviewer = table.skill[members], table.interviewer[members]
        rows.append(members)
        prior.append(
            common
            + own * (skill[:, :, None] == skill[:, None, :])
            + impression * (interviewer[:, :, None] == interviewer[:, None, :])
        )
    return Blocks(tuple(rows), tuple(prior), len(table))


def fit_globals(table: Table, effects: Integers, components: Components, prior: GlobalPrior) -> GlobalFit:
    """Posterior mode and curvature of the global parameters.

    ``effects`` (ratings x kinds) names, per rating, the global parameters that add to its ability, counted after the thresholds.
    """
    blocks = blocks_of(table, components)
    n_rows, n_effects = len(table), len(prior.mean) - CUTS
    effect = sparse.csr_array(
        (np.ones(effects.size), (np.repeat(np.arange(n_rows), effects.shape[1]), effects.ravel())), shape=(n_rows, n_effects)
    )
    upper_cut, lower_cut = _cut_matrix(table.level), _cut_matrix(table.level - 1)
    ability, dual, point = np.zeros(n_rows), np.zeros(n_rows), prior.mean.copy()

    def objective(ability: Floats, dual: Floats, point: Floats) -> float:
        eta = ability + effect @ point[CUTS:]
        likelihood = log_probability(eta, *cuts(table.level, point[:CUTS])).sum()
        off = point - prior.mean
        return float(likelihood - ability @ dual / 2 - off @ prior.precision @ off / 2)

    value = objective(ability, dual, point)
    for _ in range(MOST_STEPS):  # pragma: no branch - the objective is concave; it ends by converging
        lower, upper = cuts(table.level, point[:CUTS])
        eta = ability + effect @ point[CUTS:]
        gradient, weight, _ = derivatives(eta, lower, upper)
        above, below = expit(upper - eta), expit(lower - eta)
        apart = upper - lower
        push, bend = 1 / np.expm1(apart), np.exp(-apart) / np.expm1(-apart) ** 2  # of log(1 - exp(lower - upper))
        # what a step in the global parameters does to the slope in eta, per rating
        slope_above, slope_below = above * (1 - above), below * (1 - below)
        cross = sparse.hstack(
            [-(_scaled(upper_cut, slope_above) + _scaled(lower_cut, slope_below)), _scaled(effect, weight)], format="csr"
        )
        global_gradient = np.concatenate(
            [upper_cut.T @ (1 - above + push) - lower_cut.T @ (below + push), effect.T @ gradient]
        ) - prior.precision @ (point - prior.mean)
        between = upper_cut.T @ _scaled(lower_cut, bend)
        threshold_block = (
            upper_cut.T @ _scaled(upper_cut, slope_above + bend)
            + lower_cut.T @ _scaled(lower_cut, slope_below + bend)
            - between
            - between.T
        )
        curvature = prior.precision.copy()
        curvature[:CUTS, :CUTS] += threshold_block.toarray()
        mixed = cross[:, :CUTS].T @ effect
        curvature[:CUTS, CUTS:] += mixed.toarray()
        curvature[CUTS:, :CUTS] += mixed.T.toarray()
        curvature[CUTS:, CUTS:] += (effect.T @ _scaled(effect, weight)).toarray()

        spread = blocks.posterior_covariance(weight)
        wanted = weight * ability + gradient
        carried = spread @ cross
        schur = curvature - (cross.T @ carried).toarray()
        step = np.linalg.solve(schur, global_gradient - cross.T @ (spread @ wanted - ability))
        pull = wanted - cross @ step
        ability_step = spread @ pull - ability
        dual_step = pull - weight * (ability + ability_step) - dual

        fraction = 1.0
        while fraction > 1e-6:  # pragma: no branch - a short enough step along an ascent direction always gains
            trial = (ability + fraction * ability_step, dual + fraction * dual_step, point + fraction * step)
            reached = objective(*trial)
            if reached >= value - 1e-9:
                break
            fraction /= 2
        ability, dual, point = trial
        gain, value = reached - value, reached
        if gain < 1e-7 and np.abs(step).max() < 1e-6:
            break
    return GlobalFit(point, np.linalg.inv(schur))


def _scaled(matrix: sparse.csr_array, factor: Floats) -> sparse.csr_array:
    return sparse.csr_array(matrix.multiply(factor[:, None]))


def _cut_matrix(position: Integers) -> sparse.csr_array:
    """Which threshold is the cut of each rating; none at the ends of the scale."""
    rows = np.flatnonzero((position >= 1) & (position <= CUTS))
    return sparse.csr_array((np.ones(len(rows)), (rows, position[rows] - 1)), shape=(len(position), CUTS))
