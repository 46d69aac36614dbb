"""How the interviews themselves go: agreement, use of rubrics and questions, the way through the loop; and adverse impact.

Only finished loops count, and only numbers come out: no name of a candidate, no single rating.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from interview.domain.permission import Permission, require
from interview.domain.person import Actor
from interview.scoring.agreement import AgreementReport, agreement
from interview.scoring.impact import ImpactReport, impact
from interview.services.context import Context
from interview.services.csv_rows import decoded
from interview.services.finished_loops import FinishedLoop, finished_loops, observations_of
from interview.services.loop_measures import (
    QuestionUse,
    SkillUse,
    Stages,
    StageUse,
    Way,
    question_use,
    skill_use,
    stage_use,
    way,
)
from interview.services.outcome_file import columns_of, read_outcomes
from interview.storage.unit import Unit

HIDE_BELOW = 5
"""People in a group below which the screen shows no numbers of it."""


@dataclass(frozen=True, slots=True)
class Health:
    """Everything about the finished loops that the actor may measure."""

    agreement: AgreementReport
    skills: tuple[SkillUse, ...]
    questions: tuple[QuestionUse, ...]
    stages: tuple[StageUse, ...]
    way: Way


def get_health(context: Context, actor: Actor, role_id: str | None = None) -> Health:
    """Measure the finished loops of one role, or of all that the actor may measure."""
    with context.store.read() as unit:
        loops = finished_loops(unit, actor, role_id)
        stages = _stages(unit, loops)
        writers = {card.person_id for loop in loops for card in loop.cards}
        zones = {person.id: person.timezone for person in unit.identity.people(sorted(writers))}
    context.note_reading(actor, "health.read", "health", role_id or "all")
    return Health(
        agreement(observations_of(loops)),
        skill_use(loops),
        question_use(loops, stages),
        stage_use(loops, stages),
        way(loops, zones),
    )


def measure_impact(context: Context, actor: Actor, data: bytes, name: str, by: str = "group") -> ImpactReport:
    """Compare selection rates in an uploaded table. It is read and forgotten: nothing of it is stored or joined with candidates.

    Groups of fewer than five people show no numbers. Raises what :func:`~interview.services.outcome_file.read_outcomes` raises.
    """
    require(actor, Permission.MEASURE_IMPACT)
    columns = columns_of(by)
    report = impact(read_outcomes(decoded(data, name), name, columns), columns, hide_below=HIDE_BELOW)
    context.note_reading(actor, "impact.measure", "impact", "upload")
    return report


def _stages(unit: Unit, loops: Sequence[FinishedLoop]) -> Stages:
    versions = sorted({(loop.candidate.role_id, loop.candidate.loop_version) for loop in loops})
    records = [(role_id, version, unit.loops.get(role_id, version)) for role_id, version in versions]
    return {(role_id, version, stage.id): stage for role_id, version, record in records if record for stage in record.loop.stages}
