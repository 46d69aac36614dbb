"""Nothing that an interviewer typed is lost: kill -9, refresh, back, two tabs, double presses; and all works by keyboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from interview.services.audits import read_audit
from tests.browser.company import EVIDENCE, Company
from tests.browser.conftest import PATIENCE_MS, Visits
from tests.browser.server import Server
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]


@pytest.fixture
def kit(company: Company, server: Server, visit: type[Visits]) -> Callable[[], Visitor]:
    """Opens Ines's kit in another tab of her browser."""
    page = visit.open()
    company.sign_in(page, company.ines, server)
    pages = [page]

    def opened() -> Visitor:
        visitor = Visitor(pages.pop() if pages else page.context.new_page(), server.url)
        visitor.visit(f"/kit?interview={company.interview}")
        visitor.heading("Notes and vote")
        return visitor

    return opened


def box(visitor: Visitor, name: str) -> Locator:
    return visitor.page.get_by_role("textbox", name=f"Evidence for {name}:")


def saved(visitor: Visitor, field: Locator, text: str) -> None:
    """Wait until the box says that what is in it is stored."""
    expect(field).to_have_value(text)
    field.locator("xpath=..").get_by_text("Saved", exact=True).wait_for()


def test_what_was_typed_survives_kill_9_and_the_tab_goes_on(company: Company, server: Server, kit: Callable[[], Visitor]) -> None:
    visitor = kit()
    (first, name), (second, other), *_ = company.skills()
    field = box(visitor, name)
    field.press_sequentially(EVIDENCE, delay=5)  # never left, nothing pressed
    saved(visitor, field, EVIDENCE)
    server.kill()
    box(visitor, other).fill("Typed while the server was down.")
    server.start()
    # the open tab finds its way back by itself and brings along what was typed in between
    saved(visitor, box(visitor, other), "Typed while the server was down.")
    visitor.page.reload()
    visitor.heading("Notes and vote")
    expect(box(visitor, name)).to_have_value(EVIDENCE)
    stored = company.stored()
    assert stored.rating(first).evidence == EVIDENCE
    assert stored.rating(second).evidence == "Typed while the server was down."


def test_refresh_and_back_keep_everything(company: Company, server: Server, kit: Callable[[], Visitor]) -> None:
    visitor = kit()
    name = company.skills()[0][1]
    visitor.page.get_by_role("radiogroup", name=f"Your rating of {name}").get_by_text("4 advanced", exact=True).click()
    visitor.settle()
    field = box(visitor, name)
    field.fill(EVIDENCE)
    saved(visitor, field, EVIDENCE)
    visitor.page.reload()
    visitor.heading("Notes and vote")
    expect(box(visitor, name)).to_have_value(EVIDENCE)
    visitor.follow("My interviews")
    visitor.heading("My interviews")
    visitor.page.go_back()
    visitor.heading("Notes and vote")
    expect(box(visitor, name)).to_have_value(EVIDENCE)
    group = visitor.page.get_by_role("radiogroup", name=f"Your rating of {name}")
    expect(group.get_by_role("radio", name="4 advanced")).to_be_checked()


def test_two_tabs_on_one_scorecard_lose_nothing(company: Company, server: Server, kit: Callable[[], Visitor]) -> None:
    one, two = kit(), kit()
    (first, name), (second, other), *_ = company.skills()
    box(one, name).fill("From the first tab.")
    saved(one, box(one, name), "From the first tab.")
    box(two, other).fill("From the second tab.")
    saved(two, box(two, other), "From the second tab.")
    stored = company.stored()
    assert [stored.rating(skill).evidence for skill in (first, second)] == ["From the first tab.", "From the second tab."]
    box(one, other).fill("Also from the first tab.")
    one.sees("This was changed in another tab")
    one.sees("From the second tab.")
    assert company.stored().rating(second).evidence == "From the second tab."
    one.click("Keep both")
    both = "From the second tab.\n\nAlso from the first tab."
    expect(box(one, other)).to_have_value(both)
    assert company.stored().rating(second).evidence == both


def test_by_keyboard_alone_with_a_double_press_at_the_end_one_scorecard_is_submitted(
    company: Company, server: Server, kit: Callable[[], Visitor]
) -> None:
    visitor = kit()
    page = visitor.page
    for _, name in company.skills():
        reach(page, page.get_by_role("radiogroup", name=f"Your rating of {name}").get_by_role("radio").first)
        page.keyboard.press("Space")
        visitor.settle()
        reach(page, box(visitor, name))
        page.keyboard.type(EVIDENCE)
        saved(visitor, box(visitor, name), EVIDENCE)
    reach(page, page.get_by_role("radiogroup", name="Your vote").get_by_role("radio").first)
    page.keyboard.press("Space")
    visitor.settle()
    reason = page.get_by_role("textbox", name="Why?")
    reach(page, reason)
    page.keyboard.type("Nothing held up.")
    saved(visitor, reason, "Nothing held up.")
    reach(page, page.get_by_role("button", name="Check and submit"))
    page.keyboard.press("Enter")
    visitor.heading("What you are about to submit")
    reach(page, page.get_by_role("button", name="Submit the scorecard"))
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    visitor.sees("Your scorecard is submitted and locked.")
    events = [sealed.event for sealed in read_audit(company.app.context, company.ada)]
    mine = [event for event in events if event.action == "scorecard.submit" and event.actor_id == company.ines.person_id]
    assert len(mine) == 2  # Dana's, and this one once


def reach(page: Page, target: Locator) -> None:
    """Press Tab until ``target`` has the focus, as somebody without a mouse does."""
    target.wait_for(timeout=PATIENCE_MS)
    for _ in range(120):
        if target.evaluate("node => { const root = node.getRootNode(); return root.activeElement === node; }"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reaches {target}")
