"""A candidate: the loop with times and panels, what is still owed, and the documents."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from interview.domain.candidate import CandidateState
from interview.domain.interview import Interview, InterviewState
from interview.domain.person import Actor
from interview.services.candidates import CandidateView, get_candidate
from interview.services.context import Context
from interview.services.interviews import declare_conflict
from interview.ui import session
from interview.ui.components.guests import guests
from interview.ui.components.imported import imported
from interview.ui.components.invitations import invitations
from interview.ui.components.panel_by_hand import not_held_form, panel_form, people_for
from interview.ui.components.proposal import proposal
from interview.ui.components.recusals import recusals
from interview.ui.components.stand_ins import replace_seat
from interview.ui.components.times import local_time
from interview.ui.components.words import candidate_state_words
from interview.ui.texts import N_, _, ngettext

_DOCUMENTS = (
    (N_("Loop summary"), "loop-summary", (("PDF", "pdf"), ("Word", "docx"), ("Excel", "xlsx"), ("Markdown", "md"))),
    (N_("Debrief pack"), "debrief-pack", (("PDF", "pdf"), ("Word", "docx"))),
    (N_("Schedule for the candidate"), "schedule", (("PDF", "pdf"), (N_("calendar"), "ics"))),
)


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
    _next_step(context, view)
    people = people_for(context, actor, view) if view.may_plan else {}
    if view.may_plan and candidate.state is CandidateState.ACTIVE:
        proposal(context, actor, view)
    for interview in view.interviews:
        _interview(context, actor, view, interview, people)
    if view.may_plan:
        invitations(context, actor, candidate.id)
        if view.sight.statuses:
            imported(context, actor, view)
    _documents(view)
    recusals(context, actor, view)
    if not view.may_plan:
        _recuse(context, actor, view)


def _next_step(context: Context, view: CandidateView) -> None:
    if view.may_debrief:
        session.link("debrief", _("Open the debrief"), candidate=view.candidate.id)
    elif view.sight.reason:
        st.caption(view.sight.reason)
    over = {one.id for one in view.interviews if _is_over(context, one)}
    count = sum(seat.submitted is False and not seat.is_shadow and seat.interview_id in over for seat in view.seats)
    if view.sight.statuses and count:
        owed = ngettext("{count} scorecard is still owed.", "{count} scorecards are still owed.", count)
        st.info(owed.format(count=count))


def _is_over(context: Context, interview: Interview) -> bool:
    """Whether a scorecard can be owed for it."""
    over = interview.ends_at is not None and interview.ends_at <= context.now()
    return over and interview.state is InterviewState.SCHEDULED


def _interview(context: Context, actor: Actor, view: CandidateView, interview: Interview, people: Mapping[str, str]) -> None:
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
            told = seat.submitted if seat.submitted or _is_over(context, interview) else None  # nothing is open before it
            st.markdown(f"- {name} {_badge(submitted=told)}")
        if not view.may_plan or interview.state is InterviewState.NOT_HELD:
            return
        with st.container(horizontal=True):
            if not _is_over(context, interview):
                for seat in seats:
                    replace_seat(context, actor, view, interview, seat)
            guests(context, actor, view, interview)
        with st.expander(_("Set panel and time by hand")):
            panel_form(context, actor, view, interview, people)
            not_held_form(context, actor, interview)


def _badge(*, submitted: bool | None) -> str:
    if submitted is None:
        return ""
    return f":green-badge[{_('scorecard submitted')}]" if submitted else f":orange-badge[{_('scorecard open')}]"


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
