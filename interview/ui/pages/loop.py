"""The loop builder: choose a shape, assemble, see that it is balanced, change what should be different, publish."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from math import ceil

import streamlit as st

from interview.domain.person import Actor
from interview.domain.wishes import fulfilled, unmet
from interview.errors import NotFound
from interview.services.assembly import begin_assembly
from interview.services.context import Context
from interview.services.loops import LoopView, change_wishes, get_loop, publish_loop, undo_change
from interview.services.roles import RoleView, get_role
from interview.ui import session
from interview.ui.components.alternatives import alternatives
from interview.ui.components.assembling import assembling
from interview.ui.components.changes import change_table
from interview.ui.components.coverage import coverage_matrix, minutes_chart
from interview.ui.components.day import loop_day
from interview.ui.components.goals import missed_goals
from interview.ui.components.shape import shape_form
from interview.ui.components.stages import stage_list
from interview.ui.components.versions import versions
from interview.ui.components.views import chosen_view
from interview.ui.components.words import version_state_words
from interview.ui.texts import _, ngettext


def render(context: Context, actor: Actor) -> None:
    """Show the loop of a role, and let its manager assemble, change and publish it."""
    role = get_role(context, actor, session.parameter("role"))
    st.title(_("Loop for {role}").format(role=role.role.title))
    session.link("role", _("Back to the role"), role=role.role.id)
    version = session.parameter("version")
    loop = _current(context, actor, role.role.id, int(version) if version.isdecimal() else None)
    if version:
        session.link("loop", _("Go to the newest version"), role=role.role.id)
    may_change = role.may_change and not version
    above = st.container(key="above")
    with above:
        busy = assembling(context, actor, role, loop) if may_change else False
        if may_change and not busy:
            _actions(context, actor, role, loop)
    if loop is None:
        if not busy and not role.may_change:
            st.info(_("This role has no loop yet. Its hiring manager assembles one here."))
        return
    labels = {"balance": _("Balance"), "stages": _("Stages and questions"), "day": _("The day"), "versions": _("Versions")}
    if may_change:
        labels["alternatives"] = _("Alternatives")
    _view(context, actor, role, loop, chosen_view(_("View of the loop"), labels, "loop"), editable=may_change and not busy)


def _current(context: Context, actor: Actor, role_id: str, version: int | None) -> LoopView | None:
    try:
        return get_loop(context, actor, role_id, version)
    except NotFound:
        return None


def _actions(context: Context, actor: Actor, role: RoleView, loop: LoopView | None) -> None:
    if loop is None:
        st.info(_("No loop yet. Choose a shape and assemble it; you can change everything afterwards."))
        shape_form(context, actor, role, loop)
        return
    _state(loop)
    if unmet(loop.loop, loop.wishes):
        _fit(context, actor, loop, _("The loop does not follow your wishes yet."), may_discard=True)
    elif loop.loop.role_version < role.role.version:
        _fit(context, actor, loop, _("The role has changed since this loop was assembled."), may_discard=False)
    elif loop.state == "draft":
        _publish(context, actor, role, loop)
    if loop.changes and loop.state == "draft":
        _last_change(context, actor, loop)
    with st.expander(_("Start over with another shape")):
        shape_form(context, actor, role, loop)


def _state(loop: LoopView) -> None:
    proof = {"optimal": _("proven: no better balance exists"), "feasible": _("valid; the proof was stopped by the time limit")}
    facts = [
        _("{state}, version {version}").format(state=version_state_words(loop.state), version=loop.loop.version),
        ngettext("{count} stage", "{count} stages", len(loop.loop.stages)).format(count=len(loop.loop.stages)),
        _("{minutes} minutes").format(minutes=loop.loop.length_minutes),
        proof.get(str(loop.plan.get("status", "")), ""),
    ]
    gap = loop.plan.get("gap")
    if loop.plan.get("status") == "feasible" and gap:
        facts.append(_("at most {percent}% from the best").format(percent=ceil(100 * gap)))
    st.caption(" · ".join(filter(None, facts)))


def _fit(context: Context, actor: Actor, loop: LoopView, why: str, *, may_discard: bool) -> None:
    """The planner has to work before the loop can be published."""
    role_id = loop.loop.role_id
    begin = partial(begin_assembly, context, actor, role_id, loop.wishes, expected_revision=loop.revision)
    with st.container(border=True, key="fit"):
        st.markdown("\n".join([f"**{why}**", "", *(f"- {wish}" for wish in _open_wishes(context, loop))]))
        with st.container(horizontal=True):
            if st.button(_("Fit with the fewest changes"), type="primary", key=session.nonce("fit")) and session.tried(
                lambda: begin(fewest_changes=True)
            ):
                session.done(spent="fit")
            if st.button(_("Find the best around what is pinned"), key=session.nonce("anew")) and session.tried(begin):
                session.done(spent="anew")
            kept = fulfilled(loop.loop, loop.wishes)
            if (
                may_discard
                and st.button(_("Forget these wishes"), key=session.nonce("forget"))
                and session.tried(lambda: change_wishes(context, actor, role_id, kept, expected_revision=loop.revision))
            ):
                session.done(spent="forget")


def _open_wishes(context: Context, loop: LoopView) -> Iterator[str]:
    """What the planner still has to do, in sentences."""
    found = {stage.id: stage for stage in loop.loop.stages}
    wanted = {stage.id: stage for stage in loop.wishes.stages}
    for stage in found.values():
        if stage.id not in wanted:
            yield _("{stage} is dropped.").format(stage=stage.title)
        elif wanted[stage.id].length_minutes != stage.length_minutes:
            yield _("{stage} takes {after} minutes instead of {before}.").format(
                stage=stage.title, before=stage.length_minutes, after=wanted[stage.id].length_minutes
            )
    yield from (_("{stage} is added.").format(stage=stage.title) for stage in wanted.values() if stage.id not in found)
    asked = {question.question_id for stage in loop.loop.stages for question in stage.questions}
    for barred in loop.wishes.barred:
        if barred.question_id in asked:
            question = context.catalogue.questions.get(barred.question_id)
            yield _("Another question in the place of: {question}").format(
                question=question.prompt if question else barred.question_id
            )


def _publish(context: Context, actor: Actor, role: RoleView, loop: LoopView) -> None:
    if role.state == "draft":
        st.info(_("Publish the role before its loop: a published loop belongs to a version of the role that no longer changes."))
    elif st.button(_("Publish the loop"), type="primary", key=session.nonce("publish-loop")) and session.tried(
        lambda: publish_loop(context, actor, role.role.id, expected_revision=loop.revision)
    ):
        session.done(_("Loop published. Candidates can be added now."), "publish-loop")


def _last_change(context: Context, actor: Actor, loop: LoopView) -> None:
    title = ngettext(
        "What the planner changed last: {count} change", "What the planner changed last: {count} changes", len(loop.changes)
    )
    with st.expander(title.format(count=len(loop.changes))):
        change_table(context, loop.changes, loop.questions)
        if st.button(_("Undo"), key=session.nonce("undo")) and session.tried(
            lambda: undo_change(context, actor, loop.loop.role_id, expected_revision=loop.revision)
        ):
            session.done(_("The loop is as it was before."), "undo")


def _view(context: Context, actor: Actor, role: RoleView, loop: LoopView, chosen: str, *, editable: bool) -> None:
    match chosen:
        case "stages":
            stage_list(context, actor, role, loop, editable=editable)
        case "day":
            loop_day(loop.loop)
        case "versions":
            versions(context, actor, role)
        case "alternatives":
            alternatives(context, actor, role, loop)
        case _:
            coverage_matrix(context, role.role, loop)
            missed_goals(context, role, loop)
            minutes_chart(context, role.role, loop)
