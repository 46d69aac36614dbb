"""Home: what waits for whom, and the demo company to look around in."""

from __future__ import annotations

import pytest

from interview.services.context import Context
from interview.services.roles import list_roles, save_role
from tests.factories import Cast, World, a_role
from tests.ui.conftest import Visit


def test_an_interviewer_without_interviews_is_told_where_they_will_come(visit: Visit, cast: Cast) -> None:
    assert "No interview waits for you." in visit(cast.otto).everything


def test_an_interviewer_finds_the_next_interview_and_nothing_of_the_pipeline(visit: Visit, world: World) -> None:
    page = visit(world.cast.ines)
    assert f"kit?interview={world.workshop}" in page.links.values()
    assert "Candidates in progress" not in page.everything


def test_a_manager_finds_drafts_and_candidates(visit: Visit, context: Context, world: World) -> None:
    save_role(context, world.cast.hugo, a_role("dyer", "Dyer"))
    page = visit(world.cast.hugo)
    assert "role?role=dyer" in page.links.values()
    assert f"candidate?candidate={world.candidate_id}" in page.links.values()


def test_a_manager_without_roles_is_shown_how_to_begin_but_no_demo(visit: Visit, cast: Cast) -> None:
    page = visit(cast.hugo)
    assert "Start with a role" in page.everything
    assert "Load the demo company" not in page.buttons


@pytest.mark.slow
def test_an_administrator_loads_the_demo_company_and_removes_it(visit: Visit, context: Context, cast: Cast) -> None:
    visit(cast.ada).press("Load the demo company")
    assert [view.is_demo for view in list_roles(context, cast.ada)] == [True]
    visit(cast.ada).press("Remove the demo company")
    assert list_roles(context, cast.ada) == ()
