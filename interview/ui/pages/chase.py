"""The chase list: scorecards that are owed, how late they are, and a reminder in one click."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from interview.domain.person import Actor
from interview.domain.reminder import ReminderStep
from interview.services.chase import Owed, list_owed
from interview.services.context import Context
from interview.services.interviews import mark_not_held
from interview.services.outbox import can_send
from interview.services.reminding import SentReminder, remind
from interview.ui import session
from interview.ui.components.times import local_time
from interview.ui.components.words import reminder_words
from interview.ui.texts import _, ngettext

_KEPT = "reminder"


def render(context: Context, actor: Actor) -> None:
    """Show what is owed to whoever plans interviews."""
    st.title(_("Scorecards to chase"))
    session.link("schedule", _("back to the schedule"))
    chase = list_owed(context, actor)
    _text(session.recall(_KEPT))
    if chase.hidden:
        st.caption(_("Who has submitted for {names} shows once your own scorecard is in.").format(names=", ".join(chase.hidden)))
    if not chase.owed:
        st.success(_("Nothing is owed. Scorecards show here as soon as their interview is over."))
        return
    overdue = sum(one.is_overdue for one in chase.owed)
    words = ngettext(
        "{count} scorecard is owed, {overdue} overdue.", "{count} scorecards are owed, {overdue} overdue.", len(chase.owed)
    )
    st.write(words.format(count=len(chase.owed), overdue=overdue))
    st.caption(
        _(
            "Reminders come an hour and a day after the interview, and after two days with a copy to the hiring manager; "
            "never at night."
        )
    )
    for one in chase.owed:
        _card(context, actor, one)


def _text(sent: SentReminder | None) -> None:
    """The text of the reminder that was made last, to be copied; shown until it is closed."""
    with st.container():
        if sent is None:
            return
        copies = ", ".join(one.email for one in sent.copies)
        st.success(_("Noted. Send this to {email}:").format(email=sent.to.email))
        if copies:
            st.caption(_("With a copy to {copies}").format(copies=copies))
        st.code(f"{sent.subject}\n\n{sent.text}", language=None, wrap_lines=True)
        if st.button(_("I have sent it"), key="reminder-sent"):
            session.forget(_KEPT)
            st.rerun()


def _card(context: Context, actor: Actor, one: Owed) -> None:
    key = f"{one.interview_id}-{one.person_id}"
    with st.container(border=True):
        who, when = st.columns([3, 2], vertical_alignment="center")
        with who:
            st.markdown(f"**{one.name}**")
            session.link("candidate", f"{one.stage_title} · {one.candidate_name}", candidate=one.candidate_id)
            st.caption(one.role_title)
            is_ahead = one.last_step is not ReminderStep.ESCALATION
            if is_ahead and one.escalate_to and one.person_id != actor.person_id:  # who rates must not learn who is still blind
                st.caption(_("After two days, a copy goes to {names}").format(names=", ".join(one.escalate_to)))
        with when:
            due = _("Due {time}").format(time=local_time(one.due_at, actor.timezone))
            st.write(f":red-badge[{_('overdue')}] {due}" if one.is_overdue else due)
            st.caption(_reminded(actor, one))
        with st.container(horizontal=True):
            if can_send(context) and st.button(_("Remind by mail"), key=session.nonce(f"mail-{key}"), type=_weight(one)):
                _remind(context, actor, one, by_mail=True)
            if st.button(_("Reminder to copy"), key=session.nonce(f"remind-{key}")):
                _remind(context, actor, one, by_mail=False)
            with st.popover(_("Did not take place")):
                reason = st.text_input(_("Why?"), key=f"why-{key}")
                if st.button(_("Mark as not held"), key=f"not-held-{key}") and session.tried(
                    lambda: mark_not_held(context, actor, one.interview_id, reason)
                ):
                    session.done(_("Marked as not held; nothing is owed for it any more."))


def _weight(one: Owed) -> Literal["primary", "secondary"]:
    """A reminder that is due stands out."""
    return "primary" if one.step else "secondary"


def _remind(context: Context, actor: Actor, one: Owed, *, by_mail: bool) -> None:
    sent = session.answer(lambda: remind(context, actor, one.interview_id, one.person_id, by_mail=by_mail))
    if sent is None:
        return
    key = f"{'mail' if by_mail else 'remind'}-{one.interview_id}-{one.person_id}"
    if by_mail:
        session.done(_("A reminder is on its way to {name}.").format(name=one.name), key)
    session.remember(_KEPT, sent)
    session.done("", key)


def _reminded(actor: Actor, one: Owed) -> str:
    if one.last_at is None or one.last_step is None:
        return _("not reminded yet")
    words = ngettext("reminded once", "reminded {count} times", one.reminders).format(count=one.reminders)
    return f"{words}, {reminder_words(one.last_step)}, {local_time(one.last_at, actor.timezone)}"
