"""Scorecards that were written in other systems."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "imported_scorecards",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("candidate_id", sa.String(length=40), nullable=False),
        sa.Column("source", sa.String(length=32), nullable=False),
        sa.Column("source_id", sa.String(length=80), nullable=False),
        sa.Column("author", sa.Text(), nullable=False),
        sa.Column("submitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("entered_by", sa.String(length=40), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_imported_scorecards_candidate_id")),
        sa.ForeignKeyConstraint(["entered_by"], ["people.id"], name=op.f("fk_imported_scorecards_entered_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_imported_scorecards")),
        sa.UniqueConstraint(
            "candidate_id", "source", "source_id", name=op.f("uq_imported_scorecards_candidate_id_source_source_id")
        ),
    )


def downgrade() -> None:
    op.drop_table("imported_scorecards")
