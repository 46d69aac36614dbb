"""Letters that warn a person of a change to how they sign in, so that one they did not make is noticed. No link is in them."""

from __future__ import annotations

from interview.domain.letter import Letter, LetterKind
from interview.domain.person import Actor, Person
from interview.services.context import Context
from interview.services.outbox import can_send, put_letter
from interview.storage.unit import Unit

_NOT_YOU = "If this was not you, tell whoever runs the program at once. This letter has no link in it, on purpose."


def tell_password_changed(context: Context, unit: Unit, actor: Actor, person: Person) -> None:
    """Within the caller's transaction, tell somebody that the password of their account is a new one."""
    what = "The password of your account is a new one. You were signed out everywhere else."
    _tell(context, unit, actor, _letter(context, person, "Your password was changed", what))


def tell_password_reset(context: Context, unit: Unit, actor: Actor, person: Person) -> None:
    """Within the caller's transaction, tell somebody that a link was made with which a password of their account is set."""
    what = f"{actor.name} has made a link with which a new password of your account is set. You were signed out everywhere."
    _tell(context, unit, actor, _letter(context, person, "A new password for your account was asked for", what))


def _letter(context: Context, person: Person, subject: str, what: str) -> Letter:
    now = context.now()
    return Letter(
        key=f"{subject} {person.id} {now.isoformat()}",
        kind=LetterKind.ACCOUNT,
        to_name=person.name,
        to_email=person.email,
        subject=subject,
        text=f"Hello {person.name},\n\n{what} It was {now:%d %B %Y, %H:%M} UTC.\n\n{_NOT_YOU}",
        person_id=person.id,
    )


def _tell(context: Context, unit: Unit, actor: Actor, letter: Letter) -> None:
    """Put the letter, or none without a mail server: a password can be changed all the same."""
    if can_send(context):
        put_letter(context, unit, letter, actor=actor)
