"""Other ways to run the loop side by side, as a choice that no single number makes: shorter, deeper, fewer people."""

from __future__ import annotations

from functools import partial

import altair as alt
import streamlit as st

from interview.domain.person import Actor
from interview.services.alternatives import begin_comparison, get_comparison, stop_comparison
from interview.services.assembly import begin_assembly, wishes_for
from interview.services.context import Context
from interview.services.loops import LoopView
from interview.services.roles import RoleView
from interview.services.solving import Alternative
from interview.ui import session
from interview.ui.components.table import Cell, table
from interview.ui.texts import _


def alternatives(context: Context, actor: Actor, role: RoleView, loop: LoopView | None) -> None:
    """Start a comparison, watch it grow, choose one."""
    view = get_comparison(context, actor, role.role.id)
    st.write(
        _(
            "The same role in every shape and in several lengths. Marked are those that no other one beats: "
            "whatever is better in one respect, is worse in another."
        )
    )
    if view is None or view.is_over:
        label = _("Plan alternatives") if view is None else _("Plan them again")
        if st.button(label, key=session.nonce("compare"), type="primary" if view is None else "secondary") and session.tried(
            partial(begin_comparison, context, actor, role.role.id)
        ):
            session.done(spent="compare")
    else:
        _progress(context, actor, role)
    if view is not None and view.failed:
        st.error(_("The planner ended without an answer. Try again."))
    if view is not None and view.alternatives:
        _side_by_side(context, actor, role, loop, view.alternatives)


@st.fragment(run_every=2.0)
def _progress(context: Context, actor: Actor, role: RoleView) -> None:
    view = get_comparison(context, actor, role.role.id)
    seen = session.recall("alternatives-seen")
    count = len(view.alternatives) if view else 0
    if view is None or view.is_over or count != seen:
        session.remember("alternatives-seen", count)
        if seen is not None or (view is not None and view.is_over):
            st.rerun()
    if view is None:
        return
    done = _("{done} of {wanted} planned, {seconds} s").format(done=count, wanted=view.wanted, seconds=round(view.seconds))
    st.progress(count / max(1, view.wanted), text=done)
    st.button(_("Enough"), key="stop-comparison", on_click=partial(stop_comparison, context, actor, role.role.id))


def _side_by_side(context: Context, actor: Actor, role: RoleView, loop: LoopView | None, found: tuple[Alternative, ...]) -> None:
    possible = [one for one in found if one.status != "infeasible"]
    best = [one for one in possible if one.best]
    if possible:
        _chart(context, possible)
    _table(context, found)
    if not best:
        st.info(_("No shape makes a loop possible. Ask less of the role: fewer must-haves, or fewer skills."))
        return
    chosen = st.radio(
        _("Continue with"),
        best,
        key="chosen-alternative",
        format_func=lambda one: _("{shape}, {minutes} minutes: {covered:.0%} of the weight, {people} people").format(
            shape=_title(context, one), minutes=one.minutes, covered=_covered(one), people=one.people
        ),
    )
    if st.button(_("Assemble this one"), type="primary", key=session.nonce("take-alternative")) and session.tried(
        lambda: begin_assembly(
            context,
            actor,
            role.role.id,
            wishes_for(context, role.role, chosen.template_id, chosen.minutes),
            expected_revision=loop.revision if loop else None,
        )
    ):
        session.spend("take-alternative")
        session.go("loop", role=role.role.id)


def _chart(context: Context, possible: list[Alternative]) -> None:
    best, other = _("no other one beats it"), _("another one is better")
    rows = [
        {
            "minutes": one.minutes,
            "covered": round(100 * _covered(one), 1),
            "people": one.people,
            "shape": _title(context, one),
            "state": best if one.best else other,
        }
        for one in possible
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(
        x=alt.X("minutes:Q", title=_("Minutes of the whole loop"), scale=alt.Scale(zero=False, padding=20)),
        y=alt.Y("covered:Q", title=_("Weight covered, in percent"), scale=alt.Scale(zero=False, padding=20)),
    )
    points = base.mark_point(filled=True, size=160).encode(
        color=alt.Color(
            "state:N",
            title=None,
            scale=alt.Scale(domain=[best, other], range=["#0b7a86", "#9aa5a4"]),
            legend=alt.Legend(orient="bottom", labelLimit=300),
        ),
        shape=alt.Shape("state:N", title=None, scale=alt.Scale(domain=[best, other], range=["circle", "triangle-up"])),
        tooltip=[
            alt.Tooltip("shape:N", title=_("Shape")),
            alt.Tooltip("minutes:Q"),
            alt.Tooltip("covered:Q"),
            alt.Tooltip("people:Q"),
        ],
    )
    front = [one for one in possible if one.best]
    st.altair_chart(
        points.properties(height=300),
        width="stretch",
        alt=_(
            "{count} alternatives by minutes and weight covered; {best} of them are beaten by no other one. "
            "The table has every number."
        ).format(count=len(possible), best=len(front)),
    )


def _table(context: Context, found: tuple[Alternative, ...]) -> None:
    rows: list[list[Cell | str]] = []
    for one in found:
        if one.status == "infeasible":
            verdict = Cell(_("not possible"), "quiet", one.reason)
            rows.append([_title(context, one), Cell(str(one.minutes), "number"), *[Cell("–", "number")] * 3, verdict])
            continue
        verdict = Cell(_("no other one beats it"), "good") if one.best else Cell(_("another one is better"))
        rows.append(
            [
                _title(context, one),
                Cell(str(one.minutes), "number"),
                Cell(f"{_covered(one):.0%}", "number"),
                Cell(str(one.observers), "number"),
                Cell(str(one.people), "number"),
                verdict,
            ]
        )
    headers = [_("Shape"), _("Minutes"), _("Weight covered"), _("Observers of must-haves"), _("People"), _("Verdict")]
    table(headers, rows, caption=_("Alternatives, the shortest first"))


def _covered(one: Alternative) -> float:
    return one.covered_weight / one.all_weight if one.all_weight else 0.0


def _title(context: Context, one: Alternative) -> str:
    template = context.catalogue.loops.get(one.template_id)
    return template.title if template else one.template_id
