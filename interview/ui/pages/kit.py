"""The interview on one page: purpose, agenda, questions and probes in order, and the scorecard beside them."""

from __future__ import annotations

import streamlit as st

from interview.domain.interview import InterviewState
from interview.domain.person import Actor
from interview.domain.scorecard import ScorecardState
from interview.services.context import Context
from interview.services.interviews import Kit, get_kit
from interview.ui import session
from interview.ui.components.scorecard import scorecard_ending, skill_section, submitted_card
from interview.ui.components.times import local_time
from interview.ui.sheet import open_sheet, settle


def render(context: Context, actor: Actor) -> None:
    """Show the kit; whoever sits on the panel also gets the scorecard."""
    interview_id = session.parameter("interview") or actor.interview_id or ""
    kit = get_kit(context, actor, interview_id)
    st.title(kit.stage.title)
    when = kit.interview.starts_at
    facts = [kit.candidate_name, kit.role_title, local_time(when, actor.timezone) if when else "not scheduled yet"]
    st.caption(" · ".join(facts))
    st.write(kit.stage.purpose)
    if kit.interview.state is InterviewState.NOT_HELD:
        st.info(f"This interview did not take place: {kit.interview.not_held_reason}")
        return
    _agenda(kit)
    if not kit.may_write:
        for skill_id in kit.stage.skills:
            skill_section(context, actor, kit, skill_id, None)
        return
    sheet, card = open_sheet(context, actor, interview_id)
    if card.state is ScorecardState.SUBMITTED:
        submitted_card(context, actor, kit, card)
        return
    if sheet.clash is not None:
        _clash(context, actor, interview_id, sheet.problem)
    for skill_id in kit.stage.skills:
        skill_section(context, actor, kit, skill_id, sheet)
    scorecard_ending(context, actor, kit, sheet)


def _agenda(kit: Kit) -> None:
    with st.expander("Agenda and what the others cover"):
        whole, asked = kit.stage.length_minutes, sum(question.minutes for question in kit.questions)
        lines = [f"{index}. {question.prompt} ({question.minutes} min)" for index, question in enumerate(kit.questions, start=1)]
        st.markdown(
            f"{whole} minutes: {asked} for questions, {whole - asked} for the introduction, "
            "the candidate's own questions and a margin.\n\n" + "\n".join(lines)
        )
        for other in kit.others:
            st.caption(f"{other.title}: {', '.join(kit.skill_names[skill] for skill in other.skills)}")


def _clash(context: Context, actor: Actor, interview_id: str, problem: str) -> None:
    st.warning(problem)
    mine, theirs, _ = st.columns([1, 1, 2])
    if mine.button("Use this tab's text"):
        settle(context, actor, interview_id, keep_mine=True)
        st.rerun()
    if theirs.button("Use the stored text"):
        settle(context, actor, interview_id, keep_mine=False)
        st.rerun()
