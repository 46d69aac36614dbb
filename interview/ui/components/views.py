"""Views of a page as links: each has an address of its own, so that the back button and links in mails work."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from interview.ui import session

_STYLE = '<style>[class*="st-key-views-"] [data-testid="stPageLink"] a { background: none; }</style>'
"""Streamlit marks every link to the page that is open; here the bold word says which view it is."""


def chosen_view(page: str, labels: Mapping[str, str], **parameters: str) -> str:
    """Show the views (name and label) as links, the first of them by default; returns the one that the address names."""
    names = list(labels)
    current = session.parameter("view")
    current = current if current in labels else names[0]
    st.html(_STYLE)
    with st.container(horizontal=True, gap="medium", key=f"views-{page}"):
        for name, label in labels.items():
            if name == current:
                st.markdown(f"**{label}**", width="content")
            else:
                session.link(page, label, **parameters, view=name)
    return current
