"""The debrief, in the order in which it is done: read, vote again, discuss, decide."""

from __future__ import annotations

import streamlit as st

from interview.domain.debrief import Dissent, Outcome
from interview.domain.person import Actor
from interview.services.context import Context
from interview.services.debriefs import DebriefView, get_debrief, record_decision
from interview.ui import session
from interview.ui.components.discussion import discussion, sign_off, steps, votes
from interview.ui.components.next_step import show_next_step
from interview.ui.components.ratings_grid import ratings_grid
from interview.ui.components.recommendation import show_recommendation
from interview.ui.components.times import local_time
from interview.ui.components.words import outcome_words
from interview.ui.texts import _, ngettext


def render(context: Context, actor: Actor) -> None:
    """Show a candidate's debrief; the service refuses whoever is still blind, with the reason."""
    view = get_debrief(context, actor, session.parameter("candidate"))
    st.title(_("Debrief: {name}").format(name=view.candidate.name))
    session.link("candidate", _("{role} · back to the candidate").format(role=view.role.title), candidate=view.candidate.id)
    steps(view)
    if view.due:
        owed = ngettext(
            "{count} scorecard is still owed; everything below will change when it comes in.",
            "{count} scorecards are still owed; everything below will change when they come in.",
            view.due,
        )
        st.warning(owed.format(count=view.due))
    _decided(actor, view)
    _gaps(view)
    ratings_grid(view)
    show_recommendation(view.recommendation, view.skill_names, view.names, view.rules.step_titles)
    if view.next_step is not None:
        show_next_step(view.next_step, view.rules, view.skill_names, view.names, actor.timezone)
    votes(context, actor, view)
    discussion(context, actor, view)
    sign_off(context, actor, view)
    if view.may_decide:
        _decide(context, actor, view)


def _decided(actor: Actor, view: DebriefView) -> None:
    decision = view.decision
    if decision is None:
        return
    who = view.names.get(decision.decided_by, decision.decided_by)
    when = local_time(decision.decided_at, actor.timezone)
    st.success(
        _("Decision: **{outcome}** by {who}, {when}. {reason}").format(
            outcome=outcome_words(decision.outcome), who=who, when=when, reason=decision.reason
        )
    )
    for dissent in decision.dissent:
        st.caption(
            _("Dissent of {name}: {reason}").format(
                name=view.names.get(dissent.person_id, dissent.person_id), reason=dissent.reason
            )
        )


def _gaps(view: DebriefView) -> None:
    apart = [view.skill_names.get(row.skill_id, row.skill_id) for row in view.rows if row.disagree]
    if apart:
        st.warning(
            _("Interviewers are two or more levels apart on: {skills}. Talk about these first.").format(skills=", ".join(apart))
        )
    musts = {row.skill_id for row in view.rows if row.must_have}
    missing = [view.skill_names.get(skill, skill) for skill in view.not_covered if skill in musts]
    others = [view.skill_names.get(skill, skill) for skill in view.not_covered if skill not in musts]
    if missing:
        st.error(_("Must-have skills without a rating: {skills}.").format(skills=", ".join(missing)))
    if others:
        heading = ngettext("{count} further skill is not covered", "{count} further skills are not covered", len(others))
        with st.expander(heading.format(count=len(others))):
            st.write(", ".join(others))


def _decide(context: Context, actor: Actor, view: DebriefView) -> None:
    st.header(_("Decision"))
    st.write(_("The recommendation is computed; the decision is yours and carries your name."))
    raters = [card.person_id for card in view.scorecards if not card.is_shadow]
    heard = dict.fromkeys([*raters, *(vote.person_id for vote in view.votes)])
    with st.form("decision"):
        outcome = st.radio(
            _("Decision"),
            list(Outcome),
            format_func=outcome_words,
            index=None,
            horizontal=True,
            key=f"outcome-{view.candidate.id}",
        )
        reason = st.text_area(
            _("Reason (required where it differs from the recommendation, or supersedes a decision)"),
            max_chars=4000,
            key="decision-reason",
        )
        with st.expander(_("Somebody disagrees? Keep their objection with the decision")):
            objections = {
                person: st.text_input(
                    _("Dissent of {name}").format(name=view.names.get(person, person)), max_chars=1000, key=f"dissent-{person}"
                )
                for person in heard
            }
        if st.form_submit_button(_("Record the decision"), type="primary", key=session.nonce("decision")):
            if outcome is None:
                st.error(_("Choose a decision first."))
                return
            dissent = [Dissent(person_id=person, reason=text) for person, text in objections.items() if text.strip()]
            if session.tried(lambda: record_decision(context, actor, view.candidate.id, outcome, reason=reason, dissent=dissent)):
                session.done(_("Decision recorded."), "decision")
