"""Which levels are given how often, and which are never given although there was occasion."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from interview.scoring.ratings import LEVELS

OCCASIONS = 30
"""Ratings after which a level that nobody gave is worth a look: one that is right for every tenth candidate stays unseen in
30 ratings with a chance of 4% (0.9^30)."""


def level_counts(levels: Iterable[int]) -> tuple[int, ...]:
    """How often each level from 1 to 5 was given."""
    return tuple(np.bincount(np.fromiter(levels, dtype=np.int64), minlength=LEVELS + 1)[1:].tolist())


def unused_levels(counts: tuple[int, ...]) -> tuple[int, ...]:
    """Levels that were never given in at least thirty ratings; none below that."""
    return tuple(level for level, count in enumerate(counts, 1) if not count) if sum(counts) >= OCCASIONS else ()
