"""One question as an interviewer reads it: prompt, probes, materials, and what to listen for at each level."""

from __future__ import annotations

import streamlit as st

from interview.domain.question import Question
from interview.domain.skill import LEVEL_NAMES


def question_heading(question: Question) -> str:
    """The prompt's beginning with kind and minutes, for a closed box."""
    short = question.prompt if len(question.prompt) <= 110 else question.prompt[:107].rsplit(" ", 1)[0] + " …"
    return f"{short}  ({question.kind.value.replace('_', ' ')}, {question.minutes} min)"


def question_details(question: Question, *, with_bands: bool = True) -> None:
    """Everything about a question."""
    st.markdown(f"**{question.prompt}**")
    for material in question.materials:
        st.caption(material.title + (" (for you only: do not show it)" if material.for_interviewer else ""))
        st.code(material.body, language=material.language)
    st.markdown("Probes\n" + "\n".join(f"- {probe.ask} ({probe.minutes} min)" for probe in question.probes))
    if with_bands:
        question_bands(question)
    if question.model_answer:
        with st.popover("Model answer"):
            st.write(question.model_answer)
            if question.wrong_turns:
                st.markdown("Common wrong turns\n" + "\n".join(f"- {turn}" for turn in question.wrong_turns))


def question_bands(question: Question) -> None:
    """What to listen for at levels 2 to 5, and the warning signs."""
    for band in question.bands:
        good = " ".join(band.look_for)
        bad = " ".join(band.red_flags)
        st.markdown(f"**{band.level} {LEVEL_NAMES[band.level]}** — {good}  \n:small[Not there yet: {bad}]")
