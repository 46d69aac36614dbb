"""The policy: which chance gives which outcome, and policies that make no sense."""

from __future__ import annotations

import pytest

from interview.errors import Invalid
from interview.scoring.policy import Outcome, Policy


@pytest.mark.parametrize(
    ("chance", "outcome"),
    [
        (1.0, Outcome.STRONG_HIRE),
        (0.95, Outcome.STRONG_HIRE),
        (0.949999, Outcome.HIRE),
        (0.70, Outcome.HIRE),
        (0.699999, Outcome.GATHER_MORE_EVIDENCE),
        (0.300001, Outcome.GATHER_MORE_EVIDENCE),
        (0.30, Outcome.NO_HIRE),
        (0.050001, Outcome.NO_HIRE),
        (0.05, Outcome.STRONG_NO_HIRE),
        (0.0, Outcome.STRONG_NO_HIRE),
    ],
)
def test_chances_at_the_marks_belong_to_the_firmer_outcome(chance: float, outcome: Outcome) -> None:
    assert Policy().outcome(chance) is outcome


@pytest.mark.parametrize(
    ("floor", "outcome"),
    [
        (0.70, Outcome.STRONG_HIRE),
        (0.69, Outcome.GATHER_MORE_EVIDENCE),
        (0.31, Outcome.GATHER_MORE_EVIDENCE),
        (0.3, Outcome.NO_HIRE),
    ],
)
def test_a_must_have_floor_limits_the_outcome(floor: float, outcome: Outcome) -> None:
    assert Policy().outcome(0.99, floor) is outcome


def test_a_floor_never_improves_an_outcome() -> None:
    assert Policy().outcome(0.01, 0.5) is Outcome.STRONG_NO_HIRE


def test_the_defaults_are_the_costs_that_the_documentation_names() -> None:
    assert Policy.from_costs(wrong_hire=10, missed_hire=10, more_evidence=3) == Policy()


@pytest.mark.parametrize("more_evidence", [0.5, 3, 6, 20])
def test_interviews_go_on_until_the_outcome_is_clear_whatever_they_cost(more_evidence: float) -> None:
    policy = Policy.from_costs(wrong_hire=10, missed_hire=10, more_evidence=more_evidence)
    assert policy.stop_low < policy.no_hire_at < policy.hire_at < policy.stop_high


def test_a_dearer_wrong_hire_raises_the_mark() -> None:
    assert Policy.from_costs(wrong_hire=30, missed_hire=10, more_evidence=3).hire_at == pytest.approx(0.9)


def test_cheap_mistakes_never_let_the_marks_cross() -> None:
    policy = Policy.from_costs(wrong_hire=1, missed_hire=1, more_evidence=10)
    assert policy.no_hire_at < policy.hire_at


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"hire_at": 0.2}, "must rise"),
        ({"strong_hire_at": 1.2}, "must rise"),
        ({"stop_low": 0.9}, r"stop_low \(0.9\) must lie below"),
        ({"min_interviews": 0}, "must be 1 or more"),
    ],
)
def test_a_policy_that_makes_no_sense_is_refused(fields: dict[str, float], sentence: str) -> None:
    with pytest.raises(Invalid, match=sentence):
        Policy(**fields)  # type: ignore[arg-type]  # the table mixes fields of two types


def test_costs_of_nothing_are_refused() -> None:
    with pytest.raises(Invalid, match="above 0"):
        Policy.from_costs(wrong_hire=0, missed_hire=1, more_evidence=1)


def test_outcomes_have_words_for_people() -> None:
    assert Outcome.GATHER_MORE_EVIDENCE.words == "gather more evidence"
