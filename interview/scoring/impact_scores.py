"""Scored tools: the share of each group that scores strictly above the full sample's median (Local Law 144, 6 RCNY 5-301)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from interview.scoring.estimate import known
from interview.scoring.impact_groups import Group, Tally, reference_group


@dataclass(frozen=True, slots=True)
class GroupScores:
    """One group: how many have a score, the share above the full-sample median, and that share over the highest group's.

    Numbers are ``None`` where the group is hidden; the ratio also where nobody scores above the median.
    """

    group: Group
    n: int | None
    rate_above_median: float | None
    impact_ratio: float | None

    def as_json(self) -> dict[str, Any]:
        """The fields of the contract, and more."""
        return {
            "group": " / ".join(self.group),
            "values": list(self.group),
            "n": self.n,
            "rate_above_median": self.rate_above_median,
            "impact_ratio": self.impact_ratio,
        }


def group_scores(scores: Sequence[tuple[Group, float]], median: float, hidden: Collection[Group]) -> tuple[GroupScores, ...]:
    """Every group in the order of its name; ``scores`` of people whose group is known, ``median`` of everybody's."""
    people = Counter(group for group, _ in scores)
    above = Counter(group for group, score in scores if score > median)
    tallies = {group: Tally(n, above[group]) for group, n in people.items()}
    if not tallies:
        return ()
    best = tallies[reference_group(tallies, hidden)]
    found = []
    for group in sorted(tallies):
        n, high = tallies[group]
        if group in hidden:
            found.append(GroupScores(group, None, None, None))
        else:
            ratio = known((high / n) / (best.selected / best.n)) if best.selected else None
            found.append(GroupScores(group, n, known(high / n), ratio))
    return tuple(found)
