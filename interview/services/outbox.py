"""The outbox: letters are put here in the transaction of what they tell about, and leave one by one, each once.

``put_letter`` is for other services. A letter's key keeps it from being put twice; a sender claims it before sending, so that two
processes never send the same one. What a letter says is encrypted with the installation's secret and deleted once it has left:
the log keeps to whom, about what and when. If a process dies between sending and noting so, the letter is sent again under the
same Message-ID, by which receivers know it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from interview.domain.base import Value
from interview.domain.letter import Letter, LetterKind
from interview.domain.permission import Permission, require
from interview.domain.person import Actor
from interview.errors import Conflict, Invalid, NotFound
from interview.services.access import candidate_for
from interview.services.context import SYSTEM, Context, new_id
from interview.services.outgoing import RETRIES
from interview.services.scorecards import visible_scorecards
from interview.services.seal import seal, unseal
from interview.storage.mail import LetterRow
from interview.storage.unit import Unit

NO_SERVER = "No mail server is set, so nothing can be sent; see 'Mail' in docs/deployment.md."
CANCEL = "CANCEL"
"""The method of a letter that takes an invitation back."""
_PURPOSE = "letters"
_AT_ONCE = 50
_CLAIM = timedelta(minutes=10)
_REPLACED = "replaced by a newer letter before it left"
_LATE = "not sent: it came too late to be of use"


class Undeliverable(Exception):
    """The receiving side has refused for good, so trying again is of no use; the sentence says why."""


Send = Callable[[str, Letter], None]
"""Sends a letter under an id that stays the same however often it is tried.

Raises :class:`Undeliverable` where trying again is of no use, ``OSError`` where it is.
"""


class Told(Value):
    """What somebody knows about an interview: ``told`` is the digest of it."""

    interview_id: str
    to_name: str
    to_email: str
    person_id: str | None
    told: str


class LetterView(Value):
    """A letter in the log. ``state`` is ``waiting``, ``sent`` or ``stopped``; ``outcome`` tells of the last attempt.

    ``can_retry``: it was given up, and what it says is still there.
    """

    id: str
    kind: LetterKind
    to_name: str
    to_email: str
    subject: str
    state: str
    can_retry: bool
    attempts: int
    outcome: str
    candidate_id: str | None
    created_at: datetime
    next_at: datetime | None
    sent_at: datetime | None


def can_send(context: Context) -> bool:
    """Whether a mail server is set."""
    return bool(context.settings.smtp_url)


def put_letter(context: Context, unit: Unit, letter: Letter, *, actor: Actor) -> bool:
    """Put a letter on its way within the caller's transaction; false if one with its key is on its way or has left.

    Call it after checking that ``actor`` may cause it. Raises :class:`~interview.errors.Invalid` without a mail server.
    """
    if not can_send(context):
        raise Invalid(NO_SERVER)
    key = hashlib.sha256(letter.key.encode()).hexdigest()
    earlier = unit.mail.by_key(key)
    if earlier is not None and not _has_stopped(earlier):
        return False
    if earlier is not None:
        unit.mail.remove(earlier.id)
    now = context.now()
    if letter.interview_id and letter.method:
        _replace_earlier(unit, letter, now)
    row = LetterRow(
        id=new_id("letter"),
        key=key,
        sealed=seal(context, _PURPOSE, json.dumps([letter.text, letter.calendar])),
        created_by=None if actor.person_id == SYSTEM else actor.person_id,
        created_at=now,
        next_at=now,
        **letter.model_dump(exclude={"key", "text", "calendar"}),
    )
    unit.mail.add(row)
    return True


def send_letters(context: Context, actor: Actor, candidate_id: str, letters: Sequence[Letter]) -> int:
    """Put letters about a candidate's interviews on their way, all or none; returns how many were not on their way already."""
    with context.store.write() as unit:
        candidate_for(unit, actor, candidate_id, Permission.PLAN_INTERVIEW)
        put = sum(put_letter(context, unit, letter, actor=actor) for letter in letters)
        if put:
            unit.commit(context.event(actor, "candidate.mail", "candidate", candidate_id, letters=put))
    return put


def list_told(context: Context, actor: Actor, candidate_id: str) -> tuple[Told, ...]:
    """What people were last told about each of a candidate's interviews, whether it has arrived or is on its way."""
    with context.store.read() as unit:
        candidate_for(unit, actor, candidate_id, Permission.PLAN_INTERVIEW)
        rows = unit.mail.about_interviews(candidate_id)
    last = {(row.interview_id, row.to_email): row for row in rows if row.method and not _has_stopped(row)}
    return tuple(Told.model_validate(row, from_attributes=True) for row in last.values() if row.method != CANCEL)


def list_letters(context: Context, actor: Actor, *, candidate_id: str | None = None, limit: int = 100) -> tuple[LetterView, ...]:
    """The log, newest first: what concerns a candidate for who plans their interviews, else everything for administrators.

    Reminders tell who has not submitted yet; they are left out where the actor may not see that.
    """
    with context.store.read() as unit:
        if candidate_id is None:
            require(actor, Permission.MANAGE_PEOPLE)
        else:
            candidate_for(unit, actor, candidate_id, Permission.PLAN_INTERVIEW)
        rows = unit.mail.newest(limit, candidate_id)
        chased = {row.candidate_id for row in rows if row.kind is LetterKind.REMINDER and row.candidate_id}
        hidden = {one for one in chased if not _may_see_statuses(unit, actor, one)}
        rows = tuple(row for row in rows if row.kind is not LetterKind.REMINDER or row.candidate_id not in hidden)
    return tuple(_view(row) for row in rows)


def retry_letter(context: Context, actor: Actor, letter_id: str) -> LetterView:
    """Try a letter again that was given up. One that has left is not sent twice: do again what caused it."""
    require(actor, Permission.MANAGE_PEOPLE)
    with context.store.write() as unit:
        row = unit.mail.get(letter_id)
        if row is None:
            raise NotFound("There is no such letter.")
        if not row.sealed or row.next_at is not None:
            raise Conflict("This letter has left, waits to be sent, or was replaced; only one that was given up is tried again.")
        unit.mail.update(letter_id, attempts=0, next_at=context.now(), claimed_until=None)
        unit.commit(context.event(actor, "letter.retry", "letter", letter_id))
        return _view(row.model_copy(update={"attempts": 0, "next_at": context.now()}))


def mail_test(context: Context, actor: Actor) -> None:
    """Send a letter to oneself, to see whether the mail server takes it."""
    require(actor, Permission.MANAGE_PEOPLE)
    with context.store.write() as unit:
        person = unit.identity.person(actor.person_id)
        if person is None:
            raise NotFound("The command line has no address; sign in to send a test.")
        letter = Letter(
            key=f"test {person.id} {context.now().isoformat()}",
            kind=LetterKind.TEST,
            to_name=person.name,
            to_email=person.email,
            subject="A test of the mail server",
            text=f"Hello {person.name},\n\nthis letter was sent to see whether letters arrive. They do.",
            person_id=person.id,
            expires_at=context.now() + timedelta(hours=1),
        )
        put_letter(context, unit, letter, actor=actor)
        unit.commit(context.event(actor, "letter.test", "person", person.id))


def deliver_letters(context: Context, send: Send) -> int:
    """Send what is due; returns how many left. Nothing happens without a mail server: letters wait."""
    if not can_send(context):
        return 0
    with context.store.read() as unit:
        due = unit.mail.due(context.now(), _AT_ONCE)
    return sum(_deliver(context, row.id, send) for row in due)


def _deliver(context: Context, letter_id: str, send: Send) -> bool:
    now = context.now()
    with context.store.write() as unit:
        claimed = unit.mail.claim(letter_id, now, now + _CLAIM)
        row = unit.mail.get(letter_id)
        unit.commit_bookkeeping()
    if not claimed or row is None:
        return False
    changes = _attempt(context, row, send, now)
    with context.store.write() as unit:
        unit.mail.update(letter_id, attempts=row.attempts + 1, claimed_until=None, **changes)
        unit.commit_bookkeeping()
    return changes.get("sent_at") is not None


def _attempt(context: Context, row: LetterRow, send: Send, now: datetime) -> dict[str, object]:
    if row.expires_at is not None and row.expires_at <= now:
        return {"outcome": _LATE, "next_at": None, "sealed": ""}
    try:
        send(row.id, _unsealed(context, row))
    except Undeliverable as refused:
        return {"outcome": str(refused)[:300], "next_at": None}
    except OSError as error:
        wait = RETRIES[row.attempts] if row.attempts < len(RETRIES) else None
        return {"outcome": str(error)[:300], "next_at": now + wait if wait else None}
    return {"outcome": "", "next_at": None, "sent_at": context.now(), "sealed": ""}


def _replace_earlier(unit: Unit, letter: Letter, now: datetime) -> None:
    """What has not left yet is out of date. A letter that a sender holds right now leaves; its SEQUENCE is the lower one."""
    for row in unit.mail.of_interview(str(letter.interview_id)):
        held = row.claimed_until is not None and row.claimed_until > now
        if row.to_email == letter.to_email and row.method and row.next_at is not None and not held:
            unit.mail.update(row.id, next_at=None, outcome=_REPLACED, sealed="")


def _has_stopped(row: LetterRow) -> bool:
    """Given up, replaced, or too late: nobody has read it and nobody will."""
    return row.sent_at is None and row.next_at is None


def _may_see_statuses(unit: Unit, actor: Actor, candidate_id: str) -> bool:
    candidate = unit.candidates.get(candidate_id)
    return candidate is not None and visible_scorecards(unit, actor, candidate).sight.statuses


def _unsealed(context: Context, row: LetterRow) -> Letter:
    try:
        text, calendar = json.loads(unseal(context, _PURPOSE, row.sealed))
    except Invalid as unreadable:
        raise Undeliverable(f"{unreadable}; send it anew") from None
    fields = row.model_dump(include=set(Letter.model_fields) - {"key"})
    return Letter(key=row.key, text=text, calendar=calendar, **fields)


def _view(row: LetterRow) -> LetterView:
    state = "sent" if row.sent_at else "stopped" if _has_stopped(row) else "waiting"
    given_up = _has_stopped(row) and bool(row.sealed)
    return LetterView(state=state, can_retry=given_up, **row.model_dump(include=set(LetterView.model_fields) - {"state"}))
