"""Candidates on screen: who is where, panels and times, and what a blind interviewer must not learn."""

from __future__ import annotations

from datetime import date, time

from interview.services.candidates import get_candidate, list_candidates
from interview.services.context import Context
from interview.services.scorecards import open_scorecard
from tests.factories import Cast, TestClock, World, content, submit
from tests.ui.conftest import Visit


def test_without_candidates_the_page_says_what_is_needed(visit: Visit, cast: Cast) -> None:
    assert "A candidate needs a role with a published loop" in visit(cast.rita, "candidates").everything


def test_a_candidate_is_added_with_a_loop_to_plan(visit: Visit, context: Context, world: World) -> None:
    visit(world.cast.rita, "candidates").enter("Name", "Dora Day").press("Add candidate")
    rows = {row.candidate.name: row for row in list_candidates(context, world.cast.rita)}
    assert set(rows) == {"Cleo Marsh", "Dora Day"}
    page = visit(world.cast.rita, "candidate", candidate=rows["Dora Day"].candidate.id)
    assert page.title == "Dora Day"
    assert page.everything.count("Not scheduled yet") == 2
    assert len(visit(world.cast.rita, "candidates").enter("Name", "  ").press("Add candidate").errors) == 1


def test_panels_and_times_are_proposed_one_after_the_other(
    visit: Visit, context: Context, world: World, clock: TestClock
) -> None:
    visit(world.cast.rita, "candidates").enter("Name", "Dora Day").press("Add candidate")
    dora = next(row.candidate for row in list_candidates(context, world.cast.rita) if row.candidate.name == "Dora Day")
    people = world.cast
    page = visit(people.rita, "candidate", candidate=dora.id)
    page.enter("Interviewers", ["Ines"]).press("Save panel and time")
    page = visit(people.rita, "candidate", candidate=dora.id)
    page.enter("Interviewers", ["Ivan"], at=1).press("Save panel and time", at=1)
    first, second = get_candidate(context, people.rita, dora.id).interviews
    assert first.starts_at is not None
    assert first.ends_at is not None
    assert second.starts_at is not None
    assert first.starts_at.weekday() < 5
    assert (second.starts_at - first.ends_at).total_seconds() == 15 * 60


def test_two_interviews_at_once_are_refused(visit: Visit, world: World) -> None:
    page = visit(world.cast.rita, "candidate", candidate=world.candidate_id)
    dates, times = page.app.date_input, page.app.time_input
    dates[1].set_value(dates[0].value if isinstance(dates[0].value, date) else None)
    times[1].set_value(times[0].value if isinstance(times[0].value, time) else None)
    page.press("Save panel and time", at=1)
    assert len(page.errors) == 1
    assert "at that time" in page.errors[0]


def test_an_interview_that_did_not_take_place_owes_nothing(visit: Visit, world: World) -> None:
    page = visit(world.cast.rita, "candidate", candidate=world.candidate_id)
    assert page.press("Mark as not held").errors == ["Say why it did not take place."]
    page.fill("Why?", "The candidate was ill.").press("Mark as not held")
    shown = visit(world.cast.rita, "candidate", candidate=world.candidate_id).everything
    assert "Did not take place: The candidate was ill." in shown
    assert "1 scorecard is still owed." in shown


def test_who_owes_a_scorecard_is_shown_to_planners_only(visit: Visit, context: Context, world: World) -> None:
    submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    planner = visit(world.cast.rita, "candidate", candidate=world.candidate_id).everything
    assert "scorecard submitted" in planner
    assert "scorecard open" in planner
    blind = visit(world.cast.ivan, "candidate", candidate=world.candidate_id).everything
    assert "scorecard submitted" not in blind
    assert "still owed" not in blind
    assert "Open the debrief" not in blind


def test_an_interviewer_steps_back_from_a_conflict(visit: Visit, context: Context, world: World) -> None:
    open_scorecard(context, world.cast.ivan, world.talk)
    page = visit(world.cast.ivan, "candidate", candidate=world.candidate_id)
    page.fill("Reason", "We were business partners.").press("Step back from this candidate")
    again = visit(world.cast.ivan, "candidate", candidate=world.candidate_id)
    assert len(again.errors) == 1
    assert "Cleo" not in again.everything


def test_an_empty_reason_keeps_the_person_on_the_panel(visit: Visit, world: World) -> None:
    page = visit(world.cast.ivan, "candidate", candidate=world.candidate_id).press("Step back from this candidate")
    assert page.errors == ["Give a reason; administrators alone can read it."]


def test_whoever_may_read_the_debrief_finds_the_documents(visit: Visit, context: Context, world: World) -> None:
    offered = visit(world.cast.hugo, "candidate", candidate=world.candidate_id).everything
    for path in ("loop-summary/{}.pdf", "loop-summary/{}.xlsx", "debrief-pack/{}.docx", "schedule/{}.ics"):
        assert f"/download/{path.format(world.candidate_id)}" in offered
    assert "/download/" not in visit(world.cast.ivan, "candidate", candidate=world.candidate_id).everything
