"""What the organisation decided before the first candidate: costs, minimum evidence, when to stop interviewing."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from interview.errors import Invalid
from interview.scoring.determinism import DECIMALS
from interview.scoring.ratings import Floats, Integers

_STOP_BEYOND = 17 / 30
"""The chance of a mistake at which interviews stop, as a share of the one at which a decision pays: 0.17 of 0.30."""


class Outcome(StrEnum):
    """The five words of a recommendation, from the highest to the lowest chance of meeting the bar."""

    STRONG_HIRE = "strong_hire"
    HIRE = "hire"
    GATHER_MORE_EVIDENCE = "gather_more_evidence"
    NO_HIRE = "no_hire"
    STRONG_NO_HIRE = "strong_no_hire"

    @property
    def words(self) -> str:
        """As people say it."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Policy:
    """One policy for everybody in a requisition; a recommendation carries the policy it was made with.

    Chances of meeting the bar: at least ``hire_at`` is a hire, at least ``strong_hire_at`` a strong one; at most ``no_hire_at``
    is no hire, at most ``strong_no_hire_at`` a strong one; between them more evidence is worth its cost. ``min_interviews`` and
    ``must_have_ratings`` count independent interviewers. A must-have skill's floor lies ``floor_levels_below_bar`` levels under
    its bar: the outcome is no better than what the chance of reaching the floor would give. ``stop_low`` and ``stop_high``:
    outside them no further interview is proposed, and never more than ``max_interviews``; ``skills_per_interview`` sizes the
    proposal.
    ``evidence_only`` keeps what earlier applicants were like out of the estimate.
    """

    strong_hire_at: float = 0.95
    hire_at: float = 0.70
    no_hire_at: float = 0.30
    strong_no_hire_at: float = 0.05
    min_interviews: int = 2
    must_have_ratings: int = 2
    floor_levels_below_bar: float = 1.0
    stop_low: float = 0.17
    stop_high: float = 0.83
    max_interviews: int = 6
    skills_per_interview: int = 3
    evidence_only: bool = False

    def __post_init__(self) -> None:
        chances = (self.strong_no_hire_at, self.no_hire_at, self.hire_at, self.strong_hire_at)
        if not 0 <= chances[0] <= chances[1] < chances[2] <= chances[3] <= 1:
            raise Invalid(
                f"the policy's chances must rise from strong no hire to strong hire within 0 to 1, but are {chances}; mend them"
            )
        if not 0 <= self.stop_low < self.stop_high <= 1:
            raise Invalid(f"stop_low ({self.stop_low}) must lie below stop_high ({self.stop_high}), both within 0 to 1")
        if min(self.min_interviews, self.must_have_ratings, self.max_interviews, self.skills_per_interview) < 1:
            raise Invalid("the policy's counts of interviews, ratings and skills must be 1 or more")

    @classmethod
    def from_costs(cls, *, wrong_hire: float, missed_hire: float, more_evidence: float) -> Policy:
        """The policy that costs least on average (any one unit of cost): decide once a mistake is expected to cost less than
        ``more_evidence``. The defaults are ``from_costs(wrong_hire=10, missed_hire=10, more_evidence=3)``.

        Interviews go on a little beyond the mark at which a decision pays: the last one may still turn it.
        """
        if min(wrong_hire, missed_hire, more_evidence) <= 0:
            raise Invalid("costs must be above 0")
        hire_at = round(max(1 - more_evidence / wrong_hire, 0.5), DECIMALS)
        no_hire_at = round(min(more_evidence / missed_hire, 0.499), DECIMALS)
        defaults = cls()
        return cls(
            hire_at=hire_at,
            no_hire_at=no_hire_at,
            strong_hire_at=max(defaults.strong_hire_at, hire_at),
            strong_no_hire_at=min(defaults.strong_no_hire_at, no_hire_at),
            stop_low=round(_STOP_BEYOND * no_hire_at, DECIMALS),
            stop_high=round(1 - _STOP_BEYOND * (1 - hire_at), DECIMALS),
        )

    def outcome_codes(self, chance: Floats, floor_chance: Floats) -> Integers:
        """Positions in ``OUTCOMES`` for chances of meeting the bar, before minimum evidence is looked at.

        ``floor_chance`` is the lowest chance among the must-have skills of reaching their floors (1 without must-haves): where it
        is doubtful the outcome is at best "gather more evidence", where the floor is probably missed at best "no hire".
        """
        code = np.select(
            [
                chance >= self.strong_hire_at,
                chance >= self.hire_at,
                chance <= self.strong_no_hire_at,
                chance <= self.no_hire_at,
            ],
            [0, 1, 4, 3],
            2,
        )
        best = np.where(floor_chance <= self.no_hire_at, 3, np.where(floor_chance < self.hire_at, 2, 0))
        return np.asarray(np.maximum(code, best), dtype=np.int64)

    def outcome(self, chance: float, floor_chance: float = 1.0) -> Outcome:
        """One outcome of :meth:`outcome_codes`."""
        return OUTCOMES[int(self.outcome_codes(np.array(chance), np.array(floor_chance)))]


OUTCOMES = tuple(Outcome)
"""Best first."""
