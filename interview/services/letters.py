"""Letters that somebody asks for: one-time links. Reminders are written by ``reminding``, invitations where calendars are.

No letter says what anybody rated or wrote, and a link in it opens nothing by itself: opening takes a click.
"""

from __future__ import annotations

from datetime import timedelta

from interview.domain.candidate import Candidate
from interview.domain.interview import Interview
from interview.domain.letter import Letter, LetterKind
from interview.domain.permission import Permission
from interview.domain.person import Actor, Person
from interview.errors import Invalid, NotFound
from interview.services.access import interview_for, loop_of, role_of, stage_of
from interview.services.context import Context
from interview.services.identity import SET_PASSWORD_HOURS, reset_password
from interview.services.invitations import INVITATION_DAYS, add_invitation, comes_by_link
from interview.services.outbox import NO_SERVER, can_send, put_letter
from interview.storage.unit import Unit


def mail_guest_link(context: Context, actor: Actor, interview_id: str, person_id: str) -> None:
    """Send a fresh link that opens this one interview to somebody on its panel; earlier links to it end."""
    with context.store.write() as unit:
        interview, candidate = interview_for(unit, actor, interview_id, Permission.PLAN_INTERVIEW)
        refuse_demo(candidate)
        person = _seated(unit, interview, person_id)
        token = add_invitation(context, unit, actor, interview, person_id)
        stage = stage_of(loop_of(unit, candidate), interview).title
        letter = Letter(
            key=f"guest link {token}",
            kind=LetterKind.LINK,
            to_name=person.name,
            to_email=person.email,
            subject=f"Your interview: {stage}",
            text=(
                f"Hello {person.name},\n\n{actor.name} asks you to interview for the role {role_of(unit, candidate).role.title}. "
                "This link opens your questions and your scorecard, without an account. It works once, for "
                f"{INVITATION_DAYS} days, and it is meant for you alone:\n\n{address(context, f'/invitation/{token}')}"
            ),
            person_id=person_id,
            candidate_id=candidate.id,
            interview_id=interview_id,
            expires_at=context.now() + timedelta(days=INVITATION_DAYS),
        )
        put_letter(context, unit, letter, actor=actor)
        unit.commit(context.event(actor, "invitation.mail", "interview", interview_id, person=person_id))


def mail_password_link(context: Context, actor: Actor, person_id: str) -> None:
    """Send a one-time link with which somebody sets their password; earlier links and all their sessions end."""
    refuse_without_mail(context)  # before anything has ended
    token = reset_password(context, actor, person_id, tell=False)  # the letter with the link tells
    with context.store.write() as unit:
        person = _known(unit, person_id)
        letter = Letter(
            key=f"password link {token}",
            kind=LetterKind.LINK,
            to_name=person.name,
            to_email=person.email,
            subject="Your account: set a password",
            text=(
                f"Hello {person.name},\n\n{actor.name} has made a link with which you set the password of your account. "
                f"It works once, for {SET_PASSWORD_HOURS} hours:\n\n"
                f"{address(context, f'/account/set-password?token={token}')}\n\n"
                "If you did not expect this, do nothing and tell whoever runs the program."
            ),
            person_id=person_id,
            expires_at=context.now() + timedelta(hours=SET_PASSWORD_HOURS),
        )
        put_letter(context, unit, letter, actor=actor)
        unit.commit(context.event(actor, "person.mail_link", "person", person_id))


def refuse_without_mail(context: Context) -> None:
    """Raise :class:`~interview.errors.Invalid` where no letter with a link in it could be sent."""
    if not can_send(context):
        raise Invalid(NO_SERVER)
    address(context, "/")


def address(context: Context, path: str) -> str:
    """A page's address for a mail. Raises :class:`~interview.errors.Invalid` where nobody said how people reach the program."""
    if not context.settings.public_url:
        raise Invalid("A mail can't say where to click: set INTERVIEW_PUBLIC_URL to how people reach the program.")
    return context.settings.public_url.rstrip("/") + path


def kit_address(context: Context, interview_id: str) -> str:
    """Where the kit and the scorecard of an interview are."""
    return address(context, f"/kit?interview={interview_id}")


def refuse_demo(candidate: Candidate) -> None:
    """Nobody gets mail about the demo company."""
    if candidate.is_demo:
        raise Invalid("This is the demo company, whose people do not exist: nothing is sent.")


def guest_address(context: Context, unit: Unit, actor: Actor, interview: Interview, person: Person) -> str:
    """A fresh link for who has no way to sign in; empty for everybody else."""
    if not comes_by_link(context, person):
        return ""
    token = add_invitation(context, unit, actor, interview, person.id)
    return address(context, f"/invitation/{token}")


def _seated(unit: Unit, interview: Interview, person_id: str) -> Person:
    person = _known(unit, person_id)
    if not interview.has_seat(person_id):
        raise Invalid(f"{person.name} is not on the panel of this interview.")
    return person


def _known(unit: Unit, person_id: str) -> Person:
    person = unit.identity.person(person_id)
    if person is None or not person.active:
        raise NotFound("There is no active account for this person.")
    return person
