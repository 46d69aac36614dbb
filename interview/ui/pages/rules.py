"""How a role's candidates are judged: costs and marks, equal treatment, and the change of rules in the open."""

from __future__ import annotations

from typing import Any

import streamlit as st

from interview.domain.person import Actor
from interview.domain.rules import Costs, Rules
from interview.services.context import Context
from interview.services.rules import RulesPreview, RulesView, change_rules, get_rules, preview_rules
from interview.ui import session
from interview.ui.components.recommendation import chance
from interview.ui.components.table import Cell, table
from interview.ui.components.times import local_time
from interview.ui.components.words import recommendation_words
from interview.ui.texts import _

_WISH = "rules-wish"


def render(context: Context, actor: Actor) -> None:
    """Show the rules of a role's published loop."""
    role_id = session.parameter("role")
    view = get_rules(context, actor, role_id)
    st.title(_("How candidates are judged: {role}").format(role=view.role.title))
    session.link("role", _("Back to the role"), role=role_id)
    _in_force(actor, view)
    _treatment(view)
    _earlier(actor, view)
    if view.may_change:
        _change(context, actor, view)


def _in_force(actor: Actor, view: RulesView) -> None:
    rules = view.rules
    policy, costs = rules.policy, rules.costs
    if view.is_kept:
        who = view.names.get(rules.fixed_by or "", _("the command line"))
        st.caption(
            _("Rules {number} for loop version {version}, fixed by {who}, {when}. Calibration {calibration}.").format(
                number=rules.number,
                version=rules.loop_version,
                who=who,
                when=local_time(rules.fixed_at, actor.timezone),
                calibration=rules.calibration,
            )
        )
    else:
        st.info(_("Not fixed yet: these defaults are fixed with the first candidate, unless you fix others before."))
    rows = [
        ("strong_hire", _("{mark} or more").format(mark=chance(float(policy["strong_hire_at"])))),
        ("hire", _("{mark} or more").format(mark=chance(float(policy["hire_at"])))),
        ("gather_more_evidence", _("between")),
        ("no_hire", _("{mark} or less").format(mark=chance(float(policy["no_hire_at"])))),
        ("strong_no_hire", _("{mark} or less").format(mark=chance(float(policy["strong_no_hire_at"])))),
    ]
    table(
        [_("Recommendation"), _("Chance of meeting the bar")],
        [[recommendation_words(outcome), mark] for outcome, mark in rows],
        caption=_(
            "They follow from these costs: a wrong hire {wrong:g}, a missed hire {missed:g}, one more interview {more:g}."
        ).format(wrong=costs.wrong_hire, missed=costs.missed_hire, more=costs.more_evidence),
    )
    if policy["evidence_only"]:
        st.write(_("What earlier applicants were like is kept out of the estimate (evidence only)."))
    if rules.sign_off:
        st.write(_("A hire needs a bar raiser's sign-off."))


def _treatment(view: RulesView) -> None:
    st.header(_("Equal treatment"))
    if view.unequal:
        for sentence in view.unequal:
            st.warning(sentence)
    else:
        st.success(_("All candidates of this requisition ({count}) are judged by the same rules.").format(count=view.candidates))
    if view.recomputed:
        words = _("{count} stored recommendations were computed once more just now; {differing} came out different.")
        st.write(words.format(count=view.recomputed, differing=len(view.differing) or _("none")))
    if view.differing:
        st.error(_("Not the same as when it was stored: {names}.").format(names=", ".join(view.differing)))
    if view.hidden:
        st.caption(_("{count} candidates are left out, because you still have to rate them.").format(count=view.hidden))


def _earlier(actor: Actor, view: RulesView) -> None:
    if not view.history:
        return
    everything = (*view.history, view.rules)
    table(
        [_("Rules"), _("Fixed"), _("By"), _("Costs"), _("Reason")],
        [
            [
                str(one.number),
                local_time(one.fixed_at, actor.timezone),
                view.names.get(one.fixed_by or "", _("the command line")),
                f"{one.costs.wrong_hire:g} / {one.costs.missed_hire:g} / {one.costs.more_evidence:g}",
                one.reason or _("with the first candidate"),
            ]
            for one in everything
        ],
        caption=_("Every rule this requisition had. What was decided by earlier ones stays as it was."),
    )


def _change(context: Context, actor: Actor, view: RulesView) -> None:
    st.header(_("Change the rules"))
    st.write(
        _(
            "Costs count in proportion to each other. New rules are calibrated on everything that is decided by now and hold "
            "for all candidates of this requisition from then on; stored decisions keep what they were based on."
        )
    )
    rules = view.rules
    with st.form("rules-form"):
        wish: dict[str, Any] = {
            "wrong_hire": _cost(_("A wrong hire costs"), rules.costs.wrong_hire, "wrong"),
            "missed_hire": _cost(_("A missed hire costs"), rules.costs.missed_hire, "missed"),
            "more_evidence": _cost(_("One more interview costs"), rules.costs.more_evidence, "more"),
            "evidence_only": st.checkbox(
                _("Evidence only: keep what earlier applicants were like out of the estimate"),
                bool(rules.policy["evidence_only"]),
                key="rules-evidence-only",
            ),
            "sign_off": st.checkbox(_("A hire needs a bar raiser's sign-off"), rules.sign_off, key="rules-sign-off"),
        }
        if st.form_submit_button(_("Show what would change"), key="rules-preview"):
            session.remember(_WISH, wish)
    kept = session.recall(_WISH)
    if kept:
        _confirm(context, actor, view, kept)


def _cost(label: str, value: float, name: str) -> float:
    return st.number_input(label, min_value=0.1, max_value=1000.0, value=float(value), step=1.0, key=f"rules-{name}")


def _confirm(context: Context, actor: Actor, view: RulesView, wish: dict[str, Any]) -> None:
    costs = Costs(**{name: wish[name] for name in Costs.model_fields})
    role_id, version = view.role.id, view.rules.loop_version
    preview = preview_rules(context, actor, role_id, costs=costs, evidence_only=wish["evidence_only"], loop_version=version)
    st.subheader(_("What would change"))
    _changes(preview)
    with st.form("rules-confirm", border=False):
        reason = st.text_input(_("Why? It is kept with the rules"), max_chars=1000, key="rules-reason")
        if not st.form_submit_button(_("Fix these rules"), type="primary", key=session.nonce("rules")):
            return

        def fix() -> Rules:
            return change_rules(
                context,
                actor,
                role_id,
                costs=costs,
                evidence_only=wish["evidence_only"],
                sign_off=wish["sign_off"],
                reason=reason,
                expected_number=view.rules.number if view.is_kept else 0,
                loop_version=version,
            )

        if session.tried(fix):
            session.forget(_WISH)
            session.done(_("New rules fixed."), "rules")


def _changes(preview: RulesPreview) -> None:
    def result(outcome: str, value: float | None) -> str:
        return "–" if not outcome else f"{recommendation_words(outcome)}{'' if value is None else f' ({chance(value)})'}"

    table(
        [_("Candidate"), _("By the present rules"), _("By the new ones"), ""],
        [
            [
                one.name,
                result(one.before, one.chance_before),
                result(one.after, one.chance_after),
                Cell(_("decided, stays"), "quiet") if one.is_decided else "",
            ]
            for one in preview.changes
        ],
        caption=_("Results that would be others, of {count} judged candidates.").format(count=preview.judged),
        empty=_("No result of {count} judged candidates would be another one.").format(count=preview.judged),
    )
    st.caption(_("The new calibration would rest on {count} ratings.").format(count=preview.calibration_ratings))
    if preview.hidden:
        st.caption(_("{count} candidates are left out, because you still have to rate them.").format(count=preview.hidden))
