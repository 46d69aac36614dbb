"""Versions of a loop: who holds on to which, and what differs between two."""

from __future__ import annotations

import streamlit as st

from interview.domain.loop_change import loop_changes
from interview.domain.person import Actor
from interview.services.context import Context
from interview.services.loops import get_loop, list_versions
from interview.services.roles import RoleView
from interview.ui import session
from interview.ui.components.changes import change_table
from interview.ui.components.table import Cell, table
from interview.ui.components.times import local_time
from interview.ui.components.words import version_state_words
from interview.ui.texts import _


def versions(context: Context, actor: Actor, role: RoleView) -> None:
    """The list, and a comparison of the last two or any other two."""
    listed = list_versions(context, actor, role.role.id)
    st.write(
        _(
            "A published loop never changes: every candidate keeps the version they began with, "
            "and its exact questions and rubrics."
        )
    )
    rows: list[list[Cell | str]] = [
        [
            str(one.version),
            version_state_words(one.state),
            local_time(one.published_at, actor.timezone) if one.published_at else "–",
            Cell(str(one.stages), "number"),
            Cell(str(one.minutes), "number"),
            Cell(str(one.candidates), "number"),
        ]
        for one in listed
    ]
    table(
        [_("Version"), _("State"), _("Published"), _("Stages"), _("Minutes"), _("Candidates")],
        rows,
        caption=_("Versions, newest first"),
    )
    if len(listed) < 2:
        st.caption(_("There is one version so far; a comparison shows here once there are two."))
        return
    numbers = [one.version for one in listed]
    with st.container(horizontal=True):
        before = st.selectbox(_("Before"), numbers, index=1, key="version-before", width=160)
        after = st.selectbox(_("After"), numbers, index=0, key="version-after", width=160)
    old, new = (get_loop(context, actor, role.role.id, version=number) for number in (before, after))
    change_table(context, loop_changes(old.loop, new.loop), {**old.questions, **new.questions})
    with st.container(horizontal=True):
        for one in listed[1:]:
            session.link(
                "loop", _("Open version {version}").format(version=one.version), role=role.role.id, version=str(one.version)
            )
