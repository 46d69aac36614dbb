"""The table of calendars that are followed at an address."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, String, Table, Text

from interview.storage.tables import Moment, metadata

followed_calendars = Table(
    "followed_calendars",
    metadata,
    Column("person_id", String(40), ForeignKey("people.id"), primary_key=True),
    Column("host", String(253), nullable=False),
    Column("sealed", Text, nullable=False),  # the address, encrypted
    Column("read_at", Moment(), nullable=False),  # the last attempt
    Column("problem", String(300), nullable=False),  # of the last attempt
)
