"""The page about what the banks cover is the one that the content gives, and it shows gaps where there are some."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview.content.catalogue import Catalogue, load_catalogue
from interview.content.coverage import FOUNDING, coverage_page, gaps, per_level
from interview.domain.question import QuestionStatus
from interview.settings import shipped_content_dir

PAGE = Path(__file__).resolve().parents[2] / "docs/coverage.md"


@pytest.fixture(scope="module")
def shipped() -> Catalogue:
    return load_catalogue(shipped_content_dir())[0]


def without_experts(catalogue: Catalogue, skill_id: str) -> Catalogue:
    """The catalogue as it would be with every question that separates experts in a skill retired."""
    questions = {
        question.id: question.model_copy(update={"status": QuestionStatus.RETIRED})
        if question.skill_id == skill_id and 5 in question.levels
        else question
        for question in catalogue.questions.values()
    }
    return Catalogue(catalogue.skills, catalogue.rubrics, questions, catalogue.roles, catalogue.loops)


def test_the_page_is_up_to_date(shipped: Catalogue) -> None:
    assert PAGE.read_text(encoding="utf-8") == coverage_page(shipped), "run `make docs`"


def test_no_role_has_a_gap(shipped: Catalogue) -> None:
    assert {role.id: gaps(shipped, role) for role in shipped.roles.values()} == {role_id: [] for role_id in shipped.roles}


def test_a_question_counts_at_every_level_that_it_separates(shipped: Catalogue) -> None:
    by_hand = [question.levels for question in shipped.questions_for("messaging")]
    assert per_level(shipped, ("messaging",)) == {level: sum(level in levels for levels in by_hand) for level in (2, 3, 4, 5)}
    both = per_level(shipped, ("messaging", "ddd"))
    assert both == {level: per_level(shipped, ("messaging",))[level] + per_level(shipped, ("ddd",))[level] for level in both}


def test_the_last_row_of_the_skills_adds_them_up(shipped: Catalogue) -> None:
    lines = coverage_page(shipped).splitlines()
    begin = lines.index("## All skills") + 4
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines[begin : begin + len(shipped.skills) + 1]]
    assert rows[-1][0] == "**all**"
    assert [sum(int(row[column]) for row in rows[:-1]) for column in range(1, 12)] == [int(cell) for cell in rows[-1][1:]]
    assert int(rows[-1][1]) == len(shipped.questions)


def test_a_gap_is_named_with_its_line_skill_and_level(shipped: Catalogue) -> None:
    thinner = without_experts(shipped, "performance")
    lead = thinner.roles[FOUNDING[0]]
    assert gaps(thinner, lead) == [
        "Primary responsibilities, line 7: no question of 'performance' separates level 5",
        "Hard skills, line 11: no question of 'performance' separates level 5",
    ]
    page = coverage_page(thinner)
    assert "Gaps: 2.\n- Primary responsibilities, line 7: no question" in page
    assert "| Lead Member of Technical Staff | 46 | 7 | 56 | 2 |" in page


def test_content_without_the_founding_roles_has_a_summary_only(shipped: Catalogue) -> None:
    others = {"sdet": shipped.roles["sdet"]}
    page = coverage_page(Catalogue(shipped.skills, shipped.rubrics, shipped.questions, others))
    assert [line for line in page.splitlines() if line.startswith("## ")] == ["## All roles", "## All skills"]
