"""Why a wish can't be met, as far as counting tells: the usual clashes, found without any search and in people's words.

Each reason is a clash by itself: what it names can't hold together, whatever else the problem says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from interview.planning.facts import Calendar, Facts
from interview.planning.plan import Reason
from interview.planning.problem import ProblemCandidate, ProblemStage
from interview.planning.rules import is_bar_raiser, kept_out, least_fill, may_observe, seen_in_passing
from interview.planning.timeline import least_waiting


def clashes(facts: Facts) -> list[Reason]:
    """Every clash that counting finds; empty says nothing about clashes that need a search."""
    found = [*_content(facts), *_time_for_must_haves(facts)]
    if facts.problem.candidates:
        found += _qualified(facts)
        for candidate in facts.problem.candidates:
            found += _loop(facts, candidate)
    return list(dict.fromkeys(found))


def _content(facts: Facts) -> Iterator[Reason]:
    problem, policy = facts.problem, facts.problem.policy
    for stage in problem.stages:
        most = sum(group.minutes * (1 if group.family else group.size) for group in facts.groups if stage.id in group.stages)
        least = least_fill(stage, policy.min_fill)
        if most < least:
            yield Reason(
                text=f"Stage {stage.id} needs at least {least} minutes of questions, and those that fit it add up to {most}.",
                facts=(f"stage:{stage.id}", "policy:min_fill"),
                remedies=(f"questions of the kinds {', '.join(stage.kinds)}", f"a shorter stage {stage.id}"),
            )
    passing = seen_in_passing(problem)
    for skill, stages in sorted(may_observe(problem).items()):
        second = {stage for group in facts.groups if group.second == skill and skill in passing for stage in group.stages}
        if len(stages | second) < policy.must_have_observers:
            where = f"only stage {', '.join(sorted(stages | second))}" if stages | second else "no stage"
            yield Reason(
                text=f"Must-have skill {skill} is to be seen in {policy.must_have_observers} stages; its questions fit {where}.",
                facts=(f"skill:{skill}", "policy:must_have_observers"),
                remedies=(f"a question about {skill} of another kind", f"{skill} not as a must-have"),
            )
    fitting = {question for group in facts.groups if group.stages for run in group.runs for question in run.questions}
    for lock in problem.locks:
        if lock.question and lock.question not in fitting:
            yield Reason(
                text=f"Question {lock.question} is locked to stage {lock.stage}, whose kinds or minutes it does not fit.",
                facts=(f"lock:{lock.question}", f"stage:{lock.stage}"),
                remedies=(f"without the lock of {lock.question}",),
            )


def _time_for_must_haves(facts: Facts) -> Iterator[Reason]:
    policy, needed = facts.problem.policy, facts.problem.policy.must_have_observers
    musts = facts.must_haves
    places = policy.max_skills_per_stage * len(facts.stages)
    if len(musts) * needed > places:
        yield Reason(
            text=f"{len(musts)} must-have skills, each seen in {needed} stages, need {len(musts) * needed} places; "
            f"{len(facts.stages)} stages with at most {policy.max_skills_per_stage} skills each have {places}.",
            facts=(*(f"skill:{skill}" for skill in musts), "policy:max_skills_per_stage", "policy:must_have_observers"),
            remedies=("another stage", "more skills per stage", "fewer must-haves"),
        )
    if seen_in_passing(facts.problem):
        return  # the second skill of a question costs no minutes of its own
    shortest = 0
    for skill in musts:
        by_stage: dict[str, int] = {}
        for group in facts.groups:
            if group.skill == skill:
                for stage in group.stages:
                    by_stage[stage] = min(group.minutes, by_stage.get(stage, group.minutes))
        shortest += sum(sorted(by_stage.values())[:needed])
    free = sum(stage.budget_minutes for stage in facts.stages)
    if shortest > free:
        yield Reason(
            text=f"The {len(musts)} must-have skills, each seen in {needed} stages, take at least {shortest} minutes of "
            f"questions; all stages together have {free}.",
            facts=(*(f"skill:{skill}" for skill in musts), "stage:length_minutes", "policy:must_have_observers"),
            remedies=(f"{shortest - free} more minutes", "fewer must-haves", "shorter questions"),
        )


def _qualified(facts: Facts) -> Iterator[Reason]:
    needed = facts.problem.policy.must_have_observers
    for skill in facts.must_haves:
        able = [person.id for person in facts.people if person.trained and skill in person.skills]
        if len(able) < needed:
            who = f"only {', '.join(able)} is trained and qualified for it" if able else "nobody trained is qualified for it"
            yield Reason(
                text=f"Must-have skill {skill} is to be seen by {needed} different interviewers, and {who}.",
                facts=(f"skill:{skill}", "policy:must_have_observers", *(f"interviewer:{one}" for one in able)),
                remedies=(f"{needed - len(able)} more trained and qualified for {skill}", f"{skill} not as a must-have"),
            )


def _loop(facts: Facts, candidate: ProblemCandidate) -> Iterator[Reason]:
    calendar, policy = facts.day(candidate), facts.problem.policy
    who = f"candidate:{candidate.id}"
    stuck = False
    for stage in facts.stages:
        for reason in _stage_time(facts, calendar, stage):
            stuck = True
            yield reason
    seats = sum(stage.panel_size for stage in facts.stages)
    if not stuck:
        yield from _enough_people(facts, calendar, seats)
    if policy.bar_raiser and not any(
        is_bar_raiser(person, policy.team) and not kept_out(person, candidate.id) and person.trained for person in facts.people
    ):
        yield Reason(
            text=f"{candidate.id}'s loop asks for a bar raiser from outside the team, and nobody can be it.",
            facts=(who, "policy:bar_raiser"),
            remedies=("a bar raiser of another team",),
        )
    if not stuck and least_waiting(facts, calendar) is None:
        yield Reason(
            text=f"{candidate.id}'s free times, together with interviewers' ones, do not hold all {len(facts.stages)} stages "
            f"in {policy.max_days} days with breaks after {policy.max_unbroken_minutes} minutes"
            f"{' and lunch free' if policy.lunch else ''}.",
            facts=(who, "policy:max_days", "policy:max_unbroken_minutes", "policy:lunch"),
            remedies=(f"more time of {candidate.id}", "one more day"),
        )
    yield from _locks(facts, calendar)


def _stage_time(facts: Facts, calendar: Calendar, stage: ProblemStage) -> Iterator[Reason]:
    """No time of the candidate for a stage, or none that enough interviewers share."""
    candidate, length = calendar.candidate, calendar.lengths[stage.id]
    policy = facts.problem.policy
    if length > policy.max_unbroken_minutes:
        yield Reason(
            text=f"Stage {stage.id} takes {candidate.id} {length} minutes; at most {policy.max_unbroken_minutes} may pass "
            f"without a break.",
            facts=(f"candidate:{candidate.id}", f"stage:{stage.id}", "policy:max_unbroken_minutes"),
            remedies=(f"{stage.id} in two stages",),
        )
        return
    locked = {lock.stage for lock in facts.problem.locks if lock.start and lock.candidate in {None, candidate.id}}
    if stage.id in locked and not calendar.starts[stage.id]:
        return  # said with the locks
    if not calendar.starts[stage.id]:
        yield Reason(
            text=f"{candidate.id} has no free time of {length} minutes for stage {stage.id}"
            f"{' outside lunch' if policy.lunch else ''}.",
            facts=(f"candidate:{candidate.id}", f"stage:{stage.id}"),
            remedies=(f"{length} minutes more of {candidate.id}",),
        )
        return
    able = [person for person in facts.people if person.trained and not kept_out(person, candidate.id)]
    free = Counter(start for person in able for start in calendar.free(facts.spans[person.id], stage.id))
    if len(able) >= stage.panel_size and max(free.values(), default=0) < stage.panel_size:
        needed = "nobody" if stage.panel_size == 1 else f"never {stage.panel_size} people"
        yield Reason(
            text=f"For stage {stage.id} {needed} who may interview {candidate.id} is free at a time that suits {candidate.id}.",
            facts=(f"candidate:{candidate.id}", f"stage:{stage.id}", *(f"interviewer:{person.id}" for person in able[:5])),
            remedies=(f"{length} minutes of a trained interviewer while {candidate.id} is free",),
        )


def _enough_people(facts: Facts, calendar: Calendar, seats: int) -> Iterator[Reason]:
    """Too few different people for all seats of a loop; caps and conflicts are named where they are the cause."""
    candidate = calendar.candidate
    trained = [person for person in facts.people if person.trained]
    able = [person for person in trained if not kept_out(person, candidate.id)]
    if len(able) < seats:
        out = {
            cause: [person.id for person in trained if kept_out(person, candidate.id) == cause] for cause in ("cap", "conflict")
        }
        parts = []
        if out["cap"]:
            parts.append(f"{_names(out['cap'])} reached the weekly cap")
        if out["conflict"]:
            parts.append(f"{_names(out['conflict'])} may not interview {candidate.id} (conflict of interest)")
        yield Reason(
            text=f"{candidate.id}'s loop needs {seats} different interviewers, and only {len(able)} of {len(trained)} trained "
            f"ones can come{': ' if parts else ''}{'; '.join(parts)}.",
            facts=(
                f"candidate:{candidate.id}",
                *(["policy:weekly_cap"] if out["cap"] else []),
                *(f"interviewer:{person}" for cause in out.values() for person in cause),
            ),
            remedies=(f"{seats - len(able)} more trained interviewers", *(["a higher cap"] if out["cap"] else [])),
        )
        return
    needed = facts.problem.policy.must_have_observers
    for skill in facts.must_haves:
        holders = [person for person in trained if skill in person.skills]
        free = [
            person
            for person in holders
            if not kept_out(person, candidate.id)
            and any(calendar.free(facts.spans[person.id], stage.id) for stage in facts.stages)
        ]
        if len(holders) >= needed > len(free):
            causes = {person.id: kept_out(person, candidate.id) or "no common time" for person in holders if person not in free}
            why = {
                "cap": "reached the weekly cap",
                "conflict": "has a conflict of interest",
                "no common time": "is never free then",
            }
            yield Reason(
                text=f"Must-have skill {skill} is to be seen by {needed} different interviewers in {candidate.id}'s loop; "
                + "; ".join(f"{person} {why[cause]}" for person, cause in causes.items())
                + ".",
                facts=(f"candidate:{candidate.id}", f"skill:{skill}", *(f"interviewer:{person}" for person in causes)),
                remedies=(f"an hour of somebody qualified for {skill}", f"without the two-observer rule for {skill}"),
            )


def _names(people: Iterable[str]) -> str:
    return ", ".join(people)


def _locks(facts: Facts, calendar: Calendar) -> Iterator[Reason]:
    people = {person.id: person for person in facts.people}
    candidate = calendar.candidate
    for lock in facts.problem.locks:
        if lock.candidate not in {None, candidate.id}:
            continue
        if lock.start and not calendar.starts[lock.stage]:
            yield Reason(
                text=f"Stage {lock.stage} is locked to a start at which {candidate.id} is not free for all of it.",
                facts=(f"candidate:{candidate.id}", f"lock:{lock.stage}"),
                remedies=(f"without the lock of {lock.stage}",),
            )
        person = people.get(lock.interviewer or "")
        if person is not None:
            times = calendar.free(facts.spans[person.id], lock.stage)
            cause = kept_out(person, candidate.id) or ("" if times else "time") or ("" if person.trained else "training")
            why = {
                "cap": "reached the weekly cap",
                "conflict": "has a conflict of interest",
                "time": "is not free at any start of it",
            }
            if cause and not (cause == "training" and facts.problem.policy.shadows):
                yield Reason(
                    text=f"{person.id} is locked to stage {lock.stage} of {candidate.id} and {why.get(cause, 'is not trained')}.",
                    facts=(f"candidate:{candidate.id}", f"interviewer:{person.id}", f"lock:{person.id}"),
                    remedies=(f"without the lock of {person.id}",),
                )
