"""Letters that are to be sent by mail, and the log of those that were."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "letters",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("to_name", sa.Text(), nullable=False),
        sa.Column("to_email", sa.String(length=254), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("sealed", sa.Text(), nullable=False),
        sa.Column("method", sa.String(length=32), nullable=False),
        sa.Column("told", sa.String(length=64), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=True),
        sa.Column("candidate_id", sa.String(length=40), nullable=True),
        sa.Column("interview_id", sa.String(length=40), nullable=True),
        sa.Column("created_by", sa.String(length=40), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.String(length=300), nullable=False),
        _moment("created_at"),
        _moment("next_at", nullable=True),
        _moment("claimed_until", nullable=True),
        _moment("sent_at", nullable=True),
        _moment("expires_at", nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_letters_person_id")),
        sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f("fk_letters_candidate_id")),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name=op.f("fk_letters_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letters")),
        sa.UniqueConstraint("key", name=op.f("uq_letters_key")),
    )
    for column in ("candidate_id", "interview_id", "next_at"):
        op.create_index(f"ix_letters_{column}", "letters", [column], unique=False)


def downgrade() -> None:
    op.drop_table("letters")
