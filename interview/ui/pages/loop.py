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


def render(context: Context, actor: Actor) -> None:
    """Show the loop of a role, and let its manager assemble and publish one."""
    role = get_role(context, actor, session.parameter("role"))
    st.title(f"Loop for {role.role.title}")
    session.link("role", "Back to the role", role=role.role.id)
    loop = _current(context, actor, role.role.id)
    if role.may_change:
        _assemble(context, actor, role, loop)
    if loop is None:
        st.info("No loop yet. Choose a shape above and assemble it.")
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
            "Shape of the loop",
            names,
            format_func=lambda name: (
                f"{templates[name].title}: {len(templates[name].stages)} stages, "
                f"{sum(stage.length_minutes for stage in templates[name].stages)} minutes"
            ),
        )
        limit = minutes.number_input("Minutes at most", 60, 600, None, step=15, placeholder="as in the shape")
        if st.form_submit_button("Assemble the loop", type="primary", key=session.nonce("assemble")):
            with st.spinner("Balancing skills, questions and minutes …"):
                assemble = partial(assemble_loop, context, actor, role.role.id, template_id=chosen)
                wanted, based_on = int(limit) if limit else None, loop.revision if loop else None
                assembled = session.tried(lambda: assemble(minutes=wanted, expected_revision=based_on))
            if assembled:
                session.done("The loop is assembled.", "assemble")


def _state(context: Context, actor: Actor, role: RoleView, loop: LoopView) -> None:
    proof = {"optimal": "proven: no better balance exists", "feasible": "valid; the proof was stopped by the time limit"}
    status = str(loop.plan.get("status", ""))
    facts = [f"{loop.state.capitalize()}, version {loop.loop.version}", f"{len(loop.loop.stages)} stages"]
    facts += [f"{loop.loop.length_minutes} minutes", proof.get(status, "")]
    st.caption(" · ".join(filter(None, facts)))
    if loop.state != "draft" or not role.may_change:
        return
    if role.state == "draft":
        st.info("Publish the role before its loop: a published loop belongs to a version of the role that no longer changes.")
    elif st.button("Publish the loop", type="primary", key=session.nonce("publish-loop")) and session.tried(
        lambda: publish_loop(context, actor, role.role.id, expected_revision=loop.revision)
    ):
        session.done("Loop published. Candidates can be added now.", "publish-loop")


def _stages(context: Context, loop: LoopView) -> None:
    st.header("Stages")
    for stage in loop.loop.stages:
        with st.container(border=True):
            st.subheader(f"{stage.title} · {stage.length_minutes} min")
            st.write(stage.purpose)
            st.caption(", ".join(context.catalogue.skills[skill].name for skill in stage.skills))
            for planned in stage.questions:
                question = loop.questions.get(planned.question_id)
                if question is not None:
                    with st.expander(question_heading(question)):
                        st.caption(f"Why: {question.why}")
                        question_details(question)
