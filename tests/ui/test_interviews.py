"""My interviews: sorted by what they need."""

from __future__ import annotations

from interview.services.context import Context
from interview.services.interviews import mark_not_held
from tests.factories import Cast, TestClock, World, content, submit
from tests.ui.conftest import Visit


def test_interviews_are_sorted_by_what_they_need(visit: Visit, context: Context, world: World, clock: TestClock) -> None:
    headers = [header.value for header in visit(world.cast.ines, "interviews").app.header]
    assert headers == ["Next"]
    clock.forward(days=2, hours=2)
    assert [header.value for header in visit(world.cast.ines, "interviews").app.header] == ["Due"]
    clock.forward(days=3)
    tab = visit(world.cast.ines, "interviews")
    assert [header.value for header in tab.app.header] == ["Overdue"]
    assert "Scorecard overdue" in tab.everything
    submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    tab = visit(world.cast.ines, "interviews")
    assert [header.value for header in tab.app.header] == ["Submitted"]
    mark_not_held(context, world.cast.rita, world.talk, "The candidate was ill.")
    assert [header.value for header in visit(world.cast.ivan, "interviews").app.header] == ["Did not take place"]


def test_whoever_is_on_no_panel_is_told_how_that_changes(visit: Visit, cast: Cast) -> None:
    assert [one.value for one in visit(cast.otto, "interviews").app.info] == [
        "You are not on a panel yet. A recruiter or hiring manager puts you on one; it then shows here."
    ]
