"""A skill for which there was no time: one press hands it on to a later stage, one press takes it back."""

from __future__ import annotations

import streamlit as st

from interview.domain.merge import level_of
from interview.domain.person import Actor
from interview.services.context import Context
from interview.services.hand_ons import hand_on_skill, take_back_skill
from interview.services.kits import Kit
from interview.ui import session
from interview.ui.components.question import question_details, question_heading
from interview.ui.sheet import change
from interview.ui.texts import _


def hand_on_button(context: Context, actor: Actor, kit: Kit, skill_id: str) -> None:
    """Offer the next stage that does not rate the skill anyway; where there is none, nothing."""
    target = next((stage for stage in kit.later if skill_id not in stage.skills), None)
    if target is None:
        return
    interview_id, name = kit.interview.id, f"hand-on-{kit.interview.id}-{skill_id}"
    label = _("No time for it? Hand it on to “{stage}”").format(stage=target.title)
    if st.button(label, key=session.nonce(name), type="tertiary") and session.tried(
        lambda: hand_on_skill(context, actor, interview_id, skill_id, target.interview_id)
    ):
        change(context, actor, interview_id, level_of(skill_id), (None, True))
        session.done(_("Handed on. It shows in the kit of “{stage}”.").format(stage=target.title), name)


def handed_away(context: Context, actor: Actor, kit: Kit, skill_id: str, *, may_change: bool) -> None:
    """Say which stage rates the skill instead, with the way back."""
    stage = kit.handed_away.get(skill_id)
    if stage is None:
        return
    st.info(_("Handed on: “{stage}” rates this instead.").format(stage=stage))
    name = f"take-back-{kit.interview.id}-{skill_id}"
    if (
        may_change
        and st.button(_("Take it back"), key=session.nonce(name))
        and session.tried(lambda: take_back_skill(context, actor, kit.interview.id, skill_id))
    ):
        change(context, actor, kit.interview.id, level_of(skill_id), (None, False))
        session.done(_("Back in this interview."), name)


def handed_on(kit: Kit, skill_id: str) -> None:
    """Say where the skill came from, with the questions that nobody asked there."""
    for one in kit.handed_on:
        if one.skill_id == skill_id:
            st.info(_("Handed on by “{stage}”, which had no time for it.").format(stage=one.stage_title))
            for question in one.questions:
                with st.expander(question_heading(question)):
                    question_details(question)
