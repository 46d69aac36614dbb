"""Says what is wrong with a plan, without the solver: every hard rule, one sentence a breach.

This module decides what a valid plan is; whatever finds plans has to please it. It shares nothing with the model but the problem.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from interview.planning.loop_checks import loop_violations, shared_violations
from interview.planning.plan import Plan, PlanStage
from interview.planning.problem import Problem
from interview.planning.rules import least_fill, seen_in_passing
from interview.planning.stage_choice import chosen, is_open


def violations(problem: Problem, plan: Plan) -> list[str]:
    """Every breach of a hard rule, in the words of the rules; empty for a valid plan.

    A plan that says ``infeasible`` promises nothing and has nothing to breach, unless it holds stages all the same.
    """
    if plan.status == "infeasible" and not plan.stages and not plan.loops:
        return []
    found = [stage.id for stage in plan.stages]
    if is_open(problem):
        if breaches := list(_choice(problem, plan)):
            return breaches
        problem = chosen(problem, {stage.id: stage.length_minutes for stage in plan.stages})
    wanted = [stage.id for stage in problem.stages]
    if sorted(wanted) != sorted(found):
        return [f"the plan has the stages {', '.join(found) or 'none'}; the problem has {', '.join(wanted)}"]
    forms = plan.forms or (plan.stages,)
    breaches = [breach for number, form in enumerate(forms, 1) for breach in _content(problem, form, _named(number, forms))]
    breaches += _forms(problem, plan)
    breaches += _question_locks(problem, plan)
    breaches += _candidates(problem, plan)
    skills_of = {stage.id: stage.skills for stage in plan.stages}
    for loop in plan.loops:
        breaches += loop_violations(problem, loop, skills_of)
    return breaches + shared_violations(problem, plan.loops)


def _choice(problem: Problem, plan: Plan) -> Iterable[str]:
    """The rules about which stages are chosen, and how long they are."""
    policy, candidates = problem.policy, {stage.id: stage for stage in problem.stages}
    times = Counter(stage.id for stage in plan.stages)
    if not times:
        yield "the plan has no stages"
    for stage_id, number in times.items():
        if stage_id not in candidates:
            yield f"stage {stage_id} is not in the problem"
        elif number > 1:
            yield f"stage {stage_id} is in the loop {number} times"
    locked = {lock.stage for lock in problem.locks}
    for stage in problem.stages:
        if stage.id not in times and (not stage.optional or stage.id in locked):
            yield f"stage {stage.id} is not optional and is left out"
    for planned in plan.stages:
        held = candidates.get(planned.id)
        if held is not None and planned.length_minutes not in (held.lengths or (held.length_minutes,)):
            yield f"stage {held.id} takes {planned.length_minutes} minutes, which is none of its lengths"
    minutes = sum(stage.length_minutes for stage in plan.stages)
    if policy.max_stages is not None and len(plan.stages) > policy.max_stages:
        yield f"the loop has {len(plan.stages)} stages; at most {policy.max_stages} are allowed"
    if policy.max_total_minutes is not None and minutes > policy.max_total_minutes:
        yield f"the loop takes {minutes} minutes; at most {policy.max_total_minutes} are allowed"


def _named(number: int, forms: tuple[tuple[PlanStage, ...], ...]) -> str:
    return "" if len(forms) == 1 else f"form {number}: "


def _content(problem: Problem, stages: tuple[PlanStage, ...], prefix: str) -> Iterable[str]:
    """The rules about questions, minutes and skills."""
    questions = {question.id: question for question in problem.questions}
    templates = {stage.id: stage for stage in problem.stages}
    used = Counter(question.id for stage in stages for question in stage.questions)
    for question_id, times in used.items():
        if question_id not in questions:
            yield f"{prefix}question {question_id} is not in the problem"
        elif times > 1:
            yield f"{prefix}question {question_id} is asked {times} times in the loop"
    known = [question_id for question_id in used if question_id in questions]
    families = Counter(questions[question_id].family for question_id in known)
    for family, times in families.items():
        if family is not None and times > 1:
            yield f"{prefix}{times} questions of the family {family} are in the loop"
    for stage in stages:
        template = templates[stage.id]
        held = [questions[question.id] for question in stage.questions if question.id in questions]
        for question in held:
            if not question.fits(template):
                yield f"{prefix}question {question.id} ({question.kind}) does not fit stage {stage.id}"
        minutes = sum(question.minutes for question in held)
        if minutes > template.budget_minutes:
            yield f"{prefix}stage {stage.id} holds {minutes} minutes of questions; {template.budget_minutes} are free"
        least = least_fill(template, problem.policy.min_fill)
        if minutes < least:
            yield f"{prefix}stage {stage.id} holds {minutes} minutes of questions; at least {least} are needed"
        yield from (f"{prefix}{breach}" for breach in _skills(problem, stage))
    yield from (f"{prefix}{breach}" for breach in _observers(problem, stages))


def _skills(problem: Problem, stage: PlanStage) -> Iterable[str]:
    questions = {question.id: question for question in problem.questions}
    held = [questions[question.id] for question in stage.questions if question.id in questions]
    own = {question.skill_id for question in held}
    second = {question.secondary_skill_id for question in held} & seen_in_passing(problem)
    if len(set(stage.skills)) != len(stage.skills):
        yield f"stage {stage.id} lists a skill twice"
    if len(stage.skills) > problem.policy.max_skills_per_stage:
        yield f"stage {stage.id} rates {len(stage.skills)} skills; at most {problem.policy.max_skills_per_stage} are allowed"
    for skill_id in sorted(own - set(stage.skills)):
        yield f"stage {stage.id} asks about {skill_id} without rating it"
    for skill_id in stage.skills:
        if skill_id not in own | second:
            yield f"stage {stage.id} rates {skill_id} without a question about it"
    for shown in stage.questions:
        question = questions.get(shown.id)
        if question and (shown.skill_id, shown.minutes, shown.level) != (question.skill_id, question.minutes, question.level):
            yield f"question {shown.id} in stage {stage.id} differs from the problem's"


def _observers(problem: Problem, stages: tuple[PlanStage, ...]) -> Iterable[str]:
    for skill in problem.skills:
        seen = sum(skill.id in stage.skills for stage in stages)
        if skill.must_have and seen < problem.policy.must_have_observers:
            yield f"must-have skill {skill.id} is seen in {seen} stages; {problem.policy.must_have_observers} are needed"


def _forms(problem: Problem, plan: Plan) -> Iterable[str]:
    """Parallel forms have equal skills, minutes and levels in every stage, and the first one is the plan's own."""
    if not plan.forms:
        return
    if len(plan.forms) != problem.policy.forms:
        yield f"the plan has {len(plan.forms)} parallel forms; {problem.policy.forms} are asked for"
    if plan.forms[0] != plan.stages:
        yield "the first parallel form is not the plan's list of stages"
    for number, form in enumerate(plan.forms[1:], 2):
        for first, other in zip(plan.forms[0], form, strict=False):
            mixes = [sorted((q.skill_id, q.minutes, q.level) for q in stage.questions) for stage in (first, other)]
            if first.id != other.id or set(first.skills) != set(other.skills) or mixes[0] != mixes[1]:
                yield f"form {number} differs from form 1 in the skills, minutes or levels of stage {first.id}"


def _question_locks(problem: Problem, plan: Plan) -> Iterable[str]:
    for lock in problem.locks:
        stage = plan.stage(lock.stage)
        if lock.question and stage and lock.question not in {question.id for question in stage.questions}:
            yield f"question {lock.question} is locked to stage {lock.stage} and is not there"


def _candidates(problem: Problem, plan: Plan) -> Iterable[str]:
    wanted = sorted(candidate.id for candidate in problem.candidates)
    found = sorted(loop.candidate for loop in plan.loops)
    if wanted != found:
        yield f"the plan has loops for {', '.join(found) or 'nobody'}; the candidates are {', '.join(wanted) or 'none'}"
