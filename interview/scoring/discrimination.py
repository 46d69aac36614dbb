"""Whether the ratings that a question leads to tell candidates apart: hints for its keepers, never a verdict.

Interviewers rate a skill in an interview, not each question. What is measured here is therefore the rating of the question's
skill in the interviews where the question was planned, against everything that others rated the same candidate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from interview.scoring.correlation import correlation
from interview.scoring.estimate import UNKNOWN, Estimate
from interview.scoring.proportion import proportion
from interview.scoring.scale_use import level_counts

FEWEST_CANDIDATES = 20
"""Candidates below which nothing is said about a question: the interval of a correlation is wider than 0.8 then."""

WEAK = 0.3
"""A correlation with the rest of the loop that is surely below this tells little. Single interviews reach about .44 with one
another (Huffcutt, Culbertson & Weyhrauch 2013)."""

ONE_LEVEL = 0.75
"""Where surely more than this share of the candidates get one level, the question hardly separates."""

WORN = 20
"""Candidates after which others may well have heard of a question."""


class Advice(StrEnum):
    """What its keepers may want to do about a question."""

    WEAK = "weak"
    ONE_LEVEL = "one_level"
    WORN = "worn"


@dataclass(frozen=True, slots=True)
class Case:
    """One candidate who had the question: the level it led to (half levels where two rated), and the rest of the candidate's
    ratings as their mean distance from what is usual for each skill; ``None`` where nobody else rated the candidate."""

    level: float
    rest: float | None


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """A question's record: candidates rated, how often each level came out (halves down), the correlation with the rest of the
    loop with its 95% interval (unknown below twenty candidates), and what its keepers may want to look at."""

    n: int
    counts: tuple[int, ...]
    discrimination: Estimate
    advice: tuple[Advice, ...]


def question_report(cases: Sequence[Case], asked: int) -> QuestionReport:
    """Judge a question by its cases; ``asked`` counts all candidates who had it, rated or not."""
    levels = [int(np.ceil(case.level - 0.5)) for case in cases]
    counts = level_counts(levels)
    compared = [(case.level, case.rest) for case in cases if case.rest is not None]
    found = UNKNOWN
    if len(compared) >= FEWEST_CANDIDATES:
        found = correlation([level for level, _ in compared], [rest for _, rest in compared])
    advice = []
    if found.high is not None and found.high < WEAK:
        advice.append(Advice.WEAK)
    if len(cases) >= FEWEST_CANDIDATES and (proportion(max(counts), len(cases)).low or 0) > ONE_LEVEL:
        advice.append(Advice.ONE_LEVEL)
    if asked >= WORN:
        advice.append(Advice.WORN)
    return QuestionReport(len(cases), counts, found, tuple(advice))
