"""Statistics as words: a number with its interval, or that there is too little to say."""

from __future__ import annotations

from interview.scoring.estimate import Estimate

TOO_FEW = "too few"


def with_interval(found: Estimate, pattern: str = ".2f", unit: str = "") -> str:
    """Such as ``0.61 (0.45 to 0.74)``; "too few" where it is unknown."""
    if found.value is None:
        return TOO_FEW
    interval = "" if found.low is None or found.high is None else f" ({found.low:{pattern}} to {found.high:{pattern}})"
    return f"{found.value:{pattern}}{unit}{interval}"
