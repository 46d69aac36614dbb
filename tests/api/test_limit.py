"""Buckets of requests."""

from __future__ import annotations

from interview.api.rest.limit import RateLimit


def test_only_the_newest_buckets_are_kept() -> None:
    limit = RateLimit(burst=1, per_second=0.001)
    assert limit.take("first") == 0
    assert limit.take("first") > 0
    for number in range(10_001):
        limit.take(str(number))
    assert limit.take("first") == 0
