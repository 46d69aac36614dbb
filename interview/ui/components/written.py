"""What somebody wrote on a scorecard, to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from interview.domain.scorecard import ScorecardContent
from interview.ui.components.words import rating_words, vote_words
from interview.ui.texts import _


def written(content: ScorecardContent, skill_names: Mapping[str, str], order: Sequence[str]) -> None:
    """A scorecard's content, its skills in the given order and others behind."""
    for rating in sorted(content.ratings, key=lambda one: order.index(one.skill_id) if one.skill_id in order else len(order)):
        st.markdown(f"**{skill_names.get(rating.skill_id, rating.skill_id)}: {rating_words(rating)}**")
        st.text(rating.evidence)
    if content.vote:
        vote = _("Vote: {vote}").format(vote=vote_words(content.vote))
        st.markdown(f"**{vote}**")
        st.text(content.vote_reason)
    if content.minutes_held is not None:
        st.caption(_("Took {minutes} minutes").format(minutes=content.minutes_held))
    if content.notes:
        st.markdown(f"**{_('Notes')}**")
        st.text(content.notes)
