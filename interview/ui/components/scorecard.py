"""The parts of a scorecard that is being written: one section a skill, notes and vote, the review, the submit."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from interview.domain.evidence import vague_phrases
from interview.domain.merge import evidence_of, level_of
from interview.domain.person import Actor
from interview.domain.scorecard import EVIDENCE_MINIMUM, LONGEST_MINUTES, ScorecardContent, Vote, missing_before_submit
from interview.services.context import Context
from interview.services.kits import Kit
from interview.services.scorecards import submit_scorecard
from interview.ui import session
from interview.ui.components.anchors import anchors
from interview.ui.components.autosave import autosaved_text
from interview.ui.components.clash import clash
from interview.ui.components.hand_on import hand_on_button, handed_away, handed_on
from interview.ui.components.question import question_details
from interview.ui.components.words import NOT_ASSESSED, choice_words, kind_words, level_words, vote_words
from interview.ui.components.written import written
from interview.ui.sheet import Sheet, change
from interview.ui.texts import _

CHOICES = [1, 2, 3, 4, 5, NOT_ASSESSED]


def unrated(kit: Kit, content: ScorecardContent, *, after: str = "") -> str:
    """The next skill without an answer, behind ``after`` first and then from the top; empty when all are answered."""
    skills = list(kit.stage.skills)
    start = skills.index(after) + 1 if after in skills else 0
    answers = {rating.skill_id for rating in content.ratings if rating.level is not None or rating.not_assessed}
    return next((skill for skill in [*skills[start:], *skills[:start]] if skill not in answers), "")


@st.fragment
def skill_section(context: Context, actor: Actor, kit: Kit, skill_id: str, sheet: Sheet | None) -> None:
    """A skill's questions and anchors and, with a ``sheet``, its rating beside them."""
    bar = kit.bars.get(skill_id)
    with st.container(border=True):
        st.header(kit.skill_names[skill_id], anchor=f"skill-{skill_id}")
        if bar is not None:
            needed = _("The role needs {level}").format(level=level_words(bar))
            st.caption(" · ".join([needed, *([_("must-have")] if skill_id in kit.must_haves else [])]))
        asked = [question for question in kit.questions if question.skill_id == skill_id]
        for question in asked:
            number, kind = kit.questions.index(question) + 1, kind_words(question.kind)
            title = _("Question {number}: {kind}, {minutes} min").format(number=number, kind=kind, minutes=question.minutes)
            with st.expander(title, expanded=True):
                question_details(question)
        handed_on(kit, skill_id)
        handed_away(context, actor, kit, skill_id, may_change=sheet is not None)
        if not asked and skill_id not in {one.skill_id for one in kit.handed_on}:
            st.caption(_("No question of its own: listen for it in the answers to the other questions."))
        if sheet is None:
            anchors(kit.rubrics[skill_id], bar=bar, chosen=None)
        else:
            _rating(context, actor, kit, skill_id, sheet)


def _rating(context: Context, actor: Actor, kit: Kit, skill_id: str, sheet: Sheet) -> None:
    name, interview_id, rating = kit.skill_names[skill_id], kit.interview.id, sheet.content.rating(skill_id)
    level_field = level_of(skill_id)
    key = sheet.key(level_field)

    def rated() -> None:
        chosen = session.widget(key)
        level = chosen or None
        change(context, actor, interview_id, level_field, (level, chosen == NOT_ASSESSED))

    session.show(key, NOT_ASSESSED if rating.not_assessed else rating.level)
    st.segmented_control(
        _("Your rating of {skill}").format(skill=name), CHOICES, format_func=choice_words, key=key, on_change=rated
    )
    clash(context, actor, sheet, level_field, words=_level_words)
    if rating.level is None and skill_id not in kit.handed_away:
        hand_on_button(context, actor, kit, skill_id)
    anchors(kit.rubrics[skill_id], bar=kit.bars.get(skill_id), chosen=rating.level)
    label = _("Evidence for {skill}: what did you see or hear?").format(skill=name)
    _text(context, actor, kit, sheet, field=evidence_of(skill_id), label=label, stored=rating.evidence)
    if rating.level is not None and len(rating.evidence.strip()) < EVIDENCE_MINIMUM:
        needed = _("A rating needs evidence: at least {count} characters on what the candidate said or did.")
        st.caption(needed.format(count=EVIDENCE_MINIMUM))
    if vague := vague_phrases(rating.evidence):
        st.caption(_("Could you say what the candidate did? Hard to check later: {phrases}.").format(phrases=", ".join(vague)))
    following = unrated(kit, sheet.content, after=skill_id)
    if following and following != skill_id:
        link = f"[{kit.skill_names[following]}](#skill-{following})"
        st.markdown(_("Next to rate: {skill}").format(skill=link))
    if sheet.problem:
        st.error(sheet.problem)


def _level_words(value: tuple[int | None, bool]) -> str:
    level, not_assessed = value
    return choice_words(level or NOT_ASSESSED) if level or not_assessed else ""


def _text(context: Context, actor: Actor, kit: Kit, sheet: Sheet, *, field: str, label: str, stored: str, rows: int = 3) -> None:
    """A box for one of the sheet's texts, with its clash if there is one."""

    def typed(text: str, seen: Sequence[str]) -> None:
        change(context, actor, kit.interview.id, field, text, seen=seen)

    clash(context, actor, sheet, field)
    held = field in sheet.unsaved or bool(sheet.problem)
    autosaved_text(label, stored, key=sheet.key(field), on_save=typed, rows=rows, held=held)


@st.fragment
def scorecard_ending(context: Context, actor: Actor, kit: Kit, sheet: Sheet) -> None:
    """Notes, the vote with its reason, what is still missing, the review and the submit."""
    interview_id, key = kit.interview.id, sheet.key("vote")

    def voted() -> None:
        change(context, actor, interview_id, "vote", session.widget(key))

    with st.container(border=True):
        st.header(_("Notes and vote"), anchor="vote")
        notes, reason = _("Notes for yourself and the debrief"), _("Why? One line is enough")
        _text(context, actor, kit, sheet, field="notes", label=notes, stored=sheet.content.notes)
        session.show(key, sheet.content.vote)
        st.segmented_control(_("Your vote"), list(Vote), format_func=vote_words, key=key, on_change=voted)
        clash(context, actor, sheet, "vote", words=vote_words)
        _text(context, actor, kit, sheet, field="vote_reason", label=reason, stored=sheet.content.vote_reason, rows=1)
        _minutes(context, actor, kit, sheet)
        if sheet.problem:
            st.error(sheet.problem)
        if st.button(_("Check and submit"), key=f"check-{interview_id}"):
            session.remember(f"review-{interview_id}", True)
        if session.recall(f"review-{interview_id}"):
            _review(context, actor, kit, sheet)


def _minutes(context: Context, actor: Actor, kit: Kit, sheet: Sheet) -> None:
    field = "minutes_held"
    key = sheet.key(field)

    def told() -> None:
        change(context, actor, kit.interview.id, field, session.widget(key))

    session.show(key, sheet.content.minutes_held)
    label = _("Minutes it really took, if you know (planned: {minutes})").format(minutes=kit.stage.length_minutes)
    st.number_input(label, 1, LONGEST_MINUTES, None, key=key, on_change=told)
    clash(context, actor, sheet, field, words=lambda minutes: "" if minutes is None else str(minutes))


def _review(context: Context, actor: Actor, kit: Kit, sheet: Sheet) -> None:
    gaps = missing_before_submit(sheet.content, [(skill, kit.skill_names[skill]) for skill in kit.stage.skills])
    clashing = [_("Choose between the two versions of what you changed in two tabs.")] if sheet.unsaved else []
    if gaps or clashing:
        st.error("\n".join([_("Before you can submit:"), *(f"- {line}" for line in [*map(_with_link, gaps), *clashing])]))
        return
    st.subheader(_("What you are about to submit"))
    written(sheet.content, kit.skill_names, kit.stage.skills)
    st.caption(_("After this it is locked. You can amend it later, with a reason, and the first version stays readable."))
    name = f"submit-{kit.interview.id}"
    if not st.button(_("Submit the scorecard"), type="primary", key=session.nonce(name)):
        return
    if session.tried(lambda: submit_scorecard(context, actor, sheet.card.id, expected_version=sheet.card.version)):
        session.forget(f"review-{kit.interview.id}")
        session.done(_("Scorecard submitted. Thank you."), name)


def _with_link(gap: Any) -> str:
    target = "vote" if gap.field.startswith("vote") else gap.field.replace("skill:", "skill-")
    return f"[{gap.message}](#{target})"
