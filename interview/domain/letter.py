"""Letters: what the program sends by mail. They tell when, where and with whom, never what somebody rated or wrote."""

from __future__ import annotations

from enum import StrEnum

from pydantic import AwareDatetime

from interview.domain.base import Sentence, Value
from interview.domain.person import Email


class LetterKind(StrEnum):
    """What a letter is for."""

    INVITATION = "invitation"
    CANCELLATION = "cancellation"
    REMINDER = "reminder"
    LINK = "link"
    ACCOUNT = "account"
    TEST = "test"


class Letter(Value):
    """A mail to one person, as it will be sent.

    ``key`` names what it is about: a second letter with the same key is never put on its way. ``calendar`` is an RFC 5545 file
    whose METHOD is ``method``. A letter about an ``interview_id`` takes the place of earlier ones about it to the same person
    that have not left yet; ``told`` is what it tells, so that only changes are told again. After ``expires_at`` it is not sent
    any more. ``person_id`` is missing where it goes to a candidate.
    """

    key: str
    kind: LetterKind
    to_name: Sentence
    to_email: Email
    subject: Sentence
    text: Sentence
    calendar: str = ""
    method: str = ""
    person_id: str | None = None
    candidate_id: str | None = None
    interview_id: str | None = None
    told: str = ""
    expires_at: AwareDatetime | None = None
