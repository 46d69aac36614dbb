"""Recommendations against later performance: do they go together, and does a probability of .8 come true in eight of ten?"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from interview.scoring.correlation import correlation
from interview.scoring.estimate import UNKNOWN, Estimate, estimate, known
from interview.scoring.proportion import proportion

FEWEST_PEOPLE = 30
"""People below which no validity is stated: the interval of a correlation of .3 then reaches below zero."""

FEWEST_IN_BAND = 5
"""People in a band of the curve below which it shows no share."""

BANDS = (0.0, 0.5, 0.7, 0.8, 0.9, 1.0)
"""Edges of the bands of predicted probability. Most people who were hired lie above one half."""


@dataclass(frozen=True, slots=True)
class Followed:
    """Somebody who was hired: what was predicted on the day of the decision, and how it went."""

    estimate: float
    p_meets_bar: float
    performance: float


@dataclass(frozen=True, slots=True)
class Band:
    """People whose predicted probability lies from ``low`` to ``high``; ``met`` with a 95% interval, unknown below five."""

    low: float
    high: float
    n: int
    predicted: float | None
    met: Estimate


@dataclass(frozen=True, slots=True)
class ValidityReport:
    """``validity``: correlation of the estimate with performance among those hired; ``corrected``: the same for everybody who was
    interviewed. ``expected`` and ``met``: the mean predicted probability and the share that met expectations."""

    n: int
    too_few: bool
    validity: Estimate
    corrected: Estimate
    ratio_of_spreads: float | None
    expected: float | None
    met: Estimate
    brier: float | None
    bands: tuple[Band, ...]
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The fields by name."""
        return {
            "n": self.n,
            "too_few": self.too_few,
            "validity": self.validity.as_json(),
            "corrected": self.corrected.as_json(),
            "ratio_of_spreads": self.ratio_of_spreads,
            "expected": self.expected,
            "met": self.met.as_json(),
            "brier": self.brier,
            "bands": [
                {"low": band.low, "high": band.high, "n": band.n, "predicted": band.predicted, "met": band.met.as_json()}
                for band in self.bands
            ],
            "notes": list(self.notes),
        }


def validity(followed: Sequence[Followed], everybody: Sequence[float], meets: float) -> ValidityReport:
    """Judge recommendations by what became of those who were hired.

    ``everybody``: the estimates of all who were decided about, hired or not, for the correction of the range. ``meets``: the
    performance from which on expectations count as met. Correlations are unknown below thirty people.
    """
    people = sorted(followed, key=lambda one: (one.p_meets_bar, one.estimate, one.performance))
    too_few = len(people) < FEWEST_PEOPLE
    found = UNKNOWN if too_few else correlation([one.estimate for one in people], [one.performance for one in people])
    ratio = _ratio_of_spreads([one.estimate for one in people], everybody)
    hits = [one.performance >= meets for one in people]
    predicted = [one.p_meets_bar for one in people]
    return ValidityReport(
        n=len(people),
        too_few=too_few,
        validity=found,
        corrected=UNKNOWN if ratio is None else for_the_whole_range(found, ratio),
        ratio_of_spreads=ratio,
        expected=known(sum(predicted) / len(people)) if people else None,
        met=proportion(sum(hits), len(hits)),
        brier=known(sum((p - hit) ** 2 for p, hit in zip(predicted, hits, strict=True)) / len(people)) if people else None,
        bands=tuple(_band(low, high, predicted, hits) for low, high in pairwise(BANDS)),
        notes=tuple(_notes(len(people), found, ratio)),
    )


def for_the_whole_range(found: Estimate, ratio: float) -> Estimate:
    """A correlation among those selected, for everybody: Thorndike's case 2 (1949, Personnel Selection, p. 173).

    ``ratio`` is the standard deviation of the predictor among everybody over that among the selected (Sackett & Yang 2000,
    Journal of Applied Psychology 85:112-118). The ends of the interval are corrected alike.
    """

    def corrected(r: float | None) -> float:
        return math.nan if r is None else r * ratio / math.sqrt(1 + r * r * (ratio * ratio - 1))

    return UNKNOWN if found.value is None else estimate(corrected(found.value), corrected(found.low), corrected(found.high))


def _ratio_of_spreads(selected: Sequence[float], everybody: Sequence[float]) -> float | None:
    if len(selected) < FEWEST_PEOPLE or len(everybody) < FEWEST_PEOPLE:
        return None
    narrow, wide = float(np.std(selected, ddof=1)), float(np.std(everybody, ddof=1))
    return known(wide / narrow) if narrow > 1e-9 else None


def _band(low: float, high: float, predicted: Sequence[float], hits: Sequence[bool]) -> Band:
    inside = [(p, hit) for p, hit in zip(predicted, hits, strict=True) if low <= p < high or p == high == BANDS[-1]]
    shown = len(inside) >= FEWEST_IN_BAND
    return Band(
        low,
        high,
        len(inside),
        known(sum(p for p, _ in inside) / len(inside)) if inside else None,
        proportion(sum(hit for _, hit in inside), len(inside)) if shown else UNKNOWN,
    )


def _notes(n: int, found: Estimate, ratio: float | None) -> list[str]:
    if not n:
        return ["Nobody in the table was hired here with a recommendation on record, so there is nothing to compare."]
    notes = []
    if n < FEWEST_PEOPLE:
        notes.append(f"{n} people are too few to state a validity; it takes {FEWEST_PEOPLE}.")
    elif found.value is None:
        notes.append("All estimates or all performance ratings are the same, so nothing can be compared.")
    if found.value is not None and ratio is not None:
        notes.append(
            "Only those who were hired have a performance to look at, and they differ less than all who were interviewed "
            f"(spread of everybody over theirs: {ratio:.2f}). The corrected value allows for that. It assumes that people were "
            "hired by the estimate alone and that the relation is straight."
        )
    notes.append("Performance ratings have errors and biases of their own, which lower every value here.")
    return notes
