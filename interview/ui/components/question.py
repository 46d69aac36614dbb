"""One question as an interviewer reads it: prompt, probes, materials, and what to listen for at each level."""

from __future__ import annotations

import streamlit as st

from interview.domain.question import Question
from interview.ui.components.times import minutes_words
from interview.ui.components.words import kind_words, level_words
from interview.ui.texts import _


def question_heading(question: Question) -> str:
    """The prompt's beginning with kind and minutes, for a closed box."""
    short = question.prompt if len(question.prompt) <= 110 else question.prompt[:107].rsplit(" ", 1)[0] + " …"
    return f"{short}  ({kind_words(question.kind)}, {minutes_words(question.minutes)})"


def question_details(question: Question) -> None:
    """Everything about a question. Neighbouring texts travel as one: each element costs the server and the browser time."""
    st.markdown(f"**{question.prompt}**")
    for material in question.materials:
        hidden = _("{title} (for you only: do not show it)").format(title=material.title)
        st.caption(hidden if material.for_interviewer else material.title)
        st.code(material.body, language=material.language)
    probes = [f"- {probe.ask} ({minutes_words(probe.minutes)})" for probe in question.probes]
    st.markdown("\n\n".join(["\n".join([_("Probes"), *probes]), *_bands(question)]))
    if question.model_answer:
        with st.popover(_("Model answer")):
            turns = "\n".join([_("Common wrong turns"), *(f"- {turn}" for turn in question.wrong_turns)])
            st.markdown("\n\n".join([question.model_answer, *([turns] if question.wrong_turns else [])]))


def _bands(question: Question) -> list[str]:
    """What to listen for at levels 2 to 5, and the warning signs; a paragraph each."""
    paragraphs = []
    for band in question.bands:
        not_yet = _("Not there yet: {signs}").format(signs=" ".join(band.red_flags))
        paragraphs.append(f"**{level_words(band.level)}** — {' '.join(band.look_for)}  \n:small[{not_yet}]")
    return paragraphs
