"""The loop builder: choose a shape, assemble, see that it is balanced, publish."""

from __future__ import annotations

from functools import partial

import streamlit as st

from interview.domain.person import Actor
from interview.errors import NotFound
from interview.services.assembly import assemble_loop
from interview.services.context import Context
from interview.services.loops import LoopView, get_loop, publish_loop
from interview.services.roles import RoleView, get_role
from interview.ui import session
from interview.ui.components.coverage import coverage_matrix, minutes_chart
from interview.ui.components.question import question_details, question_heading
from interview.ui.components.times import minutes_words
from interview.ui.components.words import version_state_words
from interview.ui.texts import _, ngettext


def render(context: Context, actor: Actor) -> None:
    """Show the loop of a role, and let its manager assemble and publish one."""
    role = get_role(context, actor, session.parameter("role"))
    st.title(_("Loop for {role}").format(role=role.role.title))
    session.link("role", _("Back to the role"), role=role.role.id)
    loop = _current(context, actor, role.role.id)
    if role.may_change:
        _assemble(context, actor, role, loop)
    if loop is None:
        st.info(_("No loop yet. Choose a shape above and assemble it."))
        return
    _state(context, actor, role, loop)
    coverage_matrix(context, role.role, loop)
    minutes_chart(context, role.role, loop)
    _stages(context, loop)


def _current(context: Context, actor: Actor, role_id: str) -> LoopView | None:
    try:
        return get_loop(context, actor, role_id)
    except NotFound:
        return None


def _assemble(context: Context, actor: Actor, role: RoleView, loop: LoopView | None) -> None:
    templates = context.catalogue.loops
    names = sorted(templates, key=lambda name: (role.role.level not in templates[name].levels, name))
    with st.form("assemble"):
        shape, minutes = st.columns([3, 1])
        chosen = shape.selectbox(
            _("Shape of the loop"),
            names,
            key=f"shape-{role.role.id}",
            format_func=lambda name: _("{title}: {stages} stages, {minutes} minutes").format(
                title=templates[name].title,
                stages=len(templates[name].stages),
                minutes=sum(stage.length_minutes for stage in templates[name].stages),
            ),
        )
        limit = minutes.number_input(
            _("Minutes at most"), 60, 600, None, step=15, key="minutes", placeholder=_("as in the shape")
        )
        if st.form_submit_button(_("Assemble the loop"), type="primary", key=session.nonce("assemble")):
            with st.spinner(_("Balancing skills, questions and minutes …")):
                assemble = partial(assemble_loop, context, actor, role.role.id, template_id=chosen)
                wanted, based_on = int(limit) if limit else None, loop.revision if loop else None
                assembled = session.tried(lambda: assemble(minutes=wanted, expected_revision=based_on))
            if assembled:
                session.done(_("The loop is assembled."), "assemble")


def _state(context: Context, actor: Actor, role: RoleView, loop: LoopView) -> None:
    proof = {"optimal": _("proven: no better balance exists"), "feasible": _("valid; the proof was stopped by the time limit")}
    status = str(loop.plan.get("status", ""))
    facts = [
        _("{state}, version {version}").format(state=version_state_words(loop.state), version=loop.loop.version),
        ngettext("{count} stage", "{count} stages", len(loop.loop.stages)).format(count=len(loop.loop.stages)),
    ]
    facts += [_("{minutes} minutes").format(minutes=loop.loop.length_minutes), proof.get(status, "")]
    st.caption(" · ".join(filter(None, facts)))
    if loop.state != "draft" or not role.may_change:
        return
    if role.state == "draft":
        st.info(_("Publish the role before its loop: a published loop belongs to a version of the role that no longer changes."))
    elif st.button(_("Publish the loop"), type="primary", key=session.nonce("publish-loop")) and session.tried(
        lambda: publish_loop(context, actor, role.role.id, expected_revision=loop.revision)
    ):
        session.done(_("Loop published. Candidates can be added now."), "publish-loop")


def _stages(context: Context, loop: LoopView) -> None:
    st.header(_("Stages"))
    for stage in loop.loop.stages:
        with st.container(border=True):
            st.subheader(f"{stage.title} · {minutes_words(stage.length_minutes)}")
            st.write(stage.purpose)
            st.caption(", ".join(context.catalogue.skills[skill].name for skill in stage.skills))
            for planned in stage.questions:
                question = loop.questions.get(planned.question_id)
                if question is not None:
                    with st.expander(question_heading(question)):
                        st.caption(_("Why: {reason}").format(reason=question.why))
                        question_details(question)
