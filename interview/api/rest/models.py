"""What goes over the wire. Named fields of their own, so that the inside can change without the API changing."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field

from interview.domain.base import Slug
from interview.domain.candidate import CandidateState
from interview.domain.debrief import Dissent, Outcome
from interview.domain.interview import Interview
from interview.domain.loop import Loop
from interview.domain.person import Email, PersonRole
from interview.domain.role import Role
from interview.domain.scorecard import ScorecardContent, Vote
from interview.exports.ats import greenhouse
from interview.services.api_tokens import Scope, TokenView
from interview.services.kits import Kit
from interview.services.webhooks import DeliveryView, WebhookView

Name = Annotated[str, Field(min_length=1, max_length=200, pattern=r"\S")]
Id = Annotated[str, Field(min_length=1, max_length=80)]


class Given(BaseModel):
    """What a client sends: unknown fields are refused, since a misspelt one must not be silently dropped."""

    model_config = ConfigDict(extra="forbid")


class PageQuery(Given):
    """``cursor`` is the ``next`` of the page before."""

    limit: Annotated[int, Field(ge=1, le=100)] = 50
    cursor: Annotated[str, Field(max_length=80)] = ""


class CandidatesQuery(PageQuery):
    """``role`` narrows to one role."""

    role: Annotated[str, Field(max_length=80)] = ""


class GreenhouseScorecards(Given):
    """Scorecards as Greenhouse sends them."""

    scorecards: Annotated[list[greenhouse.Scorecard], Field(min_length=1, max_length=100)]


class ImportedItem(BaseModel):
    """A scorecard of another system: whose it is, who brought it in, and its own words without private notes."""

    id: str
    source: str
    author: str
    submitted_at: datetime | None
    entered_by: str | None
    imported_at: datetime
    scorecard: greenhouse.Scorecard


class ImportedList(BaseModel):
    """Imported scorecards; they count in no recommendation."""

    items: list[ImportedItem]


class DocumentQuery(Given):
    """``reviewed`` is the hash of a committee packet that was looked through."""

    reviewed: Annotated[str, Field(max_length=64)] = ""


class Me(BaseModel):
    """Who the token speaks for."""

    person_id: str
    name: str
    roles: list[PersonRole]
    scopes: list[Scope]


class RoleItem(BaseModel):
    """A role in a list."""

    id: str
    title: str
    version: int
    state: str
    skills: int


class RoleDetail(BaseModel):
    """A version of a role."""

    role: Role
    state: str
    revision: int
    may_change: bool


class LoopDetail(BaseModel):
    """A version of a role's loop."""

    loop: Loop
    state: str
    revision: int
    published_at: datetime | None


class CandidateItem(BaseModel):
    """A candidate. Nothing here tells how far scorecards are."""

    id: str
    name: str
    email: str | None
    role_id: str
    role_title: str
    role_version: int
    loop_version: int
    timezone: str
    country: str
    state: CandidateState
    created_at: datetime


class CandidateDetail(CandidateItem):
    """A candidate with the loop's interviews."""

    interviews: list[Interview]
    scorecards_due: int | None


class NewCandidate(Given):
    """Somebody to add to a role's published loop."""

    name: Name
    role_id: Slug
    email: Email | None = None
    timezone: Annotated[str, Field(max_length=64)] = "UTC"
    country: Annotated[str, Field(max_length=64)] = ""


class ScorecardItem(BaseModel):
    """A submitted scorecard."""

    id: str
    interview_id: str
    author: str
    stage_title: str
    is_shadow: bool
    submitted_at: datetime | None
    content: ScorecardContent


class Scorecards(BaseModel):
    """What the asker may read; while blind only their own, ``hidden_because`` says why, and nothing is counted."""

    open: bool
    hidden_because: str
    due: int | None
    items: list[ScorecardItem]


class DecisionItem(BaseModel):
    """A decision that was made."""

    id: str
    outcome: Outcome
    reason: str
    decided_by: str
    decided_at: datetime
    dissent: list[Dissent]


class Debrief(BaseModel):
    """The debrief as numbers. ``recommendation`` has the fields of ``interview score``; it is empty before the first rating."""

    candidate_id: str
    not_covered: list[str]
    due: int | None
    recommendation: dict[str, Any]
    decisions: list[DecisionItem]


class NewDecision(Given):
    """A decision; ``reason`` is required where it differs from the recommendation."""

    outcome: Outcome
    reason: Annotated[str, Field(max_length=20_000)] = ""
    dissent: Annotated[list[Dissent], Field(max_length=50)] = []


class NewDebriefVote(Given):
    """A vote after reading."""

    vote: Vote
    reason: Annotated[str, Field(max_length=20_000)] = ""


def _soon_enough(moment: datetime) -> datetime:
    if not 2000 <= moment.year <= 2200:
        raise ValueError("the year must lie between 2000 and 2200")
    return moment


class NewTime(Given):
    """When an interview starts, and, if given, who sits on its panel."""

    starts_at: Annotated[AwareDatetime, AfterValidator(_soon_enough)]
    panel: Annotated[list[Id], Field(min_length=1, max_length=5)] | None = None


class Amendment(Given):
    """A changed scorecard with the reason for the change."""

    content: ScorecardContent
    reason: Annotated[str, Field(min_length=1, max_length=4000, pattern=r"\S")]


class MyInterviewItem(BaseModel):
    """One of the asker's own interviews."""

    interview: Interview
    candidate_name: str
    role_title: str
    stage_title: str
    is_shadow: bool
    scorecard_id: str | None
    submitted: bool
    due_at: datetime | None
    is_overdue: bool


class Written(BaseModel):
    """The receipt of a write: where to read it again, and its version."""

    id: str
    href: str
    version: int | None = None


class NewWebhook(Given):
    """An address and what it is told of."""

    url: Annotated[str, Field(max_length=500)]
    events: Annotated[list[str], Field(min_length=1, max_length=20)]


class AddedWebhook(Written):
    """The receipt of a webhook. ``secret`` signs its requests; a repeated request does not show it again."""

    secret: str = ""


class RoleList(BaseModel):
    """A page of roles."""

    items: list[RoleItem]
    next: str | None


class CandidateList(BaseModel):
    """A page of candidates."""

    items: list[CandidateItem]
    next: str | None


class MyInterviewList(BaseModel):
    """A page of interviews."""

    items: list[MyInterviewItem]
    next: str | None


class InterviewList(BaseModel):
    """A candidate's interviews in the loop's order."""

    items: list[Interview]


class TokenList(BaseModel):
    """The asker's tokens."""

    items: list[TokenView]


class WebhookList(BaseModel):
    """All webhooks."""

    items: list[WebhookView]


class DeliveryList(BaseModel):
    """The log of a webhook."""

    items: list[DeliveryView]


class KitDetail(BaseModel):
    """The kit of one interview."""

    kit: Kit


class DocumentForm(BaseModel):
    """Names of documents and the forms each can have."""

    documents: dict[str, list[str]]
    subject: dict[str, Literal["candidate", "interview", "role", "two roles"]]
