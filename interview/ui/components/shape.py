"""The shape of a loop before it is assembled: a template, the minutes, and the stages with their lengths."""

from __future__ import annotations

from functools import partial

import streamlit as st

from interview.domain.loop import StageTemplate
from interview.domain.person import Actor
from interview.domain.wishes import Wishes
from interview.services.assembly import begin_assembly, list_templates, wishes_for
from interview.services.context import Context
from interview.services.loops import LoopView
from interview.services.roles import RoleView
from interview.ui import session
from interview.ui.texts import _


def shape_form(context: Context, actor: Actor, role: RoleView, loop: LoopView | None) -> None:
    """Choose a shape and press assemble; the stages can be adjusted first."""
    templates = {template.id: template for template in list_templates(context, role.role)}
    shape, limit = st.columns([3, 1], vertical_alignment="bottom")
    chosen = shape.selectbox(
        _("Shape of the loop"),
        list(templates),
        key=f"shape-{role.role.id}",
        format_func=lambda name: _("{title}: {stages} stages, {minutes} minutes").format(
            title=templates[name].title,
            stages=len(templates[name].stages),
            minutes=sum(stage.length_minutes for stage in templates[name].stages),
        ),
    )
    minutes = limit.number_input(
        _("Minutes at most"), 60, 600, None, step=15, key=f"minutes-{role.role.id}", placeholder=_("as in the shape")
    )
    wishes = session.answer(lambda: wishes_for(context, role.role, chosen, int(minutes) if minutes else None))
    if wishes is None:
        return
    with st.form(f"assemble-{chosen}-{minutes}", border=False):
        with st.expander(_("Number and length of stages")):
            stages = [one for one in (_stage(stage, f"{chosen}-{minutes}") for stage in wishes.stages) if one is not None]
        pressed = st.form_submit_button(_("Assemble the loop"), type="primary", key=session.nonce("assemble"))
    if pressed:
        wanted = _with_stages(wishes, stages)
        begin = partial(begin_assembly, context, actor, role.role.id, expected_revision=loop.revision if loop else None)
        if wanted is None:
            st.error(_("A loop needs at least one stage."))
        elif session.tried(lambda: begin(wanted)):
            session.done(spent="assemble")


def _stage(stage: StageTemplate, key: str) -> StageTemplate | None:
    """A row with a tick and the minutes; nothing where the tick was taken away."""
    tick, length = st.columns([3, 1], vertical_alignment="center")
    wanted = tick.checkbox(stage.title, value=True, key=f"in-{key}-{stage.id}", help=stage.purpose)
    minutes = length.number_input(
        _("Minutes of {stage}").format(stage=stage.title),
        max(15, stage.buffer_minutes + 5),
        180,
        stage.length_minutes,
        step=5,
        key=f"length-{key}-{stage.id}",
        label_visibility="collapsed",
    )
    return stage.model_copy(update={"length_minutes": int(minutes)}) if wanted else None


def _with_stages(wishes: Wishes, stages: list[StageTemplate]) -> Wishes | None:
    """The wishes with the stages as they were adjusted; ``None`` where none is left."""
    if not stages:
        return None
    for stage in wishes.stages:
        kept = next((one for one in stages if one.id == stage.id), None)
        wishes = wishes.drop(stage.id) if kept is None else wishes.resize(stage.id, kept.length_minutes)
    return wishes
