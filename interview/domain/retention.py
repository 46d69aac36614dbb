"""How long a candidate's data is kept after the case was closed, and when it is due to be erased."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from datetime import datetime
from typing import Annotated

from pydantic import AwareDatetime, Field

from interview.domain.base import Sentence, Value
from interview.domain.candidate import CLOSED, Candidate, CandidateState


class RetentionRule(Value):
    """Keep for ``months`` after closing. An empty ``country`` means any country, an empty ``outcome`` any outcome."""

    country: str = ""
    outcome: CandidateState | None = None
    months: Annotated[int, Field(ge=0, le=240)]


class LegalHold(Value):
    """Why a candidate's data is kept whatever the rules say; ``held_by`` is missing where the command line did it."""

    reason: Sentence
    held_by: str | None
    held_at: AwareDatetime


def deciding_rule(candidate: Candidate, rules: Iterable[RetentionRule]) -> RetentionRule | None:
    """The rule that says how long a closed case is kept; ``None`` for open and erased ones, and where no rule fits.

    Of several rules that fit, the one that keeps longest counts: a law that asks for keeping outranks a wish to delete.
    """
    if candidate.closed_at is None or candidate.state not in CLOSED:
        return None
    fitting = [
        rule
        for rule in rules
        if rule.country.casefold() in {"", candidate.country.casefold()} and rule.outcome in {None, candidate.state}
    ]
    return max(fitting, key=lambda rule: rule.months, default=None)


def kept_until(candidate: Candidate, rules: Iterable[RetentionRule]) -> datetime | None:
    """When the time of a closed case is over by these rules, legal hold or not; ``None``: never by these rules."""
    rule = deciding_rule(candidate, rules)
    if rule is None or candidate.closed_at is None:
        return None
    return months_later(candidate.closed_at, rule.months)


def due_at(candidate: Candidate, rules: Iterable[RetentionRule]) -> datetime | None:
    """When the candidate's data is due to be erased; ``None``: not by these rules, or on legal hold, which outranks them."""
    return None if candidate.legal_hold else kept_until(candidate, rules)


def months_later(moment: datetime, months: int) -> datetime:
    """The same day some months later, or the last day of a shorter month."""
    years, month = divmod(moment.month - 1 + months, 12)
    year, month = moment.year + years, month + 1
    return moment.replace(year=year, month=month, day=min(moment.day, calendar.monthrange(year, month)[1]))
