"""A calibration session: people rate the same sample answer against the same rubric, each for themselves, and then compare.

Nothing in it is about a candidate, and nothing of it enters a recommendation.
"""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, AwareDatetime, Field, StringConstraints, model_validator

from interview.domain.base import Sentence, Value
from interview.domain.rubric import Rubric
from interview.domain.skill import ProficiencyLevel

MOST_ANSWERS = 12
"""Sample answers in one session: more than that, and people stop reading."""


def _address(text: str) -> str:
    if text and (urlsplit(text).scheme != "https" or not urlsplit(text).hostname):
        raise ValueError(f"'{text}' is no address of a recording; give one that begins with https://")
    return text


class SampleAnswer(Value):
    """An answer to rate: written out, or recorded elsewhere and reached by ``link``."""

    id: str
    text: Annotated[str, StringConstraints(max_length=20_000)] = ""
    link: Annotated[str, StringConstraints(max_length=500), AfterValidator(_address)] = ""

    @model_validator(mode="after")
    def _something_to_rate(self) -> SampleAnswer:
        if not self.text and not self.link:
            raise ValueError("a sample answer needs its text or the address of a recording")
        return self


class CalibrationSession(Value):
    """``rubric`` is kept as it was when the session began; ``question`` is the prompt that the answers reply to."""

    id: str
    title: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    rubric: Rubric
    question: Annotated[str, StringConstraints(max_length=4000)] = ""
    answers: Annotated[tuple[SampleAnswer, ...], Field(min_length=1, max_length=MOST_ANSWERS)]
    created_by: str | None
    created_at: AwareDatetime
    closed_at: AwareDatetime | None = None

    def has_answer(self, answer_id: str) -> bool:
        """Whether the answer belongs to this session."""
        return any(answer.id == answer_id for answer in self.answers)


class AnchorPlace(Value):
    """A behaviour of a rubric: its level, and its place among the level's behaviours, from 0."""

    level: ProficiencyLevel
    place: Annotated[int, Field(ge=0, le=4)]


class SampleRating(Value):
    """One person's level for a sample answer, the behaviours seen in it, and the words that led there. Given once."""

    answer_id: str
    person_id: str
    level: ProficiencyLevel
    seen: tuple[AnchorPlace, ...] = ()
    reason: Sentence
    rated_at: AwareDatetime


class AnchorProposal(Value):
    """Better words for one behaviour; the last one for a place stands."""

    id: str
    anchor: AnchorPlace
    text: Sentence
    person_id: str | None
    proposed_at: AwareDatetime


def places(rubric: Rubric) -> tuple[tuple[AnchorPlace, str], ...]:
    """Every behaviour of a rubric with its place, level by level."""
    return tuple(
        (AnchorPlace(level=anchor.level, place=place), behaviour)
        for anchor in rubric.anchors
        for place, behaviour in enumerate(anchor.behaviours)
    )


def reworded(rubric: Rubric, proposals: tuple[AnchorProposal, ...]) -> Rubric:
    """The next version of a rubric, with the last proposal for each behaviour in its place."""
    texts = {proposal.anchor: proposal.text for proposal in sorted(proposals, key=lambda one: (one.proposed_at, one.id))}
    anchors = tuple(
        anchor.model_copy(
            update={
                "behaviours": tuple(
                    texts.get(AnchorPlace(level=anchor.level, place=place), behaviour)
                    for place, behaviour in enumerate(anchor.behaviours)
                )
            }
        )
        for anchor in rubric.anchors
    )
    return rubric.model_copy(update={"anchors": anchors, "version": rubric.version + 1})
