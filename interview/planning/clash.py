"""Why a wish can't be met, where counting does not tell: a smallest set of rules that clash, found by the solver.

Every rule has a switch with its sentence. A solve without an objective names switches that can't all be on; what can be taken
out of them without making them compatible is taken out, one by one. A rule of the remaining set is a remedy if everything else
can be kept without it.
"""

from __future__ import annotations

from collections.abc import Sequence

from ortools.sat.python import cp_model

from interview.planning.calendar_model import add_days
from interview.planning.clock import meets_lunch
from interview.planning.content_model import add_content
from interview.planning.facts import Calendar, Facts
from interview.planning.guard import Guard
from interview.planning.people_model import add_seats, add_shared
from interview.planning.plan import Reason
from interview.planning.problem import ProblemCandidate
from interview.planning.search import Effort
from interview.planning.together import small_enough

LARGEST = 24  # for a clash of more rules no single one is tried as a remedy


def smallest_clash(facts: Facts, effort: Effort) -> tuple[Reason, ...]:
    """The rules of one smallest clash, or nothing if none was found in time. Remedies are given where a single rule is one.

    Content alone is looked at first, then each candidate's loop, then the loops of a few candidates together.
    """
    candidates = sorted(facts.problem.candidates, key=lambda one: one.id)
    together = [candidates] if len(candidates) > 1 and small_enough(facts) else []
    for some in ([], *([one] for one in candidates), *together):
        guard = _explaining(facts, some)
        core = _core(guard, list(guard.rules), effort)
        if core is not None:
            return _smaller(guard, core, effort)
    return ()


def _smaller(guard: Guard, core: list[Reason], effort: Effort) -> tuple[Reason, ...]:
    rules = list(guard.rules)
    for rule in list(core):
        if effort.stopped:
            break
        if rule in core:
            smaller = _core(guard, [other for other in core if other != rule], effort)
            core = core if smaller is None else smaller
    told: dict[str, Reason] = {}
    for rule in core:
        text = f"{rule.text[0].upper()}{rule.text[1:]}."
        before = told.get(text, Reason(text=text))
        facts = tuple(dict.fromkeys((*before.facts, *rule.facts)))
        remedies = before.remedies or _remedy(guard, rules, rule, core, effort)
        told[text] = Reason(text=text, facts=facts, remedies=remedies)
    return tuple(told.values())


def _explaining(facts: Facts, candidates: Sequence[ProblemCandidate]) -> Guard:
    guard = Guard(cp_model.CpModel(), explaining=True)
    content = add_content(facts, guard)
    loops = []
    for candidate in candidates:
        calendar = Calendar.of(facts, candidate, with_lunch=True)
        days = add_days(facts, calendar, guard)
        for (stage, start), var in days.at.items():
            if meets_lunch(start, start + calendar.lengths[stage], facts.problem.policy.lunch, candidate.timezone):
                guard.post(
                    guard.model.add(var == 0),
                    f"candidate {candidate.id} has lunch free",
                    f"candidate:{candidate.id}",
                    "policy:lunch",
                )
        loops.append((days, add_seats(facts, days, content.rated, guard)))
    add_shared(facts, loops, guard)
    return guard


def _core(guard: Guard, rules: list[Reason], effort: Effort) -> list[Reason] | None:
    """Some of the rules that can't hold together, or ``None`` if they can (or nothing is known)."""
    model = guard.model.clone()
    by_index = {guard.rules[rule].index: rule for rule in rules}
    model.add_assumptions([guard.rules[rule] for rule in rules])
    status, solver = effort.run(model, linear=1, share=0.3)
    if status != cp_model.INFEASIBLE:
        return None
    named = set(solver.sufficient_assumptions_for_infeasibility())
    return [rule for index, rule in by_index.items() if index in named]


def _remedy(guard: Guard, rules: list[Reason], rule: Reason, core: list[Reason], effort: Effort) -> tuple[str, ...]:
    if len(core) > LARGEST or effort.stopped:
        return ()
    model = guard.model.clone()
    for other in rules:
        if other != rule:
            model.add(guard.rules[other] == 1)
    status, _ = effort.run(model, linear=1, share=0.3)
    return (f"without: {rule.text}",) if status in {cp_model.OPTIMAL, cp_model.FEASIBLE} else ()
