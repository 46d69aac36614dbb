"""Why a candidate is on legal hold."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.create_table(
        "legal_holds",
        sa.Column("candidate_id", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("held_by", sa.String(length=40), nullable=True),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_legal_holds_candidate_id")),
        sa.ForeignKeyConstraint(["held_by"], ["people.id"], name=op.f("fk_legal_holds_held_by")),
        sa.PrimaryKeyConstraint("candidate_id", name=op.f("pk_legal_holds")),
    )


def downgrade() -> None:
    op.drop_table("legal_holds")
