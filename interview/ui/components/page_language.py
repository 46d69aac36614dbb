"""Tells the browser, and a screen reader with it, that the page is not in English, which Streamlit's frame says of every page."""

from __future__ import annotations

import streamlit as st

from interview.texts import ENGLISH
from interview.ui.texts import language

_JS = "export default function ({ data }) { document.documentElement.lang = data.language; }"

_language = st.components.v2.component("loopwright_language", js=_JS)


def announce_language() -> None:
    """Say it where it differs; an English page costs nothing."""
    if language() != ENGLISH:
        _language(key="page-language", data={"language": language()})
