"""What the candidates of a requisition are judged by: rules and calibration, fixed once and the same for all of them.

A requisition is a role with one version of its loop. Its rules are fixed when its first candidate is added (or first judged, in
databases from before there were rules); from then on no scorecard of anybody else moves a candidate's result. Other rules are an
act of their own, see :mod:`interview.services.rules`.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import asdict, dataclass

from interview.content.catalogue import Catalogue
from interview.domain.audit import Fact
from interview.domain.person import Actor
from interview.domain.role import Role
from interview.domain.rules import Costs, LadderStep, Rules, StepBar
from interview.errors import NotFound
from interview.scoring.calibration import MODEL_VERSION, Calibration, calibrate
from interview.scoring.policy import Policy
from interview.scoring.ratings import Bar, Rating, Step, weighted_bar
from interview.services.context import SYSTEM, Context
from interview.services.ratings import earlier_ratings
from interview.storage.unit import Unit

_CALIBRATIONS: OrderedDict[str, Calibration] = OrderedDict()
"""The last few calibrations, by a hash of what they were made from or by snapshot: they take seconds with thousands of
scorecards."""

_KEPT = 16


@dataclass(frozen=True, slots=True)
class Judging:
    """Rules with their calibration; ``is_kept``: they are in the database and never change. ``calibration`` is ``None`` where an
    older version of the model made it, which this version can't read."""

    rules: Rules
    calibration: Calibration | None
    is_kept: bool

    @property
    def policy(self) -> Policy:
        """The scoring policy."""
        return Policy(**self.rules.policy)  # type: ignore[arg-type]  # JSON holds the fields' own types

    @property
    def steps(self) -> tuple[Step, ...]:
        """The ladder as it was when the rules were fixed."""
        return tuple(
            Step(step.role_id, tuple(Bar(bar.skill_id, bar.bar, bar.weight, bar.must_have) for bar in step.bars))
            for step in self.rules.ladder
        )


def judging_of(context: Context, unit: Unit, actor: Actor, role: Role, loop_version: int) -> Judging:
    """The rules in force; the default ones of this moment, not kept yet, where the requisition has none."""
    known = unit.rules.of(role.id, loop_version)
    if known:
        return kept_judging(unit, known[-1])
    return judging_now(context, unit, actor, role, loop_version)


def kept_judging(unit: Unit, rules: Rules) -> Judging:
    """Stored rules with their stored calibration."""
    if rules.calibration not in _CALIBRATIONS:
        document = unit.rules.calibration(rules.calibration)
        if document is None:
            raise NotFound("A stored calibration is gone; restore the database from a backup.")
        if document["model_version"] != MODEL_VERSION:
            return Judging(rules, None, is_kept=True)
        _remember(rules.calibration, Calibration.from_json(document))
    return Judging(rules, _CALIBRATIONS[rules.calibration], is_kept=True)


def judging_now(
    context: Context,
    unit: Unit,
    actor: Actor,
    role: Role,
    loop_version: int,
    *,
    costs: Costs | None = None,
    policy: Policy | None = None,
    sign_off: bool = False,
    reason: str = "",
) -> Judging:
    """Rules that could be fixed now: calibrated on everything that is decided, numbered behind the requisition's last."""
    calibration = learned_calibration(earlier_ratings(unit), weighted_bar(bars_of(role)))
    rules = Rules(
        role_id=role.id,
        loop_version=loop_version,
        number=len(unit.rules.of(role.id, loop_version)) + 1,
        costs=costs or Costs(),
        policy=asdict(policy or Policy()),
        ladder=_ladder(context.catalogue, role),
        calibration=calibration.snapshot,
        sign_off=sign_off,
        reason=reason,
        fixed_by=None if actor.person_id == SYSTEM else actor.person_id,
        fixed_at=context.now(),
    )
    return Judging(rules, calibration, is_kept=False)


def keep(unit: Unit, judging: Judging) -> bool:
    """Keep rules in the caller's transaction, unless they are kept or somebody else was faster; says whether that was done."""
    rules = judging.rules
    if judging.is_kept or judging.calibration is None or len(unit.rules.of(rules.role_id, rules.loop_version)) >= rules.number:
        return False
    unit.rules.add(rules, judging.calibration.as_json())
    return True


def note_rules(context: Context, actor: Actor, judging: Judging) -> None:
    """Keep rules for a service that only reads, before it hands out what it computed by them."""
    if judging.is_kept:
        return
    rules = judging.rules
    with context.store.write() as unit:
        if keep(unit, judging):
            facts: dict[str, Fact] = {
                "loop_version": rules.loop_version,
                "number": rules.number,
                "calibration": rules.calibration,
            }
            unit.commit(context.event(actor, "rules.fix", "role", rules.role_id, **facts))


def bars_of(role: Role) -> list[Bar]:
    """The role's bars as scoring takes them."""
    return [Bar(skill.skill_id, skill.bar, float(skill.weight), skill.must_have) for skill in role.skills]


def learned_calibration(history: tuple[Rating, ...], expected_bar: float) -> Calibration:
    """What these earlier ratings teach about interviewers, remembered for as long as the same history is asked about."""
    key = hashlib.sha256(repr((expected_bar, history)).encode()).hexdigest()
    if key not in _CALIBRATIONS:
        _remember(key, calibrate(history, expected_bar=expected_bar))
    return _CALIBRATIONS[key]


def _remember(key: str, calibration: Calibration) -> None:
    _CALIBRATIONS[key] = calibration
    while len(_CALIBRATIONS) > _KEPT:
        _CALIBRATIONS.popitem(last=False)


def _ladder(catalogue: Catalogue, role: Role) -> tuple[LadderStep, ...]:
    """The steps that are known; the requisition's own step has the bars that its candidates are judged by."""
    known = {**catalogue.roles, role.id: role}
    steps = [known[step] for step in role.ladder.steps if step in known]
    return tuple(
        LadderStep(
            role_id=step.id,
            title=step.title,
            bars=tuple(
                StepBar(skill_id=bar.skill, bar=bar.bar, weight=bar.weight, must_have=bar.must_have) for bar in bars_of(step)
            ),
        )
        for step in steps
    )
