"""How a requisition is judged: its costs and calibration, equal treatment of its candidates, and the act of changing rules.

A change never touches what was stored: it adds rules that count from now on, says beforehand which results would be others, and
stays on record with its reason.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from interview.domain.base import Value
from interview.domain.candidate import Candidate, CandidateState
from interview.domain.permission import Permission, is_permitted, require
from interview.domain.person import Actor
from interview.domain.role import Role
from interview.domain.rules import Costs, Rules
from interview.domain.scorecard import Scorecard, ScorecardState
from interview.errors import Conflict, Invalid, NotFound
from interview.scoring.policy import Policy
from interview.scoring.report import ModelReport
from interview.scoring.treatment import unequal_treatment
from interview.services.access import relation_to_role, sight_on
from interview.services.context import Context
from interview.services.judging import Judging, judging_now, judging_of, keep, kept_judging
from interview.services.recommendations import canonical, recommendation_for
from interview.services.scorecards import note_reveal
from interview.storage.unit import Unit


class Change(Value):
    """A result that would be another one by other rules. ``is_decided``: the stored one stays as it is."""

    candidate_id: str
    name: str
    before: str
    after: str
    chance_before: float | None
    chance_after: float | None
    is_decided: bool


class RulesView(Value):
    """The rules of a requisition and whether all its candidates were judged by them.

    ``history`` holds earlier rules, oldest first. ``unequal`` has one sentence for each way in which candidates were treated
    differently; ``recomputed`` counts stored recommendations that were computed once more, ``differing`` names candidates for
    whom that gave other bytes. ``hidden`` counts candidates on whom the actor is blind: nothing here tells about them.
    """

    rules: Rules
    is_kept: bool
    history: tuple[Rules, ...]
    role: Role
    names: dict[str, str]
    candidates: int
    hidden: int
    unequal: tuple[str, ...]
    recomputed: int
    differing: tuple[str, ...]
    may_change: bool


class RulesPreview(Value):
    """What other rules would change: ``changes`` for the ``judged`` candidates that the actor may see, ``hidden`` others."""

    judged: int
    changes: tuple[Change, ...]
    hidden: int
    calibration_ratings: int


@dataclass(frozen=True)
class _Case:
    """A candidate with the scorecards that count, and the recommendation that was stored with the decision that stands."""

    candidate: Candidate
    cards: tuple[Scorecard, ...]
    late: frozenset[str]
    stored: dict[str, Any]


def get_rules(context: Context, actor: Actor, role_id: str) -> RulesView:
    """The rules of the requisition with the latest published loop, and the report on equal treatment."""
    with context.store.read() as unit:
        relation = relation_to_role(unit, actor, role_id)
        require(actor, Permission.READ_ROLE, relation)
        role, version = _requisition(unit, role_id, None)
        judging = judging_of(context, unit, actor, role, version)
        cases, hidden = _cases(unit, actor, role_id, version)
        stored = {case.candidate.name: case.stored for case in cases if case.stored.get("model")}
        models = {name: ModelReport(**recommendation["model"]) for name, recommendation in stored.items()}
        kept = unit.rules.of(role_id, version)
        same = {case.candidate.name: _repeats(unit, role, case, kept) for case in cases if case.stored.get("model")}
        view = RulesView(
            rules=judging.rules,
            is_kept=judging.is_kept,
            history=kept[:-1],
            role=role,
            names=unit.identity.names(),
            candidates=len(cases) + hidden,
            hidden=hidden,
            unequal=unequal_treatment(models),
            recomputed=sum(one is not None for one in same.values()),
            differing=tuple(sorted(name for name, one in same.items() if one is False)),
            may_change=is_permitted(actor, Permission.DECIDE, relation),
        )
    context.note_reading(actor, "rules.read", "role", role_id)
    return view


def preview_rules(
    context: Context,
    actor: Actor,
    role_id: str,
    *,
    costs: Costs,
    evidence_only: bool = False,
    loop_version: int | None = None,
) -> RulesPreview:
    """Which results would be others by these costs and a calibration on everything decided by now; nothing is kept."""
    with context.store.read() as unit:
        require(actor, Permission.DECIDE, relation_to_role(unit, actor, role_id))
        role, version = _requisition(unit, role_id, loop_version)
        proposed = _proposed(context, unit, actor, role, version, costs=costs, evidence_only=evidence_only)
        preview = _preview(context, unit, actor, role, proposed)
        cases, _ = _cases(unit, actor, role_id, version)
    for case in cases:
        note_reveal(context, actor, case.candidate.id, case.cards)
    context.note_reading(actor, "rules.preview", "role", role_id)
    return preview


def change_rules(
    context: Context,
    actor: Actor,
    role_id: str,
    *,
    costs: Costs,
    evidence_only: bool = False,
    sign_off: bool = False,
    reason: str = "",
    expected_number: int,
    loop_version: int | None = None,
) -> Rules:
    """Fix other rules for all candidates of the requisition from now on; what is stored with decisions stays as it is.

    ``expected_number`` is that of the rules the change was based on, 0 where there were none. A reason is required once the
    requisition has candidates.
    """
    with context.store.read() as unit:  # a calibration takes a moment in which nobody else should have to wait
        require(actor, Permission.DECIDE, relation_to_role(unit, actor, role_id))
        role, version = _requisition(unit, role_id, loop_version)
        proposed = _proposed(
            context,
            unit,
            actor,
            role,
            version,
            costs=costs,
            evidence_only=evidence_only,
            sign_off=sign_off,
            reason=reason.strip(),
        )
        preview = _preview(context, unit, actor, role, proposed)
    with context.store.write() as unit:
        require(actor, Permission.DECIDE, relation_to_role(unit, actor, role_id))
        if len(unit.rules.of(role_id, version)) != expected_number:
            raise Conflict("The rules were changed somewhere else in the meantime; look at them again, then repeat your change.")
        if _of_requisition(unit, role_id, version) and not reason.strip():
            raise Invalid("Candidates of this requisition are judged already; say why the rules change, it is kept with them.")
        keep(unit, proposed)
        unit.commit(
            context.event(
                actor,
                "rules.change",
                "role",
                role_id,
                loop_version=version,
                number=proposed.rules.number,
                calibration=proposed.rules.calibration,
                results_changed=len(preview.changes),
            )
        )
    return proposed.rules


def _proposed(
    context: Context,
    unit: Unit,
    actor: Actor,
    role: Role,
    version: int,
    *,
    costs: Costs,
    evidence_only: bool,
    sign_off: bool = False,
    reason: str = "",
) -> Judging:
    marks = Policy.from_costs(**costs.model_dump())
    return judging_now(
        context,
        unit,
        actor,
        role,
        version,
        costs=costs,
        policy=replace(marks, evidence_only=evidence_only),
        sign_off=sign_off,
        reason=reason,
    )


def _preview(context: Context, unit: Unit, actor: Actor, role: Role, proposed: Judging) -> RulesPreview:
    current = judging_of(context, unit, actor, role, proposed.rules.loop_version)
    cases, hidden = _cases(unit, actor, role.id, proposed.rules.loop_version)
    changes = []
    for case in cases:
        before = case.stored or recommendation_for(current, case.candidate, role, case.cards, late=case.late)
        after = recommendation_for(proposed, case.candidate, role, case.cards, late=case.late)
        if before.get("outcome") != after.get("outcome"):
            changes.append(
                Change(
                    candidate_id=case.candidate.id,
                    name=case.candidate.name,
                    before=str(before.get("outcome", "")),
                    after=str(after.get("outcome", "")),
                    chance_before=before.get("p_meets_bar"),
                    chance_after=after.get("p_meets_bar"),
                    is_decided=bool(case.stored),
                )
            )
    ratings = sum(proposed.calibration.ratings) if proposed.calibration else 0
    return RulesPreview(judged=len(cases), changes=tuple(changes), hidden=hidden, calibration_ratings=ratings)


def _repeats(unit: Unit, role: Role, case: _Case, kept: tuple[Rules, ...]) -> bool | None:
    """Whether the stored recommendation comes out the same, byte for byte; ``None`` where this version can't compute it."""
    number = case.stored.get("rules")
    rules = next((one for one in kept if one.number == number), None)
    judging = None if rules is None else kept_judging(unit, rules)
    if judging is None or judging.calibration is None:
        return None
    again = recommendation_for(judging, case.candidate, role, case.cards, late=case.late)
    return canonical(again) == canonical(case.stored)


def _requisition(unit: Unit, role_id: str, loop_version: int | None) -> tuple[Role, int]:
    record = unit.loops.get(role_id, loop_version) if loop_version else unit.loops.latest_published(role_id)
    role = unit.roles.get(role_id, record.loop.role_version) if record is not None else None
    if record is None or role is None:
        raise NotFound("This role has no published loop yet; publish one, then fix how its candidates are judged.")
    return role.role, record.loop.version


def _of_requisition(unit: Unit, role_id: str, version: int) -> list[Candidate]:
    return [
        one
        for one in unit.candidates.all()
        if (one.role_id, one.loop_version) == (role_id, version) and one.state is not CandidateState.ERASED
    ]


def _cases(unit: Unit, actor: Actor, role_id: str, version: int) -> tuple[list[_Case], int]:
    """The requisition's candidates whose scorecards the actor may read, and how many others there are."""
    record = unit.loops.get(role_id, version)
    candidates = _of_requisition(unit, role_id, version)
    recused = unit.candidates.recused_from(actor.person_id)
    interviews = unit.interviews.of_candidates([one.id for one in candidates])
    late = unit.scorecards.amended_late()
    cases, hidden = [], 0
    for candidate in sorted(candidates, key=lambda one: (one.created_at, one.id)):
        cards = unit.scorecards.of_candidate(candidate.id)
        seen = record is not None and sight_on(actor, record.blindness, interviews[candidate.id], cards).contents
        if candidate.id in recused or not seen:
            hidden += 1
            continue
        counted = tuple(card for card in cards if card.state is ScorecardState.SUBMITTED)
        decisions = unit.debriefs.decisions(candidate.id)
        stored = decisions[-1].recommendation if decisions else {}
        cases.append(_Case(candidate, counted, late.intersection(card.id for card in counted), stored))
    return cases, hidden
