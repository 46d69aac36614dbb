"""Sends what webhooks have to be told, from the process that serves the application."""

from __future__ import annotations

from interview.services.context import Context
from interview.services.outgoing import post
from interview.services.webhooks import Post, deliver_due, queue_deliveries

EVERY_SECONDS = 15.0


def send_waiting(context: Context, send: Post = post) -> int:
    """One round: queue what happened, deliver what is due; returns how many deliveries arrived.

    Where several processes serve one database, a receiver may get a delivery from more than one of them, under the same id.
    """
    queue_deliveries(context)
    return deliver_due(context, send)
