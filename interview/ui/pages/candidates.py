"""Candidates: the pipeline at a glance, role by role, and a new one."""

from __future__ import annotations

import streamlit as st

from interview.domain.candidate import CandidateState
from interview.domain.person import Actor
from interview.services.candidates import add_candidate
from interview.services.context import Context
from interview.services.pipeline import NextAction, PipelineRow, get_pipeline
from interview.services.roles import list_roles
from interview.ui import session
from interview.ui.components.pipeline import pipeline_cards
from interview.ui.components.times import TIMEZONES
from interview.ui.components.views import chosen_view
from interview.ui.texts import _, ngettext

_WAITS = frozenset({NextAction.MEET, NextAction.AWAIT_SCORECARDS, NextAction.NOTHING})
_SHOWN = 50


def render(context: Context, actor: Actor) -> None:
    """Show the candidates whom this person may open."""
    st.title(_("Candidates"))
    rows = get_pipeline(context, actor)
    roles = [view for view in list_roles(context, actor) if view.may_change]
    if roles:
        with st.expander(_("Add a candidate"), expanded=not rows):
            _add(context, actor, {view.role.id: view.role.title for view in roles})
    if not rows:
        st.info(_("No candidates yet. A candidate needs a role with a published loop; then add the candidate above."))
        return
    role_id = _role(rows)
    labels = {"active": _("In progress"), "needs": _("Needs you"), "closed": _("Closed")}
    view = chosen_view(_("Which candidates"), labels, "candidates")
    shown = [row for row in rows if role_id in {"", row.candidate.role_id} and _belongs(row, view)]
    st.caption(_summary(shown))
    pipeline_cards(actor, shown[:_SHOWN])
    if not shown:
        st.info(_("Nobody is here. Choose another list above, or another role."))
    elif len(shown) > _SHOWN:
        st.caption(_("The first {count} are shown; choose a role to see fewer.").format(count=_SHOWN))
    session.link("jobs", _("Export all candidates of a role"))


def _role(rows: tuple[PipelineRow, ...]) -> str:
    """The role that the list is narrowed to, kept in the address; empty for all."""
    titles = {row.candidate.role_id: row.role_title for row in sorted(rows, key=lambda row: row.role_title)}
    wanted = session.parameter("role")
    if len(titles) < 2:
        return ""
    options = ["", *titles]
    return st.selectbox(
        _("Role to look at"),
        options,
        index=options.index(wanted) if wanted in titles else 0,
        key="pipeline-role",
        format_func=lambda one: titles[one] if one else _("All roles"),
        on_change=lambda: session.keep_parameter("role", session.widget("pipeline-role")),
        width=420,
    )


def _belongs(row: PipelineRow, view: str) -> bool:
    is_active = row.candidate.state is CandidateState.ACTIVE
    if view == "closed":
        return not is_active
    return is_active and (view != "needs" or row.next_action not in _WAITS)


def _summary(rows: list[PipelineRow]) -> str:
    overdue = sum(row.overdue or 0 for row in rows)
    to_plan = sum(row.next_action is NextAction.PLAN for row in rows)
    blocked = sum(row.next_action is NextAction.UNBLOCK for row in rows)
    ready = sum(row.next_action is NextAction.DECIDE for row in rows)
    facts = [
        ngettext("{count} candidate", "{count} candidates", len(rows)).format(count=len(rows)),
        ngettext("{count} blocked", "{count} blocked", blocked).format(count=blocked) if blocked else "",
        ngettext("{count} to plan", "{count} to plan", to_plan).format(count=to_plan) if to_plan else "",
        ngettext("{count} scorecard overdue", "{count} scorecards overdue", overdue).format(count=overdue) if overdue else "",
        ngettext("{count} ready to decide", "{count} ready to decide", ready).format(count=ready) if ready else "",
    ]
    return " · ".join(filter(None, facts))


def _add(context: Context, actor: Actor, roles: dict[str, str]) -> None:
    wanted = session.parameter("role")
    options = list(roles)
    with st.form("candidate", border=False):
        role_id = st.selectbox(
            _("Role"),
            options,
            index=options.index(wanted) if wanted in roles else 0,
            key="candidate-role",
            format_func=roles.__getitem__,
        )
        name = st.text_input(_("Name"), max_chars=200, key="candidate-name")
        email = st.text_input(_("E-mail (optional)"), max_chars=254, key="candidate-email")
        timezone = st.selectbox(_("Time zone"), TIMEZONES, index=TIMEZONES.index(actor.timezone), key="candidate-timezone")
        if st.form_submit_button(_("Add candidate"), type="primary", key=session.nonce("candidate")):
            candidate = session.answer(
                lambda: add_candidate(context, actor, role_id=role_id, name=name, email=email or None, timezone=timezone)
            )
            if candidate is not None:
                session.spend("candidate")
                session.go("candidate", candidate=candidate.id)
