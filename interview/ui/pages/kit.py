"""The interview on one page: purpose, agenda with its clock, questions and probes in order, and the scorecard beside them."""

from __future__ import annotations

import streamlit as st

from interview.domain.interview import InterviewState
from interview.domain.person import Actor
from interview.domain.scorecard import ScorecardState
from interview.services.context import Context
from interview.services.interviews import mark_held, mark_not_held
from interview.services.kits import Kit, get_kit
from interview.ui import session
from interview.ui.components.clock import clock
from interview.ui.components.scorecard import scorecard_ending, skill_section, unrated
from interview.ui.components.submitted import set_aside, submitted_card
from interview.ui.components.times import local_time, minutes_words
from interview.ui.sheet import Sheet, open_sheet
from interview.ui.texts import N_, _, ngettext

_OPENING, _CLOSING = N_("Introduction"), N_("The candidate's questions, closing word")


def render(context: Context, actor: Actor) -> None:
    """Show the kit; whoever sits on the panel also gets the scorecard."""
    interview_id = session.parameter("interview") or actor.interview_id or ""
    kit = get_kit(context, actor, interview_id)
    st.title(_("{stage} with {candidate}").format(stage=kit.stage.title, candidate=kit.candidate_name))
    when = kit.interview.starts_at
    facts = [
        kit.role_title,
        local_time(when, actor.timezone) if when else _("not scheduled yet"),
        _("{minutes} minutes").format(minutes=kit.stage.length_minutes),
    ]
    if when:
        facts.append(_("for the candidate {time}").format(time=local_time(when, kit.candidate_timezone)))
    st.caption(" · ".join(facts))
    st.write(kit.stage.purpose)
    if kit.interview.state is InterviewState.NOT_HELD:
        _not_held(context, actor, kit)
        return
    _maybe_not_held(context, actor, kit)
    if not kit.may_write:
        _agenda(kit)
        for skill_id in kit.stage.skills:
            skill_section(context, actor, kit, skill_id, None)
        return
    sheet, card = open_sheet(context, actor, interview_id)
    if card.state is ScorecardState.SUBMITTED:
        submitted_card(context, actor, kit, card)
        set_aside(context, actor, kit, card)
        return
    _agenda(kit)
    _progress(kit, sheet)
    for skill_id in kit.stage.skills:
        skill_section(context, actor, kit, skill_id, sheet)
    scorecard_ending(context, actor, kit, sheet)
    set_aside(context, actor, kit, card)


def _not_held(context: Context, actor: Actor, kit: Kit) -> None:
    st.info(_("This interview did not take place: {reason}").format(reason=kit.interview.not_held_reason))
    if (
        kit.may_say_not_held
        and st.button(_("It did take place after all"), key=session.nonce("held"))
        and session.tried(lambda: mark_held(context, actor, kit.interview.id))
    ):
        session.done(spent="held")


def _maybe_not_held(context: Context, actor: Actor, kit: Kit) -> None:
    """One press and a reason to choose; wrong presses are undone in one more."""
    if not kit.may_say_not_held:
        return
    reasons = [
        _("The candidate did not come"),
        _("An interviewer could not come"),
        _("Technical trouble"),
        _("It was called off"),
    ]
    reason = st.menu_button(_("Did not take place"), reasons, key=session.nonce("not-held"))
    if reason and session.tried(lambda: mark_not_held(context, actor, kit.interview.id, reason)):
        session.done(spent="not-held")


def _agenda(kit: Kit) -> None:
    parts = agenda(kit)
    clock(kit.interview.id, kit.interview.starts_at, parts)
    with st.expander(_("Agenda and what the others cover")):
        st.markdown("\n".join(f"1. {title} ({minutes_words(minutes)})" for title, minutes in parts))
        if kit.others:
            st.markdown(f"**{_('Others cover, so you need not:')}**")
        for other in kit.others:
            st.markdown(f"- {other.title}: {', '.join(kit.skill_names[skill] for skill in other.skills)}")


def agenda(kit: Kit) -> list[tuple[str, int]]:
    """The minutes of the meeting in order: what the questions leave goes to the opening and the candidate's own questions."""
    free = max(0, kit.stage.length_minutes - sum(question.minutes for question in kit.questions))
    opening = min(5, free // 2)
    questions = [(question.prompt, question.minutes) for question in kit.questions]
    return [(_(_OPENING), opening), *questions, (_(_CLOSING), free - opening)]


def _progress(kit: Kit, sheet: Sheet) -> None:
    following = unrated(kit, sheet.content)
    skills = " · ".join(f"[{kit.skill_names[skill]}](#skill-{skill})" for skill in kit.stage.skills)
    rate = ngettext("Rate {count} skill: {skills}", "Rate {count} skills: {skills}", len(kit.stage.skills))
    st.markdown(f"{rate.format(count=len(kit.stage.skills), skills=skills)} · [{_('notes and vote')}](#vote)")
    if following:
        st.caption(_("Everything you type is saved by itself. Nobody else sees it before you submit."))
    else:
        st.caption(_("All skills are rated; your vote and the check are at the end."))
