"""Roles: the list, and a new one from a job description or from the library."""

from __future__ import annotations

import streamlit as st

from interview.domain.permission import Permission, is_permitted
from interview.domain.person import Actor
from interview.errors import LoopwrightError
from interview.services.context import Context
from interview.services.job_descriptions import create_role_from_job_description, create_role_from_library
from interview.services.roles import RoleView, list_roles
from interview.ui import session


def render(context: Context, actor: Actor) -> None:
    """Show the roles and the ways to a new one."""
    st.title("Roles")
    views = list_roles(context, actor)
    if is_permitted(actor, Permission.CREATE_ROLE):
        with st.expander("New role", expanded=not views):
            _new_role(context, actor)
    for view in views:
        _card(view)
    if not views:
        st.info("No roles yet. Paste a job description above to create the first one.")


def _card(view: RoleView) -> None:
    with st.container(border=True):
        session.link("role", f"**{view.role.title}**", role=view.role.id)
        must = len(view.role.must_haves)
        demo = " · demo" if view.is_demo else ""
        st.caption(
            f"{view.state.capitalize()}, version {view.role.version} · {len(view.role.skills)} skills, {must} must-have{demo}"
        )


def _new_role(context: Context, actor: Actor) -> None:
    paste, upload, library = st.tabs(["Paste a job description", "Upload a file", "From the library"])
    with paste, st.form("paste", border=False):
        text = st.text_area(
            "Job description", height=260, max_chars=200_000, placeholder="Paste the whole posting, headings included."
        )
        if st.form_submit_button("Read it", type="primary", key=session.nonce("paste")):
            _create(context, actor, text.encode(), "pasted text")
    with upload, st.form("upload", border=False):
        file = st.file_uploader("Job description (txt, md, html, docx, pdf)", type=["txt", "md", "html", "htm", "docx", "pdf"])
        if st.form_submit_button("Read the file", type="primary", key=session.nonce("upload")):
            if file is None:
                st.error("Choose a file first.")
            else:
                _create(context, actor, file.getvalue(), file.name)
    with library, st.form("library", border=False):
        profiles = context.catalogue.roles
        profile = st.selectbox("Role profile", list(profiles), format_func=lambda name: profiles[name].title)
        if st.form_submit_button("Copy it", type="primary", key=session.nonce("library")):
            view = create_role_from_library(context, actor, profile)
            session.spend("library")
            session.go("role", role=view.role.id)


def _create(context: Context, actor: Actor, data: bytes, name: str) -> None:
    try:
        view = create_role_from_job_description(context, actor, data, name)
    except LoopwrightError as refused:
        st.error(str(refused))
        return
    session.spend("paste")
    session.spend("upload")
    session.go("role", role=view.role.id)
