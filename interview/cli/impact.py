"""``interview impact``: selection rates of groups side by side, out of a table of outcomes."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interview.cli.output import AsJson, print_json
from interview.cli.rating_table import read_text
from interview.scoring import impact as statistics
from interview.scoring.impact_groups import GroupImpact
from interview.services.outcome_file import columns_of, read_outcomes


def impact(
    outcomes: Annotated[Path, typer.Argument(help="CSV: group,selected (1 or 0) and optionally score; one person a line.")],
    by: Annotated[
        str, typer.Option(help="The group columns, with commas between; several: their intersections as well.")
    ] = "group",
    hide_below: Annotated[int, typer.Option(min=0, help="Show no numbers of groups with fewer people.")] = 0,
    as_json: AsJson = False,
) -> None:
    """Compare selection rates: impact ratios with intervals, exact tests, four fifths, and what can't be concluded."""
    columns = columns_of(by)
    report = statistics.impact(read_outcomes(read_text(outcomes), str(outcomes), columns), columns, hide_below=hide_below)
    if as_json:
        print_json(report.as_json())
        return
    for table in report.tables:
        print(f"By {' and '.join(table.by)}:")
        for group in table.groups:
            print(_line(group))
        for scores in table.scored:
            if scores.rate_above_median is not None:
                print(f"  {' / '.join(scores.group)}: {scores.rate_above_median:.0%} of {scores.n} score above the median")
    for note in report.notes:
        print(f"! {note}")


def _line(group: GroupImpact) -> str:
    name = " / ".join(group.group)
    if group.tally is None:
        return f"  {name}: {group.reading}"
    ratio = "" if group.ratio.value is None else f", ratio {group.ratio.value:.2f}"
    interval = (
        "" if group.ratio.low is None or group.ratio.high is None else f" ({group.ratio.low:.2f} to {group.ratio.high:.2f})"
    )
    return f"  {name}: {group.tally.selected} of {group.tally.n}{ratio}{interval}. {group.reading}"
