"""Health: are we interviewing well? Agreement, rubrics, questions, the way through the loop; each number with its doubt."""

from __future__ import annotations

import streamlit as st

from interview.domain.permission import Permission, is_permitted
from interview.domain.person import Actor
from interview.scoring.agreement import FEWEST_CANDIDATES
from interview.scoring.scale_use import OCCASIONS
from interview.services.context import Context
from interview.services.health import Health, get_health
from interview.services.interviewers import FEWEST_INTERVIEWS, list_interviewers
from interview.services.roles import list_roles
from interview.ui import session
from interview.ui.components.numbers import TOO_FEW, with_interval
from interview.ui.components.table import Cell, table

_ALL = ""


def render(context: Context, actor: Actor) -> None:
    """Show the health of the interviews that the actor may measure."""
    st.title("Are we interviewing well?")
    titles = {view.role.id: view.role.title for view in list_roles(context, actor)}
    role_id = st.selectbox(
        "Role", [_ALL, *titles], format_func=lambda one: titles.get(one, "All roles"), key="role", bind="query-params"
    )
    health = get_health(context, actor, role_id or None)
    st.caption(
        f"{health.way.n_candidates} finished loops, {health.agreement.n_ratings} ratings. Open loops are left out. "
        "Intervals cover 95%."
    )
    names = {skill_id: skill.name for skill_id, skill in context.catalogue.skills.items()}
    agree, rubrics, course, people = st.tabs(["Agreement", "Rubrics and questions", "Way and time", "Interviewers"])
    with agree:
        _agreement(health, names)
    with rubrics:
        _rubrics(health, names)
        _questions(context, health, names)
    with course:
        _way(health)
    with people:
        _interviewers(context, actor)
    if is_permitted(actor, Permission.MEASURE_IMPACT):
        session.link("impact", "Adverse impact: compare selection rates from a table of yours")


def _agreement(health: Health, names: dict[str, str]) -> None:
    found = health.agreement
    st.write(
        f"{found.n_units} times, two or more interviewers rated a candidate on the same skill ({found.n_shared} candidates). "
        f"Below {FEWEST_CANDIDATES} candidates that is too little to say anything."
    )
    if found.too_few:
        st.info(f"Too few so far: {found.n_shared} of {FEWEST_CANDIDATES}.")
        return
    table(
        ["Measure", "Value (95%)", "What it says"],
        [
            [
                "ICC(1), one interviewer",
                with_interval(found.icc_one_way),
                "The share of the differences between ratings that is about candidates. Separate interviews reach about .44.",
            ],
            ["Alpha, ordinal", with_interval(found.alpha["ordinal"]), "Agreement beyond chance: 1 is perfect, 0 is chance."],
            ["Within one level", _percent(found.within_one), f"Of all pairs of ratings; equal: {_percent(found.exact)}."],
        ],
        caption="All skills together",
    )
    table(
        ["Skill", "Rated by two or more", "Alpha, ordinal", "Within one level"],
        [
            [
                names.get(one.skill, one.skill),
                Cell(str(one.n_units), "number"),
                TOO_FEW if one.too_few else with_interval(one.alpha),
                TOO_FEW if one.too_few else _percent(one.within_one),
            ]
            for one in found.skills
        ],
        caption="Skill by skill",
    )
    for note in found.notes:
        st.caption(note)


def _rubrics(health: Health, names: dict[str, str]) -> None:
    table(
        ["Skill", "1", "2", "3", "4", "5", "Never given"],
        [
            [
                names.get(use.skill_id, use.skill_id),
                *(Cell(str(count), "number") for count in use.counts),
                Cell(", ".join(map(str, use.unused)), "thin")
                if use.unused
                else TOO_FEW
                if sum(use.counts) < OCCASIONS
                else "none",
            ]
            for use in health.skills
        ],
        caption=f"How often each level was given. A level that nobody gave in {OCCASIONS} ratings may need other anchors.",
        empty="No ratings in finished loops yet.",
    )


def _questions(context: Context, health: Health, names: dict[str, str]) -> None:
    def prompt(question_id: str) -> str:
        question = context.catalogue.questions.get(question_id)
        return question.prompt if question else question_id

    table(
        ["Question", "Skill", "Candidates"],
        [
            [prompt(use.question_id), names.get(use.skill_id, use.skill_id), Cell(str(use.asked), "number")]
            for use in health.questions[:30]
        ],
        caption="The most used questions. What many were asked, others may have heard of: use parallel questions in turn.",
        empty="No questions asked in finished loops yet.",
    )


def _way(health: Health) -> None:
    way = health.way
    table(
        ["Measure", "Value (95%)", "Out of"],
        [
            ["Interviewed", str(way.interviewed), f"{way.n_candidates} candidates; {way.withdrawn} withdrew"],
            ["Hired", with_interval(way.hired_share, ".0%"), f"{way.hired} of {way.n_candidates}"],
            ["Scorecards in time", with_interval(way.on_time, ".0%"), f"{way.n_scorecards}, due at 9:00 of the next working day"],
            ["Hours to the scorecard, median", with_interval(way.hours_to_scorecard, ".1f"), str(way.n_scorecards)],
            [
                "Hours from the last interview to the decision, median",
                with_interval(way.hours_to_decision, ".1f"),
                str(way.n_decided),
            ],
            [
                "Interviewer hours for each hire",
                _hours_for_each(way.interviewer_hours, way.hired),
                f"{way.interviewer_hours:.0f} hours",
            ],
        ],
        caption="From the first interview to the decision",
    )
    table(
        ["Stage", "Held", "Yes votes (95%)"],
        [[stage.title, Cell(str(stage.held), "number"), with_interval(stage.yes, ".0%")] for stage in health.stages],
        caption="Stage by stage. A stage where everybody says yes, or nobody, tells candidates apart no longer.",
        empty="No interviews held yet.",
    )


def _interviewers(context: Context, actor: Actor) -> None:
    if not is_permitted(actor, Permission.READ_INTERVIEWERS):
        st.info('How somebody rates is shown to that person, under "How I rate", and to administrators.')
        return
    st.write(
        "For conversations about the rubric, in the order of names. They say how somebody uses the scale, not how well they "
        f"interview; below {FEWEST_INTERVIEWS} interviews there is nothing to say."
    )
    for view in list_interviewers(context, actor):
        with st.expander(f"{view.name} · {view.n_interviews} interviews"):
            for sentence in view.words:
                st.write(sentence)


def _percent(share: float | None) -> str:
    return TOO_FEW if share is None else f"{share:.0%}"


def _hours_for_each(hours: float, hires: int) -> str:
    return f"{hours / hires:.0f}" if hires else "no hires yet"
