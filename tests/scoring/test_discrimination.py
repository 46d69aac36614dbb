"""What is said of a question: nothing below twenty candidates, and seldom something that is not so."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import pearsonr

from interview.scoring.discrimination import Advice, Case, question_report
from interview.scoring.estimate import UNKNOWN


def cases(r: float, n: int, seed: int) -> list[Case]:
    """Levels of 1 to 5 whose underlying quality goes with the rest of the loop by ``r``."""
    random = np.random.default_rng(seed)
    rest = random.normal(size=n)
    quality = r * rest + np.sqrt(1 - r * r) * random.normal(size=n)
    return [Case(float(level), float(other)) for level, other in zip(np.clip(np.rint(3 + quality), 1, 5), rest, strict=True)]


def test_nineteen_candidates_say_nothing() -> None:
    report = question_report(cases(0.0, 19, 1), asked=19)
    assert (report.n, report.discrimination, report.advice) == (19, UNKNOWN, ())


def test_the_value_is_the_correlation_of_level_and_rest() -> None:
    found = cases(0.6, 40, 2)
    expected = pearsonr([case.level for case in found], [case.rest for case in found if case.rest is not None])
    assert question_report(found, asked=40).discrimination.value == pytest.approx(expected.statistic, abs=1e-6)


def test_candidates_whom_nobody_else_rated_count_as_levels_only() -> None:
    report = question_report([*cases(0.6, 20, 3), Case(2.5, None)], asked=21)
    assert (report.n, sum(report.counts)) == (21, 21)
    assert report.discrimination == question_report(cases(0.6, 20, 3), asked=20).discrimination


def test_a_question_with_which_everybody_gets_one_level_is_named() -> None:
    same = [Case(4.0, float(rest)) for rest in range(25)]
    report = question_report(same, asked=10)
    assert (report.counts, report.discrimination, report.advice) == ((0, 0, 0, 25, 0), UNKNOWN, (Advice.ONE_LEVEL,))


def test_a_question_that_many_had_is_worn_whatever_it_tells() -> None:
    assert question_report([], asked=20).advice == (Advice.WORN,)
    assert question_report([], asked=19).advice == ()


@pytest.mark.parametrize("n", [20, 40, 80])
def test_a_question_that_works_is_seldom_called_weak_and_an_empty_one_is_found(n: int) -> None:
    """False alarms at r = .5 at most 2.5 % (the upper half of a 95 % interval, and .3 is still below .5)."""
    alarms = sum(Advice.WEAK in question_report(cases(0.5, n, seed), 1).advice for seed in range(400))
    found = sum(Advice.WEAK in question_report(cases(-0.1, n, seed), 1).advice for seed in range(400))
    assert alarms <= 10
    assert found / 400 >= {20: 0.2, 40: 0.5, 80: 0.9}[n]
