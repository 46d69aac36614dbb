"""Parallel forms: k sets of questions of equal skills, minutes and levels, with the least overlap.

Every form takes for each question of the first one a question of the same skill, minutes and level that fits the stage; the
first form's own question is always a way out, so that forms exist for every plan. Overlap is avoided first, then exposure.
"""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from ortools.sat.python import cp_model

from interview.planning.plan import PlanLoop, PlanStage, StageQuestion
from interview.planning.problem import Problem, ProblemQuestion
from interview.planning.rules import exposure_cost
from interview.planning.search import Effort

Stages = tuple[PlanStage, ...]
OVERLAP = 100  # a question that two candidates both get is worse than any wear


def parallel_forms(problem: Problem, first: Stages, effort: Effort) -> tuple[Stages, ...]:
    """``problem.policy.forms`` forms, ``first`` the first of them."""
    number = problem.policy.forms
    model = cp_model.CpModel()
    chosen: dict[tuple[int, str, str, str], Any] = {}
    locked = {lock.question for lock in problem.locks}
    for stage in first:
        for slot in stage.questions:
            choices = [slot.id] if slot.id in locked else [one.id for one in _alike(problem, stage, slot)]
            for form in range(1, number):
                for question in choices:
                    chosen[form, stage.id, slot.id, question] = model.new_bool_var(f"form_{form}_{slot.id}_{question}")
                model.add_exactly_one(chosen[form, stage.id, slot.id, question] for question in choices)
    _once_a_form(model, problem, chosen)
    cost: Any = 0
    exposure = {question.id: exposure_cost(question.exposure) for question in problem.questions}
    uses: dict[str, list[Any]] = defaultdict(list)
    for (_, _, _, question), var in sorted(chosen.items()):
        uses[question].append(var)
        cost += exposure[question] * var
    taken = {slot.id for stage in first for slot in stage.questions}
    for question, variables in sorted(uses.items()):
        again = model.new_int_var(0, number, f"again_{question}")
        model.add(again >= sum(variables) - (0 if question in taken else 1))
        cost += OVERLAP * again
    model.minimize(cost)
    status, solver = effort.run(model, linear=1, share=0.3)
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return (first,) * number
    picked = {key[:3]: key[3] for key, var in chosen.items() if solver.value(var)}
    questions = {question.id: question for question in problem.questions}
    return (first, *(_form(first, form, picked, questions) for form in range(1, number)))


def _alike(problem: Problem, stage: PlanStage, slot: StageQuestion) -> list[ProblemQuestion]:
    template = next(one for one in problem.stages if one.id == stage.id)
    return sorted(
        (
            question
            for question in problem.questions
            if (question.skill_id, question.minutes, question.level) == (slot.skill_id, slot.minutes, slot.level)
            and question.fits(template)
            and _same_second(problem, stage, slot, question)
        ),
        key=lambda question: question.id,
    )


def _same_second(problem: Problem, stage: PlanStage, slot: StageQuestion, other: ProblemQuestion) -> bool:
    """Where the stage rates a skill in passing, the other question must give evidence for it too."""
    own = {question.skill_id for question in stage.questions}
    second = next(one.secondary_skill_id for one in problem.questions if one.id == slot.id)
    return second not in stage.skills or second in own or other.secondary_skill_id == second


def _once_a_form(model: cp_model.CpModel, problem: Problem, chosen: dict[tuple[int, str, str, str], Any]) -> None:
    families = {question.id: question.family for question in problem.questions}
    by_question: dict[tuple[int, str], list[Any]] = defaultdict(list)
    by_family: dict[tuple[int, str], list[Any]] = defaultdict(list)
    for (form, _, _, question), var in chosen.items():
        by_question[form, question].append(var)
        family = families[question]
        if family is not None:
            by_family[form, family].append(var)
    for variables in [*by_question.values(), *by_family.values()]:
        model.add_at_most_one(variables)


def _form(first: Stages, form: int, picked: dict[tuple[int, str, str], str], questions: dict[str, ProblemQuestion]) -> Stages:
    stages = []
    for stage in first:
        held = [questions[picked[form, stage.id, slot.id]] for slot in stage.questions]
        shown = tuple(StageQuestion(id=one.id, skill_id=one.skill_id, minutes=one.minutes, level=one.level) for one in held)
        stages.append(stage.model_copy(update={"questions": shown}))
    return tuple(stages)


def hand_out(forms: tuple[Stages, ...], loops: tuple[PlanLoop, ...]) -> tuple[PlanLoop, ...]:
    """Give each candidate a form, in turn; where it is not the first, the interviews name their questions."""
    handed = []
    for index, loop in enumerate(loops):
        number = index % len(forms)
        asked = {stage.id: tuple(question.id for question in stage.questions) for stage in forms[number]}
        interviews = tuple(
            interview.model_copy(update={"questions": asked[interview.stage] if number else None})
            for interview in loop.interviews
        )
        handed.append(loop.model_copy(update={"interviews": interviews, "form": number + 1}))
    return tuple(handed)
