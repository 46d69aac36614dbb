"""A real HTML table: readable by screen readers, calm to look at, and safe with any text in its cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

import streamlit as st

from interview.ui.texts import _

_STYLE = """
<style>
.lw-scroll { overflow-x: auto; }
.lw-table { border-collapse: collapse; width: 100%; font-size: .95rem; }
.lw-table caption { text-align: left; padding: 0 0 .5rem; opacity: .85; }
.lw-table th, .lw-table td { text-align: left; vertical-align: top; padding: .45rem .6rem;
  border-bottom: 1px solid var(--st-border-color, #8888); }
.lw-table thead th { font-weight: 600; white-space: nowrap; }
.lw-table tbody th { font-weight: 500; }
.lw-table .number { text-align: right; font-variant-numeric: tabular-nums; }
.lw-table .centre { text-align: center; }
.lw-table .gap { background: color-mix(in srgb, #c22f4b 18%, transparent); }
.lw-table .thin { background: color-mix(in srgb, #b4770a 22%, transparent); }
.lw-table .good { background: color-mix(in srgb, #1d7a5f 18%, transparent); }
.lw-table .quiet { opacity: .75; }
</style>
"""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its text, how it is set (``number``, ``centre``, ``gap``, ``thin``, ``good``, ``quiet``), and a longer hint."""

    text: str
    tone: str = ""
    hint: str = ""


def table(headers: Sequence[str], rows: Iterable[Sequence[Cell | str]], *, caption: str = "", empty: str = "") -> None:
    """Show rows under headers; the first cell of each row is its heading. Colour never stands alone: tones come with words."""
    lines = [list(map(_cell, row)) for row in rows]
    if not lines:
        st.caption(empty or _("Nothing here yet."))
        return
    tones = [cell.tone if cell.tone in {"number", "centre"} else "" for cell in lines[0]]
    head = "".join(f'<th scope="col" class="{tone}">{escape(header)}</th>' for header, tone in zip(headers, tones, strict=True))
    body = "".join(f"<tr>{_html(row[0], 'th')}{''.join(_html(cell, 'td') for cell in row[1:])}</tr>" for row in lines)
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    st.html(
        f'{_STYLE}<div class="lw-scroll" tabindex="0" role="group" aria-label="{escape(caption or _("Table"))}">'
        f'<table class="lw-table">{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>'
    )


def _cell(value: Cell | str) -> Cell:
    return value if isinstance(value, Cell) else Cell(value)


def _html(cell: Cell, tag: str) -> str:
    scope = ' scope="row"' if tag == "th" else ""
    hint = f' title="{escape(cell.hint)}"' if cell.hint else ""
    return f'<{tag}{scope} class="{escape(cell.tone)}"{hint}>{escape(cell.text)}</{tag}>'
