"""Questions: every skill with its rubric and its questions."""

from __future__ import annotations

import streamlit as st

from interview.domain.person import Actor
from interview.domain.question import QuestionKind
from interview.domain.rubric import Rubric
from interview.services.context import Context
from interview.ui.components.question import question_details, question_heading
from interview.ui.components.words import kind_words, level_words
from interview.ui.texts import _, ngettext

_LEVELS = (2, 3, 4, 5)


def render(context: Context, actor: Actor) -> None:  # noqa: ARG001 - everybody who is signed in may read the banks
    """Browse the banks."""
    st.title(_("Questions and rubrics"))
    catalogue = context.catalogue
    first, second, third = st.columns([2, 2, 1])
    skills = sorted(catalogue.skills, key=lambda skill_id: catalogue.skills[skill_id].name)
    skill_id = first.selectbox(
        _("Skill"), skills, format_func=lambda one: catalogue.skills[one].name, key="skill", bind="query-params"
    )
    kinds = second.pills(_("Kinds"), list(QuestionKind), selection_mode="multi", format_func=kind_words, key="kinds")
    level = third.selectbox(_("Level it separates"), [None, *_LEVELS], format_func=lambda one: str(one or _("any")), key="level")
    rubric = catalogue.rubrics[skill_id]
    st.write(rubric.definition)
    with st.expander(_("Rubric: what each proficiency level looks like")):
        show_rubric(rubric)
    questions = [
        question
        for question in catalogue.questions_for(skill_id)
        if (not kinds or question.kind in kinds) and (level is None or level in question.levels)
    ]
    whole = len(catalogue.questions_for(skill_id))
    st.caption(
        ngettext("{count} of {whole} question", "{count} of {whole} questions", whole).format(count=len(questions), whole=whole)
    )
    for question in questions:
        with st.expander(question_heading(question)):
            question_details(question)


def show_rubric(rubric: Rubric) -> None:
    """The five anchors, one under the other."""
    for anchor in rubric.anchors:
        st.markdown(f"**{level_words(anchor.level)}**")
        st.markdown("\n".join(f"- {behaviour}" for behaviour in anchor.behaviours))
    st.caption(_("Beware: {errors}").format(errors=" ".join(rubric.rating_errors)))
