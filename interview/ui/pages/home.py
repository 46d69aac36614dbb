"""Home: what waits for me."""

from __future__ import annotations

import streamlit as st

from interview.domain.candidate import CandidateState
from interview.domain.permission import Permission, is_permitted
from interview.domain.person import Actor, PersonRole
from interview.services.candidates import list_candidates
from interview.services.context import Context
from interview.services.demo import create_demo, remove_demo
from interview.services.interviews import my_interviews
from interview.services.roles import list_roles
from interview.ui import session
from interview.ui.components.interview_list import interview_list
from interview.ui.texts import _


def render(context: Context, actor: Actor) -> None:
    """Show what is due, and the shortest way to it."""
    st.title(_("Hello {name}").format(name=actor.name))
    waiting = [one for one in my_interviews(context, actor) if not one.submitted]
    if waiting:
        st.header(_("Your interviews"))
        interview_list(actor, waiting[:5])
    if actor.roles <= {PersonRole.INTERVIEWER}:
        if not waiting:
            st.info(_("No interview waits for you. You will find new ones here and under My interviews."))
        return
    _roles(context, actor)
    _candidates(context, actor)
    _clear_demo(context, actor)


def _roles(context: Context, actor: Actor) -> None:
    everything = list_roles(context, actor)
    drafts = [view for view in everything if view.state == "draft"]
    if not everything and is_permitted(actor, Permission.CREATE_ROLE):
        st.header(_("Start with a role"))
        st.write(_("Paste a job description. You get its skills, with the sentence behind each, and from them a balanced loop."))
        session.link("roles", _("Create the first role"))
        _offer_demo(context, actor)
    elif drafts:
        st.header(_("Roles in draft"))
        for view in drafts[:5]:
            session.link("role", f"**{view.role.title}**", role=view.role.id)


def _offer_demo(context: Context, actor: Actor) -> None:
    if not is_permitted(actor, Permission.MANAGE_PEOPLE):
        return
    st.write(_("Or look around first: a made-up company with two roles, its people and eight candidates, removed in one click."))
    if st.button(_("Load the demo company"), key=session.nonce("demo")):
        with st.spinner(_("Planning two loops and holding their interviews …")):
            loaded = session.tried(lambda: create_demo(context, actor))
        if loaded:
            session.done(_("The demo company is here."), "demo")


def _clear_demo(context: Context, actor: Actor) -> None:
    if is_permitted(actor, Permission.MANAGE_PEOPLE) and any(view.is_demo for view in list_roles(context, actor)):
        with st.container(border=True):
            st.write(_("The demo company is loaded. Everything of it is marked (demo)."))
            if st.button(_("Remove the demo company"), key=session.nonce("no-demo")) and session.tried(
                lambda: remove_demo(context, actor)
            ):
                session.done(_("The demo company is gone."), "no-demo")


def _candidates(context: Context, actor: Actor) -> None:
    open_rows = [row for row in list_candidates(context, actor) if row.candidate.state is CandidateState.ACTIVE]
    if not open_rows:
        return
    st.header(_("Candidates in progress"))
    for row in open_rows[:10]:
        session.link("candidate", f"**{row.candidate.name}** — {row.role_title}", candidate=row.candidate.id)
