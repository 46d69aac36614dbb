"""Tables of what candidates are judged by: calibrations, by their content, and the rules of each requisition."""

from __future__ import annotations

from sqlalchemy import Boolean, Column, ForeignKey, Integer, String, Table, Text

from interview.storage.tables import Moment, metadata

calibrations = Table(
    "calibrations",
    metadata,
    Column("snapshot", String(40), primary_key=True),  # named by the content
    Column("document", Text, nullable=False),
)
requisition_rules = Table(
    "requisition_rules",
    metadata,
    Column("role_id", String(80), primary_key=True),
    Column("loop_version", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("costs", Text, nullable=False),
    Column("policy", Text, nullable=False),
    Column("ladder", Text, nullable=False),
    Column("calibration", String(40), ForeignKey("calibrations.snapshot"), nullable=False),
    Column("sign_off", Boolean, nullable=False),  # of a bar raiser, before a hire
    Column("reason", Text, nullable=False),
    Column("fixed_by", String(40), ForeignKey("people.id")),
    Column("fixed_at", Moment(), nullable=False),
)
