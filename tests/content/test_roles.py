"""Role profiles that ship: each can be planned, each weight has a reason, and each line stands on skills of the role."""

from __future__ import annotations

from itertools import chain

import pytest

from interview.content.catalogue import load_catalogue
from interview.content.coverage import FOUNDING, SECTIONS
from interview.domain.loop import LoopTemplate
from interview.domain.role import Role
from interview.planning.blueprint import problem_for_role
from interview.planning.checks import violations
from interview.settings import shipped_content_dir

CATALOGUE = load_catalogue(shipped_content_dir())[0]
ROLES = tuple(CATALOGUE.roles.values())
EXPERIENCE_ONLY = {
    "lead-member-of-technical-staff": {"domain"},  # regulated industries are an advantage
    "mts-software-development-engineer": {"oss"},  # contributions to open-source projects are preferred
}
"""Skills that a founding description asks for under experience, in none of its lines."""
DERIVED = tuple(role for role in ROLES if role.id not in FOUNDING)


def named(role: Role) -> str:
    return role.id


def template_for(role: Role) -> LoopTemplate:
    """The one template that says it fits the role's level."""
    (template,) = (template for template in CATALOGUE.loops.values() if role.level in template.levels)
    return template


def test_twelve_roles_of_the_same_world_stand_beside_the_founding_ones() -> None:
    assert {role.id for role in DERIVED} == {
        "senior-software-engineer",
        "staff-engineer",
        "principal-engineer",
        "site-reliability-engineer",
        "data-engineer",
        "ml-platform-engineer",
        "security-engineer",
        "sdet",
        "engineering-manager",
        "technical-program-manager",
        "frontend-engineer",
        "devops-engineer",
    }


@pytest.mark.parametrize("role", ROLES, ids=named)
def test_every_skill_of_a_role_has_a_reason_and_a_line_that_calls_for_it(role: Role) -> None:
    called = {skill_id for section in SECTIONS for bullet in getattr(role, section) for skill_id in bullet.skills}
    assert [skill.skill_id for skill in role.skills if not skill.reason] == []
    in_lines_or_experience = called | EXPERIENCE_ONLY.get(role.id, set())
    assert {skill.skill_id for skill in role.skills} - in_lines_or_experience == set()


@pytest.mark.parametrize("role", ROLES, ids=named)
def test_a_role_has_as_many_must_haves_as_two_interviewers_each_can_see(role: Role) -> None:
    assert 5 <= len(role.must_haves) <= 7
    assert min(skill.weight for skill in role.must_haves) >= 5


@pytest.mark.parametrize("role", ROLES, ids=named)
def test_a_role_stands_on_its_own_ladder(role: Role) -> None:
    assert role.id in role.ladder.steps
    assert {CATALOGUE.roles[step].ladder.steps for step in role.ladder.steps} == {role.ladder.steps}
    assert all((role.ladder.entry, role.ladder.advancement, role.ladder.lateral))


def test_bars_never_fall_on_the_way_up_a_ladder() -> None:
    """One does: the MTS is the expert of a domain; of the lead, experience in regulated industries is merely welcome."""
    falls = {
        (skill.skill_id, lower.id, upper.id)
        for role in ROLES
        for lower, upper in zip(
            (CATALOGUE.roles[step] for step in role.ladder.steps),
            (CATALOGUE.roles[step] for step in role.ladder.steps[1:]),
            strict=False,
        )
        for skill in lower.skills
        if (above := upper.skill(skill.skill_id)) is not None and above.bar < skill.bar
    }
    assert falls == {("domain", "mts-software-development-engineer", "lead-member-of-technical-staff")}


@pytest.mark.parametrize("role", DERIVED, ids=named)
def test_a_role_says_what_the_banks_do_not_hold(role: Role) -> None:
    assert role.not_covered
    assert 8 <= len(role.primary_responsibilities) <= 15
    assert 3 <= len(role.secondary_responsibilities) <= 6


def test_no_two_roles_share_a_line() -> None:
    """Small lines may be alike in what they ask; each role says it in its own words."""
    lines = [bullet.text for role in DERIVED for bullet in chain.from_iterable(getattr(role, section) for section in SECTIONS)]
    assert sorted({line for line in lines if lines.count(line) > 1 and len(line.split()) > 6}) == []


@pytest.mark.slow
@pytest.mark.parametrize("role", ROLES, ids=named)
def test_a_role_has_a_loop_that_is_proven_best(role: Role) -> None:
    from interview.planning.solver import solve

    problem = problem_for_role(role, template_for(role), CATALOGUE.questions.values())
    plan = solve(problem, time_limit=120)
    assert (plan.status, violations(problem, plan)) == ("optimal", [])
    assert all(skill.minutes for skill in plan.coverage if skill.must_have)
