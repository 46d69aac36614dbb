"""What connects somebody with other programs: their tokens; for administrators webhooks and mail."""

from __future__ import annotations

import streamlit as st

from interview.domain.permission import Permission, is_permitted
from interview.domain.person import Actor
from interview.services.context import Context
from interview.ui.components.mail_log import mail_log
from interview.ui.components.tokens import tokens
from interview.ui.components.webhooks import webhooks
from interview.ui.texts import _


def render(context: Context, actor: Actor) -> None:
    """Show what is the actor's own, and what is the company's."""
    st.title(_("Connections"))
    st.header(_("Your tokens"))
    tokens(context, actor)
    if is_permitted(actor, Permission.MANAGE_PEOPLE):
        st.header(_("Webhooks"))
        webhooks(context, actor)
        st.header(_("Mail"))
        mail_log(context, actor)
