"""Blind until submitted, on every surface: Ines's scorecard is full of words and numbers that Ivan must not meet."""

from __future__ import annotations

import inspect
from typing import Any

import pytest
from pydantic import BaseModel

from interview.domain.person import Actor
from interview.domain.scorecard import Rating, ScorecardContent, Vote
from interview.domain.visibility import Blindness
from interview.errors import LoopwrightError
from interview.services.audits import read_audit
from interview.services.candidates import get_candidate
from interview.services.context import Context
from interview.services.debriefs import get_debrief, record_vote
from interview.services.interviews import assign_interviewers
from interview.services.reminding import remind
from interview.services.scorecards import open_scorecard, read_revisions, read_scorecards, save_draft, submit_scorecard
from tests.factories import Cast, TestClock, World, a_world, content, submit
from tests.services.test_permission_matrix import RULES

SECRET = "Zanzibar"  # in every text field of Ines's scorecard
LEAKY = ScorecardContent(
    ratings=(
        Rating(skill_id="design", level=5, evidence=f"{SECRET}: drew the whole system from memory."),
        Rating(skill_id="coding", level=1, evidence=f"{SECRET}: could not write a loop."),
    ),
    notes=SECRET,
    vote=Vote.STRONG_YES,
    vote_reason=SECRET,
)


def everything(context: Context, actor: Actor, world: World) -> str:
    """What every service answers to this actor, refusals included, as one text."""
    answers = []
    for service, (_, ask) in RULES.items():
        if service.split(".")[1].startswith(("get_", "read_", "list_", "my_", "open_")):
            try:
                answers.append(f"{service}: {_text(ask(context, actor, world))}")
            except LoopwrightError as refused:
                answers.append(f"{service}: {refused}")
    return "\n".join(answers)


def _text(answer: Any) -> str:
    if isinstance(answer, BaseModel):
        return answer.model_dump_json()
    return "\n".join(_text(entry) for entry in answer) if isinstance(answer, tuple) else str(answer)


def test_every_reading_service_is_asked() -> None:
    asked = [name for name in RULES if name.split(".")[1].startswith(("get_", "read_", "list_", "my_", "open_"))]
    assert {name.split(".")[0] for name in asked} >= {"candidates", "interviews", "scorecards", "debriefs", "audits", "roles"}
    assert inspect.isfunction(RULES[asked[0]][1])


def test_nothing_of_a_submitted_scorecard_reaches_a_blind_interviewer(context: Context, world: World) -> None:
    submit(context, world.cast.ines, world.workshop, LEAKY)
    heard = everything(context, world.cast.ivan, world)
    assert SECRET not in heard
    assert "strong_yes" not in heard
    assert SECRET in everything(context, world.cast.hugo, world)  # the test can see a leak


def test_a_blind_interviewer_is_told_the_same_before_and_after_others_submit(context: Context, world: World) -> None:
    """Counts, badges and states are surfaces too: nothing at all may change for Ivan when Ines submits."""
    open_scorecard(context, world.cast.ines, world.workshop)
    open_scorecard(context, world.cast.ivan, world.talk)
    before = everything(context, world.cast.ivan, world)
    submit(context, world.cast.ines, world.workshop, LEAKY)
    assert everything(context, world.cast.ivan, world) == before


def test_a_draft_of_somebody_else_reaches_nobody(context: Context, world: World) -> None:
    card = open_scorecard(context, world.cast.ines, world.workshop)
    save_draft(context, world.cast.ines, card.id, expected_version=1, content=LEAKY)
    cast = world.cast
    for actor in (cast.ada, cast.rita, cast.hugo, cast.ivan, cast.bo, cast.aud, cast.otto):
        assert SECRET not in everything(context, actor, world)
    assert SECRET in everything(context, cast.ines, world)


def test_submitting_ones_own_opens_the_others(context: Context, world: World) -> None:
    submit(context, world.cast.ines, world.workshop, LEAKY)
    submit(context, world.cast.ivan, world.talk, content("design", "listening"))
    seen = read_scorecards(context, world.cast.ivan, world.candidate_id)
    assert [card.author for card in seen.cards if SECRET in card.content.notes] == ["Ines"]
    assert get_candidate(context, world.cast.ivan, world.candidate_id).scorecards_due == 0


def test_somebody_with_two_interviews_stays_blind_until_both_are_in(context: Context, world: World) -> None:
    cast = world.cast
    assign_interviewers(context, cast.rita, world.workshop, [cast.ines.person_id, cast.ivan.person_id])
    submit(context, cast.ines, world.workshop, LEAKY)
    submit(context, cast.ivan, world.talk, content("design", "listening"))
    assert SECRET not in everything(context, cast.ivan, world)
    submit(context, cast.ivan, world.workshop, content("design", "coding"))
    assert SECRET in everything(context, cast.ivan, world)


def test_a_shadow_is_blind_like_an_interviewer(context: Context, world: World) -> None:
    cast = world.cast
    assign_interviewers(context, cast.rita, world.talk, [cast.ivan.person_id], shadows=[cast.otto.person_id])
    submit(context, cast.ines, world.workshop, LEAKY)
    assert SECRET not in everything(context, cast.otto, world)


def test_a_hiring_manager_on_the_panel_is_blind_too(context: Context, world: World) -> None:
    cast = world.cast
    assign_interviewers(context, cast.rita, world.talk, [cast.hugo.person_id])
    submit(context, cast.ines, world.workshop, LEAKY)
    assert SECRET not in everything(context, cast.hugo, world)
    submit(context, cast.hugo, world.talk, content("design", "listening"))
    assert SECRET in everything(context, cast.hugo, world)


def test_an_administrator_on_the_panel_is_blind_and_has_no_way_around_it(context: Context, world: World) -> None:
    cast = world.cast
    assign_interviewers(context, cast.rita, world.talk, [cast.ada.person_id])
    submit(context, cast.ines, world.workshop, LEAKY)
    assert SECRET not in everything(context, cast.ada, world)  # the access bundle is one of the services that are asked
    submit(context, cast.ada, world.talk, content("design", "listening"))
    assert SECRET in everything(context, cast.ada, world)


def test_the_trail_tells_a_blind_administrator_of_nobodys_scorecard(context: Context, world: World, clock: TestClock) -> None:
    cast = world.cast
    assign_interviewers(context, cast.rita, world.talk, [cast.ada.person_id])
    before = _of_others(context, cast.ada)
    clock.forward(days=2, hours=4.5)
    remind(context, cast.rita, world.workshop, cast.ines.person_id)
    submit(context, cast.ines, world.workshop, LEAKY)
    record_vote(context, cast.ines, world.candidate_id, Vote.YES)
    told = {"interview.remind", "scorecard.open", "scorecard.submit", "debrief.vote"}
    assert _of_others(context, cast.ada) == before
    assert told <= set(_of_others(context, cast.aud))
    submit(context, cast.ada, world.talk, content("design", "listening"))
    assert told <= set(_of_others(context, cast.ada))


def _of_others(context: Context, actor: Actor) -> list[str]:
    """What the trail says that others did, but for looking."""
    events = [sealed.event for sealed in read_audit(context, actor) if sealed.event.actor_id != actor.person_id]
    return [event.action for event in events if event.action not in {"audit.read", "chase.list"}]


def test_with_after_all_nobody_reads_until_the_last_is_in(context: Context, cast: Cast) -> None:
    world = a_world(context, cast, blindness=Blindness.AFTER_ALL)
    submit(context, cast.ines, world.workshop, LEAKY)
    for actor in (cast.ada, cast.rita, cast.hugo, cast.ivan, cast.bo, cast.aud):
        assert SECRET not in everything(context, actor, world)
    with pytest.raises(LoopwrightError, match="once all of them are submitted"):
        get_debrief(context, cast.hugo, world.candidate_id)
    # Those who chase late scorecards still see who owes one; those who rate see no badge but their own.
    waiting = get_candidate(context, cast.rita, world.candidate_id)
    assert ([seat.submitted for seat in waiting.seats], waiting.scorecards_due) == ([True, False], 1)
    blind = get_candidate(context, cast.ines, world.candidate_id)
    assert ([seat.submitted for seat in blind.seats], blind.scorecards_due) == ([True, None], None)
    submit(context, cast.ivan, world.talk, content("design", "listening"))
    assert SECRET in everything(context, cast.hugo, world)


def test_the_conflicting_text_of_another_tab_is_its_authors_alone(context: Context, world: World) -> None:
    cast = world.cast
    card = open_scorecard(context, cast.ines, world.workshop)
    saved = save_draft(context, cast.ines, card.id, expected_version=1, content=content("design"))
    with pytest.raises(LoopwrightError, match="both texts are kept"):
        save_draft(context, cast.ines, card.id, expected_version=1, content=LEAKY)
    full = content("design", "coding")
    submit_scorecard(context, cast.ines, card.id, expected_version=saved.version, content=full)
    assert [kept.kind.value for kept in read_revisions(context, cast.ines, card.id)] == ["set_aside", "submitted"]
    assert [kept.kind.value for kept in read_revisions(context, cast.hugo, card.id)] == ["submitted"]
    assert SECRET not in everything(context, cast.hugo, world)
