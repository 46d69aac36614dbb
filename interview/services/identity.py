"""People: first administrator, accounts, what they are for, and the one-time links with which they set a password."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import zoneinfo
from datetime import timedelta

from interview.domain.base import Value
from interview.domain.permission import Permission, require
from interview.domain.person import Actor, Person, PersonRole
from interview.errors import Conflict, Forbidden, Invalid, NotFound
from interview.services.account_letters import tell_password_changed, tell_password_reset
from interview.services.context import SYSTEM, Context, new_id
from interview.services.lockout import forgive
from interview.services.passwords import check_strength, hash_password
from interview.storage.identity import LinkRow
from interview.storage.unit import Unit

SET_PASSWORD_HOURS = 72

_LINK_DEAD = "This link is not valid (any more); ask for a new one."


class NewPerson(Value):
    """Somebody who was just added, and the token of the one-time link with which they set a password. It is shown once."""

    person: Person
    set_password_token: str


def token_hash(token: str) -> str:
    """What is stored of a token: enough to recognise it, not enough to use it."""
    return hashlib.sha256(token.encode()).hexdigest()


def needs_first_administrator(context: Context) -> bool:
    """Whether there is no administrator yet."""
    with context.store.read() as unit:
        return not unit.identity.has_administrator()


def has_own_password(context: Context, actor: Actor) -> bool:
    """Whether the actor signs in with a password of this program."""
    with context.store.read() as unit:
        return context.settings.passwords and unit.identity.password_hash(actor.person_id) is not None


def setup_token(context: Context) -> str:
    """What is printed on the console at the first start: whoever can read it may become the first administrator."""
    return hmac.new(context.secret, b"first administrator", hashlib.sha256).hexdigest()[:24]


def create_first_administrator(context: Context, token: str, *, email: str, name: str, password: str) -> Actor:
    """Make the first account. Possible once, and only with the token from the console."""
    if not hmac.compare_digest(token.strip(), setup_token(context)):
        raise Forbidden("The setup code is wrong; it is printed where the program was started.")
    check_strength(password, email=email, name=name)
    hashed = hash_password(password)
    with context.store.write() as unit:
        if unit.identity.has_administrator():
            raise Conflict("The first administrator exists already; sign in.")
        person = new_person(context, email, name, (PersonRole.ADMINISTRATOR,), "UTC")
        unit.identity.add_person(person)
        unit.identity.update_person(person.id, password_hash=hashed)
        unit.commit(context.event(person.id, "person.create_first_administrator", "person", person.id))
    return actor_of(person)


def create_person(
    context: Context,
    actor: Actor,
    *,
    email: str,
    name: str,
    roles: tuple[PersonRole, ...],
    timezone: str = "UTC",
    is_demo: bool = False,
) -> NewPerson:
    """Add somebody; the returned token opens the page where they set their password."""
    require(actor, Permission.MANAGE_PEOPLE)
    with context.store.write() as unit:
        if unit.identity.person_by_email(email) is not None:
            raise Conflict(f"There is already an account for {email.strip().lower()}.")
        person = new_person(context, email, name, roles, timezone)
        unit.identity.add_person(person, is_demo=is_demo)
        token = _add_set_password_link(context, unit, person, actor.person_id)
        unit.commit(context.event(actor, "person.create", "person", person.id, roles=" ".join(roles)))
    return NewPerson(person=person, set_password_token=token)


def reset_password(context: Context, actor: Actor, person_id: str, *, tell: bool = True) -> str:
    """A new one-time link for somebody who lost their password; earlier links and all sessions end. Returns the token.

    The person is told by mail, unless the caller does so (``tell``).
    """
    require(actor, Permission.MANAGE_PEOPLE)
    with context.store.write() as unit:
        person = known_person(unit, person_id)
        unit.identity.revoke_links(context.now(), person_id=person_id, kind="set-password")
        unit.identity.revoke_sessions(person_id, context.now())
        forgive(unit, person.email)
        token = _add_set_password_link(context, unit, person, actor.person_id)
        if tell:
            tell_password_reset(context, unit, actor, person)
        unit.commit(context.event(actor, "person.reset_password", "person", person_id))
    return token


def set_password_by_token(context: Context, token: str, password: str) -> Person:
    """Set a password with a one-time link; every session of the person ends."""
    hashed_token = token_hash(token)
    with context.store.read() as unit:
        person = known_person(unit, _usable_link(context, unit, hashed_token, "set-password").person_id)
    check_strength(password, email=person.email, name=person.name)
    hashed = hash_password(password)
    with context.store.write() as unit:
        _usable_link(context, unit, hashed_token, "set-password")  # somebody may have used it while we were hashing
        unit.identity.use_link(hashed_token, context.now())
        unit.identity.update_person(person.id, password_hash=hashed)
        unit.identity.revoke_sessions(person.id, context.now())
        tell_password_changed(context, unit, actor_of(person), person)
        unit.commit(context.event(person.id, "person.set_password", "person", person.id))
    return person.model_copy(update={"has_password": True})


def deactivate_person(context: Context, actor: Actor, person_id: str) -> Person:
    """Close an account: sessions and open links end at once; what the person wrote stays."""
    require(actor, Permission.MANAGE_PEOPLE)
    with context.store.write() as unit:
        person = known_person(unit, person_id)
        _keep_an_administrator(unit, person)
        unit.identity.update_person(person_id, active=False)
        unit.identity.revoke_sessions(person_id, context.now())
        unit.identity.revoke_links(context.now(), person_id=person_id)
        unit.commit(context.event(actor, "person.deactivate", "person", person_id))
    return person.model_copy(update={"active": False})


def change_roles(context: Context, actor: Actor, person_id: str, roles: tuple[PersonRole, ...]) -> Person:
    """Give somebody other roles; takes effect with their next click."""
    require(actor, Permission.MANAGE_PEOPLE)
    if not roles:
        raise Invalid("Choose at least one role; to take all of them away, deactivate the account.")
    with context.store.write() as unit:
        person = known_person(unit, person_id)
        if PersonRole.ADMINISTRATOR not in roles:
            _keep_an_administrator(unit, person)
        unit.identity.update_person(person_id, roles=roles)
        details = {"before": " ".join(person.roles), "after": " ".join(roles)}
        unit.commit(context.event(actor, "person.change_roles", "person", person_id, **details))
    return person.model_copy(update={"roles": roles})


def list_people(context: Context, actor: Actor) -> tuple[Person, ...]:
    """Everybody with an account, by name."""
    require(actor, Permission.LIST_PEOPLE)
    with context.store.read() as unit:
        return unit.identity.people()


def system_actor() -> Actor:
    """The actor of the command line: whoever can run commands on the machine that holds the database is its administrator."""
    return Actor(person_id=SYSTEM, name="command line", roles=frozenset({PersonRole.ADMINISTRATOR}))


def actor_of(person: Person, interview_id: str | None = None) -> Actor:
    """The person as an actor; ``interview_id`` narrows the actor to one interview."""
    return Actor(
        person_id=person.id,
        name=person.name,
        roles=frozenset(person.roles),
        timezone=person.timezone,
        interview_id=interview_id,
    )


def new_person(context: Context, email: str, name: str, roles: tuple[PersonRole, ...], timezone: str) -> Person:
    """Somebody who is not stored yet; refuses what is no address, name or time zone."""
    require_timezone(timezone)
    if not name.strip():
        raise Invalid("Give a name.")
    if "@" not in email.strip("@ "):
        raise Invalid(f"'{email}' is no e-mail address.")
    if not roles:
        raise Invalid("Choose at least one role.")
    return Person(
        id=new_id("person"),
        email=email,
        name=name,
        roles=tuple(dict.fromkeys(roles)),
        timezone=timezone,
        created_at=context.now(),
    )


def require_timezone(name: str) -> None:
    """Refuse what is no time zone, before somebody's hours are read in it."""
    if name not in zoneinfo.available_timezones():
        raise Invalid(f"'{name}' is no time zone; write it like Europe/Berlin.")


def known_person(unit: Unit, person_id: str) -> Person:
    """The person with this id. Raises :class:`~interview.errors.NotFound`."""
    person = unit.identity.person(person_id)
    if person is None:
        raise NotFound("There is no such person.")
    return person


def _keep_an_administrator(unit: Unit, leaving: Person) -> None:
    others = [
        person
        for person in unit.identity.people()
        if person.active and PersonRole.ADMINISTRATOR in person.roles and person.id != leaving.id
    ]
    if PersonRole.ADMINISTRATOR in leaving.roles and not others:
        raise Invalid("This is the only active administrator; make somebody else an administrator first.")


def _add_set_password_link(context: Context, unit: Unit, person: Person, created_by: str) -> str:
    token = secrets.token_urlsafe(32)
    unit.identity.add_link(
        LinkRow(
            token_hash=token_hash(token),
            kind="set-password",
            person_id=person.id,
            created_by=None if created_by == SYSTEM else created_by,
            created_at=context.now(),
            expires_at=context.now() + timedelta(hours=SET_PASSWORD_HOURS),
        )
    )
    return token


def _usable_link(context: Context, unit: Unit, hashed: str, kind: str) -> LinkRow:
    link = unit.identity.link(hashed)
    if (
        link is None
        or link.kind != kind
        or link.used_at is not None
        or link.revoked_at is not None
        or context.now() >= link.expires_at
    ):
        raise Forbidden(_LINK_DEAD)
    return link
