"""Passwords: argon2id hashes, a length that matters more than odd characters, and a list of those that attackers try first."""

from __future__ import annotations

import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from interview.errors import Invalid

MINIMUM_LENGTH = 12
MAXIMUM_LENGTH = 200

_NOBODY = "nobody has this password, it only takes as long to check"
_two_at_once = threading.BoundedSemaphore(2)  # a hash takes 64 MiB: a crowd at the door must not exhaust memory
_TRIED_FIRST = ("password", "passwort", "123456", "qwerty", "letmein", "welcome", "admin", "iloveyou", "loopwright", "interview")


class _Hashing:
    """The hasher in use, and a hash that fits nobody's password."""

    def __init__(self, hasher: PasswordHasher) -> None:
        self.hasher = hasher
        self.nobody = hasher.hash(_NOBODY)


_in_use: list[_Hashing] = []


def use_hasher(hasher: PasswordHasher) -> None:
    """Hash with other parameters from now on; old hashes stay valid."""
    _in_use[:] = [_Hashing(hasher)]


def _hashing() -> _Hashing:
    if not _in_use:
        use_hasher(PasswordHasher())
    return _in_use[0]


def check_strength(password: str, *, email: str) -> None:
    """Refuse a password that would be guessed. Raises :class:`~interview.errors.Invalid`."""
    if len(password) < MINIMUM_LENGTH:
        raise Invalid(f"Choose a password of at least {MINIMUM_LENGTH} characters; a few words in a row are good.")
    if len(password) > MAXIMUM_LENGTH:
        raise Invalid(f"Choose a password of at most {MAXIMUM_LENGTH} characters.")
    plain = password.casefold()
    rest = plain
    for word in (*_TRIED_FIRST, email.split("@", maxsplit=1)[0].casefold()):
        rest = rest.replace(word, "")
    if len(set(plain)) < 5 or len(rest.strip("0123456789!.-_ ")) < 4:
        raise Invalid("This password is among the first that are guessed; choose a few words that don't belong together.")


def hash_password(password: str) -> str:
    """The argon2id hash to store. Takes about a fifth of a second on purpose."""
    with _two_at_once:
        return _hashing().hasher.hash(password)


def is_correct(password: str, stored: str | None) -> bool:
    """Whether the password fits; takes equally long when there is none stored, so that nobody learns who has an account."""
    hashing = _hashing()
    with _two_at_once:
        try:
            hashing.hasher.verify(stored or hashing.nobody, password)
        except (VerificationError, InvalidHashError):
            return False
    return stored is not None


def needs_new_hash(stored: str) -> bool:
    """Whether the stored hash was made with weaker parameters than today's."""
    return _hashing().hasher.check_needs_rehash(stored)
