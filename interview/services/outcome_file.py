"""Tables of outcomes for adverse impact: read, judged line by line, never kept."""

from __future__ import annotations

from collections.abc import Sequence

from interview.errors import ContentError, ContentInvalid, Invalid, Unreadable
from interview.scoring.impact import Outcome
from interview.services.csv_rows import MOST_MISTAKES, csv_rows, number

_SELECTED = {"1": True, "1.0": True, "0": False, "0.0": False, "": None}


def columns_of(by: str) -> tuple[str, ...]:
    """The columns of ``--by a,b``; raises :class:`Invalid` for none, for one named twice and for ``selected`` and ``score``."""
    columns = tuple(name.strip().lower() for name in by.split(","))
    if not all(columns) or len(set(columns)) < len(columns) or {"selected", "score"} & set(columns):
        raise Invalid(
            f"'{by}' names no group columns; give one, or several different ones, with commas between, such as sex,race"
        )
    return columns


def read_outcomes(text: str, name: str, by: Sequence[str] = ("group",)) -> list[Outcome]:
    """One person a line: the columns ``by``, ``selected`` (1 or 0, empty: no outcome) and optionally ``score``.

    Raises :class:`ContentInvalid` with every mistake and its line, :class:`Unreadable` where a column or every row is missing.
    """
    outcomes: list[Outcome] = []
    mistakes: list[ContentError] = []
    for line, row in csv_rows(text, name, (*by, "selected")):
        score = number(row.get("score", ""))
        if row["selected"] not in _SELECTED:
            message = f"selected '{row['selected']}' is neither 1 nor 0; correct it, or leave it empty where there is no outcome"
        elif row.get("score") and score is None:
            message = f"score '{row['score']}' is not a number; correct it, or leave it empty"
        else:
            outcomes.append(Outcome(tuple(row[column] for column in by), _SELECTED[row["selected"]], score))
            continue
        mistakes.append(ContentError(name, line, "", message))
        if len(mistakes) == MOST_MISTAKES:
            break
    if mistakes:
        raise ContentInvalid(tuple(mistakes))
    if not outcomes:
        raise Unreadable(f"{name}:1: holds no people below its header; add one line for each")
    return outcomes
