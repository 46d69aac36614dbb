"""The debrief: what was not covered, where people disagree, the recommendation with its reasons, and the decision."""

from __future__ import annotations

import streamlit as st

from interview.domain.debrief import Outcome
from interview.domain.person import Actor
from interview.domain.scorecard import Vote
from interview.services.context import Context
from interview.services.debriefs import DebriefView, get_debrief, record_decision, record_vote
from interview.ui import session
from interview.ui.components.recommendation import show_recommendation
from interview.ui.components.scorecard import VOTES
from interview.ui.components.table import Cell, table
from interview.ui.components.times import local_time

OUTCOMES = {Outcome.HIRE: "Hire", Outcome.NO_HIRE: "No hire", Outcome.GATHER_MORE_EVIDENCE: "Gather more evidence"}


def render(context: Context, actor: Actor) -> None:
    """Show a candidate's debrief; the service refuses whoever is still blind, with the reason."""
    view = get_debrief(context, actor, session.parameter("candidate"))
    st.title(f"Debrief: {view.candidate.name}")
    session.link("candidate", f"{view.role.title} · back to the candidate", candidate=view.candidate.id)
    if view.due:
        st.warning(f"{view.due} scorecards are still owed; everything below will change when they come in.")
    _decided(actor, view)
    _gaps(view)
    _grid(view)
    show_recommendation(view.recommendation, view.skill_names, view.names, _titles(context, view))
    _votes(context, actor, view)
    if view.may_decide:
        _decide(context, actor, view)


def _titles(context: Context, view: DebriefView) -> dict[str, str]:
    return {**{role.id: role.title for role in context.catalogue.roles.values()}, view.role.id: view.role.title}


def _decided(actor: Actor, view: DebriefView) -> None:
    decision = view.decision
    if decision is None:
        return
    who = view.names.get(decision.decided_by, decision.decided_by)
    when = local_time(decision.decided_at, actor.timezone)
    st.success(f"Decision: **{OUTCOMES[decision.outcome]}** by {who}, {when}. {decision.reason}")
    for dissent in decision.dissent:
        st.caption(f"Dissent of {view.names.get(dissent.person_id, dissent.person_id)}: {dissent.reason}")


def _gaps(view: DebriefView) -> None:
    apart = [view.skill_names[row.skill_id] for row in view.rows if row.disagree]
    if apart:
        st.warning(f"Interviewers are two or more levels apart on: {', '.join(apart)}. Talk about these first.")
    missing = [
        view.skill_names.get(skill, skill)
        for skill in view.not_covered
        if any(r.skill_id == skill and r.must_have for r in view.rows)
    ]
    if missing:
        st.error(f"Must-have skills without a rating: {', '.join(missing)}.")


def _grid(view: DebriefView) -> None:
    st.header("Ratings side by side")
    people = list(dict.fromkeys(card.person_id for card in view.scorecards if not card.is_shadow))
    rows = []
    for row in view.rows:
        if not row.cells:
            continue
        by_person = {cell.person_id: cell for cell in row.cells}
        cells = []
        for person in people:
            cell = by_person.get(person)
            level = "" if cell is None else "not assessed" if cell.level is None else str(cell.level)
            cells.append(Cell(level, "centre", cell.evidence if cell else ""))
        name = view.skill_names[row.skill_id] + (" (must-have)" if row.must_have else "")
        rows.append([name, Cell(str(row.bar), "centre"), *cells, Cell("apart", "thin") if row.disagree else ""])
    table(
        ["Skill", "Bar", *(view.names.get(person, person) for person in people), ""],
        rows,
        caption="Raw ratings on the scale of 1 to 5, as they were submitted. They are never changed.",
        empty="No ratings yet.",
    )
    for card in view.scorecards:
        with st.expander(f"{card.author} · {card.stage_title}" + (" (shadow, not counted)" if card.is_shadow else "")):
            for rating in card.content.ratings:
                level = "not assessed" if rating.level is None else str(rating.level)
                st.markdown(f"**{view.skill_names.get(rating.skill_id, rating.skill_id)}: {level}**")
                st.text(rating.evidence)
            if card.content.vote:
                st.markdown(f"**Vote: {VOTES[card.content.vote]}**")
                st.text(card.content.vote_reason)
            if card.content.notes:
                st.text(card.content.notes)


def _votes(context: Context, actor: Actor, view: DebriefView) -> None:
    st.header("Votes")
    table(
        ["Who", "On the scorecard", "After reading"],
        [
            [
                view.names.get(person, person),
                ", ".join(VOTES[c.content.vote] for c in view.scorecards if c.person_id == person and c.content.vote),
                next((f"{VOTES[vote.vote]}. {vote.reason}" for vote in view.votes if vote.person_id == person), ""),
            ]
            for person in dict.fromkeys([c.person_id for c in view.scorecards] + [vote.person_id for vote in view.votes])
        ],
        empty="Nobody has voted yet.",
    )
    if not view.may_vote:
        return
    with st.form("vote", border=False):
        chosen = st.segmented_control("Your vote after reading", list(Vote), format_func=VOTES.__getitem__)
        reason = st.text_input("Why? (optional)", max_chars=500)
        if st.form_submit_button("Record my vote", key=session.nonce("vote")):
            if chosen is None:
                st.error("Choose a vote first.")
                return
            if session.tried(lambda: record_vote(context, actor, view.candidate.id, chosen, reason)):
                session.done("Vote recorded.", "vote")


def _decide(context: Context, actor: Actor, view: DebriefView) -> None:
    st.header("Decision")
    st.write("The recommendation is computed; the decision is yours and carries your name.")
    with st.form("decision"):
        outcome = st.radio("Decision", list(Outcome), format_func=OUTCOMES.__getitem__, index=None, horizontal=True)
        reason = st.text_area(
            "Reason (required where it differs from the recommendation, or supersedes a decision)", max_chars=4000
        )
        if st.form_submit_button("Record the decision", type="primary", key=session.nonce("decision")):
            if outcome is None:
                st.error("Choose a decision first.")
                return
            if session.tried(lambda: record_decision(context, actor, view.candidate.id, outcome, reason=reason)):
                session.done("Decision recorded.", "decision")
