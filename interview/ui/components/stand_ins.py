"""Replacing somebody on a panel: by a stand-in of one's choice, judged by every rule, or by the planner's proposal."""

from __future__ import annotations

from functools import partial

import streamlit as st

from interview.domain.interview import Interview
from interview.domain.person import Actor
from interview.services.board import StandIn, list_stand_ins
from interview.services.candidates import CandidateView, SeatStatus
from interview.services.context import Context
from interview.services.interviews import replace_interviewer
from interview.services.staffing import begin_proposal
from interview.ui import session
from interview.ui.components.proposal import default_ask
from interview.ui.components.words import clash_words
from interview.ui.texts import _

_SHOWN = 8


def replace_seat(context: Context, actor: Actor, view: CandidateView, interview: Interview, seat: SeatStatus) -> None:
    """A folded choice of stand-ins for one seat; it is worked out when it is opened."""
    key = f"{interview.id}-{seat.person_id}"
    box = st.popover(_("Replace {name}").format(name=seat.name), key=f"replace-{key}", on_change="rerun")
    if not box.open:
        return
    with box:
        stand_in_choice(context, actor, interview, seat.person_id)
        if not seat.is_shadow and interview.starts_at is not None:
            st.caption(_("Or have the planner find somebody, and another time if it must be:"))
            ask = default_ask(context, view).model_copy(update={"leaving": seat.person_id})
            if st.button(_("{name} drops out: propose a repair").format(name=seat.name), key=session.nonce(f"drop-{key}")) and (
                session.tried(partial(begin_proposal, context, actor, view.candidate.id, ask))
            ):
                session.done(spent=f"drop-{key}")


def stand_in_choice(context: Context, actor: Actor, interview: Interview, leaving: str) -> None:
    """Who could take the seat of ``leaving``, best first, and one button that gives it to them."""
    possible = [one for one in list_stand_ins(context, actor, interview.id) if one.is_possible][:_SHOWN]
    if not possible:
        st.write(_("Nobody can take this seat at this time."))
        return
    people = {one.person_id: one for one in possible}
    chosen = st.radio(
        _("Stand-in"),
        list(people),
        key=f"stand-in-{interview.id}-{leaving}",
        format_func=lambda one: _words(people[one]),
    )
    broken = people[chosen].clashes
    despite = bool(broken) and st.checkbox(_("Seat them all the same; this is put on the record"), key=f"despite-{interview.id}")
    spent = f"seat-{interview.id}-{leaving}"
    if st.button(_("Replace"), type="primary", key=session.nonce(spent)) and session.tried(
        partial(replace_interviewer, context, actor, interview.id, leaving, chosen, despite=despite)
    ):
        session.done(_("{name} takes the seat.").format(name=people[chosen].name), spent)


def _words(one: StandIn) -> str:
    load = _("{name}: {booked} of {cap} interviews that week").format(name=one.name, booked=one.booked, cap=one.cap)
    return f"{load}. {' '.join(clash_words(one.name, clash) for clash in one.clashes)}" if one.clashes else load
