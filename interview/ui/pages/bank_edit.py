"""A changed or new question: written as text, judged like the files, put up for somebody else to review."""

from __future__ import annotations

import streamlit as st

from interview.domain.person import Actor
from interview.errors import ContentInvalid, LoopwrightError
from interview.services.bank import propose_question, question_text
from interview.services.context import Context
from interview.ui import session
from interview.ui.components.table import table
from interview.ui.texts import _, ngettext


def render(context: Context, actor: Actor) -> None:
    """Show the text of a question, or a copy of one to start a new one from."""
    known = context.catalogue.questions.get(session.parameter("question"))
    st.title(_("Change a question") if known else _("A new question"))
    session.link("bank", _("back to the questions"))
    st.write(_("Somebody else reviews it before it is asked. Loops that are published keep the text they have."))
    pattern = known or next(iter(context.catalogue.questions.values()), None)
    if pattern is None:
        st.info(_("There is no question to start from; add a file to the folder question_banks."))
        return
    if known is None:
        st.caption(_("Start from this one: give it another id and write your own prompt, probes and bands."))
    mistakes = st.container()
    with st.form("edit", border=False):
        label = _("The question as it stands in a file")
        text = st.text_area(label, question_text(pattern), height=520, key=f"text-{pattern.id}", max_chars=40_000)
        reason = st.text_input(_("Why is it better so?"), max_chars=500, key=f"reason-{pattern.id}")
        if st.form_submit_button(_("Check and propose"), type="primary", key=session.nonce("propose")):
            with mistakes:
                _propose(context, actor, text, reason)


def _propose(context: Context, actor: Actor, text: str, reason: str) -> None:
    try:
        propose_question(context, actor, text, reason=reason)
    except ContentInvalid as refused:
        count = len(refused.errors)
        st.error(ngettext("{count} thing to mend first", "{count} things to mend first", count).format(count=count))
        table(
            [_("Line"), _("Field"), _("What is wrong")],
            [[str(error.line or ""), error.field, error.message] for error in refused.errors],
            caption=_("The same rules as for the files"),
        )
    except LoopwrightError as refused:
        st.error(str(refused))
    else:
        session.spend("propose")
        session.say(_("Proposed. Somebody else reviews it now."))
        session.go("bank-reviews")
