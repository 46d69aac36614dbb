"""Drafts, submits and amendments: nothing typed is lost, nothing submitted changes silently."""

from __future__ import annotations

import pytest

from interview.domain.debrief import Outcome
from interview.domain.merge import Edit, evidence_of
from interview.domain.scorecard import (
    Rating,
    RevisionKind,
    ScorecardConflict,
    ScorecardContent,
    ScorecardIncomplete,
    ScorecardState,
)
from interview.errors import Conflict, Forbidden, Invalid
from interview.services.context import Context
from interview.services.debriefs import record_decision
from interview.services.interviews import mark_not_held, replace_interviewer
from interview.services.scorecards import (
    amend_scorecard,
    open_scorecard,
    read_revisions,
    read_scorecards,
    save_draft,
    save_edit,
    submit_scorecard,
)
from tests.factories import TestClock, World, content, submit

TYPED = ScorecardContent(notes="  two spaces, kept as typed  ")
OTHER = ScorecardContent(notes="typed in another tab")
FULL = content("design", "coding")


def test_what_was_typed_is_there_after_opening_again(context: Context, world: World) -> None:
    card = open_scorecard(context, world.cast.ines, world.workshop)
    saved = save_draft(context, world.cast.ines, card.id, expected_version=card.version, content=TYPED)
    again = open_scorecard(context, world.cast.ines, world.workshop)
    assert (again.id, again.version, again.content) == (card.id, saved.version, TYPED)


def test_looking_again_writes_one_line_in_ten_minutes_and_nothing_else(context: Context, world: World, clock: TestClock) -> None:
    """A page is drawn with every click, and people save with every word: neither may wait for others' writes."""
    ines = world.cast.ines
    card = open_scorecard(context, ines, world.workshop)
    actions: list[str] = []
    context.store.listeners.append(lambda event: actions.append(event.action))
    for version in (1, 2, 3):
        open_scorecard(context, ines, world.workshop)
        text = ScorecardContent(notes=f"text {version}")
        save_draft(context, ines, card.id, expected_version=version, content=text)
        open_scorecard(context, ines, world.workshop)
    assert actions == ["scorecard.read_own", *["scorecard.save"] * 3]
    clock.forward(minutes=11)
    assert open_scorecard(context, ines, world.workshop).content.notes == "text 3"
    assert actions[-1] == "scorecard.read_own"
    context.store.listeners.clear()


def test_two_tabs_never_lose_text(context: Context, world: World) -> None:
    ines = world.cast.ines
    card = open_scorecard(context, ines, world.workshop)
    first = save_draft(context, ines, card.id, expected_version=1, content=TYPED)
    with pytest.raises(ScorecardConflict) as refused:
        save_draft(context, ines, card.id, expected_version=1, content=OTHER)
    assert (refused.value.mine, refused.value.stored.content) == (OTHER, TYPED)
    assert open_scorecard(context, ines, world.workshop).content == TYPED
    aside = [kept.content for kept in read_revisions(context, ines, card.id) if kept.kind is RevisionKind.SET_ASIDE]
    assert aside == [OTHER]
    # Choosing the refused text is saving it on top of the version that is stored now.
    chosen = save_draft(context, ines, card.id, expected_version=first.version, content=OTHER)
    assert chosen.content == OTHER


def test_a_replayed_save_changes_nothing(context: Context, world: World) -> None:
    ines = world.cast.ines
    card = open_scorecard(context, ines, world.workshop)
    saved = save_draft(context, ines, card.id, expected_version=1, content=TYPED)
    assert save_draft(context, ines, card.id, expected_version=1, content=TYPED) == saved


def test_the_same_conflict_twice_is_set_aside_once(context: Context, world: World) -> None:
    ines = world.cast.ines
    card = open_scorecard(context, ines, world.workshop)
    save_draft(context, ines, card.id, expected_version=1, content=TYPED)
    for _ in range(2):
        with pytest.raises(ScorecardConflict):
            save_draft(context, ines, card.id, expected_version=1, content=OTHER)
    assert len(read_revisions(context, ines, card.id)) == 1


def test_submitting_twice_is_submitting_once(context: Context, world: World) -> None:
    ines = world.cast.ines
    card = open_scorecard(context, ines, world.workshop)
    first = submit_scorecard(context, ines, card.id, expected_version=1, content=FULL)
    assert submit_scorecard(context, ines, card.id, expected_version=1, content=FULL) == first
    assert [kept.kind for kept in read_revisions(context, ines, card.id)] == [RevisionKind.SUBMITTED]


def test_the_draft_itself_can_be_submitted(context: Context, world: World) -> None:
    ines = world.cast.ines
    card = open_scorecard(context, ines, world.workshop)
    saved = save_draft(context, ines, card.id, expected_version=1, content=FULL)
    submitted = submit_scorecard(context, ines, card.id, expected_version=saved.version)
    assert (submitted.state, submitted.content) == (ScorecardState.SUBMITTED, FULL)


def test_a_submit_with_another_text_than_a_newer_draft_is_refused(context: Context, world: World) -> None:
    ines = world.cast.ines
    card = open_scorecard(context, ines, world.workshop)
    save_draft(context, ines, card.id, expected_version=1, content=TYPED)
    with pytest.raises(ScorecardConflict):
        submit_scorecard(context, ines, card.id, expected_version=1, content=FULL)
    assert open_scorecard(context, ines, world.workshop).state is ScorecardState.DRAFT


def test_every_gap_is_listed_in_the_order_of_the_form(context: Context, world: World) -> None:
    ines = world.cast.ines
    card = open_scorecard(context, ines, world.workshop)
    wanting = ScorecardContent(
        ratings=(Rating(skill_id="design", level=4, evidence="good"), Rating(skill_id="listening", level=2)),
    )
    with pytest.raises(ScorecardIncomplete) as refused:
        submit_scorecard(context, ines, card.id, expected_version=1, content=wanting)
    assert [gap.field for gap in refused.value.missing] == [
        "skill:design",
        "skill:coding",
        "skill:listening",
        "vote",
        "vote_reason",
    ]
    assert "Write what you saw or heard for Designing" in str(refused.value)


def test_late_writes_after_the_submit_are_refused_with_a_sentence(context: Context, world: World) -> None:
    ines = world.cast.ines
    card_id = submit(context, ines, world.workshop, FULL)
    with pytest.raises(Conflict, match="submitted and locked"):
        save_draft(context, ines, card_id, expected_version=2, content=TYPED)
    with pytest.raises(Conflict, match="submitted and locked"):
        submit_scorecard(context, ines, card_id, expected_version=2, content=content("design", "coding", level=1))
    assert open_scorecard(context, ines, world.workshop).content == FULL


def test_an_amendment_keeps_what_was_there_and_says_why(context: Context, world: World) -> None:
    ines = world.cast.ines
    card_id = submit(context, ines, world.workshop, FULL)
    better = content("design", "coding", level=3)
    amended = amend_scorecard(context, ines, card_id, expected_version=2, content=better, reason=" Mixed up two people. ")
    assert (amended.version, amended.content) == (3, better)
    kept = read_revisions(context, ines, card_id)
    assert [(entry.version, entry.kind.value, entry.content, entry.reason, entry.had_seen_others) for entry in kept] == [
        (2, "submitted", FULL, "", False),
        (3, "amended", better, "Mixed up two people.", False),
    ]


def test_an_amendment_after_reading_others_is_marked(context: Context, world: World) -> None:
    cast = world.cast
    submit(context, cast.ivan, world.talk, content("design", "listening"))
    card_id = submit(context, cast.ines, world.workshop, FULL)
    read_scorecards(context, cast.ines, world.candidate_id)
    amend_scorecard(
        context, cast.ines, card_id, expected_version=2, content=content("design", "coding", level=3), reason="Second thoughts."
    )
    assert [kept.had_seen_others for kept in read_revisions(context, cast.ines, card_id)] == [False, True]
    seen = {card.author: card.seen_late for card in read_scorecards(context, cast.hugo, world.candidate_id).cards}
    assert seen == {"Ines": True, "Ivan": False}


def test_amending_needs_a_reason_a_submit_and_an_open_candidate(context: Context, world: World) -> None:
    cast = world.cast
    card = open_scorecard(context, cast.ines, world.workshop)
    with pytest.raises(Invalid, match="Say why"):
        amend_scorecard(context, cast.ines, card.id, expected_version=1, content=FULL, reason=" ")
    with pytest.raises(Invalid, match="still a draft"):
        amend_scorecard(context, cast.ines, card.id, expected_version=1, content=FULL, reason="x")
    submit(context, cast.ines, world.workshop, FULL)
    with pytest.raises(ScorecardIncomplete):
        amend_scorecard(context, cast.ines, card.id, expected_version=2, content=TYPED, reason="x")
    assert amend_scorecard(context, cast.ines, card.id, expected_version=9, content=FULL, reason="x").version == 2
    with pytest.raises(ScorecardConflict):
        amend_scorecard(context, cast.ines, card.id, expected_version=1, content=content("design", "coding", level=2), reason="x")
    record_decision(context, cast.hugo, world.candidate_id, Outcome.HIRE, reason="Enough.")
    with pytest.raises(Conflict, match="decision on this candidate is made"):
        amend_scorecard(context, cast.ines, card.id, expected_version=2, content=content("design", "coding", level=2), reason="x")
    with pytest.raises(Conflict, match="decision on this candidate is made"):
        open_scorecard(context, cast.ivan, world.talk)


def test_an_interview_that_was_not_held_takes_no_scorecard(context: Context, world: World) -> None:
    cast = world.cast
    card = open_scorecard(context, cast.ines, world.workshop)
    mark_not_held(context, cast.rita, world.workshop, "The candidate was ill.")
    with pytest.raises(Invalid, match="not held"):
        save_draft(context, cast.ines, card.id, expected_version=1, content=TYPED)


def test_a_replaced_interviewer_can_no_longer_write(context: Context, world: World) -> None:
    cast = world.cast
    card = open_scorecard(context, cast.ines, world.workshop)
    replace_interviewer(context, cast.rita, world.workshop, cast.ines.person_id, cast.otto.person_id)
    with pytest.raises(Forbidden):
        save_draft(context, cast.ines, card.id, expected_version=1, content=TYPED)


def test_one_field_is_saved_whatever_else_another_tab_saved_meanwhile(context: Context, world: World) -> None:
    ines = world.cast.ines
    card = open_scorecard(context, ines, world.workshop)
    save_edit(context, ines, card.id, Edit(field=evidence_of("coding"), value="From one tab.", seen=("",)))
    save_edit(context, ines, card.id, Edit(field="notes", value="From another.", seen=("",)))
    stored = open_scorecard(context, ines, world.workshop)
    assert (stored.content.rating("coding").evidence, stored.content.notes, stored.version) == (
        "From one tab.",
        "From another.",
        3,
    )
    assert stored.texts_set_aside == 0
    assert save_edit(context, ines, card.id, Edit(field="notes", value="From another.", seen=("",))).version == 3
    with pytest.raises(ScorecardConflict) as refused:
        save_edit(context, ines, card.id, Edit(field="notes", value="Unaware.", seen=("",)))
    assert refused.value.stored.content.notes == "From another."
    assert open_scorecard(context, ines, world.workshop).texts_set_aside == 1
    submit(context, ines, world.workshop, content("design", "coding"))
    with pytest.raises(Conflict, match="locked"):
        save_edit(context, ines, card.id, Edit(field="notes", value="Too late.", seen=("",)))
