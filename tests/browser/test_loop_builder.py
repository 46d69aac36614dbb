"""The loop builder in a real browser: assemble while watching, pin and drop, fit around the pins, undo, back and refresh."""

from __future__ import annotations

import pytest

from interview.services.loops import get_loop
from interview.services.roles import publish_role, save_role
from tests.browser.company import Company
from tests.browser.conftest import Visits
from tests.browser.server import Server
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

ROLE = "mts-software-development-engineer"


def test_a_loop_is_assembled_pinned_fitted_and_undone(company: Company, server: Server, visit: type[Visits]) -> None:
    context, ada = company.app.context, company.ada
    saved = save_role(context, ada, context.catalogue.roles[ROLE])
    publish_role(context, ada, ROLE, expected_revision=saved.revision)
    page = visit.open()
    company.sign_in(page, ada, server)
    manager = Visitor(page, server.url)

    manager.visit(f"/loop?role={ROLE}")
    manager.click("Assemble the loop")
    manager.heading("Coverage")  # the page shows it by itself once the planner is done
    first = get_loop(context, ada, ROLE)
    assert first.state == "draft"

    manager.pick("View of the loop", "Stages and questions")
    stage, dropped = first.loop.stages[1], first.loop.stages[2]
    manager.click(f"Change {stage.title}")
    manager.click("Pin the stage")
    page.get_by_text("pinned as it stands").wait_for()
    page.keyboard.press("Escape")
    page.reload()  # a refresh loses nothing
    page.get_by_text("pinned as it stands").wait_for()
    assert "view=stages" in page.url

    manager.click(f"Change {dropped.title}")
    manager.click("Drop the stage")
    manager.sees(f"{dropped.title} is dropped.")
    manager.click("Fit with the fewest changes")
    page.get_by_text("What the planner changed last").wait_for()
    fitted = get_loop(context, ada, ROLE)
    assert dropped.id not in {one.id for one in fitted.loop.stages}
    kept = fitted.loop.stage(stage.id)
    assert kept is not None
    assert {one.question_id for one in kept.questions} == {one.question_id for one in stage.questions}

    manager.unfold("What the planner changed last")
    manager.click("Undo")
    page.get_by_role("heading", name=f"3. {dropped.title}").wait_for()
    assert get_loop(context, ada, ROLE).loop.stages == first.loop.stages

    manager.pick("View of the loop", "The day")
    manager.sees("09:00")
    page.go_back()
    page.get_by_role("heading", name="1. ").wait_for()
    manager.click("Publish the loop")
    manager.sees("Loop published.")
