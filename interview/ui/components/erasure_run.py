"""The dry run: who would be erased and why others are not; and starting the run as a job."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from interview.domain.job import JobKind
from interview.domain.person import Actor
from interview.services.context import Context
from interview.services.held_data import HeldData, Standing
from interview.services.jobs import start_job
from interview.ui import session
from interview.ui.components.retention_rules import rule_words
from interview.ui.components.table import Cell, table
from interview.ui.components.times import local_time
from interview.ui.components.words import candidate_state_words
from interview.ui.texts import _, ngettext

_SHOWN = 200
"""Rows of people who are not due; the rest is counted."""


def erasure_run(context: Context, actor: Actor, held: Sequence[HeldData]) -> None:
    """Show what a run would do; nothing is erased before its button is pressed."""
    due = [one for one in held if one.standing is Standing.DUE]
    others = [one for one in held if one.standing is not Standing.DUE]
    if due:
        _start(context, actor, due)
    else:
        st.write(_("By the retention rules nobody's data is due to be erased."))
    if others:
        with st.expander(_("Who is not erased, and why ({count})").format(count=len(others))):
            _rows(others[:_SHOWN], actor, _("Kept by a run today"))
            if len(others) > _SHOWN:
                st.caption(_("And {count} more.").format(count=len(others) - _SHOWN))


def standing_words(one: HeldData, actor: Actor) -> str:
    """What a run would do with somebody's data, when, and why."""
    day = local_time(one.kept_until, actor.timezone) if one.kept_until else ""
    rule = rule_words(one.rule) if one.rule else ""
    if one.standing is Standing.DUE:
        return _("Due since {day} ({rule})").format(day=day, rule=rule)
    if one.standing is Standing.LATER:
        return _("Kept until {day} ({rule})").format(day=day, rule=rule)
    if one.standing is Standing.NO_RULE:
        return _("Kept: no rule fits")
    if one.standing is Standing.OPEN:
        return _("Kept: the case is open")
    reason = one.hold.reason if one.hold else _("no reason was written down")
    return _("Legal hold: {reason}").format(reason=reason)


def _start(context: Context, actor: Actor, due: Sequence[HeldData]) -> None:
    sentence = ngettext(
        "The data of one candidate is due. This is a dry run: nothing is erased yet.",
        "The data of {count} candidates is due. This is a dry run: nothing is erased yet.",
        len(due),
    )
    st.write(sentence.format(count=len(due)))
    _rows(due, actor, _("Would be erased now"))
    sure = st.checkbox(_("I have looked at who is due. There is no way back."), key="privacy-sure")
    if st.button(_("Erase them"), disabled=not sure, key=session.nonce("retention")) and session.tried(
        lambda: start_job(context, actor, JobKind.RETENTION)
    ):
        session.spend("retention")
        session.go("jobs")  # where its progress is shown


def _rows(held: Sequence[HeldData], actor: Actor, caption: str) -> None:
    rows: list[list[Cell | str]] = [
        [one.name, standing_words(one, actor), candidate_state_words(one.state), one.role, one.country] for one in held
    ]
    table([_("Candidate"), _("When and why"), _("Outcome"), _("Role"), _("Country")], rows, caption=caption)
