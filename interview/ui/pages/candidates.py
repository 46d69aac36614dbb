"""Candidates: the pipeline at a glance, and a new one."""

from __future__ import annotations

import streamlit as st

from interview.domain.person import Actor
from interview.errors import LoopwrightError
from interview.services.candidates import CandidateRow, add_candidate, list_candidates
from interview.services.context import Context
from interview.services.roles import list_roles
from interview.ui import session
from interview.ui.components.times import TIMEZONES, local_time
from interview.ui.components.words import candidate_state_words
from interview.ui.texts import _


def render(context: Context, actor: Actor) -> None:
    """Show the candidates whom this person may open."""
    st.title(_("Candidates"))
    rows = list_candidates(context, actor)
    roles = [view for view in list_roles(context, actor) if view.may_change]
    if roles:
        with st.expander(_("Add a candidate"), expanded=not rows):
            _add(context, actor, {view.role.id: view.role.title for view in roles})
    if not rows:
        st.info(_("No candidates yet. A candidate needs a role with a published loop; then add the candidate above."))
    for row in rows:
        _card(actor, row)
    if rows:
        session.link("jobs", _("Export all candidates of a role"))


def _card(actor: Actor, row: CandidateRow) -> None:
    with st.container(border=True):
        who, state = st.columns([3, 2], vertical_alignment="center")
        with who:
            session.link("candidate", f"**{row.candidate.name}**", candidate=row.candidate.id)
            st.caption(" · ".join([row.role_title, *([_("demo")] if row.candidate.is_demo else [])]))
        with state:
            st.write(candidate_state_words(row.candidate.state))
            if row.next_interview_at:
                st.caption(_("Next interview {time}").format(time=local_time(row.next_interview_at, actor.timezone)))


def _add(context: Context, actor: Actor, roles: dict[str, str]) -> None:
    with st.form("candidate", border=False):
        role_id = st.selectbox(_("Role"), list(roles), format_func=roles.__getitem__)
        name = st.text_input(_("Name"), max_chars=200)
        email = st.text_input(_("E-mail (optional)"), max_chars=254)
        timezone = st.selectbox(_("Time zone"), TIMEZONES, index=TIMEZONES.index(actor.timezone))
        if st.form_submit_button(_("Add candidate"), type="primary", key=session.nonce("candidate")):
            try:
                candidate = add_candidate(context, actor, role_id=role_id, name=name, email=email or None, timezone=timezone)
            except LoopwrightError as refused:
                st.error(str(refused))
                return
            session.spend("candidate")
            session.go("candidate", candidate=candidate.id)
