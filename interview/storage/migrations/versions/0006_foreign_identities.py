"""Who people are at the company's own sign-in."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "foreign_identities",
        sa.Column("issuer", sa.String(length=500), nullable=False),
        sa.Column("subject", sa.String(length=255), nullable=False),
        sa.Column("person_id", sa.String(length=40), nullable=False),
        sa.Column("linked_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_foreign_identities_person_id")),
        sa.PrimaryKeyConstraint("issuer", "subject", name=op.f("pk_foreign_identities")),
    )
    op.create_index("ix_foreign_identities_person_id", "foreign_identities", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_table("foreign_identities")
