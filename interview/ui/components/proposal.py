"""Panels and times as the planner proposes them for one candidate: asked for, watched, adjusted, booked in one go."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

import streamlit as st

from interview.domain.interview import InterviewState
from interview.domain.person import Actor
from interview.services.candidates import CandidateView
from interview.services.context import Context
from interview.services.staffing import (
    TIME_LIMIT,
    Ask,
    ProposalView,
    begin_proposal,
    get_proposal,
    stop_proposal,
    take_proposal,
)
from interview.services.staffing_problem import Ease, eased
from interview.ui import session
from interview.ui.components.reasons import sentences
from interview.ui.components.table import Cell, table
from interview.ui.components.times import local_time
from interview.ui.texts import N_, _

_EASES = {
    Ease.ONE_MORE_DAY: N_("Allow one more day"),
    Ease.WEEK_LATER: N_("Look a week further"),
    Ease.LONGER_DAYS: N_("Begin an hour earlier and end an hour later"),
    Ease.LUNCH: N_("Do not keep lunch free"),
    Ease.SKILLS: N_("Do not ask for declared skills"),
    Ease.CAPS: N_("Set weekly caps aside"),
}
_EXTRA = (0, 25, 50, 100)


def proposal(context: Context, actor: Actor, view: CandidateView) -> None:
    """Everything between the wish for a proposal and the booking."""
    found = get_proposal(context, actor, view.candidate.id)
    with st.container(key="proposal"):
        if found is None:
            _ask(context, actor, view)
        elif not found.is_over:
            _progress(context, actor, view.candidate.id)
        elif found.interviews:
            _proposed(context, actor, view, found)
        else:
            _impossible(context, actor, view, found)


def default_ask(context: Context, view: CandidateView) -> Ask:
    """Two weeks from the candidate's next working day on."""
    first = context.now().astimezone(ZoneInfo(view.candidate.timezone)).date() + timedelta(days=1)
    while first.weekday() >= 5:
        first += timedelta(days=1)
    return Ask(first_day=first, last_day=first + timedelta(days=11))


def begin(context: Context, actor: Actor, candidate_id: str, ask: Ask) -> None:
    """Ask the planner and draw the page again; a refusal shows where the button stands."""
    if session.tried(lambda: begin_proposal(context, actor, candidate_id, ask)):
        session.done()


def _ask(context: Context, actor: Actor, view: CandidateView) -> None:
    to_plan = [one for one in view.interviews if one.state is InterviewState.PLANNED]
    if not to_plan:
        return
    start = default_ask(context, view)
    with st.form("ask", border=True):
        st.markdown(f"**{_('Have panels and times proposed')}**")
        st.caption(
            _(
                "From the hours, times away, weekly caps and training of everybody who interviews; who declared skills sits "
                "where one of them is rated. Days and hours are the candidate's ({timezone})."
            ).format(timezone=view.candidate.timezone)
        )
        first, last, begins, ends = st.columns(4)
        first_day = first.date_input(_("First day"), start.first_day, key="ask-first")
        last_day = last.date_input(_("Last day"), start.last_day, key="ask-last")
        from_time = begins.time_input(_("From"), start.from_time, step=1800, key="ask-from")
        to_time = ends.time_input(_("Until"), start.to_time, step=1800, key="ask-until")
        days, extra, _rest = st.columns([1, 1, 2])
        max_days = days.number_input(_("Days at most"), 1, 5, start.max_days, key="ask-days")
        extra_time = extra.selectbox(
            _("Extra time"),
            _EXTRA,
            key="ask-extra",
            format_func=lambda percent: _("none") if percent == 0 else _("{percent}% more").format(percent=percent),
            help=_("Where the candidate needs more time, every interview gets longer."),
        )
        pressed = st.form_submit_button(_("Propose panels and times"), type="primary", key=session.nonce("propose"))
    if pressed:
        ask = Ask(
            first_day=first_day,
            last_day=last_day,
            from_time=from_time,
            to_time=to_time,
            max_days=int(max_days),
            extra_time_percent=int(extra_time),
        )
        begin(context, actor, view.candidate.id, ask)


@st.fragment(run_every=1.0)
def _progress(context: Context, actor: Actor, candidate_id: str) -> None:
    found = get_proposal(context, actor, candidate_id)
    if found is None or found.is_over:
        st.rerun()
    with st.container(border=True):
        words = _("Looking for panels and times: {seconds} s").format(seconds=round(found.seconds))
        st.progress(min(1.0, found.seconds / TIME_LIMIT), text=words)
        if found.interviews:
            st.caption(_("A valid proposal is there; a better one is sought."))
        st.button(
            _("Stop and keep the best so far"),
            key="stop-proposal",
            on_click=partial(stop_proposal, context, actor, candidate_id),
        )


def _proposed(context: Context, actor: Actor, view: CandidateView, found: ProposalView) -> None:
    with st.container(border=True):
        st.subheader(_("Proposed panels and times"))
        theirs = _("Candidate ({timezone})").format(timezone=view.candidate.timezone)
        rows: list[list[Cell | str]] = []
        for one in found.interviews:
            was = ", ".join(name for _id, name in one.was_panel)
            before = f"{local_time(one.was_at, actor.timezone)}: {was}" if one.was_at else was
            rows.append(
                [
                    one.stage_title,
                    local_time(one.starts_at, actor.timezone),
                    local_time(one.starts_at, view.candidate.timezone),
                    ", ".join(name for _id, name in one.panel),
                    before or "–",
                ]
            )
        proof = _("No valid plan waits or loads people less.") if found.proven else _("Valid; a better one may exist.")
        table([_("Stage"), _("Your time"), theirs, _("Panel"), _("Before")], rows, caption=proof)
        people = {person: name for one in found.interviews for person, name in one.panel}
        at = {person: one.stage_id for one in found.interviews for person, _name in one.panel}
        keep = st.multiselect(
            _("Keep these people where they are"),
            list(people),
            key="keep",
            format_func=people.__getitem__,
            placeholder=_("nobody"),
        )
        without = st.multiselect(
            _("Without these people"), list(people), key="without", format_func=people.__getitem__, placeholder=_("nobody")
        )
        with st.container(horizontal=True):
            if st.button(_("Book it all"), type="primary", key=session.nonce("book")) and session.tried(
                lambda: take_proposal(context, actor, view.candidate.id)
            ):
                session.done(_("Booked: panels and times are set."), "book")
            if st.button(_("Propose again"), key=session.nonce("again")):
                ask = found.ask.model_copy(
                    update={
                        "keep": tuple((at[person], person) for person in keep),
                        "without": (*found.ask.without, *without),
                    }
                )
                session.spend("again")
                begin(context, actor, view.candidate.id, ask)
            st.button(_("Leave it"), key="leave-proposal", on_click=partial(stop_proposal, context, actor, view.candidate.id))


def _impossible(context: Context, actor: Actor, view: CandidateView, found: ProposalView) -> None:
    names = dict.fromkeys(("stage", "interviewer", "candidate", "skill"), found.names)
    with st.container(border=True):
        if found.reasons:
            st.error(_("No panel and time keep every rule:"))
            st.markdown(sentences(found.reasons, names))
        else:
            st.error(_("The planner ended without a proposal. Try again, or plan by hand below."))
        if found.helps:
            st.write(_("Each of these was tried and makes a plan possible:"))
        with st.container(horizontal=True):
            for ease in found.helps:
                if st.button(_(_EASES[ease]), key=session.nonce(f"ease-{ease}")):
                    session.spend(f"ease-{ease}")
                    begin(context, actor, view.candidate.id, eased(found.ask, ease))
            st.button(_("Close"), key="close-proposal", on_click=partial(stop_proposal, context, actor, view.candidate.id))
