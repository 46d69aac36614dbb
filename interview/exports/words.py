"""How documents name things for people."""

from __future__ import annotations

from typing import Literal

from interview.domain.debrief import Outcome
from interview.domain.question import QuestionKind, StageFormat
from interview.domain.scorecard import Vote
from interview.domain.skill import LEVEL_NAMES

RECOMMENDATIONS = {
    "strong_hire": "Strong hire",
    "hire": "Hire",
    "gather_more_evidence": "Gather more evidence",
    "no_hire": "No hire",
    "strong_no_hire": "Strong no hire",
}
DECISIONS = {Outcome.HIRE: "Hire", Outcome.NO_HIRE: "No hire", Outcome.GATHER_MORE_EVIDENCE: "Gather more evidence"}
VOTES = {Vote.STRONG_NO: "Strong no", Vote.NO: "No", Vote.YES: "Yes", Vote.STRONG_YES: "Strong yes"}
KINDS = {kind: kind.value.replace("_", " ") for kind in QuestionKind}

EXPECT = {
    StageFormat.SCREEN: "A first conversation about your experience and what you are looking for.",
    StageFormat.CODING: "Working on code together; any language you are at home in, unless we told you otherwise.",
    StageFormat.SYSTEM_DESIGN: "Designing something at a whiteboard, thinking aloud; there is no single right answer.",
    StageFormat.TECHNICAL: "A technical conversation about how things work and why.",
    StageFormat.REVIEW: "Reading something together (code, a document, a diagram) and discussing it.",
    StageFormat.BEHAVIOURAL: "Questions about situations you were in, what you did, and what came of it.",
    StageFormat.LEADERSHIP: "A conversation about leading people and work.",
}
"""What a candidate is told about a stage: how it goes, never what is rated."""


def chance(probability: float) -> str:
    """In whole percent; never "100%" or "0%", which no ratings can prove."""
    if probability > 0.99:
        return "over 99%"
    return "under 1%" if probability < 0.01 else f"{probability:.0%}"


def level(value: int | None) -> str:
    """``4 advanced``, or that it was not assessed."""
    return "not assessed" if value is None else f"{value} {LEVEL_NAMES[value]}"


def tone(outcome: str) -> Literal["good", "bad", "open"]:
    """How an outcome is coloured."""
    return "good" if outcome.endswith("hire") and "no_hire" not in outcome else "bad" if outcome.endswith("no_hire") else "open"
