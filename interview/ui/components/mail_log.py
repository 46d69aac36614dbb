"""The mail log: to whom letters went, about what, and what became of them. What they said is not kept."""

from __future__ import annotations

import streamlit as st

from interview.domain.person import Actor
from interview.services.context import Context
from interview.services.outbox import LetterView, can_send, list_letters, mail_test, retry_letter
from interview.ui import session
from interview.ui.components.table import Cell, table
from interview.ui.components.times import local_time
from interview.ui.texts import N_, _

_STATES = {"waiting": N_("on its way"), "sent": N_("sent"), "stopped": N_("not sent")}
_TONES = {"waiting": "", "sent": "good", "stopped": "gap"}


def mail_log(context: Context, actor: Actor) -> None:
    """Show the latest letters; those that were given up can be tried again."""
    if not can_send(context):
        st.write(
            _("No mail server is set. Calendar files and links are downloaded and copied; see 'Mail' in the deployment guide.")
        )
        return
    if st.button(_("Send me a test"), key="mail-test") and session.tried(lambda: mail_test(context, actor)):
        session.done(_("A letter to you is on its way."))
    letters = list_letters(context, actor)
    table(
        [_("To"), _("About"), _("When"), _("State")],
        [
            [
                letter.to_email,
                letter.subject,
                local_time(letter.sent_at or letter.created_at, actor.timezone),
                Cell(_words(letter), _TONES[letter.state]),
            ]
            for letter in letters
        ],
        caption=_("The latest letters"),
        empty=_("No letter yet."),
    )
    for letter in letters:
        if letter.can_retry:
            again = _("Try again: {subject} to {email}").format(subject=letter.subject, email=letter.to_email)
            if st.button(again, key=f"retry-{letter.id}") and session.tried(lambda: retry_letter(context, actor, letter.id)):  # noqa: B023 - used at once
                session.done(_("It is tried again in a moment."))


def _words(letter: LetterView) -> str:
    return f"{_(_STATES[letter.state])}: {letter.outcome}" if letter.outcome else _(_STATES[letter.state])
