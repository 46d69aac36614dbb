"""Calibration sessions: rate the same sample answer, each for oneself, then compare and find better words for the anchors."""

from __future__ import annotations

import streamlit as st

from interview.domain.calibration_session import MOST_ANSWERS, AnchorPlace, places
from interview.domain.permission import Permission, is_permitted
from interview.domain.person import Actor
from interview.scoring.sample_spread import FEWEST_RATERS
from interview.services.calibration_sessions import (
    AnchorView,
    AnswerView,
    SessionView,
    close_calibration_session,
    get_calibration_session,
    hold_calibration_session,
    list_calibration_sessions,
    propose_anchor,
    rate_sample_answer,
)
from interview.services.context import Context
from interview.ui import session
from interview.ui.components.numbers import share, too_few, with_interval
from interview.ui.components.table import Cell, table
from interview.ui.components.times import local_time
from interview.ui.components.words import level_words
from interview.ui.texts import _, ngettext


def render(context: Context, actor: Actor) -> None:
    """One session, or the list of all."""
    session_id = session.parameter("session")
    if session_id:
        _session(context, actor, session_id)
        return
    st.title(_("Calibration sessions"))
    st.write(
        _(
            "Several people rate the same answer, each alone. Then you compare, and find better words where an anchor means "
            "different things to different people. Nothing here is about a candidate, and nothing of it counts anywhere."
        )
    )
    for one in list_calibration_sessions(context, actor):
        with st.container(border=True):
            session.link("calibration", one.title, session=one.id)
            state = _("open") if one.is_open else _("closed")
            rated = _("you rated {rated} of {answers}").format(rated=one.rated, answers=one.n_answers)
            took_part = ngettext("{count} person took part", "{count} people took part", one.n_people).format(count=one.n_people)
            st.caption(" · ".join([context.catalogue.skills[one.skill_id].name, state, rated, took_part]))
    if is_permitted(actor, Permission.HOLD_CALIBRATION):
        with st.expander(_("Hold a session")):
            _hold(context, actor)


def _hold(context: Context, actor: Actor) -> None:
    key = session.nonce("calibration")
    rated = [skill for skill in context.catalogue.skills.values() if skill.id in context.catalogue.rubrics]
    names = {skill.id: skill.name for skill in sorted(rated, key=lambda one: one.name)}
    count = st.number_input(_("Sample answers"), 1, MOST_ANSWERS, 2, key=f"{key}-count")
    with st.form("calibration", border=False):
        title = st.text_input(_("Title"), max_chars=200, key=f"{key}-title")
        skill_id = st.selectbox(_("Skill"), list(names), format_func=names.__getitem__, key=f"{key}-skill")
        question = st.text_area(_("The question they answer"), key=f"{key}-question")
        st.caption(_("Write answers for the purpose, or change them so that nobody can be recognised. Name no candidate."))
        answers = []
        for number in range(1, int(count) + 1):
            text = st.text_area(_("Answer {number}").format(number=number), key=f"{key}-answer-{number}")
            link = st.text_input(
                _("or the address of a recording of answer {number}").format(number=number), key=f"{key}-link-{number}"
            )
            answers.append((text, link))
        if st.form_submit_button(_("Begin the session"), type="primary", key=key) and session.tried(
            lambda: hold_calibration_session(context, actor, title=title, skill_id=skill_id, answers=answers, question=question)
        ):
            session.done(_("The session is open. Send people the address of its page."), "calibration")


def _session(context: Context, actor: Actor, session_id: str) -> None:
    view = get_calibration_session(context, actor, session_id)
    held = view.session
    st.title(held.title)
    state = _("closed {time}").format(time=local_time(held.closed_at, actor.timezone)) if held.closed_at else _("open")
    st.caption(f"{context.catalogue.skills[held.rubric.skill_id].name} · {state}")
    if held.question:
        st.markdown(f"> {held.question}")
    next_one = next((answer for answer in view.answers if answer.spread is None), None)
    for number, answer in enumerate(view.answers, 1):
        st.subheader(_("Answer {number}").format(number=number))
        if answer.answer.text:
            st.text(answer.answer.text)
        if answer.answer.link:
            st.link_button(_("Open the recording"), answer.answer.link)
        if answer.spread is not None:
            _ratings(answer)
        elif answer is next_one:
            _rate(context, actor, view, answer)
        else:
            st.caption(_("Rate the answer above first."))
    if view.anchors:
        _compare(context, actor, view)
    else:
        st.caption(_("What others rated shows here once you have rated every answer, or when the session is closed."))
    if view.may_close:
        key = session.nonce("close")
        if st.button(_("Close the session"), key=key) and session.tried(
            lambda: close_calibration_session(context, actor, held.id)
        ):
            session.done(_("Session closed."), "close")
    session.link("calibration", _("All sessions"))


def _rate(context: Context, actor: Actor, view: SessionView, answer: AnswerView) -> None:
    key = session.nonce(f"rate-{answer.answer.id}")
    with st.form(f"rate-{answer.answer.id}"):
        seen: list[AnchorPlace] = []
        st.write(_("Tick what you see or hear in this answer."))
        level = 0
        for place, behaviour in places(view.session.rubric):
            if place.level != level:
                level = place.level
                st.markdown(f"**{level_words(level)}**")
            if st.checkbox(behaviour, key=f"{key}-{place.level}-{place.place}"):
                seen.append(place)
        chosen = st.segmented_control(_("Your level"), [1, 2, 3, 4, 5], format_func=level_words, key=f"{key}-level")
        reason = st.text_area(_("Which words led you there?"), key=f"{key}-reason")
        st.caption(_("Given once: after it you see what the others rated."))
        if st.form_submit_button(_("Give my rating"), type="primary", key=key) and session.tried(
            lambda: rate_sample_answer(
                context, actor, view.session.id, answer.answer.id, level=chosen or 0, seen=seen, reason=reason
            )
        ):
            session.done(_("Rating given."), f"rate-{answer.answer.id}")


def _ratings(answer: AnswerView) -> None:
    spread = answer.spread
    if spread is None or not spread.n:
        st.caption(_("Nobody rated this answer."))
        return
    table(
        [_("Who"), _("Level"), _("The words that led there")],
        [[name, level_words(rating.level), rating.reason] for name, rating in answer.ratings],
        caption=_("Levels apart: {spread}. Pairs within one level: {share}.").format(
            spread=spread.spread, share=share(spread.within_one)
        ),
    )


def _compare(context: Context, actor: Actor, view: SessionView) -> None:
    st.header(_("What the anchors mean to people"))
    found = view.agreement
    if found is not None and not found.too_few:
        st.write(
            _("Alpha over {count} answers: {alpha}.").format(count=found.n_units, alpha=with_interval(found.alpha["ordinal"]))
        )
    most = max((answer.spread.n for answer in view.answers if answer.spread), default=0)
    divided = [anchor for anchor in view.anchors if anchor.divided_in]
    if most < FEWEST_RATERS:
        st.info(_("It takes {fewest} people to see which words are read differently.").format(fewest=FEWEST_RATERS))
    elif not divided:
        st.success(_("Everybody read the anchors alike."))
    table(
        [_("Anchor"), _("Level"), _("Seen"), _("Read differently")],
        [
            [
                anchor.proposal or anchor.text,
                Cell(str(anchor.anchor.level), "number"),
                Cell(str(anchor.seen), "number"),
                _differently(anchor, most),
            ]
            for anchor in view.anchors
        ],
        caption=_("How often each behaviour was seen, and in which answers some saw it and others did not."),
    )
    with st.expander(_("Propose better words")):
        _propose(context, actor, view, divided or list(view.anchors))
    if view.rubric_yaml:
        st.download_button(
            _("Download the reworded rubric"), view.rubric_yaml, f"{view.session.rubric.skill_id}.yaml", "application/yaml"
        )
        st.caption(_("For whoever keeps the rubrics: put the file in the folder rubrics and run 'interview check-content'."))


def _differently(anchor: AnchorView, most: int) -> Cell:
    if most < FEWEST_RATERS:
        return Cell(too_few(), "quiet")
    if not anchor.divided_in:
        return Cell(_("no"))
    numbers = ", ".join(map(str, anchor.divided_in))
    return Cell(_("in answer {numbers}").format(numbers=numbers), "thin")


def _propose(context: Context, actor: Actor, view: SessionView, choices: list[AnchorView]) -> None:
    key = session.nonce("propose")
    texts = {choice.anchor: f"{choice.anchor.level}: {choice.text}" for choice in choices}
    with st.form("propose", border=False):
        anchor = st.selectbox(_("Anchor"), list(texts), format_func=texts.__getitem__, key=f"{key}-anchor")
        words = st.text_area(_("Better words"), key=f"{key}-words")
        if st.form_submit_button(_("Propose them"), key=key) and session.tried(
            lambda: propose_anchor(context, actor, view.session.id, anchor, words)
        ):
            session.done(_("Proposal kept."), "propose")
