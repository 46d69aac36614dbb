"""The kit: reading it, writing the scorecard field by field, two tabs, the review, the submit, the amendment."""

from __future__ import annotations

from typing import Any

import pytest

from interview.domain.merge import level_of, read, write
from interview.domain.scorecard import RevisionKind, Vote
from interview.errors import Conflict
from interview.services.candidates import withdraw_candidate
from interview.services.context import Context
from interview.services.interviews import mark_not_held
from interview.services.kits import get_kit
from interview.services.scorecards import open_scorecard, read_revisions, save_draft
from interview.ui.pages.kit import agenda
from tests.factories import EVIDENCE, World, content, submit
from tests.ui.conftest import Visit
from tests.ui.tab import Tab

BOX = "Evidence for {}: what did you see or hear?"
DESIGN, CODING = BOX.format("Designing"), BOX.format("Coding")
NOTES, REASON = "Notes for yourself and the debrief", "Why? One line is enough"


def rate(tab: Tab, *names: str, level: int = 4) -> Tab:
    for name in names:
        tab.choose(f"Your rating of {name}", level).write(BOX.format(name), EVIDENCE)
    return tab


def test_the_kit_has_purpose_agenda_questions_anchors_and_what_others_cover(visit: Visit, context: Context, world: World) -> None:
    tab = visit(world.cast.ines, "kit", interview=world.workshop)
    assert tab.title == "Workshop with Cleo Marsh"
    for words in (
        "To see the work",
        "Tell me about a time that called for coding.",
        "And then 2? (2 min)",
        "4 advanced · the role needs this",
        "Talk: Designing, Listening",
        "The role needs 4 advanced · must-have",
    ):
        assert words in tab.everything
    assert [minutes for _, minutes in agenda(get_kit(context, world.cast.ines, world.workshop))] == [5, 12, 12, 31]


def test_whoever_may_read_a_kit_but_does_not_interview_gets_no_scorecard(visit: Visit, world: World) -> None:
    tab = visit(world.cast.hugo, "kit", interview=world.workshop)
    assert "Tell me about a time that called for coding." in tab.everything
    assert "Your rating" not in tab.everything
    assert not tab.app.segmented_control


def test_an_interview_that_did_not_take_place_says_so(visit: Visit, context: Context, world: World) -> None:
    mark_not_held(context, world.cast.rita, world.workshop, "The candidate was ill.")
    tab = visit(world.cast.ines, "kit", interview=world.workshop)
    assert [info.value for info in tab.app.info] == ["This interview did not take place: The candidate was ill."]
    assert not tab.app.segmented_control


def test_an_interviewer_says_in_one_press_that_nothing_took_place_and_takes_it_back_in_one(
    visit: Visit, context: Context, world: World
) -> None:
    tab = visit(world.cast.ines, "kit", interview=world.workshop)
    tab.choose("Your rating of Coding", 3)
    tab.pick("Did not take place", "The candidate did not come")
    assert [info.value for info in tab.app.info] == ["This interview did not take place: The candidate did not come"]
    tab.press("It did take place after all")
    assert not tab.app.info
    assert open_scorecard(context, world.cast.ines, world.workshop).content.rating("coding").level == 3


def test_a_skill_without_time_moves_to_the_later_kit_in_one_press(visit: Visit, context: Context, world: World) -> None:
    tab = visit(world.cast.ines, "kit", interview=world.workshop)
    assert [label for label in tab.buttons if label.startswith("No time")] == ["No time for it? Hand it on to “Talk”"]
    tab.press("No time for it? Hand it on to “Talk”")
    assert [info.value for info in tab.app.info] == ["Handed on: “Talk” rates this instead."]
    assert open_scorecard(context, world.cast.ines, world.workshop).content.rating("coding").not_assessed
    later = visit(world.cast.ivan, "kit", interview=world.talk)
    assert [info.value for info in later.app.info] == ["Handed on by “Workshop”, which had no time for it."]
    assert "Tell me about a time that called for coding." in later.everything
    assert "Your rating of Coding" in [one.label for one in later.app.segmented_control]
    tab.press("Take it back")
    assert not tab.app.info
    assert open_scorecard(context, world.cast.ines, world.workshop).content.rating("coding").not_assessed is False
    again = visit(world.cast.ivan, "kit", interview=world.talk)
    assert "Coding" not in "".join(one.label for one in again.app.segmented_control)


def test_somebody_elses_kit_is_refused_without_a_word_of_it(visit: Visit, world: World) -> None:
    tab = visit(world.cast.otto, "kit", interview=world.workshop)
    assert len(tab.errors) == 1
    assert "Cleo" not in tab.everything


def test_every_change_is_in_the_database_before_anybody_presses_a_button(visit: Visit, context: Context, world: World) -> None:
    tab = visit(world.cast.ines, "kit", interview=world.workshop)
    tab.choose("Your rating of Designing", 2).write(DESIGN, "Drew a box.").choose("Your rating of Coding", 0)
    tab.write(NOTES, "Calm.").choose("Your vote", Vote.NO).write(REASON, "Too thin.")
    tab.choose("Minutes it really took, if you know (planned: 60)", 52)
    stored = open_scorecard(context, world.cast.ines, world.workshop).content
    assert stored.rating("design").model_dump() == {
        "skill_id": "design", "level": 2, "not_assessed": False, "evidence": "Drew a box."
    }  # fmt: skip
    assert stored.rating("coding").not_assessed
    assert (stored.notes, stored.vote, stored.vote_reason, stored.minutes_held) == ("Calm.", Vote.NO, "Too thin.", 52)
    again = visit(world.cast.ines, "kit", interview=world.workshop)
    assert [one.value for one in again.app.segmented_control] == [2, 0, Vote.NO]
    assert again.component(DESIGN)[1]["stored"] == "Drew a box."


def test_taking_a_rating_back_is_a_change_too(visit: Visit, context: Context, world: World) -> None:
    tab = visit(world.cast.ines, "kit", interview=world.workshop).choose("Your rating of Coding", 3)
    tab.choose("Your rating of Coding", None)
    assert open_scorecard(context, world.cast.ines, world.workshop).content.rating("coding").level is None


def test_hints_ask_for_evidence_and_for_what_can_be_checked(visit: Visit, world: World) -> None:
    tab = visit(world.cast.ines, "kit", interview=world.workshop).choose("Your rating of Designing", 4)
    assert "A rating needs evidence: at least 15 characters" in tab.everything
    tab.write(DESIGN, "Good communication, seemed smart.")
    assert "A rating needs evidence" not in tab.everything
    assert "Hard to check later: good communication, seemed." in tab.everything


def test_the_next_skill_to_rate_is_one_link_away(visit: Visit, world: World) -> None:
    tab = visit(world.cast.ines, "kit", interview=world.workshop)
    assert "Next to rate: [Coding](#skill-coding)" in tab.everything
    rate(tab, "Coding")
    assert "Next to rate: [Designing](#skill-design)" in tab.everything
    rate(tab, "Designing")
    assert "Next to rate" not in tab.everything


def test_checking_names_every_gap_and_links_to_it(visit: Visit, world: World) -> None:
    tab = visit(world.cast.ines, "kit", interview=world.workshop).press("Check and submit")
    assert tab.errors[0].splitlines() == [
        "Before you can submit:",
        "- [Rate Designing, or mark it as not assessed.](#skill-design)",
        "- [Rate Coding, or mark it as not assessed.](#skill-coding)",
        "- [Choose your vote.](#vote)",
        "- [Give the reason for your vote in a line.](#vote)",
    ]
    assert "Submit the scorecard" not in tab.buttons


def test_a_complete_card_is_reviewed_submitted_once_and_locked(visit: Visit, context: Context, world: World) -> None:
    tab = rate(visit(world.cast.ines, "kit", interview=world.workshop), "Designing", "Coding")
    tab.choose("Your vote", Vote.YES).write(REASON, "Solid.").write(NOTES, "Fine day.").press("Check and submit")
    assert "What you are about to submit" in tab.everything
    assert "**Designing: 4 advanced**" in tab.everything
    tab.press("Submit the scorecard")
    assert [message.value for message in tab.app.success] == ["Your scorecard is submitted and locked."]
    assert "Submit the scorecard" not in tab.buttons
    card = open_scorecard(context, world.cast.ines, world.workshop)
    kinds = [revision.kind for revision in read_revisions(context, world.cast.ines, card.id)]
    assert (card.state, kinds) == ("submitted", [RevisionKind.SUBMITTED])
    assert tab.links["See the candidate"] == f"candidate?candidate={world.candidate_id}"


def test_an_amendment_needs_a_reason_and_keeps_the_first_version(visit: Visit, context: Context, world: World) -> None:
    card_id = submit(context, world.cast.ines, world.workshop, content("design", "coding"))
    tab = visit(world.cast.ines, "kit", interview=world.workshop)
    tab.app.selectbox[0].set_value(5)
    tab.press("Save the amendment")
    assert tab.errors == ["Say why you amend it: the reason is kept and shown."]
    tab.app.selectbox[1].set_value(0)
    tab.app.text_input[0].set_value("I mixed up two answers.")
    tab.press("Save the amendment")
    assert "**Designing: 5 expert**" in tab.everything
    assert "**Coding: Not assessed**" in tab.everything
    kept = read_revisions(context, world.cast.ines, card_id)
    assert [(one.kind, one.reason) for one in kept] == [
        (RevisionKind.SUBMITTED, ""), (RevisionKind.AMENDED, "I mixed up two answers."),
    ]  # fmt: skip


def test_two_tabs_that_write_different_fields_are_put_together(visit: Visit, context: Context, world: World) -> None:
    first, second = (visit(world.cast.ines, "kit", interview=world.workshop) for _ in range(2))
    first.write(DESIGN, "From the first tab.")
    second.write(CODING, "From the second tab.").choose("Your rating of Designing", 3)
    stored = open_scorecard(context, world.cast.ines, world.workshop).content
    assert (stored.rating("design").evidence, stored.rating("design").level) == ("From the first tab.", 3)
    assert stored.rating("coding").evidence == "From the second tab."
    assert second.component(DESIGN)[1]["stored"] == "From the first tab."
    assert "changed in another tab" not in second.everything


@pytest.mark.parametrize(
    ("way", "ends"),
    [
        ("Keep this tab's version", "Second."),
        ("Take the stored version", "First."),
        ("Keep both", "First.\n\nSecond."),
    ],
)
def test_two_tabs_that_write_the_same_field_lose_neither_text(
    visit: Visit, context: Context, world: World, way: str, ends: str
) -> None:
    first, second = (visit(world.cast.ines, "kit", interview=world.workshop) for _ in range(2))
    first.write(DESIGN, "First.")
    second.send(DESIGN, {"edit": {"text": "Second.", "seen": [""]}})
    assert "This was changed in another tab" in second.everything
    assert {"First.", "Second."} <= set(second.texts)
    card = open_scorecard(context, world.cast.ines, world.workshop)
    assert card.content.rating("design").evidence == "First."
    aside = [one for one in read_revisions(context, world.cast.ines, card.id) if one.kind is RevisionKind.SET_ASIDE]
    assert [one.content.rating("design").evidence for one in aside] == ["Second."]
    second.press("Check and submit")
    assert "Choose between the two versions" in second.errors[-1]
    before = second.component(DESIGN)[0]
    second.press(way)
    assert open_scorecard(context, world.cast.ines, world.workshop).content.rating("design").evidence == ends
    assert second.component(DESIGN)[1]["stored"] == ends
    assert second.component(DESIGN)[0] != before  # a new box: the old one still holds what was typed there
    assert "This was changed in another tab" not in second.everything
    assert "Set aside: 1" in visit(world.cast.ines, "kit", interview=world.workshop).everything


@pytest.mark.parametrize(
    ("mine", "theirs", "words"),
    [
        ((0, 5), (level_of("design"), (2, False)), ["5 expert", "2 basic"]),
        ((0, 5), (level_of("design"), (None, True)), ["5 expert", "Not assessed"]),
        ((2, Vote.YES), ("vote", Vote.STRONG_NO), ["Yes", "Strong no"]),
    ],
)
def test_a_level_or_a_vote_that_clashes_is_named_in_words(  # noqa: PLR0917 - three fixtures and a case
    visit: Visit, context: Context, world: World, mine: tuple[int, Any], theirs: tuple[str, Any], words: list[str]
) -> None:
    tab = visit(world.cast.ines, "kit", interview=world.workshop)
    card = open_scorecard(context, world.cast.ines, world.workshop)
    (place, chosen), (field, value) = mine, theirs
    stored = write(card.content, field, value)
    save_draft(context, world.cast.ines, card.id, expected_version=card.version, content=stored)
    tab.app.segmented_control[place].set_value(chosen)
    assert tab.run().texts[:2] == words
    assert "Keep both" not in tab.buttons
    tab.press("Keep this tab's version")
    kept = read(open_scorecard(context, world.cast.ines, world.workshop).content, field)
    assert kept == (chosen if field == "vote" else (chosen, False))
    assert tab.app.segmented_control[place].value == chosen


def test_what_can_no_longer_be_saved_is_refused_in_a_sentence(visit: Visit, context: Context, world: World) -> None:
    tab = visit(world.cast.ines, "kit", interview=world.workshop)
    withdraw_candidate(context, world.cast.rita, world.candidate_id)
    tab.write(NOTES, "Too late.")
    assert set(tab.errors) == {"The decision on this candidate is made, so no more scorecards are taken."}
    assert tab.component(NOTES)[1]["held"]


def test_a_submit_that_is_refused_keeps_the_review(
    visit: Visit, context: Context, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from interview.ui.components import scorecard

    def refuse(*args: object, **kwargs: object) -> None:
        raise Conflict("Somebody was faster.")

    monkeypatch.setattr(scorecard, "submit_scorecard", refuse)
    tab = rate(visit(world.cast.ines, "kit", interview=world.workshop), "Designing", "Coding")
    tab.choose("Your vote", Vote.YES).write(REASON, "Solid.").press("Check and submit").press("Submit the scorecard")
    assert tab.errors == ["Somebody was faster."]
    assert "Submit the scorecard" in tab.buttons


def test_blind_interviewers_see_nothing_of_anothers_scorecard_anywhere(visit: Visit, context: Context, world: World) -> None:
    secret = content("design", "coding", notes="SENTINEL-NOTES")
    submit(context, world.cast.ines, world.workshop, secret.model_copy(update={"vote_reason": "SENTINEL-VOTE"}))
    for page, parameters in {
        "": {},
        "interviews": {},
        "kit": {"interview": world.talk},
        "candidate": {"candidate": world.candidate_id},
        "debrief": {"candidate": world.candidate_id},
    }.items():
        everything = visit(world.cast.ivan, page, **parameters).everything
        assert "SENTINEL" not in everything
        assert EVIDENCE not in everything
        assert "submitted]" not in everything
