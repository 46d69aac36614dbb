"""Secrets and links that are shown once: kept in this browser tab until the person has put them away, and stored nowhere."""

from __future__ import annotations

import streamlit as st

from interview.ui import session


def shown_once(kept: str, told: str, secret: str, *, put_away: str, key: str) -> None:
    """What was remembered as ``kept``: what to do with it, the secret to copy, and the button ``put_away`` that forgets it."""
    st.success(told)
    st.code(secret, language=None, wrap_lines=True)
    if st.button(put_away, key=key):
        session.forget(kept)
        st.rerun()
