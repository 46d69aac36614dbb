"""When a candidate's data is due."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from interview.domain.candidate import Candidate, CandidateState
from interview.domain.retention import RetentionRule, due_at, months_later

CLOSED = datetime(2026, 1, 31, 12, tzinfo=UTC)
CLEO = Candidate(
    id="c",
    name="Cleo",
    role_id="weaver",
    role_version=1,
    loop_version=1,
    country="DE",
    state=CandidateState.REJECTED,
    created_at=CLOSED,
    closed_at=CLOSED,
)


@pytest.mark.parametrize(
    ("rules", "due"),
    [
        ([], None),
        ([RetentionRule(months=6)], datetime(2026, 7, 31, 12, tzinfo=UTC)),
        ([RetentionRule(country="de", months=1)], datetime(2026, 2, 28, 12, tzinfo=UTC)),
        ([RetentionRule(country="FR", months=1)], None),
        ([RetentionRule(outcome=CandidateState.HIRED, months=1)], None),
        ([RetentionRule(months=1), RetentionRule(country="DE", months=13)], datetime(2027, 2, 28, 12, tzinfo=UTC)),
        ([RetentionRule(months=0)], CLOSED),
    ],
)
def test_the_longest_fitting_rule_counts(rules: list[RetentionRule], due: datetime | None) -> None:
    assert due_at(CLEO, rules) == due


@pytest.mark.parametrize(
    "changes",
    [{"legal_hold": True}, {"closed_at": None}, {"state": CandidateState.ACTIVE}, {"state": CandidateState.ERASED}],
)
def test_held_open_and_erased_cases_are_never_due(changes: dict[str, object]) -> None:
    assert due_at(CLEO.model_copy(update=changes), [RetentionRule(months=0)]) is None


def test_a_month_later_exists_in_every_month() -> None:
    assert months_later(datetime(2028, 1, 31, tzinfo=UTC), 1) == datetime(2028, 2, 29, tzinfo=UTC)
    assert months_later(datetime(2026, 12, 1, tzinfo=UTC), 1) == datetime(2027, 1, 1, tzinfo=UTC)
