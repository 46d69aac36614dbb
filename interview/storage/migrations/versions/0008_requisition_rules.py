"""Calibrations, the rules that all candidates of a requisition are judged by, and what is said and signed in a debrief."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

_SIGNED: tuple[sa.Column[object], ...] = (
    sa.Column("approves", sa.Boolean(), nullable=False),
    sa.Column("input_hash", sa.String(length=64), nullable=False),
)


def upgrade() -> None:
    op.create_table(
        "calibrations",
        sa.Column("snapshot", sa.String(length=40), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("snapshot", name=op.f("pk_calibrations")),
    )
    op.create_table(
        "requisition_rules",
        sa.Column("role_id", sa.String(length=80), nullable=False),
        sa.Column("loop_version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("costs", sa.Text(), nullable=False),
        sa.Column("policy", sa.Text(), nullable=False),
        sa.Column("ladder", sa.Text(), nullable=False),
        sa.Column("calibration", sa.String(length=40), nullable=False),
        sa.Column("sign_off", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("fixed_by", sa.String(length=40), nullable=True),
        sa.Column("fixed_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["calibration"], ["calibrations.snapshot"], name=op.f("fk_requisition_rules_calibration")),
        sa.ForeignKeyConstraint(["fixed_by"], ["people.id"], name=op.f("fk_requisition_rules_fixed_by")),
        sa.PrimaryKeyConstraint("role_id", "loop_version", "number", name=op.f("pk_requisition_rules")),
    )
    for table, kind in (("debrief_notes", "text"), ("sign_offs", "reason")):
        op.create_table(
            table,
            sa.Column("id", sa.String(length=40), nullable=False),
            sa.Column("candidate_id", sa.String(length=40), nullable=False),
            sa.Column("person_id", sa.String(length=40), nullable=False),
            sa.Column(kind, sa.Text(), nullable=False),
            *(_SIGNED if table == "sign_offs" else ()),
            sa.Column("at", sa.DateTime(timezone=True), nullable=False),
            sa.ForeignKeyConstraint(["candidate_id"], ["candidates.id"], name=op.f(f"fk_{table}_candidate_id")),
            sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f(f"fk_{table}_person_id")),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        )
        op.create_index(f"ix_{table}_candidate_id", table, ["candidate_id"], unique=False)


def downgrade() -> None:
    op.drop_table("sign_offs")
    op.drop_table("debrief_notes")
    op.drop_table("requisition_rules")
    op.drop_table("calibrations")
