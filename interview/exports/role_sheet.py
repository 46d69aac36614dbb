"""A role on paper, and two roles side by side."""

from __future__ import annotations

from interview.domain.base import Value
from interview.domain.person import Actor
from interview.domain.role import Role
from interview.errors import Invalid
from interview.exports.content import Content, Versions
from interview.exports.paper import Block, Bullets, Column, Entry, Paper, Paragraph, Particulars, Section, Table
from interview.exports.words import level
from interview.services.context import Context
from interview.services.roles import get_role


class RoleContent(Content):
    """A version of a role with the names of its skills."""

    role: Role
    state: str
    skill_names: dict[str, str]


class SkillDifference(Value):
    """A skill in two roles; ``None`` where a role does not ask for it."""

    skill: str
    first_bar: int | None
    second_bar: int | None
    first_weight: int | None
    second_weight: int | None


class ComparisonContent(Content):
    """Two roles, skill by skill."""

    first: str
    second: str
    skills: tuple[SkillDifference, ...]


def gather_role(context: Context, actor: Actor, role_id: str) -> RoleContent:
    """Read a role."""
    view = get_role(context, actor, role_id)
    known = context.catalogue.skills
    return RoleContent(
        versions=Versions(role=view.role.version),
        role=view.role,
        state=view.state,
        skill_names={skill.skill_id: known[skill.skill_id].name for skill in view.role.skills if skill.skill_id in known},
    ).tidy()


def gather_comparison(context: Context, actor: Actor, first_id: str, second_id: str) -> ComparisonContent:
    """Read two roles; both have to be readable for the actor."""
    first, second = gather_role(context, actor, first_id), gather_role(context, actor, second_id)
    names = {**second.skill_names, **first.skill_names}
    ids = [skill.skill_id for skill in first.role.skills]
    ids += [skill.skill_id for skill in second.role.skills if skill.skill_id not in ids]
    lines = []
    for skill_id in ids:
        one, other = first.role.skill(skill_id), second.role.skill(skill_id)
        lines.append(
            SkillDifference(
                skill=names.get(skill_id, skill_id),
                first_bar=one.bar if one else None,
                second_bar=other.bar if other else None,
                first_weight=one.weight if one else None,
                second_weight=other.weight if other else None,
            )
        )
    return ComparisonContent(
        versions=Versions(role=first.role.version), first=first.role.title, second=second.role.title, skills=tuple(lines)
    ).tidy()


def gather_two_roles(context: Context, actor: Actor, ids: str) -> ComparisonContent:
    """Like :func:`gather_comparison` for two ids with a comma between them."""
    first, comma, second = ids.partition(",")
    if not comma:
        raise Invalid("Name two roles with a comma between their ids.")
    return gather_comparison(context, actor, first, second)


def role_sheet(content: RoleContent) -> Paper:
    """A role as a document."""
    role = content.role
    rows = tuple(
        (
            content.skill_names.get(skill.skill_id, skill.skill_id),
            level(skill.bar),
            skill.weight,
            skill.importance.value + (", must-have" if skill.must_have else ""),
            skill.reason,
        )
        for skill in role.skills
    )
    columns = (
        Column("Skill", share=2.4),
        Column("Bar", share=1.4),
        Column("Weight", "number", 0.8),
        Column("Importance", share=1.5),
        Column("Reason", share=3.2),
    )
    sections = [
        Section("At a glance", tuple(_glance(content))),
        Section("Skills", (Table("Skills", columns, rows),)),
    ]
    for title, bullets in (
        ("Primary responsibilities", role.primary_responsibilities),
        ("Secondary responsibilities", role.secondary_responsibilities),
        ("Hard skills", role.hard_skills),
        ("Soft skills", role.soft_skills),
    ):
        if bullets:
            sections.append(Section(title, (Bullets(tuple(bullet.text for bullet in bullets)),)))
    ladder = [("Entry from", role.ladder.entry), ("Next", role.ladder.advancement), ("Sideways", role.ladder.lateral)]
    steps = tuple(Entry(title, "", "", titles) for title, titles in ladder if titles)
    sections += [Section("Ladder", steps)] if steps else []
    sections += [Section("Asked for, but in no bank", (Bullets(role.not_covered),))] if role.not_covered else []
    records = Table(
        "Role skills", tuple(Column(n) for n in ("skill", "bar", "weight", "importance", "must_have", "reason")), _flat(content)
    )
    subtitle = " · ".join(filter(None, [role.level, content.state]))
    return Paper("role-sheet", "Role", role.title, subtitle, tuple(sections), records)


def role_comparison(content: ComparisonContent) -> Paper:
    """Two roles side by side as a document."""
    columns = (
        Column("Skill", share=2.6),
        Column(f"Bar: {content.first}", "number", 1.2, "–"),
        Column(f"Bar: {content.second}", "number", 1.2, "–"),
        Column("Bar rises by", "number", 0.9, "–"),
        Column(f"Weight: {content.first}", "number", 1.2, "–"),
        Column(f"Weight: {content.second}", "number", 1.2, "–"),
    )
    rows = tuple(
        (
            line.skill,
            line.first_bar,
            line.second_bar,
            line.second_bar - line.first_bar if line.first_bar and line.second_bar else None,
            line.first_weight,
            line.second_weight,
        )
        for line in content.skills
    )
    table = Table("Comparison", columns, rows)
    shared = sum(line.first_bar is not None and line.second_bar is not None for line in content.skills)
    said = Paragraph(f"{shared} of {len(rows)} skills are asked for in both. A bar that rises is one or more levels of growth.")
    title = f"{content.first} and {content.second}"
    return Paper("role-comparison", "Role comparison", title, "Skill by skill", (Section("Skills", (said, table)),), table)


def _flat(content: RoleContent) -> tuple[tuple[str | int, ...], ...]:
    return tuple(
        (
            skill.skill_id,
            skill.bar,
            skill.weight,
            skill.importance.value,
            "yes" if skill.must_have else "no",
            skill.reason,
        )
        for skill in content.role.skills
    )


def _glance(content: RoleContent) -> list[Block]:
    role, facts = content.role, list[tuple[str, str]]()
    experience = role.experience
    if experience.years_min is not None:
        facts.append(
            ("Years", f"{experience.years_min} to {experience.years_max}" if experience.years_max else f"{experience.years_min}+")
        )
    if role.salary:
        pay = role.salary
        facts.append(("Pay", f"{pay.min:,.0f} to {pay.max:,.0f} {pay.currency} a {pay.period}"))
    facts.append(("Skills", f"{len(role.skills)}, {len(role.must_haves)} of them must-haves"))
    blocks: list[Block] = [Paragraph(role.definition)] if role.definition else []
    return [*blocks, Particulars(tuple(facts))]
