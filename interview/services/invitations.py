"""Invitation links for people who interview once in a while: signed, expiring, for a single interview, good for one opening.

The link carries a signature, so that a forged one is refused without a look into the database, and the database knows whether
it was used or withdrawn. Looking at a link (mail scanners do) consumes nothing; only the confirmed opening does.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import timedelta

from itsdangerous import BadSignature, URLSafeTimedSerializer

from interview.domain.base import Value
from interview.domain.interview import Interview, InterviewState
from interview.domain.letter import Letter, LetterKind
from interview.domain.permission import Permission
from interview.domain.person import Actor, Person, PersonRole
from interview.errors import Forbidden, Invalid
from interview.services.access import interview_for
from interview.services.context import SYSTEM, Context, new_id
from interview.services.identity import new_person, system_actor, token_hash
from interview.services.lockout import forgive, note_failure, refuse_locked
from interview.services.outbox import can_send, put_letter
from interview.services.sessions import open_session
from interview.storage.identity import LinkRow
from interview.storage.unit import Unit

INVITATION_DAYS = 7
CODE_MINUTES = 15
_WRONG_CODE = "This is not the code that was mailed last, or its time is over; look again, or ask for another one."
_WRONG_ADDRESS = "This invitation was not sent to that address; if it was passed on to you, ask for one of your own."
_DEAD = "This invitation is not valid (any more); ask the person who sent it for a new one."


class InvitationView(Value):
    """What a link says before it is opened: enough to recognise it, nothing about the candidate."""

    person_name: str
    stage_id: str
    by_code: bool


def invite_guest(context: Context, actor: Actor, interview_id: str, *, name: str, email: str, timezone: str = "UTC") -> Person:
    """Add somebody without an account as a guest who can be seated on this panel; they only ever come in by invitation."""
    with context.store.write() as unit:
        interview_for(unit, actor, interview_id, Permission.PLAN_INTERVIEW)
        known = unit.identity.person_by_email(email)
        if known is not None:
            return known
        person = new_person(context, email, name, (PersonRole.INTERVIEWER,), timezone)
        unit.identity.add_person(person)
        unit.commit(context.event(actor, "person.create_guest", "person", person.id))
    return person


def create_invitation(context: Context, actor: Actor, interview_id: str, person_id: str) -> str:
    """A token that lets ``person_id`` into this one interview, within a week and once. Earlier ones for it are withdrawn."""
    with context.store.write() as unit:
        interview, _ = interview_for(unit, actor, interview_id, Permission.PLAN_INTERVIEW)
        token = add_invitation(context, unit, actor, interview, person_id)
        unit.commit(context.event(actor, "invitation.create", "interview", interview_id, person=person_id))
    return token


def add_invitation(context: Context, unit: Unit, actor: Actor, interview: Interview, person_id: str) -> str:
    """The same inside the caller's transaction, which has checked that the actor plans this interview."""
    if not interview.has_seat(person_id):
        raise Invalid("Put the person on the panel of this interview first; the invitation opens nothing else.")
    now = context.now()
    unit.identity.revoke_links(now, person_id=person_id, kind="invitation", interview_id=interview.id)
    token = str(_signer(context).dumps([person_id, interview.id, new_id("nonce")]))
    unit.identity.add_link(
        LinkRow(
            token_hash=token_hash(token),
            kind="invitation",
            person_id=person_id,
            interview_id=interview.id,
            created_by=None if actor.person_id == SYSTEM else actor.person_id,
            created_at=now,
            expires_at=now + timedelta(days=INVITATION_DAYS),
        )
    )
    return token


def comes_by_link(context: Context, person: Person) -> bool:
    """Whether somebody has no way to sign in, neither a password nor the company's account, so that a link has to let them in."""
    provider = context.settings.single_sign_on
    if person.has_password or provider is None:
        return not person.has_password
    if person.email.rpartition("@")[2] in provider.domains:
        return False
    with context.store.read() as unit:
        return not unit.identity.has_foreign_identity(person.id, provider.issuer)


def look_at_invitation(context: Context, token: str) -> InvitationView:
    """Show whom a link is for, without consuming it. Refused where opening would be refused."""
    with context.store.read() as unit:
        link = _usable(context, unit.identity.link(token_hash(token)), token)
        person = unit.identity.person(link.person_id)
        interview = unit.interviews.get(link.interview_id or "")
        if person is None or not person.active or interview is None:
            raise Forbidden(_DEAD)
        return InvitationView(person_name=person.name, stage_id=interview.stage_id, by_code=can_send(context))


def mail_code(context: Context, token: str) -> None:
    """Mail a code to whom the link is for: a link that was passed on opens nothing for who can't read that mailbox."""
    with context.store.write() as unit:
        link = _usable(context, unit.identity.link(token_hash(token)), token)
        person = unit.identity.person(link.person_id)
        if person is None or not person.active:
            raise Forbidden(_DEAD)
        refuse_locked(context, unit, _addressee(person), "")
        note_failure(context, unit, _addressee(person), "")  # nobody's mailbox is filled by somebody else's clicks
        now, code = context.now(), f"{secrets.randbelow(10**8):08d}"
        unit.identity.revoke_links(now, person_id=person.id, kind="invitation-code", interview_id=link.interview_id)
        until = now + timedelta(minutes=CODE_MINUTES)
        row = LinkRow(
            token_hash=token_hash(f"{token} {code}"),
            kind="invitation-code",
            person_id=person.id,
            interview_id=link.interview_id,
            created_at=now,
            expires_at=until,
        )
        unit.identity.add_link(row)
        text = f"Hello {person.name},\n\n{code} is the code that opens your interview within {CODE_MINUTES} minutes."
        letter = Letter(
            key=f"code {row.token_hash}",
            kind=LetterKind.LINK,
            to_name=person.name,
            to_email=person.email,
            subject="Your code",
            text=f"{text}\n\nIf you did not ask for it, somebody else has your link: tell the person who invited you.",
            person_id=person.id,
            expires_at=until,
        )
        put_letter(context, unit, letter, actor=system_actor())
        unit.commit(context.event(person.id, "invitation.mail_code", "interview", link.interview_id or ""))


def open_invitation(context: Context, token: str, answer: str, ip: str = "") -> str:
    """Consume a link; returns the token of a session that reaches this one interview. Call it on a confirmed POST only.

    ``answer`` shows that whoever opens it is the addressee: the code that :func:`mail_code` sent or, where no mail can be sent,
    the address that the invitation is for. Wrong answers lock the link like wrong passwords lock an account.
    """
    with context.store.write() as unit:
        link = _usable(context, unit.identity.link(token_hash(token)), token)
        person = unit.identity.person(link.person_id)
        interview = unit.interviews.get(link.interview_id or "")
        if person is None or not person.active or interview is None or not interview.has_seat(person.id):
            raise Forbidden(_DEAD)
        if interview.state is InterviewState.NOT_HELD:
            raise Forbidden("This interview did not take place, so there is nothing to open.")
        refuse_locked(context, unit, _addressee(person), ip)
        if not _is_addressee(context, unit, person, token, answer.strip()):
            note_failure(context, unit, _addressee(person), ip)
            unit.commit_bookkeeping()
            raise Forbidden(_WRONG_CODE if can_send(context) else _WRONG_ADDRESS)
        forgive(unit, _addressee(person))
        unit.identity.use_link(link.token_hash, context.now())
        session = open_session(context, unit, person.id, interview.id)
        unit.commit(context.event(person.id, "invitation.open", "interview", interview.id))
    return session


def _addressee(person: Person) -> str:
    """Whose wrong answers are counted; not the account's own counter, so that a link locks nobody out of their account."""
    return f"invitation {person.id}"


def _is_addressee(context: Context, unit: Unit, person: Person, token: str, answer: str) -> bool:
    if not can_send(context):
        return hmac.compare_digest(answer.lower().encode(), person.email.encode())
    code = unit.identity.link(token_hash(f"{token} {answer}"))
    if code is None or code.kind != "invitation-code":
        return False
    if code.used_at is not None or code.revoked_at is not None or context.now() >= code.expires_at:
        return False
    unit.identity.use_link(code.token_hash, context.now())
    return True


def _signer(context: Context) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(context.secret, salt="invitation-1")


def _usable(context: Context, link: LinkRow | None, token: str) -> LinkRow:
    try:
        person_id, interview_id, _ = _signer(context).loads(token)
    except (BadSignature, ValueError):
        raise Forbidden(_DEAD) from None
    if (
        link is None
        or link.kind != "invitation"
        or (link.person_id, link.interview_id) != (person_id, interview_id)
        or link.used_at is not None
        or link.revoked_at is not None
        or context.now() >= link.expires_at
    ):
        raise Forbidden(_DEAD)
    return link
