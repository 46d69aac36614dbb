"""Texts that lie in the database only under the installation's secret: letters until they leave, addresses of calendars."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet, InvalidToken

from interview.errors import Invalid
from interview.services.context import Context


def seal(context: Context, purpose: str, text: str) -> str:
    """The text encrypted; what was sealed for one purpose can't be opened for another."""
    return _cipher(context, purpose).encrypt(text.encode()).decode()


def unseal(context: Context, purpose: str, sealed: str) -> str:
    """The text. Raises :class:`~interview.errors.Invalid` if the secret has changed since."""
    try:
        return _cipher(context, purpose).decrypt(sealed.encode()).decode()
    except InvalidToken:
        raise Invalid("the secret of this installation has changed since this was stored, so it can't be read any more") from None


def _cipher(context: Context, purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"{purpose} ".encode() + context.secret).digest()))
