"""How often one token may ask: a bucket that fills at a steady rate."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable

_KEPT = 10_000


class RateLimit:
    """Buckets by name, in this process. ``burst`` requests at once, then ``per_second``."""

    def __init__(self, *, burst: int = 120, per_second: float = 10, clock: Callable[[], float] = time.monotonic) -> None:
        self.burst, self.per_second, self._clock = burst, per_second, clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str) -> int:
        """Take one; returns 0, or the seconds to wait."""
        now = self._clock()
        level, since = self._buckets.pop(name, (float(self.burst), now))
        level = min(self.burst, level + (now - since) * self.per_second)
        allowed = level >= 1
        self._buckets[name] = (level - allowed, now)
        if len(self._buckets) > _KEPT:
            self._buckets.popitem(last=False)
        return 0 if allowed else max(1, math.ceil((1 - level) / self.per_second))
