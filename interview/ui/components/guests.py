"""Interviewers without an account: invited to one interview, and let in by a link that opens nothing else."""

from __future__ import annotations

from functools import partial

import streamlit as st

from interview.domain.interview import Interview
from interview.domain.person import Actor, Person
from interview.services.candidates import CandidateView
from interview.services.context import Context
from interview.services.identity import list_people
from interview.services.interviews import assign_interviewers
from interview.services.invitations import comes_by_link, create_invitation, invite_guest
from interview.services.letters import mail_guest_link
from interview.services.outbox import can_send
from interview.ui import session
from interview.ui.components.shown_once import shown_once
from interview.ui.texts import _


def guests(context: Context, actor: Actor, view: CandidateView, interview: Interview) -> None:
    """A folded form that invites somebody, and a new link for who is on the panel and can't sign in."""
    box = st.popover(_("Invite a guest"), key=f"guests-{interview.id}", on_change="rerun")
    if not box.open:
        return
    by_mail = can_send(context) and bool(context.settings.public_url) and not view.candidate.is_demo
    with box:
        with st.container():  # always there, so that the form below stays where it is while somebody types
            _show_link(interview)
        people = [person for person in list_people(context, actor) if interview.has_seat(person.id)]
        for person in people:
            spent = f"link-{interview.id}-{person.id}"
            if comes_by_link(context, person) and st.button(
                _("New link for {name}").format(name=person.name), key=session.nonce(spent)
            ):
                _give_link(context, actor, interview, person, spent, by_mail=by_mail)
        _invite(context, actor, interview, by_mail=by_mail)


def _show_link(interview: Interview) -> None:
    """The link made last for this interview. It is shown until whoever made it has sent it, and stored nowhere."""
    note = session.recall(_kept(interview))
    if note:
        name, path = note
        text = _("Send {name} this link. It opens this interview once, within a week, and is not shown again.")
        link = f"{session.origin()}{path}"
        shown_once(_kept(interview), text.format(name=name), link, put_away=_("I have sent it"), key=f"sent-{interview.id}")


def _invite(context: Context, actor: Actor, interview: Interview, *, by_mail: bool) -> None:
    spent = f"guest-{interview.id}"
    key = session.nonce(spent)  # spent with the guest: the next one starts with empty fields
    with st.form(f"form-{spent}", border=False):
        st.caption(
            _("For somebody who interviews once in a while: a link by mail, to this interview and nothing else.")
            if by_mail
            else _("For somebody who interviews once in a while: you get a link to send, to this interview and nothing else.")
        )
        name = st.text_input(_("Name"), max_chars=200, key=f"{key}-name")
        email = st.text_input(_("E-mail"), max_chars=254, key=f"{key}-email")
        if not st.form_submit_button(_("Put on the panel"), type="primary", key=key):
            return
        guest = session.answer(partial(_seat, context, actor, interview, name, email))
        if guest is None:
            return
        if comes_by_link(context, guest):
            _give_link(context, actor, interview, guest, spent, by_mail=by_mail)
        else:
            session.done(_("{name} has an account and is on the panel; no link is needed.").format(name=guest.name), spent)


def _seat(context: Context, actor: Actor, interview: Interview, name: str, email: str) -> Person:
    guest = invite_guest(context, actor, interview.id, name=name, email=email, timezone=actor.timezone)
    if not interview.has_seat(guest.id):
        panel = [*(seat.person_id for seat in interview.interviewers), guest.id]
        shadows = [seat.person_id for seat in interview.panel if seat.is_shadow]
        assign_interviewers(context, actor, interview.id, panel, shadows=shadows)
    return guest


def _give_link(context: Context, actor: Actor, interview: Interview, guest: Person, spent: str, *, by_mail: bool) -> None:
    if by_mail:
        if session.tried(partial(mail_guest_link, context, actor, interview.id, guest.id)):
            session.done(_("A link is on its way to {name}.").format(name=guest.name), spent)
        return
    token = session.answer(partial(create_invitation, context, actor, interview.id, guest.id))
    if token is not None:
        session.remember(_kept(interview), (guest.name, f"/invitation/{token}"))
        session.done(spent=spent)


def _kept(interview: Interview) -> str:
    return f"guest-link-{interview.id}"
