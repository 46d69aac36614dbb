"""How I rate: everybody's own mirror, seen by nobody else but administrators."""

from __future__ import annotations

import streamlit as st

from interview.domain.person import Actor
from interview.services.context import Context
from interview.services.interviewers import get_own_ratings
from interview.ui import session
from interview.ui.components.table import Cell, table
from interview.ui.texts import _


def render(context: Context, actor: Actor) -> None:
    """Show the actor's own use of the scale."""
    view = get_own_ratings(context, actor)
    st.title(_("How I rate"))
    st.caption(
        _(
            "From {count} interviews of yours in finished loops. You see this, and administrators, who look after "
            "the rubrics. It is no measure of how well you interview."
        ).format(count=view.n_interviews)
    )
    for sentence in view.words:
        st.write(sentence)
    table(
        [_("Level"), "1", "2", "3", "4", "5", _("Not assessed")],
        [[_("Given"), *(Cell(str(count), "number") for count in view.counts), Cell(str(view.not_assessed), "number")]],
        caption=_("How often you gave each level"),
    )
    st.caption(_("Of these candidates, {count} were rated by others on the same skills.").format(count=view.n_shared))
    session.link("calibration", _("Calibration sessions: rate the same answer and compare"))
