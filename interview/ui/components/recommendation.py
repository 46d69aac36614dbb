"""The recommendation: one of five words, its chance with an interval, the reasons, and what would change it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import altair as alt
import streamlit as st

from interview.ui.components.table import Cell, table
from interview.ui.components.words import recommendation_words
from interview.ui.texts import _

_TOLD_ELSEWHERE = ("The chance of meeting", "Average interviewers would have given", "The plain mean is", "Level: ")
"""How those reasons begin that stand on screen as numbers or tables of their own."""
_SHOWN_ABOVE = {"insufficient_evidence", "missing_must_have", "disagreement"}
_NOTABLE = 0.005


def show_recommendation(
    recommendation: Mapping[str, Any], skills: Mapping[str, str], people: Mapping[str, str], roles: Mapping[str, str]
) -> None:
    """Show what was computed, always as a second opinion beside the raw ratings."""
    st.header(_("Recommendation"))
    if not recommendation.get("outcome"):
        for reason in recommendation.get("reasons", [_("Not enough evidence for a recommendation yet.")]):
            st.write(reason)
        return
    st.subheader(recommendation_words(recommendation["outcome"]))
    st.caption(_("Computed from the ratings above. People decide."))
    if recommendation.get("p_meets_bar") is not None:
        low, high = recommendation["interval"]
        st.markdown(
            _(
                "Chance of meeting the bar: **{chance}**. What average interviewers would have given: **{estimate:.1f}** "
                "(90% sure: {low:.1f} to {high:.1f}); the bar is met at {bar:.1f}."
            ).format(
                chance=chance(recommendation["p_meets_bar"]),
                estimate=recommendation["estimate"],
                low=low,
                high=high,
                bar=recommendation["bar"],
            )
        )
    for reason in recommendation.get("reasons", []):
        if not reason.startswith(_TOLD_ELSEWHERE):
            st.markdown(f"- {reason}")
    if recommendation.get("p_meets_bar") is not None:
        _ways(recommendation)
    _levels(recommendation, roles)
    _skills(recommendation, skills)
    _drivers(recommendation, people)
    _flags(recommendation, skills, people)


def chance(probability: float) -> str:
    """A chance in whole percent; never "100%" or "0%", which no ratings can prove."""
    if probability > 0.99:
        return _("over 99%")
    return _("under 1%") if probability < 0.01 else f"{probability:.0%}"


def _ways(recommendation: Mapping[str, Any]) -> None:
    """What three ways of counting say, and where they differ."""
    chance_of, mean = recommendation["p_meets_bar"], recommendation["raw_mean"]
    meets, votes, n = chance_of >= 0.5, recommendation["votes_for"], recommendation["n_interviews"]
    by_mean = meets != recommendation["adjusted"]
    by_vote = None if 2 * votes == n else 2 * votes > n
    differs = _("points the other way")
    table(
        [_("Way of counting"), _("What it says"), _("Numbers"), ""],
        [
            [_("Recommendation"), _side(meets), _("chance {chance}").format(chance=chance(chance_of)), ""],
            [
                _("Plain mean of all ratings"),
                _side(by_mean),
                _("{mean:.2f} from {n} ratings").format(mean=mean, n=recommendation["n_ratings"]),
                Cell(differs, "thin") if by_mean != meets else "",
            ],
            [
                _("Majority of interviews"),
                _side(by_vote),
                _("{votes} of {n} at or above the bar").format(votes=votes, n=n),
                Cell(differs, "thin") if by_vote not in {None, meets} else "",
            ],
        ],
        caption=_("Where they differ, look twice: the recommendation is a second opinion and no verdict."),
    )


def _side(meets: bool | None) -> str:
    if meets is None:
        return _("a tie")
    return _("meets the bar") if meets else _("below the bar")


def _drivers(recommendation: Mapping[str, Any], people: Mapping[str, str]) -> None:
    drivers = sorted(recommendation.get("drivers", []), key=lambda one: -abs(one["change"]))
    if len(drivers) < 2 or abs(drivers[0]["change"]) < _NOTABLE:
        return
    table(
        [_("Interview"), _("Ratings"), _("Chance without it"), _("What it does to the chance")],
        [
            [
                people.get(one["interviewer"], one["interviewer"]),
                Cell(str(one["n"]), "number"),
                Cell(chance(one["p_without"]), "number"),
                Cell(_("{points:+.0f} points").format(points=100 * one["change"]), "number"),
            ]
            for one in drivers
        ],
        caption=_("What each interview does: everything computed once more without it."),
    )


def _levels(recommendation: Mapping[str, Any], roles: Mapping[str, str]) -> None:
    levels = recommendation.get("levels") or []
    if len(levels) < 2:
        return
    marks = recommendation["model"]["thresholds"]
    titled = [(roles.get(step["role"], step["role"]), step["p_meets_bar"]) for step in levels]
    met = [(title, value) for title, value in titled if value >= marks["hire_at"]]
    missed = [(title, value) for title, value in titled if value < marks["hire_at"]]
    if met and missed:
        words = _("**Level:** meets the bar of {met} ({yes}), not yet clearly that of {missed} ({no}): consider {met}.")
        st.markdown(words.format(met=met[-1][0], yes=chance(met[-1][1]), missed=missed[0][0], no=chance(missed[0][1])))
    table(
        [_("Step of the ladder"), _("Chance of meeting its bar"), _("So")],
        [
            [
                title,
                Cell(chance(value), "number"),
                _("meets it") if value >= marks["hire_at"] else _("not yet") if value <= marks["no_hire_at"] else _("open"),
            ]
            for title, value in titled
        ],
        caption=_("The same ratings against the bars of each step, as they were when the rules were fixed."),
    )


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
    axis = alt.Axis(values=[1, 2, 3, 4, 5], format="d")
    chart = (
        base.mark_rule(strokeWidth=5, opacity=0.45).encode(
            x=alt.X("low:Q", scale=scale, axis=axis, title=_("Level")), x2="high:Q"
        )
        + base.mark_point(filled=True, size=70).encode(x=alt.X("Estimate:Q", scale=scale))
        + base.mark_tick(thickness=3, size=20, color="#b4581a").encode(x=alt.X("Bar:Q", scale=scale))
    ).properties(height=alt.Step(26))
    st.altair_chart(
        chart, width="stretch", alt=_("Estimate, 90% interval and bar for each rated skill; the section below has the numbers.")
    )
    st.caption(_("The point is the estimate, the band its 90% interval, the tick the bar (met from half a level below)."))
    with st.expander(_("The numbers of each skill")):
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
            caption=_("Estimates are what average interviewers would have given."),
        )


def _flags(recommendation: Mapping[str, Any], skills: Mapping[str, str], people: Mapping[str, str]) -> None:
    for flag in recommendation.get("flags", []):
        if flag["kind"] in _SHOWN_ABOVE:
            continue
        st.markdown(f"- :material/flag: {flag['text']}")
    for flip in recommendation.get("flips", [])[:1]:
        who, skill = people.get(flip["interviewer"], flip["interviewer"]), skills.get(flip["skill"], flip["skill"])
        st.markdown(
            _("**The rating it hangs on:** {who} on {skill}: {new} instead of {old} would make it “{outcome}”.").format(
                who=who, skill=skill, new=flip["to"], old=flip["from"], outcome=recommendation_words(flip["outcome"])
            )
        )
