"""Passwords: argon2id hashes, a length that matters more than odd characters, and how soon an attacker would guess them."""

from __future__ import annotations

import re
import threading

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from interview.errors import Invalid

MINIMUM_LENGTH = 12
MAXIMUM_LENGTH = 200
GUESSES_LOG10 = 10
"""Ten thousand million guesses: out of reach even for who has stolen the hashes, given how slow argon2id is."""

_LOOKED_AT = 72  # characters that zxcvbn takes

_NOBODY = "nobody has this password, it only takes as long to check"
_two_at_once = threading.BoundedSemaphore(2)  # a hash takes 64 MiB: a crowd at the door must not exhaust memory


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


def check_strength(password: str, *, email: str, name: str = "") -> None:
    """Refuse a password that would be guessed. Raises :class:`~interview.errors.Invalid`.

    zxcvbn counts the guesses that a good attacker needs: it knows the 30 000 passwords most often seen in breaches, common words
    and names, and what people do to them (years, exclamation marks, letters turned into figures, rows of keys, repetitions). The
    person's own name and address count as known. It works offline.
    """
    if len(password) < MINIMUM_LENGTH:
        raise Invalid(f"Choose a password of at least {MINIMUM_LENGTH} characters; a few words in a row are good.")
    if len(password) > MAXIMUM_LENGTH:
        raise Invalid(f"Choose a password of at most {MAXIMUM_LENGTH} characters.")
    from zxcvbn import zxcvbn  # noqa: PLC0415 - its lists take memory that only a process that sets passwords needs

    head = password[:_LOOKED_AT]  # what follows makes it only stronger
    if zxcvbn(head, user_inputs=_own_words(email, name))["guesses_log10"] < GUESSES_LOG10:
        raise Invalid("This password is among those that are guessed first; choose a few words that don't belong together.")


def _own_words(email: str, name: str) -> list[str]:
    whole = [email.partition("@")[0], email, name, "".join(name.split())]
    return [word for word in (*whole, *re.split(r"[\W_]+", f"{email} {name}"), "loopwright", "interview") if len(word) > 1]


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
