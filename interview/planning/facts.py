"""Everything about a problem that can be worked out before any search, in an order that does not depend on the file's.

Questions that are alike in skill, kind and minutes form a :class:`Group`; within it they differ only in how far their level lies
off the bar and in how often they were asked, so that a plan needs to say only how many of a group stand in a stage. Which ones
they are is decided last: those nearest to the bar, the freshest first, then by id. Thousands of questions become hundreds of
counts, and questions that are alike can no longer be swapped in search.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby

from interview.planning.clock import Span, covers, grid, length_with_extra, local_date, meets_lunch, merged, minute_of
from interview.planning.problem import Problem, ProblemCandidate, ProblemInterviewer, ProblemQuestion, ProblemStage
from interview.planning.rules import exposure_cost, misfit, seen_in_passing, target_minutes


@dataclass(frozen=True, slots=True)
class Run:
    """Questions of a group with one misfit and one exposure cost."""

    misfit: int
    exposure: int
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Questions that are alike in what they take and give.

    A ``locked`` one must stand in its only stage; a ``kept`` one stands alone because a repair wants to keep it.
    """

    skill: str
    second: str | None
    kind: str
    minutes: int
    family: str | None
    stages: tuple[str, ...]
    runs: tuple[Run, ...]
    locked: bool = False
    kept: bool = False

    @property
    def size(self) -> int:
        """How many questions the group has."""
        return sum(len(run.questions) for run in self.runs)


@dataclass(frozen=True)
class Facts:
    """A problem with its parts in order of their ids; ``kept`` questions are told apart from others that are like them."""

    problem: Problem
    kept: frozenset[str] = frozenset()

    @cached_property
    def stages(self) -> tuple[ProblemStage, ...]:
        """Stages by id."""
        return tuple(sorted(self.problem.stages, key=lambda stage: stage.id))

    @cached_property
    def targets(self) -> dict[str, int]:
        """Target minutes by skill, skills in order of their ids."""
        return dict(sorted(target_minutes(self.problem).items()))

    @cached_property
    def must_haves(self) -> tuple[str, ...]:
        """Ids of the must-have skills."""
        return tuple(sorted(skill.id for skill in self.problem.skills if skill.must_have))

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """All questions that fit somewhere, grouped; only as many of each group as could ever stand in one loop."""
        problem, bars = self.problem, {skill.id: skill.target_level for skill in self.problem.skills}
        passing = seen_in_passing(problem)
        wanted = {kind for stage in problem.stages for kind in stage.wants}
        locks = {lock.question: lock.stage for lock in problem.locks if lock.question}
        members: dict[tuple[str, str, str, int, str, tuple[str, ...], str], list[ProblemQuestion]] = defaultdict(list)
        for question in problem.questions:
            stages = tuple(s.id for s in self.stages if question.fits(s) and question.minutes <= s.budget_minutes)
            if question.id in locks:
                stages = tuple(stage for stage in stages if stage == locks[question.id])
            if question.skill_id in bars and (stages or question.id in locks):
                second = question.secondary_skill_id if question.secondary_skill_id in passing else None
                own = question.id if question.id in locks or question.id in self.kept else ""
                told = question.skill_id in self.must_haves or question.kind in wanted
                kind = question.kind if told else ""  # elsewhere kinds make no difference
                key = (question.skill_id, second or "", kind, question.minutes, question.family or "", stages, own)
                members[key].append(question)
        return tuple(self._group(key, questions, bars[key[0]], locks) for key, questions in sorted(members.items()))

    def _group(
        self,
        key: tuple[str, str, str, int, str, tuple[str, ...], str],
        questions: list[ProblemQuestion],
        bar: int,
        locks: Container[str | None],
    ) -> Group:
        skill, second, kind, minutes, family, stages, own = key
        budgets = {stage.id: stage.budget_minutes for stage in self.stages}
        most = 1 if family or own else sum(budgets[stage] // minutes for stage in stages) * self.problem.policy.forms
        ranked = sorted((misfit(q.level, bar), exposure_cost(q.exposure), q.exposure, q.id) for q in questions)[:most]
        runs = tuple(
            Run(off, exposure, tuple(one[3] for one in alike))
            for (off, exposure), alike in groupby(ranked, key=lambda one: one[:2])
        )
        return Group(skill, second or None, kind, minutes, family or None, stages, runs, own in locks, bool(own))

    @cached_property
    def hopeless_wants(self) -> int:
        """How many kinds that stages want have no question that fits there."""
        return sum(
            not any(group.kind == kind and stage.id in group.stages for group in self.groups)
            for stage in self.stages
            for kind in stage.wants
        )

    @cached_property
    def people(self) -> tuple[ProblemInterviewer, ...]:
        """Interviewers by id."""
        return tuple(sorted(self.problem.interviewers, key=lambda person: person.id))

    @cached_property
    def spans(self) -> dict[str, tuple[Span, ...]]:
        """When each interviewer is available."""
        return {person.id: merged(person.available) for person in self.people}

    @cached_property
    def apart(self) -> tuple[tuple[str, str], ...]:
        """Pairs that may not be in one loop, each once."""
        return tuple(sorted({(min(pair), max(pair)) for pair in self.problem.avoid_pairs}))

    def day(self, candidate: ProblemCandidate) -> Calendar:
        """When the stages may start for a candidate."""
        return Calendar.of(self, candidate)


@dataclass(frozen=True)
class Calendar:
    """Where interviews of one candidate may stand: ``starts`` by stage, ``lengths`` with the candidate's extra time."""

    candidate: ProblemCandidate
    lengths: dict[str, int]
    starts: dict[str, tuple[int, ...]]
    days: dict[int, int]

    @classmethod
    def of(cls, facts: Facts, candidate: ProblemCandidate, *, with_lunch: bool = False) -> Calendar:
        """Every start on the grid (or at a lock) that lies within the candidate's windows and, unless told, not in lunch."""
        policy, windows = facts.problem.policy, merged(candidate.available)
        lunch = None if with_lunch else policy.lunch
        lengths = {s.id: length_with_extra(s.length_minutes, candidate.extra_time_percent) for s in facts.stages}
        all_starts = sorted({start for window in windows for start in grid(window, policy.slot_minutes)})
        starts = {}
        for stage in facts.stages:
            at = {
                minute_of(lock.start)
                for lock in facts.problem.locks
                if lock.start and lock.stage == stage.id and lock.candidate in {None, candidate.id}
            }
            length = lengths[stage.id]
            starts[stage.id] = tuple(
                start
                for start in (sorted(at) if at else all_starts)
                if covers(windows, start, start + length) and not meets_lunch(start, start + length, lunch, candidate.timezone)
            )
        dates = {start: local_date(start, candidate.timezone).toordinal() for times in starts.values() for start in times}
        return cls(candidate, lengths, starts, dates)

    def only(self, day: int) -> Calendar:
        """The same candidate on one day."""
        starts = {stage: tuple(start for start in times if self.days[start] == day) for stage, times in self.starts.items()}
        return replace(self, starts=starts, days={start: on for start, on in self.days.items() if on == day})

    def free(self, spans: Iterable[Span], stage_id: str) -> tuple[int, ...]:
        """The starts of a stage during which somebody with these spans is available to the end."""
        times, length = self.starts[stage_id], self.lengths[stage_id]
        found: list[int] = []
        for low, high in spans:
            found.extend(times[bisect_left(times, low) : bisect_right(times, high - length)])
        return tuple(found)
