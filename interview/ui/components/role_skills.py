"""Adding, merging and dropping skills of a role: from the draft's suggestions, from the banks, into another, or away."""

from __future__ import annotations

from functools import partial
from typing import Any

import streamlit as st

from interview.domain.person import Actor
from interview.domain.role import Importance, Quote, Role, RoleSkill
from interview.services.context import Context
from interview.services.roles import RoleView, merge_skills, save_role
from interview.ui import session
from interview.ui.texts import _


def add_merge_and_drop(context: Context, actor: Actor, view: RoleView, chosen: str | None) -> None:
    """What a manager can do about skills that the draft missed, suggested, or took by mistake."""
    for suggestion in _suggestions(view):
        _suggested(context, actor, view, suggestion)
    with st.expander(_("Add, merge or drop a skill")):
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
            _merge(context, actor, view, chosen)
            name = context.catalogue.skills[chosen].name
            if st.button(_("Drop {skill} from this role").format(skill=name), key=f"drop-{chosen}-{view.revision}"):
                rest = tuple(skill for skill in view.role.skills if skill.skill_id != chosen)
                _keep(context, actor, view, rest, _("{skill} dropped.").format(skill=name))


def _merge(context: Context, actor: Actor, view: RoleView, chosen: str) -> None:
    """Where two skills mean the same thing in this role, the chosen one goes into the other."""
    names = {skill.skill_id: context.catalogue.skills[skill.skill_id].name for skill in view.role.skills}
    with st.form(f"merge-{chosen}-{view.revision}", border=False):
        kept = st.selectbox(
            _("Merge {skill} into").format(skill=names[chosen]),
            [skill_id for skill_id in names if skill_id != chosen],
            index=None,
            format_func=names.__getitem__,
            help=_("The other skill takes over the sentences, and the higher weight and bar of the two."),
        )
        reason = st.text_input(_("Reason for the merge"), max_chars=500, help=_("Kept with the role, for whoever asks later."))
        if st.form_submit_button(_("Merge")):
            if kept is None:
                st.error(_("Choose the skill that stays."))
                return
            merge = partial(merge_skills, context, actor, view.role.id, chosen, kept, expected_revision=view.revision)
            if session.tried(lambda: merge(reason=reason)):
                session.done(_("{skill} merged into {kept}.").format(skill=names[chosen], kept=names[kept]))


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
