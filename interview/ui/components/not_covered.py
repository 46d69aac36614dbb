"""What the job description asks for and no skill of the banks stands for, with what a manager can do about it."""

from __future__ import annotations

import streamlit as st
from pydantic import ValidationError

from interview.domain.person import Actor
from interview.domain.role import Quote, Role, RoleSkill
from interview.services.context import Context
from interview.services.roles import RoleView, save_role
from interview.ui import session
from interview.ui.texts import _, ngettext

_MODEST = 3
"""The weight and the bar of a skill that only stands for an uncovered wish, until the manager says otherwise."""


def uncovered_quotes(view: RoleView) -> dict[str, Quote]:
    """The words behind each entry that is still on the role's list, where the draft kept them."""
    found: dict[str, Quote] = {}
    for entry in view.source.get("uncovered", []):
        try:
            quote = Quote.model_validate({name: entry.get(name) for name in ("quote", "start", "end")})
        except ValidationError:
            continue  # a draft that was kept before it noted places
        if entry["text"] in view.role.not_covered:
            found.setdefault(entry["text"], quote)
    return found


def not_covered(context: Context, actor: Actor, view: RoleView) -> None:
    """Show the list and, for who may change the role, the ways to shorten it."""
    phrases = view.role.not_covered
    if not phrases:
        return
    st.header(_("Not covered by our question banks"))
    st.write(
        ngettext(
            "The job description asks for this too, and no skill of the banks stands for it. It is in no loop until you decide:",
            "The job description asks for {count} more things that no skill of the banks stands for. They are in no loop until "
            "you decide:",
            len(phrases),
        ).format(count=len(phrases))
    )
    st.markdown(
        _(
            "- **Count it under a skill** that comes close: its interviewer then sees the sentence.\n"
            "- **Leave it out** where it does not matter, or where you check it another way (a licence, a work sample).\n"
            "- **Bring a skill of your own**: a file with a rubric and questions, as the guide to content describes."
        )
    )
    reasons = {found["text"]: found["reason"] for found in view.source.get("uncovered", [])}
    for phrase in phrases:
        st.markdown(f"- {phrase}" + (f"  \n:small[{reasons[phrase]}]" if phrase in reasons else ""))
    if view.may_change:
        _decide(context, actor, view)


def _decide(context: Context, actor: Actor, view: RoleView) -> None:
    skills = context.catalogue.skills
    with st.form(f"uncovered-{view.revision}"):
        phrase = st.selectbox(_("What is not covered"), view.role.not_covered)
        skill_id = st.selectbox(_("Skill that comes close"), list(skills), index=None, format_func=lambda one: skills[one].name)
        count, leave, _rest = st.columns([1, 1, 1])
        counted = count.form_submit_button(_("Count it under this skill"))
        left_out = leave.form_submit_button(_("Leave it out"))
    if counted and skill_id is None:
        st.error(_("Choose the skill that comes close first."))
    elif counted or left_out:
        kept = _with_skill(view, phrase, skill_id) if counted and skill_id else view.role.skills
        rest = tuple(one for one in view.role.not_covered if one != phrase)
        role = Role.model_validate({**view.role.model_dump(), "skills": kept, "not_covered": rest})
        if session.tried(lambda: save_role(context, actor, role, expected_revision=view.revision)):
            session.done(
                _("Counted under {skill}.").format(skill=skills[skill_id].name) if counted and skill_id else _("Left out.")
            )


def _with_skill(view: RoleView, phrase: str, skill_id: str) -> tuple[RoleSkill, ...]:
    """The role's skills, where ``skill_id`` also has the words of ``phrase`` behind it."""
    quote = uncovered_quotes(view).get(phrase)
    words = (quote,) if quote else ()
    before = view.role.skill(skill_id)
    if before is None:
        reason = _("Stands for what the banks do not cover: {words}").format(words=phrase)
        return (*view.role.skills, RoleSkill(skill_id=skill_id, weight=_MODEST, bar=_MODEST, reason=reason, evidence=words))
    after = before.model_copy(update={"evidence": tuple(dict.fromkeys((*before.evidence, *words)))})
    return tuple(after if skill is before else skill for skill in view.role.skills)
