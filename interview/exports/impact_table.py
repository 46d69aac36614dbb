"""Adverse impact as a CSV table for an auditor: one line a group, every number of the report, the notes below."""

from __future__ import annotations

import csv
import io

from interview.exports.formats.delimited import disarmed
from interview.scoring.impact import ImpactReport

_FIELDS = (
    "n", "selected", "rate", "impact_ratio", "low", "high", "fisher_p", "mid_p", "four_fifths", "flip_reverses", "small",
    "under_two_percent", "reference", "reading",
)  # fmt: skip


def impact_csv(report: ImpactReport) -> str:
    """The tables of a report, UTF-8 text; hidden numbers stay empty. Names that a spreadsheet would compute are disarmed."""
    text = io.StringIO(newline="")
    lines = csv.writer(text)
    lines.writerow(["by", "group", *_FIELDS, "n_scored", "rate_above_median", "scored_impact_ratio"])
    for table in report.tables:
        scores = {one.group: one for one in table.scored}
        by = " and ".join(table.by)
        for group in table.groups:
            numbers = group.as_json()
            scored = scores.pop(group.group, None)
            rates = [scored.n, scored.rate_above_median, scored.impact_ratio] if scored else [None] * 3
            lines.writerow(
                [disarmed(by), disarmed(numbers["group"]), *(_shown(numbers[field]) for field in _FIELDS), *map(_shown, rates)]
            )
        for left in scores.values():  # people with a score and no outcome yet
            rates = [left.n, left.rate_above_median, left.impact_ratio]
            lines.writerow([disarmed(by), disarmed(" / ".join(left.group)), *[""] * len(_FIELDS), *map(_shown, rates)])
    lines.writerows([["note", note] for note in report.notes])
    return text.getvalue()


def _shown(value: object) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
