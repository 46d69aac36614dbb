"""The five anchors of a skill at one glance: side by side where there is room, one under the other on a phone."""

from __future__ import annotations

from html import escape

import streamlit as st

from interview.domain.rubric import Rubric
from interview.ui.components.words import level_words
from interview.ui.texts import _

_STYLE = """
<style>
.lw-anchors { display: grid; gap: .5rem;
  grid-template-columns: repeat(auto-fit, minmax(11.5rem, 1fr)); }
.lw-anchors > div { border: 1px solid var(--st-border-color, #8888); border-radius: .5rem; padding: .5rem .65rem;
  font-size: .85rem; line-height: 1.4; }
.lw-anchors strong { display: block; font-size: .9rem; margin-bottom: .2rem; }
.lw-anchors .bar { border-style: dashed; border-width: 2px; }
.lw-anchors .chosen { border: 2px solid light-dark(#0b5a63, #5fc1cb);
  background: color-mix(in srgb, light-dark(#0b5a63, #5fc1cb) 10%, transparent); }
</style>
"""


def anchors(rubric: Rubric, *, bar: int | None, chosen: int | None) -> None:
    """Show what each level looks like; the level that the role needs and the chosen one are marked, in words too."""
    items = []
    for anchor in rubric.anchors:
        is_chosen = anchor.level == chosen
        marks = [_("the role needs this")] if anchor.level == bar else []
        marks += [_("your rating")] if is_chosen else []
        tone = "chosen" if is_chosen else "bar" if anchor.level == bar else ""
        title = escape(" · ".join([level_words(anchor.level), *marks]))
        items.append(f'<div role="listitem" class="{tone}"><strong>{title}</strong>{escape(" ".join(anchor.behaviours))}</div>')
    st.html(f'{_STYLE}<div class="lw-anchors" role="list">{"".join(items)}</div>')
