"""Panel and time of one interview, set by hand; and the word that it did not take place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import streamlit as st

from interview.domain.interview import Interview, InterviewState
from interview.domain.person import Actor
from interview.services.candidates import CandidateView
from interview.services.context import Context
from interview.services.identity import list_people
from interview.services.interviews import mark_not_held, schedule_interview
from interview.ui import session
from interview.ui.texts import _

_BREAK = timedelta(minutes=15)


def people_for(context: Context, actor: Actor, view: CandidateView) -> dict[str, str]:
    """Who may be seated for this candidate: names by id."""
    return {
        person.id: person.name for person in list_people(context, actor) if person.may_interview and person.id not in view.recused
    }


def panel_form(context: Context, actor: Actor, view: CandidateView, interview: Interview, people: Mapping[str, str]) -> None:
    """The form; a start is proposed."""
    zone = ZoneInfo(actor.timezone)
    start = (interview.starts_at or _proposed_start(context, view, zone)).astimezone(zone)
    key = f"{interview.id}-{interview.revision}"
    when = f"{key}-{start:%Y%m%d%H%M}"  # a proposal moves with what is scheduled meanwhile
    with st.form(f"plan-{key}", border=False):
        seated = [seat.person_id for seat in interview.interviewers if seat.person_id in people]
        panel = st.multiselect(
            _("Interviewers"), list(people), default=seated, format_func=people.__getitem__, key=f"panel-{key}"
        )
        day_column, time_column = st.columns(2)
        day = day_column.date_input(_("Day ({timezone})").format(timezone=actor.timezone), start.date(), key=f"day-{when}")
        clock = time_column.time_input(_("Start"), start.time(), step=900, key=f"start-{when}")
        if st.form_submit_button(_("Save panel and time"), key=f"save-{key}"):
            starts_at = datetime.combine(day, clock, tzinfo=zone)
            if session.tried(lambda: schedule_interview(context, actor, interview.id, starts_at, panel=panel)):
                session.done(_("Panel and time saved."))


def not_held_form(context: Context, actor: Actor, interview: Interview) -> None:
    """Say why it did not take place."""
    with st.popover(_("Did not take place")):
        reason = st.text_input(_("Why?"), key=f"why-{interview.id}")
        if st.button(_("Mark as not held"), key=f"not-held-{interview.id}") and session.tried(
            lambda: mark_not_held(context, actor, interview.id, reason)
        ):
            session.done(_("Marked as not held."))


def _proposed_start(context: Context, view: CandidateView, zone: ZoneInfo) -> datetime:
    """A quarter of an hour after the last scheduled interview; without one, ten o'clock on the next working day."""
    ends = [
        interview.ends_at for interview in view.interviews if interview.ends_at and interview.state is InterviewState.SCHEDULED
    ]
    if ends:
        return max(ends) + _BREAK
    day = context.now().astimezone(zone).date() + timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return datetime.combine(day, time(10), tzinfo=zone)
