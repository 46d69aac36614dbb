"""Removing the demo company: rows marked as demo, and everything that hangs on them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Column, Connection, delete, select, update

from interview.storage import pool_tables as pool
from interview.storage import tables as t
from interview.storage.calendar_tables import followed_calendars
from interview.storage.content_tables import past_ratings, question_edits
from interview.storage.debrief_tables import debrief_notes, sign_offs
from interview.storage.hand_on_tables import hand_ons
from interview.storage.imported_tables import imported_scorecards
from interview.storage.mail_tables import letters
from interview.storage.privacy_tables import legal_holds
from interview.storage.rules_tables import calibrations, requisition_rules


def remove_demo(connection: Connection) -> int:
    """Delete what is marked as demo; returns how many candidates went. Nothing that real people made elsewhere is touched."""
    candidates = select(t.candidates.c.id).where(t.candidates.c.is_demo.is_(True))
    count = len(connection.execute(candidates).all())
    interviews = select(t.interviews.c.id).where(t.interviews.c.candidate_id.in_(candidates))
    scorecards = select(t.scorecards.c.id).where(t.scorecards.c.candidate_id.in_(candidates))
    connection.execute(delete(t.revisions).where(t.revisions.c.scorecard_id.in_(scorecards)))
    connection.execute(delete(hand_ons).where(hand_ons.c.from_interview_id.in_(interviews)))
    for table in (t.seats, pool.reminders):
        connection.execute(delete(table).where(table.c.interview_id.in_(interviews)))
    for about in (letters, imported_scorecards, legal_holds):
        connection.execute(delete(about).where(about.c.candidate_id.in_(candidates)))
    for table in (t.scorecards, t.reveals, t.recusals, t.debrief_votes, debrief_notes, sign_offs, t.decisions, t.interviews):
        connection.execute(delete(table).where(table.c.candidate_id.in_(candidates)))
    connection.execute(delete(t.candidates).where(t.candidates.c.is_demo.is_(True)))
    roles = select(t.roles.c.role_id).where(t.roles.c.is_demo.is_(True))
    for table in (t.loops, t.role_members, t.adjustments, requisition_rules):
        connection.execute(delete(table).where(table.c.role_id.in_(roles)))
    connection.execute(delete(t.roles).where(t.roles.c.is_demo.is_(True)))
    named = select(requisition_rules.c.calibration)
    connection.execute(delete(calibrations).where(calibrations.c.snapshot.not_in(named)))
    _remove_people(connection)
    return count


def _remove_people(connection: Connection) -> None:
    """Demo people leave; whoever of them was drawn into something real keeps a closed account."""
    demo = select(t.people.c.id).where(t.people.c.is_demo.is_(True))
    for table in (t.sessions, t.links, pool.profiles, pool.weekly_hours, pool.times_away, pool.trainings, pool.reminders):
        connection.execute(delete(table).where(table.c.person_id.in_(demo)))
    for held in (letters, followed_calendars):
        connection.execute(delete(held).where(held.c.person_id.in_(demo)))
    connection.execute(update(t.links).where(t.links.c.created_by.in_(demo)).values(created_by=None))
    signed = pool.trainings.c.qualified_by.in_(demo)
    connection.execute(update(pool.trainings).where(signed).values(qualified_by=None))
    connection.execute(delete(past_ratings).where(past_ratings.c.person_id.in_(demo)))
    approved = question_edits.c.state == "approved"  # those are in use, whoever wrote them
    connection.execute(delete(question_edits).where(question_edits.c.proposed_by.in_(demo) & ~approved))
    for column in (question_edits.c.proposed_by, question_edits.c.reviewed_by):
        connection.execute(update(question_edits).where(column.in_(demo)).values({column.name: None}))
    needed = set[str]()
    for column in _references_to_people():
        needed |= set(connection.execute(select(column).where(column.in_(demo))).scalars().all())
    condition = t.people.c.is_demo.is_(True)
    connection.execute(update(t.people).where(condition).values(active=False))
    connection.execute(delete(t.people).where(condition, t.people.c.id.not_in(needed)))


def _references_to_people() -> Iterator[Column[str]]:
    for table in t.metadata.sorted_tables:
        for column in table.columns:
            if any(key.column is t.people.c.id for key in column.foreign_keys):
                yield column
