"""A share with its interval.

Wilson's (1927), which stays within 0 and 1 and holds for few cases (Newcombe 1998, Statistics in Medicine 17:857-872).
"""

from __future__ import annotations

import math

from interview.scoring.estimate import UNKNOWN, Estimate, estimate

Z95 = 1.959963984540054
"""Half the width of a 95% interval, in standard deviations."""


def proportion(successes: int, n: int) -> Estimate:
    """``successes`` of ``n`` with a 95% interval; unknown for none."""
    if not n:
        return UNKNOWN
    share = successes / n
    centre = (share + Z95**2 / (2 * n)) / (1 + Z95**2 / n)
    half = Z95 / (1 + Z95**2 / n) * math.sqrt(share * (1 - share) / n + Z95**2 / (4 * n * n))
    return estimate(share, max(0.0, centre - half), min(1.0, centre + half))
