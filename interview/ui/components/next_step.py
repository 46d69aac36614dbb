"""What to do next: stop and cancel what is planned, or the interview that would settle most, by the requisition's rules."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from interview.domain.rules import Rules
from interview.services.next_steps import NextStep, PlannedInterview
from interview.ui import session
from interview.ui.components.recommendation import chance
from interview.ui.components.table import Cell, table
from interview.ui.components.times import local_time
from interview.ui.texts import _

NEGLIGIBLE = 0.005


def show_next_step(step: NextStep, rules: Rules, skills: Mapping[str, str], people: Mapping[str, str], timezone: str) -> None:
    """Stop or go on, with what each possible interview would be worth."""
    st.header(_("What next"))
    if step.stop:
        _stop(step, people, timezone)
    else:
        _go_on(step, skills)
    if step.planned:
        table(
            [_("Planned"), _("Who"), _("Skills"), _("Lowers the risk of a wrong call by"), _("Chance that it settles it")],
            [
                [
                    _when(one, timezone),
                    _named(one.people, people) or _("nobody yet"),
                    _named(one.skills, skills),
                    Cell(_risk(one.gain), "number"),
                    Cell("–" if one.settles is None else chance(one.settles), "number"),
                ]
                for one in step.planned
            ],
            caption=_("Interviews that are still ahead. Panels of several people are worth at least this much."),
        )
    if step.further:
        table(
            [_("Who could be asked"), _("Skills"), _("Lowers the risk of a wrong call by"), _("Chance that it settles it")],
            [
                [
                    people.get(one.person_id, one.person_id),
                    _named(one.skills, skills),
                    Cell(_risk(one.gain), "number"),
                    Cell(chance(one.settles), "number"),
                ]
                for one in step.further
            ],
            caption=_("They differ little: somebody whose severity is well known adds less doubt. Look at load and time first."),
        )
    low, high = rules.policy["stop_low"], rules.policy["stop_high"]
    st.caption(
        _(
            "The same for every candidate of this requisition: interviews go on while the chance lies between {low:.0%} and "
            "{high:.0%}, up to {most} interviews, and every must-have needs {ratings} independent ratings."
        ).format(low=low, high=high, most=rules.policy["max_interviews"], ratings=rules.policy["must_have_ratings"])
    )
    session.link("rules", _("How this role is judged"), role=rules.role_id)


def _stop(step: NextStep, people: Mapping[str, str], timezone: str) -> None:
    if step.at_most:
        st.markdown(_("**Stop here.** The most interviews by these rules are held; what is open now, people decide."))
    else:
        st.markdown(_("**Stop here.** By the rules of this requisition one more interview is not worth having."))
    for one in step.planned:
        panel = _named(one.people, people)
        words = _("{interview} can be cancelled.") if not panel else _("{interview} with {panel} can be cancelled.")
        st.markdown("- " + words.format(interview=_when(one, timezone), panel=panel))


def _go_on(step: NextStep, skills: Mapping[str, str]) -> None:
    if step.lacking:
        words = _("**Go on:** independent ratings are still missing on {skills}; nothing replaces them.")
        st.markdown(words.format(skills=_named(step.lacking, skills)))
        return
    worth = [one for one in step.planned if one.settles is not None]
    best = max((one.settles or 0.0 for one in worth), default=max((one.settles for one in step.further), default=0.0))
    wanted = _named(step.skills, skills)
    if best >= 0.5:
        words = _("**One more interview on {skills} would probably settle it** ({chance}).")
        st.markdown(words.format(skills=wanted, chance=chance(best)))
    else:
        st.markdown(_("**Go on:** one more interview on {skills} would tell most.").format(skills=wanted))


def _when(one: PlannedInterview, timezone: str) -> str:
    when = _("no time yet") if one.starts_at is None else local_time(one.starts_at, timezone)
    return f"{one.stage_title}, {when}"


def _risk(gain: float | None) -> str:
    if gain is None:
        return "–"
    return _("hardly anything") if gain < NEGLIGIBLE else _("{points:.0f} points").format(points=100 * gain)


def _named(ids: tuple[str, ...], names: Mapping[str, str]) -> str:
    return ", ".join(names.get(one, one) for one in ids)
