"""The parts of a scorecard: one section a skill, the vote, the submit, and the locked card afterwards."""

from __future__ import annotations

from functools import partial

import streamlit as st

from interview.domain.evidence import vague_phrases
from interview.domain.person import Actor
from interview.domain.scorecard import Rating, Vote, missing_before_submit
from interview.domain.skill import LEVEL_NAMES
from interview.services.context import Context
from interview.services.interviews import Kit
from interview.services.scorecards import ScorecardView, amend_scorecard, submit_scorecard
from interview.ui import session
from interview.ui.components.autosave import autosaved_text
from interview.ui.components.question import question_details, question_heading
from interview.ui.sheet import Sheet, change, change_rating

VOTES = {Vote.STRONG_NO: "Strong no", Vote.NO: "No", Vote.YES: "Yes", Vote.STRONG_YES: "Strong yes"}
_NOT_ASSESSED = 0
_CHOICES = [1, 2, 3, 4, 5, _NOT_ASSESSED]


def _choice(level: int) -> str:
    return "Not assessed" if level == _NOT_ASSESSED else f"{level} {LEVEL_NAMES[level]}"


@st.fragment
def skill_section(context: Context, actor: Actor, kit: Kit, skill_id: str, sheet: Sheet | None) -> None:
    """A skill's questions and, with a ``sheet``, its rating beside the anchors."""
    name = kit.skill_names[skill_id]
    with st.container(border=True):
        st.header(name)
        must = " · must-have" if skill_id in kit.must_haves else ""
        bar = kit.bars.get(skill_id)
        if bar is not None:
            st.caption(f"The role needs {bar} {LEVEL_NAMES[bar]}{must}")
        for question in kit.questions:
            if question.skill_id == skill_id:
                with st.expander(question_heading(question), expanded=True):
                    question_details(question)
        if not any(question.skill_id == skill_id for question in kit.questions):
            st.caption("No question of its own: listen for it in the answers to the other questions.")
        with st.expander("What each level looks like"):
            for anchor in kit.rubrics[skill_id].anchors:
                st.markdown(f"**{anchor.level} {anchor.name}** — {' '.join(anchor.behaviours)}")
        if sheet is not None:
            _rating(context, actor, kit, skill_id, sheet)


def _rating(context: Context, actor: Actor, kit: Kit, skill_id: str, sheet: Sheet) -> None:
    name, interview_id = kit.skill_names[skill_id], kit.interview.id
    rating = sheet.content.rating(skill_id)
    key = f"level-{sheet.card.id}-{skill_id}"

    def rated() -> None:
        chosen = session.widget(key)
        level = chosen if chosen in LEVEL_NAMES else None
        change_rating(context, actor, interview_id, skill_id, level=level, not_assessed=chosen == _NOT_ASSESSED)

    st.segmented_control(
        f"Your rating of {name}",
        _CHOICES,
        default=_NOT_ASSESSED if rating.not_assessed else rating.level,
        format_func=_choice,
        key=key,
        on_change=rated,
    )
    if rating.level is not None:
        st.caption(f"{rating.level}: {kit.rubrics[skill_id].anchor(rating.level).evidence}")
    autosaved_text(
        f"Evidence for {name}: what did you see or hear?",
        rating.evidence,
        key=f"evidence-{sheet.card.id}-{skill_id}",
        on_save=lambda text: change_rating(context, actor, interview_id, skill_id, evidence=text),
    )
    if vague := vague_phrases(rating.evidence):
        st.caption(f"Could you say what the candidate did? Hard to check later: {', '.join(vague)}.")
    if sheet.problem:
        st.error(sheet.problem)


@st.fragment
def scorecard_ending(context: Context, actor: Actor, kit: Kit, sheet: Sheet) -> None:
    """Notes, the vote with its reason, what is still missing, and the submit."""
    interview_id, key = kit.interview.id, f"vote-{sheet.card.id}"
    with st.container(border=True):
        st.header("Notes and vote")
        autosaved_text(
            "Notes for yourself and the debrief",
            sheet.content.notes,
            key=f"notes-{sheet.card.id}",
            on_save=lambda text: change(context, actor, interview_id, notes=text),
        )
        st.segmented_control(
            "Your vote",
            list(VOTES),
            default=sheet.content.vote,
            format_func=VOTES.__getitem__,
            key=key,
            on_change=lambda: change(context, actor, interview_id, vote=session.widget(key)),
        )
        autosaved_text(
            "Why? One line is enough",
            sheet.content.vote_reason,
            key=f"vote-reason-{sheet.card.id}",
            on_save=lambda text: change(context, actor, interview_id, vote_reason=text),
            rows=2,
        )
        if st.button("Check and submit", type="primary", key=session.nonce(f"submit-{interview_id}")):
            _submit(context, actor, kit, sheet)


def _submit(context: Context, actor: Actor, kit: Kit, sheet: Sheet) -> None:
    gaps = missing_before_submit(sheet.content, [(skill, kit.skill_names[skill]) for skill in kit.stage.skills])
    if gaps:
        st.error("Before you can submit:\n" + "\n".join(f"- {gap.message}" for gap in gaps))
        return
    if session.tried(lambda: submit_scorecard(context, actor, sheet.card.id, expected_version=sheet.card.version)):
        session.done("Scorecard submitted. Thank you.", f"submit-{kit.interview.id}")


def submitted_card(context: Context, actor: Actor, kit: Kit, card: ScorecardView) -> None:
    """The locked card, and the way to amend it in the open."""
    st.success("Your scorecard is submitted and locked.")
    session.link("candidate", "See the candidate", candidate=card.candidate_id)
    for rating in card.content.ratings:
        level = "Not assessed" if rating.level is None else f"{rating.level} {LEVEL_NAMES[rating.level]}"
        st.markdown(f"**{kit.skill_names.get(rating.skill_id, rating.skill_id)}: {level}**")
        st.text(rating.evidence)
    if card.content.vote:
        st.markdown(f"**Vote: {VOTES[card.content.vote]}**")
        st.text(card.content.vote_reason)
    if card.content.notes:
        st.text(card.content.notes)
    with st.expander("Amend it"):
        _amend(context, actor, kit, card)


def _amend(context: Context, actor: Actor, kit: Kit, card: ScorecardView) -> None:
    st.write(
        "The first version stays readable. The amendment shows when and why, and whether others' scorecards were open to you."
    )
    with st.form(f"amend-{card.id}-{card.version}", border=False):
        ratings = []
        for skill_id in kit.stage.skills:
            before = card.content.rating(skill_id)
            start = _NOT_ASSESSED if before.level is None else before.level
            name = kit.skill_names[skill_id]
            chosen = st.selectbox(f"{name}: rating", _CHOICES, index=_CHOICES.index(start), format_func=_choice)
            evidence = st.text_area(f"{name}: evidence", before.evidence)
            level = chosen or None
            ratings.append(Rating(skill_id=skill_id, level=level, not_assessed=level is None, evidence=evidence))
        reason = st.text_input("Why do you amend it?", max_chars=500)
        if st.form_submit_button("Save the amendment"):
            content = card.content.model_copy(update={"ratings": tuple(ratings)})
            amend = partial(
                amend_scorecard, context, actor, card.id, expected_version=card.version, content=content, reason=reason
            )
            if session.tried(amend):
                session.done("Amendment saved.")
