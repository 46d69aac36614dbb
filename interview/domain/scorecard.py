"""A scorecard: one interviewer's record of one interview, and what must be in it before it can be submitted."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, ConfigDict, Field, model_validator

from interview.domain.base import Slug, Value
from interview.domain.skill import ProficiencyLevel
from interview.errors import Conflict, Invalid

EVIDENCE_MINIMUM = 15
"""Characters of evidence below which a rating can't be submitted: less can't say what somebody did."""

LONGEST_MINUTES = 600

Text = Annotated[str, Field(max_length=20_000)]


class Vote(StrEnum):
    """The interviewer's own call; there is no middle."""

    STRONG_NO = "strong_no"
    NO = "no"
    YES = "yes"
    STRONG_YES = "strong_yes"


class Rating(Value):
    """One level on one skill, with evidence. ``level`` is ``None`` both while undecided and when ``not_assessed`` says so."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)

    skill_id: Slug
    level: ProficiencyLevel | None = None
    not_assessed: bool = False
    evidence: Text = ""

    @model_validator(mode="after")
    def _one_answer(self) -> Rating:
        if self.not_assessed and self.level is not None:
            raise ValueError("a skill is either rated or not assessed")
        return self


class ScorecardContent(Value):
    """What the interviewer writes; text is kept exactly as typed. ``minutes_held``: how long it really took, if given."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=False)

    ratings: tuple[Rating, ...] = ()
    notes: Text = ""
    vote: Vote | None = None
    vote_reason: Text = ""
    minutes_held: Annotated[int, Field(ge=1, le=LONGEST_MINUTES)] | None = None

    @model_validator(mode="after")
    def _each_skill_once(self) -> ScorecardContent:
        ids = [rating.skill_id for rating in self.ratings]
        if len(set(ids)) != len(ids):
            raise ValueError("a skill is rated twice")
        return self

    def rating(self, skill_id: str) -> Rating:
        """The rating of a skill, empty where nothing was entered yet."""
        return next((rating for rating in self.ratings if rating.skill_id == skill_id), Rating(skill_id=skill_id))


EMPTY = ScorecardContent()


class ScorecardState(StrEnum):
    """A draft belongs to its author alone; a submitted scorecard is locked, later changes are amendments."""

    DRAFT = "draft"
    SUBMITTED = "submitted"


class Scorecard(Value):
    """One interviewer's record of one interview. ``version`` counts every saved change, drafts included."""

    id: str
    interview_id: str
    candidate_id: str
    person_id: str
    is_shadow: bool = False
    state: ScorecardState
    version: int
    content: ScorecardContent
    updated_at: AwareDatetime
    submitted_at: AwareDatetime | None = None


class RevisionKind(StrEnum):
    """Why a text was kept: submitted, amended after that, or set aside because somebody else had saved first."""

    SUBMITTED = "submitted"
    AMENDED = "amended"
    SET_ASIDE = "set_aside"


class Revision(Value):
    """One kept text of a scorecard. ``had_seen_others``: whether the author could have read others' scorecards by then."""

    version: int
    kind: RevisionKind
    content: ScorecardContent
    saved_at: AwareDatetime
    person_id: str
    reason: str = ""
    had_seen_others: bool = False


class Missing(Value):
    """Something that keeps a scorecard from being submitted: ``field`` is ``skill:<id>``, ``vote`` or ``vote_reason``."""

    field: str
    message: str


class ScorecardConflict(Conflict):
    """Another tab saved first. Carries both texts; ``mine`` has also been set aside in the database."""

    def __init__(self, mine: ScorecardContent, stored: Scorecard) -> None:
        self.mine = mine
        self.stored = stored
        super().__init__(
            "This scorecard was saved somewhere else in the meantime. Nothing was overwritten and both texts are kept: "
            "choose one or put them together."
        )


class ScorecardIncomplete(Invalid):
    """Refused submit; ``missing`` lists every gap in the order of the form."""

    def __init__(self, missing: tuple[Missing, ...]) -> None:
        self.missing = missing
        super().__init__("This scorecard can't be submitted yet: " + " ".join(gap.message for gap in missing))


def missing_before_submit(content: ScorecardContent, skills: Iterable[tuple[str, str]]) -> tuple[Missing, ...]:
    """What is missing before ``content`` can be submitted for a stage that rates ``skills`` (id and name)."""
    gaps = []
    wanted = dict(skills)
    for skill_id, name in wanted.items():
        rating = content.rating(skill_id)
        if rating.level is None and not rating.not_assessed:
            gaps.append(Missing(field=f"skill:{skill_id}", message=f"Rate {name}, or mark it as not assessed."))
        elif rating.level is not None and len(rating.evidence.strip()) < EVIDENCE_MINIMUM:
            gaps.append(
                Missing(
                    field=f"skill:{skill_id}",
                    message=f"Write what you saw or heard for {name} (at least {EVIDENCE_MINIMUM} characters).",
                )
            )
    gaps.extend(
        Missing(field=f"skill:{rating.skill_id}", message=f"This stage does not rate {rating.skill_id}; remove it.")
        for rating in content.ratings
        if rating.skill_id not in wanted
    )
    if content.vote is None:
        gaps.append(Missing(field="vote", message="Choose your vote."))
    if not content.vote_reason.strip():
        gaps.append(Missing(field="vote_reason", message="Give the reason for your vote in a line."))
    return tuple(gaps)
