"""Adverse impact: selection rates of groups side by side, with what can and can't be concluded.

Impact ratio: a group's selection rate over the highest group's; below four fifths is the flag of the Uniform Guidelines (29 CFR
1607.4 D), to be read together with statistical and practical significance (44 FR 11996, questions 20 to 24). New York City's
Local Law 144 (6 RCNY 5-301) asks for the same ratios by sex, by race or ethnicity, and for their intersections. Aggregate audit
only: nothing here ever enters a recommendation.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from interview.scoring.estimate import CONFIDENCE
from interview.scoring.impact_groups import Group, GroupImpact, Tally, hidden_groups, impact_groups
from interview.scoring.impact_scores import GroupScores, group_scores


@dataclass(frozen=True, slots=True)
class Outcome:
    """One person: a value for each group column (empty: not stated), whether selected (``None``: no outcome yet), a score."""

    groups: Group
    selected: bool | None
    score: float | None = None


@dataclass(frozen=True, slots=True)
class ImpactTable:
    """Groups by one column or by the intersection of several; ``unknown`` people left at least one of them empty."""

    by: tuple[str, ...]
    groups: tuple[GroupImpact, ...]
    scored: tuple[GroupScores, ...]
    unknown: Tally

    def as_json(self) -> dict[str, Any]:
        """The fields by name."""
        return {
            "by": list(self.by),
            "groups": [group.as_json() for group in self.groups],
            "scored": [group.as_json() for group in self.scored],
            "unknown": {"n": self.unknown.n, "selected": self.unknown.selected},
        }


@dataclass(frozen=True, slots=True)
class ImpactReport:
    """A table for each column and, with several, one for their intersection, which comes last."""

    tables: tuple[ImpactTable, ...]
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The JSON document of ``interview impact``: the last table's groups on top."""
        return {
            "groups": [group.as_json() for group in self.tables[-1].groups],
            "scored": [group.as_json() for group in self.tables[-1].scored],
            "tables": [table.as_json() for table in self.tables],
            "confidence": CONFIDENCE,
            "notes": list(self.notes),
        }


def impact(outcomes: Iterable[Outcome], by: Sequence[str] = ("group",), *, hide_below: int = 0) -> ImpactReport:
    """Compare groups of people by each column of ``by`` and by all of them together, whatever order the outcomes come in.

    Groups of fewer people than ``hide_below`` show no numbers (and, if it is a single one, the next smallest neither).
    """
    people = list(outcomes)
    every = tuple(range(len(by)))
    chosen = [(column,) for column in every] if len(by) > 1 else []
    tables = tuple(_table(people, by, columns, hide_below) for columns in (*chosen, every))
    return ImpactReport(tables, tuple(_notes(people, tables, hide_below)))


def _table(people: Sequence[Outcome], by: Sequence[str], columns: tuple[int, ...], hide_below: int) -> ImpactTable:
    counts: dict[Group, list[int]] = defaultdict(lambda: [0, 0])
    unknown = [0, 0]
    scores = []
    for one in people:
        group = tuple(one.groups[column] for column in columns)
        if one.selected is not None:
            count = counts[group] if all(group) else unknown
            count[0] += 1
            count[1] += one.selected
        if one.score is not None and all(group):
            scores.append((group, one.score))
    tallies = {group: Tally(n, selected) for group, (n, selected) in counts.items()}
    everybody = [one.score for one in people if one.score is not None]
    scored = {group: Tally(n, 0) for group, n in Counter(group for group, _ in scores).items()}
    return ImpactTable(
        tuple(by[column] for column in columns),
        impact_groups(tallies, Tally(*unknown), hide_below),
        group_scores(scores, median(everybody), hidden_groups(scored, hide_below)) if scores else (),
        Tally(*unknown),
    )


def _notes(people: Sequence[Outcome], tables: Sequence[ImpactTable], hide_below: int) -> list[str]:
    """What a reader has to know, in sentences."""
    groups = [group for table in tables for group in table.groups]
    undecided, unscored = sum(one.selected is None for one in people), sum(one.score is None for one in people)
    sentences = {
        _FLAG: True,
        _INTERVALS: True,
        f"{undecided} people without an outcome are left out of the selection rates.": undecided > 0,
        **{sentence: True for table in tables for sentence in _table_notes(table)},
        _SMALL: any(group.small and not group.hidden for group in groups),
        _TINY: any(group.under_two_percent for group in groups),
        _FLIPS: any(group.flips for group in groups),
        f"Groups of fewer than {hide_below} people show no numbers, nor do those that would give them away by subtraction.": any(
            group.hidden for group in groups
        ),
        _SCORED: any(table.scored for table in tables),
        f"{unscored} people have no score.": any(table.scored for table in tables) and unscored > 0,
    }
    return [sentence for sentence, applies in sentences.items() if applies]


def _table_notes(table: ImpactTable) -> list[str]:
    name, (n, selected) = " and ".join(table.by), table.unknown
    notes = []
    if n:
        notes.append(
            f"By {name}: the group of {n} people ({selected} selected) is unknown. They are in no group; ratio_if_unknown is how "
            "far they could move each ratio."
        )
    if len(table.groups) == 1:
        notes.append(f"By {name}: there is one group only, so there is nothing to compare.")
    if table.groups and not any(group.tally.selected for group in table.groups if group.tally):
        notes.append(f"By {name}: nobody was selected in the groups shown, so there are no ratios.")
    return notes


_FLAG = (
    "four_fifths is true where the impact ratio is strictly below 0.8. That is a reason to look, not a finding; and no flag is "
    "no proof that there is no difference."
)
_INTERVALS = "Intervals cover 95%; they treat people as independent, which people who compete for one place are not."
_SMALL = "small marks groups of fewer than 30 people or 5 expected selections: conclude nothing from their ratios."
_TINY = (
    "under_two_percent marks groups below 2% of all people: the others are never compared with them, and an auditor may leave "
    "them out, saying why."
)
_FLIPS = "flip_reverses marks flags that one different decision would lift (44 FR 11996, question 21)."
_SCORED = "scored: the share strictly above the median of all scores in the file."
