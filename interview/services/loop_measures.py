"""What finished loops say about skills, questions, and the way through the loop: counts with intervals, no names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from interview.domain.candidate import CandidateState
from interview.domain.interview import Interview
from interview.domain.loop import Stage
from interview.domain.scorecard import Scorecard, Vote
from interview.scoring.discrimination import Case, QuestionReport, question_report
from interview.scoring.estimate import UNKNOWN, Estimate
from interview.scoring.middle import middle
from interview.scoring.proportion import proportion
from interview.scoring.scale_use import level_counts, unused_levels
from interview.services.finished_loops import FinishedLoop
from interview.services.interviews import scorecard_due_at

FEWEST_CASES = 10
"""Cases below which a share or a median says too little to be shown."""

Stages = Mapping[tuple[str, int, str], Stage]
"""Stages by role, loop version and id."""


@dataclass(frozen=True, slots=True)
class SkillUse:
    """How often each level of a skill was given, from 1 to 5, and the levels that nobody gives although there was occasion."""

    skill_id: str
    counts: tuple[int, ...]
    unused: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class QuestionUse:
    """With how many candidates a question was planned in an interview that was held, and what the ratings there tell."""

    question_id: str
    skill_id: str
    asked: int
    report: QuestionReport


@dataclass(frozen=True, slots=True)
class StageUse:
    """How often a stage was held, the share of the interviewers' votes that were yes, and the median of the minutes it took.

    ``timed`` scorecards say how long it took; ``planned`` are the minutes in the newest of the loops.
    """

    title: str
    held: int
    votes: int
    yes: Estimate
    planned: int
    timed: int
    minutes: Estimate


@dataclass(frozen=True, slots=True)
class Way:
    """The way of candidates through the loop. Shares and medians come with 95% intervals, unknown below ten cases."""

    n_candidates: int
    interviewed: int
    hired: int
    withdrawn: int
    hired_share: Estimate
    n_scorecards: int
    on_time: Estimate
    hours_to_scorecard: Estimate
    n_decided: int
    hours_to_decision: Estimate
    interviewer_hours: float


def skill_use(loops: Sequence[FinishedLoop]) -> tuple[SkillUse, ...]:
    """Every skill that was rated, by id."""
    levels: dict[str, list[int]] = defaultdict(list)
    for rating in (rating for loop in loops for rating in loop.ratings):
        if rating.level is not None:
            levels[rating.skill].append(rating.level)
    counted = {skill: level_counts(given) for skill, given in sorted(levels.items())}
    return tuple(SkillUse(skill, counts, unused_levels(counts)) for skill, counts in counted.items())


def question_use(loops: Sequence[FinishedLoop], stages: Stages) -> tuple[QuestionUse, ...]:
    """Every question of the interviews that were held, the most used first."""
    usual = _usual_levels(loops)
    asked: Counter[tuple[str, str]] = Counter()
    cases: dict[tuple[str, str], list[Case]] = defaultdict(list)
    for loop in loops:
        rated = {interview.id: _rated(loop, interview) for interview in _held(loop)}
        for interview in _held(loop):
            elsewhere = [
                level - usual[skill] for other, given in rated.items() if other != interview.id for skill, level in given
            ]
            rest = sum(elsewhere) / len(elsewhere) if elsewhere else None
            for question in _stage(loop, interview, stages).questions:
                key = (question.question_id, question.skill_id)
                asked[key] += 1
                levels = [level for skill, level in rated[interview.id] if skill == question.skill_id]
                if levels:
                    cases[key].append(Case(sum(levels) / len(levels), rest))
    return tuple(
        QuestionUse(question, skill, n, question_report(cases[question, skill], n))
        for (question, skill), n in sorted(asked.items(), key=lambda use: (-use[1], use[0]))
    )


def stage_use(loops: Sequence[FinishedLoop], stages: Stages) -> tuple[StageUse, ...]:
    """Every stage by its title, in the order of the loops."""
    held: Counter[str] = Counter()
    cards: dict[str, list[Scorecard]] = defaultdict(list)
    planned: dict[str, int] = {}
    for loop in loops:
        for interview in _held(loop):
            stage = _stage(loop, interview, stages)
            held[stage.title] += 1
            planned[stage.title] = stage.length_minutes
            cards[stage.title] += _counted(loop, interview)
    return tuple(_stage_use(title, n, cards[title], planned[title]) for title, n in held.items())


def _stage_use(title: str, held: int, cards: Sequence[Scorecard], planned: int) -> StageUse:
    votes = [card.content.vote for card in cards if card.content.vote is not None]
    minutes = [float(card.content.minutes_held) for card in cards if card.content.minutes_held is not None]
    yes = _share(sum(vote in {Vote.YES, Vote.STRONG_YES} for vote in votes), len(votes))
    return StageUse(title, held, len(votes), yes, planned, len(minutes), _median(minutes))


def way(loops: Sequence[FinishedLoop], zones: Mapping[str, str]) -> Way:
    """``zones``: the time zone of each interviewer, in which a scorecard is due."""
    states = Counter(loop.candidate.state for loop in loops)
    written = [
        (interview.ends_at, card.submitted_at, zones.get(card.person_id, "UTC"))
        for loop in loops
        for interview in _held(loop)
        for card in _counted(loop, interview)
        if interview.ends_at and card.submitted_at
    ]
    on_time = sum(submitted_at <= scorecard_due_at(ends_at, zone) for ends_at, submitted_at, zone in written)
    decided = [hours for loop in loops if (hours := _hours_to_decision(loop)) is not None]
    return Way(
        n_candidates=len(loops),
        interviewed=sum(bool(_held(loop)) for loop in loops),
        hired=states[CandidateState.HIRED],
        withdrawn=states[CandidateState.WITHDRAWN],
        hired_share=_share(states[CandidateState.HIRED], len(loops)),
        n_scorecards=len(written),
        on_time=_share(on_time, len(written)),
        hours_to_scorecard=_median([_hours(ends_at, submitted_at) for ends_at, submitted_at, _ in written]),
        n_decided=len(decided),
        hours_to_decision=_median(decided),
        interviewer_hours=sum(
            _length_hours(interview) * len(interview.interviewers) for loop in loops for interview in _held(loop)
        ),
    )


def _rated(loop: FinishedLoop, interview: Interview) -> list[tuple[str, int]]:
    """Skill and level of every rating of an interview that counts."""
    return [
        (rating.skill_id, rating.level)
        for card in _counted(loop, interview)
        for rating in card.content.ratings
        if rating.level is not None
    ]


def _usual_levels(loops: Sequence[FinishedLoop]) -> dict[str, float]:
    """The mean level of each skill, so that an easy skill is not taken for a strong candidate."""
    levels: dict[str, list[int]] = defaultdict(list)
    for loop in loops:
        for interview in _held(loop):
            for skill, level in _rated(loop, interview):
                levels[skill].append(level)
    return {skill: sum(given) / len(given) for skill, given in levels.items()}


def _held(loop: FinishedLoop) -> list[Interview]:
    """Interviews that somebody wrote a scorecard on: those happened."""
    written = {card.interview_id for card in loop.cards}
    return [interview for interview in loop.interviews if interview.id in written]


def _counted(loop: FinishedLoop, interview: Interview) -> list[Scorecard]:
    return [card for card in loop.cards if card.interview_id == interview.id and not card.is_shadow]


def _stage(loop: FinishedLoop, interview: Interview, stages: Stages) -> Stage:
    return stages[loop.candidate.role_id, loop.candidate.loop_version, interview.stage_id]


def _hours(since: datetime, until: datetime) -> float:
    """Written during the interview counts as at once."""
    return max(0.0, (until - since).total_seconds() / 3600)


def _hours_to_decision(loop: FinishedLoop) -> float | None:
    ends = [interview.ends_at for interview in _held(loop) if interview.ends_at]
    decided = loop.candidate.state in {CandidateState.HIRED, CandidateState.REJECTED} and loop.candidate.closed_at
    return _hours(max(ends), decided) if decided and ends else None


def _length_hours(interview: Interview) -> float:
    return (interview.ends_at - interview.starts_at).total_seconds() / 3600 if interview.ends_at and interview.starts_at else 0.0


def _share(successes: int, n: int) -> Estimate:
    return proportion(successes, n) if n >= FEWEST_CASES else UNKNOWN


def _median(values: Sequence[float]) -> Estimate:
    return middle(values) if len(values) >= FEWEST_CASES else UNKNOWN
