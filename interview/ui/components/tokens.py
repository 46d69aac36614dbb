"""Personal tokens for the HTTP API: made, shown once, ended."""

from __future__ import annotations

import streamlit as st

from interview.domain.person import Actor
from interview.services.api_tokens import LONGEST_DAYS, Scope, TokenView, create_token, list_tokens, revoke_token
from interview.services.context import Context
from interview.ui import session
from interview.ui.components.shown_once import shown_once
from interview.ui.components.times import local_time
from interview.ui.texts import _


def tokens(context: Context, actor: Actor) -> None:
    """Show the actor's own tokens, and a form for one more."""
    st.write(_("A token lets a program act for you, within its scopes. It can never do more than you may."))
    _fresh()
    with st.expander(_("Make a token")), st.form("token", border=False):
        name = st.text_input(_("What uses it"), max_chars=80, key="token-name", placeholder=_("e.g. ATS sync"))
        scopes = st.pills(_("Scopes"), list(Scope), selection_mode="multi", format_func=str, key="token-scopes")
        days = st.number_input(_("Days it lives"), min_value=1, max_value=LONGEST_DAYS, value=90, key="token-days")
        if st.form_submit_button(_("Make the token"), type="primary", key=session.nonce("token")):
            asked = tuple(scopes)
            made = session.answer(lambda: create_token(context, actor, name=name, scopes=asked, days=int(days)))
            if made is not None:
                session.remember("token", made.token)
                session.done(spent="token")
    own = list_tokens(context, actor)
    if not own:
        st.caption(_("You have no token."))
    for view in own:
        _token(context, actor, view)


def _fresh() -> None:
    """The token that was made last, until the person has put it away. It is stored nowhere."""
    with st.container(key="token-fresh"):
        token = session.recall("token")
        if token:
            told = _("Copy this token now. It is not shown again.")
            shown_once("token", told, token, put_away=_("I have copied it"), key="token-copied")


def _token(context: Context, actor: Actor, view: TokenView) -> None:
    with st.container(border=True, key=f"token-{view.id}"):
        what, act = st.columns([4, 1], vertical_alignment="center")
        what.markdown(f"**{view.name}**")
        state = _("good until {day}").format(day=local_time(view.expires_at, actor.timezone)) if view.is_usable else _("ended")
        used = local_time(view.last_used_at, actor.timezone) if view.last_used_at else _("never")
        what.caption(_("{scopes} · {state} · last used: {used}").format(scopes=", ".join(view.scopes), state=state, used=used))
        if (
            view.is_usable
            and act.button(_("End"), key=f"end-{view.id}")
            and session.tried(lambda: revoke_token(context, actor, view.id))
        ):
            session.done(_("The token is ended."))
