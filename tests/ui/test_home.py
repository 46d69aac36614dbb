"""Home: what waits for whom, each line a link to the place; and the demo company to look around in."""

from __future__ import annotations

import pytest

from interview.services.candidates import add_candidate
from interview.services.context import Context
from interview.services.roles import list_roles, save_role
from tests.factories import ROLE_ID, Cast, TestClock, World, a_role, content, submit
from tests.ui.conftest import Visit


def test_an_interviewer_without_interviews_is_told_where_they_will_come(visit: Visit, cast: Cast) -> None:
    assert "No interview waits for you." in visit(cast.otto).everything


def test_an_interviewer_finds_the_next_interview_and_nothing_of_the_pipeline(visit: Visit, world: World) -> None:
    page = visit(world.cast.ines)
    assert page.links["Workshop with Cleo Marsh"] == f"kit?interview={world.workshop}"
    assert "Waiting for you" not in page.everything
    assert not any("Cleo Marsh" in label for label in visit(world.cast.otto).links)


def test_each_thing_that_waits_leads_to_its_place_under_its_role(
    visit: Visit, context: Context, world: World, clock: TestClock
) -> None:
    save_role(context, world.cast.hugo, a_role("dyer", "Dyer"))
    dana = add_candidate(context, world.cast.hugo, name="Dana Wells", role_id=ROLE_ID)
    page = visit(world.cast.hugo)
    assert [one.value for one in page.app.subheader] == ["Dyer", "Weaver"]
    assert page.links["Read the skills and publish the role"] == "role?role=dyer"
    assert page.links["Dana Wells: plan 2 interviews"] == f"candidate?candidate={dana.id}"
    clock.forward(days=5)
    page = visit(world.cast.hugo)
    assert page.links["Cleo Marsh: 2 scorecards are overdue"] == "chase"
    submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    submit(context, world.cast.ivan, world.talk, content("design", "listening"))
    page = visit(world.cast.hugo)
    assert page.links["Cleo Marsh: every scorecard is in; decide"] == f"debrief?candidate={world.candidate_id}"


def test_a_manager_whose_candidates_are_all_planned_is_told_that_nothing_waits(visit: Visit, world: World) -> None:
    page = visit(world.cast.hugo)
    assert "Nothing waits for you. Candidates in progress are under Candidates." in page.everything


def test_a_manager_without_roles_is_shown_how_to_begin_but_no_demo(visit: Visit, cast: Cast) -> None:
    page = visit(cast.hugo)
    assert page.links["Create the first role"] == "roles"
    assert "Load the demo company" not in page.buttons
    assert "When you are made a member of a role" in visit(cast.bo).everything


@pytest.mark.slow
def test_an_administrator_loads_the_demo_company_and_removes_it(visit: Visit, context: Context, cast: Cast) -> None:
    visit(cast.ada).press("Load the demo company")
    assert [view.is_demo for view in list_roles(context, cast.ada)] == [True]
    visit(cast.ada).press("Remove the demo company")
    assert list_roles(context, cast.ada) == ()
