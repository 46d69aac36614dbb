"""The page of exports and long work."""

from __future__ import annotations

from interview.jobs.local import run_due
from interview.services.context import Context
from interview.services.jobs import list_jobs
from tests.factories import Cast, World, content, submit
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


def test_erasing_whose_time_is_over_starts_on_the_page_of_privacy(visit: Visit, world: World) -> None:
    assert visit(world.cast.ada, "jobs").links["Erase whose time is over"] == "privacy"
    assert "Erase whose time is over" not in visit(world.cast.rita, "jobs").links


def test_others_see_neither_the_page_nor_the_jobs(visit: Visit, context: Context, cast: Cast, world: World) -> None:
    visit(world.cast.rita, "jobs").press("Export")
    assert "jobs" not in visit(cast.ines).pages
    assert "Your latest jobs" not in visit(cast.hugo, "jobs").everything
