"""A candidate: a person who goes through one loop for one role."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field

from interview.domain.base import Sentence, Slug, Value
from interview.domain.person import Email


class CandidateState(StrEnum):
    """Where a candidate stands. A decision moves it; nothing is inferred from ratings."""

    ACTIVE = "active"
    HIRED = "hired"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"


CLOSED = frozenset({CandidateState.HIRED, CandidateState.REJECTED, CandidateState.WITHDRAWN})
"""Where a case is over and still on record."""


class Candidate(Value):
    """Who is interviewed, pinned to the role version and loop version that were published when they were added."""

    id: str
    name: Sentence
    email: Email | None = None
    role_id: Slug
    role_version: Annotated[int, Field(ge=1)]
    loop_version: Annotated[int, Field(ge=1)]
    timezone: str = "UTC"
    country: str = ""
    state: CandidateState = CandidateState.ACTIVE
    legal_hold: bool = False
    is_demo: bool = False
    created_at: AwareDatetime
    closed_at: AwareDatetime | None = None
