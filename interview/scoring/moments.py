"""What pairs of ratings say together: average products of their deviations from the pool's mean, each with its error.

Composite moments need no iteration over candidates and, unlike a Laplace likelihood, are not biased when an interview holds only
three ratings.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from interview.scoring.ratings import Floats, Integers, Table


class Moment(NamedTuple):
    """An average product of two ratings' deviations, and its standard error (infinite: no such pairs)."""

    value: float
    error: float


class _Pairs(NamedTuple):
    """Sums of products and numbers of ordered pairs, by the cluster that makes them dependent."""

    products: Floats
    counts: Floats

    def __sub__(self, other: _Pairs) -> _Pairs:
        return _Pairs(self.products - other.products, self.counts - other.counts)

    def plus(self, products: Floats) -> _Pairs:
        return _Pairs(self.products + products, self.counts)

    def moment(self) -> Moment:
        total = self.counts.sum()
        if total <= 0:
            return Moment(0.0, np.inf)
        mean = self.products.sum() / total
        return Moment(mean, float(np.sqrt(((self.products - mean * self.counts) ** 2).sum()) / total))


@dataclass(frozen=True, slots=True)
class Pools:
    """Per pool: the mean level, how uncertain it is (variance between candidates), the number of ratings and of candidates."""

    mean: Floats
    variance: Floats
    ratings: Floats
    candidates: Floats

    @classmethod
    def of(cls, table: Table) -> Pools:
        ratings = np.bincount(table.pool).astype(np.float64)
        mean = np.bincount(table.pool, table.level) / ratings
        off = np.bincount(table.candidate, table.level - mean[table.pool])
        pool_of = table.pool[np.flatnonzero(np.diff(table.candidate, prepend=-1))]
        candidates = np.bincount(pool_of).astype(np.float64)
        spread = np.bincount(pool_of, off**2) / ratings**2
        return cls(mean, spread * candidates / np.maximum(candidates - 1, 1), ratings, candidates)


def rating_moments(table: Table, pools: Pools | None = None) -> tuple[Moment, Moment, Moment, Moment]:
    """Average products of deviations from the pool's mean, over pairs of ratings of: the same candidate (other skill and
    interviewer), the same skill of a candidate, the same interview, the same interviewer (other candidates).

    Two deviations from one sample mean share its error, which makes their product too small by the mean's variance: small pools
    would make everybody look alike. It is added back. Pools of one candidate say nothing.
    """
    pools = pools or Pools.of(table)
    useful = (pools.candidates > 1)[table.pool]
    pool, candidate, interviewer, skill = (
        column[useful] for column in (table.pool, table.candidate, table.interviewer, table.skill)
    )
    if not len(pool):
        nothing = Moment(0.0, np.inf)
        return nothing, nothing, nothing, nothing
    deviation = table.level[useful] - pools.mean[pool]
    owed = pools.variance[pool]
    interview = candidate * len(table.interviewers) + interviewer
    in_interview = _pairs(interview, candidate, deviation, owed)
    on_skill = _pairs(candidate * len(table.skills) + skill, candidate, deviation, owed)
    of_candidate = _pairs(candidate, candidate, deviation, owed) - in_interview - on_skill
    # pairs of one interviewer: all of them, but the error of the mean is shared within a pool only
    of_interviewer = _pairs(interviewer, interviewer, deviation) - _pairs(interview, interviewer, deviation, owed)
    of_interviewer = of_interviewer.plus(_owed(interviewer * len(pools.mean) + pool, interviewer, owed))
    return of_candidate.moment(), on_skill.moment(), in_interview.moment(), of_interviewer.moment()


def _pairs(group: Integers, cluster: Integers, deviation: Floats, owed: Floats | None = None) -> _Pairs:
    """Products over ordered pairs within each group: the square of the sum less that of squares, each ``owed`` so much more."""
    _, first, member = np.unique(group, return_index=True, return_inverse=True)
    size = np.bincount(member).astype(np.float64)
    products = np.asarray(np.bincount(member, deviation) ** 2 - np.bincount(member, deviation**2), dtype=np.float64)
    if owed is not None:
        products = products + size * (size - 1) * owed[first]
    of_group, clusters = cluster[first], int(cluster.max()) + 1
    return _Pairs(_totals(of_group, products, clusters), _totals(of_group, size * (size - 1), clusters))


def _owed(group: Integers, cluster: Integers, owed: Floats) -> Floats:
    """What all pairs within the groups are owed, by cluster."""
    _, first, member = np.unique(group, return_index=True, return_inverse=True)
    size = np.bincount(member).astype(np.float64)
    return _totals(cluster[first], size * (size - 1) * owed[first], int(cluster.max()) + 1)


def _totals(group: Integers, values: Floats | Integers, count: int) -> Floats:
    return np.asarray(np.bincount(group, values, count), dtype=np.float64)
