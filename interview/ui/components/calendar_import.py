"""Somebody's calendar: a file or an address, so that nobody asks them while they are busy."""

from __future__ import annotations

import streamlit as st

from interview.domain.person import Actor
from interview.services.calendars import CalendarView, follow_calendar, forget_calendar, get_calendar, import_calendar
from interview.services.context import Context
from interview.ui import session
from interview.ui.components.times import local_time
from interview.ui.texts import _, ngettext


def calendar_import(context: Context, actor: Actor, person_id: str | None = None) -> None:
    """Show what is known of the actor's own calendar, or of somebody's whose pool entry the actor manages."""
    view = get_calendar(context, actor, person_id=person_id)
    st.write(_("Only busy times of the next half a year are kept. Titles, places and guests are not."))
    _known(context, actor, view, person_id)
    chosen = st.file_uploader(_("Calendar file (.ics)"), type=["ics"], key=session.nonce("calendar-file"))
    if chosen is not None and st.button(_("Take these busy times"), key=session.nonce("calendar-take"), type="primary"):
        data = chosen.getvalue()
        if session.tried(lambda: import_calendar(context, actor, data, person_id=person_id)):
            session.spend("calendar-file")
            session.done(_("Your busy times are known."), spent="calendar-take")
    hosts = context.settings.calendar_hosts
    if hosts:
        with st.form("calendar-address", border=False):
            url = st.text_input(
                _("Or the private address of your calendar"),
                key="calendar-url",
                placeholder=f"https://{hosts[0].lstrip('.')}/…/basic.ics",
            )
            st.caption(_("It is read every hour, on these hosts: {hosts}.").format(hosts=", ".join(hosts)))
            if st.form_submit_button(_("Follow this calendar"), key=session.nonce("calendar-follow")) and session.tried(
                lambda: follow_calendar(context, actor, url, person_id=person_id)
            ):
                session.done(_("Your calendar is followed."), spent="calendar-follow")


def _known(context: Context, actor: Actor, view: CalendarView, person_id: str | None) -> None:
    with st.container(key="calendar-known"):
        if not view.host and not view.busy:
            st.caption(_("No calendar yet."))
            return
        stretches = ngettext("{count} busy stretch is known.", "{count} busy stretches are known.", view.busy)
        st.markdown(f"**{stretches.format(count=view.busy)}**")
        if view.host and view.read_at:
            read = local_time(view.read_at, actor.timezone)
            st.caption(_("From {host}, read {when}.").format(host=view.host, when=read))
        if view.problem:
            st.warning(_("The last reading failed: {problem}").format(problem=view.problem))
        if st.button(_("Forget this calendar"), key="calendar-forget") and session.tried(
            lambda: forget_calendar(context, actor, person_id=person_id)
        ):
            session.done(_("Forgotten."))
