"""The pipeline on screen: one card a candidate, its stages as a strip, and what to do next. No rating is in it."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

import streamlit as st

from interview.domain.person import Actor
from interview.services.pipeline import NextAction, PipelineRow, StageMark, StageState
from interview.ui import session
from interview.ui.components.times import local_time
from interview.ui.components.words import candidate_state_words
from interview.ui.texts import N_, _, ngettext

_STYLE = """
<style>
.lw-strip { display: flex; flex-wrap: wrap; gap: .35rem; margin: 0 !important; padding: 0 !important; list-style: none; }
.lw-strip li { margin: 0 !important; padding: .2rem .55rem; border: 1px solid var(--st-border-color, #8888);
  border-radius: .4rem; font-size: .85rem; }
.lw-strip .done, .lw-strip .held { background: color-mix(in srgb, #1d7a5f 18%, transparent); }
.lw-strip .overdue, .lw-strip .blocked { background: color-mix(in srgb, #c22f4b 18%, transparent); }
.lw-strip .owed { background: color-mix(in srgb, #b4770a 22%, transparent); }
.lw-strip .to_plan { border-style: dashed; }
</style>
"""
_STATES = {
    StageState.TO_PLAN: N_("to plan"),
    StageState.BLOCKED: N_("can't be held"),
    StageState.AHEAD: N_("planned"),
    StageState.HELD: N_("held"),
    StageState.OWED: N_("scorecard open"),
    StageState.OVERDUE: N_("scorecard overdue"),
    StageState.DONE: N_("done"),
    StageState.NOT_HELD: N_("did not take place"),
}
_MARKS = {
    StageState.TO_PLAN: "○",
    StageState.BLOCKED: "!",
    StageState.AHEAD: "◷",
    StageState.HELD: "✓",
    StageState.OWED: "…",
    StageState.OVERDUE: "!",
    StageState.DONE: "✓",
    StageState.NOT_HELD: "–",
}
_ACTIONS = {
    NextAction.UNBLOCK: (N_("Find a panel that can come"), "candidate"),
    NextAction.PLAN: (N_("Plan the interviews"), "candidate"),
    NextAction.RATE: (N_("Write your scorecard"), "kit"),
    NextAction.CHASE: (N_("Ask for the scorecards"), "chase"),
    NextAction.DECIDE: (N_("Decide in the debrief"), "debrief"),
    NextAction.DISCUSS: (N_("Read the debrief"), "debrief"),
}


def pipeline_cards(actor: Actor, rows: Iterable[PipelineRow]) -> None:
    """A card for each candidate, in the order given."""
    st.html(_STYLE)
    for row in rows:
        with st.container(border=True, key=f"card-{row.candidate.id}"):
            who, stages, action = st.columns([3, 6, 3], vertical_alignment="center")
            with who:
                session.link("candidate", f"**{row.candidate.name}**", candidate=row.candidate.id)
                st.caption(" · ".join([row.role_title, *([_("demo")] if row.candidate.is_demo else [])]))
            stages.html(_strip(row))
            with action:
                _next(actor, row)


def _strip(row: PipelineRow) -> str:
    items = "".join(
        f'<li class="{mark.state.value}"><span aria-hidden="true">{_MARKS[mark.state]}</span> '
        f"{escape(mark.title)}: {escape(_(_STATES[mark.state]))}{escape(_clash(mark))}</li>"
        for mark in row.stages
    )
    label = _("{done} of {all} stages of {name} are over").format(done=row.done, all=len(row.stages), name=row.candidate.name)
    return f'<ol class="lw-strip" aria-label="{escape(label)}">{items}</ol>'


def _clash(mark: StageMark) -> str:
    return f" ({', '.join(mark.clashes)})" if mark.clashes else ""


def _next(actor: Actor, row: PipelineRow) -> None:
    if row.overdue:
        words = ngettext("{count} scorecard overdue", "{count} scorecards overdue", row.overdue)
        st.markdown(f":red-badge[{words.format(count=row.overdue)}]")
    elif row.owed:
        words = ngettext("{count} scorecard open", "{count} scorecards open", row.owed)
        st.markdown(f":orange-badge[{words.format(count=row.owed)}]")
    if row.next_action in _ACTIONS:
        label, page = _ACTIONS[row.next_action]
        if page == "kit" and row.interview_id:
            session.link("kit", _(label), interview=row.interview_id)
        elif page == "chase":
            session.link("chase", _(label))
        else:
            session.link(page, _(label), candidate=row.candidate.id)
    elif row.next_action is NextAction.MEET and row.at:
        st.caption(_("Next interview {time}").format(time=local_time(row.at, actor.timezone)))
    elif row.next_action is NextAction.AWAIT_SCORECARDS:
        st.caption(_("Waiting for scorecards"))
    else:
        st.caption(candidate_state_words(row.candidate.state))
