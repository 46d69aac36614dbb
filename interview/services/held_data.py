"""Whose data is held, for how long by which rule, and why somebody is not erased: what the page Privacy shows."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from interview.domain.base import Value
from interview.domain.candidate import CLOSED, Candidate, CandidateState
from interview.domain.permission import Permission, require
from interview.domain.person import Actor
from interview.domain.retention import LegalHold, RetentionRule, deciding_rule, kept_until
from interview.services.context import Context


class Standing(StrEnum):
    """What a run would do with somebody's data, and why; the ones that matter most come first."""

    DUE = "due"
    ON_HOLD = "on_hold"
    LATER = "later"
    NO_RULE = "no_rule"
    OPEN = "open"


class HeldData(Value):
    """One candidate whose data is held. ``kept_until`` and ``rule`` are what the rules alone say, whatever holds."""

    candidate_id: str
    name: str
    role: str
    country: str
    state: CandidateState
    standing: Standing
    rule: RetentionRule | None
    kept_until: datetime | None
    hold: LegalHold | None
    held_by: str = ""


def list_held_data(context: Context, actor: Actor) -> tuple[HeldData, ...]:
    """Every candidate who is not erased: whoever is due first, then those on legal hold, then by the day on which they are."""
    require(actor, Permission.MANAGE_PRIVACY)
    with context.store.read() as unit:
        rules, holds, now = unit.privacy.rules(), unit.privacy.holds(), context.now()
        roles = {record.role.id: record.role.title for record in unit.roles.all_latest()}
        names = unit.identity.names()
        candidates = [one for one in unit.candidates.all() if one.state is not CandidateState.ERASED]
    context.note_reading(actor, "privacy.list", "retention", "all")
    found = []
    for candidate in candidates:
        until, hold = kept_until(candidate, rules), holds.get(candidate.id)
        found.append(
            HeldData(
                candidate_id=candidate.id,
                name=candidate.name,
                role=roles.get(candidate.role_id, candidate.role_id),
                country=candidate.country,
                state=candidate.state,
                standing=_standing(candidate, until, now),
                rule=deciding_rule(candidate, rules),
                kept_until=until,
                hold=hold,
                held_by=names.get(hold.held_by or "", "") if hold else "",
            )
        )
    order = list(Standing)
    return tuple(sorted(found, key=lambda one: (order.index(one.standing), one.kept_until or now, one.name, one.candidate_id)))


def _standing(candidate: Candidate, until: datetime | None, now: datetime) -> Standing:
    if candidate.legal_hold:
        return Standing.ON_HOLD
    if candidate.state not in CLOSED:
        return Standing.OPEN
    if until is None:
        return Standing.NO_RULE
    return Standing.DUE if until <= now else Standing.LATER
