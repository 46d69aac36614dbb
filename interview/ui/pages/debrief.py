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
from interview.ui.components.table import Cell, table
from interview.ui.components.times import local_time
from interview.ui.components.words import outcome_words, rating_words, vote_words
from interview.ui.texts import _, ngettext


def render(context: Context, actor: Actor) -> None:
    """Show a candidate's debrief; the service refuses whoever is still blind, with the reason."""
    view = get_debrief(context, actor, session.parameter("candidate"))
    st.title(_("Debrief: {name}").format(name=view.candidate.name))
    session.link("candidate", _("{role} · back to the candidate").format(role=view.role.title), candidate=view.candidate.id)
    if view.due:
        owed = ngettext(
            "{count} scorecard is still owed; everything below will change when it comes in.",
            "{count} scorecards are still owed; everything below will change when they come in.",
            view.due,
        )
        st.warning(owed.format(count=view.due))
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
    apart = [view.skill_names[row.skill_id] for row in view.rows if row.disagree]
    if apart:
        st.warning(
            _("Interviewers are two or more levels apart on: {skills}. Talk about these first.").format(skills=", ".join(apart))
        )
    missing = [
        view.skill_names.get(skill, skill)
        for skill in view.not_covered
        if any(r.skill_id == skill and r.must_have for r in view.rows)
    ]
    if missing:
        st.error(_("Must-have skills without a rating: {skills}.").format(skills=", ".join(missing)))


def _grid(view: DebriefView) -> None:
    st.header(_("Ratings side by side"))
    people = list(dict.fromkeys(card.person_id for card in view.scorecards if not card.is_shadow))
    rows = []
    for row in view.rows:
        if not row.cells:
            continue
        by_person = {cell.person_id: cell for cell in row.cells}
        cells = []
        for person in people:
            cell = by_person.get(person)
            level = "" if cell is None else _("not assessed") if cell.level is None else str(cell.level)
            cells.append(Cell(level, "centre", cell.evidence if cell else ""))
        skill = view.skill_names[row.skill_id]
        name = _("{skill} (must-have)").format(skill=skill) if row.must_have else skill
        rows.append([name, Cell(str(row.bar), "centre"), *cells, Cell(_("apart"), "thin") if row.disagree else ""])
    table(
        [_("Skill"), _("Bar"), *(view.names.get(person, person) for person in people), ""],
        rows,
        caption=_("Raw ratings on the scale of 1 to 5, as they were submitted. They are never changed."),
        empty=_("No ratings yet."),
    )
    for card in view.scorecards:
        shadow = [_("shadow, not counted")] if card.is_shadow else []
        with st.expander(" · ".join([card.author, card.stage_title, *shadow])):
            for rating in card.content.ratings:
                st.markdown(f"**{view.skill_names.get(rating.skill_id, rating.skill_id)}: {rating_words(rating)}**")
                st.text(rating.evidence)
            if card.content.vote:
                vote = _("Vote: {vote}").format(vote=vote_words(card.content.vote))
                st.markdown(f"**{vote}**")
                st.text(card.content.vote_reason)
            if card.content.notes:
                st.text(card.content.notes)


def _votes(context: Context, actor: Actor, view: DebriefView) -> None:
    st.header(_("Votes"))
    table(
        [_("Who"), _("On the scorecard"), _("After reading")],
        [
            [
                view.names.get(person, person),
                ", ".join(vote_words(c.content.vote) for c in view.scorecards if c.person_id == person and c.content.vote),
                next((f"{vote_words(vote.vote)}. {vote.reason}" for vote in view.votes if vote.person_id == person), ""),
            ]
            for person in dict.fromkeys([c.person_id for c in view.scorecards] + [vote.person_id for vote in view.votes])
        ],
        empty=_("Nobody has voted yet."),
    )
    if not view.may_vote:
        return
    with st.form("vote", border=False):
        chosen = st.segmented_control(
            _("Your vote after reading"), list(Vote), format_func=vote_words, key=f"vote-{view.candidate.id}"
        )
        reason = st.text_input(_("Why? (optional)"), max_chars=500, key=f"vote-reason-{view.candidate.id}")
        if st.form_submit_button(_("Record my vote"), key=session.nonce("vote")):
            if chosen is None:
                st.error(_("Choose a vote first."))
                return
            if session.tried(lambda: record_vote(context, actor, view.candidate.id, chosen, reason)):
                session.done(_("Vote recorded."), "vote")


def _decide(context: Context, actor: Actor, view: DebriefView) -> None:
    st.header(_("Decision"))
    st.write(_("The recommendation is computed; the decision is yours and carries your name."))
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
        if st.form_submit_button(_("Record the decision"), type="primary", key=session.nonce("decision")):
            if outcome is None:
                st.error(_("Choose a decision first."))
                return
            if session.tried(lambda: record_decision(context, actor, view.candidate.id, outcome, reason=reason)):
                session.done(_("Decision recorded."), "decision")
