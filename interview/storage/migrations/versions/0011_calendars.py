"""Calendars that are followed at an address."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.create_table(
        "followed_calendars",
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("host", sa.String(length=253), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("problem", sa.String(length=300), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_followed_calendars_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_followed_calendars")),
    )


def downgrade() -> None:
    op.drop_table("followed_calendars")
