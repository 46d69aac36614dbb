"""What comes out: values with every number's count, and their JSON form (the contract of ``interview score``).

Numbers are rounded to six places where they enter a report, so that equal input gives equal reports.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from interview.scoring.policy import Outcome

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class SkillReport:
    """One skill of one candidate.

    ``estimate`` and ``interval`` (90%) are fair averages in rating points, ``None`` where the skill was not assessed.
    """

    id: str
    n: int
    raw_mean: float | None
    estimate: float | None
    interval: Interval | None
    bar: int
    p_meets_bar: float | None
    must_have: bool
    weight: float

    def as_json(self) -> dict[str, Any]:
        """The fields of the contract and the role's own."""
        return {
            "id": self.id,
            "n": self.n,
            "raw_mean": self.raw_mean,
            "estimate": self.estimate,
            "interval": None if self.interval is None else list(self.interval),
            "bar": self.bar,
            "p_meets_bar": self.p_meets_bar,
            "must_have": self.must_have,
            "weight": self.weight,
        }


@dataclass(frozen=True, slots=True)
class LevelReport:
    """The chance of meeting the bar of one step of the ladder."""

    role: str
    p_meets_bar: float


@dataclass(frozen=True, slots=True)
class Driver:
    """What one interview does to the chance of meeting the bar: the chance without its ``n`` ratings, and the difference."""

    interviewer: str
    n: int
    p_without: float
    change: float


@dataclass(frozen=True, slots=True)
class Flag:
    """Something to look at before deciding; never a reason by itself."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Flip:
    """One rating which, had it been ``to_level``, would have made the outcome ``outcome``."""

    interviewer: str
    skill: str
    from_level: int
    to_level: int
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class NextInterview:
    """The skills that one more interview should cover, and by how much it is expected to lower the chance of a wrong call."""

    skills: tuple[str, ...]
    expected_gain: float


@dataclass(frozen=True, slots=True)
class CandidateReport:
    """The recommendation for one candidate.

    ``p_meets_bar`` is the chance that the weighted ability meets the weighted bar; ``estimate`` and ``interval`` (90%) say the
    same in rating points: what average interviewers would have given; ``bar`` is what they are compared with. All are ``None``
    where nothing was assessed. ``raw_mean`` is the plain mean of all ratings; ``votes_for`` counts the interviews whose own
    ratings meet the bar on average. ``adjusted`` says where plain mean and recommendation point in different directions.
    """

    id: str
    pool: str
    outcome: Outcome
    p_meets_bar: float | None
    estimate: float | None
    interval: Interval | None
    bar: float
    raw_mean: float | None
    n_ratings: int
    n_interviews: int
    votes_for: int
    adjusted: bool
    levels: tuple[LevelReport, ...]
    skills: tuple[SkillReport, ...]
    drivers: tuple[Driver, ...]
    reasons: tuple[str, ...]
    flags: tuple[Flag, ...]
    flips: tuple[Flip, ...]
    next_interview: NextInterview | None

    def as_json(self) -> dict[str, Any]:
        """The fields of the contract, and more."""
        return {
            "id": self.id,
            "pool": self.pool,
            "outcome": self.outcome.value,
            "p_meets_bar": self.p_meets_bar,
            "estimate": self.estimate,
            "interval": None if self.interval is None else list(self.interval),
            "bar": self.bar,
            "raw_mean": self.raw_mean,
            "n_ratings": self.n_ratings,
            "n_interviews": self.n_interviews,
            "votes_for": self.votes_for,
            "adjusted": self.adjusted,
            "levels": [{"role": level.role, "p_meets_bar": level.p_meets_bar} for level in self.levels],
            "skills": [skill.as_json() for skill in self.skills],
            "drivers": [
                {
                    "interviewer": driver.interviewer,
                    "n": driver.n,
                    "p_without": driver.p_without,
                    "change": driver.change,
                }
                for driver in self.drivers
            ],
            "reasons": list(self.reasons),
            "flags": [{"kind": flag.kind, "text": flag.text} for flag in self.flags],
            "flips": [
                {
                    "interviewer": flip.interviewer,
                    "skill": flip.skill,
                    "from": flip.from_level,
                    "to": flip.to_level,
                    "outcome": flip.outcome.value,
                }
                for flip in self.flips
            ],
            "next_interview": None
            if self.next_interview is None
            else {
                "skills": list(self.next_interview.skills),
                "expected_gain": self.next_interview.expected_gain,
            },
        }


@dataclass(frozen=True, slots=True)
class InterviewerReport:
    """How severe an interviewer is, in rating points below (positive) or above an average interviewer; the interval covers 90%.

    ``n`` counts the ratings in the calibration that this rests on; with none, the interval is the prior's. ``flags`` may name
    ``severe``, ``lenient`` and ``halo``.
    """

    id: str
    n: int
    n_interviews: int
    severity: float
    interval: Interval
    severity_logits: float
    flags: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """The fields of the contract, and more."""
        return {
            "id": self.id,
            "n": self.n,
            "n_interviews": self.n_interviews,
            "severity": self.severity,
            "interval": list(self.interval),
            "severity_logits": self.severity_logits,
            "flags": list(self.flags),
        }


@dataclass(frozen=True, slots=True)
class ModelReport:
    """What the recommendation was made with, so that it can be made again.

    ``input_hash`` names ratings, bars, ladder and policy; ``thresholds`` are the policy's fields.
    """

    version: str
    calibration: str
    calibration_ratings: int
    input_hash: str
    thresholds: dict[str, float | int | bool]

    def as_json(self) -> dict[str, Any]:
        """The fields of the contract, and more."""
        return {
            "version": self.version,
            "calibration": self.calibration,
            "calibration_ratings": self.calibration_ratings,
            "input_hash": self.input_hash,
            "thresholds": dict(self.thresholds),
        }


@dataclass(frozen=True, slots=True)
class Report:
    """Recommendations for all candidates of a request, in the order of their ids: never a ranking."""

    candidates: tuple[CandidateReport, ...]
    interviewers: tuple[InterviewerReport, ...]
    model: ModelReport

    def candidate(self, candidate_id: str) -> CandidateReport:
        """The report on one candidate; ``KeyError`` for one who is not in it."""
        return {candidate.id: candidate for candidate in self.candidates}[candidate_id]

    def as_json(self) -> dict[str, Any]:
        """The JSON document of ``interview score``."""
        return {
            "candidates": [candidate.as_json() for candidate in self.candidates],
            "interviewers": [interviewer.as_json() for interviewer in self.interviewers],
            "model": self.model.as_json(),
        }
