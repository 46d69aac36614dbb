"""Questions: every skill with its rubric and its questions."""

from __future__ import annotations

import streamlit as st

from interview.domain.person import Actor
from interview.domain.question import QuestionKind
from interview.domain.rubric import Rubric
from interview.domain.skill import LEVEL_NAMES
from interview.services.context import Context
from interview.ui.components.question import question_details, question_heading

_KINDS = {kind: kind.value.replace("_", " ").capitalize() for kind in QuestionKind}


def render(context: Context, actor: Actor) -> None:  # noqa: ARG001 - everybody who is signed in may read the banks
    """Browse the banks."""
    st.title("Questions and rubrics")
    catalogue = context.catalogue
    first, second, third = st.columns([2, 2, 1])
    skills = sorted(catalogue.skills, key=lambda skill_id: catalogue.skills[skill_id].name)
    skill_id = first.selectbox(
        "Skill", skills, format_func=lambda one: catalogue.skills[one].name, key="skill", bind="query-params"
    )
    kinds = second.pills("Kinds", list(_KINDS), selection_mode="multi", format_func=_KINDS.__getitem__)
    level = third.selectbox("Level it separates", ["any", 2, 3, 4, 5])
    rubric = catalogue.rubrics[skill_id]
    st.write(rubric.definition)
    with st.expander("Rubric: what each proficiency level looks like"):
        show_rubric(rubric)
    questions = [
        question
        for question in catalogue.questions_for(skill_id)
        if (not kinds or question.kind in kinds) and (level == "any" or level in question.levels)
    ]
    st.caption(f"{len(questions)} of {len(catalogue.questions_for(skill_id))} questions")
    for question in questions:
        with st.expander(question_heading(question)):
            question_details(question)


def show_rubric(rubric: Rubric) -> None:
    """The five anchors, one under the other."""
    for anchor in rubric.anchors:
        st.markdown(f"**{anchor.level} {LEVEL_NAMES[anchor.level].capitalize()}**")
        st.markdown("\n".join(f"- {behaviour}" for behaviour in anchor.behaviours))
    st.caption("Beware: " + " ".join(rubric.rating_errors))
