"""Calibration sessions, ratings of sample answers, proposed words for anchors."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "calibration_sessions",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("created_by", sa.String(length=40), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["created_by"], ["people.id"], name=op.f("fk_calibration_sessions_created_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_calibration_sessions")),
    )
    op.create_table(
        "sample_ratings",
        sa.Column("answer_id", sa.String(length=40), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("session_id", sa.String(length=40), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("seen", sa.String(length=400), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_sample_ratings_person_id")),
        sa.ForeignKeyConstraint(["session_id"], ["calibration_sessions.id"], name=op.f("fk_sample_ratings_session_id")),
        sa.PrimaryKeyConstraint("answer_id", "person_id", name=op.f("pk_sample_ratings")),
    )
    op.create_index("ix_sample_ratings_session_id", "sample_ratings", ["session_id"], unique=False)
    op.create_table(
        "anchor_proposals",
        sa.Column("id", sa.String(length=40), nullable=False),
        sa.Column("session_id", sa.String(length=40), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=True),
        sa.Column("proposed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_anchor_proposals_person_id")),
        sa.ForeignKeyConstraint(["session_id"], ["calibration_sessions.id"], name=op.f("fk_anchor_proposals_session_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_anchor_proposals")),
    )
    op.create_index("ix_anchor_proposals_session_id", "anchor_proposals", ["session_id"], unique=False)


def downgrade() -> None:
    op.drop_table("anchor_proposals")
    op.drop_table("sample_ratings")
    op.drop_table("calibration_sessions")
