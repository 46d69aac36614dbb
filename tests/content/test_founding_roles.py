"""The two founding roles say what their job descriptions say: line by line, in order, and nothing is left out.

The descriptions do not lie in this repository; the role files say the same in other words. That a line has its counterpart is
shown by skills: ``design/skills.json`` quotes the sentences behind each skill, and the role's line must call for the skills whose
quotes stand in the description's line at the same place.
"""

from __future__ import annotations

import json
import re
from functools import cache

import pytest

from interview.content.catalogue import load_catalogue
from interview.content.coverage import SECTIONS, gaps
from interview.domain.role import Role, Salary
from interview.settings import shipped_content_dir
from tests.seeds import shared_file

pytestmark = pytest.mark.seed

CATALOGUE = load_catalogue(shipped_content_dir())[0]
FOUNDING = ("lead-member-of-technical-staff", "mts-software-development-engineer")
HEADINGS = {
    "Primary Functions": "primary_responsibilities",
    "Secondary Functions": "secondary_responsibilities",
    "Hard Skills (Technical)": "hard_skills",
    "Soft Skills": "soft_skills",
    "Entry Point From": "entry",
    "Advancement To": "advancement",
    "Lateral Moves": "lateral",
    "Minimum Education": "minimum",
    "Preferred Education": "preferred_education",
    "Relevant Fields of Study": "fields",
    "Preferred": "preferred_experience",
}
UNQUOTED = {
    "Own end-to-end architecture design": "system-design",
    "Drive system-level design reviews": "system-design",
    "cloud-native solutions (AWS": "cloud",
    "microservices-based architectures": "microservices",
    "Lead performance optimization": "performance",
    "Drive CI/CD strategy": "ci-cd",
    "robust security controls": "security",
    "Mentor and grow": "mentoring",
    "translate product requirements": "product-thinking",
    "production-quality code": "programming",
    "Partner with DevOps": "collaboration",
    "cross-functional workshops": "collaboration",
    "translate data needs": "data-analysis",
    "escalation point": "incident",
    "well-tested code": "testing",
    "RESTful APIs": "api-design",
    "robust observability": "observability",
    "Drive performance optimization": "performance",
    "secure coding practices and platform": "security",
    "maintain CI/CD pipelines": "ci-cd",
    "Mentor and coach": "mentoring",
    "technical documentation including": "written",
    "resilient data storage": "databases",
    "incident escalation policies": "incident",
    "input into product prioritization": "product-thinking",
}
"""Words of the lines that ``skills.json`` quotes for no skill, and the skill that they plainly name."""


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("‑", "-").replace("’", "'")).strip()


@cache
def description(role_id: str) -> tuple[tuple[str, ...], dict[str, list[str]]]:
    """All lines of a job description, and those below each heading."""
    lines = tuple(
        filter(None, (plain(line) for line in shared_file(f"jds/{role_id}.txt").read_text(encoding="utf-8").splitlines()))
    )
    below: dict[str, list[str]] = {}
    section = None
    for line in lines:
        if line.startswith(("- ", "• ")):
            if section:
                below.setdefault(section, []).append(line[2:].strip())
        else:
            section = HEADINGS.get(line.rstrip(":"))
    return lines, below


@cache
def called_for() -> frozenset[tuple[str, str]]:
    """Words of the descriptions and the skill that each of them calls for."""
    skills = json.loads(shared_file("design/skills.json").read_text(encoding="utf-8"))
    quoted = {(plain(evidence["quote"]), skill["id"]) for skill in skills for evidence in skill["seed_evidence"]}
    return frozenset(quoted | set(UNQUOTED.items()))


@pytest.fixture(params=FOUNDING)
def role(request: pytest.FixtureRequest) -> Role:
    return CATALOGUE.roles[request.param]


@pytest.mark.parametrize("section", SECTIONS)
def test_every_line_has_its_counterpart_at_the_same_place(role: Role, section: str) -> None:
    wanted = description(role.id)[1][section]
    held = getattr(role, section)
    assert len(held) == len(wanted)
    for line, bullet in zip(wanted, held, strict=True):
        expected = {skill_id for words, skill_id in called_for() if words in line}
        assert expected, f"nothing tells which skills this line calls for: {line}"
        assert expected <= set(bullet.skills), line


def test_the_sections_have_the_known_number_of_lines() -> None:
    """Counted by hand in the two descriptions, so that a parser that finds nothing can't pass."""
    found = {role_id: [len(description(role_id)[1][section]) for section in SECTIONS] for role_id in FOUNDING}
    assert found == {FOUNDING[0]: [22, 9, 15, 10], FOUNDING[1]: [24, 7, 14, 8]}


def test_no_line_is_without_questions_at_any_level(role: Role) -> None:
    assert gaps(CATALOGUE, role) == []


def test_the_title_is_the_descriptions_own(role: Role) -> None:
    first = next(line for line in description(role.id)[0] if line.startswith("Key Responsibilities"))
    assert first == f"Key Responsibilities and Required Skills for {role.title}"


def test_the_salary_is_the_stated_one_or_none(role: Role) -> None:
    line = next(line for line in description(role.id)[0] if line.startswith("💰"))
    amounts = [float(amount.replace(",", "")) for amount in re.findall(r"[\d,]+", line)]
    stated = Salary(min=amounts[0], max=amounts[1], currency="USD", period="year") if amounts else None
    assert role.salary == stated


def test_only_the_lead_role_states_a_salary() -> None:
    assert [CATALOGUE.roles[role_id].salary is None for role_id in FOUNDING] == [False, True]


def test_the_ladder_has_a_step_for_each_of_the_descriptions(role: Role) -> None:
    below, ladder = description(role.id)[1], role.ladder
    assert [len(ladder.entry), len(ladder.advancement), len(ladder.lateral)] == [
        len(below[heading]) for heading in ("entry", "advancement", "lateral")
    ]
    assert ladder.steps == ("mts-software-development-engineer", "lead-member-of-technical-staff")


def test_education_has_each_line_and_field_of_study(role: Role) -> None:
    below, education = description(role.id)[1], role.education
    assert [len(education.minimum), len(education.preferred)] == [len(below["minimum"]), len(below["preferred_education"])]
    assert [first_word(field) for field in education.fields] == [first_word(field) for field in below["fields"]]


def first_word(text: str) -> str:
    return text.split(maxsplit=1)[0].lower()


def test_experience_has_the_stated_years_and_preferences(role: Role) -> None:
    lines, below = description(role.id)
    stated = re.search(r"(\d+)\s*(?:–|to)\s*(\d+)\+ years", " ".join(lines))
    assert stated is not None
    assert (role.experience.years_min, role.experience.years_max) == tuple(int(years) for years in stated.groups())
    assert len(role.experience.preferred) == len(below["preferred_experience"])
    assert len(role.keywords) == sum(len(line.split(",")) for line in lines if line.startswith("Keywords:"))
