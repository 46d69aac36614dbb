"""The recommendation: one of five words, its chance with an interval, the reasons, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import streamlit as st

from interview.ui.components.table import Cell, table
from interview.ui.components.words import recommendation_words
from interview.ui.texts import _


def show_recommendation(
    recommendation: Mapping[str, Any], skills: Mapping[str, str], people: Mapping[str, str], roles: Mapping[str, str]
) -> None:
    """Show what was computed, always as a second opinion beside the raw ratings."""
    st.header(_("Recommendation"))
    if not recommendation.get("outcome"):
        st.write(_("Not enough evidence for a recommendation yet."))
        return
    st.subheader(recommendation_words(recommendation["outcome"]))
    st.caption(_("Computed from the ratings above. People decide."))
    if recommendation.get("p_meets_bar") is not None:
        low, high = recommendation["interval"]
        st.markdown(
            _(
                "Chance of meeting the bar: **{chance}**. What average interviewers would have given: **{estimate:.1f}** "
                "(90% sure: {low:.1f} to {high:.1f}). Raw mean: {mean}."
            ).format(
                chance=chance(recommendation["p_meets_bar"]),
                estimate=recommendation["estimate"],
                low=low,
                high=high,
                mean=_mean(recommendation),
            )
        )
    for reason in recommendation.get("reasons", []):
        st.markdown(f"- {reason}")
    _levels(recommendation, roles)
    _skills(recommendation, skills)
    _flags(recommendation, skills, people)


def chance(probability: float) -> str:
    """A chance in whole percent; never "100%" or "0%", which no ratings can prove."""
    if probability > 0.99:
        return _("over 99%")
    return _("under 1%") if probability < 0.01 else f"{probability:.0%}"


def _mean(recommendation: Mapping[str, Any]) -> str:
    mean = recommendation.get("raw_mean")
    return _("none") if mean is None else f"{mean:.1f}"


def _levels(recommendation: Mapping[str, Any], roles: Mapping[str, str]) -> None:
    levels = recommendation.get("levels") or []
    if len(levels) > 1:
        rungs = ", ".join(f"{roles.get(rung['role'], rung['role'])} {chance(rung['p_meets_bar'])}" for rung in levels)
        st.markdown(_("**On the ladder:** {rungs}").format(rungs=rungs))


def _skills(recommendation: Mapping[str, Any], names: Mapping[str, str]) -> None:
    rated = [skill for skill in recommendation.get("skills", []) if skill.get("n")]
    if not rated:
        return
    rows = [
        {
            "Skill": names.get(skill["id"], skill["id"]),
            "Estimate": skill["estimate"],
            "low": skill["interval"][0],
            "high": skill["interval"][1],
            "Bar": skill["bar"] - 0.5,
        }
        for skill in rated
    ]
    base = alt.Chart(alt.InlineData(values=rows)).encode(y=alt.Y("Skill:N", sort=None, title=None, axis=alt.Axis(labelLimit=260)))
    scale = alt.Scale(domain=[1, 5])
    chart = (
        base.mark_rule(strokeWidth=5, opacity=0.45).encode(x=alt.X("low:Q", scale=scale, title=_("Level")), x2="high:Q")
        + base.mark_point(filled=True, size=70).encode(x=alt.X("Estimate:Q", scale=scale))
        + base.mark_tick(thickness=3, size=20, color="#b4581a").encode(x=alt.X("Bar:Q", scale=scale))
    ).properties(height=alt.Step(26))
    st.altair_chart(
        chart, width="stretch", alt=_("Estimate, 90% interval and bar for each rated skill; the table below has the numbers.")
    )
    table(
        [_("Skill"), _("Ratings"), _("Raw mean"), _("Estimate"), _("90% interval"), _("Bar"), _("Chance of meeting it")],
        [
            [
                names.get(skill["id"], skill["id"]),
                Cell(str(skill["n"]), "number"),
                Cell("–" if skill["raw_mean"] is None else f"{skill['raw_mean']:.1f}", "number"),
                Cell(f"{skill['estimate']:.1f}", "number"),
                Cell(_("{low:.1f} to {high:.1f}").format(low=skill["interval"][0], high=skill["interval"][1]), "number"),
                Cell(str(skill["bar"]), "number"),
                Cell(chance(skill["p_meets_bar"]), "number"),
            ]
            for skill in rated
        ],
        caption=_("The point is the estimate, the band its 90% interval, the tick the bar (met from half a level below)."),
    )


def _flags(recommendation: Mapping[str, Any], skills: Mapping[str, str], people: Mapping[str, str]) -> None:
    for flag in recommendation.get("flags", []):
        st.markdown(f"- :material/flag: {flag['text']}")
    for flip in recommendation.get("flips", [])[:1]:
        who, skill = people.get(flip["interviewer"], flip["interviewer"]), skills.get(flip["skill"], flip["skill"])
        st.markdown(
            _("**The rating it hangs on:** {who} on {skill}: {new} instead of {old} would make it “{outcome}”.").format(
                who=who, skill=skill, new=flip["to"], old=flip["from"], outcome=recommendation_words(flip["outcome"])
            )
        )
    following = recommendation.get("next_interview")
    if following:
        wanted = ", ".join(skills.get(skill, skill) for skill in following["skills"])
        st.markdown(_("**What would settle most:** one more interview on {skills}.").format(skills=wanted))
