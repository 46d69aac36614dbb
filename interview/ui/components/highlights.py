"""A job description as it was read, with the words behind the skills marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise

import streamlit as st

from interview.domain.role import Quote

_STYLE = """
<style>
.lw-jd { white-space: pre-wrap; overflow-wrap: anywhere; max-height: 75vh; overflow-y: auto; padding: .75rem 1rem;
  line-height: 1.5; border: 1px solid var(--st-border-color, #8888); border-radius: .5rem; font-size: .95rem; }
.lw-jd mark { color: inherit; border-radius: 2px;
  background: color-mix(in srgb, var(--st-primary-color, #0b5a63) 16%, transparent); }
.lw-jd mark.chosen { background: color-mix(in srgb, #e0a100 45%, transparent); outline: 1px solid currentColor; }
</style>
"""


def highlighted(text: str, quotes: Iterable[Sequence[Quote]], chosen: Sequence[Quote]) -> None:
    """Show ``text``; every quote is marked, those of the chosen skill strongly."""
    picked = {(quote.start, quote.end) for quote in chosen}
    spans = {(quote.start, quote.end) for group in quotes for quote in group} | picked
    edges = sorted({edge for span in spans for edge in span if 0 <= edge <= len(text)} | {0, len(text)})
    parts = []
    for start, end in pairwise(edges):
        piece = escape(text[start:end])
        if any(first <= start and end <= last for first, last in picked):
            piece = f'<mark class="chosen">{piece}</mark>'
        elif any(first <= start and end <= last for first, last in spans):
            piece = f"<mark>{piece}</mark>"
        parts.append(piece)
    st.html(f'{_STYLE}<div class="lw-jd" tabindex="0" role="document" aria-label="Job description">{"".join(parts)}</div>')
