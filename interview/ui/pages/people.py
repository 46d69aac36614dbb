"""People: who has an account, what they are for, and one-time links."""

from __future__ import annotations

import streamlit as st

from interview.domain.person import Actor, Person, PersonRole
from interview.services.context import Context
from interview.services.identity import change_roles, create_person, deactivate_person, list_people, reset_password
from interview.services.letters import mail_password_link
from interview.services.outbox import can_send
from interview.ui import session
from interview.ui.components.times import TIMEZONES
from interview.ui.components.words import person_role_words
from interview.ui.texts import _


def render(context: Context, actor: Actor) -> None:
    """Show the accounts to an administrator."""
    st.title(_("Accounts"))
    session.link("pool", _("back to the people"))
    session.link("privacy", _("Privacy"))
    people = list_people(context, actor)
    with st.container():  # always there, so that the form below stays where it is while somebody types
        _show_link(context, actor)
    with st.expander(_("Add a person")):
        _add(context, actor)
    if len(people) == 1:
        st.caption(_("Nobody else has an account yet. Add the people who plan, interview and decide."))
    for person in people:
        _card(context, actor, person)


def _show_link(context: Context, actor: Actor) -> None:
    """The one-time link of the person added last. It is shown until the administrator closes it, and stored nowhere."""
    note = session.recall("password-link")
    if note:
        person_id, name, path = note
        st.success(_("Send {name} this link. It works once, for three days, and is not shown again.").format(name=name))
        st.code(f"{session.origin()}{path}", language=None)
        with st.container(horizontal=True):
            by_hand = st.button(_("I have sent it"), key="sent")
            by_mail = can_send(context) and st.button(_("Send it by mail"), key=session.nonce("mail-link"))
        if by_mail and session.tried(lambda: mail_password_link(context, actor, person_id)):  # with a fresh link: this one ends
            session.forget("password-link")
            session.done(_("A link is on its way to {name}.").format(name=name), "mail-link")
        if by_hand:
            session.forget("password-link")
            st.rerun()


def _add(context: Context, actor: Actor) -> None:
    key = session.nonce("person")  # spent with the person: the next one starts with empty fields
    with st.form("person", border=False):
        name = st.text_input(_("Name"), max_chars=200, key=f"{key}-name")
        email = st.text_input(_("E-mail"), max_chars=254, key=f"{key}-email")
        roles = st.pills(
            _("Roles"),
            list(PersonRole),
            selection_mode="multi",
            default=[PersonRole.INTERVIEWER],
            format_func=person_role_words,
            key=f"{key}-roles",
        )
        timezone = st.selectbox(_("Time zone"), TIMEZONES, index=TIMEZONES.index(actor.timezone), key=f"{key}-timezone")
        if st.form_submit_button(_("Add person"), type="primary", key=key):
            given = tuple(roles)
            new = session.answer(lambda: create_person(context, actor, email=email, name=name, roles=given, timezone=timezone))
            if new is not None:
                path = f"/account/set-password?token={new.set_password_token}"
                session.remember("password-link", (new.person.id, new.person.name, path))
                session.done(spent="person")


def _card(context: Context, actor: Actor, person: Person) -> None:
    with st.container(border=True):
        who, what = st.columns([3, 2], vertical_alignment="center")
        who.markdown(f"**{person.name}**  \n{person.email}")
        roles = ", ".join(person_role_words(role) for role in person.roles)
        what.write(" · ".join([roles, *([] if person.active else [_("deactivated")])]))
        if person.active and person.id != actor.person_id:
            with st.popover(_("Change")):
                _change(context, actor, person)


def _change(context: Context, actor: Actor, person: Person) -> None:
    roles = st.pills(
        _("Roles"),
        list(PersonRole),
        selection_mode="multi",
        default=person.roles,
        format_func=person_role_words,
        key=f"roles-{person.id}",
    )
    if st.button(_("Save roles"), key=f"save-{person.id}") and session.tried(
        lambda: change_roles(context, actor, person.id, tuple(roles))
    ):
        session.done(_("Roles saved."))
    if st.button(_("New password link"), key=f"reset-{person.id}"):
        token = reset_password(context, actor, person.id)
        session.remember("password-link", (person.id, person.name, f"/account/set-password?token={token}"))
        st.rerun()
    if st.button(_("Deactivate"), key=f"deactivate-{person.id}") and session.tried(
        lambda: deactivate_person(context, actor, person.id)
    ):
        session.done(_("Deactivated."))
