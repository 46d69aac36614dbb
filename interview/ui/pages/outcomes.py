"""Outcomes: recommendations against later performance, from a table that is read and forgotten."""

from __future__ import annotations

import altair as alt
import streamlit as st

from interview.domain.permission import Permission, require
from interview.domain.person import Actor
from interview.exports.outcome_table import outcome_csv
from interview.scoring.validity import FEWEST_IN_BAND, ValidityReport
from interview.services.context import Context
from interview.services.outcome_link import list_hired, measure_outcomes
from interview.ui import session
from interview.ui.components.numbers import share, with_interval
from interview.ui.components.table import Cell, table
from interview.ui.texts import _


def render(context: Context, actor: Actor) -> None:
    """Offer the table to fill in, read it back, show what it says and what it doesn't."""
    require(actor, Permission.LINK_OUTCOMES)
    st.title(_("Do recommendations come true?"))
    st.write(
        _(
            "Download the list of those who were hired, fill in how they perform, and bring it back. It is read and forgotten: "
            "nobody's performance is stored here, and no single person is shown."
        )
    )
    hired = list_hired(context, actor)
    if not hired:
        st.info(_("Nobody has been hired with a recommendation on record yet."))
        return
    st.download_button(
        _("List of {count} hired people (CSV)").format(count=len(hired)), outcome_csv(hired), "outcomes.csv", "text/csv"
    )
    meets = st.number_input(_("Performance from which expectations are met"), value=3.0, step=0.5, key="meets")
    file = st.file_uploader(_("The list with performance filled in"), type="csv", key="outcomes")
    if file is None:
        return
    data, name = file.getvalue(), file.name
    report = session.answer(lambda: measure_outcomes(context, actor, data, name, meets))
    if report is None:
        return
    _report(report)


def _report(report: ValidityReport) -> None:
    table(
        [_("Measure"), _("Value (95%)"), _("What it says")],
        [
            [
                _("Validity among those hired"),
                with_interval(report.validity),
                _("Correlation of the estimate on the day of the decision with performance now."),
            ],
            [
                _("Validity for everybody interviewed"),
                with_interval(report.corrected),
                _("The same, allowing for the fact that only the better ones were hired."),
            ],
            [
                _("Met expectations"),
                with_interval(report.met, ".0%"),
                _("Expected on the day of the decision: {share}.").format(share=share(report.expected)),
            ],
        ],
        caption=_("From {count} people").format(count=report.n),
    )
    shown = [band for band in report.bands if band.met.value is not None]
    if shown:
        _curve(report)
    table(
        [_("Chance of meeting the bar, as recommended"), _("People"), _("Met expectations (95%)")],
        [
            [f"{band.low:.0%} - {band.high:.0%}", Cell(str(band.n), "number"), with_interval(band.met, ".0%")]
            for band in report.bands
        ],
        caption=_("What came true, by what was expected. Below {count} people a band shows no share.").format(
            count=FEWEST_IN_BAND
        ),
    )
    for note in report.notes:
        st.caption(note)


def _curve(report: ValidityReport) -> None:
    rows = [
        {"expected": band.predicted, "met": band.met.value, "low": band.met.low, "high": band.met.high, "people": band.n}
        for band in report.bands
        if band.met.value is not None
    ]
    unit = alt.Scale(domain=[0, 1])
    base = alt.Chart(alt.InlineData(values=rows))
    axis = alt.Axis(format="%")
    points = base.mark_point(filled=True, size=90).encode(
        x=alt.X("expected:Q", scale=unit, axis=axis, title=_("Expected")),
        y=alt.Y("met:Q", scale=unit, axis=axis, title=_("Met expectations")),
        tooltip=["people:Q"],
    )
    intervals = base.mark_rule().encode(x="expected:Q", y="low:Q", y2="high:Q")
    diagonal = alt.Chart(alt.InlineData(values=[{"x": 0, "y": 0}, {"x": 1, "y": 1}]))
    perfect = diagonal.mark_line(strokeDash=[4, 4], opacity=0.6).encode(x="x:Q", y="y:Q")
    st.altair_chart(
        perfect + intervals + points, alt=_("Share that met expectations by what was expected; the table below has the numbers.")
    )
