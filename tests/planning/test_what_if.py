"""Choices side by side: what each costs and gives, and which are beaten by none."""

from __future__ import annotations

from dataclasses import replace

from interview.planning.problem import Policy
from interview.planning.what_if import Choice, marked, what_if
from tests.factories import a_catalogue, a_question, a_role

TEMPLATE = a_catalogue().loops["two-stages"]

SHORT = Choice("short", 60, 1, 10, 30, 1, 1, "optimal")


def test_a_choice_that_another_one_beats_is_not_best() -> None:
    longer_for_nothing = replace(SHORT, template_id="worse", minutes=90)
    longer_for_more = replace(SHORT, template_id="more", minutes=90, covered_weight=20)
    assert [choice.best for choice in marked((SHORT, longer_for_nothing, longer_for_more))] == [True, False, True]


def test_equal_choices_are_both_best_and_impossible_ones_neither_best_nor_in_the_way() -> None:
    impossible = replace(SHORT, minutes=10, covered_weight=30, status="infeasible")
    assert [choice.best for choice in marked((SHORT, SHORT, impossible))] == [True, True, False]


def test_a_template_that_is_too_long_for_the_minutes_says_so() -> None:
    (choice,) = what_if(a_role(), [TEMPLATE], [], minutes=[5])
    assert (choice.status, choice.minutes, choice.best) == ("infeasible", 5, False)
    assert choice.reason.startswith("5 minutes are too few")


def test_nothing_is_planned_once_somebody_stops() -> None:
    assert what_if(a_role(), [TEMPLATE], [], should_stop=lambda: True) == ()


def test_a_choice_tells_minutes_weight_observers_and_people_of_its_plan() -> None:
    role, template = a_role(), TEMPLATE
    questions = [a_question(f"{skill.skill_id}-q{number}", skill.skill_id) for skill in role.skills for number in range(8)]
    (choice,) = what_if(role, [template], questions)
    assert choice.minutes == sum(stage.length_minutes for stage in template.stages)
    assert (choice.stages, choice.people) == (len(template.stages), sum(stage.panel_size for stage in template.stages))
    assert (choice.covered_weight, choice.all_weight, choice.observers) == (16, 16, 2)
    assert (choice.best, choice.status, choice.reason) == (True, "optimal", "")


def test_a_choice_of_stages_counts_only_those_that_are_taken() -> None:
    role, template = a_role(), TEMPLATE
    questions = [a_question(f"{skill.skill_id}-q{number}", skill.skill_id) for skill in role.skills for number in range(8)]
    policy = Policy(must_have_observers=1, max_skills_per_stage=6)
    (choice,) = what_if(role, [template], questions, max_stages=1, policy=policy)
    taken = {(stage.length_minutes, stage.panel_size) for stage in template.stages}
    assert (choice.status, choice.stages, choice.covered_weight) == ("optimal", 1, 16)
    assert (choice.minutes, choice.people) in taken
