"""The schedule as a picture: one line a person, one block an interview, nights left out. The tables beside it say the same."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import altair as alt
import streamlit as st

from interview.services.board import Board, Load
from interview.ui.components.times import day_words
from interview.ui.texts import _, ngettext

_MORNING, _EVENING = 7.0, 21.0
_SPAN = _EVENING - _MORNING
_FINE, _CLASH = "#1f7a83", "#b4381a"


def board_chart(board: Board, timezone: str, days: int) -> None:
    """Show who is in which interview when, in the viewer's zone; nothing where nobody is."""
    zone = ZoneInfo(timezone)
    first = board.starts_at.astimezone(zone)
    blocks = [
        block
        for booking in board.bookings
        for seat in booking.interview.panel
        for block in [
            {
                "Person": seat.name,
                "from": _place(booking.interview.starts_at, first, zone),
                "to": _place(booking.interview.ends_at, first, zone),
                "Candidate": booking.candidate_name,
                "Meeting": booking.stage_title,
                "State": "clash" if any(one.person_id == seat.person_id for one in booking.clashes) else "fine",
            }
        ]
    ]
    if not blocks:
        return
    names = [day_words((first + timedelta(days=number)).date()) for number in range(days)]
    hours = [int(_MORNING) + 2 * number for number in range(int(_SPAN // 2) + 1)]
    ticks = [number * _SPAN for number in range(days)] if days > 1 else [hour - _MORNING for hour in hours]
    labels = names if days > 1 else [f"{hour}:00" for hour in hours]
    axis = alt.Axis(
        values=ticks,
        labelExpr=f"({json.dumps(dict(zip(map(str, map(int, ticks)), labels, strict=True)))})[toString(round(datum.value))]",
        labelAlign="left" if days > 1 else "center",
        title=None,
        grid=True,
    )
    chart = (
        alt.Chart(alt.InlineData(values=blocks))
        .mark_bar(cornerRadius=3, height=16)
        .encode(
            y=alt.Y("Person:N", title=None, axis=alt.Axis(labelLimit=160)),
            x=alt.X("from:Q", scale=alt.Scale(domain=[0, days * _SPAN], nice=False), axis=axis),
            x2="to:Q",
            color=alt.Color("State:N", scale=alt.Scale(domain=["fine", "clash"], range=[_FINE, _CLASH]), legend=None),
            tooltip=["Person:N", "Candidate:N", "Meeting:N"],
        )
        .properties(height=alt.Step(28))
    )
    people = len({block["Person"] for block in blocks})
    words = ngettext(
        "{count} interview of {people} people; each one stands in the table below.",
        "{count} interviews of {people} people; each one stands in the table below.",
        len(board.bookings),
    )
    st.altair_chart(chart, width="stretch", alt=words.format(count=len(board.bookings), people=people))


def _place(moment: datetime | None, first: datetime, zone: ZoneInfo) -> float:
    """Hours along the picture, which has only the hours from morning to evening of each day."""
    if moment is None:
        return 0.0
    local = moment.astimezone(zone)
    hour = min(max(local.hour + local.minute / 60, _MORNING), _EVENING)
    return (local.date() - first.date()).days * _SPAN + hour - _MORNING


def load_chart(loads: Sequence[Load]) -> None:
    """Bars of hours a person, for the weeks on the board together."""
    hours: dict[str, float] = {}
    for load in loads:
        hours[load.name] = hours.get(load.name, 0) + load.hours
    rows = [{"Person": name, "Hours": total} for name, total in sorted(hours.items(), key=lambda pair: (-pair[1], pair[0]))]
    if len(rows) < 2:
        return
    chart = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(height=12, color=_FINE)
        .encode(
            y=alt.Y("Person:N", sort=None, title=None, axis=alt.Axis(labelLimit=160)),
            x=alt.X("Hours:Q", title=_("Hours with preparation and write-up"), axis=alt.Axis(tickCount=6)),
        )
        .properties(height=alt.Step(22))
    )
    most = rows[0]
    alt_text = _("Hours of {count} people; {name} carries most with {hours}.")
    st.altair_chart(chart, width="stretch", alt=alt_text.format(count=len(rows), name=most["Person"], hours=most["Hours"]))
