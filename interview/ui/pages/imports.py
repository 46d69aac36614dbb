"""Importing a table: choose which, fill in the template, see what each row would do, then do it."""

from __future__ import annotations

import streamlit as st

from interview.domain.person import Actor
from interview.exports.import_template import csv_template, xlsx_template
from interview.services.context import Context
from interview.services.import_table import RowState
from interview.services.imports import ImportKind, ImportReport, check_import, columns_of, importable, run_import
from interview.ui import session
from interview.ui.components.table import Cell, table
from interview.ui.texts import N_, _, ngettext

_TITLES = {
    ImportKind.PEOPLE: N_("People"),
    ImportKind.AVAILABILITY: N_("Hours and times away"),
    ImportKind.CANDIDATES: N_("Candidates"),
    ImportKind.SCORECARDS: N_("Past scorecards"),
}
_PURPOSES = {
    ImportKind.PEOPLE: N_("Accounts with skills, languages and caps. No mail leaves; send each person their link from Accounts."),
    ImportKind.AVAILABILITY: N_("When people can interview, on their own clock. What is known already stays."),
    ImportKind.CANDIDATES: N_("Each one gets the published loop of the role, with its interviews to schedule."),
    ImportKind.SCORECARDS: N_(
        "Ratings from before, marked as imported: they teach how severe an interviewer is and decide nothing. "
        "No candidate's name is kept."
    ),
}
_STATES = {
    RowState.NEW: (N_("new"), "good"),
    RowState.CHANGED: (N_("changed"), "thin"),
    RowState.UNCHANGED: (N_("known already"), "quiet"),
    RowState.WRONG: (N_("has mistakes"), "gap"),
}
_SHOWN = 200
_REPORT = "import-report"


def render(context: Context, actor: Actor) -> None:
    """Show the import to whoever may import anything."""
    st.title(_("Import a table"))
    kinds = importable(actor)
    if not kinds:
        st.info(_("Recruiters, hiring managers and administrators import tables."))
        return
    kind = st.segmented_control(
        _("What"), kinds, format_func=lambda one: _(_TITLES[one]), default=kinds[0], required=True, key="kind"
    )
    st.write(_(_PURPOSES[kind]))
    _templates(kind)
    upload = st.file_uploader(
        _("The filled-in table (CSV or Excel)"), type=["csv", "xlsx", "txt"], key=session.nonce(f"table-{kind.value}")
    )
    outcome = st.container()
    with outcome:
        if upload is not None:
            _checked(context, actor, kind, upload.getvalue(), upload.name)
        else:
            _last(kind)


def _templates(kind: ImportKind) -> None:
    with st.container(horizontal=True):
        for word, data, name in (("Excel", xlsx_template(kind), "xlsx"), ("CSV", csv_template(kind), "csv")):
            st.download_button(
                _("Template ({form})").format(form=word),
                data,
                f"{kind.value}.{name}",
                on_click="ignore",
                key=f"template-{kind.value}-{name}",
            )
    with st.expander(_("What the columns mean")):
        table(
            [_("Column"), _("Needed"), _("Example"), _("Meaning")],
            [
                [column.name, _("yes") if column.required else _("no"), column.example, column.meaning]
                for column in columns_of(kind)
            ],
            caption=_("Columns"),
        )


def _checked(context: Context, actor: Actor, kind: ImportKind, data: bytes, name: str) -> None:
    report = session.answer(lambda: check_import(context, actor, kind, data, name))
    if report is None:
        return
    st.header(_("Dry run: nothing is written yet"))
    _report(report)
    ready = report.count(RowState.NEW) + report.count(RowState.CHANGED)
    if not ready:
        st.info(_("There is nothing to import."))
        return
    words = ngettext("Import {count} row", "Import {count} rows", ready)
    if report.wrong:
        left = ngettext("leave {count} with mistakes out", "leave {count} with mistakes out", len(report.wrong))
        st.warning(_("Mend the table and upload it again, or import what is right."))
        label = f"{words.format(count=ready)}, {left.format(count=len(report.wrong))}"
    else:
        label = words.format(count=ready)
    if st.button(label, type="primary", key=session.nonce("import")):
        only_valid = bool(report.wrong)
        done = session.answer(lambda: run_import(context, actor, kind, data, name, only_valid=only_valid))
        if done is not None:
            session.remember(_REPORT, done)
            session.spend(f"table-{kind.value}")
            session.done(_("Imported."), "import")


def _last(kind: ImportKind) -> None:
    report: ImportReport | None = session.recall(_REPORT)
    if report is not None and report.kind is kind:
        st.header(_("Imported from {file}").format(file=report.file))
        _report(report)


def _report(report: ImportReport) -> None:
    counts = " · ".join(f"{report.count(state)} {_(words)}" for state, (words, _tone) in _STATES.items() if report.count(state))
    st.write(counts)
    rows = sorted(report.rows, key=lambda row: (row.state is not RowState.WRONG, row.line))
    if len(rows) > _SHOWN:
        st.caption(_("The first {count} rows, those with mistakes on top.").format(count=_SHOWN))
    table(
        [_("Row"), _("What"), _("About"), _("Mistakes")],
        [
            [
                str(row.line),
                Cell(_(_STATES[row.state][0]), _STATES[row.state][1]),
                row.summary,
                "; ".join(row.mistakes),
            ]
            for row in rows[:_SHOWN]
        ],
        caption=_("What becomes of each row"),
    )
