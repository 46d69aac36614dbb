"""What earlier scorecards teach: how severe each interviewer is, how hard each skill, how strong each pool of candidates.

A calibration is a Gaussian: a mean and a covariance of everything that ratings of different candidates share. It is made once,
kept, and named by a snapshot id; recommendations of one requisition use one calibration. Without history it is the prior, so that
day 0 needs no special case.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from interview.errors import Invalid
from interview.scoring.components import DEFAULTS, Components, learn_components
from interview.scoring.determinism import fingerprint, single_threaded
from interview.scoring.fit import CUTS, GlobalFit, GlobalPrior, fit_globals
from interview.scoring.halo import halo_interviewers
from interview.scoring.ratings import Floats, Rating, Table, require_ratings, tabulate
from interview.scoring.scale import ability_at, symmetric_thresholds

MODEL_VERSION = "2"
"""Changes whenever the same input would give another recommendation."""

THRESHOLD_GAP = 1.5  # logits between neighbouring thresholds before any history
THRESHOLD_SPREAD = 0.3  # prior standard deviation of each threshold
MEAN_BELOW_BAR = 0.3  # candidates who reach a loop average this much below the bar: raw mean and model then agree on day 0
MEAN_SPREAD = 0.5
DIFFICULTY_SPREAD = 0.3
POOL_SPREAD = 0.7


@dataclass(frozen=True, eq=False)
class Calibration:
    """Posterior of the shared parameters.

    ``mean`` and ``covariance`` (logits) are ordered: thresholds, population mean, then one entry for each of ``pools``,
    ``interviewers`` and ``skills``. An interviewer's entry is leniency (minus severity), a skill's ease (minus difficulty): all
    entries add to a rating's ability. ``ratings`` and ``interviews`` count each interviewer's evidence; ``group`` numbers the
    sets of interviewers that are connected by shared candidates, ``pool_groups`` the groups that rated in each pool; ``halo``
    names interviewers who tend to give one level to all skills.
    """

    components: Components
    mean: Floats
    covariance: Floats
    pools: tuple[str, ...]
    interviewers: tuple[str, ...]
    skills: tuple[str, ...]
    ratings: tuple[int, ...]
    interviews: tuple[int, ...]
    group: tuple[int, ...]
    pool_groups: tuple[tuple[int, ...], ...]
    halo: tuple[str, ...] = ()
    candidates: int = 0

    @property
    def thresholds(self) -> Floats:
        """The four cuts between the five levels, in logits."""
        return self.mean[:CUTS]

    @property
    def first_interviewer(self) -> int:
        """Where interviewers begin in ``mean``."""
        return CUTS + 1 + len(self.pools)

    @cached_property
    def position(self) -> dict[str, int]:
        """Where each interviewer stands among ``interviewers``."""
        return {name: index for index, name in enumerate(self.interviewers)}

    @cached_property
    def snapshot(self) -> str:
        """Names the content: equal for equal calibrations."""
        return fingerprint(self.as_json())

    def as_json(self) -> dict[str, Any]:
        """Everything needed to score again; the covariance as its lower triangle, row by row."""
        lower = self.covariance[np.tril_indices(len(self.mean))]
        return {
            "model_version": MODEL_VERSION,
            "components": [
                self.components.candidate,
                self.components.skill,
                self.components.impression,
                self.components.severity,
            ],
            "mean": self.mean.tolist(),
            "covariance": lower.tolist(),
            "pools": list(self.pools),
            "interviewers": list(self.interviewers),
            "skills": list(self.skills),
            "ratings": list(self.ratings),
            "interviews": list(self.interviews),
            "group": list(self.group),
            "pool_groups": [list(groups) for groups in self.pool_groups],
            "halo": list(self.halo),
            "candidates": self.candidates,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Calibration:
        """The calibration that :meth:`as_json` wrote; :class:`Invalid` where another version of the model wrote it."""
        if data["model_version"] != MODEL_VERSION:
            raise Invalid(
                f"the calibration was made by version {data['model_version']} of the scoring model, this is version "
                f"{MODEL_VERSION}; calibrate again"
            )
        size = len(data["mean"])
        covariance = np.zeros((size, size))
        covariance[np.tril_indices(size)] = data["covariance"]
        covariance = covariance + np.tril(covariance, -1).T
        return cls(
            Components(*data["components"]),
            np.array(data["mean"]),
            covariance,
            tuple(data["pools"]),
            tuple(data["interviewers"]),
            tuple(data["skills"]),
            tuple(data["ratings"]),
            tuple(data["interviews"]),
            tuple(data["group"]),
            tuple(tuple(groups) for groups in data["pool_groups"]),
            tuple(data["halo"]),
            data["candidates"],
        )


@single_threaded
def calibrate(
    history: Iterable[Rating], *, expected_bar: float = 3.5, defaults: Components = DEFAULTS, learn: bool = True
) -> Calibration:
    """Calibrate on earlier ratings (of all pools together).

    ``expected_bar`` is the fair average, in rating points, that the roles need: before there is history, candidates are expected
    a little below it. ``defaults`` are the prior variance components; with ``learn=False`` they are kept as they are.
    Raises :class:`Invalid` for ratings off the scale or given twice.
    """
    history = list(history)
    require_ratings(history)
    return calibrate_table(tabulate(history, separate_pools=True), expected_bar=expected_bar, defaults=defaults, learn=learn)


def calibrate_table(
    table: Table, *, expected_bar: float = 3.5, defaults: Components = DEFAULTS, learn: bool = True
) -> Calibration:
    """:func:`calibrate` for ratings that are already a table (checked, a candidate in one pool)."""
    components = learn_components(table, defaults) if learn else defaults
    prior = _prior(table, components, expected_bar)
    n_pools, n_interviewers = len(table.pools), len(table.interviewers)
    if len(table):
        effects = np.stack(
            [
                np.zeros(len(table), dtype=np.int64),
                1 + table.pool,
                1 + n_pools + table.interviewer,
                1 + n_pools + n_interviewers + table.skill,
            ],
            axis=1,
        )
        fitted = fit_globals(table, effects, components, prior)
    else:
        fitted = GlobalFit(prior.mean, np.diag(1 / np.diag(prior.precision)))
    interviews = np.unique(table.candidate * max(n_interviewers, 1) + table.interviewer)
    group, pool_groups = _connected(table)
    return Calibration(
        components,
        fitted.mean,
        (fitted.covariance + fitted.covariance.T) / 2,
        table.pools,
        table.interviewers,
        table.skills,
        tuple(np.bincount(table.interviewer, minlength=n_interviewers).tolist()),
        tuple(np.bincount(interviews % max(n_interviewers, 1), minlength=n_interviewers).tolist()),
        group,
        pool_groups,
        halo_interviewers(table),
        len(table.candidates),
    )


def _prior(table: Table, components: Components, expected_bar: float) -> GlobalPrior:
    thresholds = symmetric_thresholds(THRESHOLD_GAP)
    # one pool can't be told from the population: its own deviation is then switched off
    pool_spread = POOL_SPREAD if len(table.pools) > 1 else 1e-3
    spread = np.concatenate(
        [
            np.full(CUTS, THRESHOLD_SPREAD),
            [MEAN_SPREAD],
            np.full(len(table.pools), pool_spread),
            np.full(len(table.interviewers), components.severity),
            np.full(len(table.skills), DIFFICULTY_SPREAD),
        ]
    )
    mean = np.zeros(len(spread))
    mean[:CUTS] = thresholds
    mean[CUTS] = ability_at(expected_bar, thresholds) - MEAN_BELOW_BAR
    return GlobalPrior(mean, np.diag(1 / spread**2))


def _connected(table: Table) -> tuple[tuple[int, ...], tuple[tuple[int, ...], ...]]:
    """Group numbers of interviewers (same number: connected by a chain of shared candidates), and each pool's groups."""
    parent = list(range(len(table.interviewers)))

    def root(node: int) -> int:
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    same = np.flatnonzero(np.diff(table.candidate) == 0)
    for one, other in np.unique(np.stack([table.interviewer[same], table.interviewer[same + 1]]), axis=1).T.tolist():
        low, high = sorted((root(one), root(other)))
        parent[high] = low
    roots = [root(node) for node in range(len(parent))]
    number = {node: index for index, node in enumerate(sorted(set(roots)))}
    group = tuple(number[node] for node in roots)
    seen: Sequence[set[int]] = [set() for _ in table.pools]
    for pool, interviewer in np.unique(np.stack([table.pool, table.interviewer]), axis=1).T.tolist():
        seen[pool].add(group[interviewer])
    return group, tuple(tuple(sorted(groups)) for groups in seen)
