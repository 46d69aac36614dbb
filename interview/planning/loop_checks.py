"""The hard rules about people and times: one candidate's loop, and what all loops share."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import pairwise

from interview.planning.clock import covers, iso_week, length_with_extra, local_date, meets_lunch, merged, minute_of
from interview.planning.plan import PlanInterview, PlanLoop
from interview.planning.problem import Problem, ProblemCandidate, ProblemInterviewer, ProblemStage
from interview.planning.rules import is_bar_raiser


def loop_violations(problem: Problem, loop: PlanLoop, skills_of: Mapping[str, tuple[str, ...]]) -> list[str]:
    """Every breach in one candidate's loop; ``skills_of`` gives the skills that each stage rates."""
    candidate = next((one for one in problem.candidates if one.id == loop.candidate), None)
    if candidate is None:
        return []  # said already: the loops are not the candidates'
    stages = {stage.id: stage for stage in problem.stages}
    if sorted(interview.stage for interview in loop.interviews) != sorted(stages):
        return [f"{candidate.id}: the loop does not hold every stage once"]
    breaches: list[str] = []
    for interview in loop.interviews:
        stage = stages[interview.stage]
        breaches += _time(problem, candidate, stage, interview)
        breaches += _panel(problem, candidate, stage, interview, skills_of[stage.id])
    breaches += _day(problem, candidate, loop)
    breaches += _order(candidate, stages, loop)
    breaches += _loop_people(problem, candidate, loop)
    breaches += _locks(problem, candidate, loop)
    return breaches


def _time(problem: Problem, candidate: ProblemCandidate, stage: ProblemStage, interview: PlanInterview) -> Iterable[str]:
    start, end = minute_of(interview.start), minute_of(interview.end)
    length = length_with_extra(stage.length_minutes, candidate.extra_time_percent)
    if end - start != length:
        yield f"{candidate.id}: {stage.id} lasts {end - start} minutes instead of {length}"
    if not covers(merged(candidate.available), start, end):
        yield f"{candidate.id}: is not available for the whole of {stage.id}"
    if meets_lunch(start, end, problem.policy.lunch, candidate.timezone):
        yield f"{candidate.id}: {stage.id} runs into lunch"


def _panel(
    problem: Problem, candidate: ProblemCandidate, stage: ProblemStage, interview: PlanInterview, skills: tuple[str, ...]
) -> Iterable[str]:
    people = {person.id: person for person in problem.interviewers}
    where = f"{candidate.id}: {stage.id}"
    if len(interview.panel) != stage.panel_size:
        yield f"{where} has {len(interview.panel)} interviewers instead of {stage.panel_size}"
    for person_id in (*interview.panel, *interview.shadows):
        person = people.get(person_id)
        if person is None:
            yield f"{where}: {person_id} is not an interviewer of the problem"
        else:
            yield from _person(candidate, person, interview, where)
    for person_id in interview.panel:
        if person_id in people and not people[person_id].trained:
            yield f"{where}: {person_id} is not trained"
    for person_id in interview.shadows:
        if person_id in people and people[person_id].trained:
            yield f"{where}: {person_id} is trained and need not shadow"
    qualified = {skill for person_id in interview.panel if person_id in people for skill in people[person_id].skills}
    for skill in sorted(set(skills) - qualified):
        yield f"{where}: nobody on the panel is qualified for {skill}"


def _person(candidate: ProblemCandidate, person: ProblemInterviewer, interview: PlanInterview, where: str) -> Iterable[str]:
    if not covers(merged(person.available), minute_of(interview.start), minute_of(interview.end)):
        yield f"{where}: {person.id} is not available for the whole time"
    if candidate.id in person.conflicts:
        yield f"{where}: {person.id} has a conflict of interest"


def _day(problem: Problem, candidate: ProblemCandidate, loop: PlanLoop) -> Iterable[str]:
    policy = problem.policy
    spans = sorted((minute_of(interview.start), minute_of(interview.end)) for interview in loop.interviews)
    if any(second[0] < first[1] for first, second in pairwise(spans)):
        yield f"{candidate.id}: two interviews overlap"
    days = {local_date(start, candidate.timezone) for start, _ in spans}
    if len(days) > policy.max_days:
        yield f"{candidate.id}: the loop takes {len(days)} days; at most {policy.max_days} are allowed"
    begin, until = spans[0]
    for start, end in [*spans[1:], (spans[-1][1] + 1, 0)]:
        if start > until:  # any pause ends an unbroken stretch
            if until - begin > (most := policy.max_unbroken_minutes):
                yield f"{candidate.id}: {until - begin} minutes without a break; at most {most} are allowed"
            begin = start
        until = max(until, end)


def _order(candidate: ProblemCandidate, stages: Mapping[str, ProblemStage], loop: PlanLoop) -> Iterable[str]:
    at = {interview.stage: minute_of(interview.start) for interview in loop.interviews}
    for stage in stages.values():
        others = [other.id for other in stages.values() if other.position != stage.position]
        if stage.position == "first" and any(at[other] < at[stage.id] for other in others):
            yield f"{candidate.id}: {stage.id} is to be first and is not"
        if stage.position == "last" and any(at[other] > at[stage.id] for other in others):
            yield f"{candidate.id}: {stage.id} is to be last and is not"


def _loop_people(problem: Problem, candidate: ProblemCandidate, loop: PlanLoop) -> Iterable[str]:
    times = Counter(person for interview in loop.interviews for person in (*interview.panel, *interview.shadows))
    for person, count in sorted(times.items()):
        if count > 1:
            yield f"{candidate.id}: {person} is in the loop {count} times"
    for one, other in problem.avoid_pairs:
        if one in times and other in times:
            yield f"{candidate.id}: {one} and {other} are to be kept apart and are in one loop"
    shadows = [len(interview.shadows) for interview in loop.interviews]
    if sum(shadows) > problem.policy.shadows or max(shadows) > 1:
        yield f"{candidate.id}: {sum(shadows)} shadows; at most {problem.policy.shadows} in a loop and one in an interview"
    panel = {person for interview in loop.interviews for person in interview.panel}
    raisers = {person.id for person in problem.interviewers if is_bar_raiser(person, problem.policy.team)}
    if problem.policy.bar_raiser and not panel & raisers:
        yield f"{candidate.id}: no bar raiser from outside the team is in the loop"


def _locks(problem: Problem, candidate: ProblemCandidate, loop: PlanLoop) -> Iterable[str]:
    by_stage = {interview.stage: interview for interview in loop.interviews}
    for lock in problem.locks:
        if lock.candidate not in {None, candidate.id} or lock.stage not in by_stage:
            continue
        interview = by_stage[lock.stage]
        if lock.interviewer and lock.interviewer not in (*interview.panel, *interview.shadows):
            yield f"{candidate.id}: {lock.interviewer} is locked to {lock.stage} and is not there"
        if lock.start and lock.start != interview.start:
            yield f"{candidate.id}: {lock.stage} is locked to another start"


def shared_violations(problem: Problem, loops: tuple[PlanLoop, ...]) -> list[str]:
    """Breaches between loops: a person twice at one time, or above the weekly cap (shadowing counts as well)."""
    weeks: Counter[tuple[str, tuple[int, int]]] = Counter()
    busy: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for loop in loops:
        for interview in loop.interviews:
            start, end = minute_of(interview.start), minute_of(interview.end)
            for person_id in (*interview.panel, *interview.shadows):
                weeks[person_id, iso_week(start)] += 1
                busy[person_id].append((start, end))
    breaches = []
    for person in problem.interviewers:
        if any(second[0] < first[1] for first, second in pairwise(sorted(busy[person.id]))):
            breaches.append(f"{person.id} is in two interviews at once")
        for (year, week), count in sorted((at, count) for (one, at), count in weeks.items() if one == person.id):
            if person.booked_this_week + count > person.weekly_cap:
                breaches.append(
                    f"{person.id} has {person.booked_this_week} + {count} interviews in week {week} of {year}; "
                    f"the cap is {person.weekly_cap}"
                )
    return breaches
