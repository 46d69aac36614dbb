"""Retention rules; and events are looked up by subject and actor together."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "retention_rules",
        sa.Column("country", sa.String(length=64), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("country", "outcome", name=op.f("pk_retention_rules")),
    )
    op.drop_index("ix_audit_events_subject_id", table_name="audit_events")
    op.create_index("ix_audit_events_subject_id_actor_id", "audit_events", ["subject_id", "actor_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_audit_events_subject_id_actor_id", table_name="audit_events")
    op.create_index("ix_audit_events_subject_id", "audit_events", ["subject_id"], unique=False)
    op.drop_table("retention_rules")
