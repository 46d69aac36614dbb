"""Who stepped back from a candidate and why, for administrators alone."""

from __future__ import annotations

import streamlit as st

from interview.domain.permission import Permission, is_permitted
from interview.domain.person import Actor
from interview.services.candidates import CandidateView, read_recusals
from interview.services.context import Context
from interview.services.identity import list_people
from interview.ui import session
from interview.ui.components.times import local_time
from interview.ui.texts import _


def recusals(context: Context, actor: Actor, view: CandidateView) -> None:
    """A closed section; the reasons are read, and the reading put on the record, when it is opened."""
    if not view.recused or not is_permitted(actor, Permission.READ_RECUSAL_REASON):
        return
    box = st.expander(_("Conflicts of interest"), key=f"recusals-{view.candidate.id}", on_change="rerun")
    if not box.open:
        return
    names = {person.id: person.name for person in list_people(context, actor)}
    with box:
        st.caption(_("Administrators alone see the reasons; the audit trail says that you have read them."))
        for one in session.answer(lambda: read_recusals(context, actor, view.candidate.id)) or ():
            when = local_time(one.declared_at, actor.timezone)
            st.markdown(f"**{names.get(one.person_id, one.person_id)}** · {when}")
            st.text(one.reason)
