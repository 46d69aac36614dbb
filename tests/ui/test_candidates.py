"""Candidates on screen: the pipeline, panels and times by proposal and by hand, and what a blind interviewer must not learn."""

from __future__ import annotations

from datetime import date, time

import pytest

from interview.domain.imported_scorecard import GivenScorecard
from interview.services.candidates import add_candidate, get_candidate, list_candidates, withdraw_candidate
from interview.services.context import Context
from interview.services.imported_scorecards import import_scorecards, list_imported_headings
from interview.services.interviews import assign_interviewers
from interview.services.pool import add_time_away
from interview.services.scorecards import open_scorecard
from tests.factories import EVIDENCE, ROLE_ID, Cast, TestClock, World, a_published_loop, content, submit
from tests.ui.conftest import Visit


def dora(context: Context, world: World) -> str:
    return add_candidate(context, world.cast.rita, name="Dora Day", role_id=ROLE_ID).id


def finished(context: Context, candidate_id: str) -> None:
    """Wait until the planner's process has answered."""
    search = context.searches.get(f"proposal:{candidate_id}")
    assert search is not None
    search.wait(90)


def test_without_candidates_the_page_says_what_is_needed(visit: Visit, cast: Cast) -> None:
    assert "A candidate needs a role with a published loop" in visit(cast.rita, "candidates").everything


def test_a_candidate_is_added_with_a_loop_to_plan(visit: Visit, context: Context, world: World) -> None:
    page = visit(world.cast.rita, "candidates").enter("Name", "Dora Day").press("Add candidate")
    assert page.title == "Dora Day"
    assert {row.candidate.name for row in list_candidates(context, world.cast.rita)} == {"Cleo Marsh", "Dora Day"}
    assert page.everything.count("Not scheduled yet") == 2
    assert visit(world.cast.rita, "candidates").enter("Name", "  ").press("Add candidate").errors == [
        "Give the candidate's name."
    ]


def test_the_pipeline_shows_where_everybody_stands_and_what_is_next(
    visit: Visit, context: Context, world: World, clock: TestClock
) -> None:
    dora_id = dora(context, world)
    page = visit(world.cast.hugo, "candidates")
    assert "2 candidates · 1 to plan" in page.everything
    assert page.links["Plan the interviews"] == f"candidate?candidate={dora_id}"
    assert "Workshop: planned" in page.everything
    clock.forward(days=5)
    submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    page = visit(world.cast.hugo, "candidates")
    assert "Workshop: done" in page.everything
    assert "Talk: scorecard overdue" in page.everything
    assert "1 scorecard overdue" in page.everything
    submit(context, world.cast.ivan, world.talk, content("design", "listening"))
    page = visit(world.cast.hugo, "candidates")
    assert page.links["Decide in the debrief"] == f"debrief?candidate={world.candidate_id}"
    assert EVIDENCE not in page.everything


def test_the_pipeline_is_narrowed_by_the_address(visit: Visit, context: Context, world: World) -> None:
    gone = dora(context, world)
    withdraw_candidate(context, world.cast.rita, gone)
    assert "Dora Day" not in visit(world.cast.rita, "candidates").everything
    closed = visit(world.cast.rita, "candidates", view="closed")
    assert "Dora Day" in closed.everything
    assert "Cleo Marsh" not in closed.everything
    assert "Nobody is here." in visit(world.cast.rita, "candidates", view="needs").everything
    a_published_loop(context, world.cast.hanna, role_id="dyer")
    emil = add_candidate(context, world.cast.rita, name="Emil", role_id="dyer")
    page = visit(world.cast.rita, "candidates", role="dyer")
    assert f"candidate?candidate={emil.id}" in page.links.values()
    assert "Cleo Marsh" not in page.everything


def test_a_blind_interviewer_sees_no_progress_of_others(visit: Visit, context: Context, world: World, clock: TestClock) -> None:
    clock.forward(days=5)
    submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    page = visit(world.cast.bo, "candidates")
    assert "Workshop: done" in page.everything  # a bar raiser who does not rate is not blind
    blind = visit(world.cast.ivan, "candidate", candidate=world.candidate_id).everything
    assert "scorecard submitted" not in blind
    assert "still owed" not in blind
    assert "Open the debrief" not in blind
    assert "Others' scorecards open once you have submitted your own." in blind


def test_a_person_outside_sees_neither_list_nor_candidate(visit: Visit, context: Context, world: World) -> None:
    submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    submit(context, world.cast.ivan, world.talk, content("design", "listening"))
    assert "Cleo" not in visit(world.cast.hanna, "candidates").everything
    for page in ("candidate", "debrief"):
        refused = visit(world.cast.hanna, page, candidate=world.candidate_id)
        assert len(refused.errors) == 1
        assert "Cleo" not in refused.everything
    assert ROLE_ID not in visit(world.cast.hanna, "roles").everything


@pytest.mark.slow
def test_panels_and_times_are_proposed_and_booked_in_one_go(visit: Visit, context: Context, world: World) -> None:
    candidate_id = dora(context, world)
    page = visit(world.cast.rita, "candidate", candidate=candidate_id).press("Propose panels and times")
    assert page.errors == []
    finished(context, candidate_id)
    page = visit(world.cast.rita, "candidate", candidate=candidate_id)
    assert "Proposed panels and times" in page.everything
    page.press("Book it all")
    planned = get_candidate(context, world.cast.rita, candidate_id).interviews
    assert all(one.starts_at is not None and one.starts_at.weekday() < 5 and one.interviewers for one in planned)
    assert "Propose panels and times" not in page.buttons


@pytest.mark.slow
def test_where_no_plan_is_possible_names_and_ways_out_are_shown(visit: Visit, context: Context, world: World) -> None:
    candidate_id = dora(context, world)
    now = context.now()
    for name in ("ada", "rita", "hugo", "bo", "hanna", "olga", "otto", "ivan"):
        away = (now, now.replace(year=now.year + 1))
        add_time_away(context, world.cast.ada, *away, person_id=getattr(world.cast, name).person_id)
    visit(world.cast.rita, "candidate", candidate=candidate_id).press("Propose panels and times")
    finished(context, candidate_id)
    page = visit(world.cast.rita, "candidate", candidate=candidate_id)
    assert page.errors == ["No panel and time keep every rule:"]
    assert "Dora Day" in page.everything
    assert candidate_id not in page.app.markdown[0].value
    page.press("Close")
    assert "Propose panels and times" in page.buttons


def test_days_that_end_before_they_begin_are_refused(visit: Visit, context: Context, world: World) -> None:
    page = visit(world.cast.rita, "candidate", candidate=dora(context, world))
    next(box for box in page.app.time_input if box.label == "Until").set_value(time(8))
    assert page.press("Propose panels and times").errors == ["The day ends before it begins; turn the two times around."]


def test_panels_and_times_are_set_by_hand_one_after_the_other(visit: Visit, context: Context, world: World) -> None:
    people, candidate_id = world.cast, dora(context, world)
    page = visit(people.rita, "candidate", candidate=candidate_id)
    page.enter("Interviewers", ["Ines"]).press("Save panel and time")
    page = visit(people.rita, "candidate", candidate=candidate_id)
    page.enter("Interviewers", ["Ivan"], at=1).press("Save panel and time", at=1)
    first, second = get_candidate(context, people.rita, candidate_id).interviews
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


def test_somebody_is_replaced_by_a_stand_in_in_one_action(visit: Visit, context: Context, world: World) -> None:
    cast = world.cast
    page = visit(cast.rita, "candidate", candidate=world.candidate_id)
    page.unfold(f"replace-{world.talk}-{cast.ivan.person_id}")
    options = next(radio for radio in page.app.radio if radio.label == "Stand-in").options
    assert not any(option.startswith(("Ivan", "Ines")) for option in options[:2])
    chosen = next(option for option in options if option.startswith("Otto"))
    assert chosen == "Otto: 0 of 5 interviews that week"
    page.app.radio[0].set_value(cast.otto.person_id)
    page.app.session_state[f"replace-{world.talk}-{cast.ivan.person_id}"] = True
    page.press("Replace")
    talk = get_candidate(context, cast.rita, world.candidate_id).interviews[1]
    assert [seat.name for seat in talk.panel] == ["Otto"]


def test_an_interview_that_did_not_take_place_owes_nothing(
    visit: Visit, context: Context, world: World, clock: TestClock
) -> None:
    clock.forward(days=5)
    page = visit(world.cast.rita, "candidate", candidate=world.candidate_id)
    assert "2 scorecards are still owed." in page.everything
    assert page.press("Mark as not held").errors == ["Say why it did not take place."]
    page.fill("Why?", "The candidate was ill.").press("Mark as not held")
    shown = visit(world.cast.rita, "candidate", candidate=world.candidate_id).everything
    assert "Did not take place: The candidate was ill." in shown
    assert "1 scorecard is still owed." in shown
    assert [one.state for one in get_candidate(context, world.cast.rita, world.candidate_id).interviews] == [
        "not_held",
        "scheduled",
    ]


def test_who_has_submitted_is_shown_to_planners_once_something_is_owed(
    visit: Visit, context: Context, world: World, clock: TestClock
) -> None:
    ahead = visit(world.cast.rita, "candidate", candidate=world.candidate_id).everything
    assert "scorecard open" not in ahead
    clock.forward(days=5)
    submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    planner = visit(world.cast.rita, "candidate", candidate=world.candidate_id).everything
    assert "scorecard submitted" in planner
    assert "scorecard open" in planner


def test_an_interviewer_steps_back_from_a_conflict_and_sees_nothing_more(visit: Visit, context: Context, world: World) -> None:
    open_scorecard(context, world.cast.ivan, world.talk)
    page = visit(world.cast.ivan, "candidate", candidate=world.candidate_id).press("Step back from this candidate")
    assert page.errors == ["Give a reason; administrators alone can read it."]
    page.fill("Reason", "We shared a flat.").press("Step back from this candidate")
    assert page.title == "Hello Ivan"
    after = visit(world.cast.ivan, "candidate", candidate=world.candidate_id)
    assert after.errors == ["You are recused from this candidate, so nothing about the candidate can be opened."]
    assert "Cleo" not in after.everything
    assert "shared a flat" not in visit(world.cast.rita, "candidate", candidate=world.candidate_id).everything


def test_whoever_may_read_the_debrief_finds_the_documents(visit: Visit, context: Context, world: World) -> None:
    offered = visit(world.cast.hugo, "candidate", candidate=world.candidate_id).everything
    for path in ("loop-summary/{}.pdf", "loop-summary/{}.xlsx", "debrief-pack/{}.docx", "schedule/{}.ics"):
        assert f"/download/{path.format(world.candidate_id)}" in offered
    assert "/download/" not in visit(world.cast.ivan, "candidate", candidate=world.candidate_id).everything


def test_an_imported_scorecard_is_listed_without_its_words_and_removed(visit: Visit, context: Context, world: World) -> None:
    cast, subject = world.cast, world.candidate_id
    assert "Imported scorecards" not in visit(cast.hugo, "candidate", candidate=subject).everything
    card = GivenScorecard(source="greenhouse", source_id="1", author="Robert", submitted_at=None, document='"ZANZIBAR"')
    import_scorecards(context, cast.rita, subject, [card])
    page = visit(cast.hugo, "candidate", candidate=subject)
    assert "Robert (Greenhouse)" in page.texts
    assert "Entered by Rita" in page.everything
    assert "ZANZIBAR" not in page.everything
    for outsider in (cast.ines, cast.aud):
        assert "Robert" not in visit(outsider, "candidate", candidate=subject).everything
    assign_interviewers(context, cast.rita, world.talk, [cast.ivan.person_id, cast.hugo.person_id])
    assert "Robert" not in visit(cast.hugo, "candidate", candidate=subject).everything
    visit(cast.rita, "candidate", candidate=subject).press("Remove this scorecard")
    assert list_imported_headings(context, cast.rita, subject) == ()
