"""Handing a skill on: the later kit shows and rates it, and nothing else travels."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from interview.domain.merge import level_of, write
from interview.errors import Conflict, Forbidden, Invalid, NotFound
from interview.services.candidates import get_candidate
from interview.services.context import Context
from interview.services.debriefs import get_debrief
from interview.services.hand_ons import hand_on_skill, take_back_skill
from interview.services.interviews import mark_held, mark_not_held
from interview.services.kits import get_kit
from interview.services.scorecards import open_scorecard, save_draft
from tests.factories import World, content, submit


def test_the_later_interview_rates_what_was_handed_on_to_it(context: Context, world: World) -> None:
    ines, ivan = world.cast.ines, world.cast.ivan
    before = get_kit(context, ines, world.workshop)
    assert [(stage.title, stage.skills) for stage in before.later] == [("Talk", ("design", "listening"))]
    hand_on_skill(context, ines, world.workshop, "coding", world.talk)
    hand_on_skill(context, ines, world.workshop, "coding", world.talk)  # a second press
    assert get_kit(context, ines, world.workshop).handed_away == {"coding": "Talk"}
    kit = get_kit(context, ivan, world.talk)
    assert kit.stage.skills == ("design", "listening", "coding")
    assert [(one.skill_id, one.stage_title, [q.id for q in one.questions]) for one in kit.handed_on] == [
        ("coding", "Workshop", ["coding-1"])
    ]
    assert kit.rubrics["coding"].skill_id == "coding"
    submit(context, ines, world.workshop, content("design", "coding"))
    submit(context, ivan, world.talk, content("design", "listening", "coding", level=2))
    assert open_scorecard(context, ivan, world.talk).content.rating("coding").level == 2
    view = get_debrief(context, world.cast.hugo, world.candidate_id)
    assert "coding" not in view.not_covered


def test_without_the_handed_on_skill_the_later_card_is_incomplete(context: Context, world: World) -> None:
    hand_on_skill(context, world.cast.ines, world.workshop, "coding", world.talk)
    with pytest.raises(Exception, match=r"Rate Coding") as refused:
        submit(context, world.cast.ivan, world.talk, content("design", "listening"))
    assert "design" not in str(refused.value).lower()


def test_taking_it_back_ends_when_the_later_interview_has_begun_to_rate_it(context: Context, world: World) -> None:
    ines, ivan = world.cast.ines, world.cast.ivan
    hand_on_skill(context, ines, world.workshop, "coding", world.talk)
    take_back_skill(context, ines, world.workshop, "coding")
    assert get_kit(context, ivan, world.talk).stage.skills == ("design", "listening")
    with pytest.raises(NotFound, match="not handed on"):
        take_back_skill(context, ines, world.workshop, "coding")
    hand_on_skill(context, ines, world.workshop, "coding", world.talk)
    card = open_scorecard(context, ivan, world.talk)
    save_draft(context, ivan, card.id, expected_version=1, content=write(card.content, level_of("coding"), (3, False)))
    with pytest.raises(Conflict, match="begun to rate"):
        take_back_skill(context, ines, world.workshop, "coding")


def test_what_can_not_be_handed_on_is_refused_with_the_reason(context: Context, world: World) -> None:
    ines, ivan = world.cast.ines, world.cast.ivan
    with pytest.raises(Invalid, match="does not rate that skill"):
        hand_on_skill(context, ines, world.workshop, "listening", world.talk)
    with pytest.raises(Invalid, match="rates this skill anyway"):
        hand_on_skill(context, ines, world.workshop, "design", world.talk)
    for elsewhere in (world.workshop, "interview-0"):
        with pytest.raises(Invalid, match="later interview"):
            hand_on_skill(context, ivan, world.talk, "listening", elsewhere)  # the workshop comes before the talk
    with pytest.raises(Forbidden):
        hand_on_skill(context, world.cast.rita, world.workshop, "coding", world.talk)
    submit(context, ivan, world.talk, content("design", "listening"))
    with pytest.raises(Conflict, match="can't take it on any more"):
        hand_on_skill(context, ines, world.workshop, "coding", world.talk)


def test_the_stages_on_offer_say_nothing_about_what_others_submitted(context: Context, world: World) -> None:
    ines = world.cast.ines
    before = get_kit(context, ines, world.workshop).later
    submit(context, world.cast.ivan, world.talk, content("design", "listening"))
    assert get_kit(context, ines, world.workshop).later == before


def test_a_stage_that_is_over_or_was_not_held_is_not_on_offer(context: Context, world: World) -> None:
    mark_not_held(context, world.cast.ivan, world.talk, "Storm.")
    assert get_kit(context, world.cast.ines, world.workshop).later == ()
    mark_held(context, world.cast.ivan, world.talk)
    talk = get_candidate(context, world.cast.rita, world.candidate_id).interviews[1]
    assert (talk.state.value, talk.not_held_reason) == ("scheduled", "")
    assert talk.ends_at is not None
    over = talk.ends_at + timedelta(minutes=1)
    assert get_kit(replace(context, clock=lambda: over), world.cast.ines, world.workshop).later == ()
