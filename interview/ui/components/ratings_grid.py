"""Raw ratings side by side: what was not covered and where people disagree first, the evidence behind each skill on demand."""

from __future__ import annotations

import streamlit as st

from interview.domain.debrief import GridRow
from interview.services.debriefs import DebriefView
from interview.ui.components.table import Cell, table
from interview.ui.components.words import level_words
from interview.ui.components.written import written
from interview.ui.texts import _


def ratings_grid(view: DebriefView) -> None:
    """Skill by interviewer, then one section a skill with everybody's evidence, then the scorecards as they were written."""
    st.header(_("Ratings side by side"))
    people = list(dict.fromkeys(card.person_id for card in view.scorecards if not card.is_shadow))
    rows = sorted((row for row in view.rows if row.cells), key=lambda row: not row.disagree)
    table(
        [_("Skill"), _("Bar"), *(view.names.get(person, person) for person in people), _("Talk about it")],
        [
            [
                _name(view, row),
                Cell(str(row.bar), "centre"),
                *(_level(row, person) for person in people),
                Cell(_("apart"), "thin") if row.disagree else "",
            ]
            for row in rows
        ],
        caption=_("Raw ratings on the scale of 1 to 5, as they were submitted. They are never changed."),
        empty=_("No ratings yet."),
    )
    apart = [row for row in rows if row.disagree]
    for row in apart:
        with st.expander(_("Evidence on {skill}: {levels}").format(skill=_name(view, row), levels=_levels(row)), expanded=True):
            _evidence(view, row)
    if len(apart) < len(rows):
        with st.expander(_("Evidence on the other skills") if apart else _("Evidence, skill by skill")):
            for row in rows[len(apart) :]:
                heading = _("{skill}: {levels}, bar {bar}").format(skill=_name(view, row), levels=_levels(row), bar=row.bar)
                st.markdown(f"### {heading}")
                _evidence(view, row)
    if view.scorecards:
        with st.expander(_("The scorecards as they were written")):
            for card in view.scorecards:
                shadow = [_("shadow, not counted")] if card.is_shadow else []
                st.markdown("### " + " · ".join([card.author, card.stage_title, *shadow]))
                written(card.content, view.skill_names, card.skills)


def _name(view: DebriefView, row: GridRow) -> str:
    skill = view.skill_names.get(row.skill_id, row.skill_id)
    return _("{skill} (must-have)").format(skill=skill) if row.must_have else skill


def _level(row: GridRow, person: str) -> Cell:
    given = [cell for cell in row.cells if cell.person_id == person]
    words = [_("not assessed") if cell.level is None else str(cell.level) for cell in given]
    return Cell(", ".join(words), "centre", " ".join(cell.evidence for cell in given))


def _levels(row: GridRow) -> str:
    return ", ".join(map(str, row.levels)) or _("not assessed")


def _evidence(view: DebriefView, row: GridRow) -> None:
    for cell in sorted(row.cells, key=lambda one: -(one.level or 0)):
        who = view.names.get(cell.person_id, cell.person_id)
        level = _("not assessed") if cell.level is None else level_words(cell.level)
        st.markdown(f"**{who}: {level}**")
        st.text(cell.evidence)
