"""How long a candidate's data is kept after the case was closed, and when it is due to be erased."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

from pydantic import Field

from interview.domain.base import Value
from interview.domain.candidate import CLOSED, Candidate, CandidateState


class RetentionRule(Value):
    """Keep for ``months`` after closing. An empty ``country`` means any country, an empty ``outcome`` any outcome."""

    country: str = ""
    outcome: CandidateState | None = None
    months: Annotated[int, Field(ge=0, le=240)]


def due_at(candidate: Candidate, rules: Iterable[RetentionRule]) -> datetime | None:
    """When the candidate's data is due to be erased; ``None``: not by these rules.

    Of several rules that fit, the one that keeps longest counts: a law that asks for keeping outranks a wish to delete. Open
    cases, erased ones and those on legal hold are never due.
    """
    if candidate.legal_hold or candidate.closed_at is None or candidate.state not in CLOSED:
        return None
    months = [
        rule.months
        for rule in rules
        if rule.country.casefold() in {"", candidate.country.casefold()} and rule.outcome in {None, candidate.state}
    ]
    return months_later(candidate.closed_at, max(months)) if months else None


def months_later(moment: datetime, months: int) -> datetime:
    """The same day some months later, or the last day of a shorter month."""
    years, month = divmod(moment.month - 1 + months, 12)
    year, month = moment.year + years, month + 1
    return moment.replace(year=year, month=month, day=min(moment.day, calendar.monthrange(year, month)[1]))
