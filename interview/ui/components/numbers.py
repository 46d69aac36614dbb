"""Statistics as words: a number with its interval, or that there is too little to say."""

from __future__ import annotations

from interview.scoring.estimate import Estimate
from interview.ui.texts import _


def with_interval(found: Estimate, pattern: str = ".2f") -> str:
    """Such as ``0.61 (0.45 to 0.74)``; "too few" where it is unknown."""
    if found.value is None:
        return too_few()
    value = f"{found.value:{pattern}}"
    if found.low is None or found.high is None:
        return value
    low, high = f"{found.low:{pattern}}", f"{found.high:{pattern}}"
    return _("{value} ({low} to {high})").format(value=value, low=low, high=high)


def share(value: float | None) -> str:
    """Such as ``62%``; "too few" where it is unknown."""
    return too_few() if value is None else f"{value:.0%}"


def too_few() -> str:
    """What stands where the data are too few for a number."""
    return _("too few")
