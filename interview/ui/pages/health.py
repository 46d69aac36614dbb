"""Health: are we interviewing well? Agreement, rubrics, questions, the way through the loop; each number with its doubt."""

from __future__ import annotations

import streamlit as st

from interview.domain.permission import Permission, is_permitted
from interview.domain.person import Actor
from interview.scoring.agreement import FEWEST_CANDIDATES
from interview.scoring.discrimination import FEWEST_CANDIDATES as FEWEST_FOR_QUESTION
from interview.scoring.discrimination import Advice
from interview.scoring.scale_use import OCCASIONS
from interview.services.context import Context
from interview.services.health import Health, get_health
from interview.services.interviewer_words import FEWEST_INTERVIEWS
from interview.services.interviewers import list_interviewers
from interview.services.roles import list_roles
from interview.ui import session
from interview.ui.components.model_check import model_check
from interview.ui.components.numbers import share, too_few, with_interval
from interview.ui.components.table import Cell, table
from interview.ui.texts import N_, _, ngettext

_ALL = ""
_MOST_QUESTIONS = 30
_ADVICE = {
    Advice.WEAK: N_("Tells little apart: rewrite or retire it."),
    Advice.ONE_LEVEL: N_("Nearly everybody gets one level: split it or rewrite its anchors."),
    Advice.WORN: N_("Many have had it: use a parallel question in turn."),
}


def render(context: Context, actor: Actor) -> None:
    """Show the health of the interviews that the actor may measure."""
    st.title(_("Are we interviewing well?"))
    titles = {view.role.id: view.role.title for view in list_roles(context, actor)}
    role_id = st.selectbox(
        _("Role"), [_ALL, *titles], format_func=lambda one: titles.get(one, _("All roles")), key="role", bind="query-params"
    )
    health = get_health(context, actor, role_id or None)
    st.caption(
        _("Finished loops: {loops}, with {ratings} ratings. Open loops are left out. Intervals cover 95%.").format(
            loops=health.way.n_candidates, ratings=health.agreement.n_ratings
        )
    )
    names = {skill_id: skill.name for skill_id, skill in context.catalogue.skills.items()}
    agree, rubrics, course, people = st.tabs([_("Agreement"), _("Rubrics and questions"), _("Way and time"), _("Interviewers")])
    with agree:
        _agreement(health, names)
    with rubrics:
        _rubrics(health, names)
        _questions(context, health, names)
    with course:
        _way(health)
    with people:
        _interviewers(context, actor)
    session.link("calibration", _("Calibration sessions: rate the same answer and compare"))
    session.link("outcomes", _("Do recommendations come true? Compare them with later performance"))
    model_check(context, actor)
    if is_permitted(actor, Permission.MEASURE_IMPACT):
        session.link("impact", _("Adverse impact: compare selection rates from a table of yours"))


def _agreement(health: Health, names: dict[str, str]) -> None:
    found = health.agreement
    st.write(
        _(
            "{times} times, two or more interviewers rated a candidate on the same skill ({candidates} candidates). "
            "Below {fewest} candidates that is too little to say anything."
        ).format(times=found.n_units, candidates=found.n_shared, fewest=FEWEST_CANDIDATES)
    )
    if found.too_few:
        st.info(_("Too few so far: {count} of {fewest}.").format(count=found.n_shared, fewest=FEWEST_CANDIDATES))
        return
    table(
        [_("Measure"), _("Value (95%)"), _("What it says")],
        [
            [
                _("ICC(1), one interviewer"),
                with_interval(found.icc_one_way),
                _("The share of the differences between ratings that is about candidates. Separate interviews reach about .44."),
            ],
            [
                _("Alpha, ordinal"),
                with_interval(found.alpha["ordinal"]),
                _("Agreement beyond chance: 1 is perfect, 0 is chance."),
            ],
            [
                _("Within one level"),
                share(found.within_one),
                _("Of all pairs of ratings; equal: {percent}.").format(percent=share(found.exact)),
            ],
        ],
        caption=_("All skills together"),
    )
    table(
        [_("Skill"), _("Rated by two or more"), _("Alpha, ordinal"), _("Within one level")],
        [
            [
                names.get(one.skill, one.skill),
                Cell(str(one.n_units), "number"),
                too_few() if one.too_few else with_interval(one.alpha),
                too_few() if one.too_few else share(one.within_one),
            ]
            for one in found.skills
        ],
        caption=_("Skill by skill"),
    )
    for note in found.notes:
        st.caption(note)


def _rubrics(health: Health, names: dict[str, str]) -> None:
    table(
        [_("Skill"), "1", "2", "3", "4", "5", _("Never given")],
        [
            [
                names.get(use.skill_id, use.skill_id),
                *(Cell(str(count), "number") for count in use.counts),
                Cell(", ".join(map(str, use.unused)), "thin")
                if use.unused
                else too_few()
                if sum(use.counts) < OCCASIONS
                else _("none"),
            ]
            for use in health.skills
        ],
        caption=_("How often each level was given. A level that nobody gave in {count} ratings may need other anchors.").format(
            count=OCCASIONS
        ),
        empty=_("No ratings in finished loops yet."),
    )


def _questions(context: Context, health: Health, names: dict[str, str]) -> None:
    def prompt(question_id: str) -> str:
        question = context.catalogue.questions.get(question_id)
        return question.prompt if question else question_id

    table(
        [_("Question"), _("Skill"), _("Candidates"), _("Levels 1 to 5"), _("Goes with the rest (95%)"), _("Worth a look")],
        [
            [
                prompt(use.question_id),
                names.get(use.skill_id, use.skill_id),
                Cell(str(use.asked), "number"),
                Cell(" · ".join(map(str, use.report.counts)), "centre"),
                with_interval(use.report.discrimination),
                Cell(" ".join(_(_ADVICE[advice]) for advice in use.report.advice), "thin" if use.report.advice else ""),
            ]
            for use in health.questions[:_MOST_QUESTIONS]
        ],
        caption=_(
            "The most used questions: the levels given to their skill where they were asked, and the correlation of those with "
            "what others rated the same candidates. Below {fewest} candidates there is too little to say."
        ).format(fewest=FEWEST_FOR_QUESTION),
        empty=_("No questions asked in finished loops yet."),
    )
    if len(health.questions) > _MOST_QUESTIONS:
        st.caption(_("{count} more were asked of fewer candidates.").format(count=len(health.questions) - _MOST_QUESTIONS))


def _way(health: Health) -> None:
    way = health.way
    table(
        [_("Measure"), _("Value (95%)"), _("Out of")],
        [
            [
                _("Interviewed"),
                str(way.interviewed),
                _("{candidates} candidates; {withdrawn} withdrew").format(candidates=way.n_candidates, withdrawn=way.withdrawn),
            ],
            [
                _("Hired"),
                with_interval(way.hired_share, ".0%"),
                _("{count} of {whole}").format(count=way.hired, whole=way.n_candidates),
            ],
            [
                _("Scorecards in time"),
                with_interval(way.on_time, ".0%"),
                _("{count}, due at 9:00 of the next working day").format(count=way.n_scorecards),
            ],
            [_("Hours to the scorecard, median"), with_interval(way.hours_to_scorecard, ".1f"), str(way.n_scorecards)],
            [
                _("Hours from the last interview to the decision, median"),
                with_interval(way.hours_to_decision, ".1f"),
                str(way.n_decided),
            ],
            [
                _("Interviewer hours for each hire"),
                _hours_for_each(way.interviewer_hours, way.hired),
                _("{hours:.0f} hours").format(hours=way.interviewer_hours),
            ],
        ],
        caption=_("From the first interview to the decision"),
    )
    table(
        [_("Stage"), _("Held"), _("Yes votes (95%)"), _("Minutes planned"), _("Minutes it took, median (95%)")],
        [
            [
                stage.title,
                Cell(str(stage.held), "number"),
                with_interval(stage.yes, ".0%"),
                Cell(str(stage.planned), "number"),
                with_interval(stage.minutes, ".0f"),
            ]
            for stage in health.stages
        ],
        caption=_("Stage by stage. A stage where everybody says yes, or nobody, tells candidates apart no longer."),
        empty=_("No interviews held yet."),
    )


def _interviewers(context: Context, actor: Actor) -> None:
    if not is_permitted(actor, Permission.READ_INTERVIEWERS):
        st.info(_('How somebody rates is shown to that person, under "How I rate", and to administrators.'))
        return
    st.write(
        _(
            "For conversations about the rubric, in the order of names. They say how somebody uses the scale, not how "
            "well they interview; below {fewest} interviews there is nothing to say."
        ).format(fewest=FEWEST_INTERVIEWS)
    )
    for view in list_interviewers(context, actor):
        title = ngettext("{name} · {count} interview", "{name} · {count} interviews", view.n_interviews)
        with st.expander(title.format(name=view.name, count=view.n_interviews)):
            for sentence in view.words:
                st.write(sentence)


def _hours_for_each(hours: float, hires: int) -> str:
    return f"{hours / hires:.0f}" if hires else _("no hires yet")
