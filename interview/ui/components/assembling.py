"""An assembly while it runs, and what it had to say when there is no loop."""

from __future__ import annotations

from functools import partial
from math import ceil

import streamlit as st

from interview.domain.person import Actor
from interview.planning.plan import Plan
from interview.services.assembly import TIME_LIMIT, AssemblyView, begin_assembly, forget_assembly, get_assembly, stop_assembly
from interview.services.context import Context
from interview.services.easing import Easing, EasingKind
from interview.services.loops import LoopView
from interview.services.roles import RoleView
from interview.ui import session
from interview.ui.components.reasons import sentences
from interview.ui.texts import _, ngettext


def assembling(context: Context, actor: Actor, role: RoleView, loop: LoopView | None) -> bool:
    """Show the assembly of the role, if there is one; says whether one is running, and the loop is better left alone."""
    role_id = role.role.id
    view = get_assembly(context, actor, role_id)
    if view is None:
        return False
    if not view.is_over:
        _progress(context, actor, role_id)
        return True
    if not view.refusal:
        forget_assembly(context, actor, role_id)
        return False
    _refused(context, actor, role, loop, view)
    return False


@st.fragment(run_every=1.0)
def _progress(context: Context, actor: Actor, role_id: str) -> None:
    view = get_assembly(context, actor, role_id)
    if view is None or view.is_over:
        if view is not None and not view.refusal:
            session.say(_("The loop is assembled."))
        st.rerun()
    with st.container(border=True):
        st.progress(min(1.0, view.seconds / TIME_LIMIT), text=_words(view))
        if view.plan is not None:
            st.caption(_best(view.plan))
        st.button(
            _("Stop and keep the best so far") if view.plan else _("Stop"),
            key="stop-assembly",
            disabled=view.is_stopping,
            on_click=partial(stop_assembly, context, actor, role_id),
        )


def _words(view: AssemblyView) -> str:
    if view.is_stopping:
        return _("Stopping …")
    if view.clash:
        return _("No loop keeps every rule. Trying what would make one possible …")
    return _("Balancing skills, questions and minutes: {seconds} s. You can leave this page; the result is kept.").format(
        seconds=round(view.seconds)
    )


def _best(plan: Plan) -> str:
    covered = sum(1 for skill in plan.coverage if skill.minutes)
    seen = _("Best so far: {covered} of {all} skills in {minutes} minutes").format(
        covered=covered, all=len(plan.coverage), minutes=sum(stage.length_minutes for stage in plan.stages)
    )
    known = bool(plan.bound) and plan.gap is not None
    gap = (
        _("at most {percent}% from the best there can be").format(percent=ceil(100 * (plan.gap or 0)))
        if known
        else _("how far from the best is not known yet")
    )
    return f"{seen}, {gap}."


def _refused(context: Context, actor: Actor, role: RoleView, loop: LoopView | None, view: AssemblyView) -> None:
    with st.container(border=True):
        if view.clash:
            st.error(_("No loop keeps every rule. These wishes clash:"))
            st.markdown(sentences(view.clash, loop_names(context, role, view)))
            _ways_out(context, actor, role, loop, view)
        else:
            st.error(view.refusal)
        put_away = partial(forget_assembly, context, actor, role.role.id)
        st.button(_("Close"), key="close-refusal", on_click=put_away)


def _ways_out(context: Context, actor: Actor, role: RoleView, loop: LoopView | None, view: AssemblyView) -> None:
    if not view.easings:
        st.write(_("No single wish less makes a loop possible. Choose another shape, or ask less of the role."))
        return
    st.write(_("Each of these was tried and makes a loop possible:"))
    with st.container(horizontal=True):
        for easing in view.easings:
            if st.button(_easing_words(context, view, easing), key=session.nonce(f"ease-{easing.key}")) and session.tried(
                partial(
                    begin_assembly,
                    context,
                    actor,
                    role.role.id,
                    easing.wishes,
                    expected_revision=loop.revision if loop else None,
                )
            ):
                session.done(spent=f"ease-{easing.key}")


def _easing_words(context: Context, view: AssemblyView, easing: Easing) -> str:
    match easing.kind:
        case EasingKind.MORE_MINUTES:
            return _("Give it {minutes} minutes").format(minutes=easing.subject)
        case EasingKind.MORE_SKILLS:
            return _("Allow {count} skills a stage").format(count=easing.subject)
        case EasingKind.FEWER_OBSERVERS:
            number = int(easing.subject)
            words = ngettext("See each must-have in {count} stage only", "See each must-have in {count} stages only", number)
            return words.format(count=number)
        case EasingKind.UNPIN:
            return _("Without the pin of “{name}”").format(name=_subject(context, view, easing.subject))
        case _:
            return _("Allow “{name}” again").format(name=_subject(context, view, easing.subject))


def _subject(context: Context, view: AssemblyView, subject: str) -> str:
    question = context.catalogue.questions.get(subject)
    if question is not None:
        return question.prompt if len(question.prompt) < 50 else question.prompt[:47].rsplit(" ", 1)[0] + " …"
    return next((stage.title for stage in view.wishes.stages if stage.id == subject), subject)


def loop_names(context: Context, role: RoleView, view: AssemblyView) -> dict[str, dict[str, str]]:
    """Names for the ids that reasons about a loop speak of."""
    skills = {one.skill_id: context.catalogue.skills[one.skill_id].name for one in role.role.skills}
    return {
        "skill": skills,
        "stage": {stage.id: stage.title for stage in view.wishes.stages},
        "question": {pin.question_id: _subject(context, view, pin.question_id) for pin in view.wishes.pins if pin.question_id},
    }
