"""What is there before any model: a candidate's ratings, their counts, and whether they are enough."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from interview.scoring.policy import Policy
from interview.scoring.ratings import Bar, Rating
from interview.scoring.report import Flag


@dataclass(frozen=True)
class Candidate:
    """One candidate's assessed ratings in canonical order."""

    id: str
    pool: str
    ratings: tuple[Rating, ...]

    @cached_property
    def interviewers(self) -> tuple[str, ...]:
        """Those who assessed anything; one interviewer is one interview."""
        return tuple(sorted({rating.interviewer for rating in self.ratings}))

    @cached_property
    def levels(self) -> tuple[int, ...]:
        """The levels, in the order of the ratings."""
        return tuple(rating.level for rating in self.ratings if rating.level is not None)

    def levels_on(self, skill: str) -> list[int]:
        """The levels given on one skill."""
        return [level for rating, level in zip(self.ratings, self.levels, strict=True) if rating.skill == skill]


def candidates_of(ratings: Sequence[Rating], pools: dict[str, str]) -> Iterator[list[Candidate]]:
    """All candidates, those with equally many ratings together, in the order of their ids."""
    assessed: dict[str, list[Rating]] = {candidate: [] for candidate in sorted(pools)}
    for rating in ratings:
        if rating.level is not None:
            assessed[rating.candidate].append(rating)
    by_size: dict[int, list[Candidate]] = defaultdict(list)
    for name, given in assessed.items():
        ordered = tuple(sorted(given, key=lambda rating: (rating.interviewer, rating.skill)))
        by_size[len(ordered)].append(Candidate(name, pools[name], ordered))
    for _, group in sorted(by_size.items()):
        yield group


def short_of_ratings(candidate: Candidate, bars: Sequence[Bar], policy: Policy) -> dict[str, int]:
    """Must-have skills with too few independent ratings, and how many they have."""
    seen: dict[str, set[str]] = {bar.skill: set() for bar in bars if bar.must_have}
    for rating in candidate.ratings:
        if rating.skill in seen:
            seen[rating.skill].add(rating.interviewer)
    return {skill: len(names) for skill, names in seen.items() if len(names) < policy.must_have_ratings}


def missing_evidence(candidate: Candidate, bars: Sequence[Bar], policy: Policy) -> list[Flag]:
    """Why the minimum evidence is not there yet; empty when it is."""
    flags = []
    n = len(candidate.interviewers)
    if n < policy.min_interviews:
        flags.append(Flag("insufficient_evidence", f"{counted(n, 'interview')} of at least {policy.min_interviews} has ratings."))
    for skill, n_ratings in short_of_ratings(candidate, bars, policy).items():
        text = (
            f"{skill} is a must-have with {counted(n_ratings, 'rating')} of {policy.must_have_ratings} by different interviewers."
        )
        flags.append(Flag("missing_must_have", text))
    return flags


def margins(candidate: Candidate, bars: Sequence[Bar]) -> list[float]:
    """How far each level lies above the fair average at which its skill's bar is met."""
    met_at = {bar.skill: bar.fair_average for bar in bars}
    return [level - met_at[rating.skill] for rating, level in zip(candidate.ratings, candidate.levels, strict=True)]


def votes_for(candidate: Candidate, bars: Sequence[Bar]) -> int:
    """Interviews whose own ratings meet the bars on average."""
    total: dict[str, float] = defaultdict(float)
    for rating, margin in zip(candidate.ratings, margins(candidate, bars), strict=True):
        total[rating.interviewer] += margin
    return sum(margin >= 0 for margin in total.values())


def counted(n: int, noun: str) -> str:
    """``no rating``, ``1 rating``, ``3 ratings``."""
    return f"{n or 'no'} {noun}{'' if n <= 1 else 's'}"
