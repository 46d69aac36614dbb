"""Signing in with the company's own account: whoever the provider vouches for becomes one of our sessions.

The first sign-in links the provider's subject to the person with the same verified address, or adds the person where the
settings say so. From then on the subject counts: an address that the company gives to somebody else later leads to nobody.
"""

from __future__ import annotations

from interview.domain.base import Value
from interview.domain.permission import Permission, require
from interview.domain.person import Actor, Person, PersonRole
from interview.errors import Forbidden, Invalid
from interview.services.context import Context
from interview.services.identity import known_person, new_person
from interview.services.sessions import open_session
from interview.settings import SingleSignOn
from interview.storage.identity import ForeignIdentityRow
from interview.storage.unit import Unit

_UNKNOWN = "There is no account for you here yet; ask an administrator to add {email}."
_CLOSED = "Your account here is closed; ask an administrator."
_UNVERIFIED = "Your company's sign-in does not vouch for your e-mail address; have it verified there first."
_TAKEN = "The account of {email} belongs to another sign-in of your company; ask an administrator to release it."


class Vouched(Value):
    """What the provider vouches for. ``email_verified`` is ``None`` where it says nothing about it."""

    subject: str
    email: str
    email_verified: bool | None
    name: str = ""


def sign_in_vouched(context: Context, provider: SingleSignOn, vouched: Vouched) -> str:
    """Open a session for whom the provider vouches; returns its token. Raises :class:`~interview.errors.Forbidden`."""
    with context.store.write() as unit:
        person = unit.identity.person_by_foreign_identity(provider.issuer, vouched.subject)
        if linked := person is None:
            person = _by_address(context, unit, provider, vouched)
        if not person.active:
            raise Forbidden(_CLOSED)
        if linked:
            row = ForeignIdentityRow(
                issuer=provider.issuer, subject=vouched.subject, person_id=person.id, linked_at=context.now()
            )
            unit.identity.add_foreign_identity(row)
        token = open_session(context, unit, person.id)
        unit.commit(context.event(person.id, "session.open", "person", person.id, by="single sign-on", linked=linked))
    return token


def forget_single_sign_on(context: Context, actor: Actor, person_id: str) -> int:
    """Release an account from the company's sign-in, so that the next one with its address is linked anew; ends its sessions."""
    require(actor, Permission.MANAGE_PEOPLE)
    with context.store.write() as unit:
        known_person(unit, person_id)
        released = unit.identity.remove_foreign_identities(person_id)
        unit.identity.revoke_sessions(person_id, context.now())
        unit.commit(context.event(actor, "person.forget_single_sign_on", "person", person_id, released=released))
    return released


def check_provider(provider: SingleSignOn) -> None:
    """Refuse settings that could only fail at the first sign-in."""
    words = [role.value for role in PersonRole if role is not PersonRole.ADMINISTRATOR]
    if provider.new_people and provider.new_people not in words:
        raise Invalid(f"INTERVIEW_OIDC_NEW_PEOPLE: '{provider.new_people}' is none of {', '.join(words)}.")


def _by_address(context: Context, unit: Unit, provider: SingleSignOn, vouched: Vouched) -> Person:
    """The person with this address, or a new one; the address counts only if the provider vouches for it."""
    if not (vouched.email_verified or (vouched.email_verified is None and provider.trusts_email)) or not vouched.email:
        raise Forbidden(_UNVERIFIED)
    person = unit.identity.person_by_email(vouched.email)
    if person is not None:
        if unit.identity.has_foreign_identity(person.id, provider.issuer):
            raise Forbidden(_TAKEN.format(email=vouched.email))
        return person
    if not provider.new_people or vouched.email.rpartition("@")[2].lower() not in provider.domains:
        raise Forbidden(_UNKNOWN.format(email=vouched.email))
    person = new_person(context, vouched.email, vouched.name or vouched.email, (PersonRole(provider.new_people),), "UTC")
    unit.identity.add_person(person)
    return person
