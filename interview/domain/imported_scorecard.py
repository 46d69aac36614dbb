"""A scorecard that somebody wrote in another system. It is kept as it came, marked, shown beside ours, and never counted."""

from __future__ import annotations

from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from interview.domain.base import Value

Text = Annotated[str, StringConstraints(strip_whitespace=False)]


class GivenScorecard(Value):
    """What comes in. ``author`` is the name of who rated; ``document`` the other system's own words, character by character."""

    source: Annotated[str, Field(max_length=32)]
    source_id: Annotated[str, Field(min_length=1, max_length=80)]
    author: Annotated[str, Field(max_length=200)]
    submitted_at: AwareDatetime | None
    document: Text


class ImportedScorecard(GivenScorecard):
    """What is kept. ``entered_by`` is the person who brought it in, who need not be its author; ``None`` is the command line."""

    id: str
    candidate_id: str
    entered_by: str | None
    imported_at: AwareDatetime
