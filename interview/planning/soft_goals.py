"""Why a valid plan is not perfect: for every cost in it what lies behind, what would improve it, and what that takes.

Nothing here searches. Content is compared with what the bank holds, waiting with what the calendar would allow without one of the
wishes that narrow it, load with who else is in the pool.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from interview.planning.clock import iso_week, minute_of
from interview.planning.facts import Facts
from interview.planning.objective import costs, loop_costs
from interview.planning.plan import Plan, PlanLoop, Reason
from interview.planning.problem import ProblemQuestion
from interview.planning.reasons_calendar import least_without, wishes
from interview.planning.rules import (
    WAITING_MINUTES,
    exposure_cost,
    kept_out,
    load_cost,
    misfit,
    steps_off,
    target_minutes,
    tolerance_minutes,
)

SHOWN = 6  # names in a sentence
EXPLAINED = 5  # candidates whose waiting is explained one by one


def missed_goals(facts: Facts, plan: Plan) -> tuple[Reason, ...]:
    """A reason for every part of the objective that costs something, in the order of the tiers."""
    parts = {name: cost for tier in costs(facts.problem, plan).values() for name, cost in tier.items()}
    tell = {
        "skills not covered": _uncovered,
        "must-haves seen only in passing": _in_passing,
        "stages without a kind that they want": _wanted_kinds,
        "minutes off target": _off_target,
        "questions off the bar": _off_the_bar,
        "must-haves seen through one kind of question": _one_kind,
        "waiting": _waiting,
        "load": _load,
        "one team": _one_team,
        "missing shadows": _missing_shadows,
        "missing tags": _missing_tags,
        "questions asked before": _asked_before,
        "questions in more than one form": _in_two_forms,
    }
    if not parts.get("waiting") and parts.get("extra days"):
        parts["waiting"] = parts["extra days"]  # told together
    return tuple(reason for name, say in tell.items() if parts.get(name) for reason in say(facts, plan))


def _names(names: Iterable[str]) -> str:
    listed = list(names)
    more = f" and {len(listed) - SHOWN} more" if len(listed) > SHOWN else ""
    return ", ".join(listed[:SHOWN]) + more


def _fitting(facts: Facts) -> dict[str, list[ProblemQuestion]]:
    """By skill, the questions that fit some stage."""
    found: dict[str, list[ProblemQuestion]] = defaultdict(list)
    for question in facts.problem.questions:
        if any(question.fits(stage) and question.minutes <= stage.budget_minutes for stage in facts.stages):
            found[question.skill_id].append(question)
    return found


def _used(plan: Plan) -> set[str]:
    return {question.id for stage in plan.stages for question in stage.questions}


def _uncovered(facts: Facts, plan: Plan) -> Iterator[Reason]:
    weights = {skill.id: skill.weight for skill in facts.problem.skills}
    missing = sorted((one.skill_id for one in plan.coverage if not one.minutes), key=lambda one: (-weights[one], one))
    fitting = _fitting(facts)
    silent = [skill for skill in missing if not fitting[skill]]
    if silent:
        yield Reason(
            text=f"Not covered, as no question about them fits a stage: {_names(silent)}.",
            facts=("term:coverage", *(f"skill:{skill}" for skill in silent)),
            remedies=("questions about them of a kind and length that a stage takes; costs nothing else",),
        )
    left = [skill for skill in missing if fitting[skill]]
    if left:
        most = facts.problem.policy.max_skills_per_stage
        full = sum(len(stage.skills) for stage in plan.stages) == most * len(plan.stages)
        why = f"all {most * len(plan.stages)} places for skills are taken" if full else "the stages' minutes are used up"
        shortest = min(question.minutes for question in fitting[left[0]])
        yield Reason(
            text=f"Not covered, as {why} by skills that weigh more: {_names(left)}.",
            facts=("term:coverage", *(f"skill:{skill}" for skill in left)),
            remedies=(
                *((f"more than {most} skills a stage; costs depth",) if full else ()),
                f"a longer loop; {left[0]} (weight {weights[left[0]]}) takes at least {shortest} minutes",
            ),
        )


def _in_passing(facts: Facts, plan: Plan) -> Iterator[Reason]:
    skills = {one.id: one.skill_id for one in facts.problem.questions}
    seen = sorted(
        (skill, stage.id) for stage in plan.stages for skill in set(stage.skills) - {skills[one.id] for one in stage.questions}
    )
    yield Reason(
        text=f"Seen only through a question about another skill: {_names(f'{skill} in {stage}' for skill, stage in seen)}.",
        facts=("term:coverage", *(f"skill:{skill}" for skill, _ in seen)),
        remedies=("a question of its own of a kind that one more stage takes; costs its minutes",),
    )


def _wanted_kinds(facts: Facts, plan: Plan) -> Iterator[Reason]:
    kinds = {question.id: question.kind for question in facts.problem.questions}
    for stage in facts.stages:
        planned = plan.stage(stage.id)
        held = {kinds[question.id] for question in planned.questions} if planned else set()
        for kind in stage.wants:
            if kind not in held:
                yield Reason(
                    text=f"Stage {stage.id} holds no question of the kind {kind}.",
                    facts=("term:coverage", f"stage:{stage.id}"),
                    remedies=(f"questions of the kind {kind} about the loop's skills that fit {stage.budget_minutes} minutes",),
                )


def _off_target(facts: Facts, plan: Plan) -> Iterator[Reason]:
    targets = target_minutes(facts.problem)
    off = [one for one in plan.coverage if one.minutes and steps_off(one.minutes, targets[one.skill_id])]
    if off:
        said = (f"{one.skill_id} {one.minutes} of {one.target_minutes}" for one in off)
        slack = tolerance_minutes(off[0].target_minutes)
        yield Reason(
            text=f"Minutes further from their share by weight than is tolerated: {_names(said)}.",
            facts=("term:coverage", *(f"skill:{one.skill_id}" for one in off)),
            remedies=(f"questions about {off[0].skill_id} that bring it within {slack} minutes of {off[0].target_minutes}",),
        )


def _off_the_bar(facts: Facts, plan: Plan) -> Iterator[Reason]:
    bars = {skill.id: skill.target_level for skill in facts.problem.skills}
    fitting, used = _fitting(facts), _used(plan)
    nearest: set[str] = set()
    spare: set[str] = set()
    for stage in plan.stages:
        for question in stage.questions:
            off = misfit(question.level, bars[question.skill_id])
            if off:
                nearer = (
                    one.id not in used and misfit(one.level, bars[one.skill_id]) < off for one in fitting[question.skill_id]
                )
                (spare if any(nearer) else nearest).add(question.skill_id)
    if nearest:
        said = (f"{skill} (bar {bars[skill]})" for skill in sorted(nearest))
        yield Reason(
            text=f"Asked off the bar, as no question nearer to it is left: {_names(said)}.",
            facts=("term:levels", *(f"skill:{skill}" for skill in sorted(nearest))),
            remedies=("questions about them at the bar; costs nothing else",),
        )
    if spare:
        said = (f"{skill} (bar {bars[skill]})" for skill in sorted(spare))
        yield Reason(
            text=f"Asked off the bar, although nearer questions exist, which minutes, stages or people have no room for: "
            f"{_names(said)}.",
            facts=("term:levels", *(f"skill:{skill}" for skill in sorted(spare))),
            remedies=("questions at the bar of other lengths or kinds; those in the bank would cost balance of minutes",),
        )


def _one_kind(facts: Facts, plan: Plan) -> Iterator[Reason]:
    kinds = {question.id: question.kind for question in facts.problem.questions}
    seen: dict[str, set[str]] = defaultdict(set)
    for stage in plan.stages:
        for question in stage.questions:
            seen[question.skill_id].add(kinds[question.id])
    single = [skill for skill in facts.must_haves if len(seen[skill]) < 2]
    fitting = _fitting(facts)
    lacking = [skill for skill in single if len({question.kind for question in fitting[skill]}) < 2]
    why = f"; the bank has no second kind for {_names(lacking)}" if lacking else ""
    yield Reason(
        text=f"Must-haves seen through one kind of question only: {_names(single)}{why}.",
        facts=("term:levels", *(f"skill:{skill}" for skill in single)),
        remedies=("a question of another kind at the bar",),
    )


def _waiting(facts: Facts, plan: Plan) -> Iterator[Reason]:
    candidates = {candidate.id: candidate for candidate in facts.problem.candidates}
    waits = [(sum(loop_costs(facts.problem, (loop,))["calendar"].values()), loop) for loop in plan.loops]
    waits = sorted(((cost, loop) for cost, loop in waits if cost), key=lambda one: (-one[0], one[1].candidate))
    for cost, loop in waits[:EXPLAINED]:
        candidate = candidates[loop.candidate]
        helps = []
        for wish in wishes(facts, candidate):
            least = least_without(facts, candidate, [wish.name])
            if least is not None and least < cost:
                helps.append((wish, least))
        days = len({interview.start.date() for interview in loop.interviews})
        yield Reason(
            text=f"{loop.candidate} waits between interviews{f', over {days} days' if days > 1 else ''}"
            f"{_because([wish.words for wish, _ in helps])}.",
            facts=("term:calendar", f"candidate:{loop.candidate}", *(fact for wish, _ in helps for fact in wish.facts)),
            remedies=tuple(
                f"{wish.remedy}: about {WAITING_MINUTES * (cost - least)} minutes less, counting a further day as 60"
                for wish, least in helps
            )
            or (f"more time of {loop.candidate} in one piece",),
        )
    if len(waits) > EXPLAINED:
        others = [loop.candidate for _, loop in waits[EXPLAINED:]]
        yield Reason(text=f"Waiting less than these: {_names(others)}.", facts=("term:calendar",))


def _because(words: list[str]) -> str:
    return f"; what keeps it so: {', '.join(words)}" if words else "; the candidate's free times allow no less"


def _load(facts: Facts, plan: Plan) -> Iterator[Reason]:
    people = {person.id: person for person in facts.people}
    weeks: Counter[tuple[str, tuple[int, int]]] = Counter()
    for loop in plan.loops:
        for interview in loop.interviews:
            weeks.update((person, iso_week(minute_of(interview.start))) for person in interview.panel)
    busy: dict[str, int] = {}
    for (name, _), count in sorted(weeks.items()):
        total = people[name].booked_this_week + count
        if load_cost(total, people[name].weekly_cap):
            busy[name] = max(total, busy.get(name, 0))
    idle = [
        person.id
        for person in facts.people
        if person.trained
        and person.id not in busy
        and not load_cost(person.booked_this_week + 1, person.weekly_cap)
        and not any(kept_out(person, candidate.id) for candidate in facts.problem.candidates)
    ]
    said = (f"{name} {total} of {people[name].weekly_cap}" for name, total in busy.items())
    yield Reason(
        text=f"Interviews in a week above half of the cap: {_names(said)}.",
        facts=("term:people", *(f"interviewer:{name}" for name in busy)),
        remedies=(
            f"more times or skills of {_names(idle)}, who have room" if idle else "more trained interviewers; all are busy",
        ),
    )


def _one_team(facts: Facts, plan: Plan) -> Iterator[Reason]:
    people = {person.id: person for person in facts.people}
    alone = [loop.candidate for loop in plan.loops if len({people[one].team for one in _panel(loop)}) == 1]
    yield Reason(
        text=f"All interviewers are of one team: {_names(alone)}.",
        facts=("term:people", *(f"candidate:{one}" for one in alone)),
        remedies=("somebody of another team who is qualified and free then",),
    )


def _panel(loop: PlanLoop) -> list[str]:
    return [person for interview in loop.interviews for person in interview.panel]


def _missing_shadows(facts: Facts, plan: Plan) -> Iterator[Reason]:
    wanted = facts.problem.policy.shadows * len(plan.loops)
    found = sum(len(interview.shadows) for loop in plan.loops for interview in loop.interviews)
    learning = [person.id for person in facts.people if not person.trained]
    yield Reason(
        text=f"{wanted} places for people in training, and {found} could be filled.",
        facts=("term:people", *(f"interviewer:{person}" for person in learning)),
        remedies=(f"times of {_names(learning)} while interviews run" if learning else "people in training",),
    )


def _missing_tags(facts: Facts, plan: Plan) -> Iterator[Reason]:
    tags = {person.id: set(person.tags) for person in facts.people}
    for tag in sorted(set(facts.problem.policy.panel_tags)):
        without = [loop.candidate for loop in plan.loops if not any(tag in tags[person] for person in _panel(loop))]
        if without:
            yield Reason(
                text=f"Nobody who declared '{tag}' is in the loop of {_names(without)}.",
                facts=("term:people", *(f"candidate:{one}" for one in without)),
                remedies=(f"somebody with '{tag}' who is qualified and free then",),
            )


def _asked_before(facts: Facts, plan: Plan) -> Iterator[Reason]:
    questions = {question.id: question for question in facts.problem.questions}
    worn = sorted(_used(plan), key=lambda one: (-questions[one].exposure, one))
    worn = [question for question in worn if exposure_cost(questions[question].exposure)]
    said = (f"{question} ({questions[question].exposure} times)" for question in worn)
    skills = list(dict.fromkeys(questions[question].skill_id for question in worn))
    yield Reason(
        text=f"Questions asked before: {_names(said)}.",
        facts=("term:exposure", *(f"question:{question}" for question in worn)),
        remedies=(f"fresh questions at the bar about {_names(skills)}; costs nothing else",),
    )


def _in_two_forms(_facts: Facts, plan: Plan) -> Iterator[Reason]:
    times = Counter(question.id for form in plan.forms for stage in form for question in stage.questions)
    shared = sorted(question for question, number in times.items() if number > 1)
    yield Reason(
        text=f"In more than one of the {len(plan.forms)} forms: {_names(shared)}.",
        facts=("term:exposure", *(f"question:{question}" for question in shared)),
        remedies=("more questions alike in skill, minutes and level",),
    )
