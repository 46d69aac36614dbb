"""The balance of a loop: skill by stage with its gaps, and minutes against weight."""

from __future__ import annotations

import altair as alt
import streamlit as st

from interview.domain.role import Role
from interview.services.context import Context
from interview.services.loops import LoopView
from interview.ui.components.table import Cell, table
from interview.ui.components.times import minutes_words
from interview.ui.texts import _, ngettext


def coverage_matrix(context: Context, role: Role, loop: LoopView) -> None:
    """One row a skill, one column a stage; the words say what colour also shows."""
    st.header(_("Coverage"))
    stages = loop.loop.stages
    asked_for = _by_weight(role, loop)
    rows: list[list[Cell | str]] = []
    missed: list[tuple[str, bool]] = []
    for skill in sorted(role.skills, key=lambda one: (not one.must_have, -one.weight, one.skill_id)):
        name = context.catalogue.skills[skill.skill_id].name
        minutes = {
            stage.id: sum(question.minutes for question in stage.questions if question.skill_id == skill.skill_id)
            for stage in stages
        }
        seen = [stage for stage in stages if skill.skill_id in stage.skills]
        if not seen:
            missed.append((name, skill.must_have))
            continue
        cells = [
            Cell(minutes_words(minutes[stage.id]) if minutes[stage.id] else _("listen") if stage in seen else "", "centre")
            for stage in stages
        ]
        rows.append(
            [
                _("{skill} (must-have)").format(skill=name) if skill.must_have else name,
                *cells,
                Cell(str(sum(minutes.values())), "number"),
                Cell(str(round(asked_for[skill.skill_id])), "number"),
                _verdict(len(seen), skill.must_have),
            ]
        )
    table(
        [_("Skill"), *(stage.title for stage in stages), _("Minutes"), _("By weight"), _("Observers")],
        rows,
        caption=_("Minutes of questions by stage. “listen” means: rated there from answers to other questions."),
    )
    lost = [name for name, must in missed if must]
    if lost:
        st.error(_("Must-have skills that nobody sees: {skills}.").format(skills=", ".join(lost)))
    others = [name for name, must in missed if not must]
    if others:
        title = ngettext("{count} skill is not covered by this loop", "{count} skills are not covered by this loop", len(others))
        with st.expander(title.format(count=len(others))):
            st.write(_("There is no time for them beside the weightier ones: {skills}.").format(skills=", ".join(others)))


def _verdict(observers: int, must_have: bool) -> Cell:
    if must_have and observers < 2:
        return Cell(_("{count}: single observer").format(count=observers), "gap")
    if observers > 3:
        return Cell(_("{count}: over-tested").format(count=observers), "thin")
    return Cell(str(observers), "good" if must_have else "")


def _by_weight(role: Role, loop: LoopView) -> dict[str, float]:
    """How the minutes of questions would be shared out by weight among the skills that the loop sees."""
    seen = {skill for stage in loop.loop.stages for skill in stage.skills}
    whole = sum(question.minutes for stage in loop.loop.stages for question in stage.questions)
    weights = sum(skill.weight for skill in role.skills if skill.skill_id in seen)
    return {skill.skill_id: whole * skill.weight / weights for skill in role.skills if skill.skill_id in seen} if weights else {}


def minutes_chart(context: Context, role: Role, loop: LoopView) -> None:
    """Bars of planned minutes with a tick where the weight would put them."""
    planned = {
        skill.skill_id: sum(q.minutes for stage in loop.loop.stages for q in stage.questions if q.skill_id == skill.skill_id)
        for skill in role.skills
    }
    asked_for = _by_weight(role, loop)
    if not any(planned.values()) or not asked_for:
        return
    rows = [
        {
            "Skill": context.catalogue.skills[skill.skill_id].name,
            "Minutes": planned[skill.skill_id],
            "By weight": round(asked_for[skill.skill_id], 1),
        }
        for skill in sorted(role.skills, key=lambda one: (-one.weight, one.skill_id))
        if skill.skill_id in asked_for
    ]
    st.header(_("Minutes against weight"))
    base = alt.Chart(alt.InlineData(values=rows)).encode(y=alt.Y("Skill:N", sort=None, title=None, axis=alt.Axis(labelLimit=260)))
    bars = base.mark_bar(height=12).encode(
        x=alt.X("Minutes:Q", title=_("Minutes (bar) and the minutes its weight asks for (tick)"))
    )
    ticks = base.mark_tick(thickness=3, size=20, color="#b4581a").encode(x="By weight:Q")
    largest = max(rows, key=lambda row: abs(float(row["Minutes"]) - float(row["By weight"])))  # type: ignore[arg-type]
    st.altair_chart(
        (bars + ticks).properties(height=alt.Step(24)),
        width="stretch",
        alt=_(
            "Minutes of {count} skills; the largest distance from its weight has {skill}: {minutes} minutes planned, "
            "{by_weight} by weight."
        ).format(count=len(rows), skill=largest["Skill"], minutes=largest["Minutes"], by_weight=largest["By weight"]),
    )
