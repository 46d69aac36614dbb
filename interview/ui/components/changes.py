"""What is different between two loops, as sentences with before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from interview.domain.loop_change import ChangeKind, LoopChange
from interview.domain.question import Question
from interview.services.context import Context
from interview.ui.components.table import Cell, table
from interview.ui.texts import N_, _, ngettext

_WHAT = {
    ChangeKind.STAGE_ADDED: N_("Stage added"),
    ChangeKind.STAGE_DROPPED: N_("Stage dropped"),
    ChangeKind.STAGE_MOVED: N_("Stage moved"),
    ChangeKind.STAGE_RESIZED: N_("Length changed"),
    ChangeKind.QUESTION_ADDED: N_("Question added"),
    ChangeKind.QUESTION_DROPPED: N_("Question dropped"),
    ChangeKind.QUESTION_SWAPPED: N_("Question swapped"),
    ChangeKind.QUESTION_MOVED: N_("Question moved"),
}
_BY_ID = {ChangeKind.QUESTION_ADDED, ChangeKind.QUESTION_DROPPED, ChangeKind.QUESTION_SWAPPED}


def change_table(context: Context, changes: Iterable[LoopChange], known: Mapping[str, Question]) -> None:
    """One row a change; ``known`` are questions by id beside those of the catalogue, such as pinned ones."""
    listed = list(changes)
    questions = {**context.catalogue.questions, **known}
    rows: list[list[Cell | str]] = []
    for change in listed:
        skill = context.catalogue.skills.get(change.skill_id)
        where = f"{change.stage} · {skill.name}" if skill else change.stage
        before, after = (_side(change, text, questions) for text in (change.before, change.after))
        rows.append([_(_WHAT[change.kind]), where, before or "–", after or "–"])
    caption = ngettext("{count} change", "{count} changes", len(listed)).format(count=len(listed))
    table([_("What"), _("Where"), _("Before"), _("After")], rows, caption=caption, empty=_("No differences."))


def _side(change: LoopChange, text: str, questions: Mapping[str, Question]) -> str:
    if not text:
        return ""
    if change.kind in _BY_ID:
        return questions[text].prompt if text in questions else text
    if change.kind is ChangeKind.STAGE_RESIZED:
        return _("{minutes} min").format(minutes=text)
    return _("Place {place}").format(place=text) if change.kind is ChangeKind.STAGE_MOVED else text
