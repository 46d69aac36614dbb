"""Home: what waits for me, role by role; each line leads to the place where it is done."""

from __future__ import annotations

from itertools import groupby

import streamlit as st

from interview.domain.permission import Permission, is_permitted
from interview.domain.person import Actor, PersonRole
from interview.services.context import Context
from interview.services.demo import create_demo, remove_demo
from interview.services.interviews import my_interviews
from interview.services.roles import list_roles
from interview.services.waiting import Waiting, WaitingKind, list_waiting
from interview.ui import session
from interview.ui.components.interview_list import interview_list
from interview.ui.components.waiting import waiting_line
from interview.ui.texts import _

_SHOWN = 12


def render(context: Context, actor: Actor) -> None:
    """Show what is due, the shortest way to it, and at the end a tour for whoever is new."""
    st.title(_("Hello {name}").format(name=actor.name))
    _due(context, actor)
    session.link("tour", _("A tour in five minutes"))


def _due(context: Context, actor: Actor) -> None:
    mine = [one for one in my_interviews(context, actor) if not one.submitted]
    if mine:
        st.header(_("Your interviews"))
        interview_list(actor, mine[:5])
    if actor.roles <= {PersonRole.INTERVIEWER}:
        if not mine:
            st.info(_("No interview waits for you. You will find new ones here and under My interviews."))
        return
    waiting = [one for one in list_waiting(context, actor) if one.kind is not WaitingKind.RATE]  # these stand above
    _by_role(waiting)
    _without_roles(context, actor, quiet=not mine and not waiting)
    _clear_demo(context, actor)


def _by_role(waiting: list[Waiting]) -> None:
    if not waiting:
        return
    st.header(_("Waiting for you"))
    for (role_id, title), group in groupby(waiting, key=lambda one: (one.role_id, one.role_title)):
        lines = list(group)
        with st.container(border=True, key=f"waiting-{role_id}"):
            st.subheader(title)
            for one in lines[:_SHOWN]:
                waiting_line(one)
            if len(lines) > _SHOWN:
                session.link("candidates", _("{count} more").format(count=len(lines) - _SHOWN), role=role_id, view="needs")


def _without_roles(context: Context, actor: Actor, *, quiet: bool) -> None:
    if list_roles(context, actor):
        if quiet:
            st.info(_("Nothing waits for you. Candidates in progress are under Candidates."))
            session.link("candidates", _("Candidates"))
    elif is_permitted(actor, Permission.CREATE_ROLE):
        st.header(_("Start with a role"))
        st.write(_("Paste a job description. You get its skills, with the sentence behind each, and from them a balanced loop."))
        session.link("roles", _("Create the first role"))
        _offer_demo(context, actor)
    elif quiet:
        st.info(_("Nothing waits for you. When you are made a member of a role, it shows here."))


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
