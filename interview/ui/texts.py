"""Texts on screen in the language of the browser that looks at them.

``_("Hello {name}").format(name=...)``: names in braces, never an f-string, so that the catalogue finds the whole sentence and a
translator can move its parts. The language is looked up with every text, since one process serves many people at once.
"""

from __future__ import annotations

from gettext import NullTranslations

import streamlit as st

from interview.texts import ENGLISH, catalogue, language_for


def language() -> str:
    """The language of the browser that this run is for."""
    return language_for(st.context.locale or ENGLISH)


def _spoken() -> NullTranslations:
    return catalogue(language())


def _(message: str) -> str:
    """``message`` in the reader's language."""
    return _spoken().gettext(message)


def ngettext(one: str, many: str, count: int) -> str:
    """The form for ``count`` in the reader's language; fill in the number with ``.format(count=count)``."""
    return _spoken().ngettext(one, many, count)


def N_(message: str) -> str:  # noqa: N802 - the name that gettext's tools know
    """Mark a text for the catalogue where nobody looks yet; show it with ``_`` later."""
    return message
