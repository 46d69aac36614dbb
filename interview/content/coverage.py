"""Which lines of a role the banks can draw evidence for: line, skills, and questions at each proficiency level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from interview.content.catalogue import Catalogue
from interview.domain.question import QuestionKind
from interview.domain.role import Role

SECTIONS = {
    "primary_responsibilities": "Primary responsibilities",
    "secondary_responsibilities": "Secondary responsibilities",
    "hard_skills": "Hard skills",
    "soft_skills": "Soft skills",
}
LEVELS = (2, 3, 4, 5)
FOUNDING = ("lead-member-of-technical-staff", "mts-software-development-engineer")
"""The roles whose job descriptions the product began with; their tables are printed in full."""


def per_level(catalogue: Catalogue, skill_ids: tuple[str, ...]) -> dict[int, int]:
    """How many active questions of these skills separate each level; a question that separates two levels counts at both."""
    counts = Counter(
        level for skill_id in skill_ids for question in catalogue.questions_for(skill_id) for level in question.levels
    )
    return {level: counts[level] for level in LEVELS}


def gaps(catalogue: Catalogue, role: Role) -> list[str]:
    """Every skill and level that a line of the role calls for and no active question separates, as a sentence each."""
    return [
        f"{heading}, line {number}: no question of '{skill_id}' separates level {level}"
        for field, heading in SECTIONS.items()
        for number, bullet in enumerate(getattr(role, field), 1)
        for skill_id in bullet.skills
        for level, count in per_level(catalogue, (skill_id,)).items()
        if not count
    ]


def coverage_page(catalogue: Catalogue) -> str:
    """The whole page as Markdown, the same for the same content: a summary of all roles, then the founding roles line by line."""
    return "\n".join(_lines(catalogue)) + "\n"


def _lines(catalogue: Catalogue) -> Iterator[str]:
    yield from (
        "# What the banks cover",
        "",
        "Generated from `roles/` and `question_banks/` by `make docs` (`interview coverage-table`); a test compares the two.",
        "Each line of a role names the skills that it calls for. The numbers count the active questions of these skills that",
        "separate a level from the one below (2 basic, 3 intermediate, 4 advanced, 5 expert); a question that separates two",
        "levels counts at both, and the last column counts it once. A gap is a skill of a line without any question at one of",
        "the levels. What a role asks for and no bank holds stands under *not covered*, and is no gap of a line.",
        "",
        "## All roles",
        "",
        "| role | skills | must-haves | lines | gaps | not covered |",
        "|---|--:|--:|--:|--:|---|",
    )
    for role in catalogue.roles.values():
        lines = sum(len(getattr(role, field)) for field in SECTIONS)
        yield (
            f"| {role.title} | {len(role.skills)} | {len(role.must_haves)} | {lines} | {len(gaps(catalogue, role))} "
            f"| {'; '.join(role.not_covered) or '-'} |"
        )
    yield from _skill_lines(catalogue)
    for role_id in FOUNDING:
        if role_id in catalogue.roles:
            yield from _role_lines(catalogue, catalogue.roles[role_id])


def _skill_lines(catalogue: Catalogue) -> Iterator[str]:
    """Questions per skill, by kind and by level."""
    names = [kind.value.replace("_", " ") for kind in QuestionKind]
    yield from (
        "",
        "## All skills",
        "",
        f"| skill | questions | {' | '.join(names)} | 2 | 3 | 4 | 5 |",
        f"|---|--:|{'--:|' * len(names)}--:|--:|--:|--:|",
    )
    for title, skill_ids in [
        *((skill.name, (skill.id,)) for skill in catalogue.skills.values()),
        ("**all**", tuple(catalogue.skills)),
    ]:
        questions = [question for skill_id in skill_ids for question in catalogue.questions_for(skill_id)]
        kinds = Counter(question.kind for question in questions)
        counts = [len(questions), *(kinds[kind] for kind in QuestionKind), *per_level(catalogue, skill_ids).values()]
        yield f"| {title} | {' | '.join(str(count) for count in counts)} |"


def _role_lines(catalogue: Catalogue, role: Role) -> Iterator[str]:
    yield from ("", f"## {role.title}")
    for field, heading in SECTIONS.items():
        yield from ("", f"### {heading}", "", "| line | skills | 2 | 3 | 4 | 5 | questions |", "|---|---|--:|--:|--:|--:|--:|")
        for bullet in getattr(role, field):
            counts = " | ".join(str(count) for count in per_level(catalogue, bullet.skills).values())
            questions = sum(len(catalogue.questions_for(skill_id)) for skill_id in bullet.skills)
            yield f"| {bullet.text} | {', '.join(bullet.skills)} | {counts} | {questions} |"
    found = gaps(catalogue, role)
    yield from ("", f"Gaps: {len(found) or 'none'}.", *(f"- {gap}" for gap in found))
