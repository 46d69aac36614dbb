"""The interviewer pool, reminders, changes of questions, and ratings from before."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_ID = sa.String(length=40)


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _person(table: str, name: str = "person_id") -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([name], ["people.id"], name=op.f(f"fk_{table}_{name}"))


def upgrade() -> None:
    op.create_table(
        "interviewer_profiles",
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("skills", sa.String(length=2000), nullable=False),
        sa.Column("languages", sa.String(length=400), nullable=False),
        sa.Column("tags", sa.String(length=400), nullable=False),
        sa.Column("team", sa.String(length=80), nullable=False),
        sa.Column("weekly_cap", sa.Integer(), nullable=False),
        _person("interviewer_profiles"),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_interviewer_profiles")),
    )
    op.create_table(
        "weekly_hours",
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("weekday", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("starts", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("ends", sa.Integer(), nullable=False),
        _person("weekly_hours"),
        sa.PrimaryKeyConstraint("person_id", "weekday", "starts", name=op.f("pk_weekly_hours")),
    )
    op.create_table(
        "times_away",
        sa.Column("id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        _moment("starts_at"),
        _moment("ends_at"),
        sa.Column("source", sa.String(length=32), nullable=False),
        _person("times_away"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_times_away")),
    )
    op.create_index("ix_times_away_person_id", "times_away", ["person_id"], unique=False)
    op.create_table(
        "interviewer_trainings",
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("format", sa.String(length=32), nullable=False),
        _moment("started_at"),
        _moment("qualified_at", nullable=True),
        sa.Column("qualified_by", _ID, nullable=True),
        _person("interviewer_trainings"),
        _person("interviewer_trainings", "qualified_by"),
        sa.PrimaryKeyConstraint("person_id", "format", name=op.f("pk_interviewer_trainings")),
    )
    op.create_table(
        "reminders",
        sa.Column("id", _ID, nullable=False),
        sa.Column("interview_id", _ID, nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("step", sa.String(length=32), nullable=False),
        _moment("queued_at"),
        _moment("sent_at", nullable=True),
        sa.Column("sent_by", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["interview_id"], ["interviews.id"], name=op.f("fk_reminders_interview_id")),
        _person("reminders"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
    )
    op.create_index("ix_reminders_interview_id", "reminders", ["interview_id"], unique=False)
    op.create_table(
        "question_edits",
        sa.Column("id", _ID, nullable=False),
        sa.Column("question_id", sa.String(length=80), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=32), nullable=False),
        sa.Column("proposed_by", _ID, nullable=True),
        _moment("proposed_at"),
        sa.Column("reviewed_by", _ID, nullable=True),
        _moment("reviewed_at", nullable=True),
        sa.Column("review_note", sa.Text(), nullable=False),
        _person("question_edits", "proposed_by"),
        _person("question_edits", "reviewed_by"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_edits")),
    )
    op.create_index("ix_question_edits_question_id", "question_edits", ["question_id"], unique=False)
    op.create_table(
        "past_ratings",
        sa.Column("id", _ID, nullable=False),
        sa.Column("reference", sa.String(length=80), nullable=False),
        sa.Column("person_id", _ID, nullable=False),
        sa.Column("role_id", sa.String(length=80), nullable=False),
        sa.Column("skill_id", sa.String(length=80), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        _moment("imported_at"),
        _person("past_ratings"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_past_ratings")),
        sa.UniqueConstraint(
            "reference", "person_id", "role_id", "skill_id", name=op.f("uq_past_ratings_reference_person_id_role_id_skill_id")
        ),
    )


def downgrade() -> None:
    for table in (
        "past_ratings",
        "question_edits",
        "reminders",
        "interviewer_trainings",
        "times_away",
        "weekly_hours",
        "interviewer_profiles",
    ):
        op.drop_table(table)
