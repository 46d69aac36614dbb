"""The kit away from the desk: without a network, on paper, and in German on a phone."""

from __future__ import annotations

import io

import pypdf
import pytest
from playwright.sync_api import expect

from tests.browser.company import Company
from tests.browser.conftest import Visits
from tests.browser.server import Server
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]


def test_what_was_typed_without_a_network_is_stored_once_it_is_back(
    company: Company, server: Server, visit: type[Visits]
) -> None:
    page = visit.open()
    company.sign_in(page, company.ines, server)
    visitor = Visitor(page, server.url)
    visitor.visit(f"/kit?interview={company.interview}")
    visitor.heading("Notes and vote")
    skill, name = company.skills()[0]
    field = page.get_by_role("textbox", name=f"Evidence for {name}:")
    field.wait_for()
    page.context.set_offline(True)
    field.fill("Typed in a lift, without a network.")
    field.blur()
    page.wait_for_timeout(2500)
    assert company.stored().rating(skill).evidence == ""
    expect(field).to_have_value("Typed in a lift, without a network.")
    page.context.set_offline(False)
    field.locator("xpath=..").get_by_text("Saved", exact=True).wait_for()
    assert company.stored().rating(skill).evidence == "Typed in a lift, without a network."


def test_the_kit_prints_from_the_purpose_to_the_vote(company: Company, server: Server, visit: type[Visits]) -> None:
    page = visit.open()
    company.sign_in(page, company.ines, server)
    visitor = Visitor(page, server.url)
    visitor.visit(f"/kit?interview={company.interview}")
    visitor.heading("Notes and vote")
    for _, name in company.skills():
        page.get_by_role("textbox", name=f"Evidence for {name}:").wait_for()
    visitor.group("Your vote").wait_for()
    paper = pypdf.PdfReader(io.BytesIO(page.pdf(format="A4")))
    text = " ".join(" ".join(leaf.extract_text() for leaf in paper.pages).split())
    assert len(paper.pages) > 1
    for words in (
        "Deep dive with Cleo Marsh",
        "Probes",
        "the role needs this",
        *(name for _, name in company.skills()),
        "Your vote",
    ):
        assert words in text


def test_a_german_browser_on_a_phone_gets_german_pages_that_fit(company: Company, server: Server, visit: type[Visits]) -> None:
    for actor, path, heading, words in (
        (company.ada, "/", "Guten Tag, Ada Admin", "Abmelden"),
        (company.ada, f"/loop?role={company.role_id}", "Loop für Senior Software Engineer", "Runden"),
        (company.ines, f"/kit?interview={company.interview}", "Deep dive mit Cleo Marsh", "Notizen und Votum"),
    ):
        page = visit.open(width=390, locale="de-DE")
        company.sign_in(page, actor, server)
        visitor = Visitor(page, server.url)
        visitor.visit(path)
        visitor.heading(heading)
        visitor.sees(words)
        expect(page.locator("html")).to_have_attribute("lang", "de")
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth <= innerWidth")
