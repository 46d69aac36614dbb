"""My interviews: next, due, overdue, done."""

from __future__ import annotations

import streamlit as st

from interview.domain.person import Actor
from interview.services.context import Context
from interview.services.interviews import my_interviews
from interview.ui.components.interview_list import interview_list
from interview.ui.texts import _


def render(context: Context, actor: Actor) -> None:
    """Show the person's own interviews in the order in which they need attention."""
    st.title(_("My interviews"))
    mine = my_interviews(context, actor)
    overdue = [one for one in mine if one.is_overdue]
    open_ones = [one for one in mine if not one.submitted and not one.is_overdue]
    done = [one for one in mine if one.submitted]
    if not mine:
        st.info(_("You are not on a panel yet. A recruiter or hiring manager puts you on one; it then shows here."))
    for title, group in ((_("Overdue"), overdue), (_("Next"), open_ones), (_("Submitted"), done)):
        if group:
            st.header(title)
            interview_list(actor, group)
