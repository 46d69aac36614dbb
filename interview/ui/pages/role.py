"""A role: the job description with its highlights, and beside it the skills with importance, weight and bar."""

from __future__ import annotations

from functools import partial

import streamlit as st

from interview.domain.person import Actor
from interview.domain.role import Importance, RoleSkill
from interview.services.context import Context
from interview.services.roles import RoleView, adjust_skill, archive_role, get_role, publish_role
from interview.ui import session
from interview.ui.components.highlights import highlighted
from interview.ui.components.not_covered import not_covered, uncovered_quotes
from interview.ui.components.role_skills import add_merge_and_drop
from interview.ui.components.table import Cell, table
from interview.ui.components.words import importance_words, level_words, version_state_words
from interview.ui.texts import N_, _


def render(context: Context, actor: Actor) -> None:
    """Show a role and let its manager adjust and publish it."""
    view = get_role(context, actor, session.parameter("role"))
    role = view.role
    st.title(role.title)
    facts = [
        version_state_words(view.state),
        _("archived") if view.archived_at else "",
        _("version {version}").format(version=role.version),
        role.level,
        _salary(view),
        _years(view),
    ]
    st.caption(" · ".join(filter(None, facts)))
    _actions(context, actor, view)
    if view.source_text:
        left, right = st.columns([2, 3], gap="large")
        with right:
            chosen = _skills(context, actor, view)
        with left:
            _job_description(context, view, chosen)
    else:
        _skills(context, actor, view)
    not_covered(context, actor, view)
    if view.may_change:
        _archive(context, actor, view)


def _job_description(context: Context, view: RoleView, chosen: str | None) -> None:
    st.header(_("Job description"))
    st.caption(
        _("Read from {file} by rules, without a model. Choose a marked sentence to see its skill.").format(
            file=view.source.get("file") or _("the text below")
        )
    )
    highlighted(
        view.source_text,
        {skill.skill_id: skill.evidence for skill in view.role.skills},
        {skill.skill_id: context.catalogue.skills[skill.skill_id].name for skill in view.role.skills},
        uncovered_quotes(view),
        chosen,
        key=f"jd-{view.role.id}",
        on_choose=partial(session.show, _chosen_key(view)),
    )


def _chosen_key(view: RoleView) -> str:
    """The key of the box whose value is the skill that is looked at."""
    return f"chosen-{view.role.id}"


def _actions(context: Context, actor: Actor, view: RoleView) -> None:
    pressed = False
    loop, publish, _rest = st.columns([1, 1, 4], vertical_alignment="center")
    if view.may_change and view.state == "draft":
        with publish:
            pressed = st.button(_("Publish role"), type="primary", key=session.nonce("publish-role"))
    with loop:
        session.link("loop", _("Loop builder"), role=view.role.id)
        session.link("rules", _("How candidates are judged"), role=view.role.id)
    if pressed and session.tried(lambda: publish_role(context, actor, view.role.id, expected_revision=view.revision)):
        session.done(_("Role published."), "publish-role")


def _skills(context: Context, actor: Actor, view: RoleView) -> str | None:
    st.header(_("Skills"))
    names = {skill.skill_id: context.catalogue.skills[skill.skill_id].name for skill in view.role.skills}
    ordered = sorted(view.role.skills, key=lambda skill: (not skill.must_have, -skill.weight, names[skill.skill_id]))
    chosen = st.selectbox(
        _("Skill to look at or change"),
        [skill.skill_id for skill in ordered],
        format_func=names.__getitem__,
        key=_chosen_key(view),
        help=_("Choosing a skill highlights the sentences behind it."),
    )
    skill = view.role.skill(chosen) if chosen else None
    if skill is not None:
        _one(context, actor, view, skill)
    if view.may_change:
        add_merge_and_drop(context, actor, view, chosen)
    table(
        [_("Skill"), _("Must-have"), _("Importance"), _("Weight"), _("Bar")],
        [
            [
                names[skill.skill_id],
                Cell(_("Must-have"), "good") if skill.must_have else "",
                importance_words(skill.importance),
                Cell(str(skill.weight), "number"),
                level_words(skill.bar),
            ]
            for skill in ordered
        ],
        caption=_("The weight decides the minutes, the bar is the proficiency level that the role needs."),
    )
    return chosen


def _one(context: Context, actor: Actor, view: RoleView, skill: RoleSkill) -> None:
    for quote in skill.evidence:
        st.markdown(f"> {quote.quote}")
    if skill.reason:
        st.caption(skill.reason)
    if not view.may_change:
        return
    with st.form(f"adjust-{skill.skill_id}-{view.revision}"):
        first, second, third = st.columns(3)
        weight = first.number_input(_("Weight (1-10)"), 1, 10, skill.weight)
        bar = second.number_input(_("Bar (1-5)"), 1, 5, skill.bar)
        importance = third.selectbox(
            _("Importance"), list(Importance), index=list(Importance).index(skill.importance), format_func=importance_words
        )
        must_have = st.checkbox(_("Must-have: two independent interviewers see it, and it has a floor"), skill.must_have)
        reason = st.text_input(_("Reason for the change"), max_chars=500, help=_("Kept with the role, for whoever asks later."))
        if st.form_submit_button(_("Save the change")):
            change = partial(
                adjust_skill, context, actor, view.role.id, skill.skill_id, expected_revision=view.revision, reason=reason
            )
            if session.tried(lambda: change(weight=int(weight), bar=int(bar), must_have=must_have, importance=importance)):
                session.done(_("Change saved."))


def _archive(context: Context, actor: Actor, view: RoleView) -> None:
    if view.archived_at:
        if st.button(_("Put this role back on the list"), key="restore-role") and session.tried(
            lambda: archive_role(context, actor, view.role.id, archived=False)
        ):
            session.done(_("The role is back on the list."))
        return
    with st.popover(_("Archive this role")):
        st.write(
            _(
                "It leaves the list of roles and is no longer offered where a role is chosen, as for new candidates. Its loops, "
                "candidates and scorecards stay as they are. You can put it back at any time."
            )
        )
        if st.button(_("Archive"), key="archive-role") and session.tried(lambda: archive_role(context, actor, view.role.id)):
            session.done(_("Role archived."))


def _salary(view: RoleView) -> str:
    salary = view.role.salary
    if salary is None:
        return ""
    period = {"year": N_("a year"), "month": N_("a month"), "day": N_("a day"), "hour": N_("an hour")}[salary.period]
    return f"{salary.min:,.0f}-{salary.max:,.0f} {salary.currency} {_(period)}"


def _years(view: RoleView) -> str:
    experience = view.role.experience
    if experience.years_min is None:
        return ""
    pattern = _("{low}-{high} years") if experience.years_max else _("{low}+ years")
    return pattern.format(low=experience.years_min, high=experience.years_max)
