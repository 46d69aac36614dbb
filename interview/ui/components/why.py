"""Why a question was chosen, from what the planner weighed: weight, bar, second observer, kinds, freshness, pins."""

from __future__ import annotations

from collections.abc import Iterator

from interview.domain.loop import PlannedQuestion, Stage
from interview.domain.role import Role
from interview.services.context import Context
from interview.services.loops import LoopView
from interview.ui.components.words import kind_words, level_words
from interview.ui.texts import _, ngettext


def why_chosen(context: Context, role: Role, loop: LoopView, stage: Stage, planned: PlannedQuestion) -> Iterator[str]:
    """One sentence a reason, the weightiest first."""
    question = loop.questions[planned.question_id]
    skill = role.skill(planned.skill_id)
    if loop.wishes.is_pinned(stage.id, planned.question_id):
        yield _("It is pinned here.")
    if skill is not None:
        name = context.catalogue.skills[skill.skill_id].name
        yield from _skill(loop, stage, name, skill.skill_id, skill.weight, must_have=skill.must_have)
        off = abs(question.level - skill.bar)
        if off == 0:
            yield _("It separates candidates right at the bar: {level}.").format(level=level_words(skill.bar))
        else:
            yield _("It aims at {level}, {off} off the bar: the nearest that fits here.").format(
                level=level_words(question.level), off=off
            )
    kinds = {
        loop.questions[one.question_id].kind
        for other in loop.loop.stages
        for one in other.questions
        if one.skill_id == planned.skill_id and one.question_id != planned.question_id and one.question_id in loop.questions
    }
    if kinds and question.kind not in kinds:
        yield _("It shows the skill through another kind of question: {kind}.").format(kind=kind_words(question.kind))
    if "exposure" in loop.plan:
        used = int(loop.plan["exposure"].get(planned.question_id, 0))
        if used == 0:
            yield _("No candidate has been planned to get it yet.")
        else:
            times = ngettext(
                "It was planned for {count} candidate before.", "It was planned for {count} candidates before.", used
            )
            yield times.format(count=used)


def _skill(loop: LoopView, stage: Stage, name: str, skill_id: str, weight: int, *, must_have: bool) -> Iterator[str]:
    target = next((one for one in loop.plan.get("coverage", ()) if one["skill_id"] == skill_id), None)
    places = [one.id for one in loop.loop.stages if skill_id in one.skills]
    if must_have and stage.id in places:
        yield _("{skill} is a must-have: this is observer {place} of {all}.").format(
            skill=name, place=places.index(stage.id) + 1, all=len(places)
        )
    if target is not None:
        yield _("{skill} has weight {weight}: {planned} of the {target} minutes that its weight asks for.").format(
            skill=name, weight=weight, planned=target["minutes"], target=target["target_minutes"]
        )
    else:
        yield _("{skill} has weight {weight}.").format(skill=name, weight=weight)
