"""How I rate: everybody's own mirror, seen by nobody else but administrators."""

from __future__ import annotations

import streamlit as st

from interview.domain.person import Actor
from interview.services.context import Context
from interview.services.interviewers import get_own_ratings
from interview.ui.components.table import Cell, table


def render(context: Context, actor: Actor) -> None:
    """Show the actor's own use of the scale."""
    view = get_own_ratings(context, actor)
    st.title("How I rate")
    st.caption(
        f"From {view.n_interviews} interviews of yours in finished loops. You see this, and administrators, who look after the "
        "rubrics. It is no measure of how well you interview."
    )
    for sentence in view.words:
        st.write(sentence)
    table(
        ["Level", "1", "2", "3", "4", "5", "Not assessed"],
        [["Given", *(Cell(str(count), "number") for count in view.counts), Cell(str(view.not_assessed), "number")]],
        caption="How often you gave each level",
    )
    st.caption(f"{view.n_shared} of these candidates were rated by others on the same skills.")
