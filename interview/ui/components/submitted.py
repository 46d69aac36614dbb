"""A submitted scorecard: locked, readable, and amended only in the open."""

from __future__ import annotations

from functools import partial

import streamlit as st

from interview.domain.person import Actor
from interview.domain.scorecard import Rating, Revision, RevisionKind
from interview.services.context import Context
from interview.services.kits import Kit
from interview.services.scorecards import ScorecardView, amend_scorecard, read_revisions
from interview.ui import session
from interview.ui.components.scorecard import CHOICES
from interview.ui.components.times import local_time
from interview.ui.components.words import NOT_ASSESSED, choice_words
from interview.ui.components.written import written
from interview.ui.texts import _, ngettext


def submitted_card(context: Context, actor: Actor, kit: Kit, card: ScorecardView) -> None:
    """The locked card, and the way to amend it."""
    st.success(_("Your scorecard is submitted and locked."))
    session.link("candidate", _("See the candidate"), candidate=card.candidate_id)
    written(card.content, kit.skill_names, kit.stage.skills)
    with st.expander(_("Amend it")):
        _amend(context, actor, kit, card)


def _amend(context: Context, actor: Actor, kit: Kit, card: ScorecardView) -> None:
    st.write(
        _("The first version stays readable. The amendment shows when and why, and whether others' scorecards were open to you.")
    )
    with st.form(f"amend-{card.id}-{card.version}", border=False):
        ratings = []
        for skill_id in kit.stage.skills:
            before, name = card.content.rating(skill_id), kit.skill_names[skill_id]
            start = CHOICES.index(before.level or NOT_ASSESSED)
            chosen = st.selectbox(_("{skill}: rating").format(skill=name), CHOICES, index=start, format_func=choice_words)
            evidence = st.text_area(_("{skill}: evidence").format(skill=name), before.evidence)
            level = chosen or None
            ratings.append(Rating(skill_id=skill_id, level=level, not_assessed=level is None, evidence=evidence))
        reason = st.text_input(_("Why do you amend it?"), max_chars=500)
        if st.form_submit_button(_("Save the amendment")):
            content = card.content.model_copy(update={"ratings": tuple(ratings)})
            amend = partial(
                amend_scorecard, context, actor, card.id, expected_version=card.version, content=content, reason=reason
            )
            if session.tried(amend):
                session.done(_("Amendment saved."))


def set_aside(context: Context, actor: Actor, kit: Kit, card: ScorecardView) -> None:
    """The texts that another tab's newer ones kept from being stored: nothing that was typed is ever lost."""
    if actor.interview_id is not None or not card.texts_set_aside:
        return  # an invitation opens the one card and no history
    kept = [revision for revision in read_revisions(context, actor, card.id) if revision.kind is RevisionKind.SET_ASIDE]
    title = ngettext(
        "Set aside: {count} earlier version that was changed in two tabs at once",
        "Set aside: {count} earlier versions that were changed in two tabs at once",
        len(kept),
    )
    with st.expander(title.format(count=len(kept))):
        for revision in reversed(kept):
            _one(actor, kit, revision)


def _one(actor: Actor, kit: Kit, revision: Revision) -> None:
    st.caption(local_time(revision.saved_at, actor.timezone))
    written(revision.content, kit.skill_names, kit.stage.skills)
