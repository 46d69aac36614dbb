"""A job description as it was read, with the words behind the skills marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from itertools import pairwise

import streamlit as st

from interview.domain.role import Quote
from interview.ui.texts import _

_STYLE = """
<style>
.lw-jd { white-space: pre-wrap; overflow-wrap: anywhere; max-height: 75vh; overflow-y: auto; padding: .75rem 1rem;
  line-height: 1.5; border: 1px solid var(--st-border-color, #8888); border-radius: .5rem; font-size: .95rem; }
.lw-jd mark { color: inherit; border-radius: 2px;
  background: color-mix(in srgb, var(--st-primary-color, #0b5a63) 16%, transparent); }
.lw-jd mark.chosen { background: color-mix(in srgb, #e0a100 45%, transparent); outline: 1px solid currentColor; }
</style>
"""


def highlighted(text: str, quotes: Mapping[str, Sequence[Quote]], chosen: str | None) -> None:
    """Show ``text`` with the quotes of every skill (by its name) marked, those of the ``chosen`` one strongly.

    A mark names its skills when it is pointed at, so that one finds the skill behind a sentence as well as the reverse.
    """
    spans = [(quote.start, quote.end, name) for name, group in quotes.items() for quote in group]
    edges = sorted({edge for first, last, _ in spans for edge in (first, last) if 0 <= edge <= len(text)} | {0, len(text)})
    parts = []
    for start, end in pairwise(edges):
        piece = escape(text[start:end])
        names = sorted({name for first, last, name in spans if first <= start and end <= last})
        if names:
            kind = ' class="chosen"' if chosen in names else ""
            piece = f'<mark{kind} title="{escape(", ".join(names))}">{piece}</mark>'
        parts.append(piece)
    label = escape(_("Job description"))
    st.html(f'{_STYLE}<div class="lw-jd" tabindex="0" role="document" aria-label="{label}">{"".join(parts)}</div>')
