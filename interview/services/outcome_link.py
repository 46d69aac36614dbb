"""Recommendations against later performance: from a table that somebody brings, compared, and forgotten.

Nobody's performance is stored here; what comes out are numbers about all of them together.
"""

from __future__ import annotations

from datetime import datetime

from interview.domain.base import Value
from interview.domain.debrief import Decision, Outcome
from interview.domain.permission import Permission, require
from interview.domain.person import Actor
from interview.errors import ContentError, ContentInvalid, Invalid
from interview.scoring.validity import Followed, ValidityReport, validity
from interview.services.context import Context
from interview.services.csv_rows import MOST_MISTAKES, csv_rows, decoded, number
from interview.storage.unit import Unit


class Hired(Value):
    """Somebody who was hired with a recommendation on record: a line of the table to fill in."""

    candidate_id: str
    name: str
    role: str
    decided_at: datetime


def list_hired(context: Context, actor: Actor) -> tuple[Hired, ...]:
    """Everybody hired with a recommendation on record, the first decided first; erased candidates have none."""
    require(actor, Permission.LINK_OUTCOMES)
    with context.store.read() as unit:
        recommended = _recommended(unit, actor)
        hired = {decision.candidate_id: decision for decision in recommended if decision.outcome is Outcome.HIRE}
        candidates = {candidate.id: candidate for candidate in unit.candidates.all() if candidate.id in hired}
        versions = {(one.role_id, one.role_version) for one in candidates.values()}
        roles = {version: unit.roles.get(*version) for version in versions}
    context.note_reading(actor, "outcomes.list", "candidate", "hired")
    found = []
    for candidate_id, candidate in candidates.items():
        record = roles[candidate.role_id, candidate.role_version]
        title = record.role.title if record else candidate.role_id
        decided_at = hired[candidate_id].decided_at
        found.append(Hired(candidate_id=candidate_id, name=candidate.name, role=title, decided_at=decided_at))
    return tuple(sorted(found, key=lambda one: (one.decided_at, one.candidate_id)))


def measure_outcomes(context: Context, actor: Actor, data: bytes, name: str, meets: float) -> ValidityReport:
    """Compare recommendations with the column ``performance`` of an uploaded table, which is not kept.

    The table has a line for each candidate (their id in the column ``candidate``); an empty performance is left out. ``meets`` is
    the performance from which on expectations count as met. Raises :class:`ContentInvalid` with every mistake and its line.
    """
    require(actor, Permission.LINK_OUTCOMES)
    performance = _performance(decoded(data, name), name)
    with context.store.read() as unit:
        recommended = _recommended(unit, actor)
    hired = {decision.candidate_id: decision for decision in recommended if decision.outcome is Outcome.HIRE}
    strangers = [
        ContentError(name, line, "candidate", f"nobody with the id '{candidate}' was hired here; take ids from the template")
        for candidate, (line, _) in performance.items()
        if candidate not in hired
    ]
    if strangers:
        raise ContentInvalid(tuple(strangers[:MOST_MISTAKES]))
    report = validity(
        [
            Followed(hired[candidate].recommendation["estimate"], hired[candidate].recommendation["p_meets_bar"], value)
            for candidate, (_, value) in performance.items()
        ],
        [decision.recommendation["estimate"] for decision in recommended],
        meets,
    )
    context.note_reading(actor, "outcomes.measure", "outcomes", "upload")
    return report


def _recommended(unit: Unit, actor: Actor) -> list[Decision]:
    """Standing decisions that have a recommendation with an estimate beside them; none on whom the actor is recused from."""
    recused = unit.candidates.recused_from(actor.person_id)
    return [
        decision
        for decision in unit.debriefs.standing_decisions()
        if decision.candidate_id not in recused
        and decision.recommendation.get("estimate") is not None
        and decision.recommendation.get("p_meets_bar") is not None
    ]


def _performance(text: str, name: str) -> dict[str, tuple[int, float]]:
    found: dict[str, tuple[int, float]] = {}
    mistakes = []
    for line, row in csv_rows(text, name, ("candidate", "performance")):
        value = number(row["performance"])
        if not row["performance"]:
            continue
        if value is None:
            message = f"'{row['performance']}' is not a number; correct it, or leave it empty where there is none yet"
            mistakes.append(ContentError(name, line, "performance", message))
        elif row["candidate"] in found:
            message = f"'{row['candidate']}' stands in line {found[row['candidate']][0]} already; keep one"
            mistakes.append(ContentError(name, line, "candidate", message))
        else:
            found[row["candidate"]] = (line, value)
    if mistakes:
        raise ContentInvalid(tuple(mistakes[:MOST_MISTAKES]))
    if not found:
        raise Invalid(f"{name}: the column performance is empty; fill it in for at least one candidate.")
    return found
