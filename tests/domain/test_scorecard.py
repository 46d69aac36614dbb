"""What a scorecard may hold, and what is missing before it can be submitted."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from interview.domain.scorecard import EVIDENCE_MINIMUM, Rating, ScorecardContent, Vote, missing_before_submit

SKILLS = (("design", "Designing"), ("coding", "Coding"))
ENOUGH = "x" * EVIDENCE_MINIMUM


def test_not_assessed_is_an_answer_and_needs_no_evidence() -> None:
    card = ScorecardContent(
        ratings=(Rating(skill_id="design", level=1, evidence=ENOUGH), Rating(skill_id="coding", not_assessed=True)),
        vote=Vote.NO,
        vote_reason="Because.",
    )
    assert missing_before_submit(card, SKILLS) == ()


@pytest.mark.parametrize("evidence", ["", " " * 40, "x" * (EVIDENCE_MINIMUM - 1)])
def test_a_level_needs_evidence(evidence: str) -> None:
    card = ScorecardContent(
        ratings=(Rating(skill_id="design", level=3, evidence=evidence), Rating(skill_id="coding", not_assessed=True)),
        vote=Vote.YES,
        vote_reason="Because.",
    )
    assert [gap.field for gap in missing_before_submit(card, SKILLS)] == ["skill:design"]


def test_an_empty_card_misses_everything_in_the_order_of_the_form() -> None:
    gaps = missing_before_submit(ScorecardContent(), SKILLS)
    assert [gap.field for gap in gaps] == ["skill:design", "skill:coding", "vote", "vote_reason"]


def test_a_skill_is_rated_or_not_assessed_never_both_and_once() -> None:
    with pytest.raises(ValidationError, match="either rated or not assessed"):
        Rating(skill_id="design", level=3, not_assessed=True)
    with pytest.raises(ValidationError, match="rated twice"):
        ScorecardContent(ratings=(Rating(skill_id="design"), Rating(skill_id="design")))


@pytest.mark.parametrize("level", [0, 6, 2.5, "high"])
def test_levels_off_the_scale_are_refused(level: object) -> None:
    with pytest.raises(ValidationError):
        Rating.model_validate({"skill_id": "design", "level": level})


def test_text_is_kept_as_typed() -> None:
    typed = "  indented\n\n"
    card = ScorecardContent(notes=typed, ratings=(Rating(skill_id="design", evidence=typed),))
    again = ScorecardContent.model_validate_json(card.model_dump_json())
    assert (again.notes, again.rating("design").evidence, again.rating("coding").level) == (typed, typed, None)
