"""Assembling a loop: the planner chooses skills and questions for a role's stages; the result becomes its draft loop.

``assemble_loop`` waits for the answer. A screen begins an assembly instead, looks at how far it is, and may stop it: the best
plan so far is kept. Whoever closes the browser finds the finished draft later.
"""

from __future__ import annotations

import structlog

from interview.domain.base import Value
from interview.domain.loop import LoopTemplate
from interview.domain.person import Actor
from interview.domain.role import Role
from interview.domain.visibility import Blindness
from interview.domain.wishes import Wishes
from interview.errors import Conflict, Invalid, LoopwrightError, NotFound
from interview.planning.blueprint import fit_minutes
from interview.planning.plan import Plan, Reason
from interview.services.context import Context
from interview.services.easing import Easing, easings, mildest
from interview.services.loop_problem import Desk, desk_for, role_to_change
from interview.services.loops import LoopView
from interview.services.solving import Request, Search, solve_apart

TIME_LIMIT = 30.0
"""Seconds for one assembly, unless somebody says otherwise."""

_CHANGED = "This loop was changed somewhere else in the meantime. Load it again and repeat your change."

_log = structlog.get_logger(__name__)


class NoPlan(Invalid):
    """No loop keeps every rule; ``reasons`` are the clashing wishes, one sentence each."""

    def __init__(self, reasons: tuple[str, ...]) -> None:
        self.reasons = reasons
        super().__init__("No loop keeps every rule: " + "; ".join(reasons))


class AssemblyView(Value):
    """How far an assembly is.

    ``plan`` is the best plan so far, in the end the answer; ``None`` while there is none. ``refusal`` says why the draft was not
    changed. Where no loop keeps every rule, ``clash`` holds the clashing wishes and ``easings`` what would make one possible:
    each of them was tried.
    """

    is_over: bool
    is_stopping: bool
    seconds: float
    wishes: Wishes
    plan: Plan | None = None
    refusal: str = ""
    clash: tuple[Reason, ...] = ()
    easings: tuple[Easing, ...] = ()


def list_templates(context: Context, role: Role) -> tuple[LoopTemplate, ...]:
    """The loop templates, those made for the role's level first."""
    found = context.catalogue.loops.values()
    return tuple(sorted(found, key=lambda template: (role.level.lower() not in template.levels, template.id)))


def wishes_for(context: Context, role: Role, template_id: str | None = None, minutes: int | None = None) -> Wishes:
    """The stages of a template (by default the first one for the role's level), cut to ``minutes`` where these are given."""
    templates = list_templates(context, role)
    template = next((one for one in templates if template_id in {None, one.id}), None)
    if template is None:
        known = ", ".join(sorted(context.catalogue.loops)) or "none"
        raise NotFound(f"There is no loop template '{template_id}'; there are: {known}.")
    stages = template.stages if minutes is None else fit_minutes(template, minutes)
    return Wishes(template_id=template.id, stages=stages)


def assemble_loop(
    context: Context,
    actor: Actor,
    role_id: str,
    *,
    template_id: str | None = None,
    minutes: int | None = None,
    seed: int = 0,
    time_limit: float = TIME_LIMIT,
    blindness: Blindness = Blindness.AFTER_OWN,
    expected_revision: int | None = None,
    is_demo: bool = False,
) -> LoopView:
    """Plan the best loop for the latest version of a role and keep it as the draft, with coverage and proof in ``plan``.

    ``template_id``: by default the first template for the role's level; ``minutes``: what the whole loop may take, by default the
    template's; ``time_limit`` in seconds. ``expected_revision`` is that of the role's latest loop, ``None`` if there is none yet.
    Raises :class:`NoPlan` where no loop keeps every rule.
    """
    desk = desk_for(context, actor, role_id)
    wishes = wishes_for(context, desk.role, template_id, minutes)
    plan = solve_apart(desk.problem(wishes), seed=seed, time_limit=time_limit)
    _require_plan(plan)
    return desk.keep(wishes, plan, blindness=blindness, expected_revision=expected_revision, is_demo=is_demo)


def begin_assembly(
    context: Context,
    actor: Actor,
    role_id: str,
    wishes: Wishes,
    *,
    expected_revision: int | None = None,
    fewest_changes: bool = False,
    time_limit: float = TIME_LIMIT,
) -> None:
    """Start planning a loop as ``wishes`` say, in the background; the result becomes the draft.

    ``fewest_changes``: keep as much of the current loop as can be, instead of looking for the best one. ``expected_revision`` is
    that of the role's latest loop, ``None`` if there is none. Refused while an assembly of this role is running.
    """
    desk = desk_for(context, actor, role_id)
    if expected_revision != desk.revision:
        raise Conflict(_CHANGED)
    request = Request(
        problem=desk.problem(wishes),
        before=desk.plan_before() if fewest_changes else None,
        eased={easing.key: desk.problem(easing.wishes) for easing in easings(wishes, desk.role)},
        time_limit=time_limit,
    )
    if context.searches.begin(_name(role_id), request, _Ending(desk, wishes)) is None:
        raise Conflict("This loop is being assembled already; wait for it or stop it.")


def get_assembly(context: Context, actor: Actor, role_id: str) -> AssemblyView | None:
    """The assembly of this role that is running or has just ended; ``None`` if there is none."""
    role = role_to_change(context, actor, role_id)
    search = context.searches.get(_name(role_id))
    if search is None or not isinstance(search.on_end, _Ending):
        return None
    plan, ending = search.latest.plan, search.on_end
    clashes = plan is not None and plan.status == "infeasible"
    helping = [one for one in easings(ending.wishes, role) if one.key in search.latest.helps]
    return AssemblyView(
        is_over=search.is_over,
        is_stopping=search.stopping,
        seconds=search.seconds,
        wishes=ending.wishes,
        plan=None if clashes else plan,
        refusal=ending.refusal,
        clash=plan.reasons if plan is not None and clashes else (),
        easings=mildest(helping),
    )


def stop_assembly(context: Context, actor: Actor, role_id: str) -> None:
    """End the running assembly of this role with the best plan so far."""
    role_to_change(context, actor, role_id)
    search = context.searches.get(_name(role_id))
    if search is not None:
        search.stop()


def forget_assembly(context: Context, actor: Actor, role_id: str) -> None:
    """Put away what an assembly that is over had to say."""
    role_to_change(context, actor, role_id)
    context.searches.forget(_name(role_id))


class _Ending:
    """What happens with the answer: it becomes the draft, or ``refusal`` says why not."""

    def __init__(self, desk: Desk, wishes: Wishes) -> None:
        self.desk, self.wishes, self.refusal = desk, wishes, ""

    def __call__(self, search: Search) -> None:
        plan, current = search.latest.plan, self.desk.current
        if search.failure:
            _log.error("assembly.failed", failure=search.failure)
        if plan is None:
            self.refusal = (
                "Stopped before a first loop was found. Nothing was changed."
                if search.stopping
                else "The planner ended without an answer. Nothing was changed; try again."
            )
            return
        how = {"blindness": current.blindness, "is_demo": current.is_demo} if current else {}
        try:
            _require_plan(plan)
            self.desk.keep(self.wishes, plan, expected_revision=self.desk.revision, **how)
        except LoopwrightError as refused:
            self.refusal = str(refused)


def _require_plan(plan: Plan) -> None:
    if plan.status == "infeasible":
        raise NoPlan(tuple(reason.text for reason in plan.reasons))


def _name(role_id: str) -> str:
    return f"assembly:{role_id}"
