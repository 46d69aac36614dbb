"""Home: what waits for me."""

from __future__ import annotations

import streamlit as st

from interview.domain.candidate import CandidateState
from interview.domain.permission import Permission, is_permitted
from interview.domain.person import Actor, PersonRole
from interview.services.candidates import list_candidates
from interview.services.context import Context
from interview.services.interviews import my_interviews
from interview.services.roles import list_roles
from interview.ui import session
from interview.ui.components.interview_list import interview_list


def render(context: Context, actor: Actor) -> None:
    """Show what is due, and the shortest way to it."""
    st.title(f"Hello {actor.name}")
    waiting = [one for one in my_interviews(context, actor) if not one.submitted]
    if waiting:
        st.header("Your interviews")
        interview_list(actor, waiting[:5])
    if actor.roles <= {PersonRole.INTERVIEWER}:
        if not waiting:
            st.info("No interview waits for you. You will find new ones here and under My interviews.")
        return
    _roles(context, actor)
    _candidates(context, actor)


def _roles(context: Context, actor: Actor) -> None:
    drafts = [view for view in list_roles(context, actor) if view.state == "draft"]
    everything = list_roles(context, actor)
    if not everything and is_permitted(actor, Permission.CREATE_ROLE):
        st.header("Start with a role")
        st.write("Paste a job description. You get its skills, with the sentence behind each, and from them a balanced loop.")
        session.link("roles", "Create the first role")
    elif drafts:
        st.header("Roles in draft")
        for view in drafts[:5]:
            session.link("role", view.role.title, role=view.role.id)


def _candidates(context: Context, actor: Actor) -> None:
    open_rows = [row for row in list_candidates(context, actor) if row.candidate.state is CandidateState.ACTIVE]
    if not open_rows:
        return
    st.header("Candidates in progress")
    for row in open_rows[:10]:
        session.link("candidate", f"{row.candidate.name} — {row.role_title}", candidate=row.candidate.id)
