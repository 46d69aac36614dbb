"""The interviewer's kit of one interview: purpose, questions in order with minutes, probes, what to look for, rubrics."""

from __future__ import annotations

from datetime import datetime

from interview.domain.base import Value
from interview.domain.person import Actor
from interview.domain.question import Material, Question
from interview.domain.rubric import Rubric
from interview.exports.content import Content, Versions
from interview.exports.paper import Block, Column, Entry, Listing, Paper, Paragraph, Particulars, Section, Table
from interview.exports.words import KINDS, level
from interview.services.context import Context
from interview.services.kits import Kit, OtherStage, get_kit


class KitSkill(Value):
    """A skill that is rated in this interview."""

    id: str
    name: str
    bar: int | None
    must_have: bool


class KitContent(Content):
    """Everything an interviewer needs, and nothing of what others wrote."""

    interview_id: str
    candidate: str
    role: str
    stage: str
    purpose: str
    starts_at: datetime | None
    length_minutes: int
    buffer_minutes: int
    panel: tuple[str, ...]
    skills: tuple[KitSkill, ...]
    questions: tuple[Question, ...]
    rubrics: tuple[Rubric, ...]
    others: tuple[OtherStage, ...]


def gather_kit(context: Context, actor: Actor, interview_id: str) -> KitContent:
    """Read the kit."""
    return kit_content(get_kit(context, actor, interview_id))


def kit_content(kit: Kit) -> KitContent:
    """The view model of a kit."""
    return KitContent(
        versions=Versions(
            role=kit.role_version,
            loop=kit.loop_version,
            rubrics={skill: rubric.version for skill, rubric in kit.rubrics.items()},
            questions={question.id: question.version for question in kit.questions},
        ),
        interview_id=kit.interview.id,
        candidate=kit.candidate_name,
        role=kit.role_title,
        stage=kit.stage.title,
        purpose=kit.stage.purpose,
        starts_at=kit.interview.starts_at,
        length_minutes=kit.stage.length_minutes,
        buffer_minutes=kit.stage.buffer_minutes,
        panel=tuple(seat.name + (" (shadow)" if seat.is_shadow else "") for seat in kit.interview.panel),
        skills=tuple(
            KitSkill(id=skill, name=kit.skill_names.get(skill, skill), bar=kit.bars.get(skill), must_have=skill in kit.must_haves)
            for skill in kit.stage.skills
        ),
        questions=kit.questions,
        rubrics=tuple(kit.rubrics[skill] for skill in kit.stage.skills),
        others=tuple(
            OtherStage(title=other.title, skills=tuple(kit.skill_names.get(skill, skill) for skill in other.skills))
            for other in kit.others
        ),
    ).tidy()


def kit_paper(kit: KitContent) -> Paper:
    """The kit as a document to print or to have open."""
    names = {skill.id: skill.name for skill in kit.skills}
    when = Column("", "moment", missing="not scheduled yet").show(kit.starts_at)
    facts = (
        ("Candidate", kit.candidate),
        ("When", when),
        ("Length", f"{kit.length_minutes} minutes, {kit.buffer_minutes} of them for introduction and the candidate's questions"),
        ("Panel", ", ".join(kit.panel) or "not assigned yet"),
    )
    skills = Table(
        "Skills",
        (Column("You rate", share=3), Column("Bar", share=1.5), Column("Note", share=1)),
        tuple((skill.name, level(skill.bar), "must-have" if skill.must_have else "") for skill in kit.skills),
    )
    others = tuple((other.title, ", ".join(other.skills)) for other in kit.others)
    sections = [
        Section("Your part", (Paragraph(kit.purpose), Particulars(facts), skills)),
        *(_question(number, question, names) for number, question in enumerate(kit.questions, start=1)),
        *(_rubric(rubric, names, new_page=number == 0) for number, rubric in enumerate(kit.rubrics)),
        Section("What others cover", (Particulars(others),) if others else (Paragraph("This is the only stage."),)),
    ]
    records = Table(
        "Questions",
        tuple(Column(name) for name in ("order", "skill", "question", "kind", "minutes", "prompt")),
        tuple(
            (number, names.get(asked.skill_id, asked.skill_id), asked.id, KINDS[asked.kind], asked.minutes, asked.prompt)
            for number, asked in enumerate(kit.questions, start=1)
        ),
    )
    return Paper(
        kind="kit",
        label="Interviewer kit",
        title=kit.stage,
        subtitle=f"{kit.role}: {kit.candidate}",
        sections=tuple(sections),
        records=records,
    )


def _question(number: int, question: Question, names: dict[str, str]) -> Section:
    blocks: list[Block] = [
        Paragraph(question.prompt),
        Paragraph(f"{KINDS[question.kind]}; {question.opening_minutes} minutes for the first answer. {question.why}", quiet=True),
        *(Listing(_material_title(material), material.body) for material in question.materials),
        Table(
            "Probes",
            (Column("Then ask", share=6), Column("Minutes", "number")),
            tuple((p.ask, p.minutes) for p in question.probes),
        ),
        Table(
            "Bands",
            (Column("Level", share=1.2), Column("Look for", share=3), Column("Warning signs", share=2)),
            tuple((level(band.level), "\n".join(band.look_for), "\n".join(band.red_flags)) for band in question.bands),
        ),
    ]
    blocks += [Entry("A good answer", "", question.model_answer)] if question.model_answer else []
    blocks += [Entry("Wrong turns", "", "", question.wrong_turns)] if question.wrong_turns else []
    skill = names.get(question.skill_id, question.skill_id)
    return Section(f"Question {number}: {skill} ({question.minutes} minutes)", tuple(blocks))


def _material_title(material: Material) -> str:
    return f"{material.title} (for you only: do not show it)" if material.for_interviewer else material.title


def _rubric(rubric: Rubric, names: dict[str, str], *, new_page: bool) -> Section:
    anchors = Table(
        "Rubric",
        (Column("Level", share=1.2), Column("What you see and hear", share=4), Column("What separates it", share=2)),
        tuple((level(anchor.level), "\n".join(anchor.behaviours), anchor.evidence) for anchor in rubric.anchors),
    )
    blocks = (Paragraph(rubric.definition), anchors, Entry("Rating errors to watch for", "", "", rubric.rating_errors))
    return Section(f"Rubric: {names.get(rubric.skill_id, rubric.skill_id)}", blocks, new_page=new_page)
