"""The audit trail, newest first, and whether its chain is whole."""

from __future__ import annotations

import streamlit as st

from interview.domain.person import Actor
from interview.services.audits import read_audit, verify_audit
from interview.services.context import Context
from interview.ui.components.table import table
from interview.ui.components.times import local_time


def render(context: Context, actor: Actor) -> None:
    """Show the trail to administrators and auditors."""
    st.title("Audit trail")
    st.write("Every change, and every look at candidate data, is one entry. Entries are chained: a changed or missing one shows.")
    if st.button("Verify the chain"):
        st.success(f"The chain is whole: {verify_audit(context, actor)} entries.")
    events = read_audit(context, actor)
    table(
        ["When", "Who", "What", "Subject"],
        [
            [local_time(event.at, actor.timezone), event.actor_id, event.action, f"{event.subject_kind} {event.subject_id}"]
            for event in (sealed.event for sealed in reversed(events))
        ],
        caption=f"The latest {len(events)} entries",
    )
