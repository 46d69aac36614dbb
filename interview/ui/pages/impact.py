"""Adverse impact: selection rates of groups from a table that is read and forgotten."""

from __future__ import annotations

import streamlit as st

from interview.domain.permission import Permission, require
from interview.domain.person import Actor
from interview.exports.impact_table import impact_csv
from interview.scoring.impact import ImpactTable
from interview.services.context import Context
from interview.services.health import HIDE_BELOW, measure_impact
from interview.ui import session
from interview.ui.components.numbers import too_few, with_interval
from interview.ui.components.table import Cell, table
from interview.ui.texts import _


def render(context: Context, actor: Actor) -> None:
    """Ask for a table, show what it says and what it doesn't."""
    require(actor, Permission.MEASURE_IMPACT)
    st.title(_("Adverse impact"))
    st.write(
        _(
            "Upload a CSV table with one person a line: one or more group columns, `selected` (1 or 0) and, if a tool "
            "scored people, `score`. It is read and forgotten, never joined with candidates. Groups of fewer than "
            "{fewest} show no numbers."
        ).format(fewest=HIDE_BELOW)
    )
    by = st.text_input(_("Group columns, with commas between"), "group", max_chars=200, key="by")
    file = st.file_uploader(_("Table of outcomes"), type="csv", key="outcomes")
    if file is None:
        return
    data, name = file.getvalue(), file.name
    report = session.answer(lambda: measure_impact(context, actor, data, name, by))
    if report is None:
        return
    for one in report.tables:
        _table(one)
    for note in report.notes:
        st.caption(note)
    st.download_button(_("Download for an auditor (CSV)"), impact_csv(report), "adverse-impact.csv", "text/csv")


def _table(one: ImpactTable) -> None:
    rows: list[list[Cell | str]] = []
    for group in one.groups:
        people, selected = (_("hidden"), _("hidden")) if group.tally is None else (str(group.tally.n), str(group.tally.selected))
        share, ratio = ("", "") if group.hidden else (with_interval(group.rate, ".0%"), _ratio(with_interval(group.ratio)))
        tone = "thin" if group.below_four_fifths else ""
        name = " / ".join(group.group)
        rows.append([name, Cell(people, "number"), Cell(selected, "number"), share, Cell(ratio, tone), group.reading])
    table(
        [_("Group"), _("People"), _("Selected"), _("Selection rate (95%)"), _("Impact ratio (95%)"), _("Reading")],
        rows,
        caption=_("Selection by {columns}").format(columns=", ".join(one.by)),
        empty=_("No outcomes yet."),
    )
    if one.scored:
        table(
            [_("Group"), _("Scored"), _("Above the median"), _("Impact ratio")],
            [
                [
                    " / ".join(scores.group),
                    Cell(_("hidden") if scores.n is None else str(scores.n), "number"),
                    "" if scores.rate_above_median is None else f"{scores.rate_above_median:.0%}",
                    "" if scores.impact_ratio is None else f"{scores.impact_ratio:.2f}",
                ]
                for scores in one.scored
            ],
            caption=_("Scores by {columns}").format(columns=", ".join(one.by)),
        )


def _ratio(text: str) -> str:
    return _("none") if text == too_few() else text
