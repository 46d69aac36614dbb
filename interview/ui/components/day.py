"""The timeline of a day: stages and breaks to scale, and the same as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import altair as alt
import streamlit as st

from interview.domain.day import DayBlock, example_day
from interview.domain.loop import Loop
from interview.ui.components.table import Cell, table
from interview.ui.components.times import minutes_words
from interview.ui.texts import _


def loop_day(loop: Loop) -> None:
    """How a candidate's day would look; real days depend on the people."""
    blocks = example_day(loop.stages)
    titles = {stage.id: stage.title for stage in loop.stages}
    st.caption(
        _(
            "An example that begins at nine: a break after two hours at most, lunch free. "
            "Each candidate's real times are planned later."
        )
    )
    _chart(blocks, titles)
    several = blocks[-1].day > 1
    rows: list[list[Cell | str]] = []
    for block in blocks:
        what = titles.get(block.stage_id) or (_("Lunch") if block.is_lunch else _("Break"))
        tone = "" if block.stage_id else "quiet"
        when = f"{_clock(block.start)}–{_clock(block.end)}"
        when = _("Day {day}, {time}").format(day=block.day, time=when) if several else when
        rows.append([when, Cell(what, tone), Cell(minutes_words(block.end - block.start), tone)])
    table([_("Time"), _("What"), _("Length")], rows, caption=_("The day in words"))


def _chart(blocks: Sequence[DayBlock], titles: Mapping[str, str]) -> None:
    rows = [
        {
            "day": _("Day {day}").format(day=block.day),
            "start": block.start / 60,
            "end": block.end / 60,
            "what": titles.get(block.stage_id) or (_("Lunch") if block.is_lunch else _("Break")),
            "kind": _("Stage") if block.stage_id else _("Break"),
            "middle": (block.start + block.end) / 120,
        }
        for block in blocks
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        y=alt.Y("day:N", title=None, sort=None),
        x=alt.X(
            "start:Q",
            title=None,
            scale=alt.Scale(domain=[9, 17.5], nice=False),
            axis=alt.Axis(tickCount=9, labelExpr="datum.value + ':00'"),
        ),
        x2="end:Q",
    )
    kinds = [_("Stage"), _("Break")]
    bars = base.mark_bar(height=44, cornerRadius=4, stroke="white", strokeWidth=1).encode(
        color=alt.Color(
            "kind:N", title=None, scale=alt.Scale(domain=kinds, range=["#0b7a86", "#b9c4c3"]), legend=alt.Legend(orient="bottom")
        ),
        tooltip=[alt.Tooltip("what:N", title=_("What"))],
    )
    stages = [titles[block.stage_id] for block in blocks if block.stage_id]
    st.altair_chart(
        bars.properties(height=alt.Step(70)),
        width="stretch",
        alt=_("The stages in their order: {stages}. {days} day(s); the table below has every time.").format(
            stages=", ".join(stages), days=blocks[-1].day
        ),
    )


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02}:{minutes % 60:02}"
