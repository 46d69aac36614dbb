"""A number with its interval, and "can't be said" as a value: never NaN, never infinity."""

from __future__ import annotations

import math
from dataclasses import dataclass

from interview.scoring.determinism import DECIMALS

CONFIDENCE = 0.95
"""Of the intervals of agreement and impact, as in the published tables."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A statistic and the ends of its interval; ``None`` where the data can't say it."""

    value: float | None
    low: float | None = None
    high: float | None = None

    def as_json(self) -> dict[str, float | None]:
        """The three fields of the contract."""
        return {"value": self.value, "low": self.low, "high": self.high}


UNKNOWN = Estimate(None)


def estimate(value: float, low: float = math.nan, high: float = math.nan) -> Estimate:
    """An estimate out of raw floats: rounded to six places; what is not finite becomes ``None``."""
    return Estimate(known(value), known(low), known(high))


def known(value: float) -> float | None:
    """The value rounded to six places, never minus zero; ``None`` unless it is finite."""
    return round(float(value), DECIMALS) + 0.0 if math.isfinite(value) else None
