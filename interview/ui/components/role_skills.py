"""Adding and dropping skills of a role: from the draft's suggestions, from the banks, or away."""

from __future__ import annotations

from typing import Any

import streamlit as st

from interview.domain.person import Actor
from interview.domain.role import Importance, Quote, Role, RoleSkill
from interview.services.context import Context
from interview.services.roles import RoleView, save_role
from interview.ui import session
from interview.ui.texts import _


def add_and_drop(context: Context, actor: Actor, view: RoleView, chosen: str | None) -> None:
    """What a manager can do about skills that the draft missed, suggested, or took by mistake."""
    for suggestion in _suggestions(view):
        _suggested(context, actor, view, suggestion)
    with st.expander(_("Add or drop a skill")):
        absent = [skill_id for skill_id in context.catalogue.skills if view.role.skill(skill_id) is None]
        with st.form(f"add-{view.revision}", border=False):
            skill_id = st.selectbox(
                _("Skill to add"), absent, index=None, format_func=lambda one: context.catalogue.skills[one].name
            )
            weight = st.number_input(_("Weight of the new skill (1-10)"), 1, 10, 5)
            bar = st.number_input(_("Bar of the new skill (1-5)"), 1, 5, 3)
            if st.form_submit_button(_("Add the skill")) and skill_id:
                added = RoleSkill(skill_id=skill_id, weight=int(weight), bar=int(bar), reason=_("Added by hand."))
                _keep(context, actor, view, (*view.role.skills, added), _("Skill added."))
        if chosen and len(view.role.skills) > 1:
            name = context.catalogue.skills[chosen].name
            if st.button(_("Drop {skill} from this role").format(skill=name), key=f"drop-{chosen}-{view.revision}"):
                rest = tuple(skill for skill in view.role.skills if skill.skill_id != chosen)
                _keep(context, actor, view, rest, _("{skill} dropped.").format(skill=name))


def _suggestions(view: RoleView) -> list[dict[str, Any]]:
    """What the draft found in passing and does not decide by itself."""
    return [one for one in view.source.get("suggested", []) if view.role.skill(one["id"]) is None]


def _suggested(context: Context, actor: Actor, view: RoleView, suggestion: dict[str, Any]) -> None:
    with st.container(border=True):
        what, accept = st.columns([4, 1], vertical_alignment="center")
        what.markdown(_("Suggested, to be confirmed: **{skill}**").format(skill=suggestion["name"]))
        for quote in suggestion["evidence"][:1]:
            what.caption(quote["quote"])
        if accept.button(_("Take it"), key=f"take-{suggestion['id']}-{view.revision}"):
            taken = RoleSkill(
                skill_id=suggestion["id"],
                importance=Importance(suggestion["importance"]),
                weight=suggestion["weight"],
                bar=suggestion["target_level"],
                reason=_("Suggested by the job description, confirmed by hand."),
                evidence=tuple(Quote.model_validate(quote) for quote in suggestion["evidence"]),
            )
            _keep(context, actor, view, (*view.role.skills, taken), _("Skill added."))


def _keep(context: Context, actor: Actor, view: RoleView, skills: tuple[RoleSkill, ...], message: str) -> None:
    role = Role.model_validate({**view.role.model_dump(), "skills": skills})
    if session.tried(lambda: save_role(context, actor, role, expected_revision=view.revision)):
        session.done(message)
