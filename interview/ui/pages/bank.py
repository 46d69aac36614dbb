"""Questions: every skill with its rubric and its questions, how often each was asked, and what waits for review."""

from __future__ import annotations

import streamlit as st

from interview.domain.permission import Permission, is_permitted
from interview.domain.person import Actor
from interview.domain.question import QuestionKind, QuestionStatus
from interview.domain.rubric import Rubric
from interview.services.bank import BankRow, export_bank, list_bank, list_edits
from interview.services.context import Context
from interview.ui import session
from interview.ui.components.question import question_details, question_heading
from interview.ui.components.retirement import retirement
from interview.ui.components.times import local_time
from interview.ui.components.words import kind_words, level_words, status_words
from interview.ui.texts import _, ngettext

_LEVELS = (2, 3, 4, 5)
_STATUSES = tuple(QuestionStatus)
_SHOWN = 60


def render(context: Context, actor: Actor) -> None:
    """Browse the banks."""
    st.title(_("Questions and rubrics"))
    catalogue = context.catalogue
    if is_permitted(actor, Permission.CHANGE_BANK):
        _reviews(context, actor)
    skills = sorted(catalogue.skills, key=lambda one: catalogue.skills[one].name)
    words = st.text_input(_("Search in prompts and probes (all skills)"), key="bank-words", max_chars=200)
    first, second, third, fourth = st.columns([2, 2, 1, 1])
    skill_id = first.selectbox(
        _("Skill"), skills, format_func=lambda one: catalogue.skills[one].name, key="skill", bind="query-params"
    )
    kinds = second.pills(_("Kinds"), list(QuestionKind), selection_mode="multi", format_func=kind_words, key="kinds")
    level = third.selectbox(_("Level it separates"), [None, *_LEVELS], format_func=lambda one: str(one or _("any")), key="level")
    shown = fourth.selectbox(_("Status"), _STATUSES, format_func=status_words, key="status")
    least_first = st.checkbox(_("Least asked first"), key="bank-least")
    if not words:
        rubric = catalogue.rubrics[skill_id]
        st.write(rubric.definition)
        with st.expander(_("Rubric: what each proficiency level looks like")):
            show_rubric(rubric)
    rows = list_bank(
        context,
        actor,
        words=words,
        skill_id=None if words else skill_id,
        kinds=kinds,
        level=level,
        statuses=[shown],
        least_asked_first=least_first,
    )
    st.caption(ngettext("{count} question", "{count} questions", len(rows)).format(count=len(rows)))
    for row in rows[:_SHOWN]:
        with st.expander(_heading(row, skill_id)):
            _question(context, actor, row)
    if len(rows) > _SHOWN:
        st.caption(_("These are the first {count}; narrow the search to see the others.").format(count=_SHOWN))
    if is_permitted(actor, Permission.CHANGE_BANK):
        st.download_button(
            _("This skill's bank as a file"),
            lambda: export_bank(context, actor, skill_id),
            f"{skill_id}.yaml",
            on_click="ignore",
            key="bank-file",
            help=_("With your company's changes in it, for the folder question_banks."),
        )


def _reviews(context: Context, actor: Actor) -> None:
    waiting = sum(view.may_review for view in list_edits(context, actor))
    with st.container(horizontal=True):
        words = ngettext("{count} change waits for your review", "{count} changes wait for your review", waiting)
        session.link("bank-reviews", words.format(count=waiting) if waiting else _("Proposed changes"))
        session.link("bank-edit", _("Propose a new question"))


def _heading(row: BankRow, skill_id: str) -> str:
    second = (
        f" · {_('as second skill')}" if row.question.skill_id != skill_id and row.question.secondary_skill_id == skill_id else ""
    )
    return f"{question_heading(row.question)}{second}"


def _question(context: Context, actor: Actor, row: BankRow) -> None:
    question_details(row.question)
    st.caption(_use(actor, row))
    if not is_permitted(actor, Permission.CHANGE_BANK):
        return
    with st.container(horizontal=True):
        if not row.is_in_review:
            session.link("bank-edit", _("Propose a change"), question=row.question.id)
        retirement(context, actor, row.question)


def _use(actor: Actor, row: BankRow) -> str:
    parts = [
        ngettext("planned for {count} candidate", "planned for {count} candidates", row.planned).format(count=row.planned),
        ngettext("asked in {count} interview", "asked in {count} interviews", row.asked).format(count=row.asked),
    ]
    parts += [_("last on {time}").format(time=local_time(row.last_asked, actor.timezone))] if row.last_asked else []
    parts += [_("your company's version {version}").format(version=row.question.version)] if row.is_changed else []
    parts += [_("a change is in review")] if row.is_in_review else []
    return " · ".join([*parts, row.question.id])


def show_rubric(rubric: Rubric) -> None:
    """The five anchors, one under the other."""
    for anchor in rubric.anchors:
        st.markdown(f"**{level_words(anchor.level)}**")
        st.markdown("\n".join(f"- {behaviour}" for behaviour in anchor.behaviours))
    st.caption(_("Beware: {errors}").format(errors=" ".join(rubric.rating_errors)))
