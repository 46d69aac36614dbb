"""A person's interviews as a short list: when, whom, what, and whether a scorecard is owed."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from interview.domain.interview import InterviewState
from interview.domain.person import Actor
from interview.services.interviews import MyInterview
from interview.ui import session
from interview.ui.components.times import local_time
from interview.ui.texts import _


def interview_list(actor: Actor, interviews: Iterable[MyInterview]) -> None:
    """Show one line an interview, with the link to its kit."""
    for one in interviews:
        with st.container(border=True):
            what, when = st.columns([3, 2], vertical_alignment="center")
            with what:
                session.link(
                    "kit",
                    _("{stage} with {candidate}").format(stage=one.stage_title, candidate=one.candidate_name),
                    interview=one.interview.id,
                )
                st.caption(" · ".join([one.role_title, *([_("you shadow this interview")] if one.is_shadow else [])]))
            when.write(f"{_when(actor, one)}  \n{_status(actor, one)}")


def _when(actor: Actor, one: MyInterview) -> str:
    if one.interview.state is InterviewState.NOT_HELD:
        return _("Did not take place")
    return local_time(one.interview.starts_at, actor.timezone) if one.interview.starts_at else _("Not scheduled yet")


def _status(actor: Actor, one: MyInterview) -> str:
    if one.submitted:
        return f":green-badge[{_('Scorecard submitted')}]"
    if one.is_overdue:
        return f":red-badge[{_('Scorecard overdue')}]"
    if one.due_at:
        return _("Scorecard due {time}").format(time=local_time(one.due_at, actor.timezone))
    return ""
