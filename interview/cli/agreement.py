"""``interview agreement``: how far interviewers agree, out of a table of ratings."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interview.cli.output import AsJson, print_json
from interview.cli.rating_table import read_rows
from interview.errors import ContentError, ContentInvalid, Unreadable
from interview.scoring import agreement as statistics
from interview.scoring.agreement_table import Observation
from interview.scoring.estimate import Estimate
from interview.services.csv_rows import MOST_MISTAKES, number

_FORMS = {
    "1": "one rating, any interviewers",
    "A,1": "one rating, absolute agreement",
    "C,1": "one rating, same order",
    "1,k": "mean of all, any interviewers",
    "A,k": "mean of all, absolute agreement",
    "C,k": "mean of all, same order",
}


def agreement(
    ratings: Annotated[Path, typer.Argument(help="CSV: candidate,interviewer,rating and optionally skill and pool.")],
    as_json: AsJson = False,
) -> None:
    """Say how far interviewers agree about the same skill of the same candidate, with intervals and caveats."""
    report = statistics.agreement(read_observations(ratings))
    if as_json:
        print_json(report.as_json())
    else:
        print(_text(report))


def read_observations(path: Path) -> list[Observation]:
    """The ratings of a long table with any numbers; an empty rating is None.

    Raises :class:`ContentInvalid` with every mistake: a name that is missing, a rating that is no number, a rating given twice.
    """
    observations: list[Observation] = []
    mistakes: list[ContentError] = []
    lines: dict[tuple[str, str, str, str], int] = {}
    for line, row in read_rows(path, ("candidate", "interviewer", "rating")):
        one = Observation(row["candidate"], row["interviewer"], number(row["rating"]), row.get("skill", ""), row.get("pool", ""))
        first = lines.setdefault((one.candidate, one.interviewer, one.skill, one.pool), line)
        if not one.candidate or not one.interviewer:
            message = f"{'candidate' if not one.candidate else 'interviewer'} is empty; fill it in"
        elif row["rating"] and one.value is None:
            message = f"rating '{row['rating']}' is not a number; correct it, or leave it empty for not assessed"
        elif first != line:
            message = f"the same candidate, interviewer and skill stand in line {first}; keep one of the two"
        else:
            observations.append(one)
            continue
        mistakes.append(ContentError(str(path), line, "", message))
        if len(mistakes) == MOST_MISTAKES:
            break
    if mistakes:
        raise ContentInvalid(tuple(mistakes))
    if not observations:
        raise Unreadable(f"{path}:1: holds no ratings below its header; add one line for each rating")
    return observations


def _text(report: statistics.AgreementReport) -> str:
    counts = f"{report.n_ratings} ratings of {report.n_candidates} candidates by {report.n_interviewers} interviewers"
    lines = [
        f"{counts}; {report.n_units} cases were rated by two or more.",
        *(f"  ICC({form}) {_shown(report.icc[form])}  {words}" for form, words in _FORMS.items()),
        f"  ICC(1), all shared cases {_shown(report.icc_one_way)}",
        *(f"  alpha, {metric} {_shown(found)}" for metric, found in report.alpha.items()),
        *(f"  weighted kappa, {name} {_number(value)}" for name, value in report.kappa.items()),
        f"  pairs of ratings that are equal {_percent(report.exact)}, within one level {_percent(report.within_one)}",
        *(f"  {skill.skill}: alpha {_shown(skill.alpha)}, {skill.n_units} cases" for skill in report.skills if not skill.too_few),
        *(f"  ! {note}" for note in report.notes),
    ]
    return "\n".join(lines)


def _shown(found: Estimate) -> str:
    interval = "" if found.low is None or found.high is None else f" ({found.low:.2f} to {found.high:.2f})"
    return _number(found.value) + interval


def _number(value: float | None) -> str:
    return "unknown" if value is None else f"{value:.2f}"


def _percent(share: float | None) -> str:
    return "unknown" if share is None else f"{share:.0%}"
