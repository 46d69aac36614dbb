"""A person's interviews as a short list: when, whom, what, and whether a scorecard is owed."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from interview.domain.interview import InterviewState
from interview.domain.person import Actor
from interview.services.interviews import MyInterview
from interview.ui import session
from interview.ui.components.times import local_time


def interview_list(actor: Actor, interviews: Iterable[MyInterview]) -> None:
    """Show one line an interview, with the link to its kit."""
    for one in interviews:
        with st.container(border=True):
            what, when = st.columns([3, 2], vertical_alignment="center")
            with what:
                session.link("kit", f"{one.stage_title} with {one.candidate_name}", interview=one.interview.id)
                st.caption(one.role_title + (" · you shadow this interview" if one.is_shadow else ""))
            when.write(f"{_when(actor, one)}  \n{_status(actor, one)}")


def _when(actor: Actor, one: MyInterview) -> str:
    if one.interview.state is InterviewState.NOT_HELD:
        return "Did not take place"
    return local_time(one.interview.starts_at, actor.timezone) if one.interview.starts_at else "Not scheduled yet"


def _status(actor: Actor, one: MyInterview) -> str:
    if one.submitted:
        return ":green-badge[Scorecard submitted]"
    if one.is_overdue:
        return ":red-badge[Scorecard overdue]"
    if one.due_at:
        return f"Scorecard due {local_time(one.due_at, actor.timezone)}"
    return ""
