"""Views of a page as segments: each has an address of its own, so that a refresh and links in mails show the same one."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from interview.ui import session


def chosen_view(label: str, labels: Mapping[str, str], key: str) -> str:
    """Let somebody choose a view (name and label), at first the one that the address names, or the first; returns its name."""
    names = list(labels)
    current = session.parameter("view")
    current = current if current in labels else names[0]
    if session.recall(key) != current:  # the address was changed by a link or by the back button
        session.remember(key, current)
        session.show(f"view-{key}", current)

    def keep() -> None:
        chosen = session.widget(f"view-{key}") or names[0]
        session.remember(key, chosen)
        session.keep_parameter("view", "" if chosen == names[0] else chosen)

    st.segmented_control(
        label,
        names,
        key=f"view-{key}",
        format_func=labels.__getitem__,
        label_visibility="collapsed",
        required=True,
        on_change=keep,
    )
    return current
