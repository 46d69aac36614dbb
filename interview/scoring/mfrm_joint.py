"""Joint maximum likelihood of the many-facet Rasch model, as in FACETS: abilities and severities are all fixed parameters.

Candidates and skills are centred, interviewers are not. Estimates are those of the converged likelihood; FACETS itself stops a
little earlier, so its published tables agree to about .03 logits. With few ratings a candidate joint estimates are inconsistent:
this is for comparing, not for recommending.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from interview.errors import Invalid
from interview.scoring.determinism import single_threaded
from interview.scoring.mfrm import Scores, categories, centred, reached, scores_of
from interview.scoring.ratings import Floats, Integers, Rating

MOST_STEPS = 100


@dataclass(frozen=True, slots=True)
class Bias:
    """How much higher (logits, positive) an interviewer rated one candidate than both their measures predict."""

    interviewer: str
    candidate: str
    observed: float
    expected: float
    bias: float
    error: float

    @property
    def t(self) -> float:
        """Bias in standard errors."""
        return self.bias / self.error


@dataclass(frozen=True, slots=True)
class JointFit:
    """Measures in logits; ``severity_error`` is the standard error with all else fixed, as FACETS reports it; ``infit`` and
    ``outfit`` are mean squares by interviewer (1: as the model expects)."""

    log_likelihood: float
    ability: dict[str, float]
    severity: dict[str, float]
    severity_error: dict[str, float]
    difficulty: dict[str, float]
    steps: tuple[float, ...]
    infit: dict[str, float]
    outfit: dict[str, float]
    biases: tuple[Bias, ...]

    @property
    def bias_chi_square(self) -> float:
        """Sum of squared t over all cells: is there any bias at all (degrees of freedom: cells)?"""
        return sum(bias.t**2 for bias in self.biases)


@single_threaded
def fit_joint(ratings: list[Rating]) -> JointFit:
    """Fit by Newton's method. Whoever has only the lowest or only the highest level has no finite measure: :class:`Invalid`."""
    data = scores_of(ratings)
    _require_finite(data)
    n_candidates, n_interviewers, n_skills = len(data.candidates), len(data.interviewers), len(data.skills)
    # rows x parameters: candidates (centred), interviewers, skills (centred)
    design = np.hstack(
        [
            centred(n_candidates)[data.candidate],
            -np.eye(n_interviewers)[data.interviewer],
            -centred(n_skills)[data.skill],
        ]
    )
    basis = centred(data.top)
    point, inner = np.zeros(design.shape[1]), np.zeros(basis.shape[1])
    taken = reached(data.top)
    value = -np.inf
    for _ in range(MOST_STEPS):  # pragma: no branch - ends by converging
        eta, steps = design @ point, basis @ inner
        cells = categories(eta, steps)
        new_value = float(np.log(cells.chance[np.arange(len(eta)), data.score]).sum())
        at_or_above = cells.chance @ taken  # (rows, steps)
        slope = np.concatenate(
            [design.T @ (data.score - cells.expected), basis.T @ (at_or_above - taken[data.score]).sum(axis=0)]
        )
        mixed = -((cells.chance * np.arange(data.top + 1)) @ taken - cells.expected[:, None] * at_or_above)
        within = np.einsum("rk,ka,kb->ab", cells.chance, taken, taken) - at_or_above.T @ at_or_above
        cross = design.T @ mixed @ basis
        curvature = np.block([[(design * cells.variance[:, None]).T @ design, cross], [cross.T, basis.T @ within @ basis]])
        step = np.linalg.solve(curvature, slope)
        longest = float(np.abs(step).max())
        step *= min(1.0, 1.0 / max(longest, 1e-300))
        point, inner = point + step[: len(point)], inner + step[len(point) :]
        if longest < 1e-9 and abs(new_value - value) < 1e-9:
            break
        value = new_value
    eta = design @ point
    steps = basis @ inner
    cells = categories(eta, steps)
    ability = centred(n_candidates) @ point[: n_candidates - 1]
    severity = point[n_candidates - 1 : n_candidates - 1 + n_interviewers]
    difficulty = centred(n_skills) @ point[n_candidates - 1 + n_interviewers :]
    information = np.bincount(data.interviewer, cells.variance)
    residual = (data.score - cells.expected) ** 2
    infit = np.bincount(data.interviewer, residual) / information
    outfit = np.bincount(data.interviewer, residual / cells.variance) / np.bincount(data.interviewer)
    return JointFit(
        value,
        _named(data.candidates, ability),
        _named(data.interviewers, severity),
        _named(data.interviewers, 1 / np.sqrt(information)),
        _named(data.skills, difficulty),
        tuple(steps.tolist()),
        _named(data.interviewers, infit),
        _named(data.interviewers, outfit),
        _biases(data, eta, steps),
    )


def _require_finite(data: Scores) -> None:
    for kind, names, index in (
        ("candidate", data.candidates, data.candidate),
        ("interviewer", data.interviewers, data.interviewer),
        ("skill", data.skills, data.skill),
    ):
        total = np.bincount(index, data.score)
        extreme = (total == 0) | (total == np.bincount(index) * data.top)
        if extreme.any():
            name = names[int(np.flatnonzero(extreme)[0])]
            raise Invalid(
                f"{kind} {name} has only the lowest or only the highest level, which has no finite measure; leave it out"
            )


def _biases(data: Scores, eta: Floats, steps: Floats) -> tuple[Bias, ...]:
    """For each interviewer and candidate the shift that makes the expected total of their ratings the observed one."""
    cell = data.interviewer * len(data.candidates) + data.candidate
    found = []
    for key in np.unique(cell).tolist():
        rows = np.flatnonzero(cell == key)
        observed = float(data.score[rows].sum())
        expected = float(categories(eta[rows], steps).expected.sum())
        if not 0 < observed < data.top * len(rows):
            continue  # no finite shift
        shift, error = _shift(eta[rows], steps, observed)
        interviewer, candidate = divmod(key, len(data.candidates))
        found.append(Bias(data.interviewers[interviewer], data.candidates[candidate], observed, expected, shift, error))
    return tuple(found)


def _shift(eta: Floats, steps: Floats, observed: float) -> tuple[float, float]:
    low, high = -30.0, 30.0
    for _ in range(80):
        middle = (low + high) / 2
        if categories(eta + middle, steps).expected.sum() < observed:
            low = middle
        else:
            high = middle
    return low, float(1 / np.sqrt(categories(eta + low, steps).variance.sum()))


def _named(names: tuple[str, ...], values: Floats | Integers) -> dict[str, float]:
    return dict(zip(names, map(float, values), strict=True))
