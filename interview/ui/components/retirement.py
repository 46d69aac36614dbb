"""Taking a question out of new loops, because it is retired or has leaked."""

from __future__ import annotations

import streamlit as st

from interview.domain.permission import Permission, is_permitted
from interview.domain.person import Actor
from interview.domain.question import Question, QuestionStatus
from interview.services.bank import retire_question
from interview.services.context import Context
from interview.ui import session
from interview.ui.components.words import status_words
from interview.ui.texts import _

_GONE = [QuestionStatus.LEAKED, QuestionStatus.RETIRED]


def retirement(context: Context, actor: Actor, question: Question) -> None:
    """Offer it to whoever reviews the bank, for questions that are in use."""
    if question.status is not QuestionStatus.ACTIVE or not is_permitted(actor, Permission.REVIEW_BANK):
        return
    with st.popover(_("Take out of new loops")):
        st.write(_("It holds at once and needs no review. Loops that are published keep the question."))
        status = st.radio(_("Why?"), _GONE, format_func=status_words, key=f"gone-{question.id}", horizontal=True)
        reason = st.text_input(_("In a sentence"), key=f"gone-why-{question.id}")
        if st.button(_("Take it out"), key=session.nonce(f"gone-{question.id}-do")) and session.tried(
            lambda: retire_question(context, actor, question.id, status, reason=reason)
        ):
            session.done(_("Taken out of new loops."), f"gone-{question.id}-do")
