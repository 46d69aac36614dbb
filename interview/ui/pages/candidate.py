"""A candidate: the loop with times and panels, what is still owed, and the documents."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import streamlit as st

from interview.domain.interview import Interview, InterviewState
from interview.domain.person import Actor, PersonRole
from interview.services.candidates import CandidateView, get_candidate
from interview.services.context import Context
from interview.services.identity import list_people
from interview.services.interviews import declare_conflict, mark_not_held, schedule_interview
from interview.ui import session
from interview.ui.components.times import local_time
from interview.ui.components.words import candidate_state_words
from interview.ui.texts import N_, _, ngettext

_INTERVIEWING = frozenset(PersonRole) - {PersonRole.AUDITOR}

_DOCUMENTS = (
    (N_("Loop summary"), "loop-summary", (("PDF", "pdf"), ("Word", "docx"), ("Excel", "xlsx"), ("Markdown", "md"))),
    (N_("Debrief pack"), "debrief-pack", (("PDF", "pdf"), ("Word", "docx"))),
    (N_("Schedule for the candidate"), "schedule", (("PDF", "pdf"), (N_("calendar"), "ics"))),
)
_BREAK = timedelta(minutes=15)


def render(context: Context, actor: Actor) -> None:
    """Show a candidate's loop."""
    view = get_candidate(context, actor, session.parameter("candidate"))
    candidate = view.candidate
    st.title(candidate.name)
    st.caption(
        _("{role} · {state} · candidate's time zone {timezone}").format(
            role=view.role_title, state=candidate_state_words(candidate.state), timezone=candidate.timezone
        )
    )
    _next_step(view)
    for interview in view.interviews:
        _interview(context, actor, view, interview)
    _documents(view)
    if not view.may_plan:
        _recuse(context, actor, view)


def _next_step(view: CandidateView) -> None:
    if view.may_debrief:
        session.link("debrief", _("Open the debrief"), candidate=view.candidate.id)
    elif view.sight.reason:
        st.caption(view.sight.reason)
    if view.scorecards_due:
        owed = ngettext("{count} scorecard is still owed.", "{count} scorecards are still owed.", view.scorecards_due)
        st.info(owed.format(count=view.scorecards_due))


def _interview(context: Context, actor: Actor, view: CandidateView, interview: Interview) -> None:
    seats = [seat for seat in view.seats if seat.interview_id == interview.id]
    with st.container(border=True):
        st.subheader(view.stage_titles.get(interview.stage_id, interview.stage_id))
        if interview.state is InterviewState.NOT_HELD:
            st.write(_("Did not take place: {reason}").format(reason=interview.not_held_reason))
        elif interview.starts_at:
            theirs = local_time(interview.starts_at, view.candidate.timezone)
            st.write(
                _("{time} (candidate: {theirs})").format(time=local_time(interview.starts_at, actor.timezone), theirs=theirs)
            )
        else:
            st.write(_("Not scheduled yet"))
        for seat in seats:
            name = _("{name} (shadow)").format(name=seat.name) if seat.is_shadow else seat.name
            st.markdown(f"- {name} {_badge(submitted=seat.submitted)}")
        if view.may_plan and interview.state is not InterviewState.NOT_HELD:
            with st.expander(_("Panel and time"), expanded=not seats):
                _plan(context, actor, view, interview)


def _badge(*, submitted: bool | None) -> str:
    if submitted is None:
        return ""
    return f":green-badge[{_('scorecard submitted')}]" if submitted else f":orange-badge[{_('scorecard open')}]"


def _plan(context: Context, actor: Actor, view: CandidateView, interview: Interview) -> None:
    people = {
        person.id: person.name
        for person in list_people(context, actor)
        if person.active and set(person.roles) & _INTERVIEWING and person.id not in view.recused
    }
    zone = ZoneInfo(actor.timezone)
    start = (interview.starts_at or _proposed_start(context, view, zone)).astimezone(zone)
    with st.form(f"plan-{interview.id}-{interview.revision}", border=False):
        seated = [seat.person_id for seat in interview.interviewers if seat.person_id in people]
        panel = st.multiselect(_("Interviewers"), list(people), default=seated, format_func=people.__getitem__)
        day_column, time_column = st.columns(2)
        day = day_column.date_input(_("Day ({timezone})").format(timezone=actor.timezone), start.date())
        clock = time_column.time_input(_("Start"), start.time(), step=900)
        if st.form_submit_button(_("Save panel and time"), type="primary"):
            starts_at = datetime.combine(day, clock, tzinfo=zone)
            if session.tried(lambda: schedule_interview(context, actor, interview.id, starts_at, panel=panel)):
                session.done(_("Panel and time saved."))
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


def _documents(view: CandidateView) -> None:
    if not view.may_debrief:
        return
    st.header(_("Documents"))
    for title, kind, forms in _DOCUMENTS:
        columns = st.columns(4)
        for column, (word, form) in zip(columns, forms, strict=False):
            column.link_button(f"{_(title)} ({_(word)})", f"/download/{kind}/{view.candidate.id}.{form}", width="stretch")


def _recuse(context: Context, actor: Actor, view: CandidateView) -> None:
    with st.popover(_("I have a conflict of interest")):
        st.write(_("You will not see this candidate any more. Only an administrator can read the reason."))
        reason = st.text_input(_("Reason"), key="conflict")
        if st.button(_("Step back from this candidate"), key="step-back") and session.tried(
            lambda: declare_conflict(context, actor, view.candidate.id, reason)
        ):
            session.go("home")
