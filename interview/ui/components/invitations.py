"""Who does not know yet what about a candidate's interviews, and a button that tells them by mail."""

from __future__ import annotations

import streamlit as st

from interview.domain.person import Actor
from interview.exports.invitations import Change, due_invitations, send_invitations
from interview.services.context import Context
from interview.services.outbox import can_send
from interview.ui import session
from interview.ui.components.table import table
from interview.ui.components.times import local_time
from interview.ui.texts import N_, _

_CHANGES = {Change.NEW: N_("new"), Change.CHANGED: N_("changed"), Change.CANCELLED: N_("cancelled")}


def invitations(context: Context, actor: Actor, candidate_id: str) -> None:
    """Show what is due; nothing at all where no mail server is set."""
    if not can_send(context):
        return
    due = due_invitations(context, actor, candidate_id)
    st.header(_("Invitations"))
    if not due:
        st.caption(_("Everybody knows what is planned."))
        return
    addresses = list(dict.fromkeys(one.letter.to_email for one in due))
    names = {one.letter.to_email: one.letter.to_name for one in due}
    table(
        [_("Who"), _("Meeting"), _("When"), _("News")],
        [[one.letter.to_name, one.title, local_time(one.starts_at, actor.timezone), _(_CHANGES[one.change])] for one in due],
        caption=_("What people do not know yet"),
    )
    chosen = st.pills(
        _("Tell"), addresses, selection_mode="multi", default=addresses, format_func=names.__getitem__, key=f"tell-{len(due)}"
    )
    with st.expander(_("Read the letters")):
        for one in due:
            st.text(f"{one.letter.subject}\n\n{one.letter.text}")
    if st.button(_("Send"), type="primary", key=session.nonce("invite"), disabled=not chosen) and session.tried(
        lambda: send_invitations(context, actor, candidate_id, to=chosen)
    ):
        session.done(_("The letters are on their way."), spent="invite")
