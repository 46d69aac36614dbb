"""The loop plan of a role: stages, what each rates and asks, and whether every skill is covered."""

from __future__ import annotations

from interview.domain.base import Value
from interview.domain.person import Actor
from interview.exports.content import Content, Versions
from interview.exports.paper import BarRow, Bars, Block, Column, Entry, Paper, Paragraph, Particulars, Section, Table
from interview.exports.words import KINDS, level
from interview.services.context import Context
from interview.services.loops import get_loop
from interview.services.roles import get_role


class PlannedLine(Value):
    """A question in a stage."""

    id: str
    skill: str
    kind: str
    minutes: int
    prompt: str


class StageLine(Value):
    """A stage with its content. ``asked_minutes`` are the questions' alone."""

    id: str
    title: str
    purpose: str
    format: str
    length_minutes: int
    buffer_minutes: int
    asked_minutes: int
    panel_size: int
    skills: tuple[str, ...]
    questions: tuple[PlannedLine, ...]


class CoverageLine(Value):
    """A skill of the role across the stages: ``minutes`` of questions in each stage that rates it, in the loop's order."""

    skill: str
    weight: int
    bar: int
    must_have: bool
    stages: int
    minutes: int


class PlanContent(Content):
    """A role's loop."""

    role_id: str
    role: str
    state: str
    proof: str
    length_minutes: int
    stages: tuple[StageLine, ...]
    coverage: tuple[CoverageLine, ...]


def gather_plan(context: Context, actor: Actor, role_id: str, version: int | None = None) -> PlanContent:
    """Read a version of the role's loop, by default the latest."""
    view = get_loop(context, actor, role_id, version)
    role = get_role(context, actor, role_id, view.loop.role_version).role
    known = context.catalogue.skills

    def name(skill_id: str) -> str:
        return known[skill_id].name if skill_id in known else skill_id

    stages = tuple(
        StageLine(
            id=stage.id,
            title=stage.title,
            purpose=stage.purpose,
            format=stage.format.value.replace("_", " "),
            length_minutes=stage.length_minutes,
            buffer_minutes=stage.buffer_minutes,
            asked_minutes=sum(planned.minutes for planned in stage.questions),
            panel_size=stage.panel_size,
            skills=tuple(name(skill) for skill in stage.skills),
            questions=tuple(
                PlannedLine(
                    id=planned.question_id,
                    skill=name(planned.skill_id),
                    kind=KINDS[view.questions[planned.question_id].kind],
                    minutes=planned.minutes,
                    prompt=view.questions[planned.question_id].prompt,
                )
                for planned in stage.questions
                if planned.question_id in view.questions
            ),
        )
        for stage in view.loop.stages
    )
    return PlanContent(
        versions=Versions(
            role=view.loop.role_version,
            loop=view.loop.version,
            rubrics=view.loop.rubric_versions,
            questions={planned.question_id: planned.version for stage in view.loop.stages for planned in stage.questions},
        ),
        role_id=role.id,
        role=role.title,
        state=view.state,
        proof=view.loop.proof,
        length_minutes=view.loop.length_minutes,
        stages=stages,
        coverage=tuple(
            CoverageLine(
                skill=name(skill.skill_id),
                weight=skill.weight,
                bar=skill.bar,
                must_have=skill.must_have,
                stages=sum(skill.skill_id in stage.skills for stage in view.loop.stages),
                minutes=sum(
                    planned.minutes
                    for stage in view.loop.stages
                    for planned in stage.questions
                    if planned.skill_id == skill.skill_id
                ),
            )
            for skill in role.skills
        ),
    ).tidy()


def loop_plan(plan: PlanContent) -> Paper:
    """The plan as a document."""
    facts: list[tuple[str, str]] = [
        ("Stages", str(len(plan.stages))),
        ("Minutes in all", str(plan.length_minutes)),
        ("State", plan.state),
    ]
    facts += [("Proof", plan.proof)] if plan.proof else []
    overview = Table(
        "Stages",
        (
            Column("Stage", share=1.6),
            Column("Format", share=1.2),
            Column("Minutes", "number", 0.8),
            Column("Asked", "number", 0.7),
            Column("Rates", share=2.6),
        ),
        tuple(
            (stage.title, stage.format, stage.length_minutes, stage.asked_minutes, ", ".join(stage.skills))
            for stage in plan.stages
        ),
    )
    sections = [
        Section("At a glance", (Particulars(tuple(facts)), overview)),
        Section("Coverage", tuple(_coverage(plan))),
        *(_stage(stage) for stage in plan.stages),
    ]
    records = Table(
        "Questions",
        tuple(Column(name) for name in ("stage", "format", "skill", "question", "kind", "minutes", "prompt")),
        tuple(
            (stage.title, stage.format, asked.skill, asked.id, asked.kind, asked.minutes, asked.prompt)
            for stage in plan.stages
            for asked in stage.questions
        ),
    )
    return Paper(
        kind="loop-plan",
        label="Loop plan",
        title=plan.role,
        subtitle=f"{len(plan.stages)} stages, {plan.length_minutes} minutes",
        sections=tuple(sections),
        records=records,
    )


def _coverage(plan: PlanContent) -> list[Block]:
    """The skills that the loop sees or must see in a chart and a table; the others by name."""
    seen = [line for line in plan.coverage if line.stages]
    whole, weights = sum(line.minutes for line in seen), sum(line.weight for line in seen)
    by_weight = tuple(BarRow(line.skill, line.minutes, whole * line.weight / weights) for line in seen)
    blocks: list[Block] = [Bars("Minutes against weight", "minutes", by_weight)] if whole else []
    columns = (
        Column("Skill", share=2.6),
        Column("Bar", share=1.4),
        Column("Weight", "number", 0.8),
        Column("Stages", "number", 0.8),
        Column("Minutes", "number", 0.9),
        Column("Note", share=1.6),
    )
    shown = [line for line in plan.coverage if line.stages or line.must_have]
    rows = tuple((line.skill, level(line.bar), line.weight, line.stages, line.minutes, _note(line)) for line in shown)
    blocks.append(Table("Coverage", columns, rows))
    missed = [line.skill for line in plan.coverage if line not in shown]
    if missed:
        text = f"There is no time for them beside the weightier ones: {', '.join(missed)}."
        blocks.append(Entry(f"Not covered by this loop ({len(missed)})", "", text))
    return blocks


def _note(line: CoverageLine) -> str:
    if line.stages == 0:
        return "not covered"
    if line.must_have:
        return "must-have" + ("" if line.stages >= 2 else ", one stage only")
    return ""


def _stage(stage: StageLine) -> Section:
    blocks: list[Block] = [
        Paragraph(stage.purpose),
        Paragraph(
            f"{stage.length_minutes} minutes, {stage.buffer_minutes} of them kept free of questions; "
            f"panel of {stage.panel_size}. Rates {', '.join(stage.skills)}.",
            quiet=True,
        ),
        Table(
            f"{stage.title} questions",
            (
                Column("Question", share=4),
                Column("Skill", share=1.5),
                Column("Kind", share=1.1),
                Column("Minutes", "number", 0.8),
            ),
            tuple((asked.prompt, asked.skill, asked.kind, asked.minutes) for asked in stage.questions),
        ),
    ]
    return Section(stage.title, tuple(blocks))
