"""Why one candidate's loop can't be, as far as counting tells: people, their caps and conflicts, locks; and the pool for all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from interview.planning.facts import Calendar, Facts
from interview.planning.plan import Reason
from interview.planning.pool import room_in_weeks
from interview.planning.problem import ProblemCandidate
from interview.planning.reasons_calendar import calendar_clash
from interview.planning.rules import is_bar_raiser, kept_out


def loop_clashes(facts: Facts, candidate: ProblemCandidate) -> Iterator[Reason]:
    """Every clash in one candidate's loop that counting finds."""
    calendar, policy = facts.day(candidate), facts.problem.policy
    stuck = [*_too_long(facts, calendar), *_locks(facts, calendar), *_no_time(facts, calendar)]
    yield from stuck
    if not stuck:
        yield from _enough_people(facts, calendar, sum(stage.panel_size for stage in facts.stages))
        yield from calendar_clash(facts, candidate)
    if policy.bar_raiser and not any(
        is_bar_raiser(person, policy.team) and not kept_out(person, candidate.id) and person.trained for person in facts.people
    ):
        yield Reason(
            text=f"The loop of {candidate.id} asks for a bar raiser from outside the team, and nobody can be it.",
            facts=(f"candidate:{candidate.id}", "policy:bar_raiser"),
            remedies=("a bar raiser of another team",),
        )


def _too_long(facts: Facts, calendar: Calendar) -> Iterator[Reason]:
    candidate, limit = calendar.candidate, facts.problem.policy.max_unbroken_minutes
    for stage in facts.stages:
        length = calendar.lengths[stage.id]
        if length > limit:
            yield Reason(
                text=f"Stage {stage.id} takes {candidate.id} {length} minutes; at most {limit} may pass without a break.",
                facts=(f"candidate:{candidate.id}", f"stage:{stage.id}", "policy:max_unbroken_minutes"),
                remedies=(f"{stage.id} in two stages", f"a limit of {length} minutes"),
            )


def _no_time(facts: Facts, calendar: Calendar) -> Iterator[Reason]:
    """Stages for which the candidate has no time, or none that enough interviewers share; those alike in one sentence."""
    candidate, policy = calendar.candidate, facts.problem.policy
    locked = {lock.stage for lock in facts.problem.locks if lock.start and lock.candidate in {None, candidate.id}}
    open_stages = [
        stage
        for stage in facts.stages
        if (calendar.starts[stage.id] or stage.id not in locked)
        and calendar.lengths[stage.id] <= policy.max_unbroken_minutes  # longer ones are told already
    ]
    never = [stage.id for stage in open_stages if not calendar.starts[stage.id]]
    if never:
        longest = max(calendar.lengths[stage] for stage in never)
        yield Reason(
            text=f"{candidate.id} has no free time of {longest} minutes for {_stages(never)}"
            f"{' outside lunch' if policy.lunch else ''}.",
            facts=(f"candidate:{candidate.id}", *(f"stage:{stage}" for stage in never)),
            remedies=(f"{longest} minutes more of {candidate.id}",),
        )
    able = [person for person in facts.people if person.trained and not kept_out(person, candidate.id)]
    for size in sorted({stage.panel_size for stage in open_stages}):
        alone = []
        for stage in open_stages:
            if stage.panel_size == size and stage.id not in never and len(able) >= size:
                free = Counter(start for person in able for start in calendar.free(facts.spans[person.id], stage.id))
                if max(free.values(), default=0) < size:
                    alone.append(stage.id)
        if alone:
            who = "nobody who may interview" if size == 1 else f"no {size} people who may interview"
            longest = max(calendar.lengths[stage] for stage in alone)
            yield Reason(
                text=f"For {_stages(alone)} {who} {candidate.id} {'is' if size == 1 else 'are'} free at a time that suits "
                f"{candidate.id}.",
                facts=(
                    f"candidate:{candidate.id}",
                    *(f"stage:{stage}" for stage in alone),
                    *(f"interviewer:{person.id}" for person in able),
                ),
                remedies=(f"{longest} minutes of a trained interviewer while {candidate.id} is free",),
            )


def _stages(names: list[str]) -> str:
    return f"stage {names[0]}" if len(names) == 1 else f"stages {', '.join(names)}"


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
            text=f"The loop of {candidate.id} needs {seats} different interviewers, and only {len(able)} of {len(trained)} "
            f"trained ones can come{': ' if parts else ''}{'; '.join(parts)}.",
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
                text=f"Must-have skill {skill} is to be seen by {needed} different interviewers in the loop of {candidate.id}; "
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


def pool_clashes(facts: Facts) -> Iterator[Reason]:
    """What the pool's weekly caps can't carry for several candidates."""
    problem, number = facts.problem, len(facts.problem.candidates)
    if number < 2:
        return
    room = {person.id: room_in_weeks(facts, person) for person in facts.people if person.trained}
    seats = number * sum(stage.panel_size for stage in facts.stages)
    if sum(room.values()) < seats:
        yield Reason(
            text=f"{number} candidates need {seats} seats in interviews; the weekly caps of the {len(room)} trained interviewers "
            f"leave room for {sum(room.values())} in the weeks in which they have time.",
            facts=("policy:weekly_cap",),
            remedies=(f"{seats - sum(room.values())} more interviews within the caps", "fewer candidates", "more weeks"),
        )
        return
    needed = problem.policy.must_have_observers * number
    for skill in facts.must_haves:
        able = [person.id for person in facts.people if person.id in room and skill in person.skills]
        if sum(room[person] for person in able) < needed:
            yield Reason(
                text=f"Must-have skill {skill} is to be seen {needed} times for {number} candidates; the weekly caps of "
                f"{', '.join(able)} leave room for {sum(room[person] for person in able)}.",
                facts=(f"skill:{skill}", "policy:weekly_cap", *(f"interviewer:{person}" for person in able)),
                remedies=(f"more people qualified for {skill}", "fewer candidates", "more weeks"),
            )
