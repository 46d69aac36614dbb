"""Selection rates of groups against the highest: ratio, interval, exact test, and whether one decision would change it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from interview.scoring.estimate import UNKNOWN, Estimate, known
from interview.scoring.exact_test import fisher
from interview.scoring.proportion import proportion
from interview.scoring.ratio_interval import ratio_interval

Group = tuple[str, ...]
"""A value for each column that groups are formed by."""

FEWEST_PEOPLE, FEWEST_EXPECTED = 30, 5
"""A group of fewer people, or with fewer expected selections, is small: nothing can be concluded from its ratio."""
SMALLEST_SHARE = 0.02
"""Of all people; a smaller group is never the one that others are compared with (29 CFR 1607.4 D; 6 RCNY 5-301)."""
SIGNIFICANT = 0.05


class Tally(NamedTuple):
    """How many people, and how many of them were selected."""

    n: int
    selected: int


@dataclass(frozen=True, slots=True)
class GroupImpact:
    """One group. ``rate`` and ``ratio`` with 95% intervals; unknown what the data can't say, all numbers where ``hidden``.

    ``below_four_fifths`` raises the flag, strictly below .80; ``flips`` says that it would not be raised had one of the selected
    people of the reference group been one of this group instead. ``if_unknown``: the lowest and the highest ratio there could be
    if people of unknown group all belonged one way. ``small``: too few to conclude anything.
    """

    group: Group
    tally: Tally | None
    rate: Estimate = UNKNOWN
    ratio: Estimate = UNKNOWN
    fisher_p: float | None = None
    mid_p: float | None = None
    below_four_fifths: bool | None = None
    flips: bool = False
    small: bool = True
    under_two_percent: bool = False
    is_reference: bool = False
    if_unknown: tuple[float, float] | None = None

    @property
    def hidden(self) -> bool:
        """Whether the group is so small that numbers could point at people."""
        return self.tally is None

    @property
    def reading(self) -> str:
        """What the numbers do and don't say, in one sentence; never an all-clear."""
        if self.hidden:
            return "No numbers: they would point at single people, here or in a smaller group."
        if self.ratio.value is None:
            return "Nobody was selected in any group that others can be compared with."
        if self.is_reference:
            return "The highest rate; the other groups are compared with it."
        return self._below() if self.below_four_fifths else self._not_below()

    def _below(self) -> str:
        if self.flips:
            return "Below four fifths, but one different decision would change that: too few to conclude."
        if self.small:
            return "Below four fifths, but too few to conclude: keep collecting, and look at the single decisions."
        if self._by_chance:
            return "Below four fifths; chance alone could give such a difference. Watch it."
        return "Below four fifths, and more than chance would explain. Look into the reasons."

    def _not_below(self) -> str:
        if self.small:
            return "Not below four fifths, but too few to conclude that there is no difference."
        if self._by_chance:
            return "Not below four fifths, and chance alone could give the difference; that proves no absence of one."
        return "Not below four fifths, yet the difference is more than chance would explain. Look into the reasons."

    @property
    def _by_chance(self) -> bool:
        return self.fisher_p is not None and self.fisher_p >= SIGNIFICANT

    def as_json(self) -> dict[str, Any]:
        """The fields of the contract, and more."""
        n, selected = self.tally or (None, None)
        return {
            "group": " / ".join(self.group),
            "values": list(self.group),
            "n": n,
            "selected": selected,
            "rate": self.rate.value,
            "rate_interval": [self.rate.low, self.rate.high],
            "impact_ratio": self.ratio.value,
            "low": self.ratio.low,
            "high": self.ratio.high,
            "fisher_p": self.fisher_p,
            "mid_p": self.mid_p,
            "four_fifths": self.below_four_fifths,
            "flip_reverses": self.flips,
            "small": self.small,
            "under_two_percent": self.under_two_percent,
            "reference": self.is_reference,
            "hidden": self.hidden,
            "ratio_if_unknown": None if self.if_unknown is None else list(self.if_unknown),
            "reading": self.reading,
        }


def impact_groups(tallies: Mapping[Group, Tally], unknown: Tally, hide_below: int) -> tuple[GroupImpact, ...]:
    """Every group in the order of its name. ``unknown`` counts the people who stated no group; ``hide_below``: see
    :func:`hidden_groups`."""
    if not tallies:
        return ()
    total = Tally(sum(tally.n for tally in tallies.values()), sum(tally.selected for tally in tallies.values()))
    hidden = hidden_groups(tallies, hide_below)
    reference = reference_group(tallies, hidden)
    found = []
    for group in sorted(tallies):
        if group in hidden:
            found.append(GroupImpact(group, None, under_two_percent=_is_tiny(tallies[group].n, total.n)))
        else:
            found.append(_against(group, tallies[group], tallies[reference], total, unknown, is_reference=group == reference))
    return tuple(found)


def reference_group(tallies: Mapping[Group, Tally], hidden: Collection[Group] = ()) -> Group:
    """The group with the highest rate among those that are neither tiny nor hidden; of equals the larger, then by name.

    Where all are hidden or tiny, the best of all.
    """
    total = sum(tally.n for tally in tallies.values())
    shown = [group for group in tallies if group not in hidden]
    eligible = [group for group in shown if not _is_tiny(tallies[group].n, total)] or shown or list(tallies)
    return min(eligible, key=lambda group: (-tallies[group].selected / tallies[group].n, -tallies[group].n, group))


def hidden_groups(tallies: Mapping[Group, Tally], hide_below: int) -> frozenset[Group]:
    """Groups of fewer people than ``hide_below``, and those that would give them away.

    Where one group alone is hidden among all, or among those that share a value (all women, say), the total less the others would
    be its number; so the next smallest is hidden as well, until no group stands alone.
    """
    hidden = {group for group, tally in tallies.items() if tally.n < hide_below}
    lines: dict[tuple[int, str], list[Group]] = defaultdict(list)
    for group in sorted(tallies, key=lambda group: (tallies[group].n, group)):
        lines[-1, ""].append(group)
        for column, value in enumerate(group):
            lines[column, value].append(group)
    alone = bool(hidden)
    while alone:
        alone = False
        for line in lines.values():
            open_ones = [group for group in line if group not in hidden]
            if open_ones and len(line) - len(open_ones) == 1:
                hidden.add(open_ones[0])
                alone = True
    return frozenset(hidden)


def _against(group: Group, own: Tally, best: Tally, total: Tally, unknown: Tally, *, is_reference: bool) -> GroupImpact:
    below = flips = None
    if best.selected:
        below = 5 * own.selected * best.n < 4 * best.selected * own.n
        flips = below and 5 * (own.selected + 1) * best.n >= 4 * (best.selected - 1) * own.n
    if is_reference:
        ratio = Estimate(1.0) if best.selected else UNKNOWN
    else:
        ratio = ratio_interval(own.selected, own.n, best.selected, best.n)
    test = None if is_reference else fisher(own.selected, own.n, best.selected, best.n)
    return GroupImpact(
        group,
        own,
        proportion(own.selected, own.n),
        ratio,
        known(test.p) if test else None,
        known(test.mid_p) if test else None,
        below,
        bool(flips),
        own.n < FEWEST_PEOPLE or own.n * total.selected < FEWEST_EXPECTED * total.n,
        _is_tiny(own.n, total.n),
        is_reference,
        _if_unknown(own, best, unknown) if best.selected and unknown.n and not is_reference else None,
    )


def _if_unknown(own: Tally, best: Tally, unknown: Tally) -> tuple[float, float]:
    """Every unknown who was rejected in this group and every one who was selected in the reference; then the other way round."""
    rejected = unknown.n - unknown.selected
    lowest = (own.selected / (own.n + rejected)) / ((best.selected + unknown.selected) / (best.n + unknown.selected))
    highest = ((own.selected + unknown.selected) / (own.n + unknown.selected)) / (best.selected / (best.n + rejected))
    return round(lowest, 6), round(highest, 6)


def _is_tiny(n: int, total: int) -> bool:
    return n < SMALLEST_SHARE * total
