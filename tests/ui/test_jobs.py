"""The page of exports and long work."""

from __future__ import annotations

from interview.domain.candidate import CandidateState
from interview.domain.retention import RetentionRule
from interview.jobs.local import run_due
from interview.services.candidates import withdraw_candidate
from interview.services.context import Context
from interview.services.jobs import list_jobs
from interview.services.privacy import save_retention_rules
from tests.factories import Cast, TestClock, World, content, submit
from tests.ui.conftest import Visit


def test_an_export_is_started_followed_and_fetched(visit: Visit, context: Context, world: World) -> None:
    submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    submit(context, world.cast.ivan, world.talk, content("design", "listening"))
    assert visit(world.cast.rita, "candidates").links["Export all candidates of a role"] == "jobs"
    tab = visit(world.cast.rita, "jobs").choose("Document", "scorecards").choose("Format", "json").press("Export")
    assert [subheader.value for subheader in tab.app.subheader] == ["Export all candidates of a role"]
    assert "Waiting" in tab.everything
    run_due(context)
    tab.run()
    assert "Documents: 1." in tab.everything
    (job,) = list_jobs(context, world.cast.rita)
    assert [button.proto.url for button in tab.app.link_button] == [f"/download/job/{job.id}"]


def test_a_waiting_export_is_stopped_by_its_person(visit: Visit, context: Context, world: World) -> None:
    tab = visit(world.cast.hugo, "jobs").press("Export").press("Stop")
    assert "Stopped" in tab.everything
    run_due(context)
    assert [job.attempts for job in list_jobs(context, world.cast.hugo)] == [0]


def test_retention_is_the_administrators_and_shows_who_is_due_first(
    visit: Visit, context: Context, world: World, clock: TestClock
) -> None:
    ada = world.cast.ada
    assert "nobody's data is due" in visit(ada, "jobs").everything
    withdraw_candidate(context, world.cast.rita, world.candidate_id)
    save_retention_rules(context, ada, [RetentionRule(months=1)])
    clock.forward(days=60)
    tab = visit(ada, "jobs")
    assert [text for text in tab.texts if "Cleo Marsh, Withdrawn" in text]
    assert next(button for button in tab.app.button if button.label == "Erase them").disabled
    tab.choose("I have looked at who is due", True).press("Erase them")
    run_due(context)
    with context.store.read() as unit:
        erased = unit.candidates.get(world.candidate_id)
    assert erased is not None
    assert erased.state is CandidateState.ERASED
    assert "Candidates erased: 1." in tab.run().everything
    assert "Erase whose time is over" not in visit(world.cast.rita, "jobs").everything


def test_others_see_neither_the_page_nor_the_jobs(visit: Visit, context: Context, cast: Cast, world: World) -> None:
    visit(world.cast.rita, "jobs").press("Export")
    assert "jobs" not in visit(cast.ines).pages
    assert "Your latest jobs" not in visit(cast.hugo, "jobs").everything
