"""Every page, light and dark, wide and narrow: no serious finding of axe-core, nothing to scroll sideways."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.company import Company
from tests.browser.conftest import Visits
from tests.browser.server import Server
from tests.browser.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.xdist_group("browser")]

_GRAVE = {"serious", "critical"}
_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"], "resultTypes": ["violations"]}


def addresses(company: Company) -> dict[str, list[str]]:
    """Who looks at which pages."""
    kit = f"/kit?interview={company.interview}"
    return {
        "ada": [
            "/",
            "/roles",
            f"/role?role={company.drafted_role_id}",
            f"/loop?role={company.role_id}",
            f"/rules?role={company.role_id}",
            "/candidates",
            f"/candidate?candidate={company.cleo}",
            f"/candidate?candidate={company.dana}",
            f"/debrief?candidate={company.dana}",
            "/bank",
            "/health",
            "/impact",
            "/outcomes",
            "/calibration",
            "/people",
            f"/privacy?candidate={company.dana}",
            "/pool",
            "/profile",
            "/schedule",
            "/chase",
            "/imports",
            "/bank-edit",
            "/bank-reviews",
            "/tour",
            f"/candidate-schedule?candidate={company.cleo}",
            "/audit",
        ],
        "ines": ["/", "/interviews", "/own-ratings", kit, f"/candidate?candidate={company.cleo}"],
    }


def findings(page: Page) -> list[str]:
    """Serious and critical findings, one line each."""
    found = Axe().run(page, options=_RULES).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['html'][:160]}"
        for rule in found
        if rule["impact"] in _GRAVE
        for node in rule["nodes"]
    ]


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(
        page.evaluate(
            "Math.max(document.documentElement.scrollWidth, document.querySelector('[data-testid=stMain]')?.scrollWidth ?? 0)"
            " - window.innerWidth"
        )
    )


def test_every_page_is_accessible_in_both_themes_and_fits_a_phone(company: Company, server: Server, visit: type[Visits]) -> None:
    problems: dict[str, list[str]] = {}
    for who, paths in addresses(company).items():
        page = visit.open()
        company.sign_in(page, getattr(company, who), server)
        visitor = Visitor(page, server.url)
        for path in paths:
            visitor.visit(path)
            page.get_by_role("heading", level=1).wait_for()
            visitor.settle()
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                page.wait_for_timeout(250)  # colours fade into each other
                if found := findings(page):
                    problems[f"{who} {path} {scheme}"] = found
            page.set_viewport_size({"width": 375, "height": 800})
            visitor.settle()
            if (wider := sideways(page)) > 0:
                problems[f"{who} {path} at 375 px"] = [f"{wider} px too wide"]
            page.emulate_media(color_scheme="light")
            page.set_viewport_size({"width": 1440, "height": 900})
    if problems:
        pytest.fail("\n".join(f"{page}: {finding}" for page, found in problems.items() for finding in found))
