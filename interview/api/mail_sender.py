"""Sends the letters of the outbox, from the process that serves the application."""

from __future__ import annotations

from interview.services.context import Context
from interview.services.outbox import can_send, deliver_letters
from interview.services.smtp import connection_to, mail_server

EVERY_SECONDS = 10.0


def send_waiting(context: Context) -> int:
    """One round over one connection; returns how many letters left. Without a mail server there is nothing to do."""
    if not can_send(context):
        return 0
    with connection_to(mail_server(context.settings)) as send:
        return deliver_letters(context, send)
