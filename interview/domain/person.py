"""People who use the program, what they are for it, and the actor on whose behalf a service works."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AwareDatetime, Field, StringConstraints

from interview.domain.base import Sentence, Value

Email = Annotated[str, StringConstraints(pattern=r"^[^@\s]+@[^@\s]+$", to_lower=True, max_length=254)]
"""An e-mail address as it is compared: lower case. Whether it exists shows when something is sent to it."""

PersonId = Annotated[str, StringConstraints(min_length=1, max_length=40)]


class PersonRole(StrEnum):
    """What a person is for the program; one person may be several. Not to be confused with the Role that is hired for."""

    ADMINISTRATOR = "administrator"
    RECRUITER = "recruiter"
    HIRING_MANAGER = "hiring_manager"
    INTERVIEWER = "interviewer"
    BAR_RAISER = "bar_raiser"
    AUDITOR = "auditor"


class Person(Value):
    """Somebody with an account. ``has_password`` is false until the one-time link was used; guests never get one."""

    id: PersonId
    email: Email
    name: Sentence
    roles: Annotated[tuple[PersonRole, ...], Field(min_length=1)]
    timezone: str = "UTC"
    active: bool = True
    has_password: bool = False
    created_at: AwareDatetime

    @property
    def may_interview(self) -> bool:
        """Whether a seat on a panel can be theirs: an open account that is for more than auditing."""
        return self.active and bool(set(self.roles) - {PersonRole.AUDITOR})


class Actor(Value):
    """Who asks. ``interview_id`` is set for a session opened by an invitation link: it reaches that one interview only."""

    person_id: PersonId
    name: str
    roles: frozenset[PersonRole]
    timezone: str = "UTC"
    interview_id: str | None = None

    def is_a(self, role: PersonRole) -> bool:
        """Whether the person has this role."""
        return role in self.roles
