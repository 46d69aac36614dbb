"""Many candidates at once: what is the same for all of them, and the abilities of a stack of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from interview.scoring.calibration import Calibration
from interview.scoring.evidence import Candidate
from interview.scoring.judgement import Yardstick, yardstick
from interview.scoring.policy import Policy
from interview.scoring.posterior import Effects, Panels, Posterior, effects_for, panels_for, posterior_of
from interview.scoring.ratings import Bar, Floats, Integers, Step, weighted_bar
from interview.scoring.scale import cuts

CELLS = 400_000
"""Numbers in one stack of matrices: bounds memory, and keeps a stack in the processor's cache."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What is the same for all candidates of one request."""

    calibration: Calibration
    effects: Effects
    bars: tuple[Bar, ...]
    role: Yardstick
    steps: tuple[tuple[str, Yardstick], ...]
    policy: Policy

    @property
    def thresholds(self) -> Floats:
        """The cuts of the rating scale."""
        return self.calibration.thresholds


def terms_of(
    calibration: Calibration,
    bars: tuple[Bar, ...],
    ladder: Sequence[Step],
    policy: Policy,
    *,
    interviewers: Iterable[str],
    pools: Iterable[str],
) -> Terms:
    """Collect the terms of a request; target skills are those of the role and of every step of its ladder."""
    skills = tuple(sorted({bar.skill for bar in bars} | {bar.skill for step in ladder for bar in step.bars}))
    effects = effects_for(
        calibration,
        tuple(sorted(set(interviewers))),
        skills,
        tuple(sorted(set(pools))),
        expected_bar=weighted_bar(bars),
        evidence_only=policy.evidence_only,
    )
    thresholds = calibration.thresholds
    steps = tuple((step.role, yardstick(step.bars, skills, thresholds, policy)) for step in ladder)
    return Terms(calibration, effects, bars, yardstick(bars, skills, thresholds, policy), steps, policy)


@dataclass(frozen=True, slots=True)
class Chunk:
    """Candidates with equally many ratings: their levels (candidates x ratings), and their abilities."""

    candidates: tuple[Candidate, ...]
    level: Integers
    panels: Panels
    posterior: Posterior
    chance: Floats
    codes: Integers


def chunks_of(terms: Terms, group: Sequence[Candidate]) -> Iterator[Chunk]:
    """Solve a group of candidates with equally many ratings, in pieces that fit the memory."""
    size, n_skills = len(group[0].ratings), len(terms.effects.skills)
    step = max(CELLS // ((size + n_skills) ** 2), 1)
    for start in range(0, len(group), step):
        candidates = tuple(group[start : start + step])
        level, panels = panels_of(terms.calibration, terms.effects, candidates)
        posterior = posterior_of(panels)
        chance = terms.role.chance(posterior.mean, posterior.covariance)
        codes = outcome_codes(terms, posterior)
        yield Chunk(candidates, level, panels, posterior, chance, codes)


def outcome_codes(terms: Terms, posterior: Posterior) -> Integers:
    """Positions in ``OUTCOMES`` of what the abilities say, minimum evidence aside."""
    variance = np.diagonal(posterior.covariance, axis1=1, axis2=2)
    floors = terms.role.floor_chance(posterior.mean, variance)
    return terms.policy.outcome_codes(terms.role.chance(posterior.mean, posterior.covariance), floors)


def panels_of(calibration: Calibration, effects: Effects, candidates: Sequence[Candidate]) -> tuple[Integers, Panels]:
    """Levels (candidates x ratings) and priors of candidates with equally many ratings."""
    interviewer_at = {name: index for index, name in enumerate(effects.interviewers)}
    skill_at = {name: index for index, name in enumerate(effects.skills)}
    pool_at = {name: index for index, name in enumerate(effects.pools)}
    shape = (len(candidates), len(candidates[0].ratings))

    def column(values: Iterable[int]) -> Integers:
        return np.array(list(values), dtype=np.int64).reshape(shape)

    level = column(level for candidate in candidates for level in candidate.levels)
    lower, upper = cuts(level, calibration.thresholds)
    panels = panels_for(
        calibration,
        effects,
        np.array([pool_at[candidate.pool] for candidate in candidates]),
        column(interviewer_at[rating.interviewer] for candidate in candidates for rating in candidate.ratings),
        column(skill_at[rating.skill] for candidate in candidates for rating in candidate.ratings),
        lower=lower,
        upper=upper,
    )
    return level, panels
