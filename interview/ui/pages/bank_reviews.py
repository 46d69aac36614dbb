"""Proposed changes of questions: what would be different, and the word of whoever reviews it."""

from __future__ import annotations

import difflib

import streamlit as st

from interview.domain.bank import EditState
from interview.domain.person import Actor
from interview.services.bank import EditView, approve_question, list_edits, question_text, reject_question
from interview.services.context import Context
from interview.ui import session
from interview.ui.components.question import question_details
from interview.ui.components.times import local_time
from interview.ui.texts import N_, _

_STATES = {
    EditState.PROPOSED: N_("in review"),
    EditState.APPROVED: N_("approved"),
    EditState.REJECTED: N_("sent back"),
    EditState.WITHDRAWN: N_("withdrawn"),
}


def render(context: Context, actor: Actor) -> None:
    """Show what waits, then what was decided."""
    st.title(_("Proposed changes of questions"))
    session.link("bank", _("back to the questions"))
    views = list_edits(context, actor, everything=True)
    waiting = [view for view in views if view.edit.state is EditState.PROPOSED]
    if not waiting:
        st.info(_("Nothing waits for review. Changes are proposed from a question's page entry under Questions."))
    for view in waiting:
        _card(context, actor, view)
    decided = [view for view in views if view.edit.state is not EditState.PROPOSED]
    if decided:
        st.header(_("Decided"))
    for view in decided:
        edit = view.edit
        who = f" · {view.reviewer}" if view.reviewer else ""
        note = f": {edit.review_note}" if edit.review_note else ""
        when = local_time(edit.reviewed_at or edit.proposed_at, actor.timezone)
        st.markdown(f"- **{edit.question.id}** · {_(_STATES[edit.state])} · {when}{who}{note}")


def _card(context: Context, actor: Actor, view: EditView) -> None:
    edit = view.edit
    with st.container(border=True):
        st.subheader(edit.question.id)
        st.caption(_("{name}, {time}").format(name=view.proposer, time=local_time(edit.proposed_at, actor.timezone)))
        st.text(edit.reason)
        if view.current is None:
            question_details(edit.question)
        else:
            before, after = (question_text(one).splitlines() for one in (view.current, edit.question))
            lines = difflib.unified_diff(before, after, _("now"), _("proposed"), lineterm="", n=2)
            st.code("\n".join(lines), language="diff", wrap_lines=True)
        note = st.text_input(_("A word to the author"), key=f"note-{edit.id}", max_chars=500)
        with st.container(horizontal=True):
            if (
                view.may_review
                and st.button(_("Approve"), type="primary", key=session.nonce(f"approve-{edit.id}"))
                and session.tried(lambda: approve_question(context, actor, edit.id, note=note))
            ):
                session.done(_("Approved: it holds for new loops from now on."), f"approve-{edit.id}")
            own = edit.proposed_by == actor.person_id
            if (
                (own or view.may_review)
                and st.button(_("Withdraw") if own else _("Send back"), key=session.nonce(f"reject-{edit.id}"))
                and session.tried(lambda: reject_question(context, actor, edit.id, note=note))
            ):
                session.done(_("Done."), f"reject-{edit.id}")
