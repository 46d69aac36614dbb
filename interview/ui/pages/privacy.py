"""Privacy: how long data is kept, who is due to be erased, and what one candidate may ask for."""

from __future__ import annotations

import streamlit as st

from interview.domain.permission import Permission, require
from interview.domain.person import Actor
from interview.services.context import Context
from interview.services.held_data import list_held_data
from interview.ui import session
from interview.ui.components.candidate_privacy import candidate_privacy
from interview.ui.components.erasure_run import erasure_run
from interview.ui.components.retention_rules import retention_rules
from interview.ui.texts import _


def render(context: Context, actor: Actor) -> None:
    """Show it to administrators."""
    require(actor, Permission.MANAGE_PRIVACY)
    st.title(_("Privacy"))
    st.write(_("How long data of candidates is kept, whose time is over, and what to do when a candidate asks."))
    session.link("audit", _("Who erased or read what: the audit trail"))
    held = list_held_data(context, actor)
    st.header(_("How long data is kept"))
    retention_rules(context, actor, sorted({one.country for one in held if one.country}))
    st.header(_("Whose time is over"))
    erasure_run(context, actor, held)
    st.header(_("One candidate"))
    candidate_privacy(context, actor, held)
