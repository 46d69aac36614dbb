"""Skills that an interview hands on to a later one."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "hand_ons",
        sa.Column("from_interview_id", sa.String(length=40), nullable=False),
        sa.Column("skill_id", sa.String(length=64), nullable=False),
        sa.Column("to_interview_id", sa.String(length=40), nullable=False),
        sa.Column("handed_by", sa.String(length=40), nullable=False),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["from_interview_id"], ["interviews.id"], name=op.f("fk_hand_ons_from_interview_id")),
        sa.ForeignKeyConstraint(["to_interview_id"], ["interviews.id"], name=op.f("fk_hand_ons_to_interview_id")),
        sa.ForeignKeyConstraint(["handed_by"], ["people.id"], name=op.f("fk_hand_ons_handed_by")),
        sa.PrimaryKeyConstraint("from_interview_id", "skill_id", name=op.f("pk_hand_ons")),
    )
    op.create_index("ix_hand_ons_to_interview_id", "hand_ons", ["to_interview_id"], unique=False)


def downgrade() -> None:
    op.drop_table("hand_ons")
