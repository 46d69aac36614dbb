"""Scorecards that were brought in from another system: whose they are, and a way to take one out again."""

from __future__ import annotations

import streamlit as st

from interview.domain.person import Actor
from interview.services.candidates import CandidateView
from interview.services.context import Context
from interview.services.imported_scorecards import ImportedHeading, list_imported_headings, remove_imported_scorecard
from interview.ui import session
from interview.ui.components.times import local_time
from interview.ui.texts import _


def imported(context: Context, actor: Actor, view: CandidateView) -> None:
    """List them, if there are any, for who may know who has submitted."""
    headings = list_imported_headings(context, actor, view.candidate.id)
    if not headings:
        return
    with st.expander(_("Imported scorecards ({count})").format(count=len(headings))):
        st.caption(_("They count in no rating and no recommendation. What they say is in the debrief pack."))
        for one in headings:
            _heading(context, actor, view.candidate.id, one)


def _heading(context: Context, actor: Actor, candidate_id: str, one: ImportedHeading) -> None:
    words, action = st.columns([4, 1], vertical_alignment="center")
    with words:
        st.text(f"{one.author} ({one.source.capitalize()})")
        st.caption(
            _("Entered by {name}, {time}").format(
                name=one.entered_by or _("the command line"), time=local_time(one.imported_at, actor.timezone)
            )
        )
    with action, st.popover(_("Remove"), key=f"remove-{one.id}"):
        st.write(_("It is deleted here for good. The other system keeps its own."))
        if st.button(_("Remove this scorecard"), key=f"removed-{one.id}") and session.tried(
            lambda: remove_imported_scorecard(context, actor, candidate_id, one.id)
        ):
            session.done(_("Imported scorecard removed."))
