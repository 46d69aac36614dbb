"""What a loop does not reach although it would be better: each missed goal with its reason and what would improve it."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from interview.planning.plan import Reason
from interview.planning.rules import steps_off
from interview.services.context import Context
from interview.services.loops import LoopView
from interview.services.roles import RoleView
from interview.ui.components.reasons import in_words
from interview.ui.texts import _, ngettext

_FEW = 5


def missed_goals(context: Context, role: RoleView, loop: LoopView) -> None:
    """A folded list; nothing where every goal is reached."""
    names = {
        "skill": {one.skill_id: context.catalogue.skills[one.skill_id].name for one in role.role.skills},
        "stage": {stage.id: stage.title for stage in loop.loop.stages},
    }
    told = [Reason.model_validate(reason) for reason in loop.plan.get("reasons", ())]
    lines = [in_words(reason, names) for reason in told] or list(_from_coverage(role, loop, names["skill"]))
    if not lines:
        return
    title = ngettext("{count} goal is not fully reached", "{count} goals are not fully reached", len(lines))
    with st.expander(title.format(count=len(lines))):
        st.markdown("\n".join(f"- {line}" for line in lines))


def _from_coverage(role: RoleView, loop: LoopView, names: dict[str, str]) -> Iterator[str]:
    coverage = [one for one in loop.plan.get("coverage", ()) if one["skill_id"] in names]
    missing = sorted((one for one in coverage if not one["minutes"]), key=lambda one: -_weight(role, one["skill_id"]))
    if missing:
        shown = [names[one["skill_id"]] for one in missing[:_FEW]]
        more = len(missing) - len(shown)
        listed = ", ".join(shown) + (_(" and {count} more").format(count=more) if more else "")
        yield _("No time for {skills}: weightier skills take it. A longer loop or another stage would make room.").format(
            skills=listed
        )
    for one in coverage:
        if one["minutes"] and steps_off(one["minutes"], one["target_minutes"]):
            words = (
                _("{skill} gets {minutes} minutes; its weight asks for {target}. The questions that fit are longer than that.")
                if one["minutes"] > one["target_minutes"]
                else _("{skill} gets {minutes} minutes; its weight asks for {target}. More minutes there would come from others.")
            )
            yield words.format(skill=names[one["skill_id"]], minutes=one["minutes"], target=one["target_minutes"])
    parts = {name: cost for tier in loop.plan.get("tiers", ()) for name, cost in tier["parts"].items()}
    if parts.get("must-haves seen through one kind of question"):
        yield _("Some must-haves are seen through one kind of question only; the banks hold no other kind that fits.")
    if parts.get("questions off the bar"):
        yield _("Some questions aim above or below the bar; none right at it fits the minutes and stages.")


def _weight(role: RoleView, skill_id: str) -> int:
    skill = role.role.skill(skill_id)
    return skill.weight if skill else 0
