"""Which of the interviews that could be held next is worth most: skills and interviewer together.

An interviewer whose severity is known well adds less noise than one whom the calibration has hardly seen; that is all the
difference a name makes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from interview.errors import Invalid
from interview.scoring.calibration import Calibration, calibrate
from interview.scoring.chunk import chunks_of, terms_of
from interview.scoring.determinism import rounded, single_threaded
from interview.scoring.evidence import candidates_of
from interview.scoring.next_interview import chance_of_settling, choose_skills, expected_gain
from interview.scoring.policy import Policy
from interview.scoring.ratings import Bar, Rating, require_bars, require_one_pool, require_ratings, weighted_bar
from interview.scoring.scale import information


@dataclass(frozen=True, slots=True)
class Option:
    """An interview that could be held: who, on which of the role's skills."""

    interviewer: str
    skills: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OptionValue:
    """What an option is worth: by how much it is expected to lower the chance of a wrong call (``gain``), and how probable it is
    that hire or no hire is clear afterwards (``settles``)."""

    option: Option
    gain: float
    settles: float


@single_threaded
def value_of_options(
    ratings: Iterable[Rating],
    bars: Sequence[Bar],
    options: Iterable[Option],
    *,
    calibration: Calibration | None = None,
    policy: Policy | None = None,
) -> tuple[OptionValue, ...]:
    """For one candidate's ratings, what each option is worth, the best first.

    Raises :class:`Invalid` for ratings of several candidates or none, an interviewer who saw the candidate already, or a skill
    without a bar.
    """
    ratings, bars, policy = list(ratings), tuple(sorted(bars, key=lambda bar: bar.skill)), policy or Policy()
    require_bars(bars)
    require_ratings(ratings)
    pools = require_one_pool(ratings)
    if len(pools) != 1:
        raise Invalid(f"options are compared for one candidate at a time, but there are ratings of {len(pools)}")
    options = sorted(set(options), key=lambda option: (option.interviewer, option.skills))
    _require_possible(options, ratings, bars)
    calibration = calibration or calibrate((), expected_bar=weighted_bar(bars))
    names = {rating.interviewer for rating in ratings} | {option.interviewer for option in options}
    terms = terms_of(calibration, bars, (), policy, interviewers=names, pools=pools.values())
    (chunk,) = chunks_of(terms, next(candidates_of(ratings, pools)))
    centre, spread = terms.role.margin(chunk.posterior.mean, chunk.posterior.covariance)
    values = []
    for option in options:
        severity = terms.effects.interviewers.index(option.interviewer)
        _, removed = choose_skills(
            chunk.posterior.covariance,
            terms.role.weights,
            1 / information(chunk.posterior.mean, terms.thresholds),
            calibration.components.impression**2 + float(terms.effects.covariance[severity, severity]),
            allowed=np.isin(terms.effects.skills, option.skills),
            first=np.zeros((1, len(terms.effects.skills))),
            size=len(option.skills),
        )
        gain = float(rounded(expected_gain(centre, spread, removed))[0])
        values.append(OptionValue(option, gain, float(rounded(chance_of_settling(centre, spread, removed, policy))[0])))
    return tuple(sorted(values, key=lambda value: -value.gain))


def _require_possible(options: Sequence[Option], ratings: Sequence[Rating], bars: Sequence[Bar]) -> None:
    seen, known = {rating.interviewer for rating in ratings}, {bar.skill for bar in bars}
    for option in options:
        if option.interviewer in seen:
            raise Invalid(f"{option.interviewer} has interviewed this candidate already; an option needs somebody new")
        unknown = sorted(set(option.skills) - known)
        if unknown or not option.skills:
            raise Invalid(f"{option.interviewer}'s option names {', '.join(unknown) or 'no skill'}; name skills that have a bar")
