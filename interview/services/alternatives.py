"""Other ways to run the loop of a role, side by side: planned one after the other in the background, never kept."""

from __future__ import annotations

from interview.domain.base import Value
from interview.domain.person import Actor
from interview.errors import Conflict
from interview.services.assembly import list_templates
from interview.services.context import Context
from interview.services.loop_problem import desk_for, role_to_change
from interview.services.solving import Alternative, Comparison, Request

LENGTHS = (None, 180, 240, 300)
"""Minutes of the whole loop to try with every template; ``None``: as long as the template."""

_SECONDS_EACH = 4.0


class ComparisonView(Value):
    """The alternatives so far, the shortest first; ``wanted`` is how many there will be."""

    is_over: bool
    seconds: float
    wanted: int
    alternatives: tuple[Alternative, ...]
    failed: bool = False


def begin_comparison(context: Context, actor: Actor, role_id: str) -> None:
    """Start planning the role's loop in every template and length. Refused while that is running already."""
    desk = desk_for(context, actor, role_id)
    active = {skill.skill_id for skill in desk.role.skills}
    comparison = Comparison(
        role=desk.role,
        templates=list_templates(context, desk.role),
        minutes=LENGTHS,
        questions=tuple(
            one for one in context.catalogue.questions.values() if one.skill_id in active and one.id not in desk.leaked
        ),
        exposure=desk.used,
    )
    if context.searches.begin(_name(role_id), Request(comparison=comparison, time_limit=_SECONDS_EACH)) is None:
        raise Conflict("Alternatives are being planned already.")


def get_comparison(context: Context, actor: Actor, role_id: str) -> ComparisonView | None:
    """What is known so far; ``None`` if nobody asked since the program started."""
    role_to_change(context, actor, role_id)
    search = context.searches.get(_name(role_id))
    if search is None or search.request.comparison is None:
        return None
    asked = search.request.comparison
    return ComparisonView(
        is_over=search.is_over,
        seconds=search.seconds,
        wanted=len(asked.templates) * len(asked.minutes),
        alternatives=search.latest.alternatives,
        failed=bool(search.failure),
    )


def stop_comparison(context: Context, actor: Actor, role_id: str) -> None:
    """Leave out the alternatives that are still to be planned."""
    role_to_change(context, actor, role_id)
    search = context.searches.get(_name(role_id))
    if search is not None:
        search.stop()


def _name(role_id: str) -> str:
    return f"comparison:{role_id}"
