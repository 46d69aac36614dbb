"""The company's mail server: letters as messages, over one connection a round.

``INTERVIEW_SMTP_URL`` is ``smtp://USER:PASSWORD@HOST:587`` (encrypted by STARTTLS, or nothing is sent), ``smtps://HOST:465``
(encrypted from the start), or ``smtp+plain://HOST:25`` for a relay on this machine; a password is only sent encrypted or to this
machine. ``INTERVIEW_MAIL_FROM`` is who the letters are from, ``Acme interviews <interviews@acme.example>``.
"""

from __future__ import annotations

import ipaddress
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parseaddr
from typing import Literal
from urllib.parse import unquote, urlsplit

from interview.domain.letter import Letter
from interview.errors import Invalid
from interview.services.outbox import Send, Undeliverable
from interview.settings import Settings

TIMEOUT_SECONDS = 20
_SECURITY: dict[str, Literal["starttls", "tls", "none"]] = {"smtp": "starttls", "smtps": "tls", "smtp+plain": "none"}
_PORTS = {"starttls": 587, "tls": 465, "none": 25}
_HOW = "write INTERVIEW_SMTP_URL like smtp://USER:PASSWORD@mail.example.org:587"


@dataclass(frozen=True)
class MailServer:
    """Where and how letters leave, and who they are from."""

    host: str
    port: int
    security: Literal["starttls", "tls", "none"]
    user: str
    password: str = field(repr=False)
    sender_name: str
    sender_email: str


def mail_server(settings: Settings) -> MailServer:
    """The server of the settings. Raises :class:`~interview.errors.Invalid` naming the setting that can't be used."""
    try:
        parts = urlsplit(settings.smtp_url or "")
        port = parts.port
    except ValueError:
        raise Invalid(f"The mail server's address has no proper port; {_HOW}.") from None
    security = _SECURITY.get(parts.scheme)
    if security is None or not parts.hostname:
        raise Invalid(f"The mail server's address can't be used; {_HOW}.")
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    if security == "none" and user and not _is_here(parts.hostname):
        raise Invalid("A password for the mail server would go out unencrypted; use smtp:// or smtps:// in INTERVIEW_SMTP_URL.")
    name, email = parseaddr(settings.mail_from or "")
    if "@" not in email.strip("@"):
        raise Invalid("Say who mails are from: set INTERVIEW_MAIL_FROM to e.g. 'Acme interviews <interviews@acme.example>'.")
    return MailServer(
        host=parts.hostname,
        port=port or _PORTS[security],
        security=security,
        user=user,
        password=password,
        sender_name=name,
        sender_email=email,
    )


@contextmanager
def connection_to(server: MailServer, *, tls: ssl.SSLContext | None = None) -> Iterator[Send]:
    """Something to send with. It connects with the first letter; where that fails, every letter of the round fails at once."""
    opened: list[smtplib.SMTP] = []
    failed: list[OSError] = []

    def send(letter_id: str, letter: Letter) -> None:
        message = as_message(letter, server, letter_id)
        if failed:
            raise failed[0]
        try:
            if not opened:
                opened.append(_connected(server, tls or ssl.create_default_context()))
        except OSError as error:
            failed.append(OSError(f"{server.host}:{server.port}: {_said(error)}"))
            raise failed[0] from None
        try:
            opened[0].send_message(message, from_addr=server.sender_email, to_addrs=[letter.to_email])
        except smtplib.SMTPServerDisconnected as error:
            opened.clear()  # the next letter finds out whether the server is back
            raise OSError(_said(error)) from None
        except OSError as error:
            raise _verdict(error) from None

    try:
        yield send
    finally:
        for connection in opened:
            try:
                connection.quit()
            except OSError:
                connection.close()


def as_message(letter: Letter, server: MailServer, letter_id: str) -> EmailMessage:
    """The letter as a message; a calendar entry comes as an alternative that calendars act on, and as a file to save."""
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(server.sender_name, server.sender_email)
    message["To"] = _address(letter.to_name, letter.to_email)
    message["Subject"] = " ".join(letter.subject.split())
    message["Date"] = datetime.now(UTC)
    message["Message-ID"] = f"<{letter_id}@{server.sender_email.rpartition('@')[2]}>"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(letter.text)
    if letter.calendar:
        calendar = f"{letter.calendar}\r\n"  # values lose the line end that the standard wants
        message.add_alternative(calendar, subtype="calendar", params={"method": letter.method})
        message.add_attachment(calendar.encode(), maintype="application", subtype="ics", filename="invite.ics")
    return message


def _connected(server: MailServer, tls: ssl.SSLContext) -> smtplib.SMTP:
    if server.security == "tls":
        connection: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=TIMEOUT_SECONDS, context=tls)
    else:
        connection = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)
    try:
        if server.security == "starttls":
            connection.starttls(context=tls)
        if server.user:
            connection.login(server.user, server.password)
    except (OSError, ValueError):
        connection.close()
        raise
    return connection


def _verdict(error: OSError) -> Exception:
    """Whether trying again makes sense: not where the server refuses the recipient or the message for good."""
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        [(code, text)] = error.recipients.values()
        said = f"{code} {text.decode(errors='replace')}"
        return Undeliverable(said) if code >= 500 else OSError(said)
    if isinstance(error, smtplib.SMTPDataError) and error.smtp_code >= 500:
        return Undeliverable(_said(error))
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return Undeliverable("the mail server takes no address with such letters")
    return OSError(_said(error))


def _said(error: OSError) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        text = error.smtp_error.decode(errors="replace") if isinstance(error.smtp_error, bytes) else str(error.smtp_error)
        return f"{error.smtp_code} {text}"
    return str(error) or type(error).__name__


def _address(name: str, email: str) -> Address:
    try:
        return Address(" ".join(name.split()), addr_spec=email)
    except (ValueError, HeaderParseError):
        raise Undeliverable(f"'{email}' is no address that mail can be sent to") from None


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
