"""The scorecard that this browser tab is editing: saved field by field, merged with what other tabs saved, never overwritten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from interview.domain.merge import merge
from interview.domain.person import Actor
from interview.domain.scorecard import Rating, Scorecard, ScorecardConflict, ScorecardContent
from interview.errors import LoopwrightError
from interview.services.context import Context
from interview.services.scorecards import ScorecardView, open_scorecard, save_draft
from interview.ui import session


@dataclass
class Sheet:
    """The card as this tab last saw it in the database, and what could not be saved (``clash`` holds this tab's text)."""

    card: Scorecard
    clash: ScorecardContent | None = None
    problem: str = ""

    @property
    def content(self) -> ScorecardContent:
        """What is stored, as far as this tab knows."""
        return self.card.content


def open_sheet(context: Context, actor: Actor, interview_id: str) -> tuple[Sheet, ScorecardView]:
    """Load the scorecard for a fresh page run; an unresolved clash of this tab stays."""
    view = open_scorecard(context, actor, interview_id)
    kept: Sheet | None = session.recall(f"sheet-{interview_id}")
    sheet = Sheet(view, kept.clash if kept else None, kept.problem if kept else "")
    session.remember(f"sheet-{interview_id}", sheet)
    return sheet, view


def change_rating(context: Context, actor: Actor, interview_id: str, skill_id: str, **changes: Any) -> None:
    """Save a change of one skill's rating."""
    sheet = _sheet(interview_id)
    changed = sheet.content.rating(skill_id).model_copy(update=changes)
    others = [rating for rating in sheet.content.ratings if rating.skill_id != skill_id]
    before = [rating.skill_id for rating in sheet.content.ratings]
    ratings: list[Rating] = [*others, changed]
    ratings.sort(key=lambda rating: before.index(rating.skill_id) if rating.skill_id in before else len(before))
    save(context, actor, interview_id, sheet.content.model_copy(update={"ratings": tuple(ratings)}))


def change(context: Context, actor: Actor, interview_id: str, **changes: Any) -> None:
    """Save a change of notes, vote or the reason for the vote."""
    save(context, actor, interview_id, _sheet(interview_id).content.model_copy(update=changes))


def save(context: Context, actor: Actor, interview_id: str, content: ScorecardContent) -> None:
    """Save ``content``; if another tab saved first, put both together, and where that is impossible keep both and ask."""
    sheet = _sheet(interview_id)
    content = ScorecardContent.model_validate(content.model_dump())
    try:
        stored = open_scorecard(context, actor, interview_id)
        version = stored.version
        if version != sheet.card.version:
            merged = merge(sheet.content, content, stored.content)
            if merged.clashes:
                version = sheet.card.version  # refused by the service, which sets this tab's text aside
            else:
                content = merged.content
        sheet.card = save_draft(context, actor, sheet.card.id, expected_version=version, content=content)
        sheet.problem = ""
    except ScorecardConflict as conflict:
        sheet.clash, sheet.problem, sheet.card = conflict.mine, str(conflict), conflict.stored
    except LoopwrightError as refused:
        sheet.problem = str(refused)


def settle(context: Context, actor: Actor, interview_id: str, *, keep_mine: bool) -> None:
    """End a clash: put this tab's text over the stored one, or drop it (it stays among the revisions)."""
    sheet = _sheet(interview_id)
    mine, sheet.clash, sheet.problem = sheet.clash, None, ""
    if keep_mine and mine is not None:
        save(context, actor, interview_id, mine)


def _sheet(interview_id: str) -> Sheet:
    sheet: Sheet = session.recall(f"sheet-{interview_id}")
    return sheet
