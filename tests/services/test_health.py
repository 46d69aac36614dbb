"""Health: finished loops only, numbers only, "too few" below the stated minimums; and nothing of an upload is kept."""

from __future__ import annotations

import json
import re

import pytest
from scipy.stats import pearsonr
from sqlalchemy import text

from interview.domain.permission import Permission, is_permitted
from interview.errors import ContentInvalid, Forbidden, Invalid, Unreadable
from interview.scoring.agreement import agreement
from interview.scoring.agreement_table import Observation
from interview.scoring.discrimination import Advice
from interview.scoring.estimate import UNKNOWN
from interview.services.candidates import withdraw_candidate
from interview.services.context import Context
from interview.services.health import get_health, measure_impact
from interview.services.interviews import declare_conflict
from tests.factories import Cast, TestClock, World, a_published_loop, content, submit
from tests.services.past_loops import finish_loops

DESIGNS = [(4, 4), (3, 4), (5, 4), (2, 2), (1, 2), (4, 3), (5, 5), (3, 3), (2, 3), (4, 5)]


@pytest.fixture
def past(context: Context, cast: Cast, clock: TestClock) -> Cast:
    """Ten finished loops."""
    a_published_loop(context, cast.hugo)
    finish_loops(context, cast, clock, DESIGNS)
    return cast


def test_agreement_is_what_the_ratings_give(context: Context, past: Cast) -> None:
    found = get_health(context, past.ada).agreement
    observations = [
        Observation(f"{number:02}", name, float(level), "design")
        for number, pair in enumerate(DESIGNS)
        for name, level in zip(("ines", "ivan"), pair, strict=True)
    ]
    expected = agreement(observations)
    design = next(skill for skill in found.skills if skill.skill == "design")
    assert (design.alpha.value, design.icc, design.within_one) == (
        expected.alpha["ordinal"].value,
        expected.icc_one_way,
        expected.within_one,
    )
    assert (found.n_units, found.too_few) == (10, False)


def test_the_way_through_the_loop_is_counted_with_intervals(context: Context, past: Cast) -> None:
    way = get_health(context, past.ada).way
    assert (way.n_candidates, way.interviewed, way.hired, way.withdrawn, way.n_decided) == (10, 10, 4, 0, 10)
    assert (way.n_scorecards, way.interviewer_hours) == (20, 20.0)
    assert (way.on_time.value, way.hired_share.value) == (1.0, 0.4)
    # written at hour 5: the workshop ended at hour 2, the talk at hour 4
    assert way.hours_to_scorecard.value == pytest.approx(2.0, abs=0.01)
    assert way.hours_to_decision.value == pytest.approx(1.0, abs=0.01)


def test_stages_questions_and_skills_are_counted(context: Context, past: Cast) -> None:
    health = get_health(context, past.ada)
    assert [(stage.title, stage.held, stage.votes, stage.yes.value) for stage in health.stages] == [
        ("Workshop", 10, 10, 0.5),
        ("Talk", 10, 10, 0.5),
    ]
    assert [(stage.planned, stage.timed, stage.minutes.value) for stage in health.stages] == [(60, 10, 55.0)] * 2
    assert {(use.question_id, use.asked) for use in health.questions} == {
        ("design-1", 10), ("coding-1", 10), ("design-2", 10), ("listening-2", 10),
    }  # fmt: skip
    assert {use.skill_id: use.counts for use in health.skills} == {"design": (1, 4, 5, 6, 4), "coding": (0, 0, 10, 0, 0)}
    assert [use.unused for use in health.skills] == [(), ()]  # ten and twenty ratings are no occasion


def test_late_scorecards_are_late(context: Context, cast: Cast, clock: TestClock) -> None:
    a_published_loop(context, cast.hugo)
    finish_loops(context, cast, clock, DESIGNS[:5], hours_late=48)
    way = get_health(context, cast.ada).way
    assert (way.n_scorecards, way.on_time.value) == (10, 0.0)


def test_below_ten_cases_there_is_no_number(context: Context, cast: Cast, clock: TestClock) -> None:
    a_published_loop(context, cast.hugo)
    finish_loops(context, cast, clock, DESIGNS[:4])
    health = get_health(context, cast.ada)
    assert (health.way.n_candidates, health.way.hired_share, health.way.hours_to_decision) == (4, UNKNOWN, UNKNOWN)
    assert (health.agreement.too_few, [stage.yes for stage in health.stages]) == (True, [UNKNOWN, UNKNOWN])


def test_open_loops_are_left_out(context: Context, world: World) -> None:
    submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    assert get_health(context, world.cast.ada).agreement.n_ratings == 0
    withdraw_candidate(context, world.cast.rita, world.candidate_id)
    health = get_health(context, world.cast.ada)
    assert (health.agreement.n_ratings, health.way.withdrawn, health.way.n_decided) == (2, 1, 0)


def test_leads_see_their_own_roles_and_nobody_sees_a_candidate_they_are_recused_from(context: Context, past: Cast) -> None:
    assert get_health(context, past.hugo).way.n_candidates == 10
    assert get_health(context, past.hanna).way.n_candidates == 0  # no role of hers
    assert get_health(context, past.rita, "another-role").way.n_candidates == 0
    with context.store.read() as unit:
        first = unit.candidates.all()[-1]
    declare_conflict(context, past.rita, first.id, "kin", person_id=past.rita.person_id)
    assert get_health(context, past.rita).way.n_candidates == 9


def test_no_name_and_no_evidence_comes_out(context: Context, past: Cast) -> None:
    shown = repr(get_health(context, past.ada))
    assert "Candidate 0" not in shown
    assert "Drew the data flow" not in shown
    assert re.search(r"candidate-[0-9a-f]{16}", shown) is None


@pytest.mark.parametrize("who", ["ines", "bo", "otto"])
def test_interviewers_and_bar_raisers_are_refused(context: Context, cast: Cast, who: str) -> None:
    with pytest.raises(Forbidden, match="You may not see how the interviews of this role go"):
        get_health(context, getattr(cast, who))


def test_an_upload_is_measured_and_small_groups_are_hidden(context: Context, cast: Cast) -> None:
    rows = ["group,selected", *["a,1"] * 30, *["a,0"] * 30, *["b,1"] * 10, *["b,0"] * 30, *["c,1"] * 2]
    report = measure_impact(context, cast.aud, "\n".join(rows).encode(), "outcomes.csv")
    a, b, c = report.tables[0].groups
    assert (a.tally, b.hidden, c.hidden) == ((60, 30), True, True)  # b would give c away


def test_nothing_of_an_upload_is_stored(context: Context, cast: Cast) -> None:
    """A table of outcomes with a group that occurs nowhere else leaves no trace in any table of the database."""
    data = "group,selected\n" + "Xylophonists,1\n" * 10
    measure_impact(context, cast.ada, data.encode(), "secret-name.csv")
    with context.store.engine.connect() as connection:
        for table in ("audit_events", "people", "candidates", "scorecards", "contents"):
            rows = connection.execute(text(f"SELECT * FROM {table}")).all()  # noqa: S608 - names written above
            assert "Xylophonists" not in repr(rows)
            assert "secret-name" not in repr(rows)
    with context.store.read() as unit:
        last = list(unit.audit.events())[-1].event
    assert (last.action, json.dumps(last.details)) == ("impact.measure", "{}")


def test_mistakes_in_an_upload_name_file_and_line(context: Context, cast: Cast) -> None:
    with pytest.raises(ContentInvalid, match=r"o\.csv:2: selected 'x' is neither 1 nor 0"):
        measure_impact(context, cast.ada, b"group,selected\na,x", "o.csv")
    with pytest.raises(Unreadable, match=r"o\.csv: is not UTF-8 text"):
        measure_impact(context, cast.ada, b"\xff", "o.csv")
    with pytest.raises(Invalid, match="names no group columns"):
        measure_impact(context, cast.ada, b"group,selected\na,1", "o.csv", by=",")


def test_those_who_rate_or_decide_can_not_measure_groups(cast: Cast) -> None:
    who = ("rita", "hugo", "ines", "bo")
    assert [is_permitted(getattr(cast, name), Permission.MEASURE_IMPACT) for name in who] == [False] * 4


def test_a_question_is_judged_by_what_the_rest_of_the_loop_says(context: Context, cast: Cast, clock: TestClock) -> None:
    """Twenty-one candidates: the talk's design levels follow the workshop's, so its question tells them apart."""
    a_published_loop(context, cast.hugo)
    finish_loops(context, cast, clock, [(1 + n % 5, 1 + (n + n // 5 % 2) % 5) for n in range(21)])
    use = next(use for use in get_health(context, cast.ada).questions if use.question_id == "design-2")
    workshop = [((1 + n % 5) - 61 / 21 + 0) / 2 for n in range(21)]  # design and coding (always 3) against what is usual
    talk = [float(1 + (n + n // 5 % 2) % 5) for n in range(21)]
    assert use.report.n == use.asked == 21
    assert use.report.discrimination.value == pytest.approx(pearsonr(talk, workshop).statistic, abs=1e-6)
    assert use.report.advice == (Advice.WORN,)
    # the coding question always leads to level 3
    coding = next(use for use in get_health(context, cast.ada).questions if use.question_id == "coding-1")
    assert coding.report.advice == (Advice.ONE_LEVEL, Advice.WORN)
