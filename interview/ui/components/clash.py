"""Two tabs wrote different things into one field: both are shown, and the person chooses."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from interview.domain.merge import read
from interview.domain.person import Actor
from interview.services.context import Context
from interview.ui.sheet import Sheet, settle
from interview.ui.texts import _


def clash(context: Context, actor: Actor, sheet: Sheet, field: str, *, words: Callable[[Any], str] = str) -> None:
    """If ``field`` clashes, show this tab's value and the stored one, and the ways out; two texts can also be put together."""
    if field not in sheet.unsaved:
        return
    mine, stored = sheet.unsaved[field], read(sheet.content, field)
    st.warning(_("This was changed in another tab in the meantime. Nothing is lost: both versions are here, choose one."))
    ways = {"mine": (_("Keep this tab's version"), mine), "stored": (_("Take the stored version"), stored)}
    if isinstance(mine, str) and field != "vote":
        ways["both"] = (_("Keep both"), f"{stored}\n\n{mine}")
    here, there = st.columns(2)
    for column, title, value in ((here, _("This tab's version"), mine), (there, _("Stored version"), stored)):
        column.caption(title)
        column.text(words(value) or _("(empty)"))
    with st.container(horizontal=True):
        for way, (label, value) in ways.items():
            st.button(
                label,
                key=f"{way}-{sheet.key(field)}",
                on_click=partial(settle, context, actor, sheet.card.interview_id, field, value),
            )
