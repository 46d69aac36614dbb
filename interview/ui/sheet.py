"""The scorecard that this browser tab is editing: saved field by field, so that no tab overwrites what another one saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from interview.domain.merge import Edit, read
from interview.domain.person import Actor
from interview.domain.scorecard import Scorecard, ScorecardConflict, ScorecardContent
from interview.errors import LoopwrightError
from interview.services.context import Context
from interview.services.scorecards import ScorecardView, open_scorecard, save_edit
from interview.ui import session


@dataclass
class Sheet:
    """The card as this tab last saw it in the database, and what could not be saved.

    ``unsaved``: this tab's values of fields that clash with what is stored. ``renewed`` counts for each field how often its box
    had to be filled anew, and is part of the box's key.
    """

    card: Scorecard
    unsaved: dict[str, Any] = field(default_factory=dict)
    renewed: dict[str, int] = field(default_factory=dict)
    problem: str = ""

    @property
    def content(self) -> ScorecardContent:
        """What is stored, as far as this tab knows."""
        return self.card.content

    def key(self, name: str) -> str:
        """The key of the widget for a field."""
        return f"{self.card.id}-{name}-{self.renewed.get(name, 0)}"


def open_sheet(context: Context, actor: Actor, interview_id: str) -> tuple[Sheet, ScorecardView]:
    """Load the scorecard for a fresh page run; unresolved clashes of this tab stay."""
    view = open_scorecard(context, actor, interview_id)
    kept: Sheet | None = session.recall(f"sheet-{interview_id}")
    sheet = Sheet(view, kept.unsaved, kept.renewed, kept.problem) if kept else Sheet(view)
    session.remember(f"sheet-{interview_id}", sheet)
    return sheet, view


def change(
    context: Context, actor: Actor, interview_id: str, name: str, value: Any, *, seen: Sequence[Any] | None = None
) -> None:
    """Save one field. ``seen`` is what it may have shown when it was edited; without it, what this tab last read.

    If the field holds something else by now, nothing is overwritten: both values stay on the sheet until ``settle``, and this one
    is also set aside in the database.
    """
    sheet: Sheet = session.recall(f"sheet-{interview_id}")
    edit = Edit(field=name, value=value, seen=tuple([read(sheet.content, name)] if seen is None else seen))
    try:
        sheet.card = save_edit(context, actor, sheet.card.id, edit)
        sheet.unsaved.pop(name, None)
        sheet.problem = ""
    except ScorecardConflict as conflict:
        sheet.card, sheet.unsaved[name], sheet.problem = conflict.stored, value, ""
    except LoopwrightError as refused:
        sheet.problem = str(refused)


def settle(context: Context, actor: Actor, interview_id: str, name: str, value: Any) -> None:
    """End a clash with the value that the person chose; the box shows it from now on."""
    sheet: Sheet = session.recall(f"sheet-{interview_id}")
    change(context, actor, interview_id, name, value)
    if not sheet.problem:
        sheet.unsaved.pop(name, None)
        sheet.renewed[name] = sheet.renewed.get(name, 0) + 1
