"""Reading tables of ratings and bars from CSV, with the line of every mistake."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from interview.errors import ContentError, ContentInvalid, Unreadable
from interview.scoring.ratings import LEVELS, Bar, Rating
from interview.services.csv_rows import MOST_MISTAKES, Row, csv_rows, decoded

_TRUE, _FALSE = {"1", "true", "yes", "y"}, {"", "0", "false", "no", "n"}


def read_text(path: Path) -> str:
    """The text of a file; :class:`Unreadable` where it is missing or not UTF-8."""
    try:
        return decoded(path.read_bytes(), str(path))
    except OSError as error:
        raise Unreadable(f"{path}: can't be read ({error.strerror}); check its name and permissions") from error


def read_rows(path: Path, required: tuple[str, ...]) -> Iterator[Row]:
    """The rows of a CSV file with a header.

    Raises :class:`Unreadable` where the file or one of the ``required`` columns is missing.
    """
    return csv_rows(read_text(path), str(path), required)


def read_ratings(path: Path, skills: dict[str, str] | None = None, *, may_be_empty: bool = False) -> list[Rating]:
    """The ratings of a long table: ``candidate,interviewer,skill,rating`` and optionally ``pool``; an empty rating is None.

    ``skills`` maps the skills that may occur to where they come from; ``None`` allows all. Raises :class:`ContentInvalid` with
    every mistake: a name that is missing, a rating off the scale, a rating given twice, a skill without a bar, two pools.
    """
    ratings: list[Rating] = []
    mistakes: list[ContentError] = []
    lines: dict[tuple[str, str, str, str], int] = {}
    pools: dict[str, tuple[str, int]] = {}
    for line, row in read_rows(path, ("candidate", "interviewer", "skill", "rating")):
        pool = row.get("pool", "")
        key = (row["candidate"], row["interviewer"], row["skill"], pool)
        message = _mistake(row, skills)
        if not message and key in lines:
            message = f"the same candidate, interviewer and skill stand in line {lines[key]}; keep one of the two"
        if not message and skills is not None:
            first_pool, first_line = pools.setdefault(row["candidate"], (pool, line))
            if first_pool != pool:
                message = f"{row['candidate']} stands in pool '{first_pool}' in line {first_line}; score each pool on its own"
        if message:
            mistakes.append(ContentError(str(path), line, "", message))
            if len(mistakes) == MOST_MISTAKES:
                break
            continue
        lines[key] = line
        ratings.append(Rating(row["candidate"], row["interviewer"], row["skill"], whole_number(row["rating"]), pool))
    if mistakes:
        raise ContentInvalid(tuple(mistakes))
    if not ratings and not may_be_empty:
        raise Unreadable(f"{path}:1: holds no ratings below its header; add one line for each rating")
    return ratings


def _mistake(row: dict[str, str], skills: dict[str, str] | None) -> str:
    for name in ("candidate", "interviewer", "skill"):
        if not row[name]:
            return f"{name} is empty; fill it in"
    if skills is not None and row["skill"] not in skills:
        return f"skill '{row['skill']}' has no bar; add it to the bars or delete this line"
    given = row["rating"]
    if given and (whole_number(given) or 0) not in range(1, LEVELS + 1):
        return f"rating '{given}' is not a whole number from 1 to {LEVELS}; correct it, or leave it empty for not assessed"
    return ""


def whole_number(text: str) -> int | None:
    """``4`` and ``4.0`` as 4; ``None`` for anything else, the empty text included."""
    try:
        value = float(text)
    except ValueError:
        return None
    return int(value) if value.is_integer() else None


def read_bars(path: Path) -> list[Bar]:
    """Bars: ``skill,bar`` and optionally ``weight`` (1 where empty) and ``must_have`` (no where empty).

    Raises :class:`ContentInvalid` with every mistake.
    """
    bars: dict[str, Bar] = {}
    mistakes = []
    for line, row in read_rows(path, ("skill", "bar")):
        skill, level, weight = row["skill"], whole_number(row["bar"]), _weight(row.get("weight", ""))
        must_have = row.get("must_have", "").lower()
        if not skill:
            message = "skill is empty; fill it in"
        elif skill in bars:
            message = f"skill '{skill}' has a bar already; keep one"
        elif level not in range(1, LEVELS + 1):
            message = f"bar '{row['bar']}' is not a whole number from 1 to {LEVELS}; correct it"
        elif weight is None:
            message = f"weight '{row['weight']}' is not a number of 0 or more; correct it, or leave it empty for 1"
        elif must_have not in _TRUE | _FALSE:
            message = f"must_have '{row['must_have']}' is neither yes nor no; correct it"
        else:
            bars[skill] = Bar(skill, level or 0, weight, must_have in _TRUE)
            continue
        mistakes.append(ContentError(str(path), line, "", message))
    if mistakes:
        raise ContentInvalid(tuple(mistakes))
    if not bars:
        raise Unreadable(f"{path}:1: holds no bars below its header; add one line for each skill")
    return list(bars.values())


def _weight(text: str) -> float | None:
    try:
        value = float(text or 1)
    except ValueError:
        return None
    return value if 0 <= value < float("inf") else None
