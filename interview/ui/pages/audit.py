"""The audit trail, newest first, and whether its chain is whole."""

from __future__ import annotations

import streamlit as st

from interview.domain.person import Actor
from interview.services.audits import read_audit, verify_audit
from interview.services.context import Context
from interview.ui import session
from interview.ui.components.table import table
from interview.ui.components.times import local_time
from interview.ui.texts import _, ngettext


def render(context: Context, actor: Actor) -> None:
    """Show the trail to administrators and auditors."""
    st.title(_("Audit trail"))
    st.write(
        _("Every change, and every look at candidate data, is one entry. Entries are chained: a changed or missing one shows.")
    )
    session.link("privacy", _("Privacy"))
    if st.button(_("Verify the chain"), key="verify"):
        count = verify_audit(context, actor)
        whole = ngettext("The chain is whole: {count} entry.", "The chain is whole: {count} entries.", count)
        st.success(whole.format(count=count))
    events = read_audit(context, actor)
    table(
        [_("When"), _("Who"), _("What"), _("Subject")],
        [
            [local_time(event.at, actor.timezone), event.actor_id, event.action, f"{event.subject_kind} {event.subject_id}"]
            for event in (sealed.event for sealed in reversed(events))
        ],
        caption=ngettext("The latest entry", "The latest {count} entries", len(events)).format(count=len(events)),
    )
