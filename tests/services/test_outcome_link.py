"""Later performance: compared with what was recommended on the day of the decision, in numbers, and forgotten."""

from __future__ import annotations

import pytest
from scipy.stats import pearsonr
from sqlalchemy import text

from interview.domain.debrief import Decision, Outcome
from interview.errors import ContentInvalid, Forbidden, Invalid
from interview.services.context import Context, new_id
from interview.services.interviews import declare_conflict
from interview.services.outcome_link import list_hired, measure_outcomes
from tests.factories import Cast, TestClock, a_published_loop
from tests.services.past_loops import finish_loops

PEOPLE = 32


@pytest.fixture
def decided(context: Context, cast: Cast, clock: TestClock) -> list[str]:
    """Sixty-four decided candidates; every second one hired, the better half. Returns the ids of those hired, oldest first."""
    a_published_loop(context, cast.hugo)
    finish_loops(context, cast, clock, [(4, 4), (2, 2)] * PEOPLE)
    hired = []
    with context.store.write() as unit:
        for number, candidate in enumerate(reversed(unit.candidates.all())):
            hire = number % 2 == 0
            recommendation = {"estimate": (3.5 + number / 100) if hire else 2.0, "p_meets_bar": 0.6 + number / 200}
            unit.debriefs.add_decision(
                Decision(
                    id=new_id("decision"),
                    candidate_id=candidate.id,
                    outcome=Outcome.HIRE if hire else Outcome.NO_HIRE,
                    decided_by=cast.hugo.person_id,
                    decided_at=context.now(),
                    recommendation=recommendation,
                )
            )
            hired += [candidate.id] if hire else []
        unit.commit_bookkeeping()
    return hired


def table(rows: list[tuple[str, object]]) -> bytes:
    return "\n".join(["candidate,performance", *(f"{candidate},{value}" for candidate, value in rows)]).encode()


def test_the_validity_is_the_correlation_with_the_estimate_of_that_day(context: Context, cast: Cast, decided: list[str]) -> None:
    performance = [3 + number % 3 for number in range(PEOPLE)]
    report = measure_outcomes(context, cast.ada, table(list(zip(decided, performance, strict=True))), "p.csv", meets=4)
    estimates = [3.5 + number / 50 for number in range(PEOPLE)]
    assert report.validity.value == pytest.approx(pearsonr(estimates, performance).statistic, abs=1e-6)
    assert report.met.value == pytest.approx(sum(value >= 4 for value in performance) / PEOPLE, abs=1e-6)
    assert report.ratio_of_spreads is not None
    assert report.ratio_of_spreads > 1


def test_people_without_a_performance_yet_are_left_out(context: Context, cast: Cast, decided: list[str]) -> None:
    rows: list[tuple[str, object]] = [(candidate, 4 if number < 10 else "") for number, candidate in enumerate(decided)]
    report = measure_outcomes(context, cast.aud, table(rows), "p.csv", meets=3)
    assert (report.n, report.too_few) == (10, True)


def test_every_mistake_is_named_with_its_line(context: Context, cast: Cast, decided: list[str]) -> None:
    with pytest.raises(ContentInvalid) as refused:
        measure_outcomes(context, cast.ada, table([(decided[0], "good"), (decided[1], 3), (decided[1], 4)]), "p.csv", 3)
    assert [(error.line, error.field) for error in refused.value.errors] == [(2, "performance"), (4, "candidate")]
    with pytest.raises(ContentInvalid, match=r"p\.csv:2: candidate: nobody with the id 'nobody' was hired here"):
        measure_outcomes(context, cast.ada, table([("nobody", 3)]), "p.csv", 3)
    with pytest.raises(Invalid, match="the column performance is empty"):
        measure_outcomes(context, cast.ada, table([(decided[0], "")]), "p.csv", 3)


def test_nothing_of_the_table_is_kept(context: Context, cast: Cast, decided: list[str]) -> None:
    measure_outcomes(context, cast.ada, table([(decided[0], 77123)]), "secret-name.csv", meets=3)
    with context.store.engine.connect() as connection:
        for name in ("audit_events", "candidates", "decisions", "scorecards"):
            rows = repr(connection.execute(text(f"SELECT * FROM {name}")).all())  # noqa: S608 - names written above
            assert "77123" not in rows
            assert "secret-name" not in rows


def test_the_template_lists_those_hired_and_nobody_one_is_recused_from(context: Context, cast: Cast, decided: list[str]) -> None:
    listed = list_hired(context, cast.ada)
    assert [one.candidate_id for one in listed] == decided
    assert (listed[0].name, listed[0].role) == ("Candidate 0", "Weaver")
    declare_conflict(context, cast.rita, decided[0], "kin", person_id=cast.ada.person_id)
    assert [one.candidate_id for one in list_hired(context, cast.ada)] == decided[1:]
    with pytest.raises(ContentInvalid, match="nobody with the id"):
        measure_outcomes(context, cast.ada, table([(decided[0], 3)]), "p.csv", 3)


@pytest.mark.parametrize("who", ["rita", "hugo", "ines", "bo"])
def test_those_who_rate_or_decide_can_not_link_outcomes(context: Context, cast: Cast, who: str) -> None:
    with pytest.raises(Forbidden, match="You may not compare recommendations with later performance"):
        measure_outcomes(context, getattr(cast, who), b"candidate,performance", "p.csv", 3)
