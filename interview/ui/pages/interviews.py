"""My interviews: overdue, due, next, done."""

from __future__ import annotations

import streamlit as st

from interview.domain.interview import InterviewState
from interview.domain.person import Actor
from interview.services.context import Context
from interview.services.interviews import my_interviews
from interview.ui import session
from interview.ui.components.interview_list import interview_list
from interview.ui.texts import _


def render(context: Context, actor: Actor) -> None:
    """Show the person's own interviews in the order in which they need attention."""
    st.title(_("My interviews"))
    with st.container(horizontal=True):
        session.link("profile", _("When I interview"))
        session.link("own-ratings", _("How I rate"))
    mine = my_interviews(context, actor)
    if not mine:
        st.info(_("You are not on a panel yet. A recruiter or hiring manager puts you on one; it then shows here."))
    now = context.now()
    waiting = [one for one in mine if not one.submitted and one.interview.state is not InterviewState.NOT_HELD]
    held = [one for one in waiting if one.interview.ends_at is not None and one.interview.ends_at <= now]
    groups = (
        (_("Overdue"), [one for one in held if one.is_overdue]),
        (_("Due"), [one for one in held if not one.is_overdue]),
        (_("Next"), [one for one in waiting if one not in held]),
        (_("Submitted"), [one for one in mine if one.submitted]),
        (_("Did not take place"), [one for one in mine if one.interview.state is InterviewState.NOT_HELD]),
    )
    for title, group in groups:
        if group:
            st.header(title)
            interview_list(actor, group)
