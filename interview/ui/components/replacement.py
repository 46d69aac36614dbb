"""Replacing somebody on a panel: who could step in, which rules that would break, and one button that does it."""

from __future__ import annotations

import streamlit as st

from interview.domain.person import Actor
from interview.services.board import Booking, StandIn, list_stand_ins
from interview.services.context import Context
from interview.services.interviews import replace_interviewer
from interview.ui import session
from interview.ui.components.words import clash_words
from interview.ui.texts import _, ngettext

_SHOWN = 12


def replacement(context: Context, actor: Actor, booking: Booking) -> None:
    """Choose who leaves and who joins; the rules are judged once more when the button is pressed."""
    interview = booking.interview
    panel = {seat.person_id: seat.name for seat in interview.panel}
    if not panel:
        st.caption(_("Nobody is on this panel yet; choose people on the candidate's page."))
        return
    found = {one.person_id: one for one in list_stand_ins(context, actor, interview.id) if one.is_possible}
    if not found:
        st.info(_("Nobody is free to step in. Move the interview, or ask somebody to give more hours."))
        return
    offered = list(found)[:_SHOWN]
    leaving, joining = st.columns(2)
    who = leaving.selectbox(_("Who can't come?"), list(panel), format_func=panel.__getitem__, key=f"leaving-{interview.id}")
    instead = joining.selectbox(
        _("Who steps in? (best first)"), offered, format_func=lambda one: _offer(found[one]), key=f"joining-{interview.id}"
    )
    broken = found[instead].clashes
    note = st.container()
    if broken:
        words = "; ".join(clash_words(found[instead].name, clash) for clash in broken)
        note.warning(_("{words} Replacing anyway puts that on the record.").format(words=words))
    label = _("Replace anyway") if broken else _("Replace")
    if st.button(label, key=session.nonce(f"replace-{interview.id}"), type="primary") and session.tried(
        lambda: replace_interviewer(context, actor, interview.id, who, instead, despite=bool(broken))
    ):
        session.done(
            _("{joining} now interviews instead of {leaving}.").format(joining=found[instead].name, leaving=panel[who]),
            f"replace-{interview.id}",
        )


def _offer(one: StandIn) -> str:
    skills = ngettext("{count} of the skills", "{count} of the skills", len(one.skills)).format(count=len(one.skills))
    load = _("{booked} of {cap} this week").format(booked=one.booked, cap=one.cap)
    mark = f" · ⚠ {'; '.join(clash_words('', clash).strip(' .') for clash in one.clashes)}" if one.clashes else ""
    return f"{one.name} · {skills} · {load}{mark}"
