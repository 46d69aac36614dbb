"""Roles: the list, and a new one from a job description or from the library."""

from __future__ import annotations

import streamlit as st

from interview.domain.permission import Permission, is_permitted
from interview.domain.person import Actor
from interview.services.context import Context
from interview.services.job_descriptions import create_role_from_job_description, create_role_from_library
from interview.services.roles import RoleView, list_roles
from interview.ui import session
from interview.ui.components.words import version_state_words
from interview.ui.texts import _


def render(context: Context, actor: Actor) -> None:
    """Show the roles and the ways to a new one."""
    st.title(_("Roles"))
    views = list_roles(context, actor)
    archived = list_roles(context, actor, archived=True)
    if is_permitted(actor, Permission.CREATE_ROLE):
        with st.expander(_("New role"), expanded=not views and not archived):
            _new_role(context, actor)
    also = bool(archived) and st.toggle(_("Archived too"), key="archived-roles")
    for view in (*views, *(archived if also else ())):
        _card(view)
    if not views and not archived:
        st.info(_("No roles yet. Paste a job description above to create the first one."))


def _card(view: RoleView) -> None:
    with st.container(border=True):
        session.link("role", f"**{view.role.title}**", role=view.role.id)
        must = len(view.role.must_haves)
        st.caption(
            " · ".join(
                [
                    _("{state}, version {version}").format(state=version_state_words(view.state), version=view.role.version),
                    _("{skills} skills, {must} must-have").format(skills=len(view.role.skills), must=must),
                    *([_("archived")] if view.archived_at else []),
                    *([_("demo")] if view.is_demo else []),
                ]
            )
        )


def _new_role(context: Context, actor: Actor) -> None:
    paste, upload, library = st.tabs([_("Paste a job description"), _("Upload a file"), _("From the library")])
    with paste, st.form("paste", border=False):
        text = st.text_area(
            _("Job description"), height=260, max_chars=200_000, placeholder=_("Paste the whole posting, headings included.")
        )
        if st.form_submit_button(_("Read it"), type="primary", key=session.nonce("paste")):
            _create(context, actor, text.encode(), _("pasted text"))
    with upload, st.form("upload", border=False):
        file = st.file_uploader(_("Job description (txt, md, html, docx, pdf)"), type=["txt", "md", "html", "htm", "docx", "pdf"])
        if st.form_submit_button(_("Read the file"), type="primary", key=session.nonce("upload")):
            if file is None:
                st.error(_("Choose a file first."))
            else:
                _create(context, actor, file.getvalue(), file.name)
    with library, st.form("library", border=False):
        profiles = context.catalogue.roles
        profile = st.selectbox(_("Role profile"), list(profiles), format_func=lambda name: profiles[name].title)
        if st.form_submit_button(_("Copy it"), type="primary", key=session.nonce("library")):
            view = create_role_from_library(context, actor, profile)
            session.spend("library")
            session.go("role", role=view.role.id)


def _create(context: Context, actor: Actor, data: bytes, name: str) -> None:
    view = session.answer(lambda: create_role_from_job_description(context, actor, data, name))
    if view is not None:
        session.spend("paste")
        session.spend("upload")
        session.go("role", role=view.role.id)
