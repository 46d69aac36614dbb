"""The model about who: people in the seats of one candidate's interviews, and what several loops share."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from ortools.sat.python import cp_model

from interview.planning.calendar_model import Days
from interview.planning.clock import iso_week
from interview.planning.facts import Facts
from interview.planning.guard import Guard
from interview.planning.problem import ProblemInterviewer
from interview.planning.rules import MISSING_SHADOW, MISSING_TAG, ONE_TEAM, is_bar_raiser, kept_out, load_cost


@dataclass
class Seats:
    """Variables: ``panel[person, stage]``, ``shadow[person, stage]``; the cost of the tier people, ``load`` by itself."""

    panel: dict[tuple[str, str], Any] = field(default_factory=dict)
    shadow: dict[tuple[str, str], Any] = field(default_factory=dict)
    load: Any = 0
    wishes: Any = 0

    @property
    def cost(self) -> Any:
        """What the loop costs by itself."""
        return self.load + self.wishes


def add_seats(
    facts: Facts,
    days: Days,
    rated: dict[tuple[str, str], Any],
    guard: Guard,
) -> Seats:
    """Post every rule about who sits in one candidate's interviews; ``days`` without variables leaves out when.

    ``rated[skill, stage]`` is a variable, or 1 where the content is fixed.
    """
    model, candidate = guard.model, days.calendar.candidate
    seats = Seats()
    free: dict[tuple[str, str], tuple[int, ...]] = {}
    locked = {(lock.interviewer, lock.stage) for lock in facts.problem.locks if lock.candidate in {None, candidate.id}}
    for person in facts.people:
        reason = _kept_out(person, candidate.id)
        if reason and not guard.explaining:
            continue
        for stage in facts.stages:
            times = days.calendar.free(facts.spans[person.id], stage.id)
            if not times or (not person.trained and not facts.problem.policy.shadows):
                continue
            seat = model.new_bool_var(f"seat_{candidate.id}_{person.id}_{stage.id}")
            (seats.panel if person.trained else seats.shadow)[person.id, stage.id] = seat
            free[person.id, stage.id] = times
            if reason:
                guard.post(model.add(seat == 0), reason, f"interviewer:{person.id}")
            if days.at and len(times) < len(days.calendar.starts[stage.id]):
                model.add(seat <= sum(days.at[stage.id, start] for start in times))
    _fill(facts, days, seats, free, guard)
    _qualify(facts, seats, rated, guard, candidate.id)
    _once(facts, seats, guard, candidate.id)
    for person_id, stage_id in sorted((one, stage) for one, stage in locked if one):
        chosen = seats.panel.get((person_id, stage_id), seats.shadow.get((person_id, stage_id), 0))
        guard.post(model.add(chosen == 1), f"interviewer {person_id} is locked to stage {stage_id}", f"lock:{person_id}")
    _wishes(facts, days, seats, guard)
    return seats


def _kept_out(person: ProblemInterviewer, candidate: str) -> str:
    match kept_out(person, candidate):
        case "conflict":
            return f"interviewer {person.id} has a conflict of interest with {candidate}"
        case "cap":
            return f"interviewer {person.id} may have {person.weekly_cap} interviews a week and has {person.booked_this_week}"
        case _:
            return ""


def _fill(facts: Facts, days: Days, seats: Seats, free: dict[tuple[str, str], tuple[int, ...]], guard: Guard) -> None:
    """Every panel is full, of people who are free from the chosen start to the end."""
    for stage in facts.stages:
        by_start: dict[int, list[Any]] = defaultdict(list)
        here = [(person, var) for (person, at), var in seats.panel.items() if at == stage.id]
        for person, var in here:
            for start in free[person, stage.id]:
                by_start[start].append(var)
        guard.model.add(sum(var for _, var in here) == stage.panel_size)
        for start in days.calendar.starts[stage.id] if days.at else ():
            if len(by_start[start]) < len(here):
                guard.model.add(stage.panel_size * days.at[stage.id, start] <= sum(by_start[start]))


def _qualify(facts: Facts, seats: Seats, rated: dict[tuple[str, str], Any], guard: Guard, who: str) -> None:
    holders: dict[str, frozenset[str]] = {person.id: frozenset(person.skills) for person in facts.people}
    for (skill, stage), var in sorted(rated.items(), key=lambda item: item[0]):
        able = [seat for (person, at), seat in seats.panel.items() if at == stage and skill in holders[person]]
        guard.post(
            guard.model.add(sum(able) >= var),
            f"a person qualified for {skill} sits in every stage that rates it",
            f"skill:{skill}",
            f"candidate:{who}",
        )


def _once(facts: Facts, seats: Seats, guard: Guard, who: str) -> None:
    by_person: dict[str, list[Any]] = defaultdict(list)
    for (person, _), seat in [*seats.panel.items(), *seats.shadow.items()]:
        by_person[person].append(seat)
    for held in by_person.values():
        guard.post(guard.model.add(sum(held) <= 1), f"nobody sits twice in the loop of {who}", f"candidate:{who}")
    for one, other in facts.apart:
        if one in by_person and other in by_person:
            guard.post(
                guard.model.add(sum(by_person[one]) + sum(by_person[other]) <= 1),
                f"interviewers {one} and {other} are kept apart",
                f"interviewer:{one}",
                f"interviewer:{other}",
            )
    if facts.problem.policy.bar_raiser:
        raisers = {person.id for person in facts.people if is_bar_raiser(person, facts.problem.policy.team)}
        seated = [seat for (person, _), seat in seats.panel.items() if person in raisers]
        guard.post(
            guard.model.add(sum(seated) >= 1), f"a bar raiser from outside the team is in the loop of {who}", "policy:bar_raiser"
        )


def _wishes(facts: Facts, days: Days, seats: Seats, guard: Guard) -> None:
    """Load, team mix and shadows."""
    model, who = guard.model, days.calendar.candidate.id
    people = {person.id: person for person in facts.people}
    for (person_id, _), seat in seats.panel.items():
        person = people[person_id]
        seats.load += load_cost(person.booked_this_week + 1, person.weekly_cap) * seat
    teams: dict[str, list[Any]] = defaultdict(list)
    for (person_id, _), seat in seats.panel.items():
        teams[people[person_id].team].append(seat)
    if len({person.team for person in facts.people if person.trained}) > 1 and sum(s.panel_size for s in facts.stages) > 1:
        present = []
        for team, held in sorted(teams.items()):
            present.append(model.new_bool_var(f"team_{who}_{team}"))
            model.add(present[-1] <= sum(held))
        alone = model.new_bool_var(f"one_team_{who}")
        model.add(2 * alone >= 2 - sum(present))
        seats.wishes += ONE_TEAM * alone
    for tag in sorted(set(facts.problem.policy.panel_tags)):
        absent = model.new_bool_var(f"absent_{who}_{tag}")
        model.add(absent + sum(seat for (person_id, _), seat in seats.panel.items() if tag in people[person_id].tags) >= 1)
        seats.wishes += MISSING_TAG * absent
    if facts.problem.policy.shadows:
        model.add(sum(seats.shadow.values()) <= facts.problem.policy.shadows)
        for stage in facts.stages:
            model.add(sum(seat for (_, at), seat in seats.shadow.items() if at == stage.id) <= 1)
        seats.wishes += MISSING_SHADOW * (facts.problem.policy.shadows - sum(seats.shadow.values()))


def add_shared(facts: Facts, loops: list[tuple[Days, Seats]], guard: Guard) -> Any:
    """What several loops share: nobody in two interviews at once, and nobody above the weekly cap. Returns the cost of load."""
    if len(loops) < 2:
        return sum(seats.load for _, seats in loops)
    model = guard.model
    intervals: dict[str, list[Any]] = defaultdict(list)
    weeks: dict[tuple[str, tuple[int, int]], list[tuple[Any, bool]]] = defaultdict(list)
    for days, seats in loops:
        calendar = days.calendar
        start_of = {}
        for stage, times in calendar.starts.items():
            start_of[stage] = model.new_int_var(min(times, default=0), max(times, default=0), f"start_{stage}")
            model.add(start_of[stage] == sum(start * days.at[stage, start] for start in times))
        for (person, stage), seat in [*seats.panel.items(), *seats.shadow.items()]:
            length = calendar.lengths[stage]
            name = f"{person}_{stage}_{calendar.candidate.id}"
            intervals[person].append(
                model.new_optional_fixed_size_interval_var(start_of[stage], length, seat, f"interview_{name}")
            )
            for week, inside in _by_week(calendar.starts[stage]).items():
                counts = model.new_bool_var(f"week_{week}_{name}")
                model.add(counts >= seat + sum(days.at[stage, start] for start in inside) - 1)
                weeks[person, week].append((counts, (person, stage) in seats.panel))
    for held in intervals.values():
        model.add_no_overlap(held)
    people = {one.id: one for one in facts.people}
    room = {one.id: one.weekly_cap - one.booked_this_week for one in facts.people}
    load: Any = 0
    for (name, week), counted in weeks.items():
        if len(counted) > room[name]:
            guard.post(
                model.add(sum(count for count, _ in counted) <= room[name]),
                f"interviewer {name} has room for {room[name]} interviews a week",
                f"interviewer:{name}",
                "policy:weekly_cap",
            )
        load += _load(model, people[name], [count for count, on_panel in counted if on_panel], f"{name}_{week}")
    return load


def _load(model: cp_model.CpModel, person: ProblemInterviewer, seats: list[Any], name: str) -> Any:
    """The load of one week: each further interview costs at least as much as the one before, so the cheapest come first."""
    costs = [load_cost(person.booked_this_week + number, person.weekly_cap) for number in range(1, len(seats) + 1)]
    if not any(costs):
        return 0
    steps = [model.new_bool_var(f"load_{name}_{number}") for number in range(len(seats))]
    model.add(sum(steps) >= sum(seats))
    return sum(cost * step for cost, step in zip(costs, steps, strict=True))


def _by_week(starts: tuple[int, ...]) -> dict[tuple[int, int], list[int]]:
    weeks: dict[tuple[int, int], list[int]] = defaultdict(list)
    for start in starts:
        weeks[iso_week(start)].append(start)
    return weeks
